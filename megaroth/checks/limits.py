"""Checks of a person's year against the law: R11, R12 (catch-up kept for ADP), R13, R14."""

from collections.abc import Iterator

import polars as pl

from megaroth.answers import Answers
from megaroth.checks import catalogue as checks
from megaroth.limits import Limits
from megaroth.people import WAGES_OVER, WAGES_UNKNOWN, Moment


def limit_checks(answers: Answers, limits: Limits) -> Iterator[pl.LazyFrame]:
    """Findings from the night's answers, a row a person."""
    persons, moment = answers.persons.lazy(), answers.moment
    for year in moment.calendar_years:
        yield excess_deferrals(persons, year)
        yield from roth_catch_up(persons, year, moment, limits)
    yield catch_up_kept_by_age(persons, moment)
    yield from additions_over(persons, moment)


def excess_deferrals(persons: pl.LazyFrame, year: int) -> pl.LazyFrame:
    """R11: deferrals of a calendar year beyond 402(g) and catch-up, less what was refunded in time. 402(g)(1), (2)."""
    refunded = pl.min_horizontal(f"excess_deferrals_{year}", f"refund_402g_{year}")
    left = pl.col(f"excess_deferrals_{year}") - refunded
    total = (
        pl.col(f"deferrals_{year}") + pl.col(f"related_deferrals_{year}") + pl.col(f"prior_employer_{year}") - refunded
    )
    return checks.OVER_402G.of(
        persons.filter(left > 0),
        employee_id="employee_id",
        source=pl.lit(f"deferrals {year}"),
        expected=total - left,
        actual=total,
    )


def roth_catch_up(persons: pl.LazyFrame, year: int, moment: Moment, limits: Limits) -> Iterator[pl.LazyFrame]:
    """R13: catch-up of the year less its Roth deferrals, where wages require Roth or are unknown. 414(v)(7)."""
    catch_up = pl.col(f"used_{year}") + (pl.col("adp") if year == moment.at.year else 0)
    wrong = catch_up - pl.col(f"roth_{year}") > limits.statute.roth_catch_up_de_minimis
    for check, wages in ((checks.ROTH_CATCH_UP, WAGES_OVER), (checks.ROTH_WAGES_UNKNOWN, WAGES_UNKNOWN)):
        yield check.of(
            persons.filter(wrong, pl.col(f"roth_wages_{year}") == wages),
            employee_id="employee_id",
            source=pl.lit(f"catch-up {year}"),
            expected=catch_up,
            actual=pl.col(f"roth_{year}"),
        )


def catch_up_kept_by_age(persons: pl.LazyFrame, moment: Moment) -> pl.LazyFrame:
    """R12: the recordkeeper keeps an ADP excess as catch-up of somebody too young, or of unknown age. 414(v)(5)."""
    too_young = persons.filter("in_census", pl.col("catch_up_adp") > 0, ~pl.col(f"old_enough_{moment.at.year}"))
    return checks.CATCH_UP_BY_AGE.of(
        too_young,
        employee_id="employee_id",
        source=pl.lit("catch_up_adp"),
        expected=pl.lit(0),
        actual="catch_up_adp",
    )


def additions_over(persons: pl.LazyFrame, moment: Moment) -> Iterator[pl.LazyFrame]:
    """R14: an excess under 415(c), the pay of every date still expected counted.

    While more may be paid than is expected, being over the year's pay alone is a warning. Over pay to date is no
    finding where expected pay covers it: the limit is of the whole year. 415(c)(1)(B).
    """
    year_is_over = pl.lit(moment.as_of >= moment.year.end)
    gone = pl.col("in_census") & ~pl.col("employed")
    by_pay_alone = (pl.col("limit_basis") == "compensation") & ~pl.col("over_dollars") & ~year_is_over & ~gone
    for check, chosen in ((checks.OVER_415, ~by_pay_alone), (checks.OVER_YEARS_PAY, by_pay_alone)):
        yield check.of(
            persons.filter(pl.col("excess") > 0, chosen),
            employee_id="employee_id",
            expected=pl.col("annual_additions_ytd") - pl.col("excess"),
            actual="annual_additions_ytd",
        )
