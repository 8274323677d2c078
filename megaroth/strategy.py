"""Where each person stands in the strategy, the next step, and what else there is where the plan shuts the way.

docs/law.md, section 7. Nothing of the law is computed here: the amounts are those of room, conversions and withdrawals.
"""

from datetime import date
from typing import Final

import polars as pl

from megaroth.answers import Answers
from megaroth.availability import SHUTS_ONE_ROUTE
from megaroth.people import employed_on
from megaroth.plan import Plan
from schemas import words
from schemas.columns import columns
from schemas.reports import Strategy

NEXT_STEPS: Final = {
    "not_in_census": "the census has no row for this employee_id; the sponsor finds out who it is",
    "over_limit": "more was added than the law allows; contribute nothing more, the plan corrects it",
    "convert": "after-tax money waits; ask for its withdrawal or conversion now",
    "wait": "after-tax money waits; it can be converted ",
    "defer": "deferrals as elected do not reach their limit this year; raise them first",
    "contribute": "contribute after tax, as far as room goes",
    "done": "nothing can be done now",
}
"""In this order: the first that fits. `wait` goes on with the day or the reason."""

ALTERNATIVES: Final = {
    "after_leaving": "the after-tax money can be converted after leaving the job: no in-service rule applies then",
    "roth_401k": "Roth deferrals in this plan, as long as the deferral limit is not reached",
    "backdoor": "a nondeductible contribution to a traditional IRA, then its conversion: taxed in proportion beside "
    "other traditional, SEP or SIMPLE IRA money (401(k) and 403(b) money does not count)",
    "front_door": "a direct contribution to a Roth IRA, if income is within the range for it",
}
"""Each with the condition it has."""

OF_ROOM: Final = (
    *("deferral_limit_reached", "deferrals_left", "deferral_limit_on", "after_tax_ytd", "room", "excess"),
    *("can_contribute", "pay_dates_left"),
)
OF_ACCOUNT: Final = ("after_tax_value", "in_transit", "can_convert", "next_date", "reasons")


def strategy(
    answers: Answers, accounts: pl.LazyFrame, withdrawals: pl.LazyFrame, persons: pl.LazyFrame, plan: Plan
) -> pl.DataFrame:
    """The strategy report.

    `accounts` is the conversions report, `withdrawals` the feed's rows, `persons` everybody in the census: employee_id,
    name, in_census and the days of `people.DAYS_EMPLOYED`.
    """
    as_of = answers.moment.as_of
    in_room = answers.persons.lazy().select("employee_id", *OF_ROOM)
    in_accounts = accounts.select("employee_id", *OF_ACCOUNT)
    return (
        in_room.join(in_accounts, on="employee_id", how="full", coalesce=True, validate="1:1")
        .join(
            persons.select("employee_id", "name", "in_census", employed=employed_on(as_of)),
            on="employee_id",
            how="left",
            validate="1:1",
        )
        .join(taken(withdrawals, as_of), on="employee_id", how="left", validate="1:1")
        .pipe(filled, as_of)
        .with_columns(next_step=next_step(), alternatives=alternatives(plan, as_of))
        .select(column.name for column in columns(Strategy))
        .sort("employee_id")
        .collect()
    )


def taken(withdrawals: pl.LazyFrame, as_of: date) -> pl.LazyFrame:
    """A row a person: what this calendar year's withdrawals came to, Roth and not, and their routes."""
    roth = pl.col("route").is_in(words.ROTH_ROUTES)
    return (
        withdrawals.filter(pl.col("date").is_between(date(as_of.year, 1, 1), as_of))
        .group_by("employee_id")
        .agg(
            converted=pl.col("amount").filter(roth).sum(),
            withdrawn=pl.col("amount").filter(~roth).sum(),
            rolled_to=pl.col("route").cast(pl.String).unique().sort(),
        )
    )


def filled(people: pl.LazyFrame, as_of: date) -> pl.LazyFrame:
    """The report's own names; nothing where there is no room, account or withdrawal."""
    this_year = pl.col("deferral_limit_on").dt.year() == as_of.year
    return people.with_columns(
        pl.col("after_tax_ytd", "room", "excess", "pay_dates_left", "converted", "withdrawn", "in_transit").fill_null(
            0
        ),
        pl.col("employed", "in_census", "can_contribute", "can_convert").fill_null(value=False),
        deferrals_maxed=pl.col("deferral_limit_reached").fill_null(value=False),
        deferrals_reached_on=pl.when(this_year & ~pl.col("deferral_limit_reached")).then("deferral_limit_on"),
        rolled_to=pl.col("rolled_to").fill_null(pl.lit([], dtype=pl.List(pl.String))),
        waiting=pl.col("after_tax_value").fill_null(0),
    )


def next_step() -> pl.Expr:
    """The code and words of the first step that fits. Money that waits earns what will be taxed: it comes first."""
    paid_again = pl.col("employed") & (pl.col("pay_dates_left") > 0)
    falls_short = ~pl.col("deferrals_maxed") & pl.col("deferrals_reached_on").is_null()
    fits = {
        "not_in_census": ~pl.col("in_census"),
        "over_limit": pl.col("excess") > 0,
        "convert": (pl.col("waiting") > 0) & pl.col("can_convert"),
        "wait": pl.col("waiting") > 0,
        "defer": paid_again & falls_short,
        "contribute": paid_again & (pl.col("room") > 0) & pl.col("can_contribute"),
        "done": pl.lit(value=True),
    }
    from_when = pl.format("from {} on", pl.col("next_date").dt.to_string("%Y-%m-%d"))
    one_route = pl.element().str.split(":").list.first().is_in(SHUTS_ONE_ROUTE)
    shuts_all = pl.col("reasons").list.eval(pl.element().filter(~one_route)).list.first()
    until = pl.coalesce(from_when, pl.format("once this no longer holds: {}", shuts_all))
    said = [
        pl.when(holds).then(
            pl.concat_str(pl.lit(f"{code}: {NEXT_STEPS[code]}"), until if code == "wait" else pl.lit(""))
        )
        for code, holds in fits.items()
    ]
    return pl.coalesce(said)


def alternatives(plan: Plan, as_of: date) -> pl.Expr:
    """What else there is for whom the plan, or a law assumed in it, shuts the way from after-tax money to Roth."""
    terms = plan.terms(as_of)
    no_longer = plan.roth_routes_shut(as_of)
    not_in_service = pl.col("employed") & (not terms.withdrawals.in_service)
    shut = not_in_service | pl.lit(no_longer or not terms.after_tax.allowed)
    has_or_can = (pl.col("waiting") > 0) | pl.lit(terms.after_tax.allowed)
    open_to = {
        "after_leaving": not_in_service & has_or_can & (not no_longer),
        "roth_401k": shut & pl.col("employed") & terms.deferrals.roth,
        "backdoor": shut & (not no_longer),
        "front_door": shut,
    }
    said = [pl.when(open_to[code]).then(pl.lit(f"{code}: {say}")) for code, say in ALTERNATIVES.items()]
    return pl.concat_list(said).list.drop_nulls()
