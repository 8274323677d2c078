"""The Forms 1099-R that a plan's withdrawals of after-tax money make. docs/law.md, section 7, Forms of a year.

One form a person, year, destination and code of box 7, amounts added up, in whole cents. What the recordkeeper's own
forms say is held against these in `megaroth.checks.tax_forms`.
"""

from typing import Final

import polars as pl

from megaroth import distribution_codes as codes
from megaroth.account_history import PERSON_DAY
from megaroth.followed import FollowedAccounts
from megaroth.limits.statute import Statute
from megaroth.money import ONE
from megaroth.people import Moment
from megaroth.withdrawals import pretax_part, withheld_from
from schemas import words
from schemas.columns import columns
from schemas.reports import Forms1099R

ROTH_IRA, TRADITIONAL_IRA, SPLIT, _, CASH = words.ROUTES
OF_FORM: Final = ("employee_id", "tax_year", "destination", "box_7")

WORDS: Final = {
    "total_loss": "everything was taken at a loss: box 5 has all the basis there was, and nothing of it is taxed in "
    "box 2a (Instructions for Form 1099-R, box 2a, Losses)",
    "taxed_as_roth": "box 2a is the pre-tax part, taxed where it becomes Roth (26 USC 408A(d)(3), 402A(c)(4))",
    "rolled_over": "box 2a is 0: nothing is taxed that goes to a traditional IRA (26 USC 402(c)(1))",
    "taxed_as_paid": "box 2a is the pre-tax part (26 USC 402(a))",
    "basis_alone": "box 2a is 0: no pre-tax money is in it",
    "pretax_apart": "basis and pre-tax part went to two IRAs, a form each (Notice 2014-54)",
    "none_withheld": "box 4 is 0: nothing is withheld from what is not paid out (26 USC 3405(c)(2))",
    "withheld": "box 4 is {share}% of the pre-tax part of each withdrawal (26 USC 3405(c)(1)(B))",
    "no_basis": "box 5 is blank: it is pre-tax money alone",
    "direct": f"box 7 is {codes.ROLLED_OVER}: rolled over directly, or converted inside the plan",
    "normal": f"box 7 is {codes.NORMAL}: paid from age {{age}} on (26 USC 72(t)(2)(A)(i))",
    "left_late": f"box 7 is {codes.EXCEPTION}: paid before age {{age}}, and the employer was left in or after the year "
    "of age {separation_age} (26 USC 72(t)(2)(A)(v))",
    "early": f"box 7 is {codes.EARLY}: paid before age {{age}}, and no exception is known (26 USC 72(t)(1))",
    "birth_date_unknown": "box 7 is blank: the birth date is missing or a default, and the code rests on it",
    "added_up": "the year's withdrawals with one destination and one code stand on one form",
}
"""Why each box says what it says, in the order of the boxes."""


def forms_1099r(followed: FollowedAccounts, persons: pl.LazyFrame, statute: Statute, moment: Moment) -> pl.LazyFrame:
    """The forms of this calendar year so far and of the year before, a row a form.

    `persons` has a row a person of the census: employee_id, name, birth_date, termination_date and rehire_date.
    """
    return (
        parts(withdrawals_of_years(followed.feeds.withdrawals, moment), statute)
        .pipe(with_code, persons, statute)
        .pipe(with_losses, followed.days)
        .pipe(added_up)
        .with_columns(reasons=reasons(statute))
        .join(persons.select("employee_id", "name"), on="employee_id", how="left", validate="m:1")
        .sort("employee_id", "tax_year", place(), "box_7")
        .select(column.name for column in columns(Forms1099R))
    )


def tax_years(moment: Moment) -> tuple[int, int]:
    """The calendar year before, whose forms are made by the recordkeeper in January of this one, and this one."""
    return moment.at.year - 1, moment.at.year


def withdrawals_of_years(withdrawals: pl.LazyFrame, moment: Moment) -> pl.LazyFrame:
    """The rows of both tax years, up to the as-of date."""
    of_years = pl.col("date").dt.year().is_in(tax_years(moment))
    return withdrawals.filter(pl.col("date") <= moment.as_of, of_years).with_columns(
        pl.col("route").cast(pl.String), tax_year=pl.col("date").dt.year().cast(pl.Int64)
    )


def parts(withdrawals: pl.LazyFrame, statute: Statute) -> pl.LazyFrame:
    """What each withdrawal puts into the boxes of the form of each of its destinations.

    26 USC 402(a), (c)(1), 408A(d)(3), 402A(c)(4); a `split` has two, its basis and its pre-tax part: Notice 2014-54.
    """
    rows = withdrawals.with_columns(pretax=pretax_part(pl.col("amount"), pl.col("basis")))
    basis, whole = pl.col("amount") - pl.col("pretax"), pl.col("route") != SPLIT
    apart = rows.filter(~whole)
    gone = [
        rows.filter(whole).with_columns(destination="route", box_1="amount", box_5=basis),
        apart.with_columns(destination=pl.lit(ROTH_IRA), box_1=basis, box_5=basis, pretax=pl.lit(0, pl.Int64)),
        apart.with_columns(destination=pl.lit(TRADITIONAL_IRA), box_1="pretax", box_5=pl.lit(0, pl.Int64)),
    ]
    return (
        pl.concat(gone)
        .filter(pl.col("box_1") != 0)
        .with_columns(
            box_2a=pl.when(pl.col("destination") == TRADITIONAL_IRA).then(0).otherwise("pretax"),
            box_4=pl.when(pl.col("destination") == CASH).then(withheld_from(pl.col("pretax"), statute)).otherwise(0),
            apart=~whole,
        )
    )


