"""The plan of an owner without employees (solo 401(k)): what fits into it in a year. docs/law.md, section 10.

26 USC 401(c)(2), 404(a), 415(c); Publication 560. Amounts are whole cents, or exact fractions of cents: a step hands on
the exact one, and each figure is rounded once, in `Solo`. Of another employer's plan nothing is asked but what was
deferred there.
"""

from dataclasses import dataclass
from fractions import Fraction

from megaroth.errors import CommandError
from megaroth.limits import Figure, Limits
from megaroth.limits.statute import Statute
from megaroth.money import ONE, fraction, grouped, half_up


@dataclass(frozen=True)
class Owner:
    """What the owner gives: a net profit, a loss negative, or pay from a company of their own; the year elsewhere.

    Pay not given: no payroll. No age: no catch-up. No plan rate: the most that may be deducted. No deferral: the most
    allowed; else it is without catch-up, and only what 402(g) does not leave of it is catch-up.
    """

    year: int
    net_profit: int = 0
    w2_pay: int | None = None
    wages_elsewhere: int = 0
    age: int | None = None
    plan_rate: int | None = None
    deferral: int | None = None
    deferred_elsewhere: int = 0


@dataclass(frozen=True)
class Bounds:
    """The year's limits that bind this owner, each with its citation; no catch-up below its age."""

    deferral: Figure
    catch_up: Figure | None
    additions: Figure
    pay: Figure
    wage_base: Figure


@dataclass(frozen=True)
class Pay:
    """What limits are measured on; an employer contribution lowers earned income, not pay. 26 USC 401(c)(2)(A)(v)."""

    exact: Fraction
    earned: bool

    def after(self, employer: Fraction) -> Fraction:
        """Compensation of 26 USC 415(c)(3), the employer contribution taken off where it is earned income."""
        return self.exact - employer if self.earned else self.exact


@dataclass(frozen=True)
class Solo:
    """What fits: exact amounts, and as properties those printed, each rounded once from them.

    Rounded half up, but a limit down: what fits under 415(c), and so the employer contribution where that binds.
    """

    half: Fraction
    pay: Pay
    maximum: Fraction
    fits: Fraction
    deferral: int
    catch_up: int
    plan_rate: int
    bounds: Bounds

    @property
    def half_self_employment_tax(self) -> int:
        return half_up(self.half)

    @property
    def earned_income(self) -> int:
        """Before the employer contribution, and 0 for an owner on a payroll."""
        return half_up(self.pay.exact) if self.pay.earned else 0

    @property
    def employer_maximum(self) -> int:
        return half_up(self.maximum)

    @property
    def employer(self) -> Fraction:
        """The exact employer contribution."""
        return min(self.maximum, self.fits)

    @property
    def employer_contribution(self) -> int:
        return min(half_up(self.maximum), self.fits.__floor__())

    @property
    def after_tax(self) -> Fraction:
        """The exact room: what deferral and employer leave of 415(c). Catch-up is no part of it. 414(v)(3)(A)(i)."""
        limit = min(Fraction(self.bounds.additions.cents), self.pay.after(self.employer))
        return max(Fraction(0), limit - self.employer - self.deferral)

    @property
    def after_tax_room(self) -> int:
        return self.after_tax.__floor__()

    @property
    def total(self) -> int:
        """One part of it is no whole cents, and is rounded as when it stands alone."""
        return self.employer_contribution + self.deferral + self.catch_up

    @property
    def total_with_after_tax(self) -> int:
        """From the exact parts, so that a dollar limit that is used up is met to the cent; never below `total`."""
        return max(self.total, (self.employer + self.after_tax).__floor__() + self.deferral + self.catch_up)


def solo(owner: Owner, limits: Limits) -> Solo:
    """What fits into the owner's plan: deferral first, then the employer, catch-up, and after-tax money.

    Raises CommandError for what cannot be, LimitMissing for a year without limits.
    """
    bounds = bounds_of(owner, limits)
    rate = plan_rate(owner, limits.statute)
    half = half_self_employment_tax(owner, bounds.wage_base.cents, limits.statute)
    pay = measured(owner, half)
    maximum = employer_maximum(pay, rate, bounds.pay.cents)
    deferral, given_catch_up = deferred(owner, bounds, pay)
    fits = employer_that_fits(pay, bounds.additions.cents, deferral, given_catch_up)
    left = pay.after(min(maximum, fits)) - deferral
    return Solo(
        half=half,
        pay=pay,
        maximum=maximum,
        fits=fits,
        deferral=deferral,
        catch_up=given_catch_up or catch_up_on_top(owner, bounds, left),
        plan_rate=rate,
        bounds=bounds,
    )


def bounds_of(owner: Owner, limits: Limits) -> Bounds:
    """The limits of the year, and of the age reached on its 31 December."""
    return Bounds(
        deferral=limits.figure("elective_deferral", owner.year),
        catch_up=catch_up_limit(owner, limits),
        additions=limits.figure("annual_additions", owner.year),
        pay=limits.figure("compensation", owner.year),
        wage_base=limits.figure("social_security_wage_base", owner.year),
    )


