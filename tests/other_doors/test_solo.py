"""`megaroth solo`: the cases of the law, both sides of every edge, an oracle in exact fractions on random owners."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.docs.markdown import page, table
from tests.oracle.figures import figures
from tests.other_doors.cases_of_solo import CASES, PAY, PROFIT
from tests.other_doors.command import answered, dollars, run
from tests.other_doors.oracle_of_solo import WAGE_BASES, Asked, answer
from tests.withdrawals.command import in_cents

MEMBERS = [
    "half_self_employment_tax",
    "earned_income",
    "employer_maximum",
    "employer_contribution",
    "deferral",
    "catch_up",
    "after_tax_room",
    "total",
]


@pytest.mark.parametrize("case", CASES)
def test_a_case_of_the_law_comes_out_to_the_cent(case: str) -> None:
    arguments, expected = CASES[case]
    told = answered("solo", arguments)
    for member in expected.split("; "):
        name, amount = member.split()
        assert dollars(told[name]) == with_cents(amount), name


def with_cents(amount: str) -> str:
    """12500 as 12500.00."""
    return amount if "." in amount else f"{amount}.00"


def test_the_members_are_named_as_promised() -> None:
    assert list(answered("solo", PROFIT, "100000"))[: len(MEMBERS)] == MEMBERS


CATCH_UP_OF_AGE = """
    year |    49 |    50 |    59 |     60 |     63 |    64
    -----+-------+-------+-------+--------+--------+------
    2013 |     0 | 5,500 | 5,500 |  5,500 |  5,500 | 5,500
    2024 |     0 | 7,500 | 7,500 |  7,500 |  7,500 | 7,500
    2025 |     0 | 7,500 | 7,500 | 11,250 | 11,250 | 7,500
    2026 |     0 | 8,000 | 8,000 | 11,250 | 11,250 | 8,000
