"""Room: what annual additions are, what the limit is and what is left of it today. 26 USC 415(c); rules in docs/law.md.

One row a person goes in and comes out; amounts are whole cents. No rest of the year here: nothing is set aside.
"""

from dataclasses import dataclass
from datetime import date

import polars as pl

from megaroth.people import Moment
from schemas import words


@dataclass(frozen=True)
class DollarLimit:
    """The 415(c)(1)(A) figure that binds, and the one additions through 31 December must keep, where a year crosses."""

    cents: int
    through_december: int | None


def totals(rows: pl.LazyFrame, moment: Moment) -> pl.LazyFrame:
    """Each person's limitation year to date, a kind never below zero; `*_december` through its first 31 December."""
    december = pl.col("date") <= date(moment.year.start.year, 12, 31)
    return (
        rows.filter("in_year")
        .group_by("employee_id")
        .agg(
            *(pl.col(kind).sum().clip(0).alias(f"{kind}_ytd") for kind in words.KINDS),
            *(pl.col(kind).filter(december).sum().clip(0).alias(f"{kind}_december") for kind in words.KINDS),
            compensation_ytd=pl.col("pay").sum(),
            posted_more=pl.col("posted_more").sum(),
            unreconciled=pl.col("unreconciled").any(),
            opening_differs=pl.col("opening_differs").any(),
        )
    )


def sum_of(kinds: tuple[str, ...], part: str) -> pl.Expr:
    """Kinds of money added up."""
    return pl.sum_horizontal(f"{kind}_{part}" for kind in kinds)


def with_catch_up(persons: pl.LazyFrame, moment: Moment) -> pl.LazyFrame:
    """Deferrals that are catch-up, and those that remain additions. 414(v)(3)(A); 415(c)(2)."""
    now = moment.at.year
    deferrals = sum_of(words.DEFERRALS, "ytd")
    beyond = pl.sum_horizontal(f"used_in_year_{year}" for year in moment.calendar_years)
    used = pl.min_horizontal(beyond.clip(0), deferrals)
    unused_now = (pl.col(f"catch_up_limit_{now}") - pl.col(f"used_{now}")).clip(0)
    adp = pl.min_horizontal("catch_up_adp", unused_now, (deferrals - used).clip(0))
    refunded = pl.sum_horizontal(
        pl.min_horizontal(f"refund_402g_{year}", f"excess_deferrals_{year}") for year in moment.calendar_years
    )
    same = moment.year.end.year == now
    return (
        persons.with_columns(deferrals_ytd=deferrals, used=used, adp=adp, refunded=refunded)
        .with_columns(catch_up_ytd=pl.col("used") + pl.col("adp"))
        .with_columns(
            countable=(pl.col("deferrals_ytd") - pl.col("catch_up_ytd") - pl.col("refunded")).clip(0),
            unused_catch_up=(unused_now - pl.col("adp")) if same else pl.col("catch_up_limit_ahead"),
        )
    )


def with_additions(persons: pl.LazyFrame) -> pl.LazyFrame:
    """Annual additions before a 415 correction. 26 USC 415(c)(2), (h)."""
    return persons.with_columns(employer_ytd=sum_of(words.EMPLOYER, "ytd")).with_columns(
        additions=pl.sum_horizontal("countable", "employer_ytd", "after_tax_ytd", "related_employer_additions")
    )


def additions_through_december(moment: Moment) -> pl.Expr:
    """The plan's own additions through 31 December of a limitation year that crosses it. 1.415(d)-1(b) [open]."""
    first = moment.year.start.year
    refunded = pl.min_horizontal(f"refund_402g_{first}", f"excess_deferrals_{first}")
    deferrals = sum_of(words.DEFERRALS, "december") - pl.col(f"used_in_year_{first}").clip(0) - refunded
    return deferrals.clip(0) + sum_of((words.AFTER_TAX, *words.EMPLOYER), "december")


def with_limit(persons: pl.LazyFrame, limit: DollarLimit, moment: Moment) -> pl.LazyFrame:
    """The lesser of the dollar limit and pay to date, and how far additions pass it. 26 USC 415(c)(1)."""
    over_dollars = pl.col("additions") - limit.cents
    if limit.through_december is not None:
        over_dollars = pl.max_horizontal(over_dollars, additions_through_december(moment) - limit.through_december)
    over = pl.max_horizontal(pl.col("additions") - pl.col("limit_415c"), over_dollars)
    by_pay = (pl.col("pay_limit") < limit.cents).fill_null(value=False)
    return (
        persons.with_columns(pay_limit=pl.when("pay_binds").then(pl.col("compensation_ytd").clip(0)))
        .with_columns(limit_415c=pl.min_horizontal("pay_limit", pl.lit(limit.cents, dtype=pl.Int64)))
        .with_columns(
            over=over.clip(0),
            over_dollars=over_dollars > 0,
            limit_basis=pl.when(by_pay).then(pl.lit("compensation")).otherwise(pl.lit("dollar")),
        )
    )


def with_excess(persons: pl.LazyFrame) -> pl.LazyFrame:
    """What may still become catch-up, what is an excess, and what a 415 correction already returned.

    414(v)(3)(A); when deferrals are more than pay nothing is left to reclassify, 414(v)(2)(A)(ii).
    """
    more_than_pay = (pl.col("deferrals_ytd") > pl.col("pay_limit")).fill_null(value=False)
    reclassified = (
        pl.when(~more_than_pay).then(pl.min_horizontal("over", "unused_catch_up", "countable").clip(0)).otherwise(0)
    )
    corrected = pl.min_horizontal("refund_415", pl.col("over") - pl.col("catch_up_415"))
    return (
        persons.with_columns(catch_up_415=reclassified)
        .with_columns(corrected=corrected)
        .with_columns(
            excess=pl.col("over") - pl.col("catch_up_415") - pl.col("corrected"),
            annual_additions_ytd=pl.col("additions") - pl.col("corrected"),
        )
    )


def with_room_today(persons: pl.LazyFrame) -> pl.LazyFrame:
    """What fits today, nothing set aside: the limit less additions and what postings have beyond the register."""
    taken = pl.col("annual_additions_ytd") + pl.col("posted_more")
    return persons.with_columns(room_today=(pl.col("limit_415c") - taken).clip(0))


def room(persons: pl.LazyFrame, limit: DollarLimit, moment: Moment) -> pl.LazyFrame:
    """Every step in the order the law takes them, a row a person."""
    return (
        persons.pipe(with_catch_up, moment)
        .pipe(with_additions)
        .pipe(with_limit, limit, moment)
        .pipe(with_excess)
        .pipe(with_room_today)
    )
