"""When payroll rightly takes less than was elected: a deferral limit was reached, or the person was not employed."""

import polars as pl

from megaroth.answers import Answers
from megaroth.book import Book
from megaroth.checks.lines import PERSON_DATE
from megaroth.forecast.reference import limit_reached, so_far
from megaroth.limits import Limits
from megaroth.people import employed_on
from megaroth.plan import Plan


def with_limit_reached(rows: pl.LazyFrame, book: Book, answers: Answers, plan: Plan, limits: Limits) -> pl.LazyFrame:
    """Adds `reached`: with the date, deferrals of the calendar year are at 402(g) or the plan's lower limit.

    Other employers' deferrals count, unrelated ones too: who reported them may stop at what they leave.
    """
    people = rows.select("employee_id").unique()
    elsewhere = pl.sum_horizontal("related_employer_deferrals", "prior_employer_deferrals")
    persons = answers.persons.lazy().with_columns(related_employer_deferrals=elsewhere)
    of_people = answers.ledger.lazy().join(people, on="employee_id", how="semi")
    days = so_far(book.payroll.clear().lazy(), of_people, answers.moment.first_day)
    reached = limit_reached(days, persons, plan, limits, answers.moment).rename({"date": "pay_date"})
    return rows.join(reached, on=PERSON_DATE, how="left", validate="m:1").with_columns(
        pl.col("reached").fill_null(value=False)
    )


def with_not_employed(rows: pl.LazyFrame, answers: Answers) -> pl.LazyFrame:
    """Adds `not_employed`: by the census the person had left by the pay date, or was not hired yet.

    What is paid then asks for no deferral: severance is no pay that can be deferred. 26 CFR 1.415(c)-2(e)(3).
    """
    people = answers.persons.lazy().filter("in_census")
    employed = employed_on(pl.col("pay_date")).fill_null(value=True)
    days = people.select("employee_id", "hire_date", "rehire_date", "termination_date")
    told = rows.select(PERSON_DATE).unique().join(days, on="employee_id", how="left", validate="m:1")
    outside = told.select(*PERSON_DATE, not_employed=~employed)
    return rows.join(outside, on=PERSON_DATE, how="left", validate="m:1")
