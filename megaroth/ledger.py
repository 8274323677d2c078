"""The ledger: what counts, a row for each person and date, for the limitation year and for its calendar years.

Columns, in whole cents: pay, eligible, each kind as counted, `calendar_pre_tax` and `calendar_roth` (deferrals as the
calendar year sees them, 402(g)), `posted_more` (what postings have beyond the register), and `unreconciled`. Of a kind
of which the postings name several sources also `of_SOURCE`, what of it counts as posted.
"""

from collections.abc import Iterable, Mapping
from datetime import date

import polars as pl

from megaroth.additions import added, compared, of_source, sources_beside
from megaroth.opening import with_opening
from megaroth.years import LimitationYear
from schemas import words

Openings = Mapping[LimitationYear, pl.LazyFrame]


def ledger(payroll: pl.LazyFrame, postings: pl.LazyFrame, openings: Openings, year: LimitationYear) -> pl.LazyFrame:
    """Rows from 1 January of the year in which the limitation year begins through its end.

    `payroll` holds the lines up to the as-of date, `postings` those of `additions.dated`, `openings` those in force in
    this limitation year and in the earlier ones that reach into the same calendar year.
    """
    several = sources_beside(postings)
    sources = [source for named in several.values() for source in named]
    counted = register_beside_postings(payroll, postings, openings, sources).select(
        "employee_id",
        "date",
        pl.col("pay", "eligible").fill_null(0),
        *(pl.coalesce(kind, f"{kind}_posted", 0).alias(kind) for kind in words.KINDS),
        *(counted_as_posted(kind, source) for kind, named in several.items() for source in named),
        pl.col("calendar_year_deferrals"),
        posted_more=pl.sum_horizontal((posted - kept).clip(0).fill_null(0) for kept, posted in both_sides()),
        unreconciled=pl.any_horizontal((posted != kept).fill_null(value=False) for kept, posted in both_sides())
        | pl.col("opening_differs").fill_null(value=False),
        opening_differs=pl.col("opening_differs").fill_null(value=False),
        undivided=pl.col("undivided"),
    )
    window = pl.col("date").is_between(date(year.start.year, 1, 1), year.end)
    zeros = pl.col("pay", "eligible", "posted_more", *words.KINDS, *map(of_source, sources)).fill_null(0)
    beside = pl.col("unreconciled", "opening_differs", "undivided").fill_null(value=False)
    rows = pl.concat([counted, added(postings, sources)], how="diagonal").filter(window).with_columns(zeros, beside)
    return for_calendar_years(rows, openings).with_columns(in_year=pl.col("date") >= year.start)


def counted_as_posted(kind: str, source: str) -> pl.Expr:
    """What of a source counts on a date: what was posted, where register and opening say nothing of the kind."""
    posted_counts = pl.col(kind).is_null() & pl.col(f"{kind}_posted").is_not_null()
    return pl.when(posted_counts).then(of_source(source)).otherwise(0).alias(of_source(source))


def register_beside_postings(
    payroll: pl.LazyFrame, postings: pl.LazyFrame, openings: Openings, sources: Iterable[str] = ()
) -> pl.LazyFrame:
    """A row a person and date with each kind's register and `_posted` amount; openings in place of what they cover.

    Beside them what was posted of the named sources.
    """
    of_opening = {"calendar_year_deferrals": pl.Int64, "opening_differs": pl.Boolean, "undivided": pl.Boolean}
    lines = compared(payroll, postings, sources).with_columns(
        pl.lit(None, kind).alias(name) for name, kind in of_opening.items()
    )
    for covered, opening in openings.items():
        lines = with_opening(lines, opening, covered)
    return lines


def both_sides() -> list[tuple[pl.Expr, pl.Expr]]:
    """Register and posted amount of each kind."""
    return [(pl.col(kind), pl.col(f"{kind}_posted")) for kind in words.KINDS]


def for_calendar_years(rows: pl.LazyFrame, openings: Openings) -> pl.LazyFrame:
    """Deferrals as their calendar year counts them: a given `calendar_year_deferrals` stands for all up to its date.

    It says nothing of Roth or not, and stands with the pre-tax ones. `given_through` is its date, on every row of the
    person and calendar year.
    """
    person_year = ["employee_id", "calendar_year"]
    dated = rows.with_columns(calendar_year=pl.col("date").dt.year())
    given = (
        pl.concat(openings.values())
        .filter(pl.col("calendar_year_deferrals").is_not_null())
        .group_by("employee_id", calendar_year=pl.col("opening_date").dt.year())
        .agg(given_through=pl.col("opening_date").max())
    )
    stands = pl.col("calendar_year_deferrals").is_not_null() & (pl.col("date") == pl.col("given_through"))
    replaced = ((pl.col("date") <= pl.col("given_through")) & ~stands).fill_null(value=False)
    pre_tax, roth = pl.col(words.PRE_TAX), pl.col(words.ROTH)
    return dated.join(given, on=person_year, how="left", validate="m:1").with_columns(
        calendar_pre_tax=pl.when(replaced).then(0).when(stands).then("calendar_year_deferrals").otherwise(pre_tax),
        calendar_roth=pl.when(replaced | stands).then(0).otherwise(roth),
    )
