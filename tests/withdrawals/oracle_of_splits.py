"""One withdrawal, divided the slow way: plain Python and exact fractions. Shares no code with the program."""

import calendar
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

HALF, A_FIFTH = Fraction(1, 2), Fraction(1, 5)
PLANS = ("in_plan_roth", "employer_plan")
BECOMES_ROTH = ("roth_ira", "in_plan_roth")


@dataclass(frozen=True)
class Question:
    """Whole cents; `wanted` is to, kind, amount. `vested_balance`: the source is no contract of its own."""

    basis: int
    value: int
    amount: int
    pre_1987_basis: int = 0
    vested_balance: int | None = None
    wanted: tuple[tuple[str, str, int], ...] = ()
    birth_date: date | None = None
    day: date = date(2026, 6, 30)


def answer(asked: Question) -> dict[str, Any] | None:
    """The members of the JSON in whole cents; None where the law refuses the withdrawal."""
    basis, closes = basis_part(asked)
    earnings = asked.amount - basis
    pieces = laid_out(asked, basis, earnings)
    if any(kind == "sixty_day" and to in PLANS and amount > pretax for to, kind, amount, pretax in pieces):
        return None
    direct = sum(pretax for _, kind, _, pretax in pieces if kind == "direct")
    within_60_days = sum(pretax for _, kind, _, pretax in pieces if kind == "sixty_day")
    in_roth = sum(pretax for to, _, _, pretax in pieces if to in BECOMES_ROTH)
    withholding = half_up(A_FIFTH * (earnings - direct))
    left = 0 if closes else asked.basis - basis
    return {
        "basis": basis,
        "earnings": earnings,
        "taxable": earnings - direct - within_60_days + in_roth,
        "withholding": withholding,
        "destinations": [
            {"to": to, "kind": kind, "amount": amount, "pretax": pretax, "after_tax": amount - pretax}
            for to, kind, amount, pretax in pieces
        ],
        "remaining_basis": left,
        "remaining_value": asked.value - asked.amount,
        "forms": reported(pieces, withholding, box_7(asked), never_recovered=asked.basis - basis - left),
    }


def basis_part(asked: Question) -> tuple[int, bool]:
    """What of the amount is basis, and whether the whole contract is closed by it."""
    contract = asked.value if asked.vested_balance is None else asked.vested_balance
    closes = asked.amount == contract
    if asked.basis > contract:
        return asked.amount, closes
    old = min(asked.pre_1987_basis, asked.amount)
    if old == contract:
        return old, closes
    ratio = Fraction(asked.basis - old, contract - old)
    return old + half_up(ratio * (asked.amount - old)), closes


def half_up(number: Fraction) -> int:
    return (number + HALF).__floor__()


def laid_out(asked: Question, basis: int, earnings: int) -> list[tuple[str, str, int, int]]:
    """Each portion with its pre-tax part: end to end, direct ones first, the first `earnings` cents are pre-tax."""
    if not asked.wanted:
        both = [("roth_ira", "direct", basis, 0), ("traditional_ira", "direct", earnings, earnings)]
        return [piece for piece in both if piece[2]]
    pieces, begins = [], 0
    for turn in ("direct", "sixty_day", "cash"):
        for to, kind, amount in asked.wanted:
            if kind == turn:
                pieces.append((to, kind, amount, max(0, min(begins + amount, earnings) - begins)))
                begins += amount
    return pieces


def box_7(asked: Question) -> str | None:
    """1 before 59 years and six months, 7 from then on."""
    if asked.birth_date is None:
        return None
    year, month = asked.birth_date.year + 59, asked.birth_date.month + 6
    if month > 12:
        year, month = year + 1, month - 12
    half_birthday = date(year, month, min(asked.birth_date.day, calendar.monthrange(year, month)[1]))
    return "1" if asked.day < half_birthday else "7"


def reported(
    pieces: list[tuple[str, str, int, int]], withholding: int, code: str | None, never_recovered: int
) -> list[dict[str, Any]]:
    """The forms: one a destination rolled over to directly, one for the money the person held in hand."""
    made: list[dict[str, Any]] = []
    for to in [to for to, kind, _, _ in pieces if kind == "direct"]:
        if to not in [each["destination"] for each in made]:
            mine = [piece for piece in pieces if piece[:2] == (to, "direct")]
            made.append(a_form(mine, to, "G", 0, taxed=to in BECOMES_ROTH))
    in_hand = [piece for piece in pieces if piece[1] != "direct"]
    if in_hand:
        made.append(a_form(in_hand, "cash", code, withholding, taxed=True))
    if never_recovered:
        carrying = made[-1] if in_hand else made[0]
        carrying["box_2a"], carrying["box_5"] = None, (carrying["box_5"] or 0) + never_recovered
    return made


def a_form(
    pieces: list[tuple[str, str, int, int]], to: str, code: str | None, withholding: int, taxed: bool
) -> dict[str, Any]:
    gross, pretax = sum(piece[2] for piece in pieces), sum(piece[3] for piece in pieces)
    return {
        "box_1": gross,
        "box_2a": pretax if taxed else 0,
        "box_4": withholding,
        "box_5": gross - pretax if gross > pretax else None,
        "box_7": code,
        "destination": to,
    }
