"""`megaroth backdoor`: a nondeductible IRA contribution converted to Roth, on Form 8606."""

from dataclasses import asdict
from typing import Final

from megaroth.commands.arguments import Dollars, Year
from megaroth.commands.output import Amount, as_json
from megaroth.commands.terminal import MAIN, PROGRAM, Toned, caution, table
from megaroth.form_8606 import AS_ON_FORM, Form8606, IraYear, decimals, form_8606
from megaroth.ira import most_of_a_year
from megaroth.limits import load_ira_limits
from megaroth.money import grouped

SHOWN_PLACES: Final = 10
ROUNDED_ON_FORM: Final = ("line_11", "line_12", "line_14", "line_15", "line_18")
"""What line 10 to three places may change, and somebody copies from the form."""

PLANS_DO_NOT_COUNT: Final = (
    "money in a 401(k) or 403(b) does not count, nor does pre-tax IRA money rolled into such a plan by 31 December"
)


def backdoor(
    *,
    year: Year,
    nondeductible: Dollars = 0,
    basis_before: Dollars = 0,
    year_end_value: Dollars = 0,
    distributed: Dollars = 0,
    converted: Dollars = 0,
    contributed_next_year: Dollars = 0,
    json: bool = False,
) -> int:
    """Form 8606, Parts I and II: what a conversion of IRA money taxes, and the basis it leaves. Dollars, 1234.56.

    Counts all traditional, SEP and SIMPLE IRAs of one person together, and never money in a 401(k) or 403(b).

    Parameters
    ----------
    year
        The tax year of the form.
    nondeductible
        Nondeductible contributions for the year, those made next year until the deadline included (line 1).
    basis_before
        Basis from the years before: line 14 of the last form (line 2).
    year_end_value
        Worth of all traditional, SEP and SIMPLE IRAs on 31 December, and outstanding rollovers (line 6).
    distributed
        Paid out in the year and neither converted nor rolled over (line 7).
    converted
        Converted to a Roth IRA in the year (line 8).
    contributed_next_year
        The part of --nondeductible that was contributed after the year's end (line 4).
    json
        line_1 to line_18, line_10_form and cost_of_pretax as JSON.
    """
    limits = load_ira_limits()
    most = most_of_a_year(year, limits, catch_up=True)
    given = IraYear(nondeductible, basis_before, year_end_value, distributed, converted, contributed_next_year)
    form = form_8606(given)
    if nondeductible > most:
        caution(
            PROGRAM,
            f"--nondeductible is {grouped(nondeductible - most)} more than anybody may contribute for {year}, catch-up "
            "included (26 USC 219(b)(5)); what is beyond cannot be designated nondeductible (408(o)(2))",
        )
    print(as_json(members(form)) if json else shown(year, form, form_8606(given, AS_ON_FORM)))
    return 0


def members(form: Form8606) -> dict[str, Amount | str]:
    """The lines as JSON members, line 10 as text in full and as the form has it."""
    answer: dict[str, Amount | str] = {}
    for line, value in asdict(form).items():
        if line == "line_10":
            answer[line] = decimals(form.line_10, SHOWN_PLACES)
            answer["line_10_form"] = decimals(form.line_10, AS_ON_FORM)
        else:
            answer[line] = Amount(value)
    return {**answer, "cost_of_pretax": Amount(form.cost_of_pretax)}


def shown(year: int, form: Form8606, on_form: Form8606) -> str:
    """The form as a person fills it in, then what it means."""
    amounts = {line: grouped(value) for line, value in asdict(form).items() if line != "line_10"}
    share = decimals(form.line_10, SHOWN_PLACES)
    amounts["line_10"] = decimals(form.line_10, AS_ON_FORM)
    laws = {"line_1": "26 USC 408(o)", "line_10": "26 USC 408(d)(2)", "line_18": "26 USC 408A(d)(3)"}
    stands_out = ("line_14", "line_18")
    rows = [
        (
            line.removeprefix("line_"),
            words,
            Toned(amounts[line], MAIN if line in stands_out else ""),
            laws.get(line, ""),
        )
        for line, words in words_of_lines(year, share).items()
    ]
    heading = ("line", f"Form 8606 for {year}", "amount", "law")
    return "\n".join([table([heading, *rows], right=frozenset({0, 2})), "", *sentences(form, on_form)])


def words_of_lines(year: int, share: str) -> dict[str, str]:
    """What stands on each line."""
    return {
        "line_1": f"nondeductible contributions for {year}",
        "line_2": "basis from the years before",
        "line_3": "line 1 + line 2",
        "line_4": f"of line 1, contributed in {year + 1}",
        "line_5": "line 3 - line 4",
        "line_6": f"all traditional, SEP and SIMPLE IRAs on 31 December {year}",
        "line_7": "distributions",
        "line_8": "converted to a Roth IRA",
        "line_9": "line 6 + line 7 + line 8",
        "line_10": f"line 5 / line 9, at most 1; used unrounded ({share})",
        "line_11": "line 8 x line 10: not taxed of the conversion",
        "line_12": "line 7 x line 10: not taxed of the distributions",
        "line_13": "line 11 + line 12",
        "line_14": f"line 3 - line 13: basis carried to {year + 1}",
        "line_15": "line 7 - line 12: taxable of the distributions",
        "line_16": "line 8",
        "line_17": "line 11",
        "line_18": "line 16 - line 17: taxable of the conversion",
    }


def sentences(form: Form8606, on_form: Form8606) -> list[str]:
    """What pre-tax money costs, and what rounding line 10 as the form allows would change."""
    return [cost_in_words(form), *rounding_in_words(form, on_form)]


def cost_in_words(form: Form8606) -> str:
    """What the IRA money that was never taxed costs. 26 USC 408(d)(2)."""
    if not form.line_8:
        cost = "Nothing was converted, so pre-tax money in the IRAs costs no conversion anything"
    elif form.line_10 == 1:
        cost = "No cent of the conversion is taxed, since the basis covers all the money in the IRAs"
    else:
        taxed = f"{grouped(form.cost_of_pretax)} of the {grouped(form.line_8)} converted is taxed"
        cost = f"Because there is pre-tax money in the IRAs, earnings included, {taxed}"
    return f"{cost}; {PLANS_DO_NOT_COUNT}."


def rounding_in_words(form: Form8606, on_form: Form8606) -> list[str]:
    """The lines that come out otherwise with line 10 to three places, where any does."""
    exact, rounded = asdict(form), asdict(on_form)
    other = [
        f"line {line.removeprefix('line_')} {grouped(rounded[line])}"
        for line in ROUNDED_ON_FORM
        if rounded[line] != exact[line]
    ]
    if not other:
        return []
    return [
        f"With line 10 as {decimals(form.line_10, AS_ON_FORM)}, the three places the form asks for: {', '.join(other)}."
    ]
