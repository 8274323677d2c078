"""What each person could convert from after-tax to Roth on a day, and what each route would tax. docs/law.md, 7.

One row a person; amounts are whole cents.
"""

from datetime import date

import polars as pl

from megaroth.account_basis import additions, waiting
from megaroth.accounts import account_feeds, accounts, newest
from megaroth.availability import (
    first_out,
    known_whole,
    last_withdrawals,
    with_next_date,
    with_reasons,
    withdrawals_in_year,
)
from megaroth.book import Book
from megaroth.followed import FollowedAccounts, followed_accounts
from megaroth.limits import Limits
from megaroth.limits.statute import Statute
from megaroth.people import DAYS_EMPLOYED, Moment, account_holders
from megaroth.plan import Plan
from megaroth.plan_terms import Withdrawals
from megaroth.transit import in_transit
from megaroth.withdrawals import basis_out
from schemas.columns import columns
from schemas.reports import Conversions


def conversions_of(book: Book, plan: Plan, limits: Limits, moment: Moment) -> pl.DataFrame:
    """The conversions report from the book."""
    followed = followed_accounts(account_feeds(book), plan, moment)
    return conversions(followed, account_holders(book.census.lazy()), plan, limits.statute, moment).collect()


def conversions(
    followed: FollowedAccounts, persons: pl.LazyFrame, plan: Plan, statute: Statute, moment: Moment
) -> pl.LazyFrame:
    """The conversions report: a row for everybody with an after-tax account on the as-of date.

    `persons` has a row a person: employee_id, name, hold, in_census, and the days of `people.DAYS_EMPLOYED`.
    """
    as_of, feeds = moment.as_of, followed.feeds
    terms = plan.terms(as_of).withdrawals
    return (
        with_waiting(followed, moment)
        .join(
            persons.select("employee_id", "name", "hold", "in_census", *DAYS_EMPLOYED),
            on="employee_id",
            how="left",
            validate="1:1",
        )
        .join(
            withdrawals_in_year(feeds.withdrawals, feeds.openings, as_of), on="employee_id", how="left", validate="1:1"
        )
        .join(last_withdrawals(feeds.withdrawals, feeds.openings, as_of), on="employee_id", how="left", validate="1:1")
        .with_columns(pl.col("withdrawals_this_year").fill_null(0), whole=known_whole(terms))
        .pipe(with_reasons, plan, as_of)
        .pipe(with_next_date, plan, as_of)
        .pipe(with_parts, terms)
        .pipe(with_taxes, terms)
        .pipe(with_five_years, statute, as_of)
        .with_columns(balance_date=pl.when("stated").then("balance_date"))
        .select(column.name for column in columns(Conversions))
        .sort("employee_id")
    )


def with_waiting(followed: FollowedAccounts, moment: Moment) -> pl.LazyFrame:
    """Each account carried on to the as-of date, what is on its way to it, and how long its basis has been waiting."""
    as_of, base = moment.as_of, followed.base
    carried = accounts(newest(followed.feeds.balances, as_of), followed.movements)
    paid_in = additions(followed.movements, base)
    return (
        carried.join(in_transit(followed.feeds, moment), on="employee_id", how="left", validate="1:1")
        .join(waiting(carried, paid_in, base, as_of), on="employee_id", how="left", validate="1:1")
        .with_columns(pl.col("in_transit").fill_null(0))
    )


def with_parts(people: pl.LazyFrame, terms: Withdrawals) -> pl.LazyFrame:
    """What can be withdrawn, and its basis and earnings. 72(e)(8).

    The parts are not known where the whole is not, and nobody's question once nothing can become Roth.
    """
    return (
        people.with_columns(withdrawable=pl.when("shut").then(0).otherwise("after_tax_value"))
        .with_columns(
            basis_to_roth=pl.when("roth_shut")
            .then(None)
            .when("shut")
            .then(0)
            .otherwise(basis_out(pl.col("withdrawable"), pl.col("after_tax_basis"), pl.col("whole"), first_out(terms)))
        )
        .with_columns(earnings=pl.col("withdrawable") - pl.col("basis_to_roth"))
    )


def with_taxes(people: pl.LazyFrame, terms: Withdrawals) -> pl.LazyFrame:
    """What each route taxes: nothing, or earnings that become Roth. Notice 2014-54; 408A(d)(3), 402A(c)(4)."""
    taxed = pl.when("can_convert").then("earnings")
    return people.with_columns(
        taxable_split=pl.when("can_convert").then(pl.lit(0, pl.Int64)),
        taxable_all_roth_ira=taxed,
        taxable_in_plan_roth=taxed if terms.in_plan_roth else pl.lit(None, pl.Int64),
    )


def with_five_years(people: pl.LazyFrame, statute: Statute, as_of: date) -> pl.LazyFrame:
    """The last day of the five years of an in-plan conversion made today, where it is open. 26 USC 402A(c)(4)(D).

    They begin on 1 January of the year of the conversion, 408A(d)(3)(F).
    """
    last = date(as_of.year + statute.roth_conversion_years - 1, 12, 31)
    return people.with_columns(
        five_years_end=pl.when(pl.col("taxable_in_plan_roth").is_not_null()).then(pl.lit(last, pl.Date))
    )
