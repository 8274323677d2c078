"""Random people: ages on both sides of every edge, coming and going, wages at the threshold, other employers."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

from tests.oracle.draw_plan import Frame
from tests.oracle.drawing import DAY, Hand
from tests.oracle.figures import DEFAULT_BIRTH_DATES, TABLE
from tests.oracle.rows import Census
from tests.oracle.years import before

AGES = (30, 49, 50, 50, 52, 55, 59, 60, 60, 61, 63, 64)
LONG_AGO = date(2012, 3, 1)
ROTH_WAGES = 150_000_00


def draw_person(hand: Hand, frame: Frame, employee_id: str) -> list[Census]:
    """The census rows of one person: usually one, sometimes an older one, sometimes none."""
    if hand.chance(5):
        return []
    hired, left, back = _employment(hand, frame)
    related = hand.pick((10_000_00, 30_000_00)) if hand.chance(12) else None
    row = Census(
        employee_id=employee_id,
        birth_date=_birth_date(hand, frame.at.year),
        hire_date=hired,
        rehire_date=back,
        termination_date=left,
        pay_group=hand.pick((None, None, "hourly", "salaried")),
        ownership_percent=_ownership(hand),
        hce=hand.pick((True, False)) if hand.chance(20) else None,
        prior_year_compensation=_prior_pay(hand, frame),
        prior_year_fica_wages=hand.pick(
            (None, 200_000_00, None, None, ROTH_WAGES, ROTH_WAGES + 1, 200_000_00, 90_000_00)
        ),
        prior_employer_deferrals=hand.pick((5_000_00, 24_500_00, 10_000_01)) if hand.chance(12) else None,
        related_employer_additions=related,
        related_employer_deferrals=hand.pick((None, 5_000_00, 10_000_00)) if related else None,
        file_date=frame.year.first,
    )
    rows = [_older(hand, frame, row), row] if hand.chance(20) else [row]
    return [*rows, _of_next_year(hand, frame, row)] if hand.chance(10) else rows


def _birth_date(hand: Hand, year: int) -> date | None:
    if hand.chance(8):
        return hand.pick((None, *DEFAULT_BIRTH_DATES))
    month, day = hand.pick(((6, 15), (1, 1), (12, 31)))
    return date(year - hand.pick(AGES), month, day)


def _employment(hand: Hand, frame: Frame) -> tuple[date, date | None, date | None]:
    """Hired, left, back."""
    year, at = frame.year, frame.at
    if hand.chance(60):
        return LONG_AGO, None, None
    two_years_ago = date(at.year - 2, 9, 30)
    middle = year.first + (at - year.first) // 2
    ahead = at + (year.last - at) // 2
    return hand.pick(
        (
            (date(at.year - 1, 8, 3), None, None),
            (max(year.first, date(at.year, 1, 1)), None, None),
            (middle, None, None),
            (ahead, None, None),
            (LONG_AGO, two_years_ago, ahead),
            (LONG_AGO, middle, None),
            (LONG_AGO, at, None),
            (LONG_AGO, at - DAY, None),
            (LONG_AGO, two_years_ago, max(year.first, date(at.year, 1, 2))),
            (LONG_AGO, two_years_ago, date(at.year - 1, 12, 31)),
            (LONG_AGO, date(at.year - 1, 1, 1), date(at.year, 1, 1)),
            (LONG_AGO, middle, middle + 10 * DAY),
            (LONG_AGO, ahead, None),
            (LONG_AGO, ahead, None),
            (LONG_AGO, middle, ahead),
            (LONG_AGO, middle, ahead),
        )
    )


def _ownership(hand: Hand) -> Fraction | None:
    return hand.pick((Fraction(5), Fraction(501, 100), Fraction(60))) if hand.chance(15) else None


def _prior_pay(hand: Hand, frame: Frame) -> int | None:
    prior = before(frame.plan, frame.year).first.year
    if prior not in TABLE or hand.chance(40):
        return None
    return hand.pick((80_000_00, hand.about(TABLE[prior].highly_compensated)))


def _of_next_year(hand: Hand, frame: Frame, row: Census) -> Census:
    """A row that came after the limitation year: it replaces the other, but its amounts speak of another year."""
    return replace(
        row,
        hce=hand.pick((None, True, False)),
        prior_year_fica_wages=hand.pick((None, ROTH_WAGES, ROTH_WAGES + 1)),
        prior_employer_deferrals=hand.pick((None, 24_500_00)),
        related_employer_additions=hand.pick((None, 20_000_00)),
        related_employer_deferrals=None,
        file_date=frame.year.last + hand.pick((1, 40)) * DAY,
    )


def _older(hand: Hand, frame: Frame, row: Census) -> Census:
    """The row of an older file, of the plan year before: replaced, but an owner then is still highly compensated."""
    return Census(
        employee_id=row.employee_id,
        birth_date=None,
        hire_date=LONG_AGO,
        ownership_percent=hand.pick((None, Fraction(5), Fraction(501, 100))),
        hce=hand.pick((None, True)),
        related_employer_additions=1_000_00,
        file_date=before(frame.plan, frame.year).last,
    )
