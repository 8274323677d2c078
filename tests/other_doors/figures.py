"""The IRA figures a second time, in dollars, as the notices print them. Shares nothing with the program's data."""

from typing import NamedTuple

PRINTED = """
    year | contribution | at 50 | single from |      to | joint from |      to | notice
    -----+--------------+-------+-------------+---------+------------+---------+---------------
    2013 |        5,500 | 1,000 |     112,000 | 127,000 |    178,000 | 188,000 | IR-2012-77
    2014 |        5,500 | 1,000 |     114,000 | 129,000 |    181,000 | 191,000 | IR-2013-86
    2015 |        5,500 | 1,000 |     116,000 | 131,000 |    183,000 | 193,000 | IR-2014-99
    2016 |        5,500 | 1,000 |     117,000 | 132,000 |    184,000 | 194,000 | Notice 2015-75
    2017 |        5,500 | 1,000 |     118,000 | 133,000 |    186,000 | 196,000 | Notice 2016-62
    2018 |        5,500 | 1,000 |     120,000 | 135,000 |    189,000 | 199,000 | Notice 2017-64
    2019 |        6,000 | 1,000 |     122,000 | 137,000 |    193,000 | 203,000 | Notice 2018-83
    2020 |        6,000 | 1,000 |     124,000 | 139,000 |    196,000 | 206,000 | Notice 2019-59
    2021 |        6,000 | 1,000 |     125,000 | 140,000 |    198,000 | 208,000 | Notice 2020-79
    2022 |        6,000 | 1,000 |     129,000 | 144,000 |    204,000 | 214,000 | Notice 2021-61
    2023 |        6,500 | 1,000 |     138,000 | 153,000 |    218,000 | 228,000 | Notice 2022-55
    2024 |        7,000 | 1,000 |     146,000 | 161,000 |    230,000 | 240,000 | Notice 2023-75
    2025 |        7,000 | 1,000 |     150,000 | 165,000 |    236,000 | 246,000 | Notice 2024-80
    2026 |        7,500 | 1,100 |     153,000 | 168,000 |    242,000 | 252,000 | Notice 2025-67
"""
STATUSES = ("single", "joint", "separate", "separate_apart", "head")


class Printed(NamedTuple):
    """One year's line."""

    contribution: int
    catch_up: int
    single: tuple[int, int]
    joint: tuple[int, int]
    notice: str

    def limit(self, age: int) -> int:
        """With the catch-up of whoever is 50 by the year's end."""
        return self.contribution + self.catch_up if age >= 50 else self.contribution

    def incomes(self, status: str) -> tuple[int, int]:
        """Where the limit begins to fall, and where nothing is left of it."""
        return {"joint": self.joint, "separate": (0, 10_000)}.get(status, self.single)


def read(line: str) -> tuple[int, Printed]:
    *figures, notice = (cell.strip() for cell in line.split("|"))
    year, contribution, catch_up, *incomes = (int(figure.replace(",", "")) for figure in figures)
    single_from, single_to, joint_from, joint_to = incomes
    return year, Printed(contribution, catch_up, (single_from, single_to), (joint_from, joint_to), notice)


YEARS = dict(read(line) for line in PRINTED.strip().splitlines()[2:])
