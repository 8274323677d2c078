"""`megaroth room`: the cases of the law through the command."""

import json

import pytest

from megaroth.cli import main

CASES = {
    "A-1": ("--year 2022 --age 45 --deferrals 20500 --employer 10000", "30500.00"),
    "A-2": ("--year 2022 --age 55 --deferrals 27000 --employer 10000", "30500.00"),
    "RM-1": ("--year 2026 --age 45 --compensation 300000 --deferrals 24500 --employer 12000", "35500.00"),
    "RM-2": ("--year 2026 --age 52 --compensation 300000 --deferrals 32500 --employer 12000", "35500.00"),
    "RM-4": ("--year 2026 --age 52 --deferrals 20000 --employer 12000", "40000.00"),
    "RM-12": ("--year 2020 --age 40 --compensation 200000 --deferrals 19500 --employer 10000", "27500.00"),
    "RM-14": ("--year 2024 --age 40 --deferrals 23000", "46000.00"),
    "RM-15": ("--year 2026 --age 30 --compensation 40000 --deferrals 10000 --employer 1600", "28400.00"),
    "EP-4": ("--year 2013 --age 30 --deferrals 15000 --employer 7500", "28500.00"),
    "AGE-1": ("--year 2026 --birth-date 1977-01-01 --deferrals 32500", "39500.00"),
    "AGE-2": ("--year 2026 --birth-date 1976-12-31 --deferrals 32500", "47500.00"),
    "AGE-4": ("--year 2026 --birth-date 1966-12-31 --deferrals 35750", "47500.00"),
}


@pytest.mark.parametrize("case", CASES)
def test_without_a_plan_room_is_all_that_fits(case: str, capsys: pytest.CaptureFixture[str]) -> None:
    words, expected = CASES[case]
    assert main(["room", *words.split(), "--json"]) == 0
    out = capsys.readouterr().out
    assert f'"room": {expected}' in out
    assert f'"room_today": {expected}' in out
    assert "excess_deferrals" not in json.loads(out)


@pytest.mark.parametrize(("deferrals", "said"), [("24500", ""), ("24500.01", "0.01 of the deferrals exceed 402(g)")])
def test_deferrals_beyond_402g_are_said_beside_the_room(
    deferrals: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["room", "--year", "2026", "--age", "40", "--deferrals", deferrals]) == 0
    assert said in capsys.readouterr().err


def test_a_birth_date_after_the_year_is_refused_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["room", "--year", "2026", "--birth-date", "2026-12-31", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["age"] == 0
    assert main(["room", "--year", "2026", "--birth-date", "2027-01-01"]) == 2
    said = capsys.readouterr()
    assert "--birth-date 2027-01-01 is after 2026" in said.err
    assert not said.out
