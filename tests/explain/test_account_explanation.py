"""What explain says of what may leave an after-tax account: by which formula, what it taxes, what stands against it."""

from tests.explain.accounts import STATED, told

VESTED = """
    employee_id | as_of      | after_tax_basis | after_tax_value | vested_balance
    E1          | 2026-03-31 | 30,000.00       | 36,000.00       | 200,000.00
"""
OLD = """
    employee_id | as_of      | after_tax_basis | after_tax_value | pre_1987_basis | vested_balance
    E1          | 2026-03-31 | 30,000.00       | 36,000.00       | 6,000.00       | 200,000.00
"""
LOSS = """
    employee_id | as_of      | after_tax_basis | after_tax_value | vested_balance
    E1          | 2026-03-31 | 5,000.00        | 3,000.00        | 6,000.00
"""
HELD = """
    employee_id | birth_date | hire_date  | hold
    E1          | 1980-01-01 | 2010-01-04 | a court order
"""
NO_CONTRACT = "separate_contract = false\n"
OLD_FIRST = "pre_1987_first = true\n"
ASSUMED = "assumed in plan.toml, not law"


def shut_from(day: str) -> str:
    """The assumption of plan.toml, to stand after its terms."""
    return f"\n[law]\nafter_tax_conversions_end = {day}\n"


def test_with_a_separate_contract_the_basis_is_told_as_its_share_of_the_source() -> None:
    assert told().says("basis_to_roth") == (
        "Taken out all at once, the basis in it: 36,000.00 x 30,000.00 / 36,000.00, the basis over the after-tax "
        "source, a contract of its own."
    )


def test_without_a_separate_contract_the_basis_is_told_as_its_share_of_all_vested_money() -> None:
    step = told(VESTED, terms=NO_CONTRACT).steps["basis_to_roth"]
    assert (step.amount, step.law) == (5_400_00, "26 USC 72(e)(8)")
    assert step.says == (
        "Taken out all at once, the basis in it: 36,000.00 x 30,000.00 / 200,000.00, the basis over all vested money, "
        "as the plan keeps no separate contract."
    )


def test_basis_from_before_1987_is_told_as_coming_first() -> None:
    step = told(OLD, terms=NO_CONTRACT + OLD_FIRST).steps["basis_to_roth"]
    # 6,000.00 + 30,000.00 x 24,000.00 / 194,000.00
    assert (step.amount, step.law) == (9_711_34, "26 USC 72(e)(8)(D)")
    assert step.says == (
        "Taken out all at once, the basis in it: 6,000.00 from before 1987, then 30,000.00 x 24,000.00 / 194,000.00, "
        "the basis over all vested money, as the plan keeps no separate contract, each less what came first."
    )


def test_an_account_all_from_before_1987_needs_no_ratio() -> None:
    all_old = OLD.replace(" 6,000.00 ", "30,000.00 ").replace("36,000.00", "29,000.00")
    step = told(all_old, terms=NO_CONTRACT + OLD_FIRST).steps["basis_to_roth"]
    assert (step.amount, step.says[-32:]) == (29_000_00, " in it: all of it is from before 1987."[-32:])


def test_without_the_plans_word_nothing_from_before_1987_comes_first() -> None:
    assert (
        told(OLD, terms=NO_CONTRACT)
        .says("basis_to_roth")
        .startswith("Taken out all at once, the basis in it: 36,000.00 x 30,000.00 / 200,000.00")
    )


def test_a_loss_of_a_separate_contract_is_told_with_what_is_never_recovered() -> None:
    lost = told(LOSS)
    assert lost.says("after_tax_earnings") == "A loss of 2,000.00."
    assert lost.says("basis_to_roth") == (
        "Taken out all at once, the basis in it: a loss, as basis is more than the after-tax source, a contract of its "
        "own, so all that is taken is basis. The other 2,000.00 is never recovered but in box 5."
    )


def test_a_source_below_its_basis_is_no_loss_where_vested_money_is_divided() -> None:
    divided = told(LOSS, terms=NO_CONTRACT)
    assert divided.steps["earnings"].amount == 500_00  # 3,000.00 less 3,000.00 x 5,000.00 / 6,000.00
    assert "loss" not in divided.everything
    assert divided.says("after_tax_earnings") == (
        "Value less basis is -2,000.00, which is not what a withdrawal taxes: the plan keeps no separate contract, so "
        "basis is a part of all vested money."
    )


def test_vested_money_below_the_basis_is_a_loss_without_a_word_of_box_5() -> None:
    less = LOSS.replace("6,000.00", "4,000.00")
    assert told(less, terms=NO_CONTRACT).says("basis_to_roth") == (
        "Taken out all at once, the basis in it: a loss, as basis is more than all vested money, as the plan keeps no "
        "separate contract, so all that is taken is basis."
    )


