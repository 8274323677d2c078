"""What a contract says of its columns, read from the contract itself so that nobody keeps a second list."""

from dataclasses import dataclass
from functools import cache
from typing import Any

import pandera.polars as pa


@dataclass(frozen=True)
class Column:
    """One column: its unit (`schemas.fields`), and what its metadata says of it."""

    name: str
    unit: str
    optional: bool
    key: bool
    control: bool
    words: tuple[str, ...]
    law: str
    meaning: str


@cache
def columns(contract: type[pa.DataFrameModel]) -> tuple[Column, ...]:
    """The contract's columns, in its order."""
    return tuple(
        Column(
            name=name,
            unit=column.metadata["unit"],
            optional=bool(column.nullable),
            key=bool(column.metadata.get("key")),
            control=bool(column.metadata.get("control")),
            words=tuple(column.metadata.get("words") or ()),
            law=str(column.metadata.get("law", "")),
            meaning=str(column.metadata.get("meaning", "")),
        )
        for name, column in contract.to_schema().columns.items()
    )


def types(contract: type[pa.DataFrameModel]) -> dict[str, Any]:
    """The contract's columns with their Polars types: the schema of a frame that holds it."""
    return {name: column.dtype.type for name, column in contract.to_schema().columns.items()}
