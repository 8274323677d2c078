"""Where everybody stands, on the page: steps, alternatives and doors, counted."""

import polars as pl

from megaroth import doors, strategy
from megaroth.page import standing
from tests.page.reading import one_line
from tests.page.test_accounts import read
from tests.workbook.nights import Row, tables

STEPS, DOORS = "People by next step", "Doors to Roth money"
ALTERNATIVES = "Alternatives, each with its condition"


def test_people_are_counted_at_each_step_in_the_order_of_the_steps_and_each_says_its_words() -> None:
    held = f"wait: {strategy.NEXT_STEPS['wait']}once this no longer holds: hold: an order, from 2027-01-01 on"
    rows: list[Row] = [
        {"next_step": "done: nothing can be done now"},
        {"next_step": f"wait: {strategy.NEXT_STEPS['wait']}from 2027-01-01 on", "waiting": 100},
        {"next_step": held, "waiting": 200},
        {"next_step": "convert: after-tax money waits; ask for it", "waiting": 410_541, "room": 4_000_000},
        {"next_step": "convert: after-tax money waits; ask for it", "waiting": 1, "room": 1},
        {"next_step": "contribute_later: once the limit is reached; after tax from 2026-09-30 on", "room": 2},
    ]
    told = read(strategy=rows)
    table = told.tables[STEPS]
    assert [[cell.words for cell in row] for row in table.rows] == [
        ["Convert", "2", "4,105.42", "40,000.01"],
        ["Wait to convert", "1", "1.00", "0.00"],
        ["Cannot convert", "1", "2.00", "0.00"],
        ["Contribute after tax later", "1", "0.00", "0.02"],
        ["Nothing to do now", "1", "0.00", "0.00"],
    ]
    assert [row[0].below for row in table.rows[1:3]] == [
        "after-tax money waits; it can be converted from a day that is known",
        "after-tax money waits; no day is known from which on it can be converted",
    ]
    assert table.rows[3][0].below.endswith("; after tax from that day on")
    assert "an order" not in one_line(told)


def test_where_the_way_is_shut_each_alternative_stands_with_its_condition_and_how_many_it_is_for() -> None:
    other_way = {"next_step": "another_door: look at the alternatives; the way is shut: by the plan"}
    rows: list[Row] = [
        {**other_way, "alternatives": ["front_door: a Roth IRA, if income allows"]},
        {**other_way, "alternatives": ["after_leaving: after the job", "front_door: a Roth IRA, if income allows"]},
    ]
    table = read(strategy=rows).tables[ALTERNATIVES]
    assert [[cell.words for cell in row] for row in table.rows] == [
        ["After leaving the job", "1"],
        ["Front door", "2"],
    ]
    assert [row[0].below for row in table.rows] == ["after the job", "a Roth IRA, if income allows"]


def test_where_no_way_is_shut_there_are_no_alternatives() -> None:
    assert ALTERNATIVES not in read(strategy=[{"next_step": "done: nothing can be done now"}]).tables


def test_every_step_and_every_door_has_a_name_on_the_page() -> None:
    assert [code for code in standing.STEPS if code != standing.NO_DAY] == list(strategy.NEXT_STEPS)
    assert tuple(standing.DOOR_NAMES) == doors.DOORS
    assert set(strategy.ALTERNATIVES) <= set(standing.DOOR_NAMES)


def test_a_door_counts_the_people_to_whom_it_is_open_and_adds_up_the_most_it_allows_them() -> None:
    ira = {"backdoor": True, "backdoor_most": 750_000, "front_door": True}
    rows: list[Row] = [
        {"mega_backdoor": True, "mega_backdoor_most": 4_410_541, **ira, "front_door_most": 860_000},
        {"mega_backdoor": True, "mega_backdoor_most": 4_095_000, **ira, "front_door_most": 750_000},
        {"roth_401k": True, "roth_401k_most": 1, "front_door": False, "front_door_most": 0, "backdoor_most": 0},
    ]
    told = read(doors=rows, strategy=[{"next_step": "done: nothing can be done now"}])
    table = told.tables[DOORS]
    assert [[cell.words for cell in row] for row in table.rows] == [
        ["Mega backdoor", "2", "85,055.41"],
        ["Roth deferrals in the plan", "1", "0.01"],
        ["After leaving the job", "0", "0.00"],
        ["Backdoor", "2", "15,000.00"],
        ["Front door", "2", "16,100.00"],
    ]
    assert table.rows[4][0].below == "A direct Roth IRA contribution."


def test_an_ira_door_of_a_year_whose_limit_is_not_known_names_no_amount() -> None:
    rows: list[Row] = [{"backdoor": True, "front_door": True}]
    table = read(doors=rows, strategy=[{"next_step": "done: nothing can be done now"}]).tables[DOORS]
    assert table.column("Open for") == ["0", "0", "0", "1", "1"]
    assert table.column("The most, added up") == ["0.00", "0.00", "0.00", "", ""]


def test_doors_of_a_hundred_thousand_people_add_up_without_a_loss() -> None:
    most = pl.DataFrame({"mega_backdoor_most": [99_999_999_999]}).sample(100_000, with_replacement=True)
    night = tables(doors=[{"mega_backdoor": True}])["doors"].sample(100_000, with_replacement=True)
    summed = standing.open_doors(night.with_columns(most.to_series()))
    assert summed["most"][0] == 9_999_999_999_900_000
