"""Checks of the recordkeeper's Forms 1099-R: each kind of error is found, nothing else."""

from pathlib import Path

import pytest

from tests.checks.nights import findings, of_check, plan
from tests.withdrawals.forms import Drawn, Rows, same

# 10,200 to a Roth IRA with 200 of earnings, a split of 120 with 20 of earnings, 1,000 paid out with 100 of them.
WITHDRAWN = """
    employee_id | date       | amount    | basis     | route
    E1          | 2026-02-03 | 10,200.00 | 10,000.00 | roth_ira
    E1          | 2026-03-04 |    120.00 |    100.00 | split
    E2          | 2026-04-05 |  1,000.00 |    900.00 | cash
"""
HEADER = "employee_id | tax_year | box_1 | box_2a | box_4 | box_5 | box_7 | box_10 | box_11 | destination\n"
ROTH = "E1 | 2026 | 10,300.00 | 200.00 | 0.00 | 10,100.00 | G | | | roth_ira"
TRADITIONAL = "E1 | 2026 | 20.00 | 0.00 | 0.00 | | G | | | traditional_ira"
CASH = "E2 | 2026 | 1,000.00 | 100.00 | 20.00 | 900.00 | 7 | | | cash"


def sent(*forms: str) -> str:
    return HEADER + "\n".join(forms) if forms else ""


def of_forms(*forms: str, withdrawals: str = WITHDRAWN, **more: str) -> Rows:
    """What the checks say of forms sent."""
    return Drawn(withdrawals, forms=sent(*forms), **more).form_findings()


def told(rows: Rows) -> list[tuple[str, str, str, str]]:
    return [(row["source"], row["expected"], row["actual"], row["line"]) for row in rows]


def test_forms_that_say_what_the_withdrawals_make_them_are_in_order() -> None:
    assert of_forms(ROTH, TRADITIONAL, CASH) == []


def test_blank_and_zero_say_the_same() -> None:
    blanks = "E1 | 2026 | 20.00 | | | 0.00 | G | 0.00 | 0 | traditional_ira"
    assert of_forms(ROTH, blanks, CASH) == []


def test_forms_need_no_destination() -> None:
    bare = [form.rsplit("|", 1)[0] + "|" for form in (CASH, TRADITIONAL, ROTH)]
    assert of_forms(*bare) == []


@pytest.mark.parametrize(
    ("right", "wrong", "source", "expected", "actual"),
    [
        ("10,300.00 |", "10,300.01 |", "2026 roth_ira box_1", "10300.00", "10300.01"),
        ("| 200.00 |", "| |", "2026 roth_ira box_2a", "200.00", "0.00"),
        ("| 0.00 |", "| 40.00 |", "2026 roth_ira box_4", "0.00", "40.00"),
        ("| 10,100.00 |", "| 10,300.00 |", "2026 roth_ira box_5", "10100.00", "10300.00"),
        ("| G |", "| 7 |", "2026 roth_ira box_7", "", ""),
        ("| | | roth_ira", "| 5.00 | | roth_ira", "2026 roth_ira box_10", "0.00", "5.00"),
        ("| | | roth_ira", "| | 2024 | roth_ira", "2026 roth_ira box_11", "", ""),
    ],
)
def test_each_wrong_box_is_found_and_nothing_else(
    right: str, wrong: str, source: str, expected: str, actual: str
) -> None:
    assert ROTH.count(right) == 1
    (finding,) = of_forms(TRADITIONAL, ROTH.replace(right, wrong), CASH)
    assert (finding["check"], finding["severity"], finding["who_acts"]) == ("form_1099r", "error", "recordkeeper")
    assert (finding["employee_id"], finding["file"], finding["line"]) == ("E1", "drawn.csv", "3")
    assert (finding["source"], finding["expected"], finding["actual"]) == (source, expected, actual)


def test_a_code_is_not_held_against_a_form_whose_code_is_not_known() -> None:
    census = "employee_id | birth_date | hire_date\nE2 | 1960-01-01 | 2020-01-06"
    assert of_forms(ROTH, TRADITIONAL, CASH, census=census) == []


def test_a_form_that_is_missing_is_an_error_once_any_of_the_year_were_sent() -> None:
    (finding,) = of_forms(ROTH, CASH)
    assert (finding["check"], finding["severity"], finding["employee_id"]) == ("form_1099r", "error", "E1")
    assert told([finding]) == [("2026 traditional_ira missing", "20.00", "", "")]


def test_before_any_form_of_the_year_was_sent_none_is_missing() -> None:
    assert of_forms() == []
    of_last_year = WITHDRAWN + "    E1 | 2025-06-03 | 50.00 | 50.00 | roth_ira"
    assert of_forms("E1 | 2025 | 50.00 | | | 50.00 | G | | | roth_ira", withdrawals=of_last_year) == []


def test_a_form_of_the_wrong_year_makes_nobody_elses_missing() -> None:
    """Last year's forms were sent, one of them as this year's: those of this year are not made yet."""
    of_last_year = (
        WITHDRAWN + "    E1 | 2025-06-03 | 50.00 | 50.00 | roth_ira\n    E2 | 2025-06-03 | 7.00 | 7.00 | roth_ira"
    )
    forms = ["E1 | 2025 | 50.00 | | | 50.00 | G | | | roth_ira", "E2 | 2026 | 7.00 | | | 7.00 | G | | | roth_ira"]
    assert told(of_forms(*forms, withdrawals=of_last_year)) == [
        ("2025 roth_ira missing", "7.00", "", ""),
        ("2026 roth_ira unknown", "", "7.00", "3"),
    ]


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [("| G |", "| 7 |", "it is G, not 7."), ("| | | roth_ira", "| | 2024 | roth_ira", "blank, not 2024.")],
)
def test_a_wrong_code_is_named_in_words(right: str, wrong: str, said: str) -> None:
    (finding,) = of_forms(TRADITIONAL, ROTH.replace(right, wrong), CASH)
    assert finding["message"].endswith(said)


