"""The limits of the law by year, each with its paragraph and its notice: one TOML file per limit beside this module.

Nothing is projected: a year the table does not cover is refused. Which year's figure applies: docs/law.md, section 1.
Those of an employer's plan are one table, and a plan may bring a year of them; those of IRAs are another, and none may.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Final

from pydantic import BaseModel, ConfigDict

from megaroth.errors import LimitMissing
from megaroth.limits.statute import Statute
from megaroth.money import CENTS_PER_DOLLAR

__all__ = [
    "IRA_NAMES",
    "NAMES",
    "ExtraYear",
    "Figure",
    "LimitLaw",
    "Limits",
    "Statute",
    "load_ira_limits",
    "load_limits",
]

NAMES: Final = (
    "elective_deferral",
    "catch_up_50",
    "catch_up_60_63",
    "annual_additions",
    "compensation",
    "highly_compensated",
    "key_employee",
    "roth_catch_up_wages",
    "social_security_wage_base",
)
IRA_NAMES: Final = (
    "ira_contribution",
    "ira_catch_up",
    "roth_ira_single_start",
    "roth_ira_single_end",
    "roth_ira_joint_start",
    "roth_ira_joint_end",
)


class YearFigure(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    dollars: int
    source: str


class LimitLaw(BaseModel):
    """One limit's file. `begins`: the first year in which the law has such a figure, if later than the table's."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    what: str
    keyed_to: str
    law: str
    announced: str
    step: int | None = None
    step_law: str | None = None
    begins: int | None = None
    begins_law: str | None = None
    year: dict[str, YearFigure]


@dataclass(frozen=True)
class Figure:
    """A limit in one year, in cents, with the paragraph that sets it and the notice that announced it."""

    name: str
    year: int
    cents: int
    law: str
    source: str


@dataclass(frozen=True)
class ExtraYear:
    """A year that plan.toml brings, `[limits.YEAR]`: the cents of every name in NAMES."""

    year: int
    cents: Mapping[str, int]
    source: str


@dataclass(frozen=True)
class Limits:
    """A whole table. A year it does not cover raises LimitMissing; ask `covers` first where that is no refusal."""

    laws: Mapping[str, LimitLaw]
    figures: Mapping[tuple[str, int], Figure]
    years: tuple[int, ...]
    statute: Statute
    of_plans: bool = True
    """Whether plan.toml may bring a year of it."""

    def covers(self, year: int) -> bool:
        return year in self.years

    def find(self, name: str, year: int) -> int | None:
        """Cents, or None where the law has no such figure in a year the table covers (catch-up at 60 to 63 in 2024)."""
        law = self.laws[name]
        if not self.covers(year):
            raise LimitMissing(self._not_covered(name, law, year))
        figure = self.figures.get((name, year))
        return figure.cents if figure else None

    def figure(self, name: str, year: int) -> Figure:
        """The figure with its citation. LimitMissing also where the law has none for that year."""
        if self.find(name, year) is None:
            law = self.laws[name]
            raise LimitMissing(
                f"{name}: no {law.what} for {law.keyed_to} {year}; "
                f"the law has one from {law.begins} on ({law.begins_law}).\nAsk for {law.begins} or later."
            )
        return self.figures[name, year]

    def cents(self, name: str, year: int) -> int:
        return self.figure(name, year).cents

    def table(self) -> list[Figure]:
        """Every figure, in the order of the names, then by year."""
        return [self.figures[name, year] for name in self.laws for year in self.years if (name, year) in self.figures]

    def _not_covered(self, name: str, law: LimitLaw, year: int) -> str:
        earlier = [known for known in self.years if known < year]
        reach = f"ends with {max(earlier)}" if earlier else f"begins with {min(self.years)}"
        by_plan = (
            f",\nor with every other figure of {year} under [limits.{year}] in plan.toml"
            if earlier and self.of_plans
            else ""
        )
        return (
            f"{name}: no {law.what} for {law.keyed_to} {year}; the table {reach} ({law.law}).\n"
            f"Add it from the {law.announced} to megaroth/limits/{name}.toml{by_plan}."
        )


def load_limits(extra: Iterable[ExtraYear] = ()) -> Limits:
    """What binds an employer's plan: the program's own table, and the years plan.toml brings besides."""
    known = _own_table(NAMES)
    brought = [
        Figure(name, year.year, year.cents[name], known.laws[name].law, year.source) for year in extra for name in NAMES
    ]
    figures = {**known.figures, **{(figure.name, figure.year): figure for figure in brought}}
    return Limits(known.laws, figures, tuple(sorted({year for _, year in figures})), known.statute)


def load_ira_limits() -> Limits:
    """What binds a person's IRAs."""
    return replace(_own_table(IRA_NAMES), of_plans=False)


@cache
def _own_table(names: tuple[str, ...]) -> Limits:
    folder = files(__name__)
    laws = {
        name: LimitLaw.model_validate(tomllib.loads((folder / f"{name}.toml").read_text("utf-8"))) for name in names
    }
    figures = [
        Figure(name, int(year), entry.dollars * CENTS_PER_DOLLAR, law.law, entry.source)
        for name, law in laws.items()
        for year, entry in law.year.items()
    ]
    return Limits(
        laws=laws,
        figures={(figure.name, figure.year): figure for figure in figures},
        years=tuple(sorted({figure.year for figure in figures})),
        statute=Statute.from_toml((folder / "statute.toml").read_text("utf-8")),
    )
