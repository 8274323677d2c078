"""The table of IRA limits: what it holds, where each figure is from, and that a plan cannot bring a year of it."""

from itertools import pairwise

import pytest

from megaroth.errors import LimitMissing
from megaroth.limits import IRA_NAMES, NAMES, load_ira_limits, load_limits
from tests.other_doors.figures import YEARS

LIMITS = load_ira_limits()


@pytest.mark.parametrize("year", YEARS)
def test_a_figure_is_the_one_the_notice_prints(year: int) -> None:
    printed = YEARS[year]
    expected = (printed.contribution, printed.catch_up, *printed.single, *printed.joint)
    assert [LIMITS.cents(name, year) for name in IRA_NAMES] == [100 * dollars for dollars in expected]


@pytest.mark.parametrize("year", YEARS)
def test_a_figure_names_the_notice_of_its_own_year(year: int) -> None:
    assert {LIMITS.figure(name, year).source for name in IRA_NAMES} == {YEARS[year].notice}


def test_the_table_covers_2013_to_2026_and_holds_every_figure_of_them() -> None:
    assert LIMITS.years == tuple(range(2013, 2027)) == tuple(YEARS)
    assert [(figure.name, figure.year) for figure in LIMITS.table()] == [
        (name, year) for name in IRA_NAMES for year in YEARS
    ]


@pytest.mark.parametrize(
    ("name", "law", "dollars"),
    [
        ("ira_contribution", "26 USC 219(b)(5)(A)", 500),
        ("ira_catch_up", "26 USC 219(b)(5)(B)", 100),
        ("roth_ira_single_start", "26 USC 408A(c)(3)(B)(ii)(II)", 1000),
        ("roth_ira_single_end", "26 USC 408A(c)(3)(A)(ii)", 1000),
        ("roth_ira_joint_start", "26 USC 408A(c)(3)(B)(ii)(I)", 1000),
        ("roth_ira_joint_end", "26 USC 408A(c)(3)(A)(ii)", 1000),
    ],
)
def test_a_limit_cites_its_paragraph_and_is_a_multiple_of_its_statutory_step(name: str, law: str, dollars: int) -> None:
    assert (LIMITS.laws[name].law, LIMITS.laws[name].step) == (law, dollars)
    assert LIMITS.laws[name].step_law
    figures = [figure for figure in LIMITS.table() if figure.name == name]
    assert {figure.law for figure in figures} == {law}
    assert all(figure.cents % (100 * dollars) == 0 for figure in figures)
    assert all(earlier.cents <= later.cents for earlier, later in pairwise(figures))


def test_the_range_is_as_wide_as_the_statute_makes_it() -> None:
    for year in LIMITS.years:
        assert LIMITS.cents("roth_ira_single_end", year) - LIMITS.cents("roth_ira_single_start", year) == 15_000_00
        assert LIMITS.cents("roth_ira_joint_end", year) - LIMITS.cents("roth_ira_joint_start", year) == 10_000_00


def test_a_year_after_the_table_is_refused_and_plan_toml_is_no_remedy() -> None:
    with pytest.raises(LimitMissing) as refusal:
        LIMITS.cents("roth_ira_joint_start", 2027)
    assert refusal.value.exit_status == 4
    assert str(refusal.value) == (
        "roth_ira_joint_start: no start of the Roth IRA phase-out, joint for tax year 2027; "
        "the table ends with 2026 (26 USC 408A(c)(3)(B)(ii)(I)).\n"
        "Add it from the IRS notice to megaroth/limits/roth_ira_joint_start.toml."
    )


def test_a_plan_is_asked_for_none_of_them() -> None:
    assert not set(IRA_NAMES) & set(NAMES)
    assert set(load_limits().laws) == set(NAMES)


def test_the_statute_has_what_no_notice_prints() -> None:
    statute = LIMITS.statute
    assert statute.ira_catch_up_age == 50
    assert (statute.roth_ira_separate_start, statute.roth_ira_separate_end) == (0, 10_000_00)
    assert (statute.roth_ira_reduction_step, statute.roth_ira_least_limit) == (10_00, 200_00)