def with_code(paid: pl.LazyFrame, persons: pl.LazyFrame, statute: Statute) -> pl.LazyFrame:
    """Adds `box_7`, by the person's age on the day where the money was paid out. 26 USC 72(t)(2)(A)(i), (v)."""
    known = persons.select("employee_id", "birth_date", "termination_date", "rehire_date")
    birth_date = pl.when(~pl.col("birth_date").is_in(list(statute.default_birth_dates))).then("birth_date")
    day = pl.col("date")
    code = codes.payout_code(birth_date, day, codes.left_late(day, statute), statute)
    return paid.join(known, on="employee_id", how="left", validate="m:1").with_columns(
        box_7=pl.when(pl.col("destination") == CASH).then(code).otherwise(pl.lit(codes.ROLLED_OVER))
    )


def with_losses(paid: pl.LazyFrame, days: pl.LazyFrame) -> pl.LazyFrame:
    """Adds `never_recovered`: of a day on which all was taken at a loss, the basis that no other box 5 has.

    It stands with what was paid out, else with the day's first part, of which nothing is taxed; null elsewhere
    (Instructions for Form 1099-R, box 2a, Losses).
    """
    lost = days.filter("emptied", pl.col("basis_before") > pl.col("amount")).select(*PERSON_DAY, "basis_before")
    is_first = pl.int_range(pl.len()).over(PERSON_DAY) == 0
    left = (pl.col("basis_before") - pl.col("box_5").sum().over(PERSON_DAY)).clip(0)
    return (
        paid.join(lost, on=PERSON_DAY, how="left", validate="m:1")
        .sort(*PERSON_DAY, pl.col("destination") != CASH, place(), "file", "line")
        .with_columns(never_recovered=pl.when(is_first).then(left))
        .with_columns(box_2a=pl.when(pl.col("never_recovered").is_null()).then("box_2a").otherwise(0))
    )


def added_up(paid: pl.LazyFrame) -> pl.LazyFrame:
    """One form a person, year, destination and code; none where its withdrawals come to nothing.

    After a loss box 2a is blank, unless other withdrawals on the form are taxed [our reading].
    """
    boxes = pl.col("box_1", "box_2a", "box_4", "box_5", "never_recovered")
    lost = pl.col("never_recovered").is_not_null().any()
    return (
        paid.group_by(OF_FORM)
        .agg(boxes.sum(), pl.col("apart").any(), lost=lost, withdrawals=pl.len().cast(pl.Int64))
        .filter(pl.col("box_1") != 0)
        .with_columns(box_5=pl.col("box_5") + pl.col("never_recovered"))
        .with_columns(
            box_2a=pl.when(~(pl.col("lost") & (pl.col("box_2a") == 0))).then("box_2a"),
            box_5=pl.when(pl.col("box_5") != 0).then("box_5"),
            box_10=pl.lit(None, pl.Int64),
            box_11=pl.lit(None, pl.Int64),
        )
    )


def place() -> pl.Expr:
    """Where the destination stands in the report's order."""
    return pl.col("destination").replace_strict(
        {to: at for at, to in enumerate(words.FORM_DESTINATIONS)}, return_dtype=pl.Int8
    )


def reasons(statute: Statute) -> pl.Expr:
    """A list of `code: words`, why each box says what it says."""
    to, box_7 = pl.col("destination"), pl.col("box_7")
    cash, traditional, taxed = to == CASH, to == TRADITIONAL_IRA, (pl.col("box_2a") != 0).fill_null(value=False)
    says = {
        "total_loss": pl.col("lost"),
        "taxed_as_roth": taxed & ~cash,
        "rolled_over": traditional,
        "taxed_as_paid": taxed & cash,
        "basis_alone": (pl.col("box_2a") == 0) & ~traditional,
        "pretax_apart": pl.col("apart"),
        "none_withheld": ~cash,
        "withheld": cash & taxed,
        "no_basis": pl.col("box_5").is_null(),
        "direct": ~cash,
        "normal": box_7 == codes.NORMAL,
        "left_late": box_7 == codes.EXCEPTION,
        "early": box_7 == codes.EARLY,
        "birth_date_unknown": box_7.is_null(),
        "added_up": pl.col("withdrawals") > 1,
    }
    figures = {
        "share": statute.rollover_withholding * 100 // ONE,
        "age": codes.in_years(statute.early_distribution_age),
        "separation_age": statute.separation_age,
    }
    said = [pl.when(says[code]).then(pl.lit(f"{code}: {say.format(**figures)}")) for code, say in WORDS.items()]
    return pl.concat_list(said).list.drop_nulls()
