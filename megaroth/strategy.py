"""Where each person stands in the strategy, the next step, and what else there is where the plan shuts the way.

docs/law.md, section 7. Nothing of the law is computed here: the amounts are those of room, conversions and withdrawals.
"""

from datetime import date
from typing import Final

import polars as pl

from megaroth import availability, reasons
from megaroth.answers import Answers
from megaroth.availability import LEAVES_A_ROUTE
from megaroth.people import Moment, employed_on
from megaroth.plan import Plan
from megaroth.room import refunded_in_time
from schemas import words
from schemas.columns import columns
from schemas.reports import Strategy

NEXT_STEPS: Final = {
    "not_in_census": "the census has no row for this employee_id; the sponsor finds out who it is",
    "over_limit": "more was added than 415(c) allows; contribute nothing more, the plan corrects it",
    "over_402g": "more was deferred than 402(g) and catch-up allow: the excess is to be refunded by April 15 of the "
    "year after, and nothing more deferred in its year",
    "convert": "after-tax money waits; ask for its withdrawal or conversion now",
    "wait": "after-tax money waits; it can be converted ",
    "defer": "deferrals as elected do not reach their limit this year; raise them first",
    "another_door": "look at the alternatives; the way from after-tax money to Roth is shut",
    "contribute_later": "the plan takes after-tax money only once the deferral limit is reached; ",
    "contribute": "contribute after tax, as far as room goes",
    "done": "nothing can be done now",
}
"""In this order: the first that fits. `wait` goes on with the day or the reason, `contribute_later` with the day,
`another_door` with what shuts the way."""

ALTERNATIVES: Final = {
    "after_leaving": "the after-tax money can be converted after leaving the job: no in-service rule applies then",
    "roth_401k": "Roth deferrals in this plan, as long as the deferral limit is not reached",
    "backdoor": "a nondeductible contribution to a traditional IRA, then its conversion: taxed in proportion beside "
    "other traditional, SEP or SIMPLE IRA money (401(k) and 403(b) money does not count)",
    "front_door": "a direct contribution to a Roth IRA, if income is within the range for it",
}
"""Each with the condition it has. A list is joined by `; `, so no words of it have one."""
END_IN_A_CONVERSION: Final = ("after_leaving", "backdoor")

HELD: Final = "a hold stands: "
ASSUMED_AHEAD: Final = ". To be converted before {end} (assumed in plan.toml, not law)"
LISTED_AS: Final = ". Listed because {law}"
ASSUMED_LAW: Final = ("roth_routes_shut", "roth_routes_will_be_shut")
"""The reasons of conversions that rest on an assumption of plan.toml: no other is of use while one of them stands."""

ASIDE_FROM_THE_WAIT: Final = (*reasons.REMARKS, "no_room", "deferral_limit_not_reached")
"""Reasons of room that stand while the plan waits for the deferral limit, or against nothing."""

OF_ROOM: Final = (
    *("deferral_limit_reached", "deferrals_left", "deferral_limit_on", "after_tax_ytd", "room", "excess"),
    *("can_contribute", "pay_dates_left", "deferral_limit_awaited", "found"),
)
OF_ACCOUNT: Final = ("after_tax_value", "in_transit", "can_convert", "next_date", "reasons")


