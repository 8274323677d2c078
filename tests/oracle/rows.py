"""What the oracle is given: the rows of the feeds as a person would copy them out, and what the plan document says.

Money is whole cents; None is an empty cell.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

KINDS = ("pre_tax", "roth", "after_tax", "match", "nonelective")

KIND_OF_SOURCE = {
    "pre_tax": "pre_tax",
    "roth": "roth",
    "after_tax": "after_tax",
    "match": "match",
    "safe_harbor_match": "match",
    "qmac": "match",
    "nonelective": "nonelective",
    "safe_harbor_nonelective": "nonelective",
    "qnec": "nonelective",
}


@dataclass(frozen=True)
class Census:
    """A census line, with the date in the name of its file. Percent is exact."""

    employee_id: str
    birth_date: date | None
    hire_date: date
    rehire_date: date | None = None
    termination_date: date | None = None
    ownership_percent: Fraction | None = None
    hce: bool | None = None
    prior_year_compensation: int | None = None
    prior_year_fica_wages: int | None = None
    prior_employer_deferrals: int | None = None
    related_employer_additions: int | None = None
    related_employer_deferrals: int | None = None
    file_date: date | None = None


@dataclass(frozen=True)
class PayrollLine:
    """A line of the register: one run of one pay date."""

    employee_id: str
    pay_date: date
    gross_compensation: int
    eligible_compensation: int | None = None
    pre_tax: int | None = None
    roth: int | None = None
    pre_tax_catch_up: int | None = None
    roth_catch_up: int | None = None
    after_tax: int | None = None
    match: int | None = None
    nonelective: int | None = None
    run_type: str = "regular"
    check_number: str | None = None

    def cells(self, kind: str) -> list[int]:
        """The cells of this line that hold a number of the kind; catch-up columns are deferrals."""
        columns = {
            "pre_tax": (self.pre_tax, self.pre_tax_catch_up),
            "roth": (self.roth, self.roth_catch_up),
            "after_tax": (self.after_tax,),
            "match": (self.match,),
            "nonelective": (self.nonelective,),
        }
        return [cell for cell in columns[kind] if cell is not None]


@dataclass(frozen=True)
class Posting:
    """A line of the recordkeeper, signed as the person's account sees it."""

    employee_id: str
    posted_date: date
    source: str
    amount: int
    pay_date: date | None = None
    transaction_id: str | None = None
    activity: str = "contribution"
    earnings: int | None = None
    for_year: str | None = None

    @property
    def addition(self) -> int:
        """The amount less the part of it that is earnings."""
        return self.amount - (self.earnings or 0)


@dataclass(frozen=True)
class OpeningRow:
    """A person's limitation year up to a date, from before the files begin."""

    employee_id: str
    as_of: date
    gross_compensation: int
    eligible_compensation: int | None = None
    pre_tax: int | None = None
    roth: int | None = None
    after_tax: int | None = None
    match: int | None = None
    nonelective: int | None = None
    calendar_year_deferrals: int | None = None

    def cell(self, kind: str) -> int | None:
        """The opening's number of a kind, None where its cell is empty."""
        cells = {
            "pre_tax": self.pre_tax,
            "roth": self.roth,
            "after_tax": self.after_tax,
            "match": self.match,
            "nonelective": self.nonelective,
        }
        return cells[kind]


@dataclass(frozen=True)
class Book:
    """All rows of a plan."""

    census: Sequence[Census] = ()
    payroll: Sequence[PayrollLine] = ()
    postings: Sequence[Posting] = ()
    openings: Sequence[OpeningRow] = ()

    def people(self) -> list[str]:
        """Everybody named in any row."""
        rows: list[Census | PayrollLine | Posting | OpeningRow]
        rows = [*self.census, *self.payroll, *self.postings, *self.openings]
        return sorted({row.employee_id for row in rows})

    def of(self, employee_id: str) -> "Book":
        """The rows of one person."""
        return Book(
            [row for row in self.census if row.employee_id == employee_id],
            [row for row in self.payroll if row.employee_id == employee_id],
            [row for row in self.postings if row.employee_id == employee_id],
            [row for row in self.openings if row.employee_id == employee_id],
        )

    def known_on(self, as_of: date) -> "Book":
        """Only what is dated up to the as-of date; the census is as it is."""
        return Book(
            self.census,
            [line for line in self.payroll if line.pay_date <= as_of],
            [posting for posting in self.postings if posting.posted_date <= as_of],
            [opening for opening in self.openings if opening.as_of <= as_of],
        )


@dataclass(frozen=True)
class PlanTerms:
    """What the plan document says, and its pay dates one by one; an amendment replaces fields from a date on."""

    limitation_year_start: tuple[int, int] = (1, 1)
    short_years: Sequence[tuple[date, date]] = ()
    roth: bool = True
    catch_up: bool = True
    catch_up_60_63: bool = True
    max_rate: Fraction = Fraction(1)
    max_dollars: int = 0
    after_tax_allowed: bool = True
    pay_dates: Sequence[date] = ()
    amendments: Sequence[tuple[date, dict[str, Fraction | int | bool]]] = field(default=())

    def on(self, day: date) -> "PlanTerms":
        """The terms in force on a day."""
        terms = self
        for effective, changes in sorted(self.amendments, key=lambda amendment: amendment[0]):
            if effective <= day:
                terms = replace(terms, **changes)  # type: ignore[arg-type]
        return terms
