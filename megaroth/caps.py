"""The most that payroll may take after tax on each person's next pay date. docs/reports.md, payroll_caps.

Room is for all the year that is left; this is what of it fits into one pay date.
"""

import polars as pl

from megaroth.answers import Answers
from megaroth.forecast.bisect import largest
from megaroth.forecast.outlook import with_later, year_end
from megaroth.forecast.scenario import Scenario, money_to_date
from megaroth.limits import Limits
from megaroth.plan import Plan
from schemas import words
from schemas.columns import columns
from schemas.reports import PayrollCaps

OF_ROOM = ("room", "side", "binding", "limit_basis", "name", "can_contribute", "reasons")
WITH_NOTHING_TRIED = ("tried", "earned", "match_ceiling", "match", "nonelective")
"""Columns of the forecast that rest on after-tax money tried: `Scenario` makes them anew."""


def payroll_caps(answers: Answers, plan: Plan, limits: Limits) -> pl.DataFrame:
    """The payroll_caps report, sorted by employee_id."""
    next_dates = answers.forecast.filter(is_next()).select(
        "employee_id",
        pay_date="date",
        elected_after_tax="after_tax",
        takes_after_tax="takes_after_tax",
        available=(pl.col("pay_left") - pl.col("posted_after_tax_left")).clip(0),
    )
    of_date = next_dates.join(
        answers.persons.select("employee_id", *OF_ROOM), on="employee_id", how="inner", validate="1:1"
    ).with_columns(may=pl.col("can_contribute") & pl.col("takes_after_tax"))
    fitting = of_date.join(fits_at_once(of_date, answers, plan, limits), on="employee_id", how="left", validate="1:1")
    return (
        fitting.with_columns(
            after_tax_cap=pl.when("may").then(pl.min_horizontal("at_once", "available")).otherwise(0), binding=binding()
        )
        .select(column.name for column in columns(PayrollCaps))
        .sort("employee_id")
    )


def is_next() -> pl.Expr:
    """Whether a row is the person's first expected date."""
    first = pl.col("date").filter("expected").min().over("employee_id")
    return pl.col("expected") & (pl.col("date") == first)


def fits_at_once(of_date: pl.DataFrame, answers: Answers, plan: Plan, limits: Limits) -> pl.DataFrame:
    """employee_id and `at_once`: what of room fits on the next date alone.

    Room takes matched after-tax money as spread evenly; all on one date it may earn more match.
    """
    if not earns_match(plan):
        return of_date.select("employee_id", at_once="room")
    return most_at_once(of_date, scenario_of(answers, plan, limits))


def earns_match(plan: Plan) -> bool:
    """Whether any after-tax money is matched."""
    return any(terms.match.tiers and words.AFTER_TAX in terms.match.sources for _, terms in plan.changes())


def most_at_once(of_date: pl.DataFrame, ahead: Scenario) -> pl.DataFrame:
    """The largest amount on the next date that 415(c) lets in with the match it earns; at most room."""
    side = of_date.select("employee_id", "side")

    def fits(tried: pl.DataFrame) -> pl.DataFrame:
        dates = ahead.with_after_tax(tried, pl.when(is_next()).then("tried").otherwise(0))
        return (
            ahead.employer(dates)
            .join(tried, on="employee_id", how="inner", validate="1:1")
            .join(side, on="employee_id", how="inner", validate="1:1")
            .select("employee_id", fits=pl.col("tried") + pl.col("employer_reserved") <= pl.col("side"))
        )

    upper = of_date.select("employee_id", upper=pl.when("may").then("room").otherwise(0))
    return largest(upper, fits).rename({"found": "at_once"})


def binding() -> pl.Expr:
    """What sets the cap: the plan's terms of the date, its pay, a match earned at once, else what sets room."""
    return (
        pl.when(pl.col("can_contribute") & ~pl.col("takes_after_tax"))
        .then(pl.lit("plan_cap"))
        .when(pl.col("may") & (pl.col("available") < pl.col("at_once")))
        .then(pl.lit("available_pay"))
        .when(pl.col("may") & (pl.col("at_once") < pl.col("room")))
        .then(pl.concat_str(pl.lit("415c_"), "limit_basis"))
        .otherwise("binding")
    )


def scenario_of(answers: Answers, plan: Plan, limits: Limits) -> Scenario:
    """The rest of the year as the answers have it, to try other after-tax money on."""
    moment = answers.moment
    dates = answers.forecast.drop(WITH_NOTHING_TRIED, strict=False)
    whole_year = with_later(answers.ledger.lazy(), dates)
    ended = year_end(whole_year, answers.persons.lazy(), plan, limits, moment).collect()
    facts = money_to_date(answers.persons, answers.postings.lazy(), moment)
    return Scenario(
        dates=dates,
        facts=facts.join(ended, on="employee_id", how="left", validate="1:1"),
        plan=plan,
        moment=moment,
        pay_cap=moment.year.prorate_months(limits.cents("compensation", moment.year.start.year)),
    )
