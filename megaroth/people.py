"""Who somebody is in the eyes of the law: age, employment, highly compensated or not, last year's wages.

A row a person, from the census. No money of the plan here.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Self

import polars as pl

from megaroth.limits import Limits
from megaroth.plan import Plan
from megaroth.years import LimitationYear

OF_A_YEAR = (
    "hce",
    "prior_year_compensation",
    "prior_year_fica_wages",
    "prior_employer_deferrals",
    "related_employer_additions",
    "related_employer_deferrals",
)
"""Census columns that speak of a year: the year of the file, not of the night."""

DAYS_EMPLOYED = ("hire_date", "termination_date", "rehire_date")
"""What `employed_on` asks of a row."""

WAGES_OVER, WAGES_UNDER, WAGES_EXEMPT, WAGES_UNKNOWN = "over", "under", "exempt", "unknown"


@dataclass(frozen=True)
class Moment:
    """What is asked: a limitation year, seen from a date; `whole` where rows of the rest of the year are forecast."""

    year: LimitationYear
    as_of: date
    whole: bool = False

    @property
    def at(self) -> date:
        """The as-of date, or the end of the limitation year where that is earlier."""
        return min(self.as_of, self.year.end)

    @property
    def first_day(self) -> date:
        """From here on rows can matter: 1 January of the calendar year in which the limitation year begins."""
        return date(self.year.start.year, 1, 1)

    @property
    def through(self) -> date:
        """The last day that rows speak of: now, or the end of the year where it is forecast."""
        return self.year.end if self.whole else self.at

    @property
    def calendar_years(self) -> range:
        """The calendar years the limitation year touches, up to the last day that rows speak of."""
        return range(self.year.start.year, self.through.year + 1)

    def with_forecast(self) -> Self:
        """The same, with the rest of the year forecast."""
        return replace(self, whole=True)


def newest(census: pl.LazyFrame) -> pl.LazyFrame:
    """Each person's row in the newest census file: by the date in its name, undated ones first, then by name."""
    return census.group_by("employee_id").agg(pl.all().sort_by("file_date", "file", nulls_last=False).last())


def as_of_year(census: pl.LazyFrame, last: date) -> pl.LazyFrame:
    """Each person's newest row; what speaks of a year, from the newest file dated in it or before, if there is one."""
    of_year = newest(census.filter((pl.col("file_date") <= last).fill_null(value=True))).select(
        "employee_id", *OF_A_YEAR
    )
    found = of_year.with_columns(said=pl.lit(value=True))
    said = [pl.when("said").then(f"{name}_of_year").otherwise(name).alias(name) for name in OF_A_YEAR]
    return (
        newest(census)
        .join(found, on="employee_id", how="left", suffix="_of_year", validate="1:1")
        .with_columns(said)
        .drop("said", *(f"{name}_of_year" for name in OF_A_YEAR))
    )


def people(census: pl.LazyFrame, plan: Plan, limits: Limits, moment: Moment) -> pl.LazyFrame:
    """Everybody in the census, with what the rules ask of a person."""
    rows = as_of_year(census, moment.year.end).join(
        most_owned(census, plan, moment), on="employee_id", how="left", validate="1:1"
    )
    defaults = list(limits.statute.default_birth_dates)
    return rows.with_columns(
        name=full_name(),
        birth_date=pl.when(~pl.col("birth_date").is_in(defaults)).then("birth_date"),
        calendar=calendar_of(rows, plan),
    ).with_columns(
        hce=highly_compensated(plan, limits, moment),
        employed=employed_on(moment.at),
        active=employed_between(moment.year.start, moment.year.end),
    )


def account_holders(census: pl.LazyFrame) -> pl.LazyFrame:
    """Everybody in the census, as what asks about accounts needs them; the birth date as fed, defaults included."""
    return newest(census).select(
        "employee_id", "hold", "birth_date", *DAYS_EMPLOYED, name=full_name(), in_census=pl.lit(value=True)
    )


