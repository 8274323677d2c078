"""From the rows of the book to everybody's answer: the steps of the law in the order it applies them.

What a step means is said where it lives: additions, opening, ledger, people, catch_up, refunds, room.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

import polars as pl

from megaroth.additions import dated
from megaroth.book import Book
from megaroth.calendar_gaps import dates_without_payroll, gaps
from megaroth.catch_up import catch_up_limit, of_calendar_year
from megaroth.errors import LimitMissing
from megaroth.forecast.dates import lines_received
from megaroth.forecast.dates_ahead import dates_ahead, pay_ahead
from megaroth.forecast.late import with_late
from megaroth.forecast.rest_of_year import RestOfYear, rest_of_year
from megaroth.ledger import ledger
from megaroth.limits import Figure, Limits
from megaroth.opening import opening_in_force
from megaroth.people import Moment, people
from megaroth.plan import Plan
from megaroth.reasons import reasons
from megaroth.refunds import refunds, through_the_calendar_year
from megaroth.room import DollarLimit, room, totals
from megaroth.years import LimitationYear
from schemas.reports import Room

IN_PIECES: Final = "streaming"
"""How frames of a row a line are computed: at no time a second copy of all of them in memory."""

PEOPLE_AT_ONCE: Final = 20_000

KNOWN_OR_NOT = (
    "prior_year_compensation",
    "prior_year_fica_wages",
    "ownership_percent",
    "most_owned",
    "excess_known_later",
)
"""Amounts of which nothing known is not 0."""

YEAR_COLUMNS = (
    "catch_up_limit",
    "used",
    "used_in_year",
    "excess_deferrals",
    "roth_wages",
    "deferrals",
    "roth",
    "related_deferrals",
    "before_pay",
    "prior_employer",
    "old_enough",
)


@dataclass(frozen=True)
class Answers:
    """The night's answers. `persons` holds every step's amount, a row a person; `ledger` a row a person and date.

    `forecast` holds the steps of the rest of the year, a row a person and later date.
    """

    moment: Moment
    persons: pl.DataFrame
    ledger: pl.DataFrame
    forecast: pl.DataFrame
    postings: pl.DataFrame
    missing_payroll: pl.DataFrame

    @property
    def room(self) -> pl.DataFrame:
        """The room report, sorted by employee_id."""
        return self.persons.select(Room.to_schema().columns.keys()).sort("employee_id")


def dollar_limit(limits: Limits, moment: Moment) -> DollarLimit:
    """The dollar limit of a limitation year as of a date. 415(c)(1)(A), (d); 1.415(j)-1(d)(2); crossing years [open].

    Raises LimitMissing where the year that counts is not in the table.
    """
    year = moment.year
    keyed_to = min(moment.at.year, year.ends_in)
    earlier = year.crosses_new_year and keyed_to == year.ends_in
    return DollarLimit(
        cents=year.prorate(limits.cents("annual_additions", keyed_to)),
        through_december=year.prorate(limits.cents("annual_additions", year.start.year)) if earlier else None,
    )


def limits_used(limits: Limits, moment: Moment) -> list[Figure]:
    """Every figure the answers rest on, with its citation. Raises LimitMissing where the table lacks one."""
    year = moment.year
    additions_years = {min(moment.at.year, year.ends_in), year.start.year}
    additions = [limits.figure("annual_additions", each) for each in sorted(additions_years)]
    return (
        additions
        + [limits.figure("compensation", year.start.year)]
        + [
            limits.figure(name, each)
            for each in moment.calendar_years
            for name in ("elective_deferral", "catch_up_50", "catch_up_60_63", "roth_catch_up_wages")
            if limits.find(name, each) is not None
        ]
    )


def answer(book: Book, plan: Plan, limits: Limits, year: LimitationYear, as_of: date) -> Answers:
    """Everybody's additions, catch-up, limit, excess and room as of a date. LimitMissing before any row is read."""
    moment = Moment(year, as_of)
    limits_used(limits, moment)
    limit = dollar_limit(limits, moment)
    payroll = book.payroll.lazy().filter(pl.col("pay_date") <= as_of)
    postings = dated(
        book.contributions.lazy().filter(pl.col("posted_date") <= as_of), plan.years, limits.statute.refund_deadline
    ).collect(engine=IN_PIECES)
    openings = {each: opening_in_force(book.opening.lazy(), each, as_of) for each in reaching_years(plan, year)}
    opening = openings[year].collect()
    rows = ledger(payroll, postings.lazy(), openings, year).collect(engine=IN_PIECES)
    everybody = people(book.census.lazy(), plan, limits, moment).collect()
    missing = dates_without_payroll(payroll, everybody.lazy(), plan, moment).collect(engine=IN_PIECES)
    missed = gaps(everybody.lazy(), opening.lazy(), missing.lazy()).collect()
    persons = (
        roster(rows.lazy(), postings.lazy(), lines_received(book.payroll.lazy(), moment), everybody.lazy(), moment)
        .join(
            missed.lazy().group_by("employee_id").agg(missing_dates=pl.len().cast(pl.Int64)),
            on="employee_id",
            how="left",
            validate="1:1",
        )
        .join(opening.lazy().select("employee_id", "opening_date"), on="employee_id", how="left", validate="1:1")
        .join(
            restated(book, moment).with_columns(restated=pl.lit(value=True)),
            on="employee_id",
            how="left",
            validate="1:1",
        )
        .with_columns(pl.col("restated").fill_null(value=False), pay_binds=pl.lit(value=True))
    ).collect()
    seen_later = with_excess_known_later(persons, payroll, postings.lazy(), book.opening.lazy(), plan, limits, moment)
    ahead = [
        with_rest_of_year(portion, book, postings, rows, plan, limits, limit, moment)
        for portion in portions(seen_later)
    ]
    answered = pl.concat([portion.persons for portion in ahead]).lazy()
    reconciled = answered.with_columns(unreconciled=pl.col("unreconciled") | pl.col("restated"))
    with_reasons = reasons(reconciled, after_tax_allowed=plan.terms(moment.at).after_tax.allowed).collect()
    unpaid = missing if everybody.is_empty() else missed.select("calendar", "date").unique()
    dates = pl.concat([portion.dates for portion in ahead])
    return Answers(moment, with_reasons, rows, dates, postings, unpaid)


