"""When the ways to Roth are open: the switch of [law] in plan.toml, and the five years, worked out by hand."""

import pytest

from tests.withdrawals.reports import NO_NEXT, SPRING, STATED, parts, row, told, without_roth

# The switch of [law]


def test_until_the_day_before_the_roth_routes_shut_nothing_changes() -> None:
    assert row(STATED, terms=without_roth("2026-07-01")) == row(STATED)


def test_from_the_day_on_money_may_leave_and_none_of_it_become_roth() -> None:
    cells = row(STATED, terms=without_roth("2026-06-30"))
    assert parts(cells) == ("36000.00", None, None)
    assert cells["taxable_split"] is cells["taxable_all_roth_ira"] is cells["taxable_in_plan_roth"] is None
    assert cells["five_years_end"] is None
    assert (cells["can_convert"], cells["next_date"]) == ("false", None)
    assert cells["reasons"] == (
        "roth_routes_shut: after-tax money can no longer be converted to Roth since 2026-06-30 "
        "(assumed in plan.toml, not law)"
    )
    assert cells["after_tax_earnings"] == "6000.00"


def test_who_may_take_nothing_then_has_no_parts_either() -> None:
    cells = row(STATED, terms="in_service = false" + without_roth("2026-06-30"))
    assert parts(cells) == ("0.00", None, None)
    assert told(cells) == (["in_service_not_allowed", "roth_routes_shut"], NO_NEXT)


def test_until_the_day_before_the_roth_routes_shut_a_next_date_is_named() -> None:
    terms = "months_between = 3" + without_roth("2026-07-16")
    assert told(row(STATED, withdrawals=SPRING, terms=terms)) == (["too_soon"], "2026-07-15")


def test_no_date_is_named_on_which_the_roth_routes_are_shut_and_it_is_said_why() -> None:
    cells = row(STATED, withdrawals=SPRING, terms="months_between = 3" + without_roth("2026-07-15"))
    assert told(cells) == (["too_soon", "roth_routes_will_be_shut"], NO_NEXT)
    assert "from 2026-07-15 on (assumed in plan.toml, not law)" in str(cells["reasons"])


def test_an_assumed_end_takes_no_date_from_whom_none_was_known() -> None:
    people = "employee_id | hire_date | hold\nE1 | 2020-01-06 | DRO"
    cells = row(STATED, people=people, terms="months_between = 3" + without_roth("2026-07-15"))
    assert told(cells) == (["hold"], NO_NEXT)


# Five years


@pytest.mark.parametrize(
    ("as_of", "end"), [("2026-12-31", "2030-12-31"), ("2027-01-01", "2031-12-31"), ("2028-02-29", "2032-12-31")]
)
def test_the_five_years_begin_on_1_january_of_the_conversion(as_of: str, end: str) -> None:
    assert row(STATED, as_of=as_of)["five_years_end"] == end


@pytest.mark.parametrize("terms", ["in_plan_roth = false", "in_service = false", "separate_contract = false"])
def test_without_a_conversion_inside_the_plan_there_are_no_five_years(terms: str) -> None:
    assert row(STATED, terms=terms)["five_years_end"] is None
