"""What of each past pay date's deferrals is catch-up, for a match that leaves catch-up out. docs/law.md, section 3."""

from datetime import date, timedelta

import polars as pl

from megaroth.answers import Answers
from megaroth.forecast.catch_up_of_date import with_catch_up
from megaroth.forecast.limits_so_far import figure_of
from megaroth.limits import Limits
from megaroth.people import Moment
from megaroth.plan import Plan

PERSON_DATE = ["employee_id", "date"]


def catch_up_taken(dates: pl.LazyFrame, answers: Answers, plan: Plan, limits: Limits) -> pl.LazyFrame:
    """Adds `catch_up` to rows of a person and `pay_date`: what the date adds to its calendar year's catch-up.

    The walk of the forecast on the ledger, from the day before its first calendar year. 0 where every match counts it.
    """
    if all(terms.match.catch_up_matched or not terms.match.tiers for _, terms in plan.changes()):
        return dates.with_columns(catch_up=pl.lit(0, dtype=pl.Int64))
    begins = date(answers.moment.year.start.year, 1, 1)
    before = Moment(answers.moment.year, begins - timedelta(days=1))
    walked = with_catch_up(years_to_date(answers, limits), plan, before)
    of_date = walked.lazy().select("employee_id", "catch_up", pay_date="date")
    return dates.join(of_date, on=["employee_id", "pay_date"], how="left", validate="m:1").with_columns(
        pl.col("catch_up").fill_null(0)
    )


def years_to_date(answers: Answers, limits: Limits) -> pl.DataFrame:
    """The ledger as dates that are all still to come: nothing deferred before, no pay beside theirs.

    An opening's deferrals that may be of the year before make no catch-up.
    """
    years = answers.moment.calendar_years
    unsure = (pl.col("calendar_pre_tax") + pl.col("calendar_roth")).filter("undivided").sum()
    deferred = pl.col("calendar_pre_tax").sum() + pl.col("calendar_roth").sum() - unsure
    facts = [
        answers.persons.lazy().select(
            "employee_id",
            calendar_year=pl.lit(year, dtype=pl.Int32),
            catch_up_limit=f"catch_up_limit_{year}",
            related_deferrals=f"related_deferrals_{year}",
        )
        for year in years
    ]
    nothing = ("allowed", "own", "received_so_far", "received_eligible", "received_pay", "pay")
    return (
        answers.ledger.lazy()
        .group_by(PERSON_DATE)
        .agg(pl.col("eligible").sum(), gross=pl.col("pay").sum(), deferred=deferred)
        .with_columns(calendar_year=pl.col("date").dt.year())
        .join(pl.concat(facts), on=["employee_id", "calendar_year"], how="inner", validate="m:1")
        .with_columns(
            *(pl.lit(0, dtype=pl.Int64).alias(name) for name in nothing),
            *(pl.col("related_deferrals").alias(name) for name in ("beyond", "beyond_at_turn", "total_at_turn")),
            figure=figure_of(pl.col("date"), pl.Series(years), limits),
        )
        .sort(PERSON_DATE)
        .collect()
    )
