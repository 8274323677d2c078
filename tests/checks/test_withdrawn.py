"""Checks of what the recordkeeper says of withdrawals, on both sides of their edge."""

import pytest

from tests.withdrawals.forms import Drawn, Rows, one, same

# The taxable amount reported with a withdrawal


@pytest.mark.parametrize(
    ("route", "right"),
    [("roth_ira", "2.00"), ("in_plan_roth", "2.00"), ("cash", "2.00"), ("split", "0.00"), ("traditional_ira", "0.00")],
)
def test_the_taxable_amount_is_that_of_the_route(route: str, right: str) -> None:
    def rows(taxable: str) -> Rows:
        cells = f"E1 | 2026-04-15 | 12.00 | 10.00 | {route} | {taxable}"
        return Drawn("employee_id | date | amount | basis | route | taxable\n" + cells).withdrawal_findings()

    assert rows(right) == rows("") == []
    (finding,) = rows("1.99")
    assert (finding["check"], finding["severity"], finding["who_acts"]) == (
        "withdrawal_taxable",
        "error",
        "recordkeeper",
    )
    assert (finding["pay_date"], finding["source"]) == ("2026-04-15", route)
    assert (finding["expected"], finding["actual"], finding["line"]) == (right, "1.99", "2")


def test_basis_above_the_amount_makes_nothing_taxable() -> None:
    header = "employee_id | date | amount | basis | route | taxable\n"
    assert Drawn(header + "E1 | 2026-04-15 | 10.00 | 12.00 | cash | 0.00").withdrawal_findings() == []


def test_the_taxable_amount_is_looked_at_in_the_years_of_the_forms() -> None:
    rows = Drawn(
        """
        employee_id | date       | amount | basis | route | taxable
        E1          | 2024-12-31 |   1.00 |  1.00 | cash  | 9.00
        E1          | 2025-01-01 |   1.00 |  1.00 | cash  | 9.00
        E1          | 2026-06-30 |   1.00 |  1.00 | cash  | 9.00
        E1          | 2026-07-01 |   1.00 |  1.00 | cash  | 9.00
        """,
        as_of="2026-06-30",
    ).withdrawal_findings()
    assert [row["pay_date"] for row in rows] == ["2025-01-01", "2026-06-30"]


# Direct rollovers of a day take its pre-tax part first


TAKEN_BACK = "5,000.00 | 5,000.00 | roth_ira\nE1 | 2026-04-15 | -3,000.00 | -3,000.00 | roth_ira"


@pytest.mark.parametrize(
    ("direct", "cash", "expected"),
    [
        ("5,000.00 | 3,000.00 | roth_ira", "7,000.00 | 7,000.00", []),  # W-2
        ("5,000.00 | 5,000.00 | roth_ira", "7,000.00 | 5,000.00", [("7000.00", "5000.00")]),
        ("5,000.00 | 3,000.01 | split", "7,000.00 | 6,999.99", [("7000.00", "6999.99")]),
        ("5,000.00 | 0.00 | traditional_ira", "15,000.00 | 12,000.00", []),  # W-1: more pre-tax than goes directly
        ("5,000.00 | 0.01 | traditional_ira", "15,000.00 | 11,999.99", [("12000.00", "11999.99")]),
        (TAKEN_BACK, "7,000.00 | 5,000.00", []),
    ],
)
def test_what_is_paid_out_has_no_pre_tax_money_that_a_direct_rollover_could_take(
    direct: str, cash: str, expected: list[tuple[str, str]]
) -> None:
    drawn = Drawn(
        f"""
        employee_id | date | amount | basis | route
        E1 | 2026-04-15 | {direct}
        E1 | 2026-04-15 | {cash} | cash
        """
    )
    found = drawn.withdrawal_findings()
    assert [(row["check"], row["source"]) for row in found] == [("withdrawal_basis", "cash")] * len(expected)
    assert [(row["expected"], row["actual"]) for row in found] == expected
    assert [row["line"] for row in found] == ["3"] * len(expected)


