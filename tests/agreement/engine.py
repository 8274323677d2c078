"""The engine asked as the oracle is: the texts of a plan folder in, a person's columns out. Through the real parser."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import polars as pl

from megaroth.answers import Answers, answer
from megaroth.book import Book
from megaroth.limits import load_limits
from megaroth.plan import parse_plan
from schemas.feeds import FEEDS
from schemas.reports import Room
from tests.feeds_as_text import parsed

DATED = re.compile(r"\d{4}-\d{2}-\d{2}")
NOTES = {"kind": pl.String, "file": pl.String, "line": pl.Int64, "outcome": pl.String, "other_file": pl.String}
NOTES |= {"other_line": pl.Int64, "employee_id": pl.String, "pay_date": pl.Date, "source": pl.String}
FEEDS_OF_THE_BOOK = ("census", "payroll", "contributions", "opening", "elections", "balances", "withdrawals", "forms")
NOT_COMPARED = {"name"}


def book_of(files: Mapping[str, str]) -> Book:
    """The book of files without repeated keys: every good row counts."""
    frames = {kind: [_empty(kind)] for kind in FEEDS_OF_THE_BOOK}
    for name, text in sorted(files.items()):
        kind = re.split(r"[_.-]", name)[0]
        if kind in frames and len(text.splitlines()) > 1:
            dated = DATED.search(name)
            rows = parsed(kind, text).accepted.with_columns(file=pl.lit(name))
            if kind == "census":
                rows = rows.with_columns(
                    file_date=pl.lit(date.fromisoformat(dated.group()) if dated else None, pl.Date)
                )
            frames[kind].append(rows)
    whole = {kind: pl.concat(parts, how="diagonal") for kind, parts in frames.items()}
    return Book(**whole, earlier_payroll=_empty("payroll"), notes=pl.DataFrame(schema=NOTES), files=pl.DataFrame())


def _empty(kind: str) -> pl.DataFrame:
    columns = {name: column.dtype.type for name, column in FEEDS[kind].to_schema().columns.items()}
    beside = {"line": pl.Int64, "file": pl.String} | ({"file_date": pl.Date} if kind == "census" else {})
    return pl.DataFrame(schema=columns | beside)


def engine(files: Mapping[str, str], plan_text: str, as_of: date, year: str | None) -> Answers:
    """Everybody's answer. `year` as `--year` takes it; None: the one of the as-of date."""
    plan = parse_plan(plan_text)
    (asked,) = plan.years.named(year) if year else [plan.years.containing(as_of)]
    book = as_stored(book_of(files), date(asked.start.year, 1, 1), as_of)
    return answer(book, plan, load_limits(plan.extra_limits), asked, as_of)


def as_stored(book: Book, since: date, as_of: date) -> Book:
    """The book with no more payroll than the store brings: the year's, and of whom was last paid before it, that."""
    known = book.payroll.filter(pl.col("pay_date") <= as_of)
    last = known.filter(pl.col("run_type") == "regular").group_by("employee_id").agg(last=pl.col("pay_date").max())
    earlier = (
        known.join(last.filter(pl.col("last") < since), on="employee_id", how="inner", validate="m:1")
        .filter(pl.col("pay_date").is_between(pl.col("last").dt.truncate("1y"), "last"))
        .drop("last")
    )
    return replace(book, payroll=book.payroll.filter(pl.col("pay_date") >= since), earlier_payroll=earlier)


def rows_of(answers: Answers) -> dict[str, dict[str, object]]:
    """The room report by employee_id, reasons by their codes."""
    Room.validate(answers.room, lazy=True)
    rows = {row["employee_id"]: row for row in answers.room.drop(NOT_COMPARED).to_dicts()}
    for row in rows.values():
        row["reasons"] = tuple(reason.split(":")[0] for reason in row["reasons"])
    return rows


def beside_the_report(answers: Answers) -> dict[str, dict[str, object]]:
    """What findings rest on, by employee_id, under the names the oracle and the cases use."""
    wages = {"over": "exceed", "under": "exempt", "exempt": "exempt", "unknown": "unknown"}
    now = answers.moment.at.year
    said: dict[str, dict[str, object]] = {}
    for row in answers.persons.to_dicts():
        of_person: dict[str, object] = {"posted_more": row["posted_more"]}
        for year in answers.moment.calendar_years:
            refunded = min(row[f"excess_deferrals_{year}"], row[f"refund_402g_{year}"])
            of_person[f"excess_deferrals {year}"] = row[f"excess_deferrals_{year}"] - refunded
            if row[f"roth_wages_{year}"] is not None:
                catch_up = row[f"used_{year}"] + (row["adp"] if year == now else 0)
                of_person[f"wages {year}"] = wages[row[f"roth_wages_{year}"]]
                of_person[f"roth_catch_up_wrong {year}"] = max(0, catch_up - row[f"roth_{year}"])
        said[row["employee_id"]] = of_person
    return said
