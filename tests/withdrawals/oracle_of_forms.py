"""Forms 1099-R and what is wrong with withdrawals, the slow way: one row at a time. Shares no code with the program."""

from collections.abc import Iterator
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from tests.oracle.years import on_the_day
from tests.withdrawals.books_of_accounts import Books, Row, of
from tests.withdrawals.oracle_of_accounts import Account, Standing, Withdrawn, effect
from tests.withdrawals.oracle_of_splits import Question, basis_part, half_up

DESTINATIONS = ("roth_ira", "traditional_ira", "in_plan_roth", "cash")
UNKNOWN_BIRTH_DATES = {date(1900, 1, 1), date(1950, 1, 1), date(1960, 1, 1)}
A_FIFTH = Fraction(1, 5)
SEPARATED_AT = 55
MONEY_BOXES = ("box_1", "box_2a", "box_4", "box_5", "box_10")
Form = dict[str, Any]


def tax_years(books: Books) -> tuple[int, int]:
    """The calendar year of the day looked at, and the one before."""
    at = min(books.as_of, books.year_end)
    return at.year - 1, at.year


def all_forms(books: Books) -> list[Form]:
    """Every form of the two years, in the report's order."""
    made: list[Form] = []
    for who in sorted({each["employee_id"] for each in books.withdrawals}):
        for year in tax_years(books):
            made += forms_of(books, who, year)
    return made


def forms_of(books: Books, who: str, year: int) -> list[Form]:
    """A person's forms of a year: one for each destination and code, the parts of all withdrawals added up."""
    parts = [part for day in withdrawn_in(books, who, year) for part in parts_of_day(books, who, day)]
    keys = {(part["destination"], part["box_7"]) for part in parts}
    made = []
    for destination, code in sorted(keys, key=lambda key: (DESTINATIONS.index(key[0]), key[1] or "")):
        mine = [part for part in parts if (part["destination"], part["box_7"]) == (destination, code)]
        form = added_up(mine)
        person = books.person(who)
        name = person["name"] if person else None
        if form["box_1"]:
            made.append(form | {"employee_id": who, "name": name, "tax_year": year})
    return made


def withdrawn_in(books: Books, who: str, year: int) -> list[Withdrawn]:
    """The days of the year with withdrawals."""
    return [each for each in Account(books, who).days if each.day.year == year]


def added_up(parts: list[Form]) -> Form:
    """One form of several parts. A loss leaves box 2a blank where nothing else on the form is taxable."""
    taxable, basis = sum(part["taxable"] for part in parts), sum(part["basis"] for part in parts)
    unrecovered = sum(part["unrecovered"] for part in parts)
    lost = any(part["lost"] for part in parts)
    return {
        "destination": parts[0]["destination"],
        "box_7": parts[0]["box_7"],
        "box_1": sum(part["amount"] for part in parts),
        "box_2a": None if lost and taxable == 0 else taxable,
        "box_4": sum(part["withheld"] for part in parts),
        "box_5": basis + unrecovered or None,
        "box_10": None,
        "box_11": None,
        "withdrawals": len(parts),
    }


def parts_of_day(books: Books, who: str, day: Withdrawn) -> list[Form]:
    """What each row of a day puts on a form; after a total loss one part carries the basis never recovered."""
    rows = [each for each in of(who, books.withdrawals) if each["date"] == day.day]
    parts = [part for row in rows for part in parts_of_row(row, books.person(who)) if part["amount"]]
    if day.lost and day.before and parts:
        carrying = next((part for part in parts if part["destination"] == "cash"), None)
        carrying = carrying or min(parts, key=lambda part: DESTINATIONS.index(part["destination"]))
        carrying["lost"], carrying["taxable"] = True, 0
        carrying["unrecovered"] = max(0, day.before.basis - sum(basis_of(row) for row in rows))
    return parts


def pretax_of(row: Row) -> int:
    """The part that was never taxed; of a withdrawal taken back the same, negative."""
    gained: int = row["amount"] - row["basis"]
    return max(0, gained) if row["amount"] >= 0 else min(0, gained)


def basis_of(row: Row) -> int:
    """The rest of it."""
    return int(row["amount"] - pretax_of(row))


def parts_of_row(row: Row, person: Row | None) -> Iterator[Form]:
    """Destination, amount and what of it is taxable or basis."""
    pretax, basis = pretax_of(row), basis_of(row)
    blank = {"box_7": "G", "withheld": 0, "unrecovered": 0, "lost": False}
    whole = blank | {"destination": row["route"], "amount": row["amount"], "taxable": pretax, "basis": basis}
    if row["route"] == "split":
        yield whole | {"destination": "roth_ira", "amount": basis, "taxable": 0}
        yield whole | {"destination": "traditional_ira", "amount": pretax, "taxable": 0, "basis": 0}
    elif row["route"] == "traditional_ira":
        yield whole | {"taxable": 0}
    elif row["route"] == "cash":
        withheld = half_up(A_FIFTH * abs(pretax))
        yield whole | {"box_7": code(person, row["date"]), "withheld": withheld if pretax > 0 else -withheld}
    else:
        yield whole


