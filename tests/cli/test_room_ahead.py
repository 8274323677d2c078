"""`megaroth room --plan --as-of`: the year to date and the pay dates to come, worked out by hand."""

import json
from pathlib import Path

import pytest

from megaroth.cli import main

PLAN = """
[plan]
id = "quarters"
name = "Paid four times a year"

[pay_calendar]
dates = [2026-03-31, 2026-06-30, 2026-09-30, 2026-12-31]

[match]
tiers = [{ rate = 1.0, up_to = 0.04 }]
"""
MAY_DEFER = "--year 2026 --age 45 --compensation 100000.01 --deferrals 6000 --employer 4000 --after-tax 2000.01"


@pytest.fixture
def plan_dir(tmp_path: Path) -> Path:
    (tmp_path / "plan.toml").write_text(PLAN, encoding="utf-8")
    return tmp_path


def asked(plan_dir: Path, words: str, capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    """The JSON of the command, amounts as it writes them."""
    assert main(["room", *words.split(), "--plan", str(plan_dir), "--json"]) == 0
    told: dict[str, object] = json.loads(capsys.readouterr().out, parse_float=str)
    return told


def test_the_pay_dates_to_come_go_on_as_the_last_one_and_are_set_aside(
    plan_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """March 50,000.01 and 1,000.01 after tax, June and on 50,000.00, 3,000.00 deferred, 2,000.00 match, 1,000.00."""
    told = asked(plan_dir, f"{MAY_DEFER} --as-of 2026-06-30", capsys)
    on_each = {"deferrals": "3000.00", "after_tax": "1000.00", "employer": "2000.00"}
    worked = {
        "compensation_ytd": "100000.01",
        "annual_additions_ytd": "12000.01",  # 6,000 + 4,000 + 2,000.01
        "limit_415c": "72000.00",
        "reserved_deferrals": "6000.00",
        "reserved_employer": "4000.00",
        "plan_cap_left": None,
        "room": "49999.99",  # 72,000 - 12,000.01 - 6,000 - 4,000
        "room_if_deferrals_maxed": "37499.99",  # 72,000 - 4,000 - 2,000.01 - 4,000 - 24,500
        "binding": "415c_dollar",
        "pay_dates_left": 2,
        "per_pay_date": "24999.99",
        "suggested_rate": "0.49",  # 50% of 100,000 is a cent more than room
        "stop_date": None,
        "reasons": [],
        "dates": [{"date": "2026-09-30", **on_each}, {"date": "2026-12-31", **on_each}],
    }
    assert {name: told[name] for name in worked} == worked
    assert "excess_deferrals" not in told


def test_whoever_goes_on_past_room_is_told_when_to_stop(plan_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """72,000 - 40,000 - 6,000 - 4,000 is 22,000: 15,000 in September fit, 15,000 more in December do not."""
    words = MAY_DEFER.replace("2000.01", "30000").replace("100000.01", "100000")
    told = asked(plan_dir, f"{words} --as-of 2026-06-30", capsys)
    assert (told["room"], told["stop_date"]) == ("22000.00", "2026-12-31")


def test_between_pay_dates_the_figures_are_of_those_before(plan_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """All on 31 March: 6,000 deferred on each of three dates; matched 100,000, 100,000 and 60,000, at 4%."""
    words = MAY_DEFER.replace("100000.01", "100000").replace("2000.01", "2000")
    told = asked(plan_dir, f"{words} --as-of 2026-06-29", capsys)
    kept = {name: told[name] for name in ("pay_dates_left", "reserved_deferrals", "reserved_employer")}
    assert kept == {"pay_dates_left": 3, "reserved_deferrals": "18000.00", "reserved_employer": "10400.00"}


def test_without_a_date_the_figures_are_the_whole_years(plan_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = asked(plan_dir, MAY_DEFER, capsys)
    assert told["room"] == "59999.99"  # 72,000 - 12,000.01
    assert "dates" not in told


def test_deferrals_stop_at_402g_on_the_way(plan_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """20,000 so far, 10,000 a date: 4,500 are left for September, matched to 2,000; nothing in December."""
    words = MAY_DEFER.replace("--deferrals 6000", "--deferrals 20000")
    told = asked(plan_dir, f"{words} --as-of 2026-06-30", capsys)
    assert told["reserved_deferrals"] == "4500.00"
    assert told["dates"] == [
        {"date": "2026-09-30", "deferrals": "4500.00", "after_tax": "1000.00", "employer": "2000.00"},
        {"date": "2026-12-31", "deferrals": "0.00", "after_tax": "1000.00", "employer": "0.00"},
    ]


def test_the_terminal_says_what_is_set_aside_for_which_dates_and_what_happens_if_nothing_changes(
    plan_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["room", *MAY_DEFER.split(), "--plan", str(plan_dir), "--as-of", "2026-06-30"]) == 0
    out = capsys.readouterr().out
    assert "Pay still expected on 2 pay dates to come: 100,000.00." in out
    assert "If nothing changes, 2,000.00 more goes in after tax by the year's end: within room." in out
    (december,) = [line for line in out.splitlines() if line.startswith("2026-12-31")]
    assert december.split()[:6] == ["2026-12-31", "50,000.00", "3,000.00", "2,000.00", "1,000.00", "24,000.01"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("--compensation 1 --as-of 2025-12-31", "is not in the limitation year 2026-01-01 to 2026-12-31"),
        ("--compensation 1 --as-of 2027-01-01", "is not in the limitation year"),
        ("--as-of 2026-06-30", "Give it with --compensation."),
        ("--compensation 1 --as-of 2026-03-30", "no pay date of the plan's calendar is in 2026-01-01 to 2026-03-30"),
    ],
)
def test_what_cannot_be_forecast_is_refused_in_words(
    plan_dir: Path, words: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["room", "--year", "2026", "--age", "45", "--plan", str(plan_dir), *words.split()]) == 2
    assert said in capsys.readouterr().err


def test_a_date_without_a_plan_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["room", "--year", "2026", "--age", "45", "--compensation", "1", "--as-of", "2026-06-30"]) == 2
    assert "Give the plan with --plan." in capsys.readouterr().err


@pytest.mark.parametrize(("cap", "says_so"), [("0.01", True), ("1.0", False)])
def test_that_the_cap_of_the_highly_compensated_sets_room_of_somebody_not_known_is_said(
    cap: str, says_so: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "plan.toml").write_text(
        f'[plan]\nid = "a"\nname = "A"\n[after_tax]\nhce_max_rate = {cap}\n', encoding="utf-8"
    )
    asked = ["--year", "2026", "--age", "45", "--compensation", "100000", "--plan", str(tmp_path)]
    assert main(["room", *asked]) == 0
    assert ("whether highly compensated is not known" in capsys.readouterr().err) is says_so
