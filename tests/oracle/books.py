"""Random plans and books, with the branches of the law each of them takes. `books()` is the Hypothesis strategy."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import hypothesis
from hypothesis import strategies as st

from tests.oracle.draw_corrections import draw_corrections, draw_opening
from tests.oracle.draw_late import draw_late
from tests.oracle.draw_money import Money, close, draw_elections, draw_money
from tests.oracle.draw_people import draw_person
from tests.oracle.draw_plan import Frame, draw_frame
from tests.oracle.drawing import Hand
from tests.oracle.folder import write_plan_folder
from tests.oracle.law import Answer, answer
from tests.oracle.rows import Book, Census, PlanTerms

__all__ = ["Example", "books", "branches", "tell", "write_plan_folder"]


@dataclass(frozen=True)
class Example:
    """A plan, its rows, and the question; `year` is None when the as-of date says which year is meant."""

    plan: PlanTerms
    book: Book
    as_of: date
    year: tuple[date, date] | None
    one_file_per_pay_date: bool
    drop_empty_columns: bool

    def answers(self) -> dict[str, Answer]:
        """What the oracle says."""
        return answer(self.book, self.plan, self.as_of, self.year)


@st.composite
def books(draw: Callable[..., Any]) -> Example:
    """A plan of any shape, and one to four people whose money lies about its limits."""
    return draw_book(Hand(draw))


def draw_book(hand: Hand) -> Example:
    """The same by any hand: Hypothesis's, which leans to the simple, or `Dice`, for which all is equally likely."""
    frame = draw_frame(hand)
    census: list[Census] = []
    money = Money()
    for number in range(1, hand.pick((1, 1, 1, 2, 2, 3, 4)) + 1):
        rows, own = _draw_one(hand, frame, f"{number:05}")
        census += rows
        money.payroll += own.payroll
        money.postings += own.postings
        money.openings += own.openings
        money.elections += own.elections
    return Example(
        plan=frame.plan,
        book=Book(census, money.payroll, money.postings, money.openings, money.elections),
        as_of=frame.as_of,
        year=(frame.year.first, frame.year.last) if frame.finished else None,
        one_file_per_pay_date=hand.chance(50),
        drop_empty_columns=hand.chance(50),
    )


def _draw_one(hand: Hand, frame: Frame, employee_id: str) -> tuple[list[Census], Money]:
    """One person; what was drawn so far is answered in between, only so that the next amounts land on the limits."""
    census = draw_person(hand, frame, employee_id)
    money = draw_money(hand, frame, employee_id)
    draw_late(hand, frame, money, employee_id)
    if hand.chance(15):
        draw_opening(hand, frame, money, employee_id)
    money.elections += draw_elections(hand, frame, employee_id)
    for draw_more in (close, draw_corrections):
        book = Book(census, money.payroll, money.postings, money.openings, money.elections)
        so_far = answer(book, frame.plan, frame.as_of, (frame.year.first, frame.year.last)).get(employee_id)
        if so_far is not None:
            draw_more(hand, frame, money, employee_id, so_far)
    return census, money


def branches(example: Example, answers: Mapping[str, Answer]) -> set[str]:
    """The branches somebody in the example takes: those of the law, and the kinds of row that lead there."""
    taken: set[str] = set()
    for row in answers.values():
        taken |= row.branches
        taken |= {f"reason {reason}" for reason in row.reasons}
        taken |= {f"hce {row.hce}", "age unknown" if row.age is None else "age known"}
        taken |= {f"Roth catch-up, wages {state}" for state, wrong in row.roth_catch_up.values() if wrong}
        said = {"unreconciled": row.unreconciled, "room": row.room_today > 0, "can contribute": row.can_contribute}
        taken |= {name for name, yes in said.items() if yes}
    for posting in example.book.postings:
        taken.add(f"activity {posting.activity}")
        if posting.activity == "reversal":
            taken.add("reversal with pay date" if posting.pay_date else "reversal without pay date")
        taken |= {"for_year given"} if posting.for_year else set()
        taken |= {"refund with earnings"} if posting.activity == "refund_402g" and posting.earnings else set()
    for opening in example.book.openings:
        taken |= {"opening, calendar_year_deferrals given"} if opening.calendar_year_deferrals is not None else set()
        taken |= {"opening, cell empty"} if opening.pre_tax is None or opening.match is None else set()
    taken |= {"prior employer"} if any(row.prior_employer_deferrals for row in example.book.census) else set()
    taken |= {"plan amended"} if example.plan.amendments else set()
    taken |= {"finished year"} if example.year else set()
    return taken


def tell(example: Example, answers: Mapping[str, Answer]) -> None:
    """Let `--hypothesis-show-statistics` show the share of each branch."""
    for name in sorted(branches(example, answers)):
        hypothesis.event(name)
