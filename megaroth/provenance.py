"""Which rows an amount was added up from: a row an entry, with file, line and the columns it adds to.

The same rules as `additions`, `opening` and `ledger`, told from the other side: there rows become amounts, here each
amount is taken apart again. Amounts are whole cents. `adds_to` names columns of the room report, and besides
`refunded`, `refund_415` and `catch_up_adp`, of which it is made; an entry that adds to none says in `why` what counts
in its stead.
"""

from datetime import date
from typing import Final

import polars as pl

from megaroth.account_history import CLOSING
from megaroth.accounts import OF_ROW, newest, since_statement
from megaroth.answers import Answers, reaching_years
from megaroth.book import Book
from megaroth.followed import FollowedAccounts
from megaroth.opening import opening_in_force
from megaroth.plan import Plan
from megaroth.refunds import LEAVES
from megaroth.room import not_below_zero
from schemas import words

COLUMN_OF: Final = {
    "pay": "compensation_ytd",
    words.PRE_TAX: "deferrals_ytd",
    words.ROTH: "deferrals_ytd",
    words.AFTER_TAX: "after_tax_ytd",
    words.MATCH: "employer_ytd",
    words.NONELECTIVE: "employer_ytd",
}
"""The report's column that a kind of money adds to."""

OF_CALENDAR_YEAR: Final = "deferrals_calendar_year"
ENTRY: Final = ("employee_id", "feed", "file", "line", "date", "kind", "amount", "held")
NO_SOURCE: Final = ""  # register and opening speak of kinds alone

ACCOUNT_COLUMN_OF: Final = {"value": "after_tax_value", "basis": "after_tax_basis"}
FEED_ORDER: Final = pl.Enum(["opening", "payroll", "balances", "contributions", "withdrawals", "census"])

COUNTS: Final = ""
OPENING_STANDS: Final = "an opening balance stands for this date"
REGISTER_STANDS: Final = "compared only: payroll's register has this amount"
OTHER_YEAR: Final = "counts in another year"
STATED_DEFERRALS: Final = "calendar_year_deferrals of an opening stands for it in the calendar year"
NO_ADDITION: Final = "no annual addition: {}"
FLOOR: Final = "no kind of money, and no source posted, is below zero in a year"


def entries(book: Book, answers: Answers, plan: Plan) -> pl.DataFrame:
    """Every row of the book that speaks of the limitation year or its calendar years: what it adds, and to what.

    Columns: employee_id, feed, file, line, date, kind, amount, adds_to (list), why.
    """
    as_of, moment = answers.moment.as_of, answers.moment
    openings = pl.concat(
        [
            opening_in_force(book.opening.lazy(), year, as_of).with_columns(covers_from=pl.lit(year.start))
            for year in reaching_years(plan, moment.year)
        ]
    )
    money = pl.concat(
        [
            of_register(book.payroll.lazy().filter(pl.col("pay_date") <= as_of)).with_columns(source=pl.lit(NO_SOURCE)),
            of_postings(answers.postings.lazy()),
            of_openings(openings).with_columns(source=pl.lit(NO_SOURCE)),
        ],
        how="vertical_relaxed",
    )
    told = told_apart(money, openings, answers)
    return (
        pl.concat(
            [
                told.drop("source"),
                floors(told),
                of_census(book.census.lazy(), answers.persons.lazy()),
                of_corrections(answers),
                without_effect(answers),
            ],
            how="diagonal_relaxed",
        )
        .sort("employee_id", "date", pl.col("feed").cast(FEED_ORDER), "file", "line", _kind_order(), nulls_last=True)
        .collect()
    )


def _kind_order() -> pl.Expr:
    """Pay first, then kinds in the order of `words.KINDS`."""
    return pl.col("kind").replace_strict({kind: place for place, kind in enumerate(COLUMN_OF)}, default=len(COLUMN_OF))


def of_register(payroll: pl.LazyFrame) -> pl.LazyFrame:
    """An entry for the pay of each payroll line, and one for each kind of which it holds a number."""
    pay = payroll.select(*_of("payroll", "pay_date", "pay", pl.col("gross_compensation")))
    kinds = [
        payroll.filter(pl.any_horizontal(pl.col(names).is_not_null())).select(
            *_of("payroll", "pay_date", kind, pl.sum_horizontal(names))
        )
        for kind, names in words.REGISTER_COLUMNS.items()
    ]
    return pl.concat([pay, *kinds])


def of_postings(postings: pl.LazyFrame) -> pl.LazyFrame:
    """An entry for each posting that is an addition, held against the register or on its own."""
    counts = pl.col("effect").is_in([words.HELD, words.ADDED]) & pl.col("kind").is_not_null()
    return postings.filter(counts).select(
        *_of("contributions", "date", pl.col("kind"), pl.col("addition"), held=pl.col("held")),
        source=pl.col("source").cast(pl.String),
    )


