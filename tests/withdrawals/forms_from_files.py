"""The Forms 1099-R of a year from a plan's raw CSVs, in exact fractions: a second way to the report forms_1099r.

Stands alone and imports nothing of the project: python -I forms_from_files.py INBOX YEAR prints the forms as CSV.
Every statement, posting and withdrawal is walked through in date order; the basis of a withdrawal is worked out from
the account it was taken from, and the recordkeeper's own figure of it is not read. It knows plans that keep after-tax
money as a contract of its own and have none from before 1987.
"""

import csv
import sys
from collections import defaultdict
from datetime import date
from fractions import Fraction
from pathlib import Path

BOXES = ("box_1", "box_2a", "box_4", "box_5")
COLUMNS = ("employee_id", "tax_year", "destination", *BOXES, "box_7")
WITHHELD = Fraction(20, 100)


def lines(inbox: Path, kind: str) -> list[dict[str, str]]:
    """Every line of a kind of file."""
    found: list[dict[str, str]] = []
    for path in sorted(inbox.glob(f"{kind}[-_]*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            found += csv.DictReader(file)
    return found


def half_up(amount: Fraction) -> Fraction:
    """To the cent."""
    return Fraction((amount * 200 + 1) // 2, 100)


class Account:
    """One person's after-tax money as it stands; amounts are dollars."""

    def __init__(self) -> None:
        self.value = self.basis = Fraction(0)

    def take(self, amount: Fraction) -> tuple[Fraction, Fraction]:
        """The basis in the amount, 72(e)(8), and what a whole account at a loss never recovers."""
        whole, basis = self.value, self.basis
        out = amount if basis > whole else half_up(amount * basis / whole)
        lost = basis - out if amount == whole else Fraction(0)
        self.value, self.basis = whole - amount, basis - out - lost
        return out, lost


def events(inbox: Path) -> dict[str, list[tuple[str, int, dict[str, str]]]]:
    """What happens to each account, by day; on one day postings come first and the statement last."""
    happens: dict[str, list[tuple[str, int, dict[str, str]]]] = defaultdict(list)
    for row in lines(inbox, "contributions"):
        if row["source"] == "after_tax":
            happens[row["employee_id"]].append((row["posted_date"], 0, row))
    for row in lines(inbox, "withdrawals"):
        happens[row["employee_id"]].append((row["date"], 1, row))
    for row in lines(inbox, "balances"):
        happens[row["employee_id"]].append((row["as_of"], 2, row))
    return {who: sorted(rows, key=lambda row: row[:2]) for who, rows in happens.items()}


def taken(inbox: Path) -> list[tuple[str, str, str, Fraction, Fraction, Fraction]]:
    """Each withdrawal: who, day, route, amount, its basis, and the basis never recovered."""
    out: list[tuple[str, str, str, Fraction, Fraction, Fraction]] = []
    for who, rows in events(inbox).items():
        account = Account()
        for day, what, row in rows:
            if what == 0:
                account.value += Fraction(row["amount"])
                account.basis += Fraction(row["amount"])
            elif what == 1:
                amount = Fraction(row["amount"])
                out.append((who, day, row["route"], amount, *account.take(amount)))
            else:
                account.value, account.basis = Fraction(row["after_tax_value"]), Fraction(row["after_tax_basis"])
    return out


def code(person: dict[str, str], day: str) -> str:
    """Box 7 of what is paid out. 72(t)(2)(A)(i) and (v)."""
    born, on = date.fromisoformat(person["birth_date"]), date.fromisoformat(day)
    if (on.year - born.year) * 12 + on.month - born.month - (on.day < born.day) >= 59 * 12 + 6:
        return "7"
    left = person.get("termination_date")
    return "2" if left and left < day and int(left[:4]) - born.year >= 55 else "1"


def forms(inbox: Path, year: str) -> list[dict[str, str]]:
    """One a person, destination and code."""
    people = {row["employee_id"]: row for row in lines(inbox, "census")}
    boxes: dict[tuple[str, str, str], dict[str, Fraction]] = defaultdict(lambda: dict.fromkeys(BOXES, Fraction(0)))
    at_a_loss: set[tuple[str, str, str]] = set()

    def add(form: tuple[str, str, str], *amounts: Fraction) -> None:
        for box, amount in zip(BOXES, amounts, strict=True):
            boxes[form][box] += amount

    nothing = Fraction(0)
    for who, day, route, amount, basis, lost in taken(inbox):
        gain = amount - basis
        if not day.startswith(year) or not amount:
            continue
        if route == "split":
            add((who, "roth_ira", "G"), basis, nothing, nothing, basis + lost)
            add((who, "traditional_ira", "G"), gain, nothing, nothing, nothing)
        elif route == "cash":
            add((who, route, code(people[who], day)), amount, gain, half_up(gain * WITHHELD), basis + lost)
        else:
            add((who, route, "G"), amount, nothing if route == "traditional_ira" else gain, nothing, basis + lost)
        if lost:
            at_a_loss.add((who, *{"split": ("roth_ira", "G"), "cash": ("cash", "1")}.get(route, (route, "G"))))
    return [
        {
            "employee_id": form[0],
            "tax_year": year,
            "destination": form[1],
            "box_1": dollars(made["box_1"]),
            "box_2a": "" if form in at_a_loss and not made["box_2a"] else dollars(made["box_2a"]),
            "box_4": dollars(made["box_4"]),
            "box_5": dollars(made["box_5"]) if made["box_5"] else "",
            "box_7": form[2],
        }
        for form, made in sorted(boxes.items())
        if made["box_1"]
    ]


def dollars(amount: Fraction) -> str:
    """With two decimals; there is never more."""
    cents = amount * 100
    assert cents.denominator == 1
    return f"{int(cents) // 100}.{int(cents) % 100:02}"


if __name__ == "__main__":
    writer = csv.DictWriter(sys.stdout, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(forms(Path(sys.argv[1]), sys.argv[2]))
