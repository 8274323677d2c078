"""The path to the limit: what happens on each date to come if the person changes nothing, worked out by hand."""

import pytest

from megaroth.forecast_explanation import Ahead, path
from tests.agreement.engine import engine
from tests.case import Case, case
from tests.every_case import CASES
from tests.explain.test_explanation import AT_49, AT_50, asked, everything


def paths(chosen: Case) -> dict[str, list[Ahead]]:
    """Everybody's path."""
    answers = engine(chosen.files, chosen.plan, chosen.as_of, chosen.year)
    dates = answers.forecast.partition_by("employee_id", as_dict=True)
    return {
        person["employee_id"]: path(
            asked(answers, chosen, person),
            dates[person["employee_id"],].to_dicts() if (person["employee_id"],) in dates else [],
        )
        for person in answers.persons.to_dicts()
    }


def one(payroll: str, elections: str, terms: str, census: str = AT_50, as_of: str = "2026-09-30") -> Case:
    """A person paid monthly, the last three dates of 2026 still to come."""
    return case(
        *("one", "one"),
        as_of=as_of,
        census=census,
        payroll=payroll,
        elections=elections,
        further_dates="2026-10-30 2026-11-30 2026-12-31",
        terms=terms,
        expected="employee_id\nE1",
    )


@pytest.mark.parametrize("chosen", CASES, ids=lambda chosen: chosen.name)
def test_deferrals_of_the_path_less_their_catch_up_are_what_is_reserved(chosen: Case) -> None:
    answers = engine(chosen.files, chosen.plan, chosen.as_of, chosen.year)
    told = paths(chosen)
    for person in answers.persons.to_dicts():
        if person["refunded"] or person["catch_up_adp"] or person["after_tax_received"] is None:
            continue
        ahead = told[person["employee_id"]]
        assert sum(each.deferrals - each.catch_up for each in ahead) == person["reserved_deferrals"]


def test_deferrals_beyond_402g_are_catch_up_and_no_additions() -> None:
    """24,000 deferred; 500 more is within 402(g), the rest of 1,000 a date is catch-up."""
    payroll = """
        employee_id | pay_date   | gross_compensation | pre_tax
        E1          | 2026-09-30 | 100,000.00         | 24,000.00
    """
    elects = "employee_id | effective_date | pre_tax_amount\nE1 | 2026-01-01 | 1,000.00"
    (ahead,) = paths(one(payroll, elects, "")).values()
    assert [(each.deferrals, each.catch_up, each.total) for each in ahead] == [
        (1_000_00, 500_00, 24_500_00),
        (1_000_00, 1_000_00, 24_500_00),
        (1_000_00, 1_000_00, 24_500_00),
    ]


MATCHES_AFTER_TAX = """
[match]
tiers = [{ rate = 0.5, up_to = 0.10 }]
sources = ["pre_tax", "roth", "after_tax"]
"""
PAID = """
    employee_id | pay_date   | gross_compensation | after_tax | match
    E1          | 2026-09-30 | 20,000.00          | 400.00    | 200.00
"""


@pytest.mark.parametrize(("rate", "employer"), [("0.02", 200_00), ("0", 0)])
def test_matched_after_tax_money_earns_the_match_of_what_is_elected_and_nothing_at_the_years_end(
    rate: str, employer: int
) -> None:
    elects = f"employee_id | effective_date | after_tax_rate\nE1 | 2026-01-01 | {rate}"
    (ahead,) = paths(one(PAID, elects, MATCHES_AFTER_TAX, AT_49)).values()
    assert [(each.after_tax, each.employer) for each in ahead] == [(2 * employer, employer)] * 3


def test_what_room_would_earn_beyond_that_is_told_as_a_part_of_its_own() -> None:
    elects = "employee_id | effective_date | after_tax_rate\nE1 | 2026-01-01 | 0.02"
    chosen = one(PAID, elects, MATCHES_AFTER_TAX, AT_49)
    answers = engine(chosen.files, chosen.plan, chosen.as_of, chosen.year)
    (person,) = answers.persons.to_dicts()
    (step,) = [step for step in everything(answers, chosen, person) if step.figure == "reserved_employer"]
    # 80,000 of pay in all; 600 is in: room takes 2,000 of each date's pay with a match of 1,000, three times
    assert step.parts == {"of_pay_dates": 600_00, "match_of_room": 2_400_00}
    assert "match_of_room is what all of room would earn" in step.says


def test_spilled_money_is_told_as_far_as_the_plans_rate_lets_it_go_on() -> None:
    """24,500 is deferred: of the 4,000 elected all would spill, 15% of 20,000 goes on."""
    payroll = """
        employee_id | pay_date   | gross_compensation | pre_tax
        E1          | 2026-09-30 | 100,000.00         | 24,500.00
    """
    elects = "employee_id | effective_date | pre_tax_amount | pay_per_date\nE1 | 2026-01-01 | 4,000.00 | 20,000.00"
    terms = "[deferrals]\nspillover = true\n[after_tax]\nmax_rate = 0.15"
    (ahead,) = paths(one(payroll, elects, terms, AT_49)).values()
    assert [(each.deferrals, each.after_tax) for each in ahead] == [(0, 3_000_00)] * 3


@pytest.mark.parametrize(("after_tax", "passes"), [("16,000.00", False), ("16,000.01", True)])
def test_that_the_limit_is_passed_is_said_with_the_date(after_tax: str, passes: bool) -> None:
    """24,000 after tax so far, and three times 16,000: 72,000 to the cent."""
    payroll = """
        employee_id | pay_date   | gross_compensation | after_tax
        E1          | 2026-09-30 | 100,000.00         | 24,000.00
    """
    elects = f"employee_id | effective_date | after_tax_amount\nE1 | 2026-01-01 | {after_tax}"
    chosen = one(payroll, elects, "", AT_49)
    answers = engine(chosen.files, chosen.plan, chosen.as_of, chosen.year)
    (person,) = answers.persons.to_dicts()
    (said,) = [it.says for it in everything(answers, chosen, person) if it.figure == "after_tax_if_unchanged"]
    assert ("on 2026-12-31 additions pass 72,000.00, the limit" in said) is passes
    assert ("within room." in said) is not passes
