"""Employer money of past pay dates that no feed tells yet: a register without a match column, postings on their way.

It will be paid, and uses room. docs/law.md, section 8, Late. Match and nonelective, each by itself; a kind that was
never told of a person is not guessed: the check R06 names a match that is missing.
"""

from datetime import timedelta
from typing import Final

import polars as pl

from megaroth.catch_up import in_force
from megaroth.forecast.past_dates import PERSON_DATE, paid_dates, past_lines, with_formulas, with_pay_before
from megaroth.forecast.scenario import with_paid
from megaroth.limits import Limits
from megaroth.people import Moment
from megaroth.plan import Plan
from megaroth.plan_terms import PER_PAY
from schemas import words

PAYS_WHAT_IS_OWED: Final = ("contribution", "reversal", "true_up", "make_up")
DAY: Final = timedelta(days=1)


def with_late(
    persons: pl.DataFrame,
    payroll: pl.LazyFrame,
    rows: pl.LazyFrame,
    postings: pl.LazyFrame,
    plan: Plan,
    limits: Limits,
    moment: Moment,
) -> pl.DataFrame:
    """Adds `late_KIND`, still to be paid for past dates, `late_KIND_dates`, how many, and `late_on`, the last of them.

    `persons` are those of the report with their year to date, `rows` their ledger.
    """
    everybody = persons.lazy()
    lines = past_lines(payroll, everybody, moment)
    untold = {kind: untold_dates(kind, lines, postings, everybody, plan, moment).collect() for kind in words.EMPLOYER}
    ids = pl.concat(dates.select("employee_id") for dates in untold.values()).lazy()
    waiting = with_paid(everybody.join(ids, on="employee_id", how="semi"), postings, moment)
    paid = paid_dates(lines.join(ids, on="employee_id", how="semi"), postings)
    their_rows = rows.join(ids, on="employee_id", how="semi")
    before = with_pay_before(paid, their_rows, waiting)
    earned = with_formulas(before, their_rows, waiting, plan, limits, moment).collect()
    told = everybody
    for kind, dates in untold.items():
        late = late_of_kind(kind, dates.lazy(), earned.lazy(), waiting, plan)
        told = told.join(late, on="employee_id", how="left", validate="1:1")
    amounts = [name for kind in untold for name in (f"late_{kind}", f"late_{kind}_dates")]
    return told.with_columns(
        pl.col(amounts).fill_null(0), late_on=pl.max_horizontal(f"late_{kind}_on" for kind in untold)
    ).collect()


def untold_dates(
    kind: str, lines: pl.LazyFrame, postings: pl.LazyFrame, persons: pl.LazyFrame, plan: Plan, moment: Moment
) -> pl.LazyFrame:
    """A row a person and pay date with a formula after the last day through which the kind is known.

    `paid_since`: what was posted after that day and names no pay date; money taken back alone is no more to come.
    """
    nameless = undated(kind, postings, moment)
    known = known_through(told_days(kind, lines, postings, persons, moment), nameless, moment)
    since = (
        nameless.join(known, on="employee_id", how="inner", validate="m:1")
        .filter(pl.col("posted_date") > pl.col("known_through"))
        .group_by("employee_id")
        .agg(paid_since=pl.col("addition").sum().clip(0))
    )
    return (
        lines.filter(has_formula(kind, plan))
        .select(PERSON_DATE)
        .unique()
        .join(known, on="employee_id", how="inner", validate="m:1")
        .filter(pl.col("pay_date") > pl.col("known_through"))
        .join(since, on="employee_id", how="left", validate="m:1")
        .with_columns(pl.col("paid_since").fill_null(0))
    )


def has_formula(kind: str, plan: Plan) -> pl.Expr:
    """Whether the terms in force on a pay date pay the kind with it."""
    day = pl.col("pay_date")
    if kind == words.MATCH:
        return in_force(day, plan, lambda terms: len(terms.match.tiers)) > 0
    return in_force(day, plan, lambda terms: terms.nonelective.rate * (terms.nonelective.timing == PER_PAY)) > 0


def undated(kind: str, postings: pl.LazyFrame, moment: Moment) -> pl.LazyFrame:
    """Money of the limitation year that pays what is owed and names no pay date."""
    return postings.filter(
        pl.col("pay_date").is_null(),
        pl.col("kind") == kind,
        pl.col("activity").is_in(PAYS_WHAT_IS_OWED),
        pl.col("date").is_between(moment.year.start, moment.year.end),
    )


def told_days(
    kind: str, lines: pl.LazyFrame, postings: pl.LazyFrame, persons: pl.LazyFrame, moment: Moment
) -> pl.LazyFrame:
    """Days of which a person's kind is known: a cell with a number, a held posting that names it, an opening's own."""
    a_number = pl.any_horizontal(pl.col(name).is_not_null() for name in words.REGISTER_COLUMNS[kind])
    through_now = pl.col("date").is_between(moment.year.start, moment.at)
    return pl.concat(
        [
            lines.filter(a_number).select("employee_id", day="pay_date"),
            postings.filter("held", pl.col("kind") == kind, through_now).select("employee_id", day="date"),
            persons.filter(pl.col("opening_date").is_not_null()).select("employee_id", day="opening_date"),
        ]
    )


def known_through(told: pl.LazyFrame, nameless: pl.LazyFrame, moment: Moment) -> pl.LazyFrame:
    """A row a person: the last day told; before the year began, where all that is known names no pay date."""
    before = nameless.select("employee_id", day=pl.lit(moment.year.start - DAY, dtype=pl.Date))
    return pl.concat([told, before]).group_by("employee_id").agg(known_through=pl.col("day").max())


def late_of_kind(
    kind: str, dates: pl.LazyFrame, earned: pl.LazyFrame, persons: pl.LazyFrame, plan: Plan
) -> pl.LazyFrame:
    """A row a person: what the dates earned less what was paid since, at most what the plan's dollar cap leaves."""
    formula = pl.col(f"{kind}_formula")
    amounts = earned.select(*PERSON_DATE, formula)
    of_dates = (
        dates.join(amounts, on=PERSON_DATE, how="inner", validate="1:1")
        .group_by("employee_id")
        .agg(
            earned=formula.sum(),
            paid_since=pl.col("paid_since").first(),
            dollar_cap=dollar_cap(kind, plan, formula > 0),
            **{
                f"late_{kind}_dates": (formula > 0).sum().cast(pl.Int64),
                f"late_{kind}_on": pl.col("pay_date").filter(formula > 0).max(),
            },
        )
        .join(persons.select("employee_id", "match_paid"), on="employee_id", how="inner", validate="1:1")
    )
    left = (pl.col("dollar_cap") - pl.col("match_paid")).clip(0)
    late = pl.min_horizontal((pl.col("earned") - pl.col("paid_since")).clip(0), left)
    return of_dates.select("employee_id", f"late_{kind}_dates", f"late_{kind}_on", late.alias(f"late_{kind}"))


def dollar_cap(kind: str, plan: Plan, earns: pl.Expr) -> pl.Expr:
    """The match's cap of the year: the largest of the dates that earn, null where one of them has none."""
    if kind != words.MATCH:
        return pl.lit(None, dtype=pl.Int64)
    cap = in_force(pl.col("pay_date"), plan, lambda terms: terms.match.dollar_cap or None)
    return pl.when(cap.filter(earns).is_not_null().all()).then(cap.filter(earns).max())
