"""One person's answer from the store: only their rows, through the steps of the night. Nothing is written."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import polars as pl

from flows.asking import Question, question
from megaroth.account_explanation import AskedAccount, account_steps
from megaroth.account_facts import account_facts
from megaroth.account_ledger import account_ledger
from megaroth.accounts import account_feeds
from megaroth.answers import answer, dollar_limit
from megaroth.errors import CommandError
from megaroth.explanation import Asked, Step, steps
from megaroth.followed import FollowedAccounts, followed_accounts
from megaroth.forecast_explanation import Ahead, forecast_steps, path
from megaroth.people import Moment, account_holders
from megaroth.plan import load_plan
from megaroth.provenance import account_entries, entries
from megaroth.store import Say, Store, consulted
from schemas.columns import columns
from schemas.reports import Conversions, Report, Room


@dataclass(frozen=True)
class RoomTold:
    """The person's row of the room report, the steps to it, and the rest of the year."""

    row: dict[str, Any]
    steps: list[Step]
    ahead: list[Ahead]


@dataclass(frozen=True)
class AccountTold:
    """The person's row of the conversions report, the steps to it, and the account as a ledger."""

    row: dict[str, Any]
    steps: list[Step]
    ledger: pl.DataFrame


@dataclass(frozen=True)
class Explanation:
    """What `explain` shows; `rows` as `megaroth.provenance` lists them.

    `room` is None for somebody with neither pay nor money nor employment in the year, `account` without a statement of
    after-tax money; one of them there is.
    """

    employee_id: str
    name: str | None
    moment: Moment
    room: RoomTold | None
    account: AccountTold | None
    rows: pl.DataFrame
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
    """The person's numbers as of a date; by default that of the latest night, in the limitation year of that night.

    Raises CommandError where there is no such person, and what `question` and `consulted` raise.
    """
    with consulted(plan_dir, now=now, wait=wait, say=say) as store:
        if as_of is None and (nights := store.latest_nights()):
            as_of = nights[0][0]
            year = year or _year_of(as_of, [end for _, end in nights], plan_dir)
        return _explained(store, plan_dir, employee_id, as_of, year, now)


def _year_of(as_of: date, year_ends: list[date], plan_dir: Path) -> str | None:
    """The limitation year of the latest night as `question` takes it; none where the as-of date's own was asked too.

    A year that plan.toml does not have any more is passed over.
    """
    years = load_plan(plan_dir).years
    kept = [end for end in year_ends if years.containing(end).end == end]
    return kept[0].isoformat() if kept and years.containing(as_of).end not in kept else None


def _explained(
    store: Store, plan_dir: Path, employee_id: str, as_of: date | None, year: str | None, now: datetime
) -> Explanation:
    asked = question(plan_dir, as_of, year, now)
    moment = asked.moment
    book = store.book(moment.first_day, moment.as_of, of=employee_id)
    answers = answer(book, asked.plan, asked.limits, moment.year, moment.as_of)
    followed = followed_accounts(account_feeds(book), asked.plan, moment)
    of_person = pl.col("employee_id") == employee_id
    persons = answers.persons.filter(of_person).to_dicts()
    room = _room(asked, persons[0], answers.forecast.filter(of_person)) if persons else None
    account = _account(asked, followed, account_holders(book.census.lazy()), of_person)
    if not room and not account:
        raise CommandError(nobody(moment, in_census=not book.census.filter(of_person).is_empty()))
    rows = pl.concat([entries(book, answers, asked.plan), account_entries(followed, moment.as_of)])
    return Explanation(
        employee_id=employee_id,
        name=_name(room, account),
        moment=moment,
        room=room,
        account=account,
        rows=rows.filter(of_person),
        findings=store.findings(moment.year.end, moment.as_of).filter(of_person),
        night_kept=store.has_night(moment.year.end, moment.as_of),
    )


def _room(asked: Question, person: Mapping[str, Any], dates: pl.DataFrame) -> RoomTold:
    of_whom = Asked(person, asked.moment, asked.plan, asked.limits, dollar_limit(asked.limits, asked.moment))
    ahead = path(of_whom, dates.to_dicts())
    return RoomTold(_row(person, Room), steps(of_whom) + forecast_steps(of_whom, ahead), ahead)


def _account(
    asked: Question, followed: FollowedAccounts, holders: pl.LazyFrame, of_person: pl.Expr
) -> AccountTold | None:
    plan, moment = asked.plan, asked.moment
    facts = account_facts(followed, holders, plan, asked.limits.statute, moment)
    found = facts.filter(of_person).to_dicts()
    if not found:
        return None
    told = account_steps(AskedAccount(found[0], plan, moment.as_of))
    return AccountTold(_row(found[0], Conversions), told, account_ledger(followed, moment).filter(of_person))


def _row(person: Mapping[str, Any], report: type[Report]) -> dict[str, Any]:
    return {column.name: person[column.name] for column in columns(report)}


def _name(*told: RoomTold | AccountTold | None) -> str | None:
    return next((part.row["name"] for part in told if part), None)


def nobody(moment: Moment, *, in_census: bool) -> str:
    """Why there is nothing to explain. Without the employee_id: messages end up in logs."""
    of_year = f"the limitation year of {moment.year.start} to {moment.year.end}, as of {moment.as_of}"
    if in_census:
        return f"explain: this person is in the census, but has neither pay nor money nor employment in {of_year}."
    return (
        f"explain: nobody with this employee_id, neither in the census nor with pay or money in {of_year}. "
        "Write it as the feeds do, leading zeros and capitals included."
    )
