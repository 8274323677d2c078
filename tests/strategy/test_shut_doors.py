"""Doors: after leaving, on hold, by the pay to come, by age and year; and that a shut door says why in one form."""

import re

import pytest

from megaroth.doors import compensation
from megaroth.limits import load_ira_limits
from tests.ahead import elects, paid, row
from tests.case import born
from tests.strategy.standing import STATED, standing

FULL = paid(pre_tax="24,500.00", after_tax="47,500.00")
NO_AFTER_TAX = "[after_tax]\nallowed = false"
NO_IN_SERVICE = "[withdrawals]\nin_service = false"
IRA_OF_2026, IRA_OF_2026_AT_50 = 7_500_00, 8_600_00


def left(**more: str) -> str:
    """The census of somebody who has left."""
    return born("1981-05-05", termination_date="2026-06-29", **more)


@pytest.mark.parametrize(
    ("birth_date", "most"),
    [("1976-12-31", IRA_OF_2026_AT_50), ("1977-01-01", IRA_OF_2026), ("1950-01-01", IRA_OF_2026)],
    ids=["50 in the year", "not yet", "a default"],
)
def test_the_ira_limit_of_somebody_without_room_goes_by_the_birth_date_of_the_census(
    birth_date: str, most: int
) -> None:
    census = born(birth_date, termination_date="2024-06-30")
    told = standing(row(pay_date="2024-06-30", gross_compensation="1.00"), balances=STATED, census=census)
    assert told.strategy["deferrals_left"] is None  # no row in the room report
    assert (told.open_doors["backdoor"], told.open_doors["front_door"]) == (most, most)


def test_a_finished_year_is_told_by_its_own_ira_limits_and_ages() -> None:
    told = standing(paid("2026-12-31"), census=born("1977-05-05"), as_of="2027-03-31", year="2026")
    assert told.open_doors["front_door"] == IRA_OF_2026  # 50 only in 2027
    assert "153,000.00" in told.condition("front_door")


def test_who_has_left_takes_what_can_be_converted() -> None:
    assert standing(FULL, balances=STATED, census=left()).open_doors["after_leaving"] == 10_000_00


@pytest.mark.parametrize(
    ("census", "terms", "withdrawals", "why"),
    [
        (left(hold="court order"), "", "", "a hold stands: court order"),
        (left(), "[withdrawals]\nseparate_contract = false", "", "the plan keeps no separate contract"),
        (left(), "", "E1 | 2026-06-20 | 10,000.00 | 9,000.00 | split", "nothing is left in the after-tax account"),
        (left(), "", "E1 | 2026-06-20 | 9,500.00 | 9,500.00 | split", "more was taken out"),
        (
            left(hold="court order"),
            "[law]\nafter_tax_conversions_end = 2026-06-30",
            "",
            "after-tax money can no longer",
        ),
    ],
    ids=["hold", "vested unknown", "nothing left", "overdrawn", "the assumed law first"],
)
def test_who_has_left_and_cannot_convert_is_told_what_stands_against_it(
    census: str, terms: str, withdrawals: str, why: str
) -> None:
    taken = withdrawals and f"employee_id | date | amount | basis | route\n{withdrawals}"
    told = standing(FULL, balances=STATED, census=census, terms=terms, withdrawals=taken)
    assert (told.doors["after_leaving"], told.doors["after_leaving_most"]) == (False, 0)
    assert told.why_shut("after_leaving").startswith(why)


def test_who_has_left_without_an_account_has_no_after_tax_money_that_is_known() -> None:
    told = standing(paid(pre_tax="1.00"), census=left())
    assert told.why_shut("after_leaving") == "no after-tax money is known"


@pytest.mark.parametrize(
    ("payroll", "balances", "why"),
    [
        (paid(), "", "no after-tax money is known"),
        (paid(after_tax="500.00"), "", "after-tax money was contributed, but the recordkeeper has told of no account"),
        (
            paid(after_tax="500.00"),
            "employee_id | as_of | after_tax_basis | after_tax_value\nE1 | 2026-06-15 | 0.00 | 0.00",
            "nothing is left in the after-tax account",
        ),
    ],
    ids=["none", "contributed", "an empty account"],
)
def test_where_the_plan_takes_none_what_is_said_of_the_money_there_is_true(
    payroll: str, balances: str, why: str
) -> None:
    said = standing(payroll, balances=balances, terms=NO_AFTER_TAX).why_shut("after_leaving")
    assert said.startswith(why)
    assert said.endswith(", and the plan does not allow after-tax contributions")


@pytest.mark.parametrize(
    ("payroll", "census", "terms"),
    [
        (FULL, born("1981-05-05"), ""),
        (paid(pre_tax="1.00"), born("1900-01-01"), "[withdrawals]\nmonths_between = 6"),
        (paid(pre_tax="1.00"), born("1981-05-05", hold="court order"), ""),
        (FULL, left(hold="court order"), ""),
        (FULL, born("1981-05-05"), "[withdrawals]\nmonths_between = 6"),
        (FULL, born("1981-05-05"), NO_AFTER_TAX),
    ],
    ids=["no room", "age unknown", "hold", "left on hold", "too soon", "no after-tax"],
)
def test_every_reason_has_the_form_door_and_words(payroll: str, census: str, terms: str) -> None:
    taken = "employee_id | date | amount | basis | route\nE1 | 2026-06-10 | 100.00 | 90.00 | split"
    told = standing(payroll, balances=STATED, withdrawals=taken, census=census, terms=terms)
    assert told.doors["shut"]
    for said in told.doors["shut"]:
        assert not re.search(r"[:;] [a-z]+_[a-z_]+: ", said), said


