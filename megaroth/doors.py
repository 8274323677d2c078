"""Every door to Roth money, for each person: open or shut, the most it allows this year, its condition, why it is shut.

From plan data only: no employer may want its people's tax returns. docs/law.md, section 10. Amounts are whole cents.
"""

from datetime import date
from typing import Final

import polars as pl

from megaroth import availability, reasons
from megaroth.answers import Answers
from megaroth.ira import most_of_a_year
from megaroth.limits import Limits
from megaroth.money import grouped
from megaroth.people import Moment, employed_on
from megaroth.plan import Plan
from megaroth.strategy import HELD, ahead, code_of, in_words, of_hold, on_day, what_shuts
from schemas import words
from schemas.columns import columns
from schemas.reports import Doors

DOORS: Final = ("mega_backdoor", "roth_401k", "after_leaving", "backdoor", "front_door")

OF_ROOM: Final = ("pay_dates_left", "limit_415c", "annual_additions_ytd", "reserved_employer", "can_contribute")
OF_ACCOUNT: Final = ("after_tax_value", "withdrawable", "can_convert", "next_date")
OF_STRATEGY: Final = ("employee_id", "name", "deferrals_left", "after_tax_ytd", "room", "waiting")

NEEDS: Final = {
    "mega_backdoor": "elect after-tax contributions and have them converted {} (earnings are taxed unless they go to a "
    "traditional IRA)",
    "roth_401k": "elect Roth deferrals (what another employer's plan takes this year counts against the same limit)",
    "backdoor": "{} (one limit with the front door). Other traditional, SEP or SIMPLE IRA money makes the conversion "
    "taxable in proportion (401(k) and 403(b) money does not count)",
    "front_door": "{} and {} (one limit with the backdoor)",
}
"""A list is joined by `; `, so no words of it have one. Those of the census and of room lose theirs."""
OF_THAT_MUCH: Final = "taxable compensation of that much"
OF_WHAT_IS_PAID: Final = "taxable compensation of at least what is contributed"
AT_ONCE: Final = "at once"
LATER: Final = "as soon as they can be"
BOTH: Final = ", and "
LEFT: Final = "convert it to Roth: a rollover to a Roth IRA taxes the earnings"
TO_LEAVE: Final = "leave the job"
WHILE_HELD: Final = ", and nothing leaves while a hold stands"
END_IN_A_CONVERSION: Final = ("mega_backdoor", "after_leaving", "backdoor")
SAID: Final = {
    **{code: reasons.WORDS[code] for code in ("not_in_census", "not_employed", "after_tax_not_allowed")},
    "in_service_not_allowed": availability.WORDS["in_service_not_allowed"],
    "nothing_left": "nothing can be contributed after tax now, and no after-tax money waits that can be converted",
    "no_roth_source": "the plan has no Roth source",
    "nothing_to_defer": "the limits and the pay to come leave nothing to defer this year, or no pay date is left",
}
NO_MONEY: Final = {
    "account": "nothing is left in the after-tax account",
    "contributed": "after-tax money was contributed, but the recordkeeper has told of no account with it",
    "nothing": "no after-tax money is known",
}


def doors(
    answers: Answers, accounts: pl.LazyFrame, strategy: pl.LazyFrame, persons: pl.LazyFrame, plan: Plan, ira: Limits
) -> pl.DataFrame:
    """The doors report.

    `accounts` is the conversions report, `strategy` the report of that name, `persons` everybody in the census:
    employee_id, birth_date, hold, in_census and the days of `people.DAYS_EMPLOYED`; `ira` are the limits of IRAs.
    """
    moment = answers.moment
    of_room = answers.persons.lazy().select("employee_id", *OF_ROOM, against_room=stands_against_room())
    of_account = accounts.select("employee_id", *OF_ACCOUNT, against_account=what_shuts())
    return (
        strategy.select(*OF_STRATEGY)
        .join(of_room, on="employee_id", how="left", validate="1:1")
        .join(pay_to_come(answers), on="employee_id", how="left", validate="1:1")
        .join(of_account, on="employee_id", how="left", validate="1:1")
        .join(in_census(persons, moment, ira), on="employee_id", how="left", validate="1:1")
        .with_columns(
            pl.col("employed", "in_census", "can_contribute", "can_convert").fill_null(value=False),
            pl.col("deferrals_left", "pay_dates_left", "withdrawable").fill_null(0),
        )
        .with_columns(**most(plan, ira, moment))
        .with_columns(pl.when(door).then(f"{door}_most").otherwise(0).alias(f"{door}_most") for door in DOORS)
        .with_columns(conditions=conditions(plan, ira, moment), shut=why_shut(plan, moment.as_of))
        .select(column.name for column in columns(Doors))
        .sort("employee_id")
        .collect()
    )


