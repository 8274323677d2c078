"""`bench/night.py`, which no night runs: what it times is there and is called, and its night is a night."""

from datetime import date
from pathlib import Path

import pytest

from bench.night import STEPS, run
from tests.night.folder import AS_OF, another, bytes_of, night, plan_folder


@pytest.mark.parametrize(("place", "name"), [(place, name) for place, name, _ in STEPS])
def test_what_is_timed_is_looked_up_where_it_is(place: object, name: str) -> None:
    assert callable(getattr(place, name))


@pytest.mark.slow
def test_a_timed_night_calls_every_step_and_publishes_what_a_night_publishes(tmp_path: Path) -> None:
    plain = plan_folder(tmp_path / "plain")
    timed = another(plain, tmp_path / "timed")
    untimed = [getattr(place, name) for place, name, _ in STEPS]
    clock = run(timed, date.fromisoformat(AS_OF))
    assert [(place, name) for place, name, _ in STEPS if (place, name) not in clock.called] == []
    assert list(clock.steps) == list(dict.fromkeys(step for _, _, step in STEPS))
    assert all(seconds > 0 for seconds, _ in clock.steps.values())
    assert [getattr(place, name) for place, name, _ in STEPS] == untimed
    published = bytes_of(timed / "reports" / AS_OF)
    assert {"room.csv", "strategy.parquet", "index.html", "manifest.json"} <= set(published)
    assert published == bytes_of(night(plain))
