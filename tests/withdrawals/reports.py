"""The conversions report of feeds drawn in a test, as the cells of its CSV."""

from collections.abc import Mapping
from datetime import date

import polars as pl

from megaroth import render
from megaroth.accounts import AccountFeeds
from megaroth.conversions import conversions
from megaroth.followed import followed_accounts
from megaroth.limits import load_limits
from megaroth.people import Moment
from megaroth.plan import parse_plan
from schemas.columns import types
from schemas.feeds import FEEDS
from schemas.reports import Conversions
from tests import drawn
from tests.feeds_as_text import parsed

PLAN = '[plan]\nid = "case"\nname = "A case"\n'
ENUMS = ("source", "activity", "route")
PERSONS = {
    "employee_id": pl.String,
    "name": pl.String,
    "hold": pl.String,
    "in_census": pl.Boolean,
    "hire_date": pl.Date,
    "termination_date": pl.Date,
    "rehire_date": pl.Date,
}

NO_NEXT = None

STATED = """
    employee_id | as_of      | after_tax_basis | after_tax_value
    E1          | 2026-03-31 |       30,000.00 |       36,000.00
"""
SHUT = {
    "withdrawable": "0.00",
    "basis_to_roth": "0.00",
    "earnings": "0.00",
    "taxable_split": None,
    "taxable_all_roth_ira": None,
    "taxable_in_plan_roth": None,
    "five_years_end": None,
    "can_convert": "false",
}


def feed(kind: str, table: str) -> pl.LazyFrame:
    """A drawn feed as the book holds it; without a table, one without rows."""
    if not table:
        return pl.LazyFrame(schema=types(FEEDS[kind]) | {"file": pl.String, "line": pl.Int64})
    read = parsed(kind, drawn.csv_text(table))
    assert read.rejects.is_empty(), read.rejects
    words = FEEDS[kind].to_schema().columns
    listed = {name: words[name].metadata["words"] for name in ENUMS if name in words and words[name].metadata}
    return read.accepted.lazy().with_columns(
        *(pl.col(name).cast(pl.Enum(list(allowed))) for name, allowed in listed.items()), file=pl.lit("drawn.csv")
    )


def persons(table: str) -> pl.LazyFrame:
    """People of the census; E1, employed and free, where none are drawn. `left`: the day of termination."""
    rows = drawn.rows(table or "employee_id | name\nE1 | Ada Example")
    known = [
        {
            "employee_id": row["employee_id"],
            "name": row.get("name") or None,
            "hold": row.get("hold") or None,
            "in_census": True,
            "hire_date": date.fromisoformat(row.get("hired") or "2020-01-01"),
            "termination_date": day_of(row, "left"),
            "rehire_date": day_of(row, "back"),
        }
        for row in rows
    ]
    return pl.LazyFrame(known, schema=PERSONS)


def day_of(row: Mapping[str, str], name: str) -> date | None:
    return date.fromisoformat(row[name]) if row.get(name) else None


def report(
    balances: str,
    *,
    contributions: str = "",
    withdrawals: str = "",
    opening: str = "",
    payroll: str = "",
    people: str = "",
    terms: str = "",
    as_of: str = "2026-06-30",
) -> dict[str, dict[str, str | None]]:
    """The report's rows by employee, in its order; it has kept its contract."""
    plan, day = parse_plan(f"{PLAN}[withdrawals]\n{terms}"), date.fromisoformat(as_of)
    moment = Moment(plan.years.containing(day), day)
    feeds = AccountFeeds(
        feed("balances", balances),
        feed("contributions", contributions),
        feed("withdrawals", withdrawals),
        feed("opening", opening),
        feed("payroll", payroll),
    )
    accounts = followed_accounts(feeds, plan, moment)
    made = conversions(accounts, persons(people), plan, load_limits().statute, moment).collect()
    cells = render.texts(render.held("conversions", made, Conversions), Conversions)
    return {str(row.pop("employee_id")): row for row in cells.to_dicts()}


def row(balances: str, **more: str) -> dict[str, str | None]:
    """The row of E1."""
    return report(balances, **more)["E1"]


def stated(basis: str, value: str, **more: str) -> str:
    """A statement of 31 March 2026."""
    cells = {"employee_id": "E1", "as_of": "2026-03-31", "after_tax_basis": basis, "after_tax_value": value, **more}
    return " | ".join(cells) + "\n" + " | ".join(cells.values())


def posting(amount: str, activity: str = "contribution", **more: str) -> str:
    """A posting to the after-tax source on 15 April 2026."""
    cells = {"employee_id": "E1", "posted_date": "2026-04-15", "source": "after_tax", "activity": activity}
    cells |= {"amount": amount, **more}
    return " | ".join(cells) + "\n" + " | ".join(cells.values())


def withdrawal(amount: str, basis: str, day: str = "2026-04-15") -> str:
    return f"employee_id | date | amount | basis | route\nE1 | {day} | {amount} | {basis} | split"


def account(cells: dict[str, str | None]) -> tuple[str | None, str | None]:
    """Value and basis."""
    return cells["after_tax_value"], cells["after_tax_basis"]


def parts(cells: dict[str, str | None]) -> tuple[str | None, str | None, str | None]:
    """What can be withdrawn, and its basis and earnings."""
    return cells["withdrawable"], cells["basis_to_roth"], cells["earnings"]


def codes(cells: dict[str, str | None]) -> list[str]:
    """The reasons' codes."""
    return [reason.split(":")[0] for reason in (cells["reasons"] or "").split("; ") if reason]


def told(cells: dict[str, str | None]) -> tuple[list[str], str | None]:
    """The reasons' codes and the next date; what shuts the account also says so in `can_convert`."""
    assert cells["can_convert"] == ("false" if codes(cells) else "true")
    return codes(cells), cells["next_date"]


def without_roth(day: str) -> str:
    """The switch of plan.toml, to stand after its terms."""
    return f"\n[law]\nafter_tax_conversions_end = {day}"


SPRING = withdrawal("1.00", "1.00", "2026-04-15")