def test_withdrawals_of_two_days_are_two_distributions() -> None:
    apart = """
        employee_id | date       | amount   | basis    | route
        E1          | 2026-04-15 | 5,000.00 | 5,000.00 | roth_ira
        E1          | 2026-04-16 | 7,000.00 | 5,000.00 | cash
    """
    assert Drawn(apart).withdrawal_findings() == []


# The basis of a withdrawal

EVE = """
    employee_id | as_of      | after_tax_basis | after_tax_value | vested_balance | pre_1987_basis
    E1          | 2026-04-14 |       30,000.00 |       36,000.00 |     200,000.00 | 4,000.00
"""
AFTER = """
    employee_id | as_of      | after_tax_basis | after_tax_value | vested_balance | pre_1987_basis
    E1          | 2026-04-15 |       20,000.00 |       24,000.00 |     188,000.00 | 0.00
"""
CENTS = [
    (EVE, "12,000.00", "10,000.00", ""),
    (AFTER, "12,000.00", "10,000.00", ""),
    (EVE, "36,000.00", "5,400.00", "separate_contract = false"),  # S-5
    (EVE, "3,000.00", "3,000.00", "pre_1987_first = true"),  # S-87
]


def of_basis(balances: str, amount: str, basis: str, terms: str = "", **more: str) -> Rows:
    """What is said of a withdrawal of 15 April."""
    return Drawn(one(amount, basis, "cash"), balances=balances, terms=terms, **more).withdrawal_findings()


@pytest.mark.parametrize(("balances", "amount", "basis", "terms"), CENTS)
def test_a_basis_that_is_pro_rata_is_in_order_and_a_cent_more_or_less_is_not(
    balances: str, amount: str, basis: str, terms: str
) -> None:
    assert of_basis(balances, amount, basis, terms) == []
    for other in (f"{basis[:-1]}1", f"{int(basis.replace(',', '')[:-3]) - 1}.99"):
        assert same(
            of_basis(balances, amount, other, terms),
            f"""
            check            | severity | who_acts     | pay_date   | source    | line | expected | actual
            withdrawal_basis | error    | recordkeeper | 2026-04-15 | after_tax | 2    | {basis}  | {other}
            """,
        )


def test_pre_1987_basis_leaves_first() -> None:
    """S-88: 4,000, then 4,000 of the other 16,000 with its basis of 6,000."""
    stated = EVE.replace("30,000.00", "10,000.00").replace("36,000.00", "20,000.00")
    assert of_basis(stated, "8,000.00", "5,500.00", "pre_1987_first = true") == []
    (finding,) = of_basis(stated, "8,000.00", "4,000.00", "pre_1987_first = true")
    assert finding["expected"] == "5500.00"
    assert of_basis(stated, "8,000.00", "4,000.00") == []


def test_pre_1987_basis_is_carried_on_by_the_withdrawals_since_its_statement() -> None:
    """Of 4,000 stated in March 3,000 left on 1 April; 1,000 is left: 1,000 + 2,000 x 5,000 / 10,000."""
    drawn = Drawn(
        """
        employee_id | date       | amount   | basis    | route
        E1          | 2026-04-01 | 3,000.00 | 3,000.00 | cash
        E1          | 2026-04-15 | 3,000.00 | 2,000.00 | cash
        """,
        balances="""
        employee_id | as_of      | after_tax_basis | after_tax_value | pre_1987_basis
        E1          | 2026-03-31 |        9,000.00 |       14,000.00 | 4,000.00
        E1          | 2026-04-15 |        4,000.00 |        8,000.00 | 0.00
        """,
        terms="pre_1987_first = true",
    )
    assert drawn.withdrawal_findings() == []


def test_pre_1987_basis_left_by_the_statement_of_the_day_was_there_before() -> None:
    after = AFTER.replace("0.00\n", "1,000.00\n")
    assert of_basis(after, "12,000.00", "12,000.00", "pre_1987_first = true") == []


