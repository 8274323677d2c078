"""`megaroth project`: the cases of the law, the edges of what may be assumed, accounts kept in exact fractions."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.other_doors.command import answered, dollars, run

# Worked out by hand, but for V-1, which is quoted.
CASES = {
    "V-1": ("--amount 38000 --once --rate 0.07 --years 20", "roth_value 147048.01; growth 109048.01"),
    "V-1, taxed each year": (
        "--amount 38000 --once --rate 0.07 --years 20 --tax-rate 0.32",
        "roth_value 147048.01; taxable_value 96314.88; contributed 38000.00",
    ),
    "each year: 1,000 + 1,100 + 1,210": (
        "--amount 1000 --rate 0.1 --years 3",
        "roth_value 3310.00; taxable_value 3310.00; contributed 3000.00; growth 310.00",
    ),
    "each year, half of the growth taxed: 1,000 + 1,050 + 1,102.50": (
        "--amount 1000 --rate 0.1 --years 3 --tax-rate 0.5",
        "roth_value 3310.00; taxable_value 3152.50",
    ),
    "all of the growth taxed": (
        "--amount 1000 --rate 0.1 --years 3 --tax-rate 1",
        "roth_value 3310.00; taxable_value 3000.00",
    ),
    "the first year's contribution, at its end, has not grown": (
        "--amount 1000 --rate 0.1 --years 1",
        "roth_value 1000.00; growth 0.00",
    ),
    "the one contribution, at its start, has": (
        "--amount 1000 --once --rate 0.1 --years 1",
        "roth_value 1100.00; growth 100.00",
    ),
    "without growth": (
        "--amount 7500 --rate 0 --years 40 --tax-rate 0.3",
        "roth_value 300000.00; taxable_value 300000.00; growth 0.00",
    ),
    "a loss each year, a fifth of which tax gives back: 1,000 + 900 and 1,000 + 920": (
        "--amount 1000 --rate -0.1 --years 2 --tax-rate 0.2",
        "roth_value 1900.00; taxable_value 1920.00; growth -100.00",
    ),
    "half a cent is rounded up": ("--amount 0.05 --once --rate 0.1 --years 1", "roth_value 0.06"),
    "less than half a cent is not": ("--amount 0.04 --once --rate 0.1 --years 1", "roth_value 0.04"),
    "only the end is rounded: 0.05 x 1.1 x 1.1 = 0.0605": (
        "--amount 0.05 --once --rate 0.1 --years 2",
        "roth_value 0.06",
    ),
    "everything doubles": ("--amount 1 --once --rate 1 --years 100", "roth_value 1267650600228229401496703205376.00"),
    "prices rise as fast as it grows": (
        "--amount 1000 --once --rate 0.1 --years 9 --inflation 0.1",
        "roth_value_today 1000.00; taxable_value_today 1000.00",
    ),
    "prices rise: 121 / 1.44": (
        "--amount 100 --once --rate 0.1 --years 2 --inflation 0.2 --tax-rate 1",
        "roth_value 121.00; roth_value_today 84.03; taxable_value_today 69.44",
    ),
    "prices fall: 100 / 0.8": (
        "--amount 100 --once --rate 0 --years 1 --inflation -0.2",
        "roth_value_today 125.00",
    ),
    "nothing": ("--amount 0 --rate 0.07 --years 5", "roth_value 0.00; growth 0.00"),
}
"""Arguments, and members of the answer."""


@pytest.mark.parametrize("case", CASES)
def test_a_case_of_the_law_comes_out_to_the_cent(case: str) -> None:
    arguments, expected = CASES[case]
    told = answered("project", arguments)
    for member in expected.split("; "):
        name, amount = member.split()
        assert dollars(told[name]) == amount, name


def test_the_members_are_named_as_promised() -> None:
    told = answered("project --amount 1 --rate 0.1 --years 2")
    assert list(told) == ["roth_value", "taxable_value", "contributed", "growth", "years"]
    assert [list(year) for year in told["years"]] == [["year", "contributed", "roth_value", "taxable_value"]] * 2
    told = answered("project --amount 1 --rate 0.1 --years 1 --inflation 0.02")
    today = {"roth_value_today", "taxable_value_today"}
    assert today < set(told)
    assert today < set(told["years"][0])


REFUSED = {
    "--amount 1 --rate 0.07 --years 0": "--years",
    "--amount 1 --rate 0.07 --years 101": "--years",
    "--amount 1 --rate 7 --years 1": "expected a fraction above -1 and up to 1, such as 0.07 for 7%",
    "--amount 1 --rate 7% --years 1": "expected a fraction above -1",
    "--amount 1 --rate 1.00000001 --years 1": "expected a fraction above -1",
    "--amount 1 --rate -1 --years 1": "expected a fraction above -1",
    "--amount 1 --rate -1.5 --years 1": "expected a fraction above -1",
    "--amount 1 --rate 0.000000001 --years 1": "expected at most 8 decimals",
    "--amount 1 --rate 0.07 --years 1 --tax-rate 1.01": "expected a fraction from 0 to 1",
    "--amount 1 --rate 0.07 --years 1 --tax-rate -0.1": "--tax-rate",
    "--amount 1 --rate 0.07 --years 1 --inflation -1": "expected a fraction above -1",
    "--amount -1 --rate 0.07 --years 1": "--amount",
    "--amount 1 --rate 0.07": "--years",
    "--amount 1 --rate 07 --years 1": "expected a fraction above -1",
}


@pytest.mark.parametrize("arguments", REFUSED)
def test_what_cannot_be_is_refused_in_words(arguments: str) -> None:
    status, out, err = run("project", arguments, "--json")
    assert (status, out) == (2, "")
    assert REFUSED[arguments] in err


@pytest.mark.parametrize("rate", ["-0.99999999", "1"])
def test_any_growth_short_of_losing_all_is_taken(rate: str) -> None:
    assert answered(f"project --amount 1 --rate {rate} --years 100")["contributed"] == 100_00


def test_the_text_has_a_row_and_a_bar_a_year_and_every_assumption() -> None:
    given = "project --amount 1000 --rate 0.1 --years 3 --tax-rate 0.5 --inflation 0.02"
    _, out, _ = run(given)
    lines = out.splitlines()
    # 20 signs are the 3,310.00 of the Roth account: 3,152.50 are 19.05, 2,050.00 are 12.39 and 2,100.00 are 12.69.
    assert lines[2].endswith("2,100.00  2,050.00    2,018.45       1,970.40  " + "█" * 12)
    assert lines[3].endswith("  " + "█" * 19 + "░")
    for said in (
        "3,000.00 contributed, 310.00 of growth: 3,310.00 in a Roth account, 3,152.50 in a taxable one.",
        "1,000.00 contributed at the end of each year; growth of 10% every year, no fees.",
        "Taxable: 50% of each year's growth goes to tax",
        "prices rise by 2% in every year",
        "not advice and not a forecast",
    ):
        assert said in out
    assert "once, at the start of the first year" in run(f"{given} --once")[1]
    assert "growth of -5.5% every year" in run("project --amount 1 --rate -0.055 --years 1")[1]


def year_by_year(given: dict[str, Any]) -> list[dict[str, int]]:
    """Two accounts kept by hand, year after year."""
    rate, tax_rate = Fraction(given["rate"]), Fraction(given["tax_rate"])
    roth = taxable = Fraction(given["amount"] if given["once"] else 0)
    paid_in, price, ends = given["amount"] if given["once"] else 0, Fraction(1), []
    for year in range(1, given["years"] + 1):
        roth += roth * rate
        growth = taxable * rate
        taxable += growth - growth * tax_rate
        price += price * Fraction(given["inflation"])
        if not given["once"]:
            roth, taxable, paid_in = roth + given["amount"], taxable + given["amount"], paid_in + given["amount"]
        ends.append(
            {
                "year": year,
                "contributed": paid_in,
                "roth_value": nearest(roth),
                "taxable_value": nearest(taxable),
                "roth_value_today": nearest(roth / price),
                "taxable_value_today": nearest(taxable / price),
            }
        )
    return ends


def nearest(exact: Fraction) -> int:
    whole, rest = divmod(exact.numerator, exact.denominator)
    return whole + (2 * rest >= exact.denominator)


def fractions(least: int, most: int) -> st.SearchStrategy[str]:
    """As they are written, with eight decimals."""
    return st.integers(least, most).map(
        lambda units: f"{'-' if units < 0 else ''}{abs(units) // 10**8}.{abs(units) % 10**8:08}"
    )


@settings(max_examples=100, deadline=None)
@given(
    st.fixed_dictionaries(
        {
            "amount": st.integers(0, 100_000_00),
            "years": st.integers(1, 40),
            "rate": st.one_of(st.just("0"), fractions(-99_999_999, 100_000_000)),
            "once": st.booleans(),
            "tax_rate": fractions(0, 100_000_000),
            "inflation": fractions(-50_000_000, 100_000_000),
        }
    )
)
def test_random_accounts_come_out_as_if_kept_year_by_year(assumed: dict[str, Any]) -> None:
    told = answered(
        f"project --amount {dollars(assumed['amount'])} --years {assumed['years']} --rate {assumed['rate']}",
        f"--tax-rate {assumed['tax_rate']} --inflation {assumed['inflation']} {'--once' if assumed['once'] else ''}",
    )
    expected = year_by_year(assumed)
    assert told["years"] == expected
    last = {name: amount for name, amount in expected[-1].items() if name != "year"}
    assert {name: told[name] for name in last} == last
    assert told["growth"] == last["roth_value"] - last["contributed"]
