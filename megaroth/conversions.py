"""What each person could convert from after-tax to Roth on a day, and what each route would tax. docs/law.md, 7.

Of the plan's terms only whether it allows a withdrawal or an in-plan conversion at all; how often, how much at least
and from which day on is not looked at. One row a person; amounts are whole cents.
"""

import polars as pl

from megaroth.accounts import AccountFeeds, account_feeds, accounts, newest
from megaroth.availability import with_reasons, withdrawals_in_year
from megaroth.book import Book
from megaroth.limits import Limits
from megaroth.limits.statute import Statute
from megaroth.people import Moment, account_holders
from megaroth.plan import Plan
from megaroth.plan_terms import Withdrawals
from megaroth.withdrawals import basis_out
from schemas.columns import columns
from schemas.reports import Conversions


def conversions_of(book: Book, plan: Plan, limits: Limits, moment: Moment) -> pl.DataFrame:
    """The conversions report from the book."""
    persons = account_holders(book.census.lazy(), moment.as_of)
    return conversions(account_feeds(book), persons, plan, limits.statute, moment).collect()


def conversions(
    feeds: AccountFeeds, persons: pl.LazyFrame, plan: Plan, statute: Statute, moment: Moment
) -> pl.LazyFrame:
    """The conversions report: a row for everybody of whom a statement is dated on or before the as-of date.

    `persons` has a row a person: employee_id, name, employed, hold and in_census.
    """
    as_of = moment.as_of
    terms = plan.terms(as_of).withdrawals
    return (
        accounts(newest(feeds.balances, as_of), feeds.postings, feeds.withdrawals, as_of)
        .join(
            persons.select("employee_id", "name", "employed", "hold", "in_census"),
            on="employee_id",
            how="left",
            validate="1:1",
        )
        .join(
            withdrawals_in_year(feeds.withdrawals, feeds.openings, as_of), on="employee_id", how="left", validate="1:1"
        )
        .with_columns(pl.col("withdrawals_this_year").fill_null(0), next_date=pl.lit(None, pl.Date))
        .pipe(with_ratio, terms)
        .pipe(with_reasons, terms)
        .pipe(with_parts, terms)
        .pipe(with_taxes, terms)
        .select(column.name for column in columns(Conversions))
        .sort("employee_id")
    )


def with_ratio(people: pl.LazyFrame, terms: Withdrawals) -> pl.LazyFrame:
    """`whole`, what the basis is a part of: the source itself, 72(d)(2), or all vested money where that is known."""
    if terms.separate_contract:
        return people.with_columns(whole="after_tax_value")
    return people.with_columns(
        whole=pl.when(pl.col("vested_balance") >= pl.col("after_tax_value")).then("vested_balance")
    )


def with_parts(people: pl.LazyFrame, terms: Withdrawals) -> pl.LazyFrame:
    """What can be withdrawn, and its basis and earnings; not known where the whole is not. 72(e)(8)."""
    pre_1987 = pl.min_horizontal("pre_1987_left", "after_tax_basis") if terms.pre_1987_first else pl.lit(0, pl.Int64)
    return (
        people.with_columns(withdrawable=pl.when("shut").then(0).otherwise("after_tax_value"))
        .with_columns(
            basis_to_roth=pl.when("shut")
            .then(0)
            .otherwise(basis_out(pl.col("withdrawable"), pl.col("after_tax_basis"), pl.col("whole"), pre_1987))
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