def test_the_days_postings_come_before_its_withdrawals() -> None:
    """(30,000 + 6,000) of (36,000 + 6,000): 36 parts of 42."""
    posted = "employee_id | posted_date | source | amount\nE1 | 2026-04-15 | after_tax | 6,000.00"
    assert of_basis(EVE, "4,200.00", "3,600.00", contributions=posted) == []
    assert len(of_basis(EVE, "4,200.00", "3,500.00", contributions=posted)) == 1
    the_day_after = posted.replace("04-15", "04-16")
    assert of_basis(EVE, "4,200.00", "3,500.00", contributions=the_day_after) == []


def test_the_statement_of_the_day_goes_before_that_of_the_eve() -> None:
    both = EVE.replace("30,000.00", "29,000.00") + AFTER.strip().splitlines()[-1]
    assert of_basis(both, "12,000.00", "10,000.00") == []


def test_where_no_statement_says_what_there_was_nothing_is_compared() -> None:
    assert of_basis(EVE.replace("04-14", "04-13"), "12,000.00", "1.00") == []
    assert of_basis(AFTER.replace("04-15", "04-16"), "12,000.00", "1.00") == []
    unknown = EVE.replace("200,000.00", "")
    assert of_basis(unknown, "12,000.00", "1.00", "separate_contract = false") == []
    too_little = EVE.replace("200,000.00", "35,999.99")
    assert of_basis(too_little, "12,000.00", "1.00", "separate_contract = false") == []
    assert of_basis(EVE, "36,000.01", "1.00") == []


def test_each_row_but_one_of_a_day_may_be_a_cent_off() -> None:
    """Of three cents one and a half are basis, so two; of each cent alone half a cent, so one: three."""
    header = "employee_id | date | amount | basis | route\n"
    stated = EVE.replace("30,000.00", "500.00").replace("36,000.00", "1,000.00")

    def rows(*basis: str) -> Rows:
        lines = [f"E1 | 2026-04-15 | 0.01 | {cents} | cash" for cents in basis]
        return Drawn(header + "\n".join(lines), balances=stated).withdrawal_findings()

    assert rows("0.01", "0.01", "0.01") == []
    assert rows("0.01", "0.01", "0.02") == []
    (finding,) = rows("0.01", "0.02", "0.02")
    assert (finding["expected"], finding["actual"]) == ("0.02", "0.05")


def test_the_terms_of_the_day_decide_what_the_basis_is_a_part_of() -> None:
    amendment = "separate_contract = false\n[[amendment]]\neffective = 2026-04-{}\nwithdrawals.separate_contract = true"
    assert of_basis(EVE, "12,000.00", "10,000.00", amendment.format(15)) == []
    assert of_basis(EVE, "12,000.00", "1,800.00", amendment.format(16)) == []


def test_all_taken_at_a_loss_may_be_reported_with_its_basis_or_all_there_was() -> None:
    stated = EVE.replace("36,000.00", "24,000.00")
    assert of_basis(stated, "24,000.00", "24,000.00") == []
    assert of_basis(stated, "24,000.00", "30,000.00") == []
    assert len(of_basis(stated, "24,000.00", "23,999.99")) == 1
    assert len(of_basis(stated, "23,999.99", "24,000.00")) == 1


def test_the_basis_is_looked_at_in_the_years_of_the_forms() -> None:
    years_ago = Drawn(one("12,000.00", "1.00", "cash"), balances=EVE, as_of="2027-12-31")
    assert len(years_ago.withdrawal_findings()) == 1
    assert Drawn(one("12,000.00", "1.00", "cash"), balances=EVE, as_of="2028-01-01").withdrawal_findings() == []
    assert Drawn(one("12,000.00", "1.00", "cash"), balances=EVE, as_of="2026-04-14").withdrawal_findings() == []
