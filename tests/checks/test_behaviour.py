"""R05, a bonus run without a deferral; R10, somebody who contributed and is missing from the latest payroll."""

from pathlib import Path

import pytest

from tests.checks.nights import CENSUS, Rows, findings, of_check, plan, same

PAID = plan("2026-01-09", "2026-01-23", "2026-02-06")

# R05: E1 defers 5% and 2% of 6,000 on 9 January; a bonus of 10,000 on 16 January asks for 500 + 200

BONUS = """
    employee_id | pay_date   | gross_compensation | eligible_compensation | pre_tax | roth   | run_type
    E1          | 2026-01-09 | 6,000.00           |                       | 300.00  | 120.00 | regular
    E1          | 2026-01-16 | 10,000.00          | {eligible}            | {taken} |        | {run}
"""


def r05(folder: Path, *, eligible: str = "", taken: str = "0.00", run: str = "bonus", **feeds: str) -> Rows:
    payroll = BONUS.format(eligible=eligible, taken=taken, run=run)
    return of_check(findings(folder, "2026-01-19", PAID, {"payroll": payroll, **feeds}), "R05")


@pytest.mark.parametrize("run", ["bonus", "off_cycle"])
def test_a_bonus_without_a_deferral_of_somebody_who_was_deferring_is_found(tmp_path: Path, run: str) -> None:
    assert same(
        r05(tmp_path, run=run),
        """
        check | severity | employee_id | pay_date   | source    | expected | actual | place         | who_acts
        R05   | warning  | E1          | 2026-01-16 | deferrals | 700.00   | 0.00   | payroll.csv:3 | payroll
        """,
    )


@pytest.mark.parametrize(
    ("said", "cells"),
    [
        ("a cent was deferred", {"taken": "0.01"}),
        ("the bonus is no eligible pay", {"eligible": "0.00"}),
        ("the run corrects an earlier one", {"run": "correction"}),
    ],
)
def test_a_bonus_with_a_deferral_or_without_eligible_pay_is_in_order(
    tmp_path: Path, said: str, cells: dict[str, str]
) -> None:
    assert r05(tmp_path, **cells) == [], said


@pytest.mark.parametrize(
    ("said", "elected", "expected"),
    [
        ("3% from the day of the bonus; of Roth it says nothing", "2026-01-16 | 0.03 |      | ", "500.00"),
        ("a rate of nothing; of Roth it says nothing", "2026-01-16 | 0.00 |      | ", "200.00"),
        ("3% from the day after: as on the last regular pay", "2026-01-17 | 0.03 | 0.00 | ", "700.00"),
        ("nothing of either kind", "2026-01-16 | 0.00 | 0.00 | ", ""),
        ("dollars of each regular pay date", "2026-01-16 |      | 0.00 | 300.00", ""),
    ],
)
def test_the_rate_is_that_of_the_election_in_force_and_dollars_ask_for_nothing(
    tmp_path: Path, said: str, elected: str, expected: str
) -> None:
    elections = f"""
        employee_id | effective_date | pre_tax_rate | roth_rate | pre_tax_amount
        E1          | {elected}
    """
    assert [finding["expected"] for finding in r05(tmp_path, elections=elections)] == [expected][: bool(expected)], said


@pytest.mark.parametrize(("before", "found"), [("24,499.99", 1), ("24,500.00", 0)])
def test_a_limit_that_is_reached_stops_a_deferral_rightly(tmp_path: Path, before: str, found: int) -> None:
    payroll = f"""
        employee_id | pay_date   | gross_compensation | pre_tax  | run_type
        E1          | 2026-01-09 | 60,000.00          | {before} | regular
        E1          | 2026-01-16 | 10,000.00          | 0.00     | bonus
    """
    assert len(of_check(findings(tmp_path, "2026-01-19", PAID, {"payroll": payroll}), "R05")) == found


def test_who_does_not_defer_owes_nothing_of_a_bonus(tmp_path: Path) -> None:
    payroll = """
        employee_id | pay_date   | gross_compensation | pre_tax | run_type
        E1          | 2026-01-09 | 6,000.00           | 0.00    | regular
        E1          | 2026-01-16 | 10,000.00          | 0.00    | bonus
        E2          | 2026-01-16 | 10,000.00          | 0.00    | bonus
    """
    assert of_check(findings(tmp_path, "2026-01-19", PAID, {"payroll": payroll}), "R05") == []


