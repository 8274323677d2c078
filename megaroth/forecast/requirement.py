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

    `deferral_limit_on` is the first later date on which the forecast reaches the limit, `deferral_limit_awaited`
    whether the plan asks for that first.
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
    deferred = pl.col("deferred").cum_sum().over(PERSON_YEAR, order_by="date")
    ahead = (
        dates.lazy()
        .filter((total + pl.col("known_so_far") + deferred >= pl.col("limit")).fill_null(value=False))
        .group_by("employee_id")
        .agg(deferral_limit_on=pl.col("date").min())
        .collect()
    )
    required = plan.terms(moment.at).after_tax.requires_deferral_limit
    return (
        persons.join(of_year, on="employee_id", how="left", validate="1:1")
        .join(ahead, on="employee_id", how="left", validate="1:1")
        .with_columns(pl.col("deferral_limit_reached").fill_null(value=False))
        .with_columns(deferral_limit_awaited=~pl.col("deferral_limit_reached") & required)
    )
