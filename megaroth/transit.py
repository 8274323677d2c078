"""After-tax money on its way: withheld by payroll and not posted by the recordkeeper yet. docs/law.md, section 7.

It is in no account, so it is no part of any value or basis. Amounts are whole cents.
"""

import polars as pl

from megaroth.accounts import AccountFeeds
from megaroth.opening import opening_in_force
from megaroth.people import Moment
from schemas import words

PERSON_DATE = ["employee_id", "pay_date"]


def in_transit(feeds: AccountFeeds, moment: Moment) -> pl.LazyFrame:
    """How much of everybody's after-tax money of the limitation year is: what each pay date lacks in postings.

    Postings that name no pay date are taken to be for what is missing. Dates an opening stands for are left out.
    """
    opening = opening_in_force(feeds.openings, moment.year, moment.as_of).select("employee_id", "opening_date")
    start, as_of = moment.year.start, moment.as_of
    register = uncovered(feeds.payroll.filter(pl.col("pay_date").is_between(start, as_of)), "pay_date", opening)
    withheld = register.group_by(PERSON_DATE).agg(pl.col("after_tax").sum()).filter(pl.col("after_tax") > 0)
    held = pl.col("activity").replace_strict(words.ACTIVITY_EFFECTS, return_dtype=pl.String) == words.HELD
    postings = feeds.postings.filter(pl.col("source") == words.AFTER_TAX, held, pl.col("posted_date") <= as_of)
    named = postings.filter(pl.col("pay_date").is_not_null()).group_by(PERSON_DATE).agg(pl.col("amount").sum())
    short = (
        withheld.join(named, on=PERSON_DATE, how="left", validate="1:1")
        .group_by("employee_id")
        .agg(short=(pl.col("after_tax") - pl.col("amount").fill_null(0)).clip(0).sum())
    )
    bare = postings.filter(pl.col("pay_date").is_null(), pl.col("for_year").is_null(), pl.col("posted_date") >= start)
    unnamed = uncovered(bare, "posted_date", opening).group_by("employee_id").agg(unnamed=pl.col("amount").sum())
    return short.join(unnamed, on="employee_id", how="full", coalesce=True, validate="1:1").select(
        "employee_id", in_transit=(pl.col("short").fill_null(0) - pl.col("unnamed").fill_null(0)).clip(0)
    )


def uncovered(rows: pl.LazyFrame, day: str, opening: pl.LazyFrame) -> pl.LazyFrame:
    """The rows dated after their person's opening; all of them without one."""
    return rows.join(opening, on="employee_id", how="left", validate="m:1").filter(
        (pl.col(day) > pl.col("opening_date")).fill_null(value=True)
    )
