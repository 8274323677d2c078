"""What a cell of each unit may look like: the exact value it gives, or the rule it is refused by."""

import hmac
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from megaroth.parse import Parsed
from tests.feeds_as_text import parsed, seal

PAYROLL = "employee_id,pay_date,gross_compensation,run_type\n"
CENSUS = "employee_id,birth_date,hire_date"


def one_cell(kind: str, column: str, cell: str) -> Parsed:
    """A row of which only this cell is in question."""
    sound = {
        "payroll": {"employee_id": "E1", "pay_date": "2026-01-09", "gross_compensation": "0"},
        "census": {"employee_id": "E1", "birth_date": "", "hire_date": "2020-01-06"},
        "elections": {"employee_id": "E1", "effective_date": "2026-01-01"},
        "opening": {"employee_id": "E1", "as_of": "2026-03-31", "gross_compensation": "0"},
    }[kind] | {column: cell}
    return parsed(kind, ",".join(sound) + "\n" + ",".join(f'"{text}"' for text in sound.values()) + "\n")


@pytest.mark.parametrize(
    ("cell", "cents"),
    [
        ("1234.56", 123456),
        ("1234.5", 123450),
        ("1234", 123400),
        ("-0.01", -1),
        ("0.29", 29),
        ("1.10000", 110),
        ("999999999999.99", 99999999999999),
        (" 5.00 ", 500),
        ("\u00a05.00\u00a0", 500),
        ("-0", 0),
        ("", None),
        (" \u00a0 ", None),
    ],
)
def test_money_is_exact_cents(cell: str, cents: int | None) -> None:
    assert one_cell("payroll", "pre_tax", cell).accepted["pre_tax"].to_list() == [cents]


BAD_MONEY = "$1,234.50|(5.00)|123.45-|1e5|5.|.5|+3|10.125|1 000.00|1,00|1_000|1.00 USD|1234567890123.00|NA|nan|-|--1"
OVERPUNCHED, ARABIC = "0000001234{", "\u0661.00"


@pytest.mark.parametrize("cell", [*BAD_MONEY.split("|"), OVERPUNCHED, ARABIC])
def test_money_of_another_look_refuses_its_row(cell: str) -> None:
    outcome = one_cell("payroll", "pre_tax", cell)
    assert outcome.rejects.rows() == [(2, "pre_tax", "is money like 1234.56")]
    assert (outcome.accepted.height, outcome.rows_in, outcome.cells_unreadable) == (0, 1, 1)


@given(st.integers(-(10**14) + 1, 10**14 - 1))
@settings(deadline=None, max_examples=60)
def test_every_amount_of_cents_comes_back(amount: int) -> None:
    cell = f"{'-' * (amount < 0)}{abs(amount) // 100}.{abs(amount) % 100:02}"
    assert one_cell("payroll", "pre_tax", cell).accepted["pre_tax"].to_list() == [amount]


BAD_DATES = "2026-02-29|2026-1-9|+2026-01-09|12/31/2026|2026-01-09 12:00:00 AM|20260109|01/01/1900|00/00/0000|N/A"


@pytest.mark.parametrize("cell", [*BAD_DATES.split("|"), "1899-12-31", "2200-01-01", "0000-00-00"])
def test_a_date_of_another_look_refuses_its_row(cell: str) -> None:
    outcome = one_cell("payroll", "pay_date", cell)
    assert outcome.rejects.rows() == [(2, "pay_date", "is a date like 2026-01-09, from 1900 to 2199")]


@pytest.mark.parametrize("cell", ["1900-01-01", "2024-02-29", "2199-12-31"])
def test_a_date_is_a_day_of_the_calendar(cell: str) -> None:
    assert one_cell("payroll", "pay_date", cell).accepted["pay_date"].to_list() == [date.fromisoformat(cell)]


@pytest.mark.parametrize(
    ("cell", "scaled"),
    [("0.06", 6_000_000), ("1", 100_000_000), ("0.12345678", 12_345_678), ("0.500000000", 50_000_000)],
)
def test_a_rate_is_exact_hundred_millionths(cell: str, scaled: int) -> None:
    assert one_cell("elections", "after_tax_rate", cell).accepted["after_tax_rate"].to_list() == [scaled]


def test_a_percentage_is_kept_as_it_is_said() -> None:
    assert one_cell("census", "ownership_percent", "5.5").accepted["ownership_percent"].to_list() == [550_000_000]


@pytest.mark.parametrize("cell", ["6%", "0.123456789", ".06", "1e-2"])
def test_a_rate_of_another_look_refuses_its_row(cell: str) -> None:
    assert one_cell("elections", "roth_rate", cell).rejects.rows() == [(2, "roth_rate", "is a number like 0.06")]