def of_openings(openings: pl.LazyFrame) -> pl.LazyFrame:
    """An entry for each amount an opening row states."""
    amounts = {"pay": "gross_compensation"} | {kind: kind for kind in words.KINDS}
    return pl.concat(
        [
            openings.filter(pl.col(name).is_not_null()).select(*_of("opening", "opening_date", kind, pl.col(name)))
            for kind, name in amounts.items()
        ]
    )


def _of(feed: str, day: str, kind: str | pl.Expr, amount: pl.Expr, held: pl.Expr | None = None) -> list[pl.Expr]:
    return [
        pl.col("employee_id"),
        pl.lit(feed).alias("feed"),
        pl.col("file").cast(pl.String),
        pl.col("line"),
        pl.col(day).alias("date"),
        (pl.lit(kind) if isinstance(kind, str) else kind).alias("kind"),
        amount.alias("amount"),
        (pl.lit(value=False) if held is None else held).alias("held"),
    ]


def told_apart(money: pl.LazyFrame, openings: pl.LazyFrame, answers: Answers) -> pl.LazyFrame:
    """Each entry with the columns it adds to, or why it adds to none. docs/law.md, section 2."""
    year, now = answers.moment.year, answers.moment.at.year
    given = openings.filter(pl.col("calendar_year_deferrals").is_not_null(), pl.col("opening_date").dt.year() == now)
    of_year = pl.when(pl.col("date").is_between(year.start, year.end)).then(pl.col("kind").replace_strict(COLUMN_OF))
    of_calendar = pl.when(
        pl.col("kind").is_in(words.DEFERRALS),
        pl.col("date").dt.year() == now,
        pl.col("date") <= year.end,
        (pl.col("date") > pl.col("given_through")).fill_null(value=True),
    ).then(pl.lit(OF_CALENDAR_YEAR))
    given_through = given.group_by("employee_id").agg(given_through=pl.col("opening_date").max())
    told = (
        money.join(covered(money, openings), on=list(ENTRY[:6]), how="left", validate="m:m")
        .join(registered(money), on=["employee_id", "date", "kind", "held"], how="left", validate="m:1")
        .join(given_through, on="employee_id", how="left", validate="m:1")
        .with_columns(adds_to=pl.concat_list(of_year, of_calendar).list.drop_nulls())
        .with_columns(
            why=pl.when(pl.col("adds_to").list.len() == 0)
            .then(pl.lit(OTHER_YEAR))
            .when("covered")
            .then(pl.lit(OPENING_STANDS))
            .when("registered")
            .then(pl.lit(REGISTER_STANDS))
            .otherwise(pl.lit(COUNTS))
        )
        .with_columns(adds_to=pl.when(pl.col("why") == COUNTS).then("adds_to").otherwise(pl.lit([], pl.List(str))))
    )
    stated = given.select(
        *_of("opening", "opening_date", words.PRE_TAX, pl.col("calendar_year_deferrals")),
        source=pl.lit(NO_SOURCE),
        adds_to=pl.lit([OF_CALENDAR_YEAR]),
        why=pl.lit(COUNTS),
    )
    columns = [*ENTRY[:7], "source", "adds_to", "why"]
    return pl.concat([told.select(columns), stated.select(columns)], how="vertical_relaxed")


def covered(money: pl.LazyFrame, openings: pl.LazyFrame) -> pl.LazyFrame:
    """The lines and held postings that an opening row stands for: pay always, a kind where its cell holds a number."""
    stated = pl.concat_list(
        pl.lit("pay"), *(pl.when(pl.col(kind).is_not_null()).then(pl.lit(kind)) for kind in words.KINDS)
    )
    spans = openings.select("employee_id", "covers_from", covers_to="opening_date", stated=stated.list.drop_nulls())
    return (
        money.filter((pl.col("feed") == "payroll") | pl.col("held"))
        .join(spans, on="employee_id", how="inner", validate="m:m")
        .filter(pl.col("date").is_between("covers_from", "covers_to"), pl.col("stated").list.contains(pl.col("kind")))
        .select(*ENTRY[:6], covered=pl.lit(value=True))
    )


def registered(money: pl.LazyFrame) -> pl.LazyFrame:
    """Which kinds of a date the register holds a number for: its held postings are compared only."""
    lines = money.filter(pl.col("feed") == "payroll")
    return lines.select("employee_id", "date", "kind", held=pl.lit(value=True), registered=pl.lit(value=True)).unique()


