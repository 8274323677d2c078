"""How the workbook looks on the screen and on paper."""

from dataclasses import dataclass
from typing import Any, Final

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from megaroth.headline import Headline
from schemas.fields import CENTS, COUNT, DATE, FLAG, RATE, REASONS, TEXT

MONEY: Final = "#,##0.00"
WHOLE: Final = "#,##0"
PERCENT: Final = "0.00##%"
DAY: Final = "yyyy-mm-dd"
TRUE_FALSE: Final = '"TRUE";"TRUE";"FALSE"'  # LibreOffice shows 1 and 0 without it; Excel needs none
US_LETTER: Final = 1
TABLOID: Final = 3
"""11 by 17 inches: the columns of a report cannot be read on a smaller sheet."""

LONGEST_NAME: Final = 100  # with every & doubled it still leaves room in the 255 characters of a header

CELLS: Final[dict[str, dict[str, Any]]] = {
    TEXT: {"align": "left", "indent": 1},
    REASONS: {"align": "left", "indent": 1},
    CENTS: {"num_format": MONEY, "align": "right"},
    RATE: {"num_format": PERCENT, "align": "right"},
    COUNT: {"num_format": "0"},  # years and lines of files have no thousands comma
    DATE: {"num_format": DAY, "align": "left", "indent": 1},
    FLAG: {"num_format": TRUE_FALSE, "align": "center"},
}
SEVERITIES: Final = {
    "error": {"bg_color": "#F8D7DA", "font_color": "#7A0916", "bold": True},
    "warning": {"bg_color": "#FFF0C2", "font_color": "#5F4300"},
    "info": {"bg_color": "#DCE9F7", "font_color": "#17375E"},
}
"""Colour beside the word, never instead of it."""


@dataclass(frozen=True)
class Looks:
    """The workbook's formats. `cells`: by unit; `severities`: by severity."""

    cells: dict[str, Format]
    severities: dict[str, Format]
    wrapped: Format
    heading: Format
    number_heading: Format
    text_heading: Format
    title: Format
    section: Format
    label: Format
    fact: Format
    money: Format
    whole: Format
    year: Format
    day: Format
    over: Format


def looks(workbook: Workbook) -> Looks:
    """The formats, made once for all cells."""
    top = {"valign": "top"}
    ink = "#1F3864"
    heading = {"bold": True, "font_color": "#FFFFFF", "bg_color": ink, "valign": "vcenter"}
    return Looks(
        cells={unit: workbook.add_format(top | look) for unit, look in CELLS.items()},
        severities={severity: workbook.add_format(look) for severity, look in SEVERITIES.items()},
        wrapped=workbook.add_format(top | {"text_wrap": True, "align": "left", "indent": 1}),
        heading=workbook.add_format(heading),
        number_heading=workbook.add_format(heading | {"align": "right"}),
        text_heading=workbook.add_format(heading | {"align": "left", "indent": 1}),
        title=workbook.add_format({"bold": True, "font_size": 18, "font_color": ink}),
        section=workbook.add_format({"bold": True, "font_size": 12, "font_color": ink, "bottom": 1}),
        label=workbook.add_format(top),
        fact=workbook.add_format(top | {"text_wrap": True, "align": "right"}),
        money=workbook.add_format(top | {"num_format": MONEY, "align": "right"}),
        whole=workbook.add_format(top | {"num_format": WHOLE, "align": "right"}),
        year=workbook.add_format(top | {"num_format": "0", "align": "right"}),
        day=workbook.add_format(top | {"num_format": DAY, "align": "right"}),
        over=workbook.add_format({"bold": True, "font_color": "#9C0006"}),
    )


def set_up_print(sheet: Worksheet, night: Headline, paper: int = US_LETTER) -> None:
    """Landscape, one page wide; plan, as-of date, sheet and page on every page."""
    sheet.set_landscape()
    sheet.set_paper(paper)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.75, bottom=0.75)
    name = night.plan_name[:LONGEST_NAME].replace("&", "&&")  # a single & begins a code
    sheet.set_header(f"&L{name}&RAs of {night.as_of.isoformat()}")
    sheet.set_footer("&LNo tax, legal or investment advice&C&A&RPage &P of &N")
