"""What explain says of an after-tax account that cannot be converted now, and of the five years of one that can."""

from datetime import date
from typing import Any

from megaroth.account_explanation import account_steps

AS_OF = date(2026, 6, 30)
OPEN: dict[str, Any] = {
    "balance_date": date(2026, 3, 31),
    "after_tax_value": 36_000_00,
    "after_tax_basis": 30_000_00,
    "after_tax_earnings": 6_000_00,
    "in_transit": 0,
    "waiting_since": None,
    "days_waiting": None,
    "withdrawable": 36_000_00,
    "basis_to_roth": 30_000_00,
    "earnings": 6_000_00,
    "taxable_split": 0,
    "taxable_all_roth_ira": 6_000_00,
    "taxable_in_plan_roth": 6_000_00,
    "five_years_end": date(2030, 12, 31),
    "can_convert": True,
    "next_date": None,
    "reasons": [],
}
CLOSED = OPEN | dict.fromkeys(
    ("basis_to_roth", "earnings", "taxable_split", "taxable_all_roth_ira", "taxable_in_plan_roth", "five_years_end")
)


def said(account: dict[str, Any]) -> dict[str, str]:
    """The sentences by the figure they tell."""
    return {step.figure: step.says for step in account_steps(account, AS_OF)}


def test_an_in_plan_conversion_is_told_with_its_five_years() -> None:
    assert said(OPEN)["taxable_in_plan_roth"].endswith("its five years run from 2026-01-01 through 2030-12-31.")


def test_shut_roth_routes_are_told_with_what_may_leave_and_without_taxes() -> None:
    reason = "roth_routes_shut: after-tax money can no longer be converted to Roth since 2026-06-30 (assumed)"
    told = said(CLOSED | {"can_convert": False, "reasons": [reason]})
    assert told["withdrawable"] == (
        f"Nothing can be converted now: {reason}. It can be withdrawn without becoming Roth: 36,000.00."
    )
    assert not [figure for figure in told if figure.startswith("taxable")]


def test_the_next_date_is_told_where_it_is_known() -> None:
    reason = "too_soon: the plan asks for 3 months"
    shut = CLOSED | {"can_convert": False, "withdrawable": 0, "reasons": [reason]}
    assert said(shut)["withdrawable"] == f"Nothing can be converted now: {reason}."
    assert said(shut | {"next_date": date(2026, 7, 15)})["withdrawable"] == (
        f"Nothing can be converted now: {reason}. If nothing but the date changes, it can from 2026-07-15 on."
    )
