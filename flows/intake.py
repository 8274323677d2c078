"""From the inbox into the store: what is new is read, typed and kept; then it is settled which rows stand."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final

import polars as pl

from megaroth import inbox, settle
from megaroth.errors import CommandError, MegarothError
from megaroth.feed_text import FeedText, TextBatch
from megaroth.parse import REJECTS, Header, Parsed, parse, read_header
from megaroth.store import Content, Say, Stamp, Store
from schemas.columns import columns, types
from schemas.feeds import FEEDS

INBOX: Final = "inbox"
TOTALS: Final = ("rows_in", "cells_unreadable", "amount_in", "amount_rejected")
NOTED: Final = {"line": pl.Int64, "outcome": pl.String, "by_line": pl.Int64}
HEADER_RULE: Final = "the file's header names every required column, and none twice"

Seal = Callable[[str], str]
Keep = Callable[[pl.DataFrame, pl.DataFrame], None]  # takes accepted rows and rejects


@dataclass(frozen=True)
class Load:
    """What a night met in the inbox. File names only."""

    loaded: tuple[str, ...]  # opened tonight
    unchanged: int
    unknown: tuple[str, ...]  # of no kind we know, so never opened


@dataclass(frozen=True)
class FileCheck:
    """What a night would make of one file, if it were alone."""

    name: str
    kind: str | None
    content: Content | None  # None where the kind is not known
    rejects: pl.DataFrame  # line, column, rule
    notes: pl.DataFrame  # line, outcome (megaroth.settle), by_line: rows that contend with an earlier one


@dataclass(frozen=True)
class Alone:
    """A feed by itself: `rejects` and `notes` as in `FileCheck`, `rows` as `parse` accepts them."""

    content: Content
    rows: pl.DataFrame
    rejects: pl.DataFrame
    notes: pl.DataFrame


def feeds_in(plan_dir: Path, *, new_plan: bool) -> tuple[inbox.Sighting, ...]:
    """The files of the inbox. CommandError where a new plan has no feed to begin with."""
    seen = inbox.survey(plan_dir / INBOX)
    if new_plan and not any(sighting.kind for sighting in seen):
        raise CommandError(f"{plan_dir / INBOX}: no feeds yet. Put census_*.csv, payroll_*.csv and the others there.")
    return seen


def load(store: Store, plan_dir: Path, *, verify: bool, seal: Seal, say: Say) -> Load:
    """Everything new in the inbox, read and settled, in the open transaction; what an earlier try left is undone first.

    Raises CommandError for a new plan without feeds or a file that cannot be read, MegarothError for one that changes
    meanwhile.
    """
    store.start_over()
    stamps = store.stamps()
    seen = feeds_in(plan_dir, new_plan=not stamps)
    feeds = [sighting for sighting in seen if sighting.kind]
    new = [sighting for sighting in feeds if verify or stamps.get(sighting.name) != _stamp(sighting)]
    for sighting in new:
        _take_over(store, sighting, seal, say)
    store.forget_refused(unless=[sighting.name for sighting in feeds])
    _hold_still(new, plan_dir)
    say("Settling rows that claim the same key")
    settle_rows(store)
    return Load(
        loaded=tuple(sighting.name for sighting in new),
        unchanged=len(feeds) - len(new),
        unknown=tuple(sighting.name for sighting in seen if not sighting.kind),
    )


def _stamp(sighting: inbox.Sighting) -> Stamp:
    return Stamp(sighting.size, sighting.mtime_ns, sighting.ctime_ns)


def _take_over(store: Store, sighting: inbox.Sighting, seal: Seal, say: Say) -> None:
    """The file's content under its name; read only where the store has no equal content."""
    kind, sha256 = str(sighting.kind), inbox.digest(sighting.path)
    content_id = store.content_id(kind, sha256)
    if content_id is None:
        content_id = store.new_content_id()
        say(f"Reading {sighting.name}")
        content = read_feed(kind, sighting.path, seal, partial(store.keep_rows, content_id, kind))
        store.keep_content(content_id, kind, sha256, content)
    store.record(sighting.name, kind, _stamp(sighting), content_id)


def _hold_still(read: Sequence[inbox.Sighting], plan_dir: Path) -> None:
    """What was read is what lies there now: a file that grew meanwhile would be half of one and half of another."""
    changed = sorted({sighting.name for sighting in set(read) - set(inbox.survey(plan_dir / INBOX))})
    if changed:
        raise MegarothError(
            f"{', '.join(changed)}: changed while being read. Nothing was kept; run again once the copying is done."
        )


