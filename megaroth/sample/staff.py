"""The ordinary people of the sample: a row each with who they are, what they earn and what they elected.

Nobody here causes an error finding: who is in doubt or over a limit is in the cast.
"""

from datetime import date
from typing import Final

import polars as pl

from megaroth.limits import Limits
from megaroth.sample.days import HOURLY, SALARIED, Days
from megaroth.sample.draws import Draws, picked

FIRST_NAMES: Final = (
    "Ada", "Ben", "Chidi", "Dolores", "Emil", "Farah", "Goran", "Hana", "Ines", "Jun", "Kofi", "Lena", "Mateo", "Nadia",
    "Oskar", "Priya", "Quentin", "Rosa", "Samir", "Thea", "Umar", "Vera", "Wanda", "Yusuf",
)  # fmt: skip
LAST_NAMES: Final = (
    "Abara", "Berg", "Castillo", "Dinh", "Eze", "Fontaine", "Grau", "Haddad", "Ito", "Jensen", "Kaya", "Lindqvist",
    "Moreau", "Novak", "Okoye", "Petrov", "Quispe", "Rossi", "Sato", "Tanaka", "Ueda", "Vargas", "Weiss", "Zhang",
)  # fmt: skip
YEARLY_PAY: Final = (38_000, 46_000, 54_000, 62_000, 71_000, 82_000, 96_000, 116_000, 148_000, 205_000, 480_000)
"""Dollars at each tenth of the salaried staff, from the least paid to the best."""
HOURLY_CENTS: Final = (1_650, 4_200)
SALARIED_DATES: Final = 26
HIRE_MONTHS: Final = (1, 2, 3, 3, 4, 5, 5, 6, 6, 6, 7, 8, 9, 9, 9, 10, 11, 12)
LEAVING_MONTHS: Final = (1, 1, 2, 3, 3, 4, 5, 6, 6, 7, 8, 8, 9, 10, 11, 12)
DEFERRAL_RATES: Final = (300, 300, 400, 500, 500, 600, 600, 600, 600, 700, 800, 1_000, 1_000, 1_200, 1_500, 2_000)
AFTER_TAX_RATES: Final = (200, 300, 400, 500, 500, 800, 1_000, 1_000, 1_500)
"""Hundredths of a percent of pay."""
HOURS_A_YEAR: Final = 1_950
WELL_PAID: Final = 120_000_00
"""Cents a year from which many save after tax."""
ROUNDING: Final = 100_00
"""Cents of room left to everybody: a match rounded on each pay date may come to more than its share of the year."""
YOUNGEST, OLDEST, GROWN_UP = 20, 68, 18
DAYS_IN_A_YEAR: Final = 365


def staff(people: int, days: Days, limits: Limits, draws: Draws) -> pl.DataFrame:
    """A row a person, numbered from 0."""
    numbers = pl.DataFrame({"number": pl.int_range(people, dtype=pl.UInt64, eager=True)})
    return (
        numbers.with_columns(**who(days, draws), **paid(draws))
        .with_columns(**employed(days, draws), **elected("first", draws), **elected("then", draws))
        .with_columns(
            changes_on=pl.when(draws.one_in(8, "changes")).then(
                pl.date(days.year, 2 + draws.below(11, "change month"), 1)
            )
        )
        .with_columns(**stops(days.year, limits), **accounts_before(draws))
    )


