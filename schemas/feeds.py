"""The contract of each feed once its text is typed: columns, units, keys and what must hold in a row.

This is the only list of feed columns. `megaroth.parse` reads by it, `megaroth.store` makes its tables from it.
A check's name is the sentence that must hold; it becomes the rule named in the rejects report.
"""

from typing import Final

import pandera.polars as pa
import polars as pl
from pandera.polars import PolarsData

from schemas import words
from schemas.fields import (
    CENTS,
    COUNT,
    DATE,
    FLAG,
    RATE,
    SSN_HASH,
    SSN_LAST4,
    TEXT,
    known_or_empty,
    may_lack,
    required,
)


class Feed(pa.DataFrameModel):
    """What all feeds share: exact types, no column beside those named."""

    class Config:
        strict = True
        coerce = False


class Census(Feed):
    """One row a person. The social security number is only its keyed hash and last four."""

    employee_id: str = required(TEXT, key=True)
    first_name: str = may_lack(TEXT)
    last_name: str = may_lack(TEXT)
    ssn_hash: str = may_lack(SSN_HASH, feed="ssn")
    ssn_last4: str = may_lack(SSN_LAST4, feed="ssn")
    birth_date: pl.Date = known_or_empty(DATE)
    hire_date: pl.Date = required(DATE)
    rehire_date: pl.Date = may_lack(DATE)
    termination_date: pl.Date = may_lack(DATE)
    pay_group: str = may_lack(TEXT)
    ownership_percent: pl.Int64 = may_lack(RATE)
    hce: bool = may_lack(FLAG)
    prior_year_compensation: pl.Int64 = may_lack(CENTS)
    prior_year_fica_wages: pl.Int64 = may_lack(CENTS)
    prior_employer_deferrals: pl.Int64 = may_lack(CENTS)
    related_employer_additions: pl.Int64 = may_lack(CENTS)
    related_employer_deferrals: pl.Int64 = may_lack(CENTS)
    hold: str = may_lack(TEXT)

    @pa.dataframe_check(name="birth_date is before hire_date")
    def _born_before_hired(cls, data: PolarsData) -> pl.LazyFrame:
        return data.lazyframe.select((pl.col("birth_date") < pl.col("hire_date")).fill_null(value=True))

    @pa.dataframe_check(name="rehire_date is not before hire_date")
    def _rehired_after_hired(cls, data: PolarsData) -> pl.LazyFrame:
        return data.lazyframe.select((pl.col("rehire_date") >= pl.col("hire_date")).fill_null(value=True))

    @pa.dataframe_check(name="amounts of other employers and of last year are not negative")
    def _not_negative(cls, data: PolarsData) -> pl.LazyFrame:
        return data.lazyframe.select(
            pl.all_horizontal(
                (
                    pl.col(
                        "ownership_percent",
                        "prior_year_compensation",
                        "prior_year_fica_wages",
                        "prior_employer_deferrals",
                        "related_employer_additions",
                        "related_employer_deferrals",
                    )
                    >= 0
                ).fill_null(value=True)
            )
        )

    @pa.dataframe_check(name="related_employer_deferrals is part of related_employer_additions")
    def _part_of_additions(cls, data: PolarsData) -> pl.LazyFrame:
        part, whole = pl.col("related_employer_deferrals"), pl.col("related_employer_additions")
        return data.lazyframe.select(part.fill_null(0) <= whole.fill_null(0))


class Payroll(Feed):
    """One line of the register: a person's pay and contributions in one run of one pay date."""

    employee_id: str = required(TEXT, key=True)
    pay_date: pl.Date = required(DATE, key=True)
    gross_compensation: pl.Int64 = required(CENTS)
    eligible_compensation: pl.Int64 = may_lack(CENTS)
    pre_tax: pl.Int64 = may_lack(CENTS, control=True)
    roth: pl.Int64 = may_lack(CENTS, control=True)
    pre_tax_catch_up: pl.Int64 = may_lack(CENTS, control=True)
    roth_catch_up: pl.Int64 = may_lack(CENTS, control=True)
    after_tax: pl.Int64 = may_lack(CENTS, control=True)
    match: pl.Int64 = may_lack(CENTS, control=True)
    nonelective: pl.Int64 = may_lack(CENTS, control=True)
    run_type: str = may_lack(TEXT, key=True, default="regular", words=words.RUN_TYPES)
    check_number: str = may_lack(TEXT, key=True)


class Contributions(Feed):
    """One posting of the recordkeeper, signed as the person's account sees it."""

    employee_id: str = required(TEXT)
    posted_date: pl.Date = required(DATE)
    source: str = required(TEXT, words=words.SOURCES)
    amount: pl.Int64 = required(CENTS, control=True)
    pay_date: pl.Date = may_lack(DATE)
    transaction_id: str = may_lack(TEXT, key=True)
    activity: str = may_lack(TEXT, default="contribution", words=words.ACTIVITIES)
    earnings: pl.Int64 = may_lack(CENTS)
    for_year: str = may_lack(
        TEXT, pattern=r"^[0-9]{4}(-[0-9]{2}-[0-9]{2})?$", rule="is a year like 2026, or the date it ends on"
    )

    @pa.dataframe_check(name="a reversal or refund is not positive")
    def _money_out_is_negative(cls, data: PolarsData) -> pl.LazyFrame:
        out = pl.col("activity").is_in(words.MONEY_OUT)
        return data.lazyframe.select((~out | (pl.col("amount") <= 0)).fill_null(value=True))

    @pa.dataframe_check(name="for_year is a year or date there is, at most the year after posted_date")
    def _year_there_is(cls, data: PolarsData) -> pl.LazyFrame:
        said = pl.col("for_year")
        soon = said.str.head(4).cast(pl.Int32, strict=False) <= pl.col("posted_date").dt.year() + 1
        there_is = (said.str.len_chars() == len("2026")) | said.str.to_date("%Y-%m-%d", strict=False).is_not_null()
        return data.lazyframe.select((soon & there_is).fill_null(value=True))