@pytest.mark.parametrize(("cell", "count"), [("2", 2), ("0", 0), ("2.00", 2), ("2.0", 2), ("007", 7), ("", None)])
def test_a_count_is_a_whole_number(cell: str, count: int | None) -> None:
    accepted = one_cell("opening", "withdrawals_this_year", cell).accepted
    assert accepted["withdrawals_this_year"].to_list() == [count]


@pytest.mark.parametrize("cell", ["2.5", "-1", "2.", ".0", "1e1", "two", "1,000", "1234567890", "2.01"])
def test_a_count_of_another_look_refuses_its_row(cell: str) -> None:
    rejects = one_cell("opening", "withdrawals_this_year", cell).rejects
    assert rejects.rows() == [(2, "withdrawals_this_year", "is a whole number like 2")]


@pytest.mark.parametrize(("cell", "flag"), [("true", True), ("FALSE", False), (" True ", True), ("", None)])
def test_a_flag_is_true_or_false(cell: str, flag: bool | None) -> None:
    assert one_cell("census", "hce", cell).accepted["hce"].to_list() == [flag]


@pytest.mark.parametrize("cell", ["yes", "1", "T", "null"])
def test_a_flag_of_another_look_refuses_its_row(cell: str) -> None:
    assert one_cell("census", "hce", cell).rejects.rows() == [(2, "hce", "is true or false")]


@pytest.mark.parametrize("cell", ["NA", "null", "None", "00123", "=1+1", "true", "1e5"])
def test_text_is_never_taken_for_anything_else(cell: str) -> None:
    assert one_cell("payroll", "employee_id", f"  {cell}\u00a0").accepted["employee_id"].to_list() == [cell]


def test_a_word_outside_the_contract_refuses_its_row() -> None:
    rule = "is one of: regular, off_cycle, correction, bonus"
    assert one_cell("payroll", "run_type", "Regular").rejects.rows() == [(2, "run_type", rule)]


@pytest.mark.parametrize("text", [f"{CENSUS}\nE1,,2020-01-06\n", f"{CENSUS},hold,rehire_date\nE1, ,2020-01-06,,\n"])
def test_an_empty_cell_and_a_missing_column_are_not_known(text: str) -> None:
    row = parsed("census", text).accepted.row(0, named=True)
    assert {name for name, value in row.items() if value is not None} == {"employee_id", "hire_date", "line"}


def test_an_empty_word_means_the_default() -> None:
    text = PAYROLL + "E1,2026-01-09,1.00,\nE1,2026-01-09,1.00,bonus\n"
    assert parsed("payroll", text).accepted["run_type"].to_list() == ["regular", "bonus"]
    assert one_cell("payroll", "pre_tax", "1.00").accepted["run_type"].to_list() == ["regular"]


# Social security numbers


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("666-01-0234", "666010234"),
        ("666010234", "666010234"),
        ("666 01 0234", "666010234"),
        ("\u00a0666\u00a001\u00a00234 ", "666010234"),
        ("6601023", "006601023"),
        ("66601023", "066601023"),
    ],
)
def test_a_number_is_sealed_from_its_nine_digits(cell: str, number: str) -> None:
    accepted = one_cell("census", "ssn", cell).accepted
    assert accepted.select("ssn_hash", "ssn_last4").rows() == [(seal(number), number[-4:])]


@pytest.mark.parametrize(
    "cell", ["XXX-XX-6789", "***-**-6789", "xxxxx6789", "*6789", "XXX-45-6789", "123-45-6789", "123456789"]
)
def test_a_masked_or_fake_number_is_no_key(cell: str) -> None:
    assert one_cell("census", "ssn", cell).accepted.select("ssn_hash", "ssn_last4").rows() == [(None, "6789")]


@pytest.mark.parametrize("cell", ["078-05-1120", "78051120", "000-00-0000", "0000000", "111111111", "999-99-9999"])
def test_the_other_fake_numbers_are_no_key_either(cell: str) -> None:
    assert one_cell("census", "ssn", cell).accepted["ssn_hash"].to_list() == [None]


@pytest.mark.parametrize("cell", ["666-01-02345", "12345", "6789", "666-01-023A", "N/A", "666010234.0", "XXXXXXXXX"])
def test_a_number_of_another_look_refuses_its_row(cell: str) -> None:
    assert one_cell("census", "ssn", cell).rejects.rows() == [(2, "ssn", "is a social security number")]


def test_the_clear_number_is_in_no_frame() -> None:
    text = f"{CENSUS},ssn,Social\nE1,,2020-01-06,666-01-0234,666010234\nE2,,not a date,666-01-0235,\n"
    outcome = parsed("census", text, seal=lambda ssn: hmac.digest(b"key", ssn.encode(), "sha256").hex())
    shown = outcome.accepted.write_csv() + outcome.rejects.write_csv()
    assert not any(secret in shown for secret in ("666-01", "66601", "666010234", "666010235"))
    assert outcome.accepted["ssn_hash"].str.len_chars().to_list() == [64]