def who(days: Days, draws: Draws) -> dict[str, pl.Expr]:
    """Name, number, pay group and birth date. No social security number begins with 666; the cast's are 666-00."""
    digits = (1 + pl.col("number") // 9_999 % 99).cast(pl.String).str.zfill(2)
    serial = (1 + pl.col("number") % 9_999).cast(pl.String).str.zfill(4)
    born = pl.lit(date(days.year - YOUNGEST, 12, 30)) - pl.duration(
        days=draws.below((OLDEST - YOUNGEST) * DAYS_IN_A_YEAR, "born")
    )
    first_of_decade = (born.dt.month() == 1) & (born.dt.day() == 1)
    return {
        "employee_id": pl.format("E{}", (pl.col("number") + 1).cast(pl.String).str.zfill(6)),
        "first_name": draws.of(FIRST_NAMES, "first name"),
        "last_name": draws.of(LAST_NAMES, "last name"),
        "ssn": pl.format("666-{}-{}", digits, serial),
        "group": pl.when(by_the_hour(draws)).then(pl.lit(HOURLY)).otherwise(pl.lit(SALARIED)),
        "birth_date": pl.when(first_of_decade).then(born + pl.duration(days=1)).otherwise(born),
    }


def by_the_hour(draws: Draws) -> pl.Expr:
    return draws.one_in(5, "group")


def paid(draws: Draws) -> dict[str, pl.Expr]:
    """A year's pay and an hour's, in cents."""
    place, within = draws.below(10, "pay tenth"), draws.below(1_000, "pay")
    low, high = picked(YEARLY_PAY, place), picked(YEARLY_PAY, place + 1)
    salary = (low + (high - low) * within // 1_000) * 100
    hour = HOURLY_CENTS[0] + draws.below((HOURLY_CENTS[1] - HOURLY_CENTS[0]) // 25, "hour") * 25
    return {
        "hour": hour,
        "yearly": pl.when(by_the_hour(draws)).then(hour * HOURS_A_YEAR).otherwise(salary),
        "raised": draws.below(25, "raise") * 25,
    }


def employed(days: Days, draws: Draws) -> dict[str, pl.Expr]:
    """Hired in the year or before it; some leave on a pay date of theirs."""
    new, leaves = draws.one_in(16, "new"), draws.one_in(14, "leaves") & ~draws.one_in(16, "new")
    grown_up = (days.year - GROWN_UP - pl.col("birth_date").dt.year()).clip(1, 25)
    before = pl.lit(date(days.year - 1, 12, 31)) - pl.duration(
        days=draws.below(grown_up * DAYS_IN_A_YEAR - 300, "hired before")
    )
    hired = pl.date(days.year, draws.of(HIRE_MONTHS, "hire month"), 1 + draws.below(28, "hire day"))
    month = draws.of(LEAVING_MONTHS, "leaving month")
    last_days = {
        group: picked(
            [max(day for day in dates if day.month == month).isoformat() for month in range(1, 13)], month - 1
        )
        for group, dates in days.pay_dates.items()
    }
    last = pl.when(pl.col("group") == HOURLY).then(last_days[HOURLY]).otherwise(last_days[SALARIED])
    return {
        "hire_date": pl.when(new).then(hired).otherwise(before),
        "termination_date": pl.when(leaves).then(last.str.to_date("%Y-%m-%d")),
    }


def elected(which: str, draws: Draws) -> dict[str, pl.Expr]:
    """Rates of pay before and after somebody changes their mind: most save pre-tax, the well paid after tax too."""
    rate = pl.when(draws.below(8, f"{which} saves") > 0).then(draws.of(DEFERRAL_RATES, f"{which} rate")).otherwise(0)
    roth_share = draws.of((0, 0, 0, 0, 0, 0, 50, 50, 100, 100), f"{which} roth")
    roth = rate * roth_share // 100
    chance = draws.below(60, f"{which} after-tax")
    saves_more = pl.when(pl.col("yearly") >= WELL_PAID).then(chance < 18).otherwise(chance < 1)
    return {
        f"{which}_pre_tax": rate - roth,
        f"{which}_roth": roth,
        f"{which}_after_tax": pl.when(saves_more).then(draws.of(AFTER_TAX_RATES, f"{which} extra")).otherwise(0),
    }


def stops(year: int, limits: Limits) -> dict[str, pl.Expr]:
    """Where payroll stops each person in the year: deferrals, those pre-tax, and after-tax. 402(g), 414(v), 415(c)."""
    statute = limits.statute
    age = year - pl.col("birth_date").dt.year()
    at_50 = limits.find("catch_up_50", year) or 0
    at_60 = limits.find("catch_up_60_63", year) or at_50
    higher = age.is_between(statute.higher_catch_up_first_age, statute.higher_catch_up_last_age)
    catch_up = pl.when(higher).then(at_60).when(age >= statute.catch_up_age).then(at_50).otherwise(0)
    elective, threshold = limits.cents("elective_deferral", year), limits.find("roth_catch_up_wages", year)
    last_year = pl.when(pl.col("hire_date") < date(year, 1, 1)).then(pl.col("yearly") * 97 // 100)
    wages_year = year - 1 if limits.covers(year - 1) else year
    wages = pl.min_horizontal(last_year, pl.lit(limits.cents("social_security_wage_base", wages_year)))
    wages = pl.when(last_year.is_not_null()).then(wages)
    must_be_roth = (wages > threshold).fill_null(value=False) if threshold else pl.lit(value=False)
    matched = limits.cents("compensation", year) * 4 // 100
    return {
        "last_year": last_year,
        "wages": wages,
        "deferral_stop": elective + catch_up,
        "pre_tax_stop": elective + pl.when(must_be_roth).then(0).otherwise(catch_up),
        "after_tax_stop": pl.lit(limits.cents("annual_additions", year) - elective - matched - ROUNDING),
        "pay_stop": pl.lit(limits.cents("compensation", year)),
    }


def accounts_before(draws: Draws) -> dict[str, pl.Expr]:
    """What the accounts hold as the year begins, and how somebody takes after-tax money out, if at all."""
    years = pl.col("hire_date").dt.year()
    served = (years.max() - years).clip(0, 12)
    basis = pl.col("yearly") * pl.col("first_after_tax") // 10_000 * served // 3
    return {
        "basis": basis,
        "value": basis * (95 + draws.below(50, "grown")) // 100,
        "other": pl.col("yearly") * served * (4 + draws.below(10, "saved")) // 100,
        "risk": draws.below(101, "risk"),
        "taken_in": pl.lit(0, pl.Int64),
        "converts": draws.below(3, "converts") == 0,
        "part": draws.of((1, 1, 1, 1, 2), "part"),
        "route": draws.of(("in_plan_roth",) * 12 + ("split",) * 5 + ("roth_ira",) * 3 + ("cash",), "route"),
    }
