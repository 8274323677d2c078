"""Pay and elected contributions of each expected date: the election in force then, else the measure of the last pay.

Also deferrals of which a regular pay received early says nothing: an empty cell is not known, and no zero. Nothing is
cut by a limit here; deferrals are held to the pay of the date.
"""

import polars as pl

from megaroth.cents import of_rate, pro_rata
from megaroth.forecast.reference import FROM_PAY
from schemas import words


def with_elections(later: pl.LazyFrame, elections: pl.LazyFrame, reference: pl.LazyFrame) -> pl.LazyFrame:
    """Adds `gross`, `eligible`, `elected_KIND` (0 where nothing is forecast) and `pay_unknown`. Sorted by date."""
    with_pay = (
        later.sort("date")
        .join_asof(
            in_force_from(elections),
            left_on="date",
            right_on="effective_date",
            by="employee_id",
            strategy="backward",
            check_sortedness=False,
        )
        .join(reference, on="employee_id", how="left", validate="m:1")
        .with_columns(
            gross=when_expected(pl.coalesce("pay_per_date", "last_pay")),
            eligible=when_expected(pl.coalesce("pay_per_date", "last_eligible")),
            pay_unknown=pl.col("expected") & pl.coalesce("pay_per_date", "last_pay").is_null(),
        )
    )
    pre_tax, roth = deferred("pre_tax"), deferred("roth")
    known = pl.sum_horizontal(pl.col(f"received_{kind}").fill_null(0) for kind in words.DEFERRALS)
    pay = pl.when("expected").then("gross").otherwise((pl.col("received_pay") - known).clip(0))
    measured = [
        "last_pay",
        "last_eligible",
        *(name for kind in FROM_PAY for name in (f"reference_{kind}", of_pay(kind))),
    ]
    return with_pay.with_columns(
        elected_pre_tax=pl.min_horizontal(pre_tax, pay),
        elected_roth=pl.min_horizontal(roth, pay - pl.min_horizontal(pre_tax, pay)),
        elected_after_tax=when_expected(elected("after_tax", pl.col("eligible"))),
    ).drop(*FROM_PAY, "pay_per_date", *dict.fromkeys(measured))


def in_force_from(elections: pl.LazyFrame) -> pl.LazyFrame:
    """A row for each person and effective date with all that is in force from then: what a row leaves empty stays."""
    said = {
        kind: pl.when(pl.any_horizontal(pl.col(f"{kind}_rate", f"{kind}_amount").is_not_null())).then(
            pl.struct(rate=pl.col(f"{kind}_rate").fill_null(0), amount=pl.col(f"{kind}_amount").fill_null(0))
        )
        for kind in FROM_PAY
    }
    stays = {
        name: told.forward_fill().over("employee_id", order_by="effective_date")
        for name, told in {**said, "pay_per_date": pl.col("pay_per_date")}.items()
    }
    return elections.select("employee_id", "effective_date", **stays).sort("effective_date")


def deferred(kind: str) -> pl.Expr:
    """What is elected of a kind of deferral on an expected date, and on one paid early whose cells are empty."""
    unsaid = pl.col("paid_early") & pl.col(f"received_{kind}").is_null()
    of_received = elected(kind, pl.col("received_eligible").clip(0)).fill_null(0)
    return pl.when(unsaid).then(of_received).otherwise(when_expected(elected(kind, pl.col("eligible"))))


def elected(kind: str, eligible: pl.Expr) -> pl.Expr:
    """What is contributed of a kind: rate and dollars of the election, else the rate of the reference pay."""
    election = pl.col(kind).struct
    by_election = of_rate(eligible, election.field("rate")) + election.field("amount")
    as_before = pro_rata(eligible, pl.col(f"reference_{kind}"), pl.col(of_pay(kind)))
    return pl.when(pl.col(kind).is_not_null()).then(by_election).otherwise(as_before)


def of_pay(kind: str) -> str:
    """The column with the eligible pay from which the reference pay's amount of a kind was taken."""
    return "reference_after_tax_eligible" if kind == words.AFTER_TAX else "reference_eligible"


def when_expected(amount: pl.Expr) -> pl.Expr:
    """The amount on expected dates, else 0."""
    return pl.when("expected").then(amount.fill_null(0)).otherwise(0)