def test_a_register_without_deferrals_is_asked_after_what_is_posted(tmp_path: Path) -> None:
    payroll = """
        employee_id | pay_date   | gross_compensation | run_type
        E1          | 2026-01-16 | 10,000.00          | bonus
        E2          | 2026-01-16 | 10,000.00          | bonus
    """
    elections = "employee_id | effective_date | pre_tax_rate\n E1 | 2026-01-01 | 0.05\n E2 | 2026-01-01 | 0.05"
    contributions = """
        employee_id | posted_date | source  | amount | pay_date
        E2          | 2026-01-20  | pre_tax | 500.00 | 2026-01-16
    """
    feeds = {"payroll": payroll, "elections": elections, "contributions": contributions}
    due = "2026-01-28"  # the 7th business day after 16 January; the 19th is a holiday
    assert of_check(findings(tmp_path, due, PAID, feeds), "R05") == []
    found = of_check(findings(tmp_path, "2026-01-29", PAID, feeds), "R05")
    assert [(finding["employee_id"], finding["expected"]) for finding in found] == [("E1", "500.00")]


@pytest.mark.parametrize(
    ("said", "days", "found"),
    [
        ("the last day of work is the pay date", "2020-01-06 | 2026-01-16 | ", 1),
        ("left the day before", "2020-01-06 | 2026-01-15 | ", 0),
        ("rehired on the pay date", "2020-01-06 | 2026-01-12 | 2026-01-16", 1),
        ("rehired the day after", "2020-01-06 | 2026-01-12 | 2026-01-17", 0),
        ("hired on the pay date", "2026-01-16 | | ", 1),
        ("hired the day after", "2026-01-17 | | ", 0),
    ],
)
@pytest.mark.parametrize("elected", [True, False])
def test_who_was_not_employed_on_the_pay_date_owes_nothing_of_a_bonus(
    tmp_path: Path, said: str, days: str, found: int, elected: bool
) -> None:
    census = f"""
        employee_id | first_name | birth_date | hire_date | termination_date | rehire_date
        E1          | Ada        | 1980-02-03 | {days}
    """
    elections = "employee_id | effective_date | pre_tax_rate\n E1 | 2026-01-01 | 0.05"
    feeds = {"payroll": BONUS.format(eligible="", taken="0.00", run="bonus")}
    if elected:
        feeds["elections"] = elections
    told = findings(tmp_path, "2026-01-19", PAID, feeds, census=census)
    assert len(of_check(told, "R05")) == found, said


def test_a_deferral_from_a_bonus_after_the_last_day_is_r08s_alone(tmp_path: Path) -> None:
    census = """
        employee_id | first_name | birth_date | hire_date  | termination_date
        E1          | Ada        | 1980-02-03 | 2020-01-06 | 2026-01-15
    """
    payroll = BONUS.format(eligible="", taken="700.00", run="bonus")
    told = findings(tmp_path, "2026-01-19", PAID, {"payroll": payroll}, census=census)
    assert [row["check"] for row in told if row["pay_date"] == "2026-01-16" and row["employee_id"]] == ["R08"]


def test_a_bonus_of_somebody_the_census_does_not_have_is_looked_at(tmp_path: Path) -> None:
    census = """
        employee_id | first_name | birth_date | hire_date
        E2          | Ben        | 1990-05-06 | 2021-03-01
    """
    payroll = BONUS.format(eligible="", taken="0.00", run="bonus")
    told = findings(tmp_path, "2026-01-19", PAID, {"payroll": payroll}, census=census)
    assert len(of_check(told, "R05")) == 1


# R10

REGISTER = """
    employee_id | pay_date   | gross_compensation | after_tax | run_type
    E1          | 2026-01-09 | 6,000.00           | 300.00    | regular
    E2          | 2026-01-09 | 4,000.00           | 400.00    | regular
    E2          | 2026-01-23 | 4,000.00           | 400.00    | regular
"""


def r10(folder: Path, payroll: str = REGISTER, as_of: str = "2026-01-23", census: str = CENSUS, **feeds: str) -> Rows:
    found = of_check(findings(folder, as_of, PAID, {"payroll": payroll, **feeds}, census=census), "R10")
    return [finding for finding in found if finding["status"] != "resolved"]


