"""R24: a pay date without payroll or without postings; and whom a refused payroll row may concern."""

from pathlib import Path

import pytest

from tests.checks.nights import CENSUS, Rows, findings, of_check, plan, same

ONE_DATE = plan("2026-01-09")
REGISTER = """
    employee_id | pay_date   | gross_compensation | pre_tax
    E1          | 2026-01-09 | 6,000.00           | 600.00
    E2          | 2026-01-09 | 4,000.00           | 400.00
"""


def r24(folder: Path, as_of: str, plan_text: str, feeds: dict[str, str], census: str = CENSUS) -> Rows:
    found = of_check(findings(folder, as_of, plan_text, feeds, census=census), "R24")
    return [finding for finding in found if finding["status"] != "resolved"]


# No payroll

TWO_DATES = plan("2026-01-09", "2026-01-23")


def test_an_expected_pay_date_without_payroll_is_found_from_that_date_on(tmp_path: Path) -> None:
    assert r24(tmp_path, "2026-01-22", TWO_DATES, {"payroll": REGISTER, "contributions": NAMED}) == []
    assert same(
        r24(tmp_path, "2026-01-23", TWO_DATES, {"payroll": REGISTER, "contributions": NAMED}),
        """
        check | severity | employee_id | pay_date   | source  | expected | actual | place | who_acts
        R24   | error    |             | 2026-01-23 | payroll |          |        |       | payroll
        """,
    )


NAMED = """
    employee_id | posted_date | source  | amount | pay_date
    E1          | 2026-01-12  | pre_tax | 600.00 | 2026-01-09
    E2          | 2026-01-12  | pre_tax | 400.00 | 2026-01-09
"""


def opening(*employees: str, as_of: str = "2026-01-23") -> str:
    rows = "\n".join(f"{employee} | {as_of} | 10,000.00 | 1,000.00" for employee in employees)
    return f"""
        employee_id | as_of | gross_compensation | pre_tax
        {rows}
    """


def test_opening_balances_of_everybody_stand_for_the_payroll(tmp_path: Path) -> None:
    feeds = {"payroll": REGISTER, "contributions": NAMED, "opening": opening("E1", "E2")}
    assert r24(tmp_path, "2026-01-23", TWO_DATES, feeds) == []


@pytest.mark.parametrize(
    ("said", "feed"),
    [
        ("one person has no opening balance", opening("E1")),
        ("the opening balance ends a day too early", opening("E1", "E2", as_of="2026-01-22")),
    ],
)
def test_an_opening_balance_stands_only_for_its_person_and_its_dates(tmp_path: Path, said: str, feed: str) -> None:
    feeds = {"payroll": REGISTER, "contributions": NAMED, "opening": feed}
    assert len(r24(tmp_path, "2026-01-23", TWO_DATES, feeds)) == 1, said


@pytest.mark.parametrize(("hired", "found"), [("2026-01-24", 0), ("2026-01-23", 1)])
def test_payroll_is_missed_only_where_somebody_without_an_opening_balance_was_employed(
    tmp_path: Path, hired: str, found: int
) -> None:
    census = f"""
        employee_id | first_name | birth_date | hire_date
        E1          | Ada        | 1980-02-03 | 2020-01-06
        E2          | Ben        | 1990-05-06 | {hired}
    """
    assert len(r24(tmp_path, "2026-01-24", plan("2026-01-23"), {"opening": opening("E1")}, census)) == found


GROUPS = """
    employee_id | first_name | birth_date | hire_date  | pay_group
    E1          | Ada        | 1980-02-03 | 2020-01-06 | weekly
    E2          | Ben        | 1990-05-06 | 2021-03-01 |
"""
TWO_CALENDARS = plan("2026-01-09", more="[pay_calendars.weekly]\n        dates = [2026-01-02, 2026-01-09]")


