"""When the deferral limit is reached; the plan may take after-tax contributions only then."""

import polars as pl

from megaroth.forecast.limits_so_far import deferral_limit
from megaroth.forecast.reference import PERSON_YEAR
from megaroth.people import Moment
from megaroth.plan import Plan


def with_requirement(
    persons: pl.DataFrame, years: pl.DataFrame, dates: pl.DataFrame, plan: Plan, moment: Moment
) -> pl.DataFrame:
    """Adds `deferral_limit_reached` (this calendar year) and `deferrals_left`, what the person may still defer in it.

    `deferral_limit_awaited`: the plan asks for the limit, and it is not reached in the calendar year of the next
    expected date, of the moment where none is left. `deferral_limit_on`: the first later date on which the forecast
    reaches the limit, while it is awaited in no earlier calendar year than that.
    """
    total = pl.col("own") + pl.col("related_deferrals")
    limit = deferral_limit(pl.lit(moment.at), pl.col("figure"), pl.col("allowed"), plan)
    elsewhere = pl.col("prior_employer_deferrals").fill_null(0)
    own_limit = pl.min_horizontal(pl.col("figure") - elsewhere, plan.terms(moment.at).deferrals.max_dollars or None)
    of_year = (
        years.filter(pl.col("calendar_year") == moment.at.year)
        .join(persons.select("employee_id", "prior_employer_deferrals"), on="employee_id", how="left", validate="1:1")
        .select(
            "employee_id",
            deferral_limit_reached=(total >= limit) & (total > 0),
            deferrals_left=(own_limit + pl.col("catch_up_limit") - total).clip(0),
        )
    )
    next_year = dates.filter("expected").group_by("employee_id").agg(next_year=pl.col("date").min().dt.year())
    ahead = (
        limit_reached_on(dates)
        .join(next_year, on="employee_id", how="left", validate="m:1")
        .group_by("employee_id")
        .agg(
            reached_on=pl.col("reached_on").min(),
            reached_then=pl.col("reached_on").filter(pl.col("calendar_year") >= pl.col("next_year")).min(),
        )
    )
    asks = plan.terms(moment.at).after_tax.requires_deferral_limit
    this_year = (pl.col("next_year") == moment.at.year).fill_null(value=True)
    return (
        persons.join(of_year, on="employee_id", how="left", validate="1:1")
        .join(next_year, on="employee_id", how="left", validate="1:1")
        .join(ahead, on="employee_id", how="left", validate="1:1")
        .with_columns(pl.col("deferral_limit_reached").fill_null(value=False))
        .with_columns(deferral_limit_awaited=pl.lit(asks) & ~(pl.col("deferral_limit_reached") & this_year))
        .with_columns(
            deferral_limit_on=pl.when("deferral_limit_awaited", ~this_year).then("reached_then").otherwise("reached_on")
        )
        .drop("next_year", "reached_on", "reached_then")
    )


def limit_reached_on(dates: pl.DataFrame) -> pl.DataFrame:
    """`reached_on`, a row a person and calendar year: the first later date with which its limit is reached."""
    deferred = pl.col("deferred").cum_sum().over(PERSON_YEAR, order_by="date")
    total = pl.col("own") + pl.col("related_deferrals") + pl.col("known_so_far") + deferred
    reached = (total >= pl.col("limit")).fill_null(value=False)
    return dates.lazy().filter(reached).group_by(PERSON_YEAR).agg(reached_on=pl.col("date").min()).collect()
