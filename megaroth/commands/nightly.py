"""`megaroth nightly`: runs the Prefect flow and says what came of it. The only command that imports Prefect."""

import logging
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType
from typing import Annotated, Final, Literal, NoReturn

from cyclopts import Parameter

from flows.asking import question
from flows.summary import NightSummary
from megaroth.commands.arguments import Day, LimitationYearName, Seconds, existing_plan_folder
from megaroth.commands.output import as_json, warn_of_unused
from megaroth.commands.progress import Progress
from megaroth.commands.terminal import BAD, GOOD, MAIN, TONE_OF_SEVERITY, Toned, complain, pairs

FEED_REFUSED: Final = 5
FAIL_ON_MET: Final = 7
KILLED_BY: Final = 128

PREFECT_DEFAULTS: Final = {
    "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "true",
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "90",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    "PREFECT_LOGGING_EXTRA_LOGGERS": "megaroth",
}
"""What holds unless the environment says otherwise: a server of our own if none is named, nothing sent to Prefect."""


class ToProgress(logging.Handler):
    """The flow's log lines, shown as progress."""

    def __init__(self, progress: Progress) -> None:
        super().__init__(logging.INFO)
        self._progress = progress

    def emit(self, record: logging.LogRecord) -> None:
        self._progress(record.getMessage())


def nightly(
    plan_dir: Path,
    /,
    *,
    as_of: Day | None = None,
    year: LimitationYearName | None = None,
    verify: bool = False,
    fail_on: Annotated[Literal["error", "warning"] | None, Parameter(metavar="SEVERITY")] = None,
    wait: Seconds = 60,
    json: bool = False,
) -> int:
    """Load what is new in the inbox, compute everybody's room, compare, and write the reports.

    Parameters
    ----------
    plan_dir
        The plan folder: plan.toml and inbox/.
    as_of
        The day to compute for, YYYY-MM-DD. Default: today in the plan's timezone.
    year
        The limitation year that ends in this year, or on this date. Default: the one of the as-of date.
    verify
        Read every file again, also those whose name, size and times are as recorded.
    fail_on
        Exit with 7 if a finding of this severity, or a graver one, is to be looked at.
    wait
        Seconds to wait while another run holds the store. Default: 60.
    json
        The summary as JSON.
    """
    asked = question(existing_plan_folder(plan_dir), as_of, year, datetime.now(UTC))
    warn_of_unused(asked.plan)
    os.umask(0o077)
    signal.signal(signal.SIGTERM, end_in_order)
    for name, value in PREFECT_DEFAULTS.items():
        os.environ.setdefault(name, value)
    with Progress() as progress, shown_on(progress):
        progress("Starting Prefect")
        from flows import nightly as prefect_flow

        prefect_flow.only_warnings()
        prefect_flow.await_server(progress)
        summary = prefect_flow.nightly(str(plan_dir), as_of=as_of, year=year, verify=verify, wait=wait)
    print(as_json(members(summary)) if json else in_words(summary))
    if summary.files_refused:
        complain(f"refused whole: {', '.join(summary.files_refused)}; see findings.")
    return exit_status(summary, fail_on)


def exit_status(summary: NightSummary, fail_on: str | None) -> int:
    """5 before 7: a refused feed is always an error finding too, so 7 would hide it."""
    if summary.files_refused:
        return FEED_REFUSED
    grave = {"error": ("error",), "warning": ("error", "warning")}.get(fail_on or "", ())
    return FAIL_ON_MET if any(summary.to_look_at(severity) for severity in grave) else 0


def end_in_order(number: int, _: FrameType | None) -> NoReturn:
    """A request to stop ends the embedded server too, which a plain death would leave running."""
    sys.exit(KILLED_BY + number)


@contextmanager
def shown_on(progress: Progress) -> Iterator[None]:
    """What the flow logs becomes progress here; under a worker it goes to the Prefect server alone."""
    log = logging.getLogger("megaroth")
    log.setLevel(logging.INFO)
    log.addHandler(handler := ToProgress(progress))
    try:
        yield
    finally:
        log.removeHandler(handler)


def members(summary: NightSummary) -> dict[str, object]:
    """What --json prints."""
    return {
        "plan_id": summary.plan_id,
        "as_of": summary.as_of,
        "limitation_year": summary.limitation_year,
        "reports": str(summary.reports),
        "people": summary.people,
        "people_waiting": summary.people_waiting,
        "people_can_convert": summary.people_can_convert,
        "findings": summary.findings_by_severity(),
        "rows_accepted": summary.rows_accepted,
        "rows_rejected": summary.rows_rejected,
        "rows_duplicate": summary.rows_duplicate,
        "files_loaded": summary.files_loaded,
        "files_refused": summary.files_refused,
    }


def in_words(summary: NightSummary) -> str:
    """The short summary."""
    by_severity = {
        severity: ", ".join(f"{number:,} {status}" for status, number in statuses.items() if number)
        for severity, statuses in summary.findings_by_severity().items()
    }
    rows = (
        f"{summary.rows_accepted:,} accepted, {summary.rows_rejected:,} rejected, {summary.rows_duplicate:,} duplicate"
    )
    refused = f"{len(summary.files_refused):,} refused"
    shown = [
        ("As of", f"{summary.as_of}, limitation year {summary.limitation_year}"),
        ("People", f"{summary.people:,}"),
        ("Money waiting", money_waiting(summary)),
        ("Files", Toned(f"{summary.files_loaded:,} loaded, {refused}", BAD if summary.files_refused else "")),
        ("Rows", rows),
        *(
            (f"Findings, {severity}", Toned(found or "none", tone(summary, severity)))
            for severity, found in by_severity.items()
        ),
        ("Reports", Toned(str(summary.reports), MAIN)),
    ]
    return pairs(shown)


def money_waiting(summary: NightSummary) -> str:
    """How many can convert their after-tax money now, and how many have some that must wait."""
    people = "person" if summary.people_can_convert == 1 else "people"
    return f"{summary.people_can_convert:,} {people} can convert, {summary.people_must_wait:,} must wait"


def tone(summary: NightSummary, severity: str) -> str:
    """That of the severity, while somebody has to look."""
    return TONE_OF_SEVERITY[severity] if summary.to_look_at(severity) else GOOD
