"""The after-tax account as a ledger: what a withdrawal found there, and what a total one at a loss closes. By hand."""

from decimal import Decimal

import pytest

from tests.withdrawals.ledgers import at, day, days, then
from tests.withdrawals.reports import account, codes, parts, posting, row, stated, withdrawal

LOSS = stated("10,000.00", "8,000.00")
ALL_OF_IT = withdrawal("8,000.00", "8,000.00")


def test_a_total_withdrawal_at_a_loss_recovers_the_whole_basis_and_closes_the_account() -> None:
    assert day(balances=LOSS, withdrawals=ALL_OF_IT) == (8000, 10000, True, 2000)
    after = row(LOSS, withdrawals=ALL_OF_IT)
    assert (account(after), codes(after)) == (("0.00", "0.00"), ["nothing_to_convert"])


def test_a_cent_left_is_no_total_withdrawal() -> None:
    taken = withdrawal("7,999.99", "7,999.99")
    assert day(balances=LOSS, withdrawals=taken) == (8000, 10000, False, 0)
    assert account(row(LOSS, withdrawals=taken)) == ("0.01", "2000.01")


@pytest.mark.parametrize(
    ("basis", "value", "left"),
    [
        ("1.00", "1.00", "0"),
        ("1.01", "1.00", "0.01"),
        ("50,000,000.00", "50,000,000.00", "0"),
        ("50,000,000.00", "49,999,999.99", "0.01"),
        ("0.00", "8,000.00", "0"),
        ("8,000.00", "8,000.00", "0"),
        ("7,999.99", "8,000.00", "0"),
    ],
)
def test_a_total_withdrawal_leaves_nothing(basis: str, value: str, left: str) -> None:
    fed = min(basis, value, key=lambda cell: Decimal(cell.replace(",", "")))
    taken = withdrawal(value, fed)
    (told,) = days(balances=stated(basis, value), withdrawals=taken)
    assert (told["emptied"], told["unrecovered"]) == (True, Decimal(left))
    assert account(row(stated(basis, value), withdrawals=taken)) == ("0.00", "0.00")


def test_nothing_taken_from_an_account_without_value_recovers_nothing() -> None:
    worthless = stated("100.00", "0.00")
    assert day(balances=worthless, withdrawals=withdrawal("0.00", "0.00")) == (0, 100, False, 0)
    assert account(row(worthless, withdrawals=withdrawal("0.00", "0.00"))) == ("0.00", "100.00")


def test_postings_of_the_day_come_first_and_a_statement_of_the_day_after_the_withdrawals() -> None:
    assert day(balances=LOSS, contributions=posting("100.00"), withdrawals=ALL_OF_IT) == (8100, 10100, False, 0)
    of_the_day = then(LOSS, at("2026-04-15", "7.00", "7.00"))
    assert day(balances=of_the_day, withdrawals=ALL_OF_IT)[:2] == (8000, 10000)


def test_all_withdrawals_of_a_day_are_one() -> None:
    both = then(withdrawal("3,000.00", "3,000.00"), withdrawal("5,000.00", "5,000.00"))
    assert day(balances=LOSS, withdrawals=both) == (8000, 10000, True, 2000)
    apart = then(withdrawal("3,000.00", "3,000.00"), withdrawal("5,000.00", "5,000.00", "2026-04-16"))
    assert [
        (told["value_before"], told["basis_before"], told["unrecovered"])
        for told in days(balances=LOSS, withdrawals=apart)
    ] == [(8000, 10000, 0), (5000, 7000, 2000)]


def test_the_account_is_empty_where_the_next_statement_says_so_and_nothing_moved_until_then() -> None:
    fell = withdrawal("7,500.00", "7,500.00")
    empty = then(LOSS, at("2026-04-30", "0.00", "0.00"))
    assert day(balances=empty, withdrawals=fell) == (8000, 10000, True, 2500)
    on_the_day = then(LOSS, at("2026-04-15", "0.00", "0.00"))
    assert day(balances=on_the_day, withdrawals=fell) == (8000, 10000, True, 2500)
    a_cent = then(LOSS, at("2026-04-30", "0.00", "0.01"))
    assert day(balances=a_cent, withdrawals=fell) == (8000, 10000, False, 0)


@pytest.mark.parametrize(
    ("day_posted", "amount", "emptied"),
    [
        ("2026-04-15", "1.00", True),
        ("2026-04-16", "1.00", False),
        ("2026-04-16", "0.00", True),
        ("2026-04-30", "1.00", False),
        ("2026-05-01", "1.00", True),
    ],
)
def test_what_moves_between_the_withdrawal_and_that_statement_tells_against_it(
    day_posted: str, amount: str, *, emptied: bool
) -> None:
    empty = then(LOSS, at("2026-04-30", "0.00", "0.00"))
    moved = posting(amount, "forfeiture").replace("2026-04-15", day_posted)
    (told,) = days(balances=empty, contributions=moved, withdrawals=withdrawal("7,500.00", "7,500.00"))
    assert told["emptied"] is emptied


