"""`megaroth backdoor`: forms filled in by hand, what is refused, what a person reads, exact fractions at random."""

from typing import Any

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from tests.other_doors.cases_of_form_8606 import ASKED, form
from tests.other_doors.command import answered, dollars, run
from tests.other_doors.oracle_of_ira import Iras, backdoor
from tests.withdrawals.command import in_cents

LINES = [f"line_{number}" for number in range(1, 19)]


def asked(arguments: str) -> dict[str, Any]:
    return answered("backdoor --year 2026", arguments)


@pytest.mark.parametrize("case", ASKED)
def test_the_form_comes_out_to_the_cent(case: str) -> None:
    answer = asked(ASKED[case])
    told = {line: answer[line] if line == "line_10" else dollars(answer[line]) for line in LINES}
    assert told == form(case)


def test_the_members_are_named_as_promised() -> None:
    assert list(asked("")) == [*LINES[:10], "line_10_form", *LINES[10:], "cost_of_pretax"]


@pytest.mark.parametrize(
    ("arguments", "in_full", "on_form"),
    [
        ("--basis-before 2000 --year-end-value 2400", "0.8333333333", "0.833"),
        ("--basis-before 2 --year-end-value 3", "0.6666666667", "0.667"),
        ("--basis-before 1 --year-end-value 2000", "0.0005000000", "0.001"),
        ("--basis-before 99999 --year-end-value 100000", "0.9999900000", "1.000"),
        ("--basis-before 3 --year-end-value 2", "1.0000000000", "1.000"),
        ("--basis-before 3", "0.0000000000", "0.000"),
    ],
)
def test_line_10_is_told_to_ten_places_and_as_the_form_has_it(arguments: str, in_full: str, on_form: str) -> None:
    answer = asked(arguments)
    assert (answer["line_10"], answer["line_10_form"]) == (in_full, on_form)


@pytest.mark.parametrize(
    ("arguments", "cost"),
    [
        ("--nondeductible 7000 --converted 7000", "0.00"),
        ("--nondeductible 7000 --converted 7000 --year-end-value 93000", "6510.00"),
        ("--nondeductible 7000 --converted 7010", "10.00"),
        ("--nondeductible 7000 --year-end-value 7010", "0.00"),
    ],
)
def test_what_pre_tax_money_costs_is_what_is_taxed_of_the_conversion(arguments: str, cost: str) -> None:
    assert dollars(asked(arguments)["cost_of_pretax"]) == cost


amounts = st.integers(0, 20) | st.integers(0, 100_000) | st.integers(0, 10**8) | st.integers(0, 10**13)


@st.composite
def years(draw: st.DrawFn) -> Iras:
    """A year of IRAs, from cents to billions."""
    nondeductible = draw(st.integers(0, 20) | st.integers(0, 8_600_00))
    return Iras(
        nondeductible=nondeductible,
        basis_before=draw(amounts),
        year_end_value=draw(st.just(0) | amounts),
        distributed=draw(st.just(0) | amounts),
        converted=draw(amounts),
        contributed_next_year=draw(st.just(0) | st.integers(0, nondeductible)),
    )


def arguments_of(of: Iras) -> list[str]:
    return [word for name, cents in vars(of).items() for word in (f"--{name.replace('_', '-')}", dollars(cents))]


@given(years())
@settings(deadline=None, max_examples=300)
def test_the_command_agrees_with_exact_fractions(of: Iras) -> None:
    event("a loss" if of.basis_before > of.year_end_value + of.distributed + of.converted else "a gain")
    assert answered("backdoor --year 2026", *arguments_of(of)) == backdoor(of)


@given(years())
@settings(deadline=None, max_examples=150)
def test_no_cent_of_basis_is_lost_or_made(of: Iras) -> None:
    told = answered("backdoor --year 2026", *arguments_of(of))
    assert told["line_17"] + told["line_12"] + told["line_14"] == told["line_3"]
    assert told["line_17"] + told["line_18"] == of.converted
    assert told["line_12"] + told["line_15"] == of.distributed
    assert all(told[line] >= 0 for line in LINES if line != "line_10")
    assert told["line_14"] >= of.contributed_next_year


