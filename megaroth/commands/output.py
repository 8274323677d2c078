"""What several commands print: JSON whose amounts are numbers with two decimals, and what a plan has not come to."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from megaroth.commands.terminal import caution
from megaroth.money import plain
from megaroth.plan import Plan


@dataclass(frozen=True)
class Amount:
    """Cents that JSON prints as dollars, exactly: 72000.00."""

    cents: int


def warn_of_unused(plan: Plan) -> None:
    """Says on standard error which keys of plan.toml this version reads and checks but does not act on yet."""
    if plan.unused_keys:
        caution("plan.toml", f"checked, but not acted on by this version: {', '.join(plan.unused_keys)}")


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
