"""Who the page names: over the limit, near it, able to convert; and how many the charts count in each band."""

from datetime import date

import pytest

from megaroth.page import page
from megaroth.page.charts import room_chart, round_step, use_chart
from megaroth.page.people import NEAR_PERCENT
from tests.page.reading import Page, one_line
from tests.workbook.nights import NIGHT, Row, report, tables

LIMIT = 7_200_000


def person(employee_id: str, **cells: object) -> Row:
    """Somebody whose limit is the dollar amount."""
    return {"employee_id": employee_id, "limit_415c": LIMIT, "limit_basis": "dollar", **cells}


def read(**rows: list[Row]) -> Page:
    return Page(page(tables(**rows), NIGHT))


def test_over_are_those_with_an_excess_the_largest_first() -> None:
    people = [
        person("A1", excess=1, annual_additions_ytd=LIMIT + 1),
        person("A2", annual_additions_ytd=LIMIT),
        person("A3", excess=67_500, annual_additions_ytd=7_267_500, name="Philippa Graustark"),
        person("A4", excess=1_000, limit_basis="compensation", limit_415c=500_000, annual_additions_ytd=501_000),
    ]
    over = read(room=people).tables["Over the limit"]
    assert over.column("Employee") == ["A3", "A4", "A1"]
    assert over.column("Name") == ["Philippa Graustark", "", ""]
    assert over.column("Excess") == ["675.00", "10.00", "0.01"]
    assert over.column("Limit is") == ["dollar amount", "the year's pay", "dollar amount"]


@pytest.mark.parametrize(
    ("cells", "near"),
    [
        ({"annual_additions_ytd": 6_479_999}, False),
        ({"annual_additions_ytd": 6_480_000}, True),  # 72,000.00 x 90% = 64,800.00
        ({"annual_additions_ytd": 7_200_000}, True),
        ({"annual_additions_ytd": 7_364_000, "catch_up_415": 164_000}, True),
        ({"annual_additions_ytd": 7_267_500, "excess": 67_500}, False),
        ({"annual_additions_ytd": 1_000_000, "limit_415c": 1_000_000, "limit_basis": "compensation"}, False),
        ({"annual_additions_ytd": 0, "limit_415c": 0}, False),
    ],
)
def test_near_is_ninety_percent_of_a_dollar_limit_and_not_over(cells: dict[str, object], near: bool) -> None:
    assert ("Near the limit" in read(room=[person("A1", **cells)]).tables) is near


def test_near_says_its_share_and_the_least_room_comes_first() -> None:
    people = [
        person("A1", annual_additions_ytd=6_500_000, room=700_000),
        person("A2", annual_additions_ytd=7_195_000, room=5_000, suggested_rate=1_000_000, stop_date=date(2026, 7, 10)),
    ]
    read_page = read(room=people)
    near = read_page.tables["Near the limit"]
    assert near.column("Employee") == ["A2", "A1"]
    assert near.column("Room") == ["50.00", "7,000.00"]
    assert near.column("Used") == ["99%", "90%"]  # 71,950 and 65,000 of 72,000
    assert near.column("Suggested rate") == ["1%", ""]
    assert near.column("Runs out on") == ["2026-07-10", ""]
    assert near.column("Room set by") == ["dollar amount", "dollar amount"]
    assert f"{NEAR_PERCENT}% or more of the limit is used" in one_line(read_page)


def test_convertible_are_those_who_can_with_what_each_route_taxes() -> None:
    rows: list[Row] = [
        {"employee_id": "A1", "can_convert": True, "withdrawable": 100, "basis_to_roth": 90, "earnings": 10},
        {"employee_id": "A2", "after_tax_value": 1, "after_tax_basis": 1, "reasons": ["hold: audit"]},
        {
            "employee_id": "A3",
            "can_convert": True,
            "withdrawable": 1_200_000,
            "basis_to_roth": 1_250_000,
            "earnings": -50_000,
            "taxable_split": 0,
            "taxable_all_roth_ira": 0,
        },
    ]
    read_page = read(conversions=rows)
    table = read_page.tables["Who can convert now"]
    assert table.column("Employee") == ["A3", "A1"]
    assert table.column("Can withdraw") == ["12,000.00", "1.00"]
    assert table.column("Earnings") == ["-500.00", "0.10"]
    assert table.column("Taxed, in plan") == ["", ""]
    assert "1 person with an after-tax balance cannot convert now: 1 a hold stands: audit" in one_line(read_page)


