"""A night's reports on their way to the outbox: tables held to their contracts, workbook, page and manifest."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import BinaryIO, Final

import polars as pl

from flows.asking import Question
from megaroth import __version__, outbox, render, workbook
from megaroth.answers import dollar_limit, limits_used
from megaroth.headline import Headline
from megaroth.limits import Figure
from megaroth.money import plain
from megaroth.page import page
from schemas.reports import REPORTS

PAGE: Final = "index.html"


def prepare(
    plan_dir: Path, asked: Question, reports: Mapping[str, pl.DataFrame], compared_with: date | None
) -> outbox.Prepared:
    """Everything on disk beside what is published. Raises ReportError, and OSError with nothing left behind."""
    tables = {name: render.held(name, report, REPORTS[name]) for name, report in reports.items()}
    used = limits_used(asked.limits, asked.moment)
    night = headline(asked, used, compared_with)
    return outbox.prepare(
        plan_dir,
        asked.folder,
        texts={name: render.texts(report, REPORTS[name]) for name, report in tables.items()},
        typed={name: render.typed(report, REPORTS[name]) for name, report in tables.items()},
        others={
            workbook.NAME: lambda file, scratch: workbook.write(file, tables, night, scratch),
            PAGE: lambda file, _: _write(file, page(tables, night)),
        },
        manifest=manifest(asked, used, tables["controls"], compared_with),
    )


def _write(file: BinaryIO, text: str) -> None:
    file.write(text.encode())


def headline(asked: Question, used: Sequence[Figure], compared_with: date | None) -> Headline:
    """What stands above the night's figures."""
    year = asked.moment.year
    return Headline(
        plan_id=asked.plan.id,
        plan_name=asked.plan.name,
        as_of=asked.moment.as_of,
        year_start=year.start,
        year_end=year.end,
        program_version=__version__,
        compared_with=compared_with,
        dollar_limit=dollar_limit(asked.limits, asked.moment).cents,
        limits=tuple((limit.name, limit.year, limit.cents, limit.law, limit.source) for limit in used),
    )


def manifest(
    asked: Question, used: Sequence[Figure], controls: pl.DataFrame, compared_with: date | None
) -> dict[str, object]:
    """What the reports rest on: program, plan, limits, input files, and the night they are compared with."""
    year = asked.moment.year
    return {
        "as_of": asked.moment.as_of.isoformat(),
        "limitation_year": {"start": year.start.isoformat(), "end": year.end.isoformat()},
        "program_version": __version__,
        "plan": {"id": asked.plan.id, "sha256": asked.plan.sha256},
        "limits": [
            {
                "name": limit.name,
                "year": limit.year,
                "amount": plain(limit.cents),
                "law": limit.law,
                "source": limit.source,
            }
            for limit in used
        ],
        "files": controls.select("file", "kind", "sha256").to_dicts(),
        "compared_with": compared_with.isoformat() if compared_with else None,
    }
