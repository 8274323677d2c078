"""A cap is the most that fits: payroll that takes it keeps every limit, by the oracle's reckoning, and no cent more."""

import hypothesis
from hypothesis import given

from megaroth.caps import payroll_caps
from megaroth.limits import load_limits
from megaroth.plan import parse_plan
from schemas.reports import PayrollCaps
from tests.agreement.engine import engine
from tests.oracle.books import Example, books
from tests.oracle.folder import files_of, plan_text
from tests.payroll.taken import EXAMPLES, Taken, after, as_forecast, is_matched


@EXAMPLES
@given(books())
def test_taking_the_cap_keeps_every_limit_and_a_cent_more_does_not(example: Example) -> None:
    """On everybody's next pay date."""
    texts = files_of(example.book, one_file_per_pay_date=False, drop_empty_columns=False)
    year = example.year[1].isoformat() if example.year else None
    terms = plan_text(example.plan)
    said = engine(texts, terms, example.as_of, year)
    plan = parse_plan(terms)
    caps = payroll_caps(said, plan, load_limits(plan.extra_limits))
    PayrollCaps.validate(caps, lazy=True)
    oracle = example.answers()
    expected = said.forecast.filter("expected")
    assert set(caps["employee_id"]) == set(expected["employee_id"])
    received = dict(said.persons.select("employee_id", "after_tax_received").rows())
    for cap in caps.to_dicts():
        coming = {row["date"]: row for row in expected.to_dicts() if row["employee_id"] == cap["employee_id"]}
        assert cap["pay_date"] == min(coming)
        before = oracle[cap["employee_id"]]
        date = coming[cap["pay_date"]]
        hypothesis.event(f"binding {cap['binding']}" if cap["after_tax_cap"] else "cap 0")
        if not before.can_contribute:
            assert cap["after_tax_cap"] == 0
            continue
        if is_matched(plan) and date["received_match"] is not None:
            continue  # payroll that says its match itself has decided what the after-tax money earns
        amount = cap["after_tax_cap"]
        assert amount <= before.room
        line = as_forecast(cap["employee_id"], date, amount)
        taken = Taken(before, after(example, line), amount, received[cap["employee_id"]])
        assert taken.within_the_law
        assert taken.within_the_plan
        stays_below = cap["binding"] == "available_pay" or not date["takes_after_tax"]
        if not stays_below and (amount < before.room or not is_matched(plan)):
            hypothesis.event("one cent more tried")
            more = as_forecast(cap["employee_id"], date, amount + 1)
            one_more = Taken(before, after(example, more), amount + 1, received[cap["employee_id"]])
            assert not (one_more.within_the_law and one_more.within_the_plan)
