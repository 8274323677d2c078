"""What stands behind each row of the conversions report, so that `explain` can lead from the rows to it.

The report's row and beside it: the statement and what moved the account since, the basis worked out anew and from what,
what the basis is a part of, and what the plan's terms come to for the account's owner. docs/law.md, section 7. Amounts
are whole cents.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

import polars as pl

from megaroth.account_basis import opened_since_base, recomputed, since_base
from megaroth.account_history import CLOSING
from megaroth.accounts import accounts, newest, since_statement
from megaroth.availability import first_out, known_whole, last_withdrawals, months_after_last
from megaroth.conversions import conversions
from megaroth.followed import FollowedAccounts
from megaroth.limits.statute import Statute
from megaroth.people import Moment, employed_on
from megaroth.plan import Plan
from megaroth.plan_terms import Withdrawals

MOVED_BY: Final = ("contributions", "withdrawals", CLOSING)
"""What moves an account between two statements."""


def account_facts(
    followed: FollowedAccounts, persons: pl.LazyFrame, plan: Plan, statute: Statute, moment: Moment
) -> pl.DataFrame:
    """Each row of the conversions report with what stands behind it. `persons`: those of `people.account_holders`."""
    terms = plan.terms(moment.as_of).withdrawals
    carried = accounts(newest(followed.feeds.balances, moment.as_of), followed.movements)
    report = conversions(followed, persons, plan, statute, moment)
    facts = [
        divided(carried, terms),
        by_feed(since_statement(carried, followed.movements), "since"),
        *counted_anew(followed, moment.as_of),
        opened_between(followed, moment.as_of),
        *withdrawn_in_year(followed, moment.as_of),
        persons.select("employee_id", employed=employed_on(moment.as_of).fill_null(value=False)),
        last_of(followed, terms, moment.as_of),
    ]
    return joined(report, facts).collect()


def joined(report: pl.LazyFrame, facts: Iterable[pl.LazyFrame]) -> pl.LazyFrame:
    """The report with the columns of all facts, each a row a person."""
    for told in facts:
        report = report.join(told, on="employee_id", how="left", validate="1:1")
    return report


def divided(carried: pl.LazyFrame, terms: Withdrawals) -> pl.LazyFrame:
    """What the newest statement says, and what a withdrawal is divided by: the whole, pre-1987 basis first."""
    whole, first = known_whole(terms), first_out(terms)
    return carried.select("employee_id", "stated_value", "stated_basis", whole=whole, pre_1987_basis=first)


def by_feed(movements: pl.LazyFrame, when: str) -> pl.LazyFrame:
    """What each feed did to value and basis: `since_value_contributions` and so on."""
    sums = [
        pl.col(amount).filter(pl.col("feed") == feed).sum().alias(f"{when}_{amount}_{feed}")
        for amount in ("value", "basis")
        for feed in MOVED_BY
    ]
    return movements.group_by("employee_id").agg(sums)


def counted_anew(followed: FollowedAccounts, as_of: date) -> Iterator[pl.LazyFrame]:
    """The basis recomputed, null where the newest statement is what it is counted from, and what it is made of."""
    found = recomputed(followed.feeds.balances, followed.movements, followed.base, as_of)
    until = found.select("employee_id", "base_date", "balance_date")
    yield followed.base.select("employee_id", "base_date", "base_basis")
    yield found.select("employee_id", basis_recomputed="expected")
    yield by_feed(since_base(followed.movements, until).filter(pl.col("date") <= pl.col("balance_date")), "counted")


def opened_between(followed: FollowedAccounts, as_of: date) -> pl.LazyFrame:
    """The opening for which nothing is held against the basis counted anew."""
    statements = newest(followed.feeds.balances, as_of).join(followed.base, on="employee_id", validate="1:1")
    return opened_since_base(followed.feeds.openings, statements, as_of)


def withdrawn_in_year(followed: FollowedAccounts, as_of: date) -> Iterator[pl.LazyFrame]:
    """What was withdrawn in the as-of date's calendar year, and the day up to which an opening counts how often."""
    of_year = pl.col("date").is_between(date(as_of.year, 1, 1), as_of)
    rows = followed.feeds.withdrawals.filter(of_year).group_by("employee_id")
    yield rows.agg(withdrawn_this_year=pl.col("amount").sum())
    openings = followed.feeds.openings.select("employee_id", "withdrawals_this_year", date="as_of")
    counts = openings.filter(of_year, pl.col("withdrawals_this_year").is_not_null()).group_by("employee_id")
    yield counts.agg(opening_counts_to=pl.col("date").max())


def last_of(followed: FollowedAccounts, terms: Withdrawals, as_of: date) -> pl.LazyFrame:
    """The day of the last withdrawal, and the first day far enough from it; null where the plan asks for no months."""
    far_enough = pl.when(terms.months_between > 0).then(months_after_last(terms))
    return last_withdrawals(followed.feeds.withdrawals, followed.feeds.openings, as_of).select(
        "employee_id", "last_withdrawal", months_over=far_enough
    )
