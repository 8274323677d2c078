"""The match a plan's tiers give on an amount, and what of an amount they look at."""

from collections.abc import Mapping
from fractions import Fraction

from tests.oracle.rows import PlanTerms


def tiered(terms: PlanTerms, matched: int, pay: int) -> Fraction:
    """The match of an amount by the plan's tiers, each from where the one before ends, not yet rounded."""
    total, covered = Fraction(0), Fraction(0)
    for rate, up_to in terms.tiers:
        reached = min(Fraction(matched), up_to * pay)
        total += rate * max(Fraction(0), reached - covered)
        covered = max(covered, up_to * pay)
    return total


def without_catch_up(terms: PlanTerms, amounts: Mapping[str, int], catch_up: int) -> int:
    """What earns match: the plan's sources, less catch-up where it earns none, taken from Roth first."""
    left = dict(amounts)
    if not terms.catch_up_matched:
        gone = min(catch_up, left["roth"])
        left["roth"] -= gone
        left["pre_tax"] -= min(catch_up - gone, left["pre_tax"])
    return sum(left[kind] for kind in terms.matched)
