"""R07: what was taken from regular pay against the election on file."""

from pathlib import Path

import pytest

from tests.checks.nights import CENSUS, Rows, findings, of_check, plan, same

PAID = plan("2026-01-09", "2026-01-23")
ELECTED = """
    employee_id | effective_date | pre_tax_rate | after_tax_rate | pre_tax_amount
    E1          | 2026-01-01     | 0.05         | 0.03           | 10.00
"""


def r07(
    folder: Path,
    payroll: str,
    elections: str = ELECTED,
    *,
    more: str = "",
    as_of: str = "2026-01-12",
    census: str = CENSUS,
    **feeds: str,
) -> Rows:
    paid = plan("2026-01-09", "2026-01-23", more=more)
    feeds = {"payroll": payroll, "elections": elections, **feeds}
    return of_check(findings(folder, as_of, paid, feeds, census=census), "R07")


def register(pre_tax: str, after_tax: str = "36.99", gross: str = "1,233.00") -> str:
    return f"""
        employee_id | pay_date   | gross_compensation | pre_tax   | after_tax
        E1          | 2026-01-09 | {gross}            | {pre_tax} | {after_tax}
    """


# 5% of 1,233.00 is 61.65; with 10 dollars 71.65. After tax 3%: 36.99.


@pytest.mark.parametrize("taken", ["71.64", "71.65", "71.66"])
def test_what_was_elected_to_the_cent_beside_is_in_order(tmp_path: Path, taken: str) -> None:
    assert r07(tmp_path, register(taken)) == []


@pytest.mark.parametrize(("taken", "difference"), [("71.63", "-0.02"), ("71.67", "0.02")])
def test_two_cents_less_or_more_than_elected_are_found(tmp_path: Path, taken: str, difference: str) -> None:
    assert same(
        r07(tmp_path, register(taken)),
        f"""
        severity | employee_id | pay_date   | source  | expected | actual  | difference   | place         | who_acts
        warning  | E1          | 2026-01-09 | pre_tax | 71.65    | {taken} | {difference} | payroll.csv:2 | payroll
        """,
    )


def test_each_kind_is_held_against_what_is_said_of_it(tmp_path: Path) -> None:
    assert [finding["source"] for finding in r07(tmp_path, register("0.00", "0.00"))] == ["after_tax", "pre_tax"]
    (tmp_path / "roth").mkdir()
    with_roth = register("71.65").replace("after_tax\n", "after_tax | roth\n").replace("36.99\n", "36.99 | 50.00\n")
    assert r07(tmp_path / "roth", with_roth) == []


@pytest.mark.parametrize(("effective", "expected"), [("2026-01-09", ["98.64"]), ("2026-01-10", [])])
def test_an_election_counts_from_its_first_day(tmp_path: Path, effective: str, expected: list[str]) -> None:
    changed = f"{ELECTED.rstrip()}\n E1 | {effective} | 0.08 | | "
    assert [finding["expected"] for finding in r07(tmp_path, register("71.65"), changed)] == expected


def test_bonus_runs_are_left_out_and_corrections_of_the_date_are_counted_in(tmp_path: Path) -> None:
    payroll = """
        employee_id | pay_date   | gross_compensation | pre_tax | after_tax | run_type
        E1          | 2026-01-09 | 1,233.00           | 81.65   | 36.99     | regular
        E1          | 2026-01-09 | 0.00               | -10.00  | 0.00      | correction
        E1          | 2026-01-09 | 5,000.00           | 0.00    | 0.00      | bonus
        E1          | 2026-01-23 | 5,000.00           | 0.00    | 0.00      | off_cycle
    """
    assert r07(tmp_path, payroll, as_of="2026-01-23") == []


@pytest.mark.parametrize(("taken", "found"), [("71.63", 0), ("71.62", 1)])
def test_of_two_lines_each_may_be_rounded_by_itself(tmp_path: Path, taken: str, found: int) -> None:
    payroll = f"""
        employee_id | pay_date   | gross_compensation | pre_tax | after_tax | check_number
        E1          | 2026-01-09 | 1,033.00           | {taken} | 36.99     | 1
        E1          | 2026-01-09 | 200.00             | 0.00    | 0.00      | 2
    """
    assert len(r07(tmp_path, payroll)) == found


# In order: a limit, or too little pay


@pytest.mark.parametrize(
    ("said", "taken", "more", "who", "found"),
    [
        ("402(g) is reached", "24,500.00", "", "", 0),
        ("a cent is left under 402(g)", "24,499.99", "", "", 1),
        ("the plan's own limit", "20,000.00", "[deferrals]\n        max_dollars = 20_000", "", 0),
        ("a cent is left under the plan's", "19,999.99", "[deferrals]\n        max_dollars = 20_000", "", 1),
        ("what another employer left", "7,500.00", "", "17,000.00", 0),
        ("a cent less than that", "7,499.99", "", "17,000.00", 1),
    ],
)
def test_a_deferral_that_a_limit_stopped_is_in_order(
    tmp_path: Path, said: str, taken: str, more: str, who: str, found: int
) -> None:
    census = f"""
        employee_id | first_name | birth_date | hire_date  | prior_employer_deferrals
        E1          | Ada        | 1980-02-03 | 2020-01-06 | {who}
    """
    elections = "employee_id | effective_date | pre_tax_rate\n E1 | 2026-01-01 | 0.50"
    payroll = register(taken, "0.00", gross="100,000.00")
    assert len(r07(tmp_path, payroll, elections, more=more, census=census)) == found, said


