"""What explain says of how an after-tax account came about: statement, movements, waiting, basis anew, terms."""

from datetime import date

from megaroth.account_explanation import AskedAccount, account_steps
from megaroth.plan import parse_plan
from tests.explain.accounts import EMPLOYED, STATED, told
from tests.withdrawals.reports import PLAN

POSTED = """
    employee_id | posted_date | source    | amount
    E1          | 2026-04-15  | after_tax | 2,500.00
"""
TAKEN = """
    employee_id | date       | amount   | basis  | route
    E1          | 2026-05-10 | 1,000.00 | 800.00 | split
"""
TWO_STATEMENTS = """
    employee_id | as_of      | after_tax_basis | after_tax_value
    E1          | 2025-12-31 | 28,300.00       | 33,000.00
    E1          | 2026-05-31 | 30,000.00       | 36,000.00
"""
REGISTER = """
    employee_id | pay_date   | gross_compensation | after_tax
    E1          | 2026-06-26 | 5,000.00           | 138.00
"""
OPENING = """
    employee_id | as_of      | gross_compensation | after_tax | withdrawals_this_year
    E1          | 2026-03-31 | 20,000.00          | 900.00    | 2
"""


def test_value_and_basis_are_told_from_the_statement_and_what_moved_them_since() -> None:
    account = told(contributions=POSTED, withdrawals=TAKEN)
    assert account.says("after_tax_value") == (
        "In the after-tax account: the recordkeeper's statement of 2026-03-31 says 36,000.00; since then 2,500.00 "
        "posted, 1,000.00 withdrawn."
    )
    assert account.says("after_tax_basis") == (
        "Contributed from taxed pay and not taxed again: the statement says 30,000.00; since then 2,500.00 paid in, "
        "800.00 withdrawn."
    )


def test_their_parts_are_signed_and_add_up() -> None:
    steps = told(contributions=POSTED, withdrawals=TAKEN).steps
    value, basis, gain = (steps[f"after_tax_{name}"] for name in ("value", "basis", "earnings"))
    assert value.parts == {"stated": 36_000_00, "contributions": 2_500_00, "withdrawals": -1_000_00}
    assert basis.parts == {"stated": 30_000_00, "contributions": 2_500_00, "withdrawals": -800_00}
    assert gain.parts == {"after_tax_value": 37_500_00, "after_tax_basis": -31_700_00}


def test_what_waits_is_told_with_its_day_and_how_long() -> None:
    step = told(terms="sweep_days = 200").steps["basis_waiting"]
    assert step.amount == 30_000_00
    assert step.says == (
        "The oldest of it waits since 2026-03-31, for 91 days; the oldest money leaves first. The plan converts by "
        "itself what waits longer than 200 days."
    )


def test_an_account_without_basis_has_nothing_waiting() -> None:
    assert not told(STATED.replace("30,000.00", "0.00")).says("basis_waiting")


def test_money_in_transit_is_told_as_no_part_of_the_account() -> None:
    step = told(payroll=REGISTER).steps["in_transit"]
    assert (step.amount, step.says) == (
        138_00,
        "Withheld by payroll this limitation year and not posted yet: 138.00; no part of the account.",
    )


def test_without_money_in_transit_that_is_told() -> None:
    assert told().says("in_transit") == "All after-tax money that payroll withheld this limitation year is posted."


def test_withdrawals_of_the_calendar_year_are_told_with_the_plans_terms() -> None:
    terms = "per_year = 4\nmonths_between = 1\nminimum = 100"
    step = told(withdrawals=TAKEN, terms=terms).steps["withdrawn_this_year"]
    assert (step.amount, step.law) == (1_000_00, "plan.toml [withdrawals]")
    assert step.says == (
        "Withdrawn or converted in calendar year 2026: 1 time; 1,000.00 in all rows of withdrawals. The plan allows "
        "somebody still employed 4 withdrawals a calendar year, 1 month between two (the last was on 2026-05-10, so "
        "the next can be from 2026-06-10 on), 100.00 or more at a time."
    )


def test_withdrawals_of_another_calendar_year_are_not_counted() -> None:
    step = told(TWO_STATEMENTS, withdrawals=TAKEN.replace("2026", "2025")).steps["withdrawn_this_year"]
    assert step.amount == 0
    assert step.says == (
        "Withdrawn or converted in calendar year 2026: 0 times. The plan allows somebody still employed any number of "
        "them."
    )


