"""The law's cases of withdrawals, balances of any size and each term of the plan, through plan folders and nights."""

from pathlib import Path

import pytest

from tests import drawn
from tests.checks.nights import plan
from tests.night.folder import night, rows

AS_OF = "2026-06-30"
CENSUS = """
    employee_id | first_name | last_name | birth_date | hire_date
    E1          | Ada        | Example   | 1980-02-03 | 2020-01-06
"""
BEFORE_1987 = "pre_1987_first = true"
TOGETHER = "separate_contract = false"
NO_FORM_BOXES = "to | box_1 | box_2a | box_4 | box_5 | box_7"

CASES = {
    "S-1: 12,000 of 36,000": (
        "",
        "30,000.00 | 36,000.00 | | ",
        "12,000.00 | 10,000.00 | split",
        ("24000.00", "20000.00"),
        "roth_ira | 10,000.00 | 0.00 | 0.00 | 10,000.00 | G\ntraditional_ira | 2,000.00 | 0.00 | 0.00 | | G",
    ),
    "S-4: everything at a loss": (
        "",
        "10,000.00 | 8,000.00 | | ",
        "8,000.00 | 8,000.00 | cash",
        ("0.00", "0.00"),
        "cash | 8,000.00 | | 0.00 | 10,000.00 | 1",
    ),
    "S-88: pre-1987 basis first, the rest in proportion": (
        BEFORE_1987,
        "10,000.00 | 20,000.00 | 4,000.00 | ",
        "8,000.00 | 5,500.00 | roth_ira",
        ("12000.00", "4500.00"),
        "roth_ira | 8,000.00 | 2,500.00 | 0.00 | 5,500.00 | G",
    ),
    "S-87: the first 4,000 is all basis": (
        BEFORE_1987,
        "10,000.00 | 20,000.00 | 4,000.00 | ",
        "4,000.00 | 4,000.00 | roth_ira",
        ("16000.00", "6000.00"),
        "roth_ira | 4,000.00 | 0.00 | 0.00 | 4,000.00 | G",
    ),
    "S-5: without a contract of its own, the source emptied": (
        TOGETHER,
        "30,000.00 | 36,000.00 | | 200,000.00",
        "36,000.00 | 5,400.00 | roth_ira",
        ("0.00", "24600.00"),
        "roth_ira | 36,000.00 | 30,600.00 | 0.00 | 5,400.00 | G",
    ),
    "W-1: pre-tax money to a traditional IRA first, the rest paid out": (
        "",
        "12,000.00 | 20,000.00 | | ",
        "5,000.00 | 0.00 | traditional_ira\n15,000.00 | 12,000.00 | cash",
        ("0.00", "0.00"),
        "traditional_ira | 5,000.00 | 0.00 | 0.00 | | G\ncash | 15,000.00 | 3,000.00 | 600.00 | 12,000.00 | 1",
    ),
    "W-2: a Roth IRA takes the pre-tax money, and cash is basis alone": (
        "",
        "10,000.00 | 12,000.00 | | ",
        "5,000.00 | 3,000.00 | roth_ira\n7,000.00 | 7,000.00 | cash",
        ("0.00", "0.00"),
        "roth_ira | 5,000.00 | 2,000.00 | 0.00 | 3,000.00 | G\ncash | 7,000.00 | 0.00 | 0.00 | 7,000.00 | 1",
    ),
    "AT-1: 50,000 of 100,000 with 20,000 after-tax": (
        "",
        "20,000.00 | 100,000.00 | | ",
        "50,000.00 | 10,000.00 | roth_ira",
        ("50000.00", "10000.00"),
        "roth_ira | 50,000.00 | 40,000.00 | 0.00 | 10,000.00 | G",
    ),
    "AT-3: all contributions to a Roth IRA, their earnings to a traditional IRA": (
        "",
        "50,000.00 | 65,000.00 | | ",
        "65,000.00 | 50,000.00 | split",
        ("0.00", "0.00"),
        "roth_ira | 50,000.00 | 0.00 | 0.00 | 50,000.00 | G\ntraditional_ira | 15,000.00 | 0.00 | 0.00 | | G",
    ),
    "F-1: the model notice's 12,000": (
        "",
        "2,000.00 | 12,000.00 | | ",
        "10,000.00 | 0.00 | traditional_ira\n2,000.00 | 2,000.00 | cash",
        ("0.00", "0.00"),
        "traditional_ira | 10,000.00 | 0.00 | 0.00 | | G\ncash | 2,000.00 | 0.00 | 0.00 | 2,000.00 | 1",
    ),
    "I-1: all of it converted inside the plan": (
        "",
        "10,000.00 | 10,200.00 | | ",
        "10,200.00 | 10,000.00 | in_plan_roth",
        ("0.00", "0.00"),
        "in_plan_roth | 10,200.00 | 200.00 | 0.00 | 10,000.00 | G",
    ),
    "R-2: 9,852 and 407, apart": (
        "",
        "9,852.00 | 10,259.00 | | ",
        "10,259.00 | 9,852.00 | split",
        ("0.00", "0.00"),
        "roth_ira | 9,852.00 | 0.00 | 0.00 | 9,852.00 | G\ntraditional_ira | 407.00 | 0.00 | 0.00 | | G",
    ),
}
OF_WITHDRAWALS = ("withdrawal_basis", "withdrawal_taxable", "R18", "R19", "form_1099r")