def test_a_hold_shuts_the_mega_backdoor_while_it_stands() -> None:
    told = standing(paid(pre_tax="1.00"), balances=STATED, census=born("1981-05-05", hold="court order"))
    assert (told.doors["mega_backdoor"], told.doors["mega_backdoor_most"]) == (False, 0)
    assert told.why_shut("mega_backdoor") == "a hold stands: court order"
    assert told.condition("after_leaving") == "leave the job, and nothing leaves while a hold stands"
    assert standing(paid(pre_tax="1.00"), balances=STATED).condition("after_leaving") == "leave the job"


def test_without_room_money_that_must_wait_says_both() -> None:
    taken = "employee_id | date | amount | basis | route\nE1 | 2026-06-10 | 100.00 | 90.00 | split"
    told = standing(FULL, balances=STATED, withdrawals=taken, terms="[withdrawals]\nmonths_between = 6")
    room, account = told.why_shut("mega_backdoor").split(", and ")
    assert room.startswith("nothing is left under the limits")
    assert account.startswith("the plan asks for 6 months between two withdrawals")


def test_a_remark_is_never_the_reason_of_a_shut_door() -> None:
    no_pay = "employee_id | pay_date | gross_compensation | run_type\nE1 | 2026-06-30 | 100,000.00 | bonus"
    told = standing(no_pay, terms=NO_IN_SERVICE)
    assert "no pay is forecast" not in " ".join(told.doors["shut"])


@pytest.mark.parametrize(
    ("pay_per_date", "most"),
    [("1,000.00", 2_000_00), ("11,750.00", 23_500_00), ("11,750.01", 23_500_00), ("0.00", None)],
)
def test_roth_deferrals_are_never_more_than_the_pay_of_the_dates_left(pay_per_date: str, most: int | None) -> None:
    told = standing(paid(pre_tax="1,000.00"), elections=elects("2026-07-01", pay_per_date=pay_per_date))
    assert told.open_doors.get("roth_401k") == most  # two dates left; 24,500 - 1,000


def test_pay_that_is_not_known_does_not_bind() -> None:
    no_regular_pay = "employee_id | pay_date | gross_compensation | run_type\nE1 | 2026-06-30 | 100,000.00 | bonus"
    assert standing(no_regular_pay).open_doors["roth_401k"] == 24_500_00


@pytest.mark.parametrize(
    ("balances", "withdrawals", "terms", "when"),
    [
        (STATED, "", "", "at once"),
        ("", "", "[withdrawals]\nmonths_between = 6", "at once"),
        (STATED, "2026-06-10 | 100.00 | 90.00", "[withdrawals]\nmonths_between = 6", "from 2026-12-10 on"),
        (STATED, "2026-06-20 | 10,000.00 | 9,000.00", "", "at once"),
        (STATED, "2026-06-20 | 10,000.00 | 9,000.00", "[withdrawals]\nmonths_between = 6", "as soon as they can be"),
        (STATED, "", "[withdrawals]\nseparate_contract = false", "as soon as they can be"),
    ],
    ids=["now", "no account yet", "too soon", "emptied", "emptied, too soon", "vested unknown"],
)
def test_after_tax_money_is_converted_at_once_only_where_it_can_be(
    balances: str, withdrawals: str, terms: str, when: str
) -> None:
    taken = withdrawals and f"employee_id | date | amount | basis | route\nE1 | {withdrawals} | split"
    said = standing(balances=balances, withdrawals=taken, terms=terms).condition("mega_backdoor")
    assert said == (
        f"elect after-tax contributions and have them converted {when} (earnings are taxed unless they go to a "
        "traditional IRA)"
    )


def test_the_compensation_that_is_asked_for_is_that_of_an_amount_that_is_known() -> None:
    known = standing()
    assert known.condition("backdoor").startswith("taxable compensation of that much (one limit with the front door). ")
    assert known.condition("front_door").startswith("taxable compensation of that much and an income (MAGI) below ")
    assert known.doors["backdoor_most"] is not None


@pytest.mark.parametrize(
    ("year", "said"),
    [(2026, "taxable compensation of that much"), (2099, "taxable compensation of at least what is contributed")],
)
def test_where_no_ira_limit_is_known_no_amount_is_spoken_of(year: int, said: str) -> None:
    assert compensation(load_ira_limits(), year) == said


def test_an_end_that_lies_ahead_is_a_condition_of_every_door_that_ends_in_a_conversion() -> None:
    told = standing(paid(pre_tax="20,000.00"), terms="[law]\nafter_tax_conversions_end = 2026-07-01")
    ahead = ". To be converted before 2026-07-01 (assumed in plan.toml, not law)"
    doors = ("mega_backdoor", "roth_401k", "after_leaving", "backdoor", "front_door")
    assert [told.condition(door).endswith(ahead) for door in doors] == [True, False, True, True, False]
