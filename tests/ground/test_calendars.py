"""Pay dates and business days, each by hand from the wall calendar."""

from datetime import date

import pytest

from megaroth.calendars import PayCalendar, business_day_before, is_business_day, nth_business_day_after

BIWEEKLY = PayCalendar(frequency="biweekly", anchor=date(2026, 1, 9))
WEEKLY = PayCalendar(frequency="weekly", anchor=date(2026, 1, 9))


def dates(*texts: str) -> list[date]:
    return [date.fromisoformat(text) for text in texts]


def whole(calendar: PayCalendar, year: int) -> list[date]:
    return calendar.pay_dates(date(year, 1, 1), date(year, 12, 31))


@pytest.mark.parametrize(
    ("day", "business"),
    [
        ("2026-07-02", True),
        ("2026-07-03", False),  # Independence Day, a Saturday, observed on Friday
        ("2026-07-04", False),
        ("2026-07-06", True),
        ("2027-07-05", False),  # Independence Day, a Sunday, observed on Monday
        ("2027-12-31", False),  # New Year's Day 2028, a Saturday, observed in the year before
        ("2026-12-31", True),
        ("2026-11-27", True),  # the Friday after Thanksgiving is no federal holiday
        ("2020-06-19", True),  # Juneteenth is one since 2021
        ("2024-06-19", False),
    ],
)
def test_a_business_day_is_a_weekday_that_is_no_observed_federal_holiday(day: str, business: bool) -> None:
    assert is_business_day(date.fromisoformat(day)) is business


def test_the_business_day_before_skips_weekends_and_holidays() -> None:
    assert business_day_before(date(2026, 7, 5)) == date(2026, 7, 2)
    assert business_day_before(date(2027, 1, 1)) == date(2026, 12, 31)
    assert business_day_before(date(2026, 1, 8)) == date(2026, 1, 7)


def test_the_seventh_business_day_after_a_pay_date_skips_the_holiday() -> None:
    assert nth_business_day_after(date(2026, 1, 9), 7) == date(2026, 1, 21)


def test_the_fifteenth_business_day_of_the_month_after_january() -> None:
    assert nth_business_day_after(date(2026, 1, 31), 15) == date(2026, 2, 23)


def test_biweekly_dates_step_from_the_anchor_in_both_directions() -> None:
    assert BIWEEKLY.pay_dates(date(2025, 12, 1), date(2026, 1, 31)) == dates(
        "2025-12-12", "2025-12-26", "2026-01-09", "2026-01-23"
    )


def test_the_ends_belong_to_the_span() -> None:
    assert BIWEEKLY.pay_dates(date(2026, 1, 9), date(2026, 1, 23)) == dates("2026-01-09", "2026-01-23")
    assert BIWEEKLY.pay_dates(date(2026, 1, 10), date(2026, 1, 22)) == []


def test_weekly_dates_on_a_holiday_are_paid_the_business_day_before() -> None:
    assert WEEKLY.pay_dates(date(2026, 6, 29), date(2026, 7, 12)) == dates("2026-07-02", "2026-07-10")


def test_a_date_that_a_holiday_moves_into_the_year_is_paid_in_it() -> None:
    assert whole(WEEKLY, 2026)[-2:] == dates("2026-12-24", "2026-12-31")
    assert whole(WEEKLY, 2027)[0] == date(2027, 1, 8)


def test_a_year_can_have_26_or_27_biweekly_dates() -> None:
    friday_2_january = PayCalendar(frequency="biweekly", anchor=date(2026, 1, 2))
    assert len(whole(BIWEEKLY, 2026)) == 26
    # 26 Fridays from 2 January to 18 December, and 1 January 2027 paid on 31 December 2026
    assert len(whole(friday_2_january, 2026)) == 27
    # 25 Fridays from 15 January to 17 December, and 31 December, a holiday observed, paid on the 30th
    assert len(whole(friday_2_january, 2027)) == 26
    assert whole(friday_2_january, 2027)[-1] == date(2027, 12, 30)


def test_a_year_can_have_53_weekly_dates() -> None:
    assert len(whole(WEEKLY, 2026)) == 53  # 52 Fridays from 2 January, and 1 January 2027 paid on 31 December 2026


def test_semimonthly_dates_are_the_15th_and_the_last_unless_said() -> None:
    assert PayCalendar(frequency="semimonthly").pay_dates(date(2026, 1, 1), date(2026, 3, 31)) == dates(
        "2026-01-15", "2026-01-30", "2026-02-13", "2026-02-27", "2026-03-13", "2026-03-31"
    )


def test_monthly_without_days_is_the_last_day() -> None:
    assert PayCalendar(frequency="monthly").pay_dates(date(2026, 4, 1), date(2026, 6, 30)) == dates(
        "2026-04-30", "2026-05-29", "2026-06-30"
    )


@pytest.mark.parametrize("day", [31, "last"])
def test_a_day_the_month_does_not_have_is_its_last(day: int | str) -> None:
    calendar = PayCalendar.model_validate({"frequency": "monthly", "days": [day]})
    assert calendar.pay_dates(date(2026, 9, 1), date(2026, 9, 30)) == dates("2026-09-30")
    assert calendar.pay_dates(date(2028, 2, 1), date(2028, 2, 29)) == dates("2028-02-29")


def test_the_first_of_january_is_paid_in_december() -> None:
    first = PayCalendar.model_validate({"frequency": "monthly", "days": [1]})
    assert first.pay_dates(date(2026, 12, 1), date(2026, 12, 31)) == dates("2026-12-01", "2026-12-31")
    assert first.pay_dates(date(2027, 1, 1), date(2027, 2, 1)) == dates("2027-02-01")


def test_two_dates_moved_to_one_day_are_one_pay_date() -> None:
    calendar = PayCalendar.model_validate({"frequency": "semimonthly", "days": [30, "last"]})
    assert calendar.pay_dates(date(2026, 1, 1), date(2026, 2, 28)) == dates("2026-01-30", "2026-02-27")


def test_dates_said_one_by_one_are_all_there_are_and_move_like_the_others() -> None:
    calendar = PayCalendar.model_validate({"dates": dates("2026-07-04", "2026-01-09", "2027-01-01")})
    assert whole(calendar, 2026) == dates("2026-01-09", "2026-07-02", "2026-12-31")
    assert whole(calendar, 2027) == []
