"""Why somebody cannot contribute after tax now: each reason is `code: words`."""

from typing import Final

import polars as pl

WORDS: Final = {
    "not_in_census": "the census has no row for this employee_id",
    "birth_date_unknown": "the birth date is missing or a payroll system's default, so age and catch-up are unknown",
    "not_employed": "not employed on the as-of date",
    "history_missing": "a pay date of the limitation year has neither payroll nor opening balance",
    "after_tax_not_allowed": "the plan does not allow after-tax contributions",
    "no_room": "annual additions have reached the limit",
}


def reasons(persons: pl.LazyFrame, *, after_tax_allowed: bool) -> pl.LazyFrame:
    """Adds `reasons` (a list, in the order of WORDS) and `can_contribute`: nothing stands against it."""
    known = pl.col("in_census")
    stands_against = {
        "not_in_census": ~known,
        "birth_date_unknown": known & pl.col("birth_date").is_null(),
        "not_employed": known & ~pl.col("employed"),
        "history_missing": known & (pl.col("missing_dates") > 0),
        "after_tax_not_allowed": pl.lit(not after_tax_allowed),
        "no_room": pl.col("room_today") == 0,
    }
    said = [pl.when(holds).then(pl.lit(f"{code}: {WORDS[code]}")) for code, holds in stands_against.items()]
    return persons.with_columns(reasons=pl.concat_list(said).list.drop_nulls()).with_columns(
        can_contribute=pl.col("reasons").list.len() == 0
    )
