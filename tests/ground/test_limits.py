"""The table of limits: what it holds, where each figure is from, and how a year it does not hold is refused."""

from collections.abc import Callable, Iterator
from datetime import date
from itertools import pairwise

import pytest

from megaroth.errors import LimitMissing
from megaroth.limits import NAMES, ExtraYear, Limits, load_limits

LIMITS = load_limits()
YEARS_2013_TO_2026 = tuple(range(2013, 2027))

# As the notices print them, in dollars.
PRINTED = """
    name                      |    2013 |    2022 |    2024 |    2025 |    2026
    --------------------------+---------+---------+---------+---------+--------
    elective_deferral         |  17,500 |  20,500 |  23,000 |  23,500 |  24,500
    catch_up_50               |   5,500 |   6,500 |   7,500 |   7,500 |   8,000
    catch_up_60_63            |         |         |         |  11,250 |  11,250
    annual_additions          |  51,000 |  61,000 |  69,000 |  70,000 |  72,000
    compensation              | 255,000 | 305,000 | 345,000 | 350,000 | 360,000
    highly_compensated        | 115,000 | 135,000 | 155,000 | 160,000 | 160,000
    key_employee              | 165,000 | 200,000 | 220,000 | 230,000 | 235,000
    roth_catch_up_wages       |         |         |         |         | 150,000
    social_security_wage_base | 113,700 | 147,000 | 168,600 | 176,100 | 184,500
"""


def printed_figures() -> Iterator[tuple[str, int, int | None]]:
    header, _, *lines = PRINTED.strip().splitlines()
    years = [int(year) for year in header.split("|")[1:]]
    for line in lines:
        name, *cells = (cell.strip() for cell in line.split("|"))
        for year, cell in zip(years, cells, strict=True):
            yield name, year, int(cell.replace(",", "")) * 100 if cell else None


@pytest.mark.parametrize(("name", "year", "cents"), list(printed_figures()))
def test_a_figure_is_the_one_the_notice_prints(name: str, year: int, cents: int | None) -> None:
    assert LIMITS.find(name, year) == cents


def test_every_figure_cites_its_paragraph_and_its_notice() -> None:
    assert [figure for figure in LIMITS.table() if not (figure.law.strip() and figure.source.strip())] == []


def test_a_notice_speaks_of_one_year_only() -> None:
    years_of_source: dict[str, set[int]] = {figure.source: set() for figure in LIMITS.table()}
    for figure in LIMITS.table():
        years_of_source[figure.source].add(figure.year)
    assert all(len(years) == 1 for years in years_of_source.values())


@pytest.mark.parametrize("name", NAMES)
def test_the_years_follow_each_other_to_2026(name: str) -> None:
    years = [figure.year for figure in LIMITS.table() if figure.name == name]
    assert years == list(range(LIMITS.laws[name].begins or 2013, 2027))


@pytest.mark.parametrize("name", NAMES)
def test_no_limit_ever_decreases(name: str) -> None:
    cents = [figure.cents for figure in LIMITS.table() if figure.name == name]
    assert all(earlier <= later for earlier, later in pairwise(cents))


@pytest.mark.parametrize("name", [name for name in NAMES if name != "catch_up_60_63"])
def test_a_limit_is_a_multiple_of_its_statutory_step(name: str) -> None:
    law = LIMITS.laws[name]
    assert law.step is not None
    assert law.step_law
    assert [figure for figure in LIMITS.table() if figure.name == name and figure.cents % (law.step * 100)] == []


@pytest.mark.parametrize(
    ("name", "dollars"),
    [
        ("elective_deferral", 500),
        ("catch_up_50", 500),
        ("catch_up_60_63", None),
        ("annual_additions", 1000),
        ("compensation", 5000),
        ("highly_compensated", 5000),
        ("key_employee", 5000),
        ("roth_catch_up_wages", 5000),
        ("social_security_wage_base", 300),
    ],
)
def test_the_statutory_step_is_the_one_of_its_paragraph(name: str, dollars: int | None) -> None:
    assert LIMITS.laws[name].step == dollars


def test_the_table_covers_2013_to_2026() -> None:
    assert LIMITS.years == YEARS_2013_TO_2026
    assert not LIMITS.covers(2012)
    assert LIMITS.covers(2013)
    assert LIMITS.covers(2026)
    assert not LIMITS.covers(2027)


@pytest.mark.parametrize(
    ("name", "last_without", "first_with"), [("catch_up_60_63", 2024, 2025), ("roth_catch_up_wages", 2025, 2026)]
)
def test_a_limit_that_did_not_exist_yet_is_none(name: str, last_without: int, first_with: int) -> None:
    assert LIMITS.find(name, last_without) is None
    assert LIMITS.find(name, first_with) is not None
    assert LIMITS.laws[name].begins_law