def floors(told: pl.LazyFrame) -> pl.LazyFrame:
    """What lifts a kind, or a source of what was posted, that adds up to less than nothing; it comes from no row."""
    of_kind = ["employee_id", "kind", "adds_to"]
    amount, posted = pl.col("amount"), pl.col("source") != NO_SOURCE
    parts = {
        "register": amount.filter(~posted).sum(),
        "above": amount.filter(posted).clip(0).sum(),
        "below": amount.filter(posted).clip(upper_bound=0).sum(),
    }
    total = not_below_zero(*(pl.col(part) for part in parts))
    return (
        told.explode("adds_to")
        .filter(pl.col("adds_to").is_not_null(), pl.col("kind") != "pay")
        .group_by(*of_kind, "source")
        .agg(amount.sum())
        .group_by(of_kind)
        .agg(**parts)
        .select(*of_kind, amount=total - pl.sum_horizontal(*parts))
        .filter(pl.col("amount") > 0)
        .with_columns(adds_to=pl.concat_list("adds_to"), why=pl.lit(FLOOR))
    )


def of_census(census: pl.LazyFrame, persons: pl.LazyFrame) -> pl.LazyFrame:
    """The census row that names additions in plans of the same employer group."""
    named = census.filter(pl.col("related_employer_additions").is_not_null()).join(
        persons.filter(pl.col("related_employer_additions") > 0).select("employee_id", "related_employer_additions"),
        on=["employee_id", "related_employer_additions"],
        how="semi",
    )
    newest = named.sort("file_date", "file", nulls_last=False).group_by("employee_id").last()
    return newest.select(
        "employee_id",
        pl.lit("census").alias("feed"),
        pl.col("file").cast(pl.String),
        "line",
        kind=pl.lit("related"),
        amount=pl.col("related_employer_additions"),
        adds_to=pl.lit(["related_employer_additions"]),
        why=pl.lit(COUNTS),
    )


def of_corrections(answers: Answers) -> pl.LazyFrame:
    """Refunds and what is kept as catch-up: postings that take additions off. docs/law.md, section 4."""
    year = answers.moment.year
    inside = pl.col("effect").is_in(LEAVES) & pl.col("date").is_between(year.start, year.end)
    kept = pl.col("effect") == "catch_up_adp"
    principal = pl.when(kept).then(pl.col("amount").abs()).otherwise("addition")
    return (
        answers.postings.lazy()
        .filter(inside)
        .select(
            *_of("contributions", "date", pl.col("kind"), principal),
            adds_to=pl.concat_list(pl.col("effect").cast(pl.String)),
            why=pl.lit(COUNTS),
        )
        .drop("held")
    )


def without_effect(answers: Answers) -> pl.LazyFrame:
    """Postings of the year that are no annual addition, with their activity or source as the reason."""
    year = answers.moment.year
    inside = pl.col("date").is_between(year.start, year.end)
    no_kind = pl.col("kind").is_null() & ~pl.col("effect").is_in(LEAVES)
    idle = (pl.col("effect") == words.NO_EFFECT) | no_kind
    what = pl.when(no_kind).then(pl.col("source").cast(pl.String)).otherwise(pl.col("activity").cast(pl.String))
    return (
        answers.postings.lazy()
        .filter(inside, idle)
        .select(
            *_of("contributions", "date", pl.col("kind"), pl.col("amount")),
            adds_to=pl.lit([], pl.List(pl.String)),
            why=pl.format(NO_ADDITION, what),
        )
        .drop("held")
    )


def account_entries(followed: FollowedAccounts, as_of: date) -> pl.DataFrame:
    """The statement and every later row that an after-tax account is carried on by, as `entries` lists rows.

    What a total withdrawal at a loss closes is basis of the day's first row in `withdrawals`.
    """
    statements = newest(followed.feeds.balances, as_of)
    amounts = (*OF_ROW, "date", "value", "basis", "feed")
    stated = statements.filter(pl.col("file").is_not_null()).select(
        *OF_ROW, date="balance_date", value="stated_value", basis="stated_basis", feed=pl.lit("balances")
    )
    moved = since_statement(statements, followed.movements).select(amounts)
    listed = pl.concat([stated.select(amounts), moved], how="vertical_relaxed")
    return (
        listed.unpivot(["value", "basis"], index=[*OF_ROW, "date", "feed"], variable_name="kind", value_name="amount")
        .filter((pl.col("feed") != CLOSING) | (pl.col("amount") != 0))
        .with_columns(
            pl.col("file").cast(pl.String),
            pl.col("feed").replace(CLOSING, "withdrawals"),
            adds_to=pl.concat_list(pl.col("kind").replace_strict(ACCOUNT_COLUMN_OF)),
            why=pl.lit(COUNTS),
        )
        .select("employee_id", "feed", "file", "line", "date", "kind", "amount", "adds_to", "why")
        .sort("employee_id", "date", pl.col("feed").cast(FEED_ORDER), "file", "line", "kind", descending=False)
        .collect()
    )
