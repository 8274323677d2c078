"""Random small books by way of files and store: what a night reads is enough for the answers of the whole history."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings

from megaroth.accounts import account_feeds
from megaroth.book import Book
from megaroth.checks.accounts import account_checks
from megaroth.checks.tax_forms import form_checks
from megaroth.checks.withdrawn import withdrawal_checks
from megaroth.conversions import conversions_of
from megaroth.limits import load_limits
from megaroth.tax_forms import forms_of
from tests.doors.plan_folder import PlanFolder
from tests.withdrawals.books_of_accounts import Books
from tests.withdrawals.draw_forms import books_with_forms
from tests.withdrawals.engine import BOXES, as_codes, in_order, moment, plan, together
from tests.withdrawals.folder import files
from tests.withdrawals.oracle_of_accounts import account_findings
from tests.withdrawals.oracle_of_conversions import answers
from tests.withdrawals.oracle_of_form_matches import wrong_forms
from tests.withdrawals.oracle_of_forms import all_forms, wrong_basis, wrong_taxable

LIMITS = load_limits()
SAID = ("employee_id", "pay_date", "source", "expected", "actual")


def stored(asked: Books) -> Book:
    """The book of the night, from files by way of the store."""
    with TemporaryDirectory() as folder:
        kept = PlanFolder(Path(folder) / "plan")
        for name, text in files(asked).items():
            kept.put_text(name, text)
        kept.load()
        assert kept.rejects() == []
        with kept.opened() as opened:
            return opened.book(date(moment(asked).year.start.year, 1, 1), asked.as_of)


@given(books_with_forms())
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_a_night_reads_all_that_the_answers_need(asked: Books) -> None:
    book, terms, at = stored(asked), plan(asked.plan), moment(asked)
    accounts, forms = conversions_of(book, terms, LIMITS, at), forms_of(book, terms, LIMITS, at)
    expected = answers(asked)
    assert as_codes(accounts.to_dicts()) == [{name: each[name] for name in accounts.columns} for each in expected]
    assert forms.select(BOXES).to_dicts() == [{name: each[name] for name in BOXES} for each in all_forms(asked)]
    found = together(
        [
            *account_checks(account_feeds(book), accounts.lazy(), terms, at),
            *withdrawal_checks(account_feeds(book), terms, at),
            *form_checks(book.forms, forms.lazy(), at),
        ]
    )
    can_convert = {each["employee_id"]: each["can_convert"] for each in expected}
    right = [*account_findings(asked, can_convert), *wrong_taxable(asked), *wrong_basis(asked), *wrong_forms(asked)]
    assert in_order(found, *SAID) == in_order(right, *SAID)
