"""A folder in which every check finds something: each has a name of its own, and no message a value of a row."""

import hashlib
import re
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from megaroth.checks import catalogue
from megaroth.checks.check import FINDING, Check
from megaroth.findings import gathered
from tests.checks.nights import Rows, findings, night, plan

PLAN = plan(
    "2026-01-09",
    "2026-01-23",
    "2026-02-06",
    "2026-06-12",
    short_year="{ start = 2026-01-01, end = 2026-06-15 }",
    more="""[after_tax]
        max_rate = 0.5
        hce_max_rate = 0.01
        max_dollars = 30_000

        [withdrawals]
        sweep_days = 10

        [[amendment]]
        effective = 2026-01-23
        match.tiers = [{ rate = 1.0, up_to = 0.03 }]
        after_tax.allowed = false
    """,
).replace("[pay_calendar]", "[pay_calendars.weekly]\n        dates = [2026-01-23]\n\n        [pay_calendar]")
CENSUS = """
    employee_id | last_name  | birth_date | hire_date  | termination_date | pay_group  | prior_year_fica_wages
    Q1001       | Thistledew | 1980-02-03 | 2020-01-06 |                  |            |
    Q1002       | Ferncastle | 1970-02-03 | 2020-01-06 |                  | weekly     | 160,000.77
    Q1003       | Marrowgate | 1970-02-03 | 2020-01-06 |                  |            |
    Q1004       | Quickwater | 1900-01-01 | 2020-01-06 |                  |            |
    Q1005       | Underwick  | 1980-02-03 | 2020-01-06 | 2025-12-31       |            |
    Q1006       | Hobblewood | 1980-02-03 | 2020-01-06 |                  |            |
    Q1007       | Lanternjaw | 1980-02-03 | 2020-01-06 |                  |            |
    Q1008       | Peppercorn | 1980-02-03 | 2020-01-06 |                  |            |
    Q1009       | Saltmarsh  | 1980-02-03 | 2020-01-06 |                  | nightshift |
    Q1013       | Wrenlock   | 1980-02-03 | 2020-01-06 |                  |            |
    Q1014       | Brackenby  | 1980-02-03 | 2020-01-06 |                  |            |
    Q1015       | Dapplemere | 1980-02-03 | 2020-01-06 |                  |            |
    Q1016       | Elmsworth  | 1980-02-03 | 2020-01-06 |                  |            |
    Q1017       | Foxglen    | 1980-02-03 | 2020-01-06 |                  |            |
    Q1018       | Gorseland  | 1980-02-03 | 2020-01-06 |                  | weekly     |
    Q1019       | Harrowdale | 1980-02-03 | 2020-01-06 |                  |            |
"""
FEEDS = {
    "census_2026-01-02": CENSUS,
    "payroll_a": """
        employee_id | pay_date   | gross_compensation | pre_tax   | pre_tax_catch_up | after_tax | Badge Colour
        Q1001       | 2026-01-09 | 90,000.11          | 24,501.23 |                  | 9,000.57  | mauve
        Q1002       | 2026-01-09 | 90,000.12          | 25,100.31 |                  |           | mauve
        Q1003       | 2026-01-09 | 90,000.13          | 25,100.32 |                  |           | mauve
        Q1004       | 2026-01-09 | 4,000.14           | 300.15    | 31.13            |           | mauve
        Q1005       | 2026-01-09 | 4,000.16           | 41.19     |                  |           | mauve
        Q1006       | 2026-01-09 | 10.21              | 50.43     |                  |           | mauve
        Q1008       | 2026-01-09 | 4,000.17           | 100.09    |                  |           | mauve
        Q1009       | 2026-01-09 | 4,000.18           | 120.19    |                  | -19.23    | mauve
        Q1010       | 2026-01-09 | 4,000.20           | 130.21    |                  |           | mauve
        Q1013       | 2026-01-09 | 4,OOO.22           | 140.23    |                  |           | mauve
    """,
    "payroll_b": """
        employee_id | pay_date   | gross_compensation | pre_tax
        Q1008       | 2026-01-09 | 4,000.17           | 100.09
        Q1009       | 2026-01-09 | 4,000.18           | 999.29
        Q1001       | 2026-01-23 | 4,000.31           | 1.33
    """,
    "payroll_c": """
        employee_id | pay_date   | gross_compensation | pre_tax
        Q1005       | 2026-01-09 | 4,000.16           | 41.19
    """,
    "payroll_d": """
        employee_id | pay_date   | gross_compensation | pre_tax
        Q1005       | 2026-01-09 | 4,000.16           | 41.19
    """,
    "payroll_e": """
        employee_id | pay_date   | gross_compensation | pre_tax  | after_tax | match | nonelective | run_type
        Q1014       | 2026-01-09 | 90,000.44          | 0.00     | 31,000.27 |       |             | regular
        Q1015       | 2026-01-09 | 20,000.45          | 0.00     | 12,000.29 |       |             | regular
        Q1016       | 2026-01-23 | 4,000.47           | 0.00     | 15.33     |       |             | regular
        Q1017       | 2026-01-09 | 4,000.46           | 200.51   |           | 9.54  |             | regular
        Q1017       | 2026-01-16 | 1,000.52           |          |           |       |             | bonus
        Q1017       | 2026-01-23 | 4,000.46           | 200.51   |           | 7.53  |             | regular
        Q1018       | 2026-01-23 | 4,000.48           | 210.55   |           |       |             | regular
        Q1019       | 2026-01-23 | 40,000.61          | 2,000.03 |           |       | 28,000.67   | regular
    """,
    "elections_a": """
        employee_id | effective_date | pre_tax_rate
        Q1017       | 2026-01-01     | 0.05
    """,
    "contributions_a": """
        employee_id | posted_date | source  | amount | pay_date   | activity
        Q1007       | 2026-01-12  | pre_tax | 77.81  | 2026-01-09 |
        Q1001       | 2026-01-12  | roth    | -88.17 |            | reversal
        Q1009       | 2026-01-12  | pre_tax | 60.61  | 2026-01-09 |
        Q1009       | 2026-01-12  | pre_tax | 60.61  | 2026-01-09 |
        Q1003       | 2026-02-09  | pre_tax | 62.63  | 2026-02-06 |
    """,
    "opening_a": """
        employee_id | as_of      | gross_compensation | pre_tax
        Q1008       | 2026-01-12 | 9,000.41           | 100.07
    """,
    "opening_b": """
        employee_id | as_of      | pre_tax
        Q1008       | 2026-01-12 | 100.07
    """,
    "balances_a": """
        employee_id | as_of      | after_tax_basis | after_tax_value
        Q1019       | 2026-01-30 | 300.71          | 310.73
        Q1016       | 2026-02-09 | 800.31          | 1,000.41
        Q1017       | 2026-01-30 | 500.93          | 510.91
        Q1015       | 2026-01-28 | 610.97          | 620.99
        Q1015       | 2026-02-10 | 630.83          | 640.87
    """,
    "withdrawals_a": """
        employee_id | date       | amount | basis  | route    | taxable
        Q1019       | 2026-02-03 | 320.77 | 290.79 | cash     |
        Q1016       | 2026-02-10 | 500.21 | 333.34 | roth_ira | 9.97
        Q1016       | 2026-02-11 | 30.13  | 30.13  | roth_ira |
        Q1016       | 2026-02-11 | 20.11  | 10.07  | cash     |
    """,
    "forms_a": """
        employee_id | tax_year | box_1  | box_7 | destination
        Q1016       | 2026     | 501.23 | G     | roth_ira
        Q1015       | 2026     | 444.47 | G     | traditional_ira
    """,
    "notes": "employee_id | note\n Q1001 | call her",
}
AS_OF = "2026-02-20"
AN_AMOUNT = re.compile(r"\d\.\d\d\b")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("everything")


