"""Walks everybody's later dates at once, the first date of each person, then the second, and so on.

For what a date leaves behind to the next and no running sum can say. At most 53 pay dates and a few received ones.
"""

from collections.abc import Callable, Mapping, Sequence

import polars as pl

State = Mapping[str, pl.Expr]
Step = Callable[[State, State], State]
"""From the state before a date and the date's columns, the state after it."""


def walk(
    rows: pl.DataFrame, group: Sequence[str], start: Mapping[str, pl.Expr], columns: Sequence[str], step: Step
) -> pl.DataFrame:
    """Rows, sorted by group and date, with the state after each date.

    `start`: the state before the first date, from the first row of a group. `step` sees `columns` of the date; after a
    group's last date they are null.
    """
    if rows.is_empty():
        return rows.with_columns(**start)
    states = list(start)
    grouped = rows.group_by(group, maintain_order=True).agg(
        *(pl.col(name) for name in columns),
        *(said.first().alias(f"state_{name}") for name, said in start.items()),
        dates=pl.len(),
    )
    longest: int = grouped.select(pl.col("dates").max()).item()
    walked = grouped.lazy()
    for place in range(longest):
        before = {name: pl.col(f"state_{name}") for name in states}
        of_date = {name: pl.col(name).list.get(place, null_on_oob=True) for name in columns}
        after = step(before, of_date)
        walked = walked.with_columns(
            *(after[name].alias(f"state_{name}") for name in states),
            *(after[name].alias(f"{name}_{place}") for name in states),
        )
    along = [
        pl.concat_list(f"{name}_{place}" for place in range(longest)).list.head("dates").alias(name) for name in states
    ]
    return rows.hstack(walked.select(along).explode(states).collect())


def held_under(rows: pl.DataFrame, group: Sequence[str], amount: str, ceiling: str, kept: str) -> pl.DataFrame:
    """Adds `kept`: what of each date's amount fits, so that the sum so far stays under the date's ceiling.

    No ceiling: all of it. A sum that is over already stays as it is.
    """

    def step(before: State, date: State) -> State:
        after = pl.min_horizontal(before["so_far"] + date[amount], date[ceiling])
        return {"so_far": pl.max_horizontal(before["so_far"], after)}

    start = {"so_far": pl.lit(0, dtype=pl.Int64)}
    walked = walk(rows, group, start, [amount, ceiling], step)
    earlier = pl.col("so_far").shift(1).over(group).fill_null(0)
    return walked.with_columns((pl.col("so_far") - earlier).alias(kept)).drop("so_far")
