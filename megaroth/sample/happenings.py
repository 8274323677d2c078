"""The year of the company, day by day: each thing that happens makes the files that arrive that day."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from typing import Final

import polars as pl

from megaroth.sample import accounts, census, forms, pay
from megaroth.sample.cast import CastFiles
from megaroth.sample.days import HOURLY, SALARIED, posted_on
from megaroth.sample.draws import Draws
from megaroth.sample.member import Scene

File = tuple[str, pl.DataFrame]
Happening = tuple[date, int, Callable[[], Iterator[File]]]

CENSUS, PAYROLL, POSTING, CONVERSION, STATEMENT, FORMS = range(6)
"""What comes first on one day."""
BONUS: Final = "bonus"


class Happenings:
    """The ordinary people by pay group, as they stand on the day reached, and the cast's rows."""

    def __init__(self, people: pl.DataFrame, cast: CastFiles, scene: Scene, draws: Draws) -> None:
        self.days, self.statute, self.draws, self.cast = scene.days, scene.limits.statute, draws, cast
        self.everybody = people
        self.groups = {group: pay.begun(people.filter(pl.col("group") == group)) for group in (SALARIED, HOURLY)}
        self.waiting: dict[tuple[str, date], pl.DataFrame] = {}
        self.taken = [cast.taken()]

    def of_the_year(self, through: date) -> list[Happening]:
        """All that happens up to a day, in order."""
        happenings: list[Happening] = [
            (self.days.year_before_ends, STATEMENT, partial(self.state, self.days.year_before_ends)),
            (self.days.end, FORMS, self.make_forms),
        ]
        for month, day in enumerate(self.days.month_starts, start=1):
            happenings.append((day, CENSUS, partial(self.month_begins, month, day)))
        for group, name in ((SALARIED, ""), (HOURLY, "-hourly")):
            for day in self.days.pay_dates[group]:
                happenings += self.paid(group, day, name, "regular")
        happenings += self.paid(SALARIED, self.days.bonus_date, "-bonus", BONUS)
        happenings += [(day, CONVERSION, partial(self.convert, day)) for day in self.days.withdrawal_days]
        happenings += [(day, STATEMENT, partial(self.month_ends, day)) for day in self.days.month_ends]
        happenings += [(day, CENSUS, partial(iter, [(name, rows)])) for day, name, rows in self.cast.alone()]
        return sorted((it for it in happenings if it[0] <= through), key=lambda it: it[:2])

    def paid(self, group: str, day: date, name: str, run_type: str) -> list[Happening]:
        """A pay date, and its posting some days later."""
        return [
            (day, PAYROLL, partial(self.pay, group, day, name, run_type)),
            (posted_on(day), POSTING, partial(self.post, group, day, name)),
        ]

    def month_begins(self, month: int, day: date) -> Iterator[File]:
        """The census and the elections of the month."""
        rows = census.rows(census.changed(self.everybody, self.days, month), day)
        yield f"census_{day}.csv", pl.concat([self.cast.census(month, rows.columns), rows])
        rows = census.elections(self.everybody, self.days, month)
        yield f"elections_{day}.csv", pl.concat([self.cast.elections(month, rows.columns), rows])

    def pay(self, group: str, day: date, name: str, run_type: str) -> Iterator[File]:
        bonus = run_type == BONUS
        gross = pay.bonus(self.days, self.draws) if bonus else pay.regular(group, day, self.days, self.draws)
        lines = pay.pay(self.groups[group], day, gross)
        self.groups[group] = pay.carried(lines).select(self.groups[group].columns)
        self.waiting[group, day] = lines.select("number", "employee_id", *pay.FROM_PAY)
        rows = pay.register(lines, day, run_type)
        yield f"payroll{name}_{day}.csv", pl.concat([self.cast.payroll(group, day), rows])

    def post(self, group: str, day: date, name: str) -> Iterator[File]:
        lines = self.waiting.pop((group, day))
        self.groups[group] = accounts.posted(self.groups[group], lines["after_tax"])
        rows = pay.postings(lines, day, name[1:2].upper())
        yield f"contributions{name}_{posted_on(day)}.csv", pl.concat([self.cast.postings(group, day), rows])

    def convert(self, day: date) -> Iterator[File]:
        """What is taken out on a day, or swept."""
        taken = {group: self.out_of(people, day) for group, people in self.groups.items()}
        for group, people in self.groups.items():
            self.groups[group] = accounts.after_withdrawals(people, taken[group], day.month)
        together = pl.concat(taken.values()).sort("number")
        self.taken.append(forms.taken(together.with_columns(date=pl.lit(day))))
        rows = accounts.withdrawals(together, day)
        yield f"withdrawals_{day}.csv", pl.concat([self.cast.withdrawals(day), rows])

    def out_of(self, people: pl.DataFrame, day: date) -> pl.DataFrame:
        if day in self.days.sweep_days:
            return accounts.swept(people, day)
        return accounts.chosen(people, in_parts=day == self.days.conversion_days[0])

    def make_forms(self) -> Iterator[File]:
        """The recordkeeper's Forms 1099-R of the whole year."""
        known = pl.concat([self.cast.people(), self.everybody.select(*forms.OF_PERSON)])
        made = forms.forms(pl.concat(self.taken), known, self.days.year, self.statute)
        yield f"forms_{self.days.year}.csv", self.cast.misreported(made)

    def month_ends(self, day: date) -> Iterator[File]:
        """The month's gain or loss, and the statement."""
        for group, people in self.groups.items():
            self.groups[group] = accounts.after_market(people, day.month, self.draws)
        yield from self.state(day)

    def state(self, day: date) -> Iterator[File]:
        rows = accounts.balances(pl.concat(self.groups.values()).sort("number"), day)
        yield f"balances_{day}.csv", pl.concat([self.cast.balances(day, rows.columns), rows])
