"""How a report is printed: money without floats, text no spreadsheet runs, and never a value in a fault."""

from datetime import date
from decimal import Decimal
from typing import Annotated

import polars as pl
import pytest

from megaroth import render
from schemas.fields import CENTS, COUNT, DATE, FLAG, REASONS, TEXT, field
from schemas.reports import Report


class Sheet(Report):
    who: str = field(TEXT, optional=True)
    money: pl.Int64 = field(CENTS, optional=True)
    number: pl.Int64 = field(COUNT, optional=True)
    day: pl.Date = field(DATE, optional=True)
    yes: bool = field(FLAG, optional=True)
    why: Annotated[pl.List, pl.String] = field(REASONS)


def sheet(**columns: object) -> pl.DataFrame:
    blank: dict[str, object] = {"who": None, "money": None, "number": None, "day": None, "yes": None, "why": []}
    schema = {"who": pl.String, "money": pl.Int64, "number": pl.Int64, "day": pl.Date, "yes": pl.Boolean}
    return pl.DataFrame([blank | columns], schema=schema | {"why": pl.List(pl.String)}, orient="row")


def printed(**columns: object) -> dict[str, object]:
    return render.texts(sheet(**columns), Sheet).row(0, named=True)


@pytest.mark.parametrize(
    ("cents", "text"),
    [
        (0, "0.00"),
        (5, "0.05"),
        (-5, "-0.05"),
        (-123, "-1.23"),
        (100, "1.00"),
        (123_456_789_012_345_678, "1234567890123456.78"),
    ],
)
def test_money_is_dollars_with_two_decimals_to_the_last_cent(cents: int, text: str) -> None:
    assert printed(money=cents)["money"] == text
    assert render.typed(sheet(money=cents), Sheet)["money"].to_list() == [Decimal(text)]


@pytest.mark.parametrize("first", list("=+-@\t\r\n\0"))
def test_text_that_a_spreadsheet_would_run_gets_an_apostrophe_in_csv_only(first: str) -> None:
    assert printed(who=f"{first}A1")["who"] == f"'{first}A1"
    assert render.typed(sheet(who=f"{first}A1"), Sheet)["who"].to_list() == [f"{first}A1"]


def test_reasons_are_joined_in_csv_and_a_list_in_parquet() -> None:
    why = ["no_room: nothing fits", "not_employed: left"]
    assert printed(why=why)["why"] == "no_room: nothing fits; not_employed: left"
    assert render.typed(sheet(why=why), Sheet)["why"].to_list() == [why]


def test_dates_flags_and_counts_are_as_the_readme_says() -> None:
    row = printed(day=date(2026, 6, 3), yes=False, number=-7)
    assert (row["day"], row["yes"], row["number"]) == ("2026-06-03", "false", "-7")


def test_what_does_not_apply_is_empty() -> None:
    assert set(printed().values()) == {None}


def test_parquet_money_is_decimal_18_2() -> None:
    assert render.typed(sheet(money=1), Sheet).schema["money"] == pl.Decimal(18, 2)


def test_a_report_that_breaks_its_contract_is_told_by_column_and_rule_without_a_value() -> None:
    broken = sheet(who="Ada Example").with_columns(money=pl.lit("secret"))
    with pytest.raises(render.ReportError) as fault:
        render.held("room", broken, Sheet)
    assert "room" in str(fault.value)
    assert "money" in str(fault.value)
    assert "secret" not in str(fault.value)
    assert "Ada" not in str(fault.value)
