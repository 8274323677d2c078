"""Random small books: the conversions report and the checks of accounts agree with plain Python, row by row."""

from hypothesis import given, settings

from schemas.columns import types
from schemas.reports import Conversions
from tests.withdrawals.books_of_accounts import Books
from tests.withdrawals.draw_accounts import books
from tests.withdrawals.engine import accounts_found, conversions_reported, in_order
from tests.withdrawals.oracle_of_accounts import account_findings
from tests.withdrawals.oracle_of_conversions import answers

SAID = ("check", "severity", "employee_id", "source", "expected", "actual")


@given(books())
@settings(deadline=None, max_examples=300)
def test_the_report_agrees_with_plain_python(asked: Books) -> None:
    expected = answers(asked)
    assert conversions_reported(asked) == [{name: each[name] for name in types(Conversions)} for each in expected]


@given(books())
@settings(deadline=None, max_examples=200)
def test_the_findings_of_accounts_agree_with_plain_python(asked: Books) -> None:
    expected = account_findings(asked, {each["employee_id"]: each["can_convert"] for each in answers(asked)})
    found = accounts_found(asked)
    assert in_order(found, *SAID) == in_order(expected, *SAID)
    lines = [each for each in found if each["check"] == "R19"]
    assert in_order(lines, "employee_id", "line") == in_order(
        (each for each in expected if each["check"] == "R19"), "employee_id", "line"
    )
