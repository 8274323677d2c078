"""R06: the match recomputed by the plan's formula, the match nobody has, the true-up still due, and no formula."""

from pathlib import Path

import pytest

from tests.checks.nights import CENSUS, Rows, findings, of_check, plan, same

TIERS = "[match]\n        tiers = [{ rate = 1.0, up_to = 0.03 }, { rate = 0.5, up_to = 0.05 }]"
TRUED_UP = f'{TIERS}\n        timing = "annual_true_up"'
HALF = "[match]\n        tiers = [{ rate = 0.5, up_to = 0.06 }]"


def r06(
    folder: Path, payroll: str, *, more: str = TIERS, as_of: str = "2026-01-23", census: str = CENSUS, **feeds: str
) -> Rows:
    paid = plan("2026-01-09", "2026-01-23", more=more)
    found = of_check(findings(folder, as_of, paid, {"payroll": payroll, **feeds}, census=census), "R06")
    return [finding for finding in found if finding["status"] != "resolved"]


def said(found: Rows) -> list[tuple[str, ...]]:
    return [tuple(finding[name] for name in ("severity", "pay_date", "expected", "actual")) for finding in found]


def register(*lines: str) -> str:
    """Lines of E1: pay date, pay, pre-tax, Roth, match, run."""
    rows = "\n".join(f"E1 | {line}" for line in lines)
    return f"employee_id | pay_date | gross_compensation | pre_tax | roth | match | run_type\n{rows}"


# 5% of 6,000: 180 + half of 120


@pytest.mark.parametrize(("match", "difference"), [("240.00", ""), ("239.99", "-0.01"), ("240.01", "0.01")])
def test_a_match_that_is_a_cent_beside_the_formula_is_found(tmp_path: Path, match: str, difference: str) -> None:
    found = r06(tmp_path, register(f"2026-01-09 | 6,000.00 | 200.00 | 100.00 | {match} | regular"))
    if not difference:
        assert found == []
        return
    assert same(
        found,
        f"""
        severity | employee_id | pay_date   | source | expected | actual  | difference   | place         | who_acts
        error    | E1          | 2026-01-09 | match  | 240.00   | {match} | {difference} | payroll.csv:2 | payroll
        """,
    )


@pytest.mark.parametrize(("deferred", "match"), [("100.00", "50.00"), ("100.01", "50.01"), ("100.02", "50.01")])
def test_each_pay_date_is_rounded_once_half_up_all_its_lines_together(
    tmp_path: Path, deferred: str, match: str
) -> None:
    payroll = register(
        f"2026-01-09 | 6,000.00 | {deferred} | 0.00 | {match} | regular",
        "2026-01-09 | 1,000.00 | 50.00 | 0.00 | 25.00 | bonus",
    )
    assert r06(tmp_path, payroll, more=HALF) == []


def test_each_date_has_the_formula_of_its_terms(tmp_path: Path) -> None:
    change = "effective = 2026-01-23\n        match.tiers = [{ rate = 1.0, up_to = 0.02 }]"
    amended = f"{HALF}\n        [[amendment]]\n        {change}"
    line = "6,000.00 | 300.00 | 0.00 | 150.00 | regular"
    found = r06(tmp_path, register(f"2026-01-09 | {line}", f"2026-01-23 | {line}"), more=amended)
    assert said(found) == [("error", "2026-01-23", "120.00", "150.00")]


def test_only_matched_sources_count(tmp_path: Path) -> None:
    roth_alone = f'{HALF}\n        sources = ["roth"]'
    payroll = register("2026-01-09 | 6,000.00 | 300.00 | 100.00 | 200.00 | regular")
    assert said(r06(tmp_path, payroll, more=roth_alone)) == [("error", "2026-01-09", "50.00", "200.00")]


# 401(a)(17) is 360,000 in 2026: of 20,000 only 10,000 count, 4% of which is 400