def test_withdrawals_an_opening_counts_are_told_as_such() -> None:
    assert told(opening=OPENING, terms="per_year = 3").says("withdrawn_this_year") == (
        "Withdrawn or converted in calendar year 2026: 2 times (an opening counts those up to 2026-03-31, without "
        "amounts). The plan allows somebody still employed 3 withdrawals a calendar year."
    )


def test_a_plan_that_lets_nothing_out_to_the_employed_is_told_as_such() -> None:
    assert (
        told(terms="in_service = false")
        .says("withdrawn_this_year")
        .endswith("0 times. The plan allows no withdrawal to somebody still employed.")
    )


def test_who_has_left_is_told_to_be_bound_by_none_of_the_terms() -> None:
    left = """
        employee_id | birth_date | hire_date  | termination_date
        E1          | 1980-01-01 | 2010-01-04 | 2026-06-29
    """
    assert (
        told(census=left, terms="per_year = 1")
        .says("withdrawn_this_year")
        .endswith("0 times. Who has left is bound by none of the plan's terms for people still employed.")
    )


def test_of_somebody_not_in_the_census_no_terms_are_told() -> None:
    said = told(census=EMPLOYED.replace("E1", "E2")).says("withdrawn_this_year")
    assert said == "Withdrawn or converted in calendar year 2026: 0 times."


def test_a_basis_counted_anew_that_agrees_is_told_with_what_it_is_made_of() -> None:
    step = told(TWO_STATEMENTS, contributions=POSTED, withdrawals=TAKEN).steps["basis_recomputed"]
    assert (step.amount, step.law) == (30_000_00, "26 USC 72(c)(1)")
    assert step.says == (
        "Counted anew from the statement of 2025-12-31, 28,300.00: 2,500.00 paid in, 800.00 withdrawn, through "
        "2026-05-31. The recordkeeper states the same."
    )


def test_a_basis_counted_anew_that_differs_is_told_beside_the_stated_one() -> None:
    step = told(TWO_STATEMENTS, contributions=POSTED).steps["basis_recomputed"]
    assert step.amount == 30_800_00
    assert step.parts == {"base": 28_300_00, "contributions": 2_500_00}
    assert step.says.endswith("The recordkeeper states 30,000.00, 800.00 less (R19).")


def test_a_basis_counted_anew_is_not_held_against_the_statement_across_an_opening() -> None:
    said = told(TWO_STATEMENTS, contributions=POSTED, opening=OPENING).says("basis_recomputed")
    assert said.endswith(
        "Not held against the 30,000.00 of the recordkeeper: the opening of 2026-03-31 stands for rows that lie "
        "elsewhere."
    )


def test_a_basis_that_nothing_can_be_held_against_is_told_as_such() -> None:
    step = told().steps["basis_recomputed"]
    assert (step.amount, step.says) == (
        30_000_00,
        "The basis is counted from the statement of 2026-03-31; there is no later one to hold it against.",
    )


def test_more_withdrawn_than_was_ever_told_is_not_held_against_the_statement() -> None:
    taken = TAKEN.replace(" 800.00 ", "40,000.00 ")
    said = told(TWO_STATEMENTS, withdrawals=taken).says("basis_recomputed")
    assert said.endswith("Not held against the 30,000.00 of the recordkeeper: more was withdrawn than was ever told.")


def test_an_account_of_which_nothing_is_stated_is_told_from_its_postings_alone() -> None:
    account = dict(told(contributions=POSTED).account)
    account.update(balance_date=None, stated_value=0, stated_basis=0, basis_recomputed=None)
    account.update(after_tax_value=2_500_00, after_tax_basis=2_500_00)
    plan = parse_plan(f"{PLAN}[withdrawals]\n")
    steps = {step.figure: step for step in account_steps(AskedAccount(account, plan, date(2026, 6, 30)))}
    assert steps["after_tax_value"].says == (
        "In the after-tax account: without a statement yet, it begins with 0.00; since then 2,500.00 posted."
    )
    assert steps["basis_recomputed"].amount == 2_500_00
    assert steps["basis_recomputed"].says == (
        "The basis is itself counted from postings and withdrawals; there is no statement to hold it against."
    )
