"""The conversions report."""

from typing import Annotated

import pandera.polars as pa
import polars as pl
from pandera.polars import PolarsData

from schemas.fields import CENTS, COUNT, DATE, FLAG, REASONS, TEXT, field
from schemas.reports.base import Report


class Conversions(Report):
    """One row for everybody with an after-tax balance; sorted by employee_id."""

    employee_id: str = field(TEXT, meaning="As in the feeds.")
    name: str = field(TEXT, optional=True, meaning="From the census.")
    balance_date: pl.Date = field(
        DATE,
        optional=True,
        meaning="The day of the recordkeeper's newest statement; empty where there is none yet: the account is then "
        "what was posted to it, less what was withdrawn.",
    )
    after_tax_value: pl.Int64 = field(
        CENTS,
        meaning="Value of the after-tax source: the statement, plus what was posted and less what was withdrawn since.",
    )
    after_tax_basis: pl.Int64 = field(
        CENTS,
        law="72(e)(8)",
        meaning="The part of it that was contributed and is not taxed again, carried on from the statement in the "
        "same way.",
    )
    after_tax_earnings: pl.Int64 = field(
        CENTS, law="72(e)(8)", meaning="after_tax_value - after_tax_basis; negative for a loss."
    )
    in_transit: pl.Int64 = field(
        CENTS,
        meaning="After-tax money of the limitation year that payroll has withheld and the recordkeeper has not posted "
        "yet; no part of value, basis or withdrawable.",
    )
    waiting_since: pl.Date = field(
        DATE,
        optional=True,
        meaning="Since when the oldest of the basis is in the account, the oldest money leaving first; a statement's "
        "day where it is older than that. Empty where there is no basis.",
    )
    days_waiting: pl.Int64 = field(COUNT, optional=True, meaning="Days from waiting_since to the as-of date.")
    withdrawable: pl.Int64 = field(CENTS, meaning="What can be withdrawn or converted now; 0 while it cannot.")
    basis_to_roth: pl.Int64 = field(
        CENTS, optional=True, law="72(e)(8), 72(d)(2)", meaning="The part of withdrawable that is basis."
    )
    earnings: pl.Int64 = field(
        CENTS, optional=True, law="72(e)(8), 72(d)(2)", meaning="The rest of it: withdrawable - basis_to_roth."
    )
    taxable_split: pl.Int64 = field(
        CENTS,
        optional=True,
        law="Notice 2014-54",
        meaning="Taxed if basis goes to a Roth IRA and earnings to a traditional IRA.",
    )
    taxable_all_roth_ira: pl.Int64 = field(
        CENTS, optional=True, law="408A(d)(3)", meaning="Taxed if everything goes to a Roth IRA."
    )
    taxable_in_plan_roth: pl.Int64 = field(
        CENTS,
        optional=True,
        law="402A(c)(4)",
        meaning="Taxed if everything is converted inside the plan; empty if the plan does not allow that.",
    )
    five_years_end: pl.Date = field(
        DATE,
        optional=True,
        law="402A(c)(4)(D), 408A(d)(3)(F)",
        meaning="The last day of the five years of a conversion inside the plan made in the as-of date's year; empty "
        "where none is open.",
    )
    withdrawals_this_year: pl.Int64 = field(
        COUNT,
        meaning="Withdrawals and conversions of the as-of date's calendar year so far, without those taken back.",
    )
    can_convert: bool = field(
        FLAG,
        meaning="The plan lets this person convert now, under the terms in force on the as-of date, and there is "
        "something to convert.",
    )
    next_date: pl.Date = field(
        DATE,
        optional=True,
        meaning="The first day on which it would be allowed if nothing but the date changed; empty while can_convert "
        "is true, and where no such day can be known.",
    )
    reasons: Annotated[pl.List, pl.String] = field(
        REASONS,
        meaning="What stands against it: `not_in_census`, `hold` (with the census's own words), "
        "`in_service_not_allowed`, `withdrawals_used_up`, `too_soon`, `balance_overdrawn`, `nothing_to_convert`, "
        "`below_minimum`, `vested_balance_unknown`; `in_plan_roth_not_allowed` shuts that route alone; "
        "`roth_routes_shut` all of them, by an assumption of plan.toml. `roth_routes_will_be_shut` and `no_statement` "
        "stand against nothing yet.",
    )

    @pa.dataframe_check(name="basis_to_roth + earnings = withdrawable")
    def _parts_tie(cls, data: PolarsData) -> pl.LazyFrame:
        parts = pl.col("basis_to_roth") + pl.col("earnings")
        return data.lazyframe.select((parts == pl.col("withdrawable")).fill_null(value=True))

    @pa.dataframe_check(name="after_tax_basis + after_tax_earnings = after_tax_value")
    def _account_ties(cls, data: PolarsData) -> pl.LazyFrame:
        account = pl.col("after_tax_basis") + pl.col("after_tax_earnings")
        return data.lazyframe.select(account == pl.col("after_tax_value"))
