"""A random book, asked of the program: the reports and findings as plain rows."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl

from megaroth.accounts import AccountFeeds
from megaroth.checks.accounts import account_checks
from megaroth.checks.tax_forms import form_checks
from megaroth.checks.withdrawn import withdrawal_checks
from megaroth.conversions import conversions
from megaroth.followed import FollowedAccounts, followed_accounts
from megaroth.limits import load_limits
from megaroth.people import Moment
from megaroth.plan import Plan, parse_plan
from megaroth.render import held
from megaroth.tax_forms import forms_1099r
from schemas.columns import types
from schemas.feeds import FEEDS
from schemas.reports import Conversions, Forms1099R
from tests.withdrawals.books_of_accounts import Books, PlanOfAccounts, Row

PERSONS = {
    "employee_id": pl.String,
    "name": pl.String,
    "hold": pl.String,
    "in_census": pl.Boolean,
    "birth_date": pl.Date,
    "hire_date": pl.Date,
    "termination_date": pl.Date,
    "rehire_date": pl.Date,
}
BOXES = [name for name in types(Forms1099R) if name != "reasons"]
STATUTE = load_limits().statute


def account_feeds(asked: Books) -> AccountFeeds:
    """The feeds as the book holds them."""
    return AccountFeeds(
        feed("balances", asked.balances),
        feed("contributions", asked.postings),
        feed("withdrawals", asked.withdrawals),
        feed("opening", asked.openings),
        feed("payroll", asked.payroll),
    )


def followed(asked: Books) -> FollowedAccounts:
    """The accounts of the book."""
    return followed_accounts(account_feeds(asked), plan(asked.plan), moment(asked))


def feed(kind: str, rows: Sequence[Row]) -> pl.LazyFrame:
    """Rows, each with its place among them as its line."""
    schema = types(FEEDS[kind]) | {"file": pl.String, "line": pl.Int64}
    whole = [dict.fromkeys(schema) | dict(each) | {"file": "drawn", "line": line} for line, each in enumerate(rows)]
    return pl.LazyFrame(whole, schema=schema)


def persons(asked: Books) -> pl.LazyFrame:
    """The people of the census."""
    return pl.LazyFrame([{**each, "in_census": True} for each in asked.persons], schema=PERSONS)


def plan(asked: PlanOfAccounts) -> Plan:
    """The plan, by way of plan.toml."""
    month, day = asked.year_starts
    lines = ["[plan]", 'id = "drawn"', 'name = "Drawn"', f'limitation_year_start = "{month:02}-{day:02}"']
    lines += ["[withdrawals]", *(f"{name} = {toml(name, value)}" for name, value in asked.terms.items())]
    for effective, changes in asked.amendments:
        said = ", ".join(f"{name} = {toml(name, value)}" for name, value in changes.items())
        lines += ["[[amendment]]", f"effective = {effective}", f"withdrawals = {{ {said} }}"]
    if asked.roth_shut_from:
        lines += ["[law]", f"after_tax_conversions_end = {asked.roth_shut_from}"]
    return parse_plan("\n".join(lines) + "\n")


def toml(name: str, value: int) -> str:
    """As plan.toml writes it; a minimum is in dollars."""
    return str(Decimal(value) / 100) if name == "minimum" else str(value).lower()


def moment(asked: Books) -> Moment:
    """The limitation year asked for, seen from the as-of date."""
    years = plan(asked.plan).years
    this = years.containing(asked.as_of)
    return Moment(years.before(this) if asked.finished_year else this, asked.as_of)


def conversions_reported(asked: Books) -> list[dict[str, Any]]:
    """The report's rows, reasons as codes; a hold with its words."""
    made = conversions(followed(asked), persons(asked), plan(asked.plan), STATUTE, moment(asked)).collect()
    return as_codes(held("conversions", made, Conversions).to_dicts())


def as_codes(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows with their reasons as codes; a hold with its words."""
    for each in rows:
        each["reasons"] = [why if why.startswith("hold") else why.split(":")[0] for why in each["reasons"]]
    return rows


def accounts_found(asked: Books) -> list[dict[str, Any]]:
    """R18 and R19."""
    accounts, terms, at = followed(asked), plan(asked.plan), moment(asked)
    report = conversions(accounts, persons(asked), terms, STATUTE, at)
    return together(account_checks(accounts, report, terms, at))


def forms_reported(asked: Books) -> list[dict[str, Any]]:
    """The forms; each says why."""
    made = forms_1099r(followed(asked), persons(asked), STATUTE, moment(asked)).collect()
    rows = held("forms_1099r", made, Forms1099R).to_dicts()
    assert all(each.pop("reasons") for each in rows)
    return rows


def forms_found(asked: Books) -> list[dict[str, Any]]:
    """form_1099r and form_unknown."""
    made = forms_1099r(followed(asked), persons(asked), STATUTE, moment(asked))
    return together(form_checks(feed("forms", asked.forms).collect(), made, moment(asked)))


def withdrawals_found(asked: Books) -> list[dict[str, Any]]:
    """withdrawal_taxable and withdrawal_basis."""
    return together(withdrawal_checks(account_feeds(asked), plan(asked.plan), moment(asked)))


def together(parts: Iterable[pl.LazyFrame]) -> list[dict[str, Any]]:
    """The findings of several checks."""
    frames = list(parts)
    return pl.concat(frames).collect().to_dicts() if frames else []


def in_order(found: Iterable[dict[str, Any]], *names: str) -> list[tuple[Any, ...]]:
    """Those columns of each finding, sorted; what is empty last."""
    rows = [tuple(each.get(name) for name in names) for each in found]
    return sorted(rows, key=lambda row: [(cell is None, "" if cell is None else sortable(cell)) for cell in row])


def sortable(cell: str | int | date) -> str | int:
    """Days by their text."""
    return cell.isoformat() if isinstance(cell, date) else cell
