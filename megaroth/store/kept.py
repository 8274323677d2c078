"""The store once it is open: what each file held, which version of a name is in force, and what earlier nights found.

Rows are kept by content (kind and SHA-256) and never changed. Which contents count, under which name, and what becomes
of rows that contend is decided in the core (`megaroth.settle`) and only written down here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime

import duckdb
import polars as pl

from megaroth.book import Book
from megaroth.store import reading
from megaroth.store.statements import Statements
from megaroth.store.tables import quoted


@dataclass(frozen=True)
class Content:
    """What came of a file's bytes. Amounts are cents of the contract's control columns, None where there are none.

    `refused`: why none of it is used, in words; its rows and amounts are then all rejected.
    """

    rows_in: int
    rows_rejected: int
    cells_unreadable: int
    amount_in: int | None
    amount_rejected: int | None
    unknown_columns: tuple[str, ...] = ()
    refused: str | None = None


@dataclass(frozen=True)
class Stamp:
    """Size and times of a file, by which an unchanged one is known without opening it."""

    size: int
    mtime_ns: int
    ctime_ns: int


class Store:
    """One night's transaction on the store. Nothing is kept before `commit`."""

    def __init__(self, connection: "duckdb.DuckDBPyConnection", now: datetime) -> None:
        self._db = Statements(connection)
        self._now = now.astimezone(UTC).replace(tzinfo=None)
        self.committed = False

    def commit(self) -> None:
        """Keeps everything this run wrote."""
        self._db.commit()
        self.committed = True

    def start_over(self) -> None:
        """Undoes what this run wrote so far."""
        self._db.start_over()

    def close(self) -> None:
        """Frees the store; what was not committed is as if it had never been."""
        self._db.close()

    # Files and what they held

    def stamps(self) -> dict[str, Stamp]:
        """What each file name looked like when it was last opened."""
        newest = "QUALIFY row_number() OVER (PARTITION BY name ORDER BY refused DESC) = 1"
        seen = self._db.rows(f"SELECT name, size, mtime_ns, ctime_ns FROM current_names {newest}")
        return {name: Stamp(*stamp) for name, *stamp in seen}

    def content_id(self, kind: str, sha256: str) -> int | None:
        """The content with that digest, if the store has read it."""
        found = self._db.rows("SELECT content_id FROM contents WHERE kind = ? AND sha256 = ?", kind, sha256)
        return found[0][0] if found else None

    def new_content_id(self) -> int:
        """An id no content has yet; `keep_content` takes it up."""
        ((highest,),) = self._db.rows("SELECT coalesce(max(content_id), 0) FROM contents")
        return int(highest) + 1

    def keep_rows(self, content_id: int, kind: str, accepted: pl.DataFrame, rejects: pl.DataFrame) -> None:
        """Rows of a content: accepted ones with the contract's columns and line, refused ones as line, column, rule."""
        of_content = pl.lit(content_id, dtype=pl.Int64).alias("content_id")
        self._db.insert(kind, accepted.with_columns(of_content))
        self._db.insert("rejects", rejects.with_columns(of_content))

    def keep_content(self, content_id: int, kind: str, sha256: str, content: Content) -> None:
        """The content's totals, once its rows are kept."""
        told = {"content_id": content_id, "kind": kind, "sha256": sha256} | asdict(content)
        told["unknown_columns"] = list(content.unknown_columns)
        places = ", ".join("?" * len(told))
        self._db.run(f"INSERT INTO contents ({quoted(*told)}) VALUES ({places})", *told.values())

    def record(self, name: str, kind: str, stamp: Stamp, content_id: int) -> None:
        """The file of that name now holds that content. Earlier versions give way, unless this one is refused."""
        current = dict(self._db.rows("SELECT content_id, refused FROM current_names WHERE name = ?", name))
        ((is_refused,),) = self._db.rows("SELECT refused IS NOT NULL FROM contents WHERE content_id = ?", content_id)
        of_name = "WHERE superseded_at IS NULL AND name = ? AND content_id = ?"
        for old, was_refused in current.items():
            if old != content_id and (was_refused or not is_refused):
                self._db.run(f"UPDATE names SET superseded_at = ? {of_name}", self._now, name, old)
        seen = (stamp.size, stamp.mtime_ns, stamp.ctime_ns)
        if content_id in current:
            self._db.run(f"UPDATE names SET size = ?, mtime_ns = ?, ctime_ns = ? {of_name}", *seen, name, content_id)
        else:
            version = (name, kind, content_id, *seen, self._now)
            self._db.run("INSERT INTO names VALUES (?, ?, ?, ?, ?, ?, ?, NULL)", *version)

    def forget_refused(self, *, unless: Sequence[str]) -> None:
        """A refused file that is gone from the inbox (not named in `unless`) is spoken of no more; it had no rows."""
        refused = "content_id IN (SELECT content_id FROM contents WHERE refused IS NOT NULL)"
        gone = f"superseded_at IS NULL AND {refused} AND NOT list_contains(?, name)"
        self._db.run(f"UPDATE names SET superseded_at = ? WHERE {gone}", self._now, list(unless))

    # What stands, and what became of rows that contend

    def names_in_force(self) -> pl.DataFrame:
        """name, kind, content_id of the version of each name that counts."""
        return self._db.frame("SELECT name, kind, content_id FROM current_names WHERE NOT refused")

    def standing(self) -> pl.DataFrame:
        """content_id, kind, file, file_date as `keep_standing` last wrote them."""
        return self._db.frame("SELECT content_id, kind, file, file_date FROM standing")

    def keep_standing(self, standing: pl.DataFrame) -> None:
        """Contents in force and the name each stands under, in place of what was there."""
        self._db.run("DELETE FROM standing")
        self._db.insert("standing", standing)

    def contenders(self, kind: str, key: Sequence[str], row: Sequence[str], moved: Sequence[int]) -> pl.DataFrame:
        """Standing rows that may be the same as one of the `moved` contents, and as each other: a superset, by hash.

        The same: equal `key`, or equal `row` where the key is wholly empty. Forgets what was noted of these rows, and
        of those that gave way to a row that moved; `keep_notes` notes them anew.
        """
        identity = _hash_of(key, row)
        rows = f"{kind} r JOIN standing s USING (content_id)"
        with self._db.lending(pl.DataFrame({"content_id": moved}, schema={"content_id": pl.Int64})):
            self._db.run("DELETE FROM notes WHERE content_id IN (FROM lent) OR by_content_id IN (FROM lent)")
            elsewhere = "FROM standing ANTI JOIN lent USING (content_id) WHERE kind = ?"
            ((others,),) = self._db.rows(f"SELECT count(*) {elsewhere}", kind)
            moved_rows = f"{kind} r" if others else rows
            ids = self._db.frame(f"SELECT {identity} AS id FROM {moved_rows} SEMI JOIN lent USING (content_id)")
        if others:
            with self._db.lending(ids):
                ids = self._db.frame(f"SELECT {identity} AS id FROM {rows} WHERE {identity} IN (FROM lent)")
        with self._db.lending(_repeated(ids)):
            found = self._db.frame(f"SELECT r.*, s.file FROM {rows} WHERE {identity} IN (FROM lent)")
        with self._db.lending(found.select("content_id", "line")):
            self._db.run("DELETE FROM notes WHERE (content_id, line) IN (FROM lent)")
        return found

    def keep_notes(self, kind: str, notes: pl.DataFrame) -> None:
        """What became of rows that contend: content_id, line, outcome, by_content_id, by_line."""
        self._db.insert("notes", notes.with_columns(kind=pl.lit(kind)))

    # What the night reads and leaves

    def book(self, since: date, as_of: date, of: str | None = None) -> Book:
        """The rows that count, as `megaroth.book` has them; payroll and postings that can matter from a day on.

        People without a regular pay from that day through the as-of date bring the calendar year of their last one.
        `of`: only that person's rows, and beside them a payroll line for each pay group and date that was paid.
        """
        return reading.book(self._db, since, as_of, of)

    def controls(self) -> pl.DataFrame:
        """The controls report: a row a file, in = accepted + rejected + duplicate."""
        return reading.controls(self._db)

    def rejects(self) -> pl.DataFrame:
        """The rejects report: refused rows of files in force or refused whole, and restated ones."""
        return reading.rejects(self._db)

    def earlier_findings(self, limitation_year_end: date, as_of: date) -> tuple[date | None, pl.DataFrame]:
        """The latest as-of date strictly before this one, and the findings kept for it."""
        return reading.earlier_findings(self._db, limitation_year_end, as_of)

    def latest_nights(self) -> list[tuple[date, date]]:
        """The latest as-of date of a night, with the last day of each limitation year seen from it, latest first."""
        latest = "FROM nights WHERE as_of = (SELECT max(as_of) FROM nights)"
        return self._db.rows(f"SELECT as_of, limitation_year_end {latest} ORDER BY limitation_year_end DESC")

    def has_night(self, limitation_year_end: date, as_of: date) -> bool:
        """Whether that night is kept."""
        of_night = "FROM nights WHERE limitation_year_end = ? AND as_of = ?"
        return bool(self._db.rows(f"SELECT count(*) > 0 {of_night}", limitation_year_end, as_of)[0][0])

    def findings(self, limitation_year_end: date, as_of: date) -> pl.DataFrame:
        """Those kept for a night; none if that night is not kept."""
        return reading.findings(self._db, limitation_year_end, as_of)

    def keep_findings(self, limitation_year_end: date, as_of: date, findings: pl.DataFrame) -> None:
        """This as-of date's findings, in place of those an earlier run kept for it."""
        for table in ("nights", "findings"):
            of_night = "WHERE limitation_year_end = ? AND as_of = ?"
            self._db.run(f"DELETE FROM {table} {of_night}", limitation_year_end, as_of)
        self._db.run("INSERT INTO nights VALUES (?, ?)", limitation_year_end, as_of)
        self._keep_report("findings", limitation_year_end, as_of, findings)

    def keep_people(self, limitation_year_end: date, as_of: date, reports: Mapping[str, pl.DataFrame]) -> None:
        """The reports on people of the limitation year's latest run, in place of the earlier ones."""
        for name, report in reports.items():
            self._db.run(f"DELETE FROM {name} WHERE limitation_year_end = ?", limitation_year_end)
            self._keep_report(name, limitation_year_end, as_of, report)

    def _keep_report(self, table: str, limitation_year_end: date, as_of: date, report: pl.DataFrame) -> None:
        night = {"limitation_year_end": pl.lit(limitation_year_end), "as_of": pl.lit(as_of)}
        self._db.insert(table, report.with_columns(**night))


def _hash_of(key: Sequence[str], row: Sequence[str]) -> str:
    """SQL for a row's identity as one number. Equal rows have equal ones; unequal rows may too."""
    whole = f"hash({', '.join(f'r.{quoted(name)}' for name in row)})"
    if not key:
        return whole
    columns = [f"r.{quoted(name)}" for name in key]
    is_empty = " AND ".join(f"{column} IS NULL" for column in columns)
    return f"CASE WHEN {is_empty} THEN {whole} ELSE hash({', '.join(columns)}) END"


def _repeated(ids: pl.DataFrame) -> pl.DataFrame:
    """The ids that are there more than once. Sorted: ten million of them then need no table beside them."""
    ordered = ids["id"].sort()
    return ordered.filter(ordered == ordered.shift(1)).unique().to_frame()
