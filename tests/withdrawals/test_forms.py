"""The Forms 1099-R of a year: each route, worked out by hand (docs/law.md, 7)."""

import pytest

from tests.withdrawals.forms import STATED, Drawn, one, same

WITHDRAWN = """
    employee_id | date       | amount    | basis     | route
"""


@pytest.mark.parametrize(
    ("route", "destination", "box_2a", "box_4", "box_7"),
    [
        ("roth_ira", "roth_ira", "200.00", "0.00", "G"),
        ("traditional_ira", "traditional_ira", "0.00", "0.00", "G"),
        ("in_plan_roth", "in_plan_roth", "200.00", "0.00", "G"),  # I-1
        ("cash", "cash", "200.00", "40.00", "1"),
    ],
)
def test_each_route_fills_its_boxes(route: str, destination: str, box_2a: str, box_4: str, box_7: str) -> None:
    (form,) = Drawn(one("10,200.00", "10,000.00", route)).rows()
    assert (form["employee_id"], form["name"], form["tax_year"], form["withdrawals"]) == ("E1", "Ada", "2026", "1")
    assert (form["destination"], form["box_1"], form["box_5"]) == (destination, "10200.00", "10000.00")
    assert (form["box_2a"], form["box_4"], form["box_7"]) == (box_2a, box_4, box_7)
    assert (form["box_10"], form["box_11"]) == ("", "")


@pytest.mark.parametrize(
    ("case", "withdrawals", "forms"),
    [
        (
            "S-1: 12,000 of 36,000 with a basis of 30,000, its parts apart",
            "E1 | 2026-04-15 | 12,000.00 | 10,000.00 | split",
            """
            E1 | roth_ira        | 10,000.00 | 0.00     | 0.00     | 10,000.00 | G
            E1 | traditional_ira |  2,000.00 | 0.00     | 0.00     |           | G
            """,
        ),
        (
            "R-2 and AT-3: basis to a Roth IRA, earnings to a traditional IRA",
            "E1 | 2026-04-15 | 10,259.00 | 9,852.00 | split",
            """
            E1 | roth_ira        |  9,852.00 | 0.00     | 0.00     |  9,852.00 | G
            E1 | traditional_ira |    407.00 | 0.00     | 0.00     |           | G
            """,
        ),
        (
            "W-1: 5,000 of pre-tax money to a traditional IRA, the rest is paid out",
            """
            E1 | 2026-04-15 |  5,000.00 |      0.00 | traditional_ira
            E1 | 2026-04-15 | 15,000.00 | 12,000.00 | cash
            """,
            """
            E1 | traditional_ira |  5,000.00 | 0.00     | 0.00     |           | G
            E1 | cash            | 15,000.00 | 3,000.00 | 600.00   | 12,000.00 | 1
            """,
        ),
        (
            "W-2: all pre-tax money goes with the Roth IRA rollover",
            """
            E1 | 2026-04-15 |  7,000.00 |  7,000.00 | cash
            E1 | 2026-04-15 |  5,000.00 |  3,000.00 | roth_ira
            """,
            """
            E1 | roth_ira        |  5,000.00 | 2,000.00 | 0.00     |  3,000.00 | G
            E1 | cash            |  7,000.00 | 0.00     | 0.00     |  7,000.00 | 1
            """,
        ),
        (
            "F-1: the notice's example, 2,000 of after-tax money paid out",
            """
            E1 | 2026-04-15 | 10,000.00 |      0.00 | traditional_ira
            E1 | 2026-04-15 |  2,000.00 |  2,000.00 | cash
            """,
            """
            E1 | traditional_ira | 10,000.00 | 0.00     | 0.00     |           | G
            E1 | cash            |  2,000.00 | 0.00     | 0.00     |  2,000.00 | 1
            """,
        ),
        (
            "AT-1: 50,000 of 100,000 with a basis of 20,000",
            "E1 | 2026-04-15 | 50,000.00 | 10,000.00 | cash",
            "E1 | cash | 50,000.00 | 40,000.00 | 8,000.00 | 10,000.00 | 1",
        ),
        (
            "S-88: pre-1987 basis has come first",
            "E1 | 2026-04-15 |  8,000.00 |  5,500.00 | roth_ira",
            "E1 | roth_ira | 8,000.00 | 2,500.00 | 0.00 | 5,500.00 | G",
        ),
        (
            "S-87: all of it is pre-1987 basis",
            "E1 | 2026-04-15 |  4,000.00 |  4,000.00 | split",
            "E1 | roth_ira | 4,000.00 | 0.00 | 0.00 | 4,000.00 | G",
        ),
        (
            "a split without basis",
            "E1 | 2026-04-15 |    10.00 |       0.00 | split",
            "E1 | traditional_ira | 10.00 | 0.00 | 0.00 | | G",
        ),
        ("nothing", "E1 | 2026-04-15 | 0.00 | 0.00 | cash", ""),
    ],
)
def test_the_worked_cases(case: str, withdrawals: str, forms: str) -> None:
    header = "employee_id | destination | box_1 | box_2a | box_4 | box_5 | box_7\n"
    rows = Drawn(WITHDRAWN + withdrawals.strip()).rows()
    assert same(rows, header + forms) if forms else rows == [], case


# One form a year, destination and code


def test_withdrawals_of_a_year_with_one_destination_are_added_up_on_one_form() -> None:
    rows = Drawn(
        """
        employee_id | date       | amount    | basis    | route
        E1          | 2026-01-02 |  1,000.00 |   900.00 | roth_ira
        E1          | 2026-12-31 |    500.00 |   400.00 | roth_ira
        E1          | 2026-06-30 |    300.00 |   250.00 | split
        E1          | 2026-06-30 |     70.00 |    60.00 | traditional_ira
        E2          | 2026-06-30 |     10.00 |    10.00 | roth_ira
        """
    ).rows()
    assert same(
        rows,
        """
        employee_id | destination     | box_1    | box_2a | box_5    | withdrawals
        E1          | roth_ira        | 1,750.00 | 200.00 | 1,550.00 | 3
        E1          | traditional_ira |   120.00 | 0.00   |    60.00 | 2
        E2          | roth_ira        |    10.00 | 0.00   |    10.00 | 1
        """,
    )


