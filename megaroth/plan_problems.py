"""Says in words what is wrong with plan.toml: the key as TOML writes it, what was expected, what was found.

Of a text where none of a few words stands, the text, if it is short; nothing of the validator's own wording is used.
"""

import json
import re
from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal
from difflib import get_close_matches
from typing import Final, get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from megaroth.plan_values import Section

FILE: Final = "plan.toml"
LONGEST_SHOWN: Final = 40
KEY_OF_TABLE: Final = "[key]"
"""How pydantic marks that the name of a table is wrong, not what it holds."""
EXPECTED: Final = {
    "bool_type": "true or false",
    "string_type": "a text",
    "dict_type": "a table",
    "model_type": "a table",
}


def problems(error: ValidationError, shape: type[Section], inside: Sequence[str | int] = ()) -> list[str]:
    """One line for each problem. `shape`: what was validated; `inside`: where in the file it stands."""
    return [f"{FILE}: {_problem(detail, shape, inside)}" for detail in error.errors(include_url=False)]


def key_path(keys: Sequence[str | int]) -> str:
    """match.tiers[0].rate"""
    path = ""
    for key in keys:
        if isinstance(key, int):
            path += f"[{key}]"
        else:
            bare = key if re.fullmatch("[A-Za-z0-9_-]+", key) else json.dumps(key)
            path += f".{bare}" if path else bare
    return path


def _problem(detail: ErrorDetails, shape: type[Section], inside: Sequence[str | int]) -> str:
    keys = [key for key in detail["loc"] if key != KEY_OF_TABLE]
    path = key_path([*inside, *keys])
    match detail["type"]:
        case "missing":
            return f"{path}: required, and missing"
        case "extra_forbidden":
            return f"{path}: unknown key; {_known_instead(keys, shape)}"
        case "refused":
            return f"{path}: {detail['msg']}"
        case "expected":
            return f"{path}: expected {detail['msg']}, found {_found(detail['input'])}"
        case other:
            return f"{path}: expected {EXPECTED.get(other, 'another value')}, found {_found(detail['input'])}"


def _known_instead(keys: Sequence[str | int], shape: type[Section]) -> str:
    """The nearest known key of the same table, else all of them."""
    for key in keys[:-1]:
        field = shape.model_fields.get(key) if isinstance(key, str) else None
        shape = (field and _section_in(field.annotation)) or shape
    known = list(shape.model_fields)
    near = get_close_matches(str(keys[-1]), known, n=1)
    return f"did you mean {near[0]}?" if near else f"known here: {', '.join(known)}"


def _section_in(annotation: object) -> type[Section] | None:
    """The table a field holds, be it one, a list or a table of them."""
    if isinstance(annotation, type) and issubclass(annotation, Section):
        return annotation
    return next(filter(None, map(_section_in, get_args(annotation))), None)


def _can_be_shown(text: str) -> bool:
    """Whether a text fits into a line."""
    return len(text) <= LONGEST_SHOWN and text.isprintable()


def _list_found(values: Sequence[object]) -> str:
    """A short list of plain values, as TOML writes it."""
    if any(isinstance(value, list | tuple | dict) for value in values):
        return "a list"
    shown = f"[{', '.join(map(_found, values))}]"
    return shown if len(shown) <= LONGEST_SHOWN else "a list"


def _found(value: object) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case int() | Decimal():
            number = str(value)
            return number if len(number) <= 20 else "a long number"
        case str():
            return json.dumps(value, ensure_ascii=False) if _can_be_shown(value) else "a text"
        case datetime():
            return "a date with a time"
        case date():
            return str(value)
        case time():
            return "a time of day"
        case list() | tuple():
            return _list_found(value)
        case dict():
            return "a table"
        case _:
            return "nothing of the kind"
