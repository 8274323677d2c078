"""Which branches a random book of accounts went through, for the statistics of the random books."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from tests.withdrawals.books_of_accounts import ONE_DAY, Books, employed_on
from tests.withdrawals.oracle_of_accounts import Account, account_findings
from tests.withdrawals.oracle_of_conversions import answers, months_after
from tests.withdrawals.oracle_of_form_matches import wrong_forms
from tests.withdrawals.oracle_of_forms import (
    all_forms,
    exactly_before,
    pretax_in_cash,
    tax_years,
    wrong_basis,
    wrong_taxable,
)


def branches(books: Books) -> set[str]:
    """Their names."""
    rows = answers(books)
    found: set[str] = set()
    for row in rows:
        account = Account(books, row["employee_id"])
        found |= {name for name, yes in _of_the_account(account, row).items() if yes}
        found |= {f"reason {why.split(':')[0]}" for why in row["reasons"]}
        found |= set(_of_the_next_date(books, account, row))
    for each in account_findings(books, {row["employee_id"]: row["can_convert"] for row in rows}):
        off = "" if each["check"] == "R18" else " above" if each["actual"] > each["expected"] else " below"
        found.add(f"{each['check']} {each['severity']}{off}")
    return found | set(_of_forms(books)) | set(_of_what_is_wrong(books))


def _of_the_account(account: Account, row: dict[str, Any]) -> dict[str, bool]:
    base, newest, since = account.base(), account.statements[-1], account.waiting_since()
    told = account.recomputed()
    lost = [each for each in account.days if each.lost]
    carried = [each for each in lost if each.before and each.before.value == each.amount]
    opened = [each for each in account.openings if each["as_of"] < newest["as_of"]]
    known = sum(cents for _, cents in account.additions()) >= row["after_tax_basis"]
    sweep = account.books.plan.on(account.as_of)["sweep_days"]
    return {
        "can convert": row["can_convert"],
        "lost, carried value": bool(carried),
        "lost, stated empty": len(lost) > len(carried),
        "lost, basis left": any(each.unrecovered for each in lost),
        "lost, closed after the newest statement": any(each.day > newest["as_of"] for each in lost if each.unrecovered),
        "lost, closed before the newest statement": any(
            each.day < newest["as_of"] for each in lost if each.unrecovered
        ),
        "emptied at a gain": any(
            each.emptied and each.before and each.before.basis <= each.amount for each in account.days
        ),
        "R19 agrees": told is not None and told[0] == told[1],
        "R19 from a statement of an earlier year": told is not None
        and base is not None
        and base["as_of"].year < newest["as_of"].year,
        "R19 from the first movement": told is not None and base is None,
        "R19 not compared for an opening": told is None and base is not newest and bool(opened),
        "in transit": row["in_transit"] > 0,
        "waiting since an addition": since is not None and known,
        "waiting since the base": since is not None and not known and base is not None,
        "waiting since before all that is known": since is not None and not known and base is None,
        "swept in time": row["can_convert"] and sweep > 0 and account.overdue() == 0,
        "earnings waiting": row["after_tax_earnings"] > 0,
        "five years": row["five_years_end"] is not None,
        "withdrawable, parts unknown": row["withdrawable"] > 0 and row["earnings"] is None,
        "taken back": len(account.taken_for_good()) < sum(each["amount"] > 0 for each in account.withdrawals),
        "count of an opening": any(each["withdrawals_this_year"] for each in account.openings),
    }


def _of_the_next_date(books: Books, account: Account, row: dict[str, Any]) -> Iterator[str]:
    day = row["next_date"]
    if day is None:
        return
    person, last = books.person(row["employee_id"]), account.last_withdrawal()
    months = {books.plan.on(each)["months_between"] for each in (books.as_of, day)}
    if day == date(books.as_of.year + 1, 1, 1):
        yield "next date: the year turns"
    if last and day in {months_after(last, number) for number in months if number}:
        yield "next date: months pass"
    if day in {effective for effective, _ in books.plan.amendments}:
        yield "next date: an amendment"
    if person and employed_on(person, day - ONE_DAY) and not employed_on(person, day):
        yield "next date: leaving"


def _of_forms(books: Books) -> Iterator[str]:
    for form in all_forms(books):
        yield f"form {form['destination']} {form['box_7']}"
        if form["withdrawals"] > 1:
            yield "form of several withdrawals"
        if form["box_2a"] is None:
            yield "form of a loss"
        if form["box_4"]:
            yield "form with withholding"
    for row in books.withdrawals:
        if row["date"] <= books.as_of and row["date"].year in tax_years(books):
            yield f"route {row['route']}"


def _of_what_is_wrong(books: Books) -> Iterator[str]:
    for each in wrong_forms(books):
        yield f"{each['check']} {each['source'].split()[-1]}"
    if wrong_taxable(books):
        yield "withdrawal_taxable"
    if pretax_in_cash(books):
        yield "pre-tax money in cash"
    wrong = {(each["employee_id"], each["pay_date"]) for each in wrong_basis(books)}
    for who in {each["employee_id"] for each in books.withdrawals}:
        account = Account(books, who)
        stated = {each["as_of"] for each in account.statements}
        for day in account.days:
            if day.day.year in tax_years(books) and exactly_before(account, day):
                how = "same day" if day.day in stated else "day before"
                yield f"basis {'wrong' if (who, day.day) in wrong else 'right'}, statement of the {how}"