def strategy(
    answers: Answers, accounts: pl.LazyFrame, withdrawals: pl.LazyFrame, persons: pl.LazyFrame, plan: Plan
) -> pl.DataFrame:
    """The strategy report.

    `accounts` is the conversions report, `withdrawals` the feed's rows, `persons` everybody in the census: employee_id,
    name, hold, in_census and the days of `people.DAYS_EMPLOYED`.
    """
    as_of = answers.moment.as_of
    in_room = answers.persons.lazy().select(
        "employee_id", *OF_ROOM, excess_deferrals=excess_deferrals(answers.moment), against=pl.col("reasons")
    )
    in_accounts = accounts.select("employee_id", *OF_ACCOUNT)
    return (
        in_room.join(in_accounts, on="employee_id", how="full", coalesce=True, validate="1:1")
        .join(
            persons.select("employee_id", "name", "in_census", employed=employed_on(as_of), hold=of_hold()),
            on="employee_id",
            how="left",
            validate="1:1",
        )
        .join(taken(withdrawals, as_of), on="employee_id", how="left", validate="1:1")
        .pipe(filled, as_of)
        .with_columns(why_shut=why_shut(plan, as_of))
        .with_columns(next_step=next_step(plan, as_of), alternatives=alternatives(plan, as_of))
        .select(column.name for column in columns(Strategy))
        .sort("employee_id")
        .collect()
    )


def excess_deferrals(moment: Moment) -> pl.Expr:
    """Deferrals beyond 402(g) and catch-up that were not refunded in time, in any calendar year told of. R11."""
    return pl.sum_horizontal(
        (pl.col(f"excess_deferrals_{year}") - refunded_in_time(year)).clip(0) for year in moment.calendar_years
    )


def of_hold() -> pl.Expr:
    """What the census says blocks withdrawals; null where nothing does."""
    return pl.when(pl.col("hold") != "").then("hold")


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
        pl.col("after_tax_ytd", "room", "found", "excess", "excess_deferrals", "pay_dates_left").fill_null(0),
        pl.col("converted", "withdrawn", "in_transit").fill_null(0),
        pl.col("employed", "in_census", "can_contribute", "can_convert").fill_null(value=False),
        deferrals_maxed=pl.col("deferral_limit_reached").fill_null(value=False),
        deferrals_reached_on=pl.when(this_year & ~pl.col("deferral_limit_reached")).then("deferral_limit_on"),
        rolled_to=pl.col("rolled_to").fill_null(pl.lit([], dtype=pl.List(pl.String))),
        waiting=pl.col("after_tax_value").fill_null(0).clip(0),
    )


def why_shut(plan: Plan, as_of: date) -> pl.Expr:
    """What shuts the way from after-tax money to Roth, in words: a law assumed, the plan, a hold; null where open."""
    terms = plan.terms(as_of)
    return pl.coalesce(
        pl.when(plan.roth_routes_shut(as_of)).then(pl.lit(plan.roth_routes_shut_words())),
        pl.when(none_in_service(plan, as_of)).then(pl.lit(availability.WORDS["in_service_not_allowed"])),
        pl.when(not terms.after_tax.allowed).then(pl.lit(reasons.WORDS["after_tax_not_allowed"])),
        pl.when("employed").then(pl.lit(HELD) + pl.col("hold")),
    )


def none_in_service(plan: Plan, as_of: date) -> pl.Expr:
    """Whether somebody is employed in a plan that lets nothing out to the employed."""
    return pl.col("employed") & (not plan.terms(as_of).withdrawals.in_service)


def next_step(plan: Plan, as_of: date) -> pl.Expr:
    """The code and words of the first step that fits. Money that waits earns what will be taxed: it comes first.

    Where a law assumed in plan.toml shuts the way, waiting brings it nothing: another door takes the place of the wait.
    """
    lawful = not plan.roth_routes_shut(as_of)
    paid_again = pl.col("employed") & (pl.col("pay_dates_left") > 0)
    falls_short = ~pl.col("deferrals_maxed") & pl.col("deferrals_reached_on").is_null()
    fits = {
        "not_in_census": ~pl.col("in_census"),
        "over_limit": pl.col("excess") > 0,
        "over_402g": pl.col("excess_deferrals") > 0,
        "convert": (pl.col("waiting") > 0) & pl.col("can_convert"),
        "wait": pl.col("waiting") > 0 if lawful else pl.lit(value=False),
        "defer": paid_again & falls_short & (lawful | (pl.col("waiting") == 0)),
        "another_door": pl.col("why_shut").is_not_null(),
        "contribute_later": paid_again & awaits_the_deferral_limit(),
        "contribute": paid_again & (pl.col("room") > 0) & pl.col("can_contribute"),
        "done": pl.lit(value=True),
    }
    goes_on = {
        "wait": pl.coalesce(
            on_day("from {} on", "next_date"), pl.format("once this no longer holds: {}", what_shuts())
        ),
        "another_door": pl.lit(": ") + pl.col("why_shut"),
        "contribute_later": on_day("after tax from {} on", "deferral_limit_on") + pl.lit(ahead(plan, as_of)),
        "contribute": pl.lit(ahead(plan, as_of)),
    }
    said = [
        pl.when(holds).then(pl.concat_str(pl.lit(f"{code}: {NEXT_STEPS[code]}"), goes_on.get(code, pl.lit(""))))
        for code, holds in fits.items()
    ]
    return pl.coalesce(said)


