"""What a night or an explanation is asked: plan, limits and the moment, checked before anything is read."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from flows.intake import feeds_in
from megaroth.answers import limits_used
from megaroth.errors import CommandError
from megaroth.limits import Limits, load_limits
from megaroth.people import Moment
from megaroth.plan import Plan, load_plan
from megaroth.store import exists


@dataclass(frozen=True)
class Question:
    """What a night is asked: a plan, its limits and the moment; `folder` is where its reports go."""

    plan: Plan
    limits: Limits
    moment: Moment
    folder: str


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
