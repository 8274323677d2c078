"""What the page and the workbook of a night say at their head: which plan, as of when, by which limits. No person."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Headline:
    """The head of a night's reports. Amounts are whole cents."""

    plan_id: str
    """`plan.id` of plan.toml."""
    plan_name: str
    """`plan.name` of plan.toml."""
    as_of: date
    """Everything dated later is left out."""
    year_start: date
    """The first day of the limitation year told of."""
    year_end: date
    """Its last day. The limitation year is named by the year this falls in."""
    program_version: str
    """The version of the program that computed the night."""
    compared_with: date | None
    """The earlier as-of date whose findings these are compared with; None on the first night."""
    dollar_limit: int
    """The dollar limit of 26 USC 415(c)(1)(A) in force for the year."""
    limits: tuple[tuple[str, int, int, str, str], ...]
    """Every legal figure used: its name, the year it is of, its cents, the law, the source."""