def in_census(persons: pl.LazyFrame, moment: Moment, ira: Limits) -> pl.LazyFrame:
    """What the census knows of each person; a birth date that is a payroll system's default is none."""
    defaults = list(ira.statute.default_birth_dates)
    known = pl.when(~pl.col("birth_date").is_in(defaults)).then("birth_date")
    return persons.select(
        "employee_id", "in_census", birth_date=known, hold=of_hold(), employed=employed_on(moment.as_of)
    )


def stands_against_room() -> pl.Expr:
    """The first reason of the room report that is no remark, in words."""
    no_remark = pl.element().filter(~code_of(pl.element()).is_in([*reasons.REMARKS]))
    return in_words(pl.col("reasons").list.eval(no_remark).list.first())


def pay_to_come(answers: Answers) -> pl.LazyFrame:
    """What the pay of the calendar year's dates to come can bring in deferrals; null where a pay is not known."""
    early = pl.sum_horizontal(f"posted_{kind}_left" for kind in words.DEFERRALS)
    counts = pl.col("expected") & (pl.col("date").dt.year() == answers.moment.at.year)
    return (
        answers.forecast.lazy()
        .group_by("employee_id")
        .agg(
            pay=(pl.col("gross") - early).clip(0).filter(counts).sum(),
            unknown=pl.col("pay_unknown").filter(counts).any(),
        )
        .select("employee_id", pay_to_come=pl.when(~pl.col("unknown")).then("pay"))
    )


