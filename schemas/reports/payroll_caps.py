"""The payroll_caps report: what payroll may take after tax on each person's next pay date."""

from typing import Annotated

import pandera.polars as pa
import polars as pl
from pandera.polars import PolarsData

from schemas import words
from schemas.fields import CENTS, DATE, REASONS, TEXT, field
from schemas.reports.base import Report


class PayrollCaps(Report):
    """One row for everybody in room with a pay date to come in the limitation year; sorted by employee_id."""

    employee_id: str = field(TEXT, meaning="As in the feeds.")
    name: str = field(TEXT, optional=True, meaning="From the census.")
    pay_date: pl.Date = field(DATE, meaning="The next pay date for which no regular payroll has been received.")
    after_tax_cap: pl.Int64 = field(
        CENTS,
        law="415(c)(1)",
        meaning="The most that may be taken after tax on it: room, at most the pay of that date less its deferrals, "
        "and less where taking it all at once earns more match than room sets aside; 0 when can_contribute is false.",
    )
    elected_after_tax: pl.Int64 = field(
        CENTS,
        meaning="What is forecast to be taken after tax on it, by the election in force or as last contributed; above "
        "after_tax_cap, payroll has to cut it.",
    )
    binding: str = field(
        TEXT,
        words=words.BINDING,
        meaning="What sets after_tax_cap, as in room: `415c_dollar`, `415c_compensation`, `plan_cap`, `hce_cap`; "
        "`available_pay` when the pay of that date does; `none` when the plan asks for the deferral limit first.",
    )
    reasons: Annotated[pl.List, pl.String] = field(REASONS, meaning="As in room.")

    @pa.dataframe_check(name="after_tax_cap and elected_after_tax are not negative")
    def _not_negative(cls, data: PolarsData) -> pl.LazyFrame:
        return data.lazyframe.select(pl.all_horizontal(pl.col("after_tax_cap", "elected_after_tax") >= 0))