def catch_up_limit(owner: Owner, limits: Limits) -> Figure | None:
    """The higher amount in the years of age that have one, else the one at 50. 26 USC 414(v)(2)(B), (E)."""
    statute = limits.statute
    if owner.age is None or owner.age < statute.catch_up_age:
        return None
    higher = statute.higher_catch_up_first_age <= owner.age <= statute.higher_catch_up_last_age
    has_higher = higher and limits.find("catch_up_60_63", owner.year) is not None
    return limits.figure("catch_up_60_63" if has_higher else "catch_up_50", owner.year)


def plan_rate(owner: Owner, statute: Statute) -> int:
    """The plan's rate of employer money, at most what may be deducted. 26 USC 404(a)(3)(A)(i)(I), 404(a)(8)."""
    most = statute.employer_deduction_rate
    if owner.plan_rate is None:
        return most
    if owner.plan_rate > most:
        raise CommandError(
            f"solo: --plan-rate is more than may be deducted; expected at most {fraction(most)} "
            f"({statute.laws['employer_deduction_rate']})."
        )
    return owner.plan_rate


def half_self_employment_tax(owner: Owner, wage_base: int, statute: Statute) -> Fraction:
    """The part of self-employment tax taken off net profit. 26 USC 164(f), 1401(a), (b)(1), 1402(a)(12), (b).

    Wages already taxed use up the wage base first. Nothing below the least net earnings that are taxed.
    """
    earnings = owner.net_profit * share(statute.self_employment_net_share)
    if earnings < statute.self_employment_tax_from:
        return Fraction(0)
    under_base = min(earnings, Fraction(max(0, wage_base - owner.wages_elsewhere)))
    tax = (
        share(statute.self_employment_social_security_rate) * under_base
        + share(statute.self_employment_medicare_rate) * earnings
    )
    return tax * share(statute.self_employment_tax_deducted)


def measured(owner: Owner, half: Fraction) -> Pay:
    """Pay, or net profit less half the tax; a loss is no earned income. 26 USC 401(c)(2)."""
    if owner.w2_pay is not None:
        return Pay(Fraction(owner.w2_pay), earned=False)
    return Pay(max(Fraction(0), owner.net_profit - half), earned=True)


def employer_maximum(pay: Pay, rate: int, cap: int) -> Fraction:
    """The plan's rate of pay up to 401(a)(17), before 415(c). 26 USC 404(a)(3), (8), 404(l).

    Of earned income it is rate / (1 + rate), since the contribution itself is taken off the income it is a rate of.
    """
    of_pay = pay.exact * (Fraction(rate, ONE + rate) if pay.earned else share(rate))
    return min(of_pay, cap * share(rate))


def allowances(owner: Owner, bounds: Bounds) -> tuple[int, int]:
    """What other jobs leave of 402(g) and of catch-up, the person's own limits. 26 USC 402(g)(1), 414(v)(2).

    Deferrals elsewhere use up 402(g) first, and what is beyond it catch-up.
    """
    left = bounds.deferral.cents - owner.deferred_elsewhere
    catch_up = bounds.catch_up.cents if bounds.catch_up else 0
    return max(0, left), max(0, catch_up + min(0, left))


def deferred(owner: Owner, bounds: Bounds, pay: Pay) -> tuple[int, int]:
    """The deferral within 402(g), and what was given beyond it: catch-up. CommandError if that is not allowed."""
    within, beyond = allowances(owner, bounds)
    if owner.deferral is None:
        return min(within, pay.exact.__floor__()), 0
    if owner.deferral > within + beyond:
        raise CommandError(
            f"solo: --deferral is {grouped(owner.deferral - within - beyond)} more than 402(g), catch-up by age and "
            f"--deferred-elsewhere leave: expected at most {grouped(within + beyond)} (26 USC 402(g)(1), 414(v))."
        )
    if owner.deferral > pay.exact:
        raise CommandError(
            "solo: --deferral is more than there is to defer from: expected at most "
            f"{grouped(pay.exact.__floor__())}, {'earned income' if pay.earned else 'pay'} (26 USC 415(c)(1)(B))."
        )
    return min(owner.deferral, within), max(0, owner.deferral - within)


def reaches_limit(owner: Owner, bounds: Bounds) -> bool:
    """Whether the deferral is all that 402(g) leaves: below that no deferral is a catch-up. 26 CFR 1.414(v)-1(b)(1)."""
    within, _ = allowances(owner, bounds)
    return owner.deferral is None or owner.deferral >= within


def catch_up_on_top(owner: Owner, bounds: Bounds, compensation_left: Fraction) -> int:
    """All that age and other jobs leave, at most the compensation not deferred yet. 26 USC 414(v)(2)(A)(ii)."""
    _, beyond = allowances(owner, bounds)
    return max(0, min(beyond, compensation_left.__floor__())) if reaches_limit(owner, bounds) else 0


def employer_that_fits(pay: Pay, dollar_limit: int, deferral: int, catch_up: int) -> Fraction:
    """What a deferral leaves the employer under 415(c). 26 USC 415(c)(1), (3)(B).

    Of earned income, employer + deferral <= pay - employer. A catch-up that was given must fit the compensation too.
    """
    left = pay.exact - deferral
    of_pay = min(left / 2, left - catch_up) if pay.earned else left
    return min(of_pay, Fraction(dollar_limit - deferral))


def share(rate: int) -> Fraction:
    return Fraction(rate, ONE)
