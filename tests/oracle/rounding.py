"""The one way an exact amount becomes whole cents."""

from fractions import Fraction
from math import floor


def half_up(cents: Fraction | int) -> int:
    """To the nearest cent, half a cent up."""
    return floor(cents + Fraction(1, 2))


def evenly(cents: int, parts: int) -> list[int]:
    """Whole cents, as even as they can be, the odd ones first."""
    each, odd = divmod(cents, parts)
    return [each + (number < odd) for number in range(parts)]
