"""The walk along everybody's later dates, and the search for the largest number that fits."""

import polars as pl
import pytest

from megaroth.forecast.bisect import largest
from megaroth.forecast.walk import held_under


def kept(amounts: list[int], ceilings: list[int | None]) -> list[int]:
    rows = pl.DataFrame(
        {"who": ["E1"] * len(amounts), "amount": amounts, "ceiling": ceilings},
        schema_overrides={"amount": pl.Int64, "ceiling": pl.Int64},
    )
    return held_under(rows, ["who"], "amount", "ceiling", "kept")["kept"].to_list()


@pytest.mark.parametrize(
    ("says", "amounts", "ceilings", "expected"),
    [
        ("the last date takes what is left", [100, 100, 100], [250, 250, 250], [100, 100, 50]),
        ("exactly the ceiling fits", [100, 150], [250, 250], [100, 150]),
        ("a ceiling that rises lets more in, not what it refused", [100, 100, 100], [50, 120, 400], [50, 70, 100]),
        ("a ceiling that falls takes nothing back", [100, 100], [150, 20], [100, 0]),
        ("and after it has risen again there is room", [100, 100, 100], [150, 20, 130], [100, 0, 30]),
        ("no ceiling, no limit", [100, 100], [None, 150], [100, 50]),
        ("nothing below zero", [100, 100], [-30, 10], [0, 10]),
        ("no dates", [], [], []),
    ],
)
def test_the_sum_so_far_stays_under_the_ceiling(
    says: str, amounts: list[int], ceilings: list[int | None], expected: list[int]
) -> None:
    assert kept(amounts, ceilings) == expected, says


def test_everybody_walks_alone() -> None:
    rows = pl.DataFrame({"who": ["E1", "E1", "E2"], "amount": [60, 60, 60], "ceiling": [100, 100, 50]})
    assert held_under(rows, ["who"], "amount", "ceiling", "kept")["kept"].to_list() == [60, 40, 50]


def test_the_largest_number_that_fits_is_found_for_each() -> None:
    upper = pl.DataFrame({"employee_id": ["A", "B", "C", "D"], "upper": [1000, 1000, 7, -5]})
    most = pl.DataFrame({"employee_id": ["A", "B", "C", "D"], "most": [0, 613, 7, 3]})

    def fits(tried: pl.DataFrame) -> pl.DataFrame:
        both = tried.join(most, on="employee_id", how="left", validate="1:1")
        return both.select("employee_id", fits=pl.col("tried") <= pl.col("most"))

    found = largest(upper, fits).sort("employee_id")
    assert found.rows() == [("A", 0), ("B", 613), ("C", 7), ("D", 0)]
