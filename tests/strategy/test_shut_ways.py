"""The next step where the way to Roth is shut, or opens later: by the plan, by a hold, by a law that is assumed."""

import pytest

from tests.ahead import elects, paid
from tests.case import born
from tests.strategy.standing import STATED, Standing, standing

MAXED = paid(pre_tax="24,500.00")
NO_IN_SERVICE = "[withdrawals]\nin_service = false"
NO_AFTER_TAX = "[after_tax]\nallowed = false"
LIMIT_FIRST = "[after_tax]\nrequires_deferral_limit = true"
HELD = born("1981-05-05", hold="court order")
ASSUMED = "assumed in plan.toml, not law"
WITHDRAWN = "employee_id | date | amount | basis | route\nE1 | 2026-03-10 | 100.00 | 90.00 | split"


def law_ends(day: str) -> str:
    return f"[law]\nafter_tax_conversions_end = {day}"


def words(told: Standing) -> str:
    return str(told.strategy["next_step"])


@pytest.mark.parametrize(
    ("terms", "why"),
    [
        (NO_IN_SERVICE, "the plan allows no withdrawal to somebody still employed"),
        (NO_AFTER_TAX, "the plan does not allow after-tax contributions"),
        (law_ends("2026-06-30"), f"can no longer be converted to Roth since 2026-06-30 ({ASSUMED})"),
    ],
)
def test_nobody_contributes_what_would_be_stuck(terms: str, why: str) -> None:
    told = standing(MAXED, terms=terms)
    assert told.next_step == "another_door"
    assert words(told).endswith(why)
    assert told.alternatives[-1] == "front_door"
    assert standing(MAXED).next_step == "contribute"


def test_money_that_waits_and_deferrals_come_before_another_door() -> None:
    assert standing(MAXED, balances=STATED, terms=NO_IN_SERVICE).next_step == "wait"
    assert standing(paid(pre_tax="1.00"), terms=NO_IN_SERVICE).next_step == "defer"


def test_on_hold_nobody_is_told_to_contribute() -> None:
    told = standing(MAXED, census=HELD)
    assert words(told).startswith("another_door: ")
    assert words(told).endswith("a hold stands: court order")
    assert told.alternatives == ["roth_401k", "backdoor", "front_door"]


def test_who_has_left_has_no_other_door_to_be_told_of_on_hold() -> None:
    told = standing(MAXED, census=born("1981-05-05", hold="court order", termination_date="2026-06-29"))
    assert (told.next_step, told.alternatives) == ("done", [])


def test_an_assumed_law_is_told_before_a_hold() -> None:
    told = standing(balances=STATED, census=HELD, terms=law_ends("2026-06-30"))
    assert told.next_step == "another_door"
    assert words(told).endswith(f"since 2026-06-30 ({ASSUMED})")


def test_an_assumed_law_is_told_before_months_that_have_not_passed() -> None:
    months = law_ends("2026-06-30") + "\n[withdrawals]\nmonths_between = 6"
    told = standing(balances=STATED, withdrawals=WITHDRAWN, terms=months)
    assert words(told).startswith("another_door: ")
    assert words(told).endswith(f"since 2026-06-30 ({ASSUMED})")


def test_an_assumed_law_leaves_deferrals_the_next_step_of_who_has_nothing_waiting() -> None:
    short, law = paid(pre_tax="1.00"), law_ends("2026-06-30")
    assert standing(short, terms=law).next_step == "defer"
    assert standing(short, balances=STATED, terms=law).next_step == "another_door"


@pytest.mark.parametrize(
    ("end", "said"),
    [
        ("2026-09-10", f"from 2026-09-10 on ({ASSUMED})"),
        ("2026-09-11", "it can be converted from 2026-09-10 on"),
    ],
)
def test_an_end_assumed_before_the_wait_is_over_is_told_as_what_stands_against_it(end: str, said: str) -> None:
    months = law_ends(end) + "\n[withdrawals]\nmonths_between = 6"
    told = standing(balances=STATED, withdrawals=WITHDRAWN, terms=months)
    assert told.next_step == "wait"
    assert words(told).endswith(said)
    assert ("once this no longer holds: roth_routes_will_be_shut: " in words(told)) == (end == "2026-09-10")