def read_feed(kind: str, path: Path, seal: Seal, keep: Keep) -> Content:
    """The feed's totals. Each batch's accepted rows and rejects go to `keep`; a refused file has rejects only.

    Its amounts count all the same, all of them rejected. A file that is no text is not cut into rows.
    """
    no_text = inbox.not_text(path)
    text = FeedText((), iter(())) if no_text else inbox.read(path)
    header = read_header(kind, text.header)
    refused = no_text or refusal(text.header, header)
    totals: Counter[str] = Counter()
    for batch in text.batches:
        parsed = parse(kind, batch, seal)
        if refused:
            parsed = _refused_whole(kind, batch, parsed)
        keep(parsed.accepted, parsed.rejects)
        for name in TOTALS:
            totals[name] += getattr(parsed, name) or 0
        totals["rows_rejected"] += parsed.rejects.height
    has_amounts = any(column.control for column in columns(FEEDS[kind]))
    return Content(
        rows_in=totals["rows_in"],
        rows_rejected=totals["rows_rejected"],
        cells_unreadable=totals["cells_unreadable"],
        amount_in=totals["amount_in"] if has_amounts else None,
        amount_rejected=totals["amount_rejected"] if has_amounts else None,
        unknown_columns=header.unknown,
        refused=refused,
    )


def refusal(header: Sequence[str], read: Header) -> str | None:
    """Why a file is refused whole, in words that follow its name; None where it is not."""
    if not header:
        return "it is empty: a feed has at least a header line."
    reasons = [f"required column {name} is missing" for name in read.missing] + [
        f"column {name} is there twice" for name in read.repeated
    ]
    return f"{'; '.join(reasons)}." if reasons else None


def _refused_whole(kind: str, batch: TextBatch, parsed: Parsed) -> Parsed:
    """Every row of the batch rejected, with all its readable amounts."""
    lines = pl.concat([batch.lines.rename("line"), batch.misfits["line"]]).sort()
    rejects = pl.DataFrame({"line": lines}).select("line", column=pl.lit(None, pl.String), rule=pl.lit(HEADER_RULE))
    return replace(parsed, accepted=empty(kind), rejects=rejects, amount_rejected=parsed.amount_in)


def settle_rows(store: Store) -> None:
    """Which names stand for their contents, and what becomes of rows that contend, where tonight's files touch them."""
    before, after = store.standing(), settle.standing(store.names_in_force())
    moved = settle.moved(before, after)
    store.keep_standing(after)
    for (kind,), contents in moved.group_by("kind"):
        same = settle.identity(str(kind))
        contenders = store.contenders(str(kind), same.key, same.row, contents["content_id"].to_list())
        store.keep_notes(str(kind), settle.outcomes(str(kind), contenders))


def empty(kind: str) -> pl.DataFrame:
    """No rows of a feed, as `parse` accepts them."""
    return pl.DataFrame(schema=types(FEEDS[kind]) | {"line": pl.Int64})


def check_files(files: Iterable[inbox.Sighting], seal: Seal, say: Say) -> Iterator[FileCheck]:
    """Each file by itself, without a store."""
    for sighting in files:
        say(f"Reading {sighting.name}")
        yield _checked(sighting, seal)


def _checked(sighting: inbox.Sighting, seal: Seal) -> FileCheck:
    if sighting.kind is None:
        return FileCheck(sighting.name, None, None, pl.DataFrame(schema=REJECTS), pl.DataFrame(schema=NOTED))
    alone = read_alone(sighting.kind, sighting.path, seal)
    return FileCheck(sighting.name, sighting.kind, alone.content, alone.rejects, alone.notes)


def read_alone(kind: str, path: Path, seal: Seal) -> Alone:
    """The file read as a feed of the kind, whatever its name, and settled as if there were no other."""
    kept, rejects = [empty(kind)], [pl.DataFrame(schema=REJECTS)]

    def keep(accepted: pl.DataFrame, refused: pl.DataFrame) -> None:
        kept.append(accepted)
        rejects.append(refused)

    content = read_feed(kind, path, seal, keep)
    rows = pl.concat(kept)
    named = rows.with_columns(content_id=pl.lit(1, pl.Int64), file=pl.lit(path.name))
    return Alone(content, rows, pl.concat(rejects), settle.outcomes(kind, named).select(NOTED.keys()))
