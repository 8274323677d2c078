"""The plan's formulas for employer money, and the shares they are made of: whole cents, rounded once."""

from decimal import Decimal

import polars as pl
import pytest

from megaroth.cents import down_of_rate, of_rate, pro_rata
from megaroth.forecast.formulas import matched_money, tier_match
from megaroth.money import to_cents, to_rate
from megaroth.plan_terms import Match, Tier

SAFE_HARBOR = (("1.0", "0.03"), ("0.5", "0.05"))


def cents(dollars: str) -> int:
    return to_cents(Decimal(dollars.replace(",", "")))


def number(expression: pl.Expr) -> object:
    return pl.select(expression).item()


def lit(dollars: str) -> pl.Expr:
    return pl.lit(cents(dollars), dtype=pl.Int64)


def tiers(*rates: tuple[str, str]) -> tuple[Tier, ...]:
    return tuple(Tier.model_validate({"rate": Decimal(rate), "up_to": Decimal(up_to)}) for rate, up_to in rates)


@pytest.mark.parametrize(
    ("amount", "rate", "half_up", "down"),
    [
        ("100.00", "0.06", "6.00", "6.00"),
        ("0.50", "0.01", "0.01", "0.00"),  # half a cent goes up
        ("0.49", "0.01", "0.00", "0.00"),
        ("3,333.33", "0.04", "133.33", "133.33"),
        ("99,999,999,999.99", "0.99999999", "99,999,998,999.99", "99,999,998,999.99"),
    ],
)
def test_a_rate_of_an_amount_is_rounded_once(amount: str, rate: str, half_up: str, down: str) -> None:
    share = to_rate(Decimal(rate))
    assert number(of_rate(lit(amount), share)) == cents(half_up)
    assert number(down_of_rate(lit(amount), share)) == cents(down)


def test_a_part_of_a_whole_is_exact_beyond_64_bits() -> None:
    assert number(pro_rata(lit("90,000,000.00"), lit("50,000,000.01"), lit("100,000,000.00"))) == cents("45,000,000.01")


def test_a_part_of_nothing_is_not_known() -> None:
    assert pl.select(pro_rata(lit("100.00"), lit("5.00"), lit("0.00"))).item() is None


@pytest.mark.parametrize(
    ("says", "contributed", "pay", "rates", "match"),
    [
        ("MT-1: 100% of the first 3% of capped pay of 2015", "18,000.00", "265,000.00", (("1.0", "0.03"),), "7,950.00"),
        ("MT-4: the annual formula", "24,500.00", "300,000.00", SAFE_HARBOR, "12,000.00"),
        ("MT-4: one of 26 pay dates, 461.5384", "942.31", "11,538.46", SAFE_HARBOR, "461.54"),
        ("MT-6: one of 24 pay dates", "133.33", "3,333.33", (("1.0", "0.04"),), "133.33"),
        ("MT-6: the year", "3,200.00", "80,000.00", (("1.0", "0.04"),), "3,200.00"),
        ("inside the first tier", "29.99", "1,000.00", SAFE_HARBOR, "29.99"),
        ("at the end of the first tier", "30.00", "1,000.00", SAFE_HARBOR, "30.00"),
        ("half of what is in the second", "40.00", "1,000.00", SAFE_HARBOR, "35.00"),
        ("a cent below the last tier's end", "49.99", "1,000.00", SAFE_HARBOR, "40.00"),
        ("beyond the last tier", "500.00", "1,000.00", SAFE_HARBOR, "40.00"),
        ("both tiers are rounded together, not each", "0.05", "1.00", (("0.5", "0.03"), ("0.5", "0.05")), "0.03"),
        ("more than a dollar for a dollar", "20.00", "1,000.00", (("1.5", "0.02"),), "30.00"),
        ("no pay", "20.00", "0.00", SAFE_HARBOR, "0.00"),
    ],
)
def test_tiers_match_what_is_contributed_in_their_share_of_pay(
    says: str, contributed: str, pay: str, rates: tuple[tuple[str, str], ...], match: str
) -> None:
    assert number(tier_match(lit(contributed), lit(pay), tiers(*rates))) == cents(match), says


@pytest.mark.parametrize(
    ("sources", "catch_up_matched", "matched"),
    [
        (("pre_tax", "roth"), True, "130.00"),
        (("pre_tax",), True, "100.00"),
        (("pre_tax", "roth", "after_tax"), True, "180.00"),
        (("pre_tax", "roth"), False, "90.00"),
        (("roth",), False, "0.00"),  # 40 of catch-up: all 30 of Roth, then 10 of pre-tax
        (("pre_tax",), False, "90.00"),
    ],
)
def test_catch_up_that_earns_no_match_is_taken_from_roth_first(
    sources: tuple[str, ...], catch_up_matched: bool, matched: str
) -> None:
    amounts = {"pre_tax": lit("100.00"), "roth": lit("30.00"), "after_tax": lit("50.00")}
    match = Match.model_validate({"sources": list(sources), "catch_up_matched": catch_up_matched})
    assert number(matched_money(amounts, lit("40.00"), match)) == cents(matched)
