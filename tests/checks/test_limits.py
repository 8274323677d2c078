"""R11, R12 (catch-up kept for ADP), R13 and R14: a person's year against the law, on both sides of each limit."""

from pathlib import Path

import pytest

from tests.checks.nights import Rows, findings, of_check, plan, same

AS_OF = "2026-12-31"
PAID = plan("2026-06-15")


def census(born: str, **columns: str) -> str:
    """One person in the census, with more columns."""
    header, cells = (" | ".join(["", *part]) if part else "" for part in (columns.keys(), columns.values()))
    return f"""
        employee_id | first_name | birth_date | hire_date{header}
        E1          | Ada        | {born}     | 2020-01-06{cells}
    """


def deferred(pre_tax: str, gross: str = "300,000.00") -> str:
    return f"""
        employee_id | pay_date   | gross_compensation | pre_tax
        E1          | 2026-06-15 | {gross}            | {pre_tax}
    """


def night(folder: Path, who: str, payroll: str, as_of: str = AS_OF, **feeds: str) -> Rows:
    """The findings of a night; a finished year is asked for by its number."""
    year = "2026" if as_of > "2026-12-31" else None
    return findings(folder, as_of, PAID, {"payroll": payroll, **feeds}, year, who)


# R11: 402(g) exceeded

AT_46, AT_50 = "1980-02-03", "1976-12-31"


@pytest.mark.parametrize(
    ("born", "limit", "one_cent_more"),
    [
        (AT_46, "24,500.00", "24,500.01"),
        (AT_50, "32,500.00", "32,500.01"),
        ("1966-12-31", "35,750.00", "35,750.01"),
        ("1962-12-31", "32,500.00", "32,500.01"),
    ],
)
def test_deferrals_may_reach_402g_and_catch_up_and_not_a_cent_more(
    tmp_path: Path, born: str, limit: str, one_cent_more: str
) -> None:
    who = census(born, prior_year_fica_wages="100,000.00")
    assert of_check(night(tmp_path, who, deferred(limit)), "R11") == []
    assert same(
        of_check(night(tmp_path, who, deferred(one_cent_more)), "R11"),
        f"""
        check | severity | employee_id | pay_date | source         | expected | actual          | difference | who_acts
        R11   | error    | E1          |          | deferrals 2026 | {limit}  | {one_cent_more} | 0.01       | sponsor
        """,
    )


def test_without_a_birth_date_nothing_is_catch_up(tmp_path: Path) -> None:
    found = night(tmp_path, census("1900-01-01", prior_year_fica_wages="0.00"), deferred("24,500.01"))
    assert same(
        [finding for finding in found if finding["check"] in ("R11", "R12")],
        """
        check | employee_id | source         | difference
        R11   | E1          | deferrals 2026 | 0.01
        R12   | E1          | birth_date     |
        """,
    )


@pytest.mark.parametrize(("here", "over"), [("7,500.00", ""), ("7,500.01", "0.01")])
def test_deferrals_at_an_unrelated_employer_count(tmp_path: Path, here: str, over: str) -> None:
    found = of_check(night(tmp_path, census(AT_46, prior_employer_deferrals="17,000.00"), deferred(here)), "R11")
    if not over:
        assert found == []
        return
    assert same(
        found,
        """
        check | employee_id | source         | expected  | actual    | difference
        R11   | E1          | deferrals 2026 | 24,500.00 | 24,500.01 | 0.01
        """,
    )


@pytest.mark.parametrize(
    ("posted", "amount", "earnings", "left"),
    [
        ("2027-04-15", "-1,000.00", "", ""),
        ("2027-04-15", "-1,060.00", "-60.00", ""),
        ("2027-04-15", "-999.99", "", "0.01"),
        ("2027-04-15", "-1,000.00", "-60.00", "60.00"),
        ("2027-04-16", "-1,000.00", "", "1,000.00"),
    ],
)
def test_an_excess_refunded_in_time_is_none(tmp_path: Path, posted: str, amount: str, earnings: str, left: str) -> None:
    refund = f"""
        employee_id | posted_date | source  | amount    | pay_date   | activity    | earnings   | for_year
        E1          | 2026-06-17  | pre_tax | 25,500.00 | 2026-06-15 |             |            |
        E1          | {posted}    | pre_tax | {amount}  |            | refund_402g | {earnings} | 2026
    """
    found = night(tmp_path, census(AT_46), deferred("25,500.00"), as_of="2027-04-30", contributions=refund)
    assert [finding["difference"] for finding in found] == ([left.replace(",", "")] if left else [])
    assert all((finding["check"], finding["expected"]) == ("R11", "24500.00") for finding in found)


