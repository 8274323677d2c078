"""Report frames as they are printed: texts for CSV, exact typed columns for Parquet. Nothing is written here.

The contract of a report is held before it is printed; a fault is told by table, column and rule, never with a value.
"""

from collections.abc import Callable
from typing import Final

import pandera.polars as pa
import polars as pl
from pandera.errors import SchemaErrors

from megaroth.errors import MegarothError
from schemas.columns import columns
from schemas.fields import CENTS, COUNT, DATE, FLAG, RATE, RATE_SCALE, REASONS, TEXT

STARTS_A_FORMULA: Final = r"^[=+\-@\t\r\n\x00]"
BETWEEN_REASONS: Final = "; "


class ReportError(MegarothError):
    """A report does not keep its own contract: a fault of the program, and nothing is published."""


def held(name: str, report: pl.DataFrame, contract: type[pa.DataFrameModel]) -> pl.DataFrame:
    """The report, once it has been found to keep its contract. Raises ReportError."""
    try:
        contract.validate(report, lazy=True)
    except SchemaErrors as errors:
        cases = errors.failure_cases.select("column", "check").unique().sort("column", "check")  # others hold values
        broken = "; ".join(f"{column}: {check}" for column, check in cases.iter_rows())
        raise ReportError(f"{name}: the report breaks its own contract ({broken}). Nothing was published.") from None
    return report


def texts(report: pl.DataFrame, contract: type[pa.DataFrameModel]) -> pl.DataFrame:
    """The report as the cells of its CSV; null where a value does not apply."""
    return report.select(TEXTS[column.unit](pl.col(column.name)).alias(column.name) for column in columns(contract))


def typed(report: pl.DataFrame, contract: type[pa.DataFrameModel]) -> pl.DataFrame:
    """The report as the columns of its Parquet: money decimal(18,2), dates as dates, reasons as lists."""
    exact = {CENTS: (dollars, 2), RATE: (fraction, RATE_SCALE)}
    numbers = [(column.name, *exact[column.unit]) for column in columns(contract) if column.unit in exact]
    return report.with_columns(
        digits(pl.col(name)).cast(pl.Decimal(18, scale)).alias(name) for name, digits, scale in numbers
    )


def dollars(cents: pl.Expr) -> pl.Expr:
    """-1234 as -12.34, digit by digit: no float touches it."""
    magnitude = cents.cast(pl.Int128).abs()
    sign = pl.when(cents < 0).then(pl.lit("-")).otherwise(pl.lit(""))
    last_two = (magnitude % 100).cast(pl.String).str.zfill(2)
    return pl.concat_str(sign, magnitude // 100, pl.lit("."), last_two)


def fraction(rate: pl.Expr) -> pl.Expr:
    """Hundred-millionths, never negative, as a fraction without idle zeros: 6000000 as 0.06."""
    behind = (rate % 10**RATE_SCALE).cast(pl.String).str.zfill(RATE_SCALE).str.strip_chars_end("0")
    point = pl.when(behind != "").then(pl.lit(".")).otherwise(pl.lit(""))
    return pl.concat_str(rate // 10**RATE_SCALE, point, behind)


def guarded(text: pl.Expr) -> pl.Expr:
    """Text a spreadsheet would run as a formula gets an apostrophe in front."""
    return pl.when(text.str.contains(STARTS_A_FORMULA)).then(pl.lit("'") + text).otherwise(text)


def _flag(flag: pl.Expr) -> pl.Expr:
    return pl.when(flag).then(pl.lit("true")).when(~flag).then(pl.lit("false"))


def _joined(reasons: pl.Expr) -> pl.Expr:
    return pl.when(reasons.list.len() > 0).then(guarded(reasons.list.join(BETWEEN_REASONS)))


TEXTS: Final[dict[str, Callable[[pl.Expr], pl.Expr]]] = {
    TEXT: guarded,
    REASONS: _joined,
    CENTS: dollars,
    RATE: fraction,
    COUNT: lambda count: count.cast(pl.String),
    DATE: lambda day: day.dt.to_string("%Y-%m-%d"),
    FLAG: _flag,
}
