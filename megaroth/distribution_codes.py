"""Box 7 of Form 1099-R: what kind of distribution it was. docs/law.md, section 7.

Expressions, the same for one withdrawal and for a column of them. No plan, no amount here.
"""

from typing import Final

import polars as pl

from megaroth.limits.statute import Statute
from megaroth.years import MONTHS

ROLLED_OVER: Final = "G"
NORMAL: Final = "7"
EXCEPTION: Final = "2"
EARLY: Final = "1"


def payout_code(birth_date: pl.Expr, day: pl.Expr, left_late: pl.Expr, statute: Statute) -> pl.Expr:
    """Of money paid out on a day: normal, early by a known exception, else early; null without a birth date.

    26 USC 72(t)(2)(A)(i). `left_late`: the exception of 72(t)(2)(A)(v) is known.
    """
    reached = birth_date.dt.offset_by(f"{statute.early_distribution_age}mo")  # the month's last day if it lacks the day
    return (
        pl.when(birth_date.is_null())
        .then(pl.lit(None, pl.String))
        .when(reached <= day)
        .then(pl.lit(NORMAL))
        .when(left_late)
        .then(pl.lit(EXCEPTION))
        .otherwise(pl.lit(EARLY))
    )


def left_late(day: pl.Expr, statute: Statute) -> pl.Expr:
    """Whether the employer was left before a day, in or after the calendar year of that age; columns of the census.

    26 USC 72(t)(2)(A)(v). A rehire by the day undoes it.
    """
    left = pl.col("termination_date")
    back = ((pl.col("rehire_date") > left) & (pl.col("rehire_date") <= day)).fill_null(value=False)
    old_enough = left.dt.year() >= pl.col("birth_date").dt.year() + statute.separation_age
    return ((left < day) & old_enough & ~back).fill_null(value=False)


def in_years(months: int) -> str:
    """An age in months as people say it: 59 1/2."""
    years, rest = divmod(months, MONTHS)
    return f"{years} {rest * 2 // MONTHS}/2" if rest else str(years)