def full_name() -> pl.Expr:
    """First and last name; null where the census has neither."""
    return pl.concat_str("first_name", "last_name", separator=" ", ignore_nulls=True).replace("", None)


def calendar_of(rows: pl.LazyFrame, plan: Plan) -> pl.Expr:
    """The name of each person's pay calendar, from the pay group."""
    groups = rows.select(pl.col("pay_group").unique()).collect()["pay_group"].to_list()
    return pl.col("pay_group").replace_strict(
        {group: plan.calendar_name(group) for group in groups}, return_dtype=pl.String
    )


def employed_on(day: date | pl.Expr) -> pl.Expr:
    """Hired by then and not terminated before; a rehire after the termination undoes it."""
    rehired = (pl.col("rehire_date") > pl.col("termination_date")) & (pl.col("rehire_date") <= day)
    left = (pl.col("termination_date") < day) & ~rehired.fill_null(value=False)
    return (pl.col("hire_date") <= day) & ~left.fill_null(value=False)


def employed_between(first: date, last: date) -> pl.Expr:
    """Employed on any day from first through last."""
    returned = (pl.col("rehire_date") > pl.col("termination_date")) & (pl.col("rehire_date") <= last)
    gone = (pl.col("termination_date") < first) & ~returned.fill_null(value=False)
    return (pl.col("hire_date") <= last) & ~gone.fill_null(value=False)


def most_owned(census: pl.LazyFrame, plan: Plan, moment: Moment) -> pl.LazyFrame:
    """The largest share a person owned by any census of this plan year or the one before. 26 USC 414(q)(1)(A)."""
    since = plan.years.before(moment.year).start
    lately = pl.col("file_date").is_between(since, moment.year.end).fill_null(value=True)
    return census.filter(lately).group_by("employee_id").agg(most_owned=pl.col("ownership_percent").max())


def highly_compensated(plan: Plan, limits: Limits, moment: Moment) -> pl.Expr:
    """true, false or unknown, as text. 26 USC 414(q)(1); docs/law.md, section 5."""
    pay_year = plan.years.before(moment.year).start.year
    threshold = limits.find("highly_compensated", pay_year) if limits.covers(pay_year) else None
    owner = pl.max_horizontal("ownership_percent", "most_owned") > limits.statute.owner_percent
    paid_more = pl.col("prior_year_compensation") > pl.lit(threshold, dtype=pl.Int64)
    return (
        pl.when(pl.col("hce").is_not_null())
        .then(pl.when("hce").then(pl.lit("true")).otherwise(pl.lit("false")))
        .when(owner.fill_null(value=False))
        .then(pl.lit("true"))
        .when(pl.col("hire_date") >= moment.year.start)
        .then(pl.lit("false"))
        .when(paid_more)
        .then(pl.lit("true"))
        .when(~paid_more)
        .then(pl.lit("false"))
        .otherwise(pl.lit("unknown"))
    )


def roth_wages(calendar_year: int, limits: Limits, moment: Moment) -> pl.Expr:
    """Whether last year's Box 3 wages make catch-up Roth: over, under, exempt or unknown; null where no rule yet.

    26 USC 414(v)(7). The census speaks of the year before the as-of date's; nobody employed then has no such wages.
    """
    threshold = limits.find("roth_catch_up_wages", calendar_year)
    if threshold is None:
        return pl.lit(None, dtype=pl.String)
    said = pl.col("prior_year_fica_wages") if calendar_year == moment.at.year else pl.lit(None, dtype=pl.Int64)
    here_before = employed_between(date(calendar_year - 1, 1, 1), date(calendar_year, 1, 1) - timedelta(days=1))
    return (
        pl.when(said > threshold)
        .then(pl.lit(WAGES_OVER))
        .when(said.is_not_null())
        .then(pl.lit(WAGES_UNDER))
        .when(~here_before)
        .then(pl.lit(WAGES_EXEMPT))
        .otherwise(pl.lit(WAGES_UNKNOWN))
    )