def test_this_year_and_the_year_before_have_forms_and_what_is_after_the_as_of_date_has_none() -> None:
    withdrawals = """
        employee_id | date       | amount | basis | route
        E1          | 2024-12-31 |   1.00 |  1.00 | cash
        E1          | 2025-01-01 |   2.00 |  2.00 | cash
        E1          | 2025-12-31 |   4.00 |  4.00 | cash
        E1          | 2026-01-01 |   8.00 |  8.00 | cash
        E1          | 2026-06-30 |  16.00 | 16.00 | cash
        E1          | 2026-07-01 |  32.00 | 32.00 | cash
    """
    drawn = Drawn(withdrawals, as_of="2026-06-30")
    assert [(form["tax_year"], form["box_1"]) for form in drawn.rows()] == [("2025", "6.00"), ("2026", "24.00")]


def test_a_finished_year_looked_at_later_has_its_own_forms() -> None:
    withdrawals = """
        employee_id | date       | amount | basis | route
        E1          | 2024-12-31 |   1.00 |  1.00 | cash
        E1          | 2025-12-31 |   2.00 |  2.00 | cash
        E1          | 2026-01-01 |   4.00 |  4.00 | cash
    """
    rows = Drawn(withdrawals, as_of="2026-06-30", year="2025").rows()
    assert [(form["tax_year"], form["box_1"]) for form in rows] == [("2024", "1.00"), ("2025", "2.00")]


def test_forms_are_sorted_by_person_year_destination_and_code() -> None:
    rows = Drawn(
        """
        employee_id | date       | amount | basis | route
        E2          | 2026-01-02 |   1.00 |  1.00 | roth_ira
        E1          | 2026-09-01 |   1.00 |  1.00 | cash
        E1          | 2026-09-01 |   1.00 |  1.00 | in_plan_roth
        E1          | 2026-09-01 |   1.00 |  1.00 | traditional_ira
        E1          | 2026-01-02 |   1.00 |  1.00 | cash
        E1          | 2026-09-01 |   1.00 |  1.00 | roth_ira
        E1          | 2025-09-01 |   1.00 |  1.00 | cash
        """,
        census="employee_id | birth_date | hire_date\nE1 | 1966-12-31 | 2020-01-06",
    ).rows()
    assert same(
        rows,
        """
        employee_id | tax_year | destination     | box_7
        E1          | 2025     | cash            | 1
        E1          | 2026     | roth_ira        | G
        E1          | 2026     | traditional_ira | G
        E1          | 2026     | in_plan_roth    | G
        E1          | 2026     | cash            | 1
        E1          | 2026     | cash            | 7
        E2          | 2026     | roth_ira        | G
        """,
    )


@pytest.mark.parametrize(("basis", "withheld"), [("0.88", "0.02"), ("0.87", "0.03")])
def test_what_is_withheld_is_rounded_to_the_nearest_cent(basis: str, withheld: str) -> None:
    (form,) = Drawn(one("1.00", basis, "cash")).rows()  # 20% of 12 cents is 2.4, of 13 cents 2.6
    assert form["box_4"] == withheld


def test_what_is_withheld_is_rounded_for_each_withdrawal() -> None:
    three_cents = "E1 | 2026-04-15 | 2.03 | 2.00 | cash"  # 20% of 3 cents is 0.6; of 6 cents 1.2
    (form,) = Drawn(WITHDRAWN + f"{three_cents}\n{three_cents}").rows()
    assert (form["box_2a"], form["box_4"]) == ("0.06", "0.02")


def test_fifty_million_dollars_are_counted_to_the_cent() -> None:
    (form,) = Drawn(one("50,000,000.01", "12,345,678.90", "cash")).rows()
    assert (form["box_2a"], form["box_4"], form["box_5"]) == ("37654321.11", "7530864.22", "12345678.90")


def test_a_withdrawal_taken_back_takes_its_form_back() -> None:
    rows = Drawn(
        """
        employee_id | date       | amount    | basis   | route
        E1          | 2026-04-15 |  1,000.00 |  900.00 | cash
        E1          | 2026-04-16 | -1,000.00 | -900.00 | cash
        E1          | 2026-04-17 |    600.00 |  500.00 | cash
        E2          | 2026-04-15 |  1,000.00 |  900.00 | roth_ira
        E2          | 2026-04-16 | -1,000.00 | -900.00 | roth_ira
        """
    ).rows()
    assert same(
        rows,
        """
        employee_id | box_1  | box_2a | box_4 | box_5  | withdrawals
        E1          | 600.00 | 100.00 | 20.00 | 500.00 | 3
        """,
    )


def test_the_order_of_the_lines_changes_nothing() -> None:
    lines = [
        "E1 | 2026-04-15 | 5,000.00 | 5,000.00 | split",
        "E1 | 2026-04-15 | 3,000.00 | 3,000.00 | traditional_ira",
        "E1 | 2026-02-15 |   100.00 |    60.00 | roth_ira",
        "E2 | 2026-04-15 |     7.00 |     6.00 | cash",
    ]
    one_way = Drawn(WITHDRAWN + "\n".join(lines), balances=STATED).rows()
    assert one_way == Drawn(WITHDRAWN + "\n".join(reversed(lines)), balances=STATED).rows()
    assert len(one_way) == 3
