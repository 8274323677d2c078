"""A proposed payroll before money moves: cuts worked out by hand, on both sides of each edge.

Unless a test says otherwise E1 is 45, was paid 100,000 on 30 June, and the same is expected on 30 September and 31
December.
"""

import pytest

from tests.ahead import AT_52, paid
from tests.case import born
from tests.payroll.proposed import DEFERRED_TO_THE_LIMIT_OF_2025, UNTIL_JUNE, cuts_of

AFTER_TAX_30 = paid(pre_tax="10,000.00", after_tax="30,000.00")
"""72,000 - 40,000 - 10,000 on 30 September - 4,500 on 31 December, where 402(g) is reached: 17,500 left."""
TENTH = "[after_tax]\nmax_rate = 0.10"
HALF_MATCHED = '[match]\ntiers = [{ rate = 0.5, up_to = 1.0 }]\nsources = ["pre_tax", "roth", "after_tax"]'


def september(**cells: str) -> str:
    """A proposed payroll of one line."""
    return paid("2026-09-30", **cells)


@pytest.mark.parametrize(
    ("payroll", "terms", "census", "proposed", "cut", "why"),
    [
        pytest.param(
            AFTER_TAX_30,
            "",
            born("1981-05-05"),
            {"pre_tax": "10,000.00", "after_tax": "17,500.00"},
            0,
            [],
            id="the whole of room fits",
        ),
        pytest.param(
            AFTER_TAX_30,
            "",
            born("1981-05-05"),
            {"pre_tax": "10,000.00", "after_tax": "17,500.01"},
            1,
            ["415c_dollar"],
            id="a cent beyond the dollar limit",
        ),
        pytest.param(
            AFTER_TAX_30,
            "",
            AT_52,
            {"pre_tax": "10,000.00", "after_tax": "17,500.01"},
            1,
            ["415c_dollar"],
            id="what is reserved of December is 4,500 too where 5,500 more will be catch-up",
        ),
        pytest.param(
            paid(after_tax="20,000.00"),
            TENTH,
            born("1981-05-05"),
            {"after_tax": "10,000.00"},
            0,
            [],
            id="a tenth of the year's 300,000 is reached",
        ),
        pytest.param(
            paid(after_tax="20,000.00"),
            TENTH,
            born("1981-05-05", hce="false"),
            {"after_tax": "10,000.01"},
            1,
            ["plan_cap"],
            id="a cent beyond the plan's rate",
        ),
        pytest.param(
            paid(after_tax="20,000.00"),
            f"{TENTH}\nhce_max_rate = 0.08",
            born("1981-05-05", hce="true"),
            {"after_tax": "4,000.01"},
            1,
            ["hce_cap"],
            id="a cent beyond 8% for a highly compensated employee",
        ),
        pytest.param(
            paid(after_tax="20,000.00"),
            f"{TENTH}\nhce_max_rate = 0.08",
            born("1981-05-05", hce="true"),
            {"after_tax": "4,000.00"},
            0,
            [],
            id="8% for a highly compensated employee",
        ),
        pytest.param(
            paid(after_tax="20,000.00"),
            TENTH,
            born("1981-05-05", hce="false"),
            {"after_tax": "60,000.00"},
            50_000_00,
            ["415c_dollar", "plan_cap"],
            id="beyond both: the larger cut, 50,000 for the plan and 8,000 for the law",
        ),
        pytest.param(
            paid(after_tax="40,000.00", match="20,000.00"),
            HALF_MATCHED,
            born("1981-05-05"),
            {"after_tax": "9,000.00"},
            1_000_00,
            ["415c_dollar"],
            id="each dollar brings half a dollar of match: 8,000 + 4,000 is what is left",
        ),
        pytest.param(
            paid(after_tax="40,000.00", match="20,000.00"),
            HALF_MATCHED,
            born("1981-05-05"),
            {"after_tax": "8,000.00"},
            0,
            [],
            id="8,000 and its match fit",
        ),
        pytest.param(
            paid(after_tax="40,000.00", match="20,000.00"),
            HALF_MATCHED,
            born("1981-05-05"),
            {"after_tax": "9,000.00", "match": "4,500.00"},
            1_500_00,
            ["415c_dollar"],
            id="a match that payroll says itself stays, so 1,500 must go",
        ),
    ],
)
def test_after_tax_money_is_cut_to_what_the_law_and_the_plan_leave(
    payroll: str,
    terms: str,
    census: str,
    proposed: dict[str, str],
    cut: int,
    why: list[str],
) -> None:
    told = cuts_of(september(**proposed), payroll, census=census, terms=terms)
    said = [(row["cut"], row["deferrals_cut"], row["why"]) for row in told]
    assert said == ([(cut, 0, why)] if cut else [])


