"""The page of a night, index.html: what to do today, what is safe until the year's end, whom to cut, who can convert,
what the forms 1099-R say, where everybody stands.

Frames in, the text of one HTML file out. It fetches nothing, needs no script to be read, and is the same for the same
night. People appear by employee_id and name only.
"""

import base64
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files

import polars as pl
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from megaroth.headline import Headline
from megaroth.limits import load_limits
from megaroth.money import grouped
from megaroth.page import accounts, in_files, next_pay, people, standing, tax_forms, to_do
from megaroth.page.charts import room_chart, use_chart
from megaroth.page.path import path_to_limit
from megaroth.page.tables import MOST_ROWS, Table
from schemas import words
from schemas.columns import Column
from schemas.reports import REPORTS

__all__ = ["page"]


@dataclass(frozen=True)
class Figure:
    """A headline number. `mark`: the severity it is coloured by, if any."""

    words: str
    value: str
    note: str
    mark: str = ""


@dataclass(frozen=True)
class LimitUsed:
    """A legal figure: what it is, for which years, its cents, the paragraph that sets it, the notice that says it."""

    what: str
    years: str
    cents: int
    law: str
    source: str


def page(tables: Mapping[str, pl.DataFrame], night: Headline) -> str:
    """The whole page. `tables`: the night's reports by name."""
    room, conversions, findings = tables["room"], tables["conversions"], tables["findings"]
    names = people.names(room, conversions)
    actors = to_do.actors(findings, names)
    shown = _shown(tables, names)
    holding = accounts.holding(conversions)
    style, script = _text("page.css"), _text("page.js")
    return (
        _environment()
        .get_template("page.html")
        .render(
            night=night,
            style=Markup(style),
            script=Markup(script),
            style_hash=_hash(style),
            script_hash=_hash(script),
            actors=actors,
            counted=to_do.counted(findings),
            waiting={severity: sum(actor.counts[severity] for actor in actors) for severity in to_do.SEVERITIES},
            new=sum(actor.new for actor in actors),
            figures=_figures(tables, night),
            limits=_limits(night),
            path=path_to_limit(room),
            charts=(room_chart(room, night.dollar_limit), use_chart(room)),
            cannot_contribute=people.cannot(room, "can_contribute"),
            cannot_convert=people.cannot(holding, "can_convert"),
            may_leave=accounts.may_leave(conversions),
            not_converting=holding.filter(~pl.col("can_convert")).height,
            not_contributing=room.filter(~pl.col("can_contribute")).height,
            file_totals=_file_totals(tables["controls"]),
            explained=_explained([*(actor.table for actor in actors), *shown.values()]),
            **shown,
        )
    )


def _shown(tables: Mapping[str, pl.DataFrame], names: Mapping[str, str]) -> dict[str, Table]:
    """The tables of the page, by their name in its template. `names`: by employee_id."""
    room, conversions, findings = tables["room"], tables["conversions"], tables["findings"]
    return {
        "next_dates": next_pay.by_date(tables["payroll_caps"]),
        "to_cut": next_pay.to_cut(tables["payroll_caps"]),
        "over": people.over_limit(room),
        "will_not_fit": people.will_not_fit(findings, names),
        "running_out": people.running_out(room),
        "near": people.near_limit(room),
        "convert": accounts.convertible(conversions),
        "cannot": accounts.not_convertible(conversions),
        "forms": tax_forms.by_destination(tables["forms_1099r"]),
        "forms_differ": tax_forms.differences(findings),
        "steps": standing.by_step(tables["strategy"]),
        "alternatives": standing.by_alternative(tables["strategy"]),
        "doors": standing.by_door(tables["doors"]),
        "gone": to_do.gone(findings, names),
        "files_first": in_files.to_look_at(tables["controls"]),
        "files": in_files.in_order(tables["controls"]),
        "refused": in_files.refused(tables["rejects"]),
    }


def _figures(tables: Mapping[str, pl.DataFrame], night: Headline) -> tuple[Figure, ...]:
    room, able, conversions = tables["room"], tables["room"].filter("can_contribute"), tables["conversions"]
    over, near = people.over_rows(room), people.near_rows(room)
    bursting = people.will_not_fit_rows(tables["findings"])
    cut = next_pay.to_cut_rows(tables["payroll_caps"])
    convertible = accounts.convertible_rows(conversions)
    return (
        Figure(
            f"Room until {night.year_end}",
            _total(room, "room"),
            f"{_total(able, 'room')} of it for those who can contribute",
        ),
        Figure("Room today", _total(room, "room_today"), "with nothing set aside for the rest of the year"),
        Figure("Can contribute now", f"{able.height:,}", f"of {_counted(room.height, 'person', 'people')}"),
        Figure("Can convert now", f"{convertible.height:,}", f"{_total(conversions, 'withdrawable')} can be withdrawn"),
        _warning("Over the limit", over.height, f"excess {_total(over, 'excess')}", "error"),
        _warning("Will not fit", bursting.height, "deferrals and employer money to come pass the limit"),
        _warning("Near the limit", near.height, f"{people.NEAR_PERCENT}% or more of the dollar amount used"),
        _warning("To cut on the next pay date", cut.height, f"{_total(cut, 'cut')} elected above the cap"),
    )


def _warning(words: str, number: int, note: str, mark: str = "warning") -> Figure:
    """A number that is coloured unless it is 0."""
    return Figure(words, f"{number:,}", note, mark if number else "")


def _limits(night: Headline) -> tuple[LimitUsed, ...]:
    laws = load_limits().laws
    return tuple(
        LimitUsed(laws[name].what, f"{laws[name].keyed_to} {year}", cents, law, source)
        for name, year, cents, law, source in night.limits
    )


def _file_totals(controls: pl.DataFrame) -> Mapping[str, int]:
    rows = controls.select(pl.col("rows_in", "rows_accepted", "rows_rejected", "rows_duplicate").sum())
    return {"files": controls.height, **rows.row(0, named=True)}


def _explained(tables: Iterable[Table]) -> Mapping[str, tuple[Column, ...]]:
    """Every column the page shows, once, by report."""
    columns = {(table.report, column.name): column for table in tables for column in table.explained}
    reports = dict.fromkeys(report for report, _ in columns)
    return {name: tuple(column for (of, _), column in columns.items() if of == name) for name in reports}


def _total(rows: pl.DataFrame, column: str) -> str:
    """A money column added up."""
    return grouped(rows.select(pl.col(column).sum()).item())


def _counted(number: int, one: str, many: str = "") -> str:
    """1 error, 2 errors."""
    return f"{number:,} {one if number == 1 else many or f'{one}s'}"


def _code(sentence: str) -> Markup:
    """A sentence of the contract, its `names` as code."""
    parts = (
        Markup("<code>{}</code>").format(part) if place % 2 else escape(part)
        for place, part in enumerate(sentence.split("`"))
    )
    return Markup("").join(parts)


def _hash(text: str) -> str:
    """What a Content-Security-Policy lets run, and nothing else."""
    return "sha256-" + base64.b64encode(sha256(text.encode()).digest()).decode()


def _text(name: str) -> str:
    return (files(__name__) / name).read_text("utf-8")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader(__name__, ""),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {"grouped": grouped, "code": _code, "counted": _counted, "drawn": Markup}
    environment.filters["grouped_count"] = "{:,}".format
    environment.globals |= {
        "most_rows": MOST_ROWS,
        "reports": tuple(REPORTS),
        "severities": to_do.SEVERITIES,
        "statuses": words.STATUSES,
        "near_percent": people.NEAR_PERCENT,
    }
    return environment
