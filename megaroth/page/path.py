"""The path to the limit: how everybody's limits, added up, are used, set aside and left. 26 USC 415(c)(1).

Additions to date, what the rest of the year will bring, room and what cannot be used, less what is above a limit,
make the limits to the cent.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import polars as pl

from megaroth.money import grouped
from megaroth.page.drawing import BAR, WIDTH_OF_BARS, WORDS, across, coloured, down, drawn

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
    limit, wide = pl.col("limit_415c").cast(pl.Int128), pl.col(pl.Int64).cast(pl.Int128)
    rest = limit - pl.sum_horizontal(
        pl.col("annual_additions_ytd", "reserved_deferrals", "reserved_employer", "room").cast(pl.Int128)
    )
    sums = room.select(wide, cannot_be_used=rest.clip(0), above=rest.clip(upper_bound=0)).select(
        pl.col(
            "annual_additions_ytd",
            "reserved_deferrals",
            "reserved_employer",
            "room",
            "cannot_be_used",
            "above",
            "limit_415c",
        ).sum()
    )
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
    bars, at = [], 0
    for step in steps:
        low, high = sorted((at, at + step.cents))
        bars.append({"step": step.words, "from": low, "to": high, "part": step.part})
        at += step.cents
    bars.append({"step": limit.words, "from": 0, "to": limit.cents, "part": limit.part})
    most = max(1, *(bar["to"] for bar in bars))
    every = (*steps, limit)
    labels = [step.words for step in every]
    amounts = [{"step": step.words, "amount": grouped(step.cents)} for step in every]
    y = down("step", labels)
    right = {"value": WIDTH_OF_BARS + WIDTH_OF_AMOUNTS}
    return drawn(
        (
            {
                "data": {"values": [bar for bar in bars if bar["to"] > bar["from"]]},
                "mark": BAR,
                "encoding": {
                    "y": y,
                    "x": across("from", most),
                    "x2": {"field": "to"},
                    "color": coloured("part", COLOURS),
                },
            },
            {
                "data": {"values": amounts},
                "mark": {**WORDS, "align": "right"},
                "encoding": {"y": y, "x": right, "text": {"field": "amount"}},
            },
        ),
        WIDTH_OF_AMOUNTS,
    )