def portions(persons: pl.DataFrame) -> list[pl.DataFrame]:
    """The people, so many at once: what every date of theirs needs on the way then fits into memory."""
    ordered = persons.sort("employee_id")
    return list(ordered.iter_slices(PEOPLE_AT_ONCE)) or [ordered]


def with_rest_of_year(
    persons: pl.DataFrame,
    book: Book,
    postings: pl.DataFrame,
    rows: pl.DataFrame,
    plan: Plan,
    limits: Limits,
    limit: DollarLimit,
    moment: Moment,
) -> RestOfYear:
    """The room of some people, sorted, today and to the year's end."""
    ids = persons["employee_id"]
    of_them = pl.col("employee_id").is_between(pl.lit(ids.first(), pl.String), pl.lit(ids.last(), pl.String))
    own_book = replace(
        book,
        payroll=book.payroll.filter(of_them),
        earlier_payroll=book.earlier_payroll.filter(of_them),
        elections=book.elections.filter(of_them),
    )
    own_rows, own_postings = rows.filter(of_them).lazy(), postings.filter(of_them).lazy()
    later = dates_ahead(own_book, own_postings, own_rows, persons.lazy(), plan, limits, moment).lazy()
    to_date = stepped(persons.lazy(), own_rows, own_postings, later, plan, limits, limit, moment).collect()
    with_late_money = with_late(to_date, own_book.payroll.lazy(), own_rows, own_postings, plan, limits, moment)
    return rest_of_year(with_late_money, own_rows, own_postings, later, plan, limits, moment)


def with_excess_known_later(
    persons: pl.DataFrame,
    payroll: pl.LazyFrame,
    postings: pl.LazyFrame,
    opening: pl.LazyFrame,
    plan: Plan,
    limits: Limits,
    moment: Moment,
) -> pl.DataFrame:
    """Adds `excess_known_later`: excess deferrals of the calendar year in which a finished limitation year ends.

    Of all of it, as far as the as-of date knows; null where no later limitation year has a part in it by then.
    """
    whole, later = through_the_calendar_year(moment, plan.years)
    if not later:
        return persons.with_columns(excess_known_later=pl.lit(None, dtype=pl.Int64))
    openings = {each: opening_in_force(opening, each, moment.as_of) for each in reaching_years(plan, later[-1])}
    rows = ledger(payroll, postings, openings, later[-1]).collect(engine=IN_PIECES).lazy()
    excess = of_calendar_year(rows, persons.lazy(), plan, limits, moment.year.ends_in, whole).select(
        "employee_id", excess_known_later="excess_deferrals"
    )
    return persons.lazy().join(excess, on="employee_id", how="left", validate="1:1").collect()


