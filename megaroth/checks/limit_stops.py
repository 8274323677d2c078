"""Whether a deferral limit had been reached on a pay date: payroll then rightly takes less than was elected."""

import polars as pl

from megaroth.answers import Answers
from megaroth.book import Book
from megaroth.checks.lines import PERSON_DATE
from megaroth.forecast.reference import limit_reached, so_far
from megaroth.limits import Limits
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