def plan_folder(folder: Path, terms: str, stated: str, withdrawn: str = "", census: str = CENSUS) -> Path:
    """A plan whose accounts were stated at the end of March; each line of `withdrawn` is of E1 on the next day."""
    (folder / "inbox").mkdir(parents=True)
    (folder / "plan.toml").write_text(plan("2026-12-31", more=f"[withdrawals]\n{terms}"), encoding="utf-8")
    feeds = {"census_2026-01-01": census, "balances_2026-03-31": STATED + stated}
    if withdrawn:
        lines = "\n".join(f"E1 | 2026-04-01 | {line}" for line in withdrawn.splitlines())
        feeds["withdrawals_2026"] = f"employee_id | date | amount | basis | route\n{lines}"
    for name, table in feeds.items():
        (folder / "inbox" / f"{name}.csv").write_text(drawn.csv_text(table), encoding="utf-8")
    return folder


STATED = "employee_id | as_of | after_tax_basis | after_tax_value | pre_1987_basis | vested_balance\n"


@pytest.mark.parametrize("case", CASES)
def test_a_case_of_the_law_leaves_the_account_and_makes_the_forms_it_says(case: str, tmp_path: Path) -> None:
    terms, stated, withdrawn, left, forms = CASES[case]
    reports = night(plan_folder(tmp_path / "plan", terms, f"E1 | 2026-03-31 | {stated}", withdrawn), AS_OF)
    (account,) = rows(reports, "conversions")
    assert (account["after_tax_value"], account["after_tax_basis"]) == left
    expected = drawn.rows(f"{NO_FORM_BOXES}\n{forms}")
    made = [{"to": form["destination"]} | form for form in rows(reports, "forms_1099r")]
    assert [{box: form[box] for box in expected[0]} for form in made] == expected
    assert not [found["check"] for found in rows(reports, "findings") if found["check"] in OF_WITHDRAWALS]


@pytest.mark.parametrize("case", [case for case in CASES if "loss" not in case])
def test_the_night_finds_a_basis_that_is_a_cent_off(case: str, tmp_path: Path) -> None:
    """The recordkeeper's figure is held against the law's own; of a day's withdrawals together, a cent for each."""
    terms, stated, withdrawn, *_ = CASES[case]
    *first, last = withdrawn.splitlines()
    amount, basis, route = (cell.strip() for cell in last.split("|"))
    off = len(withdrawn.splitlines())
    less = drawn.cents(basis) - off
    wrong = "\n".join([*first, f"{amount} | {less // 100}.{less % 100:02} | {route}"])
    reports = night(plan_folder(tmp_path / "plan", terms, f"E1 | 2026-03-31 | {stated}", wrong), AS_OF)
    of_basis = [found for found in rows(reports, "findings") if found["check"] == "withdrawal_basis"]
    (found,) = [found for found in of_basis if found["source"] == "after_tax"]  # W-2 leaves pre-tax money in cash too
    assert drawn.cents(found["expected"]) - drawn.cents(found["actual"]) == off


