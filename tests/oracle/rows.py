"""What the oracle is given: the rows of the feeds as a person would copy them out, and what the plan document says.

Money is whole cents; None is an empty cell.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property
from itertools import pairwise

from tests.oracle.calendars import PayCalendar

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
    pay_group: str | None = None
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

    @property
    def eligible(self) -> int:
        """Plan pay; all pay where the cell is empty."""
        return self.gross_compensation if self.eligible_compensation is None else self.eligible_compensation

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
class Election:
    """What a person elected from a date on: rates of eligible pay, dollars a pay date, pay a date."""

    employee_id: str
    effective_date: date
    pre_tax_rate: Fraction | None = None
    roth_rate: Fraction | None = None
    after_tax_rate: Fraction | None = None
    pre_tax_amount: int | None = None
    roth_amount: int | None = None
    after_tax_amount: int | None = None
    pay_per_date: int | None = None

    def of(self, kind: str) -> tuple[Fraction, int] | None:
        """Rate and dollars of a kind; None where the row says nothing of it."""
        said = {
            "pre_tax": (self.pre_tax_rate, self.pre_tax_amount),
            "roth": (self.roth_rate, self.roth_amount),
            "after_tax": (self.after_tax_rate, self.after_tax_amount),
        }
        rate, dollars = said[kind]
        return None if rate is None and dollars is None else (rate or Fraction(0), dollars or 0)


@dataclass(frozen=True)
class Book:
    """All rows of a plan."""

    census: Sequence[Census] = ()
    payroll: Sequence[PayrollLine] = ()
    postings: Sequence[Posting] = ()
    openings: Sequence[OpeningRow] = ()
    elections: Sequence[Election] = ()

    def people(self) -> list[str]:
        """Everybody named in a row that can count."""
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
            [row for row in self.elections if row.employee_id == employee_id],
        )

    def known_on(self, as_of: date) -> "Book":
        """Only what is dated up to the as-of date; census and elections are as they are."""
        return Book(
            self.census,
            [line for line in self.payroll if line.pay_date <= as_of],
            [posting for posting in self.postings if posting.posted_date <= as_of],
            [opening for opening in self.openings if opening.as_of <= as_of],
            self.elections,
        )


@dataclass(frozen=True)
class PlanTerms:
    """What the plan document says; an amendment replaces fields from a date on. Tiers are pairs of rate and up_to."""

    limitation_year_start: tuple[int, int] = (1, 1)
    short_years: Sequence[tuple[date, date]] = ()
    calendars: Mapping[str, PayCalendar] = field(default_factory=lambda: {"": PayCalendar()})
    roth: bool = True
    catch_up: bool = True
    catch_up_60_63: bool = True
    max_rate: Fraction = Fraction(1)
    max_dollars: int = 0
    spillover: bool = False
    assume: str = "elected"
    after_tax_allowed: bool = True
    after_tax_max_rate: Fraction = Fraction(1)
    after_tax_max_dollars: int = 0
    hce_max_rate: Fraction = Fraction(1)
    requires_deferral_limit: bool = False
    election_step: Fraction = Fraction(1, 100)
    tiers: Sequence[tuple[Fraction, Fraction]] = ()
    dollar_cap: int = 0
    matched: Sequence[str] = ("pre_tax", "roth")
    catch_up_matched: bool = True
    match_timing: str = "per_pay"
    true_up_last_day: bool = False
    nonelective_rate: Fraction = Fraction(0)
    nonelective_timing: str = "per_pay"
    nonelective_last_day: bool = False
    amendments: Sequence[tuple[date, dict[str, object]]] = field(default=())

    def on(self, day: date) -> "PlanTerms":
        """The terms in force on a day."""
        in_force = self
        for effective, terms in self._amended:
            if effective <= day:
                in_force = terms
        return in_force

    def periods(self) -> "Iterator[tuple[PlanTerms, date, date]]":
        """The terms one after the other, with the first and the last day of each."""
        changes = [(date.min, self), *self._amended]
        for (first, terms), (until, _) in pairwise([*changes, (date.max, self)]):
            yield terms, first, until - timedelta(days=1)

    @cached_property
    def _amended(self) -> "list[tuple[date, PlanTerms]]":
        """Every amendment's date, and all terms from then on."""
        amended, terms = [], self
        for effective, changes in sorted(self.amendments, key=lambda amendment: amendment[0]):
            terms = replace(terms, **changes)  # type: ignore[arg-type]
            amended.append((effective, terms))
        return amended

    def calendar_of(self, pay_group: str | None) -> str:
        """The calendar of a pay group: the default one where the group has none."""
        return pay_group if pay_group in self.calendars and pay_group else ""
