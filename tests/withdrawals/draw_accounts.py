"""Random small books of after-tax accounts: days about every edge, statements that mostly agree with what moved."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from schemas import words
from tests.oracle.years import on_the_day
from tests.withdrawals.books_of_accounts import DEFAULTS, Books, PlanOfAccounts, Row
from tests.withdrawals.oracle_of_splits import Question, basis_part

Draw = Callable[..., Any]
KINDS = ("balances", "postings", "withdrawals", "openings", "payroll")
PEOPLE = ("E1", "E2", "E3")
SEEN_FROM = (date(2026, 6, 30), date(2026, 2, 28), date(2025, 12, 31), date(2026, 1, 1), date(2024, 2, 29))
FIFTY_MILLION = 50_000_000_00
BORN = (None, date(1900, 1, 1), date(1960, 1, 1), date(1957, 3, 31), date(1962, 12, 31), date(1968, 2, 29))
ODD_POSTINGS = tuple(each for each in words.ACTIVITIES if each != "contribution")


def one_in(number: int) -> st.SearchStrategy[bool]:
    """True once in so many times."""
    return st.sampled_from([False] * (number - 1) + [True])


def days_about(as_of: date) -> list[date]:
    """Both sides of the turn of two years, of the as-of date, of a month end and of a few weeks ago."""
    turn, lately = date(as_of.year, 1, 1), [0, 1, 2, 14, 15, 30, 31, 59, 90]
    days = {turn - timedelta(days=number) for number in (0, 1, 2, 20)}
    days |= {as_of - timedelta(days=number) for number in lately}
    days |= {date(as_of.year - 1, 1, 1), date(as_of.year - 1, 6, 30), date(as_of.year - 2, 12, 31)}
    days |= {date(as_of.year - 1, 11, 30), date(as_of.year - 2, 3, 31), date(as_of.year - 3, 6, 30)}
    days |= {as_of + timedelta(days=1)}
    return sorted(days)


@dataclass
class Drawn:
    """The rows drawn so far, and the account of one person as the rows so far make it."""

    draw: Draw
    as_of: date
    plan: PlanOfAccounts
    rows: dict[str, list[Row]] = field(default_factory=lambda: {kind: [] for kind in KINDS})
    who: str = ""
    value: int = 0
    basis: int = 0
    vested_more: int | None = None

    def add(self, kind: str, **cells: object) -> None:
        """A row of the person."""
        self.rows[kind].append({"employee_id": self.who, **cells})

    def stated(self) -> set[date]:
        """The days of the person's statements."""
        return {row["as_of"] for row in self.rows["balances"] if row["employee_id"] == self.who}

    def amount(self) -> int:
        """Some cents, seldom none, seldom millions."""
        drawn: int = self.draw(st.sampled_from([500_00, 1000_00]) | st.integers(1, 1000_00) | st.integers(0, 3))
        return drawn * 50_000 if self.draw(one_in(40)) else drawn


@st.composite
def plans(draw: Draw, as_of: date) -> PlanOfAccounts:
    """One bound alone, perhaps lifted ahead; or several, perhaps changed about the as-of date."""
    about = st.sampled_from([as_of + timedelta(days=number) for number in (-1, 0, 1, 100)])
    shut = draw(about) if draw(one_in(8)) else None
    if draw(one_in(2)):
        bound = draw(st.sampled_from(["per_year", "per_year", *ALONE]))
        lifted = [(as_of + timedelta(days=20), {bound: DEFAULTS[bound]})] if draw(one_in(3)) else []
        return PlanOfAccounts({bound: ALONE[bound]}, lifted, shut)
    amendments = []
    ahead = st.sampled_from([as_of + timedelta(days=number) for number in (-30, 0, 1, 20, 200, 400)])
    for day in sorted(draw(st.sets(ahead, max_size=2))):
        changed = {name: draw(strategy) for name, strategy in BOUNDS.items() if draw(one_in(4))}
        if changed:
            amendments.append((day, changed))
    return PlanOfAccounts(
        terms={name: draw(strategy) for name, strategy in BOUNDS.items() if draw(st.booleans())},
        amendments=amendments,
        roth_shut_from=shut,
        year_starts=(7, 1) if draw(one_in(6)) else (1, 1),
    )


