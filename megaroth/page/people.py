"""People the page names, by employee_id and name only: over the limit, near it, able to convert; why others cannot."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import polars as pl

from megaroth.page.tables import PERCENT, Shown, Table, printable, table

NEAR_PERCENT: Final = 90
"""Near the limit: additions are at least this share of a limit that the dollar amount sets."""

PERSON: Final = (Shown("employee_id", "Employee"), Shown("name", "Name"))
BASES: Final = {"dollar": "dollar amount", "compensation": "pay to date"}


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
        .sort("room_today", -pl.col("annual_additions_ytd"), "employee_id")
    )


def convertible_rows(conversions: pl.DataFrame) -> pl.DataFrame:
    """Who can convert now, the largest amount first."""
    return conversions.filter("can_convert").sort(-pl.col("withdrawable"), "employee_id")


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
        Shown("room_today", "Room today"),
        Shown("used", "Used", unit=PERCENT),
        Shown("annual_additions_ytd", "Additions"),
        Shown("limit_415c", "Limit"),
        Shown("catch_up_415", "May become catch-up"),
    )
    return table("near", "Near the limit", "room", near_rows(room), shown)


def convertible(conversions: pl.DataFrame) -> Table:
    """Who can convert, and what each route would tax."""
    shown = (
        *PERSON,
        Shown("withdrawable", "Can withdraw"),
        Shown("basis_to_roth", "Basis"),
        Shown("earnings", "Earnings"),
        Shown("taxable_split", "Taxed, split"),
        Shown("taxable_all_roth_ira", "Taxed, Roth IRA"),
        Shown("taxable_in_plan_roth", "Taxed, in plan"),
        Shown("balance_date", "Balance of"),
    )
    return table("convert", "Who can convert now", "conversions", convertible_rows(conversions), shown)


def cannot(report: pl.DataFrame, can: str) -> tuple[Reason, ...]:
    """The reasons that stand against the people who cannot, the commonest first."""
    counted = (
        report.filter(~pl.col(can))
        .select(pl.col("reasons").explode(empty_as_null=False))
        .group_by("reasons")
        .len("people")
        .sort(-pl.col("people").cast(pl.Int64), "reasons")
    )
    return tuple(
        Reason(reason.partition(": ")[2] or reason, people) for reason, people in printable(counted).iter_rows()
    )


def names(room: pl.DataFrame, conversions: pl.DataFrame) -> Mapping[str, str]:
    """Everybody's name by employee_id, where the census has one."""
    people = pl.concat([table.select("employee_id", "name") for table in (room, conversions)])
    return dict(people.drop_nulls().unique("employee_id", keep="first", maintain_order=True).iter_rows())
