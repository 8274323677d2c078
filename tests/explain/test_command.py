"""`megaroth explain` on a stored night: the report's figures for everybody, and nothing is written."""

import csv
import json
import shutil
from collections import defaultdict
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from flows import steps
from megaroth.cli import main

COMPANY = Path(__file__).parents[2] / "sample_data" / "acme"
AS_OF = date(2026, 6, 30)
ENOUGH = 60  # the cast, and some of the ordinary people
ADDED_UP = ("compensation_ytd", "deferrals_ytd", "deferrals_calendar_year", "employer_ytd", "after_tax_ytd")


@pytest.fixture(scope="module")
def plan_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample company after its night."""
    folder = tmp_path_factory.mktemp("plans") / "acme"
    shutil.copytree(COMPANY / "inbox", folder / "inbox")
    shutil.copy(COMPANY / "plan.toml", folder)
    now = datetime(2026, 6, 30, 22, 0, tzinfo=UTC)
    with steps.open_night(folder, AS_OF, None, False, 1, now, list[str]().append) as night:
        steps.load(night)
        steps.answer(night)
        steps.publish(night)
    return folder


def report(plan_dir: Path, name: str = "room") -> list[dict[str, str]]:
    with (plan_dir / "reports" / "2026-06-30" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def as_printed(value: object) -> str:
    """A member of the JSON as the CSV prints it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return "; ".join(value) if isinstance(value, list) else str(value)


def test_each_explanation_has_the_reports_figures_and_the_rows_they_are_added_up_from(
    plan_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    accounts = {row["employee_id"]: row for row in report(plan_dir, "conversions")}
    assert accounts
    for guarded in report(plan_dir)[:ENOUGH]:
        row = guarded | {"name": guarded["name"].removeprefix("'")}
        assert main(["explain", str(plan_dir), row["employee_id"], "--json"]) == 0
        said = json.loads(capsys.readouterr().out, parse_float=Decimal)
        assert {name: as_printed(said[name]) for name in row} == row
        account = accounts.get(row["employee_id"])
        assert (said["conversions"] is None) == (account is None)
        sums: dict[str, Decimal] = defaultdict(Decimal)
        for entry in said["rows"]:
            for column in entry["adds_to"]:
                sums[column] += entry["amount"]
        assert {name: sums[name] for name in ADDED_UP} == {name: said[name] for name in ADDED_UP}
        if account:
            assert {name: as_printed(said["conversions"][name]) for name in account} == account | {"name": row["name"]}
            held = ("after_tax_value", "after_tax_basis")
            assert [sums[name] for name in held] == [said["conversions"][name] for name in held]
        assert all(entry["line"] > 1 for entry in said["rows"] if entry["file"])


def test_the_findings_of_the_night_about_the_person_are_told(
    plan_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = [(row["employee_id"], row["check"]) for row in report(plan_dir, "findings") if row["employee_id"]]
    assert found
    for employee_id, check in found:
        assert main(["explain", str(plan_dir), employee_id, "--json"]) == 0
        assert check in [finding["check"] for finding in json.loads(capsys.readouterr().out)["findings"]]


def test_an_explanation_leaves_the_plan_folder_as_it_is(plan_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = {path: path.stat().st_mtime_ns for path in plan_dir.rglob("*")}
    assert main(["explain", str(plan_dir), report(plan_dir)[0]["employee_id"]]) == 0
    assert "26 USC 415(c)(1)" in capsys.readouterr().out
    assert {path: path.stat().st_mtime_ns for path in plan_dir.rglob("*")} == before


def test_somebody_who_is_not_there_gets_a_clear_answer_without_the_id(
    plan_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["explain", str(plan_dir), "NOBODY-77"]) == 2
    said = capsys.readouterr().err
    assert "nobody with this employee_id" in said
    assert "NOBODY-77" not in said


def test_somebody_with_only_an_account_is_sent_to_the_conversions_report(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (tmp_path / "plan.toml").write_text('[plan]\nid = "x"\nname = "x"\n[pay_calendar]\ndates = [2026-01-09]\n')
    (inbox / "census_a.csv").write_text("employee_id,birth_date,hire_date\nE1,1980-01-01,2010-01-01\n")
    statement = "employee_id,as_of,after_tax_basis,after_tax_value\nE7,2026-01-31,10.00,11.00\n"
    (inbox / "balances_a.csv").write_text(statement)
    with steps.open_night(tmp_path, date(2026, 2, 1), None, False, 1, datetime.now(UTC), list[str]().append) as night:
        steps.load(night)
        steps.answer(night)
        steps.publish(night)
    assert main(["explain", str(tmp_path), "E7"]) == 2
    assert "told in the conversions report" in capsys.readouterr().err


def test_before_the_first_night_the_answer_is_to_run_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copy(COMPANY / "plan.toml", tmp_path)
    assert main(["explain", str(tmp_path), "E1"]) == 2
    assert "no night has run yet" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["plan.toml"]


def test_an_earlier_day_is_explained_from_the_rows_dated_by_then(
    plan_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    employee_id = report(plan_dir)[0]["employee_id"]
    assert main(["explain", str(plan_dir), employee_id, "--as-of", "2026-03-31", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["as_of"] == "2026-03-31"
    assert max(entry["date"] for entry in said["rows"] if entry["date"]) <= "2026-03-31"
