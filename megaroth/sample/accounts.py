"""After-tax accounts of the ordinary people: what is posted, what markets do, what is taken out, what is stated."""

from datetime import date
from typing import Final

import polars as pl

from megaroth.cents import pro_rata
from megaroth.render import dollars
from megaroth.sample.draws import Draws

LEAST_WITHDRAWAL: Final = 10_000
"""Cents, as plan.toml says."""
MONTHS_BETWEEN: Final = 1
ONE: Final = 10_000
TAXED_NOW: Final = ("roth_ira", "in_plan_roth", "cash")


def posted(people: pl.DataFrame, after_tax: pl.Series) -> pl.DataFrame:
    """The accounts after a posting file."""
    return people.with_columns(basis=pl.col("basis") + after_tax, value=pl.col("value") + after_tax)


def after_market(people: pl.DataFrame, month: int, draws: Draws) -> pl.DataFrame:
    """The accounts after a month's gain or loss, of which each account takes its own part."""
    market = draws.alone(701, f"market {month}") - 280
    return people.with_columns(
        pl.col(name) + pl.col(name) * (pl.col("risk") * market // 100) // ONE for name in ("value", "other")
    )


def chosen(people: pl.DataFrame, *, in_parts: bool) -> pl.DataFrame:
    """Who takes money out this quarter, all of it, or half where that may be; nobody does at a loss."""
    amount = pl.col("value") // pl.col("part") if in_parts else pl.col("value")
    return taken(people.filter("converts", pl.col("value") >= pl.col("basis"), amount >= LEAST_WITHDRAWAL), amount)


def swept(people: pl.DataFrame, day: date) -> pl.DataFrame:
    """Whose account is converted whole, at a gain or a loss: who did not convert lately and has enough, or has left."""
    enough = (pl.col("value") >= LEAST_WITHDRAWAL) | (pl.col("termination_date") < day).fill_null(value=False)
    rested = day.month - pl.col("taken_in") > MONTHS_BETWEEN
    return taken(people.filter(enough, rested, pl.col("value") > 0), pl.col("value"), pl.lit("in_plan_roth"))


def taken(people: pl.DataFrame, amount: pl.Expr, route: pl.Expr | None = None) -> pl.DataFrame:
    """A withdrawal each: `out` is its basis, 72(e)(8); `lost` what a whole account at a loss never recovers."""
    basis, value = pl.col("basis"), pl.col("value")
    out = pl.min_horizontal(amount, pro_rata(amount, basis, value))
    return people.select(
        "number",
        "employee_id",
        pl.col("route") if route is None else route.alias("route"),
        amount.alias("amount"),
        out.alias("out"),
        pl.when(amount == value).then(basis - out).otherwise(0).alias("lost"),
    )


def after_withdrawals(people: pl.DataFrame, taken: pl.DataFrame, month: int) -> pl.DataFrame:
    out = taken.select("number", "amount", gone=pl.col("out") + pl.col("lost"))
    return (
        people.join(out, on="number", how="left", maintain_order="left", validate="1:1")
        .with_columns(
            value=pl.col("value") - pl.col("amount").fill_null(0),
            basis=pl.col("basis") - pl.col("gone").fill_null(0),
            taken_in=pl.when(pl.col("amount").is_null()).then("taken_in").otherwise(month),
        )
        .drop("amount", "gone")
    )


def withdrawals(taken: pl.DataFrame, day: date) -> pl.DataFrame:
    """The withdrawals file as text."""
    taxable = pl.col("amount") - pl.col("out")
    return taken.select(
        "employee_id",
        pl.lit(day.isoformat()).alias("date"),
        dollars(pl.col("amount")).alias("amount"),
        dollars(pl.col("out")).alias("basis"),
        "route",
        dollars(pl.when(pl.col("route").is_in(TAXED_NOW)).then(taxable).otherwise(0)).alias("taxable"),
    )


def balances(people: pl.DataFrame, day: date) -> pl.DataFrame:
    """The recordkeeper's statement as text: whoever has after-tax money, or had some in the year."""
    vested = pl.sum_horizontal("value", "other", "deferred", "matched")
    had = (pl.col("value") > 0) | (pl.col("basis") > 0) | (pl.col("after_taxed") > 0)
    return people.filter(had).select(
        "employee_id",
        pl.lit(day.isoformat()).alias("as_of"),
        dollars(pl.col("basis")).alias("after_tax_basis"),
        dollars(pl.col("value")).alias("after_tax_value"),
        pl.lit(None, pl.String).alias("pre_1987_basis"),
        dollars(vested).alias("vested_balance"),
    )
