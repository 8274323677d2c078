"""`megaroth limits`: the table of limits, with citations."""

import re
from typing import Annotated

from cyclopts import Parameter

from megaroth.commands.output import Amount, as_json
from megaroth.commands.terminal import table
from megaroth.errors import CommandError
from megaroth.limits import NAMES, Figure, Limits, load_ira_limits, load_limits
from megaroth.money import grouped


def limits(year: Annotated[str | None, Parameter(metavar="YEAR")] = None, /, *, json: bool = False) -> int:
    """The limits of the law, by year, each with its paragraph and its notice: those of plans, then those of IRAs.

    Parameters
    ----------
    year
        Only this year. Default: every year the program knows.
    json
        A list with year, name, amount, law and source.
    """
    of_plans = chosen(load_limits(), year)
    of_iras = [figure for figure in by_year(load_ira_limits()) if year in (None, str(figure.year))]
    if json:
        print(as_json([_members(figure) for figure in (*of_plans, *of_iras)]))
    else:
        print("\n\n".join(_table(figures) for figures in (of_plans, of_iras) if figures))
    return 0


def chosen(known: Limits, year: str | None) -> list[Figure]:
    """Every figure by year, or those of one year. LimitMissing if the table does not cover it."""
    if year is None:
        return by_year(known)
    if not re.fullmatch(r"[0-9]{4}", year):
        raise CommandError("limits: expected a year, such as 2026.")
    for name in NAMES:
        known.find(name, int(year))
    return [figure for figure in known.table() if figure.year == int(year)]


def by_year(known: Limits) -> list[Figure]:
    """Every figure, by year, then in the order of the table."""
    return sorted(known.table(), key=lambda figure: figure.year)


def _table(figures: list[Figure]) -> str:
    rows = [(str(f.year), f.name, grouped(f.cents), f.law, f.source) for f in figures]
    return table([("year", "name", "amount", "law", "source"), *rows], right=frozenset({2}))


def _members(figure: Figure) -> dict[str, object]:
    return {
        "year": figure.year,
        "name": figure.name,
        "amount": Amount(figure.cents),
        "law": figure.law,
        "source": figure.source,
    }
