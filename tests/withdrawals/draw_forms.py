"""Forms as a recordkeeper might send them for a random book: those of the oracle, some changed, lost or added."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from tests.withdrawals.books_of_accounts import Books
from tests.withdrawals.draw_accounts import PEOPLE, books, one_in
from tests.withdrawals.oracle_of_forms import DESTINATIONS, all_forms, tax_years

Draw = Callable[..., Any]
BOXES = ("box_1", "box_2a", "box_4", "box_5")
FEED = ("employee_id", "tax_year", *BOXES, "box_7", "box_10", "box_11", "destination")


@st.composite
def books_with_forms(draw: Draw) -> Books:
    """A random book and the forms sent for it; now and then those of one year alone."""
    book: Books = draw(books())
    sent = []
    for form in all_forms(book):
        times = draw(st.sampled_from([1] * 10 + [0, 2]))
        sent += [draw(as_sent(form)) for _ in range(times)]
    years = (*tax_years(book), tax_years(book)[0] - 1)
    sent += [draw(invented(year)) for year in years if draw(one_in(6))]
    if draw(one_in(8)):
        sent = [each for each in sent if each["tax_year"] != book.as_of.year]
    return replace(book, forms=draw(st.permutations(sent)))


@st.composite
def as_sent(draw: Draw, form: dict[str, Any]) -> dict[str, Any]:
    """A form of ours as the recordkeeper writes it: right, or wrong in a box."""
    row = {name: form[name] for name in FEED}
    row["box_7"] = row["box_7"] or draw(st.sampled_from(["1", "7"]))
    if draw(one_in(2)):
        row["destination"] = None
    if draw(one_in(4)):
        box = draw(st.sampled_from(BOXES))
        row[box] = max(0, (row[box] or 0) + draw(st.sampled_from([1, -1, 100_00])))
    if draw(one_in(8)):
        row["box_7"] = draw(st.sampled_from(["1", "2", "7", "G"]))
    if draw(one_in(8)):
        row["box_10"], row["box_11"] = draw(st.sampled_from([(0, None), (500, None), (None, 2024), (1, 2020)]))
    blank_or_0 = [box for box in BOXES[1:] if not row[box]]
    for box in blank_or_0:
        row[box] = draw(st.sampled_from([None, 0]))
    return row


@st.composite
def invented(draw: Draw, year: int) -> dict[str, Any]:
    """A form for which perhaps no withdrawal is known."""
    return {
        "employee_id": draw(st.sampled_from([*PEOPLE, "E9"])),
        "tax_year": year,
        "box_1": draw(st.sampled_from([0, 1, 500_00])),
        "box_2a": draw(st.sampled_from([None, 0, 1])),
        "box_4": None,
        "box_5": draw(st.sampled_from([None, 500_00])),
        "box_7": draw(st.sampled_from(["G", "1", "7"])),
        "box_10": None,
        "box_11": None,
        "destination": draw(st.sampled_from([None, *DESTINATIONS, "employer_plan"])),
    }
