"""R08, R12 (catch-up columns) and R17: the register against the person."""

from pathlib import Path

import pytest

from tests.checks.nights import CENSUS, Rows, findings, of_check, plan, same

PAID = plan("2026-01-09")
AS_OF = "2026-01-13"


def night(folder: Path, payroll: str, census: str = CENSUS) -> Rows:
    """The findings of a night four days after the one pay date, on the register alone."""
    return findings(folder, AS_OF, PAID, {"payroll": payroll}, census=census)


# R08: a deduction from pay of somebody who was not employed

DATES = """
    employee_id | first_name | last_name | birth_date | hire_date  | termination_date | rehire_date
    E1          | Ada        | Example   | 1980-02-03 | {dates}
"""
DEDUCTED = """
    employee_id | pay_date   | gross_compensation | roth
    E1          | 2026-01-09 | 1,000.00           | 50.00
"""


@pytest.mark.parametrize(
    ("said", "dates"),
    [
        ("hired a day later", "2026-01-10 | | "),
        ("left the day before", "2020-01-06 | 2026-01-08 | "),
        ("rehired a day later", "2020-01-06 | 2025-06-30 | 2026-01-10"),
        ("rehired long ago and gone again", "2015-01-05 | 2025-12-31 | 2020-02-03"),
    ],
)
def test_a_deduction_before_hire_or_after_termination_is_found(tmp_path: Path, said: str, dates: str) -> None:
    found = night(tmp_path, DEDUCTED, census=DATES.format(dates=dates))
    assert same(
        found,
        """
        check | severity | employee_id | pay_date   | source | expected | actual | difference | place         | who_acts
        R08   | warning  | E1          | 2026-01-09 |        | 0.00     | 50.00  | 50.00      | payroll.csv:2 | payroll
        """,
    ), said


@pytest.mark.parametrize(
    ("said", "dates"),
    [
        ("hired on the pay date", "2026-01-09 | | "),
        ("left on the pay date", "2020-01-06 | 2026-01-09 | "),
        ("rehired on the pay date", "2020-01-06 | 2025-06-30 | 2026-01-09"),
    ],
)
def test_the_first_and_the_last_day_are_employed(tmp_path: Path, said: str, dates: str) -> None:
    assert night(tmp_path, DEDUCTED, census=DATES.format(dates=dates)) == [], said


def test_pay_without_a_deduction_may_follow_a_termination(tmp_path: Path) -> None:
    payroll = """
        employee_id | pay_date   | gross_compensation | roth | match
        E1          | 2026-01-09 | 1,000.00           | 0.00 | 40.00
    """
    found = night(tmp_path, payroll, census=DATES.format(dates="2020-01-06 | 2026-01-08 | "))
    assert of_check(found, "R08") == []


def test_a_deduction_taken_and_given_back_on_one_date_is_none(tmp_path: Path) -> None:
    payroll = """
        employee_id | pay_date   | gross_compensation | roth   | run_type
        E1          | 2026-01-09 | 1,000.00           | 50.00  | regular
        E1          | 2026-01-09 | 0.00               | -50.00 | correction
    """
    assert night(tmp_path, payroll, census=DATES.format(dates="2020-01-06 | 2026-01-08 | ")) == []


# R12: catch-up columns of the register

BORN = """
    employee_id | first_name | last_name | birth_date   | hire_date
    E1          | Ada        | Example   | {birth_date} | 2020-01-06
"""
CATCH_UP = """
    employee_id | pay_date   | gross_compensation | pre_tax | pre_tax_catch_up | roth_catch_up
    E1          | 2026-01-09 | 6,000.00           | 100.00  | 30.00            | 20.00
"""


def test_catch_up_at_49_is_found(tmp_path: Path) -> None:
    found = night(tmp_path, CATCH_UP, census=BORN.format(birth_date="1977-01-01"))
    assert [finding["check"] for finding in found] == ["R12"]
    assert same(
        found,
        """
        severity | employee_id | pay_date   | source   | expected | actual | difference | place         | who_acts
        error    | E1          | 2026-01-09 | catch_up | 0.00     | 50.00  | 50.00      | payroll.csv:2 | sponsor
        """,
    )


