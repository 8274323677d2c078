"""Checks of pay dates: without payroll, without postings (R24), and whom a refused payroll row may concern."""

from collections.abc import Iterator
from datetime import date

import polars as pl

from megaroth.answers import Answers
from megaroth.book import Book
from megaroth.calendar_gaps import GAP, expected_dates
from megaroth.calendars import nth_business_day_after
from megaroth.checks import catalogue as checks
from megaroth.checks.register import FROM_PAY
from megaroth.forecast.past_dates import after_opening
from megaroth.limits import Limits
from megaroth.people import employed_on
from megaroth.plan import Plan
from schemas import words

ON_CALENDAR = ["calendar", "date"]


def pay_date_checks(book: Book, answers: Answers, plan: Plan, limits: Limits) -> Iterator[pl.LazyFrame]:
    """R24, a row a calendar and pay date; perhaps_refused, a row a person and pay date."""
    yield checks.NO_PAYROLL.of(answers.missing_payroll.lazy(), pay_date="date", source=source_of("payroll"))
    yield no_posting(book, answers, plan, limits)
    yield perhaps_refused(book, answers, plan)


def source_of(kind: str) -> pl.Expr:
    """The feed that lacks the date, and the pay calendar where it has a name."""
    return pl.concat_str(pl.lit(f"{kind} "), "calendar").str.strip_chars()


def paid_as(answers: Answers) -> pl.LazyFrame:
    """Each person's pay calendar and opening date; who is not in the census is paid as everybody else is."""
    calendar = pl.col("calendar").fill_null("")
    return answers.persons.lazy().select("employee_id", "opening_date", calendar=calendar)


def no_posting(book: Book, answers: Answers, plan: Plan, limits: Limits) -> pl.LazyFrame:
    """R24: a calendar's pay date with money taken from pay that no posting names, once the time for it is over.

    A posting that names no pay date may be that of any pay date it follows in time. Employer money has its own time.
    """
    moment, people = answers.moment, paid_as(answers)
    posted = answers.postings.lazy().filter(pl.col("effect") == words.HELD, pl.col("addition") > 0)
    named = dates_of(posted.rename({"pay_date": "day"}).filter(pl.col("day").is_not_null()), people)
    nameless = dates_of(posted.filter(pl.col("pay_date").is_null()).rename({"posted_date": "day"}), people).collect()
    taken = dates_of(
        book.payroll.lazy()
        .filter(pl.col("pay_date").is_between(moment.year.start, moment.at), from_pay() != 0)
        .rename({"pay_date": "day"}),
        people,
    )
    waiting = taken.join(named, on=ON_CALENDAR, how="anti").sort(ON_CALENDAR).collect()
    perhaps = set(nameless.rows())
    late = [
        (calendar, day)
        for calendar, day in waiting.rows()
        if (due := due_date(day, plan, limits)) < moment.as_of
        and not any(of == calendar and day <= posted_on <= due for of, posted_on in perhaps)
    ]
    rows = pl.LazyFrame(late, schema=GAP, orient="row")
    return checks.NO_POSTING.of(rows, pay_date="date", source=source_of("contributions"))


def from_pay() -> pl.Expr:
    """What a payroll line takes from pay."""
    return pl.sum_horizontal(pl.col(FROM_PAY).fill_null(0))


def dates_of(rows: pl.LazyFrame, people: pl.LazyFrame) -> pl.LazyFrame:
    """The calendars and days (`day`) of rows, each once, without what opening balances stand for."""
    return (
        rows.select("employee_id", "day")
        .join(people, on="employee_id", how="left", validate="m:1")
        .filter(after_opening("day"))
        .select(pl.col("calendar").fill_null(""), date="day")
        .unique()
    )


def due_date(pay_date: date, plan: Plan, limits: Limits) -> date:
    """When a pay date's money should have been posted: the plan's usual business days, else the safe harbor's.

    29 CFR 2510.3-102(a)(2); the safe harbor is a small plan's, and here a measure for every plan that names no other.
    """
    usual = plan.terms(pay_date).deposits.usual_business_days
    return nth_business_day_after(pay_date, usual or limits.statute.deposit_safe_harbor_business_days)


def perhaps_refused(book: Book, answers: Answers, plan: Plan) -> pl.LazyFrame:
    """Employed on an expected pay date some of whose payroll rows were refused, with no line and no posting of it.

    A refused row keeps no employee_id, so nobody can say whose it was. Where there is a posting, R03 names the person.
    """
    keys = ["employee_id", "pay_date"]
    lines = book.payroll.lazy().select(keys)
    expected = expected_dates(plan, answers.moment).join(
        partly_refused(book), left_on="date", right_on="pay_date", how="inner", validate="m:1"
    )
    known = answers.persons.lazy().filter("in_census")
    without = (
        known.join(expected.rename({"file": "partly"}), on="calendar", how="inner", validate="m:m")
        .filter(employed_on(pl.col("date")), after_opening("date"))
        .select("employee_id", "calendar", pay_date="date", file="partly")
        .join(lines, on=keys, how="anti")
        .join(answers.postings.lazy().select(keys), on=keys, how="anti")
        .join(answers.missing_payroll.lazy(), left_on=["calendar", "pay_date"], right_on=ON_CALENDAR, how="anti")
    )
    place = {name: name for name in (*keys, "file")}
    return checks.PERHAPS_REFUSED.of(without, **place, source=pl.lit("payroll"))


def partly_refused(book: Book) -> pl.LazyFrame:
    """Each pay date of a payroll file that counts and had rows refused, with the file."""
    state = (pl.col("kind") == "payroll") & (pl.col("state") == "active") & (pl.col("rows_rejected") > 0)
    partly = book.files.lazy().filter(state).select(file="name")
    lines = book.payroll.lazy().select("pay_date", pl.col("file").cast(pl.String))
    return lines.join(partly, on="file", how="semi").group_by("pay_date").agg(pl.col("file").min())
