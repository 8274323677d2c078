"""plan.toml: how each mistake is refused by its key, all of them in one run; and the limits of a year it brings."""

import json
from hashlib import sha256
from pathlib import Path

import pytest

from megaroth.errors import PlanError
from megaroth.limits import NAMES, load_limits
from megaroth.plan import load_plan, parse_plan
from megaroth.plan_file import LimitYear

NAMED = """
[plan]
id = "acme-401k"
name = "Acme Corp 401(k) Plan"
"""

YEAR_2027 = """
[limits.2027]
source = "IRS Notice 2026-99"
elective_deferral = 25_000
catch_up_50 = 8_000
catch_up_60_63 = 11_250
annual_additions = 73_000
compensation = 365_000
highly_compensated = 165_000
key_employee = 240_000
roth_catch_up_wages = 155_000
social_security_wage_base = 189_900.00
"""


def refusals(text: str, named: str = NAMED) -> list[str]:
    with pytest.raises(PlanError) as refusal:
        parse_plan(named + text)
    assert refusal.value.exit_status == 3
    return str(refusal.value).splitlines()


# Limits of a year the program does not know


def test_a_year_from_the_notice_extends_the_limits() -> None:
    limits = load_limits(parse_plan(NAMED + YEAR_2027).extra_limits)
    assert limits.cents("annual_additions", 2027) == 7_300_000
    assert limits.cents("social_security_wage_base", 2027) == 18_990_000
    assert limits.figure("elective_deferral", 2027).source == "IRS Notice 2026-99"


def test_a_year_asks_for_every_limit_and_its_source() -> None:
    assert set(LimitYear.model_fields) == {*NAMES, "source"}
    assert refusals("[limits.2027]") == [
        f"plan.toml: limits.2027.{key}: required, and missing" for key in LimitYear.model_fields
    ]


@pytest.mark.parametrize("year", ["2012", "2013", "2026", "27", "next", "02027"])
def test_a_year_the_program_knows_or_cannot_be_is_refused(year: str) -> None:
    assert refusals(YEAR_2027.replace("limits.2027", f"limits.{year}")) == [
        f"plan.toml: limits.{year}: expected a year the program does not know yet, 2027 or later"
    ]


@pytest.mark.parametrize(("written", "found"), [("0", "0"), ("-1", "-1"), ('"25,000"', '"25,000"')])
def test_a_limit_that_is_no_positive_amount_is_refused(written: str, found: str) -> None:
    assert refusals(YEAR_2027.replace("25_000", written))[0].endswith(f", found {found}")


# What is refused


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('kind = "403b"', 'plan.kind: this version computes 401(k) plans only; expected "401k"'),
        (
            'timezone = "America"',
            'plan.timezone: expected a time zone of the IANA database, like "America/New_York", found "America"',
        ),
        (
            'limitation_year_start = "02-29"',
            'plan.limitation_year_start: expected a month and day that every year has, like "01-01", found "02-29"',
        ),
        (
            "short_years = [{ start = 2026-07-01, end = 2026-06-30 }]",
            "plan.short_years[0].end: expected a date from 2026-07-01 to 2027-06-30, a year at most, found 2026-06-30",
        ),
        (
            "short_years = [{ start = 2026-07-01, end = 2027-07-01 }]",
            "plan.short_years[0].end: expected a date from 2026-07-01 to 2027-06-30, a year at most, found 2027-07-01",
        ),
        (
            "short_years = [{ start = 2026-01-01, end = 2026-06-30 }, { start = 2026-06-30, end = 2026-12-31 }]",
            "plan.short_years: expected short years that do not overlap",
        ),
        (
            '[pay_calendar]\nfrequency = "fortnightly"',
            'pay_calendar.frequency: expected "weekly", "biweekly", "semimonthly" or "monthly", found "fortnightly"',
        ),
        (
            "[pay_calendar]\nanchor = 2026-01-09T00:00:00",
            "pay_calendar.anchor: expected a date like 2026-01-09 (1900 to 2999), found a date with a time",
        ),
        ("[pay_calendar]\ndays = [0]", 'pay_calendar.days[0]: expected a day from 1 to 31, or "last", found 0'),
        (
            '[pay_calendar]\ndays = ["first"]',
            'pay_calendar.days[0]: expected a day from 1 to 31, or "last", found "first"',
        ),
        ("[pay_calendar]\ndays = [32]", 'pay_calendar.days[0]: expected a day from 1 to 31, or "last", found 32'),
        (
            '[pay_calendar]\nfrequency = "semimonthly"\ndays = [31, "last"]',
            "pay_calendar.days: expected each value once; one is repeated",
        ),
        (
            '[pay_calendars."north west"]\nfrequency = "monthly"\ndays = [1, 15]',
            'pay_calendars."north west".days: expected one day of the month for a monthly calendar, found [1, 15]',
        ),
        (
            "[pay_calendar]\ndates = [2026-01-09, 2026-01-09]",
            "pay_calendar.dates: expected each value once; one is repeated",
        ),
        ("[deferrals]\nmax_rate = 1.01", "deferrals.max_rate: expected a fraction from 0 to 1, found 1.01"),
        ("[deferrals]\nmax_rate = -0.01", "deferrals.max_rate: expected a fraction from 0 to 1, found -0.01"),
        ("[deferrals]\nmax_rate = nan", "deferrals.max_rate: expected a fraction from 0 to 1, found NaN"),
        ("[deferrals]\nmax_rate = true", "deferrals.max_rate: expected a fraction from 0 to 1, found true"),
        (
            "[deferrals]\nmax_rate = 0.123456789",
            "deferrals.max_rate: expected a fraction with at most eight decimals, found 0.123456789",
        ),
        ("[deferrals]\nmax_dollars = -1", "deferrals.max_dollars: expected dollars from 0 to 1,000,000,000, found -1"),
        (
            "[deferrals]\nmax_dollars = 0.005",
            "deferrals.max_dollars: expected dollars with at most two decimals, found 0.005",
        ),
        ("[deferrals]\nroth = 1", "deferrals.roth: expected true or false, found 1"),
        ("[after_tax]\nelection_step = 0", "after_tax.election_step: expected a fraction above 0, at most 1, found 0"),
        (
            '[match]\ntiers = [{ rate = "1", up_to = 0.03 }]',
            'match.tiers[0].rate: expected a fraction from 0 to 10, found "1"',
        ),
        ("[match]\ntiers = [{ rate = 1.0 }]", "match.tiers[0].up_to: required, and missing"),
        (
            "[match]\ntiers = [{ rate = 1.0, up_to = 0.03 }, { rate = 0.5, up_to = 0.03 }]",
            "match.tiers: expected tiers whose up_to rises from one to the next; it is cumulative",
        ),
        ('[match]\nsources = ["loan"]', 'match.sources[0]: expected "pre_tax", "roth" or "after_tax", found "loan"'),
        ('[match]\nsources = "roth"', 'match.sources: expected a list, found "roth"'),
        ('[match]\ntiming = "annual"', 'match.timing: expected "per_pay" or "annual_true_up", found "annual"'),
        ('[deferrals]\nassume = ""', 'deferrals.assume: expected "elected", "maximum" or "none", found ""'),
        (
            '[match]\nsources = ["roth", "roth"]',
            "match.sources: expected each value once; one is repeated",
        ),
        ("[match]\ntiers = { rate = 1.0 }", "match.tiers: expected a list, found a table"),
        ("[match]\nteirs = []", "match.teirs: unknown key; did you mean tiers?"),
        ("[mach]\ntiers = []", "mach: unknown key; did you mean match?"),
        ("x = 1", "plan.x: unknown key; known here: id, name, kind, timezone, limitation_year_start, short_years"),
        ("[withdrawals]\nper_year = 1.0", "withdrawals.per_year: expected a whole number from 0 to 999, found 1.0"),
        (
            '[law]\nafter_tax_conversions_end = "2027-01-01"',
            'law.after_tax_conversions_end: expected a date like 2026-01-09 (1900 to 2999), found "2027-01-01"',
        ),
        (
            "[law]\nafter_tax_conversions_ends = 2027-01-01",
            "law.after_tax_conversions_ends: unknown key; did you mean after_tax_conversions_end?",
        ),
        (
            "[deposits]\nusual_business_days = -1",
            "deposits.usual_business_days: expected a whole number from 0 to 999, found -1",
        ),
    ],
)
def test_a_mistake_is_named_by_its_key_and_what_was_expected(text: str, line: str) -> None:
    assert refusals(text) == [f"plan.toml: {line}"]


