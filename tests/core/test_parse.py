"""Headers and rows: what a contract refuses and by which rule, and that nothing is lost on the way."""

from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from megaroth.feed_text import HAS_ALL_CELLS, IS_UTF8, cut
from megaroth.parse import parse, read_header
from schemas.feeds import FEEDS
from tests.feeds_as_text import parsed, seal

PAYROLL = "employee_id,pay_date,gross_compensation,pre_tax,match,run_type\n"
CENSUS = "employee_id,birth_date,hire_date"


# Headers


def test_columns_come_in_any_order_and_any_capitals() -> None:
    header = read_header("payroll", ("Gross_Compensation", " PAY_DATE ", "\ufeffx", "employee_id\u00a0", "", "Roth"))
    assert (header.refused, header.missing, header.repeated) == (False, (), ())
    assert header.unknown == ("\ufeffx", "column 5, without a name")
    text = "ROTH,Gross_Compensation,x, PAY_DATE ,,employee_id\n1.00,2.00,?,2026-01-09,,E1\n"
    row = parsed("payroll", text).accepted.row(0, named=True)
    assert (row["employee_id"], row["gross_compensation"], row["roth"]) == ("E1", 200, 100)


def test_a_missing_required_column_refuses_the_file() -> None:
    header = read_header("payroll", ("employee_id", "pay_date", "roth", "gross"))
    assert (header.refused, header.missing, header.unknown) == (True, ("gross_compensation",), ("gross",))


def test_a_column_that_is_there_twice_refuses_the_file() -> None:
    header = read_header(
        "payroll", ("employee_id", "pay_date", "gross_compensation", "roth", "Roth ", "x", "X", "", "")
    )
    assert (header.refused, header.repeated) == (True, ("roth", "x"))


def test_columns_without_a_name_may_be_there_twice() -> None:
    assert parsed("census", f"{CENSUS},,\nE1,,2020-01-06,,\n").accepted.height == 1


def test_a_file_without_a_header_is_refused_and_none_of_its_first_row_is_shown() -> None:
    header = read_header("census", ("E1", "666-01-0234", "1980-01-01", "1980-01-01", "2020-01-06"))
    assert (header.refused, header.unknown, header.repeated) == (True, (), ())


def test_the_social_security_number_is_a_column_of_the_feed_its_hash_is_not() -> None:
    assert read_header("census", (*CENSUS.split(","), "ssn", "ssn_hash")).unknown == ("ssn_hash",)


def test_an_empty_file_misses_every_required_column() -> None:
    assert read_header("census", ()).missing == ("employee_id", "birth_date", "hire_date")


# Rows


@pytest.mark.parametrize("kind", FEEDS)
def test_every_feed_comes_out_under_its_contract_even_without_rows(kind: str) -> None:
    needed = read_header(kind, ()).missing
    for body in ("\n", "\n\n"):
        feed = cut(iter([",".join(needed) + body]))
        outcomes = [parse(kind, batch, seal) for batch in feed.batches]
        assert sum(outcome.rows_in for outcome in outcomes) == 0
    empty = parsed(kind, ",".join(needed) + "\n" + "," * len(needed) + "\n").accepted
    assert FEEDS[kind].validate(empty.drop("line")).height == 0
    assert empty.columns == [*FEEDS[kind].to_schema().columns, "line"]
    assert empty.schema["line"] == pl.Int64


def test_a_row_is_refused_once_for_its_first_unreadable_cell_in_the_contracts_order() -> None:
    text = "match,gross_compensation,pay_date,employee_id\n$1,(2),2026-01-09,\n$1,1.00,1/9/2026,E2\n1,1,2026-01-09,E3\n"
    outcome = parsed("payroll", text)
    assert outcome.rejects.rows() == [
        (2, "gross_compensation", "is money like 1234.56"),
        (3, "pay_date", "is a date like 2026-01-09, from 1900 to 2199"),
    ]
    assert (outcome.cells_unreadable, outcome.rows_in, outcome.accepted["line"].to_list()) == (4, 3, [4])


