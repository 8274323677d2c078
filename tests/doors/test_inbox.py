"""The inbox: which files are feeds, and how their text becomes rows with line numbers."""

import csv
import hashlib
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from megaroth import inbox
from megaroth.errors import CommandError
from megaroth.feed_text import CLOSES_QUOTES, HAS_ALL_CELLS, HAS_NO_NUL, IS_UTF8, FeedText

HEADER = "employee_id,pay_date,amount"


Drawn = tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]


def rows_of(feed: FeedText) -> Drawn:
    """(line, cells...) of the rows, and (line, rule) of the misfits."""
    rows: list[tuple[Any, ...]] = []
    misfits: list[tuple[Any, ...]] = []
    for batch in feed.batches:
        rows += [(line, *cells) for line, cells in zip(batch.lines, batch.cells.rows(), strict=True)]
        misfits += batch.misfits.rows()
    return rows, misfits


def read(folder: Path, content: str | bytes, chunk_bytes: int = 2**20) -> Drawn:
    path = folder / "payroll.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return rows_of(inbox.read(path, chunk_bytes=chunk_bytes))


# Which files


def test_the_kind_is_the_name_up_to_the_first_underscore_dash_or_dot(tmp_path: Path) -> None:
    for name in ("payroll_2026-01-09.csv", "census-2026.csv", "Opening.csv", "balances", "misc_payroll.csv"):
        (tmp_path / name).touch()
    assert [(seen.name, seen.kind) for seen in inbox.survey(tmp_path)] == [
        ("Opening.csv", "opening"),
        ("balances", "balances"),
        ("census-2026.csv", "census"),
        ("misc_payroll.csv", None),
        ("payroll_2026-01-09.csv", "payroll"),
    ]


def test_hidden_files_folders_and_unfinished_files_are_left_alone(tmp_path: Path) -> None:
    for name in (".payroll.csv", "payroll.csv.part", "payroll.TMP", "payroll_kept.csv"):
        (tmp_path / name).touch()
    (tmp_path / "payroll_old").mkdir()
    (tmp_path / "payroll_gone.csv").symlink_to(tmp_path / "nowhere")
    assert [seen.name for seen in inbox.survey(tmp_path)] == ["payroll_kept.csv"]


def test_a_sighting_tells_size_and_times(tmp_path: Path) -> None:
    path = tmp_path / "payroll.csv"
    path.write_text("12345")
    (seen,) = inbox.survey(tmp_path)
    status = path.stat()
    assert (seen.path, seen.size, seen.mtime_ns, seen.ctime_ns) == (path, 5, status.st_mtime_ns, status.st_ctime_ns)


def test_a_missing_inbox_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="inbox: not found"):
        inbox.survey(tmp_path / "inbox")


def test_a_file_that_cannot_be_opened_is_refused_in_words(tmp_path: Path) -> None:
    for door in (inbox.read, inbox.digest):
        with pytest.raises(CommandError, match=r"gone\.csv: cannot be read"):
            door(tmp_path / "gone.csv")


def test_the_digest_is_the_sha256_of_the_bytes(tmp_path: Path) -> None:
    path = tmp_path / "payroll.csv"
    path.write_bytes(b"\xef\xbb\xbfa\r\n")
    assert inbox.digest(path) == hashlib.sha256(b"\xef\xbb\xbfa\r\n").hexdigest()


# Rows


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("last", [True, False])
def test_line_ends_byte_order_mark_and_a_missing_last_line_end_change_nothing(
    tmp_path: Path, end: str, mark: str, last: bool
) -> None:
    content = mark + end.join([HEADER, "E1,2026-01-09,1.00", "E2,2026-01-09,2.00"]) + end * last
    assert read(tmp_path, content) == ([(2, "E1", "2026-01-09", "1.00"), (3, "E2", "2026-01-09", "2.00")], [])


def test_the_header_is_the_first_line_that_is_not_blank(tmp_path: Path) -> None:
    path = tmp_path / "payroll.csv"
    path.write_text('\n \n employee_id ,"pay_date",\u00a0amount\nE1,,')
    feed = inbox.read(path)
    assert feed.header == ("employee_id", "pay_date", "amount")
    assert rows_of(feed) == ([(4, "E1", "", "")], [])


@pytest.mark.parametrize("content", ["", "\n", "\ufeff", "\r\n \r\n"])
def test_an_empty_file_has_no_header(tmp_path: Path, content: str) -> None:
    path = tmp_path / "payroll.csv"
    path.write_text(content)
    assert inbox.read(path).header == ()


@pytest.mark.parametrize("content", ['"employee_id,pay_date\nE1,2026-01-09\n', "employee_id\0,pay_date\n"])
def test_a_header_that_is_no_text_names_nothing(tmp_path: Path, content: str) -> None:
    path = tmp_path / "payroll.csv"
    path.write_text(content)
    feed = inbox.read(path)
    assert (feed.header, list(feed.batches)) == (("",), [])


def test_a_header_alone_is_zero_rows(tmp_path: Path) -> None:
    assert read(tmp_path, HEADER) == ([], [])


def test_text_stays_as_it_stands(tmp_path: Path) -> None:
    content = f"{HEADER}\n00123, NA ,null\n# x,1e5,=1+1\n,,\n"
    assert read(tmp_path, content) == ([(2, "00123", " NA ", "null"), (3, "# x", "1e5", "=1+1"), (4, "", "", "")], [])