@pytest.mark.parametrize(("after_tax", "cut"), [("17,000.00", 0), ("17,000.01", 1)])
def test_pay_to_date_and_proposed_is_the_limit_where_it_is_less(after_tax: str, cut: int) -> None:
    """40,000 of pay; 20,000 went in in June, 2,000 deferred and 1,000 matched are proposed: 17,000 left."""
    june = paid(gross_compensation="20,000.00", pre_tax="2,000.00", after_tax="17,000.00", match="1,000.00")
    december = paid(
        "2026-12-31", gross_compensation="20,000.00", pre_tax="2,000.00", match="1,000.00", after_tax=after_tax
    )
    told = cuts_of(december, june, dates="2026-06-30 2026-12-31", as_of="2026-12-30")
    said = [(row["cut"], row["allowed"], row["why"]) for row in told]
    assert said == ([(1, 17_000_00, ["415c_compensation"])] if cut else [])


@pytest.mark.parametrize(
    ("census", "proposed", "cut", "why"),
    [
        (born("1981-05-05"), {"pre_tax": "4,500.00"}, 0, ""),
        (born("1981-05-05"), {"pre_tax": "4,500.01"}, 1, "402g"),
        (AT_52, {"pre_tax": "4,500.00", "roth_catch_up": "8,000.00"}, 0, ""),
        (AT_52, {"pre_tax": "4,500.00", "roth_catch_up": "8,000.01"}, 1, "402g"),
    ],
)
def test_deferrals_are_cut_to_402g_and_catch_up(census: str, proposed: dict[str, str], cut: int, why: str) -> None:
    """20,000 of 24,500 is deferred; catch-up at 52 is 8,000."""
    told = cuts_of(september(**proposed), paid(pre_tax="20,000.00"), census=census)
    said = [(row["deferrals_cut"], row["cut"], row["why"]) for row in told]
    assert said == ([(cut, 0, [why])] if cut else [])


def test_the_plans_lower_limit_cuts_deferrals_too() -> None:
    terms = "[deferrals]\nmax_dollars = 21000\ncatch_up = false"
    (row,) = cuts_of(september(pre_tax="700.00", roth="800.00"), paid(pre_tax="20,000.00"), terms=terms)
    assert (row["deferrals"], row["deferrals_cut"], row["deferrals_allowed"]) == (1_500_00, 500_00, 1_000_00)
    assert row["why"] == ["plan_deferral_limit"]


def test_what_went_beyond_on_one_date_is_not_cut_again_on_the_next() -> None:
    """20,000 and 1,500 pass 21,000 by 500. From December on 23,000 may be deferred: 21,000 and 1,800 are within it."""
    terms = """
        [deferrals]
        max_dollars = 21000
        [[amendment]]
        effective = 2026-12-01
        deferrals = { max_dollars = 23000 }"""
    both = """
        employee_id | pay_date   | gross_compensation | pre_tax
        E1          | 2026-09-30 | 100,000.00         | 1,500.00
        E1          | 2026-12-31 | 100,000.00         | 1,800.00"""
    told = cuts_of(both, paid(pre_tax="20,000.00"), terms=terms)
    said = [(row["line"], row["deferrals_cut"], row["why"]) for row in told]
    assert said == [(2, 500_00, ["plan_deferral_limit"])]


def test_a_deferral_that_is_cut_uses_no_room() -> None:
    """72,000 - 60,000 - 4,500 = 7,500 stay for after-tax money once 1,000 of 5,500 is cut."""
    june = paid(pre_tax="20,000.00", after_tax="40,000.00")
    (row,) = cuts_of(september(pre_tax="5,500.00", after_tax="7,500.00"), june)
    assert (row["deferrals_cut"], row["cut"], row["why"]) == (1_000_00, 0, ["402g"])
    (row,) = cuts_of(september(pre_tax="5,500.00", after_tax="7,500.01"), june)
    assert (row["deferrals_cut"], row["cut"], row["why"]) == (1_000_00, 1, ["415c_dollar", "402g"])


def test_the_latest_pay_date_gives_way_first() -> None:
    both = """
        employee_id | pay_date   | gross_compensation | pre_tax   | after_tax
        E1          | 2026-12-31 | 100,000.00         | 4,500.00  | 10,000.00
        E1          | 2026-09-30 | 100,000.00         | 10,000.00 | 10,000.00"""
    (row,) = cuts_of(both, AFTER_TAX_30)
    assert (row["line"], row["after_tax"], row["cut"]) == (2, 10_000_00, 2_500_00)


def test_a_run_that_came_before_is_replaced_and_another_comes_on_top() -> None:
    early = september(pre_tax="10,000.00", after_tax="17,500.00")
    assert cuts_of(early, AFTER_TAX_30, received=early) == []
    bonus = september(gross_compensation="0.00", after_tax="0.01", run_type="bonus")
    (row,) = cuts_of(bonus, AFTER_TAX_30, received=early)
    assert (row["cut"], row["why"]) == (1, ["415c_dollar"])


