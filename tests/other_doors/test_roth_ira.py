"""`megaroth roth-ira`: the cases of the law, the edges of every year and status, exact fractions on random returns."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.other_doors.command import answered, dollars, run
from tests.other_doors.figures import STATUSES, YEARS
from tests.other_doors.oracle_of_ira import Return, front_door

CASES = [
    ("P-1", "2015 single 40 122800", "3010"),
    ("P-3", "2015 single 40 130900", "200"),
    ("P-4, at an income above the range", "2015 single 40 135000", "0"),
    ("P-4, at an income below the range", "2015 single 40 75000", "5500"),
    ("P-6", "2026 single 40 160000", "4000"),
    ("P-10, at the start of the range", "2026 single 40 153000", "7500"),
    ("P-10, where 5.00 is rounded down to nothing", "2026 single 40 153010", "7500"),
    ("P-10, where the first ten dollars come off", "2026 single 40 153020", "7490"),
    ("P-10, near the end of the range", "2026 single 40 167950", "200"),
    ("P-10, at the end of the range", "2026 single 40 168000", "0"),
    ("a cent below the first ten dollars", "2026 single 40 153019.99", "7500"),
    ("a cent below the end of the range", "2026 single 40 167999.99", "200"),
    ("the last income that leaves 210", "2026 single 40 167599.99", "210"),
    ("the first income that leaves 200", "2026 single 40 167600", "200"),
    ("halfway, with the catch-up", "2026 single 50 160500", "4300"),
    ("halfway, at 49", "2026 single 49 160500", "3750"),
    ("head of household as single", "2026 head 40 160000", "4000"),
    ("married filing separately, apart all year, as single", "2026 separate_apart 40 160000", "4000"),
    ("married filing separately, without income", "2026 separate 40 0", "7500"),
    ("married filing separately, a cent of income", "2026 separate 40 0.01", "7500"),
    ("married filing separately, halfway", "2013 separate 40 5000", "2750"),
    ("married filing separately, at the end", "2013 separate 40 10000", "0"),
    ("jointly, halfway", "2026 joint 40 247000", "3750"),
    ("a loss", "2026 separate 60 -5000.50", "8600"),
]


def asked(case: str, *more: str) -> dict[str, int]:
    year, status, age, magi = case.split()
    return answered(f"roth-ira --year {year} --status {status} --age {age} --magi {magi}", *more)


@pytest.mark.parametrize(("what", "case", "allowed"), CASES)
def test_a_case_of_the_law_comes_out_to_the_cent(what: str, case: str, allowed: str) -> None:
    assert asked(case)["allowed"] == int(allowed) * 100


def test_the_members_are_named_as_promised_and_say_how_it_came_about() -> None:
    assert asked("2015 single 40 122800") == {
        "allowed": 3_010_00,
        "base": 5_500_00,
        "reduction": 2_490_00,
        "range_start": 116_000_00,
        "range_end": 131_000_00,
    }
    assert list(asked("2015 single 40 122800")) == ["allowed", "base", "reduction", "range_start", "range_end"]


@pytest.mark.parametrize(
    ("case", "reduction", "allowed"),
    [
        ("2015 single 40 130900", "5460", "200"),  # 5,500 x 14,900 / 15,000 = 5,463.33: 40 would be left
        ("2015 single 40 116000", "0", "5500"),
        ("2015 single 40 116027.27", "0", "5500"),  # 9.9999
        ("2015 single 40 116027.28", "10", "5490"),  # 10.0027
        ("2015 single 40 130999.99", "5490", "200"),  # 5,499.9963
        ("2015 single 40 131000", "5500", "0"),
        ("2015 single 40 135000", "5500", "0"),
        ("2015 single 40 130427.27", "5280", "220"),  # 5,289.9990
        ("2015 single 40 130454.54", "5290", "210"),  # 5,299.998: the last cent before the floor
        ("2015 single 40 130454.55", "5300", "200"),  # 5,300.0017: just 200 left, by the formula
        ("2015 single 40 130481.82", "5310", "200"),  # 5,310.0007: 190 would be left
        ("2026 separate 50 9999.99", "8590", "200"),  # 8,599.9914
        ("2026 separate 40 -1", "0", "7500"),
    ],
)
def test_the_reduction_is_the_formulas_also_where_200_are_left(case: str, reduction: str, allowed: str) -> None:
    told = asked(case)
    assert (told["reduction"], told["allowed"]) == (int(reduction) * 100, int(allowed) * 100)


@pytest.mark.parametrize(
    ("compensation", "magi", "reduction"),
    [
        ("150", "160500", "70"),  # 75
        ("150", "167999.99", "140"),
        ("150", "168000", "150"),
        ("205", "167000", "190"),  # 191.33
        ("9.99", "167999.99", "0"),
        ("9.99", "168000", "9.99"),
        ("0", "167000", "0"),
    ],
)
def test_the_reduction_of_a_small_base_is_the_formulas_and_never_more_than_the_base(
    compensation: str, magi: str, reduction: str
) -> None:
    told = asked(f"2026 single 40 {magi}", "--compensation", compensation)
    assert told["reduction"] == Fraction(reduction) * 100


@pytest.mark.parametrize(
    ("compensation", "magi", "allowed"),
    [
        ("3000", "100000", "3000.00"),
        ("7499.99", "100000", "7499.99"),
        ("7500.01", "100000", "7500.00"),
        ("0", "100000", "0.00"),
        ("3000", "160500", "1500.00"),  # half of what pay leaves of the limit
        ("1234.56", "160500", "624.56"),  # 617.28 comes off, rounded down to 610
        ("150", "160500", "150.00"),  # below 200 there is nothing to reduce
        ("150", "167999.99", "150.00"),
        ("150", "168000", "0.00"),
        ("205", "167000", "200.00"),  # 191.33 would come off
    ],
)
def test_pay_below_the_limit_is_the_base(compensation: str, magi: str, allowed: str) -> None:
    answer = asked(f"2026 single 40 {magi}", "--compensation", compensation)
    assert dollars(answer["allowed"]) == allowed
    assert answer["base"] == min(7_500_00, round(Fraction(compensation) * 100))


@pytest.mark.parametrize(
    ("traditional", "magi", "allowed"),
    [
        ("0", "160000", "4000.00"),
        ("3500", "160000", "4000.00"),  # what is left of the base is just the reduced limit
        ("3500.01", "160000", "3999.99"),
        ("7500", "160000", "0.00"),
        ("9000", "160000", "0.00"),
        ("7400", "167950", "100.00"),
        ("1000", "100000", "6500.00"),
    ],
)
def test_what_went_into_traditional_iras_comes_off_the_base_not_off_the_reduced_limit(
    traditional: str, magi: str, allowed: str
) -> None:
    answer = asked(f"2026 single 40 {magi}", "--traditional", traditional)
    assert dollars(answer["allowed"]) == allowed
    assert answer["base"] == 7_500_00


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("year", YEARS)
def test_the_limit_falls_by_tens_at_the_very_cent_in_every_year_and_status(year: int, status: str) -> None:
    """From the other side: the income at which so much comes off is start + off x width / limit, up to the cent."""
    start, end = (100 * bound for bound in YEARS[year].incomes(status))
    for age, limit in ((49, YEARS[year].limit(49)), (50, YEARS[year].limit(50))):

        def income_at(off: int, limit: int = limit) -> int:
            return start - (-off * (end - start) // limit)

        expected = {
            start - 1: limit,
            start: limit,
            start + 1: limit,
            income_at(10) - 1: limit,
            income_at(10): limit - 10,
            income_at(20) - 1: limit - 10,
            income_at(limit - 200) - 1: 210,
            income_at(limit - 200): 200,
            income_at(limit - 10): 200,
            end - 1: 200,
            end: 0,
            end + 1: 0,
        }
        told = {magi: asked(f"{year} {status} {age} {dollars(magi)}")["allowed"] for magi in expected}
        assert told == {magi: 100 * allowed for magi, allowed in expected.items()}


@st.composite
def returns(draw: st.DrawFn) -> Return:
    """A return with an income about the range, and pay and traditional contributions about the limit, in cents."""
    year, status = draw(st.sampled_from(list(YEARS))), draw(st.sampled_from(STATUSES))
    begins, ends = (100 * bound for bound in YEARS[year].incomes(status))
    about_the_limit = (
        st.integers(0, 9_000_00) | st.integers(0, 300_00) | st.integers(0, 900).map(lambda tens: tens * 10_00)
    )
    compensation = draw(st.none() | about_the_limit)
    return Return(
        year=year,
        status=status,
        age=draw(st.integers(0, 120) | st.integers(49, 50)),
        magi=Fraction(draw(st.integers(begins, ends) | st.integers(begins - 20_000_00, ends + 20_000_00)), 100),
        compensation=None if compensation is None else Fraction(compensation, 100),
        traditional=Fraction(draw(st.just(0) | about_the_limit), 100),
    )


@given(returns())
@settings(deadline=None, max_examples=300)
def test_the_command_agrees_with_exact_fractions(of: Return) -> None:
    case = f"{of.year} {of.status} {of.age} {dollars(int(of.magi * 100))}"
    pay = () if of.compensation is None else ("--compensation", dollars(int(of.compensation * 100)))
    told = asked(case, *pay, "--traditional", dollars(int(of.traditional * 100)))
    assert told == {name: amount * 100 for name, amount in front_door(of).items()}


def test_a_person_reads_each_amount_with_its_paragraph() -> None:
    status, out, err = run("roth-ira --year 2026 --status single --age 51 --magi 160000 --traditional 500")
    assert (status, err) == (0, "")
    assert [line.split("  ")[0] for line in out.splitlines()] == [
        "Allowed",
        "Base",
        "Reduction",
        "Range from",
        "Range to",
    ]
    assert all("26 USC " in line for line in out.splitlines())
    assert "8,600.00 x 7,000.00 / 15,000.00, down to a multiple of 10.00: 26 USC 408A(c)(3)(A), 219(g)(2)(C)" in out
    assert "7,500.00 and 1,100.00 from age 50 (Notice 2025-67): 26 USC 219(b)(5)(A), (B)" in out


@pytest.mark.parametrize(
    ("magi", "more", "words"),
    [
        ("153000", "", "income is not above the range"),
        ("168000", "", "income is at the end of the range or above"),
        ("167999", "", "At least        200.00  no limit is reduced below 200.00 before the end of the range: 26 USC"),
        ("167999", "", "Reduction     7,490.00  7,500.00 x 14,999.00 / 15,000.00, down to a multiple of 10.00: 26 USC"),
        ("167999", "", "Allowed         200.00  7,500.00 - 7,490.00, but at least 200.00: 26 USC 408A(c)(2), (3)"),
        ("160500", "--compensation 150", "before the end of the range, and a base under that not at all: 26 USC"),
        ("167599.99", "--traditional 8", "the lesser of (7,500.00 - 7,290.00) and (7,500.00 - 8.00 in traditional"),
        ("100000", "--compensation 4000", "taxable compensation, less than the limit of 7,500.00: 26 USC 219(b)(1)(B)"),
    ],
)
def test_a_person_reads_why_an_amount_is_what_it_is(magi: str, more: str, words: str) -> None:
    _, out, _ = run(f"roth-ira --year 2026 --status single --age 40 --magi {magi} {more}")
    assert words in out


@pytest.mark.parametrize("magi", ["153000", "167600", "168000"])
def test_the_200_are_no_step_where_they_do_not_bind(magi: str) -> None:
    assert "least" not in run(f"roth-ira --year 2026 --status single --age 40 --magi {magi}")[1]


@pytest.mark.parametrize(("year", "reach"), [("2012", "begins with 2013"), ("2027", "ends with 2026")])
@pytest.mark.parametrize("status", STATUSES)
def test_a_year_without_limits_exits_with_4_naming_year_limit_and_place(year: str, reach: str, status: str) -> None:
    exit_status, out, err = run(f"roth-ira --year {year} --status {status} --age 40 --magi 1")
    assert (exit_status, out) == (4, "")
    assert err == (
        f"megaroth: ira_contribution: no limit on IRA contributions for tax year {year}; the table {reach} "
        "(26 USC 219(b)(5)(A)).\nAdd it from the IRS notice to megaroth/limits/ira_contribution.toml.\n"
    )


@pytest.mark.parametrize(
    "wrong",
    [
        "--year 26 --status single --age 40 --magi 1",
        "--year 2026 --status married --age 40 --magi 1",
        "--year 2026 --status single --age -1 --magi 1",
        "--year 2026 --status single --age 121 --magi 1",
        "--year 2026 --status single --age 40 --magi 1.005",
        "--year 2026 --status single --age 40 --magi --1",
        "--year 2026 --status single --age 40 --magi 1 --compensation -1",
        "--year 2026 --status single --age 40 --magi 1 --traditional -1",
        "--year 2026 --status single --magi 1",
        "--year 2026 --status single --age 40",
    ],
)
def test_a_wrong_command_exits_with_2(wrong: str) -> None:
    status, out, err = run("roth-ira", wrong)
    assert (status, out) == (2, "")
    assert err.startswith("megaroth: ")
