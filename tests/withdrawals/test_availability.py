"""When the plan lets after-tax money go: both sides of every term, and the next date, worked out by hand."""

import pytest

from tests.withdrawals.reports import NO_NEXT, SHUT, SPRING, STATED, codes, row, stated, told, withdrawal, without_roth

# The statement is of 31 March 2026 and the as-of date 30 June 2026 where a test does not say otherwise.


def amendment(effective: str, *keys: str) -> str:
    return f"\n[[amendment]]\neffective = {effective}\nwithdrawals = {{ {', '.join(keys)} }}"


def opening(*rows: str) -> str:
    return "\n".join(["employee_id | as_of | gross_compensation | withdrawals_this_year", *rows])


def person(**cells: str) -> str:
    return " | ".join(["employee_id", *cells]) + "\n" + " | ".join(["E1", *cells.values()])


# Times a calendar year

THRICE = """
    employee_id | date       | amount | basis | route
    E1          | 2025-12-31 |   1.00 |  1.00 | cash
    E1          | 2026-01-01 |   1.00 |  1.00 | in_plan_roth
    E1          | 2026-02-15 |   1.00 |  1.00 | cash
    E1          | 2026-06-30 |   1.00 |  1.00 | split
    E1          | 2026-07-01 |   1.00 |  1.00 | split
"""


@pytest.mark.parametrize(
    ("per_year", "expected"),
    [("4", ([], NO_NEXT)), ("3", (["withdrawals_used_up"], "2027-01-01")), ("0", ([], NO_NEXT))],
)
def test_so_many_withdrawals_and_conversions_a_calendar_year(
    per_year: str, expected: tuple[list[str], str | None]
) -> None:
    assert told(row(STATED, withdrawals=THRICE, terms=f"per_year = {per_year}")) == expected


def test_the_count_begins_again_on_1_january() -> None:
    terms = "per_year = 3"
    used_up = row(STATED, withdrawals=THRICE, terms=terms, as_of="2026-12-31")
    assert told(used_up) == (["withdrawals_used_up"], "2027-01-01")
    assert used_up | SHUT == used_up
    assert told(row(STATED, withdrawals=THRICE, terms=terms, as_of="2027-01-01")) == ([], NO_NEXT)


@pytest.mark.parametrize(("said", "used_up"), [("1", False), ("2", True)])
def test_what_an_opening_counts_is_used_up_too(said: str, used_up: bool) -> None:
    cells = row(STATED, withdrawals=SPRING, opening=opening(f"E1 | 2026-03-31 | 0.00 | {said}"), terms="per_year = 3")
    assert told(cells) == ((["withdrawals_used_up"], "2027-01-01") if used_up else ([], NO_NEXT))


# Months between two


@pytest.mark.parametrize(
    ("last", "months", "day_before", "day"),
    [
        ("2026-04-15", "3", "2026-07-14", "2026-07-15"),
        ("2026-11-30", "3", "2027-02-27", "2027-02-28"),
        ("2027-11-30", "3", "2028-02-28", "2028-02-29"),
        ("2028-02-29", "12", "2029-02-27", "2029-02-28"),
        ("2026-08-31", "1", "2026-09-29", "2026-09-30"),
        ("2026-04-30", "1", "2026-05-29", "2026-05-30"),
    ],
)
def test_so_many_months_lie_between_two_withdrawals(last: str, months: str, day_before: str, day: str) -> None:
    taken, terms = withdrawal("1.00", "1.00", last), f"months_between = {months}"
    too_soon = row(STATED, withdrawals=taken, terms=terms, as_of=day_before)
    assert told(too_soon) == (["too_soon"], day)
    assert too_soon | SHUT == too_soon
    assert told(row(STATED, withdrawals=taken, terms=terms, as_of=day)) == ([], NO_NEXT)


def test_the_newest_withdrawal_up_to_the_day_counts() -> None:
    taken = """
        employee_id | date       | amount | basis | route
        E1          | 2026-05-31 |   1.00 |  1.00 | split
        E1          | 2025-05-31 |   1.00 |  1.00 | cash
        E1          | 2026-07-02 |   1.00 |  1.00 | split
        E2          | 2026-06-30 |   1.00 |  1.00 | split
    """
    assert told(row(STATED, withdrawals=taken, terms="months_between = 2")) == (["too_soon"], "2026-07-31")


def test_without_any_withdrawal_none_is_too_soon() -> None:
    assert told(row(STATED, terms="months_between = 999")) == ([], NO_NEXT)


