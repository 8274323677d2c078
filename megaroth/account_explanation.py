"""One person's after-tax account in plain sentences: what it holds, what can be converted, and what each route taxes.

Nothing is computed here: every amount is the conversions report's own. Amounts are whole cents.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from megaroth.explanation import Step
from megaroth.money import grouped
from schemas.columns import columns
from schemas.reports import Conversions

LAWS = {column.name: column.law for column in columns(Conversions)}


def account_steps(account: Mapping[str, Any], as_of: date) -> list[Step]:
    """From the statement to the routes, for a row of the conversions report."""
    return [*_held(account), *_withdrawn(account), *_routes(account, as_of)]


def _step(account: Mapping[str, Any], figure: str, says: str, parts: Mapping[str, int] | None = None) -> Step:
    law = LAWS[figure] or LAWS["after_tax_basis"]
    cited = law if law.startswith("Notice") else f"26 USC {law}"
    return Step(figure, account[figure], says, cited, {name: part for name, part in (parts or {}).items() if part})


def _held(account: Mapping[str, Any]) -> Iterator[Step]:
    value, basis, earnings = (account[f"after_tax_{part}"] for part in ("value", "basis", "earnings"))
    gain = f"{grouped(earnings)} earnings" if earnings >= 0 else f"a loss of {grouped(-earnings)}"
    yield _step(
        account,
        "after_tax_value",
        f"In the after-tax account: the recordkeeper's statement of {account['balance_date']}, and what was posted and "
        f"withdrawn since: {grouped(value)}, of it {grouped(basis)} basis and {gain}.",
        {"after_tax_basis": basis, "after_tax_earnings": earnings},
    )


def _withdrawn(account: Mapping[str, Any]) -> Iterator[Step]:
    amount, basis, earnings = account["withdrawable"], account["basis_to_roth"], account["earnings"]
    if not account["can_convert"]:
        yield _step(account, "withdrawable", _why_not(account))
        return
    yield _step(
        account,
        "withdrawable",
        f"Can be withdrawn or converted now: {grouped(amount)}. Taken out all at once, {grouped(basis)} of it is basis "
        f"and {grouped(earnings)} earnings.",
        {"basis_to_roth": basis, "earnings": earnings},
    )


def _why_not(account: Mapping[str, Any]) -> str:
    """The reasons, what may leave all the same, and from when on it would be allowed where that is known."""
    says = f"Nothing can be converted now: {'; '.join(account['reasons'])}."
    if account["withdrawable"]:
        says += f" It can be withdrawn without becoming Roth: {grouped(account['withdrawable'])}."
    if account["next_date"]:
        says += f" If nothing but the date changes, it can from {account['next_date']} on."
    return says


def _routes(account: Mapping[str, Any], as_of: date) -> Iterator[Step]:
    if not account["can_convert"]:
        return
    yield _step(account, "taxable_split", "Basis to a Roth IRA and earnings to a traditional IRA: nothing is taxed.")
    taxed = grouped(account["taxable_all_roth_ira"])
    yield _step(account, "taxable_all_roth_ira", f"Everything to a Roth IRA: {taxed} is taxed.")
    if account["taxable_in_plan_roth"] is not None:
        yield _step(
            account,
            "taxable_in_plan_roth",
            f"Everything converted inside the plan: {grouped(account['taxable_in_plan_roth'])} is taxed, nothing is "
            f"withheld, it cannot be undone, and its five years run from {date(as_of.year, 1, 1)} "
            f"through {account['five_years_end']}.",
        )
