"""What a sponsor should look at: each check is one frame of findings, in words that hold no value of a row.

A check's identifier, severity and actor are those of the field's reconciliation list (docs/checks.md).
"""

from collections.abc import Iterator, Sequence

import polars as pl

from megaroth.answers import Answers
from megaroth.book import Book
from megaroth.checks.accounts import account_checks
from megaroth.checks.ahead import ahead_checks
from megaroth.checks.behaviour import behaviour_checks
from megaroth.checks.differences import differences
from megaroth.checks.elected import not_as_elected
from megaroth.checks.employer import employer_checks
from megaroth.checks.feeds import feed_checks
from megaroth.checks.limits import limit_checks
from megaroth.checks.pay_dates import pay_date_checks
from megaroth.checks.records import record_checks
from megaroth.checks.register import register_checks
from megaroth.checks.reversals import reversal_checks
from megaroth.checks.tax_forms import form_checks
from megaroth.checks.withdrawn import withdrawal_checks
from megaroth.followed import FollowedAccounts
from megaroth.limits import Limits
from megaroth.plan import Plan


def all_checks(
    book: Book,
    answers: Answers,
    followed: FollowedAccounts,
    accounts: pl.LazyFrame,
    forms: pl.LazyFrame,
    plan: Plan,
    limits: Limits,
    unknown_files: Sequence[str],
) -> Iterator[pl.LazyFrame]:
    """Every finding of a night, check by check.

    `accounts`, `forms`: the reports conversions and forms_1099r; `unknown_files`: names in the inbox that no feed has.
    """
    yield from register_checks(book, answers)
    yield differences(book, answers)
    yield from reversal_checks(book, answers)
    yield from limit_checks(answers, limits)
    yield from record_checks(book, answers, plan)
    yield from account_checks(followed, accounts, plan, answers.moment)
    yield from withdrawal_checks(followed.feeds, plan, answers.moment)
    yield from form_checks(book.forms, forms, answers.moment)
    yield from pay_date_checks(book, answers, plan, limits)
    yield from feed_checks(book, answers.moment, unknown_files)
    yield from behaviour_checks(book, answers, plan, limits)
    yield from employer_checks(book, answers, plan, limits)
    yield not_as_elected(book, answers, plan, limits)
    yield from ahead_checks(answers, plan, limits)
