"""Which row stands when several claim the same key, and under which name a content stands."""

from datetime import date

import polars as pl

from megaroth import settle
from schemas.columns import types
from schemas.feeds import FEEDS
from tests.drawn import rows


def contenders(kind: str, table: str) -> pl.DataFrame:
    """The drawn columns of a feed; a content is numbered by the digit in its file's name."""
    drawn = pl.DataFrame(rows(table)).with_columns(pl.all().replace("", None)).cast({"line": pl.Int64})
    feed = {name: dtype for name, dtype in types(FEEDS[kind]).items() if name not in drawn.columns}
    return drawn.with_columns(
        *(pl.lit(None, dtype).alias(name) for name, dtype in feed.items()),
        content_id=pl.col("file").str.extract(r"(\d)").cast(pl.Int64),
    )


def outcomes(kind: str, table: str) -> list[tuple[int, int, str, int, int]]:
    return settle.outcomes(kind, contenders(kind, table)).rows()


def test_the_first_file_by_name_keeps_the_key_and_another_amount_is_restated() -> None:
    assert outcomes(
        "payroll",
        """
        file | line | employee_id | pay_date   | run_type | gross_compensation
        p2   | 2    | E1          | 2026-01-09 | regular  | 1,000.00
        p1   | 9    | E1          | 2026-01-09 | regular  | 2,000.00""",
    ) == [(2, 2, "restated", 1, 9)]


def test_the_same_line_again_is_a_duplicate() -> None:
    assert outcomes(
        "payroll",
        """
        file | line | employee_id | pay_date   | run_type | gross_compensation
        p1   | 2    | E1          | 2026-01-09 | regular  | 1,000.00
        p1   | 3    | E1          | 2026-01-09 | regular  | 1,000.00
        p2   | 2    | E1          | 2026-01-09 | regular  | 1,000.00""",
    ) == [(1, 3, "duplicate", 1, 2), (2, 2, "duplicate", 1, 2)]


def test_an_empty_check_number_is_a_check_number_of_its_own() -> None:
    assert outcomes(
        "payroll",
        """
        file | line | employee_id | pay_date   | run_type | check_number | gross_compensation
        p1   | 2    | E1          | 2026-01-09 | regular  |              | 1,000.00
        p1   | 3    | E1          | 2026-01-09 | regular  | 17           | 1,000.00
        p1   | 4    | E1          | 2026-01-09 | regular  |              | 1,000.00""",
    ) == [(1, 4, "duplicate", 1, 2)]


def test_an_empty_amount_is_not_a_zero() -> None:
    assert outcomes(
        "payroll",
        """
        file | line | employee_id | pay_date   | run_type | match
        p1   | 2    | E1          | 2026-01-09 | regular  |
        p1   | 3    | E1          | 2026-01-09 | regular  | 0.00""",
    ) == [(1, 3, "restated", 1, 2)]


def test_postings_without_a_transaction_id_all_count_and_equal_ones_are_noted() -> None:
    assert outcomes(
        "contributions",
        """
        file | line | employee_id | source  | amount | transaction_id
        c1   | 2    | E1          | pre_tax | 1.00   |
        c1   | 3    | E1          | pre_tax | 1.00   |
        c1   | 4    | E1          | pre_tax | 2.00   |""",
    ) == [(1, 3, "equal_line", 1, 2)]


def test_a_transaction_id_is_the_whole_key_of_a_posting() -> None:
    assert outcomes(
        "contributions",
        """
        file | line | employee_id | source  | amount | transaction_id
        c1   | 2    | E1          | pre_tax | 1.00   | T1
        c1   | 3    | E2          | roth    | 2.00   | T1
        c2   | 2    | E1          | pre_tax | 1.00   | T1""",
    ) == [(1, 3, "restated", 1, 2), (2, 2, "duplicate", 1, 2)]


def test_withdrawals_have_no_key() -> None:
    assert outcomes(
        "withdrawals",
        """
        file | line | employee_id | amount
        w1   | 2    | E1          | 1.00
        w2   | 2    | E1          | 1.00
        w2   | 3    | E1          | 3.00""",
    ) == [(2, 2, "equal_line", 1, 2)]


def test_forms_have_no_key() -> None:
    assert outcomes(
        "forms",
        """
        file | line | employee_id | box_1
        f1   | 2    | E1          | 1.00
        f1   | 3    | E1          | 1.00
        f1   | 4    | E1          | 2.00""",
    ) == [(1, 3, "equal_line", 1, 2)]


def test_census_rows_contend_inside_one_file_only() -> None:
    assert outcomes(
        "census",
        """
        file | line | employee_id | last_name
        c1   | 2    | E1          | One
        c1   | 3    | E1          | Two
        c2   | 2    | E1          | Three""",
    ) == [(1, 3, "restated", 1, 2)]


def test_a_third_line_is_held_against_the_first_not_the_second() -> None:
    assert outcomes(
        "elections",
        """
        file | line | employee_id | effective_date | pay_per_date
        e1   | 2    | E1          | 2026-01-01     | 1.00
        e1   | 3    | E1          | 2026-01-01     | 2.00
        e1   | 4    | E1          | 2026-01-01     | 2.00""",
    ) == [(1, 3, "restated", 1, 2), (1, 4, "restated", 1, 2)]


def names(table: str) -> pl.DataFrame:
    return pl.DataFrame(rows(table)).with_columns(pl.col("content_id").cast(pl.Int64))


def stands(table: str) -> list[tuple[str, date | None]]:
    return settle.standing(names(table)).select("file", "file_date").rows()


def test_equal_payroll_files_stand_under_the_first_name() -> None:
    assert stands("""
        name                   | kind    | content_id
        payroll_2026-01-23.csv | payroll | 1
        payroll_2026-01-09.csv | payroll | 1
    """) == [("payroll_2026-01-09.csv", date(2026, 1, 9))]


def test_equal_census_files_stand_under_the_latest_date_and_no_date_is_the_earliest() -> None:
    assert stands("""
        name                  | kind   | content_id
        census_zz.csv         | census | 1
        census_2026-01-31.csv | census | 1
        census_2025-12-31.csv | census | 1
    """) == [("census_2026-01-31.csv", date(2026, 1, 31))]


def test_a_date_that_no_calendar_has_is_no_date() -> None:
    assert stands("""
        name                  | kind   | content_id
        census_2026-02-30.csv | census | 1
    """) == [("census_2026-02-30.csv", None)]


def test_a_content_moved_when_it_came_went_or_stands_under_another_name() -> None:
    before = settle.standing(
        names("""
        name   | kind    | content_id
        p1.csv | payroll | 1
        p2.csv | payroll | 2
        p3.csv | payroll | 3
    """)
    )
    after = settle.standing(
        names("""
        name   | kind    | content_id
        p1.csv | payroll | 1
        p0.csv | payroll | 2
        p4.csv | payroll | 4
    """)
    )
    assert settle.moved(before, after)["content_id"].to_list() == [2, 3, 4]
