"""The steps told of a person: their amounts are the report's, their parts add up, and the words say what happened."""

import polars as pl
import pytest

from megaroth.answers import Answers, dollar_limit
from megaroth.explanation import Asked, Step, steps
from megaroth.forecast_explanation import forecast_steps, path
from megaroth.limits import load_limits
from megaroth.plan import parse_plan
from tests.agreement.engine import engine
from tests.case import Case, case
from tests.every_case import CASES


def told(chosen: Case) -> dict[str, list[Step]]:
    """Everybody's steps."""
    answers = engine(chosen.files, chosen.plan, chosen.as_of, chosen.year)
    return {person["employee_id"]: everything(answers, chosen, person) for person in answers.persons.to_dicts()}


def everything(answers: Answers, chosen: Case, person: dict[str, object]) -> list[Step]:
    """The steps to date, then those of the rest of the year."""
    of_whom = asked(answers, chosen, person)
    dates = answers.forecast.filter(pl.col("employee_id") == person["employee_id"]).to_dicts()
    return steps(of_whom) + forecast_steps(of_whom, path(of_whom, dates))


def asked(answers: Answers, chosen: Case, person: dict[str, object]) -> Asked:
    plan = parse_plan(chosen.plan)
    limits = load_limits(plan.extra_limits)
    return Asked(person, answers.moment, plan, limits, dollar_limit(limits, answers.moment))


@pytest.mark.parametrize("chosen", CASES, ids=lambda chosen: chosen.name)
def test_every_step_says_the_reports_amount_and_its_parts_add_up(chosen: Case) -> None:
    answers = engine(chosen.files, chosen.plan, chosen.as_of, chosen.year)
    for row, person in zip(answers.room.to_dicts(), answers.persons.sort("employee_id").to_dicts(), strict=True):
        for step in everything(answers, chosen, person):
            assert step.amount == row.get(step.figure, step.amount)
            assert not step.parts or sum(step.parts.values()) == step.amount, step
            assert step.law.startswith(("26 USC", "26 CFR")), step


def of_one(
    figure: str, census: str, payroll: str, terms: str = "", as_of: str = "2026-06-30", contributions: str = ""
) -> str:
    """What is said of a figure of the only person in a small book."""
    chosen = case(
        "one",
        "one",
        as_of=as_of,
        census=census,
        payroll=payroll,
        contributions=contributions,
        terms=terms,
        expected="employee_id\nE1",
    )
    (said,) = told(chosen).values()
    return " ".join(step.says for step in said if step.figure == figure)


AT_50 = """
    employee_id | birth_date | hire_date
    E1          | 1976-12-31 | 2015-01-05
"""
AT_49 = AT_50.replace("1976-12-31", "1977-01-01")
MUCH = """
    employee_id | pay_date   | gross_compensation | pre_tax   | match
    E1          | 2026-03-13 | 100,000.00         | 30,000.00 | 3,000.00
"""


def test_somebody_of_50_may_have_catch_up_and_is_told_how_much() -> None:
    assert of_one("catch_up_limit_2026", AT_50, MUCH) == "Age 50 on 31 December 2026: up to 8,000.00 may be catch-up."
    assert of_one("catch_up_ytd", AT_50, MUCH).startswith("5,500.00 of the deferrals goes beyond 402(g)")


def test_somebody_of_49_is_told_that_nothing_can_be_catch_up() -> None:
    assert of_one("catch_up_limit_2026", AT_49, MUCH) == (
        "Age 49 on 31 December 2026, under 50: nothing can be catch-up."
    )
    assert of_one("excess_deferrals_2026", AT_49, MUCH).startswith("5,500.00 of 2026 is beyond the limit")


def test_a_plan_without_catch_up_is_named_as_the_reason() -> None:
    terms = "[deferrals]\ncatch_up = false"
    assert of_one("catch_up_limit_2026", AT_50, MUCH, terms) == "The plan does not allow catch-up."


def test_a_plan_without_roth_bars_catch_up_of_unknown_wages_in_words() -> None:
    terms = "[deferrals]\nroth = false"
    assert "would have to be Roth" in of_one("catch_up_limit_2026", AT_50, MUCH, terms)


def test_a_default_birth_date_is_called_not_known() -> None:
    default = AT_50.replace("1976-12-31", "1960-01-01")
    assert of_one("catch_up_limit_2026", default, MUCH) == "The birth date is not known, so nothing can be catch-up."


def test_the_limit_names_its_notice_and_what_binds() -> None:
    said = of_one("limit_415c", AT_50, MUCH)
    assert said.startswith("The lesser of the dollar limit, 72,000.00 (Notice 2025-67), and the year's pay, 100,000")
    assert said.endswith("the dollar limit binds.")
    little = MUCH.replace("100,000.00", " 40,000.00")
    assert of_one("limit_415c", AT_50, little).endswith("and the year's pay, 40,000.00: pay binds.")


def test_what_postings_have_more_is_taken_off_in_words() -> None:
    posted = """
        employee_id | posted_date | source | amount   | pay_date
        E1          | 2026-03-17  | match  | 3,200.00 | 2026-03-13
    """
    assert "200.00 that the recordkeeper posted beyond" in of_one("room_today", AT_50, MUCH, contributions=posted)


NO_MATCH_COLUMN = """
    employee_id | pay_date   | gross_compensation | pre_tax
    E1          | 2026-04-30 | 10,000.00          | 600.00
    E1          | 2026-05-29 | 10,000.00          | 600.00
    E1          | 2026-06-30 | 10,000.00          | 600.00
"""
MATCHES_TO_4 = "[match]\ntiers = [{ rate = 1.0, up_to = 0.04 }]"


def posted_for(pay_date: str) -> str:
    return f"""
        employee_id | posted_date | source | amount | pay_date
        E1          | 2026-06-01  | match  | 400.00 | {pay_date}
    """


@pytest.mark.parametrize(
    ("last_told", "words"),
    [("2026-04-30", "2 past pay dates that no feed tells yet, 800.00"), ("2026-05-29", "1 past pay date that no feed")],
)
def test_match_on_its_way_is_told_with_how_many_dates_it_is_of(last_told: str, words: str) -> None:
    said = of_one("late_match", AT_49, NO_MATCH_COLUMN, MATCHES_TO_4, contributions=posted_for(last_told))
    assert said.startswith(f"Set aside in it: match of {words}")


def test_of_match_all_of_which_is_told_nothing_is_said() -> None:
    assert not of_one("late_match", AT_49, NO_MATCH_COLUMN, MATCHES_TO_4, contributions=posted_for("2026-06-30"))


def test_the_path_begins_with_match_on_its_way() -> None:
    chosen = case(
        "late",
        "late",
        as_of="2026-06-30",
        census=AT_49,
        payroll=NO_MATCH_COLUMN,
        contributions=posted_for("2026-04-30"),
        further_dates="2026-07-31",
        terms=MATCHES_TO_4,
        expected="employee_id\nE1",
    )
    answers = engine(chosen.files, chosen.plan, chosen.as_of, chosen.year)
    of_whom = asked(answers, chosen, answers.persons.to_dicts()[0])
    ahead = path(of_whom, answers.forecast.to_dicts())
    # 1,800 deferred and 400 matched so far, then 800 late, then July's 600 and 400
    assert [(str(each.date), each.employer, each.total) for each in ahead] == [
        ("2026-06-30", 800_00, 3_000_00),
        ("2026-07-31", 400_00, 4_000_00),
    ]