@pytest.mark.parametrize(
    ("opened", "next_date"),
    [
        (("E1 | 2026-06-10 | 0.00 | 1",), "2026-07-10"),
        (("E1 | 2026-06-10 | 0.00 | 0",), NO_NEXT),
        (("E1 | 2026-06-10 | 0.00 | ",), NO_NEXT),
        (("E1 | 2026-04-10 | 0.00 | 3",), NO_NEXT),
        (("E1 | 2026-07-01 | 0.00 | 3",), NO_NEXT),
        (("E1 | 2026-06-10 | 0.00 | 1", "E1 | 2026-06-20 | 0.00 | 0"), "2026-07-10"),
        (("E2 | 2026-06-10 | 0.00 | 1",), NO_NEXT),
    ],
)
def test_the_withdrawals_an_opening_counts_may_have_been_on_its_day(
    opened: tuple[str, ...], next_date: str | None
) -> None:
    cells = row(STATED, withdrawals=SPRING, opening=opening(*opened), terms="months_between = 1")
    assert told(cells) == (["too_soon"] if next_date else [], next_date)


def test_an_opening_of_the_year_before_says_when_the_last_may_have_been() -> None:
    cells = row(
        stated("1.00", "2.00", as_of="2025-12-31"),
        opening=opening("E1 | 2025-12-20 | 0.00 | 4"),
        terms="months_between = 2\nper_year = 4",
        as_of="2026-02-19",
    )
    assert told(cells) == (["too_soon"], "2026-02-20")


# The least amount


@pytest.mark.parametrize(("minimum", "reasons"), [("36_000", []), ("36_000.01", ["below_minimum"])])
def test_the_account_holds_the_least_that_may_leave_to_the_cent(minimum: str, reasons: list[str]) -> None:
    assert told(row(STATED, terms=f"minimum = {minimum}")) == (reasons, NO_NEXT)


def test_an_empty_account_is_not_said_to_be_below_the_minimum() -> None:
    assert told(row(stated("0.00", "0.00"), terms="minimum = 500")) == (["nothing_to_convert"], NO_NEXT)


# Who has left

STRICT = "in_service = false\nper_year = 1\nmonths_between = 12\nminimum = 99_999"
BOUND = ["in_service_not_allowed", "withdrawals_used_up", "too_soon", "below_minimum"]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"left": "2026-06-29"}, ([], NO_NEXT)),
        ({"left": "2026-06-30"}, (BOUND, "2026-07-01")),
        ({"left": "2026-12-31"}, (BOUND, "2027-01-01")),
        ({"left": "2026-07-10", "back": "2026-07-11"}, (BOUND, NO_NEXT)),
        ({"left": "2026-07-10", "back": "2026-07-12"}, (BOUND, "2026-07-11")),
        ({"left": "2026-06-10", "back": "2026-06-30"}, (BOUND, NO_NEXT)),
        ({"left": "2026-06-10", "back": "2026-07-01"}, ([], NO_NEXT)),
        ({"left": "2026-07-10", "back": "2026-07-10"}, (BOUND, "2026-07-11")),
        ({"hired": "2026-07-01"}, ([], NO_NEXT)),
    ],
)
def test_who_has_left_is_bound_by_no_rule_for_those_employed(
    cells: dict[str, str], expected: tuple[list[str], str | None]
) -> None:
    assert told(row(STATED, withdrawals=SPRING, terms=STRICT, people=person(**cells))) == expected


# What no date changes


def test_a_hold_binds_everybody_and_no_date_is_known() -> None:
    taken, terms = withdrawal("1.00", "1.00", "2026-06-15"), "months_between = 1"
    assert told(row(STATED, withdrawals=taken, terms=terms)) == (["too_soon"], "2026-07-15")
    held = row(STATED, withdrawals=taken, terms=terms, people=person(hold="court order"))
    assert told(held) == (["hold", "too_soon"], NO_NEXT)
    gone = row(STATED, withdrawals=taken, terms=terms, people=person(hold="court order", left="2026-06-29"))
    assert told(gone) == (["hold"], NO_NEXT)


def test_neither_a_census_row_nor_money_comes_with_time() -> None:
    taken, terms = withdrawal("36,000.00", "30,000.00", "2026-06-15"), "months_between = 1"
    assert told(row(STATED, withdrawals=taken, terms=terms)) == (["too_soon", "nothing_to_convert"], NO_NEXT)
    unknown = row(STATED, withdrawals=taken, terms=terms, people="employee_id\nE2")
    assert told(unknown) == (["not_in_census", "nothing_to_convert"], NO_NEXT)
    overdrawn = withdrawal("36,000.01", "30,000.00", "2026-06-15")
    assert told(row(STATED, withdrawals=overdrawn, terms=terms)) == (["too_soon", "balance_overdrawn"], NO_NEXT)


# Amendments


