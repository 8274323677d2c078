"""R03, R08, R12 (catch-up columns) and R17: the register against the postings and against the person."""

from pathlib import Path

import pytest

from tests.checks.nights import Rows, findings, of_check, plan, same

PAID = plan("2026-01-09")
AS_OF = "2026-01-13"


def night(folder: Path, payroll: str, contributions: str | None = None, **more: str) -> Rows:
    """The findings of a night four days after the one pay date."""
    feeds = {"payroll": payroll} | ({"contributions": contributions} if contributions else {})
    return findings(folder, AS_OF, more.pop("plan_text", PAID), feeds, **more)


# R03: posted, and nothing in the register

BOTH_POSTED = """
    employee_id | posted_date | source  | amount | pay_date
    E1          | 2026-01-12  | pre_tax | 600.00 | 2026-01-09
    E2          | 2026-01-12  | pre_tax | 400.00 | 2026-01-09
"""


def test_money_posted_for_somebody_without_a_register_line_is_found(tmp_path: Path) -> None:
    payroll = """
        employee_id | pay_date   | gross_compensation | pre_tax
        E1          | 2026-01-09 | 6,000.00           | 600.00
    """
    assert same(
        of_check(night(tmp_path, payroll, BOTH_POSTED), "R03"),
        """
        severity | employee_id | pay_date   | source  | expected | actual | difference | place               | who_acts
        error    | E2          | 2026-01-09 | pre_tax | 0.00     | 400.00 | 400.00     | contributions.csv:3 | payroll
        """,
    )


def test_money_posted_where_the_register_says_zero_is_found(tmp_path: Path) -> None:
    payroll = """
        employee_id | pay_date   | gross_compensation | pre_tax
        E1          | 2026-01-09 | 6,000.00           | 600.00
        E2          | 2026-01-09 | 4,000.00           | 0.00
    """
    assert same(
        night(tmp_path, payroll, BOTH_POSTED),
        """
        check | employee_id | pay_date   | source  | expected | actual | difference
        R03   | E2          | 2026-01-09 | pre_tax | 0.00     | 400.00 | 400.00
        """,
    )


def test_a_register_that_does_not_carry_the_match_is_in_order(tmp_path: Path) -> None:
    payroll = """
        employee_id | pay_date   | gross_compensation | pre_tax | match
        E1          | 2026-01-09 | 6,000.00           | 600.00  |
    """
    contributions = """
        employee_id | posted_date | source  | amount | pay_date
        E1          | 2026-01-12  | pre_tax | 600.00 | 2026-01-09
        E1          | 2026-01-12  | match   | 180.00 | 2026-01-09
    """
    assert night(tmp_path, payroll, contributions) == []


def test_another_amount_in_the_register_is_not_nothing(tmp_path: Path) -> None:
    payroll = """
        employee_id | pay_date   | gross_compensation | pre_tax
        E1          | 2026-01-09 | 6,000.00           | 600.00
        E2          | 2026-01-09 | 4,000.00           | 0.01
    """
    assert of_check(night(tmp_path, payroll, BOTH_POSTED), "R03") == []


def test_postings_of_one_kind_are_one_finding_under_the_first_line(tmp_path: Path) -> None:
    payroll = """
        employee_id | pay_date   | gross_compensation | pre_tax
        E1          | 2026-01-09 | 6,000.00           | 600.00
    """
    contributions = """
        employee_id | posted_date | source            | amount | pay_date
        E1          | 2026-01-12  | pre_tax           | 600.00 | 2026-01-09
        E2          | 2026-01-12  | match             | 100.00 | 2026-01-09
        E2          | 2026-01-12  | safe_harbor_match | 20.00  | 2026-01-09
    """
    assert same(
        of_check(night(tmp_path, payroll, contributions), "R03"),
        """
        check | employee_id | source | actual | line
        R03   | E2          | match  | 120.00 | 3
        """,
    )


def test_what_was_posted_and_reversed_is_not_found(tmp_path: Path) -> None:
    payroll = """
        employee_id | pay_date   | gross_compensation | pre_tax
        E1          | 2026-01-09 | 6,000.00           | 600.00
    """
    reversed_again = """
        employee_id | posted_date | source  | amount  | pay_date   | activity
        E1          | 2026-01-12  | pre_tax | 600.00  | 2026-01-09 |
        E2          | 2026-01-12  | pre_tax | 400.00  | 2026-01-09 |
        E2          | 2026-01-13  | pre_tax | -400.00 | 2026-01-09 | reversal
    """
    assert night(tmp_path, payroll, reversed_again) == []


def test_loans_rollovers_and_true_ups_have_no_register_line_and_need_none(tmp_path: Path) -> None:
    payroll = """
        employee_id | pay_date   | gross_compensation | pre_tax
        E1          | 2026-01-09 | 6,000.00           | 600.00
    """
    contributions = """
        employee_id | posted_date | source   | amount | pay_date   | activity
        E1          | 2026-01-12  | pre_tax  | 600.00 | 2026-01-09 |
        E2          | 2026-01-12  | loan     | 50.00  | 2026-01-09 | loan_repayment
        E2          | 2026-01-12  | rollover | 900.00 | 2026-01-09 |
        E2          | 2026-01-12  | match    | 30.00  | 2026-01-09 | true_up
    """
    assert of_check(night(tmp_path, payroll, contributions), "R03") == []


def test_where_no_payroll_of_the_date_arrived_each_persons_money_is_still_named(tmp_path: Path) -> None:
    payroll = """
        employee_id | pay_date   | gross_compensation | pre_tax
        E1          | 2026-01-02 | 6,000.00           | 600.00
    """
    found = [finding for finding in night(tmp_path, payroll, BOTH_POSTED) if finding["check"] in ("R03", "R24")]
    assert same(
        found,
        """
        check | severity | employee_id | pay_date   | source  | actual
        R03   | error    | E1          | 2026-01-09 | pre_tax | 600.00
        R03   | error    | E2          | 2026-01-09 | pre_tax | 400.00
        R24   | error    |             | 2026-01-09 | payroll |
        """,
    )
    assert all("(R24)" in finding["message"] for finding in of_check(found, "R03"))


def test_an_opening_balance_stands_for_the_register_line(tmp_path: Path) -> None:
    feeds = {
        "payroll": """
            employee_id | pay_date   | gross_compensation | pre_tax
            E1          | 2026-01-09 | 6,000.00           | 600.00
        """,
        "contributions": BOTH_POSTED,
        "opening_2026-01-09": """
            employee_id | as_of      | gross_compensation | pre_tax
            E2          | 2026-01-09 | 4,000.00           | 400.00
        """,
    }
    assert findings(tmp_path, AS_OF, PAID, feeds) == []


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
    assert night(tmp_path, payroll, census=DATES.format(dates="2020-01-06 | 2026-01-08 | ")) == []


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
