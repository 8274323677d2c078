"""The page as text: what it says of a night, how it says it, and what it never says."""

import base64
import hashlib
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import polars as pl
import pytest

from megaroth.checks import catalogue
from megaroth.checks.check import Check
from megaroth.page import page
from megaroth.page.tables import MOST_ROWS
from schemas import words
from schemas.columns import columns
from schemas.fields import CENTS
from schemas.reports import REPORTS, Room
from tests.page.everything import EVERYTHING
from tests.page.reading import Page, one_line
from tests.workbook.nights import NIGHT, Row, report, tables

HOSTILE = ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "'; alert(1) //", "{{ 7 * 7 }}", "&lt;b&gt;"]


def finding(**cells: object) -> Row:
    return {"severity": "error", "status": "new", "who_acts": "payroll", **cells}


@pytest.fixture(scope="module")
def everything() -> Page:
    return Page(page(tables(**EVERYTHING), NIGHT))


# What it says


def test_the_headline_says_what_there_is_to_do_and_who_does_it() -> None:
    findings = [
        finding(employee_id="A1"),
        finding(employee_id="A2", status="open"),
        finding(employee_id="A3", severity="warning"),
        finding(employee_id="A4", who_acts="tpa", severity="info", status="open"),
        finding(employee_id="A5", who_acts="sponsor", status="resolved"),
    ]
    said = one_line(Page(page(tables(findings=findings), NIGHT)))
    assert "2 errors, 1 warning and 1 for information to look at, 2 of them new." in said
    assert "Payroll 3 2 errors, 1 warning; 2 new" in said
    assert "Plan sponsor 0 nothing to do" in said
    assert "TPA 1 1 for information; none new" in said
    assert "Compared with the night of 2026-06-29." in said


def test_the_headline_numbers_are_those_of_the_reports(everything: Page) -> None:
    said = one_line(everything)
    # A01 may contribute 40,000.00; A20 has 45,000.00 and no birth date
    assert "Room until 2026-12-31 85,000.00 40,000.00 of it for those who can contribute" in said
    # 58,740.00 + 50.00 + 20,800.00
    assert "Room today 79,590.00 with nothing set aside for the rest of the year" in said
    assert "Can contribute now 1 of 5 people" in said
    assert "Will not fit 1 deferrals and employer money to come pass the limit" in said
    assert "To cut on the next pay date 2 3,050.01 elected above the cap" in said  # 3,050.00 and 0.01
    assert "Over the limit 1 excess 675.00" in said
    assert "Near the limit 2 90% or more of the dollar amount used" in said
    assert "Can convert now 2 45,055.41 can be withdrawn" in said  # 4,105.41 + 40,950.00


def test_findings_are_counted_by_severity_and_status(everything: Page) -> None:
    table = everything.tables["Findings by severity and status"]
    assert [head.words for head in table.heads] == ["Severity", "new", "open", "resolved", "waived"]
    counts = [[cell.words for cell in row] for row in table.rows]
    assert counts == [["Error", "2", "1", "1", "1"], ["Warning", "2", "1", "0", "0"], ["Info", "0", "1", "0", "0"]]


def test_new_findings_come_before_open_ones_and_errors_before_warnings() -> None:
    order = [("open", "error"), ("new", "info"), ("open", "warning"), ("new", "error"), ("new", "warning")]
    findings = [finding(status=status, severity=severity) for status, severity in order]
    table = Page(page(tables(findings=findings), NIGHT)).tables["Findings for Payroll"]
    severities = ["Error", "Warning", "Info", "Error", "Warning"]
    assert table.column("Severity") == severities
    assert table.column("Status") == ["new", "new", "new", "open", "open"]


def test_a_finding_says_whose_it_is_where_it_was_seen_and_since_when() -> None:
    place = {"check": "R03", "source": "match", "file": "payroll_2026-06-12.csv", "line": 7}
    found = finding(**place, employee_id="A1", status="open", first_seen=date(2026, 6, 12), message="Look.")
    people = [{"employee_id": "A1", "name": "Ada Example"}]
    table = Page(page(tables(findings=[found], room=people), NIGHT)).tables["Findings for Payroll"]
    ((severity, employee, what, status, *_),) = table.rows
    assert (severity.words, employee.words, employee.below) == ("Error", "A1", "Ada Example")
    assert (what.words, what.below) == ("Look.", "R03, match, payroll_2026-06-12.csv, line 7")
    assert (status.words, status.below) == ("open", "since 2026-06-12")


def test_what_is_resolved_stands_apart(everything: Page) -> None:
    gone = everything.tables["Resolved or waived"]
    assert list(zip(gone.column("Employee"), gone.column("Status"), strict=True)) == [
        ("A20", "resolved"),
        ("", "waived"),
    ]
    assert everything.tables["Findings for Plan sponsor"].column("Employee") == ["A07", ""]


