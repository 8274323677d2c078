"""What payroll really does: a loop over pay dates, one person at a time, exact fractions. It asks no forecast."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from tests.oracle.rounding import half_up
from tests.simulated_year.company import DEFERRAL_LIMIT, DOLLAR_LIMIT, PAY_CAP, Employer, Person


@dataclass(frozen=True)
class Line:
    """One person's pay of one date, with all that was contributed from it or to it."""

    day: date
    gross: int
    pre_tax: int
    roth: int
    after_tax: int
    match: int
    nonelective: int
    regular: bool = True

    @property
    def deferred(self) -> int:
        return self.pre_tax + self.roth


@dataclass(frozen=True)
class YearEnd:
    """A person's year under 415(c) and the plan's cap: what counts, without and with after-tax, and what may."""

    without_after_tax: int
    after_tax: int
    limit: int
    plan_cap: int | None

    @property
    def over(self) -> int:
        """Of either limit, the greater excess; negative: what is left."""
        of_law = self.without_after_tax + self.after_tax - self.limit
        return of_law if self.plan_cap is None else max(of_law, self.after_tax - self.plan_cap)


def line(
    employer: Employer,
    person: Person,
    before: Sequence[Line],
    day: date,
    gross: int,
    rate: Fraction,
    at_most: int | None = None,
) -> Line:
    """The next pay: deferrals stop at 402(g) and catch-up, after-tax money where pay ends, or at the most allowed."""
    left = max(0, DEFERRAL_LIMIT + person.catch_up - sum(past.deferred for past in before))
    wanted = half_up(person.pre_tax * gross), half_up(person.roth * gross)
    pre_tax = min(wanted[0], left, gross)
    roth = min(wanted[1], left - pre_tax, gross - pre_tax)
    after_tax = half_up(rate * gross)
    if employer.spills:
        up_to = int(employer.highest_rate(person) * gross)
        after_tax += min(sum(wanted) - pre_tax - roth, max(0, up_to - after_tax))
    after_tax = min(after_tax, gross - pre_tax - roth)
    if at_most is not None:
        after_tax = min(after_tax, at_most)
    counted = min(gross, max(0, PAY_CAP - sum(past.gross for past in before)))
    match = half_up(tiered(employer, pre_tax + roth + after_tax * employer.matches_after_tax, counted))
    if employer.match_cap is not None:
        match = min(match, employer.match_cap - sum(past.match for past in before))
    at_once = not employer.nonelective_at_year_end
    nonelective = half_up(employer.nonelective * counted) if at_once else 0
    return Line(day, gross, pre_tax, roth, after_tax, match, nonelective)


def tiered(employer: Employer, contributed: int, pay: int) -> Fraction:
    """The match formula: each tier's rate on what lies between its bounds of pay."""
    match, below = Fraction(0), Fraction(0)
    for rate, up_to in employer.tiers:
        match += rate * max(Fraction(0), min(Fraction(contributed), up_to * pay) - below * pay)
        below = up_to
    return match


def owed_at_year_end(employer: Employer, lines: Sequence[Line]) -> tuple[int, int]:
    """The true-up and the nonelective that come once the year is over."""
    pay = min(PAY_CAP, sum(paid.gross for paid in lines))
    true_up = 0
    if employer.trues_up:
        contributed = sum(paid.deferred + paid.after_tax * employer.matches_after_tax for paid in lines)
        true_up = max(0, half_up(tiered(employer, contributed, pay)) - sum(paid.match for paid in lines))
    return true_up, half_up(employer.nonelective * pay) if employer.nonelective_at_year_end else 0


def year_of(employer: Employer, person: Person, lines: Sequence[Line]) -> YearEnd:
    """The year of these lines under 415(c)(1), with 414(v): what is deferred beyond 402(g) is no addition."""
    pay = sum(paid.gross for paid in lines)
    deferred = sum(paid.deferred for paid in lines)
    employer_money = sum(paid.match + paid.nonelective for paid in lines) + sum(owed_at_year_end(employer, lines))
    caps = [int(employer.highest_rate(person) * min(pay, PAY_CAP))] if employer.highest_rate(person) < 1 else []
    caps += [] if employer.max_dollars is None else [employer.max_dollars]
    return YearEnd(
        without_after_tax=min(deferred, DEFERRAL_LIMIT) + employer_money,
        after_tax=sum(paid.after_tax for paid in lines),
        limit=min(DOLLAR_LIMIT, pay),
        plan_cap=min(caps, default=None),
    )


def gone_on(
    employer: Employer, person: Person, lines: Sequence[Line], days: Iterable[date], rate: Fraction
) -> list[Line]:
    """The year if it goes on as it stands: the last regular pay on every date left, and after-tax money at the rate."""
    usual = [paid for paid in lines if paid.regular][-1].gross
    all_lines = list(lines)
    for day in days:
        all_lines.append(line(employer, person, all_lines, day, usual, rate))
    return all_lines


def irregular(paid: Line) -> Line:
    return replace(paid, regular=False)
