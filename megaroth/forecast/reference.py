"""What a person was last paid, and last deferred before a limit cut it short: the measure of dates still to come.

After-tax money goes on as on the last regular pay, for no deferral limit cuts it; with `spillover` what deferrals
leave is part of it, and a pay that no limit cut short is asked of it too. A regular pay up to the as-of date: of the
book's days where there is one, else of the calendar year of the last (who reached the limit in October defers again in
January).
"""

from datetime import date

import polars as pl

from megaroth.additions import PERSON_DATE, by_kind, register
from megaroth.catch_up import first_known_pay, in_force
from megaroth.forecast.dates import regular_dates
from megaroth.forecast.limits_so_far import deferral_limit, figure_of, rate_allows
from megaroth.limits import Limits
from megaroth.people import Moment
from megaroth.plan import Plan
from schemas import words

FROM_PAY = (*words.DEFERRALS, words.AFTER_TAX)
PERSON_YEAR = ["employee_id", "calendar_year"]


def reference_pay(
    lines: pl.LazyFrame,
    postings: pl.LazyFrame,
    rows: pl.LazyFrame,
    persons: pl.LazyFrame,
    plan: Plan,
    limits: Limits,
    moment: Moment,
) -> pl.LazyFrame:
    """A row a person: `last_pay`, `last_eligible`; `reference_eligible` and `reference_KIND` of the reference pay.

    After-tax money has a pay of its own, `reference_after_tax_eligible`.

    `lines` are the register's of these persons up to the as-of date, `rows` their ledger.
    """
    of_book = moment.first_day
    reached = limit_reached(so_far(lines, rows, of_book), persons, plan, limits, moment)
    dates = (
        candidates(lines, of_book)
        .join(reached, on=PERSON_DATE, how="left", validate="1:1")
        .group_by("employee_id")
        .agg(last_date=pl.col("date").max(), uncut_date=pl.col("date").filter(~pl.col("reached")).max())
        .select("employee_id", "last_date", reference_date=pl.coalesce("uncut_date", "last_date"))
        .with_columns(after_tax_date=pl.when(spills_over(plan)).then("reference_date").otherwise("last_date"))
        .collect(engine="streaming")
        .lazy()
    )
    wanted = pl.concat([dates.select("employee_id", date=name) for name in ("last_date", "reference_date")]).unique()
    amounts = regular_amounts(lines, postings.filter(pl.col("date") >= of_book), wanted).collect().lazy()
    last = amounts.select("employee_id", last_date="date", last_pay="pay", last_eligible="eligible")
    named = {f"reference_{name}": pl.col(name) for name in ("date", "eligible", *words.DEFERRALS)}
    after_tax = amounts.select(
        "employee_id",
        after_tax_date="date",
        reference_after_tax=words.AFTER_TAX,
        reference_after_tax_eligible="eligible",
    )
    return (
        dates.join(last, on=["employee_id", "last_date"], how="left", validate="1:1")
        .join(amounts.select("employee_id", **named), on=["employee_id", "reference_date"], how="left", validate="1:1")
        .join(after_tax, on=["employee_id", "after_tax_date"], how="left", validate="1:1")
        .drop("after_tax_date")
    )


def spills_over(plan: Plan) -> pl.Expr:
    """Whether the terms of the last regular pay let go on after tax what a limit leaves of deferrals."""
    return in_force(pl.col("last_date"), plan, lambda terms: int(terms.deferrals.spillover)) > 0


def candidates(lines: pl.LazyFrame, of_book: date) -> pl.LazyFrame:
    """Each person's regular pay dates of the book's days; without one, those of the calendar year of the last."""
    last = pl.col("date").max().over("employee_id")
    since = pl.when(last >= of_book).then(pl.lit(of_book)).otherwise(pl.date(last.dt.year(), 1, 1))
    return regular_dates(lines).filter(pl.col("date") >= since)


def so_far(lines: pl.LazyFrame, rows: pl.LazyFrame, of_book: date) -> pl.LazyFrame:
    """Deferrals and eligible pay a date: as the calendar year counts them; before the book, what the register says."""
    unsure = pl.col("calendar_pre_tax") + pl.col("calendar_roth")
    counted = rows.group_by(PERSON_DATE).agg(
        pl.col("eligible").sum(),
        pre_tax=pl.col("calendar_pre_tax").sum(),
        roth=pl.col("calendar_roth").sum(),
        undivided=unsure.filter("undivided").sum(),
    )
    earlier = register(lines.filter(pl.col("pay_date") < of_book)).select(
        *PERSON_DATE,
        "eligible",
        *(pl.col(kind).fill_null(0) for kind in words.DEFERRALS),
        undivided=pl.lit(0, pl.Int64),
    )
    days = pl.concat([counted, *stated_of_before(rows, of_book), earlier], how="diagonal")
    return days.group_by(PERSON_DATE).agg(pl.all().sum())


