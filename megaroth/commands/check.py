"""`megaroth check`: what a night would accept and refuse, file by file, without touching the store."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Final

from flows.intake import INBOX, FileCheck, check_files
from megaroth import inbox
from megaroth.commands.arguments import existing_plan_folder
from megaroth.commands.output import warn_of_unused
from megaroth.commands.progress import Progress
from megaroth.commands.terminal import BAD, CAUTION, Toned, table
from megaroth.errors import CommandError
from megaroth.plan import load_plan
from megaroth.seal import key, sealer
from megaroth.settle import DUPLICATE, EQUAL_LINE, RESTATED

FEED_REFUSED: Final = 5
NOTED_IN_WORDS: Final = {
    DUPLICATE: "the same as line {first}; counts once",
    RESTATED: "refused: line {first} has the same key with something else, and keeps it",
    EQUAL_LINE: "equal to line {first}, and nothing tells them apart; both count",
}


def check(plan_dir: Path, /, *files: Path) -> int:
    """Say what a night would accept and refuse, without touching the store.

    Parameters
    ----------
    plan_dir
        The plan folder: plan.toml and inbox/.
    files
        The files to check, anywhere. Default: everything in the inbox.
    """
    warn_of_unused(load_plan(existing_plan_folder(plan_dir)))
    chosen = [sighted(path) for path in files] if files else inbox.survey(plan_dir / INBOX)
    if not chosen:
        raise CommandError(f"{plan_dir / INBOX}: no feeds yet. Put census_*.csv, payroll_*.csv and the others there.")
    with Progress() as progress:
        checked = list(check_files(chosen, sealer(key(plan_dir, create=False)), progress))
    print(counts(checked))
    for complaint in chain.from_iterable(map(complaints, checked)):
        print(complaint)
    return FEED_REFUSED if any(each.content and each.content.refused for each in checked) else 0


def sighted(path: Path) -> inbox.Sighting:
    """The file as an inbox would show it. CommandError if it would not."""
    for sighting in inbox.survey(path.parent):
        if sighting.path.name == path.name:
            return sighting
    raise CommandError(f"{path}: no such file, or one a night leaves alone (a folder, hidden, .part or .tmp).")


def counts(checked: Sequence[FileCheck]) -> str:
    """A line a file: rows in, and what becomes of them."""
    rows: list[tuple[str, ...]] = [("file", "rows in", "accepted", "rejected", "duplicate")]
    for each in checked:
        if each.content is not None:
            outcomes = Counter(each.notes["outcome"])
            rejected = each.content.rows_rejected + outcomes[RESTATED]
            accepted = each.content.rows_in - rejected - outcomes[DUPLICATE]
            shown = [
                f"{each.content.rows_in:,}",
                f"{accepted:,}",
                Toned(f"{rejected:,}", BAD if rejected else ""),
                Toned(f"{outcomes[DUPLICATE]:,}", CAUTION if outcomes[DUPLICATE] else ""),
            ]
            rows.append((each.name, *shown))
    return table(rows, right=frozenset(range(1, len(rows[0]))))


def complaints(checked: FileCheck) -> Iterator[str]:
    """What is wrong with the file, then with each of its lines. Never a value."""
    if checked.content is None:
        yield f"{checked.name}: no feed begins with this name; a night warns of it and leaves it alone"
        return
    if checked.content.refused:
        yield f"{checked.name}: refused whole: {checked.content.refused}"
        return
    if checked.content.unknown_columns:
        yield f"{checked.name}: columns no feed has: {', '.join(checked.content.unknown_columns)}"
    broken = checked.rejects.select("line", "column", "rule").rows()
    said = [
        (line, f"{column}: rule broken: {rule}" if column else f"rule broken: {rule}") for line, column, rule in broken
    ]
    noted = checked.notes.select("line", "outcome", "by_line").rows()
    said += [(line, NOTED_IN_WORDS[outcome].format(first=first)) for line, outcome, first in noted]
    for line, words in sorted(said):
        yield f"{checked.name}:{line}: {words}"
