"""Where somebody stands in the strategy, and the next step: the first that fits, both sides of each."""

import pytest

from tests.ahead import AT_45, AT_52, elects, paid
from tests.case import born
from tests.strategy.standing import STATED, standing

NO_IN_SERVICE = "[withdrawals]\nin_service = false"
NO_AFTER_TAX = "[after_tax]\nallowed = false"
SHUT_BY_LAW = "[law]\nafter_tax_conversions_end = 2026-06-30"


def test_money_that_waits_and_may_leave_comes_first() -> None:
    told = standing(paid(pre_tax="1,000.00"), balances=STATED)
    assert told.next_step == "convert"
    assert told.strategy["waiting"] == 10_000_00


def test_money_that_must_wait_says_until_when() -> None:
    told = standing(
        balances=STATED,
        withdrawals="employee_id | date | amount | basis | route\nE1 | 2026-03-10 | 100.00 | 90.00 | split",
        terms="[withdrawals]\nmonths_between = 6",
    )
    assert told.strategy["next_step"] == "wait: after-tax money waits; it can be converted from 2026-09-10 on"


def test_money_that_must_wait_without_a_known_day_says_what_stands_against_it() -> None:
    said = standing(balances=STATED, census=born("1981-05-05", hold="court order")).strategy["next_step"]
    assert said.startswith("wait: ")
    assert "once this no longer holds: hold: court order" in said


def test_money_that_no_route_to_roth_is_open_for_has_nothing_to_wait_for() -> None:
    told = standing(balances=STATED, terms=SHUT_BY_LAW + "\n[withdrawals]\nin_plan_roth = false")
    assert told.strategy["next_step"] == (
        "another_door: look at the alternatives; the way from after-tax money to Roth is shut: after-tax money can no "
        "longer be converted to Roth since 2026-06-30 (assumed in plan.toml, not law)"
    )


@pytest.mark.parametrize(
    ("pre_tax", "step", "maxed", "left", "reached"),
    [
        pytest.param("8,166.66", "defer", False, 16_333_34, None, id="3 x 8,166.66 is 24,499.98"),
        pytest.param("8,166.67", "contribute", False, 16_333_33, "2026-12-31", id="3 x 8,166.67 is 24,500.01"),
        pytest.param("24,499.99", "contribute", False, 1, "2026-09-30", id="a cent below 402(g)"),
        pytest.param("24,500.00", "contribute", True, 0, None, id="402(g) reached"),
    ],
)
def test_deferrals_come_before_after_tax_money(
    pre_tax: str, step: str, maxed: bool, left: int, reached: str | None
) -> None:
    told = standing(paid(pre_tax=pre_tax))
    assert told.next_step == step
    assert (told.strategy["deferrals_maxed"], told.strategy["deferrals_left"]) == (maxed, left)
    assert (told.strategy["deferrals_reached_on"] and str(told.strategy["deferrals_reached_on"])) == reached


def test_catch_up_can_still_be_deferred_when_402g_is_reached() -> None:
    told = standing(paid(pre_tax="24,500.00"), census=AT_52)
    assert (told.strategy["deferrals_maxed"], told.strategy["deferrals_left"]) == (True, 8_000_00)


def test_what_a_prior_employer_took_can_no_longer_be_deferred() -> None:
    told = standing(paid(pre_tax="1,000.00"), census=born("1981-05-05", prior_employer_deferrals="20,000.00"))
    assert told.strategy["deferrals_left"] == 3_500_00  # 24,500 - 20,000 - 1,000


def test_the_plans_lower_limit_is_the_one_to_reach() -> None:
    told = standing(paid(pre_tax="10,000.00"), terms="[deferrals]\nmax_dollars = 10000")
    assert (told.strategy["deferrals_maxed"], told.strategy["deferrals_left"]) == (True, 0)


def test_over_the_limit_nothing_more_is_contributed() -> None:
    full, over = (paid(pre_tax="24,500.00", after_tax=amount) for amount in ("47,500.00", "47,500.01"))
    assert standing(over, balances=STATED).next_step == "over_limit"
    assert standing(full, balances=STATED).next_step == "convert"


def test_who_is_not_in_the_census_is_found_out_first() -> None:
    told = standing("employee_id | pay_date | gross_compensation\nE9 | 2026-06-30 | 1,000.00", who="E9")
    assert told.next_step == "not_in_census"


