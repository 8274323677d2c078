"""One person of the cast: the rows they have in each feed, as text, and what they show."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from megaroth.limits import Limits
from megaroth.money import plain
from megaroth.sample.days import SALARIED, Days, posted_on
from megaroth.sample.pay import FIRST_TIER, SECOND_TIER

Row = dict[str, str | None]
Taken = tuple[str, date, str, int, int, int]
"""As `forms.TAKEN` names it."""

HALF: Final = 13
"""Biweekly pay dates in the first half of the year: what the cast shows has happened by then."""
FROM_PAY: Final = ("pre_tax", "roth", "after_tax", "match")


@dataclass(frozen=True)
class Scene:
    """The year the cast plays in."""

    days: Days
    limits: Limits

    @property
    def year(self) -> int:
        return self.days.year

    @property
    def dates(self) -> list[date]:
        """The biweekly pay dates."""
        return self.days.pay_dates[SALARIED]

    def limit(self, name: str) -> int:
        return self.limits.cents(name, self.year)

    def catch_up(self, age: int) -> int:
        """The catch-up limit at an age reached by 31 December. 414(v)(2)."""
        statute = self.limits.statute
        if age < statute.catch_up_age:
            return 0
        higher = self.limits.find("catch_up_60_63", self.year)
        if higher and statute.higher_catch_up_first_age <= age <= statute.higher_catch_up_last_age:
            return higher
        return self.limit("catch_up_50")

    def match(self, deferred: int, plan_pay: int) -> int:
        """The match of a pay date in cents, half up."""
        tiers = sum(min(deferred * 100, plan_pay * share) for share in (FIRST_TIER, SECOND_TIER))
        return (tiers + 100) // 200

    def opened(self, place: int) -> date:
        """The first business day of a month, when the month's census comes."""
        return self.days.month_starts[place - 1]


@dataclass(frozen=True)
class Pay:
    """A pay date of one person in cents. Without a number the match is what the plan says."""

    gross: int
    pre_tax: int = 0
    roth: int = 0
    after_tax: int = 0
    match: int | None = None


@dataclass
class Member:
    """Who it is, and rows by feed: payroll comes on its pay date, a posting when posted, others on the day they say."""

    employee_id: str
    first_name: str
    last_name: str
    shows: str
    age: int
    finding: str = ""
    born: tuple[int, int] = (5, 14)
    hired: date | None = None
    group: str = SALARIED
    since: date | None = None
    said: Row = field(default_factory=dict)
    """The census's further columns."""
    census: list[tuple[int, Row]] = field(default_factory=list)
    """The month whose census holds a row, and the row."""
    payroll: list[Row] = field(default_factory=list)
    postings: list[Row] = field(default_factory=list)
    corrections: list[Row] = field(default_factory=list)
    balances: list[Row] = field(default_factory=list)
    withdrawals: list[Row] = field(default_factory=list)
    taken: list[Taken] = field(default_factory=list)
    """The same withdrawals in cents, for the Forms 1099-R."""
    form_says: Row = field(default_factory=dict)
    """Boxes of the recordkeeper's Form 1099-R that are wrong."""
    elections: list[Row] = field(default_factory=list)
    opening: list[Row] = field(default_factory=list)

    def row(self, scene: Scene, month: int = 1, **changes: str | None) -> None:
        """A row in a month's census."""
        hired = self.hired or date(scene.year - 8, 3, 5)
        month_born, day_born = self.born
        known: Row = {
            "employee_id": self.employee_id,
            "first_name": self.first_name,
            "last_name": self.last_name,
            "ssn": f"666-00-{1000 + int(self.employee_id[1:]):04d}",
            "birth_date": date(scene.year - self.age, month_born, day_born).isoformat(),
            "hire_date": hired.isoformat(),
            "pay_group": self.group or None,
        }
        self.census.append((month, known | self.said | changes))

    def paid(self, scene: Scene, amounts: Callable[[int], Pay], dates: Sequence[date] | None = None) -> None:
        """Lines and postings of the pay dates; the place of a pay date counts from 0 in its calendar's year."""
        every = scene.days.pay_dates[self.group]
        plan_pay = 0
        for place, day in enumerate(every):
            if dates is not None and day not in dates:
                continue
            paid = amounts(place)
            capped = min(paid.gross, max(scene.limit("compensation") - plan_pay, 0))
            plan_pay += capped
            match = scene.match(paid.pre_tax + paid.roth, capped) if paid.match is None else paid.match
            self.line(day, Pay(paid.gross, paid.pre_tax, paid.roth, paid.after_tax, match))

    def line(self, day: date, paid: Pay, run_type: str = "regular") -> None:
        """A register line and the postings that follow it."""
        cents = dict(zip(FROM_PAY, (paid.pre_tax, paid.roth, paid.after_tax, paid.match or 0), strict=True))
        row: Row = {
            "employee_id": self.employee_id,
            "pay_date": day.isoformat(),
            "gross_compensation": plain(paid.gross),
            "run_type": run_type,
        }
        taken: Row = {kind: plain(amount) for kind, amount in cents.items()}
        self.payroll.append(row | taken)
        for kind, amount in cents.items():
            if amount:
                self.postings.append(self.posting(posted_on(day), kind, amount, day))

    def posting(self, day: date, source: str, amount: int, pay_date: date | None, **more: str | None) -> Row:
        serial = 1 + len(self.postings) + len(self.corrections)
        row: Row = {
            "employee_id": self.employee_id,
            "posted_date": day.isoformat(),
            "source": source,
            "amount": plain(amount),
            "pay_date": pay_date.isoformat() if pay_date else None,
            "transaction_id": f"T{day:%m%d}{self.employee_id}-{serial:03d}",
        }
        return row | more

    def elects(self, day: date, **said: str | None) -> None:
        row: Row = {"employee_id": self.employee_id, "effective_date": day.isoformat()}
        self.elections.append(row | said)

    def elects_what_is_taken(self) -> None:
        """Dollars a pay date as the register has them, with a new election where they change for more than rounding."""
        last: tuple[int, ...] | None = None
        for row in self.payroll:
            if row["run_type"] != "regular":
                continue
            now = tuple(int((row[kind] or "0").replace(".", "")) for kind in FROM_PAY[:3])
            if last is None or any(abs(new - old) > 100 for new, old in zip(now, last, strict=True)):
                cells = {f"{kind}_amount": plain(cents) for kind, cents in zip(FROM_PAY[:3], now, strict=True)}
                self.elects(date.fromisoformat(row["pay_date"] or ""), **cells)
                last = now


def spread(total: int, dates: int = HALF) -> Callable[[int], int]:
    """Cents of a total on each of its first dates, the odd cents on the first of them; nothing later."""
    each, odd = divmod(total, dates)
    return lambda place: 0 if place >= dates else each + (1 if place < odd else 0)


def days_before(day: date, days: int) -> date:
    return day - timedelta(days=days)
