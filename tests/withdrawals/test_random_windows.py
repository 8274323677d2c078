"""Random small books by way of files and store: what a night reads is enough for the answers of the whole history."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings

from megaroth.accounts import account_feeds
from megaroth.book import Book
from megaroth.checks.accounts import account_checks
from megaroth.checks.tax_forms import form_checks
from megaroth.checks.withdrawn import withdrawal_checks
from megaroth.conversions import conversions
from megaroth.followed import followed_accounts
from megaroth.limits import load_limits
from megaroth.people import account_holders
from megaroth.tax_forms import forms_1099r
from tests.doors.plan_folder import PlanFolder
from tests.withdrawals.books_of_accounts import Books
from tests.withdrawals.draw_forms import books_with_forms
from tests.withdrawals.engine import BOXES, as_codes, in_order, moment, plan, together
from tests.withdrawals.folder import files
from tests.withdrawals.oracle_of_accounts import account_findings
from tests.withdrawals.oracle_of_conversions import answers
from tests.withdrawals.oracle_of_form_matches import wrong_forms
from tests.withdrawals.oracle_of_forms import all_forms, pretax_in_cash, wrong_basis, wrong_taxable

STATUTE = load_limits().statute
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
            return opened.book(moment(asked).first_day, asked.as_of)


@given(books_with_forms())
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_a_night_reads_all_that_the_answers_need(asked: Books) -> None:
    book, terms, at = stored(asked), plan(asked.plan), moment(asked)
    followed, persons = followed_accounts(account_feeds(book), terms, at), account_holders(book.census.lazy())
    accounts = conversions(followed, persons, terms, STATUTE, at).collect()
    forms = forms_1099r(followed, persons, STATUTE, at).collect()
    expected = answers(asked)
    assert as_codes(accounts.to_dicts()) == [{name: each[name] for name in accounts.columns} for each in expected]
    assert forms.select(BOXES).to_dicts() == [{name: each[name] for name in BOXES} for each in all_forms(asked)]
    found = together(
        [
            *account_checks(followed, accounts.lazy(), terms, at),
            *withdrawal_checks(followed.feeds, terms, at),
            *form_checks(book.forms, forms.lazy(), at),
        ]
    )
    can_convert = {each["employee_id"]: each["can_convert"] for each in expected}
    right = [*account_findings(asked, can_convert), *wrong_taxable(asked), *wrong_basis(asked), *pretax_in_cash(asked)]
    right += wrong_forms(asked)
    assert in_order(found, *SAID) == in_order(right, *SAID)
