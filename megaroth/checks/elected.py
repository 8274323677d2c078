"""Check of what was taken from regular pay against the election on file (R07)."""

from typing import Final

import polars as pl

from megaroth.answers import Answers
from megaroth.book import Book
from megaroth.catch_up import in_force
from megaroth.cents import of_rate
from megaroth.checks import catalogue as checks
from megaroth.checks.limit_stops import with_limit_reached, with_not_employed
from megaroth.checks.lines import FROM_PAY, PERSON_DATE, cells, dates_waiting, lines_of_year, place
from megaroth.checks.register import PLACE
from megaroth.forecast.deferrals import after_tax_rate
from megaroth.forecast.elections import in_force_from
from megaroth.forecast.past_dates import posted_instead
from megaroth.limits import Limits
from megaroth.plan import Plan
from schemas import words

REGULAR: Final = pl.col("run_type").is_in(["regular", "correction"])
"""A correction belongs to the regular pay of its date."""


def not_as_elected(book: Book, answers: Answers, plan: Plan, limits: Limits) -> pl.LazyFrame:
    """R07: a kind of money of a date's regular pay differs from its election by more than a cent a line.

    Less is in order where a limit stopped it, the pay of the date does not reach for all that was elected, or the
    person was not employed then; a deduction then is R08's.
    """
    lines = lines_of_year(book, answers).join(book.elections.lazy(), on="employee_id", how="semi")
    differing = with_elected(taken(lines, answers), book).filter(pl.any_horizontal(differs(kind) for kind in FROM_PAY))
    dated = with_not_employed(differing.collect().lazy(), answers)
    suspects = with_limit_reached(dated, book, answers, plan, limits)
    known = suspects.join(
        dates_waiting(lines_of_year(book, answers), plan, limits, answers), on="pay_date", how="left", validate="m:1"
    ).join(
        answers.persons.lazy().select("employee_id", "room", "annual_additions_ytd", "limit_415c", "perhaps_hce"),
        on="employee_id",
        how="left",
        validate="m:1",
    )
    told = pl.concat([of_kind(known.with_columns(date="pay_date"), kind, plan) for kind in FROM_PAY])
    return checks.NOT_AS_ELECTED.of(
        place(told, lines.filter(REGULAR)), **PLACE, source="kind", expected="elected", actual="taken"
    )


def taken(lines: pl.LazyFrame, answers: Answers) -> pl.LazyFrame:
    """Regular pay of a person and date, and each kind taken from it; where no line of the date has a cell, posted."""
    amounts = {}
    for kind in FROM_PAY:
        (count, total), (count_of_date, _) = cells(kind, REGULAR), cells(kind)
        amounts[kind] = pl.when(count > 0).then(total).when(count_of_date > 0).then(0)
    of_date = (
        lines.group_by(PERSON_DATE)
        .agg(
            pl.col("gross_compensation", "eligible").filter(REGULAR).sum().clip(0),
            lines=(pl.col("run_type") == "regular").sum().cast(pl.Int64),
            **amounts,
        )
        .filter(pl.col("lines") > 0)
    )
    return (
        posted_instead(of_date, answers.postings.lazy(), FROM_PAY)
        .with_columns(
            *(pl.col(kind).is_null().alias(f"{kind}_silent") for kind in FROM_PAY),
            *(pl.coalesce(kind, f"{kind}_posted", 0).alias(f"{kind}_taken") for kind in FROM_PAY),
        )
        .with_columns(
            (pl.col(f"{kind}_silent") & pl.col(f"{kind}_posted").is_null()).alias(f"{kind}_silent") for kind in FROM_PAY
        )
        .drop(*FROM_PAY)
    )


def with_elected(dates: pl.LazyFrame, book: Book) -> pl.LazyFrame:
    """Adds `KIND_elected` by the election in force on the date; null where none says anything of the kind."""
    in_force_then = dates.sort("pay_date").join_asof(
        in_force_from(book.elections.lazy()),
        left_on="pay_date",
        right_on="effective_date",
        by="employee_id",
        strategy="backward",
        check_sortedness=False,
    )
    return in_force_then.with_columns(
        (of_rate(pl.col("eligible"), pl.col(kind).struct.field("rate")) + pl.col(kind).struct.field("amount")).alias(
            f"{kind}_elected"
        )
        for kind in FROM_PAY
    )


def differs(kind: str) -> pl.Expr:
    """More than a cent a line apart."""
    return ((pl.col(f"{kind}_taken") - pl.col(f"{kind}_elected")).abs() > pl.col("lines")).fill_null(value=False)


def of_kind(dates: pl.LazyFrame, kind: str, plan: Plan) -> pl.LazyFrame:
    """The dates on which the kind's difference has no reason."""
    less = pl.col(f"{kind}_taken") < pl.col(f"{kind}_elected")
    pay_short = pl.sum_horizontal(f"{name}_elected" for name in FROM_PAY) > pl.col("gross_compensation")
    stopped = deferral_stopped() if kind in words.DEFERRALS else after_tax_stopped(plan)
    moved = moved_at_limit(kind, plan)
    awaited = pl.col(f"{kind}_silent") & pl.col(f"{kind}_awaited")
    unexplained = pl.when(less).then(~stopped & ~pay_short & ~pl.col("not_employed")).otherwise(~moved)
    return dates.filter(differs(kind), ~awaited, unexplained).select(
        *PERSON_DATE, kind=pl.lit(kind), elected=f"{kind}_elected", taken=f"{kind}_taken"
    )


def deferral_stopped() -> pl.Expr:
    """402(g), the plan's own limit or 415(c) leaves no more."""
    return pl.col("reached") | (pl.col("annual_additions_ytd") >= pl.col("limit_415c"))


def after_tax_stopped(plan: Plan) -> pl.Expr:
    """The plan's rate allowed no more of the date's pay, or what is missing would not fit the room of today."""
    allowed = of_rate(pl.col("eligible"), after_tax_rate(plan))
    missing = pl.col("after_tax_elected") - pl.col("after_tax_taken")
    return (missing > pl.col("room")) | (pl.col("after_tax_taken") + pl.col("lines") >= allowed)


def moved_at_limit(kind: str, plan: Plan) -> pl.Expr:
    """At the deferral limit more of a kind may come from another: catch-up made Roth, deferrals gone on after tax."""
    if kind in words.DEFERRALS:
        both = [pl.sum_horizontal(f"{name}_{side}" for name in words.DEFERRALS) for side in ("taken", "elected")]
        return pl.col("reached") & (both[0] <= both[1] + pl.col("lines"))
    spills = in_force(pl.col("pay_date"), plan, lambda terms: int(terms.deferrals.spillover)) > 0
    return pl.col("reached") & spills