def test_asking_for_the_figure_of_a_limit_that_did_not_exist_says_since_when_it_does() -> None:
    with pytest.raises(LimitMissing) as refusal:
        LIMITS.figure("catch_up_60_63", 2024)
    assert str(refusal.value) == (
        "catch_up_60_63: no catch-up limit at 60 to 63 for pay dates in 2024; "
        "the law has one from 2025 on (Pub. L. 117-328, div. T, sec. 109).\n"
        "Ask for 2025 or later."
    )


@pytest.mark.parametrize("ask", [Limits.find, Limits.cents, Limits.figure])
def test_a_year_after_the_table_is_refused_with_what_to_do(ask: Callable[..., object]) -> None:
    with pytest.raises(LimitMissing) as refusal:
        ask(LIMITS, "annual_additions", 2027)
    assert refusal.value.exit_status == 4
    assert str(refusal.value) == (
        "annual_additions: no dollar limit for limitation years ending in 2027; "
        "the table ends with 2026 (26 USC 415(c)(1)(A)).\n"
        "Add it from the IRS notice to megaroth/limits/annual_additions.toml,\n"
        "or with every other figure of 2027 under [limits.2027] in plan.toml."
    )


@pytest.mark.parametrize("name", NAMES)
def test_every_limit_of_2027_is_refused_the_ones_with_a_first_year_too(name: str) -> None:
    with pytest.raises(LimitMissing):
        LIMITS.find(name, 2027)


def test_a_year_before_the_table_is_refused_and_plan_toml_is_no_remedy() -> None:
    with pytest.raises(LimitMissing) as refusal:
        LIMITS.cents("highly_compensated", 2012)
    assert str(refusal.value) == (
        "highly_compensated: no highly compensated threshold for pay of plan years beginning in 2012; "
        "the table begins with 2013 (26 USC 414(q)(1)(B)).\n"
        "Add it from the IRS notice to megaroth/limits/highly_compensated.toml."
    )


def test_a_year_the_plan_brings_extends_the_table() -> None:
    brought = ExtraYear(2027, dict.fromkeys(NAMES, 7_300_000), "IRS Notice 2026-99")
    limits = load_limits([brought])
    assert limits.years == (*YEARS_2013_TO_2026, 2027)
    assert limits.cents("annual_additions", 2027) == 7_300_000
    figure = limits.figure("catch_up_60_63", 2027)
    assert (figure.law, figure.source) == ("26 USC 414(v)(2)(E)(i)", "IRS Notice 2026-99")
    assert not load_limits().covers(2027)


def test_the_table_is_in_the_order_of_the_names_then_by_year() -> None:
    table = LIMITS.table()
    assert [(figure.name, figure.year) for figure in table[:2]] == [
        ("elective_deferral", 2013),
        ("elective_deferral", 2014),
    ]
    assert len(table) == 7 * 14 + 2 + 1


def test_the_statute_says_its_facts_in_the_units_of_the_program() -> None:
    statute = LIMITS.statute
    assert statute.catch_up_age == 50
    assert (statute.higher_catch_up_first_age, statute.higher_catch_up_last_age) == (60, 63)
    assert statute.owner_percent == 500_000_000
    assert statute.roth_catch_up_de_minimis == 25_000
    assert statute.refund_deadline.of(2027) == date(2027, 4, 15)
    assert (statute.rollover_withholding, statute.early_distribution_age) == (20_000_000, 59 * 12 + 6)
    assert statute.separation_age == 55
    assert statute.roth_conversion_years == 5
    assert statute.default_birth_dates == (date(1900, 1, 1), date(1950, 1, 1), date(1960, 1, 1))
    assert (statute.deposit_safe_harbor_business_days, statute.deposit_outer_limit_business_day) == (7, 15)


def test_the_statute_says_what_self_employment_tax_is_made_of_and_what_an_employer_may_deduct() -> None:
    statute = LIMITS.statute
    assert (statute.self_employment_net_share, statute.self_employment_tax_from) == (92_350_000, 400_00)
    assert statute.self_employment_social_security_rate == 12_400_000
    assert statute.self_employment_medicare_rate == 2_900_000
    assert statute.self_employment_tax_deducted == 50_000_000
    assert statute.employer_deduction_rate == 25_000_000


def test_every_fact_of_the_statute_cites_its_law() -> None:
    facts = set(vars(LIMITS.statute)) - {"laws"}
    assert set(LIMITS.statute.laws) == facts
    assert all(LIMITS.statute.laws.values())
