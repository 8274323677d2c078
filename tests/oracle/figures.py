"""The yearly figures, typed a second time, and the ages and dates of the statute itself. Money is whole cents."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

TYPED = """
year | 402(g) | 50    | 60-63  | 415(c) | 401(a)(17) | 414(q) | 414(v)(7)
2013 | 17,500 | 5,500 |        | 51,000 | 255,000    | 115,000 |
2014 | 17,500 | 5,500 |        | 52,000 | 260,000    | 115,000 |
2015 | 18,000 | 6,000 |        | 53,000 | 265,000    | 120,000 |
2016 | 18,000 | 6,000 |        | 53,000 | 265,000    | 120,000 |
2017 | 18,000 | 6,000 |        | 54,000 | 270,000    | 120,000 |
2018 | 18,500 | 6,000 |        | 55,000 | 275,000    | 120,000 |
2019 | 19,000 | 6,000 |        | 56,000 | 280,000    | 125,000 |
2020 | 19,500 | 6,500 |        | 57,000 | 285,000    | 130,000 |
2021 | 19,500 | 6,500 |        | 58,000 | 290,000    | 130,000 |
2022 | 20,500 | 6,500 |        | 61,000 | 305,000    | 135,000 |
2023 | 22,500 | 7,500 |        | 66,000 | 330,000    | 150,000 |
2024 | 23,000 | 7,500 |        | 69,000 | 345,000    | 155,000 |
2025 | 23,500 | 7,500 | 11,250 | 70,000 | 350,000    | 160,000 |
2026 | 24,500 | 8,000 | 11,250 | 72,000 | 360,000    | 160,000 | 150,000
"""

CATCH_UP_AGE = 50  # 414(v)(5)(A)
HIGHER_CATCH_UP_AGES = (60, 61, 62, 63)  # 414(v)(2)(B)(i): attains 60 but not 64 before the close of the year
OWNER_OF_MORE_THAN = Fraction(5)  # percent, 416(i)(1)(B)(i)
REFUND_DEADLINE = (4, 15)  # month and day, 402(g)(2)(A)
DEFAULT_BIRTH_DATES = (date(1900, 1, 1), date(1950, 1, 1), date(1960, 1, 1))


class FigureMissingError(Exception):
    """A year that the table does not hold was needed; nothing is carried forward."""


@dataclass(frozen=True)
class Figures:
    """The figures of one calendar year, in cents; None where the law has none for that year."""

    elective_deferral: int
    catch_up: int
    higher_catch_up: int | None
    annual_additions: int
    compensation: int
    highly_compensated: int
    roth_catch_up_wages: int | None


def _cents(cell: str) -> int:
    return int(cell.replace(",", "")) * 100


def _read() -> dict[int, Figures]:
    figures = {}
    for line in TYPED.strip().splitlines()[1:]:
        year, deferral, catch_up, higher, additions, pay, highly, wages = (cell.strip() for cell in line.split("|"))
        figures[int(year)] = Figures(
            elective_deferral=_cents(deferral),
            catch_up=_cents(catch_up),
            higher_catch_up=_cents(higher) if higher else None,
            annual_additions=_cents(additions),
            compensation=_cents(pay),
            highly_compensated=_cents(highly),
            roth_catch_up_wages=_cents(wages) if wages else None,
        )
    return figures


TABLE = _read()


def figures(year: int) -> Figures:
    """The figures of a calendar year. Raises FigureMissingError where the table has none."""
    if year not in TABLE:
        message = f"no figures for {year}"
        raise FigureMissingError(message)
    return TABLE[year]
