"""The next pay dates on the page: what is elected after tax, and where payroll has to cut it."""

from typing import Final

import polars as pl

from megaroth.page.people import BINDINGS, PERSON
from megaroth.page.tables import Shown, Table, table
from schemas.fields import CENTS, COUNT

CAPPED_BY: Final = {**BINDINGS, "available_pay": "pay of the date"}
"""What sets the cap of a single pay date."""


def with_cut(payroll_caps: pl.DataFrame) -> pl.DataFrame:
    """`cut`: how much less after tax payroll has to take on the person's next pay date than is elected."""
    return payroll_caps.with_columns(cut=(pl.col("elected_after_tax") - pl.col("after_tax_cap")).clip(0))


def to_cut_rows(payroll_caps: pl.DataFrame) -> pl.DataFrame:
    """Whose after-tax money is above the cap of the next pay date: the next date and the largest cut first."""
    return with_cut(payroll_caps).filter(pl.col("cut") > 0).sort("pay_date", -pl.col("cut"), "employee_id")


def to_cut(payroll_caps: pl.DataFrame) -> Table:
    """Whom payroll has to cut."""
    shown = (
        *PERSON,
        Shown("pay_date", "Pay date"),
        Shown("elected_after_tax", "Elected"),
        Shown("after_tax_cap", "At most"),
        Shown("cut", "To cut", unit=CENTS),
        Shown("binding", "Cap set by", words=CAPPED_BY),
    )
    return table("to-cut", "After-tax to cut", "payroll_caps", to_cut_rows(payroll_caps), shown)


def by_date(payroll_caps: pl.DataFrame) -> Table:
    """Each next pay date with its people, what they elect after tax, and what of it has to be cut."""
    dates = (
        with_cut(payroll_caps)
        .group_by("pay_date")
        .agg(
            people=pl.len().cast(pl.Int64),
            electing=(pl.col("elected_after_tax") > 0).sum().cast(pl.Int64),
            elected_after_tax=pl.col("elected_after_tax").sum(),
            cutting=(pl.col("cut") > 0).sum().cast(pl.Int64),
            cut=pl.col("cut").sum(),
        )
        .sort("pay_date")
    )
    shown = (
        Shown("pay_date", "Pay date"),
        Shown("people", "People", unit=COUNT),
        Shown("electing", "Electing after-tax", unit=COUNT),
        Shown("elected_after_tax", "Elected"),
        Shown("cutting", "Above their cap", unit=COUNT),
        Shown("cut", "To cut", unit=CENTS),
    )
    return table("next-dates", "Elected after tax by next pay date", "payroll_caps", dates, shown)