# Balances of any size


@pytest.mark.parametrize(
    ("basis", "value", "earnings", "taxable"),
    [
        ("1.00", "1.00", "0.00", "0.00"),
        ("0.01", "0.01", "0.00", "0.00"),
        ("0.00", "1.00", "1.00", "1.00"),
        ("0.00", "0.01", "0.01", "0.01"),
        ("1.00", "0.00", "0.00", ""),
        ("0.00", "0.00", "0.00", ""),
        ("0.99", "1.00", "0.01", "0.01"),
        ("50,000,000.00", "50,000,000.00", "0.00", "0.00"),
        ("0.00", "50,000,000.00", "50000000.00", "50000000.00"),
        ("12,345,678.91", "50,000,000.01", "37654321.10", "37654321.10"),
        ("50,000,000.01", "50,000,000.00", "0.00", "0.00"),
    ],
)
def test_a_balance_of_any_size_goes_to_the_cent(
    basis: str, value: str, earnings: str, taxable: str, tmp_path: Path
) -> None:
    reports = night(plan_folder(tmp_path / "plan", "", f"E1 | 2026-03-31 | {basis} | {value} | |"), AS_OF)
    (account,) = rows(reports, "conversions")
    assert account["withdrawable"] == value.replace(",", "")
    assert drawn.cents(account["basis_to_roth"]) + drawn.cents(account["earnings"]) == drawn.cents(value)
    assert (account["earnings"], account["taxable_all_roth_ira"], account["taxable_in_plan_roth"]) == (
        *(earnings, taxable, taxable),
    )
    assert account["can_convert"] == ("false" if value == "0.00" else "true")


@pytest.mark.parametrize(
    ("basis", "value", "out"),
    [
        ("1.00", "1.00", "1.00"),
        ("0.00", "50,000,000.00", "0.00"),
        ("12,345,678.91", "50,000,000.01", "12,345,678.91"),
        ("9.99", "0.01", "0.01"),
    ],
)
def test_a_total_withdrawal_leaves_nothing(basis: str, value: str, out: str, tmp_path: Path) -> None:
    stated, taken = f"E1 | 2026-03-31 | {basis} | {value} | |", f"{value} | {out} | roth_ira"
    reports = night(plan_folder(tmp_path / "plan", "", stated, taken), AS_OF)
    (account,) = rows(reports, "conversions")
    assert (account["after_tax_value"], account["after_tax_basis"]) == ("0.00", "0.00")
    assert account["reasons"].startswith("nothing_to_convert")
    (form,) = rows(reports, "forms_1099r")
    assert drawn.cents(form["box_5"] or "0.00") == drawn.cents(basis)


# Both sides of every term of the plan, a person each

