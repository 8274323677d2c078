"""Whether after-tax money may leave on a day: the plan's terms, what stands against it, and from when on it may.

docs/law.md, section 7. No amount is divided here.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

import polars as pl

from megaroth import reasons
from megaroth.money import grouped
from megaroth.people import employed_on
from megaroth.plan import ROTH_ROUTES_SHUT, Plan
from megaroth.plan_terms import Withdrawals
from megaroth.withdrawals import whole_of

WORDS: Final = {
    "not_in_census": reasons.WORDS["not_in_census"],
    "hold": "",  # what the census says there
    "in_service_not_allowed": "the plan allows no withdrawal to somebody still employed",
    "withdrawals_used_up": "the plan allows somebody still employed {per_year} a calendar year",
    "too_soon": "the plan asks for {months_between} between two withdrawals of somebody still employed",
    "balance_overdrawn": "more was taken out since the recordkeeper's statement than it had, in value or in basis",
    "nothing_to_convert": "nothing is left in the after-tax account",
    "below_minimum": "the plan lets somebody still employed withdraw {minimum} or more",
    "vested_balance_unknown": "the plan keeps no separate contract, and the statement's vested balance is missing or "
    "below the after-tax value",
    "in_plan_roth_not_allowed": "the plan allows no conversion inside it",
    "roth_routes_shut": ROTH_ROUTES_SHUT,
    "roth_routes_will_be_shut": "before this could be converted to Roth no after-tax money can be, from {roth_end} on "
    "(assumed in plan.toml, not law)",
    "no_statement": "the recordkeeper has stated nothing of the account yet: it is counted from postings and "
    "withdrawals alone, without earnings",
}
"""Why somebody cannot convert, with the plan's figures, or what else is to be known."""

LEAVES_A_ROUTE: Final = ("in_plan_roth_not_allowed", "roth_routes_will_be_shut", "no_statement")
"""The reasons that leave another route open, or all of them."""

SHUTS: Final = (
    "not_in_census",
    "hold",
    "in_service_not_allowed",
    "withdrawals_used_up",
    "too_soon",
    "balance_overdrawn",
    "nothing_to_convert",
    "below_minimum",
)
"""The reasons for which nothing can be withdrawn."""

DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class Rules:
    """What decides from one day through another, both included."""

    first: date
    last: date
    terms: Withdrawals
    roth_end: date | None
    """From this day on nothing can become Roth: an assumption of plan.toml, no law."""


def rules_on(plan: Plan, day: date) -> Rules:
    """Those in force on the day."""
    return Rules(day, day, plan.terms(day).withdrawals, plan.after_tax_conversions_end)


def rules_after(plan: Plan, day: date) -> Iterator[Rules]:
    """Those in force after the day, amendment by amendment."""
    changes = plan.changes()
    ends = [effective - DAY for effective, _ in changes[1:]] + [date.max]
    for (effective, terms), last in zip(changes, ends, strict=True):
        if last > day:
            yield Rules(max(effective, day + DAY), last, terms.withdrawals, plan.after_tax_conversions_end)


def withdrawals_in_year(withdrawals: pl.LazyFrame, openings: pl.LazyFrame, as_of: date) -> pl.LazyFrame:
    """How many withdrawals there were in the as-of date's calendar year; an opening stands for those up to its day.

    What was taken back, or was of nothing, was none.
    """
    start = date(as_of.year, 1, 1)
    given = (
        openings.filter(pl.col("as_of").is_between(start, as_of), pl.col("withdrawals_this_year").is_not_null())
        .group_by("employee_id")
        .agg(pl.col("withdrawals_this_year", "as_of").sort_by("as_of").last())
        .select("employee_id", given="withdrawals_this_year", given_through="as_of")
    )
    counted = (
        taken_for_good(withdrawals, as_of)
        .filter(pl.col("date") >= start)
        .join(given, on="employee_id", how="left", validate="m:1")
        .filter((pl.col("date") > pl.col("given_through")).fill_null(value=True))
        .group_by("employee_id")
        .agg(counted=pl.len().cast(pl.Int64))
    )
    return counted.join(given, on="employee_id", how="full", coalesce=True, validate="1:1").select(
        "employee_id", withdrawals_this_year=pl.sum_horizontal("counted", "given")
    )