def test_a_row_is_refused_once_for_the_first_thing_its_contract_finds() -> None:
    text = PAYROLL + ",,1.00,,,odd\nE2,,1.00,,,odd\nE3,2026-01-09,1.00,,,odd\n"
    outcome = parsed("payroll", text)
    assert outcome.rejects.rows() == [
        (2, "employee_id", "is not empty"),
        (3, "pay_date", "is not empty"),
        (4, "run_type", "is one of: regular, off_cycle, correction, bonus"),
    ]
    assert outcome.cells_unreadable == 0


@pytest.mark.parametrize(
    ("kind", "text", "reject"),
    [
        (
            "contributions",
            "employee_id,posted_date,source,amount,activity\nE1,2026-01-12,roth,5.00,reversal\n",
            (2, None, "a reversal or refund is not positive"),
        ),
        (
            "contributions",
            "employee_id,posted_date,source,amount,for_year\nE1,2026-01-12,roth,5.00,FY26\n",
            (2, "for_year", "is a year like 2026, or the date it ends on"),
        ),
        (
            "census",
            "employee_id,birth_date,hire_date,rehire_date\n\nE1,,2020-01-06,2019-01-06\n",
            (3, None, "rehire_date is not before hire_date"),
        ),
        (
            "elections",
            "employee_id,effective_date,roth_rate\nE1,2026-01-12,6\n",
            (2, None, "rates are fractions from 0 to 1"),
        ),
    ],
)
def test_a_row_that_breaks_its_contract_is_refused_with_the_sentence_that_must_hold(
    kind: str, text: str, reject: tuple[int, str | None, str]
) -> None:
    assert parsed(kind, text).rejects.rows() == [reject]


def test_the_header_again_as_a_row_is_refused_and_its_cells_are_not_unreadable() -> None:
    outcome = parsed("payroll", PAYROLL + "E1,2026-01-09,1.00,1.00,,\n" + PAYROLL.upper() + "E2,2026-01-09,1.00,,,\n")
    assert outcome.rejects.rows() == [(3, None, "is not the header again")]
    assert (outcome.cells_unreadable, outcome.accepted["line"].to_list()) == (0, [2, 4])


def test_rows_that_could_not_be_cut_are_counted_and_refused() -> None:
    outcome = parsed(
        "payroll", PAYROLL + "Payroll Totals,9.00\nE1,2026-01-09,1.00,7.00,,\nE\ufffd,2026-01-09,1.00,,,\n"
    )
    assert outcome.rejects.rows() == [(2, None, HAS_ALL_CELLS), (4, None, IS_UTF8)]
    assert (outcome.rows_in, outcome.amount_in, outcome.amount_rejected) == (3, 700, 0)


def test_equal_rows_are_not_parses_business() -> None:
    assert parsed("payroll", PAYROLL + "E1,2026-01-09,1.00,,,\n" * 2).accepted.height == 2


def test_a_form_has_a_code_of_capitals_and_digits_and_a_year() -> None:
    text = "employee_id,tax_year,box_1,box_7\nE1,2026,1.00,4G\nE1,2026,1.00,g\nE1,26,1.00,G\nE1,2026,1.00,\n"
    outcome = parsed("forms", text)
    assert outcome.accepted["line"].to_list() == [2]
    assert outcome.rejects.rows() == [
        (3, "box_7", "is a code like G, 7 or 1B"),
        (4, None, "tax_year is a year like 2026"),
        (5, "box_7", "is not empty"),
    ]


# Control totals


def test_amounts_add_the_readable_cells_of_every_row() -> None:
    text = PAYROLL + "E1,2026-01-09,9.00,1.00,0.50,\nE2,2026-01-09,9.00,2.00,$1,\nE3,,9.00,-4.00,,\n"
    outcome = parsed("payroll", text)
    assert (outcome.amount_in, outcome.amount_rejected) == (-50, -200)


