"""What the night reads from the store: the book, the controls and rejects reports, earlier findings."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

import pandera.polars as pa
import polars as pl

from megaroth.book import Book
from megaroth.store import account_windows
from megaroth.store.statements import Statements
from megaroth.store.tables import quoted
from schemas.columns import Column, columns, types
from schemas.feeds import FEEDS
from schemas.reports import Controls, Findings, Rejects

# What a reversal that names no date may take back, whenever it was posted (megaroth.additions finds out which).
REVERSED: Final = """(employee_id, source, amount) IN (
    SELECT (employee_id, source, -amount) FROM contributions
    WHERE activity = 'reversal' AND pay_date IS NULL AND for_year IS NULL)"""

# Rows that can matter from a day on.
BOOK: Final = {
    "census": "true",
    "payroll": "pay_date >= $since",
    "contributions": f"""
        (coalesce(pay_date, posted_date) >= $since OR posted_date >= $since OR for_year IS NOT NULL OR {REVERSED}
        OR {account_windows.POSTINGS})""",
    "opening": "true",
    "elections": "true",
    "balances": account_windows.STATEMENTS,
    "withdrawals": "true",
    "forms": "tax_year >= year($since) - 1",
}

# For one person's book: of each pay group and date somebody whose payroll line shows that it was paid.
PAY_GROUPS: Final = """
    SELECT employee_id,
        arg_max({'name': pay_group}, (coalesce(file_date, DATE '0001-01-01'), file)).name AS pay_group
    FROM census JOIN standing USING (content_id) GROUP BY employee_id"""
WITNESSES: Final = f"""
    SELECT min(employee_id) AS employee_id, pay_date
    FROM payroll JOIN standing USING (content_id) LEFT JOIN ({PAY_GROUPS}) USING (employee_id)
    WHERE pay_date >= $since GROUP BY pay_group, pay_date"""
OF_PERSON: Final = {
    "census": f"(employee_id = $of OR employee_id IN (SELECT employee_id FROM ({WITNESSES})))",
    "payroll": f"(employee_id = $of OR (employee_id, pay_date) IN (FROM ({WITNESSES})))",
}

# Payroll from before that day, for a forecast that finds no later pay: of people whose last regular pay up to the as-of
# date lies before it, the calendar year of that pay, up to it.
EARLIER: Final = """
    WITH lines AS ({lines} AND pay_date <= $as_of),
    last AS (
        SELECT employee_id, max(pay_date) AS last_paid FROM lines WHERE run_type = 'regular'
        GROUP BY employee_id HAVING last_paid < $since)
    SELECT lines.* FROM lines JOIN last USING (employee_id)
    WHERE pay_date BETWEEN date_trunc('year', last_paid) AND last_paid"""

# Each name's place among all names: what an Enum keeps in place of the name.
PLACES: Final = """
    SELECT name, (row_number() OVER (ORDER BY name) - 1)::UINTEGER AS place FROM (SELECT DISTINCT name FROM names)"""
STANDING_PLACES: Final = f"""
    SELECT content_id, file_date, place FROM standing JOIN ({PLACES}) ON name = file"""

SET_ASIDE: Final = "SELECT content_id, line FROM notes WHERE outcome IN ('duplicate', 'restated')"

FILES: Final = """
    SELECT n.name, n.kind, c.sha256,
        CASE WHEN c.refused IS NOT NULL THEN 'refused' WHEN s.file = n.name THEN 'active' ELSE 'same_content' END
            AS state,
        CASE WHEN s.file <> n.name THEN s.file END AS same_as,
        c.refused, c.unknown_columns, c.rows_in, c.rows_rejected
    FROM current_names n JOIN contents c USING (content_id) LEFT JOIN standing s USING (content_id)
    ORDER BY n.name, c.sha256"""

# {amounts}: a row a note, with the cents of its row. A same-content file is duplicate throughout.
CONTROLS: Final = """
    WITH noted AS (
        SELECT content_id,
            count(*) FILTER (outcome = 'restated') AS restated,
            count(*) FILTER (outcome = 'duplicate') AS duplicate,
            sum(cents) FILTER (outcome = 'restated') AS cents_restated,
            sum(cents) FILTER (outcome = 'duplicate') AS cents_duplicate
        FROM ({amounts}) GROUP BY content_id),
    parts AS (
        SELECT n.name AS file, c.*, coalesce(s.file <> n.name, false) AS is_same,
            if(is_same, 0, rows_rejected + coalesce(restated, 0)) AS rejected,
            if(is_same, rows_in, coalesce(duplicate, 0)) AS duplicates,
            if(is_same, 0 * amount_in, amount_rejected + coalesce(cents_restated, 0)) AS cents_rejected,
            if(is_same, amount_in, 0 * amount_in + coalesce(cents_duplicate, 0)) AS cents_duplicates
        FROM current_names n JOIN contents c USING (content_id)
        LEFT JOIN standing s USING (content_id) LEFT JOIN noted USING (content_id))
    SELECT file, kind, sha256, rows_in, rows_in - rejected - duplicates AS rows_accepted, rejected AS rows_rejected,
        duplicates AS rows_duplicate, cells_unreadable, amount_in,
        amount_in - cents_rejected - cents_duplicates AS amount_accepted,
        cents_rejected AS amount_rejected, cents_duplicates AS amount_duplicate
    FROM parts ORDER BY file, sha256"""

REJECTS: Final = """
    WITH told AS (
        SELECT content_id, file FROM standing
        UNION ALL SELECT content_id, name FROM current_names WHERE refused)
    SELECT file, line, "column", rule FROM rejects JOIN told USING (content_id)
    UNION ALL SELECT file, line, NULL, outcome FROM notes JOIN standing USING (content_id) WHERE outcome = 'restated'
    ORDER BY file, line, "column", rule"""


def book(db: Statements, since: date, as_of: date, of: str | None) -> Book:
    """Census, opening, elections and withdrawals whole, the balances needed; payroll and postings from `since` on.

    `of`: one person's rows, with a payroll line and census rows of somebody for each pay group and date.
    """
    file = pl.Enum([name for (name,) in db.rows("SELECT DISTINCT name FROM names ORDER BY name")])
    asked = {"since": since, "as_of": as_of, "of": of}
    return Book(
        **{kind: _feed(db, kind, asked, file) for kind in BOOK},
        earlier_payroll=_earlier_payroll(db, asked, file),
        notes=_notes(db, asked, file),
        files=db.frame(FILES),
    )


def _feed(db: Statements, kind: str, asked: Mapping[str, object], file: pl.Enum) -> pl.DataFrame:
    """Accepted rows that can matter."""
    of_person = "true" if asked["of"] is None else OF_PERSON.get(kind, "employee_id = $of")
    sql = f"{_accepted(kind)} WHERE {BOOK[kind]} AND {of_person}"
    return db.frame(sql, adapt=_narrowed(kind, file), named=asked)


def _earlier_payroll(db: Statements, asked: Mapping[str, object], file: pl.Enum) -> pl.DataFrame:
    """Accepted rows of EARLIER."""
    of_person = "true" if asked["of"] is None else "employee_id = $of"
    lines = f"{_accepted('payroll')} WHERE {of_person}"
    return db.frame(EARLIER.format(lines=lines), adapt=_narrowed("payroll", file), named=asked)


def _accepted(kind: str) -> str:
    """SQL for accepted rows. Key columns that may be empty have told rows apart by now, and stay behind."""
    of_name = "file_date, " if kind == "census" else ""
    return f"""
        SELECT {quoted(*(column.name for column in _wanted(kind)))}, {of_name} place AS file, line
        FROM {kind} JOIN ({STANDING_PLACES}) USING (content_id)
        ANTI JOIN ({SET_ASIDE}) USING (content_id, line)"""


def _narrowed(kind: str, file: pl.Enum) -> list[pl.Expr]:
    """Words and file names as Enums."""
    narrow = [pl.col(column.name).cast(pl.Enum(column.words)) for column in _wanted(kind) if column.words]
    return [*narrow, pl.col("file").cat.to(file)]


def _wanted(kind: str) -> list[Column]:
    return [column for column in columns(FEEDS[kind]) if not (column.key and column.optional)]


def _notes(db: Statements, asked: Mapping[str, object], file: pl.Enum) -> pl.DataFrame:
    of_person = "" if asked["of"] is None else "WHERE employee_id = $of"
    parts = " UNION ALL ".join(_notes_of(kind) for kind in FEEDS)
    sql = f"FROM ({parts}) {of_person} ORDER BY kind, file, line"
    return db.frame(sql, adapt=[pl.col("file", "other_file").cat.to(file)], named=asked)


def _notes_of(kind: str) -> str:
    has = types(FEEDS[kind])
    return f"""
        SELECT n.kind, its.place AS file, n.line, n.outcome, by_its.place AS other_file, n.by_line AS other_line,
            r.employee_id, {"r.pay_date" if "pay_date" in has else "NULL::DATE"} AS pay_date,
            {"r.source" if "source" in has else "NULL::VARCHAR"} AS source
        FROM notes n JOIN {kind} r USING (content_id, line) JOIN ({STANDING_PLACES}) its USING (content_id)
        JOIN ({STANDING_PLACES}) by_its ON by_its.content_id = n.by_content_id WHERE n.kind = '{kind}'"""


def controls(db: Statements) -> pl.DataFrame:
    """One row a current file, sorted by name."""
    amounts = " UNION ALL ".join(_noted_cents(kind) for kind in FEEDS)
    return _under(Controls, db.frame(CONTROLS.format(amounts=amounts)))


def _noted_cents(kind: str) -> str:
    control = [f"coalesce(r.{quoted(column.name)}, 0)" for column in columns(FEEDS[kind]) if column.control]
    return f"""
        SELECT content_id, outcome, {" + ".join(control) or "0"} AS cents
        FROM notes n JOIN {kind} r USING (content_id, line) WHERE n.kind = '{kind}'"""


def rejects(db: Statements) -> pl.DataFrame:
    """One row a refused row, restated ones among them."""
    return _under(Rejects, db.frame(REJECTS))


def earlier_findings(db: Statements, limitation_year_end: date, as_of: date) -> tuple[date | None, pl.DataFrame]:
    """Those of the night before, which may have found nothing: then none."""
    of_year = "FROM nights WHERE limitation_year_end = ? AND as_of < ?"
    ((earlier,),) = db.rows(f"SELECT max(as_of) {of_year}", limitation_year_end, as_of)
    return earlier, findings(db, limitation_year_end, earlier)


def findings(db: Statements, limitation_year_end: date, as_of: date | None) -> pl.DataFrame:
    """Those kept for a night."""
    names = quoted(*(column.name for column in columns(Findings)))
    of_night = "FROM findings WHERE limitation_year_end = ? AND as_of = ?"
    kept = db.frame(f"SELECT {names} {of_night} ORDER BY finding_id", limitation_year_end, as_of)
    return _under(Findings, kept)


def _under(contract: type[pa.DataFrameModel], frame: pl.DataFrame) -> pl.DataFrame:
    """Under the contract's types: DuckDB adds whole numbers up to a wider one."""
    expected: Any = types(contract)
    return frame.cast(expected)
