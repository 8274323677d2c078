"""Who is paid in the simulated year, under which plan, and what comes that nobody could know."""

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Final

DOLLAR_LIMIT: Final = 72_000_00
DEFERRAL_LIMIT: Final = 24_500_00
PAY_CAP: Final = 360_000_00
CATCH_UP_AT_50: Final = 8_000_00
CATCH_UP_AT_60: Final = 11_250_00

LAST_DAY: Final = date(2026, 12, 31)
FAR: Final = date(2999, 1, 1)
MOVED: Final = {date(2026, 6, 19): date(2026, 6, 18), date(2026, 7, 3): date(2026, 7, 2)}
MOVED_AT_THE_END: Final = {date(2026, 12, 25): date(2026, 12, 24), date(2027, 1, 1): date(2026, 12, 31)}


def every_other_friday(first: date, count: int) -> tuple[date, ...]:
    """Pay dates by hand; Juneteenth, 3 July, Christmas and New Year's Day are holidays, paid the day before."""
    fridays = [first + timedelta(days=14 * number) for number in range(count)]
    return tuple((MOVED | MOVED_AT_THE_END).get(day, day) for day in fridays)


@dataclass(frozen=True)
class Person:
    """Somebody who does as the report suggests. `on_file`: deferrals are in the elections, else only in payroll."""

    employee_id: str
    birth_date: str
    pay: int
    pre_tax: Fraction
    roth: Fraction = Fraction(0)
    hce: bool = False
    on_file: bool = True

    @property
    def catch_up(self) -> int:
        """26 USC 414(v)(2)(B), (E): by the age reached in 2026."""
        age = 2026 - int(self.birth_date[:4])
        return CATCH_UP_AT_60 if 60 <= age <= 63 else CATCH_UP_AT_50 if age >= 50 else 0


@dataclass(frozen=True)
class Shocks:
    """What the forecast of one person does not know until it has happened.

    `raises`: the pay from a date on. `varies`: pay differs on every date by up to this share. `runs`: pay on dates that
    are in no calendar. `match_late_by`: days until the match is posted; payroll then does not say it.
    `leaves_after`: the last pay date. `defers_from`: another pre-tax rate from a date on.
    """

    raises: tuple[tuple[date, int], ...] = ()
    varies: Fraction = Fraction(0)
    runs: tuple[tuple[date, int], ...] = ()
    match_late_by: int = 0
    leaves_after: date = FAR
    defers_from: tuple[date, Fraction] | None = None


NO_SHOCK: Final = Shocks()


@dataclass(frozen=True)
class Employer:
    """A plan, its pay dates, its people, and what happens to each of them in a rough year."""

    name: str
    pay_dates: tuple[date, ...]
    tiers: tuple[tuple[Fraction, Fraction], ...]
    people: tuple[Person, ...]
    rough: dict[str, Shocks]
    matches_after_tax: bool = False
    trues_up: bool = False
    match_cap: int | None = None
    nonelective: Fraction = Fraction(0)
    nonelective_at_year_end: bool = False
    spills: bool = False
    max_rate: Fraction = Fraction(1)
    hce_max_rate: Fraction = Fraction(1)
    max_dollars: int | None = None
    step: Fraction = Fraction(1, 100)
    terms: str = ""

    def highest_rate(self, person: Person) -> Fraction:
        """The plan's after-tax rate for the person."""
        return min(self.max_rate, self.hce_max_rate) if person.hce else self.max_rate

    def plan_text(self) -> str:
        """plan.toml, as the sponsor wrote it."""
        return f"""
[plan]
id = "{self.name}"
name = "A simulated year"

[pay_calendar]
frequency = "biweekly"
anchor = {self.pay_dates[0]}
{self.terms}"""


def percent(number: int) -> Fraction:
    return Fraction(number, 100)


