"""The engine answers every case of the law as it was worked out by hand."""

import pytest

from tests import drawn
from tests.agreement.engine import beside_the_report, engine, rows_of
from tests.case import Case
from tests.every_case import CASES


def expected_cell(cell: str) -> str:
    """A cell as the engine says it: an amount in cents, a rate in hundred-millionths."""
    if cell.endswith("%"):
        return str(drawn.rate(cell))
    return str(drawn.cents(cell)) if drawn.AMOUNT.fullmatch(cell) else cell


def said_cell(value: object) -> str:
    """A value of the engine as text."""
    if isinstance(value, bool):
        return str(value).lower()
    if value is None:
        return ""
    return "; ".join(value) if isinstance(value, tuple) else str(value)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.name}: {case.says}")
def test_the_engine_agrees_with_the_numbers_worked_out_by_hand(case: Case) -> None:
    """Each expected column and quantity of each person."""
    answers = engine(case.files, case.plan, case.as_of, case.year)
    rows, beside = rows_of(answers), beside_the_report(answers)
    for expected, said in ((case.expected, rows), (case.findings, beside)):
        assert expected.keys() <= said.keys()
        for employee, columns in expected.items():
            found = {name: said_cell(said[employee][name]) for name in columns}
            assert found == {name: expected_cell(cell) for name, cell in columns.items()}, employee
