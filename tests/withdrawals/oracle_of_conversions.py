"""The conversions report the slow way: plain Python, one person and one row at a time. Shares no code with the program.

A row is a dictionary with the columns of its feed, amounts in whole cents.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tests.withdrawals.oracle_of_splits import Question, basis_part

Row = Mapping[str, Any]
OWN_MONEY = {
    *("contribution", "reversal", "true_up", "make_up", "rollover_in"),
    *("refund_402g", "refund_415", "refund_adp", "refund_acp"),
}
OTHER_MONEY = {"forfeiture", "forfeited", "loan_repayment", "restorative"}


@dataclass(frozen=True)
class Books:
    """Rows of the feeds, the people of the census, and the plan's terms."""

    balances: Sequence[Row]
    postings: Sequence[Row]
    withdrawals: Sequence[Row]
    openings: Sequence[Row]
    persons: Sequence[Row]
    terms: Mapping[str, bool]
    as_of: date


def answers(books: Books) -> list[dict[str, Any]]:
    """The report's rows; reasons as a set of codes, the words of a hold with theirs."""
    people = sorted({each["employee_id"] for each in books.balances if each["as_of"] <= books.as_of})
    return [one(books, who) for who in people]


def one(books: Books, who: str) -> dict[str, Any]:
    def mine(rows: Sequence[Row]) -> list[Row]:
        return [each for each in rows if each["employee_id"] == who]

    statement = max(
        (each for each in mine(books.balances) if each["as_of"] <= books.as_of), key=lambda each: each["as_of"]
    )
    value, basis = statement["after_tax_value"], statement["after_tax_basis"]
    old, vested = statement["pre_1987_basis"] or 0, statement["vested_balance"]
    for each in mine(books.postings):
        if each["source"] == "after_tax" and statement["as_of"] < each["posted_date"] <= books.as_of:
            if each["activity"] in OWN_MONEY | OTHER_MONEY:
                value += each["amount"]
                vested = None if vested is None else vested + each["amount"]
            if each["activity"] in OWN_MONEY:
                basis += each["amount"] - (each["earnings"] or 0)
    for each in mine(books.withdrawals):
        if statement["as_of"] < each["date"] <= books.as_of:
            value, basis, old = value - each["amount"], basis - each["basis"], old - each["amount"]
            vested = None if vested is None else vested - each["amount"]
    person = next(iter(mine(books.persons)), None)
    reasons = why_not(books.terms, person, value, basis, vested)
    told = {
        "employee_id": who,
        "name": person["name"] if person else None,
        "balance_date": statement["as_of"],
        "after_tax_value": value,
        "after_tax_basis": basis,
        "after_tax_earnings": value - basis,
        "withdrawals_this_year": taken_this_year(books, mine(books.withdrawals), mine(books.openings)),
        "next_date": None,
        "reasons": reasons,
    }
    return told | routes(books.terms, reasons, value, basis, vested, max(0, min(old, basis)))


def why_not(terms: Mapping[str, bool], person: Row | None, value: int, basis: int, vested: int | None) -> list[str]:
    """Codes in the report's order; a hold with its words."""
    reasons = []
    if person is None:
        reasons.append("not_in_census")
    elif person["hold"]:
        reasons.append(f"hold: {person['hold']}")
    if person and person["employed"] and not terms["in_service"]:
        reasons.append("in_service_not_allowed")
    if value < 0 or basis < 0:
        reasons.append("balance_overdrawn")
    if value == 0:
        reasons.append("nothing_to_convert")
    if value > 0 and not terms["separate_contract"] and (vested is None or vested < value):
        reasons.append("vested_balance_unknown")
    if not terms["in_plan_roth"]:
        reasons.append("in_plan_roth_not_allowed")
    return reasons


def routes(
    terms: Mapping[str, bool], reasons: list[str], value: int, basis: int, vested: int | None, old: int
) -> dict[str, Any]:
    """What can be withdrawn and what each route taxes."""
    names = ("basis_to_roth", "earnings", "taxable_split", "taxable_all_roth_ira", "taxable_in_plan_roth")
    against = [reason for reason in reasons if reason != "in_plan_roth_not_allowed"]
    if against == ["vested_balance_unknown"]:
        return dict.fromkeys(names) | {"withdrawable": value, "can_convert": False}
    if against:
        zeros = {"withdrawable": 0, "basis_to_roth": 0, "earnings": 0}
        return dict.fromkeys(names) | zeros | {"can_convert": False}
    out, _ = basis_part(
        Question(
            basis=basis,
            value=value,
            amount=value,
            pre_1987_basis=old if terms["pre_1987_first"] else 0,
            vested_balance=None if terms["separate_contract"] else vested,
        )
    )
    gained = value - out
    taxed = (0, gained, gained if terms["in_plan_roth"] else None)
    return dict(zip(names, (out, gained, *taxed), strict=True)) | {"withdrawable": value, "can_convert": True}


def taken_this_year(books: Books, withdrawals: list[Row], openings: list[Row]) -> int:
    """Withdrawals from 1 January to the as-of date; those up to an opening's day are what it says."""
    first, count = date(books.as_of.year, 1, 1), 0
    said = [
        each for each in openings if first <= each["as_of"] <= books.as_of and each["withdrawals_this_year"] is not None
    ]
    through = None
    if said:
        newest = max(said, key=lambda each: each["as_of"])
        through, count = newest["as_of"], newest["withdrawals_this_year"]
    for each in withdrawals:
        if first <= each["date"] <= books.as_of and (through is None or each["date"] > through):
            count += 1
    return count