def test_pay_beyond_the_cap_of_the_year_earns_no_match_in_date_order(tmp_path: Path) -> None:
    payroll = register(
        "2026-01-09 | 350,000.00 | 0.00 | 0.00 | 0.00 | regular",
        "2026-01-23 | 20,000.00 | 1,000.00 | 0.00 | 800.00 | regular",
    )
    assert said(r06(tmp_path, payroll)) == [("error", "2026-01-23", "400.00", "800.00")]


def test_an_opening_balance_covers_its_dates_and_uses_up_pay_and_dollar_cap(tmp_path: Path) -> None:
    opening = """
        employee_id | as_of      | gross_compensation | pre_tax | match
        E1          | 2026-01-09 | 355,000.00         | 0.00    | 100.00
    """
    payroll = register(
        "2026-01-09 | 6,000.00 | 0.00 | 0.00 | 99.00 | regular",
        "2026-01-23 | 20,000.00 | 1,000.00 | 0.00 | 0.00 | regular",
    )
    assert said(r06(tmp_path, payroll, opening=opening)) == [("error", "2026-01-23", "200.00", "0.00")]
    capped = f"{TIERS}\n        dollar_cap = 250"
    assert said(r06(tmp_path, payroll, opening=opening, more=capped)) == [("error", "2026-01-23", "150.00", "0.00")]


def test_the_dollar_cap_is_used_up_in_date_order(tmp_path: Path) -> None:
    line = "6,000.00 | 300.00 | 0.00"
    payroll = register(f"2026-01-09 | {line} | 240.00 | regular", f"2026-01-23 | {line} | 60.01 | regular")
    capped = f"{TIERS}\n        dollar_cap = 300"
    assert said(r06(tmp_path, payroll, more=capped)) == [("error", "2026-01-23", "60.00", "60.01")]


def test_catch_up_earns_a_match_only_where_the_plan_says_so(tmp_path: Path) -> None:
    # 24,500 of deferrals on 9 January; of the next 1,000 all is catch-up, of 24,400 + 1,000 only 900
    at_55 = CENSUS.replace("1980-02-03", "1970-02-03")
    left_out = f"{TIERS}\n        catch_up_matched = false"
    payroll = register(
        "2026-01-09 | 100,000.00 | 24,400.00 | 0.00 | 4,000.00 | regular",
        "2026-01-23 | 100,000.00 | 600.00 | 400.00 | 1,000.00 | regular",
    )
    assert r06(tmp_path, payroll, census=at_55) == []
    assert said(r06(tmp_path, payroll, census=at_55, more=left_out)) == [("error", "2026-01-23", "100.00", "1000.00")]


def test_a_line_that_only_corrects_or_takes_back_is_of_another_date(tmp_path: Path) -> None:
    payroll = register(
        "2026-01-09 | 6,000.00 | 300.00 | 0.00 | 240.00 | regular",
        "2026-01-16 | 0.00 | 0.00 | 0.00 | 12.00 | correction",
        "2026-01-20 | 0.00 | -20.00 | 0.00 | -12.00 | off_cycle",
    )
    assert r06(tmp_path, payroll) == []


# A register without a match: due 2026-01-21, the 7th business day after 9 January

WITHOUT = """
    employee_id | pay_date   | gross_compensation | pre_tax
    E1          | 2026-01-09 | 6,000.00           | 300.00
    E2          | 2026-01-09 | 4,000.00           | 200.00
"""
POSTED = """
    employee_id | posted_date | source            | amount | pay_date
    E1          | 2026-01-20  | safe_harbor_match | 240.00 | 2026-01-09
"""


def test_what_is_posted_is_held_against_the_formula(tmp_path: Path) -> None:
    assert r06(tmp_path, WITHOUT, contributions=POSTED, as_of="2026-01-21") == []
    wrong = r06(tmp_path, WITHOUT, contributions=POSTED.replace("240.00", "241.00"), as_of="2026-01-21")
    assert said(wrong) == [("error", "2026-01-09", "240.00", "241.00")]