def test_each_calendar_year_of_a_limitation_year_has_its_own_limit(tmp_path: Path) -> None:
    payroll = """
        employee_id | pay_date   | gross_compensation | pre_tax
        E1          | 2025-12-26 | 100,000.00         | 23,500.01
        E1          | 2026-01-09 | 100,000.00         | 24,500.02
    """
    crossing = plan("2025-12-26", "2026-01-09", year_starts="07-01")
    found = findings(tmp_path, "2026-06-30", crossing, {"payroll": payroll}, census=census(AT_46))
    assert same(
        of_check(found, "R11"),
        """
        check | source         | expected  | actual    | difference
        R11   | deferrals 2025 | 23,500.00 | 23,500.01 | 0.01
        R11   | deferrals 2026 | 24,500.00 | 24,500.02 | 0.02
        """,
    )


# R12: an ADP excess kept as catch-up

KEPT = """
    employee_id | posted_date | source  | amount   | pay_date   | activity
    E1          | 2026-06-17  | pre_tax | 9,000.00 | 2026-06-15 |
    E1          | 2026-12-15  | pre_tax | -500.00  |            | catch_up_adp
"""


def test_an_adp_excess_cannot_be_kept_as_catch_up_at_49(tmp_path: Path) -> None:
    assert same(
        night(tmp_path, census("1977-01-01"), deferred("9,000.00"), contributions=KEPT),
        """
        check | severity | employee_id | pay_date | source       | expected | actual | difference | who_acts
        R12   | error    | E1          |          | catch_up_adp | 0.00     | 500.00 | 500.00     | sponsor
        """,
    )


def test_an_adp_excess_can_be_kept_as_catch_up_at_50(tmp_path: Path) -> None:
    who = census(AT_50, prior_year_fica_wages="0.00")
    assert night(tmp_path, who, deferred("9,000.00"), contributions=KEPT) == []


# R13: Roth catch-up

OVER, AT_THRESHOLD = "150,000.01", "150,000.00"


@pytest.mark.parametrize(("pre_tax", "wrong"), [("24,750.00", ""), ("24,750.01", "250.01")])
def test_catch_up_that_had_to_be_roth_is_found_beyond_250_dollars(tmp_path: Path, pre_tax: str, wrong: str) -> None:
    found = of_check(night(tmp_path, census(AT_50, prior_year_fica_wages=OVER), deferred(pre_tax)), "R13")
    if not wrong:
        assert found == []
        return
    assert same(
        found,
        """
        check | severity | employee_id | pay_date | source        | expected | actual | difference | who_acts
        R13   | error    | E1          |          | catch-up 2026 | 250.01   | 0.00   | -250.01    | payroll
        """,
    )


def test_wages_of_exactly_the_threshold_leave_catch_up_pre_tax(tmp_path: Path) -> None:
    who = census(AT_50, prior_year_fica_wages=AT_THRESHOLD)
    assert of_check(night(tmp_path, who, deferred("32,500.00")), "R13") == []


def test_unknown_wages_are_a_warning(tmp_path: Path) -> None:
    assert same(
        of_check(night(tmp_path, census(AT_50), deferred("24,750.01")), "R13"),
        """
        check | severity | employee_id | source        | expected | actual | who_acts
        R13   | warning  | E1          | catch-up 2026 | 250.01   | 0.00   | payroll
        """,
    )


@pytest.mark.parametrize(("hired", "findings_of_r13"), [("2026-01-01", 0), ("2025-12-31", 1)])
def test_a_new_hire_has_no_wages_of_the_year_before(tmp_path: Path, hired: str, findings_of_r13: int) -> None:
    who = census(AT_50).replace("2020-01-06", hired)
    assert len(of_check(night(tmp_path, who, deferred("32,500.00")), "R13")) == findings_of_r13


@pytest.mark.parametrize(("roth", "wrong"), [("7,750.00", 0), ("7,749.99", 1)])
def test_roth_deferrals_of_any_time_of_the_year_count(tmp_path: Path, roth: str, wrong: int) -> None:
    payroll = f"""
        employee_id | pay_date   | gross_compensation | pre_tax   | roth
        E1          | 2026-03-13 | 100,000.00         |           | {roth}
        E1          | 2026-06-15 | 200,000.00         | 24,750.01 |
    """
    found = night(tmp_path, census(AT_50, prior_year_fica_wages=OVER), payroll)
    assert len(of_check(found, "R13")) == wrong


