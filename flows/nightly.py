"""The nightly run as a Prefect flow: the order of the steps, and what is tried again. No arithmetic, no SQL.

Prefect keeps parameters, states, exceptions, logs and artifacts: none may hold a person, an amount or a cell of a feed.
Therefore no result is persisted, nothing is cached, and an exception nobody foresaw leaves a task without its text.
"""

import errno
import logging
import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

import httpx
from prefect import flow, task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import State, TaskRun
from prefect.settings import PREFECT_API_URL
from prefect.tasks import Task

from flows import steps
from flows.summary import NightSummary
from megaroth.errors import MegarothError
from megaroth.faults import without_values
from megaroth.store import Say
from schemas import words

log = logging.getLogger("megaroth.night")

TRIES_AGAIN: Final = 2
SECONDS_BETWEEN_TRIES: Final = 5
NAMED_SERVER_SILENT: Final = (
    "The Prefect server that PREFECT_API_URL names does not answer.\n"
    "Start it, correct the address, or unset PREFECT_API_URL to use the embedded server."
)
EMBEDDED_SERVER_SILENT: Final = (
    "Prefect's embedded server did not start.\n"
    "It keeps its database in PREFECT_HOME (.prefect in the home folder): see that this folder can be written and\n"
    "its disk is not full, or name another folder. On a slow machine give it more time with\n"
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS."
)
NEVER_PASSES: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOENT})


def may_pass(_: Task[..., Any], __: TaskRun, state: State[Any]) -> bool:
    """Whether a second try can help: a file share that stumbled may answer, a full disk stays full."""
    fault = state.result(raise_on_failure=False)
    of_the_machine = fault if isinstance(fault, OSError) else fault.__context__
    return isinstance(of_the_machine, OSError) and of_the_machine.errno not in NEVER_PASSES


def count_of(number: int, thing: str) -> str:
    """1 file, 2 files."""
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"


def leave_note(summary: NightSummary) -> None:
    """The night's counts on Prefect's page of the run, in one series for each plan."""
    create_markdown_artifact(note(summary), key=note_key(summary.plan_id), description="Counts of the night")


def note(summary: NightSummary) -> str:
    """The night's counts as Markdown, for Prefect's page of the run."""
    counts = [
        ("people", summary.people),
        ("people who can convert", summary.people_can_convert),
        ("people who must wait to convert", summary.people_must_wait),
        ("files loaded", summary.files_loaded),
        ("files refused", len(summary.files_refused)),
        ("rows accepted", summary.rows_accepted),
        ("rows rejected", summary.rows_rejected),
        ("rows duplicate", summary.rows_duplicate),
        *((f"{severity} findings to look at", summary.to_look_at(severity)) for severity in words.SEVERITIES),
    ]
    lines = [f"| {what} | {number:,} |" for what, number in counts]
    title = f"# As of {summary.as_of}, limitation year {summary.limitation_year}"
    return "\n".join([title, "", "| | |", "| --- | ---: |", *lines, ""])


def note_key(plan_id: str) -> str:
    """One series of notes for each plan: Prefect allows small letters, digits and dashes."""
    return f"nightly-{re.sub('[^a-z0-9]+', '-', plan_id.lower()).strip('-')}"


class PrefectMissing(MegarothError):  # noqa: N818 - named for what happened
    """No Prefect server answers, neither one that is named nor one of our own."""


def await_server(say: Say) -> None:
    """Start Prefect's embedded server, or reach the one PREFECT_API_URL names. PrefectMissing if neither answers."""
    named = PREFECT_API_URL.value()
    say(
        "Asking the Prefect server that PREFECT_API_URL names"
        if named
        else "Starting Prefect's embedded server (about 20 seconds the first time, 5 later)"
    )
    try:
        with get_client(sync_client=True) as client:
            silent = client.api_healthcheck()
    except (RuntimeError, OSError, httpx.HTTPError) as fault:
        silent = fault
    if silent is not None:
        raise PrefectMissing(NAMED_SERVER_SILENT if named else EMBEDDED_SERVER_SILENT) from None


COMMENTARY: Final = ("prefect.flow_runs", "prefect.task_runs", "EventsWorker", "APILogWorker")


def only_warnings() -> None:
    """Keep Prefect's running commentary off the terminal: the command line tells of its run in its own words."""
    for handler in logging.getLogger().handlers:
        handler.setLevel(logging.WARNING)
        handler.addFilter(lambda record: not record.name.startswith(COMMENTARY))


@task(
    name="load",
    retries=TRIES_AGAIN,
    retry_delay_seconds=SECONDS_BETWEEN_TRIES,
    retry_condition_fn=may_pass,
    cache_policy=NO_CACHE,
    persist_result=False,
)
def load(night: steps.Night) -> None:
    """What is new in the inbox, into the store. A second try undoes what the first left in the transaction."""
    with without_values():
        steps.load(night)


@task(name="answer", cache_policy=NO_CACHE, persist_result=False)
def answer(night: steps.Night) -> None:
    """Everybody's room, and the findings."""
    with without_values():
        steps.answer(night)


@task(name="publish", cache_policy=NO_CACHE, persist_result=False)
def publish(night: steps.Night) -> NightSummary:
    """Store and reports, all or nothing."""
    with without_values():
        return steps.publish(night)


@flow(name="nightly", persist_result=False)
def nightly(
    plan_dir: str, as_of: date | None = None, year: str | None = None, verify: bool = False, wait: int = 60
) -> NightSummary:
    """One night of one plan. `as_of`: today in the plan's timezone; `year`: the limitation year that contains it."""
    now = datetime.now(UTC)
    with without_values(), steps.open_night(Path(plan_dir), as_of, year, verify, wait, now, log.info) as night:
        load(night)
        answer(night)
        summary = publish(night)
    leave_note(summary)
    return summary
