"""Limitation years: the grid, what short years leave of it, and what a short year is worth."""

from datetime import date

import pytest

from megaroth.years import LimitationYear, LimitationYears

CALENDAR = LimitationYears(1, 1)
JULY = LimitationYears(7, 1)
CHANGED = LimitationYears(1, 1, short=((date(2026, 1, 1), date(2026, 6, 30)),))


def year(start: str, end: str) -> LimitationYear:
    return LimitationYear(date.fromisoformat(start), date.fromisoformat(end))


@pytest.mark.parametrize(
    ("years", "day", "expected"),
    [
        (CALENDAR, "2025-12-31", year("2025-01-01", "2025-12-31")),
        (CALENDAR, "2026-01-01", year("2026-01-01", "2026-12-31")),
        (JULY, "2026-06-30", year("2025-07-01", "2026-06-30")),
        (JULY, "2026-07-01", year("2026-07-01", "2027-06-30")),
        (LimitationYears(3, 1), "2028-02-29", year("2027-03-01", "2028-02-29")),
        (LimitationYears(2, 28), "2028-02-28", year("2028-02-28", "2029-02-27")),
        (LimitationYears(1, 31), "2026-01-30", year("2025-01-31", "2026-01-30")),
    ],
)
def test_a_day_lies_in_the_year_of_the_grid(years: LimitationYears, day: str, expected: LimitationYear) -> None:
    assert years.containing(date.fromisoformat(day)) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2025-12-31", year("2025-01-01", "2025-12-31")),
        ("2026-01-01", year("2026-01-01", "2026-06-30")),
        ("2026-06-30", year("2026-01-01", "2026-06-30")),
        ("2026-07-01", year("2026-07-01", "2026-12-31")),
        ("2027-01-01", year("2027-01-01", "2027-12-31")),
    ],
)
def test_a_short_year_cuts_the_grid_and_leaves_a_short_year(day: str, expected: LimitationYear) -> None:
    assert CHANGED.containing(date.fromisoformat(day)) == expected


def test_a_short_year_across_the_grid_cuts_the_years_on_both_sides() -> None:
    years = LimitationYears(1, 1, short=((date(2026, 10, 1), date(2027, 3, 31)),))
    assert years.containing(date(2026, 9, 30)) == year("2026-01-01", "2026-09-30")
    assert years.containing(date(2026, 12, 31)) == year("2026-10-01", "2027-03-31")
    assert years.containing(date(2027, 4, 1)) == year("2027-04-01", "2027-12-31")


def test_what_two_short_years_leave_between_them_is_a_year_of_its_own() -> None:
    years = LimitationYears(1, 1, short=((date(2026, 1, 1), date(2026, 2, 28)), (date(2026, 9, 1), date(2026, 12, 31))))
    assert years.containing(date(2026, 5, 1)) == year("2026-03-01", "2026-08-31")


def test_the_year_before_is_the_one_that_ends_the_day_before() -> None:
    assert CALENDAR.before(year("2026-01-01", "2026-12-31")) == year("2025-01-01", "2025-12-31")
    assert CHANGED.before(year("2026-07-01", "2026-12-31")) == year("2026-01-01", "2026-06-30")


def test_a_bare_year_names_every_year_that_ends_in_it() -> None:
    assert CALENDAR.named("2026") == (year("2026-01-01", "2026-12-31"),)
    assert JULY.named("2026") == (year("2025-07-01", "2026-06-30"),)
    assert CHANGED.named("2026") == (year("2026-01-01", "2026-06-30"), year("2026-07-01", "2026-12-31"))


def test_no_year_may_end_in_a_calendar_year_that_a_long_crossing_year_covers() -> None:
    years = LimitationYears(1, 1, short=((date(2025, 12, 31), date(2026, 12, 30)),))
    assert years.named("2025") == (year("2025-01-01", "2025-12-30"),)
    assert years.named("2026") == (year("2025-12-31", "2026-12-30"), year("2026-12-31", "2026-12-31"))


