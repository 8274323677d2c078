"""A withdrawal that was taken back, or was of nothing, was none: it counts neither this year nor between two."""

import pytest

from tests.withdrawals.reports import NO_NEXT, STATED, row, told


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        ("-100.00 | -50.00", ([], NO_NEXT)),
        ("-99.99 | -50.00", (["withdrawals_used_up", "too_soon"], "2027-01-01")),
        ("0.00 | 0.00", (["withdrawals_used_up", "too_soon"], "2027-01-01")),
    ],
)
def test_a_withdrawal_taken_back_was_none_and_a_row_of_nothing_is_none(second: str, expected: object) -> None:
    taken = f"""
        employee_id | date       | amount | basis | route
        E1          | 2026-06-10 | 100.00 | 50.00 | cash
        E1          | 2026-06-11 | {second} | cash
    """
    cells = row(STATED, withdrawals=taken, terms="per_year = 1\nmonths_between = 1")
    assert told(cells) == expected
    assert cells["withdrawals_this_year"] == ("0" if expected == ([], NO_NEXT) else "1")


def test_the_newest_of_an_amount_is_the_one_taken_back() -> None:
    taken = """
        employee_id | date       | amount  | basis  | route
        E1          | 2026-03-10 |  100.00 |  50.00 | cash
        E1          | 2026-06-10 |  100.00 |  50.00 | cash
        E1          | 2026-06-11 | -100.00 | -50.00 | cash
    """
    assert told(row(STATED, withdrawals=taken, terms="months_between = 4")) == (["too_soon"], "2026-07-10")