@pytest.fixture(scope="module")
def found(folder: Path) -> Rows:
    return findings(folder, AS_OF, PLAN, FEEDS, census=CENSUS)


@pytest.fixture(scope="module")
def found_at_year_end(tmp_path_factory: pytest.TempPathFactory) -> Rows:
    """What only a finished year can show: a true-up still due."""
    trued_up = plan(
        "2026-01-09",
        more="""[match]
        tiers = [{ rate = 1.0, up_to = 0.03 }]
        timing = "annual_true_up"
    """,
    )
    return findings(tmp_path_factory.mktemp("finished"), "2026-12-31", trued_up, {"payroll_a": FEEDS["payroll_d"]})


def test_every_check_of_the_catalogue_finds_something(found: Rows, found_at_year_end: Rows) -> None:
    listed = [check for check in vars(catalogue).values() if isinstance(check, Check)]
    said = [(row["check"], row["severity"], row["message"]) for row in [*found, *found_at_year_end]]
    silent = [
        check.message
        for check in listed
        if not any(
            (code, severity) == (check.code, check.severity) and message.startswith(check.message)
            for code, severity, message in said
        )
    ]
    assert silent == []


def test_no_two_findings_have_one_name(found: Rows) -> None:
    names = [row["finding_id"] for row in found]
    assert len(set(names)) == len(names) > 20


def test_a_name_is_made_of_check_person_pay_date_source_and_limitation_year(found: Rows) -> None:
    for row in found:
        identity = "|".join([row["check"], row["employee_id"], row["pay_date"], row["source"], "2026-06-15"])
        assert row["finding_id"] == hashlib.sha256(identity.encode()).hexdigest()[:16], identity


def test_no_message_holds_an_employee_id_a_name_an_amount_or_any_text_of_a_row(found: Rows) -> None:
    told = "\n".join(row["message"] for row in found)
    cells = {
        cell.strip() for table in FEEDS.values() for line in table.strip().splitlines()[1:] for cell in line.split("|")
    }
    ordinary = {"", "reversal", "pre_tax", "roth", "regular", "bonus", "cash", "2026"}
    assert [cell for cell in sorted(cells - ordinary) if cell in told or cell.replace(",", "") in told] == []
    assert not AN_AMOUNT.search(told)


def test_no_source_or_file_holds_text_of_a_person(found: Rows) -> None:
    told = "\n".join(f"{row['source']} {row['file']}" for row in found)
    assert not re.search("Q10|nightshift|mauve|Thistledew|Foxglen", told)


def test_the_next_night_finds_the_same_under_the_same_names(folder: Path, found: Rows) -> None:
    tomorrow = night(folder, "2026-02-21")
    assert {row["finding_id"] for row in tomorrow} == {row["finding_id"] for row in found}
    assert {(row["status"], row["first_seen"]) for row in tomorrow} == {("open", AS_OF)}


def test_identities_that_read_the_same_are_one_finding() -> None:
    rows = pl.DataFrame(
        {
            "check": ["R22", "R22"],
            "employee_id": ["E1|2026-01-09", "E1"],
            "pay_date": [None, date(2026, 1, 9)],
            "source": ["x", "|x"],
            "severity": ["error", "error"],
        }
    )
    whole = rows.select(
        (pl.col(name) if name in rows.columns else pl.lit(None)).cast(of).alias(name) for name, of in FINDING.items()
    )
    name = hashlib.sha256(b"R22|E1|2026-01-09||x|2026").hexdigest()[:16]
    assert gathered([whole.lazy()], "2026")["finding_id"].to_list() == [name]