def test_each_pay_calendar_waits_for_its_own_payroll(tmp_path: Path) -> None:
    payroll = """
        employee_id | pay_date   | gross_compensation | pre_tax
        E1          | 2026-01-09 | 6,000.00           | 600.00
        E2          | 2026-01-02 | 4,000.00           | 400.00
    """
    assert same(
        r24(tmp_path, "2026-01-09", TWO_CALENDARS, {"payroll": payroll}, GROUPS),
        """
        check | employee_id | pay_date   | source
        R24   |             | 2026-01-02 | payroll weekly
        R24   |             | 2026-01-09 | payroll
        """,
    )


def test_a_payroll_file_without_rows_is_no_payroll(tmp_path: Path) -> None:
    feeds = {"payroll_2026-01-09": REGISTER, "contributions": NAMED}
    findings(tmp_path, "2026-01-09", TWO_DATES, feeds)
    (tmp_path / "inbox" / "payroll_2026-01-23.csv").write_text("employee_id,pay_date,gross_compensation\n")
    assert len(r24(tmp_path, "2026-01-23", TWO_DATES, feeds)) == 1


# No posting: due on 2026-01-21, the 7th business day after 2026-01-09 (the 19th is a holiday); case D-1


def test_postings_are_missed_the_day_after_the_seventh_business_day(tmp_path: Path) -> None:
    assert r24(tmp_path, "2026-01-21", ONE_DATE, {"payroll": REGISTER}) == []
    assert same(
        r24(tmp_path, "2026-01-22", ONE_DATE, {"payroll": REGISTER}),
        """
        check | severity | employee_id | pay_date   | source        | expected | actual | place | who_acts
        R24   | error    |             | 2026-01-09 | contributions |          |        |       | recordkeeper
        """,
    )


def test_the_plans_usual_business_days_are_waited_for_instead(tmp_path: Path) -> None:
    three_days = plan("2026-01-09", more="[deposits]\n        usual_business_days = 3")
    assert r24(tmp_path, "2026-01-14", three_days, {"payroll": REGISTER}) == []
    assert len(r24(tmp_path, "2026-01-15", three_days, {"payroll": REGISTER})) == 1


def test_a_posting_that_names_the_date_ends_the_waiting_however_late(tmp_path: Path) -> None:
    feeds = {"payroll": REGISTER, "contributions": NAMED.replace("2026-01-12", "2026-02-20")}
    assert len(r24(tmp_path, "2026-02-19", ONE_DATE, feeds)) == 1
    assert r24(tmp_path, "2026-02-20", ONE_DATE, feeds) == []


@pytest.mark.parametrize(
    ("posted", "found"), [("2026-01-08", 1), ("2026-01-09", 0), ("2026-01-21", 0), ("2026-01-22", 1)]
)
def test_a_posting_without_a_pay_date_may_be_of_the_date_it_follows_in_time(
    tmp_path: Path, posted: str, found: int
) -> None:
    contributions = f"""
        employee_id | posted_date | source  | amount
        E1          | {posted}    | pre_tax | 600.00
    """
    feeds = {"payroll": REGISTER, "contributions": contributions}
    assert len(r24(tmp_path, "2026-01-30", ONE_DATE, feeds)) == found


def test_a_reversal_of_the_date_is_no_posting_of_it(tmp_path: Path) -> None:
    contributions = """
        employee_id | posted_date | source  | amount  | pay_date   | activity
        E1          | 2026-01-12  | pre_tax | -600.00 | 2026-01-09 | reversal
    """
    assert len(r24(tmp_path, "2026-01-30", ONE_DATE, {"payroll": REGISTER, "contributions": contributions})) == 1


def test_employer_money_has_its_own_time(tmp_path: Path) -> None:
    payroll = """
        employee_id | pay_date   | gross_compensation | pre_tax | match
        E1          | 2026-01-09 | 6,000.00           | 0.00    | 180.00
    """
    assert r24(tmp_path, "2026-06-30", ONE_DATE, {"payroll": payroll}) == []