def most(plan: Plan, ira: Limits, moment: Moment) -> dict[str, pl.Expr]:
    """Whether each door is open, and the most it would allow."""
    as_of = moment.as_of
    terms = plan.terms(as_of)
    lawful, employed = not plan.roth_routes_shut(as_of), pl.col("employed")
    contributes = pl.when("can_contribute").then("room").otherwise(0)
    converts = pl.when("can_convert").then("withdrawable").otherwise(0)
    mega = contributes + converts
    deferrable = pl.min_horizontal("pay_to_come", pl.min_horizontal("deferrals_left", left_by_415()).clip(0))
    later = pl.when("employed").then(pl.col("waiting") + contributes).otherwise(converts)
    paid_again = employed & (pl.col("pay_dates_left") > 0)
    limit = ira_limit(ira, moment.at.year)
    in_service = employed & pl.col("hold").is_null() & terms.withdrawals.in_service
    return {
        "mega_backdoor": (mega > 0) & in_service & lawful,
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


def ira_limit(ira: Limits, year: int) -> pl.Expr:
    """The most all IRAs of a person may take in for the year, null where no figure is known. 26 USC 219(b)(5)."""
    if not ira.covers(year):
        return pl.lit(None, dtype=pl.Int64)
    old_enough = year - pl.col("birth_date").dt.year() >= ira.statute.ira_catch_up_age
    with_catch_up, without = (pl.lit(most_of_a_year(year, ira, catch_up=more), pl.Int64) for more in (True, False))
    return pl.when(old_enough).then(with_catch_up).otherwise(without)


def conditions(plan: Plan, ira: Limits, moment: Moment) -> pl.Expr:
    """What each open door needs from the person's own side."""
    year = moment.at.year
    needs = {
        "mega_backdoor": pl.format(NEEDS["mega_backdoor"], when_converted()),
        "roth_401k": pl.lit(NEEDS["roth_401k"]),
        "backdoor": pl.lit(NEEDS["backdoor"].format(compensation(ira, year))),
        "front_door": pl.lit(NEEDS["front_door"].format(compensation(ira, year), income(ira, year))),
    }
    to_leave = pl.lit(TO_LEAVE) + pl.when(pl.col("hold").is_not_null()).then(pl.lit(WHILE_HELD)).otherwise(pl.lit(""))
    needs["after_leaving"] = pl.when("employed").then(to_leave).otherwise(pl.lit(LEFT))
    until = {door: ahead(plan, moment.as_of) for door in END_IN_A_CONVERSION}
    said = [
        pl.when(door).then(pl.concat_str(pl.lit(f"{door}: "), needs[door], pl.lit(until.get(door, ""))))
        for door in DOORS
    ]
    return pl.concat_list(said).list.drop_nulls()


def when_converted() -> pl.Expr:
    """When what is contributed after tax can be converted: the next date of the account, at once where it can now."""
    other = pl.col("against_account").is_not_null() & (code_of(pl.col("against_account")) != "nothing_to_convert")
    later = pl.when(~pl.col("can_convert") & other).then(pl.lit(LATER))
    return pl.coalesce(on_day("from {} on", "next_date"), later, pl.lit(AT_ONCE))


def compensation(ira: Limits, year: int) -> str:
    """The pay that an IRA contribution asks for: of the limit where it is known. 26 USC 219(b)(1)(B)."""
    return OF_THAT_MUCH if ira.covers(year) else OF_WHAT_IS_PAID


def income(ira: Limits, year: int) -> str:
    """The incomes at which the front door begins to close and is shut. 26 USC 408A(c)(3)."""
    if not ira.covers(year):
        return f"an income within the range of {year}, which this program does not know yet"
    single, single_end, joint, joint_end = (
        grouped(ira.cents(f"roth_ira_{status}_{side}", year))
        for status in ("single", "joint")
        for side in ("start", "end")
    )
    return (
        f"an income (MAGI) below {single} (single) or {joint} (joint), from there on less, nothing from "
        f"{single_end} or {joint_end} on, with a range of its own for filing separately"
    )


def why_shut(plan: Plan, as_of: date) -> pl.Expr:
    """Why each shut door is shut: the first reason that holds."""
    terms = plan.terms(as_of)
    employed = pl.col("employed")
    unknown = pl.when(~pl.col("in_census")).then(pl.lit(SAID["not_in_census"]))
    assumed = pl.when(plan.roth_routes_shut(as_of)).then(pl.lit(plan.roth_routes_shut_words()))
    left = pl.when(~employed).then(pl.lit(SAID["not_employed"]))
    takes_none = pl.when(not terms.after_tax.allowed).then(pl.lit(SAID["after_tax_not_allowed"]))
    because = {
        "mega_backdoor": pl.coalesce(
            unknown,
            assumed,
            pl.when(employed & (not terms.withdrawals.in_service)).then(pl.lit(SAID["in_service_not_allowed"])),
            left,
            pl.lit(HELD) + pl.col("hold"),
            pl.concat_str(pl.coalesce(takes_none, "against_room"), against_what_waits(), separator=BOTH),
            takes_none,
            "against_room",
            pl.lit(SAID["nothing_left"]),
        ),
        "roth_401k": pl.coalesce(
            unknown,
            left,
            pl.when(not terms.deferrals.roth).then(pl.lit(SAID["no_roth_source"])),
            pl.lit(SAID["nothing_to_defer"]),
        ),
        "after_leaving": pl.coalesce(
            unknown,
            assumed,
            pl.when(employed).then(pl.concat_str(no_money(), takes_none, separator=BOTH)),
            pl.when(employed).then(pl.concat_str(no_money(), "against_room", separator=BOTH)),
            in_words(pl.col("against_account")),
            no_money(),
        ),
        "backdoor": assumed,
        "front_door": pl.lit(""),
    }
    said = [
        pl.when(~pl.col(door)).then(pl.concat_str(pl.lit(f"{door}: "), in_one_piece(because[door]))) for door in DOORS
    ]
    return pl.concat_list(said).list.drop_nulls()


def in_one_piece(said: pl.Expr) -> pl.Expr:
    """Words without what joins the pieces of a list: those of the census's hold may have it, and room's."""
    return said.str.replace_all("; ", ", ", literal=True)


def against_what_waits() -> pl.Expr:
    """What keeps money that waits from being converted; null where none waits."""
    return pl.when(pl.col("waiting") > 0).then(in_words(pl.col("against_account")))


def no_money() -> pl.Expr:
    """That there is no after-tax money, as far as the feeds know."""
    return (
        pl.when(pl.col("after_tax_value").is_not_null())
        .then(pl.lit(NO_MONEY["account"]))
        .when(pl.col("after_tax_ytd") > 0)
        .then(pl.lit(NO_MONEY["contributed"]))
        .otherwise(pl.lit(NO_MONEY["nothing"]))
    )
