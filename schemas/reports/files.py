"""The reports on files: rows refused, and what must tie."""

import pandera.polars as pa
import polars as pl
from pandera.polars import PolarsData

from schemas.fields import CENTS, COUNT, TEXT, field
from schemas.reports.base import Report


class Rejects(Report):
    """One row for each refused row. Never the value."""

    file: str = field(TEXT, meaning="The file's name.")
    line: pl.Int64 = field(COUNT, meaning="The line where the row begins.")
    column: str = field(TEXT, optional=True, meaning="The column, where one is to blame.")
    rule: str = field(
        TEXT,
        meaning="The sentence that had to hold: `is money like 1234.56`; `restated` for a key that another line keeps.",
    )


class Controls(Report):
    """One row for each file active at the as-of date: in = accepted + rejected + duplicate, in rows and in cents."""

    file: str = field(TEXT, meaning="The file's name.")
    kind: str = field(TEXT, meaning="The feed.")
    sha256: str = field(TEXT, meaning="Of its bytes.")
    rows_in: pl.Int64 = field(COUNT, meaning="Rows under the header.")
    rows_accepted: pl.Int64 = field(COUNT, meaning="Those that count.")
    rows_rejected: pl.Int64 = field(COUNT, meaning="Those in rejects.")
    rows_duplicate: pl.Int64 = field(COUNT, meaning="Those that were there before and count once.")
    cells_unreadable: pl.Int64 = field(COUNT, meaning="Cells that could not be read.")
    amount_in: pl.Int64 = field(
        CENTS,
        optional=True,
        meaning="Payroll: all contribution columns; contributions and withdrawals: amount. Over readable cells. Empty "
        "for the other feeds.",
    )
    amount_accepted: pl.Int64 = field(CENTS, optional=True, meaning="The same of accepted rows.")
    amount_rejected: pl.Int64 = field(CENTS, optional=True, meaning="Of rejected rows.")
    amount_duplicate: pl.Int64 = field(CENTS, optional=True, meaning="Of duplicate rows.")

    @pa.dataframe_check(name="rows in = accepted + rejected + duplicate")
    def _rows_tie(cls, data: PolarsData) -> pl.LazyFrame:
        parts = pl.sum_horizontal("rows_accepted", "rows_rejected", "rows_duplicate")
        return data.lazyframe.select(pl.col("rows_in") == parts)

    @pa.dataframe_check(name="amount in = accepted + rejected + duplicate")
    def _amounts_tie(cls, data: PolarsData) -> pl.LazyFrame:
        parts = pl.col("amount_accepted") + pl.col("amount_rejected") + pl.col("amount_duplicate")
        return data.lazyframe.select((pl.col("amount_in") == parts).fill_null(value=True))
