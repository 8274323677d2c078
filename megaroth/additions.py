"""What was contributed: one row for each person and date, the register held against the postings. 26 USC 415(c)(2).

No limit and no catch-up here: this module says what counts, on which date and in which amount. Amounts are whole cents.
"""

from collections.abc import Iterable
from typing import Final

import polars as pl

from megaroth.years import LimitationYears, MonthDay
from schemas import words

PERSON_DATE: Final = ["employee_id", "date"]
MONEY: Final = ["pay", "eligible", *words.KINDS]
EFFECTS: Final = pl.Enum(list(dict.fromkeys(words.ACTIVITY_EFFECTS.values())))


def dated(contributions: pl.LazyFrame, years: LimitationYears, refund_deadline: MonthDay) -> pl.LazyFrame:
    """Postings with the date they count on, their effect, kind and addition (amount less its earnings).

    A posting that names a year counts in it; a reversal that names nothing takes the year of the line it reverses, a
    refund of excess deferrals posted by the deadline the year before (docs/law.md, section 2). `held` says whether it
    is compared with the register's line of that date.
    """
    postings = with_year_of_original(contributions)
    own = pl.coalesce("pay_date", "original_posted", year_before(refund_deadline), "posted_date")
    start, end = named_year(own, postings, years)
    elsewhere = start.is_not_null() & ~own.is_between(start, end)
    effect = pl.col("activity").replace_strict(words.ACTIVITY_EFFECTS, return_dtype=EFFECTS)
    return postings.with_columns(
        date=pl.when(elsewhere).then(own.clip(start, end)).otherwise(own),
        effect=effect,
        kind=pl.col("source").replace_strict(words.SOURCE_KINDS, return_dtype=pl.String),
        addition=pl.col("amount") - pl.col("earnings").fill_null(0),
        held=(effect == words.HELD) & pl.col("pay_date").is_not_null() & ~elsewhere.fill_null(value=False),
    ).drop("for_year", "earnings", "original_posted")


def year_before(refund_deadline: MonthDay) -> pl.Expr:
    """31 December before a refund of excess deferrals that was posted by the deadline. 26 USC 402(g)(2)(A)."""
    year = pl.col("posted_date").dt.year()
    in_time = (pl.col("activity") == "refund_402g") & (pl.col("posted_date") <= pl.date(year, *refund_deadline))
    return pl.when(in_time).then(pl.date(year - 1, 12, 31))


def named_year(own: pl.Expr, postings: pl.LazyFrame, years: LimitationYears) -> tuple[pl.Expr, pl.Expr]:
    """First and last day of the limitation year that `for_year` names, null where it names none.

    Of several that end in a bare year, the one that contains the posting's own date, else the last.
    """
    texts = postings.select(pl.col("for_year").drop_nulls().unique().sort()).collect()["for_year"]
    nothing = pl.lit(None, dtype=pl.Date)
    starts, ends = [nothing], [nothing]
    for text in texts:
        for year in years.named(text):
            is_last = year == years.named(text)[-1]
            chosen = (pl.col("for_year") == text) & (own.is_between(year.start, year.end) | is_last)
            starts.append(pl.when(chosen).then(year.start))
            ends.append(pl.when(chosen).then(year.end))
    return pl.coalesce(starts), pl.coalesce(ends)


