"""Opening balances: a person's limitation year up to a date, from before the plan's files begin.

An opening row stands for every pay date of the limitation year up to its as_of, kind by kind; the register and the
postings of those dates are checked against it, not added (docs/law.md, section 2).
"""

from datetime import date

import polars as pl

from megaroth.additions import total_or_null
from megaroth.years import LimitationYear
from schemas import words

REGISTER_AND_POSTED = [f"{kind}{side}" for kind in words.KINDS for side in ("", "_posted")]


def opening_in_force(opening: pl.LazyFrame, year: LimitationYear, as_of: date) -> pl.LazyFrame:
    """Each person's newest opening row inside the limitation year, not after the as-of date."""
    inside = pl.col("as_of").is_between(year.start, min(year.end, as_of))
    is_newest = pl.col("as_of") == pl.col("as_of").max().over("employee_id")
    return opening.filter(inside).filter(is_newest).rename({"as_of": "opening_date"})


def with_opening(lines: pl.LazyFrame, opening: pl.LazyFrame, year: LimitationYear) -> pl.LazyFrame:
    """Register lines beside postings, with opening rows in the place of what they stand for.

    `lines`: a row a person and date with pay, eligible and, for each kind, the register's amount and the `_posted` one.
    The opening's own row has `calendar_year_deferrals`, `opening_differs` and `undivided` (its deferrals may be of two
    calendar years), null on every other.
    """
    stated = opening.select(
        "employee_id", stated_through="opening_date", **{f"{kind}_stated": pl.col(kind) for kind in words.KINDS}
    )
    marked = lines.join(stated, on="employee_id", how="left", validate="m:1").with_columns(
        covered=pl.col("date").is_between(pl.lit(year.start), pl.col("stated_through")).fill_null(value=False)
    )
    kept = marked.with_columns(uncovered(name) for name in ("pay", "eligible", *REGISTER_AND_POSTED))
    columns = lines.collect_schema().names()
    return pl.concat([kept.select(columns), opening_rows(opening, marked.filter("covered"), year)], how="diagonal")


def uncovered(name: str) -> pl.Expr:
    """The line's amount, unless an opening row stands for it: pay always, a kind where its cell holds a number."""
    gives_way = pl.col("covered")
    if name in REGISTER_AND_POSTED:
        gives_way &= pl.col(f"{name.removesuffix('_posted')}_stated").is_not_null()
    return pl.when(~gives_way).then(name).alias(name)


def opening_rows(opening: pl.LazyFrame, covered: pl.LazyFrame, year: LimitationYear) -> pl.LazyFrame:
    """Each opening row as a register line of its date; postings of its range stand beside it where they are more."""
    sums = covered.group_by("employee_id").agg(
        *(pl.col(kind).sum().alias(f"{kind}_register") for kind in words.KINDS),
        *(
            total_or_null(name, pl.col(name).count(), pl.col(name).sum())
            for name in REGISTER_AND_POSTED
            if "_posted" in name
        ),
    )
    differs = pl.any_horizontal(
        (pl.col(f"{kind}_register") > pl.col(kind)).fill_null(value=False) for kind in words.KINDS
    )
    more = [
        pl.when(pl.col(f"{kind}_posted") > pl.col(kind)).then(f"{kind}_posted").alias(f"{kind}_posted")
        for kind in words.KINDS
    ]
    return opening.join(sums, on="employee_id", how="left", validate="1:1").select(
        "employee_id",
        *words.KINDS,
        "calendar_year_deferrals",
        *more,
        date="opening_date",
        pay="gross_compensation",
        eligible=pl.coalesce("eligible_compensation", "gross_compensation"),
        opening_differs=differs,
        undivided=pl.col("calendar_year_deferrals").is_null() & (pl.col("opening_date").dt.year() > year.start.year),
    )
