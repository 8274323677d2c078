"""Forms 1099-R on the page: what each year's forms come to, and where the recordkeeper says something else."""

from typing import Final

import polars as pl

from megaroth.checks import catalogue as checks
from megaroth.page.tables import TO_LOOK_AT, Shown, Table, table
from schemas import words
from schemas.fields import COUNT, TEXT

DESTINATIONS: Final = {
    "roth_ira": "Roth IRA",
    "traditional_ira": "traditional IRA",
    "in_plan_roth": "Roth inside the plan",
    "cash": "paid out",
}
DIFFERENCES: Final = {
    checks.FORM_WRONG.code: "a form says something else, or is missing",
    checks.FORM_UNKNOWN.code: "a form without a withdrawal",
    checks.WITHDRAWAL_TAXABLE.code: "the taxable amount of a withdrawal",
    checks.WITHDRAWAL_BASIS.code: "the basis of a day's withdrawals",
}
"""The checks that hold the recordkeeper's forms and withdrawals against ours, in words."""

BOXES: Final = ("box_1", "box_2a", "box_4", "box_5")


def totals(forms: pl.DataFrame) -> pl.DataFrame:
    """Each tax year and destination with its forms and their boxes added up; the newest year first."""
    order = pl.col("destination").cast(pl.Enum(words.FORM_DESTINATIONS))
    return (
        forms.group_by("tax_year", "destination")
        .agg(pl.len().cast(pl.Int64).alias("forms"), pl.col(BOXES).sum())
        .sort(-pl.col("tax_year"), order)
    )


def differing(findings: pl.DataFrame) -> pl.DataFrame:
    """How many differences there are to look at of each tax year and check, and of how many people.

    A form's finding begins its source with the tax year, a withdrawal's has the day.
    """
    year = pl.coalesce(pl.col("pay_date").dt.year(), pl.col("source").str.extract(r"^(\d{4}) ").cast(pl.Int32))
    order = pl.col("check").cast(pl.Enum(list(DIFFERENCES)))
    return (
        findings.filter(pl.col("check").is_in(list(DIFFERENCES)), pl.col("status").is_in(TO_LOOK_AT))
        .group_by("check", tax_year=year)
        .agg(
            differences=pl.len().cast(pl.Int64),
            new=(pl.col("status") == "new").sum().cast(pl.Int64),
            people=pl.col("employee_id").n_unique().cast(pl.Int64),
        )
        .sort(-pl.col("tax_year"), order)
    )


def by_destination(forms: pl.DataFrame) -> Table:
    """What the forms of each year and destination come to."""
    shown = (
        Shown("tax_year", "Tax year", unit=TEXT),
        Shown("destination", "Went to", words=DESTINATIONS),
        Shown("forms", "Forms", unit=COUNT),
        Shown("box_1", "Box 1, gross"),
        Shown("box_2a", "Box 2a, taxable"),
        Shown("box_4", "Box 4, withheld"),
        Shown("box_5", "Box 5, basis"),
    )
    return table("forms-1099r", "Forms 1099-R by year and destination", "forms_1099r", totals(forms), shown)


def differences(findings: pl.DataFrame) -> Table:
    """Where the recordkeeper's forms and withdrawals differ from ours."""
    shown = (
        Shown("tax_year", "Tax year", unit=TEXT),
        Shown("check", "What differs", words=DIFFERENCES),
        Shown("differences", "To look at", unit=COUNT),
        Shown("new", "Of them new", unit=COUNT),
        Shown("people", "People", unit=COUNT),
    )
    return table("forms-differ", "Differences from the recordkeeper's", "findings", differing(findings), shown)
