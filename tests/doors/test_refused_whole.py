"""Files refused whole: what is said of them; rows and cents in are accepted + rejected + duplicate all the same."""

import bz2
import gzip
import io
import lzma
import zipfile
from datetime import date
from pathlib import Path

import pytest

from megaroth.inbox import COMPRESSED, HEADER_NOT_UTF8, HEADER_WITH_NUL, WIDE_TEXT, WORKBOOK, not_text
from tests.doors.plan_folder import PlanFolder

AMOUNTS = ("amount_in", "amount_accepted", "amount_rejected", "amount_duplicate")
ROWS = ("rows_in", "rows_accepted", "rows_rejected", "rows_duplicate")
NO_PAY = """
    employee_id | pay_date   | after_tax
    E1          | 2026-01-09 | 55.50
    E2          | 2026-01-09 | 44.50
"""
GOOD = "employee_id,pay_date,gross_compensation,after_tax\nE7,2026-01-09,6000.00,123.45\n"


@pytest.fixture
def plan(tmp_path: Path) -> PlanFolder:
    return PlanFolder(tmp_path / "plan")


def loaded(plan: PlanFolder, name: str, table: str) -> PlanFolder:
    plan.put(name, table)
    plan.load()
    return plan


# Amounts


def test_the_readable_amounts_of_a_refused_payroll_are_all_rejected(plan: PlanFolder) -> None:
    loaded(plan, "payroll_1.csv", NO_PAY)
    assert plan.controls(*AMOUNTS) == [("payroll_1.csv", 100_00, 0, 100_00, 0)]
    assert plan.controls(*ROWS, "cells_unreadable") == [("payroll_1.csv", 2, 0, 2, 0, 0)]


def test_cells_of_a_refused_file_that_cannot_be_read_are_counted_and_bring_nothing(plan: PlanFolder) -> None:
    loaded(plan, "payroll_1.csv", NO_PAY.replace("44.50", "44.5O"))
    assert plan.controls("amount_in", "amount_rejected", "cells_unreadable") == [("payroll_1.csv", 55_50, 55_50, 1)]


@pytest.mark.parametrize(
    ("name", "table", "amount"),
    [
        ("contributions_1.csv", "employee_id | source | amount\n E1 | roth | 7.25\n E1 | roth | -0.50", 6_75),
        ("withdrawals_1.csv", "employee_id | amount | basis | route\n E1 | 9.00 | 4.00 | cash", 9_00),
        ("payroll_1.csv", "employee_id | pay_date | pre_tax | match\n E1 | 2026-01-09 | 1.00 | 0.25", 1_25),
        ("payroll_1.csv", "employee_id | pay_date\n E1 | 2026-01-09", 0),
        ("payroll_1.csv", NO_PAY.replace("employee_id ", "gross_compensation "), 100_00),
        ("census_1.csv", "employee_id | birth_date\n E1 | 1980-02-03", None),
    ],
)
def test_each_feed_with_amounts_ties_where_it_is_refused(
    plan: PlanFolder, name: str, table: str, amount: int | None
) -> None:
    loaded(plan, name, table)
    nothing = None if amount is None else 0
    assert plan.controls(*AMOUNTS) == [(name, amount, nothing, amount, nothing)]


def test_a_row_that_cannot_be_cut_is_rejected_with_the_others(plan: PlanFolder) -> None:
    plan.put_text("payroll_1.csv", "employee_id,pay_date,after_tax\nE1,2026-01-09,5.00\nE2,2026-01-09,6.00,7\n")
    plan.load()
    assert plan.controls(*ROWS, "amount_in", "amount_rejected") == [("payroll_1.csv", 2, 0, 2, 0, 5_00, 5_00)]
    assert {(line, rule) for _, line, _, rule in plan.rejects()} == {
        (2, "the file's header names every required column, and none twice"),
        (3, "the file's header names every required column, and none twice"),
    }


def test_of_a_column_that_is_there_twice_the_first_counts(plan: PlanFolder) -> None:
    plan.put_text("payroll_1.csv", GOOD.replace("after_tax", "after_tax,after_tax").replace("123.45", "3.00,4.00"))
    plan.load()
    assert plan.controls("amount_in", "amount_rejected") == [("payroll_1.csv", 3_00, 3_00)]


# What is no text


def zipped(text: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("sheet1.xml", text)
    return file.getvalue()


NO_TEXT: dict[str, tuple[bytes, str]] = {
    "gzip": (gzip.compress(GOOD.encode()), COMPRESSED),
    "bzip2": (bz2.compress(GOOD.encode()), COMPRESSED),
    "xz": (lzma.compress(GOOD.encode()), COMPRESSED),
    "a workbook": (zipped(GOOD.encode()), WORKBOOK),
    "UTF-16": (GOOD.encode("utf-16"), WIDE_TEXT),
    "UTF-16, the other way": (b"\xfe\xff" + GOOD.encode("utf-16-be"), WIDE_TEXT),
    "UTF-32": (GOOD.encode("utf-32"), WIDE_TEXT),
    "UTF-16 without a mark": (GOOD.encode("utf-16-le"), HEADER_WITH_NUL),
    "a header in Windows-1252": (GOOD.replace("after_tax", "apr\u00e8s").encode("cp1252"), HEADER_NOT_UTF8),
}


@pytest.mark.parametrize("made", NO_TEXT)
def test_a_file_that_is_no_utf8_text_is_refused_as_what_it_is(plan: PlanFolder, made: str) -> None:
    content, said = NO_TEXT[made]
    (plan.inbox / "payroll_1.csv").write_bytes(content)
    plan.load()
    with plan.opened() as opened:
        files = opened.book(date(2026, 1, 1), date(2026, 12, 31)).files
    assert files["refused"].to_list() == [said]
    assert not any(value in said for value in ("E7", "6000", "123", "2026"))
    assert plan.controls(*ROWS) == [("payroll_1.csv", 0, 0, 0, 0)]
    assert plan.controls(*AMOUNTS) == [("payroll_1.csv", 0, 0, 0, 0)]
    assert plan.rejects() == []


@pytest.mark.parametrize(
    "content",
    [
        GOOD.encode(),
        b"\xef\xbb\xbf" + GOOD.encode(),
        b"\r\n \r\n" + GOOD.encode(),
        GOOD.replace("after_tax", "apr\u00e8s").encode(),
        GOOD.encode() + b"E8,2026-01-09,\xe8,\0\n",
        b"a," + "\u00e8".encode() * 2**15,
        b"PK,BZh,7z\n",
        b"",
    ],
)
def test_text_is_none_of_that(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "payroll_1.csv"
    path.write_bytes(content)
    assert not_text(path) is None
