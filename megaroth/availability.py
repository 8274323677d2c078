"""Whether after-tax money may leave now: the plan's terms, what stands against it in words, and from when on it may.

docs/law.md, section 7. No amount is divided here.
"""

from datetime import date
from typing import Final

import polars as pl

from megaroth import reasons
from megaroth.plan_terms import Withdrawals

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

SHUTS: Final = (
    "not_in_census",
    "hold",
    "in_service_not_allowed",
    "balance_overdrawn",
    "nothing_to_convert",
)
"""The reasons for which nothing can be withdrawn."""


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