def awaits_the_deferral_limit() -> pl.Expr:
    """Whether the plan takes after-tax money only later, on a day that is known, and nothing else stands against it."""
    other = pl.element().filter(~code_of(pl.element()).is_in(ASIDE_FROM_THE_WAIT))
    nothing_else = pl.col("against").list.eval(other).list.len() == 0
    awaited = pl.col("deferral_limit_awaited") & pl.col("deferral_limit_on").is_not_null()
    return (awaited & nothing_else & (pl.col("found") > 0)).fill_null(value=False)


def on_day(words: str, day: str) -> pl.Expr:
    """The words with a column's day in them; null where it is not known."""
    return pl.format(words, pl.col(day).dt.to_string("%Y-%m-%d"))


def ahead(plan: Plan, as_of: date) -> str:
    """That plan.toml assumes an end of conversions after the as-of date; nothing where it does not."""
    end = plan.after_tax_conversions_end
    return ASSUMED_AHEAD.format(end=end) if end and end > as_of else ""


def what_shuts() -> pl.Expr:
    """The reason of a conversions row that shuts every route, an assumed law before all others; null if none does."""
    code = code_of(pl.element())
    found = [
        pl.col("reasons").list.eval(pl.element().filter(chosen)).list.first()
        for chosen in (code.is_in(ASSUMED_LAW), ~code.is_in(LEAVES_A_ROUTE))
    ]
    return pl.coalesce(found)


def code_of(reason: pl.Expr) -> pl.Expr:
    """What comes before the colon of `code: words`."""
    return reason.str.extract("^([^:]*)")


def in_words(reason: pl.Expr) -> pl.Expr:
    """What comes after it; of a hold, whose words are the census's own, that it is one."""
    return reason.str.replace("^hold: ", f"hold: {HELD}").str.replace("^[^:]*: ", "")


def alternatives(plan: Plan, as_of: date) -> pl.Expr:
    """What else there is for whom the plan, a hold, or a law assumed in plan.toml shuts the way to Roth."""
    terms = plan.terms(as_of)
    no_longer, not_in_service = plan.roth_routes_shut(as_of), none_in_service(plan, as_of)
    shut = pl.col("why_shut").is_not_null()
    has_or_can = (pl.col("waiting") > 0) | pl.lit(terms.after_tax.allowed)
    open_to = {
        "after_leaving": not_in_service & has_or_can & (not no_longer),
        "roth_401k": shut & pl.col("employed") & terms.deferrals.roth,
        "backdoor": shut & (not no_longer),
        "front_door": shut,
    }
    assumed = {code: ahead(plan, as_of) for code in END_IN_A_CONVERSION}
    if no_longer:
        assumed = dict.fromkeys(ALTERNATIVES, LISTED_AS.format(law=plan.roth_routes_shut_words()))
    said = [
        pl.when(open_to[code]).then(pl.lit(f"{code}: {say}{assumed.get(code, '')}"))
        for code, say in ALTERNATIVES.items()
    ]
    return pl.concat_list(said).list.drop_nulls()
