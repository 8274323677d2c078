"""The first sheet: the night on one page. Counts and totals are of the whole reports, also where a sheet holds less."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

import polars as pl
from xlsxwriter import Workbook

from megaroth.headline import Headline
from megaroth.strategy import NEXT_STEPS
from megaroth.workbook.held import TO_LOOK_AT, Held
from megaroth.workbook.looks import Looks, set_up_print
from megaroth.workbook.page import Page, Year
from megaroth.workbook.sheets import SHEETS
from schemas.fields import CENTS_SCALE
from schemas.words import ACTORS, SEVERITIES, STATUSES

TAB: Final = "Summary"
FILES_NAMED: Final = 10
"""Files with refused rows that are named here; rejects.csv names all."""

WHAT_THIS_IS: Final = (
    'How much after-tax ("mega backdoor Roth") money is safe for each participant until the year ends, under the',
    "limit of 26 USC 415(c), what could be converted, and what in the files contradicts the law or itself.",
    "Room sets aside the deferrals and employer money of the rest of the year; room today sets nothing aside.",
    "It is no tax, legal or investment advice.",
    "Point at a column's heading for what the column means and the law. A paragraph without a title is of 26 USC.",
    "An empty cell does not apply or is not known. A text that would run as a formula has an apostrophe in front.",
    "The CSV and Parquet files beside this workbook hold the same figures. A change made here goes nowhere else.",
    "It names people and their money: keep it as you keep payroll.",
)


def write_summary(
    workbook: Workbook, tables: Mapping[str, pl.DataFrame], held: Mapping[str, Held], night: Headline, looks: Looks
) -> None:
    """The sheet, whole."""
    sheet = workbook.add_worksheet(TAB)
    sheet.hide_gridlines(2)
    set_up_print(sheet, night)
    page = Page(sheet, looks)
    _night(page, night)
    _people(page, tables["room"])
    _next_pay_dates(page, tables["payroll_caps"])
    _conversions(page, tables["conversions"])
    _next_steps(page, tables["strategy"])
    _forms(page, tables["forms_1099r"])
    _findings(page, tables["findings"])
    _files(page, tables["controls"], tables["rejects"])
    _sheets(page, held)
    _limits(page, night)
    page.section("What this is")
    for sentence in WHAT_THIS_IS:
        page.sentence(sentence)


def _night(page: Page, night: Headline) -> None:
    page.title(night.plan_name)
    page.section("The night")
    page.fact("Plan", night.plan_id)
    page.line("As of", night.as_of)
    page.line("Limitation year begins", night.year_start)
    page.line("Limitation year ends", night.year_end)
    page.line("Dollar limit, 415(c)(1)(A)", _dollars(night.dollar_limit))
    if night.compared_with:
        page.line("Findings compared with", night.compared_with)
    else:
        page.fact("Findings compared with", "no earlier night")
    page.fact("Program version", night.program_version)


def _people(page: Page, room: pl.DataFrame) -> None:
    page.section("People")
    page.line("People", room.height)
    page.line("Can contribute now", _how_many(room, pl.col("can_contribute")))
    page.line("Room until the year ends, total", _total(room, "room"))
    page.line("Of it for those who can contribute", _total(room.filter("can_contribute"), "room"))
    page.line("Room today, total", _total(room, "room_today"))
    page.line("Additions to date, total", _total(room, "annual_additions_ytd"))
    page.line("Deferrals to come, total", _total(room, "reserved_deferrals"))
    page.line("Employer money to come, total", _total(room, "reserved_employer"))
    page.line("Run out of room before the year ends", _how_many(room, pl.col("stop_date").is_not_null()))
    page.line("Over the limit", _how_many(room, pl.col("excess") > 0))
    page.line("Excess, total", _total(room, "excess"))
    page.line("Unreconciled", _how_many(room, pl.col("unreconciled")))


def _next_pay_dates(page: Page, caps: pl.DataFrame) -> None:
    cut = caps.filter(pl.col("elected_after_tax") > pl.col("after_tax_cap"))
    page.section("Next pay dates")
    page.line("People with a pay date to come", caps.height)
    page.line("Elected after tax, total", _total(caps, "elected_after_tax"))
    page.line("Elect more than their cap", cut.height)
    page.line("To cut, total", _total(cut, "elected_after_tax") - _total(cut, "after_tax_cap"))


def _conversions(page: Page, conversions: pl.DataFrame) -> None:
    page.section("Conversions")
    waiting = conversions.filter(pl.col("after_tax_value") > 0)
    stays = conversions.filter(~pl.col("can_convert"))
    page.line("People with an after-tax account", conversions.height)
    page.line("People with after-tax money waiting", waiting.height)
    page.line("Can convert now", _how_many(conversions, pl.col("can_convert")))
    page.line("Must wait", _how_many(waiting, ~pl.col("can_convert")))
    page.line("Waiting, total", _total(waiting, "after_tax_value"))
    _longest_wait(page, waiting["days_waiting"].drop_nulls())
    page.line("In transit, total", _total(conversions, "in_transit"))
    page.line("Withdrawable, total", _total(conversions, "withdrawable"))
    page.line("Of it basis, to Roth", _total(conversions, "basis_to_roth"))
    page.line("Of it earnings", _total(conversions, "earnings"))
    page.line("Of it not to Roth now, in cash or to a traditional IRA", _total(stays, "withdrawable"))


def _longest_wait(page: Page, days: pl.Series) -> None:
    if days.is_empty():
        page.fact("Longest wait, in days", "none")
    else:
        page.line("Longest wait, in days", days.sort()[-1])


def _next_steps(page: Page, strategy: pl.DataFrame) -> None:
    page.section("Next steps")
    taken = strategy.select(code=pl.col("next_step").str.split(":").list.first())
    page.heading("Next step", ("people",))
    for code in NEXT_STEPS:
        page.line(code, _how_many(taken, pl.col("code") == code))


def _forms(page: Page, forms: pl.DataFrame) -> None:
    page.section("Forms 1099-R")
    if forms.is_empty():
        page.sentence("No withdrawal asks for one.")
        return
    page.heading("Forms of", ("number", "box 1, total", "box 2a, total"))
    for year in forms["tax_year"].unique().sort():
        of_year = forms.filter(pl.col("tax_year") == year)
        page.line(f"Tax year {year}", of_year.height, _total(of_year, "box_1"), _total(of_year, "box_2a"))


def _findings(page: Page, findings: pl.DataFrame) -> None:
    page.section("Findings")
    page.heading("Status", SEVERITIES)
    for status in STATUSES:
        page.line(status, *_by_severity(findings, pl.col("status") == status))
    page.heading("Who acts on the new and open ones", SEVERITIES)
    for actor in ACTORS:
        page.line(actor, *_by_severity(findings, (pl.col("who_acts") == actor) & pl.col("status").is_in(TO_LOOK_AT)))


def _files(page: Page, controls: pl.DataFrame, rejects: pl.DataFrame) -> None:
    page.section("Files")
    page.line("Files in force", controls.height)
    for label, column in (
        ("Rows in", "rows_in"),
        ("Rows accepted", "rows_accepted"),
        ("Rows rejected", "rows_rejected"),
        ("Rows duplicate", "rows_duplicate"),
    ):
        page.line(label, _sum(controls, column))
    if rejects.is_empty():
        return
    by_file = rejects.group_by("file").len().sort("len", "file", descending=[True, False])
    page.heading("Rows rejected, by file", ("rows",))
    for file, rows in by_file.head(FILES_NAMED).iter_rows():
        page.line(file, rows)
    if by_file.height > FILES_NAMED:
        page.line("in other files", int(by_file["len"][FILES_NAMED:].sum()))
    page.sentence("Each with its line and the rule it broke: rejects.csv.")


def _sheets(page: Page, held: Mapping[str, Held]) -> None:
    page.section("In this workbook")
    page.heading("Sheet", ("rows here", "rows in all"), ("the whole report", "which rows"))
    for sheet in SHEETS:
        rows = held[sheet.report]
        page.line(sheet.tab, rows.rows.height, rows.of, f"{sheet.report}.csv", rows.which)


def _limits(page: Page, night: Headline) -> None:
    page.section("Limits used")
    page.heading("Limit", ("amount", "year"), ("law", "source"))
    for name, year, cents, law, source in night.limits:
        page.line(name, _dollars(cents), Year(year), law, source)


def _how_many(report: pl.DataFrame, rows: pl.Expr) -> int:
    return report.filter(rows).height


def _by_severity(findings: pl.DataFrame, rows: pl.Expr) -> list[int]:
    return [_how_many(findings, rows & (pl.col("severity") == severity)) for severity in SEVERITIES]


def _total(report: pl.DataFrame, column: str) -> Decimal:
    return _dollars(_sum(report, column))


def _sum(report: pl.DataFrame, column: str) -> int:
    return int(report.select(pl.col(column).cast(pl.Int128).sum()).item())


def _dollars(cents: int) -> Decimal:
    return Decimal(cents).scaleb(-CENTS_SCALE)
