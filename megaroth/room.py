"""What annual additions are, what the limit is and what is left of it today. 26 USC 415(c); rules in docs/law.md.

One row a person goes in and comes out; amounts are whole cents. Pay still expected comes in as a number;
the rest of the year is `megaroth.forecast`'s.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

import polars as pl

from megaroth.additions import of_source
from megaroth.people import Moment
from schemas import words


@dataclass(frozen=True)
class DollarLimit:
    """The 415(c)(1)(A) figure that binds, and the one additions through 31 December must keep, where a year crosses."""

    cents: int
    through_december: int | None


def totals(rows: pl.LazyFrame, moment: Moment) -> pl.LazyFrame:
    """Each person's limitation year to date, no kind or source below zero; `*_december` through its first 31 December.

    `rows` have `of_SOURCE` of kinds of which several sources were posted (`megaroth.ledger`).
    """
    names = rows.collect_schema().names()
    everything, december = pl.lit(value=True), pl.col("date") <= date(moment.year.start.year, 12, 31)
    return (
        rows.filter("in_year")
        .group_by("employee_id")
        .agg(
            *(total_of(kind, everything, names).alias(f"{kind}_ytd") for kind in words.KINDS),
            *(total_of(kind, december, names).alias(f"{kind}_december") for kind in words.KINDS),
            compensation_ytd=pl.col("pay").sum(),
            eligible_ytd=pl.col("eligible").sum(),
            posted_more=pl.col("posted_more").sum(),
            unreconciled=pl.col("unreconciled").any(),
            opening_differs=pl.col("opening_differs").any(),
        )
    )


def total_of(kind: str, chosen: pl.Expr, names: Collection[str]) -> pl.Expr:
    """A kind's total in the chosen rows, never below zero; nor is any source of what counts as posted.

    The register knows kinds alone: what a source has below zero comes off its cells, and off no other source.
    """
    sources = [source for source, of in words.SOURCE_KINDS.items() if of == kind and of_source(source) in names]
    posted = [pl.col(of_source(source)).filter(chosen).sum() for source in sources]
    above = pl.sum_horizontal(pl.lit(0, pl.Int64), *(cents.clip(0) for cents in posted))
    below = pl.sum_horizontal(pl.lit(0, pl.Int64), *(cents.clip(upper_bound=0) for cents in posted))
    register = pl.col(kind).filter(chosen).sum() - above - below
    return not_below_zero(register, above, below)


def not_below_zero(register: pl.Expr, above: pl.Expr, below: pl.Expr) -> pl.Expr:
    """A kind's total of what the register says, and of sources that were posted, some above zero and some below."""
    return (above + pl.max_horizontal(register + below, register.clip(upper_bound=0))).clip(0)


def sum_of(kinds: tuple[str, ...], part: str) -> pl.Expr:
    """Kinds of money added up."""
    return pl.sum_horizontal(f"{kind}_{part}" for kind in kinds)


def refunded_in_time(year: int) -> pl.Expr:
    """Excess deferrals of a calendar year that were refunded in time. 1.402(g)-1(e)(1)(ii)."""
    return pl.min_horizontal(f"refund_402g_{year}", f"refundable_{year}")


def with_countable(persons: pl.LazyFrame, years: Iterable[int], now: int) -> pl.LazyFrame:
    """Deferrals that are catch-up, and those that remain additions; `refunded` is given. 414(v)(3)(A); 415(c)(2)."""
    deferrals = sum_of(words.DEFERRALS, "ytd")
    beyond = pl.sum_horizontal(f"used_in_year_{year}" for year in years)
    used = pl.min_horizontal(beyond.clip(0), deferrals)
    unused_now = (pl.col(f"catch_up_limit_{now}") - pl.col(f"used_{now}")).clip(0)
    adp = pl.min_horizontal("catch_up_adp", unused_now, (deferrals - used).clip(0))
    return (
        persons.with_columns(deferrals_ytd=deferrals, used=used, adp=adp)
        .with_columns(catch_up_ytd=pl.col("used") + pl.col("adp"), unused_now=unused_now - adp)
        .with_columns(countable=(pl.col("deferrals_ytd") - pl.col("catch_up_ytd") - pl.col("refunded")).clip(0))
    )


def with_catch_up(persons: pl.LazyFrame, moment: Moment) -> pl.LazyFrame:
    """The same for the year to date, and what of the catch-up limit is left for an overrun. 414(v)(3)(A)."""
    refunded = pl.sum_horizontal(refunded_in_time(year) for year in moment.calendar_years)
    same = moment.year.end.year == moment.at.year
    return with_countable(persons.with_columns(refunded=refunded), moment.calendar_years, moment.at.year).with_columns(
        unused_catch_up=pl.col("unused_now") if same else pl.col("catch_up_limit_ahead")
    )


def with_additions(persons: pl.LazyFrame) -> pl.LazyFrame:
    """Annual additions before a 415 correction. 26 USC 415(c)(2), (h)."""
    return persons.with_columns(employer_ytd=sum_of(words.EMPLOYER, "ytd")).with_columns(
        additions=pl.sum_horizontal("countable", "employer_ytd", "after_tax_ytd", "related_employer_additions")
    )


def additions_through_december(moment: Moment) -> pl.Expr:
    """The plan's own additions through 31 December of a limitation year that crosses it. 1.415(d)-1(b) [open]."""
    first = moment.year.start.year
    deferrals = sum_of(words.DEFERRALS, "december") - pl.col(f"used_in_year_{first}").clip(0) - refunded_in_time(first)
    return deferrals.clip(0) + sum_of((words.AFTER_TAX, *words.EMPLOYER), "december")


def with_limit(persons: pl.LazyFrame, limit: DollarLimit, moment: Moment) -> pl.LazyFrame:
    """The lesser of the dollar limit and the year's pay, and how far additions pass it. 26 USC 415(c)(1).

    The year's pay is pay to date and `pay_expected`.
    """
    over_dollars = pl.col("additions") - limit.cents
    if limit.through_december is not None:
        over_dollars = pl.max_horizontal(over_dollars, additions_through_december(moment) - limit.through_december)
    over = pl.max_horizontal(pl.col("additions") - pl.col("limit_415c"), over_dollars)
    by_pay = (pl.col("pay_limit") < limit.cents).fill_null(value=False)
    return (
        persons.with_columns(
            pay_limit=pl.when("pay_binds").then((pl.col("compensation_ytd") + pl.col("pay_expected")).clip(0)),
            pay_to_date=pl.when("pay_binds").then(pl.col("compensation_ytd").clip(0)),
        )
        .with_columns(
            limit_415c=pl.min_horizontal("pay_limit", pl.lit(limit.cents, dtype=pl.Int64)),
            limit_today=pl.min_horizontal("pay_to_date", pl.lit(limit.cents, dtype=pl.Int64)),
        )
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
    """What fits today, nothing set aside: the limit on pay to date less additions and what postings have beyond."""
    taken = pl.col("annual_additions_ytd") + pl.col("posted_more")
    return persons.with_columns(room_today=(pl.col("limit_today") - taken).clip(0))


def room(persons: pl.LazyFrame, limit: DollarLimit, moment: Moment) -> pl.LazyFrame:
    """Every step in the order the law takes them, a row a person."""
    return (
        persons.pipe(with_catch_up, moment)
        .pipe(with_additions)
        .pipe(with_limit, limit, moment)
        .pipe(with_excess)
        .pipe(with_room_today)
    )
