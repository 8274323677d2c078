"""Findings: each thing to look at once, with an identity that lasts across nights, compared with an earlier night's."""

from collections.abc import Iterable
from datetime import date
from hashlib import sha256
from typing import Final

import polars as pl

from megaroth.checks.check import FINDING, IDENTITY
from schemas.reports import Findings

ID_LENGTH: Final = 16
CAUSES: Final = ("feed_refused", "R24", "rows_refused")
"""Checks that explain others: read first among their like."""

SEVERITY_ORDER: Final = {"error": 0, "warning": 1, "info": 2}


def gathered(found: Iterable[pl.LazyFrame], limitation_year: str) -> pl.DataFrame:
    """All findings, a row an identity; where several rows share one, the gravest stands, the first by file and line.

    finding_id is the first 16 hex digits of SHA-256 of check|employee_id|pay_date|source|limitation_year.
    """
    parts = (pl.col(name).cast(pl.String).fill_null("") for name in IDENTITY)
    rows = (
        pl.concat(found)
        .with_columns(identity=pl.concat_str(*parts, pl.lit(limitation_year), separator="|"))
        .sort("identity", severity_order(), "file", "line", "expected", "actual", nulls_last=True)
        .group_by("identity", maintain_order=True)
        .agg(pl.len().alias("rows"), pl.col(*FINDING).first())
        .with_columns(
            message=pl.when(pl.col("rows") > 1)
            .then(pl.format("{} ({} of these.)", "message", "rows"))
            .otherwise("message"),
            difference=pl.col("actual") - pl.col("expected"),
        )
        .collect()
    )
    ids = pl.Series("finding_id", [finding_id(identity) for identity in rows["identity"]], dtype=pl.String)
    return rows.with_columns(ids)


def severity_order() -> pl.Expr:
    """Errors first."""
    return pl.col("severity").replace_strict(SEVERITY_ORDER, return_dtype=pl.Int8)


def finding_id(identity: str) -> str:
    """A finding's name, the same every night."""
    return sha256(identity.encode()).hexdigest()[:ID_LENGTH]


def compared(found: pl.DataFrame, earlier: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """The findings report: new or open by an earlier night's; resolved: what only that night found."""
    columns = list(Findings.to_schema().columns)
    before = earlier.filter(pl.col("status") != "resolved")
    known = before.select("finding_id", first_seen_before="first_seen")
    now = found.join(known, on="finding_id", how="left", validate="1:1").with_columns(
        status=pl.when(pl.col("first_seen_before").is_null()).then(pl.lit("new")).otherwise(pl.lit("open")),
        first_seen=pl.coalesce("first_seen_before", pl.lit(as_of)),
    )
    gone = before.join(found, on="finding_id", how="anti").with_columns(status=pl.lit("resolved"))
    everything = pl.concat([now.select(columns), gone.select(columns)])
    resolved = pl.col("status") == "resolved"
    cause = ~pl.col("check").is_in(CAUSES)
    return everything.sort(resolved, severity_order(), cause, *IDENTITY, "finding_id", nulls_last=True)