def test_who_has_nothing_to_look_at_is_told_so() -> None:
    read = Page(page(tables(findings=[finding()]), NIGHT))
    assert "Findings for Recordkeeper" not in read.tables
    assert "Recordkeeper Nothing to look at tonight." in one_line(read)


def test_files_that_do_not_tie_come_before_those_with_refused_rows_and_the_others_stand_apart(everything: Page) -> None:
    reports = tables(**EVERYTHING)
    untied = reports["controls"].tail(1).with_columns(file=pl.lit("z.csv"), amount_in=pl.col("amount_in") + 1)
    read = Page(page({**reports, "controls": reports["controls"].vstack(untied)}, NIGHT))
    assert read.tables["Files to look at"].column("File") == ["z.csv", "payroll_2026-05-29.csv"]
    assert read.tables["Files to look at"].column("State") == ["does not tie", "rows refused"]
    assert read.tables["Files that tie"].column("File") == ["census_2026-01-02.csv"]
    assert everything.tables["Rows refused"].column("What had to hold") == ["is money like 1234.56"]


@pytest.mark.parametrize(
    ("caption", "name"),
    [
        ("Over the limit", "room"),
        ("Near the limit", "room"),
        ("Runs out of room before the year ends", "room"),
        ("After-tax to cut", "payroll_caps"),
        ("Who can convert now", "conversions"),
    ],
)
def test_every_amount_shown_is_the_reports_to_the_cent(everything: Page, caption: str, name: str) -> None:
    of_report = {row["employee_id"]: row for row in report(name, *EVERYTHING[name]).to_dicts()}
    meanings = {column.meaning.replace("`", ""): column for column in columns(REPORTS[name])}
    table, seen = everything.tables[caption], 0
    for row in table.rows:
        for head, cell in zip(table.heads, row, strict=True):
            column = meanings.get(head.attributes.get("title") or "")
            if column and column.unit == CENTS:
                value = of_report[row[0].words][column.name]
                assert Decimal(cell.words.replace(",", "")) * 100 == value if cell.words else value is None
                seen += 1
    assert seen >= 4


def test_a_negative_amount_and_a_large_one_are_grouped() -> None:
    found = finding(expected=123_456_789_01, actual=5, difference=-123_456_788_96)
    table = Page(page(tables(findings=[found]), NIGHT)).tables["Findings for Payroll"]
    assert table.column("Expected") == ["123,456,789.01"]
    assert table.column("Actual") == ["0.05"]
    assert table.column("Difference") == ["-123,456,788.96"]


def test_what_the_numbers_rest_on_is_said_and_that_they_are_no_advice(everything: Page) -> None:
    said = one_line(everything)
    assert "Not tax, legal or investment advice." in said
    assert "Megaroth 1.2.3, plan acme-401k." in said
    limits = [[cell.words for cell in row] for row in everything.tables["Limits used"].rows]
    assert limits == [
        ["dollar limit", "limitation years ending in 2026", "72,000.00", "26 USC 415(c)(1)(A)", "Notice 2025-67"]
    ]


def test_every_column_shown_is_explained_in_the_words_of_its_contract(everything: Page) -> None:
    said = one_line(everything)
    excess = next(column for column in columns(Room) if column.name == "excess")
    assert f"excess {excess.law} {excess.meaning}" in said
    hints = {head.words: head.attributes.get("title") for head in everything.tables["Over the limit"].heads}
    assert hints["Excess"] == excess.meaning


def test_a_column_knows_how_it_sorts(everything: Page) -> None:
    heads = everything.tables["Findings for Payroll"].heads
    kinds = {head.words: head.attributes["data-sorts"] for head in heads}
    assert kinds == {
        "Severity": "text",
        "Employee": "text",
        "What": "text",
        "Status": "text",
        "Pay date": "date",
        "Expected": "number",
        "Actual": "number",
        "Difference": "number",
    }
    rows = everything.tables["Findings for Payroll"].rows
    assert [row[0].attributes["data-rank"] for row in rows] == ["0", "0", "1"]


# Nothing to say


def test_an_empty_night_says_so_in_words() -> None:
    said = one_line(Page(page(tables(), replace(NIGHT, compared_with=None))))
    assert "Nothing to look at tonight." in said
    assert "Nobody is over the limit." in said
    assert "Nobody is near the limit." in said
    assert "Everything still to come this year fits." in said
    assert "Nobody runs out of room." in said
    assert "No pay date is to come in the limitation year." in said
    assert "Nobody can convert now." in said
    assert "Nobody to show." in said
    assert "No file is in force." in said
    assert "there is no earlier one to compare with" in said