CAPPED: Final = Employer(
    name="capped",
    pay_dates=every_other_friday(date(2026, 1, 2), 27),
    tiers=((percent(100), percent(3)), (percent(50), percent(5))),
    nonelective=percent(2),
    max_rate=percent(40),
    hce_max_rate=percent(10),
    max_dollars=45_000_00,
    terms="""
[after_tax]
max_rate = 0.40
hce_max_rate = 0.10
max_dollars = 45000
[match]
tiers = [{ rate = 1.0, up_to = 0.03 }, { rate = 0.5, up_to = 0.05 }]
[nonelective]
rate = 0.02
""",
    people=(
        Person("raised", "1981-05-05", 4_000_00, percent(6)),
        Person("bonus", "1965-03-01", 12_000_00, percent(20), hce=True),
        Person("leaver", "1974-08-08", 15_000_00, percent(10), percent(5)),
        Person("hourly", "1996-02-02", 1_500_00, percent(10), on_file=False),
        Person("late", "1986-11-30", 8_000_00, percent(0), percent(8)),
    ),
    rough={
        "raised": Shocks(raises=((date(2026, 7, 17), 5_000_00),)),
        "bonus": Shocks(runs=((date(2026, 9, 15), 80_000_00),)),
        "leaver": Shocks(leaves_after=date(2026, 10, 9)),
        "hourly": Shocks(varies=percent(20)),
        "late": Shocks(match_late_by=30),
    },
)

MATCHED: Final = Employer(
    name="matched",
    pay_dates=every_other_friday(date(2026, 1, 9), 26),
    tiers=((percent(50), percent(10)),),
    matches_after_tax=True,
    match_cap=15_000_00,
    terms="""
[match]
tiers = [{ rate = 0.5, up_to = 0.10 }]
dollar_cap = 15000
sources = ["pre_tax", "roth", "after_tax"]
""",
    people=(
        Person("raised", "1986-04-04", 9_000_00, percent(5)),
        Person("extra", "1971-12-31", 6_000_00, percent(0), percent(4), on_file=False),
        Person("leaver", "1998-01-15", 20_000_00, percent(3)),
        Person("hourly", "1979-09-09", 2_000_00, percent(10)),
    ),
    rough={
        "raised": Shocks(raises=((date(2026, 5, 1), 9_900_00), (date(2026, 10, 2), 11_000_00))),
        "extra": Shocks(runs=((LAST_DAY, 6_000_00),)),
        "leaver": Shocks(leaves_after=date(2026, 6, 26)),
        "hourly": Shocks(varies=percent(25)),
    },
)

TRUED_UP: Final = Employer(
    name="trued_up",
    pay_dates=every_other_friday(date(2026, 1, 9), 26),
    tiers=((percent(100), percent(4)),),
    trues_up=True,
    nonelective=percent(3),
    nonelective_at_year_end=True,
    spills=True,
    step=Fraction(1, 200),
    terms="""
[deferrals]
spillover = true
[after_tax]
election_step = 0.005
[match]
tiers = [{ rate = 1.0, up_to = 0.04 }]
timing = "annual_true_up"
[nonelective]
rate = 0.03
timing = "year_end"
""",
    people=(
        Person("early", "1964-07-04", 11_000_00, percent(15)),
        Person("bonus", "1982-06-01", 10_000_00, percent(12), on_file=False),
        Person("late", "1975-02-28", 5_000_00, percent(0), percent(6)),
        Person("defers", "1991-10-10", 7_000_00, percent(5), on_file=False),
        Person("leaver", "1969-04-01", 2_500_00, percent(5)),
    ),
    rough={
        "early": Shocks(raises=((date(2026, 12, 24), 13_000_00),)),
        "bonus": Shocks(runs=((date(2026, 11, 16), 50_000_00),)),
        "late": Shocks(match_late_by=30),
        "defers": Shocks(defers_from=(date(2026, 8, 7), percent(20))),
        "leaver": Shocks(leaves_after=date(2026, 7, 24)),
    },
)

EMPLOYERS: Final = (CAPPED, MATCHED, TRUED_UP)