TERMS = """
per_year = 2
months_between = 2
minimum = 500
sweep_days = 90
in_plan_roth = false
"""
PEOPLE = """
    employee_id | birth_date | hire_date  | termination_date | hold
    ONCE        | 1980-02-03 | 2020-01-06 |                  |
    TWICE       | 1980-02-03 | 2020-01-06 |                  |
    REST_OVER   | 1980-02-03 | 2020-01-06 |                  |
    RESTS       | 1980-02-03 | 2020-01-06 |                  |
    ENOUGH      | 1980-02-03 | 2020-01-06 |                  |
    CENT_SHORT  | 1980-02-03 | 2020-01-06 |                  |
    HELD        | 1980-02-03 | 2020-01-06 |                  | court order
    LEFT        | 1980-02-03 | 2020-01-06 | 2026-06-29       |
    LEAVES      | 1980-02-03 | 2020-01-06 | 2026-06-30       |
    SWEPT_TODAY | 1980-02-03 | 2020-01-06 |                  |
    OVERDUE     | 1980-02-03 | 2020-01-06 |                  |
"""
ACCOUNTS = """
    ONCE        | 2026-06-20 | 800.00 | 900.00 | |
    TWICE       | 2026-06-20 | 800.00 | 900.00 | |
    REST_OVER   | 2026-06-20 | 800.00 | 900.00 | |
    RESTS       | 2026-06-20 | 800.00 | 900.00 | |
    ENOUGH      | 2026-06-20 | 400.00 | 500.00 | |
    CENT_SHORT  | 2026-06-20 | 400.00 | 499.99 | |
    HELD        | 2026-06-20 | 800.00 | 900.00 | |
    LEFT        | 2026-06-20 |   8.00 |   9.00 | |
    LEAVES      | 2026-06-20 |   8.00 |   9.00 | |
    SWEPT_TODAY | 2026-04-01 | 800.00 | 900.00 | |
    OVERDUE     | 2026-03-31 | 800.00 | 900.00 | |
"""
TAKEN = """
    employee_id | date       | amount | basis  | route
    ONCE        | 2026-01-02 | 100.00 |  90.00 | roth_ira
    ONCE        | 2025-12-31 | 100.00 |  90.00 | roth_ira
    TWICE       | 2026-01-01 | 100.00 |  90.00 | roth_ira
    TWICE       | 2026-04-01 | 100.00 |  90.00 | cash
    REST_OVER   | 2026-04-30 | 100.00 |  90.00 | roth_ira
    RESTS       | 2026-05-01 | 100.00 |  90.00 | roth_ira
"""
EXPECTED = """
    employee_id | can_convert | next_date  | reason
    CENT_SHORT  | false       |            | below_minimum
    ENOUGH      | true        |            | in_plan_roth_not_allowed
    HELD        | false       |            | hold
    LEAVES      | false       | 2026-07-01 | below_minimum
    LEFT        | true        |            | in_plan_roth_not_allowed
    ONCE        | true        |            | in_plan_roth_not_allowed
    OVERDUE     | true        |            | in_plan_roth_not_allowed
    RESTS       | false       | 2026-07-01 | too_soon
    REST_OVER   | true        |            | in_plan_roth_not_allowed
    SWEPT_TODAY | true        |            | in_plan_roth_not_allowed
    TWICE       | false       | 2027-01-01 | withdrawals_used_up
"""


def test_each_term_of_the_plan_holds_to_the_very_day_and_cent(tmp_path: Path) -> None:
    folder = plan_folder(tmp_path / "plan", TERMS, ACCOUNTS.strip(), census=PEOPLE)
    (folder / "inbox" / "withdrawals_2026.csv").write_text(drawn.csv_text(TAKEN), encoding="utf-8")
    reports = night(folder, AS_OF)
    said = [row | {"reason": row["reasons"].partition(":")[0]} for row in rows(reports, "conversions")]
    expected = drawn.rows(EXPECTED)
    assert [{name: row[name] for name in expected[0]} for row in said] == expected
    assert {row["taxable_in_plan_roth"] for row in said} == {""}
    overdue = [row["employee_id"] for row in rows(reports, "findings") if row["check"] == "R18"]
    assert overdue == ["OVERDUE"]


@pytest.mark.parametrize(("in_service", "open_to"), [("true", ["LEFT", "STAYS"]), ("false", ["LEFT"])])
def test_a_plan_may_allow_no_withdrawal_in_service(in_service: str, open_to: list[str], tmp_path: Path) -> None:
    people = """
        employee_id | birth_date | hire_date  | termination_date
        LEFT        | 1980-02-03 | 2020-01-06 | 2026-06-29
        STAYS       | 1980-02-03 | 2020-01-06 |
    """
    accounts = "LEFT | 2026-03-31 | 8.00 | 9.00 | |\nSTAYS | 2026-03-31 | 8.00 | 9.00 | |"
    reports = night(plan_folder(tmp_path / "plan", f"in_service = {in_service}", accounts, census=people), AS_OF)
    assert [row["employee_id"] for row in rows(reports, "conversions") if row["can_convert"] == "true"] == open_to
