"""What arrived: lines and files twice (R22), restated lines, files and rows refused, names and columns nobody knows."""

from pathlib import Path

import pytest

from tests import drawn
from tests.checks.nights import Rows, findings, of_check, plan, same
from tests.checks.nights import night as again

PAID = plan("2026-01-09", "2026-01-23")
AS_OF = "2026-01-13"
REGISTER = """
    employee_id | pay_date   | gross_compensation | pre_tax
    E1          | 2026-01-09 | 6,000.00           | 600.00
    E2          | 2026-01-09 | 4,000.00           | 400.00
"""
LATER = """
    employee_id | pay_date   | gross_compensation | pre_tax
    E2          | 2026-01-09 | {gross}            | 400.00
"""


def night(folder: Path, feeds: dict[str, str], as_of: str = AS_OF) -> Rows:
    return findings(folder, as_of, PAID, feeds)


def test_a_line_that_stands_twice_is_found_with_the_place_of_the_first(tmp_path: Path) -> None:
    found = night(tmp_path, {"payroll_a": REGISTER, "payroll_b": LATER.format(gross="4,000.00")})
    assert same(
        found,
        """
        check | severity | employee_id | pay_date   | source  | expected | actual | place           | who_acts
        R22   | error    | E2          | 2026-01-09 | payroll |          |        | payroll_b.csv:2 | payroll
        """,
    )
    assert "line 3 of payroll_a.csv" in found[0]["message"]


def test_a_line_restated_in_another_file_is_found_with_both_places(tmp_path: Path) -> None:
    found = night(tmp_path, {"payroll_a": REGISTER, "payroll_b": LATER.format(gross="4,000.01")})
    assert same(
        found,
        """
        check    | severity | employee_id | pay_date   | source  | expected | actual | place           | who_acts
        restated | error    | E2          | 2026-01-09 | payroll |          |        | payroll_b.csv:2 | payroll
        """,
    )
    assert "line 3 of payroll_a.csv" in found[0]["message"]


@pytest.mark.parametrize("column", ["run_type", "check_number"])
def test_another_run_or_check_is_another_line(tmp_path: Path, column: str) -> None:
    of_run = f"""
        employee_id | pay_date   | gross_compensation | pre_tax | {column}
        E2          | 2026-01-09 | 4,000.00           | 400.00  | bonus
    """
    assert night(tmp_path, {"payroll_a": REGISTER, "payroll_b": of_run}) == []


def test_a_file_sent_again_under_its_name_restates_without_a_finding(tmp_path: Path) -> None:
    night(tmp_path, {"payroll": REGISTER})
    assert night(tmp_path, {"payroll": REGISTER.replace("4,000.00", "4,000.01")}) == []


def test_lines_of_another_limitation_year_are_not_told_in_this_one(tmp_path: Path) -> None:
    old = REGISTER.replace("2026-01-09", "2025-12-26")
    same_again = LATER.format(gross="4,000.00").replace("2026-01-09", "2025-12-26")
    found = night(tmp_path, {"payroll": REGISTER, "payroll_a": old, "payroll_b": same_again})
    assert of_check(found, "R22") == []


POSTED = """
    employee_id | posted_date | source  | amount | pay_date   | transaction_id
    E1          | 2026-01-12  | pre_tax | 600.00 | 2026-01-09 | {first}
    E2          | 2026-01-12  | pre_tax | 200.00 | 2026-01-09 | {second}
    E2          | 2026-01-12  | pre_tax | 200.00 | 2026-01-09 | {third}
"""


def test_equal_postings_without_a_key_count_and_are_a_warning(tmp_path: Path) -> None:
    feeds = {"payroll": REGISTER, "contributions": POSTED.format(first="", second="", third="")}
    assert same(
        night(tmp_path, feeds),
        """
        severity | employee_id | pay_date   | source                            | place               | who_acts
        warning  | E2          | 2026-01-09 | contributions pre_tax without key | contributions.csv:4 | recordkeeper
        """,
    )


def test_postings_with_keys_of_their_own_are_in_order(tmp_path: Path) -> None:
    feeds = {"payroll": REGISTER, "contributions": POSTED.format(first="T1", second="T2", third="T3")}
    assert night(tmp_path, feeds) == []


def test_a_posting_twice_under_its_key_is_an_error_of_the_recordkeeper(tmp_path: Path) -> None:
    feeds = {"payroll": REGISTER, "contributions": POSTED.format(first="T1", second="T2", third="T2")}
    assert same(
        night(tmp_path, feeds),
        """
        check        | severity | employee_id | pay_date   | source                | place               | who_acts
        R22          | error    | E2          | 2026-01-09 | contributions pre_tax | contributions.csv:4 | recordkeeper
        unreconciled | error    | E2          | 2026-01-09 | pre_tax               | contributions.csv:3 | recordkeeper
        """,
    )