def last_withdrawals(withdrawals: pl.LazyFrame, openings: pl.LazyFrame, as_of: date) -> pl.LazyFrame:
    """The day of each person's newest withdrawal of any year.

    An opening that counts some does not say when they were: its own day is the latest they can be.
    """
    told = openings.filter(pl.col("withdrawals_this_year") > 0).select("employee_id", date="as_of")
    return (
        pl.concat([taken_for_good(withdrawals, as_of).select("employee_id", "date"), told])
        .filter(pl.col("date") <= as_of)
        .group_by("employee_id")
        .agg(last_withdrawal=pl.col("date").max())
    )


def taken_for_good(withdrawals: pl.LazyFrame, as_of: date) -> pl.LazyFrame:
    """The withdrawals up to the as-of date that stand: a negative row takes back the newest of its amount."""
    rows = withdrawals.filter(pl.col("date") <= as_of, pl.col("amount") != 0).select("employee_id", "date", "amount")
    alike = ["employee_id", pl.col("amount").abs()]
    taken_back = (pl.col("amount") < 0).sum().over(alike)
    place = pl.col("date").rank("ordinal", descending=True).over("employee_id", "amount")
    return rows.with_columns(taken_back=taken_back, place=place).filter(
        pl.col("amount") > 0, pl.col("place") > pl.col("taken_back")
    )


def known_whole(terms: Withdrawals) -> pl.Expr:
    """What the basis of an account is a part of. 26 USC 72(d)(2)."""
    return whole_of(pl.lit(terms.separate_contract), pl.col("after_tax_value"), pl.col("vested_balance"))


def first_out(terms: Withdrawals) -> pl.Expr:
    """The basis of before 1987 that leaves first, never more than the basis. 26 USC 72(e)(8)(D)."""
    return pl.min_horizontal("pre_1987_left", "after_tax_basis") if terms.pre_1987_first else pl.lit(0, pl.Int64)


def with_reasons(people: pl.LazyFrame, plan: Plan, as_of: date) -> pl.LazyFrame:
    """Adds `reasons` (a list, in the order of WORDS), `shut` (nothing can be withdrawn), `roth_shut`, `can_convert`."""
    rules = rules_on(plan, as_of)
    against = stands_against(pl.lit(as_of), pl.col("withdrawals_this_year"), rules)
    said = [pl.when(against[code]).then(_sentence(code, rules)) for code in WORDS]
    return people.with_columns(
        reasons=pl.concat_list(said).list.drop_nulls(),
        shut=pl.any_horizontal(against[code] for code in SHUTS),
        roth_shut=against["roth_routes_shut"],
        can_convert=_nothing_in(against),
    )


def with_next_date(people: pl.LazyFrame, plan: Plan, as_of: date) -> pl.LazyFrame:
    """Adds `next_date`, the first day on which somebody who cannot convert could if nothing but the date changed.

    What only the feeds can change (a hold, an empty account) stands on every day, so such a person has none. Nor is
    there one where plan.toml assumes the Roth routes shut by then; `reasons` says so.
    """
    to_come = list(rules_after(plan, as_of))
    next_date = _first_open_day(to_come, as_of)
    if not plan.after_tax_conversions_end:
        return people.with_columns(next_date=next_date)
    lawful = _first_open_day([replace(rules, roth_end=None) for rules in to_come], as_of)
    too_late = ~pl.col("roth_shut") & next_date.is_null() & lawful.is_not_null()
    told = pl.when(too_late).then(pl.concat_list(_sentence("roth_routes_will_be_shut", rules_on(plan, as_of))))
    return people.with_columns(
        next_date=next_date, reasons=pl.concat_list("reasons", told.otherwise(pl.lit([], pl.List(pl.String))))
    )


