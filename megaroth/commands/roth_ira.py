"""`megaroth roth-ira`: the front door, a direct contribution to a Roth IRA."""

from collections.abc import Iterator
from typing import Literal

from megaroth.commands.arguments import Age, Dollars, Income, Year
from megaroth.commands.output import Amount, as_json
from megaroth.commands.terminal import MAIN, Toned, pairs
from megaroth.ira import Filer, RothIra
from megaroth.ira import roth_ira as allowed_by_law
from megaroth.limits import Limits, load_ira_limits
from megaroth.money import grouped


def roth_ira(
    *,
    year: Year,
    status: Literal["single", "joint", "separate", "separate_apart", "head"],
    age: Age,
    magi: Income,
    compensation: Dollars | None = None,
    traditional: Dollars = 0,
    json: bool = False,
) -> int:
    """What may go into a Roth IRA directly, by income. Amounts in dollars, 1234.56.

    Parameters
    ----------
    year
        The tax year the contribution is for.
    status
        Filing status; head is head of household, separate is married filing separately, separate_apart the same but
        living apart all year.
    age
        The age on 31 December of that year.
    magi
        Modified adjusted gross income for Roth IRA purposes: without income from conversions. May be negative.
    compensation
        Taxable compensation; on a joint return a spouse's may count too. Without it pay does not bind.
    traditional
        What went into traditional IRAs for the same year.
    json
        allowed, base, reduction, range_start and range_end as JSON.
    """
    filer = Filer(year, status, age, magi, compensation, traditional)
    limits = load_ira_limits()
    answer = allowed_by_law(filer, limits)
    print(as_json(members(answer)) if json else shown(filer, answer, limits))
    return 0


def members(answer: RothIra) -> dict[str, Amount]:
    """The answer as JSON members."""
    return {
        "allowed": Amount(answer.allowed),
        "base": Amount(answer.base),
        "reduction": Amount(answer.reduction),
        "range_start": Amount(answer.start.cents),
        "range_end": Amount(answer.end.cents),
    }


def shown(filer: Filer, answer: RothIra, limits: Limits) -> str:
    """The answer as a person reads it, each amount with how it came about and its paragraph."""
    start, end = answer.start, answer.end
    rows = [
        ("Allowed", Toned(grouped(answer.allowed), MAIN), allowed_in_words(filer, answer)),
        ("Base", grouped(answer.base), base_in_words(filer, answer, limits)),
        ("Reduction", grouped(answer.reduction), reduction_in_words(filer, answer, limits)),
        *least_rows(answer, limits),
        ("Range from", grouped(start.cents), f"up to this income nothing is taken off ({start.source}): {start.law}"),
        ("Range to", grouped(end.cents), f"from this income on nothing is allowed ({end.source}): {end.law}"),
    ]
    return pairs(rows, right=frozenset({1}))


def allowed_in_words(filer: Filer, answer: RothIra) -> str:
    """What is left of the base."""
    left = f"{grouped(answer.base)} - {grouped(answer.reduction)}"
    if is_least(answer):
        left = f"{left}, but at least {grouped(answer.reduced)}"
    other = f"{grouped(answer.base)} - {grouped(filer.traditional)} in traditional IRAs"
    which = f"the lesser of ({left}) and ({other}), not below 0" if filer.traditional else left
    return f"{which}: 26 USC 408A(c)(2), (3)"


def is_least(answer: RothIra) -> bool:
    """Whether the reduction would leave less than is always left before the end of the range."""
    return answer.reduced > answer.base - answer.reduction


def base_in_words(filer: Filer, answer: RothIra, limits: Limits) -> str:
    """The limit of the year, with the catch-up of the age, or pay."""
    limit, more = limits.figure("ira_contribution", filer.year), limits.figure("ira_catch_up", filer.year)
    older = filer.age >= limits.statute.ira_catch_up_age
    most = limit.cents + (more.cents if older else 0)
    if answer.base < most:
        return f"taxable compensation, less than the limit of {grouped(most)}: 26 USC 219(b)(1)(B)"
    catch_up = f" and {grouped(more.cents)} from age {limits.statute.ira_catch_up_age}" if older else ""
    return f"{grouped(limit.cents)}{catch_up} ({limit.source}): {limit.law}{', (B)' if older else ''}"


def reduction_in_words(filer: Filer, answer: RothIra, limits: Limits) -> str:
    """What the income takes off."""
    statute, start, end = limits.statute, answer.start.cents, answer.end.cents
    if filer.magi <= start:
        return "income is not above the range: 26 USC 408A(c)(3)(A)"
    if filer.magi >= end:
        return "income is at the end of the range or above: 26 USC 408A(c)(3)(A)"
    ratio = f"{grouped(answer.base)} x {grouped(filer.magi - start)} / {grouped(end - start)}"
    step = grouped(statute.roth_ira_reduction_step)
    return f"{ratio}, down to a multiple of {step}: {statute.laws['roth_ira_reduction_step']}"


def least_rows(answer: RothIra, limits: Limits) -> Iterator[tuple[str, ...]]:
    """The least limit, where the reduction would leave less."""
    if is_least(answer):
        least = limits.statute.roth_ira_least_limit
        whole = "" if answer.base >= least else ", and a base under that not at all"
        words = f"no limit is reduced below {grouped(least)} before the end of the range{whole}"
        yield ("At least", grouped(answer.reduced), f"{words}: {limits.statute.laws['roth_ira_least_limit']}")