def test_a_date_names_the_year_that_ends_that_day() -> None:
    assert CHANGED.named("2026-06-30") == (year("2026-01-01", "2026-06-30"),)
    assert CHANGED.named("2026-06-29") == ()
    assert CHANGED.named("2026-07-01") == ()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "26",
        "20260630",
        "2026-W27-2",
        "2026-02-30",
        "2026 ",
        "\uff12\uff10\uff12\uff16",
        "next",
        "0000",
        "9999",
        "9999-12-31",
    ],
)
def test_any_other_text_names_nothing(text: str) -> None:
    assert JULY.named(text) == ()


@pytest.mark.parametrize(
    ("limitation_year", "short"),
    [
        (year("2026-01-01", "2026-12-31"), False),
        (year("2026-01-01", "2026-12-30"), True),
        (year("2026-01-02", "2026-12-31"), True),
        (year("2027-03-01", "2028-02-29"), False),
        (year("2027-03-01", "2028-02-28"), True),
        (year("2028-02-29", "2029-02-28"), False),
        (year("2026-01-15", "2027-01-14"), False),
    ],
)
def test_a_year_of_less_than_twelve_months_is_short(limitation_year: LimitationYear, short: bool) -> None:
    assert limitation_year.short is short


def test_a_year_knows_the_calendar_year_it_ends_in_and_whether_it_crosses_new_year() -> None:
    crossing = year("2025-07-01", "2026-06-30")
    assert (crossing.ends_in, crossing.crosses_new_year) == (2026, True)
    calendar_year = year("2026-01-01", "2026-12-31")
    assert (calendar_year.ends_in, calendar_year.crosses_new_year) == (2026, False)
    assert date(2025, 7, 1) in crossing
    assert date(2026, 6, 30) in crossing
    assert date(2025, 6, 30) not in crossing
    assert date(2026, 7, 1) not in crossing


@pytest.mark.parametrize(
    ("limitation_year", "cents", "prorated"),
    [
        (year("2026-01-01", "2026-12-31"), 7_200_000, 7_200_000),
        (year("2024-02-15", "2025-02-14"), 7_200_000, 7_200_000),  # full, although its months add up to less
        (year("2026-01-01", "2026-06-30"), 7_200_000, 3_600_000),
        (year("2026-01-01", "2026-06-29"), 7_200_000, 3_580_000),  # 5 + 29/30 months of 6,000.00
        (year("2026-01-01", "2026-07-01"), 7_200_000, 3_619_354),  # 6 + 1/31 months: 36,193.548...
        (year("2026-01-15", "2026-03-14"), 7_200_000, 1_200_000),  # 17/31 + 1 + 14/31
        (year("2026-02-10", "2026-02-16"), 7_200_000, 150_000),  # 7/28 of a month
        (year("2025-11-01", "2026-01-31"), 7_200_000, 1_800_000),
    ],
)
def test_the_dollar_limit_of_a_short_year_is_prorated_by_months_and_days(
    limitation_year: LimitationYear, cents: int, prorated: int
) -> None:
    assert limitation_year.prorate(cents) == prorated


@pytest.mark.parametrize(
    ("limitation_year", "cents", "prorated"),
    [
        (year("2018-01-01", "2018-06-30"), 27_500_000, 13_750_000),  # SY-1, IRS Issue Snapshot
        (year("2018-01-01", "2018-06-29"), 27_500_000, 11_458_333),  # five whole months: 114,583.33...
        (year("2018-01-01", "2018-07-30"), 27_500_000, 13_750_000),
        (year("2018-01-15", "2018-03-14"), 27_500_000, 2_291_666),  # February alone is whole
        (year("2018-01-15", "2019-01-14"), 27_500_000, 27_500_000),
    ],
)
def test_the_compensation_cap_of_a_short_year_is_prorated_by_whole_months(
    limitation_year: LimitationYear, cents: int, prorated: int
) -> None:
    assert limitation_year.prorate_months(cents) == prorated


@pytest.mark.parametrize(
    ("limitation_year", "partial"),
    [
        (year("2026-01-01", "2026-06-30"), False),
        (year("2026-01-01", "2026-06-29"), True),
        (year("2026-01-02", "2026-06-30"), True),
        (year("2026-01-15", "2027-01-14"), False),
    ],
)
def test_only_a_short_year_rests_on_a_partly_covered_month(limitation_year: LimitationYear, partial: bool) -> None:
    assert limitation_year.has_partial_month is partial
