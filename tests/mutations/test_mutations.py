"""Each listed mistake in the engine makes a test fail (mutations.toml).

The repository's code and tests are copied, one mistake is made in the copy, and a fixed part of the tests runs there.
A mistake that survives is a hole in the tests: draw the case that catches it, in tests/cases*.py.
"""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

CLONE: Final = Path(__file__).parents[2]
COPIED: Final = ("megaroth", "schemas", "flows", "tests")


def cases(*families: str) -> tuple[str, ...]:
    """The engine's answers to the cases of some families."""
    return ("tests/agreement/test_cases.py", "-k", " or ".join(f"{family}-" for family in families))


SELECTED: Final = {
    "room": (
        "tests/core/test_settle.py",
        "tests/core/test_findings.py",
        "tests/agreement/test_cases.py",
        "tests/core/test_parse.py",
    ),
    "dates ahead": cases("FD", "FP", "FE"),
    "deferrals ahead": cases("FS", "FA"),
    "match ahead": cases("MT", "FM"),
    "late": cases("FL"),
    "year end ahead": cases("FT", "FN", "FX"),
    "caps ahead": cases("FC"),
    "room ahead": cases("FR", "SP", "FZ"),
    "payroll": ("tests/payroll/test_caps.py", "tests/payroll/test_precheck.py"),
    "withdrawals": (
        "tests/withdrawals/test_split.py",
        "tests/withdrawals/test_accounts.py",
        "tests/withdrawals/test_conversions.py",
        "tests/withdrawals/test_availability.py",
        "tests/withdrawals/test_taken_back.py",
        "tests/withdrawals/test_roth_routes.py",
    ),
    "ledger": (
        "tests/withdrawals/test_ledger.py",
        "tests/withdrawals/test_waiting.py",
        "tests/checks/test_basis_at_recordkeeper.py",
    ),
    "forms": (
        "tests/withdrawals/test_forms.py",
        "tests/withdrawals/test_forms_codes.py",
        "tests/withdrawals/test_forms_at_a_loss.py",
        "tests/checks/test_tax_forms.py",
        "tests/checks/test_withdrawn.py",
    ),
    "strategy": ("tests/strategy/test_strategy.py", "tests/strategy/test_doors.py"),
    "solo": ("tests/other_doors/test_solo.py", "tests/other_doors/test_project.py", "-k", "not random and not page"),
    "iras": ("tests/other_doors/test_roth_ira.py", "tests/other_doors/test_backdoor.py", "-k", "not fractions"),
}
SOME_FAILED: Final = 1  # of pytest's exit statuses; those above are faults of the run itself
FAILED_BY_SAYING_SO: Final = re.compile(
    r"^FAILED .* - (assert|AssertionError|pandera\.errors\.SchemaErrors)", re.MULTILINE
)
SECONDS: Final = 120
QUIET: Final = {
    "COLUMNS": "500",
    "POLARS_MAX_THREADS": "1",
    "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
    "PYTHONDONTWRITEBYTECODE": "1",
}


@dataclass(frozen=True)
class Mutation:
    """A mistake: `original` gives way to `mutated`. `breaks` says what goes wrong, `law` where it is written.

    `tests` names the part of SELECTED that must notice.
    """

    file: str
    original: str
    mutated: str
    breaks: str
    law: str
    tests: str = "room"

    def make(self, clone: Path) -> None:
        """Makes the mistake in a copy."""
        path = clone / self.file
        path.write_text(path.read_text("utf-8").replace(self.original, self.mutated), encoding="utf-8")


MUTATIONS: Final = [
    Mutation(**listed)
    for listed in tomllib.loads((Path(__file__).parent / "mutations.toml").read_text("utf-8"))["mutation"]
]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The code and the tests, in a folder of their own."""
    for name in COPIED:
        shutil.copytree(CLONE / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(CLONE / "pyproject.toml", tmp_path)
    return tmp_path


def selected_tests(clone: Path, part: str) -> subprocess.CompletedProcess[str]:
    """The selected tests, run in a copy up to the first that fails."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "PYTHON", "COV_"))}
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-x", "-q", "--tb=no", "-rf", "-p", "no:cacheprovider", *SELECTED[part]],
        cwd=clone,
        env=ours | QUIET,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.breaks)
def test_what_a_mistake_changes_stands_once_in_its_file(mutation: Mutation) -> None:
    assert (CLONE / mutation.file).read_text("utf-8").count(mutation.original) == 1
    assert mutation.mutated != mutation.original


@pytest.mark.slow
@pytest.mark.parametrize("part", SELECTED)
def test_without_a_mistake_the_selected_tests_pass(part: str, copy: Path) -> None:
    done = selected_tests(copy, part)
    assert done.returncode == 0, done.stdout


@pytest.mark.slow
@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.breaks)
def test_a_mistake_in_the_engine_makes_a_test_fail(mutation: Mutation, copy: Path) -> None:
    mutation.make(copy)
    done = selected_tests(copy, mutation.tests)
    assert done.returncode == SOME_FAILED, f"{mutation.breaks} ({mutation.law})\n{done.stdout}{done.stderr}"
    assert FAILED_BY_SAYING_SO.search(done.stdout), done.stdout
