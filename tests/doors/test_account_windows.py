"""Which statements and postings of after-tax accounts a night reads: those its history needs, and no older ones."""

from datetime import date
from pathlib import Path

import pytest

from tests.doors.plan_folder import PlanFolder

STATED = "employee_id | as_of | after_tax_basis | after_tax_value\n"
DAYS = ["2022-03-31", "2023-03-31", "2024-03-31", "2025-03-31", "2025-09-30", "2025-12-31"]
IN_YEAR = ["2026-01-31", "2026-02-28", "2026-03-31"]
POSTED = ["2021-01-01", "2022-03-31", "2023-04-01", "2025-04-01", "2025-12-31"]


@pytest.fixture
def plan(tmp_path: Path) -> PlanFolder:
    return PlanFolder(tmp_path / "plan")


def read(
    plan: PlanFolder, stated: list[str], *withdrawn: str, of: str | None = None, who: str = "E1"
) -> tuple[list[str], list[str]]:
    """The days of the person's statements and of the after-tax postings in the book of 2026, as of 30 June."""
    other = "E2 | 2026-02-01 | 1.00 | 1.00\n"
    plan.put("balances_1.csv", STATED + other + "".join(f"{who} | {day} | 1.00 | 1.00\n" for day in stated))
    posted = "".join(f"{who} | {day} | after_tax | 1.00\n{who} | {day} | roth | 1.00\n" for day in POSTED)
    plan.put("contributions_1.csv", "employee_id | posted_date | source | amount\n" + posted)
    if withdrawn:
        taken = "".join(f"{who} | {day} | 1.00 | 1.00 | cash\n" for day in withdrawn)
        plan.put("withdrawals_1.csv", "employee_id | date | amount | basis | route\n" + taken)
    plan.load()
    with plan.opened() as opened:
        book = opened.book(date(2026, 1, 1), date(2026, 6, 30), of)
    assert set(book.contributions["source"]) <= {"after_tax"}
    own = book.balances.filter(employee_id=who)
    return [f"{day}" for day in sorted(own["as_of"])], [f"{day}" for day in sorted(book.contributions["posted_date"])]


def test_the_first_and_the_newest_statement_and_those_around_new_year(plan: PlanFolder) -> None:
    assert read(plan, DAYS + IN_YEAR)[0] == ["2022-03-31", "2025-12-31", "2026-01-31", "2026-03-31"]


def test_a_statement_after_the_as_of_date_is_not_read(plan: PlanFolder) -> None:
    assert read(plan, ["2025-12-31", "2026-06-30", "2026-07-01"])[0] == ["2025-12-31", "2026-06-30"]


def test_those_on_both_sides_of_each_withdrawal_since_the_year_before(plan: PlanFolder) -> None:
    statements, _ = read(plan, DAYS + IN_YEAR, "2024-12-31", "2025-09-30", "2026-03-01")
    assert statements == [
        *("2022-03-31", "2025-03-31", "2025-09-30", "2025-12-31"),
        *("2026-01-31", "2026-02-28", "2026-03-31"),
    ]


def test_a_withdrawal_of_the_first_day_of_the_year_before_counts(plan: PlanFolder) -> None:
    assert read(plan, DAYS, "2025-01-01")[0] == ["2022-03-31", "2024-03-31", "2025-03-31", "2025-12-31"]


def test_postings_since_the_base_are_read_and_all_of_them_without_one(plan: PlanFolder) -> None:
    assert read(plan, DAYS[:4])[1] == ["2025-04-01", "2025-12-31"]
    assert read(plan, IN_YEAR)[1] == POSTED


def test_postings_since_the_statement_before_a_withdrawal_of_the_year_before_are_read(plan: PlanFolder) -> None:
    assert read(plan, DAYS, "2025-06-30")[1] == ["2025-04-01", "2025-12-31"]
    assert read(plan, DAYS, "2024-06-30")[1] == []


def test_without_any_statement_by_then_every_posting_is_read(plan: PlanFolder) -> None:
    assert read(plan, [])[1] == POSTED
    assert read(plan, ["2026-07-31"])[1] == POSTED


def test_one_person_brings_the_same_of_their_own(plan: PlanFolder) -> None:
    whole = read(plan, DAYS + IN_YEAR, "2025-06-30")
    assert read(plan, DAYS + IN_YEAR, "2025-06-30", of="E1") == whole
    assert read(plan, DAYS + IN_YEAR, "2025-06-30", of="E2") == ([], [])


def test_forms_of_the_year_before_and_later_are_read(plan: PlanFolder) -> None:
    forms = "".join(f"E1 | {year} | 1.00 | G\n" for year in (2024, 2025, 2026, 2027))
    plan.put("forms_1.csv", "employee_id | tax_year | box_1 | box_7\n" + forms)
    plan.load()
    with plan.opened() as opened:
        book = opened.book(date(2026, 1, 1), date(2026, 6, 30), None)
    assert sorted(book.forms["tax_year"]) == [2025, 2026, 2027]
