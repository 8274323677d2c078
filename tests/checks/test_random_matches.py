"""R06 on random plans and books, against a loop over one person's pay dates in fractions."""

from dataclasses import replace
from itertools import groupby

import polars as pl
import pytest

from megaroth.answers import answer
from megaroth.checks.employer import employer_checks
from megaroth.findings import gathered
from megaroth.limits import load_limits
from megaroth.plan import parse_plan
from tests.agreement.engine import book_of
from tests.oracle.books import Example, draw_book
from tests.oracle.drawing import Dice
from tests.oracle.folder import files_of, plan_text
from tests.oracle.formula import tiered
from tests.oracle.rounding import half_up
from tests.oracle.rows import PayrollLine
from tests.oracle.years import Year, compensation_cap, containing

Wrong = dict[tuple[str, str], tuple[int, int]]
"""Expected and actual match by person and pay date."""

TAKEN = ("pre_tax", "roth", "after_tax")


def simple(example: Example) -> bool:
    """Nothing but tiers and pay decides: no dollar cap, no catch-up left out, no opening balance, something paid."""
    terms = [example.plan.on(line.pay_date) for line in example.book.payroll]
    return (
        not any(term.dollar_cap or not term.catch_up_matched for term in terms)
        and not example.book.openings
        and any(line.match for line in example.book.payroll if line.pay_date <= example.as_of)
    )


def wrong_by_hand(example: Example, year: Year) -> Wrong:
    """Of the dates that are `comparable`."""
    wrong: Wrong = {}
    lines = [line for line in example.book.payroll if year.first <= line.pay_date <= min(example.as_of, year.last)]
    for employee_id, of_person in groupby(sorted(lines, key=place), key=lambda line: line.employee_id):
        paid = 0
        for day, of_date in groupby(of_person, key=lambda line: line.pay_date):
            together = list(of_date)
            eligible = sum(line.eligible for line in together)
            pay = max(0, min(compensation_cap(year), paid + eligible) - min(compensation_cap(year), paid))
            paid += eligible
            amounts = {kind: sum(sum(line.cells(kind)) for line in together) for kind in TAKEN}
            match = sum(sum(line.cells("match")) for line in together)
            terms = example.plan.on(day)
            expected = half_up(tiered(terms, sum(amounts[kind] for kind in terms.matched), pay))
            if terms.tiers and comparable(together, example) and expected != match:
                wrong[employee_id, day.isoformat()] = expected, match
    return wrong


def place(line: PayrollLine) -> tuple[object, ...]:
    return line.employee_id, line.pay_date


def comparable(lines: list[PayrollLine], example: Example) -> bool:
    """A match cell, no empty cells where something is posted, nothing negative, and not all lines corrections."""
    (key,) = {(line.employee_id, line.pay_date) for line in lines}
    posted = any((posting.employee_id, posting.pay_date) == key for posting in example.book.postings)
    cells = [[cell for line in lines for cell in line.cells(kind)] for kind in (*TAKEN, "match")]
    sums = [sum(line.eligible for line in lines), *map(sum, cells)]
    known = all(cells) if posted else bool(cells[-1])
    return known and min(sums) >= 0 and any(line.run_type != "correction" for line in lines)


def wrong_by_check(example: Example) -> Wrong:
    texts = files_of(example.book, one_file_per_pay_date=False, drop_empty_columns=False)
    plan = parse_plan(plan_text(example.plan))
    limits = load_limits(plan.extra_limits)
    year = plan.years.containing(example.as_of)
    book = replace(book_of(texts), files=pl.DataFrame())
    answers = answer(book, plan, limits, year, example.as_of)
    found = gathered(employer_checks(book, answers, plan, limits), "any").filter(pl.col("severity") == "error")
    return {
        (row["employee_id"], row["pay_date"].isoformat()): (row["expected"], row["actual"]) for row in found.to_dicts()
    }


@pytest.mark.slow
def test_the_match_found_wrong_is_the_match_a_loop_finds_wrong() -> None:
    compared = 0
    for number in range(1_200):
        example = draw_book(Dice(number))
        if example.year or not simple(example):
            continue
        complete = {
            (employee_id, day.isoformat())
            for (employee_id, day), lines in groupby(
                sorted(example.book.payroll, key=place), key=lambda line: (line.employee_id, line.pay_date)
            )
            if comparable(list(lines), example)
        }
        told = {key: amounts for key, amounts in wrong_by_check(example).items() if key in complete}
        expected = wrong_by_hand(example, containing(example.plan, example.as_of))
        assert told == expected, number
        compared += len(expected)
    assert compared > 20