def test_each_alternative_says_that_the_law_is_assumed() -> None:
    told = standing(paid(pre_tax="1.00"), terms=law_ends("2026-06-30"))
    assert told.next_step == "defer"
    assert told.alternatives == ["roth_401k", "front_door"]
    why = f". Listed because after-tax money can no longer be converted to Roth since 2026-06-30 ({ASSUMED})"
    assert [said.endswith(why) for said in told.strategy["alternatives"]] == [True, True]


def test_an_end_that_lies_ahead_is_told_where_a_conversion_must_come_before_it() -> None:
    before = f". To be converted before 2026-07-01 ({ASSUMED})"
    assert words(standing(MAXED, terms=law_ends("2026-07-01"))).endswith(before)
    told = standing(MAXED, terms=f"{law_ends('2026-07-01')}\n{NO_IN_SERVICE}")
    said = {code: before in text for code, text in zip(told.alternatives, told.strategy["alternatives"], strict=True)}
    assert said == {"after_leaving": True, "roth_401k": False, "backdoor": True, "front_door": False}
    assert ASSUMED not in " ".join(standing(MAXED, terms=NO_IN_SERVICE).strategy["alternatives"])


@pytest.mark.parametrize(
    ("pre_tax", "step"),
    [
        pytest.param("8,166.66", "defer: deferrals as elected do not reach", id="never reached"),
        pytest.param("8,166.67", "after tax from 2026-12-31 on", id="reached on the last date"),
        pytest.param("24,499.99", "after tax from 2026-09-30 on", id="a cent is missing"),
        pytest.param("24,500.00", "contribute: ", id="reached"),
    ],
)
def test_a_plan_that_asks_for_the_deferral_limit_first_takes_after_tax_money_from_that_day_on(
    pre_tax: str, step: str
) -> None:
    assert step in words(standing(paid(pre_tax=pre_tax), terms=LIMIT_FIRST))


def test_what_stands_against_it_besides_the_deferral_limit_leaves_nothing_to_do() -> None:
    unknown_age = standing(paid(pre_tax="24,000.00"), census=born("1900-01-01"), terms=LIMIT_FIRST)
    assert unknown_age.next_step == "done"
    full = paid(pre_tax="24,000.00", after_tax="47,500.00")
    assert standing(full, terms=LIMIT_FIRST).next_step == "done"
    assert standing(paid(pre_tax="24,000.00"), terms=LIMIT_FIRST).next_step == "contribute_later"


@pytest.mark.parametrize(
    ("prior", "step"), [("0.00", "contribute"), ("0.01", "over_402g")], ids=["all of 402(g)", "a cent beyond"]
)
def test_deferrals_beyond_402g_are_over_a_limit_of_their_own(prior: str, step: str) -> None:
    assert standing(MAXED, census=born("1981-05-05", prior_employer_deferrals=prior)).next_step == step


def test_who_is_over_402g_alone_is_not_told_to_contribute_nothing() -> None:
    told = standing(paid(pre_tax="24,510.00"))
    assert words(told) == (
        "over_402g: more was deferred than 402(g) and catch-up allow: the excess is to be refunded by April 15 of the "
        "year after, and nothing more deferred in its year"
    )
    assert told.strategy["room"] > 0
    assert "mega_backdoor" in told.open_doors


def test_over_both_limits_the_one_on_everything_comes_first() -> None:
    assert standing(paid(pre_tax="24,510.00", after_tax="47,500.00")).next_step == "over_limit"


def test_deferrals_refunded_in_time_are_no_longer_over() -> None:
    refund = """
        employee_id | posted_date | source  | amount | activity
        E1          | 2026-06-30  | pre_tax | -10.00 | refund_402g
    """
    over = paid(pre_tax="24,510.00")
    assert standing(over).next_step == "over_402g"
    assert standing(over, contributions=refund).next_step == "contribute"


def test_an_overdrawn_account_has_nothing_waiting() -> None:
    taken = "employee_id | date | amount | basis | route\nE1 | 2026-06-20 | 10,000.01 | 9,000.00 | split"
    told = standing(MAXED, balances=STATED, withdrawals=taken)
    assert told.strategy["waiting"] == 0
    assert told.next_step == "contribute"


def test_an_election_that_reaches_the_limit_names_the_day() -> None:
    told = standing(paid(pre_tax="1,000.00"), elections=elects("2026-07-01", pre_tax_rate="0.25"), terms=LIMIT_FIRST)
    assert words(told).endswith("after tax from 2026-09-30 on")
