"""After-tax accounts on the page: who can convert, who cannot and from when on, whoever waits longest first."""

from typing import Final

import polars as pl

from megaroth.page.people import PERSON, STANDS_AGAINST_NOTHING
from megaroth.page.tables import Shown, Table, table
from megaroth.strategy import code_of, in_words
from schemas.fields import TEXT

WAITING: Final = Shown("days_waiting", "Days waiting")
IN_TRANSIT: Final = Shown("in_transit", "In transit")
NOTHING_LEFT: Final = "nothing_to_convert"
"""Of an account that holds nothing this alone is why: nothing else would change it."""


def convertible_rows(conversions: pl.DataFrame) -> pl.DataFrame:
    """Who can convert now; the longest wait, then the largest amount first."""
    return longest_first(conversions.filter("can_convert"), "withdrawable")


def not_convertible_rows(conversions: pl.DataFrame) -> pl.DataFrame:
    """Who cannot, with `why` in words; the longest wait, then the largest amount first."""
    code = code_of(pl.element())
    stands = ~code.is_in(STANDS_AGAINST_NOTHING) & (~(code == NOTHING_LEFT).any() | (code == NOTHING_LEFT))
    why = pl.col("reasons").list.eval(in_words(pl.element().filter(stands))).list.join("; ")
    return longest_first(conversions.filter(~pl.col("can_convert")), "after_tax_value").with_columns(why=why)


def holding(conversions: pl.DataFrame) -> pl.DataFrame:
    """The accounts that hold after-tax money."""
    return conversions.filter(pl.col("after_tax_value") > 0)


def may_leave(conversions: pl.DataFrame) -> int:
    """What those who cannot convert can withdraw all the same, in cash or to a traditional IRA."""
    return int(conversions.filter(~pl.col("can_convert"))["withdrawable"].sum())


def longest_first(accounts: pl.DataFrame, amount: str) -> pl.DataFrame:
    """An account without basis waits since no day that is known: it comes last."""
    return accounts.sort(-pl.col("days_waiting"), -pl.col(amount), "employee_id", nulls_last=True)


def convertible(conversions: pl.DataFrame) -> Table:
    """Who can convert, how long it has waited, and what each route would tax."""
    shown = (
        *PERSON,
        WAITING,
        Shown("withdrawable", "Can withdraw"),
        IN_TRANSIT,
        Shown("basis_to_roth", "Basis"),
        Shown("earnings", "Earnings"),
        Shown("taxable_split", "Taxed, split"),
        Shown("taxable_all_roth_ira", "Taxed, Roth IRA"),
        Shown("taxable_in_plan_roth", "Taxed, in plan"),
        Shown("five_years_end", "Five years until"),
        Shown("balance_date", "Balance of"),
    )
    return table("convert", "Who can convert now", "conversions", convertible_rows(conversions), shown)


def not_convertible(conversions: pl.DataFrame) -> Table:
    """Who cannot convert, from which day on, and why; what may leave all the same, where there is any."""
    rows = not_convertible_rows(conversions)
    leaves = (Shown("withdrawable", "May leave"),) if may_leave(conversions) else ()
    shown = (
        *PERSON,
        WAITING,
        Shown("after_tax_value", "Waiting"),
        *leaves,
        IN_TRANSIT,
        Shown("next_date", "Can from"),
        Shown("why", "Why not now", unit=TEXT),
    )
    return table("wait", "Who cannot convert now", "conversions", rows, shown)
