"""One person's answer from the store: only their rows, through the steps of the night. Nothing is written."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import polars as pl

from flows.asking import question
from megaroth.account_explanation import account_steps
from megaroth.answers import answer, dollar_limit
from megaroth.conversions import conversions_of
from megaroth.errors import CommandError
from megaroth.explanation import Asked, Step, steps
from megaroth.forecast_explanation import Ahead, forecast_steps, path
from megaroth.people import Moment
from megaroth.provenance import account_entries, entries
from megaroth.store import Say, Store, consulted
from schemas.columns import columns
from schemas.reports import Room


@dataclass(frozen=True)
class Explanation:
    """What `explain` shows. `room`: the person's row of the report; `rows`: as `megaroth.provenance` lists them."""

    moment: Moment
    room: dict[str, Any]
    steps: list[Step]
    ahead: list[Ahead]
    rows: pl.DataFrame
    conversions: dict[str, Any] | None
    findings: pl.DataFrame
    night_kept: bool


def explained(
    plan_dir: Path,
    employee_id: str,
    as_of: date | None,
    year: str | None,
    wait: float,
    now: datetime,
    say: Say,
) -> Explanation:
    """The person's numbers as of a date; by default that of the latest night.

    Raises CommandError where there is no such person, and what `question` and `consulted` raise.
    """
    with consulted(plan_dir, now=now, wait=wait, say=say) as store:
        return _explained(store, plan_dir, employee_id, as_of or store.latest_night(), year, now)


def _explained(
    store: Store, plan_dir: Path, employee_id: str, as_of: date | None, year: str | None, now: datetime
) -> Explanation:
    asked = question(plan_dir, as_of, year, now)
    moment = asked.moment
    book = store.book(moment.first_day, moment.as_of, of=employee_id)
    answers = answer(book, asked.plan, asked.limits, moment.year, moment.as_of)
    of_person = pl.col("employee_id") == employee_id
    found = answers.persons.filter(of_person).to_dicts()
    if not found:
        has_account = not book.balances.filter(of_person).is_empty()
        in_census = not book.census.filter(of_person).is_empty()
        raise CommandError(nobody(moment, in_census=in_census, has_account=has_account))
    person = found[0]
    accounts = conversions_of(book, asked.plan, asked.limits, moment).filter(of_person).to_dicts()
    account = accounts[0] if accounts else None
    of_whom = Asked(person, moment, asked.plan, asked.limits, dollar_limit(asked.limits, moment))
    ahead = path(of_whom, answers.forecast.filter(of_person).to_dicts())
    told = steps(of_whom) + forecast_steps(of_whom, ahead)
    findings = store.findings(moment.year.end, moment.as_of).filter(of_person)
    return Explanation(
        moment=moment,
        room={column.name: person[column.name] for column in columns(Room)},
        ahead=ahead,
        steps=told + (account_steps(account, moment.as_of) if account else []),
        rows=pl.concat([entries(book, answers, asked.plan), account_entries(book, asked.plan, moment.as_of)]).filter(
            of_person
        ),
        conversions=account,
        findings=findings,
        night_kept=store.has_night(moment.year.end, moment.as_of),
    )


def nobody(moment: Moment, *, in_census: bool, has_account: bool) -> str:
    """Why there is nothing to explain. Without the employee_id: messages end up in logs."""
    of_year = f"the limitation year of {moment.year.start} to {moment.year.end}, as of {moment.as_of}"
    if has_account:
        return (
            f"explain: this person has an after-tax account, told in the conversions report, but neither pay nor money "
            f"nor employment in {of_year}."
        )
    if in_census:
        return f"explain: this person is in the census, but has neither pay nor money nor employment in {of_year}."
    return (
        f"explain: nobody with this employee_id, neither in the census nor with pay or money in {of_year}. "
        "Write it as the feeds do, leading zeros and capitals included."
    )
