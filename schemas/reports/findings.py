"""The findings report."""

import pandera.polars as pa
import polars as pl
from pandera.polars import PolarsData

from schemas import words
from schemas.fields import CENTS, COUNT, DATE, TEXT, field
from schemas.reports.base import Report


class Findings(Report):
    """One row for each thing to look at."""

    finding_id: str = field(
        TEXT,
        pattern=r"^[0-9a-f]{16}$",
        meaning="The first 16 hexadecimal digits of the SHA-256 of "
        "`check|employee_id|pay_date|source|limitation_year`.",
    )
    check: str = field(TEXT, meaning="Which check.")
    severity: str = field(TEXT, words=words.SEVERITIES, meaning="`error`, `warning`, `info`.")
    status: str = field(TEXT, words=words.STATUSES, meaning="`new`, `open`, `resolved`, `waived`.")
    first_seen: pl.Date = field(DATE, meaning="The as-of date of the first night that found it.")
    employee_id: str = field(TEXT, optional=True, meaning="Whose.")
    pay_date: pl.Date = field(DATE, optional=True, meaning="Of which pay date.")
    source: str = field(TEXT, optional=True, meaning="Of which kind of money, file or calendar.")
    expected: pl.Int64 = field(CENTS, optional=True, meaning="What should be.")
    actual: pl.Int64 = field(CENTS, optional=True, meaning="What is.")
    difference: pl.Int64 = field(CENTS, optional=True, meaning="actual - expected.")
    file: str = field(TEXT, optional=True, meaning="Where it was seen.")
    line: pl.Int64 = field(COUNT, optional=True, meaning="The line in it, as an editor counts.")
    message: str = field(TEXT, meaning="What is wrong and what to do. Never a value of a row.")
    who_acts: str = field(TEXT, words=words.ACTORS, meaning="`payroll`, `recordkeeper`, `sponsor`, `tpa`.")

    @pa.dataframe_check(name="finding_id names one finding")
    def _ids_are_unique(cls, data: PolarsData) -> pl.LazyFrame:
        return data.lazyframe.select(pl.col("finding_id").is_unique())
