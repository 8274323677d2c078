"""What is on record of a person and the plan: census rows, birth dates, opening balances, pay groups, short years."""

from pathlib import Path

import pytest

from tests.checks.nights import CENSUS, Rows, findings, of_check, plan, same

PAID = plan("2026-01-09")
REGISTER = """
    employee_id | pay_date   | gross_compensation | pre_tax
    E1          | 2026-01-09 | 6,000.00           | 600.00
    E9          | 2026-01-09 | 4,000.00           | 400.00
"""


def night(folder: Path, feeds: dict[str, str], plan_text: str = PAID, census: str = CENSUS) -> Rows:
    return findings(folder, "2026-01-13", plan_text, feeds, census=census)


def test_money_of_somebody_the_census_does_not_have_is_found_once_at_its_first_line(tmp_path: Path) -> None:
    posted = """
        employee_id | posted_date | source  | amount | pay_date
        E1          | 2026-01-12  | pre_tax | 600.00 | 2026-01-09
        E9          | 2026-01-12  | pre_tax | 400.00 | 2026-01-09
    """
    assert same(
        night(tmp_path, {"payroll": REGISTER, "contributions": posted}),
        """
        check         | severity | employee_id | pay_date | source | expected | actual | place               | who_acts
        not_in_census | error    | E9          |          |        |          |        | contributions.csv:3 | sponsor
        """,
    )


def test_an_opening_balance_alone_is_money_too(tmp_path: Path) -> None:
    opening = """
        employee_id | as_of      | gross_compensation | pre_tax
        E9          | 2026-01-09 | 6,000.00           | 600.00
    """
    found = of_check(night(tmp_path, {"opening": opening}), "not_in_census")
    assert same(found, "employee_id | file | line\n E9 | opening.csv | 2")


def test_a_census_row_of_an_older_file_is_enough(tmp_path: Path) -> None:
    newer = """
        employee_id | birth_date | hire_date
        E1          | 1980-02-03 | 2020-01-06
    """
    older = CENSUS.replace("E2", "E9")
    assert night(tmp_path, {"payroll": REGISTER, "census_2026-01-05": newer}, census=older) == []


@pytest.mark.parametrize("birth_date", ["", "1900-01-01", "1950-01-01", "1960-01-01"])
def test_a_missing_or_default_birth_date_is_found(tmp_path: Path, birth_date: str) -> None:
    census = f"""
        employee_id | birth_date   | hire_date
        E1          | {birth_date} | 2020-01-06
    """
    assert same(
        night(
            tmp_path,
            {"payroll": REGISTER.replace("E9", "E1").replace("2026-01-09 | 4", "2026-01-10 | 4")},
            census=census,
        ),
        """
        check | severity | employee_id | pay_date | source     | expected | actual | place                   | who_acts
        R12   | error    | E1          |          | birth_date |          |        | census_2026-01-01.csv:2 | sponsor
        """,
    )


@pytest.mark.parametrize("birth_date", ["1900-01-02", "1949-12-31", "1950-01-02", "1960-01-02"])
def test_a_birth_date_beside_a_default_is_believed(tmp_path: Path, birth_date: str) -> None:
    census = f"""
        employee_id | birth_date   | hire_date
        E1          | {birth_date} | 2020-01-06
    """
    assert of_check(night(tmp_path, {"payroll": REGISTER}, census=census), "R12") == []


def opening(pre_tax: str, match: str) -> str:
    return f"""
        employee_id | as_of      | gross_compensation | pre_tax   | match
        E1          | 2026-01-12 | 9,000.00           | {pre_tax} | {match}
    """


COVERED = """
    employee_id | pay_date   | gross_compensation | pre_tax | pre_tax_catch_up | match  | run_type
    E1          | 2026-01-02 | 6,000.00           | 600.00  |                  | 180.00 | regular
    E1          | 2026-01-09 | 6,000.00           | 590.00  | 10.00            | 180.00 | regular
    E1          | 2026-01-13 | 6,000.00           | 600.00  |                  | 180.00 | regular
"""


def differing(folder: Path, opening_feed: str) -> Rows:
    return of_check(night(folder, {"payroll": COVERED, "opening": opening_feed}), "opening_differs")


def test_a_register_beyond_the_opening_balance_is_found_kind_by_kind(tmp_path: Path) -> None:
    assert same(
        differing(tmp_path, opening("1,199.99", "360.00")),
        """
        check           | severity | employee_id | source  | expected | actual   | difference | place         | who_acts
        opening_differs | error    | E1          | pre_tax | 1,199.99 | 1,200.00 | 0.01       | opening.csv:2 | sponsor
        """,
    )


@pytest.mark.parametrize(
    ("said", "pre_tax", "match"),
    [
        ("exactly as much", "1,200.00", "360.00"),
        ("less than the opening says", "1,500.00", "400.00"),
        ("no cell", "", ""),
    ],
)
def test_a_register_within_the_opening_balance_is_in_order(tmp_path: Path, said: str, pre_tax: str, match: str) -> None:
    assert differing(tmp_path, opening(pre_tax, match)) == [], said


GROUPS = """
    employee_id | birth_date | hire_date  | pay_group
    E1          | 1980-02-03 | 2020-01-06 | {pay_group}
"""
WEEKLY = plan("2026-01-09", more="[pay_calendars.weekly]\n        dates = [2026-01-09]")


def test_a_pay_group_without_a_calendar_is_found(tmp_path: Path) -> None:
    found = night(tmp_path, {"payroll": REGISTER}, WEEKLY, GROUPS.format(pay_group="monthly"))
    assert same(
        of_check(found, "pay_group"),
        """
        check     | severity | employee_id | pay_date | source    | place                   | who_acts
        pay_group | warning  | E1          |          | pay_group | census_2026-01-01.csv:2 | sponsor
        """,
    )


@pytest.mark.parametrize(("plan_text", "group"), [(WEEKLY, "weekly"), (WEEKLY, ""), (PAID, "monthly")])
def test_a_pay_group_of_its_own_calendar_or_of_the_only_one_is_in_order(
    tmp_path: Path, plan_text: str, group: str
) -> None:
    found = night(tmp_path, {"payroll": REGISTER}, plan_text, GROUPS.format(pay_group=group))
    assert of_check(found, "pay_group") == []


@pytest.mark.parametrize(("ends", "found"), [("2026-06-15", 1), ("2026-06-30", 0)])
def test_a_short_year_with_a_partly_covered_month_is_told(tmp_path: Path, ends: str, found: int) -> None:
    short = plan("2026-01-09", short_year=f"{{ start = 2026-01-01, end = {ends} }}")
    told = of_check(night(tmp_path, {"payroll": REGISTER}, short), "short_year")
    assert [(each["severity"], each["employee_id"], each["source"], each["who_acts"]) for each in told] == [
        ("info", "", ends, "sponsor")
    ] * found
