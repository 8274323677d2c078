"""Checks of what arrived: pay dates without files, lines and files twice, restated lines, files and rows refused."""

from collections.abc import Iterator, Sequence
from datetime import date

import polars as pl

from megaroth.answers import Answers
from megaroth.book import Book
from megaroth.calendars import nth_business_day_after
from megaroth.checks import catalogue as checks
from megaroth.limits import Limits
from megaroth.people import Moment
from megaroth.plan import Plan
from schemas import words


def feed_checks(
    book: Book, answers: Answers, plan: Plan, limits: Limits, unknown_files: Sequence[str]
) -> Iterator[pl.LazyFrame]:
    """Findings a row a pay date, a line or a file."""
    moment = answers.moment
    yield no_payroll(answers)
    yield no_posting(book, answers, plan, limits)
    yield from lines_noted(book, moment)
    yield from files_noted(book)
    names = pl.LazyFrame({"name": unknown_files}, schema={"name": pl.String})
    yield checks.UNKNOWN_FEED.of(names, file="name", source="name")


def no_payroll(answers: Answers) -> pl.LazyFrame:
    """R24: an expected pay date of a calendar on which nobody was paid, and somebody should have been."""
    source = pl.concat_str(pl.lit("payroll "), "calendar").str.strip_chars()
    return checks.NO_PAYROLL.of(answers.missing_payroll.lazy(), pay_date="date", source=source)


def no_posting(book: Book, answers: Answers, plan: Plan, limits: Limits) -> pl.LazyFrame:
    """R24: a pay date with contributions that no posting names, once the usual days (or the safe harbor) are over."""
    moment = answers.moment
    money = pl.sum_horizontal(pl.col(name).fill_null(0) for names in words.REGISTER_COLUMNS.values() for name in names)
    taken = book.payroll.lazy().filter(pl.col("pay_date").is_between(moment.year.start, moment.at), money != 0)
    posted = answers.postings.lazy()
    unnamed = (
        posted.filter(pl.col("pay_date").is_null(), pl.col("effect") == words.HELD)
        .select("posted_date")
        .unique()
        .collect()
    )
    days_without_name = unnamed["posted_date"].to_list()
    waiting = taken.select("pay_date").unique().join(posted.select("pay_date").unique(), on="pay_date", how="anti")
    late = [
        day
        for day in waiting.collect()["pay_date"].sort()
        if (due := due_date(day, plan, limits)) < moment.as_of
        and not any(day <= posted <= due for posted in days_without_name)
    ]
    return checks.NO_POSTING.of(
        pl.LazyFrame({"date": late}, schema={"date": pl.Date}), pay_date="date", source=pl.lit("contributions")
    )


def due_date(pay_date: date, plan: Plan, limits: Limits) -> date:
    """When a pay date's money should have been posted: the plan's usual business days, else the safe harbor's."""
    usual = plan.terms(pay_date).deposits.usual_business_days
    return nth_business_day_after(pay_date, usual or limits.statute.deposit_safe_harbor_business_days)


def lines_noted(book: Book, moment: Moment) -> Iterator[pl.LazyFrame]:
    """R22 and restated: what settling lines of one key decided, for the limitation year's dates and undated lines."""
    inside = pl.col("pay_date").is_between(moment.year.start, moment.year.end).fill_null(value=True)
    notes = book.notes.lazy().filter(inside)
    place = {name: name for name in ("employee_id", "pay_date", "file", "line")}
    for outcome, check in (
        ("duplicate", checks.TWICE),
        ("equal_line", checks.EQUAL_LINES),
        ("restated", checks.RESTATED),
    ):
        other = pl.format("{} The first is line {} of {}.", pl.lit(check.message), "other_line", "other_file")
        source = pl.coalesce("source", "kind")
        yield check.of(notes.filter(pl.col("outcome") == outcome), **place, source=source, message=other)


def files_noted(book: Book) -> Iterator[pl.LazyFrame]:
    """Files of the inbox that are repeats, were refused in whole or in part, or are not known."""
    files = book.files.lazy()
    place = {"file": "name", "source": "name"}
    state = pl.col("state")
    yield checks.SAME_FILE.of(files.filter(state == "same_content"), **place)
    refused = pl.concat_str(pl.lit(checks.FEED_REFUSED.message), "refused")
    yield checks.FEED_REFUSED.of(files.filter(state == "refused"), **place, message=refused)
    partly = files.filter(pl.col("rows_rejected") > 0, state == "active")
    yield checks.ROWS_REFUSED.of(partly, **place)
    unknown = pl.concat_str(pl.lit(checks.UNKNOWN_COLUMNS.message), pl.col("unknown_columns").list.join(", "))
    yield checks.UNKNOWN_COLUMNS.of(files.filter(pl.col("unknown_columns").list.len() > 0), **place, message=unknown)
