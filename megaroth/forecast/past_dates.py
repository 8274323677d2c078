"""Past pay dates of the limitation year, a row a person and date, and the plan's formulas recomputed on them.

What was paid is compared with the formula by the checks; what no feed tells yet is `megaroth.forecast.late`'s.
"""

from typing import Final

import polars as pl

from megaroth.additions import by_kind, register
from megaroth.catch_up import in_force
from megaroth.cents import of_rate
from megaroth.forecast.catch_up_taken import catch_up_taken
from megaroth.forecast.employer import NOTHING
from megaroth.forecast.formulas import MATCHED, matched_money, tier_match
from megaroth.limits import Limits
from megaroth.people import Moment
from megaroth.plan import Plan
from megaroth.plan_terms import PER_PAY, Terms
from schemas import words

PERSON_DATE: Final = ["employee_id", "pay_date"]
COMPARED: Final = (*MATCHED, words.MATCH)


def pay_cap(limits: Limits, moment: Moment) -> int:
    """401(a)(17) of the plan year."""
    return moment.year.prorate_months(limits.cents("compensation", moment.year.start.year))


def after_opening(day: str) -> pl.Expr:
    """Whether no opening balance stands for the day."""
    return (pl.col(day) > pl.col("opening_date")).fill_null(value=True)


def past_lines(payroll: pl.LazyFrame, persons: pl.LazyFrame, moment: Moment) -> pl.LazyFrame:
    """Lines of the limitation year so far for which no opening balance stands, with `eligible` pay."""
    return (
        payroll.filter(pl.col("pay_date").is_between(moment.year.start, moment.at))
        .join(persons.select("employee_id", "opening_date"), on="employee_id", how="left", validate="m:1")
        .filter(after_opening("pay_date"))
        .with_columns(eligible=pl.coalesce("eligible_compensation", "gross_compensation"))
    )


def posted_instead(rows: pl.LazyFrame, postings: pl.LazyFrame, kinds: tuple[str, ...]) -> pl.LazyFrame:
    """Adds `KIND_posted`, what is posted of a person and pay date where the register's cells of a kind are empty."""
    without = rows.filter(pl.any_horizontal(pl.col(kind).is_null() for kind in kinds))
    held = postings.filter("held").join(without.rename({"pay_date": "date"}), on=["employee_id", "date"], how="semi")
    posted = by_kind(held).select("employee_id", pl.col("date").alias("pay_date"), *kinds)
    joined = rows.join(posted, on=PERSON_DATE, how="left", suffix="_posted", validate="1:1")
    return joined.with_columns(
        pl.when(pl.col(kind).is_null()).then(f"{kind}_posted").alias(f"{kind}_posted") for kind in kinds
    )


def paid_dates(lines: pl.LazyFrame, postings: pl.LazyFrame) -> pl.LazyFrame:
    """A row a person and pay date of `past_lines`: pay and each kind's cells, else what was posted.

    `has_match`: there is a match cell or a posting. `only_corrected`: every line is a correction, which speaks of
    another date. `comparable`: it is not so, and nothing is negative.
    """
    cells = register(lines.with_columns(eligible_compensation="eligible")).rename({"date": "pay_date"})
    corrected = lines.group_by(PERSON_DATE).agg(only_corrected=(pl.col("run_type") == "correction").all())
    counted = {kind: pl.coalesce(kind, f"{kind}_posted", 0) for kind in MATCHED}
    match = pl.coalesce(words.MATCH, f"{words.MATCH}_posted")
    return (
        posted_instead(cells, postings, COMPARED)
        .join(corrected, on=PERSON_DATE, how="left", validate="1:1")
        .select(
            *PERSON_DATE,
            "eligible",
            "only_corrected",
            **counted,
            actual=match.fill_null(0),
            has_match=match.is_not_null(),
        )
        .with_columns(
            comparable=~pl.col("only_corrected") & pl.all_horizontal(pl.col("eligible", "actual", *MATCHED) >= 0)
        )
    )


def with_pay_before(dates: pl.LazyFrame, rows: pl.LazyFrame, persons: pl.LazyFrame) -> pl.LazyFrame:
    """Adds `eligible_before` and `match_before`: what an opening balance has of the limitation year."""
    openings = persons.filter(pl.col("opening_date").is_not_null()).select("employee_id", "opening_date")
    before = (
        rows.filter("in_year")
        .join(openings, on="employee_id", how="inner", validate="m:1")
        .filter(pl.col("date") <= pl.col("opening_date"))
        .group_by("employee_id")
        .agg(eligible_before=pl.col("eligible").sum(), match_before=pl.col(words.MATCH).sum())
    )
    return dates.join(before, on="employee_id", how="left", validate="m:1").with_columns(
        pl.col("eligible_before", "match_before").fill_null(0)
    )


def with_formulas(
    dates: pl.LazyFrame, rows: pl.LazyFrame, persons: pl.LazyFrame, plan: Plan, limits: Limits, moment: Moment
) -> pl.LazyFrame:
    """Adds `match_formula` and `nonelective_formula`: those in force on the date, of its own money and pay.

    Pay counts in date order up to 401(a)(17) of the year. `dates` has `eligible_before`.
    """
    day, cap = pl.col("pay_date"), pay_cap(limits, moment)
    through = pl.col("eligible_before") + pl.col("eligible").cum_sum().over("employee_id", order_by="pay_date")
    counted = through.clip(0, cap) - (through - pl.col("eligible")).clip(0, cap)
    return (
        catch_up_taken(dates, rows, persons, plan, limits, moment)
        .with_columns(counted=counted.clip(0))
        .with_columns(
            match_formula=pl.when("comparable").then(in_force(day, plan, match_of_date)).otherwise(0),
            nonelective_formula=pl.when("only_corrected").then(0).otherwise(in_force(day, plan, nonelective_of_date)),
        )
    )


def match_of_date(terms: Terms) -> pl.Expr:
    """The per-pay formula on what was contributed on the date."""
    if not terms.match.tiers:
        return NOTHING
    amounts = {kind: pl.col(kind) for kind in MATCHED}
    return tier_match(matched_money(amounts, pl.col("catch_up"), terms.match), pl.col("counted"), terms.match.tiers)


def nonelective_of_date(terms: Terms) -> pl.Expr:
    """The rate of the date's pay, where it is paid with each pay date."""
    if terms.nonelective.timing != PER_PAY or not terms.nonelective.rate:
        return NOTHING
    return of_rate(pl.col("counted"), terms.nonelective.rate)
