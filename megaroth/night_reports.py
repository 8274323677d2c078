"""All that a night says of people: every report but those of the files, and what the checks find.

What several reports rest on is worked out once: the answers, the after-tax accounts, the newest census. No rule here.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from megaroth.accounts import account_feeds
from megaroth.answers import Answers, answer
from megaroth.book import Book
from megaroth.caps import payroll_caps
from megaroth.checks import all_checks
from megaroth.conversions import conversions
from megaroth.doors import doors
from megaroth.findings import gathered
from megaroth.followed import followed_accounts
from megaroth.limits import Limits
from megaroth.people import Moment, account_holders
from megaroth.plan import Plan
from megaroth.strategy import strategy
from megaroth.tax_forms import forms_1099r


@dataclass(frozen=True)
class NightReports:
    """`tables`: the reports by name; `found`: the findings, not yet held against those of another night."""

    answers: Answers
    tables: dict[str, pl.DataFrame]
    found: pl.DataFrame


def night_reports(
    book: Book, plan: Plan, limits: Limits, ira: Limits, moment: Moment, unknown_files: Sequence[str]
) -> NightReports:
    """Of everybody in the book. `ira`: the limits of IRAs; `unknown_files`: names in the inbox that no feed has."""
    answers = answer(book, plan, limits, moment.year, moment.as_of)
    holders = account_holders(book.census.lazy()).collect().lazy()
    accounts = followed_accounts(account_feeds(book), plan, moment)
    converted = conversions(accounts, holders, plan, limits.statute, moment).collect()
    forms = forms_1099r(accounts, holders, limits.statute, moment).collect()
    stands = strategy(answers, converted.lazy(), book.withdrawals.lazy(), holders, plan)
    checked = all_checks(book, answers, accounts, converted.lazy(), forms.lazy(), plan, limits, unknown_files)
    tables = {
        "room": answers.room,
        "conversions": converted,
        "forms_1099r": forms,
        "strategy": stands,
        "doors": doors(answers, converted.lazy(), stands.lazy(), holders, plan, ira),
        "payroll_caps": payroll_caps(answers, plan, limits),
    }
    return NightReports(answers, tables, gathered(checked, plan.years.label(moment.year)))
