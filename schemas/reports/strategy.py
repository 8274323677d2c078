"""The strategy report."""

from typing import Annotated

import polars as pl

from schemas.fields import CENTS, DATE, FLAG, REASONS, TEXT, field
from schemas.reports.base import Report


class Strategy(Report):
    """One row for everybody in the room report or with an after-tax account; sorted by employee_id."""

    employee_id: str = field(TEXT, meaning="As in the feeds.")
    name: str = field(TEXT, optional=True, meaning="From the census.")
    deferrals_maxed: bool = field(
        FLAG,
        law="402(g)(1)",
        meaning="The calendar year's deferrals have reached 402(g), or the plan's lower limit.",
    )
    deferrals_left: pl.Int64 = field(
        CENTS,
        optional=True,
        law="402(g)(1), 414(v)",
        meaning="What the person may still defer this calendar year, catch-up included, what a prior employer's plan "
        "took off; empty where nothing is known of the year.",
    )
    deferrals_reached_on: pl.Date = field(
        DATE,
        optional=True,
        law="402(g)(1)",
        meaning="The later pay date on which deferrals as elected reach 402(g), or the plan's lower limit, catch-up "
        "not included, this calendar year; empty if none.",
    )
    after_tax_ytd: pl.Int64 = field(CENTS, meaning="As in the room report.")
    room: pl.Int64 = field(CENTS, law="415(c)", meaning="As in the room report.")
    converted: pl.Int64 = field(
        CENTS,
        law="408A(d)(3), 402A(c)(4)",
        meaning="Withdrawn this calendar year by the routes that end in Roth money.",
    )
    withdrawn: pl.Int64 = field(CENTS, meaning="Withdrawn this calendar year in cash or to a traditional IRA alone.")
    rolled_to: Annotated[pl.List, pl.String] = field(
        REASONS, meaning="The routes of this calendar year's withdrawals, in alphabetical order."
    )
    waiting: pl.Int64 = field(
        CENTS, meaning="after_tax_value of the conversions report, 0 without an account or below 0."
    )
    in_transit: pl.Int64 = field(CENTS, meaning="As in the conversions report.")
    next_step: str = field(
        TEXT,
        meaning="The first that fits, `code: words`: `not_in_census`, `over_limit`, `over_402g`, `convert`, `wait`, "
        "`defer`, `another_door`, `contribute_later`, `contribute`, `done`.",
    )
    alternatives: Annotated[pl.List, pl.String] = field(
        REASONS,
        meaning="Where the plan, a hold, or a law assumed in plan.toml shuts the way, what else there is and the "
        "condition it has: `after_leaving`, `roth_401k`, `backdoor`, `front_door`.",
    )
