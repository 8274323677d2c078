"""The steps of a night, as plain functions: doors and core joined, one transaction. No arithmetic, no SQL, no Prefect.

`open_night` checks plan, limits and dates before anything is loaded; then `load`, `answer` and `publish` in this order.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import polars as pl

from flows.asking import Question, question
from flows.intake import Load
from flows.intake import load as load_inbox
from flows.publishing import prepare
from flows.summary import NightSummary
from megaroth.answers import Answers
from megaroth.findings import compared
from megaroth.limits import load_ira_limits
from megaroth.night_reports import night_reports
from megaroth.seal import key, sealer
from megaroth.store import Say, Store, opened


@dataclass
class Night:
    """One night of one plan while it runs. `reports` are the tables to publish, `compared_with` the earlier night."""

    plan_dir: Path
    asked: Question
    store: Store
    verify: bool
    say: Say
    loaded: Load | None = None
    reports: dict[str, pl.DataFrame] | None = None
    compared_with: date | None = None


@contextmanager
def open_night(
    plan_dir: Path, as_of: date | None, year: str | None, verify: bool, wait: float, now: datetime, say: Say
) -> Iterator[Night]:
    """A night about to run. What `question` raises comes before the store is touched, StoreInUse after.

    What the night wrote is kept only by `publish`.
    """
    asked = question(plan_dir, as_of, year, now)
    with opened(plan_dir, now=now, wait=wait, say=say) as store:
        yield Night(plan_dir, asked, store, verify, say)


def load(night: Night) -> Load:
    """What is new in the inbox, into the open transaction."""
    seal = sealer(key(night.plan_dir, create=True))
    night.loaded = load_inbox(night.store, night.plan_dir, verify=night.verify, seal=seal, say=night.say)
    return night.loaded


def answer(night: Night) -> Answers:
    """Everybody's room and the night's findings, compared with the night before."""
    night.say("Computing everybody's room")
    asked, moment = night.asked, night.asked.moment
    book = night.store.book(moment.first_day, moment.as_of)
    unknown = night.loaded.unknown if night.loaded else ()
    told = night_reports(book, asked.plan, asked.limits, load_ira_limits(), moment, unknown)
    night.say("Comparing with the night before")
    night.compared_with, earlier = night.store.earlier_findings(moment.year.end, moment.as_of)
    night.reports = {
        **told.tables,
        "findings": compared(told.found, earlier, moment.as_of),
        "rejects": night.store.rejects(),
        "controls": night.store.controls(),
    }
    return told.answers


def publish(night: Night) -> NightSummary:
    """Reports written aside, the store kept, the reports put in place. Raises OSError with both as they were."""
    if night.reports is None:
        raise RuntimeError("publish comes after answer")
    night.say("Writing the reports")
    year, as_of = night.asked.moment.year, night.asked.moment.as_of
    night.store.keep_findings(year.end, as_of, night.reports["findings"])
    night.store.keep_people(year.end, as_of, {name: night.reports[name] for name in ("room", "conversions")})
    prepared = prepare(night.plan_dir, night.asked, night.reports, night.compared_with)
    night.store.commit()
    return summary(night, prepared.publish())


def summary(night: Night, reports: Path) -> NightSummary:
    """The night's counts."""
    tables, loaded = night.reports or {}, night.loaded
    findings, controls = tables["findings"], tables["controls"]
    counted = findings.group_by("severity", "status").len().rows()
    refused = refused_files(findings)
    waiting = tables["conversions"].filter(pl.col("after_tax_value") > 0)
    rows = controls.select(pl.col("rows_accepted", "rows_rejected", "rows_duplicate").sum()).row(0)
    return NightSummary(
        plan_id=night.asked.plan.id,
        as_of=night.asked.moment.as_of,
        limitation_year=night.asked.moment.year.ends_in,
        reports=reports,
        people=tables["room"].height,
        people_waiting=waiting.height,
        people_can_convert=waiting.filter("can_convert").height,
        findings={(severity, status): number for severity, status, number in counted},
        rows_accepted=rows[0],
        rows_rejected=rows[1],
        rows_duplicate=rows[2],
        files_loaded=len(set(loaded.loaded) - set(refused)) if loaded else 0,
        files_refused=refused,
    )


def refused_files(findings: pl.DataFrame) -> tuple[str, ...]:
    """Feeds refused whole, tonight's and those that stay refused."""
    refused = findings.filter(pl.col("check") == "feed_refused", pl.col("status").is_in(["new", "open"]))
    return tuple(refused["file"].unique().sort())