ALONE = {"in_service": False, "per_year": 1, "months_between": 6, "minimum": 1000_00}
BOUNDS: dict[str, st.SearchStrategy[Any]] = {
    "in_service": st.sampled_from([True, True, True, True, False]),
    "in_plan_roth": st.booleans(),
    "per_year": st.sampled_from([0, 1, 1, 1, 2, 3]),
    "months_between": st.sampled_from([0, 1, 3, 6, 12, 24]),
    "minimum": st.sampled_from([0, 0, 1, 500_00, 1000_00]),
    "separate_contract": st.sampled_from([True, True, False]),
    "pre_1987_first": st.sampled_from([False, False, True]),
    "sweep_days": st.sampled_from([0, 14, 30, 59, 90]),
}


@st.composite
def books(draw: Draw) -> Books:
    """Up to three people; some without a statement, some without a census row."""
    as_of = draw(st.sampled_from(SEEN_FROM))
    drawn = Drawn(draw, as_of, draw(plans(as_of)))
    for who in draw(st.sampled_from([PEOPLE[:1], PEOPLE[:2], PEOPLE[:2], PEOPLE])):
        drawn.who, drawn.value, drawn.basis, drawn.vested_more = who, 0, 0, None
        draw_account(drawn)
        draw_register(drawn)
        draw_openings(drawn)
    people = [draw(persons(as_of)) | {"employee_id": who} for who in PEOPLE if not draw(one_in(8))]
    return Books(**drawn.rows, forms=(), persons=people, plan=drawn.plan, as_of=as_of, finished_year=draw(one_in(8)))


def draw_account(drawn: Drawn) -> None:
    """A history: what happens on each of a few days, in the order of the days."""
    draw = drawn.draw
    if draw(one_in(3)):
        drawn.vested_more = draw(st.sampled_from([0, 1, 5000_00]))
    if draw(one_in(6)):
        drawn.value = drawn.basis = 2000_00  # older than the plan's files
    days = draw(st.lists(st.sampled_from(days_about(drawn.as_of)), min_size=1, max_size=8))
    happens = [(day, draw(st.sampled_from(TURNS))) for day in days]
    happens.append((min(days), a_contribution))
    for day, turn in sorted(happens, key=lambda each: (each[0], TURNS.index(each[1]))):
        turn(drawn, day)
    if not drawn.stated() and not draw(one_in(8)):
        early = min(days) - timedelta(days=1)
        drawn.add("balances", as_of=early, **stated_cells(0, 0, drawn.vested_more))


def a_contribution(drawn: Drawn, day: date) -> None:
    """The person's own money, mostly tied to a pay date."""
    draw, cents = drawn.draw, drawn.amount()
    pay_date = draw(st.sampled_from([None, day, day - timedelta(days=1), day - timedelta(days=3)]))
    for_year = str(day.year) if draw(one_in(12)) else None
    cells = {"source": "after_tax", "activity": "contribution", "earnings": None, "for_year": for_year}
    drawn.add("postings", posted_date=day, amount=cents, pay_date=pay_date, **cells)
    drawn.value, drawn.basis = drawn.value + cents, drawn.basis + cents