def test_who_contributed_on_the_last_pay_date_and_has_no_line_on_the_next_is_found(tmp_path: Path) -> None:
    assert same(
        r10(tmp_path),
        """
        check | severity | employee_id | pay_date   | source | expected | actual | place | who_acts
        R10   | warning  | E1          | 2026-01-23 |        | 300.00   | 0.00   |       | payroll
        """,
    )
    assert [finding["pay_date"] for finding in r10(tmp_path, as_of="2026-02-06")] == ["2026-01-23"]


def test_two_pay_dates_later_somebody_is_still_missing(tmp_path: Path) -> None:
    longer = f"{REGISTER.rstrip()}\n E2 | 2026-02-06 | 4,000.00 | 400.00 | regular"
    assert [finding["pay_date"] for finding in r10(tmp_path, longer, "2026-02-06")] == ["2026-02-06"]


@pytest.mark.parametrize(
    ("said", "line"),
    [
        ("a line without pay or money", "E1 | 2026-01-23 | 0.00 | 0.00 | regular"),
        ("a line of another run", "E1 | 2026-01-23 | 900.00 | 0.00 | bonus"),
        ("contributed nothing in between", "E1 | 2026-01-16 | 6,000.00 | 0.00 | regular"),
    ],
)
def test_any_line_of_the_date_will_do_and_who_had_stopped_is_not_missed(tmp_path: Path, said: str, line: str) -> None:
    assert r10(tmp_path, f"{REGISTER.rstrip()}\n{line}") == [], said


@pytest.mark.parametrize(("left", "found"), [("2026-01-22", 0), ("2026-01-23", 1)])
def test_who_has_left_is_not_missed(tmp_path: Path, left: str, found: int) -> None:
    census = f"""
        employee_id | first_name | birth_date | hire_date  | termination_date
        E1          | Ada        | 1980-02-03 | 2020-01-06 | {left}
        E2          | Ben        | 1990-05-06 | 2021-03-01 |
    """
    assert len(r10(tmp_path, census=census)) == found


def test_nobody_is_missed_from_a_pay_date_of_another_calendar_or_from_a_bonus_run(tmp_path: Path) -> None:
    census = """
        employee_id | first_name | birth_date | hire_date  | pay_group
        E1          | Ada        | 1980-02-03 | 2020-01-06 | monthly
        E2          | Ben        | 1990-05-06 | 2021-03-01 |
    """
    monthly = plan("2026-01-09", "2026-01-23", more="[pay_calendars.monthly]\n        dates = [2026-01-09]")
    found = findings(tmp_path, "2026-01-23", monthly, {"payroll": REGISTER}, census=census)
    assert of_check(found, "R10") == []
    (tmp_path / "bonus").mkdir()
    assert (
        r10(
            tmp_path / "bonus",
            REGISTER.replace(
                "2026-01-23 | 4,000.00           | 400.00    | regular",
                "2026-01-23 | 4,000.00           | 400.00    | bonus",
            ),
        )
        == []
    )


def test_an_opening_balance_is_the_last_pay_before_and_stands_for_its_own_dates(tmp_path: Path) -> None:
    only_e2 = "\n".join(line for line in REGISTER.splitlines() if "E1 " not in line)

    def opening(as_of: str) -> str:
        return f"""
            employee_id | as_of   | gross_compensation | pre_tax
            E1          | {as_of} | 6,000.00           | 480.00
        """

    assert [finding["expected"] for finding in r10(tmp_path, only_e2, opening=opening("2026-01-22"))] == ["480.00"]
    assert r10(tmp_path, only_e2, opening=opening("2026-01-23")) == []


def test_what_was_posted_or_perhaps_refused_has_another_finding(tmp_path: Path) -> None:
    contributions = """
        employee_id | posted_date | source    | amount | pay_date
        E1          | 2026-01-23  | after_tax | 300.00 | 2026-01-23
    """
    assert r10(tmp_path, contributions=contributions) == []
    (tmp_path / "refused").mkdir()
    refused = f"{REGISTER.rstrip()}\n E1 | 2026-01-23 | 6,OOO.00 | 300.00 | regular"
    assert r10(tmp_path / "refused", refused) == []
