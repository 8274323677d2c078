"""Engine and oracle agree to the cent on random plans and books, and the engine does not mind the order of rows."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from megaroth.answers import Answers
from tests.agreement.engine import beside_the_report, engine, rows_of
from tests.oracle.books import Example, books, draw_book, tell
from tests.oracle.drawing import Dice
from tests.oracle.folder import files_of, plan_text

EXAMPLES = settings(
    max_examples=100,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def asked_of_the_engine(example: Example) -> Answers:
    """The book as texts of an inbox, through the real parser."""
    texts = files_of(
        example.book,
        one_file_per_pay_date=example.one_file_per_pay_date,
        drop_empty_columns=example.drop_empty_columns,
    )
    year = example.year[1].isoformat() if example.year else None
    return engine(texts, plan_text(example.plan), example.as_of, year)


@EXAMPLES
@given(books())
def test_engine_and_oracle_agree(example: Example) -> None:
    """Every column of the room report, and what the findings R11 and R13 rest on."""
    answers = example.answers()
    tell(example, answers)
    said = asked_of_the_engine(example)
    assert rows_of(said) == {employee: row.columns() for employee, row in answers.items()}
    beside = beside_the_report(said)
    for employee, row in answers.items():
        quantities: dict[str, object] = {"posted_more": row.posted_more}
        quantities |= {f"excess_deferrals {number}": cents for number, cents in row.excess_deferrals.items()}
        for number, (state, cents) in row.roth_catch_up.items():
            quantities |= {f"wages {number}": state, f"roth_catch_up_wrong {number}": cents}
        assert beside[employee] == quantities, employee


@pytest.mark.slow
@pytest.mark.parametrize("hundred", range(10))
def test_engine_and_oracle_agree_on_a_thousand_larger_books(hundred: int) -> None:
    """Everything that can be drawn is equally likely here; Hypothesis leans to the simple."""
    for number in range(hundred * 100, hundred * 100 + 100):
        example = draw_book(Dice(number))
        answers = example.answers()
        said = asked_of_the_engine(example)
        assert rows_of(said) == {employee: row.columns() for employee, row in answers.items()}, number


@settings(EXAMPLES, max_examples=40)
@given(books(), st.randoms(use_true_random=False))
def test_neither_the_order_of_rows_nor_the_cut_into_files_changes_an_answer(example: Example, random: Random) -> None:
    """The same rows shuffled, payroll in one file or one for each pay date."""
    book = example.book
    shuffled = replace(
        book,
        payroll=random.sample(book.payroll, len(book.payroll)),
        postings=random.sample(book.postings, len(book.postings)),
        openings=random.sample(book.openings, len(book.openings)),
        elections=random.sample(book.elections, len(book.elections)),
    )
    year = example.year[1].isoformat() if example.year else None
    one, many = (
        files_of(rows, one_file_per_pay_date=by_date, drop_empty_columns=False)
        for rows, by_date in ((book, False), (shuffled, True))
    )
    plan = plan_text(example.plan)
    assert rows_of(engine(one, plan, example.as_of, year)) == rows_of(engine(many, plan, example.as_of, year))