def test_why_people_cannot_contribute_is_counted_the_commonest_reason_first() -> None:
    left, full = "not_employed: not employed on the as-of date", "no_room: annual additions have reached the limit"
    people = [
        person("A1", reasons=[full]),
        person("A2", reasons=[left]),
        person("A3", reasons=[left, full]),
        person("A4", reasons=[left]),
        person("A5", can_contribute=True),
    ]
    told = "4 people cannot contribute after tax now: 3 not employed on the as-of date 2 annual additions have reached"
    assert told in one_line(read(room=people))


def test_a_remark_of_the_forecast_is_no_reason_why_somebody_cannot_contribute() -> None:
    left, remark = "not_employed: not employed on the as-of date", "pay_unknown: no pay is forecast"
    said = one_line(read(room=[person("A1", reasons=[left, remark]), person("A2", can_contribute=True)]))
    assert "1 person cannot contribute after tax now: 1 not employed on the as-of date" in said
    assert "no pay is forecast" not in said


@pytest.mark.parametrize(
    ("room", "band"),
    [
        (0, "none"),
        (1, "under 10,000"),
        (999_999, "under 10,000"),
        (1_000_000, "10,000 to 20,000"),
        (6_999_999, "60,000 to 70,000"),
        (7_200_000, "70,000 to 80,000"),
    ],
)
def test_room_falls_into_bands_of_ten_thousand_under_a_limit_of_72_000(room: int, band: str) -> None:
    chart = room_chart(report("room", person("A1", room=room)), LIMIT)
    assert [label for label, people in zip(chart.bands, chart.totals, strict=True) if people] == [band]


@pytest.mark.parametrize(
    ("additions", "limit", "band"),
    [
        (0, LIMIT, "under 10%"),
        (0, 0, "under 10%"),
        (719_999, LIMIT, "under 10%"),
        (720_000, LIMIT, "10 to 20%"),
        (6_479_999, LIMIT, "80 to 90%"),
        (6_480_000, LIMIT, "90 to 100%"),
        (LIMIT, LIMIT, "90 to 100%"),
        (LIMIT + 1, LIMIT, "over 100%"),
        (1, 0, "over 100%"),
        (3, 25, "10 to 20%"),
    ],
)
def test_use_of_the_limit_falls_into_tenths_of_each_persons_own_limit(additions: int, limit: int, band: str) -> None:
    chart = use_chart(report("room", person("A1", annual_additions_ytd=additions, limit_415c=limit)))
    assert [label for label, people in zip(chart.bands, chart.totals, strict=True) if people] == [band]


def test_a_chart_keeps_its_numbers_by_part_and_tells_them_in_words() -> None:
    people = [
        person("A1", room=1, can_contribute=True),
        person("A2", room=2),
        person("A3", room=5_000_000, can_contribute=True),
    ]
    read_page = read(room=people)
    table = read_page.tables["Room: people by band"]
    assert [head.words for head in table.heads] == ["Room", "can contribute now", "cannot now", "all"]
    bands = {row[0].words: [cell.words for cell in row[1:]] for row in table.rows if row[-1].words != "0"}
    assert bands == {"under 10,000": ["1", "1", "2"], "50,000 to 60,000": ["1", "0", "1"]}
    assert read_page.images[1] == ("Bar chart. Room, people by band. under 10,000: 2; 50,000 to 60,000: 1.")


@pytest.mark.parametrize(
    ("dollar_limit", "step"), [(7_200_000, 1_000_000), (8_000_000, 1_000_000), (8_000_100, 2_000_000), (100, 100)]
)
def test_a_band_is_one_two_or_five_with_noughts_and_there_are_no_more_than_eight(dollar_limit: int, step: int) -> None:
    assert round_step(dollar_limit) == step
