"""The cast: the same people at every size, in every year, each showing one thing; their rows by file."""

from collections.abc import Iterable, Iterator
from datetime import date

import polars as pl

from megaroth.sample.cast_accounts import Account, kept, of_accounts
from megaroth.sample.cast_conversions import of_conversions
from megaroth.sample.cast_files import of_files
from megaroth.sample.cast_limits import of_limits
from megaroth.sample.days import MONTHLY, SALARIED, posted_on
from megaroth.sample.forms import BOXES, OF_PERSON, TAKEN
from megaroth.sample.member import FROM_PAY, Member, Row, Scene

PAYROLL = ("employee_id", "pay_date", "gross_compensation", *FROM_PAY, "run_type")
POSTINGS = ("employee_id", "posted_date", "source", "amount", "pay_date", "transaction_id")
CORRECTIONS = (*POSTINGS, "activity", "earnings", "for_year")
OPENING = (
    "employee_id", "as_of", "gross_compensation", "pre_tax", "roth", "after_tax", "match", "withdrawals_this_year",
)  # fmt: skip
STATEMENTS = ("employee_id", "as_of", "after_tax_basis", "after_tax_value", "pre_1987_basis", "vested_balance")
WITHDRAWALS = ("employee_id", "date", "amount", "basis", "route", "taxable")


def cast(scene: Scene) -> list[Member]:
    """Everybody, by employee_id; each elects what is taken from their pay."""
    members = [*of_limits(scene), *of_files(scene), *of_accounts(scene), *of_conversions(scene)]
    for member in members:
        if member.group == SALARIED and member.census:
            member.elects_what_is_taken()
        if not (member.balances or member.opening):
            kept(member, scene, Account(0, 0))
    return sorted(members, key=lambda member: member.employee_id)


def frame(rows: list[Row], names: tuple[str, ...] | list[str]) -> pl.DataFrame:
    """Rows as text, in a file's columns."""
    return pl.DataFrame(rows, dict.fromkeys(names, pl.String))


class CastFiles:
    """What the cast's rows add to each file, and the files only they have."""

    def __init__(self, members: list[Member], scene: Scene) -> None:
        self.members, self.scene = members, scene

    def census(self, month: int, names: list[str]) -> pl.DataFrame:
        return frame([row for member in self.members for of, row in member.census if of == month], names)

    def elections(self, month: int, names: list[str]) -> pl.DataFrame:
        rows = [row for member in self.members for row in member.elections]
        return frame([row for row in rows if date.fromisoformat(row["effective_date"] or "").month == month], names)

    def payroll(self, group: str, day: date) -> pl.DataFrame:
        rows = [row for member in self.members if member.group == group for row in member.payroll]
        return frame([row for row in rows if row["pay_date"] == day.isoformat()], PAYROLL)

    def postings(self, group: str, pay_date: date) -> pl.DataFrame:
        rows = [row for member in self.members if member.group == group for row in member.postings]
        return frame([row for row in rows if row["pay_date"] == pay_date.isoformat()], POSTINGS)

    def balances(self, day: date, names: list[str]) -> pl.DataFrame:
        rows = [row for member in self.members for row in member.balances]
        return frame([row for row in rows if row["as_of"] == day.isoformat()], names)

    def withdrawals(self, day: date) -> pl.DataFrame:
        rows = [row for member in self.members for row in member.withdrawals]
        return frame([row for row in rows if row["date"] == day.isoformat()], WITHDRAWALS)

    def taken(self) -> pl.DataFrame:
        """All the year's withdrawals in cents."""
        return pl.DataFrame([row for member in self.members for row in member.taken], TAKEN, orient="row")

    def people(self) -> pl.DataFrame:
        """Whoever is in the census, with the days that a Form 1099-R rests on."""
        last = [member.census[-1][1] for member in self.members if member.census]
        dates = pl.col("birth_date", "termination_date").str.to_date("%Y-%m-%d")
        return frame(last, OF_PERSON).with_columns(dates)

    def misreported(self, forms: pl.DataFrame) -> pl.DataFrame:
        """The forms with what the recordkeeper's say wrong."""
        wrong = [{"employee_id": it.employee_id, **it.form_says} for it in self.members if it.form_says]
        return forms.update(frame(wrong, ["employee_id", *BOXES]), on="employee_id", how="left")

    def alone(self) -> Iterator[tuple[date, str, pl.DataFrame]]:
        """Files that nobody but the cast is in: the day each comes, its name and its rows."""
        for day in self.scene.days.pay_dates[MONTHLY]:
            yield day, f"payroll-monthly_{day}.csv", self.payroll(MONTHLY, day)
            if not (posted := self.postings(MONTHLY, day)).is_empty():
                yield posted_on(day), f"contributions-monthly_{posted_on(day)}.csv", posted
        corrections = [row for member in self.members for row in member.corrections]
        for text in sorted({row["posted_date"] or "" for row in corrections}):
            rows = [row for row in corrections if row["posted_date"] == text]
            yield date.fromisoformat(text), f"contributions-corrections_{text}.csv", frame(rows, CORRECTIONS)
        opening = [row for member in self.members for row in member.opening]
        arrives = self.scene.opened(4)
        yield arrives, f"opening_{self.scene.year}-03-31.csv", frame(opening, OPENING)
        for day in unusual(
            self.scene.days.withdrawal_days, (row["date"] for it in self.members for row in it.withdrawals)
        ):
            yield day, f"withdrawals_{day}.csv", self.withdrawals(day)
        for day in unusual(
            self.scene.days.statement_days, (row["as_of"] for it in self.members for row in it.balances)
        ):
            yield day, f"balances_{day}.csv", self.balances(day, list(STATEMENTS))


def unusual(usual: list[date], texts: Iterable[str | None]) -> list[date]:
    """The days on which nobody but the cast has something."""
    return sorted({date.fromisoformat(text or "") for text in texts} - set(usual))
