"""`megaroth project`: what contributions become in a Roth account, and beside it in a taxable one."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated

from cyclopts import Parameter
from cyclopts.validators import Number

from megaroth.commands.arguments import Dollars, Fraction, Growth, WholeNumber
from megaroth.commands.output import Amount, as_json
from megaroth.commands.terminal import BAR, EMPTY, FULL, MAIN, Toned, shaded, table
from megaroth.money import grouped, percent
from megaroth.projection import Assumptions, YearEnd, projection

MOST_YEARS = 100


def project(
    *,
    amount: Dollars,
    years: Annotated[WholeNumber, Parameter(validator=Number(gte=1, lte=MOST_YEARS), metavar="YEARS")],
    rate: Growth,
    once: bool = False,
    tax_rate: Fraction = 0,
    inflation: Growth | None = None,
    json: bool = False,
) -> int:
    """What a contribution each year, or one, becomes in a Roth account and in a taxable one. Not advice.

    Parameters
    ----------
    amount
        Contributed at the end of each year, in dollars, 1234.56.
    years
        How many years.
    rate
        Growth a year, as a fraction: 0.07 is 7%. An assumption, not a forecast.
    once
        Contributed once, at the start, instead of each year.
    tax_rate
        The part of a year's growth that tax takes in the taxable account: 0.32 is 32%. Default: 0, no tax.
    inflation
        How much dearer everything becomes a year, as a fraction: the values also in today's money.
    json
        roth_value, taxable_value, contributed, growth and years (each year's end) as JSON.
    """
    given = Assumptions(amount, years, rate, once, tax_rate, inflation)
    ends = projection(given)
    print(as_json(members(ends)) if json else "\n".join(in_words(given, ends)))
    return 0


def members(ends: Sequence[YearEnd]) -> dict[str, object]:
    """The last year's end, and every year's, as JSON members."""
    last = ends[-1]
    return {
        "roth_value": Amount(last.roth_value),
        "taxable_value": Amount(last.taxable_value),
        "contributed": Amount(last.contributed),
        "growth": Amount(last.growth),
        **in_money_of_today(last),
        "years": [
            {
                "year": end.year,
                "contributed": Amount(end.contributed),
                "roth_value": Amount(end.roth_value),
                "taxable_value": Amount(end.taxable_value),
                **in_money_of_today(end),
            }
            for end in ends
        ],
    }


def in_money_of_today(end: YearEnd) -> Mapping[str, Amount]:
    """The values in today's money, where inflation is given."""
    values = {"roth_value_today": end.roth_value_today, "taxable_value_today": end.taxable_value_today}
    return {name: Amount(value) for name, value in values.items() if value is not None}


def in_words(given: Assumptions, ends: Sequence[YearEnd]) -> Iterator[str]:
    """Each year with a bar, what came of it, and every assumption."""
    yield year_by_year(ends)
    last = ends[-1]
    today = (
        f" In today's money {grouped(last.roth_value_today)} and {grouped(last.taxable_value_today)}."
        if last.roth_value_today is not None and last.taxable_value_today is not None
        else ""
    )
    yield ""
    yield (
        f"{grouped(last.contributed)} contributed, {grouped(last.growth)} of growth: "
        f"{shaded(grouped(last.roth_value), MAIN)} in a Roth account, "
        f"{grouped(last.taxable_value)} in a taxable one.{today}"
    )
    yield from assumed(given)
    yield "An example with made-up growth, not advice and not a forecast."


def year_by_year(ends: Sequence[YearEnd]) -> str:
    """A row a year; the bar is the taxable account, lighter what the Roth account has more."""
    most = max(max(end.roth_value, end.taxable_value) for end in ends)
    priced = ends[-1].roth_value_today is not None
    heads = ("year", "contributed", "Roth", "taxable", *(("Roth today", "taxable today") if priced else ()), "")
    rows = [
        (
            str(end.year),
            grouped(end.contributed),
            Toned(grouped(end.roth_value), MAIN),
            grouped(end.taxable_value),
            *(grouped(amount.cents) for amount in in_money_of_today(end).values()),
            bar(end, most),
        )
        for end in ends
    ]
    return table([heads, *rows], right=frozenset(range(len(heads) - 1)))


def bar(end: YearEnd, most: int) -> str:
    """How far the taxable account reaches, and beyond it the Roth account."""
    taxable, roth = (BAR * value // most if most else 0 for value in (end.taxable_value, end.roth_value))
    return FULL * taxable + EMPTY * (roth - taxable)


def assumed(given: Assumptions) -> Iterator[str]:
    """Every assumption, so that nobody takes the figures for more than they are."""
    when = "once, at the start of the first year" if given.once else "at the end of each year"
    taken = percent(given.tax_rate)
    yield f"Assumed: {grouped(given.amount)} contributed {when}; growth of {percent(given.rate)} every year, no fees."
    yield "Roth: nothing is taxed, neither the growth nor a qualified distribution (26 USC 408A(d)(1), 402A(d)(1))."
    yield f"Taxable: {taken} of each year's growth goes to tax in that year; nothing more at the end."
    if not given.tax_rate:
        yield "Without tax both accounts are the same: --tax-rate, such as 0.32, makes the taxable one differ."
    if given.inflation is not None:
        yield f"Today's money: prices rise by {percent(given.inflation)} in every year."
    yield f"The bar: {FULL} the taxable account, {EMPTY} what the Roth account has more."
