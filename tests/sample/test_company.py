"""The files of an invented company: the same bytes for the same arguments, whole or not there, its owner's alone."""

import re
import shutil
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from bench.agreement import differing, oracle, published
from megaroth.cli import main
from megaroth.sample import company
from megaroth.sample.draws import Draws, scrambled
from megaroth.sample_folder import write_folder
from tests.sample.nights import contents, files, rows, run, write

ACME = Path(__file__).parents[2] / "sample_data" / "acme"
HALF_YEAR = date(2026, 6, 30)
MADE_BY_NIGHTS = re.compile(r"^(reports/|megaroth\.duckdb|\.megaroth\.)")


def test_acme_is_what_the_command_in_its_readme_writes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = "--employees 250 --year 2026 --seed 1 --through 2026-06-30"
    assert f"megaroth sample DIR {command}" in (ACME / "README.md").read_text("utf-8")
    assert main(["sample", str(tmp_path / "acme"), *command.split()]) == 0
    said = capsys.readouterr().out
    assert "250 people" in said
    assert f"megaroth nightly {tmp_path / 'acme'} --as-of 2026-06-30" in said
    committed = {name: bytes_ for name, bytes_ in contents(ACME).items() if not MADE_BY_NIGHTS.match(name)}
    assert contents(tmp_path / "acme") == committed


def test_another_seed_draws_other_people_and_the_same_cast(tmp_path: Path) -> None:
    one, other = (
        rows(write(tmp_path / str(seed), 100, HALF_YEAR, seed) / "inbox/census_2026-01-02.csv") for seed in (1, 2)
    )
    assert one != other
    assert [row for row in one if row["employee_id"][0] == "C"] == [
        row for row in other if row["employee_id"][0] == "C"
    ]


def test_through_a_day_is_the_whole_year_without_the_files_that_come_later(tmp_path: Path) -> None:
    half, whole = (contents(write(tmp_path / str(day), 60, day)) for day in (HALF_YEAR, date(2026, 12, 31)))
    del half["README.md"]
    assert half == {name: whole[name] for name in half}
    assert max(re.findall(r"\d{4}-\d\d-\d\d", " ".join(half))) == "2026-06-30"
    later = [re.findall(r"\d{4}-\d\d-\d\d", name) for name in whole.keys() - half.keys()]
    assert all(day > "2026-06-30" for days in later for day in days)


def test_numbers_are_drawn_by_splitmix64() -> None:
    """The first outputs of SplitMix64 from state 1234567, from its reference implementation."""
    bits = pl.DataFrame({"number": [0, 1, 2]}, {"number": pl.UInt64}).select(scrambled(1_234_567)).to_series()
    assert bits.to_list() == [6457827717110365317, 3203168211198807973, 9817491932198370423]


def test_a_draw_stays_what_it_is() -> None:
    drawn = pl.DataFrame({"number": [0, 1, 2, 3]}, {"number": pl.UInt64}).select(Draws(1).below(1_000, "what"))
    assert drawn.dtypes == [pl.Int64]
    assert all(0 <= value < 1_000 for value in drawn.to_series())


def test_the_match_is_what_the_plan_says_on_every_line(tmp_path: Path) -> None:
    """100% to 3% of pay, 50% to 5%, half up: in Decimal, of everybody below the cap of 401(a)(17)."""
    folder = write(tmp_path / "company", 500, date(2026, 3, 31))
    lines = [row for path in (folder / "inbox").glob("payroll*") for row in rows(path) if row["employee_id"][0] == "E"]
    for row in lines:
        pay, deferred = Decimal(row["gross_compensation"]), Decimal(row["pre_tax"]) + Decimal(row["roth"])
        first, second = min(deferred, pay * 3 / 100), min(deferred, pay * 5 / 100)
        assert Decimal(row["match"]) == (first + (second - first) / 2).quantize(Decimal("0.01"), "ROUND_HALF_UP")


def test_the_oracle_agrees_on_everybody_of_acme(tmp_path: Path) -> None:
    plan_dir = tmp_path / "acme"
    shutil.copytree(ACME / "inbox", plan_dir / "inbox")
    shutil.copy(ACME / "plan.toml", plan_dir)
    run(plan_dir, HALF_YEAR)
    report = published(plan_dir, HALF_YEAR)
    assert differing(report.to_dicts(), oracle(plan_dir, report["employee_id"].to_list(), HALF_YEAR)) == []


def test_ordinary_people_cause_no_finding_but_an_early_stop_and_a_true_up(tmp_path: Path) -> None:
    """R07 where payroll stops after-tax money sooner than it must; R06 for the match the year's end trues up."""
    for day in (date(2026, 3, 13), date(2026, 5, 4), date(2026, 12, 31)):
        night = run(write(tmp_path / str(day), 800, day, seed=5), day)
        of_ordinary = {(check, severity) for check, severity, who in night.found() if who.startswith("E")}
        assert of_ordinary <= ({("R07", "warning"), ("R06", "info")} if day.month == 12 else set())


def test_social_security_numbers_lie_in_area_666_and_are_nobody_elses(tmp_path: Path) -> None:
    folder = write(tmp_path / "company", 20_000, date(2026, 1, 2))
    numbers = [row["ssn"] for row in rows(folder / "inbox" / "census_2026-01-02.csv")]
    assert all(re.fullmatch(r"666-\d\d-\d{4}", number) for number in numbers)
    assert len(set(numbers)) == len(numbers)


def test_the_folder_is_for_its_owner_alone(tmp_path: Path) -> None:
    folder = write(tmp_path / "company", 60, date(2026, 2, 1))
    assert {oct(path.stat().st_mode & 0o777) for path in (folder, folder / "inbox")} == {"0o700"}
    assert {oct(path.stat().st_mode & 0o777) for path in files(folder)} == {"0o600"}


def test_what_is_there_already_stays(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    assert main(["sample", str(tmp_path)]) == 2
    assert "something already" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_an_empty_folder_is_filled_also_the_current_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert main(["sample", str(tmp_path / "new"), "--employees", "60", "--through", "2026-02-01"]) == 0
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")
    assert main(["sample", ".", "--employees", "60", "--through", "2026-02-01"]) == 0
    assert contents(Path()) == contents(tmp_path / "empty") == contents(tmp_path / "new")
    assert (tmp_path / "empty").stat().st_mode & 0o777 == 0o700


def test_a_generation_that_breaks_off_leaves_nothing(tmp_path: Path) -> None:
    def broken() -> Iterator[tuple[str, pl.DataFrame | str]]:
        yield from list(company(60, 2026, 1, date(2026, 1, 9)))[:3]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_folder(tmp_path / "company", broken())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("year", ["2027", "2012", "1066"])
def test_a_year_without_limits_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str], year: str) -> None:
    assert main(["sample", str(tmp_path / "company"), "--year", year]) == 4
    assert f" {year};" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--employees", "12"], "expected 52 or more"),
        (["--year", "20260"], "expected a year, such as 2026"),
        (["--through", "2025-06-30"], "expected a day of 2026"),
    ],
)
def test_what_cannot_be_is_refused_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], expected: str
) -> None:
    assert main(["sample", str(tmp_path / "company"), *arguments]) == 2
    assert expected in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
