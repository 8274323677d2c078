"""What a plan folder holds before a night and after it, so that nothing between the two goes unseen."""

import shutil
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import duckdb

from tests.night.folder import AS_OF, FILES, bytes_of, drop, night, plan_folder, text_of

STORE: Final = "megaroth.duckdb"
CHANGED: Final = "payroll_2026-02-20.csv"
Counts = dict[str, int]


def names(plan_dir: Path) -> list[str]:
    """What lies in the folder, hidden files too."""
    return sorted(path.name for path in plan_dir.iterdir())


def counts(plan_dir: Path) -> Counts:
    """Rows of each table of the store, those that have any. The store is opened in a copy, its log beside it."""
    if not (plan_dir / STORE).exists():
        return {}
    with TemporaryDirectory() as elsewhere:
        for path in plan_dir.glob(f"{STORE}*"):
            shutil.copy(path, elsewhere)
        with duckdb.connect(Path(elsewhere) / STORE, read_only=True) as store:
            tables = [name for (name,) in store.sql("SELECT table_name FROM duckdb_tables()").fetchall()]
            found = {name: store.sql(f"SELECT count(*) FROM {name}").fetchall()[0][0] for name in tables}
    return {name: number for name, number in found.items() if number and name != "schema_version"}


@dataclass(frozen=True)
class State:
    """Store and reports at one time. `reports`: the bytes of the as-of date's folder; `kept`: of what it replaced."""

    store: Counts
    reports: dict[str, bytes]
    kept: tuple[dict[str, bytes], ...]

    @classmethod
    def of(cls, plan_dir: Path) -> "State":
        folder = plan_dir / "reports"
        kept = tuple(bytes_of(path) for path in sorted(folder.glob(".superseded/*")))
        return cls(counts(plan_dir), bytes_of(folder / AS_OF), kept)


@dataclass(frozen=True)
class Story:
    """A plan folder before a night, and its state before and after; `names`: what lies in the folder afterwards."""

    folder: Path
    old: State
    new: State
    names: list[str]

    def begin(self, place: Path) -> Path:
        """The folder as it was before the night, to run it there."""
        shutil.copytree(self.folder, place)
        return place

    def old_or_new(self, plan_dir: Path) -> bool:
        """Whether store and reports are each whole, and the reports not ahead of the store."""
        state = State.of(plan_dir)
        store_is_new, reports_are_new = state.store == self.new.store, state.reports == self.new.reports
        assert store_is_new or state.store == self.old.store
        assert reports_are_new or state.reports == self.old.reports
        assert state.kept in (self.old.kept, self.new.kept)
        assert sorted(path.name for path in (plan_dir / "reports").glob("[!.]*")) in ([], [AS_OF])
        return store_is_new or not reports_are_new

    def ends(self, plan_dir: Path) -> bool:
        """Whether everything is as after an undisturbed night, and nothing is left of the work."""
        assert names(plan_dir) == self.names
        assert {path.name for path in (plan_dir / "reports").iterdir()} <= {AS_OF, ".superseded"}
        return State.of(plan_dir) == self.new


def told(before: Path, place: Path) -> Story:
    """The story of a night, from one that nothing disturbs."""
    undisturbed = Path(shutil.copytree(before, place))
    night(undisturbed)
    return Story(before, State.of(before), State.of(undisturbed), names(undisturbed))


def first_night(place: Path) -> Story:
    """No store yet, no reports."""
    return told(plan_folder(place / "first"), place / "first_undisturbed")


def night_that_changes_reports(place: Path) -> Story:
    """Store and reports are there; a file was replaced, others came."""
    before = plan_folder(place / "change", ["census_2026-01-02.csv", CHANGED, "contributions_2026-02.csv"])
    drop(before, {CHANGED: text_of(CHANGED).replace("9000.00", "9500.00")})
    night(before)
    drop(before, {name: text_of(name) for name in FILES})
    return told(before, place / "change_undisturbed")
