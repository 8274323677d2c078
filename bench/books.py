"""An invented plan of any size, written as a plan folder: `python -m bench.books FOLDER --people 100000`.

26 pay dates of 2026, a payroll and a contributions file each. The same seed gives the same bytes. No amount is a float.
"""

import argparse
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from zlib import crc32

import polars as pl

from megaroth.limits import load_limits
from megaroth.render import dollars

YEAR = 2026
PAY_DATES = [date(YEAR, 1, 6) + timedelta(days=14 * place) for place in range(26)]
DAYS_TO_POSTING = 2
YEARLY_PAY = (32_000, 41_000, 50_000, 58_000, 67_000, 78_000, 92_000, 112_000, 145_000, 210_000, 620_000)
"""Dollars at each tenth of the staff, from the least paid to the best."""
FIRST_NAMES = ("Ada", "Ben", "Chidi", "Dolores", "Emil", "Farah", "Goran", "Hana", "Ines", "Jun", "Kofi", "Lena")
LAST_NAMES = ("Abara", "Berg", "Castillo", "Dinh", "Eze", "Fontaine", "Grau", "Haddad", "Ito", "Jensen", "Kaya")
FROM_PAY = ("pre_tax", "roth", "after_tax", "match")
ONE_RATE = 10_000  # rates are drawn in hundredths of a percent

PLAN = """\
# Made by bench/books.py.
[plan]
id = "bench"
name = "An invented plan"

[pay_calendar]
dates = [{dates}]

[deferrals]
max_rate = 0.75
"""


def drawn(what: str, sides: int, seed: int) -> pl.Expr:
    """A whole number from 0 to sides - 1 for each person; `what` it is drawn for makes draws differ."""
    return (pl.col("number").hash(crc32(f"{seed} {what}".encode())) % sides).cast(pl.Int64)


def one_in(sides: int, what: str, seed: int) -> pl.Expr:
    """True for about one person in so many."""
    return drawn(what, sides, seed) == 0


def picked(values: Sequence[str | int], place: pl.Expr) -> pl.Expr:
    """The value at a place of a short list."""
    return place.replace_strict(dict(enumerate(values)))


