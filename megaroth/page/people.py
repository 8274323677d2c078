"""People the page names, by employee_id and name only: over the limit, near it, out of room; why others cannot."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import polars as pl

from megaroth.availability import LEAVES_A_ROUTE
from megaroth.checks.catalogue import WILL_NOT_FIT
from megaroth.page.tables import PERCENT, TO_LOOK_AT, Shown, Table, printable, table
from megaroth.reasons import REMARKS
from megaroth.strategy import ASSUMED_LAW, code_of, in_words
from schemas.fields import TEXT

NEAR_PERCENT: Final = 90
"""Near the limit: additions are at least this share of a limit that the dollar amount sets."""

STANDS_AGAINST_NOTHING: Final = [
    *REMARKS,
    *(code for code in LEAVES_A_ROUTE if code not in ASSUMED_LAW),
]
"""Codes of reasons that are not why somebody cannot."""

PERSON: Final = (Shown("employee_id", "Employee"), Shown("name", "Name"))
BASES: Final = {"dollar": "dollar amount", "compensation": "the year's pay"}
BINDINGS: Final = {
    "415c_dollar": "dollar amount",
    "415c_compensation": "the year's pay",
    "plan_cap": "plan's cap",
    "hce_cap": "plan's cap for HCE",
    "available_pay": "pay to come",
    "none": "deferral limit first",
}
RATE_AND_STOP: Final = (
    Shown("suggested_rate", "Suggested rate"),
    Shown("stop_date", "Runs out on"),
    Shown("binding", "Room set by", words=BINDINGS),
)


@dataclass(frozen=True)
class Reason:
    """Why so many people cannot."""

    words: str
    people: int


def over_rows(room: pl.DataFrame) -> pl.DataFrame:
    """Additions above what the limit and catch-up allow, the largest excess first. 26 USC 415(c)(1)."""
    return room.filter(pl.col("excess") > 0).sort(-pl.col("excess"), "employee_id")


def near_rows(room: pl.DataFrame) -> pl.DataFrame:
    """Not over, and at NEAR_PERCENT or more of the dollar limit; the least room first. 26 USC 415(c)(1)(A)."""
    additions, limit = pl.col("annual_additions_ytd").cast(pl.Int128), pl.col("limit_415c").cast(pl.Int128)
    near = (pl.col("limit_basis") == "dollar") & (additions * 100 >= limit * NEAR_PERCENT) & (limit > 0)
    return (
        room.filter(near, pl.col("excess") <= 0)
        .with_columns(used=(additions * 100 // limit).cast(pl.Int64))
        .sort("room", "room_today", -pl.col("annual_additions_ytd"), "employee_id")
    )


def running_out_rows(room: pl.DataFrame) -> pl.DataFrame:
    """Whose after-tax money, contributed as now, passes room before the year's end; the earliest first."""
    return room.filter(pl.col("stop_date").is_not_null()).sort("stop_date", "room", "employee_id")


def will_not_fit_rows(findings: pl.DataFrame) -> pl.DataFrame:
    """Whose deferrals and employer money to come pass the limit by themselves (R15), the earliest first."""
    waiting = (pl.col("check") == WILL_NOT_FIT.code) & pl.col("status").is_in(TO_LOOK_AT)
    return findings.filter(waiting).sort("pay_date", "employee_id")


def over_limit(room: pl.DataFrame) -> Table:
    """Who is over."""
    shown = (
        *PERSON,
        Shown("excess", "Excess"),
        Shown("annual_additions_ytd", "Additions"),
        Shown("limit_415c", "Limit"),
        Shown("after_tax_ytd", "After-tax"),
        Shown("limit_basis", "Limit is", words=BASES),
    )
    return table("over", "Over the limit", "room", over_rows(room), shown)


def near_limit(room: pl.DataFrame) -> Table:
    """Who is near."""
    shown = (
        *PERSON,
        Shown("room", "Room"),
        Shown("room_today", "Room today"),
        Shown("used", "Used", unit=PERCENT),
        Shown("annual_additions_ytd", "Additions"),
        Shown("limit_415c", "Limit"),
        Shown("catch_up_415", "May become catch-up"),
        *RATE_AND_STOP,
    )
    return table("near", "Near the limit", "room", near_rows(room), shown)


def running_out(room: pl.DataFrame) -> Table:
    """Who runs out of room, and the rate that would last."""
    shown = (
        *PERSON,
        Shown("room", "Room"),
        Shown("room_today", "Room today"),
        Shown("pay_dates_left", "Pay dates left"),
        Shown("per_pay_date", "Room a pay date"),
        *RATE_AND_STOP,
    )
    return table("running-out", "Runs out of room before the year ends", "room", running_out_rows(room), shown)


def will_not_fit(findings: pl.DataFrame, names: Mapping[str, str]) -> Table:
    """Whose match no longer fits, and from which date on."""
    shown = (
        PERSON[0],
        Shown("name", "Name", unit=TEXT),
        Shown("pay_date", "Passes on"),
        Shown("expected", "Limit"),
        Shown("actual", "Additions by then"),
        Shown("difference", "Above the limit"),
    )
    return table("will-not-fit", "Will not fit", "findings", named(will_not_fit_rows(findings), names), shown)


def cannot(report: pl.DataFrame, can: str) -> tuple[Reason, ...]:
    """The reasons that stand against the people who cannot, the commonest first."""
    counted = (
        report.filter(~pl.col(can))
        .select(pl.col("reasons").explode(empty_as_null=False))
        .filter(~code_of(pl.col("reasons")).is_in(STANDS_AGAINST_NOTHING))
        .group_by("reasons")
        .len("people")
        .sort(-pl.col("people").cast(pl.Int64), "reasons")
        .with_columns(in_words(pl.col("reasons")))
    )
    return tuple(Reason(said, people) for said, people in printable(counted).iter_rows())


def names(room: pl.DataFrame, conversions: pl.DataFrame) -> Mapping[str, str]:
    """Everybody's name by employee_id, where the census has one."""
    people = pl.concat([table.select("employee_id", "name") for table in (room, conversions)])
    return dict(people.drop_nulls().unique("employee_id", keep="first", maintain_order=True).iter_rows())


def named(rows: pl.DataFrame, names: Mapping[str, str]) -> pl.DataFrame:
    """Each row with the name of its employee_id."""
    known = (
        pl.Series("employee_id", list(names), dtype=pl.String),
        pl.Series("name", list(names.values()), dtype=pl.String),
    )
    return rows.join(pl.DataFrame(known), on="employee_id", how="left", validate="m:1", maintain_order="left")