@pytest.mark.parametrize("text", ["a" * 41, "two\nlines", "\x1b[31m", "\u202e"])
def test_a_text_that_does_not_fit_into_a_line_is_not_shown(text: str) -> None:
    (line,) = refusals(f"[match]\ntiming = {json.dumps(text)}")
    assert line.endswith(", found a text")


def test_all_problems_are_named_in_one_run() -> None:
    assert refusals("[deferrals]\nroth = 1\n[match]\ndollar_cap = -1\n[limit]", named='[plan]\nid = " "\n') == [
        "plan.toml: deferrals.roth: expected true or false, found 1",
        "plan.toml: match.dollar_cap: expected dollars from 0 to 1,000,000,000, found -1",
        "plan.toml: plan.id: expected a text that is not empty",
        "plan.toml: plan.name: required, and missing",
        "plan.toml: limit: unknown key; did you mean limits?",
    ]


def test_an_empty_plan_lacks_its_plan_table() -> None:
    assert refusals("", named="") == ["plan.toml: plan: required, and missing"]


def test_what_is_no_toml_is_refused_with_its_line() -> None:
    (line,) = refusals("[match]\ntiers = [")
    assert line.startswith("plan.toml: expected TOML: ")
    assert refusals("roth = yes")[0].endswith("(at line 5, column 8)")


@pytest.mark.parametrize("text", ["x = " + "[" * 5000, "x = " + "9" * 5000, "x = 1e99999999999999999999"])
def test_what_toml_cannot_hold_is_refused_without_a_traceback(text: str) -> None:
    assert refusals(text) == ["plan.toml: expected TOML; a number is too long or lists are nested too deep."]


def test_a_folder_without_plan_toml_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PlanError, match=r"not found in .*; expected a plan folder"):
        load_plan(tmp_path)


def test_a_plan_toml_that_is_a_folder_or_not_utf8_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "plan.toml"
    path.mkdir()
    with pytest.raises(PlanError, match="cannot be read"):
        load_plan(tmp_path)
    path.rmdir()
    path.write_bytes(b'[plan]\nid = "\xff"')
    with pytest.raises(PlanError, match="expected UTF-8 text"):
        load_plan(tmp_path)


def test_a_plan_is_read_from_its_folder_also_with_a_byte_order_mark(tmp_path: Path) -> None:
    content = b"\xef\xbb\xbf" + NAMED.encode()
    (tmp_path / "plan.toml").write_bytes(content)
    acme = load_plan(tmp_path)
    assert acme.id == "acme-401k"
    assert acme.sha256 == sha256(content).hexdigest()