def test_a_form_nobody_asked_for_is_a_warning() -> None:
    stranger = "E9 | 2026 | 7.00 | | | 7.00 | G | | | roth_ira"
    to_a_plan = "E1 | 2026 | 8.00 | | | | G | | | employer_plan"
    bare = "E1 | 2026 | 9.00 | | | | 4G | | |"
    rows = of_forms(ROTH, TRADITIONAL, CASH, stranger, to_a_plan, bare)
    assert {(row["check"], row["severity"], row["who_acts"]) for row in rows} == {
        ("form_unknown", "warning", "recordkeeper")
    }
    assert told(rows) == [
        ("2026 4G unknown", "", "9.00", "7"),
        ("2026 employer_plan unknown", "", "8.00", "6"),
        ("2026 roth_ira unknown", "", "7.00", "5"),
    ]


def test_forms_of_other_years_are_not_looked_at() -> None:
    assert (
        of_forms("E1 | 2024 | 7.00 | | | 7.00 | G | | | roth_ira", "E1 | 2027 | 7.00 | | | 7.00 | G | | | roth_ira")
        == []
    )


# Which form is which

CODES = """
    employee_id | date       | amount | basis | route
    E1          | 2026-04-14 |  10.00 | 10.00 | cash
    E1          | 2026-04-15 | 100.00 | 90.00 | cash
    E1          | 2026-04-15 | 100.00 | 90.00 | in_plan_roth
"""
TURNS_59_AND_A_HALF = "employee_id | birth_date | hire_date\nE1 | 1966-10-15 | 2020-01-06"
EARLY = "E1 | 2026 | 10.00 | 0.00 | 0.00 | 10.00 | 1 | | | cash"
NORMAL = "E1 | 2026 | 100.00 | 10.00 | 2.00 | 90.00 | 7 | | | cash"
INSIDE = "E1 | 2026 | 100.00 | 10.00 | 0.00 | 90.00 | G | | | in_plan_roth"


def of_codes(*forms: str) -> list[tuple[str, str, str, str]]:
    return told(of_forms(*forms, withdrawals=CODES, census=TURNS_59_AND_A_HALF))


def test_forms_of_one_destination_are_told_apart_by_their_code() -> None:
    assert of_codes(NORMAL, INSIDE, EARLY) == []


def test_a_form_under_the_wrong_code_is_held_against_what_is_left_of_its_destination() -> None:
    assert of_codes(EARLY, INSIDE, NORMAL.replace("| 7 |", "| 2 |")) == [("2026 cash box_7", "", "", "4")]


def test_of_two_forms_under_one_code_the_one_with_the_right_amount_is_ours() -> None:
    more = NORMAL.replace("| 100.00 |", "| 500.00 |")
    assert of_codes(more, EARLY, INSIDE, NORMAL) == [("2026 cash unknown", "", "500.00", "2")]


def test_without_destination_amount_and_code_decide_then_the_code_then_what_is_left() -> None:
    bare = [form.rsplit("|", 1)[0] + "|" for form in (NORMAL, INSIDE, EARLY)]
    assert of_codes(*bare) == []
    other_amount = bare[1].replace("| 100.00 |", "| 101.00 |")
    assert of_codes(bare[0], other_amount, bare[2]) == [("2026 in_plan_roth box_1", "100.00", "101.00", "3")]
    other_code = bare[2].replace("| 1 |", "| 8 |")
    assert of_codes(bare[0], bare[1], other_code) == [("2026 cash box_7", "", "", "4")]


def test_a_named_destination_takes_its_form_before_one_without() -> None:
    bare = INSIDE.rsplit("|", 1)[0] + "|"
    assert of_codes(bare, NORMAL, EARLY, INSIDE) == [("2026 G unknown", "", "100.00", "2")]


# A whole night

STATED = """
    employee_id | as_of      | after_tax_basis | after_tax_value
    E1          | 2026-01-15 |       30,000.00 |       36,000.00
"""


def test_a_night_reads_the_forms_of_last_year_and_finds_what_is_wrong(tmp_path: Path) -> None:
    feeds = {
        "payroll_a": "employee_id | pay_date | gross_compensation\nE1 | 2026-01-09 | 5,000.00",
        "withdrawals_2025": "employee_id | date | amount | basis | route\nE1 | 2025-06-30 | 12.00 | 10.00 | roth_ira",
        "balances_a": STATED,
        "forms_2025": sent(
            "E1 | 2025 | 12.00 | 2.00 | 0.00 | 11.00 | G | | | roth_ira",
            "E2 | 2025 | 12.00 | 2.00 | 0.00 | 10.00 | G | | | roth_ira",
            "E2 | 2024 | 12.00 | 2.00 | 0.00 | 10.00 | G | | | roth_ira",
        ),
    }
    found = findings(tmp_path, "2026-01-31", plan("2026-01-09"), feeds)
    assert same(
        of_check(found, "form_1099r") + of_check(found, "form_unknown"),
        """
        check        | severity | employee_id | source                | expected | actual | file           | line
        form_1099r   | error    | E1          | 2025 roth_ira box_5   | 10.00    | 11.00  | forms_2025.csv | 2
        form_unknown | warning  | E2          | 2025 roth_ira unknown |          | 12.00  | forms_2025.csv | 3
        """,
    )
    report = (tmp_path / "reports" / "2026-01-31" / "forms_1099r.csv").read_text("utf-8").splitlines()
    assert report[1].startswith("E1,Ada Example,2025,roth_ira,12.00,2.00,0.00,10.00,G,,,1,")
