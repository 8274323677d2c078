"""What several commands print: JSON whose amounts are numbers with two decimals, and what a plan has not come to."""

import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from megaroth.commands.terminal import caution, has_every_character
from megaroth.money import fraction, plain
from megaroth.plan import Plan
from schemas.columns import columns
from schemas.fields import CENTS, RATE
from schemas.reports import Report


@dataclass(frozen=True)
class Amount:
    """Cents that JSON prints as dollars, exactly: 72000.00."""

    cents: int


@dataclass(frozen=True)
class Rate:
    """Hundred-millionths that JSON prints as a fraction, exactly: 0.06."""

    units: int


def members(row: Mapping[str, Any], contract: type[Report]) -> dict[str, object]:
    """A row of a report as JSON prints it: amounts in dollars, rates as fractions."""
    exact: dict[str, type[Amount | Rate]] = {CENTS: Amount, RATE: Rate}
    shown = {column.name: exact.get(column.unit) for column in columns(contract)}
    return {
        name: form(value) if value is not None and (form := shown.get(name)) else value for name, value in row.items()
    }


def warn_of_unused(plan: Plan) -> None:
    """Says on standard error which keys of plan.toml this version reads and checks but does not act on yet."""
    if plan.unused_keys:
        caution("plan.toml", f"checked, but not acted on by this version: {', '.join(plan.unused_keys)}")


def as_json(value: object, indent: int = 0) -> str:
    """JSON text of plain values, dates, Amounts, and lists and mappings of them.

    Characters that standard output has not are escaped, so that no name is changed.
    """
    match value:
        case Amount(cents):
            return plain(cents)
        case Rate(units):
            return fraction(units)
        case date():
            return json.dumps(value.isoformat())
        case Mapping():
            members = [f"{json.dumps(str(key))}: {as_json(member, indent + 2)}" for key, member in value.items()]
            return _bracketed("{", members, "}", indent)
        case list() | tuple():
            return _bracketed("[", [as_json(member, indent + 2) for member in value], "]", indent)
        case _:
            return json.dumps(value, ensure_ascii=not has_every_character(sys.stdout))


def _bracketed(opening: str, members: list[str], closing: str, indent: int) -> str:
    if not members:
        return opening + closing
    margin = " " * (indent + 2)
    return opening + "\n" + ",\n".join(margin + member for member in members) + "\n" + " " * indent + closing
