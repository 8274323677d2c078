"""The random books of accounts are worth drawing: every branch of the rules is taken often enough."""

from collections import Counter

from hypothesis import HealthCheck, Phase, given, seed, settings

from tests.withdrawals.books_of_accounts import Books
from tests.withdrawals.branches_of_accounts import branches
from tests.withdrawals.draw_forms import books_with_forms

EXAMPLES = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
ACCOUNTS = (
    "lost, carried value",
    "lost, stated empty",
    "lost, basis left",
    "lost, closed after the newest statement",
    "lost, closed before the newest statement",
    "emptied at a gain",
    "R18 error",
    "R18 warning",
    "swept in time",
    "R19 agrees",
    "R19 error above",
    "R19 error below",
    "R19 from a statement of an earlier year",
    "R19 from the first movement",
    "R19 not compared for an opening",
    "in transit",
    "waiting since an addition",
    "waiting since the base",
    "waiting since before all that is known",
    "earnings waiting",
)
ALLOWED = (
    "can convert",
    "five years",
    "withdrawable, parts unknown",
    "count of an opening",
    "reason not_in_census",
    "reason hold",
    "reason in_service_not_allowed",
    "reason withdrawals_used_up",
    "reason too_soon",
    "reason balance_overdrawn",
    "reason nothing_to_convert",
    "reason below_minimum",
    "reason vested_balance_unknown",
    "reason in_plan_roth_not_allowed",
    "reason roth_routes_shut",
    "reason roth_routes_will_be_shut",
    "reason no_statement",
    "taken back",
    "next date: the year turns",
    "next date: months pass",
    "next date: an amendment",
    "next date: leaving",
)
FORMS = (
    "route roth_ira",
    "route traditional_ira",
    "route split",
    "route in_plan_roth",
    "route cash",
    "form roth_ira G",
    "form traditional_ira G",
    "form in_plan_roth G",
    "form cash 1",
    "form cash 2",
    "form cash 7",
    "form cash None",
    "form of several withdrawals",
    "form of a loss",
    "form with withholding",
    "form_1099r box_1",
    "form_1099r box_2a",
    "form_1099r box_4",
    "form_1099r box_5",
    "form_1099r box_7",
    "form_1099r box_10",
    "form_1099r box_11",
    "form_1099r missing",
    "form_unknown unknown",
    "withdrawal_taxable",
    "pre-tax money in cash",
    "basis right, statement of the same day",
    "basis wrong, statement of the same day",
    "basis right, statement of the day before",
    "basis wrong, statement of the day before",
)


def test_each_branch_is_taken_in_at_least_one_of_a_hundred_books() -> None:
    """Otherwise the agreement of engine and oracle would say nothing of it. Several seeds: one draws much alike."""
    books_with: Counter[str] = Counter()

    @settings(EXAMPLES, max_examples=70, database=None, phases=[Phase.generate])
    @given(books_with_forms())
    def count(asked: Books) -> None:
        books_with.update([*branches(asked), "books"])

    for number in range(10):
        seed(number)(count)()
    rare = {
        name: books_with[name] for name in (*ACCOUNTS, *ALLOWED, *FORMS) if books_with[name] * 100 < books_with["books"]
    }
    assert not rare