def test_without_room_or_a_pay_date_left_nothing_is_to_be_done() -> None:
    full = standing(paid(pre_tax="24,500.00", after_tax="47,500.00"))
    assert (full.next_step, full.strategy["room"]) == ("done", 0)
    over = "employee_id | pay_date | gross_compensation | pre_tax\n" + "\n".join(
        f"E1 | {day} | 100,000.00 | 100.00" for day in ("2026-06-30", "2026-09-30", "2026-12-31")
    )
    assert standing(over, as_of="2026-12-31").next_step == "done"


def test_an_election_counts_for_what_is_reached() -> None:
    told = standing(paid(pre_tax="1,000.00"), elections=elects("2026-07-01", pre_tax_rate="0.25"))
    assert str(told.strategy["deferrals_reached_on"]) == "2026-09-30"  # 1,000 + 25,000


def test_withdrawals_of_the_calendar_year_are_told_by_where_they_went() -> None:
    told = standing(
        balances=STATED,
        withdrawals="""
            employee_id | date       | amount | basis  | route
            E1          | 2025-12-31 | 900.00 | 900.00 | roth_ira
            E1          | 2026-01-01 | 100.00 |  90.00 | split
            E1          | 2026-02-01 |  20.00 |  20.00 | in_plan_roth
            E1          | 2026-03-01 |   3.00 |   3.00 | roth_ira
            E1          | 2026-04-01 |   0.40 |   0.40 | traditional_ira
            E1          | 2026-06-30 |   0.05 |   0.05 | cash
            E1          | 2026-07-01 | 700.00 | 700.00 | roth_ira
        """,
    )
    assert (told.strategy["converted"], told.strategy["withdrawn"]) == (123_00, 45)
    assert told.strategy["rolled_to"] == ["cash", "in_plan_roth", "roth_ira", "split", "traditional_ira"]


def test_an_open_way_has_no_alternatives() -> None:
    assert standing(balances=STATED).alternatives == []


@pytest.mark.parametrize(
    ("terms", "balances", "expected"),
    [
        (NO_IN_SERVICE, STATED, ["after_leaving", "roth_401k", "backdoor", "front_door"]),
        (NO_IN_SERVICE, "", ["after_leaving", "roth_401k", "backdoor", "front_door"]),
        (NO_AFTER_TAX, "", ["roth_401k", "backdoor", "front_door"]),
        (NO_AFTER_TAX, STATED, ["roth_401k", "backdoor", "front_door"]),
        (NO_AFTER_TAX + "\n" + NO_IN_SERVICE, "", ["roth_401k", "backdoor", "front_door"]),
        (NO_AFTER_TAX + "\n" + NO_IN_SERVICE, STATED, ["after_leaving", "roth_401k", "backdoor", "front_door"]),
        (NO_AFTER_TAX + "\n[deferrals]\nroth = false", "", ["backdoor", "front_door"]),
        (SHUT_BY_LAW, STATED, ["roth_401k", "front_door"]),
    ],
)
def test_a_shut_way_says_what_else_there_is(terms: str, balances: str, expected: list[str]) -> None:
    assert standing(terms=terms, balances=balances).alternatives == expected


def test_who_has_left_needs_no_in_service_withdrawal() -> None:
    left = born("1981-05-05", termination_date="2026-06-29")
    told = standing(balances=STATED, census=left, terms=NO_IN_SERVICE)
    assert (told.next_step, told.alternatives) == ("convert", [])
    last_day = standing(balances=STATED, census=born("1981-05-05", termination_date="2026-06-30"), terms=NO_IN_SERVICE)
    assert (last_day.next_step, last_day.alternatives[0]) == ("wait", "after_leaving")
    assert last_day.strategy["next_step"].endswith("from 2026-07-01 on")


def test_somebody_with_an_account_alone_has_a_row_too() -> None:
    stated = STATED + "    E8          | 2026-06-15 |        1.00 |       1.00\n"
    told = standing(balances=stated, who="E8")
    assert told.next_step == "not_in_census"
    assert (told.strategy["waiting"], told.strategy["room"], told.strategy["deferrals_left"]) == (100, 0, None)


def test_at_45_no_catch_up_is_left_to_defer() -> None:
    assert standing(paid(pre_tax="24,500.00"), census=AT_45).strategy["deferrals_left"] == 0
