"""One person's steps and the rest of their year on a terminal: a line a pay date, with a bar for the limit used."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from megaroth.commands.terminal import BAR, EMPTY, FULL, MAIN, shaded, table
from megaroth.explanation import Step
from megaroth.forecast_explanation import Ahead
from megaroth.money import grouped

OVER: Final = "\u25b6"


def steps_in_words(steps: Iterable[Step]) -> Iterator[str]:
    """Each figure with its amount and law, and under it what is said of it."""
    for step in steps:
        yield f"{step.figure:<27}{grouped(step.amount):>14}  {step.law}"
        yield f"    {step.says}"


def ahead_in_words(ahead: Sequence[Ahead], limit: int) -> Iterator[str]:
    """The path to the limit if nothing changes, with a bar for what is used of it."""
    if not ahead:
        return
    yield ""
    yield shaded(f"The rest of the year if nothing changes, towards {grouped(limit)}:", MAIN)
    rows = [
        (
            each.date.isoformat(),
            *(grouped(amount) for amount in (each.pay, each.deferrals, each.employer, each.after_tax, each.total)),
            bar(each.total, limit),
        )
        for each in ahead
    ]
    yield table(
        [("pay date", "pay", "deferrals", "employer", "after tax", "additions", ""), *rows],
        right=frozenset(range(1, 6)),
    )


def bar(total: int, limit: int) -> str:
    """What is used of the limit; beyond it the bar ends in an arrow."""
    if total > limit:
        return FULL * BAR + OVER
    used = BAR * max(total, 0) // limit if limit else 0
    return FULL * used + EMPTY * (BAR - used)