def another_posting(drawn: Drawn, day: date) -> None:
    """Any activity, any source; the account moves as the table of the law says, which the oracle works out."""
    draw, cents = drawn.draw, drawn.draw(st.integers(0, 300_00))
    activity = draw(st.sampled_from(ODD_POSTINGS))
    sign = -1 if activity in (*words.MONEY_OUT, "forfeited") else 1
    earned = draw(st.none() | st.integers(0, cents))
    source = draw(st.sampled_from(["after_tax"] * 4 + ["roth"]))
    cells = {"posted_date": day, "source": source, "activity": activity, "pay_date": draw(st.sampled_from([None, day]))}
    drawn.add(
        "postings", amount=sign * cents, earnings=None if earned is None else sign * earned, for_year=None, **cells
    )
    if source == "after_tax" and activity not in ("catch_up_adp", "in_plan_roth"):
        drawn.value += sign * cents
        if activity not in ("forfeiture", "forfeited", "loan_repayment", "restorative"):
            drawn.basis += sign * (cents - (earned or 0))


def a_market(drawn: Drawn, day: date) -> None:
    """The value goes up or down; nothing is said about it until the next statement."""
    drawn.value = max(0, drawn.value + drawn.draw(st.sampled_from([-400_00, -100_00, -1, 1, 50_00, 600_00])))


