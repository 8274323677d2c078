"""What `megaroth solo` answers with, as JSON members and as text."""

from collections.abc import Iterator, Sequence
from typing import Final

from megaroth.commands.output import Amount
from megaroth.commands.terminal import MAIN, Toned, pairs
from megaroth.limits import Figure
from megaroth.limits.statute import Statute
from megaroth.money import grouped, percent
from megaroth.solo import Owner, Solo

MEMBERS: Final = (
    "half_self_employment_tax",
    "earned_income",
    "employer_maximum",
    "employer_contribution",
    "deferral",
    "catch_up",
    "after_tax_room",
    "total",
    "total_with_after_tax",
)
NOTES: Final = (
    "Assumed: nobody employed but the owner and a spouse, no other business under common control, and a plan of",
    "calendar years that allows all of this; after-tax contributions it must allow in so many words.",
    "Each amount is worked out exactly and rounded once, so printed amounts may add up to a cent more or less.",
    "Not advice.",
)


def members(answer: Solo) -> dict[str, Amount]:
    """The answer as JSON members."""
    return {name: Amount(getattr(answer, name)) for name in MEMBERS}


def shown(owner: Owner, answer: Solo, statute: Statute) -> str:
    """The answer as an owner reads it, each amount with how it came about and its paragraph."""
    rows = [
        *income_rows(owner, answer, statute),
        *contribution_rows(owner, answer, statute),
        ("Total", Toned(grouped(answer.total), MAIN), "employer, deferral and catch-up"),
        ("Total with after-tax", grouped(answer.total_with_after_tax), "and after-tax money up to the room for it"),
    ]
    return "\n".join([pairs(rows, right=frozenset({1})), "", *NOTES])


def income_rows(owner: Owner, answer: Solo, statute: Statute) -> Iterator[tuple[str, ...]]:
    """What the limits are measured on."""
    if owner.w2_pay:
        yield (
            "Pay",
            grouped(owner.w2_pay),
            "wages of an owner's own company, no self-employment tax: 26 USC 1402(c)(2)",
        )
        return
    yield ("Net profit", grouped(owner.net_profit), "of the business, as given")
    yield (
        "Half of self-employment tax",
        grouped(answer.half_self_employment_tax),
        tax_in_words(owner, answer, statute),
    )
    yield ("Earned income", grouped(answer.earned_income), "net profit less that: 26 USC 401(c)(2)")


def tax_in_words(owner: Owner, answer: Solo, statute: Statute) -> str:
    """The tax, and where the wage base comes in."""
    laws = statute.laws
    if not answer.half_self_employment_tax:
        least = grouped(statute.self_employment_tax_from)
        return f"no self-employment tax under {least} of net earnings: {laws['self_employment_tax_from']}"
    base = answer.bounds.wage_base
    elsewhere = f" less {grouped(owner.wages_elsewhere)} of wages" if owner.wages_elsewhere else ""
    cited = [
        laws["self_employment_tax_deducted"],
        laws["self_employment_social_security_rate"],
        laws["self_employment_medicare_rate"],
        laws["self_employment_net_share"],
    ]
    pension = percent(statute.self_employment_social_security_rate)
    health = percent(statute.self_employment_medicare_rate)
    tax = f"{pension} up to {grouped(base.cents)}{elsewhere} and {health}"
    earnings = f"{percent(statute.self_employment_net_share)} of the profit"
    part = percent(statute.self_employment_tax_deducted)
    return f"{part} of {tax} on {earnings}: {together(cited)}; {base.law}"


def together(laws: Sequence[str]) -> str:
    """Paragraphs of one title, which is named once."""
    first, *others = laws
    title = " ".join(first.split()[:2])
    return ", ".join([first, *(law.removeprefix(f"{title} ") for law in others)])


def contribution_rows(owner: Owner, answer: Solo, statute: Statute) -> Iterator[tuple[str, ...]]:
    """What may go in, in the order of the tests."""
    additions = answer.bounds.additions
    pay = "pay" if owner.w2_pay else "earned income less the employer contribution"
    yield ("Employer maximum", grouped(answer.employer_maximum), maximum_in_words(owner, answer, statute))
    yield ("Employer contribution", grouped(answer.employer_contribution), employer_in_words(answer))
    yield ("Deferral", grouped(answer.deferral), deferral_in_words(owner, answer.bounds.deferral))
    yield ("Catch-up", grouped(answer.catch_up), catch_up_in_words(answer.bounds.catch_up, statute))
    limit = f"the lesser of {grouped(additions.cents)} ({additions.source}) and {pay}"
    what = f"what employer and deferral leave of {limit}: 26 USC 415(c)(1)"
    yield ("After-tax room", Toned(grouped(answer.after_tax_room), MAIN), what)


def maximum_in_words(owner: Owner, answer: Solo, statute: Statute) -> str:
    """The plan's rate, of what, and the cap on pay."""
    rate, cap = percent(answer.plan_rate), answer.bounds.pay
    of = "pay" if owner.w2_pay else f"earned income less this contribution ({rate} / (1 + {rate}))"
    law = together([statute.laws["employer_deduction_rate"], "(8)", cap.law])
    return f"{rate} of {of}, of at most {grouped(cap.cents)} ({cap.source}), before 415(c): {law}"


def employer_in_words(answer: Solo) -> str:
    """Whether the deferral leaves room for all of it."""
    if answer.employer_contribution == answer.employer_maximum:
        return "all of it fits with the deferral: 26 USC 415(c)(1)"
    return "what fits with the deferral: 26 USC 415(c)(1), (3)(B)"


def deferral_in_words(owner: Owner, limit: Figure) -> str:
    """The limit, and what other jobs used of it."""
    elsewhere = f", {grouped(owner.deferred_elsewhere)} deferred elsewhere" if owner.deferred_elsewhere else ""
    which = "the most allowed" if owner.deferral is None else "as given"
    return f"{which}; limit {grouped(limit.cents)} ({limit.source}) in all jobs{elsewhere}: {limit.law}"


def catch_up_in_words(limit: Figure | None, statute: Statute) -> str:
    """The limit of the age."""
    if limit is None:
        return f"none below {statute.catch_up_age}, or without --age: {statute.laws['catch_up_age']}"
    return f"beyond that, at most {grouped(limit.cents)} ({limit.source}), no part of 415(c): {limit.law}"
