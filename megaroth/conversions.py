"""What each person could convert from after-tax to Roth on a day, and what each route would tax. docs/law.md, 7.

Of the plan's terms only whether it allows a withdrawal or an in-plan conversion at all; how often, how much at least
and from which day on is not looked at. One row a person; amounts are whole cents.
"""

from datetime import date
from typing import Final

import polars as pl

from megaroth import reasons
from megaroth.book import Book
from megaroth.people import account_holders
from megaroth.plan import Plan
from megaroth.plan_terms import Withdrawals
from megaroth.withdrawals import basis_out
from schemas import words
from schemas.columns import columns
from schemas.reports import Conversions

WORDS: Final = {
    "not_in_census": reasons.WORDS["not_in_census"],
    "hold": "{}",  # what the census says there
    "in_service_not_allowed": "the plan allows no withdrawal to somebody still employed",
    "balance_overdrawn": "more was taken out since the recordkeeper's statement than it had, in value or in basis",
    "nothing_to_convert": "nothing is left in the after-tax account",
    "vested_balance_unknown": "the plan keeps no separate contract, and the statement's vested balance is missing or "
    "below the after-tax value",
    "in_plan_roth_not_allowed": "the plan allows no conversion inside it",
}
"""Why somebody cannot convert now. The last one only shuts one of the routes."""

SHUTS_ONE_ROUTE: Final = ("in_plan_roth_not_allowed",)
"""The reasons that leave the other routes open."""

OF_ROW: Final = ("employee_id", "file", "line")

SHUTS: Final = (
    "not_in_census",
    "hold",
    "in_service_not_allowed",
    "balance_overdrawn",
    "nothing_to_convert",
)
"""The reasons for which nothing can be withdrawn."""


def conversions_of(book: Book, plan: Plan, as_of: date) -> pl.DataFrame:
    """The conversions report from the book."""
    return conversions(
        book.balances.lazy(),
        book.contributions.lazy(),
        book.withdrawals.lazy(),
        book.opening.lazy(),
        account_holders(book.census.lazy(), as_of),
        plan,
        as_of,
    ).collect()


def conversions(
    balances: pl.LazyFrame,
    postings: pl.LazyFrame,
    withdrawals: pl.LazyFrame,
    openings: pl.LazyFrame,
    persons: pl.LazyFrame,
    plan: Plan,
    as_of: date,
) -> pl.LazyFrame:
    """The conversions report: a row for everybody of whom a statement is dated on or before the as-of date.

    `persons` has a row a person: employee_id, name, employed, hold and in_census. The others are rows of their feeds,
    of any date.
    """
    terms = plan.terms(as_of).withdrawals
    return (
        accounts(newest(balances, as_of), postings, withdrawals, as_of)
        .join(
            persons.select("employee_id", "name", "employed", "hold", "in_census"),
            on="employee_id",
            how="left",
            validate="1:1",
        )
        .join(withdrawals_in_year(withdrawals, openings, as_of), on="employee_id", how="left", validate="1:1")
        .with_columns(pl.col("withdrawals_this_year").fill_null(0), next_date=pl.lit(None, pl.Date))
        .pipe(with_ratio, terms)
        .pipe(with_reasons, terms)
        .pipe(with_parts, terms)
        .pipe(with_taxes, terms)
        .select(column.name for column in columns(Conversions))
        .sort("employee_id")
    )


def newest(balances: pl.LazyFrame, as_of: date) -> pl.LazyFrame:
    """Each person's newest statement; it is of the end of its day."""
    return (
        balances.filter(pl.col("as_of") <= as_of)
        .group_by("employee_id")
        .agg(pl.all().sort_by("as_of").last())
        .select(
            *OF_ROW,
            "vested_balance",
            balance_date="as_of",
            stated_value="after_tax_value",
            stated_basis="after_tax_basis",
            stated_pre_1987=pl.col("pre_1987_basis").fill_null(0),
        )
    )


def accounts(statements: pl.LazyFrame, postings: pl.LazyFrame, withdrawals: pl.LazyFrame, as_of: date) -> pl.LazyFrame:
    """Each statement carried on to the as-of date by what was posted and withdrawn after its day.

    Each withdrawal takes pre-1987 basis first, 72(e)(8)(D). Vested money moves by the after-tax source's own movements
    [our reading].
    """
    later = movements(statements, postings, withdrawals, as_of)
    sums = later.group_by("employee_id").agg(pl.col("value", "basis", "withdrawn").sum())
    return (
        statements.join(sums, on="employee_id", how="left", validate="1:1")
        .with_columns(pl.col("value", "basis", "withdrawn").fill_null(0))
        .with_columns(
            after_tax_value=pl.col("stated_value") + pl.col("value"),
            after_tax_basis=pl.col("stated_basis") + pl.col("basis"),
            pre_1987_left=(pl.col("stated_pre_1987") - pl.col("withdrawn")).clip(0),
            vested_balance=pl.col("vested_balance") + pl.col("value"),
        )
        .with_columns(after_tax_earnings=pl.col("after_tax_value") - pl.col("after_tax_basis"))
    )


