"""A recordkeeper who converts after-tax money every month: its statements and withdrawals beside a plan's postings.

It knows the accounts in exact fractions of its own and imports nothing of the project. Every person has their own
share, route and luck, drawn from their place in the list and the month.
"""

import calendar
import csv
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from pathlib import Path

CONVERTS_ON = 5
SHARES = (1, 2, 1, 3, 1)
ROUTES = ("roth_ira", "split", "in_plan_roth", "cash", "traditional_ira", "split", "in_plan_roth")
STATEMENT = ("employee_id", "as_of", "after_tax_basis", "after_tax_value", "vested_balance")
WITHDRAWAL = ("employee_id", "date", "amount", "basis", "route")


class Kept:
    """One account in whole cents."""

    def __init__(self, place: int) -> None:
        self.place = place
        self.basis, self.value = ((place * 71_301) % 2_000_000, (place * 90_107) % 2_600_000) if place % 3 else (0, 0)

    def grow(self, month: int) -> None:
        """By -1% to 2%, the same every time."""
        self.value += self.value * ((self.place * 37 + month * 91) % 301 - 100) // 10_000

    def convert(self, month: int) -> tuple[int, int] | None:
        """The amount and the basis in it."""
        amount = self.value // SHARES[(self.place + month) % len(SHARES)]
        if amount <= 0:
            return None
        exact = Fraction(amount * self.basis, self.value)
        basis = amount if self.basis > self.value else (2 * exact + 1) // 2
        emptied = amount == self.value
        self.value, self.basis = self.value - amount, 0 if emptied else self.basis - basis
        return amount, basis


def postings(inbox: Path) -> dict[str, dict[str, int]]:
    """What was posted to each account by day, in cents."""
    posted: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for path in sorted(inbox.glob("contributions*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                if row["source"] == "after_tax":
                    posted[row["employee_id"]][row["posted_date"]] += round(Fraction(row["amount"]) * 100)
    return posted


def write_year(inbox: Path, year: int) -> None:
    """The year's files: a statement at each month's end, and on each fifth a conversion of everybody's account."""
    posted = postings(inbox)
    accounts = {who: Kept(place) for place, who in enumerate(sorted(posted))}
    state(inbox, accounts, date(year - 1, 12, 31))
    done: dict[str, str] = dict.fromkeys(accounts, "")
    for month in range(1, 13):
        converts, ends = date(year, month, CONVERTS_ON), date(year, month, calendar.monthrange(year, month)[1])
        post(accounts, posted, done, converts)
        rows = []
        for who, account in accounts.items():
            if parts := account.convert(month):
                route = ROUTES[(account.place + month) % len(ROUTES)]
                rows.append((who, converts, plain(parts[0]), plain(parts[1]), route))
        write(inbox / f"withdrawals_{converts}.csv", WITHDRAWAL, rows)
        post(accounts, posted, done, ends)
        for account in accounts.values():
            account.grow(month)
        state(inbox, accounts, ends)


def post(accounts: dict[str, Kept], posted: dict[str, dict[str, int]], done: dict[str, str], until: date) -> None:
    """What was posted since the last time."""
    for who, account in accounts.items():
        more = sum(cents for day, cents in posted[who].items() if done[who] < day <= until.isoformat())
        account.value, account.basis, done[who] = account.value + more, account.basis + more, until.isoformat()


def state(inbox: Path, accounts: dict[str, Kept], day: date) -> None:
    rows = [
        (who, day, plain(account.basis), plain(account.value), plain(account.value + 10_000_000))
        for who, account in accounts.items()
    ]
    write(inbox / f"balances_{day}.csv", STATEMENT, rows)


def write(path: Path, columns: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


def plain(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02}"
