"""What fits after tax from now to the year's end, and at which rate: room, suggested rate, stop date.

Where after-tax money is matched every dollar of it brings match that uses room, so the largest is searched for.
"""

import polars as pl

from megaroth.cents import of_rate, wide
from megaroth.forecast.bisect import largest
from megaroth.forecast.deferrals import after_tax_rate, spread, with_spill
from megaroth.forecast.scenario import Scenario
from megaroth.money import ONE
from schemas import words

OVER_PERSON = "employee_id"


def is_matched(plan_scenario: Scenario) -> bool:
    """Whether any after-tax money earns a match."""
    return any(
        terms.match.tiers and words.AFTER_TAX in terms.match.sources for _, terms in plan_scenario.plan.changes()
    )


def spread_evenly() -> pl.Expr:
    """The part of `tried` on each expected date."""
    expected = pl.col("expected")
    share = spread(
        pl.col("tried"), expected.sum().over(OVER_PERSON), expected.cum_sum().over(OVER_PERSON, order_by="date")
    )
    return pl.when("expected").then(share).otherwise(0)


def employer_at(ahead: Scenario, tried: pl.DataFrame) -> pl.DataFrame:
    """Employer money reserved if `tried` is contributed evenly; at the year's end where no date is left."""
    dates = ahead.with_after_tax(tried, spread_evenly())
    has_date = ahead.dates.lazy().filter("expected").select("employee_id").unique().with_columns(has_date=True)
    at_end = tried.lazy().join(has_date, on="employee_id", how="left", validate="1:1")
    nothing_left = pl.when(pl.col("has_date").is_null()).then("tried").otherwise(0)
    return ahead.employer(dates, at_end.select("employee_id", tried_at_end=nothing_left).collect())


def room_found(persons: pl.DataFrame, ahead: Scenario) -> pl.DataFrame:
    """employee_id, `found`, and `law_leaves_more`: 415(c) would let one cent more in.

    `persons` has `side`, what 415(c) leaves before employer money, `employer_reserved_base` and `plan_cap_left`.
    """
    upper = pl.min_horizontal(pl.col("side") - pl.col("employer_reserved_base"), "plan_cap_left").clip(0)
    if not is_matched(ahead):
        more = upper + pl.col("employer_reserved_base") < pl.col("side")
        return persons.select("employee_id", found=upper, law_leaves_more=more)
    side = persons.select("employee_id", "side")

    def fits(tried: pl.DataFrame) -> pl.DataFrame:
        return (
            employer_at(ahead, tried)
            .join(tried, on="employee_id", how="inner", validate="1:1")
            .join(side, on="employee_id", how="inner", validate="1:1")
            .select("employee_id", fits=pl.col("tried") + pl.col("employer_reserved") <= pl.col("side"))
        )

    found = largest(persons.select("employee_id", upper=upper), fits)
    one_more = fits(found.select("employee_id", tried=pl.col("found") + 1)).rename({"fits": "law_leaves_more"})
    return found.join(one_more, on="employee_id", how="left", validate="1:1")


def rate_found(persons: pl.DataFrame, ahead: Scenario) -> pl.DataFrame:
    """employee_id and `found`: the largest multiple of election_step that keeps every limit on every date left.

    `persons` are those with room and a date left. The rate is a person's in hundred-millionths.
    """
    step = ahead.plan.terms(ahead.moment.at).after_tax.election_step
    most = highest_rate(ahead).join(persons.select("employee_id"), on="employee_id", how="semi")
    facts = persons.select("employee_id", "side", "plan_cap_left", "employer_reserved_base")
    dates = ahead if is_matched(ahead) else alike(ahead)

    def fits(tried: pl.DataFrame) -> pl.DataFrame:
        on_dates = dates.with_after_tax(tried, at_rate(pl.col("tried") * step))
        taken = on_dates.group_by("employee_id").agg(taken=(pl.col("tried") * pl.col("dates_alike")).sum())
        asked = taken.join(facts, on="employee_id", how="inner", validate="1:1")
        if is_matched(ahead):
            asked = asked.join(ahead.employer(on_dates), on="employee_id", how="left", validate="1:1")
        else:
            asked = asked.with_columns(employer_reserved="employer_reserved_base")
        within_plan = (pl.col("taken") <= pl.col("plan_cap_left")).fill_null(value=True)
        within_law = pl.col("taken") + pl.col("employer_reserved") <= pl.col("side")
        return asked.select("employee_id", fits=within_plan & within_law)

    steps = largest(most.select("employee_id", upper=pl.col("most") // step), fits)
    return steps.with_columns(found=pl.col("found") * step)


def at_rate(rate: pl.Expr) -> pl.Expr:
    """A date's after-tax money at a rate, with what spills over."""
    return pl.when("expected").then(with_spill(of_rate(pl.col("eligible"), rate))).otherwise(0)


def highest_rate(ahead: Scenario) -> pl.DataFrame:
    """`most`: the plan's rate for the person and (pay - deferrals) / pay, the least of any date left."""
    pay, taken = pl.col("eligible"), pl.sum_horizontal("deferred", "posted_pre_tax_left", "posted_roth_left")
    by_pay = pl.when(pay > 0).then((wide(pay - taken) * ONE // pl.when(pay > 0).then(pay)).cast(pl.Int64))
    least = pl.min_horizontal(after_tax_rate(ahead.plan), by_pay)
    has_pay = (pl.col("eligible") > 0).any()
    return (
        ahead.dates.lazy()
        .filter("expected")
        .group_by("employee_id")
        .agg(most=pl.when(has_pay).then(least.min().clip(0)).otherwise(0))
        .collect()
    )


def alike(ahead: Scenario) -> Scenario:
    """The scenario with expected dates that are alike counted, not repeated."""
    same = ["employee_id", "expected", "eligible", "spilled", "spill_up_to", "pay_left", "takes_after_tax"]
    counted = ahead.dates.lazy().filter("expected").group_by(same).agg(dates_alike=pl.len().cast(pl.Int64)).collect()
    return Scenario(counted, ahead.facts, ahead.plan, ahead.moment, ahead.pay_cap)


def stop_dates(ahead: Scenario, room: pl.DataFrame) -> pl.DataFrame:
    """employee_id and `stop_date`: the first expected date on which what is contributed now passes `room`."""
    so_far = pl.when("expected").then("after_tax").otherwise(0).cum_sum().over(OVER_PERSON, order_by="date")
    passed = pl.col("expected") & (so_far > pl.col("room"))
    return (
        ahead.dates.lazy()
        .join(room.lazy().select("employee_id", "room"), on="employee_id", how="left", validate="m:1")
        .filter(passed)
        .group_by("employee_id")
        .agg(stop_date=pl.col("date").min())
        .collect()
    )