@pytest.mark.parametrize(
    ("before", "after", "reasons"),
    [
        ("in_service = false", "in_service = true", ["in_service_not_allowed"]),
        ("per_year = 1", "per_year = 2", ["withdrawals_used_up"]),
        ("months_between = 12", "months_between = 1", ["too_soon"]),
        ("minimum = 36_000", "minimum = 35_999", ["below_minimum"]),
        ("separate_contract = false", "separate_contract = true", ["vested_balance_unknown"]),
    ],
)
def test_any_term_may_open_the_way_on_the_day_of_an_amendment(before: str, after: str, reasons: list[str]) -> None:
    terms = before + amendment("2026-09-01", after)
    assert told(row(STATED, withdrawals=SPRING, terms=terms, as_of="2026-08-31")) == (reasons, "2026-09-01")
    assert told(row(STATED, withdrawals=SPRING, terms=terms, as_of="2026-09-01")) == ([], NO_NEXT)


@pytest.mark.parametrize(
    ("terms", "next_date"),
    [
        # Both rules must have given way.
        ("per_year = 1\nmonths_between = 3", "2027-01-01"),
        ("per_year = 1\nmonths_between = 9", "2027-01-15"),
        # The months asked for are those of the day on which they are over.
        ("months_between = 3" + amendment("2026-07-15", "months_between = 12"), "2027-04-15"),
        ("months_between = 3" + amendment("2026-07-16", "months_between = 12"), "2026-07-15"),
        ("months_between = 12" + amendment("2026-08-01", "months_between = 1"), "2026-08-01"),
        ("months_between = 12" + amendment("2026-08-01", "months_between = 6"), "2026-10-15"),
        # What one amendment opens another may have shut.
        (
            "months_between = 6"
            + amendment("2026-09-01", "in_service = false")
            + amendment("2027-02-01", "in_service = true"),
            "2027-02-01",
        ),
        ("months_between = 6" + amendment("2026-09-01", "in_service = false"), NO_NEXT),
        (
            "per_year = 1" + amendment("2026-09-01", "per_year = 0") + amendment("2026-10-01", "per_year = 1"),
            "2026-09-01",
        ),
        ("per_year = 1" + amendment("2026-09-01", "in_plan_roth = false"), "2027-01-01"),
        # An amendment of the past is no candidate, one of two years ahead is.
        ("minimum = 1" + amendment("2026-05-01", "minimum = 99_999"), NO_NEXT),
        ("minimum = 99_999" + amendment("2028-05-01", "minimum = 0"), "2028-05-01"),
    ],
)
def test_the_next_date_is_the_first_on_which_every_rule_of_its_own_day_is_kept(
    terms: str, next_date: str | None
) -> None:
    cells = row(STATED, withdrawals=SPRING, terms=terms)
    assert (cells["can_convert"], cells["next_date"]) == ("false", next_date)


def test_leaving_may_come_before_every_other_date() -> None:
    terms = "per_year = 1" + amendment("2026-09-01", "per_year = 2")
    assert row(STATED, withdrawals=SPRING, terms=terms, people=person(left="2026-08-30"))["next_date"] == "2026-08-31"
    assert row(STATED, withdrawals=SPRING, terms=terms, people=person(left="2026-09-15"))["next_date"] == "2026-09-01"


# Words


@pytest.mark.parametrize(
    ("terms", "reasons"),
    [
        ("per_year = 1", "withdrawals_used_up: the plan allows somebody still employed 1 withdrawal a calendar year"),
        (
            "months_between = 12",
            "too_soon: the plan asks for 12 months between two withdrawals of somebody still employed",
        ),
        (
            "minimum = 1_234_567.89",
            "below_minimum: the plan lets somebody still employed withdraw 1,234,567.89 or more",
        ),
    ],
)
def test_a_reason_names_the_figure_of_the_plan(terms: str, reasons: str) -> None:
    assert row(STATED, withdrawals=SPRING, terms=terms)["reasons"] == reasons


def test_reasons_come_in_one_order() -> None:
    terms = f"{STRICT}\nseparate_contract = false\nin_plan_roth = false{without_roth('2026-01-01')}"
    cells = row(STATED, withdrawals=SPRING, terms=terms, people=person(hold="court order"))
    assert told(cells) == (
        [
            "hold",
            "in_service_not_allowed",
            "withdrawals_used_up",
            "too_soon",
            "below_minimum",
            "vested_balance_unknown",
            "in_plan_roth_not_allowed",
            "roth_routes_shut",
        ],
        NO_NEXT,
    )
    overdrawn = row(STATED, withdrawals=withdrawal("36,000.00", "30,000.01"), terms=STRICT)
    assert codes(overdrawn) == [
        "in_service_not_allowed",
        "withdrawals_used_up",
        "too_soon",
        "balance_overdrawn",
        "nothing_to_convert",
    ]