def test_lines_twice_and_a_reversal_without_original_stay_apart(tmp_path: Path) -> None:
    contributions = """
        employee_id | posted_date | source  | amount  | pay_date   | activity | transaction_id
        E1          | 2026-01-12  | pre_tax | -500.00 | 2026-01-09 | reversal | T1
        E1          | 2026-01-12  | pre_tax | -500.00 | 2026-01-09 | reversal | T1
        E1          | 2026-01-12  | pre_tax | -500.00 | 2026-01-09 | reversal |
        E1          | 2026-01-12  | pre_tax | -500.00 | 2026-01-09 | reversal |
    """
    found = of_check(night(tmp_path, {"payroll": REGISTER, "contributions": contributions}), "R22")
    assert same(
        found,
        """
        severity | source                            | actual
        error    | contributions pre_tax             |
        error    | pre_tax                           | -1,500.00
        warning  | contributions pre_tax without key |
        """,
    )


def test_two_census_rows_of_one_person_are_the_sponsors(tmp_path: Path) -> None:
    census = """
        employee_id | birth_date | hire_date
        E1          | 1980-02-03 | 2020-01-06
        E1          | 1981-02-03 | 2020-01-06
        E2          | 1990-05-06 | 2021-03-01
    """
    assert same(
        findings(tmp_path, AS_OF, PAID, {"payroll": REGISTER}, census=census),
        """
        check    | severity | employee_id | pay_date | source | place                   | who_acts
        restated | error    | E1          |          | census | census_2026-01-01.csv:3 | sponsor
        """,
    )


def test_several_lines_of_one_person_and_date_are_one_finding_that_says_how_many(tmp_path: Path) -> None:
    (finding,) = night(tmp_path, {"payroll": REGISTER + LATER.format(gross="4,000.00").split("pre_tax\n")[1] * 2})
    assert (finding["check"], finding["line"]) == ("R22", "4")
    assert finding["message"].endswith("(2 of these.)")


# Files


def test_a_file_with_the_bytes_of_another_is_found_and_counts_once(tmp_path: Path) -> None:
    found = night(tmp_path, {"payroll_a": REGISTER, "payroll_b": REGISTER})
    assert same(
        found,
        """
        check | severity | employee_id | pay_date | source        | place         | who_acts
        R22   | error    |             |          | payroll_b.csv | payroll_b.csv | payroll
        """,
    )
    assert "payroll_a.csv" in found[0]["message"]


def test_an_unchanged_census_is_only_told(tmp_path: Path) -> None:
    census = "employee_id | birth_date | hire_date\n E1 | 1980-02-03 | 2020-01-06\n E2 | 1990-05-06 | 2021-03-01"
    found = findings(tmp_path, AS_OF, PAID, {"payroll": REGISTER, "census_2026-01-08": census}, census=census)
    assert same(
        found,
        """
        check | severity | source                | file                  | who_acts
        R22   | info     | census_2026-01-01.csv | census_2026-01-01.csv | sponsor
        """,
    )


def test_files_without_rows_are_not_each_others_copies(tmp_path: Path) -> None:
    night(tmp_path, {"payroll": REGISTER})
    for name in ("elections_a.csv", "elections_b.csv"):
        (tmp_path / "inbox" / name).write_text("employee_id,effective_date\n", encoding="utf-8")
    assert again(tmp_path, AS_OF) == []


def test_a_file_refused_whole_is_found_with_the_reason(tmp_path: Path) -> None:
    no_pay_date = "employee_id | gross_compensation\n E1 | 6,000.00"
    found = night(tmp_path, {"payroll": REGISTER, "payroll_b": no_pay_date})
    assert same(
        found,
        """
        check        | severity | employee_id | source        | place         | who_acts
        feed_refused | error    |             | payroll_b.csv | payroll_b.csv | payroll
        """,
    )
    assert "required column pay_date is missing" in found[0]["message"]


def test_refused_rows_are_one_warning_a_file(tmp_path: Path) -> None:
    refused = """
        employee_id | posted_date | source  | amount | pay_date
        E1          | 2026-01-12  | pre_tax | 6OO.00 | 2026-01-09
        E2          | 2026-01-12  | pre_tax | 400.00 | 2026-01-32
    """
    assert same(
        night(tmp_path, {"payroll": REGISTER, "contributions": refused}),
        """
        check        | severity | employee_id | source            | place             | who_acts
        rows_refused | warning  |             | contributions.csv | contributions.csv | recordkeeper
        """,
    )


def test_a_file_of_no_feed_is_a_warning_and_hidden_or_half_copied_ones_are_not(tmp_path: Path) -> None:
    night(tmp_path, {"payroll": REGISTER})
    for name in ("paylocity.csv", ".payroll.csv", "payroll_2.csv.part", "payroll_3.csv.tmp"):
        (tmp_path / "inbox" / name).write_text(drawn.csv_text(REGISTER), encoding="utf-8")
    assert same(
        again(tmp_path, AS_OF),
        """
        check        | severity | source        | file          | who_acts
        unknown_feed | warning  | paylocity.csv | paylocity.csv | sponsor
        """,
    )


def test_columns_the_feed_does_not_know_are_told_by_name(tmp_path: Path) -> None:
    found = night(tmp_path, {"payroll": REGISTER.replace("pre_tax", "401k EE")})
    assert same(
        found,
        """
        check           | severity | source      | file        | who_acts
        unknown_columns | warning  | payroll.csv | payroll.csv | payroll
        """,
    )
    assert found[0]["message"].endswith("401k EE")
