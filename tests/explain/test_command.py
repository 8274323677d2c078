"""`megaroth explain` on a stored night: the report's figures for everybody, and nothing is written."""

import csv
import json
import shlex
import shutil
from collections import defaultdict
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from flows import steps
from megaroth.cli import main
from schemas.columns import types
from schemas.reports import Room
from tests.docs.markdown import blocks

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
    return after_a_night(folder, AS_OF)


def after_a_night(folder: Path, as_of: date, year: str | None = None) -> Path:
    """The plan folder once its night has run."""
    with steps.open_night(folder, as_of, year, False, 1, datetime.now(UTC), list[str]().append) as night:
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
        assert (said["conversions"] is None) == (account is None) == (said["ledger"] == [])
        sums: dict[str, Decimal] = defaultdict(Decimal)
        for entry in said["rows"]:
            for column in entry["adds_to"]:
                sums[column] += entry["amount"]
        assert {name: sums[name] for name in ADDED_UP} == {name: said[name] for name in ADDED_UP}
        if account:
            assert {name: as_printed(said["conversions"][name]) for name in account} == account | {"name": row["name"]}
            held = ("after_tax_value", "after_tax_basis")
            assert [sums[name] for name in held] == [said["conversions"][name] for name in held]
            last = said["ledger"][-1]
            assert [last["value_after"], last["basis_after"]] == [said["conversions"][name] for name in held]
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


