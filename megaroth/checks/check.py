"""What a check is, and the columns of a finding, a row made from one. The list of them is `catalogue`."""

from dataclasses import dataclass
from typing import Final

import polars as pl

IDENTITY: Final = {"check": pl.String, "employee_id": pl.String, "pay_date": pl.Date, "source": pl.String}
FINDING: Final = IDENTITY | {
    "severity": pl.String,
    "expected": pl.Int64,
    "actual": pl.Int64,
    "file": pl.String,
    "line": pl.Int64,
    "message": pl.String,
    "who_acts": pl.String,
}


@dataclass(frozen=True)
class Check:
    """A thing to look at. `severity` is error, warning or info."""

    code: str
    severity: str
    who_acts: str
    message: str

    def of(self, rows: pl.LazyFrame, **columns: pl.Expr | str) -> pl.LazyFrame:
        """Findings from rows: the columns given, null for the rest of a finding's columns."""
        said = {"check": self.code, "severity": self.severity, "who_acts": self.who_acts, "message": self.message}
        taken = {name: pl.col(said_of) if isinstance(said_of, str) else said_of for name, said_of in columns.items()}
        return rows.select(
            taken.get(name, pl.lit(said.get(name), dtype=dtype)).cast(dtype).alias(name)
            for name, dtype in FINDING.items()
        )


SENT_BY: Final = {
    "payroll": "payroll",
    "contributions": "recordkeeper",
    "balances": "recordkeeper",
    "withdrawals": "recordkeeper",
    "forms": "recordkeeper",
}
"""Who can put a feed's file right; the sponsor for those not named."""


def sender(kind: str) -> pl.Expr:
    """Who acts on a file of the kind in that column."""
    return pl.col(kind).replace_strict(SENT_BY, default="sponsor", return_dtype=pl.String)
