"""R15, the pay date on which the match no longer fits; R16, after-tax money above the plan's own cap."""

import csv
from pathlib import Path

import pytest

from tests.checks.nights import Rows, findings, of_check, plan, same

AT_46, AT_52 = "1980-02-03", "1974-02-03"
TIERS = "[match]\n        tiers = [{ rate = 1.0, up_to = 0.03 }, { rate = 0.5, up_to = 0.05 }]"
JUNE, SEPTEMBER, DECEMBER = "2026-06-30", "2026-09-30", "2026-12-31"


def night(
    folder: Path,
    after_tax: str,
    *,
    more: str = "",
    dates: tuple[str, ...] = (JUNE, SEPTEMBER, DECEMBER),
    gross: str = "100,000.00",
    cells: tuple[str, str] = ("0.00", "0.00"),
    born: str = AT_46,
    hce: str = "false",
    left: str = "",
    as_of: str = JUNE,
    **feeds: str,
) -> Rows:
    """A night on one line of 30 June; `cells` are its pre-tax and match, `left` the person's last day."""
    payroll = f"""
        employee_id | pay_date | gross_compensation | pre_tax    | match      | after_tax
        E1          | {JUNE}   | {gross}            | {cells[0]} | {cells[1]} | {after_tax}
    """
    census = f"""
        employee_id | birth_date | hire_date  | hce   | prior_year_fica_wages | termination_date
        E1          | {born}     | 2020-01-06 | {hce} | 100,000.00            | {left}
    """
    return findings(folder, as_of, plan(*dates, more=more), {"payroll": payroll, **feeds}, census=census)


# R15: 5,000 + 4,000 on each of three dates


@pytest.mark.parametrize(
    ("after_tax", "breaks", "by_then"),
    [
        ("45,000.00", "", ""),  # 54,000 + 9,000 + 9,000
        ("45,000.01", DECEMBER, "72000.01"),
        ("54,000.00", DECEMBER, "81000.00"),  # 63,000 + 9,000 is the limit in September
        ("54,000.01", SEPTEMBER, "72000.01"),
    ],
)
def test_the_pay_date_is_named_on_which_the_match_no_longer_fits(
    tmp_path: Path, after_tax: str, breaks: str, by_then: str
) -> None:
    found = of_check(night(tmp_path, after_tax, more=TIERS, cells=("5,000.00", "4,000.00")), "R15")
    if not breaks:
        assert found == []
        return
    assert same(
        found,
        f"""
        check | severity | employee_id | pay_date | source | expected  | actual    | place | who_acts
        R15   | warning  | E1          | {breaks} |        | 72,000.00 | {by_then} |       | sponsor
        """,
    )


@pytest.mark.parametrize(("after_tax", "found"), [("53,000.00", 0), ("53,000.01", 1)])
def test_deferrals_that_can_still_become_catch_up_make_way(tmp_path: Path, after_tax: str, found: int) -> None:
    # 9,000 + 53,000 + 18,000 is 8,000 over, all of it possible catch-up at 52
    told = of_check(night(tmp_path, after_tax, more=TIERS, cells=("5,000.00", "4,000.00"), born=AT_52), "R15")
    assert [finding["pay_date"] for finding in told] == [DECEMBER] * found


@pytest.mark.parametrize(("after_tax", "found"), [("63,000.00", 0), ("63,000.01", 1)])
def test_a_true_up_breaks_on_the_last_day_of_the_year(tmp_path: Path, after_tax: str, found: int) -> None:
    # 5,000 deferred, nothing matched yet, no pay date left: 4,000 are owed at the year's end
    trued_up = f'{TIERS}\n        timing = "annual_true_up"'
    told = of_check(night(tmp_path, after_tax, more=trued_up, dates=(JUNE,), cells=("5,000.00", "0.00")), "R15")
    assert [(finding["pay_date"], finding["actual"]) for finding in told] == [(DECEMBER, "72000.01")] * found


@pytest.mark.parametrize(("after_tax", "found"), [("54,000.00", 0), ("54,000.01", 1)])
def test_a_match_that_is_on_its_way_breaks_on_its_own_pay_date(tmp_path: Path, after_tax: str, found: int) -> None:
    # 10,000 deferred and April's 4,000 of match posted; June's 4,000 are on their way, and no pay date is left
    lines = f"""
        employee_id | pay_date   | gross_compensation | pre_tax  | after_tax
        E1          | 2026-04-30 | 100,000.00         | 5,000.00 | 0.00
        E1          | {JUNE}     | 100,000.00         | 5,000.00 | {after_tax}
    """
    posted = """
        employee_id | posted_date | pay_date   | source | amount
        E1          | 2026-05-04  | 2026-04-30 | match  | 4,000.00
    """
    dates = ("2026-04-30", JUNE)
    found_at_night = night(tmp_path, after_tax, more=TIERS, dates=dates, payroll=lines, contributions=posted)
    told = of_check(found_at_night, "R15")
    assert [(finding["pay_date"], finding["actual"]) for finding in told] == [(JUNE, "72000.01")] * found


def test_who_is_over_today_is_r14s(tmp_path: Path) -> None:
    found = night(tmp_path, "63,000.01", more=TIERS, cells=("5,000.00", "4,000.00"))
    assert (len(of_check(found, "R14")), of_check(found, "R15")) == (1, [])


# R16: 10% of 100,000 to date is no cap; of 300,000 in the year it is

TEN_PERCENT = "[after_tax]\n        max_rate = 0.1"


