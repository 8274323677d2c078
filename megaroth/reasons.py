"""Why somebody cannot contribute after tax now, and what the forecast could not know: each is `code: words`."""

from typing import Final

import polars as pl

WORDS: Final = {
    "not_in_census": "the census has no row for this employee_id",
    "birth_date_unknown": "the birth date is missing or a payroll system's default, so age and catch-up are unknown",
    "not_employed": "not employed on the as-of date",
    "history_missing": "a pay date of the limitation year has neither payroll nor opening balance",
    "after_tax_not_allowed": "the plan does not allow after-tax contributions",
    "no_room": "nothing is left under the limits once the rest of the year is set aside",
    "deferral_limit_not_reached": "the plan takes after-tax contributions only once the deferral limit is reached",
}
REMARKS: Final = {
    "pay_unknown": "no pay is forecast: there is neither a regular pay nor an election with pay_per_date",
    "deferral_limit_unknown": "no 402(g) figure for a calendar year to come: what is elected is reserved uncapped",
}


def reasons(persons: pl.LazyFrame, *, after_tax_allowed: bool) -> pl.LazyFrame:
    """Adds `reasons` (a list, in the order given here) and `can_contribute`: nothing stands against it.

    Where the plan waits for the deferral limit room is 0 also if the limits leave something: `found`.
    """
    known = pl.col("in_census")
    stands_against = {
        "not_in_census": ~known,
        "birth_date_unknown": known & pl.col("birth_date").is_null(),
        "not_employed": known & ~pl.col("employed"),
        "history_missing": known & (pl.col("missing_dates") > 0),
        "after_tax_not_allowed": pl.lit(not after_tax_allowed),
        "no_room": (pl.col("room") == 0) & ~(pl.col("deferral_limit_awaited") & (pl.col("found") > 0)),
        "deferral_limit_not_reached": pl.col("deferral_limit_awaited"),
    }
    more = {"deferral_limit_not_reached": when_reached()}
    said = [
        pl.when(holds).then(pl.concat_str(pl.lit(f"{code}: {WORDS[code]}"), more.get(code, pl.lit(""))))
        for code, holds in stands_against.items()
    ]
    remarks = [pl.when(code).then(pl.lit(f"{code}: {words}")) for code, words in REMARKS.items()]
    return (
        persons.with_columns(reasons=pl.concat_list(said).list.drop_nulls())
        .with_columns(can_contribute=pl.col("reasons").list.len() == 0)
        .with_columns(reasons=pl.concat_list("reasons", pl.concat_list(remarks).list.drop_nulls()))
    )


def when_reached() -> pl.Expr:
    """The date on which the forecast reaches the deferral limit."""
    day = pl.col("deferral_limit_on").dt.to_string("%Y-%m-%d")
    return pl.coalesce(pl.format(", the forecast reaches it on {}", day), pl.lit(", the forecast does not reach it"))