def a_withdrawal(drawn: Drawn, day: date) -> None:
    """All of the account or a part; now and then with a statement of the same day or of the day before."""
    draw, held = drawn.draw, max(0, drawn.value)
    if draw(one_in(4)):
        a_statement(drawn, day - timedelta(days=1))
    wanted = draw(st.sampled_from([held, held // 2, held // 2, held // 3, 1]))
    if draw(one_in(12)):
        wanted = draw(st.sampled_from([0, held + 1]))
    withdraw(drawn, day, wanted)
    if draw(one_in(3)):
        a_statement(drawn, day)


def a_loss(drawn: Drawn, day: date) -> None:
    """The market falls, seen by a statement or not, and everything is taken; a statement of 0 follows or not."""
    draw = drawn.draw
    eve = day - timedelta(days=draw(st.sampled_from([1, 1, 5])))
    drawn.value = max(1, drawn.value - draw(st.sampled_from([1, 100_00, 400_00])))
    if draw(st.booleans()):
        a_statement(drawn, eve)
    elif draw(st.booleans()):
        drawn.value = max(1, drawn.value // 2)
    withdraw(drawn, day, drawn.value)
    after = draw(st.sampled_from([None, None, 0, 0, 1, 3]))
    if after is not None:
        a_statement(drawn, day + timedelta(days=after))


def withdraw(drawn: Drawn, day: date, wanted: int) -> None:
    """So many cents, in one row or two, mostly with the basis the law gives them."""
    draw, right = drawn.draw, share(drawn, wanted)
    basis = draw(
        st.sampled_from([right, right, right, right, right + 1, max(0, right - 1), wanted, 0, max(0, drawn.basis)])
    )
    portions = [(wanted, basis)]
    if draw(one_in(3)):
        portions = [(wanted // 2, basis // 2), (wanted - wanted // 2, basis - basis // 2)]
    for amount, its_basis in portions:
        route = draw(st.sampled_from([*words.ROUTES, "cash"]))
        taxable = draw(st.sampled_from([None, 0, max(0, amount - its_basis), 1]))
        drawn.add("withdrawals", date=day, amount=amount, basis=its_basis, route=route, taxable=taxable)
    drawn.value, drawn.basis = drawn.value - wanted, drawn.basis - basis
    if drawn.value == 0 and not draw(one_in(4)):
        drawn.basis = 0
    if draw(one_in(12)):
        taken_back = {"amount": -wanted, "basis": -basis, "route": "cash", "taxable": None}
        drawn.add("withdrawals", date=day + timedelta(days=draw(st.integers(0, 1))), **taken_back)


def share(drawn: Drawn, amount: int) -> int:
    """The basis of an amount, by the account alone."""
    if not 0 < amount <= drawn.value or drawn.basis < 0:
        return min(amount, max(0, drawn.basis))
    return basis_part(Question(basis=drawn.basis, value=drawn.value, amount=amount))[0]


def a_statement(drawn: Drawn, day: date) -> None:
    """What the recordkeeper says: mostly what the rows make, seldom something else; once a day."""
    if day in drawn.stated():
        return
    off = drawn.draw(st.sampled_from([0, 0, 0, 0, 0, 1, -1, 40_00]))
    drawn.value, drawn.basis = max(0, drawn.value), max(0, drawn.basis + off)
    old = drawn.draw(st.sampled_from([None, None, 0, drawn.basis // 3, drawn.basis]))
    drawn.add("balances", as_of=day, **stated_cells(drawn.value, drawn.basis, drawn.vested_more, old))


def stated_cells(value: int, basis: int, vested_more: int | None, old: int | None = None) -> Row:
    """The cells of a statement."""
    vested = None if vested_more is None else value + vested_more
    return {"after_tax_value": value, "after_tax_basis": basis, "pre_1987_basis": old, "vested_balance": vested}


TURNS = [a_contribution, a_contribution, a_contribution, another_posting, a_market, a_withdrawal, a_withdrawal, a_loss]
TURNS += [a_statement, a_statement, a_statement]


def draw_register(drawn: Drawn) -> None:
    """Payroll lines of pay dates that postings name, now and then of another amount, and of some that none names."""
    draw = drawn.draw
    for each in [row for row in drawn.rows["postings"] if row["employee_id"] == drawn.who and row["pay_date"]]:
        if draw(st.booleans()):
            more = draw(st.sampled_from([0, 0, 1, 100_00, -1]))
            drawn.add("payroll", pay_date=each["pay_date"], after_tax=max(0, each["amount"] + more))
    for day in draw(st.lists(st.sampled_from(days_about(drawn.as_of)), max_size=2)):
        drawn.add("payroll", pay_date=day, after_tax=draw(st.none() | st.integers(0, 500_00)))


def draw_openings(drawn: Drawn) -> None:
    """Seldom one, with or without a count of withdrawals."""
    for day in drawn.draw(st.sets(st.sampled_from(days_about(drawn.as_of)), max_size=2)):
        if drawn.draw(one_in(4)):
            count, after_tax = drawn.draw(st.sampled_from([None, 0, 1, 2])), drawn.draw(st.sampled_from([None, 0, 1]))
            drawn.add("openings", as_of=day, withdrawals_this_year=count, after_tax=after_tax)


@st.composite
def persons(draw: Draw, as_of: date) -> Row:
    """Somebody of the census: working, leaving soon, gone, back again; of an age that matters or none known."""
    about = [as_of + timedelta(days=number) for number in (-100, -31, -1, 0, 1, 40)]
    long_ago = [date(as_of.year - 2, 5, 31)] * 3
    left = draw(st.sampled_from([None] * 6 + [*long_ago, *about]))
    back = None
    if left and draw(one_in(4)):
        back = left + timedelta(days=draw(st.sampled_from([1, 30, 60])))
    return {
        "name": draw(st.sampled_from([None, "Ada Example"])),
        "hold": draw(st.sampled_from([None] * 8 + ["court order"])),
        "birth_date": draw(st.sampled_from([*BORN, *ages_about(as_of)])),
        "hire_date": date(2015, 1, 1),
        "termination_date": left,
        "rehire_date": back,
    }


def ages_about(as_of: date) -> Iterator[date]:
    """Birthdays that put the age of 59 1/2 or the year of the age of 55 next to the days drawn."""
    for day in days_about(as_of)[-6:]:
        year, month = (day.year - 59, day.month - 6) if day.month > 6 else (day.year - 60, day.month + 6)
        yield on_the_day(year, month, day.day)
    yield date(as_of.year - 55, 12, 31)
    yield date(as_of.year - 56, 1, 1)
    yield date(as_of.year - 54, 1, 1)
    yield date(as_of.year - 57, 12, 31)  # 55 in the year in which the first to leave left
    yield date(as_of.year - 58, 2, 28)
