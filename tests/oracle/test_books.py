"""The random books are worth drawing, and what the oracle says of them keeps the invariants of the law."""

from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, Phase, given, seed, settings

from tests.oracle.books import Example, books, branches, tell, write_plan_folder
from tests.oracle.law import Answer, answer
from tests.oracle.reading import read_book, read_plan

EXAMPLES = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


ONE_IN_A_HUNDRED = (
    "catch-up beyond 402(g)",
    "catch-up beyond the plan's dollars",
    "catch-up beyond the plan's rate",
    "plan amended",
    "catch-up under 415",
    "catch-up kept after ADP",
    "catch-up at 60 to 63",
    "catch-up limit reached",
    "catch-up held back by pay",
    "limited by pay",
    "deferrals more than pay",
    "over the limit",
    "limit met exactly",
    "one cent above the limit",
    "one cent below the limit",
    "year crosses 1 January, seen before",
    "year crosses 1 January, seen after",
    "over on 31 December",
    "short year",
    "short year with part of a month",
    "finished year",
    "excess deferrals",
    "refund under 402(g), timely",
    "refund under 402(g), late",
    "refund with earnings",
    "refund under 415",
    "reversal with pay date",
    "reversal without pay date",
    "activity true_up",
    "for_year given",
    "opening",
    "opening, cell empty",
    "opening, calendar_year_deferrals given",
    "related employer",
    "prior employer",
    "Roth catch-up, wages exceed",
    "Roth catch-up, wages unknown",
    "posted more than the register",
    "unreconciled",
    "reason not_in_census",
    "reason birth_date_unknown",
    "reason history_missing",
    "room",
    "can contribute",
)


def fits(row: Answer) -> bool:
    """Additions and room together keep the limit."""
    return row.room_today == 0 or row.annual_additions_ytd + row.room_today <= row.limit_415c


@EXAMPLES
@given(books())
def test_nobody_has_room_beyond_the_limit_or_amounts_below_zero(example: Example) -> None:
    """415(c)(1), on every random book; its branches go to the statistics."""
    answers = example.answers()
    tell(example, answers)
    for row in answers.values():
        assert fits(row)
        assert min(row.room_today, row.excess, row.catch_up_ytd, row.catch_up_415, row.annual_additions_ytd) >= 0
        assert min(row.excess_deferrals.values()) >= 0


@EXAMPLES
@given(books())
def test_a_book_written_as_a_plan_folder_reads_back_as_the_same_book(example: Example) -> None:
    """So the real loader is asked the very question the oracle answered."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "plan"
        write_plan_folder(
            path,
            example.plan,
            example.book,
            one_file_per_pay_date=example.one_file_per_pay_date,
            drop_empty_columns=example.drop_empty_columns,
        )
        plan = read_plan((path / "plan.toml").read_text(encoding="utf-8"))
        texts = {file.name: file.read_text(encoding="utf-8") for file in (path / "inbox").iterdir()}
        assert plan == example.plan
        assert answer(read_book(texts), plan, example.as_of, example.year) == example.answers()


def test_each_branch_of_the_law_is_taken_in_at_least_one_of_a_hundred_books() -> None:
    """Otherwise the agreement of engine and oracle would say nothing of it. Several seeds: one draws much alike."""
    books_with: Counter[str] = Counter()

    @settings(EXAMPLES, max_examples=80, database=None, phases=[Phase.generate])
    @given(books())
    def count(example: Example) -> None:
        books_with.update([*branches(example, example.answers()), "books"])

    for number in range(10):
        seed(number)(count)()
    rare = {name: books_with[name] for name in ONE_IN_A_HUNDRED if books_with[name] * 100 < books_with["books"]}
    assert not rare