def test_the_cut_of_a_bonus_with_its_own_match_leaves_the_match_of_regular_pay() -> None:
    """51,000 in June. 4,000 deferred and 2,000 matched on each date left is 12,000: 9,000 of 72,000 are left.

    The bonus's own match of 4,500 stays, so 4,500 after tax fit.
    """
    june = paid(pre_tax="4,000.00", after_tax="30,000.00", match="17,000.00")
    bonus = september(gross_compensation="10,000.00", after_tax="9,000.00", match="4,500.00", run_type="bonus")
    said = [(row["cut"], row["why"]) for row in cuts_of(bonus, june, terms=HALF_MATCHED)]
    assert said == [(4_500_00, ["415c_dollar"])]


def test_people_unknown_and_people_who_left_may_take_nothing() -> None:
    census = """
        employee_id | birth_date | hire_date  | termination_date
        E1          | 1981-05-05 | 2010-03-01 |
        E2          | 1981-05-05 | 2010-03-01 | 2025-05-31
        E3          | 1900-01-01 | 2010-03-01 |
        E4          | 1981-05-05 | 2026-09-01 |"""
    lines = "\n".join(f"{name} | 2026-09-30 | 1,000.00 | 100.00" for name in ("E1", "E2", "E3", "E4", "E9"))
    head = "employee_id | pay_date | gross_compensation | after_tax"
    said = cuts_of(f"{head}\n{lines}\nE8 | 2026-09-30 | 900.00 | 0.00", census=census)
    assert [(row["employee_id"], row["line"], row["cut"], row["why"]) for row in said] == [
        ("E2", 3, 100_00, ["not_employed"]),
        ("E3", 4, 100_00, ["birth_date_unknown"]),
        ("E9", 6, 100_00, ["not_in_census"]),
    ]


@pytest.mark.parametrize(
    ("terms", "bars"),
    [
        ("[[amendment]]\neffective = 2026-09-30\nafter_tax = { allowed = false }", ["after_tax_not_allowed"]),
        ("[[amendment]]\neffective = 2026-10-01\nafter_tax = { allowed = false }", []),
        ("[after_tax]\nallowed = false\n[[amendment]]\neffective = 2026-09-30\nafter_tax = { allowed = true }", []),
    ],
)
def test_the_terms_of_the_pay_date_say_whether_after_tax_money_is_taken(terms: str, bars: list[str]) -> None:
    said = cuts_of(september(after_tax="100.00"), terms=terms)
    assert [row["why"] for row in said] == ([bars] if bars else [])


@pytest.mark.parametrize(("pre_tax", "bars"), [("4,500.00", []), ("4,499.99", ["deferral_limit_not_reached"])])
def test_a_plan_that_asks_for_the_deferral_limit_takes_after_tax_money_on_the_date_it_is_reached(
    pre_tax: str, bars: list[str]
) -> None:
    terms = "[after_tax]\nrequires_deferral_limit = true"
    said = cuts_of(september(pre_tax=pre_tax, after_tax="100.00"), paid(pre_tax="20,000.00"), terms=terms)
    assert [row["why"] for row in said] == ([bars] if bars else [])


def test_a_line_is_held_against_the_deferral_limit_of_its_own_calendar_year() -> None:
    """23,500 of 2025 are reached already; of 24,500 in 2026 January's line defers 24,400, and February's the rest."""
    proposed = """
    employee_id | pay_date   | gross_compensation | pre_tax   | after_tax
    E1          | 2025-12-31 | 100,000.00         | 0.00      | 500.00
    E1          | 2026-01-30 | 100,000.00         | 24,400.00 | 600.00
    E1          | 2026-02-27 | 100,000.00         | 100.00    | 700.00"""
    said = cuts_of(proposed, DEFERRED_TO_THE_LIMIT_OF_2025, as_of="2025-12-30", **UNTIL_JUNE)
    assert [(row["line"], row["cut"], row["why"]) for row in said] == [(3, 600_00, ["deferral_limit_not_reached"])]


def test_deferrals_of_a_pay_date_in_between_come_first() -> None:
    """20% of September's pay takes the 4,500 that 402(g) has left; nothing remains for December."""
    december = paid("2026-12-31", pre_tax="100.00")
    (row,) = cuts_of(december, paid(pre_tax="20,000.00"), as_of="2026-06-30")
    assert (row["deferrals_cut"], row["why"]) == (100_00, ["402g"])


def test_somebody_rehired_on_the_pay_date_may_contribute() -> None:
    columns = {"termination_date": "2026-07-15", "rehire_date": "2026-09-30"}
    assert cuts_of(september(after_tax="100.00"), census=born("1981-05-05", **columns)) == []
    (row,) = cuts_of(
        september(after_tax="100.00"), census=born("1981-05-05", **columns | {"rehire_date": "2026-10-01"})
    )
    assert row["why"] == ["not_employed"]
