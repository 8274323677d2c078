"""The forms_1099r report, and the findings about forms and withdrawals, of feeds drawn in a test, as cells."""

from collections.abc import Iterable
from datetime import date

import polars as pl

from megaroth import render
from megaroth.accounts import AccountFeeds
from megaroth.checks.tax_forms import form_checks
from megaroth.checks.withdrawn import withdrawal_checks
from megaroth.followed import followed_accounts
from megaroth.limits import load_limits
from megaroth.people import Moment
from megaroth.plan import Plan, parse_plan
from megaroth.tax_forms import forms_1099r
from schemas.reports import Forms1099R
from tests import drawn
from tests.withdrawals.reports import PLAN, feed

Rows = list[dict[str, str]]

CENSUS = """
    employee_id | first_name | last_name | birth_date | hire_date
    E1          | Ada        | Example   | 1980-02-03 | 2020-01-06
    E2          | Ben        | Example   | 1950-05-06 | 2020-01-06
"""

STATED = """
    employee_id | as_of      | after_tax_basis | after_tax_value
    E1          | 2026-03-31 |       10,000.00 |        8,000.00
"""


class Drawn:
    """Feeds on an as-of date, of the year that contains it or of `year`; E1 is 46 and E2 is 76 in 2026."""

    def __init__(
        self,
        withdrawals: str,
        *,
        balances: str = "",
        contributions: str = "",
        census: str = CENSUS,
        forms: str = "",
        terms: str = "",
        as_of: str = "2026-12-31",
        year: str = "",
    ) -> None:
        self.plan: Plan = parse_plan(f"{PLAN}[withdrawals]\n{terms}")
        day = date.fromisoformat(as_of)
        self.moment = Moment(self.plan.years.one_named(year) if year else self.plan.years.containing(day), day)
        self.census = feed("census", census)
        self.sent = feed("forms", forms)
        self.feeds = AccountFeeds(
            feed("balances", balances),
            feed("contributions", contributions),
            feed("withdrawals", withdrawals),
            feed("opening", ""),
            feed("payroll", ""),
        )

    def made(self) -> pl.DataFrame:
        """The report; it has kept its contract."""
        persons = self.census.with_columns(name="first_name")
        accounts = followed_accounts(self.feeds, self.plan, self.moment)
        report = forms_1099r(accounts, persons, load_limits().statute, self.moment).collect()
        return render.held("forms_1099r", report, Forms1099R)

    def rows(self) -> Rows:
        """The report's cells as its CSV has them."""
        return texts(render.texts(self.made(), Forms1099R))

    def form_findings(self) -> Rows:
        return found(form_checks(self.sent.collect(), self.made().lazy(), self.moment))

    def withdrawal_findings(self) -> Rows:
        return found(withdrawal_checks(self.feeds, self.plan, self.moment))


def found(findings: Iterable[pl.LazyFrame]) -> Rows:
    """Findings with their amounts in dollars, in a fixed order."""
    rows = pl.concat(findings).collect().sort("check", "employee_id", "pay_date", "source", "line", nulls_last=True)
    dollars = [(pl.col(name).cast(pl.Decimal(18, 2)) / 100).alias(name) for name in ("expected", "actual")]
    return texts(rows.with_columns(dollars).cast(pl.String))


def texts(cells: pl.DataFrame) -> Rows:
    return [{name: str(cell or "") for name, cell in row.items()} for row in cells.to_dicts()]


def same(rows: Rows, table: str) -> bool:
    """Whether the rows are those of the drawn table, in its columns and order."""
    expected = drawn.rows(table)
    assert [{name: row[name] for name in expected[0]} for row in rows] == expected
    return True


def one(amount: str, basis: str, route: str, day: str = "2026-04-15") -> str:
    """A withdrawal of E1."""
    return f"employee_id | date | amount | basis | route\nE1 | {day} | {amount} | {basis} | {route}"
