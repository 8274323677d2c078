"""The ledger of after-tax accounts drawn in a test: days of withdrawals, and what the checks find, as text."""

from datetime import date
from typing import Any

import polars as pl

from megaroth.account_history import withdrawal_days
from megaroth.accounts import AccountFeeds
from megaroth.checks.accounts import account_checks
from megaroth.conversions import conversions
from megaroth.followed import followed_accounts
from megaroth.limits import load_limits
from megaroth.people import Moment
from megaroth.plan import Plan, parse_plan
from tests.withdrawals.reports import PLAN, feed, persons

KINDS = ("balances", "contributions", "withdrawals", "opening", "payroll")
AS_OF = "2026-06-30"


def drawn_feeds(**tables: str) -> AccountFeeds:
    """The feeds of accounts; one not drawn has no rows."""
    return AccountFeeds(*(feed(kind, tables.get(kind, "")) for kind in KINDS))


def then(first: str, *more: str) -> str:
    """Rows of further tables with the columns of the first, below it."""
    return "\n".join([first, *(table.splitlines()[-1] for table in more)])


def at(day: str, basis: str, value: str) -> str:
    """A statement of that day."""
    return f"employee_id | as_of | after_tax_basis | after_tax_value\nE1 | {day} | {basis} | {value}"


def plan_with(terms: str, year_starts: str = "01-01") -> Plan:
    """A plan with those terms of withdrawals, and any tables after them."""
    return parse_plan(f'{PLAN}limitation_year_start = "{year_starts}"\n[withdrawals]\n{terms}')


def days(*, terms: str = "", as_of: str = AS_OF, **tables: str) -> list[dict[str, Any]]:
    """The days of withdrawals, in dollars."""
    told = withdrawal_days(drawn_feeds(**tables), plan_with(terms), date.fromisoformat(as_of))
    money = pl.col("value_before", "basis_before", "amount", "basis", "unrecovered").cast(pl.Decimal(18, 2))
    return told.with_columns(money / 100).sort("employee_id", "date").collect().to_dicts()


def day(**asked: str) -> tuple[Any, ...]:
    """The only day: value before, basis before, whether it emptied the account, and the basis never recovered."""
    (only,) = days(**asked)
    return only["value_before"], only["basis_before"], only["emptied"], only["unrecovered"]


def findings(
    *, terms: str = "", as_of: str = AS_OF, people: str = "", year_starts: str = "01-01", **tables: str
) -> list[str]:
    """R18 and R19: check, severity, person, expected and actual in cents, and the line where one is named."""
    plan, on = plan_with(terms, year_starts), date.fromisoformat(as_of)
    moment = Moment(plan.years.containing(on), on)
    accounts = followed_accounts(drawn_feeds(**tables), plan, moment)
    report = conversions(accounts, persons(people), plan, load_limits().statute, moment)
    found = pl.concat(list(account_checks(accounts, report, plan, moment))).sort("check", "employee_id").collect()
    assert set(found["source"]) <= {"after_tax"}
    assert set(found["who_acts"]) <= {"recordkeeper"}
    told = ("check", "severity", "employee_id", "expected", "actual", "line")
    return [" ".join(str(cell) for cell in row if cell is not None) for row in found.select(told).rows()]
