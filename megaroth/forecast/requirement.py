"""After-tax contributions only once the deferral limit is reached: whether it is, and when it will be."""

import polars as pl

from megaroth.forecast.limits_so_far import deferral_limit
from megaroth.forecast.reference import PERSON_YEAR
from megaroth.people import Moment
from megaroth.plan import Plan


def with_requirement(
    persons: pl.DataFrame, years: pl.DataFrame, dates: pl.DataFrame, plan: Plan, moment: Moment
) -> pl.DataFrame:
    """Adds `deferral_limit_awaited`, and `deferral_limit_on`, the first later date on which the forecast reaches it."""
    if not plan.terms(moment.at).after_tax.requires_deferral_limit:
        return persons.with_columns(
            deferral_limit_awaited=pl.lit(value=False), deferral_limit_on=pl.lit(None, dtype=pl.Date)
        )
    total = pl.col("own") + pl.col("related_deferrals")
    limit = deferral_limit(pl.lit(moment.at), pl.col("figure"), pl.col("allowed"), plan)
    reached = years.filter(pl.col("calendar_year") == moment.at.year).select(
        "employee_id", reached=(total >= limit) & (total > 0)
    )
    deferred = pl.col("deferred").cum_sum().over(PERSON_YEAR, order_by="date")
    ahead = (
        dates.lazy()
        .filter((total + pl.col("known_so_far") + deferred >= pl.col("limit")).fill_null(value=False))
        .group_by("employee_id")
        .agg(deferral_limit_on=pl.col("date").min())
        .collect()
    )
    return (
        persons.join(reached, on="employee_id", how="left", validate="1:1")
        .join(ahead, on="employee_id", how="left", validate="1:1")
        .with_columns(deferral_limit_awaited=~pl.col("reached").fill_null(value=False))
    )
