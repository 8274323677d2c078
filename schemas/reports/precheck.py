"""What `megaroth precheck` says of a proposed payroll."""

from typing import Annotated

import pandera.polars as pa
import polars as pl
from pandera.polars import PolarsData

from schemas.fields import CENTS, COUNT, DATE, REASONS, TEXT, field
from schemas.reports.base import Report


class Precheck(Report):
    """One row for each line of the proposed payroll that must be cut or was not checked.

    Sorted by employee_id, pay_date, line. Cuts and what is allowed are null where a line was not checked.
    """

    employee_id: str = field(TEXT, meaning="As in the file.")
    name: str = field(TEXT, optional=True, meaning="From the census.")
    pay_date: pl.Date = field(DATE, meaning="As in the file.")
    line: pl.Int64 = field(COUNT, meaning="The line of the file, as an editor counts.")
    after_tax: pl.Int64 = field(CENTS, meaning="What the line takes after tax.")
    cut: pl.Int64 = field(
        CENTS,
        optional=True,
        law="415(c)(1)",
        meaning="How much less it must take: the smallest cut that leaves annual additions and all that the rest of "
        "the year is set aside for within the limit, and after-tax money within the plan's caps and the pay of the "
        "date. Empty: the line was not checked.",
    )
    allowed: pl.Int64 = field(CENTS, optional=True, meaning="after_tax - cut.")
    deferrals: pl.Int64 = field(CENTS, meaning="What the line defers, pre-tax and Roth, catch-up columns included.")
    deferrals_cut: pl.Int64 = field(
        CENTS,
        optional=True,
        law="402(g)(1), 414(v)",
        meaning="How much less it must defer to stay within the pay of the date, 402(g), or the plan's lower limit, "
        "and catch-up. Empty: the line was not checked.",
    )
    deferrals_allowed: pl.Int64 = field(CENTS, optional=True, meaning="deferrals - deferrals_cut.")
    why: Annotated[pl.List, pl.String] = field(REASONS, meaning="One code or several, as listed below.")

    @pa.dataframe_check(name="a cut is not negative and not more than there is")
    def _cuts_fit(cls, data: PolarsData) -> pl.LazyFrame:
        amounts = pl.col("cut", "allowed", "deferrals_cut")
        something = (pl.col("cut") > 0) | (pl.col("deferrals_cut") > 0)
        return data.lazyframe.select(pl.all_horizontal(amounts >= 0) & something)

    @pa.dataframe_check(name="a line was checked whole or not at all")
    def _checked_whole(cls, data: PolarsData) -> pl.LazyFrame:
        known = pl.concat_list(
            pl.col(name).is_not_null() for name in ("cut", "allowed", "deferrals_cut", "deferrals_allowed")
        )
        return data.lazyframe.select(known.list.n_unique() == 1)
