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

AHEAD = (
    "dates left",
    "no date left",
    "assume elected",
    "assume maximum",
    "assume none",
    "election in force",
    "later election",
    "dollars elected",
    "pay per date elected",
    "deferrals as last paid",
    "deferrals cut",
    "Roth gives way",
    "catch-up ahead",
    "spillover",
    "deferrals reserved",
    "payroll received for a later date",
    "bonus received on an expected date",
    "received, match cell",
    "received, no match cell",
    "received, deferrals as elected",
    "received after tax",
    "received, money back",
    "posted before its pay date",
    "match forecast",
    "match of one source",
    "match on room",
    "catch-up not matched",
    "dollar cap on match",
    "401(a)(17) reached ahead",
    "true-up owed",
    "true-up owed, no date left",
    "true-up denied on the last day",
    "late match",
    "late match of several dates",
    "late match, part paid without a date",
    "late match, never told",
    "late match held to the dollar cap",
    "late match beside a true-up",
    "late match, no date left",
    "late nonelective",
    "late nonelective, part paid without a date",
    "late nonelective, never told",
    "nonelective by date",
    "nonelective at year end",
    "nonelective at year end, last day",
    "plan amended ahead",
    "hired ahead",
    "own pay calendar",
    "leaver ahead",
    "rehire ahead",
    "pay unknown",
    "deferred in a year without figures",
    "deferral limit required and not reached",
    "deferral limit will be reached",
    "deferral limit required and reached",
    "plan cap",
    "plan cap used up",
    "binding 415c_dollar",
    "binding 415c_compensation",
    "binding plan_cap",
    "binding hce_cap",
    "binding available_pay",
    "binding none",
    "no room ahead, room today",
    "room ahead, none today",
    "rate suggested",
    "rate of 0 suggested though there is room",
    "stop date",
    "elected after tax fits",
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
def test_room_never_promises_what_the_rest_of_the_year_takes(example: Example) -> None:
    """Additions to date, what is set aside and room itself keep the limit; so do the caps of the plan."""
    for row in example.answers().values():
        assert min(row.reserved_deferrals, row.reserved_employer, row.room, row.room_if_deferrals_maxed) >= 0
        taken = row.annual_additions_ytd + row.posted_more + row.reserved_deferrals + row.reserved_employer
        assert row.room == 0 or taken + row.room <= row.limit_415c
        assert row.room <= (row.room if row.plan_cap_left is None else row.plan_cap_left)
        assert (row.per_pay_date is None) == (row.suggested_rate is None) == (row.pay_dates_left == 0)
        assert row.stop_date is None or row.stop_date > example.as_of


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

    @settings(EXAMPLES, max_examples=20, database=None, phases=[Phase.generate])
    @given(books())
    def count(example: Example) -> None:
        books_with.update([*branches(example, example.answers()), "books"])

    for number in range(50):
        seed(number)(count)()
    rare = {
        name: books_with[name] for name in (*ONE_IN_A_HUNDRED, *AHEAD) if books_with[name] * 100 < books_with["books"]
    }
    assert not rare
