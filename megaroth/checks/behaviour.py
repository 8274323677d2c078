"""Checks of what payroll took from pay: bonus runs without a deferral (R05), and people who are missing (R10)."""

from collections.abc import Iterator

import polars as pl

from megaroth.additions import register
from megaroth.answers import Answers
from megaroth.book import Book
from megaroth.calendar_gaps import expected_dates
from megaroth.cents import of_rate, pro_rata
from megaroth.checks import catalogue as checks
from megaroth.checks.limit_stops import with_limit_reached, with_not_employed
from megaroth.checks.lines import FROM_PAY, PERSON_DATE, cells, dates_waiting, lines_of_year, place
from megaroth.checks.pay_dates import partly_refused
from megaroth.checks.register import PLACE
from megaroth.forecast.elections import in_force_from
from megaroth.forecast.past_dates import after_opening, posted_instead
from megaroth.forecast.reference import regular_amounts
from megaroth.limits import Limits
from megaroth.opening import opening_in_force
from megaroth.people import employed_on
from megaroth.plan import Plan
from schemas import words

EXTRA_RUNS = ("bonus", "off_cycle")


def behaviour_checks(book: Book, answers: Answers, plan: Plan, limits: Limits) -> Iterator[pl.LazyFrame]:
    """R05 and R10, a row a person and pay date."""
    yield no_deferral_from_bonus(book, answers, plan, limits)
    yield missing_from_payroll(book, answers, plan)


def no_deferral_from_bonus(book: Book, answers: Answers, plan: Plan, limits: Limits) -> pl.LazyFrame:
    """R05: extra runs of a date with eligible pay and no deferral, of somebody who defers a rate and is at no limit.

    The rate is that of the election in force on the date; where it says nothing of a kind, that of the last regular
    pay. An election in dollars asks for nothing of an extra run, and nothing is asked of who was not employed then.
    """
    lines = lines_of_year(book, answers)
    taken = pl.sum_horizontal(cells(kind)[1] for kind in words.DEFERRALS)
    of_runs = (
        lines.filter(pl.col("run_type").is_in(EXTRA_RUNS))
        .group_by(PERSON_DATE)
        .agg(pl.col("gross_compensation", "eligible").sum(), taken=taken)
        .filter(pl.col("gross_compensation") > 0, pl.col("eligible") > 0, pl.col("taken") == 0)
    )
    of_employed = with_not_employed(of_runs, answers).filter(~pl.col("not_employed"))
    suspects = without_posted_deferral(of_employed.collect().lazy(), lines, answers, plan, limits)
    bare = with_rate_expected(suspects, book, answers).filter(pl.col("asked") > 0)
    found = with_limit_reached(bare, book, answers, plan, limits).filter(~pl.col("reached"))
    return checks.NO_DEFERRAL_FROM_BONUS.of(
        place(found, lines.filter(pl.col("run_type").is_in(EXTRA_RUNS))),
        **PLACE,
        source=pl.lit("deferrals"),
        expected="asked",
        actual=pl.lit(0),
    )


def without_posted_deferral(
    runs: pl.LazyFrame, lines: pl.LazyFrame, answers: Answers, plan: Plan, limits: Limits
) -> pl.LazyFrame:
    """Runs of dates with deferral cells in the register, or else nothing posted and the time for it over."""
    whole = register(lines.join(runs, on=PERSON_DATE, how="semi")).rename({"date": "pay_date"})
    deferred = posted_instead(whole.select(*PERSON_DATE, *words.DEFERRALS), answers.postings.lazy(), words.DEFERRALS)
    silent = pl.all_horizontal(pl.col(kind).is_null() for kind in words.DEFERRALS)
    posted = pl.sum_horizontal(pl.col(f"{kind}_posted").fill_null(0) for kind in words.DEFERRALS)
    awaited = pl.all_horizontal(f"{kind}_awaited" for kind in words.DEFERRALS)
    told = deferred.join(dates_waiting(lines, plan, limits, answers), on="pay_date", how="left", validate="m:1").filter(
        ~(silent & ((posted > 0) | awaited))
    )
    return runs.join(told, on=PERSON_DATE, how="semi")