def _first_open_day(to_come: Iterable[Rules], as_of: date) -> pl.Expr:
    """Of whom nothing can be converted yet: the first day on which it can."""
    days = [day for rules in to_come for day in _open_days(rules, as_of)]
    return pl.when(~pl.col("can_convert")).then(pl.min_horizontal(days))


def _open_days(rules: Rules, as_of: date) -> Iterator[pl.Expr]:
    """The days on which a rule of these can give way, each where all of them do; else null."""
    new_year = date(as_of.year + 1, 1, 1)
    gives_way = (
        pl.lit(rules.first),
        pl.lit(new_year),
        months_after_last(rules.terms),
        pl.col("termination_date").dt.offset_by("1d"),
    )
    for day in gives_way:
        taken = pl.when(day < new_year).then("withdrawals_this_year").otherwise(0)
        within = day.is_between(rules.first, rules.last)
        yield pl.when(within & _nothing_in(stands_against(day, taken, rules))).then(day)


def stands_against(day: pl.Expr, taken: pl.Expr, rules: Rules) -> Mapping[str, pl.Expr]:
    """Whether each reason of WORDS stands on the day, `taken` withdrawals having been made in its calendar year."""
    value, basis = pl.col("after_tax_value"), pl.col("after_tax_basis")
    return {
        "not_in_census": ~pl.col("in_census").fill_null(value=False),
        "hold": pl.col("hold").fill_null("") != "",
        "balance_overdrawn": (value < 0) | (basis < 0),
        "nothing_to_convert": value == 0,
        "vested_balance_unknown": known_whole(rules.terms).is_null() & (value > 0),
        "in_plan_roth_not_allowed": pl.lit(not rules.terms.in_plan_roth),
        "roth_routes_shut": day >= rules.roth_end if rules.roth_end else pl.lit(value=False),
        "roth_routes_will_be_shut": pl.lit(value=False),  # told by `with_next_date`, which finds it out
        "no_statement": ~pl.col("stated"),
        **_in_service(day, taken, rules.terms),
    }


def _in_service(day: pl.Expr, taken: pl.Expr, terms: Withdrawals) -> Mapping[str, pl.Expr]:
    """What the plan asks of somebody still employed on the day; who has left is bound by none of it."""
    value = pl.col("after_tax_value")
    asked = {
        "in_service_not_allowed": pl.lit(not terms.in_service),
        "withdrawals_used_up": (taken >= terms.per_year) & (terms.per_year > 0),
        "too_soon": (day < months_after_last(terms)).fill_null(value=False),
        "below_minimum": (value > 0) & (value < terms.minimum),
    }
    employed = employed_on(day).fill_null(value=False)
    return {code: employed & unmet for code, unmet in asked.items()}


def months_after_last(terms: Withdrawals) -> pl.Expr:
    """The first day that is far enough from the last withdrawal; a day its month lacks is the month's last."""
    return pl.col("last_withdrawal").dt.offset_by(f"{terms.months_between}mo")


def _nothing_in(against: Mapping[str, pl.Expr]) -> pl.Expr:
    """Whether no reason stands that shuts the way to Roth."""
    return ~pl.any_horizontal(stands for code, stands in against.items() if code not in LEAVES_A_ROUTE)


def _sentence(code: str, rules: Rules) -> pl.Expr:
    """The reason as the report says it: its code, and words with figures of the plan alone."""
    if code == "hold":
        return pl.format("hold: {}", pl.col("hold").str.replace_all(";", ",", literal=True))
    terms = rules.terms
    words = WORDS[code].format(
        per_year=_counted(terms.per_year, "withdrawal"),
        months_between=_counted(terms.months_between, "month"),
        minimum=grouped(terms.minimum),
        roth_end=rules.roth_end,
    )
    return pl.lit(f"{code}: {words}")


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
