"""The plan's formulas for employer money, on one pay date or on the whole year. No dates and no sums here."""

from collections.abc import Sequence

import polars as pl

from megaroth.cents import divided, wide
from megaroth.money import ONE
from megaroth.plan_terms import Match, Tier
from schemas import words

MATCHED = (*words.DEFERRALS, words.AFTER_TAX)


def tier_match(contributed: pl.Expr, pay: pl.Expr, tiers: Sequence[Tier]) -> pl.Expr:
    """Each tier's rate on what is contributed in its share of pay; half up to the cent, once."""
    total, below = wide(0), 0
    for tier in tiers:
        in_tier = pl.min_horizontal(wide(contributed) * ONE, wide(pay) * tier.up_to) - wide(pay) * below
        total = total + in_tier.clip(0) * tier.rate
        below = tier.up_to
    return divided(total, ONE * ONE)


def matched_money(amounts: dict[str, pl.Expr], catch_up: pl.Expr, match: Match) -> pl.Expr:
    """What the match counts of each kind's amount; catch-up that earns no match is taken from Roth first."""
    left = dict(amounts)
    if not match.catch_up_matched:
        of_roth = pl.min_horizontal(catch_up, amounts[words.ROTH])
        left[words.ROTH] = amounts[words.ROTH] - of_roth
        left[words.PRE_TAX] = (amounts[words.PRE_TAX] - (catch_up - of_roth)).clip(0)
    return pl.sum_horizontal(left[kind] for kind in match.sources)
