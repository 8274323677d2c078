"""The book: the rows that count, as the store keeps them. What the core reads.

A row frame has its feed's contract columns, `file` (the name its content stands under) and `line`; the order of rows
says nothing. Money is whole cents, a rate whole hundred-millionths. No row is refused, restated or a duplicate.
"""

from dataclasses import dataclass

import polars as pl


@dataclass(frozen=True)
class Book:
    """The plan's rows. `file`, and columns whose contract lists the words allowed, are Enums.

    Transaction ids and check numbers have told rows apart in the store and are not brought along.
    """

    census: pl.DataFrame  # of all census files, with `file_date`: the date in the file's name, or null
    payroll: pl.DataFrame
    contributions: pl.DataFrame
    opening: pl.DataFrame
    balances: pl.DataFrame  # of each person the newest up to the as-of date, and those its history needs
    withdrawals: pl.DataFrame
    forms: pl.DataFrame  # of the calendar year before the book's first day, and later
    elections: pl.DataFrame
    earlier_payroll: pl.DataFrame  # before the book's first day: see `megaroth.store.reading.EARLIER`
    notes: pl.DataFrame  # kind, file, line, outcome, other_file, other_line, employee_id, pay_date, source
    files: pl.DataFrame  # name, kind, sha256, state, same_as, refused, unknown_columns, rows_in, rows_rejected