def staff(people: int, seed: int) -> pl.DataFrame:
    """A row a person: who they are, what they earn a pay date, what they elected, and where payroll stops them."""
    limits = load_limits({})
    tenth, within = drawn("pay", 10_000, seed) // 1_000, drawn("pay", 10_000, seed) % 1_000
    low, high = picked(YEARLY_PAY, tenth), picked(YEARLY_PAY, tenth + 1)
    days_in_2026 = drawn("day in 2026", 360, seed)
    hired_in_2026, left_in_2026 = one_in(50, "new", seed), one_in(50, "leaver", seed)
    older = YEAR - pl.col("birth_date").dt.year() >= limits.statute.catch_up_age
    catch_up = pl.when(older).then(limits.cents("catch_up_50", YEAR)).otherwise(0)
    careless = pl.when(one_in(200, "never stopped", seed)).then(2).otherwise(1)
    return (
        pl.DataFrame({"number": pl.int_range(people, eager=True)})
        .with_columns(
            employee_id=pl.format("E{}", pl.col("number").cast(pl.String).str.zfill(7)),
            birth_date=pl.when(~one_in(2_000, "no birth date", seed)).then(
                pl.lit(date(1958, 1, 1)) + pl.duration(days=drawn("birth", 45 * 365, seed))
            ),
            hire_date=pl.when(hired_in_2026)
            .then(pl.lit(date(YEAR, 1, 1)) + pl.duration(days=days_in_2026))
            .otherwise(pl.lit(date(2022, 1, 1)) + pl.duration(days=drawn("hire", 4 * 365, seed))),
            termination_date=pl.when(left_in_2026 & ~hired_in_2026).then(
                pl.lit(date(YEAR, 1, 5)) + pl.duration(days=days_in_2026)
            ),
            pay=((low + (high - low) * within // 1_000) * 100 // len(PAY_DATES)),
            pre_tax_rate=pl.when(~one_in(20, "no pre-tax", seed)).then(200 + drawn("pre-tax", 900, seed)).otherwise(0),
            roth_rate=pl.when(~one_in(4, "no roth", seed)).then(100 + drawn("roth", 600, seed)).otherwise(0),
            after_tax_rate=pl.when(one_in(10, "saver", seed)).then(2_500).otherwise(50 + drawn("after-tax", 800, seed)),
        )
        .with_columns(
            deferrals_stop=(limits.cents("elective_deferral", YEAR) + catch_up) * careless,
            additions_stop=pl.lit(limits.cents("annual_additions", YEAR)) * careless,
            matched_pay=pl.min_horizontal("pay", pl.lit(limits.cents("compensation", YEAR) // len(PAY_DATES))),
            match_unseen=one_in(50, "match unseen", seed),
            deferred=pl.lit(0, pl.Int64),
            added=pl.lit(0, pl.Int64),
        )
    )


def census(people: pl.DataFrame, seed: int) -> pl.DataFrame:
    """The census as text. No social security number begins with 666."""
    digits = pl.col("number").cast(pl.String).str.zfill(6)
    last_year = pl.when(pl.col("hire_date") < date(YEAR, 1, 1)).then(pl.col("pay") * len(PAY_DATES))
    return people.select(
        "employee_id",
        first_name=picked(FIRST_NAMES, drawn("first name", len(FIRST_NAMES), seed)),
        last_name=picked(LAST_NAMES, drawn("last name", len(LAST_NAMES), seed)),
        ssn=pl.format("666-{}-{}", digits.str.head(2), digits.str.tail(4)),
        birth_date="birth_date",
        hire_date="hire_date",
        termination_date="termination_date",
        prior_year_compensation=dollars(last_year),
        prior_year_fica_wages=dollars(pl.when(~one_in(30, "no wages", seed)).then(last_year)),
    )


def paid(people: pl.DataFrame, day: date, seed: int) -> pl.DataFrame:
    """What everybody employed that day earned and gave; payroll stops them at the limits, but for the careless ones."""
    employed = people.filter(
        pl.col("hire_date") <= day, (pl.col("termination_date") >= day).fill_null(value=True)
    ).with_columns(earned=pl.col("pay") * (100 + drawn(f"overtime {day}", 12, seed)) // 100)
    deferrals_left = (pl.col("deferrals_stop") - pl.col("deferred")).clip(0)
    additions_left = pl.col("additions_stop") - pl.sum_horizontal("added", "pre_tax", "roth", "match")
    return (
        employed.with_columns(pre_tax=pl.min_horizontal(elected("pre_tax"), deferrals_left))
        .with_columns(roth=pl.min_horizontal(elected("roth"), deferrals_left - pl.col("pre_tax")))
        .with_columns(
            match=pl.min_horizontal(pl.sum_horizontal("pre_tax", "roth"), pl.col("matched_pay") * 6 // 100) // 2
        )
        .with_columns(after_tax=pl.min_horizontal(elected("after_tax"), additions_left.clip(0)))
    )


def elected(kind: str) -> pl.Expr:
    """The elected part of what was earned, in whole cents."""
    return pl.col("earned") * pl.col(f"{kind}_rate") // ONE_RATE


def register(lines: pl.DataFrame, day: date, seed: int) -> pl.DataFrame:
    """The payroll file as text. Somebody may be left out, and some people's match is not in it."""
    cells = {kind: dollars(pl.col(kind)) for kind in FROM_PAY}
    cells["match"] = pl.when(~pl.col("match_unseen")).then(cells["match"])
    return lines.filter(~one_in(20_000, f"left out {day}", seed)).select(
        "employee_id",
        pay_date=pl.lit(day),
        gross_compensation=dollars(pl.col("earned")),
        **cells,
        run_type=pl.lit("regular"),
    )


def postings(lines: pl.DataFrame, day: date, seed: int) -> pl.DataFrame:
    """The recordkeeper's file as text. Some postings are missing, some are ten dollars off."""
    each = (
        lines.filter(~one_in(10_000, f"not posted {day}", seed))
        .unpivot(FROM_PAY, index=["number", "employee_id"], variable_name="source", value_name="cents")
        .filter(pl.col("cents") > 0)
        .sort("number", maintain_order=True)
    )
    off = pl.when(one_in(1_000, f"off {day}", seed)).then(10_00).otherwise(0)
    return each.select(
        "employee_id",
        posted_date=pl.lit(day + timedelta(days=DAYS_TO_POSTING)),
        source="source",
        amount=dollars(pl.col("cents") + off),
        pay_date=pl.lit(day),
        transaction_id=pl.format("{}-{}", pl.lit(day.strftime("%m%d")), pl.int_range(pl.len())),
    )


def files(number: int, seed: int) -> Iterator[tuple[str, pl.DataFrame]]:
    """Every file of the inbox, by name."""
    people = staff(number, seed)
    yield f"census_{YEAR}-01-01.csv", census(people, seed)
    for day in PAY_DATES:
        lines = paid(people, day, seed)
        yield f"payroll_{day}.csv", register(lines, day, seed)
        yield f"contributions_{day}.csv", postings(lines, day, seed)
        given = lines.select("number", gave=pl.col("pre_tax") + pl.col("roth"), got=pl.sum_horizontal(FROM_PAY))
        people = (
            people.join(given, on="number", how="left", validate="1:1")
            .with_columns(
                deferred=pl.col("deferred") + pl.col("gave").fill_null(0),
                added=pl.col("added") + pl.col("got").fill_null(0),
            )
            .drop("gave", "got")
        )


def write(folder: Path, number: int, seed: int) -> None:
    """The plan folder, of so many people."""
    inbox = folder / "inbox"
    inbox.mkdir(parents=True)
    (folder / "plan.toml").write_text(PLAN.format(dates=", ".join(day.isoformat() for day in PAY_DATES)))
    for name, cells in files(number, seed):
        cells.write_csv(inbox / name)


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description="Write an invented plan folder.")
    asked.add_argument("folder", type=Path)
    asked.add_argument("--people", type=int, default=100_000)
    asked.add_argument("--seed", type=int, default=1)
    given = asked.parse_args()
    write(given.folder, given.people, given.seed)