def stated_of_before(rows: pl.LazyFrame, of_book: date) -> tuple[pl.LazyFrame, pl.LazyFrame]:
    """What calendar_year_deferrals has beyond the opening's own deferrals, moved to 1 January: made before the year."""
    beyond = (pl.col("calendar_year_deferrals") - pl.col(words.PRE_TAX) - pl.col(words.ROTH)).clip(0)
    stated = rows.filter(
        "in_year", pl.col("date") == pl.col("given_through"), pl.col("date").dt.year() == of_book.year, beyond > 0
    )
    return (
        stated.select("employee_id", date=pl.lit(of_book), pre_tax=beyond, stated=beyond),
        stated.select(*PERSON_DATE, pre_tax=-beyond),
    )


def limit_reached(
    days: pl.LazyFrame, persons: pl.LazyFrame, plan: Plan, limits: Limits, moment: Moment
) -> pl.LazyFrame:
    """Whether the calendar year's deferrals, related employers' included, are no longer under its limit on a date."""
    running = {name: pl.col(name).cum_sum().over(PERSON_YEAR, order_by="date") for name in ("pre_tax", "roth")}
    running["undivided"] = pl.col("undivided").cum_sum().over(PERSON_YEAR, order_by="date")
    running["allowed"] = (
        rate_allows(pl.col("date"), pl.col("eligible"), plan).cum_sum().over(PERSON_YEAR, order_by="date")
    )
    years = days.select(pl.col("date").dt.year().unique()).collect()["date"]
    related = pl.when(pl.col("calendar_year") == moment.at.year).then("related_employer_deferrals").fill_null(0)
    own = pl.col("pre_tax").clip(0) + pl.col("roth").clip(0) - pl.col("undivided")
    limit = deferral_limit(pl.col("date"), figure_of(pl.col("date"), years, limits), pl.col("allowed"), plan)
    return (
        with_before_pay(days.with_columns(calendar_year=pl.col("date").dt.year()), moment)
        .join(
            persons.select("employee_id", "related_employer_deferrals"),
            on="employee_id",
            how="left",
            validate="m:1",
        )
        .with_columns(**running, related_deferrals=related)
        .select(*PERSON_DATE, reached=(own + pl.col("related_deferrals") >= limit).fill_null(value=False))
    )


def with_before_pay(days: pl.LazyFrame, moment: Moment) -> pl.LazyFrame:
    """Adds `before_pay`, the calendar year's deferrals of before any eligible pay is known. `catch_up`'s, by date."""
    stated = pl.when(pl.col("first_pay") >= moment.year.start).then(pl.col("stated").sum().over(PERSON_YEAR))
    before = pl.col("date") < pl.col("first_pay")

    def deferred(kind: pl.Expr) -> pl.Expr:
        return kind.filter(before).sum().over(PERSON_YEAR)

    own = deferred(pl.col("pre_tax") - pl.col("stated")).clip(0) + deferred(pl.col("roth")).clip(0)
    return days.with_columns(first_pay=first_known_pay(moment).min().over(PERSON_YEAR)).with_columns(
        before_pay=own - deferred(pl.col("undivided")) + stated.fill_null(0)
    )


def regular_amounts(lines: pl.LazyFrame, postings: pl.LazyFrame, wanted: pl.LazyFrame) -> pl.LazyFrame:
    """Regular lines of the wanted dates added up; where no line of the date has a cell of a kind, what was posted."""
    pairs = wanted.collect()
    days, wanted = pairs["date"].unique().to_list(), pairs.lazy()
    of_dates = lines.filter(pl.col("pay_date").is_in(days)).join(
        wanted, left_on=["employee_id", "pay_date"], right_on=PERSON_DATE, how="semi"
    )
    regular = register(of_dates.filter(pl.col("run_type") == "regular"))
    whole = register(of_dates).select(*PERSON_DATE, *(pl.col(kind).alias(f"{kind}_of_date") for kind in FROM_PAY))
    of_days = postings.filter("held", pl.col("date").is_in(days))
    posted = by_kind(of_days.join(wanted, on=PERSON_DATE, how="semi")).rename(
        {kind: f"{kind}_posted" for kind in words.KINDS}
    )
    amounts = [
        pl.coalesce(kind, pl.when(pl.col(f"{kind}_of_date").is_null()).then(f"{kind}_posted"), 0).clip(0).alias(kind)
        for kind in FROM_PAY
    ]
    return (
        regular.join(whole, on=PERSON_DATE, how="left", validate="1:1")
        .join(posted, on=PERSON_DATE, how="left", validate="1:1")
        .select(*PERSON_DATE, pl.col("pay", "eligible").clip(0), *amounts)
    )