class Balances(Feed):
    """The after-tax account as the recordkeeper states it on a date."""

    employee_id: str = required(TEXT, key=True)
    as_of: pl.Date = required(DATE, key=True)
    after_tax_basis: pl.Int64 = required(CENTS)
    after_tax_value: pl.Int64 = required(CENTS)
    pre_1987_basis: pl.Int64 = may_lack(CENTS)
    vested_balance: pl.Int64 = may_lack(CENTS)


class Withdrawals(Feed):
    """One withdrawal or conversion of after-tax money."""

    employee_id: str = required(TEXT)
    date: pl.Date = required(DATE)
    amount: pl.Int64 = required(CENTS, control=True)
    basis: pl.Int64 = required(CENTS)
    route: str = required(TEXT, words=words.ROUTES)
    taxable: pl.Int64 = may_lack(CENTS)

    @pa.dataframe_check(name="amount and basis have the same sign")
    def _same_sign(cls, data: PolarsData) -> pl.LazyFrame:
        return data.lazyframe.select(pl.col("amount").sign() * pl.col("basis").sign() >= 0)


class Forms(Feed):
    """One Form 1099-R as the recordkeeper made it."""

    employee_id: str = required(TEXT)
    tax_year: pl.Int64 = required(COUNT)
    box_1: pl.Int64 = required(CENTS)
    box_2a: pl.Int64 = may_lack(CENTS)
    box_4: pl.Int64 = may_lack(CENTS)
    box_5: pl.Int64 = may_lack(CENTS)
    box_7: str = required(TEXT, pattern=r"^[0-9A-Z]{1,3}$", rule="is a code like G, 7 or 1B")
    box_10: pl.Int64 = may_lack(CENTS)
    box_11: pl.Int64 = may_lack(COUNT)
    destination: str = may_lack(TEXT, words=(*words.FORM_DESTINATIONS, "employer_plan"))

    @pa.dataframe_check(name="tax_year is a year like 2026")
    def _a_year(cls, data: PolarsData) -> pl.LazyFrame:
        return data.lazyframe.select(pl.col("tax_year").is_between(1900, 2199))


class Elections(Feed):
    """What a person elected to contribute, from a date on."""

    employee_id: str = required(TEXT, key=True)
    effective_date: pl.Date = required(DATE, key=True)
    pre_tax_rate: pl.Int64 = may_lack(RATE)
    roth_rate: pl.Int64 = may_lack(RATE)
    after_tax_rate: pl.Int64 = may_lack(RATE)
    pre_tax_amount: pl.Int64 = may_lack(CENTS)
    roth_amount: pl.Int64 = may_lack(CENTS)
    after_tax_amount: pl.Int64 = may_lack(CENTS)
    pay_per_date: pl.Int64 = may_lack(CENTS)

    @pa.dataframe_check(name="rates are fractions from 0 to 1")
    def _rates_are_fractions(cls, data: PolarsData) -> pl.LazyFrame:
        rates = pl.col("pre_tax_rate", "roth_rate", "after_tax_rate")
        return data.lazyframe.select(pl.all_horizontal(rates.is_between(0, 10**8).fill_null(value=True)))

    @pa.dataframe_check(name="elected amounts and pay are not negative")
    def _not_negative(cls, data: PolarsData) -> pl.LazyFrame:
        amounts = pl.col("pre_tax_amount", "roth_amount", "after_tax_amount", "pay_per_date")
        return data.lazyframe.select(pl.all_horizontal((amounts >= 0).fill_null(value=True)))


class Opening(Feed):
    """A person's limitation year up to a date, from before the plan's files begin."""

    employee_id: str = required(TEXT, key=True)
    as_of: pl.Date = required(DATE, key=True)
    gross_compensation: pl.Int64 = required(CENTS)
    eligible_compensation: pl.Int64 = may_lack(CENTS)
    pre_tax: pl.Int64 = may_lack(CENTS)
    roth: pl.Int64 = may_lack(CENTS)
    after_tax: pl.Int64 = may_lack(CENTS)
    match: pl.Int64 = may_lack(CENTS)
    nonelective: pl.Int64 = may_lack(CENTS)
    calendar_year_deferrals: pl.Int64 = may_lack(CENTS)
    withdrawals_this_year: pl.Int64 = may_lack(COUNT)


FEEDS: Final[dict[str, type[Feed]]] = {
    "census": Census,
    "payroll": Payroll,
    "contributions": Contributions,
    "balances": Balances,
    "withdrawals": Withdrawals,
    "forms": Forms,
    "elections": Elections,
    "opening": Opening,
}
