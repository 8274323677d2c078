"""The contract of each report: column names (a promise to scripts), order, units, and what a row must satisfy.

Money is whole cents here; the outbox prints it with two decimals and writes it to Parquet as decimal(18,2).
"""

from typing import Annotated, Final

import pandera.polars as pa
import polars as pl
from pandera.polars import PolarsData

from schemas import words
from schemas.fields import CENTS, COUNT, DATE, FLAG, REASONS, TEXT, field


class Report(pa.DataFrameModel):
    """What all reports share: exact types, the columns in this order, no others."""

    class Config:
        strict = True
        ordered = True
        coerce = False


class Room(Report):
    """One row for everybody with money or pay in the limitation year, or active in it; sorted by employee_id."""

    employee_id: str = field(TEXT)
    name: str = field(TEXT, optional=True)
    limitation_year: pl.Int64 = field(COUNT)
    age: pl.Int64 = field(COUNT, optional=True)
    hce: str = field(TEXT, words=words.HCE)
    compensation_ytd: pl.Int64 = field(CENTS)
    deferrals_ytd: pl.Int64 = field(CENTS)
    deferrals_calendar_year: pl.Int64 = field(CENTS)
    catch_up_ytd: pl.Int64 = field(CENTS)
    catch_up_415: pl.Int64 = field(CENTS)
    employer_ytd: pl.Int64 = field(CENTS)
    after_tax_ytd: pl.Int64 = field(CENTS)
    related_employer_additions: pl.Int64 = field(CENTS)
    annual_additions_ytd: pl.Int64 = field(CENTS)
    limit_415c: pl.Int64 = field(CENTS)
    limit_basis: str = field(TEXT, words=words.LIMIT_BASES)
    room_today: pl.Int64 = field(CENTS)
    excess: pl.Int64 = field(CENTS)
    unreconciled: bool = field(FLAG)
    can_contribute: bool = field(FLAG)
    reasons: Annotated[pl.List, pl.String] = field(REASONS)

    @pa.dataframe_check(name="room_today is 0, or additions + room_today <= limit_415c")
    def _room_fits(cls, data: PolarsData) -> pl.LazyFrame:
        after = pl.col("annual_additions_ytd") + pl.col("room_today")
        return data.lazyframe.select((pl.col("room_today") == 0) | (after <= pl.col("limit_415c")))

    @pa.dataframe_check(name="room_today, excess and catch-up are not negative")
    def _not_negative(cls, data: PolarsData) -> pl.LazyFrame:
        amounts = pl.col("room_today", "excess", "catch_up_ytd", "catch_up_415")
        return data.lazyframe.select(pl.all_horizontal(amounts >= 0))


class Findings(Report):
    """One row for each thing to look at."""

    finding_id: str = field(TEXT, pattern=r"^[0-9a-f]{16}$")
    check: str = field(TEXT)
    severity: str = field(TEXT, words=words.SEVERITIES)
    status: str = field(TEXT, words=words.STATUSES)
    first_seen: pl.Date = field(DATE)
    employee_id: str = field(TEXT, optional=True)
    pay_date: pl.Date = field(DATE, optional=True)
    source: str = field(TEXT, optional=True)
    expected: pl.Int64 = field(CENTS, optional=True)
    actual: pl.Int64 = field(CENTS, optional=True)
    difference: pl.Int64 = field(CENTS, optional=True)
    file: str = field(TEXT, optional=True)
    line: pl.Int64 = field(COUNT, optional=True)
    message: str = field(TEXT)
    who_acts: str = field(TEXT, words=words.ACTORS)

    @pa.dataframe_check(name="finding_id names one finding")
    def _ids_are_unique(cls, data: PolarsData) -> pl.LazyFrame:
        return data.lazyframe.select(pl.col("finding_id").is_unique())


class Rejects(Report):
    """One row for each refused row. Never the value."""

    file: str = field(TEXT)
    line: pl.Int64 = field(COUNT)
    column: str = field(TEXT, optional=True)
    rule: str = field(TEXT)


class Controls(Report):
    """One row for each file active at the as-of date: in = accepted + rejected + duplicate, in rows and in cents."""

    file: str = field(TEXT)
    kind: str = field(TEXT)
    sha256: str = field(TEXT)
    rows_in: pl.Int64 = field(COUNT)
    rows_accepted: pl.Int64 = field(COUNT)
    rows_rejected: pl.Int64 = field(COUNT)
    rows_duplicate: pl.Int64 = field(COUNT)
    cells_unreadable: pl.Int64 = field(COUNT)
    amount_in: pl.Int64 = field(CENTS, optional=True)
    amount_accepted: pl.Int64 = field(CENTS, optional=True)
    amount_rejected: pl.Int64 = field(CENTS, optional=True)
    amount_duplicate: pl.Int64 = field(CENTS, optional=True)

    @pa.dataframe_check(name="rows in = accepted + rejected + duplicate")
    def _rows_tie(cls, data: PolarsData) -> pl.LazyFrame:
        parts = pl.sum_horizontal("rows_accepted", "rows_rejected", "rows_duplicate")
        return data.lazyframe.select(pl.col("rows_in") == parts)

    @pa.dataframe_check(name="amount in = accepted + rejected + duplicate")
    def _amounts_tie(cls, data: PolarsData) -> pl.LazyFrame:
        parts = pl.col("amount_accepted") + pl.col("amount_rejected") + pl.col("amount_duplicate")
        return data.lazyframe.select((pl.col("amount_in") == parts).fill_null(value=True))


REPORTS: Final[dict[str, type[Report]]] = {
    "room": Room,
    "findings": Findings,
    "rejects": Rejects,
    "controls": Controls,
}