@pytest.mark.parametrize(("roth", "found"), [("3,000.00", 0), ("3,000.02", 1)])
def test_at_the_limit_catch_up_may_go_to_roth_instead(tmp_path: Path, roth: str, found: int) -> None:
    census = """
        employee_id | first_name | birth_date | hire_date
        E1          | Ada        | 1970-02-03 | 2020-01-06
    """
    elections = "employee_id | effective_date | pre_tax_rate | roth_rate\n E1 | 2026-01-01 | 0.275 | 0.00"
    payroll = f"""
        employee_id | pay_date   | gross_compensation | pre_tax   | roth
        E1          | 2026-01-09 | 100,000.00         | 24,500.00 | {roth}
    """
    found_here = r07(tmp_path, payroll, elections, census=census)
    assert [finding["source"] for finding in found_here] == ["roth"] * found


@pytest.mark.parametrize(("gross", "found"), [("109.99", 0), ("110.00", 1)])
def test_less_than_elected_is_in_order_where_pay_does_not_reach(tmp_path: Path, gross: str, found: int) -> None:
    elections = """
        employee_id | effective_date | pre_tax_amount | after_tax_amount
        E1          | 2026-01-01     | 100.00         | 10.00
    """
    assert len(r07(tmp_path, register("80.00", "10.00", gross=gross), elections)) == found


@pytest.mark.parametrize(("taken", "found"), [("20.00", 0), ("19.98", 1)])
def test_the_plans_own_rate_cuts_after_tax_money(tmp_path: Path, taken: str, found: int) -> None:
    capped = "[after_tax]\n        max_rate = 0.02"
    elections = "employee_id | effective_date | after_tax_rate\n E1 | 2026-01-01 | 0.03"
    payroll = register("0.00", taken, gross="1,000.00")
    assert len(r07(tmp_path, payroll, elections, more=capped)) == found


@pytest.mark.parametrize(("posted", "found"), [("71,000.00", 1), ("71,000.01", 0)])
def test_after_tax_money_that_would_not_fit_the_room_is_rightly_not_taken(
    tmp_path: Path, posted: str, found: int
) -> None:
    # 72,000 - 71,000 of profit sharing leaves 1,000: just what 1% of 100,000 would have been
    elections = "employee_id | effective_date | after_tax_rate\n E1 | 2026-01-01 | 0.01"
    payroll = f"""
        employee_id | pay_date   | gross_compensation | after_tax | nonelective
        E1          | 2026-01-09 | 100,000.00         | 0.00      | {posted}
    """
    assert len(r07(tmp_path, payroll, elections)) == found


def test_what_spills_over_at_the_limit_is_not_elected_and_in_order(tmp_path: Path) -> None:
    elections = "employee_id | effective_date | pre_tax_rate | after_tax_rate\n E1 | 2026-01-01 | 0.30 | 0.00"
    payroll = register("24,500.00", "5,500.00", gross="100,000.00")
    spills = "[deferrals]\n        spillover = true"
    assert r07(tmp_path, payroll, elections, more=spills) == []
    assert [finding["source"] for finding in r07(tmp_path, payroll, elections)][:1] == ["after_tax"]


def test_what_an_opening_balance_stands_for_is_not_compared(tmp_path: Path) -> None:
    opening = "employee_id | as_of | gross_compensation\n E1 | 2026-01-09 | 1,233.00"
    assert r07(tmp_path, register("10.00"), opening=opening) == []


def test_empty_cells_wait_for_the_postings(tmp_path: Path) -> None:
    payroll = """
        employee_id | pay_date   | gross_compensation | after_tax
        E1          | 2026-01-09 | 1,233.00           | 36.99
    """
    contributions = """
        employee_id | posted_date | source  | amount | pay_date
        E1          | 2026-01-20  | pre_tax | 71.65  | 2026-01-09
    """
    assert r07(tmp_path, payroll, as_of="2026-01-21") == []
    assert [finding["actual"] for finding in r07(tmp_path, payroll, as_of="2026-01-22")] == ["0.00"]
    (tmp_path / "posted").mkdir()
    assert r07(tmp_path / "posted", payroll, as_of="2026-01-22", contributions=contributions) == []


@pytest.mark.parametrize(
    ("said", "days", "less"),
    [
        ("the last day of work is the pay date", "2020-01-06 | 2026-01-09 | ", 1),
        ("left the day before", "2020-01-06 | 2026-01-08 | ", 0),
        ("rehired on the pay date", "2020-01-06 | 2026-01-05 | 2026-01-09", 1),
        ("rehired the day after", "2020-01-06 | 2026-01-05 | 2026-01-10", 0),
        ("hired the day after", "2026-01-10 | | ", 0),
    ],
)
def test_less_than_elected_is_in_order_of_who_was_not_employed_then_and_more_is_not(
    tmp_path: Path, said: str, days: str, less: int
) -> None:
    census = f"""
        employee_id | first_name | birth_date | hire_date | termination_date | rehire_date
        E1          | Ada        | 1980-02-03 | {days}
    """
    told = r07(tmp_path, register("0.00", "0.00"), census=census)
    assert [row["source"] for row in told] == ["after_tax", "pre_tax"] * less, said
    (tmp_path / "more").mkdir()
    told = r07(tmp_path / "more", register("71.67", "36.99"), census=census)
    assert [row["source"] for row in told] == ["pre_tax"], said
