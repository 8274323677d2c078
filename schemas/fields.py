"""How a column says what it holds: its unit travels as metadata of the Pandera field.

Inside the program money is whole cents and a rate is whole hundred-millionths, both Int64, so that no sum can round.
The unit decides how `megaroth.parse` reads a cell, which DuckDB type keeps it and how a report prints it.
"""

from typing import Any, Final

import pandera.polars as pa

TEXT: Final = "text"
DATE: Final = "date"
CENTS: Final = "cents"
RATE: Final = "rate"
FLAG: Final = "flag"
COUNT: Final = "count"
REASONS: Final = "reasons"
SSN_HASH: Final = "ssn_hash"
SSN_LAST4: Final = "ssn_last4"

RATE_SCALE: Final = 8
CENTS_SCALE: Final = 2


def field(unit: str, *, optional: bool = False, **metadata: Any) -> Any:  # noqa: ANN401 - Pandera's Field is untyped
    """A column of a contract. `optional`: an empty cell means "not known".

    Further metadata: `key=True` (part of the row's key), `default="word"` (what an empty cell means), `words=(...)`
    (the only words allowed), `pattern=regex` with `rule="the sentence it stands for"`, `control=True` (adds to the
    control totals), `absent=True` (the file may lack the column), `feed="name"` (the feed column it is read from, where
    the names differ), `law="paragraph"` and `meaning="sentence"` (what a report's column says to its reader).
    """
    words, pattern = metadata.get("words"), metadata.get("pattern")
    return pa.Field(
        nullable=optional,
        isin=list(words) if words else None,
        str_matches=pattern,
        metadata={"unit": unit, **metadata},
    )


def required(unit: str, **metadata: Any) -> Any:  # noqa: ANN401
    """A feed column that must be there, with a value in every row."""
    return field(unit, **metadata)


def known_or_empty(unit: str, **metadata: Any) -> Any:  # noqa: ANN401
    """A feed column that must be there, whose cells may be empty."""
    return field(unit, optional=True, **metadata)


def may_lack(unit: str, **metadata: Any) -> Any:  # noqa: ANN401
    """A feed column a file may leave out, or leave empty."""
    return field(unit, optional="default" not in metadata, absent=True, **metadata)
