"""Where everybody stands, on the page: how many people are at each next step, and for how many each door is open."""

from typing import Final

import polars as pl

from megaroth.doors import DOORS
from megaroth.page.tables import Shown, Table, meaning, table
from megaroth.strategy import NEXT_STEPS
from schemas.columns import columns
from schemas.fields import CENTS, COUNT, TEXT
from schemas.reports import Doors

STEPS: Final = {
    "not_in_census": "Find out who it is",
    "over_limit": "Contribute no more",
    "convert": "Convert",
    "wait": "Wait to convert",
    "defer": "Defer more",
    "contribute": "Contribute after tax",
    "done": "Nothing to do now",
}
SAID: Final = {**NEXT_STEPS, "wait": f"{NEXT_STEPS['wait']}later"}
"""Each step as its person is told; whose day or reason it is that one waits for, the strategy report says."""

DOOR_NAMES: Final = {
    "mega_backdoor": "Mega backdoor",
    "roth_401k": "Roth deferrals in the plan",
    "after_leaving": "After leaving the job",
    "backdoor": "Backdoor",
    "front_door": "Front door",
}


def steps(strategy: pl.DataFrame) -> pl.DataFrame:
    """The people at each step, what waits in their accounts and their room, in the order in which steps are tried."""
    return (
        strategy.group_by(next_step=pl.col("next_step").str.extract("^([^:]*)"))
        .agg(pl.len().cast(pl.Int64).alias("people"), pl.col("waiting", "room").sum())
        .with_columns(said=pl.col("next_step").replace_strict(SAID, default=None, return_dtype=pl.String))
        .sort(pl.col("next_step").replace_strict(places(STEPS), default=len(STEPS)), "next_step")
    )


def places(names: dict[str, str]) -> dict[str, int]:
    """At which place each name stands."""
    return {name: place for place, name in enumerate(names)}


def open_doors(doors: pl.DataFrame) -> pl.DataFrame:
    """Each door: how many people find it open, and the most it allows them together; empty where no figure is known."""
    meanings = {column.name: meaning(column) for column in columns(Doors)}
    most = {door: pl.col(f"{door}_most").filter(pl.col(door)) for door in DOORS}
    return pl.concat(
        doors.select(
            door=pl.lit(door),
            said=pl.lit(meanings[door]),
            people=pl.col(door).sum().cast(pl.Int64),
            most=pl.when(most[door].null_count() == 0).then(most[door].sum()),
        )
        for door in DOORS
    )


def by_step(strategy: pl.DataFrame) -> Table:
    """How many people are at each next step."""
    shown = (
        Shown("next_step", "Next step", below="said", words=STEPS),
        Shown("people", "People", unit=COUNT),
        Shown("waiting", "Waiting"),
        Shown("room", "Room"),
    )
    return table("steps", "People by next step", "strategy", steps(strategy), shown)


def by_door(doors: pl.DataFrame) -> Table:
    """For how many people each door is open."""
    shown = (
        Shown("door", "Door", below="said", unit=TEXT, words=DOOR_NAMES),
        Shown("people", "Open for", unit=COUNT),
        Shown("most", "The most, added up", unit=CENTS),
    )
    return table("doors", "Doors to Roth money", "doors", open_doors(doors), shown)
