"""A proposed payroll before money moves: no line takes more than the pay of its date, worked out by hand.

E1 is 45, was paid 100,000 on 30 June, and the same is expected on 30 September and 31 December.
"""

import pytest

from tests import drawn
from tests.ahead import paid
from tests.payroll.proposed import cuts_of

AFTER_TAX_30 = paid(pre_tax="10,000.00", after_tax="30,000.00")
"""72,000 - 40,000 - 10,000 on 30 September - 4,500 on 31 December, where 402(g) is reached: 17,500 left."""


def september(**cells: str) -> str:
    """A proposed payroll of one line."""
    return paid("2026-09-30", **cells)


@pytest.mark.parametrize(
    ("pay", "pre_tax", "after_tax", "allowed"),
    [
        pytest.param("3,000.00", "1,000.00", "2,500.00", 2_000_00, id="what deferrals leave of pay"),
        pytest.param("3,000.00", "1,000.00", "2,000.01", 2_000_00, id="a cent beyond pay"),
        pytest.param("3,000.00", "1,000.00", "2,000.00", None, id="all of pay"),
        pytest.param("0.00", "0.00", "2,500.00", 0, id="no pay"),
        pytest.param("0.00", "0.00", "0.01", 0, id="a cent of no pay"),
        pytest.param("-100.00", "0.00", "0.01", 0, id="pay below zero is none"),
        pytest.param("20,000.00", "500.00", "21,000.00", 19_500_00, id="more than pay by itself"),
    ],
)
def test_after_tax_money_is_cut_to_the_pay_of_the_date(
    pay: str, pre_tax: str, after_tax: str, allowed: int | None
) -> None:
    told = cuts_of(september(gross_compensation=pay, pre_tax=pre_tax, after_tax=after_tax))
    said = [(row["allowed"], row["cut"], row["deferrals_cut"], row["why"]) for row in told]
    taken = drawn.cents(after_tax)
    assert said == ([] if allowed is None else [(allowed, taken - allowed, 0, ["available_pay"])])


@pytest.mark.parametrize(
    ("pre_tax", "roth", "deferrals_cut", "allowed", "cut"),
    [
        ("2,000.00", "1,000.00", 0, 0, 0),
        ("2,000.00", "1,000.01", 1, 0, 0),
        ("3,500.00", "0.00", 500_00, 0, 100_00),
        ("2,900.00", "0.00", 0, 100_00, 0),
    ],
)
def test_deferrals_are_cut_to_pay_first_and_leave_the_rest_to_after_tax_money(
    pre_tax: str, roth: str, deferrals_cut: int, allowed: int, cut: int
) -> None:
    after_tax = "100.00" if allowed or cut else "0.00"
    line = september(gross_compensation="3,000.00", pre_tax=pre_tax, roth=roth, after_tax=after_tax)
    said = [(row["deferrals_cut"], row["allowed"], row["cut"], row["why"]) for row in cuts_of(line)]
    assert said == ([(deferrals_cut, allowed, cut, ["available_pay"])] if deferrals_cut or cut else [])


def test_the_larger_cut_of_pay_and_402g_is_made_and_the_later_date_is_held_to_what_is_left() -> None:
    """4,500 are left under 402(g). September pays 1,000 of the 3,000 deferred; then 3,500 are left, not 1,500."""
    both = """
        employee_id | pay_date   | gross_compensation | pre_tax
        E1          | 2026-09-30 | 1,000.00           | 3,000.00
        E1          | 2026-12-31 | 100,000.00         | 3,500.01"""
    said = [(row["line"], row["deferrals_cut"], row["why"]) for row in cuts_of(both, paid(pre_tax="20,000.00"))]
    assert said == [(2, 2_000_00, ["available_pay"]), (3, 1, ["402g"])]
    one = september(gross_compensation="6,000.00", pre_tax="7,000.00")
    (row,) = cuts_of(one, paid(pre_tax="20,000.00"))
    assert (row["deferrals_cut"], row["why"]) == (2_500_00, ["available_pay", "402g"])


def test_after_tax_money_that_pay_does_not_reach_for_uses_no_room() -> None:
    """72,000 - 50,000 leave 22,000. September pays 5,000 of the 11,500: 17,000 fit in December, and no cent more."""
    june = paid(pre_tax="20,000.00", after_tax="30,000.00")
    lines = """
        employee_id | pay_date   | gross_compensation | pre_tax | after_tax
        E1          | 2026-09-30 | 5,000.00           | 0.00    | 11,500.00
        E1          | 2026-12-31 | 100,000.00         | 0.00    | {december}"""
    (row,) = cuts_of(lines.format(december="17,000.00"), june)
    assert (row["line"], row["allowed"], row["why"]) == (2, 5_000_00, ["available_pay"])
    rows = cuts_of(lines.format(december="17,000.01"), june)
    said = [(row["line"], row["cut"], row["why"]) for row in rows]
    assert said == [(2, 6_500_00, ["available_pay"]), (3, 1, ["415c_dollar"])]


def test_a_line_beyond_pay_and_room_is_allowed_the_smaller() -> None:
    """17,500 of room."""
    beyond = {"pre_tax": "10,000.00", "after_tax": "30,000.00"}
    for pay, allowed, why in (
        ("27,500.01", 17_500_00, ["415c_dollar", "available_pay"]),
        ("27,500.00", 17_500_00, ["available_pay"]),
        ("27,499.99", 17_499_99, ["available_pay"]),
    ):
        (row,) = cuts_of(september(gross_compensation=pay, **beyond), AFTER_TAX_30)
        assert (row["allowed"], row["deferrals_cut"], row["why"]) == (allowed, 0, why)


def test_the_lines_of_a_date_share_its_pay_and_the_last_gives_way_first() -> None:
    three = """
        employee_id | pay_date   | gross_compensation | pre_tax  | after_tax | run_type
        E1          | 2026-09-30 | 2,000.00           | 0.00     | 1,800.00  | regular
        E1          | 2026-09-30 | 1,000.00           | 600.00   | 500.00    | bonus
        E1          | 2026-09-30 | 0.00               | 0.00     | {more}    | off_cycle
        E1          | 2026-12-31 | 9,000.00           | 0.00     | 9,000.00  | regular"""
    assert cuts_of(three.format(more="100.00")) == []
    (row,) = cuts_of(three.format(more="100.01"))
    assert (row["line"], row["cut"], row["why"]) == (4, 1, ["available_pay"])
    said = [(row["line"], row["cut"]) for row in cuts_of(three.format(more="800.00"))]
    assert said == [(4, 700_00)]
    said = [(row["line"], row["cut"]) for row in cuts_of(three.format(more="100.00").replace("1,800.00", "2,500.00"))]
    assert said == [(2, 100_00), (3, 500_00), (4, 100_00)]


def test_a_run_that_came_before_shares_the_pay_of_the_date() -> None:
    early = september(gross_compensation="3,000.00", pre_tax="1,000.00", after_tax="1,500.00")
    bonus = {"gross_compensation": "100.00", "run_type": "bonus"}
    assert cuts_of(september(after_tax="600.00", **bonus), received=early) == []
    (row,) = cuts_of(september(after_tax="600.01", **bonus), received=early)
    assert (row["cut"], row["why"]) == (1, ["available_pay"])


def test_what_may_not_be_taken_at_all_is_not_called_too_much_for_pay() -> None:
    terms = "[after_tax]\nallowed = false"
    (row,) = cuts_of(september(gross_compensation="50.00", after_tax="100.00"), terms=terms)
    assert (row["cut"], row["why"]) == (100_00, ["after_tax_not_allowed"])
