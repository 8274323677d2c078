"""After-tax accounts of the ordinary people: what is posted, what markets do, what is taken out, what is stated."""

from datetime import date
from typing import Final

import polars as pl

from megaroth.render import dollars
from megaroth.sample.draws import Draws
from megaroth.withdrawals import pro_rata

LEAST_WITHDRAWAL: Final = 50_000
"""Cents, as plan.toml says."""
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


def withdrawn(people: pl.DataFrame) -> pl.DataFrame:
    """Who takes money out this quarter, all of it or half; nobody does at a loss. 72(e)(8)."""
    amount = pl.col("value") // pl.col("part")
    return people.filter("converts", pl.col("value") >= pl.col("basis"), amount >= LEAST_WITHDRAWAL).select(
        "number",
        "employee_id",
        "route",
        amount.alias("amount"),
        pro_rata(amount, pl.col("basis"), pl.col("value")).alias("out"),
    )


def after_withdrawals(people: pl.DataFrame, taken: pl.DataFrame) -> pl.DataFrame:
    left = people.join(taken.select("number", "amount", "out"), on="number", how="left", maintain_order="left")
    return left.with_columns(
        value=pl.col("value") - pl.col("amount").fill_null(0), basis=pl.col("basis") - pl.col("out").fill_null(0)
    ).drop("amount", "out")


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
