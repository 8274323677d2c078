"""Each amount of the room report can be added up again from the rows that are listed for it."""

from collections.abc import Mapping
from datetime import date

import polars as pl
import pytest
from hypothesis import HealthCheck, Phase, given, settings

from megaroth.answers import Answers
from megaroth.plan import parse_plan
from megaroth.provenance import entries
from tests.agreement.engine import book_of, engine
from tests.case import Case
from tests.every_case import CASES
from tests.oracle.books import Example, books
from tests.oracle.folder import files_of, plan_text

ADDED_UP = (
    "compensation_ytd",
    "deferrals_ytd",
    "deferrals_calendar_year",
    "employer_ytd",
    "after_tax_ytd",
    "related_employer_additions",
)


def added_up(files: Mapping[str, str], plan: str, as_of: date, year: str | None) -> tuple[Answers, pl.DataFrame]:
    """Everybody's answer, and the sums of the rows listed, in the same shape."""
    answers = engine(files, plan, as_of, year)
    listed = entries(book_of(files), answers, parse_plan(plan)).explode("adds_to")
    sums = [pl.col("amount").filter(pl.col("adds_to") == column).sum().alias(column) for column in ADDED_UP]
    everybody = answers.room.select("employee_id")
    return answers, everybody.join(
        listed.group_by("employee_id").agg(sums), on="employee_id", how="left", validate="1:1"
    ).fill_null(0)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_rows_of_a_case_add_up_to_its_amounts(case: Case) -> None:
    answers, sums = added_up(case.files, case.plan, case.as_of, case.year)
    assert sums.rows() == answers.room.select("employee_id", *ADDED_UP).rows()


@settings(
    max_examples=60,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(books())
def test_the_rows_of_a_random_book_add_up_to_its_amounts(example: Example) -> None:
    files = files_of(example.book, one_file_per_pay_date=True, drop_empty_columns=False)
    year = example.year[1].isoformat() if example.year else None
    answers, sums = added_up(files, plan_text(example.plan), example.as_of, year)
    assert sums.rows() == answers.room.select("employee_id", *ADDED_UP).rows()
