"""The conversions report the slow way: one person and one day at a time. Shares no code with the program."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from tests.oracle.years import on_the_day
from tests.withdrawals.books_of_accounts import ONE_DAY, Books, Row, employed_on
from tests.withdrawals.oracle_of_accounts import Account, Standing
from tests.withdrawals.oracle_of_splits import Question, basis_part

FIVE_YEARS = 5
ROUTES_ALONE = {"in_plan_roth_not_allowed", "roth_routes_shut", "no_statement"}
LEAVES_A_ROUTE = {"in_plan_roth_not_allowed", "no_statement"}
NEVER = {"not_in_census", "hold", "balance_overdrawn", "nothing_to_convert"}


def answers(books: Books) -> list[dict[str, Any]]:
    """The report's rows; reasons as codes, a hold with its words."""
    return [one(books, who) for who in books.holders() if Account(books, who).statements]


def one(books: Books, who: str) -> dict[str, Any]:
    """A person's row."""
    account, person, day = Account(books, who), books.person(who), books.as_of
    now, since = account.carried(), account.waiting_since()
    asked = Asked(books, account, person, now)
    told = {
        "employee_id": who,
        "name": person["name"] if person else None,
        "balance_date": account.statements[-1]["as_of"] if account.stated else None,
        "after_tax_value": now.value,
        "after_tax_basis": now.basis,
        "after_tax_earnings": now.value - now.basis,
        "in_transit": account.in_transit(),
        "waiting_since": since,
        "days_waiting": (day - since).days if since else None,
        "withdrawals_this_year": account.withdrawals_this_year(),
        "next_date": asked.next_date(),
        "reasons": asked.told(day),
    }
    return told | routes(asked, day)


@dataclass(frozen=True)
class Asked:
    """Whether a person's account can be converted on a day, if nothing but the date changed."""

    books: Books
    account: Account
    person: Row | None
    now: Standing

    def reasons(self, day: date) -> list[str]:
        """Codes in the report's order; a hold with its words."""
        terms, shut = self.books.plan.on(day), self.books.plan.roth_shut_from
        reasons = ["not_in_census"] if self.person is None else []
        if self.person and self.person["hold"]:
            reasons.append(f"hold: {self.person['hold']}")
        working = self.person is not None and employed_on(self.person, day)
        if working:
            reasons += self._while_employed(terms, day)
        if self.now.value < 0 or self.now.basis < 0:
            reasons.append("balance_overdrawn")
        if self.now.value == 0:
            reasons.append("nothing_to_convert")
        if working and 0 < self.now.value < terms["minimum"]:
            reasons.append("below_minimum")
        unknown = self.now.vested is None or self.now.vested < self.now.value
        if self.now.value > 0 and not terms["separate_contract"] and unknown:
            reasons.append("vested_balance_unknown")
        if not terms["in_plan_roth"]:
            reasons.append("in_plan_roth_not_allowed")
        if shut is not None and day >= shut:
            reasons.append("roth_routes_shut")
        if not self.account.stated:
            reasons.append("no_statement")
        return reasons

    def told(self, day: date) -> list[str]:
        """The reasons of the day, and last whether the Roth routes will be shut before anything can be converted."""
        shut, reasons = self.books.plan.roth_shut_from, self.reasons(day)
        if shut is None or day >= shut or self.next_date():
            return reasons
        for_ever = replace(self, books=replace(self.books, plan=replace(self.books.plan, roth_shut_from=None)))
        return [*reasons, "roth_routes_will_be_shut"] if for_ever.next_date() else reasons

    def _while_employed(self, terms: Row, day: date) -> list[str]:
        reasons = []
        if not terms["in_service"]:
            reasons.append("in_service_not_allowed")
        count = self.account.withdrawals_this_year() if day.year == self.books.as_of.year else 0
        if 0 < terms["per_year"] <= count:
            reasons.append("withdrawals_used_up")
        last = self.account.last_withdrawal()
        if terms["months_between"] and last and day < months_after(last, terms["months_between"]):
            reasons.append("too_soon")
        return reasons

    def can_convert(self, day: date) -> bool:
        """Nothing stands against it on the day but what shuts the route inside the plan alone."""
        return not set(self.reasons(day)) - LEAVES_A_ROUTE

    def next_date(self) -> date | None:
        """The first later day on which it would be allowed, found by asking one day after another."""
        day = self.books.as_of
        if self.can_convert(day) or NEVER & {why.split(":")[0] for why in self.reasons(day)}:
            return None
        last = self._nothing_changes_after()
        while day < last:
            day += ONE_DAY
            if self.can_convert(day):
                return day
        return None

    def _nothing_changes_after(self) -> date:
        """A day after which every day is like the one before."""
        plan, as_of = self.books.plan, self.books.as_of
        days = [date(as_of.year + 1, 1, 1), *(day for day, _ in plan.amendments)]
        months = max(plan.on(day)["months_between"] for day in [as_of, *days])
        days += [months_after(self.account.last_withdrawal() or as_of, months)]
        if self.person:
            of_work = ("hire_date", "termination_date", "rehire_date")
            days += [self.person[name] for name in of_work if self.person[name]]
        return max(days) + 2 * ONE_DAY


def months_after(day: date, months: int) -> date:
    """The same day so many months later; a day that month lacks is its last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return on_the_day(year, month + 1, day.day)


def routes(asked: Asked, day: date) -> dict[str, Any]:
    """What can be withdrawn, what each route taxes, and when the five years of a Roth rollover inside the plan end."""
    names = ("basis_to_roth", "earnings", "taxable_split", "taxable_all_roth_ira", "taxable_in_plan_roth")
    empty: dict[str, Any] = dict.fromkeys((*names, "five_years_end"))
    terms, now = asked.books.plan.on(day), asked.now
    reasons = asked.reasons(day)
    against = set(reasons) - ROUTES_ALONE
    stands = not against - {"vested_balance_unknown"}
    told = empty | {"withdrawable": now.value if stands else 0, "can_convert": asked.can_convert(day)}
    if "roth_routes_shut" in reasons or (against and stands):
        return told
    if against:
        return told | {"basis_to_roth": 0, "earnings": 0}
    out, _ = basis_part(
        Question(
            basis=now.basis,
            value=now.value,
            amount=now.value,
            pre_1987_basis=max(0, min(now.old, now.basis)) if terms["pre_1987_first"] else 0,
            vested_balance=None if terms["separate_contract"] else now.vested,
        )
    )
    gained = now.value - out
    told |= dict(zip(names[:4], (out, gained, 0, gained), strict=True))
    if terms["in_plan_roth"]:
        told |= {"taxable_in_plan_roth": gained, "five_years_end": date(day.year + FIVE_YEARS - 1, 12, 31)}
    return told
