"""Which rows count, in which limitation year, on which date, in which amount. 26 USC 415(c)(2)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from tests.oracle.figures import REFUND_DEADLINE
from tests.oracle.rows import KIND_OF_SOURCE, KINDS, Book, OpeningRow, PayrollLine, PlanTerms, Posting
from tests.oracle.years import Year, containing, named

HELD = ("contribution", "reversal")
ADDED = ("true_up", "make_up", "forfeiture")


@dataclass(frozen=True)
class Placed:
    """A posting: the limitation year it counts in, the day it stands on, its pay date, that it is held against, if any.

    The pay date is the reversed line's for a reversal that names none.
    """

    posting: Posting
    year: Year
    day: date
    pay_date: date | None
    held_against: date | None

    @property
    def kind(self) -> str | None:
        """The kind of money, None where it can never be an addition."""
        return KIND_OF_SOURCE.get(self.posting.source)


@dataclass(frozen=True)
class Entry:
    """An amount that counts, in cents; `source` of a posting's, none of what register or opening say of the kind."""

    day: date
    kind: str
    cents: int
    forfeiture: bool = False
    source: str = ""


@dataclass(frozen=True)
class Pay:
    """Pay of a day: all of it (415(c)(3)), and the part the plan's own limit by rate looks at."""

    day: date
    gross: int
    eligible: int


def kind_total(entries: Iterable[Entry], kind: str, through: date) -> int:
    """A kind's total through a day: never below zero in a year, and no source of it either.

    What register and opening say is of no source: all that a source has too little comes off it, not off the others.
    """
    sums: dict[str, int] = {}
    for entry in entries:
        if entry.kind == kind and entry.day <= through:
            sums[entry.source] = sums.get(entry.source, 0) + entry.cents
    register = sums.pop("", 0)
    sources = sum(max(0, cents) for cents in sums.values())
    if register < 0:
        return max(0, sources + register)
    return sources + max(0, register + sum(min(0, cents) for cents in sums.values()))


@dataclass
class Ledger:
    """What counts for a person in one limitation year, and what the two sources disagree about."""

    year: Year
    opening: OpeningRow | None
    entries: list[Entry] = field(default_factory=list)
    pay: list[Pay] = field(default_factory=list)
    corrections: list[Posting] = field(default_factory=list)
    held: dict[tuple[date, str], int] = field(default_factory=dict)
    of_date: dict[tuple[date, str], int] = field(default_factory=dict)
    placed: list[Placed] = field(default_factory=list)
    money: bool = False
    posted_more: int = 0
    unreconciled: bool = False

    def total(self, kinds: Iterable[str], through: date) -> int:
        """Several kinds together, through a day."""
        return sum(kind_total(self.entries, kind, through) for kind in kinds)

    def paid(self, kind: str) -> int:
        """Employer money that pays what is owed: forfeitures allocated to the person do not."""
        counted = kind_total(self.entries, kind, self.year.last)
        return max(0, counted - sum(entry.cents for entry in self.entries if entry.kind == kind and entry.forfeiture))

    @property
    def told(self) -> Iterable[tuple[date, str]]:
        """The pay dates and kinds of which register or recordkeeper say a number, zero included."""
        return self.of_date.keys()

    def undated(self, kind: str) -> list[Placed]:
        """Money of a kind without a pay date, by the activities that pay what is owed."""
        paying = (*HELD, "true_up", "make_up")
        return [
            item
            for item in self.placed
            if item.kind == kind and item.pay_date is None and item.posting.activity in paying
        ]

    def compare(self, register: int, posted: int) -> None:
        """Hold one posted amount against one of the register."""
        if posted != register:
            self.unreconciled = True
            self.posted_more += max(0, posted - register)


def reversed_line(reversal: Posting, postings: Iterable[Posting]) -> Posting | None:
    """The contribution of the same source and the opposite amount that was posted latest, on an earlier day."""
    found = None
    for line in postings:
        if (
            line.activity == "contribution"
            and line.source == reversal.source
            and line.amount == -reversal.amount
            and line.posted_date < reversal.posted_date
            and (found is None or _latest_first(line) > _latest_first(found))
        ):
            found = line
    return found


def _latest_first(line: Posting) -> tuple[date, date, str]:
    return line.posted_date, line.pay_date or date.min, line.for_year or ""


