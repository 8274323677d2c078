"""Every door to Roth money, for each person: open or shut, the most it allows this year, its condition, why it is shut.

From plan data only: no employer may want its people's tax returns. docs/law.md, section 10. Amounts are whole cents.
"""

from datetime import date
from typing import Final

import polars as pl

from megaroth.answers import Answers
from megaroth.ira import most_of_a_year
from megaroth.limits import Limits
from megaroth.money import grouped
from megaroth.people import employed_on
from megaroth.plan import Plan
from schemas.columns import columns
from schemas.reports import Doors

DOORS: Final = ("mega_backdoor", "roth_401k", "after_leaving", "backdoor", "front_door")

OF_ROOM: Final = ("birth_date", "limit_415c", "annual_additions_ytd", "reserved_employer", "can_contribute", "reasons")
OF_ACCOUNT: Final = ("withdrawable", "can_convert")
OF_STRATEGY: Final = ("employee_id", "name", "deferrals_left", "room", "waiting")

NEEDS: Final = {
    "mega_backdoor": "elect after-tax contributions and have them converted at once; earnings are taxed unless they go "
    "to a traditional IRA",
    "roth_401k": "elect Roth deferrals; what another employer's plan takes this year counts against the same limit",
    "backdoor": "taxable compensation of that much; other traditional, SEP or SIMPLE IRA money makes the conversion "
    "taxable in proportion (401(k) and 403(b) money does not count); shared with the front door",
}
LEFT: Final = "convert it to Roth: a rollover to a Roth IRA taxes the earnings"
TO_LEAVE: Final = "leave the job"
SAID: Final = {
    "not_in_census": "the census has no row for this employee_id",
    "after_tax_not_allowed": "the plan does not allow after-tax contributions",
    "in_service_not_allowed": "the plan allows no withdrawal to somebody still employed",
    "nothing_left": "nothing can be contributed after tax now, and no after-tax money waits that can be converted",
    "no_roth_source": "the plan has no Roth source",
    "not_employed": "not employed on the as-of date",
    "nothing_to_defer": "the limits leave nothing to defer this year, or no pay date is left",
    "no_after_tax_money": "there is no after-tax money, and the plan does not allow any",
}


def doors(
    answers: Answers, accounts: pl.LazyFrame, strategy: pl.LazyFrame, persons: pl.LazyFrame, plan: Plan, ira: Limits
) -> pl.DataFrame:
    """The doors report.

    `accounts` is the conversions report, `strategy` the report of that name, `persons` everybody in the census:
    employee_id, in_census and the days of `people.DAYS_EMPLOYED`; `ira` are the limits of IRAs.
    """
    as_of = answers.moment.as_of
    of_room = answers.persons.lazy().select("employee_id", "pay_dates_left", *OF_ROOM)
    return (
        strategy.select(*OF_STRATEGY)
        .join(of_room, on="employee_id", how="left", validate="1:1")
        .join(accounts.select("employee_id", *OF_ACCOUNT), on="employee_id", how="left", validate="1:1")
        .join(
            persons.select("employee_id", "in_census", employed=employed_on(as_of)),
            on="employee_id",
            how="left",
            validate="1:1",
        )
        .with_columns(
            pl.col("employed", "in_census", "can_contribute", "can_convert").fill_null(value=False),
            pl.col("deferrals_left", "pay_dates_left", "withdrawable").fill_null(0),
        )
        .with_columns(**most(plan, ira, as_of))
        .with_columns(pl.when(door).then(f"{door}_most").otherwise(0).alias(f"{door}_most") for door in DOORS)
        .with_columns(conditions=conditions(ira, as_of), shut=why_shut(plan, as_of))
        .select(column.name for column in columns(Doors))
        .sort("employee_id")
        .collect()
    )


def most(plan: Plan, ira: Limits, as_of: date) -> dict[str, pl.Expr]:
    """Whether each door is open, and the most it would allow."""
    terms = plan.terms(as_of)
    lawful, employed = not plan.roth_routes_shut(as_of), pl.col("employed")
    contributes = pl.when("can_contribute").then("room").otherwise(0)
    converts = pl.when("can_convert").then("withdrawable").otherwise(0)
    mega = contributes + converts
    deferrable = pl.min_horizontal("deferrals_left", left_by_415()).clip(0)
    later = pl.col("waiting").clip(0) + contributes
    paid_again = employed & (pl.col("pay_dates_left") > 0)
    limit = ira_limit(ira, as_of)
    return {
        "mega_backdoor": (mega > 0) & (terms.withdrawals.in_service & lawful) & employed,
        "mega_backdoor_most": mega,
        "roth_401k": paid_again & terms.deferrals.roth & (deferrable > 0),
        "roth_401k_most": deferrable,
        "after_leaving": (later > 0) & pl.col("in_census") & lawful,
        "after_leaving_most": later,
        "backdoor": pl.lit(lawful),
        "backdoor_most": limit,
        "front_door": pl.lit(value=True),
        "front_door_most": limit,
    }


