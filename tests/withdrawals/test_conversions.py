"""The conversions report, worked out by hand: basis and earnings, what is allowed, and the count of a year."""

import pytest

from tests.withdrawals.reports import SHUT, STATED, codes, parts, row, stated, withdrawal


def test_a_whole_row() -> None:
    assert row(STATED) == {
        "name": "Ada Example",
        "balance_date": "2026-03-31",
        "after_tax_value": "36000.00",
        "after_tax_basis": "30000.00",
        "after_tax_earnings": "6000.00",
        "in_transit": "0.00",
        "waiting_since": "2026-03-31",
        "days_waiting": "91",
        "withdrawable": "36000.00",
        "basis_to_roth": "30000.00",
        "earnings": "6000.00",
        "taxable_split": "0.00",
        "taxable_all_roth_ira": "6000.00",
        "taxable_in_plan_roth": "6000.00",
        "five_years_end": "2030-12-31",
        "withdrawals_this_year": "0",
        "can_convert": "true",
        "next_date": None,
        "reasons": None,
    }


# Basis and earnings


def test_with_a_loss_all_is_basis() -> None:
    cells = row(stated("10,000.00", "8,000.00"))
    assert parts(cells) == ("8000.00", "8000.00", "0.00")
    assert (cells["after_tax_earnings"], cells["taxable_all_roth_ira"]) == ("-2000.00", "0.00")
    assert cells["can_convert"] == "true"


def test_without_a_separate_contract_basis_is_a_part_of_all_vested_money() -> None:
    balances = stated("30,000.00", "36,000.00", vested_balance="200,000.00")
    cells = row(balances, terms="separate_contract = false")
    assert parts(cells) == ("36000.00", "5400.00", "30600.00")
    assert cells["taxable_all_roth_ira"] == cells["taxable_in_plan_roth"] == "30600.00"
    assert parts(row(balances)) == ("36000.00", "30000.00", "6000.00")


def test_the_vested_balance_moves_with_the_after_tax_account_alone() -> None:
    balances = stated("30,000.00", "35,000.00", vested_balance="199,000.00")
    postings = """
        employee_id | posted_date | source    | amount
        E1          | 2026-04-01  | after_tax | 2,000.00
        E1          | 2026-04-01  | match     | 9,000.00
    """
    cells = row(
        balances,
        contributions=postings,
        withdrawals=withdrawal("1,000.00", "1,000.00"),
        terms="separate_contract = false",
    )
    assert parts(cells) == ("36000.00", "5580.00", "30420.00")  # 36,000 x 31,000 / 200,000


@pytest.mark.parametrize("vested", ["", "35,999.99"])
def test_without_a_vested_balance_that_can_be_the_split_is_not_known(vested: str) -> None:
    cells = row(stated("30,000.00", "36,000.00", vested_balance=vested), terms="separate_contract = false")
    assert parts(cells) == ("36000.00", None, None)
    assert cells["taxable_split"] is cells["taxable_all_roth_ira"] is cells["taxable_in_plan_roth"] is None
    assert (cells["can_convert"], codes(cells)) == ("false", ["vested_balance_unknown"])
    assert codes(row(stated("30,000.00", "36,000.00", vested_balance=vested))) == []


def test_an_unknown_vested_balance_of_an_empty_account_is_nobodys_question() -> None:
    cells = row(stated("0.00", "0.00"), terms="separate_contract = false")
    assert (cells["can_convert"], codes(cells)) == ("false", ["nothing_to_convert"])


def test_somebody_held_back_has_zeros_whatever_the_vested_balance() -> None:
    people = "employee_id | hold\nE1 | court order"
    cells = row(STATED, terms="separate_contract = false", people=people)
    assert cells | SHUT == cells
    assert codes(cells) == ["hold", "vested_balance_unknown"]


def test_pre_1987_basis_comes_first_where_the_plan_says_so() -> None:
    balances = stated("10,000.00", "12,000.00", pre_1987_basis="4,000.00", vested_balance="34,000.00")
    terms = "separate_contract = false\npre_1987_first = "
    # 4,000 + 8,000 x 6,000 / 30,000; without: 12,000 x 10,000 / 34,000
    assert parts(row(balances, terms=terms + "true")) == ("12000.00", "5600.00", "6400.00")
    assert parts(row(balances, terms=terms + "false")) == ("12000.00", "3529.41", "8470.59")


@pytest.mark.parametrize(
    ("taken", "taken_basis", "basis"),
    [
        ("1,000.00", "1,000.00", "4600.00"),  # 3,000 left: 3,000 + 8,000 x 6,000 / 30,000 = 4,600 of 11,000
        ("5,000.00", "4,200.00", "1400.00"),  # none left: 7,000 x 5,800 / 29,000
    ],
)
def test_later_withdrawals_take_pre_1987_basis_first(taken: str, taken_basis: str, basis: str) -> None:
    balances = stated("10,000.00", "12,000.00", pre_1987_basis="4,000.00", vested_balance="34,000.00")
    cells = row(
        balances,
        withdrawals=withdrawal(taken, taken_basis),
        terms="separate_contract = false\npre_1987_first = true",
    )
    assert cells["basis_to_roth"] == basis


