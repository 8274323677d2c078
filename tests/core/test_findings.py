"""Findings: one for each thing to look at, with a name that lasts, and a status by what an earlier night found."""

import hashlib
from datetime import date

import polars as pl

from megaroth.checks.check import FINDING
from megaroth.findings import compared, gathered
from schemas.columns import types
from schemas.reports import Findings
from tests.drawn import rows

WEDNESDAY, THURSDAY = date(2026, 6, 24), date(2026, 6, 25)
ONE_LINE = """
    check | severity | employee_id | pay_date   | source | expected | actual | file | line | message | who_acts
    R03   | error    | E1          | 2026-01-09 | match  | 0        | 150    | c1   | 7    | Look.   | payroll"""


def found(table: str, year: str = "2026") -> pl.DataFrame:
    """The drawn findings of a night, gathered."""
    cells = pl.DataFrame(rows(table)).with_columns(pl.all().replace("", None))
    cells = cells.with_columns(pl.col("pay_date").str.to_date(), pl.col("expected", "actual", "line").cast(pl.Int64))
    return gathered([cells.lazy().select(*FINDING)], year)


def report(day: date, tonight: pl.DataFrame, before: pl.DataFrame | None = None) -> pl.DataFrame:
    """The findings report of a day, compared with an earlier one."""
    return compared(tonight, pl.DataFrame(schema=types(Findings)) if before is None else before, day)


def told(findings: pl.DataFrame) -> list[tuple[str, str, date]]:
    return findings.select("check", "status", "first_seen").rows()


def nothing() -> pl.DataFrame:
    return found(ONE_LINE).clear()


def test_a_finding_is_named_by_check_person_pay_date_source_and_limitation_year() -> None:
    name = hashlib.sha256(b"R03|E1|2026-01-09|match|2026").hexdigest()[:16]
    assert found(ONE_LINE)["finding_id"].to_list() == [name]
    assert found(ONE_LINE, "2026-06-30")["finding_id"].to_list() != [name]


def test_what_does_not_apply_is_empty_in_the_name() -> None:
    one = found("""
        check | severity | employee_id | pay_date | source | expected | actual | file | line | message | who_acts
        R14   | error    | E1          |          |        |          |        |      |      | Look.   | tpa""")
    assert one["finding_id"].to_list() == [hashlib.sha256(b"R14|E1|||2026").hexdigest()[:16]]


def test_rows_of_one_identity_are_one_finding_told_by_the_first_line() -> None:
    one = found("""
        check | severity | employee_id | pay_date   | source | expected | actual | file | line | message | who_acts
        R22   | error    | E1          | 2026-01-09 | match  | 1        | 2      | c2   | 3    | Second. | payroll
        R22   | error    | E1          | 2026-01-09 | match  | 5        | 9      | c1   | 9    | First.  | payroll""")
    assert one.select("file", "line", "difference", "message").rows() == [("c1", 9, 4, "First. (2 of these.)")]


def test_the_gravest_row_of_an_identity_stands() -> None:
    one = found("""
        check | severity | employee_id | pay_date   | source | expected | actual | file | line | message | who_acts
        R22   | warning  | E1          | 2026-01-09 | match  |          |        | c1   | 3    | Mild.   | payroll
        R22   | error    | E1          | 2026-01-09 | match  |          |        | c2   | 9    | Grave.  | payroll""")
    assert one.select("severity", "file").rows() == [("error", "c2")]


def test_a_finding_is_new_then_open_then_resolved_then_spoken_of_no_more() -> None:
    first = report(WEDNESDAY, found(ONE_LINE))
    assert told(first) == [("R03", "new", WEDNESDAY)]
    second = report(THURSDAY, found(ONE_LINE), first)
    assert told(second) == [("R03", "open", WEDNESDAY)]
    third = report(date(2026, 6, 26), nothing(), second)
    assert told(third) == [("R03", "resolved", WEDNESDAY)]
    fourth = report(date(2026, 6, 27), nothing(), third)
    assert told(fourth) == []


def test_a_finding_kept_under_a_check_of_an_earlier_version_is_resolved_once_and_its_like_is_new() -> None:
    table = """
        check | severity | employee_id | pay_date | source    | expected | actual | file | line | message | who_acts
        {}    | error    | E1          |          | after_tax | 0        | -150   |      |      | Look.   | payroll"""
    before = report(WEDNESDAY, found(table.format("balance_overdrawn")))
    upgraded = report(THURSDAY, found(table.format("R18")), before)
    assert told(upgraded) == [("R18", "new", THURSDAY), ("balance_overdrawn", "resolved", WEDNESDAY)]
    next_night = report(date(2026, 6, 26), found(table.format("R18")), upgraded)
    assert told(next_night) == [("R18", "open", THURSDAY)]


def test_a_finding_that_comes_back_is_new() -> None:
    resolved = report(THURSDAY, nothing(), report(WEDNESDAY, found(ONE_LINE)))
    assert told(report(date(2026, 6, 26), found(ONE_LINE), resolved)) == [("R03", "new", date(2026, 6, 26))]


def test_errors_come_first_and_what_is_resolved_comes_last() -> None:
    before = report(WEDNESDAY, found(ONE_LINE))
    tonight = found("""
        check | severity | employee_id | pay_date | source | expected | actual | file | line | message | who_acts
        R08   | warning  | E2          |          |        |          |        |      |      | Look.   | payroll
        R11   | error    | E3          |          |        |          |        |      |      | Look.   | sponsor
        R11   | error    | E1          |          |        |          |        |      |      | Look.   | sponsor
        R02   | info     | E1          |          |        |          |        |      |      | Look.   | sponsor""")
    listed = report(THURSDAY, tonight, before).select("check", "employee_id").rows()
    assert listed == [("R11", "E1"), ("R11", "E3"), ("R08", "E2"), ("R02", "E1"), ("R03", "E1")]
