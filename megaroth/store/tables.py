"""The store's tables and views, written from the contracts: a new column in `schemas` is a column here. No second list.

Inside, money is whole cents and a rate whole hundred-millionths, both BIGINT; the views print them as exact decimals.
Times are UTC.
"""

from typing import Final

import pandera.polars as pa

from schemas.columns import columns
from schemas.feeds import FEEDS
from schemas.fields import CENTS, COUNT, DATE, FLAG, RATE, REASONS, SSN_HASH, SSN_LAST4, TEXT
from schemas.reports import Conversions, Findings, Room

SCHEMA_VERSION: Final = 3
"""To be raised with every change of a table. `carried` says what became of columns that mean something else now."""

TYPES: Final = {
    TEXT: "VARCHAR",
    SSN_HASH: "VARCHAR",
    SSN_LAST4: "VARCHAR",
    DATE: "DATE",
    CENTS: "BIGINT",
    RATE: "BIGINT",
    COUNT: "BIGINT",
    FLAG: "BOOLEAN",
    REASONS: "VARCHAR[]",
}
AS_DECIMAL: Final = {
    CENTS: "({name}::DECIMAL(18, 0) * 0.01::DECIMAL(2, 2))::DECIMAL(18, 2)",
    RATE: "({name}::DECIMAL(18, 0) * 0.00000001::DECIMAL(8, 8))::DECIMAL(18, 8)",
}

# What a file held, by its bytes. `refused` says in words why none of it is used.
CONTENTS: Final = """
    CREATE TABLE contents (
        content_id BIGINT NOT NULL, kind VARCHAR NOT NULL, sha256 VARCHAR NOT NULL,
        rows_in BIGINT NOT NULL, rows_rejected BIGINT NOT NULL, cells_unreadable BIGINT NOT NULL,
        amount_in BIGINT, amount_rejected BIGINT, unknown_columns VARCHAR[], refused VARCHAR)"""

# Every version a file name ever had. Those never superseded are the current ones: the newest, and, while that one is
# refused, the one it failed to replace.
NAMES: Final = """
    CREATE TABLE names (
        name VARCHAR NOT NULL, kind VARCHAR NOT NULL, content_id BIGINT NOT NULL,
        size BIGINT NOT NULL, mtime_ns BIGINT NOT NULL, ctime_ns BIGINT NOT NULL,
        loaded_at TIMESTAMP NOT NULL, superseded_at TIMESTAMP)"""
CURRENT_NAMES: Final = """
    CREATE VIEW current_names AS
    SELECT n.name, n.kind, n.content_id, n.size, n.mtime_ns, n.ctime_ns, c.refused IS NOT NULL AS refused
    FROM names n JOIN contents c USING (content_id) WHERE n.superseded_at IS NULL"""

REJECTS: Final = """
    CREATE TABLE rejects (content_id BIGINT NOT NULL, line BIGINT NOT NULL, "column" VARCHAR, rule VARCHAR NOT NULL)"""

# The contents in force and the name each stands under, and what became of those of their rows that contend.
STANDING: Final = """
    CREATE TABLE standing (content_id BIGINT NOT NULL, kind VARCHAR NOT NULL, file VARCHAR NOT NULL, file_date DATE)"""
NOTES: Final = """
    CREATE TABLE notes (
        kind VARCHAR NOT NULL, content_id BIGINT NOT NULL, line BIGINT NOT NULL, outcome VARCHAR NOT NULL,
        by_content_id BIGINT NOT NULL, by_line BIGINT NOT NULL)"""

# The one file a content is told by: the name it stands under, or else the last it had.
ORIGINS: Final = """
    CREATE VIEW origins AS
    SELECT content_id, coalesce(any_value(s.file), arg_max(n.name, (n.superseded_at, n.name))) AS file,
        min(n.loaded_at) AS loaded_at,
        CASE WHEN any_value(s.file) IS NULL THEN max(n.superseded_at) END AS superseded_at
    FROM names n LEFT JOIN standing s USING (content_id) GROUP BY content_id"""

NIGHTS: Final = "CREATE TABLE nights (limitation_year_end DATE NOT NULL, as_of DATE NOT NULL)"


def schema() -> list[str]:
    """The statements that make an empty store."""
    version = "CREATE TABLE schema_version (version INTEGER NOT NULL)"
    kept = [CONTENTS, NAMES, CURRENT_NAMES, REJECTS, STANDING, NOTES, ORIGINS, NIGHTS]
    feeds = [_table(kind, "content_id BIGINT NOT NULL, line BIGINT NOT NULL", feed) for kind, feed in FEEDS.items()]
    reports = {"room": Room, "conversions": Conversions, "findings": Findings}
    of_night = "limitation_year_end DATE NOT NULL, as_of DATE NOT NULL"
    return [
        version,
        f"INSERT INTO schema_version VALUES ({SCHEMA_VERSION})",
        *kept,
        *feeds,
        *(_table(name, of_night, report) for name, report in reports.items()),
        *(_feed_view(kind) for kind in ("payroll", "contributions")),
        *(_report_view(name, report) for name, report in reports.items()),
    ]


def quoted(*names: str) -> str:
    """Column names for SQL, comma between them."""
    return ", ".join(f'"{name}"' for name in names)


def _table(name: str, before: str, contract: type[pa.DataFrameModel]) -> str:
    typed = ", ".join(f"{quoted(column.name)} {TYPES[column.unit]}" for column in columns(contract))
    return f"CREATE TABLE {name} ({before}, {typed})"


def _feed_view(kind: str) -> str:
    """Every stored row, of superseded versions too; `outcome` says whether it counts: accepted and equal_line do."""
    return f"""
        CREATE VIEW v_{kind} AS SELECT {_readable(FEEDS[kind])}, file, line, loaded_at, superseded_at,
            coalesce(n.outcome, CASE WHEN superseded_at IS NULL THEN 'accepted' ELSE 'superseded' END) AS outcome
        FROM {kind} JOIN origins USING (content_id)
        LEFT JOIN (FROM notes WHERE kind = '{kind}') n USING (content_id, line)"""


def _report_view(name: str, report: type[pa.DataFrameModel]) -> str:
    return f"CREATE VIEW v_{name} AS SELECT limitation_year_end, as_of, {_readable(report)} FROM {name}"


def _readable(contract: type[pa.DataFrameModel]) -> str:
    """The columns as a person reads them: dollars and fractions."""
    named = [(quoted(column.name), AS_DECIMAL.get(column.unit, "{name}")) for column in columns(contract)]
    return ", ".join(f"{form.format(name=name)} AS {name}" for name, form in named)
