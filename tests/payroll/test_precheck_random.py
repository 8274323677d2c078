"""A cut is the smallest that keeps every limit by the oracle's reckoning: with a cent less one is passed."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

import hypothesis
import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from megaroth.limits import load_limits
from megaroth.people import Moment
from megaroth.plan import parse_plan
from megaroth.precheck import precheck
from schemas.columns import types
from schemas.feeds import FEEDS
from schemas.reports import Precheck
from tests.agreement.engine import book_of, engine
from tests.oracle.books import Example, books
from tests.oracle.folder import files_of, plan_text
from tests.oracle.rows import PayrollLine
from tests.payroll.taken import EXAMPLES, Taken, after, as_forecast, is_matched

AMOUNTS = st.sampled_from([0, 1, 100_00, 5_000_00, 30_000_00, 90_000_00])


def paid(line: PayrollLine, after_tax: int, deferrals_cut: int) -> PayrollLine:
    """The line with its cuts made; Roth gives way first."""
    of_roth = min(deferrals_cut, line.roth or 0)
    pre_tax = (line.pre_tax or 0) - (deferrals_cut - of_roth)
    return replace(line, after_tax=after_tax, roth=(line.roth or 0) - of_roth, pre_tax=pre_tax)


def as_proposed(date: dict[str, Any], name: str, more: int, deferred_more: int, part_paid: int) -> PayrollLine:
    """The date as it was forecast, with more after tax and deferred, and that part of the pay."""
    line = as_forecast(name, date, date["after_tax"] + more)
    return replace(
        line,
        gross_compensation=line.gross_compensation // part_paid,
        eligible_compensation=(line.eligible_compensation or 0) // part_paid,
        pre_tax=(line.pre_tax or 0) + deferred_more,
    )


def keeps_pay(line: PayrollLine, row: Mapping[str, Any], example: Example) -> bool:
    """Whether pay reaches for the line as it is allowed, and for no cent more where pay alone cut it."""
    allowed = paid(line, (line.after_tax or 0) - row["cut"], row["deferrals_cut"])
    left, why = pay_left(allowed, example), set(row["why"])
    if left < 0:
        return max(allowed.after_tax or 0, (allowed.pre_tax or 0) + (allowed.roth or 0)) <= 0
    deferrals_by_pay = row["deferrals_cut"] and not {"402g", "plan_deferral_limit"} & why
    return left == 0 or not (deferrals_by_pay or (row["cut"] and why == {"available_pay"}))


def pay_left(line: PayrollLine, example: Example) -> int:
    """What the pay of the line's date reaches for beyond the line and the date's other runs; below 0: not for all."""
    others = [
        other
        for other in example.book.payroll
        if (other.employee_id, other.pay_date) == (line.employee_id, line.pay_date) and other.run_type != line.run_type
    ]
    pay = taken = 0
    for each in [line, *others]:
        pay += each.gross_compensation
        for cell in (each.pre_tax, each.pre_tax_catch_up, each.roth, each.roth_catch_up, each.after_tax):
            taken += cell or 0
    return max(0, pay) - taken


@EXAMPLES
@given(books(), AMOUNTS, st.sampled_from([0, 0, 1, 40_000_00]), st.sampled_from([1, 1, 4, 10_000]))
def test_a_cut_keeps_every_limit_and_a_cent_less_does_not(
    example: Example, more: int, deferred_more: int, part_paid: int
) -> None:
    """Payroll of everybody's next pay date, with so much more after tax and deferred than was forecast.

    `part_paid`: the date pays that part of what was expected.
    """
    texts = files_of(example.book, one_file_per_pay_date=False, drop_empty_columns=False)
    year = example.year[1].isoformat() if example.year else None
    terms = plan_text(example.plan)
    said = engine(texts, terms, example.as_of, year)
    plan = parse_plan(terms)
    expected = said.forecast.filter("expected").sort("date").unique("employee_id", keep="first", maintain_order=True)
    oracle, coming = example.answers(), {row["employee_id"]: row for row in expected.to_dicts()}
    if not coming:
        return
    lines = {name: as_proposed(date, name, more, deferred_more, part_paid) for name, date in coming.items()}
    rows = [asdict(line) | {"line": number} for number, line in enumerate(lines.values(), start=2)]
    proposed = pl.DataFrame(rows, schema=types(FEEDS["payroll"]) | {"line": pl.Int64})
    moment = Moment(said.moment.year, example.as_of)
    cuts = precheck(book_of(texts), proposed, plan, load_limits(plan.extra_limits), moment).lines
    Precheck.validate(cuts, lazy=True)
    cut_of = {row["employee_id"]: row for row in cuts.to_dicts()}
    received = dict(said.persons.select("employee_id", "after_tax_received").rows())
    for name, line in lines.items():
        row = cut_of.get(name, {"cut": 0, "deferrals_cut": 0, "why": []})
        limited = {"415c_dollar", "415c_compensation", "plan_cap", "hce_cap", "available_pay"} & set(row["why"])
        hypothesis.event(f"why {' '.join(row['why'])}")
        assert keeps_pay(line, row, example), row
        if row["cut"] and not limited:
            continue
        if is_matched(plan) and coming[name]["received_match"] is not None:
            continue
        posted = coming[name]["posted_after_tax_left"]
        amount = (line.after_tax or 0) - posted - row["cut"]
        cut = paid(line, amount + posted, row["deferrals_cut"])
        taken = Taken(oracle[name], after(example, cut), amount, received[name])
        spent = amount <= 0 or (taken.within_the_law and taken.within_the_plan)
        assert spent, row
        if row["cut"]:
            one_more = replace(cut, after_tax=(cut.after_tax or 0) + 1)
            over = Taken(oracle[name], after(example, one_more), amount + 1, received[name])
            assert not (over.within_the_law and over.within_the_plan and pay_left(one_more, example) >= 0), row
