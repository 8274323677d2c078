"""Forms 1099-R of a total withdrawal at a loss, worked out by hand (docs/law.md, 7)."""

import pytest

from tests.withdrawals.forms import STATED, Drawn, one, same

WITHDRAWN = "employee_id | date | amount | basis | route\n"


def test_all_taken_at_a_loss_leaves_box_2a_blank_and_puts_all_basis_into_box_5() -> None:
    (form,) = Drawn(one("8,000.00", "8,000.00", "cash"), balances=STATED).rows()  # S-4
    assert (form["box_1"], form["box_2a"], form["box_4"], form["box_5"]) == ("8000.00", "", "0.00", "10000.00")


def test_basis_above_the_amount_is_not_counted_twice() -> None:
    (form,) = Drawn(one("8,000.00", "10,000.00", "cash"), balances=STATED).rows()
    assert (form["box_1"], form["box_2a"], form["box_5"]) == ("8000.00", "", "10000.00")


def test_a_cent_left_in_the_account_is_no_total_withdrawal() -> None:
    (form,) = Drawn(one("7,999.99", "7,999.99", "cash"), balances=STATED).rows()
    assert (form["box_2a"], form["box_5"]) == ("0.00", "7999.99")


def test_without_a_separate_contract_a_loss_takes_no_basis_along() -> None:
    terms = "separate_contract = false"  # S-5
    (form,) = Drawn(one("8,000.00", "5,400.00", "cash"), balances=STATED, terms=terms).rows()
    assert (form["box_2a"], form["box_4"], form["box_5"]) == ("2600.00", "520.00", "5400.00")


@pytest.mark.parametrize(
    ("routes", "forms"),
    [
        (
            ("in_plan_roth", "cash"),
            """
            destination     | box_1    | box_2a | box_5
            in_plan_roth    | 5,000.00 | 0.00   | 5,000.00
            cash            | 3,000.00 |        | 5,000.00
            """,
        ),
        (
            ("in_plan_roth", "traditional_ira"),
            """
            destination     | box_1    | box_2a | box_5
            traditional_ira | 3,000.00 |        | 5,000.00
            in_plan_roth    | 5,000.00 | 0.00   | 5,000.00
            """,
        ),
        (
            ("traditional_ira", "split"),
            """
            destination     | box_1    | box_2a | box_5
            roth_ira        | 3,000.00 |        | 5,000.00
            traditional_ira | 5,000.00 | 0.00   | 5,000.00
            """,
        ),
    ],
)
def test_the_basis_never_recovered_stands_with_cash_else_with_the_first_destination(
    routes: tuple[str, str], forms: str
) -> None:
    first, second = routes
    rows = (
        WITHDRAWN
        + f"""E1 | 2026-04-15 | 5,000.00 | 5,000.00 | {first}
        E1 | 2026-04-15 | 3,000.00 | 3,000.00 | {second}"""
    )
    assert same(Drawn(rows, balances=STATED).rows(), forms)


def test_two_rows_of_one_destination_at_a_loss_are_one_form() -> None:
    rows = WITHDRAWN + "E1 | 2026-04-15 | 5,000.00 | 5,000.00 | cash\nE1 | 2026-04-15 | 3,000.00 | 3,000.00 | cash"
    (form,) = Drawn(rows, balances=STATED).rows()
    assert (form["box_1"], form["box_2a"], form["box_5"], form["withdrawals"]) == ("8000.00", "", "10000.00", "2")


def test_what_was_taxed_earlier_in_the_year_stays_in_box_2a_of_the_same_form() -> None:
    rows = WITHDRAWN + "E1 | 2026-02-15 | 100.00 | 60.00 | cash\nE1 | 2026-04-15 | 8,000.00 | 8,000.00 | cash"
    (form,) = Drawn(rows, balances=STATED).rows()
    assert (form["box_1"], form["box_2a"], form["box_4"], form["box_5"]) == ("8100.00", "40.00", "8.00", "10060.00")
