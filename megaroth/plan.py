"""The plan document, read from plan.toml: its years, calendars and terms, with every amendment in its place.

Money is in whole cents, rates in hundred-millionths. What is unknown, mistyped or impossible is refused, all at once.
"""

import tomllib
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, TypeVar

from pydantic import ValidationError

from megaroth.calendars import PayCalendar
from megaroth.errors import PlanError
from megaroth.limits import NAMES, ExtraYear
from megaroth.plan_file import PlanFile
from megaroth.plan_problems import FILE, key_path, problems
from megaroth.plan_terms import ANNUAL_TRUE_UP, YEAR_END, AfterTax, Deferrals, Match, Nonelective, Terms, Withdrawals
from megaroth.plan_values import Section
from megaroth.years import LimitationYears

DEFAULT_CALENDAR: Final = ""

ACTED_ON: Final[Mapping[str, frozenset[str]]] = {
    "deferrals": frozenset(Deferrals.model_fields),
    "after_tax": frozenset(AfterTax.model_fields),
    "match": frozenset(Match.model_fields),
    "nonelective": frozenset(Nonelective.model_fields),
    "withdrawals": frozenset(Withdrawals.model_fields),
    "deposits": frozenset({"usual_business_days"}),
}
"""The terms this version acts on; every other is read and checked, and listed in `unused_keys`."""

ROTH_ROUTES_SHUT: Final = (
    "after-tax money can no longer be converted to Roth since {roth_end} (assumed in plan.toml, not law)"
)

ANNUAL_FORMULAS: Final = (("match", ANNUAL_TRUE_UP, "true_up_last_day"), ("nonelective", YEAR_END, "last_day"))
"""Table, the timing that makes its formula one of the whole year, and the key that is no part of the formula."""

Shape = TypeVar("Shape", bound=Section)


@dataclass(frozen=True)
class Plan:
    id: str
    name: str
    timezone: str
    years: LimitationYears
    calendars: Mapping[str, PayCalendar]
    """By name; the default one under ""."""
    extra_limits: tuple[ExtraYear, ...]
    sha256: str
    """Of the bytes of plan.toml."""
    unused_keys: tuple[str, ...]
    """Keys the file gives that this version reads and checks but does not act on yet."""
    amended: tuple[tuple[date, Terms], ...]
    after_tax_conversions_end: date | None
    """The day from which the sponsor assumes after-tax money can no longer become Roth; no law says so."""

    def calendar_name(self, pay_group: str | None) -> str:
        """The calendar of a person's pay group; "" where the group has none of its own."""
        return pay_group if pay_group and pay_group in self.calendars else DEFAULT_CALENDAR

    def terms(self, day: date) -> Terms:
        """The terms in force on a pay date."""
        return self.amended[bisect_right(self.amended, day, key=lambda change: change[0]) - 1][1]

    def changes(self) -> tuple[tuple[date, Terms], ...]:
        """Every set of terms with the first pay date it is in force; the first from date.min."""
        return self.amended

    def roth_routes_shut(self, day: date) -> bool:
        """Whether plan.toml assumes that after-tax money can no longer become Roth on the day."""
        return self.after_tax_conversions_end is not None and self.after_tax_conversions_end <= day

    def roth_routes_shut_words(self) -> str:
        """From which day on, and that it is no law; nothing where the plan assumes none."""
        end = self.after_tax_conversions_end
        return ROTH_ROUTES_SHUT.format(roth_end=end) if end else ""


def load_plan(plan_dir: Path) -> Plan:
    """PlanError if plan.toml is missing, cannot be read, or is refused."""
    path = plan_dir / FILE
    try:
        text = path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        raise PlanError(f"{FILE}: not found in {plan_dir}; expected a plan folder, which holds one.") from None
    except OSError as error:
        raise PlanError(f"{FILE}: cannot be read in {plan_dir} ({error.strerror}).") from None
    except UnicodeDecodeError:
        raise PlanError(f"{FILE}: expected UTF-8 text; save it with that encoding.") from None
    return parse_plan(text)


def parse_plan(text: str) -> Plan:
    """The plan that the text of a plan.toml describes. PlanError lists every problem, one a line."""
    given = _toml(text)
    file = _validated(PlanFile, given)
    table = file.plan
    month, day = table.limitation_year_start
    years = LimitationYears(month, day, tuple((year.start, year.end) for year in table.short_years))
    return Plan(
        id=table.id,
        name=table.name,
        timezone=table.timezone,
        years=years,
        calendars={DEFAULT_CALENDAR: file.pay_calendar, **file.pay_calendars},
        extra_limits=tuple(
            ExtraYear(year, {name: getattr(figures, name) for name in NAMES}, figures.source)
            for year, figures in sorted(file.limits.items())
        ),
        sha256=sha256(text.encode("utf-8")).hexdigest(),
        unused_keys=tuple(_unused(given)),
        amended=_amended(given, years),
        after_tax_conversions_end=file.law.after_tax_conversions_end,
    )


def _toml(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text.removeprefix("\ufeff"), parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise PlanError(f"{FILE}: expected TOML: {error}") from None
    except (ValueError, ArithmeticError, RecursionError):
        raise PlanError(f"{FILE}: expected TOML; a number is too long or lists are nested too deep.") from None


def _validated(shape: type[Shape], tables: dict[str, Any], inside: tuple[str | int, ...] = ()) -> Shape:
    try:
        return shape.model_validate(tables)
    except ValidationError as error:
        raise PlanError("\n".join(problems(error, shape, inside))) from None


def _amended(given: dict[str, Any], years: LimitationYears) -> tuple[tuple[date, Terms], ...]:
    """The terms from each effective date on. An amendment replaces the keys it names; the whole is validated again."""
    tables = {name: given.get(name, {}) for name in Terms.model_fields}
    changes = [(date.min, _validated(Terms, tables))]
    refusals: list[str] = []
    amendments = sorted(enumerate(given.get("amendment", ())), key=lambda numbered: numbered[1]["effective"])
    for number, amendment in amendments:
        tables = {name: keys | amendment.get(name, {}) for name, keys in tables.items()}
        terms = _validated(Terms, tables, inside=("amendment", number))
        effective = amendment["effective"]
        if years.containing(effective).start != effective:
            refusals += _changed_annual_formulas(number, changes[-1][1], terms)
        changes.append((effective, terms))
    if refusals:
        raise PlanError("\n".join(refusals))
    return tuple(changes)


def _changed_annual_formulas(number: int, before: Terms, after: Terms) -> Iterator[str]:
    """A formula of the whole year must be one formula for the whole year [our reading]."""
    for table, annual, condition in ANNUAL_FORMULAS:
        old, new = (getattr(terms, table).model_dump(exclude={condition}) for terms in (before, after))
        if old != new and annual in (old["timing"], new["timing"]):
            place = key_path(("amendment", number, table))
            yield (
                f"{FILE}: {place}: changes an annual formula ({annual}) in the middle of a plan year, which then has "
                "no one formula; expected the first day of a plan year as effective date"
            )


def _unused(given: dict[str, Any]) -> Iterator[str]:
    """match.tiers, amendment[0].match.tiers"""
    amendments = enumerate(given.get("amendment", ()))
    for place, tables in [((), given), *((("amendment", number), tables) for number, tables in amendments)]:
        for table in Terms.model_fields:
            for key in tables.get(table, {}):
                if key not in ACTED_ON.get(table, ()):
                    yield key_path((*place, table, key))
