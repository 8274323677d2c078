"""The textbook formula: room if the person defers all that 402(g) allows. No plan cap, no 415 correction."""

from datetime import date

import polars as pl

from megaroth.limits import Limits
from megaroth.people import Moment
from megaroth.room import refunded_in_time, sum_of
from schemas import words


def with_room_if_maxed(persons: pl.DataFrame, dates: pl.DataFrame, limits: Limits, moment: Moment) -> pl.DataFrame:
    """Adds `room_if_deferrals_maxed`: the limit less everything to date, the employer's share and deferrals at most."""
    years = range(moment.year.start.year, moment.year.ends_in + 1)
    deferred = pl.sum_horizontal("deferred", *(f"received_{kind}_on_top" for kind in words.DEFERRALS))
    coming = (
        dates.lazy()
        .group_by("employee_id")
        .agg(deferred.filter(pl.col("calendar_year") == year).sum().alias(f"coming_{year}") for year in years)
        .collect()
    )
    names = [f"coming_{year}" for year in years]
    taken = pl.sum_horizontal(
        "employer_ytd",
        "after_tax_ytd",
        "after_tax_received",
        "related_employer_additions",
        pl.max_horizontal("reserved_employer", "employer_at_most"),
        *(deferrals_at_most(year, limits, moment) for year in years),
    )
    return (
        persons.join(coming, on="employee_id", how="left", validate="1:1")
        .with_columns(pl.col(names).fill_null(0))
        .with_columns(room_if_deferrals_maxed=(pl.col("limit_415c") - taken).clip(0))
    )


def deferrals_at_most(year: int, limits: Limits, moment: Moment) -> pl.Expr:
    """The larger of what counts already and what 402(g) leaves beside earlier employers.

    Where the limitation year crosses 1 January, of a calendar year that is over what counts; of one without a 402(g)
    figure, what is forecast.
    """
    counted = countable_in(year, moment)
    if moment.year.crosses_new_year and moment.as_of > date(year, 12, 31):
        return counted
    if not limits.covers(year):
        return pl.col(f"coming_{year}")
    prior = pl.col("prior_employer_deferrals").fill_null(0) if year == moment.at.year else pl.lit(0, dtype=pl.Int64)
    return pl.max_horizontal(counted, limits.cents("elective_deferral", year) - prior)


def countable_in(year: int, moment: Moment) -> pl.Expr:
    """Countable deferrals of the limitation year in one of its calendar years, so far."""
    if year > moment.at.year:
        return pl.lit(0, dtype=pl.Int64)
    first = sum_of(words.DEFERRALS, "december")
    deferrals = first if year == moment.year.start.year else pl.col("deferrals_ytd") - first
    adp = pl.col("adp") if year == moment.at.year else pl.lit(0, dtype=pl.Int64)
    return (deferrals - pl.col(f"used_in_year_{year}").clip(0) - adp - refunded_in_time(year)).clip(0)