def test_catch_up_in_january_of_the_year_whose_last_day_is_the_fiftieth_birthday_is_in_order(tmp_path: Path) -> None:
    assert night(tmp_path, CATCH_UP, census=BORN.format(birth_date="1976-12-31")) == []


def test_catch_up_of_unknown_age_is_found_beside_the_default_birth_date(tmp_path: Path) -> None:
    assert same(
        night(tmp_path, CATCH_UP, census=BORN.format(birth_date="1960-01-01")),
        """
        check | severity | employee_id | pay_date   | source     | actual | place                   | who_acts
        R12   | error    | E1          | 2026-01-09 | catch_up   | 50.00  | payroll.csv:2           | sponsor
        R12   | error    | E1          |            | birth_date |        | census_2026-01-01.csv:2 | sponsor
        """,
    )


def test_catch_up_taken_and_moved_to_deferrals_on_one_date_is_none(tmp_path: Path) -> None:
    payroll = """
        employee_id | pay_date   | gross_compensation | pre_tax | pre_tax_catch_up | run_type
        E1          | 2026-01-09 | 6,000.00           | 100.00  | 30.00            | regular
        E1          | 2026-01-09 | 0.00               | 30.00   | -30.00           | correction
    """
    assert night(tmp_path, payroll, census=BORN.format(birth_date="1990-01-01")) == []


def test_in_a_limitation_year_of_two_calendar_years_age_is_that_of_each(tmp_path: Path) -> None:
    feeds = {
        "payroll": """
            employee_id | pay_date   | gross_compensation | pre_tax | pre_tax_catch_up
            E1          | 2025-12-26 | 6,000.00           | 100.00  | 30.00
            E1          | 2026-01-09 | 6,000.00           | 100.00  | 30.00
        """
    }
    crossing = plan("2025-12-26", "2026-01-09", year_starts="07-01")
    found = findings(tmp_path, "2026-01-09", crossing, feeds, census=BORN.format(birth_date="1976-06-15"))
    assert same(
        of_check(found, "R12"),
        """
        check | employee_id | pay_date   | source   | actual
        R12   | E1          | 2025-12-26 | catch_up | 30.00
        """,
    )


# R17: more than pay


@pytest.mark.parametrize(("gross", "over"), [("600.00", ""), ("599.99", "0.01"), ("0.00", "600.00")])
def test_contributions_may_be_all_of_pay_and_not_a_cent_more(tmp_path: Path, gross: str, over: str) -> None:
    payroll = f"""
        employee_id | pay_date   | gross_compensation | pre_tax | roth   | after_tax | match
        E1          | 2026-01-09 | {gross}            | 300.00  | 200.00 | 100.00    | 90.00
    """
    found = of_check(night(tmp_path, payroll), "R17")
    if not over:
        assert found == []
        return
    assert same(
        found,
        f"""
        check | severity | employee_id | pay_date   | source | expected | actual | difference | place         | who_acts
        R17   | error    | E1          | 2026-01-09 |        | {gross}  | 600.00 | {over}     | payroll.csv:2 | payroll
        """,
    )


def test_a_bonus_line_whose_pay_is_on_another_line_of_the_date_is_in_order(tmp_path: Path) -> None:
    payroll = """
        employee_id | pay_date   | gross_compensation | pre_tax | run_type
        E1          | 2026-01-09 | 6,000.00           | 100.00  | regular
        E1          | 2026-01-09 | 0.00               | 500.00  | bonus
    """
    assert night(tmp_path, payroll) == []


def test_a_line_that_takes_pay_back_lowers_the_pay_of_the_date(tmp_path: Path) -> None:
    payroll = """
        employee_id | pay_date   | gross_compensation | pre_tax | run_type
        E1          | 2026-01-09 | 1,000.00           | 600.00  | regular
        E1          | 2026-01-09 | -500.00            | 0.00    | correction
    """
    assert same(
        of_check(night(tmp_path, payroll), "R17"),
        """
        check | employee_id | pay_date   | expected | actual | difference | line
        R17   | E1          | 2026-01-09 | 500.00   | 600.00 | 100.00     | 2
        """,
    )


def test_employer_money_without_pay_is_in_order(tmp_path: Path) -> None:
    payroll = """
        employee_id | pay_date   | gross_compensation | match
        E1          | 2026-01-09 | 0.00               | 412.30
    """
    assert of_check(night(tmp_path, payroll), "R17") == []