def reaching_years(plan: Plan, year: LimitationYear) -> list[LimitationYear]:
    """The limitation year, after the earlier ones that reach into the calendar year in which it begins."""
    years = [year]
    while (earlier := plan.years.before(years[0])).end.year == year.start.year:
        years.insert(0, earlier)
    return years


def restated(book: Book, moment: Moment) -> pl.LazyFrame:
    """People with a line of money that another line of the same key contradicts."""
    money = pl.col("kind").is_in(["payroll", "contributions", "opening"])
    inside = pl.col("pay_date").is_between(moment.year.start, moment.year.end).fill_null(value=True)
    return book.notes.lazy().filter(pl.col("outcome") == "restated", money, inside).select("employee_id").unique()


def roster(
    rows: pl.LazyFrame, postings: pl.LazyFrame, received: pl.LazyFrame, everybody: pl.LazyFrame, moment: Moment
) -> pl.LazyFrame:
    """Everybody with money or pay in the limitation year, or active in it; census facts are null for the unknown.

    The whole of it: who is hired after the as-of date, or named by a register `received` early, is of the year too.
    """
    inside = pl.col("date").is_between(moment.year.start, moment.year.end)
    named = [
        rows.filter("in_year").select("employee_id"),
        postings.filter(inside).select("employee_id"),
        received.select("employee_id"),
        everybody.filter("active").select("employee_id"),
    ]
    known = everybody.with_columns(in_census=pl.lit(value=True))
    return (
        pl.concat(named)
        .unique()
        .join(known, on="employee_id", how="left", validate="1:1")
        .with_columns(pl.col("in_census", "employed").fill_null(value=False), pl.col("hce").fill_null("unknown"))
    )


def stepped(
    persons: pl.LazyFrame,
    rows: pl.LazyFrame,
    postings: pl.LazyFrame,
    later: pl.LazyFrame,
    plan: Plan,
    limits: Limits,
    limit: DollarLimit,
    moment: Moment,
) -> pl.LazyFrame:
    """Persons with the limitation year's totals, each calendar year's catch-up, refunds, and then the room of today."""
    amounts = totals(rows, moment).join(
        refunds(postings, moment, limits), on="employee_id", how="full", coalesce=True, validate="1:1"
    )
    joined = persons.join(amounts, on="employee_id", how="left", validate="1:1").join(
        pay_ahead(later), on="employee_id", how="left", validate="1:1"
    )
    for year in moment.calendar_years:
        of_year = of_calendar_year(rows, persons, plan, limits, year, moment)
        named = {name: f"{name}_{year}" for name in YEAR_COLUMNS}
        joined = joined.join(
            of_year.select("employee_id", *named).rename(named), on="employee_id", how="left", validate="1:1"
        )
    filled = joined.with_columns(
        pl.col(pl.Int64).exclude(*KNOWN_OR_NOT).fill_null(0),
        pl.col("unreconciled", "opening_differs").fill_null(value=False),
        catch_up_limit_ahead=catch_up_ahead(plan, limits, moment),
    )
    now = moment.at.year
    refundable = {f"refundable_{year}": pl.col(f"excess_deferrals_{year}") for year in moment.calendar_years}
    refundable[f"refundable_{now}"] = pl.coalesce("excess_known_later", f"excess_deferrals_{now}")
    told = filled.with_columns(**refundable)
    return room(told, limit, moment).with_columns(
        limitation_year=pl.lit(moment.year.ends_in, dtype=pl.Int64),
        age=(moment.as_of.year - pl.col("birth_date").dt.year()).cast(pl.Int64),
        deferrals_calendar_year=pl.col(f"deferrals_{moment.at.year}"),
    )


def catch_up_ahead(plan: Plan, limits: Limits, moment: Moment) -> pl.Expr:
    """The catch-up limit of the calendar year in which a crossing limitation year ends; 0 if it has no figure yet."""
    if moment.year.ends_in == moment.at.year:
        return pl.lit(0, dtype=pl.Int64)
    try:
        return catch_up_limit(moment.year.ends_in, plan, limits, moment)
    except LimitMissing:
        return pl.lit(0, dtype=pl.Int64)
