"""The steps of a night, as plain functions: doors and core joined, one transaction. No arithmetic, no SQL, no Prefect.

`open_night` checks plan, limits and dates before anything is loaded; then `load`, `answer` and `publish` in this order.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import polars as pl

from flows.intake import Load, feeds_in
from flows.intake import load as load_inbox
from flows.summary import NightSummary
from megaroth import __version__, outbox, render
from megaroth.answers import Answers, limits_used
from megaroth.answers import answer as answer_book
from megaroth.caps import payroll_caps
from megaroth.checks import all_checks
from megaroth.errors import CommandError
from megaroth.findings import compared, gathered
from megaroth.limits import Limits, load_limits
from megaroth.money import plain
from megaroth.people import Moment
from megaroth.plan import Plan, load_plan
from megaroth.seal import key, sealer
from megaroth.store import Store, exists, opened
from schemas.reports import REPORTS

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Question:
    """What a night is asked: a plan, its limits and the moment; `folder` is where its reports go."""

    plan: Plan
    limits: Limits
    moment: Moment
    folder: str


@dataclass
class Night:
    """One night of one plan while it runs. `reports` are the tables to publish, `compared_with` the earlier night."""

    plan_dir: Path
    asked: Question
    store: Store
    verify: bool
    say: Progress
    loaded: Load | None = None
    reports: dict[str, pl.DataFrame] | None = None
    compared_with: date | None = None


@contextmanager
def open_night(
    plan_dir: Path, as_of: date | None, year: str | None, verify: bool, wait: float, now: datetime, say: Progress
) -> Iterator[Night]:
    """A night about to run. What `question` raises comes before the store is touched, StoreInUse after.

    What the night wrote is kept only by `publish`.
    """
    asked = question(plan_dir, as_of, year, now)
    with opened(plan_dir, now=now, wait=wait) as store:
        yield Night(plan_dir, asked, store, verify, say)


def question(plan_dir: Path, as_of: date | None, year: str | None, now: datetime) -> Question:
    """Plan, limits, dates and inbox, checked before anything is loaded. Raises PlanError, CommandError, LimitMissing.

    `now` carries its timezone; the as-of date is today in the plan's.
    """
    plan = load_plan(plan_dir)
    limits = load_limits(plan.extra_limits)
    day = as_of or now.astimezone(ZoneInfo(plan.timezone)).date()
    moment = Moment(plan.years.one_named(year) if year else plan.years.containing(day), day)
    if moment.year.start > day:
        raise CommandError(f"--year {year}: that limitation year begins on {moment.year.start}, after the as-of date.")
    limits_used(limits, moment)
    feeds_in(plan_dir, new_plan=not exists(plan_dir))
    return Question(plan, limits, moment, f"{day}-for-{year}" if year else day.isoformat())


def load(night: Night) -> Load:
    """What is new in the inbox, into the open transaction."""
    seal = sealer(key(night.plan_dir, create=True))
    night.loaded = load_inbox(night.store, night.plan_dir, verify=night.verify, seal=seal, progress=night.say)
    return night.loaded


def answer(night: Night) -> Answers:
    """Everybody's room and the night's findings, compared with the night before."""
    night.say("Computing everybody's room")
    year, as_of = night.asked.moment.year, night.asked.moment.as_of
    book = night.store.book(date(year.start.year, 1, 1), as_of)
    answers = answer_book(book, night.asked.plan, night.asked.limits, year, as_of)
    night.say("Comparing with the night before")
    unknown = night.loaded.unknown if night.loaded else ()
    found = gathered(
        all_checks(book, answers, night.asked.plan, night.asked.limits, unknown), night.asked.plan.years.label(year)
    )
    night.compared_with, earlier = night.store.earlier_findings(year.end, as_of)
    night.reports = {
        "room": answers.room,
        "payroll_caps": payroll_caps(answers, night.asked.plan, night.asked.limits),
        "findings": compared(found, earlier, as_of),
        "rejects": night.store.rejects(),
        "controls": night.store.controls(),
    }
    return answers


def publish(night: Night) -> NightSummary:
    """Reports written aside, the store kept, the reports put in place. Raises OSError with both as they were."""
    if night.reports is None:
        raise RuntimeError("publish comes after answer")
    night.say("Writing the reports")
    year, as_of = night.asked.moment.year, night.asked.moment.as_of
    night.store.keep_findings(year.end, as_of, night.reports["findings"])
    night.store.keep_room(year.end, as_of, night.reports["room"])
    tables = {name: render.held(name, report, REPORTS[name]) for name, report in night.reports.items()}
    prepared = outbox.prepare(
        night.plan_dir,
        night.asked.folder,
        texts={name: render.texts(report, REPORTS[name]) for name, report in tables.items()},
        typed={name: render.typed(report, REPORTS[name]) for name, report in tables.items()},
        manifest=manifest(night),
    )
    night.store.commit()
    return summary(night, prepared.publish())


def manifest(night: Night) -> dict[str, object]:
    """What the reports rest on: program, plan, limits, input files, and the night they are compared with."""
    year = night.asked.moment.year
    files = (night.reports or {})["controls"].select("file", "kind", "sha256").to_dicts()
    return {
        "as_of": night.asked.moment.as_of.isoformat(),
        "limitation_year": {"start": year.start.isoformat(), "end": year.end.isoformat()},
        "program_version": __version__,
        "plan": {"id": night.asked.plan.id, "sha256": night.asked.plan.sha256},
        "limits": [
            {"name": used.name, "year": used.year, "amount": plain(used.cents), "law": used.law, "source": used.source}
            for used in limits_used(night.asked.limits, night.asked.moment)
        ],
        "files": files,
        "compared_with": night.compared_with.isoformat() if night.compared_with else None,
    }


def summary(night: Night, reports: Path) -> NightSummary:
    """The night's counts."""
    tables, loaded = night.reports or {}, night.loaded
    findings, controls = tables["findings"], tables["controls"]
    counted = findings.group_by("severity", "status").len().rows()
    refused = refused_files(findings)
    rows = controls.select(pl.col("rows_accepted", "rows_rejected", "rows_duplicate").sum()).row(0)
    return NightSummary(
        plan_id=night.asked.plan.id,
        as_of=night.asked.moment.as_of,
        limitation_year=night.asked.moment.year.ends_in,
        reports=reports,
        people=tables["room"].height,
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
