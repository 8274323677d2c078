"""Who waits, who can convert, and what the forms come to."""

from datetime import date

import pytest

from megaroth.page import page
from megaroth.page.tables import MOST_ROWS
from schemas import words
from tests.page.everything import EVERYTHING
from tests.page.reading import Page, one_line
from tests.workbook.nights import NIGHT, Row, tables

CAN, CANNOT = "Who can convert now", "Who cannot convert now"
FORMS, DIFFER = "Forms 1099-R by year and destination", "Differences from the recordkeeper's"
STEPS = "People by next step"


def read(**rows: list[Row]) -> Page:
    return Page(page(tables(**rows), NIGHT))


def able(employee_id: str, days_waiting: int | None, withdrawable: int, **cells: object) -> Row:
    """Somebody who can convert everything."""
    amounts = {"after_tax_value": withdrawable, "after_tax_basis": withdrawable, "withdrawable": withdrawable}
    split = {"basis_to_roth": withdrawable, "earnings": 0}
    return {"employee_id": employee_id, "days_waiting": days_waiting, "can_convert": True, **amounts, **split, **cells}


def waiting(employee_id: str, days_waiting: int | None, value: int, *reasons: str, **cells: object) -> Row:
    """Somebody who cannot."""
    amounts = {"after_tax_value": value, "after_tax_basis": value}
    return {"employee_id": employee_id, "days_waiting": days_waiting, **amounts, "reasons": list(reasons), **cells}


def form(tax_year: int, destination: str, **boxes: int) -> Row:
    return {"tax_year": tax_year, "destination": destination, **boxes}


def difference(check: str, **cells: object) -> Row:
    """A finding on what the recordkeeper says."""
    acts = {"severity": "error", "status": "new", "who_acts": "recordkeeper", "employee_id": "A1"}
    return {**acts, "check": check, **cells}


# Conversions


def test_whoever_waits_longest_comes_first_then_the_largest_amount_and_last_who_has_no_basis() -> None:
    rows = [
        able("A1", 14, 900),
        able("A2", None, 999),
        able("A3", 168, 100),
        able("A4", 168, 200),
        able("A5", 1_000, 1),
    ]
    table = read(conversions=rows).tables[CAN]
    assert table.column("Employee") == ["A5", "A4", "A3", "A1", "A2"]
    assert table.column("Days waiting") == ["1,000", "168", "168", "14", ""]


def test_who_can_convert_is_told_what_each_route_taxes_and_when_the_five_years_of_the_plan_end() -> None:
    of_routes = {"taxable_split": 0, "taxable_all_roth_ira": 20_541, "taxable_in_plan_roth": 20_541}
    inside = {**of_routes, "five_years_end": date(2030, 12, 31), "in_transit": 50_000}
    table = read(conversions=[able("A1", 2, 410_541, **inside), able("A2", 1, 100)]).tables[CAN]
    assert table.column("Taxed, split") == ["0.00", ""]
    assert table.column("Taxed, Roth IRA") == ["205.41", ""]
    assert table.column("Taxed, in plan") == ["205.41", ""]
    assert table.column("Five years until") == ["2030-12-31", ""]
    assert table.column("In transit") == ["500.00", "0.00"]


def test_who_cannot_convert_is_told_from_when_on_and_why_without_the_reasons_that_shut_one_route_alone() -> None:
    one_route = "in_plan_roth_not_allowed: the plan allows no conversion inside it"
    rows = [
        waiting("A1", 5, 100, "hold: order under review: ask", one_route, "too_soon: 3 months", in_transit=7),
        waiting("A2", 50, 200, "withdrawals_used_up: 4 a year", next_date=date(2027, 1, 1)),
        able("A3", 500, 1),
    ]
    table = read(conversions=rows).tables[CANNOT]
    assert table.column("Employee") == ["A2", "A1"]
    assert table.column("Waiting") == ["2.00", "1.00"]
    assert table.column("In transit") == ["0.00", "0.07"]
    assert table.column("Can from") == ["2027-01-01", ""]
    assert table.column("Why not now") == ["4 a year", "a hold stands: order under review: ask; 3 months"]


def test_who_holds_nothing_is_no_person_with_a_balance_and_told_that_alone() -> None:
    months, empty = "too_soon: 1 month between two", "nothing_to_convert: nothing is left"
    rows = [
        waiting("A1", 5, 100, months),
        waiting("A2", None, 0, months, empty),
        waiting("A3", None, 0, "no_statement: a remark", empty),
        waiting("A4", None, -1, "balance_overdrawn: more was taken out"),
    ]
    told = read(conversions=rows)
    assert "1 person with an after-tax balance cannot convert now: 1 1 month between two" in one_line(told)
    why = dict(zip(told.tables[CANNOT].column("Employee"), told.tables[CANNOT].column("Why not now"), strict=True))
    assert why == {
        "A1": "1 month between two",
        "A2": "nothing is left",
        "A3": "nothing is left",
        "A4": "more was taken out",
    }


def test_where_every_account_is_empty_nobody_is_counted_as_having_a_balance() -> None:
    told = read(conversions=[waiting("A1", None, 0, "nothing_to_convert: nothing is left")])
    assert "with an after-tax balance" not in one_line(told)
    assert told.tables[CANNOT].column("Why not now") == ["nothing is left"]