def test_quoted_commas_newlines_and_quotes_are_text_and_rows_keep_the_line_they_start_on(tmp_path: Path) -> None:
    content = f'{HEADER}\n"Smith, Ann","two\n\nlines",1\n\n  \nE2,"a ""b""",2\n'
    assert read(tmp_path, content) == ([(2, "Smith, Ann", "two\n\nlines", "1"), (7, "E2", 'a "b"', "2")], [])


def test_a_quote_inside_a_cell_is_text(tmp_path: Path) -> None:
    assert read(tmp_path, f'{HEADER}\nE1,6" pipe,1\n') == ([(2, "E1", '6" pipe', "1")], [])


def test_a_row_with_more_or_fewer_cells_is_a_misfit_and_the_others_go_on(tmp_path: Path) -> None:
    content = f"{HEADER}\nE1,a\n\nE2,b,2\nE3,c,3,\nE4,d,4\n"
    expected = ([(4, "E2", "b", "2"), (6, "E4", "d", "4")], [(2, HAS_ALL_CELLS), (5, HAS_ALL_CELLS)])
    assert read(tmp_path, content) == expected
    assert read(tmp_path, content.replace("E4", '"E""4"')) == ([(4, "E2", "b", "2"), (6, 'E"4', "d", "4")], expected[1])


@pytest.mark.parametrize(
    ("bad", "rule"), [(b"\xe9", IS_UTF8), (b"\xff\xfe", IS_UTF8), (b"\xff\0", IS_UTF8), (b"\0", HAS_NO_NUL)]
)
@pytest.mark.parametrize("other", [b"b", b'"b""b"'])
def test_a_row_that_is_not_utf8_or_has_a_nul_is_a_misfit_and_the_others_go_on(
    tmp_path: Path, bad: bytes, rule: str, other: bytes
) -> None:
    content = HEADER.encode() + b"\nE1," + bad + b",1\n\xc3\xa9," + other + b",2\n"
    rows, misfits = read(tmp_path, content)
    assert misfits == [(2, rule)]
    assert [(line, first) for line, first, *_ in rows] == [(3, "é")]


def test_a_quote_that_never_closes_refuses_its_own_line_only(tmp_path: Path) -> None:
    content = f'{HEADER}\nE1,a,"1\n' + "".join(f"E{n},b,{n}\n" for n in range(2, 100))
    rows, misfits = read(tmp_path, content)
    assert misfits == [(2, CLOSES_QUOTES)]
    assert rows == [(n + 1, f"E{n}", "b", f"{n}") for n in range(2, 100)]


def test_a_quote_that_closes_only_after_swallowing_a_row_refuses_its_own_line_only(tmp_path: Path) -> None:
    content = f'{HEADER}\nE1,a,"1\nE2,b,2\nE3"\n'
    assert read(tmp_path, content) == ([(3, "E2", "b", "2")], [(2, CLOSES_QUOTES), (4, HAS_ALL_CELLS)])


def test_a_quote_that_closes_in_the_next_row_hides_neither(tmp_path: Path) -> None:
    content = f'{HEADER}\nE1,"a,1\nE2,b,2"\nE3,c,3\n'
    assert read(tmp_path, content) == ([(3, "E2", "b", '2"'), (4, "E3", "c", "3")], [(2, CLOSES_QUOTES)])


def test_one_column_is_enough(tmp_path: Path) -> None:
    assert read(tmp_path, 'employee_id\nE1\n\n"E2"\nE3,\n') == ([(2, "E1"), (4, "E2")], [(5, HAS_ALL_CELLS)])


# Both ways of cutting, and any size of piece, give the same rows

words = st.text(st.sampled_from(" ab\u00a0é0.-'#"), max_size=4)
tables = st.lists(st.lists(words, min_size=1, max_size=4).filter(any), max_size=6)
chunks = st.integers(1, 40)
any_folder = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150)


@any_folder
@given(table=tables, chunk=chunks, quoted=st.sampled_from([str, '"{}"'.format]))
def test_the_plain_way_and_the_row_by_row_way_agree(
    tmp_path: Path, table: list[list[str]], chunk: int, quoted: Callable[[str], str]
) -> None:
    body = "".join(",".join(map(quoted, cells)) + "\n" for cells in [["a", "b", "c"], *table])
    row_by_row = body + '"""",x,y\n'
    assert read(tmp_path, body, chunk) == read(tmp_path, body)
    rows, misfits = read(tmp_path, row_by_row)
    assert (rows[:-1], misfits) == read(tmp_path, body)
    assert read(tmp_path, row_by_row, chunk) == (rows, misfits)


texts = st.text(st.sampled_from('ab,"é '), max_size=4)
long_texts = st.text(st.sampled_from('ab\n"é '), max_size=6)


@any_folder
@given(table=st.lists(st.tuples(texts, texts, long_texts), max_size=6), chunk=chunks, quoting=st.sampled_from([0, 1]))
def test_whatever_a_csv_writer_writes_comes_back(
    tmp_path: Path, table: list[tuple[str, ...]], chunk: int, quoting: Literal[0, 1]
) -> None:
    file = io.StringIO()
    csv.writer(file, quoting=quoting).writerows([("a", "b", "c"), *table])
    rows, misfits = read(tmp_path, file.getvalue(), chunk)
    starts = [2 + sum(cells[2].count("\n") + 1 for cells in table[:place]) for place in range(len(table))]
    assert (rows, misfits) == ([(line, *cells) for line, cells in zip(starts, table, strict=True)], [])
