"""The rest of the year under one assumption about deferrals, and the employer money it brings."""

from dataclasses import dataclass

import polars as pl

from megaroth.forecast.catch_up_of_date import catch_up_is_matched, with_catch_up
from megaroth.forecast.deferrals import with_deferrals
from megaroth.forecast.employer import employer_reserved, with_employer
from megaroth.forecast.outlook import with_later, year_end
from megaroth.limits import Limits
from megaroth.people import Moment, employed_on
from megaroth.plan import Plan
from schemas import words


@dataclass(frozen=True)
class Scenario:
    """`dates`: a row a person and later date with its deferrals. `facts`: a row a person, the money to date."""

    dates: pl.DataFrame
    facts: pl.DataFrame
    plan: Plan
    moment: Moment
    pay_cap: int

    def with_after_tax(self, tried: pl.DataFrame, on_date: pl.Expr) -> pl.DataFrame:
        """Dates of the people in `tried` with their column of that name, and `tried_on_date`, as given by it."""
        return self.dates.join(tried, on="employee_id", how="inner", validate="m:1").with_columns(tried=on_date)

    def with_nothing(self) -> pl.DataFrame:
        """Dates with nothing contributed after tax."""
        return self.dates.with_columns(tried=pl.lit(0, dtype=pl.Int64))

    def employer(self, dates: pl.DataFrame, at_end: pl.DataFrame | None = None) -> pl.DataFrame:
        """employee_id and `employer_reserved`, with after-tax money `tried` on each date, and by person at the end."""
        if at_end is None:
            facts = self.facts.with_columns(tried_at_end=pl.lit(0, dtype=pl.Int64))
        else:
            facts = self.facts.join(at_end, on="employee_id", how="inner", validate="1:1")
        paid = with_employer(dates, self.plan)
        return employer_reserved(paid, facts, self.plan, self.moment, self.pay_cap).collect()

    def with_employer(self) -> pl.DataFrame:
        """Dates with their match and nonelective, nothing contributed after tax."""
        return with_employer(self.with_nothing(), self.plan)


def with_paid(persons: pl.LazyFrame, postings: pl.LazyFrame, moment: Moment) -> pl.LazyFrame:
    """Adds `match_paid` and `nonelective_paid`: a forfeiture that was allocated pays nothing of what is owed."""
    forfeited = (
        postings.filter(
            pl.col("activity") == "forfeiture", pl.col("date").is_between(moment.year.start, moment.year.end)
        )
        .group_by("employee_id")
        .agg(
            pl.col("addition").filter(pl.col("kind") == kind).sum().alias(f"{kind}_forfeited")
            for kind in words.EMPLOYER
        )
    )
    paid = {
        f"{kind}_paid": (pl.col(f"{kind}_ytd") - pl.col(f"{kind}_forfeited").fill_null(0)).clip(0)
        for kind in words.EMPLOYER
    }
    return persons.join(forfeited, on="employee_id", how="left", validate="1:1").with_columns(**paid)


def money_to_date(persons: pl.DataFrame, postings: pl.LazyFrame, moment: Moment) -> pl.DataFrame:
    """A row a person: the year's kinds so far, what of match and nonelective was paid or is late, and the last day.

    Who is not in the census may be employed on the last day.
    """
    return (
        with_paid(persons.lazy(), postings, moment)
        .select(
            "employee_id",
            "eligible_ytd",
            *(f"{kind}_ytd" for kind in words.KINDS),
            "perhaps_hce",
            *(f"{kind}_paid" for kind in words.EMPLOYER),
            *(f"late_{kind}" for kind in words.EMPLOYER),
            on_last_day=employed_on(moment.year.end).fill_null(value=True) | ~pl.col("in_census"),
        )
        .collect()
    )


def scenario(
    dates: pl.DataFrame,
    facts: pl.DataFrame,
    rows: pl.LazyFrame,
    persons: pl.DataFrame,
    plan: Plan,
    limits: Limits,
    moment: Moment,
    pay_cap: int,
    assume: str | None = None,
) -> Scenario:
    """Deferrals of each date as elected or assumed, and what they are at the year's end.

    Of an assumption the year's end is asked only where a match leaves catch-up out.
    """
    deferred = with_catch_up(with_deferrals(dates, plan, assume), plan, moment)
    if assume and catch_up_is_matched(plan):
        ended = facts.select("employee_id", catch_up_at_end=pl.lit(0, dtype=pl.Int64))
    else:
        ended = year_end(with_later(rows, deferred), persons.lazy(), plan, limits, moment).collect()
    return Scenario(
        dates=deferred,
        facts=facts.join(ended, on="employee_id", how="left", validate="1:1"),
        plan=plan,
        moment=moment,
        pay_cap=pay_cap,
    )
