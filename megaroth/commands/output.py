"""Printing for people and for scripts: aligned text, and JSON whose amounts are numbers with two decimals."""

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from megaroth.money import plain
from megaroth.plan import Plan


@dataclass(frozen=True)
class Amount:
    """Cents that JSON prints as dollars, exactly: 72000.00."""

    cents: int


def warn_of_unused(plan: Plan) -> None:
    """Says on standard error which keys of plan.toml this version reads and checks but does not act on yet."""
    if plan.unused_keys:
        print(f"plan.toml: checked, but not acted on by this version: {', '.join(plan.unused_keys)}", file=sys.stderr)


def as_json(value: object, indent: int = 0) -> str:
    """JSON text of plain values, dates, Amounts, and lists and mappings of them."""
    match value:
        case Amount(cents):
            return plain(cents)
        case date():
            return json.dumps(value.isoformat())
        case Mapping():
            members = [f"{json.dumps(str(key))}: {as_json(member, indent + 2)}" for key, member in value.items()]
            return _bracketed("{", members, "}", indent)
        case list() | tuple():
            return _bracketed("[", [as_json(member, indent + 2) for member in value], "]", indent)
        case _:
            return json.dumps(value, ensure_ascii=False)


def _bracketed(opening: str, members: list[str], closing: str, indent: int) -> str:
    if not members:
        return opening + closing
    margin = " " * (indent + 2)
    return opening + "\n" + ",\n".join(margin + member for member in members) + "\n" + " " * indent + closing


def aligned(rows: Sequence[Sequence[str]], right: frozenset[int] = frozenset()) -> str:
    """Columns two spaces apart, those numbered in `right` flush right. Never cut to the terminal's width."""
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if number in right else cell.ljust(width)
            for number, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )
