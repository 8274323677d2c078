"""The recordkeeper's Forms 1099-R of the sample's year, from what was taken out of the after-tax accounts.

Made here and not by the engine: a night on the sample holds its own forms against these.
"""

from typing import Final

import polars as pl

from megaroth.limits.statute import Statute
from megaroth.money import ONE
from megaroth.render import dollars

OF_PERSON: Final = ("employee_id", "birth_date", "termination_date")
OF_FORM: Final = ("employee_id", "destination", "box_7")
TAKEN: Final = {
    "employee_id": pl.String, "date": pl.Date, "route": pl.String,
    "amount": pl.Int64, "out": pl.Int64, "lost": pl.Int64,
}  # fmt: skip
"""A withdrawal: its cents, the basis in them, and the basis that a whole account at a loss leaves."""
BOXES: Final = ("box_1", "box_2a", "box_4", "box_5")


def taken(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.select(*TAKEN)


def forms(taken: pl.DataFrame, people: pl.DataFrame, year: int, statute: Statute) -> pl.DataFrame:
    """One a person, destination and code, as text."""
    paid = parts(taken, statute).join(people, on="employee_id", how="left", validate="m:1")
    sums = (
        paid.with_columns(box_7=code(statute))
        .group_by(OF_FORM)
        .agg(pl.col(BOXES).sum(), lost=pl.col("lost").sum() > 0)
        .sort(OF_FORM)
    )
    all_lost = pl.col("lost") & (pl.col("box_2a") == 0)
    return sums.select(
        "employee_id",
        pl.lit(str(year)).alias("tax_year"),
        "destination",
        dollars(pl.col("box_1")).alias("box_1"),
        dollars(pl.when(~all_lost).then("box_2a")).alias("box_2a"),
        dollars(pl.col("box_4")).alias("box_4"),
        dollars(pl.when(pl.col("box_5") > 0).then("box_5")).alias("box_5"),
        "box_7",
    )


def parts(taken: pl.DataFrame, statute: Statute) -> pl.DataFrame:
    """What goes to each destination: a split to two. Basis never recovered stands in box 5 beside the basis taken."""
    cents = taken.with_columns(gain=pl.col("amount") - pl.col("out"), box_5=pl.col("out") + pl.col("lost"))
    nothing, split = pl.lit(0, pl.Int64), pl.col("route") == "split"
    withheld = (pl.col("gain") * statute.rollover_withholding * 2 + ONE) // (2 * ONE)
    whole = cents.filter(~split).select(
        *TAKEN,
        "box_5",
        destination="route",
        box_1="amount",
        box_2a="gain",
        box_4=pl.when(pl.col("route") == "cash").then(withheld).otherwise(0),
    )
    basis = cents.filter(split).select(
        *TAKEN, "box_5", destination=pl.lit("roth_ira"), box_1="out", box_2a=nothing, box_4=nothing
    )
    gain = cents.filter(split).select(
        *TAKEN, box_5=nothing, destination=pl.lit("traditional_ira"), box_1="gain", box_2a=nothing, box_4=nothing
    )
    return pl.concat([whole, basis, gain], how="diagonal").filter(pl.col("box_1") > 0)


def code(statute: Statute) -> pl.Expr:
    """Box 7: rolled over or converted; paid from 59 1/2 on, after leaving at 55 or later, or earlier. 72(t)(2)(A)."""
    old_enough = pl.col("birth_date").dt.offset_by(f"{statute.early_distribution_age}mo") <= pl.col("date")
    left = pl.col("termination_date")
    age_then = left.dt.year() - pl.col("birth_date").dt.year()
    left_late = ((left < pl.col("date")) & (age_then >= statute.separation_age)).fill_null(value=False)
    paid = pl.when(old_enough).then(pl.lit("7")).when(left_late).then(pl.lit("2")).otherwise(pl.lit("1"))
    return pl.when(pl.col("destination") == "cash").then(paid).otherwise(pl.lit("G"))