def test_an_in_plan_conversion_is_told_with_its_five_years() -> None:
    assert told().says("taxable_in_plan_roth").endswith("its five years run from 2026-01-01 through 2030-12-31.")


def test_a_plan_that_converts_nothing_inside_is_named_beside_what_can_be_withdrawn() -> None:
    said = told(terms="in_plan_roth = false").says("withdrawable")
    assert said == (
        "Can be withdrawn or converted now: 36,000.00. To be known: in_plan_roth_not_allowed: the plan allows no "
        "conversion inside it."
    )


def test_an_unknown_vested_balance_does_not_say_that_money_leaves_without_becoming_roth() -> None:
    said = told(terms=NO_CONTRACT).says("withdrawable")
    assert said.startswith("Nothing can be converted now: vested_balance_unknown: ")
    assert "What of the 36,000.00 would be basis is not known." in said
    assert "without becoming Roth" not in said


def test_shut_roth_routes_are_told_with_what_may_leave_and_without_taxes() -> None:
    shut = told(terms=shut_from("2026-06-30"))
    reason = f"after-tax money can no longer be converted to Roth since 2026-06-30 ({ASSUMED})"
    assert shut.says("withdrawable") == (
        f"Nothing can be converted now: roth_routes_shut: {reason}. "
        "It can be withdrawn without becoming Roth: 36,000.00."
    )
    assert not [figure for figure in shut.steps if figure.startswith("taxable")]


def test_an_assumption_for_a_day_to_come_is_told_as_one_while_money_can_be_converted() -> None:
    assert told(terms=shut_from("2026-07-01")).says("withdrawable") == (
        f"Can be withdrawn or converted now: 36,000.00. From 2026-07-01 on after-tax money can no longer become Roth "
        f"({ASSUMED})."
    )


def test_an_assumption_for_a_day_to_come_is_told_as_one_where_a_next_date_is_named() -> None:
    used_up = "per_year = 1" + shut_from("2027-01-02")
    taken = "employee_id | date | amount | basis | route\nE1 | 2026-04-15 | 6.00 | 5.00 | cash"
    said = told(terms=used_up, withdrawals=taken).says("withdrawable")
    assert "it can from 2027-01-01 on. From 2027-01-02 on" in said
    assert ASSUMED in said


def test_an_assumption_that_leaves_no_next_date_is_told_as_one() -> None:
    used_up = "per_year = 1" + shut_from("2027-01-01")
    taken = "employee_id | date | amount | basis | route\nE1 | 2026-04-15 | 6.00 | 5.00 | cash"
    said = told(terms=used_up, withdrawals=taken).says("withdrawable")
    assert "it can from" not in said
    assert ASSUMED in said


def test_an_assumption_is_told_as_one_of_an_account_on_hold() -> None:
    assert ASSUMED in told(terms=shut_from("2027-01-01"), census=HELD).everything


def test_without_an_assumption_none_is_told() -> None:
    assert ASSUMED not in told().everything


def test_the_next_date_is_told_where_it_is_known() -> None:
    taken = "employee_id | date | amount | basis | route\nE1 | 2026-04-15 | 6.00 | 5.00 | cash"
    said = told(terms="months_between = 3", withdrawals=taken).says("withdrawable")
    assert said.endswith(". If nothing but the date changes, it can from 2026-07-15 on.")


def test_where_no_later_date_helps_that_is_told() -> None:
    assert told(census=HELD).says("withdrawable") == (
        "Nothing can be converted now: hold: a court order. No next date is named: it takes more than a later date."
    )


def test_what_stands_against_nothing_is_told_apart_from_why_nothing_can_be_converted() -> None:
    posted = "employee_id | posted_date | source | amount\nE1 | 2026-04-15 | after_tax | 2,500.00"
    said = told("", contributions=posted, census=HELD, terms="in_plan_roth = false").says("withdrawable")
    assert said == (
        "Nothing can be converted now: hold: a court order. To be known: in_plan_roth_not_allowed: the plan allows no "
        "conversion inside it; no_statement: the recordkeeper has stated nothing of the account yet: it is counted "
        "from postings and withdrawals alone, without earnings. No next date is named: it takes more than a later date."
    )


def test_a_law_assumed_before_the_wait_is_over_is_told_apart_from_the_wait() -> None:
    used_up = "per_year = 1" + shut_from("2027-01-01")
    taken = "employee_id | date | amount | basis | route\nE1 | 2026-04-15 | 6.00 | 5.00 | cash"
    now, _, known = told(terms=used_up, withdrawals=taken).says("withdrawable").partition(" To be known: ")
    assert now.startswith("Nothing can be converted now: withdrawals_used_up: ")
    assert "roth_routes_will_be_shut" not in now
    assert known.startswith("roth_routes_will_be_shut: ")


def test_where_nothing_can_be_converted_no_parts_are_told() -> None:
    assert not {"basis_to_roth", "earnings"} & set(told(STATED, census=HELD).steps)
