"""One person's after-tax account in plain sentences: how it got there, what can leave it, and what each route taxes.

Nothing is computed here: every amount is the engine's own (`megaroth.account_facts`). Amounts are whole cents.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from megaroth.account_history import CLOSING
from megaroth.availability import LEAVES_A_ROUTE
from megaroth.explanation import Step
from megaroth.money import grouped
from megaroth.plan import Plan
from megaroth.plan_terms import Withdrawals
from schemas.columns import columns
from schemas.reports import Conversions

LAWS: Final = {column.name: column.law for column in columns(Conversions)}
PLAN: Final = "plan.toml [withdrawals]"
"""What decides where no paragraph does."""

NOT_LAW: Final = "after-tax money can no longer become Roth (assumed in plan.toml, not law)"


@dataclass(frozen=True)
class AskedAccount:
    """Whose account and when: the person's row of `account_facts`, the plan, the as-of date."""

    account: Mapping[str, Any]
    plan: Plan
    as_of: date

    @property
    def terms(self) -> Withdrawals:
        """The plan's terms in force."""
        return self.plan.terms(self.as_of).withdrawals

    def of(self, name: str) -> int:
        """An amount of the account; one that nothing makes up is 0."""
        return int(self.account[name] or 0)

    def moved(self, when: str, amount: str) -> dict[str, int]:
        """What each feed did to value or basis, since the statement or as counted anew."""
        return {feed: self.of(f"{when}_{amount}_{feed}") for feed in ("contributions", "withdrawals", CLOSING)}

    def stands(self, code: str) -> bool:
        """Whether that reason stands against a conversion, or against one of its routes."""
        return any(_code(reason) == code for reason in self.account["reasons"])


def account_steps(asked: AskedAccount) -> list[Step]:
    """From the statement to the routes."""
    return [
        *_held(asked),
        *_waiting(asked),
        _recomputed(asked),
        _in_transit(asked),
        _taken(asked),
        _withdrawable(asked),
        *_parts(asked),
        *_routes(asked),
    ]


def _step(
    asked: AskedAccount, figure: str, says: str, parts: Mapping[str, int] | None = None, law: str | None = None
) -> Step:
    paragraph = LAWS.get(figure) or LAWS["after_tax_basis"]
    cited = law or (paragraph if paragraph.startswith("Notice") else f"26 USC {paragraph}")
    return Step(figure, asked.of(figure), says, cited, {name: part for name, part in (parts or {}).items() if part})


def _held(asked: AskedAccount) -> Iterator[Step]:
    """Value, basis and what is between them, each from the statement on."""
    day, value, basis = asked.account["balance_date"], asked.of("after_tax_value"), asked.of("after_tax_basis")
    begins = f"the recordkeeper's statement of {day} says" if day else "without a statement yet, it begins with"
    moved = asked.moved("since", "value")
    says = f"In the after-tax account: {begins} {grouped(asked.of('stated_value'))}{_since(moved, 'posted')}."
    yield _step(asked, "after_tax_value", says, {"stated": asked.of("stated_value")} | moved)
    begins = "the statement says" if day else "it begins with"
    moved = asked.moved("since", "basis")
    says = "Contributed from taxed pay and not taxed again: "
    says += f"{begins} {grouped(asked.of('stated_basis'))}{_since(moved, 'paid in')}."
    yield _step(asked, "after_tax_basis", says, {"stated": asked.of("stated_basis")} | moved)
    parts = {"after_tax_value": value, "after_tax_basis": -basis}
    yield _step(asked, "after_tax_earnings", _gain(asked, value - basis), parts)


def _since(moved: Mapping[str, int], paid_in: str) -> str:
    """What moved value or basis since the statement, feed by feed."""
    told = _told(moved, paid_in)
    return f"; since then {told}" if told else ", and nothing has moved it since"


def _told(moved: Mapping[str, int], paid_in: str) -> str:
    return ", ".join(f"{grouped(amount)} {words}" for words, amount in _by_words(moved, paid_in) if amount)


def _by_words(moved: Mapping[str, int], paid_in: str) -> Iterator[tuple[str, int]]:
    yield paid_in, moved["contributions"]
    yield "withdrawn", -moved["withdrawals"]
    yield "lost with an account emptied at a loss", -moved[CLOSING]


def _gain(asked: AskedAccount, gain: int) -> str:
    """What is between value and basis. It is what a withdrawal taxes only where the source is its own contract."""
    if not asked.terms.separate_contract:
        return (
            f"Value less basis is {grouped(gain)}, which is not what a withdrawal taxes: the plan keeps no separate "
            "contract, so basis is a part of all vested money."
        )
    return f"Value less basis: {grouped(gain)} of earnings." if gain >= 0 else f"A loss of {grouped(-gain)}."