@pytest.mark.parametrize(
    ("after_tax", "left", "expected"),
    [
        ("10,000.01", "", ""),
        ("30,000.00", "", ""),
        ("30,000.01", "", "30000.00"),
        ("10,000.00", JUNE, ""),
        ("10,000.01", JUNE, "10000.00"),
    ],
)
def test_above_the_rate_of_the_years_pay_is_an_error(tmp_path: Path, after_tax: str, left: str, expected: str) -> None:
    """Of somebody who leaves the year's pay is that to date."""
    found = of_check(night(tmp_path, after_tax, more=TEN_PERCENT, left=left), "R16")
    if not expected:
        assert found == []
        return
    assert same(
        found,
        f"""
        check | severity | employee_id | pay_date | source    | expected   | actual      | place | who_acts
        R16   | error    | E1          |          | after_tax | {expected} | {after_tax} |       | payroll
        """,
    )


@pytest.mark.parametrize(
    ("more", "hce", "cap"),
    [
        (TEN_PERCENT, "false", "30000.00"),
        ("[after_tax]\n        hce_max_rate = 0.05", "", "15000.00"),
        ("[after_tax]\n        hce_max_rate = 0.05", "true", "15000.00"),
        ("[after_tax]\n        max_dollars = 10_000", "false", "10000.00"),
    ],
)
def test_who_takes_all_that_payroll_caps_lets_them_is_within_the_cap(
    tmp_path: Path, more: str, hce: str, cap: str
) -> None:
    night(tmp_path, "0.00", more=more, hce=hce)
    with (tmp_path / "reports" / JUNE / "payroll_caps.csv").open(encoding="utf-8", newline="") as file:
        (told,) = csv.DictReader(file)
    assert (told["pay_date"], told["after_tax_cap"]) == (SEPTEMBER, cap)

    def taken(amount: str) -> str:
        return f"""
            employee_id | pay_date    | gross_compensation | after_tax
            E1          | {SEPTEMBER} | 100,000.00         | {amount}
        """

    found = night(tmp_path, "0.00", more=more, hce=hce, as_of=SEPTEMBER, payroll_caps_followed=taken(cap))
    assert of_check(found, "R16") == []
    (tmp_path / "more").mkdir()
    a_cent_more = taken(f"{cap[:-1]}1")
    found = night(tmp_path / "more", "0.00", more=more, hce=hce, as_of=SEPTEMBER, payroll_caps_passed=a_cent_more)
    assert [row["severity"] for row in of_check(found, "R16")] == ["error" if hce else "warning"]


@pytest.mark.parametrize(("after_tax", "found"), [("123.46", 0), ("123.47", 1)])
def test_a_pay_date_rounded_half_up_is_within_the_rate(tmp_path: Path, after_tax: str, found: int) -> None:
    told = night(tmp_path, after_tax, more=TEN_PERCENT, gross="1,234.55", dates=(JUNE,))
    assert [row["severity"] for row in of_check(told, "R16")] == ["error"] * found


@pytest.mark.parametrize(
    ("hce", "after_tax", "severities"),
    [
        ("true", "5,000.00", []),
        ("true", "5,000.01", ["error"]),
        ("", "5,000.01", ["warning"]),
        ("false", "5,000.01", []),
    ],
)
def test_the_cap_of_the_highly_compensated_is_sure_only_of_them(
    tmp_path: Path, hce: str, after_tax: str, severities: list[str]
) -> None:
    more = "[after_tax]\n        hce_max_rate = 0.05"
    found = of_check(night(tmp_path, after_tax, more=more, dates=(JUNE,), hce=hce), "R16")
    assert [finding["severity"] for finding in found] == severities


DOLLARS = "[after_tax]\n        max_dollars = 10_000"


FROM_JULY = "[[amendment]]\n        effective = 2026-07-01\n        after_tax.max_dollars = 10_000"


@pytest.mark.parametrize(
    ("said", "after_tax", "more", "found"),
    [
        ("at the cap", "10,000.00", DOLLARS, 0),
        ("a cent above", "10,000.01", DOLLARS, 1),
        ("a cap of the day after", "10,000.01", FROM_JULY, 0),
    ],
)
def test_the_dollar_cap_is_that_of_the_contributions_date(
    tmp_path: Path, said: str, after_tax: str, more: str, found: int
) -> None:
    told = of_check(night(tmp_path, after_tax, more=more), "R16")
    assert [(row["severity"], row["expected"], row["actual"]) for row in told] == (
        [("error", "10000.00", "10000.01")] * found
    ), said


def test_what_was_taken_back_is_no_longer_above_the_dollar_cap(tmp_path: Path) -> None:
    back = """
        employee_id | pay_date   | gross_compensation | after_tax | run_type
        E1          | 2026-07-01 | 0.00               | -0.01     | correction
    """
    found = night(tmp_path, "10,000.01", more=DOLLARS, as_of="2026-07-01", payroll_back=back)
    assert of_check(found, "R16") == []


def test_money_of_a_date_on_which_the_plan_allows_none_is_found(tmp_path: Path) -> None:
    never = "[after_tax]\n        allowed = false"
    assert same(
        of_check(night(tmp_path, "20.00", more=never), "R16"),
        f"""
        check | severity | employee_id | pay_date | source    | expected | actual | place | who_acts
        R16   | error    | E1          | {JUNE}   | after_tax | 0.00     | 20.00  |       | payroll
        """,
    )
    (tmp_path / "later").mkdir()
    later = "[[amendment]]\n        effective = 2026-07-01\n        after_tax.allowed = false"
    assert of_check(night(tmp_path / "later", "20.00", more=later, as_of="2026-07-01"), "R16") == []