def test_pre_1987_basis_is_never_more_than_the_basis() -> None:
    balances = stated("1,000.00", "5,000.00", pre_1987_basis="4,000.00", vested_balance="9,000.00")
    terms = "separate_contract = false\npre_1987_first = true"
    assert parts(row(balances, terms=terms)) == ("5000.00", "1000.00", "4000.00")


def test_cents_times_cents_beyond_64_bits() -> None:
    balances = stated("45,000,000.00", "50,000,000.00", vested_balance="100,000,000,000.01")
    # 5,000,000,000 x 4,500,000,000 / 10,000,000,000,001 is 2,249,999.99... cents
    assert parts(row(balances, terms="separate_contract = false")) == ("50000000.00", "22500.00", "49977500.00")


def test_the_largest_cells_a_feed_may_hold_overflow_nothing() -> None:
    most = "999999999999.99"
    cells = row(stated(most, most, vested_balance="0.01"), terms="separate_contract = false")
    assert parts(cells) == (most, None, None)
    assert parts(row(stated(most, most, vested_balance=most), terms="separate_contract = false")) == (
        most,
        most,
        "0.00",
    )


# Whether it is allowed


@pytest.mark.parametrize(("left", "allowed"), [("", "false"), ("2026-06-30", "false"), ("2026-06-29", "true")])
def test_without_in_service_withdrawals_only_those_who_left_can_convert(left: str, allowed: str) -> None:
    cells = row(STATED, people=f"employee_id | left\nE1 | {left}", terms="in_service = false")
    assert cells["can_convert"] == allowed
    assert codes(cells) == ([] if allowed == "true" else ["in_service_not_allowed"])
    assert allowed == "true" or cells | SHUT == cells


@pytest.mark.parametrize("left", ["", "2026-01-31"])
def test_a_hold_shuts_everything_and_says_why(left: str) -> None:
    cells = row(STATED, people=f"employee_id | left | hold\nE1 | {left} | =court order")
    assert cells | SHUT == cells
    assert cells["reasons"] == "hold: =court order"


def test_the_words_of_a_hold_are_one_reason_whatever_they_say() -> None:
    cells = row(STATED, people="employee_id | hold\nE1 | DRO; blackout")
    assert cells["reasons"] == "hold: DRO, blackout"


def test_somebody_the_census_lacks_cannot_convert() -> None:
    cells = row(STATED, people="employee_id\nE2", terms="in_service = false")
    assert cells | SHUT == cells
    assert cells["reasons"] == "not_in_census: the census has no row for this employee_id"
    assert cells["name"] is None


def test_without_in_plan_conversions_the_other_routes_are_open() -> None:
    cells = row(STATED, terms="in_plan_roth = false")
    assert (cells["can_convert"], codes(cells)) == ("true", ["in_plan_roth_not_allowed"])
    assert (cells["taxable_split"], cells["taxable_all_roth_ira"], cells["taxable_in_plan_roth"]) == (
        "0.00",
        "6000.00",
        None,
    )


@pytest.mark.parametrize(("as_of", "allowed"), [("2026-06-30", "true"), ("2026-07-01", "false")])
def test_the_terms_are_those_in_force_on_the_day(as_of: str, allowed: str) -> None:
    amendment = "\n[[amendment]]\neffective = 2026-07-01\nwithdrawals = { in_service = false }"
    assert row(STATED, terms=f"in_service = true{amendment}", as_of=as_of)["can_convert"] == allowed


# Withdrawals this year

TAKEN = """
    employee_id | date       | amount | basis | route
    E1          | 2025-12-31 |   1.00 |  1.00 | split
    E1          | 2026-01-01 |   1.00 |  1.00 | in_plan_roth
    E1          | 2026-03-31 |   1.00 |  1.00 | cash
    E1          | 2026-06-30 |   1.00 |  1.00 | split
    E1          | 2026-07-01 |   1.00 |  1.00 | split
"""


def opening(*rows: str) -> str:
    return "\n".join(["employee_id | as_of | gross_compensation | withdrawals_this_year", *rows])


@pytest.mark.parametrize(
    ("opened", "count"),
    [
        ((), "3"),
        (("E1 | 2026-03-31 | 0.00 | 5",), "6"),
        (("E1 | 2026-03-30 | 0.00 | 5.00",), "7"),
        (("E1 | 2026-03-31 | 0.00 | 0",), "1"),
        (("E1 | 2026-02-28 | 0.00 | 9", "E1 | 2026-04-30 | 0.00 | 4"), "5"),
        (("E1 | 2026-02-28 | 0.00 | 9", "E1 | 2026-04-30 | 0.00 | "), "11"),
        (("E1 | 2025-12-31 | 0.00 | 9",), "3"),
        (("E1 | 2026-07-01 | 0.00 | 9",), "3"),
        (("E2 | 2026-03-31 | 0.00 | 9",), "3"),
    ],
)
def test_withdrawals_of_the_calendar_year_are_counted_or_taken_from_an_opening(
    opened: tuple[str, ...], count: str
) -> None:
    cells = row(STATED, withdrawals=TAKEN, opening=opening(*opened) if opened else "")
    assert cells["withdrawals_this_year"] == count


def test_an_opening_counts_without_any_withdrawal() -> None:
    assert row(STATED, opening=opening("E1 | 2026-03-31 | 0.00 | 2"))["withdrawals_this_year"] == "2"