def _waiting(asked: AskedAccount) -> Iterator[Step]:
    """Since when the basis that is there has been waiting to be converted."""
    since, days = asked.account["waiting_since"], asked.account["days_waiting"]
    if since is None:
        return
    sweep = asked.terms.sweep_days
    swept = f" The plan converts by itself what waits longer than {_counted(sweep, 'day')}." if sweep else ""
    says = f"The oldest of it waits since {since}, for {_counted(days, 'day')}; the oldest money leaves first.{swept}"
    yield Step("basis_waiting", asked.of("after_tax_basis"), says, f"26 USC {LAWS['after_tax_basis']}")


def _recomputed(asked: AskedAccount) -> Step:
    """R19: contributions less basis withdrawn, beside what the recordkeeper states. 26 USC 72(c)(1)."""
    account, day = asked.account, asked.account["balance_date"]
    if account["basis_recomputed"] is None:
        return _nothing_beside(asked, day)
    moved, base = asked.moved("counted", "basis"), account["base_date"]
    begins = f"the statement of {base}, {grouped(asked.of('base_basis'))}" if base else "the first row on"
    told = _told(moved, "paid in") or "nothing paid in and nothing withdrawn"
    says = f"Counted anew from {begins}: {told}, through {day}. {_beside(asked)}"
    return _step(asked, "basis_recomputed", says, {"base": asked.of("base_basis")} | moved, "26 USC 72(c)(1)")


def _nothing_beside(asked: AskedAccount, day: date | None) -> Step:
    """The basis that nothing can be held against: what it is counted from is the newest statement, or there is none."""
    says = "The basis is itself counted from postings and withdrawals; there is no statement to hold it against."
    if day:
        says = f"The basis is counted from the statement of {day}; there is no later one to hold it against."
    amount = asked.of("stated_basis" if day else "after_tax_basis")
    return Step("basis_recomputed", amount, says, "26 USC 72(c)(1)")


def _beside(asked: AskedAccount) -> str:
    """What the recordkeeper states of the basis counted anew."""
    stated = asked.of("stated_basis")
    if asked.account["opened"]:
        return (
            f"Not held against the {grouped(stated)} of the recordkeeper: the opening of {asked.account['opened']} "
            "stands for rows that lie elsewhere."
        )
    if asked.of("basis_recomputed") < 0:
        return f"Not held against the {grouped(stated)} of the recordkeeper: more was withdrawn than was ever told."
    more = stated - asked.of("basis_recomputed")
    if not more:
        return "The recordkeeper states the same."
    return f"The recordkeeper states {grouped(stated)}, {grouped(abs(more))} {'more' if more > 0 else 'less'} (R19)."


def _in_transit(asked: AskedAccount) -> Step:
    amount = asked.of("in_transit")
    says = "All after-tax money that payroll withheld this limitation year is posted."
    if amount:
        says = (
            f"Withheld by payroll this limitation year and not posted yet: {grouped(amount)}; no part of the account."
        )
    return _step(asked, "in_transit", says)


def _taken(asked: AskedAccount) -> Step:
    """What was withdrawn this calendar year, how often, and how often the plan allows it."""
    number, amount = asked.of("withdrawals_this_year"), asked.of("withdrawn_this_year")
    says = f"Withdrawn or converted in calendar year {asked.as_of.year}: {_counted(number, 'time')}"
    if counts_to := asked.account["opening_counts_to"]:
        says += f" (an opening counts those up to {counts_to}, without amounts)"
    says += f"; {grouped(amount)} in all rows of withdrawals" if amount else ""
    return _step(asked, "withdrawn_this_year", f"{says}. {_terms(asked)}".rstrip(), law=PLAN)


def _terms(asked: AskedAccount) -> str:
    """What the plan asks of somebody still employed, and from when on its months are over."""
    account, terms = asked.account, asked.terms
    if account["employed"] is None:
        return ""
    if not account["employed"]:
        return "Who has left is bound by none of the plan's terms for people still employed."
    if not terms.in_service:
        return "The plan allows no withdrawal to somebody still employed."
    asks = [f"{_counted(terms.per_year, 'withdrawal')} a calendar year" if terms.per_year else "any number of them"]
    if terms.months_between:
        last = account["last_withdrawal"]
        then = f" (the last was on {last}, so the next can be from {account['months_over']} on)" if last else ""
        asks.append(f"{_counted(terms.months_between, 'month')} between two{then}")
    if terms.minimum:
        asks.append(f"{grouped(terms.minimum)} or more at a time")
    return f"The plan allows somebody still employed {', '.join(asks)}."


