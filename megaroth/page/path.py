"""The path to the limit: how everybody's limits, added up, are used, set aside and left. 26 USC 415(c)(1).

Additions to date, what the rest of the year will bring, room and what cannot be used, less what is above a limit,
make the limits to the cent.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Final

import polars as pl

from megaroth.money import grouped
from megaroth.page.drawing import BAR, WIDTH_OF_BARS, WORDS, across, coloured, down, drawn

OF_ROOM: Final = ("annual_additions_ytd", "reserved_deferrals", "reserved_employer", "room")
WIDTH_OF_AMOUNTS: Final = 120
COLOURS: Final = ("--bar", "--bar-pale", "--room", "--card")
TO_DATE, SET_ASIDE, ROOM, NOBODYS = range(len(COLOURS))


@dataclass(frozen=True)
class Step:
    """One step of the path: its words, its cents (below 0: back), and the place of its colour."""

    words: str
    cents: int
    part: int


@dataclass(frozen=True)
class Path:
    """The steps and where they lead. `svg` is empty where there is nobody to draw."""

    key: str
    title: str
    steps: tuple[Step, ...]
    limit: Step
    svg: str

    @property
    def told(self) -> str:
        """What the drawing shows, for somebody who cannot see it."""
        steps = "; ".join(f"{step.words}: {grouped(step.cents)}" for step in (*self.steps, self.limit))
        return f"Bar chart. {self.title}, step by step. {steps}."


def path_to_limit(room: pl.DataFrame) -> Path:
    """The path of the whole plan."""
    amounts = [*OF_ROOM, "limit_415c"]
    wide = room.select(pl.col(amounts).cast(pl.Int128))
    rest = pl.col("limit_415c") - pl.sum_horizontal(OF_ROOM)
    sums = wide.with_columns(cannot_be_used=rest.clip(0), above=rest.clip(upper_bound=0)).sum()
    total = sums.row(0, named=True)
    steps = (
        Step("Additions to date", total["annual_additions_ytd"], TO_DATE),
        Step("Deferrals to come", total["reserved_deferrals"], SET_ASIDE),
        Step("Employer to come", total["reserved_employer"], SET_ASIDE),
        Step("Room", total["room"], ROOM),
        Step("Cannot be used", total["cannot_be_used"], NOBODYS),
        Step("Above the limit", total["above"], NOBODYS),
    )
    limits = Step("Limits, added up", total["limit_415c"], NOBODYS)
    svg = _drawn(steps, limits) if room.height else ""
    return Path("path", "The path to the limit", steps, limits, svg)


def _drawn(steps: Sequence[Step], limit: Step) -> str:
    """Each step begins where the one before ends; the limits stand whole under them."""
    reached = [0, *accumulate(step.cents for step in steps)]
    spans = [(min(ends), max(ends), step) for ends, step in zip(pairwise(reached), steps, strict=True)]
    bars = [
        {"step": step.words, "from": low, "to": high, "part": step.part}
        for low, high, step in (*spans, (0, limit.cents, limit))
        if high > low
    ]
    every = (*steps, limit)
    amounts = [{"step": step.words, "amount": grouped(step.cents)} for step in every]
    y = down("step", [step.words for step in every])
    x = {"x": across("from", max(1, *reached)), "x2": {"field": "to"}}
    right = {"value": WIDTH_OF_BARS + WIDTH_OF_AMOUNTS}
    return drawn(
        (
            {"data": {"values": bars}, "mark": BAR, "encoding": {"y": y, **x, "color": coloured("part", COLOURS)}},
            {
                "data": {"values": amounts},
                "mark": {**WORDS, "align": "right"},
                "encoding": {"y": y, "x": right, "text": {"field": "amount"}},
            },
        ),
        WIDTH_OF_AMOUNTS,
    )