def test_before_2026_no_catch_up_had_to_be_roth(tmp_path: Path) -> None:
    payroll = """
        employee_id | pay_date   | gross_compensation | pre_tax
        E1          | 2025-06-16 | 200,000.00         | 31,000.00
    """
    who = census("1970-01-01", prior_year_fica_wages=OVER)
    found = findings(tmp_path, "2025-12-31", plan("2025-06-16"), {"payroll": payroll}, census=who)
    assert of_check(found, "R13") == []


# R14: 415(c) exceeded


def added(after_tax: str, gross: str = "300,000.00", deferrals: str = "20,000.00") -> str:
    return f"""
        employee_id | pay_date   | gross_compensation | pre_tax     | match     | after_tax
        E1          | 2026-06-15 | {gross}            | {deferrals} | 12,000.00 | {after_tax}
    """


@pytest.mark.parametrize(("after_tax", "over"), [("40,000.00", ""), ("40,000.01", "0.01")])
def test_additions_may_reach_the_dollar_limit_and_not_a_cent_more(tmp_path: Path, after_tax: str, over: str) -> None:
    found = of_check(night(tmp_path, census(AT_46), added(after_tax), as_of="2026-06-30"), "R14")
    if not over:
        assert found == []
        return
    assert same(
        found,
        """
        check | severity | employee_id | pay_date | source | expected  | actual    | difference | who_acts
        R14   | error    | E1          |          |        | 72,000.00 | 72,000.01 | 0.01       | tpa
        """,
    )
    assert "after-tax money that earned no match" in found[0]["message"]


def test_what_can_still_become_catch_up_is_no_excess(tmp_path: Path) -> None:
    who = census(AT_50, prior_year_fica_wages="0.00")
    assert of_check(night(tmp_path, who, added("48,000.00")), "R14") == []
    assert same(
        of_check(night(tmp_path, who, added("48,000.01")), "R14"),
        """
        check | severity | expected  | actual    | difference
        R14   | error    | 80,000.00 | 80,000.01 | 0.01
        """,
    )


@pytest.mark.parametrize(
    ("said", "as_of", "terminated", "severity"),
    [
        ("more may be paid than is expected", "2026-06-30", "", "warning"),
        ("the day before the year is over", "2026-12-30", "", "warning"),
        ("the year is over", "2026-12-31", "", "error"),
        ("no pay comes to somebody who left", "2026-06-30", "2026-06-15", "error"),
    ],
)
def test_more_than_the_years_pay_is_an_error_once_no_pay_is_to_come(
    tmp_path: Path, said: str, as_of: str, terminated: str, severity: str
) -> None:
    who = census(AT_46, termination_date=terminated)
    found = of_check(night(tmp_path, who, added("8,000.01", gross="40,000.00"), as_of=as_of), "R14")
    assert same(
        found,
        f"""
        check | severity   | employee_id | expected  | actual    | difference | who_acts
        R14   | {severity} | E1          | 40,000.00 | 40,000.01 | 0.01       | tpa
        """,
    ), said


@pytest.mark.parametrize(
    ("said", "after_tax", "left", "severities"),
    [
        ("36,000 on 27,000 to date, 54,000 in the year", "4,000.00", "", []),
        ("all pay of the year", "22,000.00", "", []),
        ("a cent more than that", "22,000.01", "", ["warning"]),
        ("no pay comes to who left", "4,000.00", "2026-06-15", ["error"]),
    ],
)
def test_pay_still_expected_counts(tmp_path: Path, said: str, after_tax: str, left: str, severities: list[str]) -> None:
    twice, payroll = plan("2026-06-15", "2026-12-15"), {"payroll": added(after_tax, gross="27,000.00")}
    found = findings(tmp_path, "2026-06-30", twice, payroll, census=census(AT_46, termination_date=left))
    assert [row["severity"] for row in of_check(found, "R14")] == severities, said


def test_what_a_415_correction_returned_is_no_excess(tmp_path: Path) -> None:
    corrected = """
        employee_id | posted_date | source    | amount    | pay_date   | activity
        E1          | 2026-06-17  | pre_tax   | 20,000.00 | 2026-06-15 |
        E1          | 2026-06-17  | match     | 12,000.00 | 2026-06-15 |
        E1          | 2026-06-17  | after_tax | 41,000.00 | 2026-06-15 |
        E1          | 2026-12-15  | after_tax | -1,000.00 |            | refund_415
    """
    assert of_check(night(tmp_path, census(AT_46), added("41,000.00"), contributions=corrected), "R14") == []
