"""One pay date of the ordinary people, in columns: pay, what is taken from it, and the match it earns.

What a year has come to so far is carried in the columns of SO_FAR from pay date to pay date.
"""

from datetime import date
from typing import Final

import polars as pl

from megaroth.render import dollars
from megaroth.sample.days import HOURLY, RAISE_MONTH, SALARIED_DATES, Days, posted_on
from megaroth.sample.draws import Draws

SO_FAR: Final = ("deferred", "pre_taxed", "eligible", "after_taxed", "matched")
FROM_PAY: Final = ("pre_tax", "roth", "after_tax", "match")
ONE: Final = 10_000
"""Rates are drawn in hundredths of a percent."""
FIRST_TIER, SECOND_TIER = 3, 5
"""Percent of pay: matched dollar for dollar up to the first, half up to the second, as plan.toml says."""


def begun(people: pl.DataFrame) -> pl.DataFrame:
    """The people, with nothing paid yet."""
    return people.with_columns(pl.lit(0, pl.Int64).alias(name) for name in SO_FAR)


def employed_on(day: date) -> pl.Expr:
    return (pl.col("hire_date") <= day) & (pl.col("termination_date") >= day).fill_null(value=True)


def regular(group: str, day: date, days: Days, draws: Draws) -> pl.Expr:
    """Cents earned on a pay date; raises come in April to whoever was there before the year."""
    raised = (
        pl.when((pl.col("hire_date") < days.start) & (day.month >= RAISE_MONTH)).then(pl.col("raised")).otherwise(0)
    )
    if group == HOURLY:
        quarters = 280 + draws.below(90, f"hours {day}")
        return pl.col("hour") * (ONE + raised) // ONE * quarters // 4
    return pl.col("yearly") * (ONE + raised) // ONE // SALARIED_DATES


def bonus(days: Days, draws: Draws) -> pl.Expr:
    """Cents of the yearly bonus, of whoever was there before the year."""
    earned = pl.col("yearly") * (2 + draws.below(12, "bonus")) // 100 // 10_000 * 10_000
    return pl.when((pl.col("hire_date") < days.start) & draws.below(3, "has bonus").gt(0)).then(earned).otherwise(0)


def rate(kind: str, day: date) -> pl.Expr:
    changed = (pl.col("changes_on") <= day).fill_null(value=False)
    return pl.when(changed).then(pl.col(f"then_{kind}")).otherwise(pl.col(f"first_{kind}"))


def pay(people: pl.DataFrame, day: date, gross: pl.Expr) -> pl.DataFrame:
    """Everybody with the pay date's columns; payroll stops each where a limit is reached.

    Catch-up of whoever must make it Roth goes there, 414(v)(7). Pay beyond 401(a)(17) earns no match.
    """
    elected = {kind: pl.col("gross") * rate(kind, day) // ONE for kind in ("pre_tax", "roth")}
    left = (pl.col("deferral_stop") - pl.col("deferred")).clip(0)
    capped = pl.min_horizontal("gross", (pl.col("pay_stop") - pl.col("eligible")).clip(0))
    wanted = pl.col("wanted_pre_tax")
    return (
        people.with_columns(gross=pl.when(employed_on(day)).then(gross).otherwise(0))
        .with_columns(plan_pay=capped, wanted_pre_tax=elected["pre_tax"], wanted_roth=elected["roth"])
        .with_columns(pre_tax=pl.min_horizontal(wanted, (pl.col("pre_tax_stop") - pl.col("pre_taxed")).clip(0), left))
        .with_columns(
            roth=pl.min_horizontal(pl.col("wanted_roth") + wanted - pl.col("pre_tax"), left - pl.col("pre_tax")),
            after_tax=pl.min_horizontal(
                pl.col("plan_pay") * rate("after_tax", day) // ONE,
                (pl.col("after_tax_stop") - pl.col("after_taxed")).clip(0),
            ),
        )
        .with_columns(match=match(pl.col("pre_tax") + pl.col("roth"), pl.col("plan_pay")))
    )


def match(deferred: pl.Expr, plan_pay: pl.Expr) -> pl.Expr:
    """Cents of match of a pay date, half up."""
    tiers = [pl.min_horizontal(deferred * 100, plan_pay * share) for share in (FIRST_TIER, SECOND_TIER)]
    return (tiers[0] + tiers[1] + 100) // 200


def carried(people: pl.DataFrame) -> pl.DataFrame:
    """The people after the pay date, what the year has come to so far brought up to date."""
    given = pl.col("pre_tax") + pl.col("roth")
    sums = {"deferred": given, "pre_taxed": "pre_tax", "eligible": "plan_pay", "after_taxed": "after_tax"}
    now = sums | {"matched": "match"}
    return people.with_columns(
        (pl.col(name) + (pl.col(of) if isinstance(of, str) else of)).alias(name) for name, of in now.items()
    )


def register(people: pl.DataFrame, day: date, run_type: str) -> pl.DataFrame:
    """The payroll file as text: a line for everybody employed, of a bonus run for whoever has one."""
    there = pl.col("gross") > 0 if run_type == "bonus" else employed_on(day)
    return people.filter(there).select(
        "employee_id",
        pl.lit(day.isoformat()).alias("pay_date"),
        dollars(pl.col("gross")).alias("gross_compensation"),
        *(dollars(pl.col(kind)).alias(kind) for kind in FROM_PAY),
        pl.lit(run_type).alias("run_type"),
    )


def postings(people: pl.DataFrame, day: date, run: str) -> pl.DataFrame:
    """The recordkeeper's file as text: a line a person and source."""
    return (
        people.filter(pl.sum_horizontal(FROM_PAY) > 0)
        .unpivot(FROM_PAY, index=["number", "employee_id"], variable_name="source", value_name="cents")
        .filter(pl.col("cents") > 0)
        .sort("number", maintain_order=True)
        .select(
            "employee_id",
            pl.lit(posted_on(day).isoformat()).alias("posted_date"),
            "source",
            dollars(pl.col("cents")).alias("amount"),
            pl.lit(day.isoformat()).alias("pay_date"),
            pl.format(
                "T{}{}{}", pl.lit(f"{day:%m%d}"), pl.lit(run), (pl.int_range(pl.len()) + 1).cast(pl.String).str.zfill(4)
            ).alias("transaction_id"),
        )
    )
