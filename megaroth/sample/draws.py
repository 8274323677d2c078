"""Whole numbers drawn for each person from a seed: the same on every machine and with every version of Polars.

A draw is a function of the seed, of what it is for and of the person's number alone, so the order of the work and the
size of the company change nothing for anybody.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Final

import polars as pl

STEP: Final = 0x9E3779B97F4A7C15
MIXERS: Final = ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB))
LAST_SHIFT: Final = 31
"""The constants of SplitMix64 (Steele, Lea, Flood 2014), in wrapping 64-bit arithmetic."""


def whole(number: int) -> pl.Expr:
    return pl.lit(number, pl.UInt64)


def scrambled(state: int) -> pl.Expr:
    """For each person the next output of SplitMix64 in turn, from a state."""
    bits = (pl.col("number") + 1) * whole(STEP) + whole(state)
    for shift, factor in MIXERS:
        bits = (bits ^ (bits // whole(2**shift))) * whole(factor)
    return bits ^ (bits // whole(2**LAST_SHIFT))


@dataclass(frozen=True)
class Draws:
    """Draws of one seed; the frame they are taken in has a column `number`, unsigned with 64 bits."""

    seed: int

    def mixed(self, what: str) -> pl.Expr:
        """64 bits that look like chance."""
        digest = blake2b(f"{self.seed} {what}".encode(), digest_size=8).digest()
        return scrambled(int.from_bytes(digest, "big"))

    def below(self, sides: int | pl.Expr, what: str) -> pl.Expr:
        """A whole number from 0 to sides - 1."""
        by = whole(sides) if isinstance(sides, int) else sides.cast(pl.UInt64)
        return (self.mixed(what) % by).cast(pl.Int64)

    def one_in(self, sides: int, what: str) -> pl.Expr:
        """True for about one person in so many."""
        return self.below(sides, what) == 0

    def of(self, values: Sequence[str | int], what: str) -> pl.Expr:
        """One of the values; one that stands there twice is drawn twice as often."""
        return picked(values, self.below(len(values), what))

    def alone(self, sides: int, what: str) -> int:
        """A draw that is nobody's: the same for the whole company."""
        return int(pl.DataFrame({"number": [0]}, {"number": pl.UInt64}).select(self.below(sides, what)).item())


def picked(values: Sequence[str | int], place: pl.Expr) -> pl.Expr:
    """The value at a place of a short list."""
    return place.replace_strict(dict(enumerate(values)))
