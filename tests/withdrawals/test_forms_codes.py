"""Box 7 of Forms 1099-R, and the reasons why each box says what it says (docs/law.md, 7)."""

import pytest

from tests.withdrawals.forms import STATED, Drawn, one

# Box 7 of what is paid out


def code(birth_date: str, day: str, termination_date: str = "", rehire_date: str = "") -> str:
    """Box 7 of what is paid out on that day."""
    census = f"""
        employee_id | birth_date   | hire_date  | termination_date   | rehire_date
        E1          | {birth_date} | 2000-01-03 | {termination_date} | {rehire_date}
    """
    (form,) = Drawn(one("10.00", "5.00", "cash", day), census=census).rows()
    return form["box_7"]


@pytest.mark.parametrize(
    ("birth_date", "day", "expected"),
    [
        ("1966-10-15", "2026-04-14", "1"),
        ("1966-10-15", "2026-04-15", "7"),
        ("1966-12-31", "2026-06-29", "1"),  # June has no 31st: 59 1/2 on its last day
        ("1966-12-31", "2026-06-30", "7"),
        ("1966-08-30", "2026-02-27", "1"),
        ("1966-08-30", "2026-02-28", "7"),
        ("1930-01-01", "2026-02-28", "7"),
    ],
)
def test_the_code_is_normal_from_the_very_day_of_59_and_a_half(birth_date: str, day: str, expected: str) -> None:
    assert code(birth_date, day) == expected


@pytest.mark.parametrize(
    ("born", "left", "back", "expected", "why"),
    [
        ("1971-12-31", "2026-01-02", "", "2", "left in the year of age 55, before the birthday"),
        ("1972-01-01", "2026-12-30", "", "1", "left in the year of age 54"),
        ("1968-05-05", "2026-12-30", "", "2", "left at 58, the day before"),
        ("1968-05-05", "2026-12-31", "", "1", "still employed on the day of the payment"),
        ("1968-05-05", "2024-03-31", "2026-12-31", "1", "rehired by then"),
        ("1968-05-05", "2024-03-31", "2027-01-01", "2", "rehired after it"),
        ("1968-05-05", "2024-03-31", "2024-03-31", "2", "a rehire not after the termination is none"),
        ("1966-01-01", "2024-03-31", "", "7", "59 1/2 goes before the exception"),
    ],
)
def test_who_left_in_or_after_the_year_of_55_has_the_known_exception(
    born: str, left: str, back: str, expected: str, why: str
) -> None:
    assert code(born, "2026-12-31", left, back) == expected, why


@pytest.mark.parametrize("birth_date", ["", "1900-01-01", "1950-01-01", "1960-01-01"])
def test_without_a_birth_date_the_code_is_blank(birth_date: str) -> None:
    assert code(birth_date, "2026-06-30") == ""


def test_of_somebody_the_census_does_not_have_only_the_code_and_the_name_are_not_known() -> None:
    census = "employee_id | birth_date | hire_date\nE9 | 1970-01-02 | 2020-01-06"
    (form,) = Drawn(one("10.00", "5.00", "cash"), census=census).rows()
    assert (form["name"], form["box_1"], form["box_4"], form["box_7"]) == ("", "10.00", "1.00", "")


def test_both_codes_of_a_year_have_a_form_each() -> None:
    rows = Drawn(
        """
        employee_id | date       | amount | basis | route
        E1          | 2026-04-14 |  10.00 |  5.00 | cash
        E1          | 2026-04-15 | 100.00 | 50.00 | cash
        """,
        census="employee_id | birth_date | hire_date\nE1 | 1966-10-15 | 2020-01-06",
    ).rows()
    assert [(form["box_7"], form["box_1"]) for form in rows] == [("1", "10.00"), ("7", "100.00")]


# Why


def codes_said(withdrawals: str, **more: str) -> list[list[str]]:
    """The reasons' codes of each form."""
    rows = Drawn(withdrawals, **more).rows()
    return [[reason.split(":")[0] for reason in form["reasons"].split("; ")] for form in rows]


def test_each_form_says_why_its_boxes_say_what_they_say() -> None:
    assert codes_said(one("12.00", "10.00", "split")) == [
        ["basis_alone", "pretax_apart", "none_withheld", "direct"],
        ["rolled_over", "pretax_apart", "none_withheld", "no_basis", "direct"],
    ]
    assert codes_said(one("12.00", "10.00", "roth_ira")) == [["taxed_as_roth", "none_withheld", "direct"]]
    assert codes_said(one("12.00", "10.00", "traditional_ira")) == [["rolled_over", "none_withheld", "direct"]]
    assert codes_said(one("12.00", "0.00", "in_plan_roth")) == [
        ["taxed_as_roth", "none_withheld", "no_basis", "direct"]
    ]
    assert codes_said(one("12.00", "10.00", "cash")) == [["taxed_as_paid", "withheld", "early"]]
    assert codes_said(one("12.00", "12.00", "cash")) == [["basis_alone", "early"]]
    assert codes_said(one("8,000.00", "8,000.00", "cash"), balances=STATED) == [["total_loss", "early"]]
    twice = one("12.00", "10.00", "cash") + "\nE1 | 2026-05-15 | 1.00 | 1.00 | cash"
    assert codes_said(twice) == [["taxed_as_paid", "withheld", "early", "added_up"]]


def test_each_code_of_box_7_says_why() -> None:
    left = "employee_id | birth_date | hire_date | termination_date\nE1 | 1968-05-05 | 2000-01-03 | 2026-01-31"
    unknown = "employee_id | birth_date | hire_date\nE1 | 1960-01-01 | 2020-01-06"
    cash = one("12.00", "12.00", "cash")
    assert codes_said(cash.replace("E1", "E2")) == [["basis_alone", "normal"]]
    assert codes_said(cash, census=left) == [["basis_alone", "left_late"]]
    assert codes_said(cash, census=unknown) == [["basis_alone", "birth_date_unknown"]]


def test_the_words_name_the_figures_of_the_law() -> None:
    (form,) = Drawn(one("12.00", "10.00", "cash")).rows()
    assert "box 4 is 20% of the pre-tax part" in form["reasons"]
    assert "paid before age 59 1/2, and no exception is known" in form["reasons"]
