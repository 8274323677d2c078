"""The forms_1099r report: what the year's Forms 1099-R have to say of after-tax money."""

from typing import Annotated

import pandera.polars as pa
import polars as pl
from pandera.polars import PolarsData

from schemas import words
from schemas.fields import CENTS, COUNT, REASONS, TEXT, field
from schemas.reports.base import Report


class Forms1099R(Report):
    """One row a form of this calendar year and the last; sorted by employee_id, tax_year, destination, box_7."""

    employee_id: str = field(TEXT, meaning="As in the feeds.")
    name: str = field(TEXT, optional=True, meaning="From the census.")
    tax_year: pl.Int64 = field(
        COUNT, meaning="The calendar year of the withdrawals. This year's form grows with each of them."
    )
    destination: str = field(
        TEXT,
        words=words.FORM_DESTINATIONS,
        law="Notice 2014-54",
        meaning="Where the money went: `roth_ira`, `traditional_ira`, `in_plan_roth`, `cash`; a split has a form "
        "for its basis and one for its earnings.",
    )
    box_1: pl.Int64 = field(CENTS, meaning="Gross distribution: all that went there under the code of box_7.")
    box_2a: pl.Int64 = field(
        CENTS,
        optional=True,
        law="402(a), 402(c)(1), 408A(d)(3), 402A(c)(4)",
        meaning="Taxable amount: the pre-tax part, of what went to a traditional IRA nothing; empty after a total "
        "withdrawal at a loss.",
    )
    box_4: pl.Int64 = field(
        CENTS, law="3405(c)(1)(B)", meaning="Federal income tax withheld: of the pre-tax part of what was paid out."
    )
    box_5: pl.Int64 = field(
        CENTS,
        optional=True,
        law="72(e)(8)",
        meaning="After-tax contributions in it; after a total withdrawal at a loss all that were never recovered; "
        "empty where there are none.",
    )
    box_7: str = field(
        TEXT,
        optional=True,
        law="72(t)(2)(A)(i), (v)",
        meaning="Distribution code: `G` rolled over directly or converted, `7` paid from 59 1/2 on, `2` earlier with a "
        "known exception, `1` earlier; empty where the birth date is missing or a default.",
    )
    box_10: pl.Int64 = field(CENTS, optional=True, meaning="Empty: it speaks of designated Roth accounts paid out.")
    box_11: pl.Int64 = field(COUNT, optional=True, meaning="Empty, for the same reason.")
    withdrawals: pl.Int64 = field(COUNT, meaning="How many rows of the withdrawals feed stand on it.")
    reasons: Annotated[pl.List, pl.String] = field(REASONS, meaning="Why each box says what it says.")

    @pa.dataframe_check(name="one form a person, year, destination and code")
    def _one_a_code(cls, data: PolarsData) -> pl.LazyFrame:
        form = pl.struct("employee_id", "tax_year", "destination", "box_7")
        return data.lazyframe.select(form.is_unique())
