"""The doors report: which doors are open, the most each allows, what it needs and why it is shut."""

import pytest

from tests.ahead import AT_45, AT_52, paid
from tests.case import born
from tests.strategy.standing import STATED, codes, standing

FULL = paid(pre_tax="24,500.00", after_tax="47,500.00")
SHUT_BY_LAW = "[law]\nafter_tax_conversions_end = 2026-06-30"
IRA_OF_2026 = 7_500_00
IRA_OF_2026_AT_50 = 8_600_00


def test_every_door_can_be_open() -> None:
    told = standing(paid(pre_tax="20,000.00"), balances=STATED)
    room = 47_500_00  # 72,000 - 24,500: the forecast defers 4,500 more
    assert told.open_doors == {
        "mega_backdoor": room + 10_000_00,
        "roth_401k": 4_500_00,
        "after_leaving": room + 10_000_00,
        "backdoor": IRA_OF_2026,
        "front_door": IRA_OF_2026,
    }
    assert told.doors["shut"] == []
    assert codes(told.doors["conditions"]) == list(told.open_doors)


def test_the_ira_doors_are_wider_from_50_on() -> None:
    in_the_year = standing(census=born("1976-12-31"))
    the_year_after = standing(census=born("1977-01-01"))
    assert in_the_year.open_doors["front_door"] == IRA_OF_2026_AT_50
    assert the_year_after.open_doors["backdoor"] == IRA_OF_2026


def test_the_front_door_names_the_incomes_of_the_year() -> None:
    (said,) = [words for words in standing().doors["conditions"] if words.startswith("front_door")]
    for figure in ("153,000.00", "168,000.00", "242,000.00", "252,000.00"):
        assert figure in said


@pytest.mark.parametrize(
    ("terms", "door", "why"),
    [
        ("[after_tax]\nallowed = false", "mega_backdoor", "the plan does not allow after-tax contributions"),
        (
            "[withdrawals]\nin_service = false",
            "mega_backdoor",
            "the plan allows no withdrawal to somebody still employed",
        ),
        ("[deferrals]\nroth = false", "roth_401k", "the plan has no Roth source"),
        (SHUT_BY_LAW, "mega_backdoor", "assumed in plan.toml, not law"),
        (SHUT_BY_LAW, "after_leaving", "assumed in plan.toml, not law"),
        (SHUT_BY_LAW, "backdoor", "assumed in plan.toml, not law"),
    ],
)
def test_a_shut_door_says_why(terms: str, door: str, why: str) -> None:
    told = standing(terms=terms)
    assert told.doors[door] is False
    assert told.doors[f"{door}_most"] == 0
    (said,) = [words for words in told.doors["shut"] if words.startswith(f"{door}: ")]
    assert why in said


def test_a_law_assumed_for_later_shuts_nothing_yet() -> None:
    told = standing(terms="[law]\nafter_tax_conversions_end = 2026-07-01")
    assert list(told.open_doors) == ["mega_backdoor", "roth_401k", "after_leaving", "backdoor", "front_door"]


def test_a_plan_without_in_service_withdrawals_leaves_the_door_after_leaving() -> None:
    told = standing(FULL, balances=STATED, terms="[withdrawals]\nin_service = false")
    assert told.open_doors == {
        "after_leaving": 10_000_00,
        "backdoor": IRA_OF_2026,
        "front_door": IRA_OF_2026,
    }


def test_without_room_or_money_that_waits_there_is_nothing_to_convert() -> None:
    told = standing(FULL)
    assert "mega_backdoor" not in told.open_doors
    assert told.why_shut("mega_backdoor").startswith("nothing is left under the limits")


def test_without_room_the_money_that_waits_keeps_the_door_open() -> None:
    assert standing(FULL, balances=STATED).open_doors["mega_backdoor"] == 10_000_00


def test_deferrals_are_held_to_what_the_law_leaves_beside_employer_money() -> None:
    told = standing(paid(pre_tax="1,000.00", match="50,000.00", after_tax="20,000.00"))
    assert told.open_doors["roth_401k"] == 1_000_00  # 72,000 - 71,000, though 23,500 may be deferred by 402(g)


def test_who_has_left_takes_the_money_along() -> None:
    told = standing(FULL, balances=STATED, census=born("1981-05-05", termination_date="2026-06-29"))
    assert told.open_doors == {"after_leaving": 10_000_00, "backdoor": IRA_OF_2026, "front_door": IRA_OF_2026}
    assert told.doors["conditions"][0] == (
        "after_leaving: convert it to Roth: a rollover to a Roth IRA taxes the earnings"
    )


def test_an_unknown_person_has_only_the_doors_outside_the_plan() -> None:
    stated = STATED + "    E8          | 2026-06-15 |        1.00 |       1.00\n"
    told = standing(balances=stated, who="E8")
    assert told.open_doors == {"backdoor": IRA_OF_2026, "front_door": IRA_OF_2026}


def test_at_45_and_52_the_plan_doors_are_told_by_their_own_limits() -> None:
    assert standing(paid(pre_tax="24,500.00"), census=AT_45).open_doors.get("roth_401k") is None
    assert standing(paid(pre_tax="24,500.00"), census=AT_52).open_doors["roth_401k"] == 8_000_00
