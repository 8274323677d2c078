"""`megaroth solo`: what fits into the plan of an owner without employees."""

from collections.abc import Iterator, Sequence
from typing import Final

from megaroth.commands.arguments import Age, Dollars, Fraction, Income, Year
from megaroth.commands.output import Amount, as_json
from megaroth.commands.terminal import MAIN, PROGRAM, Toned, caution, pairs
from megaroth.errors import CommandError
from megaroth.limits import Figure, load_limits
from megaroth.limits.statute import Statute
from megaroth.money import grouped, percent
from megaroth.solo import Owner, Solo, reaches_limit
from megaroth.solo import solo as what_fits

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


def solo(
    *,
    year: Year,
    net_profit: Income | None = None,
    w2_pay: Dollars | None = None,
    wages_elsewhere: Dollars = 0,
    age: Age | None = None,
    plan_rate: Fraction | None = None,
    deferral: Dollars | None = None,
    deferred_elsewhere: Dollars = 0,
    json: bool = False,
) -> int:
    """What fits into the 401(k) of an owner without employees, by net profit or by pay. Dollars, 1234.56.

    The deferral comes first, then the employer contribution, then after-tax money. Not advice.

    Parameters
    ----------
    year
        The tax year; the plan's year is the calendar year.
    net_profit
        Net profit of the business, before the deduction for self-employment tax; this or --w2-pay. A loss is negative:
        there is no earned income then, and nothing fits.
    w2_pay
        Pay that the owner's own company reports on Form W-2; this or --net-profit.
    wages_elsewhere
        Social Security wages from other jobs (Box 3): they use up the wage base.
    age
        The age on 31 December of that year. Without it no catch-up.
    plan_rate
        The plan's rate of employer money, of pay. Default: the most that may be deducted.
    deferral
        Deferred into this plan, without catch-up. Default: the most that is allowed. Where it reaches the limit that
        other jobs leave, the catch-up of the age comes on top; an amount above that limit says itself how much of it
        is catch-up.
    deferred_elsewhere
        Deferred in other employers' plans in the calendar year: the limit is the person's own.
    json
        half_self_employment_tax, earned_income, employer_maximum (before 415(c)), employer_contribution, deferral
        (without catch-up), catch_up, after_tax_room, total and total_with_after_tax as JSON.
    """
    if (net_profit is None) == (w2_pay is None):
        raise CommandError(
            "solo: give either --net-profit (a business of one's own) or --w2-pay (an owner on a payroll)."
        )
    if w2_pay is not None and wages_elsewhere:
        caution(PROGRAM, "--wages-elsewhere does not count with --w2-pay: there is no self-employment tax")
    limits = load_limits()
    owner = Owner(
        year=year,
        net_profit=net_profit or 0,
        w2_pay=w2_pay,
        wages_elsewhere=wages_elsewhere,
        age=age,
        plan_rate=plan_rate,
        deferral=deferral,
        deferred_elsewhere=deferred_elsewhere,
    )
    answer = what_fits(owner, limits)
    print(as_json(members(answer)) if json else shown(owner, answer, limits.statute))
    return 0


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
    if owner.w2_pay is not None:
        yield (
            "Pay",
            grouped(owner.w2_pay),
            "wages of an owner's own company, no self-employment tax: 26 USC 1402(c)(2)",
        )
        return
    loss = "of the business, as given" if owner.net_profit >= 0 else "a loss of the business, as given"
    yield ("Net profit", grouped(owner.net_profit), loss)
    yield (
        "Half of self-employment tax",
        grouped(answer.half_self_employment_tax),
        tax_in_words(owner, answer, statute),
    )
    earned = "net profit less that" if owner.net_profit >= 0 else "none of a loss, and so no contribution"
    yield ("Earned income", grouped(answer.earned_income), f"{earned}: 26 USC 401(c)(2)")


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
    pay = "earned income less the employer contribution" if answer.pay.earned else "pay"
    yield ("Employer maximum", grouped(answer.employer_maximum), maximum_in_words(answer, statute))
    yield ("Employer contribution", grouped(answer.employer_contribution), employer_in_words(answer))
    yield ("Deferral", grouped(answer.deferral), deferral_in_words(owner, answer.bounds.deferral))
    yield ("Catch-up", grouped(answer.catch_up), catch_up_in_words(owner, answer, statute))
    limit = f"the lesser of {grouped(additions.cents)} ({additions.source}) and {pay}"
    what = f"what employer and deferral leave of {limit}: 26 USC 415(c)(1)"
    yield ("After-tax room", Toned(grouped(answer.after_tax_room), MAIN), what)


def maximum_in_words(answer: Solo, statute: Statute) -> str:
    """The plan's rate, of what, and the cap on pay."""
    rate, cap = percent(answer.plan_rate), answer.bounds.pay
    of = f"earned income less this contribution ({rate} / (1 + {rate}))" if answer.pay.earned else "pay"
    law = together([statute.laws["employer_deduction_rate"], "(8)", cap.law])
    return f"{rate} of {of}, of at most {grouped(cap.cents)} ({cap.source}), before 415(c): {law}"


def employer_in_words(answer: Solo) -> str:
    """Whether the deferral leaves room for all of it."""
    if answer.maximum <= answer.fits:
        return "all of it fits with the deferral: 26 USC 415(c)(1)"
    return "what fits with the deferral: 26 USC 415(c)(1), (3)(B)"


def deferral_in_words(owner: Owner, limit: Figure) -> str:
    """The limit, and what other jobs used of it."""
    elsewhere = f", {grouped(owner.deferred_elsewhere)} deferred elsewhere" if owner.deferred_elsewhere else ""
    which = "the most allowed" if owner.deferral is None else "as given, catch-up not counted"
    return f"{which}; limit {grouped(limit.cents)} ({limit.source}) in all jobs{elsewhere}: {limit.law}"


def catch_up_in_words(owner: Owner, answer: Solo, statute: Statute) -> str:
    """The limit of the age, or why there is no catch-up."""
    limit, deferral = answer.bounds.catch_up, answer.deferral
    if limit is None:
        return f"none below {statute.catch_up_age}, or without --age: {statute.laws['catch_up_age']}"
    if not reaches_limit(owner, answer.bounds):
        return "none while the deferral is below what 402(g) leaves: 26 CFR 1.414(v)-1(b)(1)"
    given = owner.deferral is not None and owner.deferral > deferral
    which = f"what --deferral has beyond {grouped(deferral)}" if given else "beyond that"
    return f"{which}, at most {grouped(limit.cents)} ({limit.source}), no part of 415(c): {limit.law}"
