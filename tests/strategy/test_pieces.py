"""A list is printed joined by `; `: whoever splits a cell there finds a code before the words of each piece."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from megaroth import availability, doors, reasons, strategy
from megaroth.doors import income
from megaroth.limits import load_ira_limits
from schemas.columns import columns
from schemas.fields import REASONS
from schemas.reports import REPORTS
from tests.ahead import paid
from tests.case import born
from tests.sample.nights import run, write
from tests.strategy.standing import STATED, standing

JOINS = "; "
PIECE = re.compile(r"[a-z][a-z0-9_]*(: \S.*)?")
FULL = paid(pre_tax="24,500.00", after_tax="47,500.00")
TAKEN = "employee_id | date | amount | basis | route\nE1 | 2026-06-10 | 100.00 | 90.00 | split"
SHUT_BY_LAW = "[law]\nafter_tax_conversions_end = 2026-06-30"


def said_by_the_modules() -> Iterator[str]:
    yield from strategy.ALTERNATIVES.values()
    yield from (strategy.ASSUMED_AHEAD, strategy.LISTED_AS, strategy.HELD)
    yield from (*doors.NEEDS.values(), *doors.SAID.values(), *doors.NO_MONEY.values())
    yield from (doors.LEFT, doors.TO_LEAVE, doors.WHILE_HELD, doors.OF_THAT_MUCH, doors.OF_WHAT_IS_PAID)
    yield from (doors.BOTH, *(income(load_ira_limits(), year) for year in (2026, 2099)))
    yield from (*reasons.WORDS.values(), *reasons.REMARKS.values(), *availability.WORDS.values())


def test_no_words_have_what_joins_them() -> None:
    assert [said for said in said_by_the_modules() if JOINS in said] == []


@pytest.mark.parametrize(
    ("payroll", "census", "balances", "terms"),
    [
        (FULL, born("1981-05-05"), STATED, "[withdrawals]\nmonths_between = 6"),
        (FULL, born("1981-05-05"), "", "[after_tax]\nallowed = false"),
        (paid(pre_tax="1.00"), born("1981-05-05"), "", "[after_tax]\nrequires_deferral_limit = true"),
        (FULL, born("1981-05-05", hold="an order; ask the court"), STATED, ""),
        (FULL, born("1981-05-05", hold="an order; ask the court", termination_date="2026-06-29"), STATED, ""),
        (FULL, born("1981-05-05"), STATED, SHUT_BY_LAW),
        (FULL, born("1981-05-05"), STATED, "[law]\nafter_tax_conversions_end = 2026-07-01"),
    ],
    ids=["too soon", "no after-tax", "limit first", "hold", "left on hold", "assumed law", "assumed ahead"],
)
def test_every_piece_of_a_joined_list_begins_with_its_code(
    payroll: str, census: str, balances: str, terms: str
) -> None:
    taken = TAKEN if balances else ""
    told = standing(payroll, census=census, balances=balances, terms=terms, withdrawals=taken)
    for said in (told.strategy["alternatives"], told.doors["conditions"], told.doors["shut"]):
        assert JOINS.join(said).count(JOINS) == max(0, len(said) - 1)
        assert [each for each in said if not re.match(PIECE, each)] == []


def test_every_list_of_the_sample_night_splits_into_pieces_with_a_code(tmp_path: Path) -> None:
    night = run(write(tmp_path, 60, date(2026, 6, 30)), date(2026, 6, 30))
    cells = [
        cell
        for name, contract in REPORTS.items()
        for column in columns(contract)
        if column.unit == REASONS
        for row in night.report(name)
        if (cell := row[column.name])
    ]
    assert len(cells) > 100
    assert [cell for cell in cells if not all(re.fullmatch(PIECE, piece) for piece in cell.split(JOINS))] == []
