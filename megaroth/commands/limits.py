"""`megaroth limits`: the table of limits, with citations."""

import re

from megaroth.commands.output import Amount, aligned, as_json
from megaroth.errors import CommandError
from megaroth.limits import NAMES, Figure, Limits, load_limits
from megaroth.money import grouped


def limits(year: str | None = None, /, *, json: bool = False) -> int:
    """The limits of the law, by year, each with its paragraph and its notice.

    Parameters
    ----------
    year
        Only this year.
    json
        A list with year, name, amount, law and source.
    """
    figures = chosen(load_limits(), year)
    if json:
        print(as_json([_members(figure) for figure in figures]))
    else:
        rows = [(str(f.year), f.name, grouped(f.cents), f.law, f.source) for f in figures]
        print(aligned([("year", "name", "amount", "law", "source"), *rows], right=frozenset({2})))
    return 0


def chosen(table: Limits, year: str | None) -> list[Figure]:
    """Every figure by year, or those of one year. LimitMissing if the table does not cover it."""
    if year is None:
        return sorted(table.table(), key=lambda figure: figure.year)
    if not re.fullmatch(r"[0-9]{4}", year):
        raise CommandError("limits: expected a year, such as 2026.")
    for name in NAMES:
        table.find(name, int(year))
    return [figure for figure in table.table() if figure.year == int(year)]


def _members(figure: Figure) -> dict[str, object]:
    return {
        "year": figure.year,
        "name": figure.name,
        "amount": Amount(figure.cents),
        "law": figure.law,
        "source": figure.source,
    }