def place(plan: PlanTerms, posting: Posting, postings: Iterable[Posting]) -> Placed:
    """A line belongs to the year it names, else to that of its date; a reversal has both of the line it reverses.

    A refund of excess deferrals that names nothing belongs to the calendar year before, when posted by the deadline.
    """
    pay_date, for_year, own = posting.pay_date, posting.for_year, posting.pay_date or posting.posted_date
    if posting.activity == "reversal" and pay_date is None and for_year is None:
        original = reversed_line(posting, postings)
        if original is not None:
            pay_date, for_year, own = original.pay_date, original.for_year, original.pay_date or original.posted_date
    deadline = date(posting.posted_date.year, *REFUND_DEADLINE)
    if posting.activity == "refund_402g" and pay_date is None and posting.posted_date <= deadline:
        own = date(posting.posted_date.year - 1, 12, 31)
    year = containing(plan, own) if for_year is None else named(plan, for_year, own)
    held = posting.activity in HELD and pay_date is not None and year.holds(own)
    return Placed(posting, year, year.nearest(own), pay_date, pay_date if held else None)


def newest_opening(openings: Iterable[OpeningRow], year: Year) -> OpeningRow | None:
    """The newest opening whose date lies in the year."""
    within = [opening for opening in openings if year.holds(opening.as_of)]
    return max(within, key=lambda opening: opening.as_of) if within else None


def ledger(person: Book, plan: PlanTerms, year: Year, at: date) -> Ledger:
    """One person's limitation year through `at`, from the rows that are known."""
    placed = [place(plan, posting, person.postings) for posting in person.postings]
    placed = [item for item in placed if item.year == year]
    lines = [line for line in person.payroll if year.holds(line.pay_date) and line.pay_date <= at]
    book = Ledger(year, newest_opening(person.openings, year))
    book.placed = placed
    book.corrections = [item.posting for item in placed]
    book.money = bool(placed or lines or book.opening)
    _count_pay(book, lines)
    for kind in KINDS:
        own = [item for item in placed if item.kind == kind]
        _count_register_or_posting(book, kind, lines, own)
        _add_what_stands_alone(book, kind, own)
    return book


def _count_pay(book: Ledger, lines: list[PayrollLine]) -> None:
    """Pay of each line; what the opening covers is the opening's."""
    if book.opening is not None:
        gross, eligible = book.opening.gross_compensation, book.opening.eligible_compensation
        book.pay.append(Pay(book.opening.as_of, gross, gross if eligible is None else eligible))
    for line in lines:
        if book.opening is None or line.pay_date > book.opening.as_of:
            book.pay.append(Pay(line.pay_date, line.gross_compensation, line.eligible))


def _count_register_or_posting(book: Ledger, kind: str, lines: list[PayrollLine], placed: list[Placed]) -> None:
    """For each pay date the register's number, else the posted one; before the opening's date the opening's."""
    register: dict[date, int] = {}
    posted: dict[date, int] = {}
    for line in lines:
        for cell in line.cells(kind):
            register[line.pay_date] = register.get(line.pay_date, 0) + cell
    for item in placed:
        if item.held_against is not None:
            posted[item.day] = posted.get(item.day, 0) + item.posting.addition
    book.held |= {(day, kind): cents for day, cents in posted.items()}
    book.of_date |= {(day, kind): cents for day, cents in {**posted, **register}.items()}
    covered_to = date.min
    cell_of_opening = book.opening.cell(kind) if book.opening is not None else None
    if book.opening is not None and cell_of_opening is not None:
        covered_to = book.opening.as_of
        book.entries.append(Entry(covered_to, kind, cell_of_opening))
        _check_against_opening(book, cell_of_opening, _through(register, covered_to), _through(posted, covered_to))
    for day in sorted({*register, *posted}):
        if day <= covered_to:
            continue
        if day in register:
            book.entries.append(Entry(day, kind, register[day]))
        else:
            of_day = [item.posting for item in placed if item.held_against is not None and item.day == day]
            book.entries += [Entry(day, kind, posting.addition, source=posting.source) for posting in of_day]
        if day in register and day in posted:
            book.compare(register[day], posted[day])


def _through(amounts: dict[date, int], last: date) -> int:
    return sum(cents for day, cents in amounts.items() if day <= last)


def _check_against_opening(book: Ledger, cell: int, register: int, posted: int) -> None:
    """Rows of the covered dates are only checked: more than the opening says is a difference, less is not."""
    if register > cell:
        book.unreconciled = True
    if posted > cell:
        book.compare(cell, posted)


def _add_what_stands_alone(book: Ledger, kind: str, placed: list[Placed]) -> None:
    """True-ups, make-ups and forfeitures, and money without a pay date or of another year: always added."""
    for item in placed:
        if item.held_against is None and item.posting.activity in (*HELD, *ADDED):
            forfeiture = item.posting.activity == "forfeiture"
            book.entries.append(Entry(item.day, kind, item.posting.addition, forfeiture, item.posting.source))