def _withdrawable(asked: AskedAccount) -> Step:
    aside = "; ".join(reason for reason in asked.account["reasons"] if _code(reason) in LEAVES_A_ROUTE)
    known = f" To be known: {aside}." if aside else ""
    if asked.account["can_convert"]:
        says = f"Can be withdrawn or converted now: {grouped(asked.of('withdrawable'))}.{known}{_assumed(asked)}"
        return _step(asked, "withdrawable", says, law=PLAN)
    against = "; ".join(reason for reason in asked.account["reasons"] if _code(reason) not in LEAVES_A_ROUTE)
    says = f"Nothing can be converted now: {against}.{known}{_all_the_same(asked)}"
    return _step(asked, "withdrawable", says, law=PLAN)


def _code(reason: str) -> str:
    """What comes before the colon of `code: words`."""
    return reason.partition(":")[0]


def _all_the_same(asked: AskedAccount) -> str:
    """What may leave though nothing can be converted, and from when on it could be, or why that is not known."""
    amount, says = grouped(asked.of("withdrawable")), ""
    if asked.of("withdrawable") and asked.stands("roth_routes_shut"):
        says += f" It can be withdrawn without becoming Roth: {amount}."
    if asked.of("withdrawable") and asked.stands("vested_balance_unknown"):
        says += f" What of the {amount} would be basis is not known."
    if asked.account["next_date"]:
        says += f" If nothing but the date changes, it can from {asked.account['next_date']} on."
    elif asked.plan.after_tax_conversions_end is None:
        says += " No next date is named: it takes more than a later date."
    return says + _assumed(asked)


def _assumed(asked: AskedAccount) -> str:
    """The day to come from which plan.toml assumes that nothing becomes Roth, unless a reason tells it already."""
    end = asked.plan.after_tax_conversions_end
    if end is None or asked.stands("roth_routes_shut") or asked.stands("roth_routes_will_be_shut"):
        return ""
    return f" From {end} on {NOT_LAW}."


def _parts(asked: AskedAccount) -> Iterator[Step]:
    """What of it is basis, by which formula, and the rest. 26 USC 72(e)(8)."""
    if not asked.account["can_convert"]:
        return
    amount, separate = asked.of("withdrawable"), asked.terms.separate_contract
    first = min(amount, asked.of("pre_1987_basis"))
    law = "26 USC 72(e)(8)(D)" if first else "26 USC 72(e)(8), 72(d)(2)" if separate else "26 USC 72(e)(8)"
    yield _step(asked, "basis_to_roth", f"Taken out all at once, the basis in it: {_formula(asked, first)}", law=law)
    parts = {"withdrawable": amount, "basis_to_roth": -asked.of("basis_to_roth")}
    yield _step(asked, "earnings", "The rest of it, pre-tax.", parts, law)


def _formula(asked: AskedAccount, first: int) -> str:
    """How the basis in a withdrawal of all there is comes about; `first` is what of it is from before 1987."""
    amount, basis, whole = (asked.of(name) for name in ("withdrawable", "after_tax_basis", "whole"))
    of_what = "all vested money, as the plan keeps no separate contract"
    if asked.terms.separate_contract:
        of_what = "the after-tax source, a contract of its own"
    if basis > whole:
        lost = f" The other {grouped(basis - amount)} is never recovered but in box 5." if amount == whole else ""
        return f"a loss, as basis is more than {of_what}, so all that is taken is basis.{lost}"
    if amount == first:
        return "all of it is from before 1987."
    ratio = f"{grouped(amount - first)} x {grouped(basis - first)} / {grouped(whole - first)}"
    if first:
        ratio = f"{grouped(first)} from before 1987, then {ratio}"
    less = ", each less what came first" if first else ""
    return f"{ratio}, the basis over {of_what}{less}."


def _routes(asked: AskedAccount) -> Iterator[Step]:
    if not asked.account["can_convert"]:
        return
    yield _step(asked, "taxable_split", "Basis to a Roth IRA and earnings to a traditional IRA: nothing is taxed.")
    taxed = grouped(asked.of("taxable_all_roth_ira"))
    yield _step(asked, "taxable_all_roth_ira", f"Everything to a Roth IRA: {taxed} is taxed.")
    if asked.account["taxable_in_plan_roth"] is not None:
        yield _step(
            asked,
            "taxable_in_plan_roth",
            f"Everything converted inside the plan: {grouped(asked.of('taxable_in_plan_roth'))} is taxed, nothing is "
            f"withheld, it cannot be undone, and its five years run from {date(asked.as_of.year, 1, 1)} "
            f"through {asked.account['five_years_end']}.",
        )


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