def left_by_415() -> pl.Expr:
    """What 415(c) leaves for deferrals once employer money is set aside."""
    return pl.col("limit_415c") - pl.col("annual_additions_ytd") - pl.col("reserved_employer")


def ira_limit(ira: Limits, as_of: date) -> pl.Expr:
    """The most all IRAs of a person may take in for the year, null where no figure is known. 26 USC 219(b)(5)."""
    if not ira.covers(as_of.year):
        return pl.lit(None, dtype=pl.Int64)
    old_enough = as_of.year - pl.col("birth_date").dt.year() >= ira.statute.ira_catch_up_age
    with_catch_up, without = (
        pl.lit(most_of_a_year(as_of.year, ira, catch_up=more), pl.Int64) for more in (True, False)
    )
    return pl.when(old_enough).then(with_catch_up).otherwise(without)


def conditions(ira: Limits, as_of: date) -> pl.Expr:
    """What each open door needs from the person's own side."""
    needs = {door: pl.lit(words) for door, words in NEEDS.items()}
    needs["after_leaving"] = pl.when("employed").then(pl.lit(TO_LEAVE)).otherwise(pl.lit(LEFT))
    needs["front_door"] = pl.lit(
        f"taxable compensation of that much and {income(ira, as_of)}; shared with the backdoor"
    )
    said = [pl.when(door).then(pl.concat_str(pl.lit(f"{door}: "), needs[door])) for door in DOORS]
    return pl.concat_list(said).list.drop_nulls()


def income(ira: Limits, as_of: date) -> str:
    """The incomes at which the front door begins to close and is shut. 26 USC 408A(c)(3)."""
    if not ira.covers(as_of.year):
        return f"an income within the range of {as_of.year}, which this program does not know yet"
    single, single_end, joint, joint_end = (
        grouped(ira.cents(f"roth_ira_{status}_{side}", as_of.year))
        for status in ("single", "joint")
        for side in ("start", "end")
    )
    return (
        f"an income (MAGI) below {single} (single) or {joint} (joint); from there on less, nothing from "
        f"{single_end} or {joint_end} on; filing separately has a range of its own"
    )


def why_shut(plan: Plan, as_of: date) -> pl.Expr:
    """Why each shut door is shut: the first reason that holds."""
    terms = plan.terms(as_of)
    employed, known = pl.col("employed"), pl.col("in_census")
    not_in_service = employed & (not terms.withdrawals.in_service)
    assumed = pl.lit(plan.roth_routes_shut(as_of))
    no_longer = pl.lit(plan.roth_routes_shut_words())
    of_room = pl.col("reasons").list.first()
    because = {
        "mega_backdoor": pl.coalesce(
            pl.when(~known).then(pl.lit(SAID["not_in_census"])),
            pl.when(assumed).then(no_longer),
            pl.when(not_in_service).then(pl.lit(SAID["in_service_not_allowed"])),
            pl.when(~employed).then(pl.lit(SAID["not_employed"])),
            pl.when(~pl.lit(terms.after_tax.allowed)).then(pl.lit(SAID["after_tax_not_allowed"])),
            of_room,
            pl.lit(SAID["nothing_left"]),
        ),
        "roth_401k": pl.coalesce(
            pl.when(~known).then(pl.lit(SAID["not_in_census"])),
            pl.when(~employed).then(pl.lit(SAID["not_employed"])),
            pl.when(~pl.lit(terms.deferrals.roth)).then(pl.lit(SAID["no_roth_source"])),
            pl.lit(SAID["nothing_to_defer"]),
        ),
        "after_leaving": pl.coalesce(
            pl.when(~known).then(pl.lit(SAID["not_in_census"])),
            pl.when(assumed).then(no_longer),
            pl.when(~pl.lit(terms.after_tax.allowed)).then(pl.lit(SAID["no_after_tax_money"])),
            of_room,
            pl.lit(SAID["nothing_left"]),
        ),
        "backdoor": no_longer,
        "front_door": pl.lit(""),
    }
    said = [pl.when(~pl.col(door)).then(pl.concat_str(pl.lit(f"{door}: "), because[door])) for door in DOORS]
    return pl.concat_list(said).list.drop_nulls()
