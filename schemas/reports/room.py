"""The room report."""

from typing import Annotated

import pandera.polars as pa
import polars as pl
from pandera.polars import PolarsData

from schemas import words
from schemas.fields import CENTS, COUNT, DATE, FLAG, RATE, REASONS, TEXT, field
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
    catch_up_415: pl.Int64 = field(
        CENTS, law="414(v)(3)(A)", meaning="What of additions above limit_415c may still become catch-up."
    )
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
    limit_415c: pl.Int64 = field(
        CENTS,
        law="415(c)(1)",
        meaning="The lesser of the dollar limit and the year's pay: pay to date and pay still expected.",
    )
    limit_basis: str = field(
        TEXT, words=words.LIMIT_BASES, law="415(c)(1)", meaning="Which of the two: `dollar`, `compensation`."
    )
    room_today: pl.Int64 = field(
        CENTS,
        law="415(c)(1)",
        meaning="The lesser of the dollar limit and pay to date, less annual_additions_ytd, and less what postings "
        "have more than the register; never below 0. Nothing is set aside for the rest of the year.",
    )
    reserved_deferrals: pl.Int64 = field(
        CENTS,
        law="402(g), 414(v)",
        meaning="Deferrals of the pay dates to come that will be annual additions: as elected, else as last deferred, "
        "up to 402(g) and catch-up; what will be catch-up is left out.",
    )
    reserved_employer: pl.Int64 = field(
        CENTS,
        law="401(a)(17), 415(c)(2)(A)",
        meaning="Match and nonelective of the pay dates to come, and what the plan owes at the year's end; where "
        "after-tax money is matched, with the match that room earns.",
    )
    plan_cap_left: pl.Int64 = field(
        CENTS,
        optional=True,
        law="401(a)(17)",
        meaning="The least of the plan's caps on after-tax money for the year, less what is contributed; never below "
        "0; empty when the plan has none.",
    )
    room: pl.Int64 = field(
        CENTS,
        law="415(c)(1)",
        meaning="What is safe to contribute after tax from now to the year's end: limit_415c less "
        "annual_additions_ytd, both reserves, what postings have more and after-tax money of payroll received early; "
        "at most plan_cap_left; never below 0.",
    )
    room_if_deferrals_maxed: pl.Int64 = field(
        CENTS,
        law="402(g)(1), 415(c)(1)",
        meaning="The textbook formula: the limit less employer and after-tax money, as if deferrals reached 402(g).",
    )
    binding: str = field(
        TEXT,
        words=words.BINDING,
        meaning="What sets room: `415c_dollar`, `415c_compensation`, `plan_cap`, `hce_cap`; `available_pay` when the "
        "pay to come is less than room; `none` when the plan asks for the deferral limit first.",
    )
    excess: pl.Int64 = field(
        CENTS,
        law="415(c)(1)",
        meaning="Additions above limit_415c that catch-up cannot take up and that are not refunded.",
    )
    pay_dates_left: pl.Int64 = field(COUNT, meaning="Pay dates to come in the limitation year without payroll so far.")
    per_pay_date: pl.Int64 = field(
        CENTS, optional=True, meaning="room by pay_dates_left, down to the cent; empty when none is left."
    )
    suggested_rate: pl.Int64 = field(
        RATE,
        optional=True,
        meaning="The highest rate of eligible pay that keeps every limit when elected for every pay date left, in the "
        "plan's steps; empty when none is left.",
    )
    stop_date: pl.Date = field(
        DATE, optional=True, meaning="The first pay date on which what is contributed after tax now passes room."
    )
    unreconciled: bool = field(
        FLAG, meaning="Register and postings differ about this person, or two files contradict each other."
    )
    can_contribute: bool = field(FLAG, meaning="Nothing stands against contributing after tax now.")
    reasons: Annotated[pl.List, pl.String] = field(
        REASONS,
        meaning="What does: `not_in_census`, `birth_date_unknown`, `not_employed`, `history_missing`, "
        "`after_tax_not_allowed`, `no_room`, `deferral_limit_not_reached`. And remarks that do not: `pay_unknown`, "
        "`deferral_limit_unknown`.",
    )

    @pa.dataframe_check(name="room_today is 0, or additions + room_today <= pay to date")
    def _room_today_fits(cls, data: PolarsData) -> pl.LazyFrame:
        after = pl.col("annual_additions_ytd") + pl.col("room_today")
        return data.lazyframe.select((pl.col("room_today") == 0) | (after <= pl.col("compensation_ytd")))

    @pa.dataframe_check(name="room is 0, or additions + reserves + room <= limit_415c, and room <= plan_cap_left")
    def _room_fits(cls, data: PolarsData) -> pl.LazyFrame:
        taken = pl.sum_horizontal("annual_additions_ytd", "reserved_deferrals", "reserved_employer", "room")
        capped = (pl.col("room") <= pl.col("plan_cap_left")).fill_null(value=True)
        return data.lazyframe.select((pl.col("room") == 0) | (capped & (taken <= pl.col("limit_415c"))))

    @pa.dataframe_check(name="room, room_today, what is reserved, excess and catch-up are not negative")
    def _not_negative(cls, data: PolarsData) -> pl.LazyFrame:
        amounts = pl.col(
            "room",
            "room_if_deferrals_maxed",
            "room_today",
            "reserved_deferrals",
            "reserved_employer",
            "excess",
            "catch_up_ytd",
            "catch_up_415",
        )
        return data.lazyframe.select(pl.all_horizontal(amounts >= 0))
