"""What happens if the person changes nothing: after-tax money as elected, the match it earns, what becomes catch-up.

Room and what is reserved look at other questions; this is the path to the limit of `explain` and `room --plan`.
docs/law.md, section 8.
"""

import polars as pl

from megaroth.forecast.after_tax import is_matched
from megaroth.forecast.catch_up_of_date import catch_up_is_matched, of_dates
from megaroth.forecast.employer import with_employer
from megaroth.forecast.reference import PERSON_YEAR
from megaroth.forecast.scenario import Scenario

PERSON_DATE = ["employee_id", "date"]


def with_unchanged(dates: pl.DataFrame, ahead: Scenario) -> pl.DataFrame:
    """Adds `becomes_catch_up`, `match_unchanged` and `nonelective_unchanged` of each date, after-tax as elected.

    `dates` are those of the scenario with their employer money, nothing contributed after tax.
    """
    told = dates.with_columns(match_unchanged="match", nonelective_unchanged="nonelective")
    if is_matched(ahead):
        earned = with_employer(as_elected(ahead), ahead.plan).select(
            *PERSON_DATE, match_unchanged="match", nonelective_unchanged="nonelective"
        )
        told = dates.join(earned, on=PERSON_DATE, how="left", validate="1:1", maintain_order="left")
    return told.join(
        becomes_catch_up(ahead), on=PERSON_DATE, how="left", validate="1:1", maintain_order="left"
    ).with_columns(pl.col("becomes_catch_up").fill_null(0))


def employer_unchanged(ahead: Scenario) -> pl.DataFrame:
    """employee_id and `employer_unchanged`: all employer money still to come in the year, late and owed included."""
    return ahead.employer(as_elected(ahead)).rename({"employer_reserved": "employer_unchanged"})


def as_elected(ahead: Scenario) -> pl.DataFrame:
    """The dates with the after-tax money elected now contributed."""
    return ahead.dates.with_columns(tried="after_tax")


def becomes_catch_up(ahead: Scenario) -> pl.DataFrame:
    """What each date adds to the year's catch-up, whether or not a match asks for it; of those who pass a limit."""
    if not catch_up_is_matched(ahead.plan):
        return ahead.dates.select(*PERSON_DATE, becomes_catch_up="catch_up_change")
    total = pl.col("own") + pl.col("related_deferrals") + pl.col("known_so_far")
    so_far = total + pl.col("deferred").cum_sum().over(PERSON_YEAR, order_by="date")
    passes = ((so_far > pl.col("limit")) | (pl.col("beyond") > 0)).any().over("employee_id").fill_null(value=False)
    passing = ahead.dates.filter(passes)
    return of_dates(passing, ahead.plan, ahead.moment).select(*PERSON_DATE, becomes_catch_up="catch_up_change")
