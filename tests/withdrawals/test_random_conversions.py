"""Random small books: the conversions report agrees with plain Python, row by row and column by column."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import polars as pl
from hypothesis import event, given, settings
from hypothesis import strategies as st

from megaroth.accounts import AccountFeeds
from megaroth.conversions import conversions
from megaroth.limits import load_limits
from megaroth.people import Moment
from megaroth.plan import parse_plan
from megaroth.render import held
from schemas import words
from schemas.columns import types
from schemas.feeds import FEEDS
from schemas.reports import Conversions
from tests.withdrawals.oracle_of_conversions import Books, Row, answers
from tests.withdrawals.reports import PERSONS, PLAN

PEOPLE = ("E1", "E2", "E3")
AS_OF = date(2026, 6, 30)
DAYS = [date(2025, 12, 31), date(2026, 1, 1), date(2026, 3, 31), date(2026, 4, 1), AS_OF, date(2026, 7, 1)]
FIFTY_MILLION = 50_000_000_00
WHOSE = st.sampled_from(PEOPLE)
DAY = st.sampled_from(DAYS)
SMALL = st.integers(0, 1000)
MOSTLY = st.sampled_from([True] * 9 + [False])
AMOUNT = SMALL | st.integers(0, 2 * FIFTY_MILLION)
TERMS = ("in_service", "in_plan_roth", "separate_contract", "pre_1987_first")

BALANCE = st.fixed_dictionaries(
    {
        "employee_id": WHOSE,
        "as_of": st.sampled_from(DAYS[:4] + DAYS[5:]),
        "after_tax_basis": AMOUNT,
        "after_tax_value": AMOUNT,
        "pre_1987_basis": st.none() | AMOUNT,
        "vested_balance": st.none() | AMOUNT | st.integers(2 * FIFTY_MILLION, 9 * FIFTY_MILLION),
    }
)
WITHDRAWAL = st.fixed_dictionaries(
    {
        "employee_id": WHOSE,
        "date": DAY,
        "amount": SMALL,
        "basis": SMALL,
        "route": st.sampled_from(words.ROUTES),
        "taxable": st.none(),
    }
)
OPENING = st.fixed_dictionaries(
    {
        "employee_id": WHOSE,
        "as_of": DAY,
        "gross_compensation": st.just(0),
        "withdrawals_this_year": st.none() | st.integers(0, 9),
    }
)
PERSON = st.fixed_dictionaries(
    {
        "name": st.sampled_from([None, "Ada Example"]),
        "employed": st.booleans(),
        "hold": st.sampled_from([None, None, None, "court order"]),
        "in_census": st.just(value=True),
    }
)


@st.composite
def postings(draw: Callable[..., Any]) -> Row:
    """A posting of any activity, mostly to the after-tax source."""
    activity = draw(st.sampled_from(words.ACTIVITIES))
    sign = -1 if activity in (*words.MONEY_OUT, "forfeited") else 1
    amount = draw(SMALL)
    return {
        "employee_id": draw(WHOSE),
        "posted_date": draw(DAY),
        "source": draw(st.sampled_from(["after_tax"] * 3 + ["roth", "rollover"])),
        "amount": sign * amount,
        "activity": activity,
        "earnings": draw(st.none() | st.integers(0, amount).map(lambda earned: sign * earned)),
    }


@st.composite
def books(draw: Callable[..., Any]) -> Books:
    """Three people, some without statement or census row, under any terms."""

    def by_key(rows: st.SearchStrategy[Any], *key: str, most: int) -> list[Row]:
        unique: list[Row] = draw(
            st.lists(rows, max_size=most, unique_by=lambda each: tuple(each[name] for name in key))
        )
        return unique

    return Books(
        balances=by_key(BALANCE, "employee_id", "as_of", most=6),
        postings=draw(st.lists(postings(), max_size=8)),
        withdrawals=draw(st.lists(WITHDRAWAL, max_size=6)),
        openings=by_key(OPENING, "employee_id", "as_of", most=4),
        persons=[draw(PERSON) | {"employee_id": who} for who in PEOPLE if draw(MOSTLY)],
        terms={name: draw(st.booleans()) for name in TERMS},
        as_of=AS_OF,
    )


def feed(kind: str, rows: Sequence[Row]) -> pl.LazyFrame:
    """Rows as the book holds them."""
    schema = types(FEEDS[kind]) | {"file": pl.String, "line": pl.Int64}
    whole = [dict.fromkeys(schema) | dict(each) | {"file": "drawn", "line": line} for line, each in enumerate(rows)]
    return pl.LazyFrame(whole, schema=schema)


def reported(asked: Books) -> list[dict[str, Any]]:
    """The report's rows, reasons as codes; a hold with its words."""
    terms = "\n".join(f"{name} = {str(value).lower()}" for name, value in asked.terms.items())
    plan = parse_plan(f"{PLAN}[withdrawals]\n{terms}\n")
    made = conversions(
        AccountFeeds(
            feed("balances", asked.balances),
            feed("contributions", asked.postings),
            feed("withdrawals", asked.withdrawals),
            feed("opening", asked.openings),
            feed("payroll", ()),
        ),
        pl.LazyFrame([dict(each) for each in asked.persons], schema=PERSONS),
        plan,
        load_limits().statute,
        Moment(plan.years.containing(asked.as_of), asked.as_of),
    ).collect()
    rows = held("conversions", made, Conversions).to_dicts()
    for each in rows:
        each["reasons"] = [why if why.startswith("hold") else why.split(":")[0] for why in each["reasons"]]
    return rows


@given(books())
@settings(deadline=None, max_examples=300)
def test_the_report_agrees_with_plain_python(asked: Books) -> None:
    expected = answers(asked)
    for each in expected:
        event("can convert" if each["can_convert"] else each["reasons"][0].split(":")[0])
    assert reported(asked) == [{name: each[name] for name in types(Conversions)} for each in expected]
