"""Random small books: Forms 1099-R and what is wrong with those sent agree with plain Python, box by box."""

from hypothesis import given, settings

from tests.withdrawals.books_of_accounts import Books
from tests.withdrawals.draw_accounts import books
from tests.withdrawals.draw_forms import books_with_forms
from tests.withdrawals.engine import BOXES, forms_found, forms_reported, in_order, withdrawals_found
from tests.withdrawals.oracle_of_form_matches import wrong_forms
from tests.withdrawals.oracle_of_forms import all_forms, pretax_in_cash, wrong_basis, wrong_taxable

OF_A_FORM = ("check", "employee_id", "source", "line", "expected", "actual")
OF_A_WITHDRAWAL = ("employee_id", "pay_date", "source", "expected", "actual", "line")


@given(books())
@settings(deadline=None, max_examples=250)
def test_the_forms_agree_with_plain_python(asked: Books) -> None:
    assert forms_reported(asked) == [{name: form[name] for name in BOXES} for form in all_forms(asked)]


@given(books_with_forms())
@settings(deadline=None, max_examples=250)
def test_what_is_wrong_with_the_forms_sent_agrees_with_plain_python(asked: Books) -> None:
    assert in_order(forms_found(asked), *OF_A_FORM) == in_order(wrong_forms(asked), *OF_A_FORM)


@given(books())
@settings(deadline=None, max_examples=250)
def test_what_is_wrong_with_withdrawals_agrees_with_plain_python(asked: Books) -> None:
    found = withdrawals_found(asked)
    taxable = [each for each in found if each["check"] == "withdrawal_taxable"]
    basis = [each for each in found if each["check"] == "withdrawal_basis"]
    assert len(taxable) + len(basis) == len(found)
    assert in_order(taxable, *OF_A_WITHDRAWAL) == in_order(wrong_taxable(asked), *OF_A_WITHDRAWAL)
    assert in_order(basis, *OF_A_WITHDRAWAL[:-1]) == in_order(
        [*wrong_basis(asked), *pretax_in_cash(asked)], *OF_A_WITHDRAWAL[:-1]
    )
