"""Deferrals of each later date, up to 402(g) and catch-up, and what goes on after tax then. 26 USC 402(g), 414(v).

Amounts are what comes on top of what *_ytd already holds. Where the limit leaves less than was elected pre-tax comes
first and Roth gives way.
"""

import polars as pl

from megaroth.catch_up import in_force
from megaroth.cents import down_of_rate
from megaroth.forecast.limits_so_far import deferral_limit, rate_allows
from megaroth.forecast.person_years import catch_up_under
from megaroth.forecast.reference import PERSON_YEAR
from megaroth.forecast.walk import held_under
from megaroth.plan import Plan
from megaroth.plan_terms import Terms
from schemas import words


def on_top(later: pl.LazyFrame) -> pl.LazyFrame:
    """Adds `received_KIND_on_top` of what was posted, and `posted_KIND_left`, what a forecast has to bring less."""
    received = {kind: pl.col(f"received_{kind}").fill_null(0) for kind in words.KINDS}
    posted = {kind: pl.col(f"posted_{kind}") for kind in words.KINDS}
    return later.with_columns(
        *((received[kind] - posted[kind]).clip(0).alias(f"received_{kind}_on_top") for kind in words.KINDS),
        *((posted[kind] - received[kind]).clip(0).alias(f"posted_{kind}_left") for kind in words.KINDS),
    )


def with_ceiling(later: pl.LazyFrame, years: pl.LazyFrame, plan: Plan) -> pl.LazyFrame:
    """Adds `limit` and `ceiling`: what may still be deferred from the first later date through each. Null: no limit.

    What was received or posted early is known, and counts from its date on.
    """
    day = pl.col("date")
    pay = rate_allows(day, pl.col("eligible") + pl.col("received_eligible"), plan)
    known = pl.sum_horizontal("counted_deferrals", *(f"received_{kind}_on_top" for kind in words.DEFERRALS))
    allowed = pl.col("allowed") + pay.cum_sum().over(PERSON_YEAR, order_by="date")
    limit = deferral_limit(day, pl.col("figure"), allowed, plan)
    return (
        later.with_columns(calendar_year=day.dt.year())
        .join(years, on=PERSON_YEAR, how="left", validate="m:1", maintain_order="left")
        .with_columns(
            limit=pl.when(pl.col("figure").is_not_null()).then(limit),
            may_catch_up=in_force(day, plan, lambda terms: pl.col(catch_up_under(terms))),
            known_so_far=known.cum_sum().over(PERSON_YEAR, order_by="date"),
            known_of_year=known.sum().over(PERSON_YEAR),
        )
        .with_columns(left=pl.col("limit") + pl.col("may_catch_up") - pl.col("own") - pl.col("related_deferrals"))
        .with_columns(ceiling=pl.col("left") - pl.col("known_so_far"))
    )


def with_deferrals(later: pl.DataFrame, plan: Plan, assume: str | None = None) -> pl.DataFrame:
    """Adds `pre_tax`, `roth` and `after_tax` of each date; `assume` in place of the plan's own assumption."""
    asked = [asked_for(kind, plan, assume).alias(f"asked_{kind}") for kind in words.DEFERRALS]
    with_asked = later.with_columns(asked).with_columns(asked=pl.col("asked_pre_tax") + pl.col("asked_roth"))
    return (
        held_under(with_asked, PERSON_YEAR, "asked", "ceiling", "deferred")
        .with_columns(pre_tax=pl.min_horizontal("asked_pre_tax", "deferred"))
        .with_columns(
            roth=pl.col("deferred") - pl.col("pre_tax"),
            pay_left=(pl.col("gross") - pl.sum_horizontal("deferred", "posted_pre_tax_left", "posted_roth_left")).clip(
                0
            ),
            spilled=spilled(plan, assume),
            takes_after_tax=in_force(pl.col("date"), plan, lambda terms: int(terms.after_tax.allowed)) > 0,
            spill_up_to=down_of_rate(pl.col("eligible"), after_tax_rate(plan)),
        )
        .with_columns(
            after_tax=(with_spill(pl.col("elected_after_tax")) - pl.col("posted_after_tax_left")).clip(0),
        )
    )