def test_a_statement_after_the_as_of_date_is_not_known() -> None:
    empty = then(LOSS, at("2026-04-30", "0.00", "0.00"))
    taken = withdrawal("7,500.00", "7,500.00")
    assert day(balances=empty, withdrawals=taken, as_of="2026-04-29") == (8000, 10000, False, 0)
    assert day(balances=empty, withdrawals=taken, as_of="2026-04-30") == (8000, 10000, True, 2500)


def test_without_an_earlier_statement_nothing_is_known_to_be_empty() -> None:
    assert day(balances=at("2026-04-15", "0.00", "0.00"), withdrawals=ALL_OF_IT) == (None, None, False, 0)


def test_without_a_separate_contract_emptying_the_source_does_not_use_up_the_basis() -> None:
    """S-5: basis 30,000, source 36,000, vested 200,000, all 36,000 taken: basis 5,400, 24,600 remains."""
    one_contract = "separate_contract = false\n"
    before = stated("30,000.00", "36,000.00", vested_balance="200,000.00")
    assert parts(row(before, terms=one_contract)) == ("36000.00", "5400.00", "30600.00")
    taken = withdrawal("36,000.00", "5,400.00")
    assert day(balances=before, withdrawals=taken, terms=one_contract) == (36000, 30000, False, 0)
    assert account(row(before, withdrawals=taken, terms=one_contract)) == ("0.00", "24600.00")


def test_the_terms_in_force_on_the_day_say_whether_the_contract_is_separate() -> None:
    amended = "separate_contract = false\n[[amendment]]\neffective = {}\nwithdrawals = {{ separate_contract = true }}\n"
    asked = {"balances": LOSS, "withdrawals": ALL_OF_IT}
    assert day(**asked, terms=amended.format("2026-04-15")) == (8000, 10000, True, 2000)
    assert day(**asked, terms=amended.format("2026-04-16")) == (8000, 10000, False, 0)


def test_pre_1987_basis_leaves_first_and_what_is_left_is_divided_anew() -> None:
    """S-88: 8,000 of 20,000 take 5,500 of basis, 4,500 of 12,000 is left; S-87: the first 4,000 is all basis."""
    before, first = stated("10,000.00", "20,000.00", pre_1987_basis="4,000.00"), "pre_1987_first = true\n"
    s_88 = row(before, withdrawals=withdrawal("8,000.00", "5,500.00"), terms=first)
    assert (account(s_88), parts(s_88)) == (("12000.00", "4500.00"), ("12000.00", "4500.00", "7500.00"))
    s_87 = row(before, withdrawals=withdrawal("4,000.00", "4,000.00"), terms=first)
    assert account(s_87) == ("16000.00", "6000.00")
    assert day(balances=before, withdrawals=withdrawal("8,000.00", "5,500.00"), terms=first) == (20000, 10000, False, 0)


def test_what_a_closing_took_is_not_recovered_again() -> None:
    more = then(withdrawal("8,000.00", "8,000.00"), withdrawal("100.00", "100.00", "2026-05-02"))
    paid_in = posting("100.00").replace("2026-04-15", "2026-05-01")
    told = days(balances=LOSS, contributions=paid_in, withdrawals=more)
    assert [(each["basis_before"], each["emptied"], each["unrecovered"]) for each in told] == [
        (10000, True, 2000),
        (100, True, 0),
    ]
    assert account(row(LOSS, contributions=paid_in, withdrawals=more)) == ("0.00", "0.00")


def test_two_losses_since_one_statement_each_recover_their_own() -> None:
    more = then(withdrawal("8,000.00", "8,000.00"), withdrawal("90.00", "90.00", "2026-05-02"))
    moved = then(posting("100.00"), posting("-10.00", "forfeited")).replace("2026-04-15", "2026-05-01")
    told = days(balances=LOSS, contributions=moved, withdrawals=more)
    assert [(each["basis_before"], each["unrecovered"]) for each in told] == [(10000, 2000), (100, 10)]


def test_a_later_statement_has_the_closing_in_it() -> None:
    again = then(LOSS, at("2026-04-30", "500.00", "400.00"))
    more = then(withdrawal("8,000.00", "8,000.00"), withdrawal("400.00", "400.00", "2026-05-02"))
    told = days(balances=again, withdrawals=more)
    assert [(each["basis_before"], each["unrecovered"]) for each in told] == [(10000, 2000), (500, 100)]


def test_more_basis_than_there_was_leaves_none_to_recover() -> None:
    taken = withdrawal("8,000.00", "10,500.00")
    assert day(balances=LOSS, withdrawals=taken) == (8000, 10000, True, 0)
    assert account(row(LOSS, withdrawals=taken)) == ("0.00", "-500.00")
