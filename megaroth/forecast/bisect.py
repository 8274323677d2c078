"""The largest whole number that keeps the limits, for everybody at once: each step halves what is still open."""

from collections.abc import Callable

import polars as pl

Fits = Callable[[pl.DataFrame], pl.DataFrame]
"""From employee_id and `tried` to employee_id and `fits`, for each of them."""


def largest(upper: pl.DataFrame, fits: Fits) -> pl.DataFrame:
    """employee_id and `found`: the largest from 0 to `upper` that fits, 0 if none does.

    What fits must fit for every smaller number too.
    """
    asked = upper.select("employee_id", lowest=pl.lit(0, dtype=pl.Int64), highest=pl.col("upper").clip(0))
    while not (still_open := asked.filter(pl.col("highest") > pl.col("lowest"))).is_empty():
        tried = still_open.with_columns(tried=(pl.col("lowest") + pl.col("highest") + 1) // 2)
        answered = tried.join(
            fits(tried.select("employee_id", "tried")), on="employee_id", how="left", validate="1:1"
        ).select(
            "employee_id",
            lowest=pl.when("fits").then("tried").otherwise("lowest"),
            highest=pl.when("fits").then("highest").otherwise(pl.col("tried") - 1),
        )
        asked = asked.update(answered, on="employee_id")
    return asked.select("employee_id", found="lowest")