"""


def catch_ups() -> list[tuple[int, int, int]]:
    heads, _, *lines = CATCH_UP_OF_AGE.strip().splitlines()
    ages = [int(age) for age in heads.split("|")[1:]]
    table = [[int(cell.replace(",", "")) for cell in line.split("|")] for line in lines]
    return [(year, age, most) for year, *amounts in table for age, most in zip(ages, amounts, strict=True)]


@pytest.mark.parametrize(("year", "age", "most"), catch_ups())
def test_catch_up_is_that_of_the_year_and_the_age(year: int, age: int, most: int) -> None:
    told = answered(f"solo --year {year} --net-profit 200000 --age {age}")
    assert told["catch_up"] == most * 100


@pytest.mark.parametrize("year", WAGE_BASES)
def test_every_year_has_its_own_limits(year: int) -> None:
    asked = Asked(year, net_profit=300_000_00, age=60)
    assert answered("solo", as_arguments(asked)) == answer(asked)


REFUSED = {
    "--year 2025": "give either --net-profit",
    "--year 2025 --net-profit 1 --w2-pay 1": "give either --net-profit",
    "--year 2025 --net-profit 0 --w2-pay 5": "give either --net-profit",
    "--year 2025 --net-profit 5 --w2-pay 0": "give either --net-profit",
    "--year 2025 --w2-pay 0 --net-profit 0": "give either --net-profit",
    f"{PROFIT} 100000 --deferral 23500.01": "--deferral is 0.01 more than 402(g), catch-up by age",
    f"{PROFIT} 100000 --deferral 23500.01 --age 49": "expected at most 23,500.00",
    f"{PROFIT} 100000 --deferral 31000.01 --age 50": "--deferral is 0.01 more than 402(g), catch-up by age",
    f"{PROFIT} 100000 --deferral 0.01 --deferred-elsewhere 23500": "expected at most 0.00",
    f"{PROFIT} 10000 --deferral 9293.53": "expected at most 9,293.52, earned income",
    f"{PAY} 10000 --deferral 10000.01": "expected at most 10,000.00, pay",
    f"{PROFIT} 100000 --plan-rate 0.25000001": "--plan-rate is more than may be deducted; expected at most 0.25",
    f"{PROFIT} 100000 --plan-rate 25": "expected a fraction from 0 to 1",
    f"{PROFIT} -1.005": "expected dollars as 1234.56, a loss as -1234.56",
    f"{PROFIT} -5000 --deferral 0.01": "expected at most 0.00, earned income",
    f"{PAY} 0 --deferral 0.01": "expected at most 0.00, pay",
    f"{PAY} -1": "--w2-pay",
    f"{PROFIT} 1 --age 121": "--age",
    "--year 25 --net-profit 1": "expected a year, such as 2026",
}


@pytest.mark.parametrize("arguments", REFUSED)
def test_what_cannot_be_is_refused_in_words(arguments: str) -> None:
    status, out, err = run("solo", arguments, "--json")
    assert (status, out) == (2, "")
    assert REFUSED[arguments] in err


@pytest.mark.parametrize("arguments", [f"{PROFIT} 10000 --deferral 9293.52", f"{PAY} 10000 --deferral 10000"])
def test_all_there_is_may_be_deferred(arguments: str) -> None:
    told = answered("solo", arguments)
    assert (told["employer_contribution"], told["after_tax_room"]) == (0, 0)


@pytest.mark.parametrize("year", [2012, 2027])
def test_a_year_without_limits_is_refused(year: int) -> None:
    status, out, err = run(f"solo --year {year} --net-profit 100000 --json")
    assert (status, out) == (4, "")
    assert f"in {year}; the table" in err


def test_wages_elsewhere_beside_pay_are_said_not_to_count() -> None:
    status, out, err = run("solo --year 2025 --w2-pay 50000 --wages-elsewhere 10000 --json")
    assert (status, out) == (0, run("solo --year 2025 --w2-pay 50000 --json")[1])
    assert "--wages-elsewhere does not count with --w2-pay" in err


def test_the_text_cites_every_step_and_says_what_is_assumed() -> None:
    _, out, _ = run("solo --year 2025 --net-profit 30000 --age 50 --wages-elsewhere 1000 --deferred-elsewhere 2000")
    for said in (
        "176,100.00 less 1,000.00 of wages",
        "26 USC 164(f)(1), 1401(a), 1401(b)(1), 1402(a)(12); 42 USC 430",
        "2,000.00 deferred elsewhere: 26 USC 402(g)(1)",
        "26 USC 404(a)(3)(A)(i)(I), (8), 401(a)(17)",
        "what fits with the deferral: 26 USC 415(c)(1), (3)(B)",
        "at most 7,500.00 (Notice 2024-80), no part of 415(c): 26 USC 414(v)",
        "Assumed: nobody employed but the owner and a spouse",
        "Not advice.",
    ):
        assert said in out


def test_the_text_says_why_there_is_no_tax_and_no_catch_up() -> None:
    assert "no self-employment tax under 400.00 of net earnings: 26 USC 1402(b)(2)" in run(f"solo {PROFIT} 433.13")[1]
    assert "none below 50, or without --age: 26 USC 414(v)(5)" in run(f"solo {PROFIT} 100000")[1]
    assert "no self-employment tax" in run(f"solo {PAY} 50000")[1]


def test_a_payroll_without_pay_is_read_as_a_payroll() -> None:
    _, out, _ = run(f"solo {PAY} 0")
    assert out.startswith("Pay ")
    assert "Net profit" not in out
    assert "--wages-elsewhere does not count with --w2-pay" in run(f"solo {PAY} 0 --wages-elsewhere 1")[2]


def test_the_text_says_that_a_loss_is_no_earned_income() -> None:
    _, out, _ = run(f"solo {PROFIT} -5000")
    assert "-5,000.00  a loss of the business, as given" in out
    assert "none of a loss, and so no contribution: 26 USC 401(c)(2)" in out
    assert "loss" not in run(f"solo {PROFIT} 0")[1]


@pytest.mark.parametrize(
    ("deferral", "said"),
    [
        ("23499.99", "none while the deferral is below what 402(g) leaves: 26 CFR 1.414(v)-1(b)(1)"),
        ("23500", "  beyond that, at most 7,500.00 (Notice 2024-80)"),
        ("23500.01", "what --deferral has beyond 23,500.00, at most 7,500.00 (Notice 2024-80)"),
    ],
)
def test_the_text_says_where_the_catch_up_comes_from(deferral: str, said: str) -> None:
    assert said in run(f"solo {PROFIT} 100000 --age 50 --deferral {deferral}")[1]


def test_the_page_says_of_a_deferral_what_the_command_does() -> None:
    written = table(page("docs/other-doors.md").partition("What `--deferral` means")[2])
    assert len(written) == 5
    for row in written:
        given = "" if row["--deferral"] == "not given" else f"--deferral {row['--deferral']}"
        status, out, _ = run("solo --year 2026 --net-profit 100000 --age 52 --json", given.replace(",", ""))
        told = in_cents(out) if status == 0 else {}
        for member in ("deferral", "catch_up"):
            shown = Decimal(row[member].replace(",", "")) * 100 if row[member] else None
            assert told.get(member) == shown, row


CENTS = st.one_of(
    st.integers(0, 60_000_00), st.integers(0, 700_000_00), st.sampled_from([433_13, 433_14, 100_000_00, 350_000_00])
)


@st.composite
def owners(draw: st.DrawFn) -> Asked:
    """Owners of every size, age and kind, some with a deferral of their own."""
    amount, on_payroll = draw(CENTS), draw(st.booleans())
    year = draw(st.sampled_from(sorted(WAGE_BASES)))
    at_the_limit = st.sampled_from([figures(year).elective_deferral + more for more in (-1, 0, 1)])
    return Asked(
        year=year,
        net_profit=0 if on_payroll else draw(st.sampled_from([amount, amount, amount, -amount])),
        w2_pay=amount if on_payroll else None,
        wages_elsewhere=0 if on_payroll else draw(st.one_of(st.just(0), st.integers(0, 200_000_00))),
        age=draw(st.sampled_from([30, 49, 50, 59, 60, 63, 64, 75])),
        plan_rate=draw(st.one_of(st.just(2500), st.integers(0, 2500))),
        deferral=draw(st.one_of(st.none(), at_the_limit, st.integers(0, 36_000_00))),
        deferred_elsewhere=draw(st.one_of(st.just(0), st.integers(0, 36_000_00))),
    )


def as_arguments(asked: Asked) -> str:
    """As somebody would type it."""
    profit = f"--net-profit {dollars(asked.net_profit)}"
    income = profit if asked.w2_pay is None else f"--w2-pay {dollars(asked.w2_pay)}"
    deferral = "" if asked.deferral is None else f" --deferral {dollars(asked.deferral)}"
    return (
        f"--year {asked.year} {income} --wages-elsewhere {dollars(asked.wages_elsewhere)} --age {asked.age} "
        f"--plan-rate 0.{asked.plan_rate:04}{deferral} --deferred-elsewhere {dollars(asked.deferred_elsewhere)}"
    )


@settings(max_examples=200, deadline=None)
@given(owners())
def test_random_owners_come_out_as_in_exact_fractions(asked: Asked) -> None:
    expected = answer(asked)
    if expected is None:
        assert run("solo", as_arguments(asked), "--json")[0] == 2
    else:
        assert answered("solo", as_arguments(asked)) == expected