def movements(statements: pl.LazyFrame, postings: pl.LazyFrame, withdrawals: pl.LazyFrame, as_of: date) -> pl.LazyFrame:
    """A row for each posting and withdrawal dated after its person's statement: what it does to value and basis."""
    return (
        pl.concat([posted(postings), withdrawn(withdrawals)], how="diagonal_relaxed")
        .join(statements.select("employee_id", "balance_date"), on="employee_id", validate="m:1")
        .filter((pl.col("date") > pl.col("balance_date")) & (pl.col("date") <= as_of))
    )


def posted(postings: pl.LazyFrame) -> pl.LazyFrame:
    """What each posting to the after-tax source does to its value and to its basis. 26 USC 72(c)(1), (f)."""
    effect = pl.col("activity").replace_strict(words.ACCOUNT_EFFECTS, return_dtype=pl.String)
    principal = pl.col("amount") - pl.col("earnings").fill_null(0)
    return postings.filter(pl.col("source") == words.AFTER_TAX, effect != words.NO_EFFECT).select(
        *OF_ROW,
        date="posted_date",
        value="amount",
        basis=pl.when(effect == words.VALUE_AND_BASIS).then(principal).otherwise(0),
    )


def withdrawn(withdrawals: pl.LazyFrame) -> pl.LazyFrame:
    """What each withdrawal takes from value and basis."""
    return withdrawals.select(
        *OF_ROW, "date", value=-pl.col("amount"), basis=-pl.col("basis"), withdrawn=pl.col("amount")
    )


def withdrawals_in_year(withdrawals: pl.LazyFrame, openings: pl.LazyFrame, as_of: date) -> pl.LazyFrame:
    """How many withdrawals there were in the as-of date's calendar year; an opening stands for those up to its day."""
    start = date(as_of.year, 1, 1)
    given = (
        openings.filter(pl.col("as_of").is_between(start, as_of), pl.col("withdrawals_this_year").is_not_null())
        .group_by("employee_id")
        .agg(pl.col("withdrawals_this_year", "as_of").sort_by("as_of").last())
        .select("employee_id", given="withdrawals_this_year", given_through="as_of")
    )
    counted = (
        withdrawals.filter(pl.col("date").is_between(start, as_of))
        .join(given, on="employee_id", how="left", validate="m:1")
        .filter((pl.col("date") > pl.col("given_through")).fill_null(value=True))
        .group_by("employee_id")
        .agg(counted=pl.len().cast(pl.Int64))
    )
    return counted.join(given, on="employee_id", how="full", coalesce=True, validate="1:1").select(
        "employee_id", withdrawals_this_year=pl.sum_horizontal("counted", "given")
    )


def with_ratio(people: pl.LazyFrame, terms: Withdrawals) -> pl.LazyFrame:
    """`whole`, what the basis is a part of: the source itself, 72(d)(2), or all vested money where that is known."""
    if terms.separate_contract:
        return people.with_columns(whole="after_tax_value")
    return people.with_columns(
        whole=pl.when(pl.col("vested_balance") >= pl.col("after_tax_value")).then("vested_balance")
    )


def with_reasons(people: pl.LazyFrame, terms: Withdrawals) -> pl.LazyFrame:
    """Adds `reasons` (a list, in the order of WORDS), `shut` (nothing can be withdrawn) and `can_convert`.

    After leaving, no rule on withdrawals in service stands in the way.
    """
    value, basis = pl.col("after_tax_value"), pl.col("after_tax_basis")
    stands_against = {
        "not_in_census": ~pl.col("in_census").fill_null(value=False),
        "hold": pl.col("hold").fill_null("") != "",
        "in_service_not_allowed": pl.col("employed").fill_null(value=False) & (not terms.in_service),
        "balance_overdrawn": (value < 0) | (basis < 0),
        "nothing_to_convert": value == 0,
        "vested_balance_unknown": pl.col("whole").is_null() & (value > 0),
        "in_plan_roth_not_allowed": pl.lit(not terms.in_plan_roth),
    }
    said = [
        pl.when(stands_against[code]).then(pl.format(f"{code}: {say}", *([code] if "{}" in say else [])))
        for code, say in WORDS.items()
    ]
    return people.with_columns(
        reasons=pl.concat_list(said).list.drop_nulls(),
        shut=pl.any_horizontal(stands_against[code] for code in SHUTS),
    ).with_columns(can_convert=~pl.col("shut") & pl.col("whole").is_not_null())


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