def test_who_has_none_while_others_have_is_found_once_the_time_to_post_it_is_over(tmp_path: Path) -> None:
    found = r06(tmp_path, WITHOUT, contributions=POSTED, as_of="2026-01-22")
    assert [(finding["employee_id"], finding["expected"]) for finding in found] == [("E2", "160.00")]


def test_a_match_that_nobody_has_is_one_finding_for_all(tmp_path: Path) -> None:
    assert r06(tmp_path, WITHOUT, as_of="2026-01-21") == []
    assert same(
        r06(tmp_path, WITHOUT, as_of="2026-01-22"),
        """
        check | severity | employee_id | pay_date   | source | expected | actual | place | who_acts
        R06   | warning  |             | 2026-01-09 | match  | 400.00   | 0.00   |       | payroll
        """,
    )


# The true-up: 600 of 12,000 is 5%, so 480; 240 was paid with the first pay date

UNEVEN = (
    "2026-01-09 | 6,000.00 | 600.00 | 0.00 | 240.00 | regular",
    "2026-01-23 | 6,000.00 | 0.00 | 0.00 | 0.00 | regular",
)


def test_a_true_up_is_told_apart_once_the_year_is_over(tmp_path: Path) -> None:
    payroll = register(*UNEVEN)
    assert r06(tmp_path, payroll, more=TRUED_UP, as_of="2026-12-30") == []
    assert same(
        r06(tmp_path, payroll, more=TRUED_UP, as_of="2026-12-31"),
        """
        check | severity | employee_id | pay_date | source  | expected | actual | difference | who_acts
        R06   | info     | E1          |          | true_up | 480.00   | 240.00 | -240.00    | sponsor
        """,
    )


@pytest.mark.parametrize(("amount", "found"), [("240.00", 0), ("239.99", 1)])
def test_what_was_posted_as_true_up_pays_it(tmp_path: Path, amount: str, found: int) -> None:
    contributions = f"""
        employee_id | posted_date | source | amount   | activity
        E1          | 2026-12-31  | match  | {amount} | true_up
    """
    payroll = register(*UNEVEN)
    assert len(r06(tmp_path, payroll, more=TRUED_UP, as_of="2026-12-31", contributions=contributions)) == found


@pytest.mark.parametrize(("left", "found"), [("2026-12-30", 0), ("2026-12-31", 1)])
def test_a_true_up_may_be_for_those_of_the_last_day_alone(tmp_path: Path, left: str, found: int) -> None:
    census = f"employee_id | birth_date | hire_date | termination_date\n E1 | 1980-02-03 | 2020-01-06 | {left}"
    more = f"{TRUED_UP}\n        true_up_last_day = true"
    assert len(r06(tmp_path, register(*UNEVEN), more=more, as_of="2026-12-31", census=census)) == found


def test_a_match_paid_at_year_end_alone_is_not_missed_on_its_pay_dates(tmp_path: Path) -> None:
    none_paid = register(*(line.replace("240.00", "0.00") for line in UNEVEN))
    assert r06(tmp_path, none_paid, more=TRUED_UP, as_of="2026-12-30") == []
    paid_wrong = register(*(line.replace("240.00", "1.00") for line in UNEVEN))
    assert said(r06(tmp_path, paid_wrong, more=TRUED_UP)) == [("error", "2026-01-09", "240.00", "1.00")]


# No formula


def test_a_match_without_a_formula_is_told_once(tmp_path: Path) -> None:
    payroll = """
        employee_id | pay_date   | gross_compensation | pre_tax | match
        E1          | 2026-01-09 | 6,000.00           | 300.00  | 240.00
        E2          | 2026-01-09 | 6,000.00           | 300.00  | 240.00
    """
    assert same(
        r06(tmp_path, payroll, more=""),
        """
        check | severity | employee_id | pay_date | source        | expected | actual | place | who_acts
        R06   | info     |             |          | match formula |          |        |       | sponsor
        """,
    )
    assert r06(tmp_path, payroll.replace("240.00", "0.00"), more="") == []