def test_a_feed_without_contributions_has_no_amounts() -> None:
    outcome = parsed("census", f"{CENSUS},prior_year_compensation\nE1,,2020-01-06,5.00\n")
    assert (outcome.amount_in, outcome.amount_rejected) == (None, None)


def test_totals_do_not_wrap() -> None:
    row = "E1,2026-01-09,0," + "999999999999.99," * 2 + "\n"
    count = 50_000  # x 2 x about 10**14 cents is more than Int64 holds
    assert parsed("payroll", PAYROLL + row * count).amount_in == 99999999999999 * 2 * count


money_cells = st.sampled_from([("", 0), ("1.00", 100), ("-0.5", -50), ("$1", 0), ("7e9", 0), ("3", 300), ("x y", 0)])
dates = st.sampled_from(["2026-01-09", "", "1/9/2026"])
people = st.sampled_from(["E1", "", "employee_id", "é"])
lines = st.one_of(
    st.tuples(people, dates, st.just("1.00"), money_cells, money_cells, st.sampled_from(["", "bonus", "odd"])),
    st.text(st.sampled_from('aE1,"\n \ufffd'), max_size=8),
)


@given(st.lists(lines, max_size=12))
@settings(deadline=None, max_examples=150)
def test_in_is_accepted_plus_rejected_in_rows_and_cents(drawn: list[tuple[Any, ...] | str]) -> None:
    whole = [line for line in drawn if isinstance(line, tuple)]
    texts = ["employee_id,pay_date,gross_compensation,pre_tax,match,run_type"]
    texts += [
        line if isinstance(line, str) else ",".join(cell if isinstance(cell, str) else cell[0] for cell in line)
        for line in drawn
    ]
    outcomes = [parse("payroll", batch, seal) for batch in cut(iter(["\n".join(texts) + "\n"])).batches]
    for outcome in outcomes:
        assert outcome.rows_in == outcome.accepted.height + outcome.rejects.height
        kept = sum(outcome.accepted[name].sum() for name in ("pre_tax", "match"))
        assert outcome.amount_in == kept + (outcome.amount_rejected or 0)
        assert outcome.rejects["line"].is_unique().all()
        assert outcome.rejects["line"].is_sorted()
    if len(whole) == len(drawn):
        amount: int = sum(a[1] + b[1] for person, _, _, a, b, _ in whole if person != "employee_id")
        assert sum(outcome.amount_in or 0 for outcome in outcomes) == amount
        assert sum(outcome.rows_in for outcome in outcomes) == len(drawn)


# Nobody's values


@pytest.mark.parametrize("kind", FEEDS)
def test_no_value_of_a_cell_is_in_the_rejects(kind: str) -> None:
    columns = list(dict.fromkeys(c.metadata.get("feed", name) for name, c in FEEDS[kind].to_schema().columns.items()))
    sound = ["E1" if name == "employee_id" else "" for name in columns]
    texts = [",".join(columns)]
    texts += [",".join([*sound[:place], "SECRET", *sound[place + 1 :]]) for place in range(len(columns))]
    texts += ['"SECRET', "SECRET,SECRET", "SECRET\ufffd" + "," * (len(columns) - 1)]
    rejects = parsed(kind, "\n".join(texts) + "\n").rejects
    assert rejects.height > 3
    assert "SECRET" not in rejects.write_csv()


def test_a_broken_contract_leaves_no_exception_behind() -> None:
    def seal_that_fails(_: str) -> str:
        raise AssertionError("a masked number is never sealed")

    text = f"{CENSUS},ssn\nE1,2021-01-01,2020-01-06,XXX-XX-6789\n"
    outcome = parsed("census", text, seal=seal_that_fails)
    assert outcome.rejects.rows() == [(2, None, "birth_date is before hire_date")]