def with_rate_expected(runs: pl.LazyFrame, book: Book, answers: Answers) -> pl.LazyFrame:
    """Adds `asked`: the elected rates of the runs' eligible pay, or as much of it as of the last regular pay."""
    by_date = runs.sort("pay_date").join_asof(
        in_force_from(book.elections.lazy()),
        left_on="pay_date",
        right_on="effective_date",
        by="employee_id",
        strategy="backward",
        check_sortedness=False,
    )
    lines = pl.concat([book.earlier_payroll.lazy(), book.payroll.lazy()], how="diagonal").join(
        runs, on="employee_id", how="semi"
    )
    regular = lines.filter(pl.col("run_type") == "regular").select("employee_id", date="pay_date").unique().sort("date")
    dated = by_date.join_asof(
        regular.with_columns(last_date="date"),
        left_on="pay_date",
        right_on="date",
        by="employee_id",
        strategy="backward",
        check_sortedness=False,
    )
    wanted = dated.select("employee_id", date="last_date").drop_nulls().unique()
    last = regular_amounts(lines, answers.postings.lazy(), wanted).select(
        "employee_id", "eligible", *words.DEFERRALS, last_date="date"
    )
    of_kinds = [
        pl.when(pl.col(kind).is_not_null())
        .then(of_rate(pl.col("eligible"), pl.col(kind).struct.field("rate")))
        .otherwise(pro_rata(pl.col("eligible"), pl.col(f"{kind}_last"), pl.col("eligible_last")))
        for kind in words.DEFERRALS
    ]
    return dated.join(last, on=["employee_id", "last_date"], how="left", suffix="_last", validate="m:1").select(
        *PERSON_DATE,
        asked=pl.sum_horizontal(
            pl.col(kind).fill_null(0) if isinstance(kind, str) else kind.fill_null(0) for kind in of_kinds
        ),
    )


def missing_from_payroll(book: Book, answers: Answers, plan: Plan) -> pl.LazyFrame:
    """R10: no line on the calendar's latest regular pay date, employed then, and the last regular pay contributed.

    An opening balance counts as the last pay where none follows it. A posting of the date is R03's, a refused row of it
    perhaps_refused's.
    """
    lines = lines_of_year(book, answers)
    latest = latest_regular_dates(lines, answers, plan)
    absent = (
        answers.persons.lazy()
        .filter("in_census")
        .join(latest, on="calendar", how="inner", validate="m:1")
        .filter(employed_on(pl.col("pay_date")), after_opening("pay_date"))
        .select(*PERSON_DATE)
        .join(book.payroll.lazy(), on=PERSON_DATE, how="anti")
        .join(answers.postings.lazy(), on=PERSON_DATE, how="anti")
        .join(partly_refused(book), on="pay_date", how="anti")
    )
    found = absent.join(last_contributed(absent, lines, book, answers), on="employee_id", how="inner", validate="1:1")
    return checks.MISSING_FROM_PAYROLL.of(
        found.filter(pl.col("contributed") > 0),
        employee_id="employee_id",
        pay_date="pay_date",
        expected="contributed",
        actual=pl.lit(0),
    )


def latest_regular_dates(lines: pl.LazyFrame, answers: Answers, plan: Plan) -> pl.LazyFrame:
    """Each calendar's latest expected pay date with a regular line of anybody in it."""
    people = answers.persons.lazy().filter("in_census").select("employee_id", "calendar")
    expected = expected_dates(plan, answers.moment).rename({"date": "pay_date"})
    return (
        lines.filter(pl.col("run_type") == "regular")
        .select(PERSON_DATE)
        .join(people, on="employee_id", how="inner", validate="m:1")
        .select("calendar", "pay_date")
        .unique()
        .join(expected, on=["calendar", "pay_date"], how="semi")
        .group_by("calendar")
        .agg(pl.col("pay_date").max())
    )


def last_contributed(people: pl.LazyFrame, lines: pl.LazyFrame, book: Book, answers: Answers) -> pl.LazyFrame:
    """`contributed` of each person: what the last regular pay of the limitation year took, or an opening balance."""
    moment = answers.moment
    of_people = lines.join(people, on="employee_id", how="semi")
    regular = of_people.filter(pl.col("run_type") == "regular")
    wanted = regular.group_by("employee_id").agg(date=pl.col("pay_date").max())
    amounts = regular_amounts(of_people, answers.postings.lazy(), wanted)
    openings = opening_in_force(book.opening.lazy(), moment.year, moment.as_of).join(
        people, on="employee_id", how="semi"
    )
    contributed = pl.sum_horizontal(pl.col(kind).fill_null(0) for kind in FROM_PAY)
    return (
        pl.concat(
            [
                amounts.select("employee_id", "date", contributed=contributed),
                openings.select("employee_id", date="opening_date", contributed=contributed),
            ]
        )
        .group_by("employee_id")
        .agg(pl.col("contributed").sort_by("date").last())
    )
