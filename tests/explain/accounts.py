"""What explain tells of the only account in drawn feeds, by the plan's terms: the steps, the ledger, the rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from megaroth.account_explanation import AskedAccount, account_steps
from megaroth.account_facts import account_facts
from megaroth.account_ledger import account_ledger
from megaroth.accounts import account_feeds
from megaroth.explanation import Step
from megaroth.followed import FollowedAccounts, followed_accounts
from megaroth.limits import load_limits
from megaroth.people import Moment, account_holders
from megaroth.plan import Plan, parse_plan
from megaroth.provenance import account_entries
from tests.agreement.engine import book_of
from tests.drawn import csv_text
from tests.withdrawals.reports import PLAN

EMPLOYED = """
    employee_id | birth_date | hire_date
    E1          | 1980-01-01 | 2010-01-04
"""
STATED = """
    employee_id | as_of      | after_tax_basis | after_tax_value
    E1          | 2026-03-31 | 30,000.00       | 36,000.00
"""


@dataclass(frozen=True)
class Told:
    """Everything told of one account."""

    account: Mapping[str, Any]
    steps: Mapping[str, Step]
    ledger: pl.DataFrame
    rows: pl.DataFrame

    def says(self, figure: str) -> str:
        """The sentence of a step; nothing where there is no such step."""
        return self.steps[figure].says if figure in self.steps else ""

    @property
    def everything(self) -> str:
        """All sentences."""
        return " ".join(step.says for step in self.steps.values())


def told(balances: str = STATED, *, terms: str = "", as_of: str = "2026-06-30", **feeds: str) -> Told:
    """What is told of the only person. `terms` stand after `[withdrawals]`; other feeds go by their names."""
    drawn = {"census": EMPLOYED, "balances": balances, **feeds}
    files = {f"{feed}_2026-01-02.csv": csv_text(table) for feed, table in drawn.items() if table}
    book, plan, day = book_of(files), parse_plan(f"{PLAN}[withdrawals]\n{terms}"), date.fromisoformat(as_of)
    moment = Moment(plan.years.containing(day), day)
    followed = followed_accounts(account_feeds(book), plan, moment)
    return of_everybody(followed, account_holders(book.census.lazy()), plan, moment)["E1"]


def of_everybody(followed: FollowedAccounts, persons: pl.LazyFrame, plan: Plan, moment: Moment) -> dict[str, Told]:
    """What is told of each account."""
    facts = account_facts(followed, persons, plan, load_limits().statute, moment)
    ledger, rows = account_ledger(followed, moment), account_entries(followed, moment.as_of)
    made = {}
    for account in facts.to_dicts():
        of_person = pl.col("employee_id") == account["employee_id"]
        steps = {step.figure: step for step in account_steps(AskedAccount(account, plan, moment.as_of))}
        made[account["employee_id"]] = Told(account, steps, ledger.filter(of_person), rows.filter(of_person))
    return made
