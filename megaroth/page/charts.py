"""Charts of the page: people by bands. Every chart keeps its numbers, for a table beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count, pairwise
from typing import Any, Final

import polars as pl

from megaroth.money import CENTS_PER_DOLLAR
from megaroth.page.drawing import BAR, WORDS, across, coloured, down, drawn

MOST_BANDS: Final = 8
TENTHS: Final = 10
WIDTH_OF_COUNTS: Final = 48


@dataclass(frozen=True)
class Series:
    """One part of every bar: its words in the legend, the CSS variable of its colour, and its people by band."""

    words: str
    colour: str
    people: tuple[int, ...]


@dataclass(frozen=True)
class Chart:
    """A chart and its numbers. `svg` is empty where there is nobody to draw."""

    key: str
    title: str
    bands: tuple[str, ...]
    series: tuple[Series, ...]
    svg: str

    @property
    def totals(self) -> tuple[int, ...]:
        """People by band."""
        return tuple(map(sum, zip(*(one.people for one in self.series), strict=True)))

    @property
    def told(self) -> str:
        """What the drawing shows, for somebody who cannot see it."""
        bands = (f"{label}: {people:,}" for label, people in zip(self.bands, self.totals, strict=True) if people)
        return f"Bar chart. {self.title}, people by band. {'; '.join(bands)}."


def room_chart(room: pl.DataFrame, dollar_limit: int) -> Chart:
    """People by room, in bands of a round number of dollars."""
    step = round_step(dollar_limit)
    last = -(-dollar_limit // step)
    edges = [f"{number * step // CENTS_PER_DOLLAR:,}" for number in range(last + 1)]
    between = [f"{low} to {high}" for low, high in pairwise(edges[1:])]
    bands = ("none", f"under {edges[1]}", *between)
    band = pl.when(pl.col("room") <= 0).then(0).otherwise(1 + pl.col("room") // step)
    parts = (("can contribute now", "--bar", "can_contribute"), ("cannot now", "--bar-pale", ~pl.col("can_contribute")))
    return _chart("room-chart", "Room", bands, room.with_columns(band=band.clip(0, last)), parts)


def use_chart(room: pl.DataFrame) -> Chart:
    """People by the share of their limit that additions take, in tenths. 26 USC 415(c)(1)."""
    additions, limit = pl.col("annual_additions_ytd").cast(pl.Int128), pl.col("limit_415c").cast(pl.Int128)
    over, tenths = additions > limit, (additions * TENTHS // limit).clip(0, TENTHS - 1)
    band = pl.when(over).then(TENTHS).when(limit > 0).then(tenths).otherwise(0)
    between = (f"{low}0 to {low + 1}0%" for low in range(1, TENTHS))
    dollar = pl.col("limit_basis") == "dollar"
    parts = (("limit is the dollar amount", "--bar", dollar), ("limit is the year's pay", "--bar-pale", ~dollar))
    bands = ("under 10%", *between, "over 100%")
    return _chart("use-chart", "Use of the limit", bands, room.with_columns(band=band.cast(pl.Int64)), parts)


def round_step(dollar_limit: int) -> int:
    """The smallest of 1, 2, 5, 10, 20, 50 ... dollars that divides the limit into no more than MOST_BANDS."""
    steps = (int(f"{digit}{'0' * power}") * CENTS_PER_DOLLAR for power in count() for digit in (1, 2, 5))
    return next(step for step in steps if step * MOST_BANDS >= dollar_limit)


def _chart(
    key: str, title: str, bands: tuple[str, ...], people: pl.DataFrame, parts: Sequence[tuple[str, str, Any]]
) -> Chart:
    series = tuple(Series(words, colour, _by_band(people.filter(part), len(bands))) for words, colour, part in parts)
    drawn = people.height > 0
    return Chart(key, title, bands, series, _drawn(bands, series) if drawn else "")


def _by_band(people: pl.DataFrame, bands: int) -> tuple[int, ...]:
    counted = dict(people.group_by("band").len().iter_rows())
    return tuple(counted.get(band, 0) for band in range(bands))


def _drawn(bands: Sequence[str], series: Sequence[Series]) -> str:
    """A bar for each band, its parts side on side, its count behind it."""
    totals = [sum(people) for people in zip(*(one.people for one in series), strict=True)]
    bars = [
        {"band": band, "people": people, "part": place}
        for place, one in enumerate(series)
        for band, people in zip(bands, one.people, strict=True)
        if people
    ]
    counts = [{"band": band, "people": n, "words": f"{n:,}"} for band, n in zip(bands, totals, strict=True)]
    place = {"y": down("band", bands), "x": across("people", max(totals))}
    parts = coloured("part", [one.colour for one in series])
    behind = {**WORDS, "align": "left", "dx": 6}
    return drawn(
        (
            {"data": {"values": bars}, "mark": BAR, "encoding": {**place, "color": parts, "order": {"field": "part"}}},
            {"data": {"values": counts}, "mark": behind, "encoding": {**place, "text": {"field": "words"}}},
        ),
        WIDTH_OF_COUNTS,
    )
