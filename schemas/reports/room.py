"""The room report."""

from typing import Annotated

import pandera.polars as pa
import polars as pl
from pandera.polars import PolarsData

from schemas import words
from schemas.fields import CENTS, COUNT, FLAG, REASONS, TEXT, field
from schemas.reports.base import Report


class Room(Report):
    """One row for everybody with money or pay in the limitation year, or active in it; sorted by employee_id."""

    employee_id: str = field(TEXT, meaning="As in the feeds.")
    name: str = field(TEXT, optional=True, meaning="From the census.")
    limitation_year: pl.Int64 = field(COUNT, meaning="The calendar year it ends in.")
    age: pl.Int64 = field(
        COUNT,
        optional=True,
        law="414(v)(5)",
        meaning="On 31 December of the as-of date's year; empty when the birth date is missing or a default.",
    )
    hce: str = field(TEXT, words=words.HCE, law="414(q)", meaning="Highly compensated: `true`, `false`, `unknown`.")
    compensation_ytd: pl.Int64 = field(CENTS, law="415(c)(3)", meaning="Pay, deferrals not subtracted.")
    deferrals_ytd: pl.Int64 = field(CENTS, law="402(g)(3)", meaning="Pre-tax and Roth, catch-up included.")
    deferrals_calendar_year: pl.Int64 = field(
        CENTS, law="402(g)(1)", meaning="The same of the as-of date's calendar year: what counts against 402(g)."
    )
    catch_up_ytd: pl.Int64 = field(
        CENTS, law="414(v)(3)(A)", meaning="The part of deferrals_ytd that is catch-up and so no addition."
    )
    catch_up_415: pl.Int64 = field(CENTS, law="414(v)(3)(A)", meaning="What of an overrun may still become catch-up.")
    employer_ytd: pl.Int64 = field(
        CENTS, law="415(c)(2)(A)", meaning="Match and nonelective, allocated forfeitures included."
    )
    after_tax_ytd: pl.Int64 = field(CENTS, law="415(c)(2)(B)", meaning="After-tax contributions.")
    related_employer_additions: pl.Int64 = field(
        CENTS, law="415(f), (h)", meaning="Additions in plans of the same employer group, from the census."
    )
    annual_additions_ytd: pl.Int64 = field(
        CENTS,
        law="415(c)(2)",
        meaning="What counts: deferrals less catch-up and timely refunds, employer, after-tax and related; less 415 "
        "corrections.",
    )
    limit_415c: pl.Int64 = field(CENTS, law="415(c)(1)", meaning="The lesser of the dollar limit and pay to date.")
    limit_basis: str = field(
        TEXT, words=words.LIMIT_BASES, law="415(c)(1)", meaning="Which of the two: `dollar`, `compensation`."
    )
    room_today: pl.Int64 = field(
        CENTS,
        law="415(c)(1)",
        meaning="limit_415c less annual_additions_ytd, and less what postings have more than the register; never "
        "below 0. Nothing is set aside for the rest of the year.",
    )
    excess: pl.Int64 = field(
        CENTS,
        law="415(c)(1)",
        meaning="Additions above the limit that catch-up cannot take up and that are not refunded.",
    )
    unreconciled: bool = field(
        FLAG, meaning="Register and postings differ about this person, or two files contradict each other."
    )
    can_contribute: bool = field(FLAG, meaning="Nothing stands against contributing after tax now.")
    reasons: Annotated[pl.List, pl.String] = field(
        REASONS,
        meaning="What does: `not_in_census`, `birth_date_unknown`, `not_employed`, `history_missing`, "
        "`after_tax_not_allowed`, `no_room`.",
    )

    @pa.dataframe_check(name="room_today is 0, or additions + room_today <= limit_415c")
    def _room_fits(cls, data: PolarsData) -> pl.LazyFrame:
        after = pl.col("annual_additions_ytd") + pl.col("room_today")
        return data.lazyframe.select((pl.col("room_today") == 0) | (after <= pl.col("limit_415c")))

    @pa.dataframe_check(name="room_today, excess and catch-up are not negative")
    def _not_negative(cls, data: PolarsData) -> pl.LazyFrame:
        amounts = pl.col("room_today", "excess", "catch_up_ytd", "catch_up_415")
        return data.lazyframe.select(pl.all_horizontal(amounts >= 0))
