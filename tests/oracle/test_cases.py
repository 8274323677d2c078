"""The oracle answers every case of the law as it was worked out by hand."""

import ast
from datetime import date
from pathlib import Path

import pytest

from tests import drawn
from tests.case import Case
from tests.every_case import CASES
from tests.oracle.law import Answer, answer
from tests.oracle.reading import read_book, read_plan
from tests.oracle.years import Year, compensation_cap, named


def drawn_cell(cell: str) -> str:
    """A cell as the oracle says it: an amount in cents, a rate in hundred-millionths."""
    if cell.endswith("%"):
        return str(drawn.rate(cell))
    return str(drawn.cents(cell)) if drawn.AMOUNT.fullmatch(cell) else cell


def said_cell(value: object) -> str:
    """A value of the oracle as text; reasons by their codes."""
    if isinstance(value, bool):
        return str(value).lower()
    if value is None:
        return ""
    return "; ".join(value) if isinstance(value, tuple) else str(value)


def said(row: Answer) -> dict[str, str]:
    """Everything the oracle says of a person, under the names the cases use."""
    words = {name: said_cell(value) for name, value in row.columns().items()}
    words |= {f"excess_deferrals {year}": str(cents) for year, cents in row.excess_deferrals.items()}
    words |= {f"wages {year}": state for year, (state, _) in row.roth_catch_up.items()}
    words |= {f"roth_catch_up_wrong {year}": str(cents) for year, (_, cents) in row.roth_catch_up.items()}
    return words


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.name}: {case.says}")
def test_the_oracle_agrees_with_the_numbers_worked_out_by_hand(case: Case) -> None:
    """Each expected column and quantity of each person."""
    plan = read_plan(case.plan)
    year = named(plan, case.year, date.min) if case.year else None
    answers = answer(read_book(case.files), plan, case.as_of, (year.first, year.last) if year else None)
    for employee, columns in case.expected.items():
        expected = {
            name: drawn_cell(cell) for name, cell in [*columns.items(), *case.findings.get(employee, {}).items()]
        }
        words = said(answers[employee])
        assert {name: words[name] for name in expected} == expected


def test_a_short_plan_year_of_six_months_has_half_the_compensation_cap() -> None:
    """SY-1, IRS Issue Snapshot: 137,500 for 1 January to 30 June 2018."""
    assert compensation_cap(Year(date(2018, 1, 1), date(2018, 6, 30))) == drawn.cents("137,500.00")


def test_the_oracle_shares_nothing_with_the_engine() -> None:
    """No module of the oracle imports the engine, its contracts or what it is built on."""
    for path in Path(__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            modules += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not {module.split(".")[0] for module in modules} & {
                "megaroth",
                "schemas",
                "polars",
                "pandera",
                "duckdb",
            }