def test_of_many_who_cannot_convert_the_first_are_shown() -> None:
    rows = [waiting(f"E{days:04}", days, 1, "hold: wait") for days in range(MOST_ROWS + 1)]
    told = read(conversions=rows)
    assert told.tables[CANNOT].column("Employee") == [f"E{days:04}" for days in range(MOST_ROWS, 0, -1)]
    assert f"The first {MOST_ROWS} of {MOST_ROWS + 1} are shown; 1 more are in conversions.csv" in one_line(told)


def test_what_may_leave_although_nothing_can_become_roth_is_told_by_tile_table_and_words() -> None:
    shut = "roth_routes_shut: no longer since 2026-06-30 (assumed in plan.toml, not law)"
    parts = {"basis_to_roth": None, "earnings": None}
    rows = [
        waiting("A1", 5, 410_541, shut, withdrawable=410_541, **parts),
        waiting("A2", 4, 200, "hold: order under review", shut),
    ]
    told = read(conversions=rows)
    said = one_line(told)
    assert told.tables[CANNOT].column("May leave") == ["4,105.41", "0.00"]
    assert "Can convert now 0 4,105.41 can be withdrawn" in said
    assert "Of their money 4,105.41 may leave all the same, in cash or to a traditional IRA." in said


def test_where_nothing_may_leave_no_column_says_so() -> None:
    told = read(conversions=[waiting("A1", 5, 100, "too_soon: 3 months"), able("A3", 500, 1)])
    assert "May leave" not in [head.words for head in told.tables[CANNOT].heads]
    assert "may leave all the same" not in one_line(told)


def test_an_end_assumed_before_the_wait_is_over_is_told_and_other_remarks_are_not() -> None:
    assumed = "roth_routes_will_be_shut: from 2026-08-01 on no longer (assumed in plan.toml, not law)"
    rows = [waiting("A1", 5, 100, "too_soon: 3 months", assumed, "no_statement: a remark")]
    told = read(conversions=rows)
    (why,) = told.tables[CANNOT].column("Why not now")
    assert why == "3 months; from 2026-08-01 on no longer (assumed in plan.toml, not law)"
    assert "a remark" not in one_line(told)


# Forms


def test_the_forms_of_a_year_are_added_up_by_where_the_money_went_the_newest_year_first() -> None:
    rows = [
        form(2025, "cash", box_1=10_000, box_2a=1_000, box_4=200, box_5=9_000),
        form(2026, "cash", box_1=5, box_2a=1),
        form(2026, "roth_ira", box_1=300_000, box_2a=20_000, box_5=280_000),
        form(2026, "roth_ira", box_1=123_456, box_2a=0, box_5=130_000),
        form(2026, "traditional_ira", box_1=40_000),
    ]
    table = read(forms_1099r=rows).tables[FORMS]
    assert [[cell.words for cell in row] for row in table.rows] == [
        ["2026", "Roth IRA", "2", "4,234.56", "200.00", "0.00", "4,100.00"],
        ["2026", "traditional IRA", "1", "400.00", "0.00", "0.00", "0.00"],
        ["2026", "paid out", "1", "0.05", "0.01", "0.00", "0.00"],
        ["2025", "paid out", "1", "100.00", "10.00", "2.00", "90.00"],
    ]


@pytest.mark.parametrize("destination", words.FORM_DESTINATIONS)
def test_every_destination_has_its_words(destination: str) -> None:
    (said,) = read(forms_1099r=[form(2026, destination)]).tables[FORMS].column("Went to")
    assert "_" not in said


def test_differences_are_counted_by_year_and_check_while_they_are_new_or_open() -> None:
    of_2025: Row = {"pay_date": date(2025, 12, 31)}
    rows = [
        difference("form_1099r", source="2026 roth_ira box_2a"),
        difference("form_1099r", source="2026 cash missing", status="open"),
        difference("form_1099r", employee_id="A2", source="2026 cash box_1", status="waived"),
        difference("form_unknown", employee_id="A3", source="2025 7 unknown", severity="warning"),
        difference("withdrawal_taxable", source="cash", **of_2025),
        difference("withdrawal_taxable", employee_id="A2", source="split", status="open", **of_2025),
        difference("withdrawal_basis", source="after_tax", pay_date=date(2026, 3, 1)),
        difference("R19", pay_date=date(2026, 3, 1)),
    ]
    table = read(findings=rows).tables[DIFFER]
    assert [[cell.words for cell in row] for row in table.rows] == [
        ["2026", "a form says something else, or is missing", "2", "1", "1"],
        ["2026", "the basis of a day's withdrawals", "1", "1", "1"],
        ["2025", "a form without a withdrawal", "1", "1", "1"],
        ["2025", "the taxable amount of a withdrawal", "2", "1", "2"],
    ]


# Nothing to say, and everything


def test_an_empty_night_says_so_of_each_part() -> None:
    said = one_line(read())
    assert "Nobody can convert now." in said
    assert "No withdrawal asks for a form." in said
    assert "None was found in the forms and withdrawals the recordkeeper sent." in said
    assert "Nobody is in the room report or has an after-tax account." in said


@pytest.mark.parametrize(
    ("caption", "head", "column"),
    [
        (CAN, "Days waiting", "waiting_since"),
        (CANNOT, "Can from", "The first day on which it would be allowed"),
        (FORMS, "Box 4, withheld", "Federal income tax withheld"),
        (STEPS, "Waiting", "after_tax_value of the conversions report"),
    ],
)
def test_a_head_hints_at_what_its_column_means(caption: str, head: str, column: str) -> None:
    heads = Page(page(tables(**EVERYTHING), NIGHT)).tables[caption].heads
    (hint,) = [one.attributes.get("title") or "" for one in heads if one.words == head]
    assert column in hint
