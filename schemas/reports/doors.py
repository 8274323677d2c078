"""The doors report."""

from typing import Annotated

import polars as pl

from schemas.fields import CENTS, FLAG, REASONS, TEXT, field
from schemas.reports.base import Report

MOST_OF_IRA = (
    "The IRA limit for that age, taxable compensation permitting, of the calendar year of the as-of date, or of the "
    "limitation year's end where that is earlier; one limit for both IRA doors. Empty if no figure is known."
)


class Doors(Report):
    """One row for everybody in the strategy report; sorted by employee_id. From plan data: no tax return is known."""

    employee_id: str = field(TEXT, meaning="As in the feeds.")
    name: str = field(TEXT, optional=True, meaning="From the census.")
    mega_backdoor: bool = field(
        FLAG,
        law="Notice 2014-54",
        meaning="After-tax money can be contributed now, or waits and can be converted, and the plan lets it out "
        "to Roth in service; no hold stands.",
    )
    mega_backdoor_most: pl.Int64 = field(
        CENTS,
        law="415(c)",
        meaning="room where it can be contributed, and withdrawable where it can be converted; 0 while shut.",
    )
    roth_401k: bool = field(
        FLAG, law="402A", meaning="The person can still defer into the plan's Roth source this year."
    )
    roth_401k_most: pl.Int64 = field(
        CENTS,
        law="402(g)(1), 415(c)",
        meaning="deferrals_left of the strategy report, at most what 415(c) leaves beside the employer money set "
        "aside, and the pay of the calendar year's dates to come, if it is known; catch-up beyond 415(c) is not "
        "counted.",
    )
    after_leaving: bool = field(
        FLAG,
        meaning="There is, or can be, after-tax money, and whoever has left may take it: no in-service rule applies. "
        "For somebody who has left: it can be converted now.",
    )
    after_leaving_most: pl.Int64 = field(
        CENTS,
        meaning="For somebody employed after_tax_value and the room that can still be contributed, else withdrawable.",
    )
    backdoor: bool = field(
        FLAG,
        law="408(d)(2), 408A(d)(3)",
        meaning="A nondeductible traditional IRA contribution, then its conversion.",
    )
    backdoor_most: pl.Int64 = field(CENTS, optional=True, law="219(b)(5)", meaning=MOST_OF_IRA)
    front_door: bool = field(FLAG, law="408A(c)", meaning="A direct Roth IRA contribution.")
    front_door_most: pl.Int64 = field(CENTS, optional=True, law="408A(c)(2)", meaning=MOST_OF_IRA)
    conditions: Annotated[pl.List, pl.String] = field(
        REASONS, meaning="What each open door needs from the person's own side, `door: words`."
    )
    shut: Annotated[pl.List, pl.String] = field(REASONS, meaning="Why each other door is shut, `door: words`.")
