"""Payroll of a next pay date once it has come: as it was forecast, but for the after-tax money. The oracle answers."""

from dataclasses import dataclass, replace
from typing import Any

from hypothesis import HealthCheck, Phase, settings

from megaroth.plan import Plan
from tests.oracle.books import Example
from tests.oracle.law import Answer
from tests.oracle.rows import PayrollLine

EXAMPLES = settings(
    max_examples=60,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@dataclass(frozen=True)
class Taken:
    """What the oracle says once payroll of the next pay date has come with an amount after tax."""

    before: Answer
    after: Answer
    amount: int
    received_before: int

    @property
    def within_the_law(self) -> bool:
        """Whether additions and all that is reserved are within 415(c)."""
        parts = (
            self.after.annual_additions_ytd,
            self.after.posted_more,
            self.after.reserved_deferrals,
            self.after.reserved_employer,
            self.received_before,
            self.amount,
        )
        return self.after.room > 0 or sum(parts) <= self.after.limit_415c

    @property
    def within_the_plan(self) -> bool:
        """Whether the plan's caps are kept."""
        return self.before.plan_cap_left is None or self.amount <= self.before.plan_cap_left


def as_forecast(employee_id: str, coming: dict[str, Any], amount: int) -> PayrollLine:
    """Payroll of a date just as it was forecast, but for the after-tax money."""

    def employer(kind: str) -> int | None:
        return None if coming[f"received_{kind}"] is None else coming[kind] + coming[f"posted_{kind}_left"]

    return PayrollLine(
        employee_id,
        coming["date"],
        coming["gross"],
        coming["eligible"],
        pre_tax=coming["pre_tax"] + coming["posted_pre_tax_left"],
        roth=coming["roth"] + coming["posted_roth_left"],
        after_tax=amount + coming["posted_after_tax_left"],
        match=employer("match"),
        nonelective=employer("nonelective"),
    )


def after(example: Example, line: PayrollLine) -> Answer:
    """The oracle's answer once the line has come."""
    book = replace(example.book, payroll=[*example.book.payroll, line])
    return replace(example, book=book).answers()[line.employee_id]


def is_matched(plan: Plan) -> bool:
    """Whether after-tax money earns a match."""
    return any("after_tax" in terms.match.sources and terms.match.tiers for _, terms in plan.changes())