@pytest.fixture(scope="module")
def left_long_ago(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan folder after its night: E7 left in 2024, and what is left of E7 is an after-tax account."""
    folder = tmp_path_factory.mktemp("plans") / "left"
    (folder / "inbox").mkdir(parents=True)
    (folder / "plan.toml").write_text('[plan]\nid = "x"\nname = "x"\n[pay_calendar]\ndates = [2026-01-09]\n')
    (folder / "inbox" / "census_2026-01-02.csv").write_text(
        "employee_id,first_name,last_name,birth_date,hire_date,termination_date\n"
        "E7,Ada,Example,1980-01-01,2010-01-04,2024-03-01\n"
    )
    (folder / "inbox" / "balances_a.csv").write_text(
        "employee_id,as_of,after_tax_basis,after_tax_value\nE7,2025-12-31,10.00,11.00\nE7,2026-01-31,9.00,11.50\n"
    )
    return after_a_night(folder, date(2026, 2, 1))


def test_somebody_with_only_an_account_is_told_it_and_that_there_is_no_room(
    left_long_ago: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["explain", str(left_long_ago), "E7"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("E7  Ada Example\n")
    assert "No pay, no money and no employment in this limitation year: there is no room to tell." in said
    assert "Can be withdrawn or converted now: 11.50." in said
    assert "Cannot contribute now" not in said


def test_of_somebody_with_only_an_account_the_members_of_room_are_null(
    left_long_ago: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["explain", str(left_long_ago), "E7", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    of_room = {name: said[name] for name in types(Room)}
    assert of_room == dict.fromkeys(types(Room)) | {"employee_id": "E7", "name": "Ada Example"}
    assert said["forecast"] == []
    assert said["conversions"]["after_tax_value"] == 11.5
    assert {step["figure"] for step in said["steps"]} >= {"after_tax_value", "basis_recomputed", "taxable_split"}


def test_somebody_with_only_an_account_is_told_its_rows_and_findings(
    left_long_ago: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["explain", str(left_long_ago), "E7", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert [(row["file"], row["line"], row["kind"]) for row in said["rows"]] == [
        ("balances_a.csv", 3, "basis"),
        ("balances_a.csv", 3, "value"),
    ]
    assert [finding["check"] for finding in said["findings"]] == ["R19"]


def test_somebody_in_the_census_with_neither_money_nor_account_gets_a_clear_answer(
    left_long_ago: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["explain", str(left_long_ago), "E7", "--as-of", "2025-12-30"]) == 2
    assert "in the census, but has neither pay nor money nor employment" in capsys.readouterr().err


def test_an_account_is_shown_line_by_line(left_long_ago: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", str(left_long_ago), "E7"]) == 0
    ledger = capsys.readouterr().out.partition("The after-tax account line by line")[2].splitlines()[1:4]
    assert [line.split() for line in ledger] == [
        ["date", "what", "value", "basis", "earnings", "value", "after", "basis", "after", "file", "line"],
        ["2025-12-31", "statement", "11.00", "10.00", "1.00", "11.00", "10.00", "balances_a.csv", "2"],
        ["2026-01-31", "statement", "0.50", "-1.00", "1.50", "11.50", "9.00", "balances_a.csv", "3"],
    ]


def test_the_ledger_is_a_member_of_the_json(left_long_ago: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", str(left_long_ago), "E7", "--json"]) == 0
    assert json.loads(capsys.readouterr().out, parse_float=Decimal)["ledger"][1] == {
        "date": "2026-01-31",
        "feed": "balances",
        "file": "balances_a.csv",
        "line": 3,
        "what": "statement",
        "value": Decimal("0.50"),
        "basis": Decimal("-1.00"),
        "earnings": Decimal("1.50"),
        "value_after": Decimal("11.50"),
        "basis_after": Decimal("9.00"),
    }


def test_before_the_first_night_the_answer_is_to_run_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copy(COMPANY / "plan.toml", tmp_path)
    assert main(["explain", str(tmp_path), "E1"]) == 2
    assert "no night has run yet" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["plan.toml"]


def test_the_latest_nights_limitation_year_is_explained(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The year of its as-of date, 2027, has no limits yet."""
    pay = "employee_id,pay_date,gross_compensation,after_tax\nE1,2026-06-30,9000.00,500.00\n"
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "payroll_2026-06-30.csv").write_text(pay)
    (tmp_path / "plan.toml").write_text('[plan]\nid = "x"\nname = "x"\n[pay_calendar]\ndates = [2026-06-30]\n')
    after_a_night(tmp_path, date(2027, 1, 20), "2026")
    assert main(["explain", str(tmp_path), "E1", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["as_of"], said["limitation_year"], said["after_tax_ytd"]) == ("2027-01-20", 2026, 500.0)
    assert said["findings"]
    assert main(["explain", str(tmp_path), "E1", "--as-of", "2027-01-20"]) == 4
    assert main(["explain", str(tmp_path), "E1", "--year", "2027"]) == 4


def test_of_two_nights_of_a_day_the_one_of_its_own_limitation_year_is_explained(
    left_long_ago: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "again"
    shutil.copytree(left_long_ago, folder)
    after_a_night(folder, date(2026, 2, 1), "2025")
    assert main(["explain", str(folder), "E7"]) == 0
    assert "Limitation year 2026-01-01 to 2026-12-31, as of 2026-02-01" in capsys.readouterr().out


def test_an_earlier_day_is_explained_from_the_rows_dated_by_then(
    plan_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    employee_id = report(plan_dir)[0]["employee_id"]
    assert main(["explain", str(plan_dir), employee_id, "--as-of", "2026-03-31", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["as_of"] == "2026-03-31"
    assert max(entry["date"] for entry in said["rows"] if entry["date"]) <= "2026-03-31"


def test_the_page_shows_what_the_command_prints_of_an_account(
    plan_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (block,) = (each for each in blocks("docs/explain.md") if each.mark.startswith("console"))
    command, _, shown = block.text.partition("\n")
    program, name, folder, *asked = shlex.split(command.removeprefix("$ "))
    assert (program, name, folder) == ("megaroth", "explain", "sample_data/acme")
    assert main([name, str(plan_dir), *asked]) == 0
    _, heading, told = capsys.readouterr().out.partition("\nThe after-tax account:\n")
    assert (heading + told).startswith(shown.removeprefix("...").removesuffix("...\n"))