def asked_for(kind: str, plan: Plan, assume: str | None) -> pl.Expr:
    """What payroll is asked to defer of a kind on each date, before the limits: as elected or as assumed."""

    def under(terms: Terms) -> pl.Expr:
        elected = (pl.col(f"elected_{kind}") - pl.col(f"posted_{kind}_left")).clip(0)
        match assume or terms.deferrals.assume:
            case "none":
                return pl.lit(0, dtype=pl.Int64)
            case "maximum":
                assumed = pl.col("expected") & pl.col("figure").is_not_null()
                return pl.when(assumed).then(even_share(kind == assumed_kind(terms))).otherwise(elected)
            case _:
                return elected

    return in_force(pl.col("date"), plan, under)


def assumed_kind(terms: Terms) -> str:
    """An assumed deferral is pre-tax, or Roth where the plan matches Roth alone [our reading]."""
    roth_alone = words.ROTH in terms.match.sources and words.PRE_TAX not in terms.match.sources
    return words.ROTH if roth_alone else words.PRE_TAX


def even_share(is_the_kind: bool) -> pl.Expr:
    """What is left of the calendar year's limits, spread over its expected dates; the odd cents come first."""
    if not is_the_kind:
        return pl.lit(0, dtype=pl.Int64)
    expected = pl.col("expected")
    at_the_end = pl.col("left").filter("expected").last().over(PERSON_YEAR)
    left = (at_the_end - pl.col("known_of_year")).clip(0)
    share = spread(left, expected.sum().over(PERSON_YEAR), expected.cum_sum().over(PERSON_YEAR))
    pay = (pl.col("gross") - pl.sum_horizontal(f"posted_{kind}_left" for kind in words.DEFERRALS)).clip(0)
    return pl.when("expected").then(pl.min_horizontal(share, pay)).otherwise(0)


def spread(amount: pl.Expr, parts: pl.Expr, place: pl.Expr) -> pl.Expr:
    """The part of an amount at a place, counted from 1, in whole cents; the odd cents come first."""
    several = pl.when(parts > 0).then(parts)
    return amount // several + (place <= amount % several).cast(pl.Int64)


def spilled(plan: Plan, assume: str | None) -> pl.Expr:
    """What the limit left of elected deferrals, where the plan lets it go on after tax."""

    def under(terms: Terms) -> pl.Expr:
        goes_on = terms.deferrals.spillover and terms.after_tax.allowed
        elected = (assume or terms.deferrals.assume) == "elected"
        return pl.col("asked") - pl.col("deferred") if goes_on and elected else pl.lit(0, dtype=pl.Int64)

    return in_force(pl.col("date"), plan, under)


def after_tax_rate(plan: Plan) -> pl.Expr:
    """The plan's after-tax rate for each person on each date; 0 where it does not allow any."""

    def under(terms: Terms) -> pl.Expr:
        after_tax = terms.after_tax
        if not after_tax.allowed:
            return pl.lit(0, dtype=pl.Int64)
        lower = pl.lit(min(after_tax.max_rate, after_tax.hce_max_rate), dtype=pl.Int64)
        return pl.when("perhaps_hce").then(lower).otherwise(pl.lit(after_tax.max_rate, dtype=pl.Int64))

    return in_force(pl.col("date"), plan, under)


def with_spill(own: pl.Expr) -> pl.Expr:
    """A date's after-tax money with what spills over, up to the plan's rate, as far as the pay of the date reaches.

    None where the plan does not allow any.
    """
    room_for_spill = (pl.col("spill_up_to") - own).clip(0)
    taken = pl.min_horizontal(own + pl.min_horizontal("spilled", room_for_spill), "pay_left")
    return pl.when("takes_after_tax").then(taken).otherwise(0)
