"""Where everybody stands, on the page: how many people are at each next step, what else there is for whom the way is
shut, and for how many each door is open."""

from typing import Final

import polars as pl

from megaroth.doors import DOORS
from megaroth.page.tables import Shown, Table, meaning, table
from megaroth.strategy import NEXT_STEPS, code_of, in_words
from schemas.columns import columns
from schemas.fields import CENTS, COUNT, TEXT
from schemas.reports import Doors

NO_DAY: Final = "wait_no_day"
"""The part of `wait` that no day is known for."""

STEPS: Final = {
    "not_in_census": "Find out who it is",
    "over_limit": "Contribute no more",
    "over_402g": "Defer no more",
    "convert": "Convert",
    "wait": "Wait to convert",
    NO_DAY: "Cannot convert",
    "defer": "Defer more",
    "another_door": "Take another door",
    "contribute_later": "Contribute after tax later",
    "contribute": "Contribute after tax",
    "done": "Nothing to do now",
}
SAID: Final = {
    **NEXT_STEPS,
    "wait": f"{NEXT_STEPS['wait']}from a day that is known",
    NO_DAY: "after-tax money waits; no day is known from which on it can be converted",
    "contribute_later": f"{NEXT_STEPS['contribute_later']}after tax from that day on",
}
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
    code = code_of(pl.col("next_step"))
    dated = pl.col("next_step").str.starts_with(f"wait: {NEXT_STEPS['wait']}from ")
    return (
        strategy.group_by(next_step=pl.when((code == "wait") & ~dated).then(pl.lit(NO_DAY)).otherwise(code))
        .agg(pl.len().cast(pl.Int64).alias("people"), pl.col("waiting", "room").sum())
        .with_columns(said=pl.col("next_step").replace_strict(SAID, default=None, return_dtype=pl.String))
        .sort(pl.col("next_step").replace_strict(places(STEPS), default=len(STEPS)), "next_step")
    )


def places(names: dict[str, str]) -> dict[str, int]:
    """At which place each name stands."""
    return {name: place for place, name in enumerate(names)}


def alternatives(strategy: pl.DataFrame) -> pl.DataFrame:
    """What else there is for those to whom the way is shut, in words with its condition, and for how many people."""
    return (
        strategy.select(said=pl.col("alternatives").explode(empty_as_null=False))
        .group_by("said")
        .agg(pl.len().cast(pl.Int64).alias("people"))
        .select("people", alternatives=code_of(pl.col("said")), said=in_words(pl.col("said")))
        .sort(pl.col("alternatives").replace_strict(places(DOOR_NAMES), default=len(DOORS)), "said")
    )


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


def by_alternative(strategy: pl.DataFrame) -> Table:
    """What else there is where the way is shut."""
    shown = (
        Shown("alternatives", "What else there is", below="said", unit=TEXT, words=DOOR_NAMES),
        Shown("people", "People", unit=COUNT),
    )
    return table("alternatives", "Alternatives, each with its condition", "strategy", alternatives(strategy), shown)


def by_door(doors: pl.DataFrame) -> Table:
    """For how many people each door is open."""
    shown = (
        Shown("door", "Door", below="said", unit=TEXT, words=DOOR_NAMES),
        Shown("people", "Open for", unit=COUNT),
        Shown("most", "The most, added up", unit=CENTS),
    )
    return table("doors", "Doors to Roth money", "doors", open_doors(doors), shown)
