"""The census and the elections of the ordinary people: at the year's start, and what changes month by month."""

from datetime import date

import polars as pl

from megaroth.render import dollars
from megaroth.sample.days import SALARIED, Days

COLUMNS = (
    "employee_id", "first_name", "last_name", "ssn", "birth_date", "hire_date", "rehire_date", "termination_date",
    "pay_group", "ownership_percent", "prior_year_compensation", "prior_year_fica_wages", "prior_employer_deferrals",
    "related_employer_additions", "related_employer_deferrals", "hold",
)  # fmt: skip

ELECTED = ("pre_tax", "roth", "after_tax")


def changed(people: pl.DataFrame, days: Days, month: int) -> pl.DataFrame:
    """Whose row the month's file holds: who starts this month, and who left in the one before; in January everybody."""
    if month == 1:
        return people.filter(pl.col("hire_date") < date(days.year, 2, 1))
    of_year = pl.col("hire_date") >= days.start
    starts = of_year & (pl.col("hire_date").dt.month() == month)
    return people.filter(starts | (pl.col("termination_date").dt.month() == month - 1).fill_null(value=False))


def rows(people: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """Census rows as text, as known on a day."""
    known = {
        "birth_date": pl.col("birth_date").dt.to_string("%Y-%m-%d"),
        "hire_date": pl.col("hire_date").dt.to_string("%Y-%m-%d"),
        "termination_date": pl.when(pl.col("termination_date") < as_of).then(
            pl.col("termination_date").dt.to_string("%Y-%m-%d")
        ),
        "pay_group": pl.when(pl.col("group") != SALARIED).then(pl.col("group")),
        "prior_year_compensation": dollars(pl.col("last_year")),
        "prior_year_fica_wages": dollars(pl.col("wages")),
    }
    named = ("employee_id", "first_name", "last_name", "ssn")
    return people.select(
        pl.col(name) if name in named else known.get(name, pl.lit(None, pl.String)).alias(name) for name in COLUMNS
    )


def elections(people: pl.DataFrame, days: Days, month: int) -> pl.DataFrame:
    """Elections as text: in January everybody's, later those who changed their mind or started."""
    first = date(days.year, month, 1)
    new = (pl.col("hire_date") >= days.start) & (pl.col("hire_date").dt.month() == month)
    started = (pl.col("hire_date") < days.start) | new if month == 1 else new
    changes = (pl.col("changes_on") == first).fill_null(value=False)
    stays = (pl.col("termination_date") >= first).fill_null(value=True)
    from_day = pl.max_horizontal(pl.col("hire_date"), pl.lit(first)).dt.to_string("%Y-%m-%d")
    return people.filter(started | (changes & (pl.col("hire_date") <= first)), stays).select(
        "employee_id",
        from_day.alias("effective_date"),
        *(as_fraction(elected(kind, changes & ~started)).alias(f"{kind}_rate") for kind in ELECTED),
        *(pl.lit(None, pl.String).alias(f"{kind}_amount") for kind in ELECTED),
    )


def elected(kind: str, now: pl.Expr) -> pl.Expr:
    changed_already = (pl.col("changes_on") <= pl.col("hire_date")).fill_null(value=False)
    return pl.when(now | changed_already).then(pl.col(f"then_{kind}")).otherwise(pl.col(f"first_{kind}"))


def as_fraction(rate: pl.Expr) -> pl.Expr:
    """Hundredths of a percent as the feed writes a rate: 550 is 0.0550."""
    return pl.format("0.{}", rate.cast(pl.String).str.zfill(4))
