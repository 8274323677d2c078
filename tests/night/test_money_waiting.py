"""What a night says of after-tax money that waits: how many people can convert theirs, how many must wait."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from flows import steps
from flows.summary import NightSummary
from megaroth.commands.nightly import in_words, members
from tests.small_plan import AS_OF, small_plan

HELD_BACK = """\
employee_id,first_name,last_name,ssn,birth_date,hire_date,hold
E1,Ada,Example,666-01-0001,1980-02-03,2020-01-06,
E2,Ben,Example,666-01-0002,1990-05-06,2021-03-01,a court order
"""
STATEMENT = "employee_id,as_of,after_tax_basis,after_tax_value\n"


def night(folder: Path, balances: str) -> NightSummary:
    """A night of the small plan, E2's money held back, with these rows of the recordkeeper's statement."""
    plan = small_plan(folder)
    (plan / "inbox" / "census_2026-01-02.csv").write_text(HELD_BACK, encoding="utf-8")
    (plan / "inbox" / "balances_2026-01-12.csv").write_text(STATEMENT + balances, encoding="utf-8")
    as_of, now = date.fromisoformat(AS_OF), datetime(2026, 1, 14, tzinfo=UTC)
    with steps.open_night(plan, as_of, None, False, 0, now, lambda _: None) as opened:
        steps.load(opened)
        steps.answer(opened)
        return steps.publish(opened)


@pytest.mark.parametrize(
    ("balances", "waiting", "can_convert", "line"),
    [
        ("", 1, 1, "1 person can convert, 0 must wait"),  # what was posted, stated or not
        ("E1,2026-01-12,300.00,310.00\n", 1, 1, "1 person can convert, 0 must wait"),
        ("E2,2026-01-12,300.00,310.00\n", 2, 1, "1 person can convert, 1 must wait"),
        ("E1,2026-01-12,0.00,0.00\nE2,2026-01-12,300.00,310.00\n", 1, 0, "0 people can convert, 1 must wait"),
        ("E1,2026-01-12,300.00,310.00\nE2,2026-01-12,5.00,4.00\n", 2, 1, "1 person can convert, 1 must wait"),
        ("E1,2026-01-12,0.00,0.00\nE2,2026-01-12,0.00,0.00\n", 0, 0, "0 people can convert, 0 must wait"),
    ],
)
def test_people_with_after_tax_money_are_counted_by_whether_they_can_convert(
    tmp_path: Path, balances: str, waiting: int, can_convert: int, line: str
) -> None:
    summary = night(tmp_path / "small", balances)
    told = members(summary)
    assert (told["people_waiting"], told["people_can_convert"]) == (waiting, can_convert)
    (said,) = [words for words in in_words(summary).splitlines() if words.startswith("Money waiting")]
    assert said.removeprefix("Money waiting").strip() == line


def test_thousands_of_people_have_a_comma() -> None:
    summary = NightSummary("acme", date(2026, 6, 30), 2026, Path("reports"), 9_000, 3_456, 1_234, {}, 5, 1, 0, 2)
    assert "1,234 people can convert, 2,222 must wait" in in_words(summary)
