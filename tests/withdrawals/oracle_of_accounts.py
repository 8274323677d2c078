"""The after-tax account as a ledger, the slow way: day by day, plain Python. Shares no code with the program."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from tests.withdrawals.books_of_accounts import ONE_DAY, Books, Row, of

OWN_MONEY = {
    *("contribution", "reversal", "true_up", "make_up", "rollover_in"),
    *("refund_402g", "refund_415", "refund_adp", "refund_acp"),
}
OTHER_MONEY = {"forfeiture", "forfeited", "loan_repayment", "restorative"}


@dataclass(frozen=True)
class Standing:
    """What an account holds at a moment."""

    value: int
    basis: int
    old: int
    vested: int | None

    def less(self, amount: int, basis: int) -> "Standing":
        """After a withdrawal."""
        vested = None if self.vested is None else self.vested - amount
        return Standing(self.value - amount, self.basis - basis, self.old - amount, vested)

    def plus(self, value: int, basis: int) -> "Standing":
        """After a posting."""
        vested = None if self.vested is None else self.vested + value
        return Standing(self.value + value, self.basis + basis, self.old, vested)


def effect(posting: Row) -> tuple[int, int]:
    """What a posting does to value and basis."""
    if posting["source"] != "after_tax":
        return 0, 0
    if posting["activity"] in OWN_MONEY:
        return posting["amount"], posting["amount"] - (posting["earnings"] or 0)
    return (posting["amount"], 0) if posting["activity"] in OTHER_MONEY else (0, 0)


@dataclass(frozen=True)
class Withdrawn:
    """All withdrawals of a person on a day; `before` is the account just before them, if any statement tells."""

    day: date
    amount: int
    basis: int
    before: Standing | None
    emptied: bool
    lost: bool
    unrecovered: int


class Account:
    """One person's rows up to the as-of date."""

    def __init__(self, books: Books, who: str) -> None:
        self.books, self.as_of = books, books.as_of
        self.statements = sorted(
            (each for each in of(who, books.balances) if each["as_of"] <= books.as_of), key=lambda each: each["as_of"]
        )
        self.postings = [each for each in of(who, books.postings) if each["posted_date"] <= books.as_of]
        self.withdrawals = [each for each in of(who, books.withdrawals) if each["date"] <= books.as_of]
        self.openings = [each for each in of(who, books.openings) if each["as_of"] <= books.as_of]
        self.stated = bool(self.statements)
        if not self.stated:
            self.statements = self._beginning(who)
        self.payroll = [each for each in of(who, books.payroll) if each["pay_date"] <= books.as_of]
        self.days: list[Withdrawn] = []
        for day in sorted({each["date"] for each in self.withdrawals}):
            self.days.append(self._withdrawn(day))

    def _beginning(self, who: str) -> list[Row]:
        """Nothing, the day before the first move; no row where an opening speaks of money posted elsewhere."""
        moved = [each["posted_date"] for each in self.postings if effect(each) != (0, 0)]
        moved += [each["date"] for each in self.withdrawals if (each["amount"], each["basis"]) != (0, 0)]
        if not moved or any((each["after_tax"] or 0) > 0 for each in self.openings):
            return []
        cells = {"after_tax_value": 0, "after_tax_basis": 0, "pre_1987_basis": None, "vested_balance": None}
        return [{"employee_id": who, "as_of": min(moved) - ONE_DAY, **cells}]

    def standing(self, statement: Row) -> Standing:
        """At the end of the statement's day."""
        return Standing(
            statement["after_tax_value"],
            statement["after_tax_basis"],
            statement["pre_1987_basis"] or 0,
            statement["vested_balance"],
        )

    def carried(self) -> Standing:
        """The newest statement and all that moved after it."""
        newest = self.statements[-1]
        return self._carry(newest, self.as_of, with_last_withdrawals=True)

    def before(self, day: date) -> Standing | None:
        """Just before a day's withdrawals, after its postings."""
        earlier = [each for each in self.statements if each["as_of"] < day]
        return self._carry(earlier[-1], day, with_last_withdrawals=False) if earlier else None

    def _carry(self, statement: Row, through: date, *, with_last_withdrawals: bool) -> Standing:
        now, day = self.standing(statement), statement["as_of"]
        while day < through:
            day += ONE_DAY
            for each in self.postings:
                if each["posted_date"] == day:
                    now = now.plus(*effect(each))
            if day == through and not with_last_withdrawals:
                break
            for each in self.withdrawals:
                if each["date"] == day:
                    now = now.less(each["amount"], each["basis"])
            now = now.plus(0, -self.closing(day))
        return now

    def closing(self, day: date) -> int:
        """Basis that a total withdrawal at a loss on the day takes away for good."""
        return sum(each.unrecovered for each in self.days if each.day == day)

    def _withdrawn(self, day: date) -> Withdrawn:
        rows = [each for each in self.withdrawals if each["date"] == day]
        amount, basis = sum(each["amount"] for each in rows), sum(each["basis"] for each in rows)
        before = self.before(day)
        emptied = before is not None and amount > 0 and (before.value == amount or self._stated_empty(day))
        separate = self.books.plan.on(day)["separate_contract"]
        lost = before is not None and emptied and separate and before.basis > amount
        unrecovered = max(0, before.basis - basis) if lost and before else 0
        return Withdrawn(day, amount, basis, before, emptied, lost, unrecovered)

    def _stated_empty(self, day: date) -> bool:
        """The first statement from the day on says 0, and nothing moved between."""
        later = [each for each in self.statements if each["as_of"] >= day]
        if not later or later[0]["after_tax_value"] != 0:
            return False
        through = later[0]["as_of"]
        moved = [each["posted_date"] for each in self.postings if effect(each) != (0, 0)]
        moved += [each["date"] for each in self.withdrawals if (each["amount"], each["basis"]) != (0, 0)]
        return not any(day < when <= through for when in moved)

    def basis_movements(self) -> list[tuple[date, int]]:
        """Everything that moves basis, closings included, in the order of days."""
        moves = [(each["posted_date"], effect(each)[1]) for each in self.postings]
        moves += [(each["date"], -each["basis"]) for each in self.withdrawals]
        moves += [(each.day, -each.unrecovered) for each in self.days]
        return sorted(move for move in moves if move[1] != 0)

    def base(self) -> Row | None:
        """The statement from which basis is recomputed, if there is one to trust."""
        new_year = date(self.books.year_start.year, 1, 1)
        older = [each for each in self.statements if each["as_of"] < new_year]
        if older:
            return older[-1]
        first = self.statements[0]
        return None if any(day <= first["as_of"] for day, _ in self.basis_movements()) else first

    def recomputed(self) -> tuple[int, int] | None:
        """R19: expected and stated basis, where there is something to compare."""
        base, newest = self.base(), self.statements[-1]
        if base is newest:
            return None
        since = base["as_of"] if base else date.min
        if any(since < opening["as_of"] <= newest["as_of"] for opening in self.openings):
            return None
        moved = sum(cents for day, cents in self.basis_movements() if since < day <= newest["as_of"])
        return (base["after_tax_basis"] if base else 0) + moved, newest["after_tax_basis"]

    def additions(self) -> list[tuple[date, int]]:
        """Basis that was posted after the base, oldest first."""
        base = self.base()
        since = base["as_of"] if base else date.min
        came_in = sorted((each["posted_date"], effect(each)[1]) for each in self.postings)
        return [(day, cents) for day, cents in came_in if cents > 0 and day > since]

    def waiting_since(self) -> date | None:
        """The day of the oldest money still there: the oldest leaves first, so the newest is what is left."""
        basis = self.carried().basis
        if basis <= 0:
            return None
        reached = 0
        for day, cents in reversed(self.additions()):
            reached += cents
            if reached >= basis:
                return day
        base = self.base()
        first: date = base["as_of"] if base else self.statements[0]["as_of"]
        return first if base else min([first, *(day for day, _ in self.additions())])

    def overdue(self) -> int:
        """R18: basis that waits longer than the plan's sweep days; 0 where there is no sweep."""
        sweep, since = self.books.plan.on(self.as_of)["sweep_days"], self.waiting_since()
        if not sweep or since is None or (self.as_of - since).days <= sweep:
            return 0
        lately = sum(cents for day, cents in self.additions() if (self.as_of - day).days <= sweep)
        return max(0, self.carried().basis - lately)

    def in_transit(self) -> int:
        """After-tax money that payroll has withheld and the recordkeeper has not posted."""
        first, last = self.books.year_start, self.books.year_end
        covered = [each["as_of"] for each in self.openings if first <= each["as_of"] <= last]
        after = max(covered) if covered else first - ONE_DAY
        held = [
            each
            for each in self.postings
            if each["source"] == "after_tax" and each["activity"] in ("contribution", "reversal")
        ]
        short = 0
        for day in {each["pay_date"] for each in self.payroll if each["pay_date"] > after}:
            register = sum(each["after_tax"] or 0 for each in self.payroll if each["pay_date"] == day)
            if register > 0:
                short += max(0, register - sum(each["amount"] for each in held if each["pay_date"] == day))
        undated = [each for each in held if each["pay_date"] is None and each["for_year"] is None]
        posted = sum(int(each["amount"]) for each in undated if each["posted_date"] > after)
        return max(0, short - posted)

    def withdrawals_this_year(self) -> int:
        """Those of the calendar year that stand; up to the newest opening's day they are what it says."""
        first = date(self.as_of.year, 1, 1)
        said = [each for each in self.openings if each["as_of"] >= first and each["withdrawals_this_year"] is not None]
        newest = max(said, key=lambda each: each["as_of"], default=None)
        after = newest["as_of"] if newest else first - ONE_DAY
        count = newest["withdrawals_this_year"] if newest else 0
        return int(count + sum(day > after for day in self.taken_for_good()))

    def taken_for_good(self) -> list[date]:
        """The days of withdrawals that were not taken back: each negative row undoes the newest of its amount."""
        left = [each for each in self.withdrawals if each["amount"] > 0]
        for back in [each for each in self.withdrawals if each["amount"] < 0]:
            alike = [each for each in left if each["amount"] == -back["amount"]]
            if alike:
                undone = max(alike, key=lambda each: each["date"])
                left = [each for each in left if each is not undone]
        return [each["date"] for each in left]

    def last_withdrawal(self) -> date | None:
        """The newest of any year; an opening that counts some speaks of its own day, the latest possible."""
        known = self.taken_for_good()
        known += [each["as_of"] for each in self.openings if (each["withdrawals_this_year"] or 0) > 0]
        return max(known, default=None)


def account_findings(books: Books, can_convert: dict[str, bool]) -> list[dict[str, Any]]:
    """R18 and R19: check, severity, employee, expected, actual; R19 with the line of the newest statement."""
    found = []
    for who in books.holders():
        account = Account(books, who)
        if not account.statements:
            continue
        now, told = account.carried(), account.recomputed()
        blank = {"employee_id": who, "source": "after_tax", "line": None, "pay_date": None}
        if min(now.value, now.basis) < 0:
            least = min(now.value, now.basis)
            last = max((each["date"] for each in account.withdrawals), default=None)
            found.append(
                blank | {"check": "R18", "severity": "error", "expected": 0, "actual": least, "pay_date": last}
            )
        if can_convert[who] and account.overdue() > 0:
            found.append(blank | {"check": "R18", "severity": "warning", "expected": 0, "actual": account.overdue()})
        if told and told[0] != told[1] and told[0] >= 0:
            statement = account.statements[-1]
            found.append(
                blank
                | {"check": "R19", "severity": "error", "expected": told[0], "actual": told[1]}
                | {"line": next(n for n, each in enumerate(books.balances) if each is statement)}
            )
    return found
