"""One withdrawal of after-tax money: what is basis, where each part goes, what is taxed, and the forms that say so.

Rules in docs/law.md, section 7. Amounts are whole cents. Nothing of a plan is asked here: whether it allows the
withdrawal is for `megaroth.conversions`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

import polars as pl

from megaroth import distribution_codes as codes
from megaroth.errors import CommandError
from megaroth.limits.statute import Statute
from megaroth.money import grouped
from megaroth.withdrawals import basis_out, withheld_from

TRADITIONAL_IRA: Final = "traditional_ira"
ROTH_IRA: Final = "roth_ira"
IN_PLAN_ROTH: Final = "in_plan_roth"
EMPLOYER_PLAN: Final = "employer_plan"
DESTINATIONS: Final = (TRADITIONAL_IRA, ROTH_IRA, IN_PLAN_ROTH, EMPLOYER_PLAN)
ROTH: Final = (ROTH_IRA, IN_PLAN_ROTH)
PLANS: Final = {IN_PLAN_ROTH: "a plan's Roth account", EMPLOYER_PLAN: "an employer's plan"}

DIRECT: Final = "direct"
SIXTY_DAY: Final = "sixty_day"
CASH: Final = "cash"
KINDS: Final = (DIRECT, SIXTY_DAY, CASH)
"""In the order in which they take the pre-tax part. Notice 2014-54."""


@dataclass(frozen=True)
class Account:
    """The after-tax source before the withdrawal; `vested_balance` only where it is no contract of its own."""

    basis: int
    value: int
    pre_1987_basis: int = 0
    vested_balance: int | None = None

    @property
    def whole(self) -> int:
        """What the basis is a part of. 26 USC 72(e)(8)(B), 72(d)(2)."""
        return self.value if self.vested_balance is None else self.vested_balance


@dataclass(frozen=True)
class Portion:
    """So much of the withdrawal goes there: rolled over directly, within sixty days, or kept as cash."""

    to: str
    kind: str
    amount: int


@dataclass(frozen=True)
class Part:
    """A portion divided into pre-tax money and basis."""

    to: str
    kind: str
    amount: int
    pretax: int

    @property
    def after_tax(self) -> int:
        return self.amount - self.pretax


@dataclass(frozen=True)
class Form:
    """A preview of a Form 1099-R; None is a box left blank. `destination` is `cash` for all that is paid out."""

    box_1: int
    box_2a: int | None
    box_4: int
    box_5: int | None
    box_7: str | None
    destination: str


@dataclass(frozen=True)
class Split:
    """The withdrawal divided, taxed and reported, and what it leaves."""

    basis: int
    earnings: int
    taxable: int
    withholding: int
    destinations: tuple[Part, ...]
    remaining_basis: int
    remaining_value: int
    forms: tuple[Form, ...]


def split_withdrawal(
    account: Account, amount: int, portions: Sequence[Portion], statute: Statute, payout_code: str | None
) -> Split:
    """The withdrawal divided over its destinations; without any, the basis to a Roth IRA, earnings to a traditional.

    `payout_code` is box 7 of what is paid out. Raises CommandError for what cannot be.
    """
    if wrong := list(impossible(account, amount, portions)):
        raise CommandError("split: " + "\n".join(wrong))
    basis = basis_of(account, amount)
    earnings = amount - basis
    parts = allotted(portions, earnings) if portions else apart(basis, earnings)
    withholding = withheld(parts, earnings, statute)
    unrecovered = account.basis - basis if amount == account.whole else 0
    return Split(
        basis=basis,
        earnings=earnings,
        taxable=taxable(parts),
        withholding=withholding,
        destinations=parts,
        remaining_basis=account.basis - basis - unrecovered,
        remaining_value=account.value - amount,
        forms=forms(parts, withholding, payout_code, unrecovered),
    )


def payout_code(birth_date: date | None, day: date, statute: Statute) -> str | None:
    """Box 7 of money paid out on a day: normal from 59 1/2 on, else early. 26 USC 72(t)(2)(A)(i)."""
    if birth_date is None:
        return None
    if birth_date > day:
        raise CommandError("split: --birth-date is after --date; expected the day of birth, before the withdrawal.")
    exception = pl.lit(value=False)  # none is known of somebody who is not in a census
    return str(pl.select(codes.payout_code(pl.lit(birth_date), pl.lit(day), exception, statute)).item())


def impossible(account: Account, amount: int, portions: Sequence[Portion]) -> Iterator[str]:
    """What is wrong with the figures, in words."""
    if amount <= 0:
        yield "expected an --amount above 0."
    if amount > account.value:
        yield f"--amount is {grouped(amount - account.value)} more than --value, all there is in the after-tax source."
    if account.pre_1987_basis > account.basis:
        yield "--pre-1987-basis is more than --basis, of which it is a part."
    if account.whole < account.value:
        yield "--vested-balance is less than --value; expected all vested money, the after-tax source included."
    if any(portion.amount <= 0 for portion in portions):
        yield "expected an amount above 0 for each destination."
    gap = amount - sum(portion.amount for portion in portions)
    if portions and gap:
        missing = "has no destination yet" if gap > 0 else "is more than --amount"
        yield f"destinations and --cash must add up to --amount: {grouped(abs(gap))} {missing}."


def basis_of(account: Account, amount: int) -> int:
    """The part of the withdrawal that is basis, by the expression that the conversions report uses."""
    figures = (amount, account.basis, account.whole, account.pre_1987_basis)
    return int(pl.select(basis_out(*(pl.lit(cents, pl.Int64) for cents in figures))).item())


def apart(basis: int, earnings: int) -> tuple[Part, ...]:
    """Basis to a Roth IRA, earnings to a traditional IRA, so that nothing is taxed. Notice 2014-54."""
    both = (Part(ROTH_IRA, DIRECT, basis, pretax=0), Part(TRADITIONAL_IRA, DIRECT, earnings, pretax=earnings))
    return tuple(part for part in both if part.amount)


def allotted(portions: Sequence[Portion], earnings: int) -> tuple[Part, ...]:
    """The pre-tax part given out: direct rollovers first, then 60-day ones, then cash, each in the order given.

    Notice 2014-54; 26 USC 402(c)(2). Raises CommandError where a plan would take basis in a 60-day rollover.
    """
    left, parts = earnings, []
    for portion in sorted(portions, key=lambda portion: KINDS.index(portion.kind)):
        part = Part(portion.to, portion.kind, portion.amount, pretax=min(left, portion.amount))
        left -= part.pretax
        if part.kind == SIXTY_DAY and part.to in PLANS and part.after_tax:
            raise CommandError(
                f"split: a 60-day rollover to {PLANS[part.to]} takes pre-tax money only (26 USC 402(c)(2)), and "
                f"{grouped(part.pretax)} of that is left for {part.to}: {grouped(part.after_tax)} too much. Name it "
                "before other destinations, or roll the rest over directly."
            )
        parts.append(part)
    return tuple(parts)


def taxable(parts: Sequence[Part]) -> int:
    """Pre-tax money that is kept, or goes where it is Roth. 26 USC 402(a), (c)(1); 408A(d)(3); 402A(c)(4)."""
    return sum(part.pretax for part in parts if part.kind == CASH or part.to in ROTH)


def withheld(parts: Sequence[Part], earnings: int, statute: Statute) -> int:
    """Of the pre-tax money not rolled over directly, also if it is within 60 days afterwards. 26 USC 3405(c)."""
    paid_out = earnings - sum(part.pretax for part in parts if part.kind == DIRECT)
    return int(pl.select(withheld_from(pl.lit(paid_out, pl.Int64), statute)).item())


def forms(parts: Sequence[Part], withholding: int, code: str | None, unrecovered: int) -> tuple[Form, ...]:
    """A form for each destination of direct rollovers, and one for everything paid out.

    Basis that a loss left unrecovered stands in box 5 of what is paid out, else of the first form; its box 2a is blank
    (Instructions for Form 1099-R, box 2a, Losses).
    """
    direct = [part for part in parts if part.kind == DIRECT]
    made = [
        direct_form(to, [part for part in direct if part.to == to]) for to in dict.fromkeys(part.to for part in direct)
    ]
    if paid_out := [part for part in parts if part.kind != DIRECT]:
        pretax = sum(part.pretax for part in paid_out)
        made.append(Form(total(paid_out), pretax, withholding, basis_box(paid_out), code, CASH))
    if unrecovered:
        place = -1 if paid_out else 0
        made[place] = replace(made[place], box_2a=None, box_5=(made[place].box_5 or 0) + unrecovered)
    return tuple(made)


def direct_form(to: str, parts: Sequence[Part]) -> Form:
    """A direct rollover: nothing withheld, taxed where it becomes Roth."""
    pretax = sum(part.pretax for part in parts) if to in ROTH else 0
    return Form(total(parts), pretax, 0, basis_box(parts), codes.ROLLED_OVER, to)


def total(parts: Sequence[Part]) -> int:
    return sum(part.amount for part in parts)


def basis_box(parts: Sequence[Part]) -> int | None:
    """Box 5: the basis in it, blank when there is none."""
    return sum(part.after_tax for part in parts) or None