def with_year_of_original(contributions: pl.LazyFrame) -> pl.LazyFrame:
    """A reversal that names nothing takes pay_date, for_year and date from the latest line of which it is the opposite.

    `original_posted` is that line's posting date, null on every other posting.
    """
    bare = (pl.col("activity") == "reversal") & pl.col("pay_date").is_null() & pl.col("for_year").is_null()
    line = ["employee_id", "source", "amount"]
    reversals = contributions.filter(bare)
    originals = (
        contributions.filter(pl.col("activity") == "contribution")
        .select(*line, original_posted="posted_date", original_pay_date="pay_date", original_for_year="for_year")
        .join(reversals.select(*line[:2], amount=-pl.col("amount")).unique(), on=line, how="semi")
        .with_columns(amount=-pl.col("amount"))
    )
    of_original = ("original_posted", "original_pay_date", "original_for_year")
    latest = (
        reversals.select(*line, "posted_date")
        .unique()
        .join(originals, on=line, how="inner", validate="m:m")
        .filter(pl.col("original_posted") < pl.col("posted_date"))
        .group_by(*line, "posted_date")
        .agg(pl.col(of_original).sort_by(of_original, nulls_last=False).last())
    )
    dated_reversals = (
        reversals.join(latest, on=[*line, "posted_date"], how="left", validate="m:1")
        .with_columns(pay_date=pl.col("original_pay_date"), for_year=pl.col("original_for_year"))
        .drop("original_pay_date", "original_for_year")
    )
    return pl.concat([contributions.filter(~bare), dated_reversals], how="diagonal")


def register(payroll: pl.LazyFrame) -> pl.LazyFrame:
    """One row a person and pay date: pay, plan pay, and each kind's cells added; null where no cell holds a number."""
    kinds = [
        total_or_null(
            kind,
            pl.sum_horizontal(pl.col(name).count() for name in names),
            pl.sum_horizontal(pl.col(name).sum() for name in names),
        )
        for kind, names in words.REGISTER_COLUMNS.items()
    ]
    pay = pl.col("gross_compensation").sum().alias("pay")
    eligible = pl.coalesce("eligible_compensation", "gross_compensation").sum().alias("eligible")
    return payroll.group_by("employee_id", date="pay_date").agg(pay, eligible, *kinds)


def total_or_null(name: str, cells: pl.Expr, total: pl.Expr) -> pl.Expr:
    """The total, or null where nothing was added up: an empty cell is not a zero."""
    return pl.when(cells > 0).then(total).alias(name)


def by_kind(postings: pl.LazyFrame, sources: Iterable[str] = ()) -> pl.LazyFrame:
    """One row a person and date: postings added up in a column for each kind; null where there is none.

    Beside them what of it is of the named sources.
    """
    spread = [pl.when(pl.col("kind") == kind).then("addition").alias(kind) for kind in words.KINDS]
    spread += [pl.when(pl.col("source") == source).then("addition").alias(of_source(source)) for source in sources]
    names = (*words.KINDS, *map(of_source, sources))
    totals = [total_or_null(name, pl.col(name).count(), pl.col(name).sum()) for name in names]
    return (
        postings.filter(pl.col("kind").is_not_null()).select(*PERSON_DATE, *spread).group_by(*PERSON_DATE).agg(totals)
    )


def of_source(source: str) -> str:
    """The column with what was posted of a source."""
    return f"of_{source}"


def sources_beside(postings: pl.LazyFrame) -> dict[str, list[str]]:
    """Kinds of which the postings name more than one source, and these sources: none goes below zero in a year."""
    named = set(postings.select(pl.col("source").unique()).collect()["source"])
    of_kinds = {
        kind: [source for source in words.SOURCES if source in named and words.SOURCE_KINDS[source] == kind]
        for kind in words.KINDS
    }
    return {kind: sources for kind, sources in of_kinds.items() if len(sources) > 1}


def compared(payroll: pl.LazyFrame, postings: pl.LazyFrame, sources: Iterable[str] = ()) -> pl.LazyFrame:
    """Register beside held postings, for each person and pay date: `pre_tax`, `pre_tax_posted`, and so on."""
    held = by_kind(postings.filter("held"), sources)
    return register(payroll).join(held, on=PERSON_DATE, how="full", coalesce=True, suffix="_posted", validate="1:1")


def added(postings: pl.LazyFrame, sources: Iterable[str] = ()) -> pl.LazyFrame:
    """What counts beside the register: true-ups, make-ups, forfeitures, and contributions without a pay date."""
    counts = pl.col("effect").is_in([words.HELD, words.ADDED]) & ~pl.col("held")
    return by_kind(postings.filter(counts), sources)