def test_a_person_reads_every_line_of_the_form_and_what_pre_tax_money_costs() -> None:
    status, out, err = run("backdoor --year 2026 --nondeductible 7000 --converted 7000 --year-end-value 93000")
    assert (status, err) == (0, "")
    heading, *lines = out.split("\n\n")[0].splitlines()
    assert heading.split() == ["line", "Form", "8606", "for", "2026", "amount", "law"]
    assert [line.split()[0] for line in lines] == [str(number) for number in range(1, 19)]
    assert out.split("\n\n")[1] == (
        "Because there is pre-tax money in the IRAs, earnings included, 6,510.00 of the 7,000.00 converted is taxed; "
        "money in a 401(k) or 403(b) does not count, nor does pre-tax IRA money rolled into such a plan by 31 December."
        "\n"
    )


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ("--nondeductible 7000 --converted 7000", "No cent of the conversion is taxed, since the basis covers all"),
        ("--basis-before 7000", "Nothing was converted, so pre-tax money in the IRAs costs no conversion anything"),
    ],
)
def test_where_pre_tax_money_costs_nothing_that_is_said(arguments: str, words: str) -> None:
    assert words in run("backdoor --year 2026", arguments)[1]


def test_where_three_places_make_other_lines_they_are_shown_beside_the_exact_ones() -> None:
    _, out, _ = run("backdoor --year 2026 --basis-before 2000 --year-end-value 1800 --distributed 600")
    assert out.endswith(
        "\nWith line 10 as 0.833, the three places the form asks for: "
        "line 12 499.80, line 14 1,500.20, line 15 100.20.\n"
    )


def test_where_three_places_use_more_basis_than_there_is_line_14_stays_at_nothing() -> None:
    _, out, _ = run("backdoor --year 2026 --basis-before 2000 --converted 2000 --distributed 1000")
    assert out.endswith("line 11 1,334.00, line 12 666.00, line 15 334.00, line 18 666.00.\n")
    assert "line 14" not in out.splitlines()[-1]


def test_three_places_rounded_up_take_no_basis_that_is_not_there() -> None:
    _, out, _ = run("backdoor --year 2026 --basis-before 8335 --converted 10000")
    assert "three places" not in out


def test_where_three_places_are_exact_nothing_is_said_of_them() -> None:
    _, out, _ = run("backdoor --year 2026 --basis-before 750 --converted 1000 --year-end-value 9000")
    assert "three places" not in out


def test_contributions_of_next_year_are_part_of_those_for_the_year() -> None:
    status, out, err = run("backdoor --year 2026 --nondeductible 100 --contributed-next-year 100.01")
    assert (status, out) == (2, "")
    assert "--contributed-next-year is more than --nondeductible" in err


@pytest.mark.parametrize(
    ("year", "cents", "said"),
    [
        (2025, 8_000_00, ""),
        (2025, 8_000_01, "0.01 more than anybody may contribute for 2025"),
        (2026, 8_600_00, ""),
        (2026, 9_000_00, "400.00 more than anybody may contribute for 2026"),
    ],
)
def test_more_than_anybody_may_contribute_is_said_beside_the_form(year: int, cents: int, said: str) -> None:
    status, out, err = run(f"backdoor --year {year} --nondeductible {dollars(cents)} --json")
    assert status == 0
    assert in_cents(out)["line_1"] == cents
    assert (said in err) if said else (err == "")


@pytest.mark.parametrize(("year", "reach"), [("2012", "begins with 2013"), ("2027", "ends with 2026")])
def test_a_year_without_limits_exits_with_4_naming_year_limit_and_place(year: str, reach: str) -> None:
    status, out, err = run(f"backdoor --year {year}")
    assert (status, out) == (4, "")
    assert f"ira_contribution: no limit on IRA contributions for tax year {year}; the table {reach}" in err
    assert "megaroth/limits/ira_contribution.toml" in err


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        "--year soon",
        "--year 2026 --nondeductible -1",
        "--year 2026 --basis-before -1",
        "--year 2026 --year-end-value -0.01",
        "--year 2026 --distributed 1.001",
        "--year 2026 --converted 1,000",
    ],
)
def test_a_wrong_command_exits_with_2(wrong: str) -> None:
    status, out, err = run("backdoor", wrong)
    assert (status, out) == (2, "")
    assert err.startswith("megaroth: ")
