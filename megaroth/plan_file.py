"""The shape of plan.toml: its tables and keys, and what each may say. What they mean together: `megaroth.plan`."""

import re
from datetime import date
from itertools import pairwise
from typing import Annotated

from pydantic import AfterValidator, Field, PlainValidator, ValidationInfo, field_validator

from megaroth.calendars import PayCalendar
from megaroth.limits import load_limits
from megaroth.plan_terms import Terms
from megaroth.plan_values import Day, PositiveDollars, Section, Several, Text, TimeZone, YearStart, expected, refused
from megaroth.years import MonthDay, last_of_full_year


class ShortYear(Section):
    start: Day
    end: Day

    @field_validator("end")
    @classmethod
    def _within_a_year(cls, end: date, info: ValidationInfo) -> date:
        start = info.data.get("start")
        if start and not start <= end <= last_of_full_year(start):
            raise expected(f"a date from {start} to {last_of_full_year(start)}, a year at most")
        return end


def _kind(value: object) -> str:
    if value != "401k":
        raise refused('this version computes 401(k) plans only; expected "401k"')
    return "401k"


class PlanTable(Section):
    id: Text
    name: Text
    kind: Annotated[str, PlainValidator(_kind)] = "401k"
    timezone: TimeZone = "America/New_York"
    limitation_year_start: YearStart = MonthDay(1, 1)
    short_years: Several[ShortYear] = ()

    @field_validator("short_years")
    @classmethod
    def _apart(cls, years: tuple[ShortYear, ...]) -> tuple[ShortYear, ...]:
        in_order = sorted(years, key=lambda year: year.start)
        if any(later.start <= earlier.end for earlier, later in pairwise(in_order)):
            raise refused("expected short years that do not overlap")
        return tuple(in_order)


class LawTable(Section):
    """What the sponsor assumes of the law to come; no document of the plan, so no amendment changes it."""

    after_tax_conversions_end: Day | None = None


class Amendment(Terms):
    """The keys it gives replace the earlier ones from the pay date `effective`; all others stay."""

    effective: Day


def _changes_something(amendment: Amendment) -> Amendment:
    if not any(getattr(amendment, name).model_fields_set for name in Terms.model_fields):
        raise refused(
            f"changes nothing; expected at least one key of {', '.join(Terms.model_fields)}, "
            "written like match = { dollar_cap = 5000 }"
        )
    return amendment


class LimitYear(Section):
    """`[limits.YEAR]`: every figure of that year in dollars, and the notice it is from."""

    source: Text
    elective_deferral: PositiveDollars
    catch_up_50: PositiveDollars
    catch_up_60_63: PositiveDollars
    annual_additions: PositiveDollars
    compensation: PositiveDollars
    highly_compensated: PositiveDollars
    key_employee: PositiveDollars
    roth_catch_up_wages: PositiveDollars
    social_security_wage_base: PositiveDollars


def _unknown_year(value: str) -> int:
    last = max(load_limits().years)
    if not re.fullmatch("[0-9]{4}", value) or int(value) <= last:
        raise refused(f"expected a year the program does not know yet, {last + 1} or later")
    return int(value)


class PlanFile(Terms):
    """All of it. The terms are those before the first amendment."""

    plan: PlanTable
    law: LawTable = LawTable()
    pay_calendar: PayCalendar = PayCalendar()
    pay_calendars: dict[Text, PayCalendar] = Field(default_factory=dict)
    amendment: Several[Annotated[Amendment, AfterValidator(_changes_something)]] = ()
    limits: dict[Annotated[int, PlainValidator(_unknown_year)], LimitYear] = Field(default_factory=dict)

    @field_validator("amendment")
    @classmethod
    def _one_a_day(cls, amendments: tuple[Amendment, ...]) -> tuple[Amendment, ...]:
        if len({amendment.effective for amendment in amendments}) < len(amendments):
            raise refused("expected an effective date of its own for each; put two of one date together")
        return amendments