def code(person: Row | None, day: date) -> str | None:
    """7 from 59 years and six months on; before it 2 after leaving in or after the year of the age of 55, else 1."""
    born = person["birth_date"] if person else None
    if person is None or born is None or born in UNKNOWN_BIRTH_DATES:
        return None
    year, month = (born.year + 59, born.month + 6) if born.month <= 6 else (born.year + 60, born.month - 6)
    if day >= on_the_day(year, month, born.day):
        return "7"
    left, back = person["termination_date"], person["rehire_date"]
    gone = left is not None and left < day and not (back is not None and left < back <= day)
    return "2" if gone and left.year >= born.year + SEPARATED_AT else "1"


def wrong_taxable(books: Books) -> list[Form]:
    """withdrawal_taxable: what the feed calls taxable is not what its own amount and basis make it."""
    found = []
    for line, row in enumerate(books.withdrawals):
        counted = row["date"] <= books.as_of and row["date"].year in tax_years(books)
        if counted and row["taxable"] is not None:
            right = 0 if row["route"] in ("split", "traditional_ira") else pretax_of(row)
            if row["taxable"] != right:
                told = {"employee_id": row["employee_id"], "pay_date": row["date"], "source": row["route"]}
                found.append(told | {"expected": right, "actual": row["taxable"], "line": line})
    return found


def wrong_basis(books: Books) -> list[Form]:
    """withdrawal_basis: a day's basis is not the share that 72(e)(8) gives it, where the account before is known."""
    found = []
    for who in sorted({each["employee_id"] for each in books.withdrawals}):
        account = Account(books, who)
        for day in account.days:
            right = pro_rata(books, account, day) if day.day.year in tax_years(books) else None
            rows = sum(each["date"] == day.day for each in account.withdrawals)
            before = exactly_before(account, day)
            fed = day.basis
            if before and before.basis > before.value == day.amount and books.plan.on(day.day)["separate_contract"]:
                fed = min(fed, day.amount)  # the rest of the basis is box 5's, of a total withdrawal at a loss
            if right is not None and abs(fed - right) > rows - 1:
                told = {"employee_id": who, "pay_date": day.day, "source": "after_tax"}
                found.append(told | {"expected": right, "actual": fed})
    return found


def pretax_in_cash(books: Books) -> list[Form]:
    """withdrawal_basis of what was paid out: direct rollovers of the same day have place for its pre-tax money."""
    found = []
    for who in sorted({each["employee_id"] for each in books.withdrawals}):
        for day in sorted({each["date"] for each in of(who, books.withdrawals)}):
            rows = [each for each in of(who, books.withdrawals) if each["date"] == day]
            cash = [each for each in rows if each["route"] == "cash"]
            if day > books.as_of or day.year not in tax_years(books) or any(each["amount"] < 0 for each in rows):
                continue
            direct = sum(each["amount"] for each in rows) - sum(each["amount"] for each in cash)
            may_be = max(0, sum(pretax_of(each) for each in rows) - direct)
            if sum(pretax_of(each) for each in cash) > may_be:
                right = sum(each["amount"] for each in cash) - may_be
                fed = sum(basis_of(each) for each in cash)
                told = {"employee_id": who, "pay_date": day, "source": "cash", "expected": right, "actual": fed}
                found.append(told | {"line": books.withdrawals.index(cash[0])})
    return found


def pro_rata(books: Books, account: Account, day: Withdrawn) -> int | None:
    """The basis of a day's withdrawals; None where the account just before them is not known exactly."""
    before = exactly_before(account, day)
    terms = books.plan.on(day.day)
    if before is None or before.basis < 0 or not 0 < day.amount <= before.value:
        return None
    if not terms["separate_contract"] and (before.vested is None or before.vested < before.value):
        return None
    out, _ = basis_part(
        Question(
            basis=before.basis,
            value=before.value,
            amount=day.amount,
            pre_1987_basis=max(0, min(before.old, before.basis)) if terms["pre_1987_first"] else 0,
            vested_balance=None if terms["separate_contract"] else before.vested,
        )
    )
    return out


def exactly_before(account: Account, day: Withdrawn) -> Standing | None:
    """From a statement of the same day and what was taken on it, else from one of the day before and the postings."""
    statements = account.statements if account.stated else []
    same = [each for each in statements if each["as_of"] == day.day]
    eve = [each for each in statements if each["as_of"] == day.day - timedelta(days=1)]
    if same:
        told = account.standing(same[0])
        vested = None if told.vested is None else told.vested + day.amount
        old = day.before.old if day.before else (told.old + day.amount if told.old > 0 else 0)
        return Standing(told.value + day.amount, told.basis + day.basis, old, vested)
    if not eve:
        return None
    now = account.standing(eve[0])
    for each in account.postings:
        if each["posted_date"] == day.day:
            now = now.plus(*effect(each))
    return now