def test_a_night_on_which_every_file_ties_says_so() -> None:
    said = one_line(Page(page(tables(controls=[{"rows_in": 2, "rows_accepted": 2}]), NIGHT)))
    assert "1 file, 2 rows: 2 accepted, 0 refused, 0 duplicate. Every file ties, and no row was refused." in said


# Too much to say


@pytest.mark.parametrize("people", [MOST_ROWS, MOST_ROWS + 1])
def test_a_table_shows_its_first_rows_says_how_many_more_there_are_and_where(people: int) -> None:
    over = [{"employee_id": f"E{number:04}", "excess": 100_000 - number} for number in range(people)]
    read = Page(page(tables(room=over), NIGHT))
    assert read.tables["Over the limit"].column("Employee") == [f"E{number:04}" for number in range(MOST_ROWS)]
    more = f"The first {MOST_ROWS} of {people} are shown; 1 more are in room.csv and the workbook."
    assert (more in one_line(read)) is (people > MOST_ROWS)


def test_the_page_of_many_people_stays_small() -> None:
    once = tables(**EVERYTHING)
    many = {name: rows.sample(20_000, with_replacement=True, seed=1) for name, rows in once.items()}
    longest = max(len(check.message) for check in vars(catalogue).values() if isinstance(check, Check))
    of_one_kind = {"message": "m" * longest, "file": "contributions_2026-06-16.csv", "source": "contributions monthly"}
    to_do = many["findings"].with_columns(pl.lit(text).alias(name) for name, text in of_one_kind.items())
    actor = pl.Series(words.ACTORS * 5_000)
    assert len(page({**many, "findings": to_do.with_columns(who_acts=actor)}, NIGHT).encode()) < 1_000_000


# What it never says


@pytest.mark.parametrize("text", HOSTILE)
def test_text_of_a_feed_stays_text(text: str) -> None:
    rows: dict[str, list[Row]] = {
        "room": [{"employee_id": text, "name": text, "excess": 1, "reasons": [f"{text}: {text}"]}],
        "conversions": [{"employee_id": text, "name": text, "can_convert": True, "basis_to_roth": 0, "earnings": 0}],
        "findings": [finding(employee_id=text, check=text, source=text, file=text, message=text)],
        "rejects": [{"file": text, "column": text, "rule": text}],
        "controls": [{"file": text, "kind": text, "rows_in": 1, "rows_rejected": 1}],
    }
    html = page(tables(**rows), replace(NIGHT, plan_id=text, plan_name=text))
    read = Page(html)
    assert len(re.findall(r"<script", html)) == 1
    assert "<img" not in html
    assert read.tables["Over the limit"].column("Name") == [text]
    assert read.tables["Findings for Payroll"].column("What") == [text]
    assert read.tables["Rows refused"].column("Column") == [text]
    assert read.tables["Files to look at"].column("File") == [text]


@pytest.mark.parametrize("first", "=+-@")
def test_text_that_a_spreadsheet_would_run_once_it_is_pasted_gets_an_apostrophe(first: str) -> None:
    over = [{"employee_id": f"{first}1", "name": f"{first}1+1", "excess": 1}]
    table = Page(page(tables(room=over), NIGHT)).tables["Over the limit"]
    assert table.column("Employee") + table.column("Name") == [f"'{first}1", f"'{first}1+1"]


def test_characters_that_cannot_be_printed_or_turn_the_text_around_are_replaced() -> None:
    over = [{"employee_id": "A1", "name": "Ada\x07 \u202eelpmaxE", "excess": 1}]
    assert Page(page(tables(room=over), NIGHT)).tables["Over the limit"].column("Name") == ["Ada\ufffd \ufffdelpmaxE"]


def test_neither_age_nor_pay_of_anybody_is_on_the_page() -> None:
    over = [{"employee_id": "A1", "excess": 1, "age": 987_654, "compensation_ytd": 77_777_777, "hce": "true"}]
    html = page(tables(room=over), NIGHT)
    assert not re.search(r"987,?654|777,?777", html)
    assert not re.search(r"ssn|social security|birth_date", html, re.IGNORECASE)


def test_only_the_script_and_the_style_of_the_page_are_allowed_and_nothing_is_fetched() -> None:
    html = page(tables(**EVERYTHING), NIGHT)
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]+)"', html)
    (script,), (style,) = (
        re.findall(r"<script>(.*?)</script>", html, re.DOTALL),
        re.findall(r"<style>(.*?)</style>", html, re.DOTALL),
    )
    expected = {
        kind: "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        for kind, text in (("script", script), ("style", style))
    }
    assert policy == (
        f"default-src 'none'; style-src '{expected['style']}'; script-src '{expected['script']}'; "
        "base-uri 'none'; form-action 'none'"
    )
    addresses = set(re.findall(r"https?://[^\"' ]+", html))
    assert addresses <= {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}
    assert not re.search(r"\b(src|srcset|action|ping)=|url\(|@import", html)


# The same