def test_an_opening_balance_stands_for_the_postings_too(tmp_path: Path) -> None:
    feeds = {"payroll": REGISTER, "opening": opening("E1", "E2")}
    assert r24(tmp_path, "2026-01-30", ONE_DATE, feeds) == []
    assert len(r24(tmp_path, "2026-01-30", ONE_DATE, {**feeds, "opening": opening("E1")})) == 1


def test_each_pay_calendar_waits_for_its_own_postings(tmp_path: Path) -> None:
    payroll = """
        employee_id | pay_date   | gross_compensation | pre_tax
        E1          | 2026-01-02 | 6,000.00           | 600.00
        E1          | 2026-01-09 | 6,000.00           | 600.00
        E2          | 2026-01-09 | 4,000.00           | 400.00
    """
    contributions = """
        employee_id | posted_date | source  | amount | pay_date
        E1          | 2026-01-06  | pre_tax | 600.00 | 2026-01-02
        E2          | 2026-01-12  | pre_tax | 400.00 | 2026-01-09
    """
    assert same(
        r24(tmp_path, "2026-01-30", TWO_CALENDARS, {"payroll": payroll, "contributions": contributions}, GROUPS),
        """
        check | pay_date   | source
        R24   | 2026-01-09 | contributions weekly
        """,
    )


# A refused payroll row: somebody's pay is missing, and nobody can say whose

REFUSED_ROW = """
    employee_id | pay_date   | gross_compensation | pre_tax
    E1          | 2026-01-09 | 6,000.00           | 600.00
    E2          | 2026-01-09 | 4,OOO.00           | 400.00
"""


def perhaps(folder: Path, payroll: str, census: str = CENSUS, **feeds: str) -> Rows:
    found = findings(folder, "2026-01-13", ONE_DATE, {"payroll": payroll, **feeds}, census=census)
    assert of_check(found, "rows_refused")
    return of_check(found, "perhaps_refused")


def test_somebody_without_a_line_on_a_date_with_refused_rows_does_not_look_fine(tmp_path: Path) -> None:
    assert same(
        perhaps(tmp_path, REFUSED_ROW),
        """
        check           | severity | employee_id | pay_date   | source  | expected | actual | place       | who_acts
        perhaps_refused | warning  | E2          | 2026-01-09 | payroll |          |        | payroll.csv | payroll
        """,
    )


def test_with_another_line_of_the_date_a_posting_or_an_opening_balance_nothing_is_missing(tmp_path: Path) -> None:
    with_bonus = """
        employee_id | pay_date   | gross_compensation | pre_tax | run_type
        E1          | 2026-01-09 | 6,000.00           | 600.00  | regular
        E2          | 2026-01-09 | 4,OOO.00           | 400.00  | regular
        E2          | 2026-01-09 | 500.00             | 0.00    | bonus
    """
    assert perhaps(tmp_path, with_bonus) == []
    found = findings(tmp_path, "2026-01-13", ONE_DATE, {"payroll": REFUSED_ROW, "contributions": NAMED})
    assert [finding["check"] for finding in found if finding["employee_id"] == "E2"] == ["R03", "R14"]
    (tmp_path / "opened").mkdir()
    assert perhaps(tmp_path / "opened", REFUSED_ROW, opening=opening("E2", as_of="2026-01-09")) == []


def test_who_was_not_employed_on_the_date_misses_no_line(tmp_path: Path) -> None:
    assert perhaps(tmp_path, REFUSED_ROW, census=CENSUS.replace("2021-03-01", "2026-01-10")) == []


def test_a_refused_row_of_a_run_between_pay_dates_concerns_few(tmp_path: Path) -> None:
    feeds = {
        "payroll": REGISTER,
        "payroll_bonus": """
            employee_id | pay_date   | gross_compensation | run_type
            E1          | 2026-01-12 | 1,000.00           | bonus
            E1          | 2026-01-12 | 1,OOO.00           | bonus
        """,
    }
    found = findings(tmp_path, "2026-01-13", ONE_DATE, feeds)
    assert of_check(found, "rows_refused")
    assert of_check(found, "perhaps_refused") == []
