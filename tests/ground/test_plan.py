"""plan.toml: what it means, and what its amendments make of it."""

from datetime import date
from hashlib import sha256

import pytest

from megaroth.errors import PlanError
from megaroth.plan import Plan, parse_plan
from megaroth.plan_terms import Terms

NAMED = """
[plan]
id = "acme-401k"
name = "Acme Corp 401(k) Plan"
"""


def plan(text: str = "") -> Plan:
    return parse_plan(NAMED + text)


def refusals(text: str, named: str = NAMED) -> list[str]:
    with pytest.raises(PlanError) as refusal:
        parse_plan(named + text)
    assert refusal.value.exit_status == 3
    return str(refusal.value).splitlines()


# What it means


def test_everything_but_id_and_name_has_a_default() -> None:
    acme = plan()
    assert (acme.id, acme.name, acme.timezone) == ("acme-401k", "Acme Corp 401(k) Plan", "America/New_York")
    assert (acme.years.month, acme.years.day, acme.years.short) == (1, 1, ())
    assert acme.calendars[""].pay_dates(date(2026, 1, 1), date(2026, 1, 31)) == [date(2026, 1, 9), date(2026, 1, 23)]
    assert acme.extra_limits == ()
    assert acme.unused_keys == ()
    terms = acme.terms(date(2026, 1, 9))
    assert (terms.deferrals.roth, terms.deferrals.catch_up, terms.deferrals.catch_up_60_63) == (True, True, True)
    assert (terms.deferrals.max_rate, terms.deferrals.max_dollars) == (100_000_000, 0)
    assert (terms.after_tax.allowed, terms.after_tax.election_step) == (True, 1_000_000)
    assert (terms.match.tiers, terms.match.sources, terms.match.timing) == ((), ("pre_tax", "roth"), "per_pay")
    assert terms.withdrawals.separate_contract is True
    assert terms.deposits.usual_business_days == 0


def test_money_becomes_cents_and_rates_hundred_millionths() -> None:
    terms = plan(
        """
        [deferrals]
        max_rate = 0.75
        max_dollars = 20_000.50
        [match]
        tiers = [{ rate = 1, up_to = 0.03 }, { rate = 0.33333333, up_to = 0.05 }]
        dollar_cap = 12_250
        """
    ).terms(date(2026, 1, 9))
    assert (terms.deferrals.max_rate, terms.deferrals.max_dollars) == (75_000_000, 2_000_050)
    assert [(tier.rate, tier.up_to) for tier in terms.match.tiers] == [
        (100_000_000, 3_000_000),
        (33_333_333, 5_000_000),
    ]
    assert terms.match.dollar_cap == 1_225_000


def test_the_limitation_year_starts_where_the_plan_says_and_short_years_cut_it() -> None:
    years = plan(
        """
        limitation_year_start = "07-01"
        short_years = [{ start = 2026-07-01, end = 2026-12-31 }, { start = 2025-07-01, end = 2025-09-30 }]
        """
    ).years
    assert (years.month, years.day) == (7, 1)
    assert years.short == ((date(2025, 7, 1), date(2025, 9, 30)), (date(2026, 7, 1), date(2026, 12, 31)))


def test_a_pay_group_chooses_its_calendar_and_others_the_default_one() -> None:
    acme = plan(
        """
        [pay_calendar]
        frequency = "monthly"
        [pay_calendars.union]
        frequency = "weekly"
        anchor = 2026-01-08
        """
    )
    assert [acme.calendar_name(group) for group in ("union", "office", "", None)] == ["union", "", "", ""]
    assert acme.calendars["union"].pay_dates(date(2026, 1, 1), date(2026, 1, 8)) == [date(2026, 1, 8)]
    assert acme.calendars[""].pay_dates(date(2026, 1, 1), date(2026, 1, 31)) == [date(2026, 1, 30)]


def test_the_hash_is_that_of_the_file() -> None:
    text = NAMED.replace("\n", "\r\n")
    assert parse_plan(text).sha256 == sha256(text.encode()).hexdigest()


def test_keys_this_version_does_not_act_on_are_named() -> None:
    acme = plan(
        """
        timezone = "America/Chicago"
        [pay_calendar]
        frequency = "weekly"
        [deferrals]
        roth = false
        spillover = true
        [withdrawals]
        minimum = 500
        [law]
        after_tax_conversions_end = 2026-12-31
        [deposits]
        small_plan = true
        usual_business_days = 3
        [[amendment]]
        effective = 2026-07-01
        deferrals = { max_rate = 0.5 }
        deposits = { small_plan = false }
        """
    )
    assert acme.unused_keys == ("deposits.small_plan", "amendment[0].deposits.small_plan")


def test_the_law_to_come_is_assumed_only_where_the_plan_says_so() -> None:
    assert plan().after_tax_conversions_end is plan("[law]").after_tax_conversions_end is None
    assert not plan().roth_routes_shut(date.max)
    assert plan().roth_routes_shut_words() == ""
    ending = plan("[law]\nafter_tax_conversions_end = 2027-01-01")
    assert ending.after_tax_conversions_end == date(2027, 1, 1)
    assert [ending.roth_routes_shut(day) for day in (date(2026, 12, 31), date(2027, 1, 1))] == [False, True]
    assert ending.roth_routes_shut_words() == (
        "after-tax money can no longer be converted to Roth since 2027-01-01 (assumed in plan.toml, not law)"
    )


# Amendments


def test_an_amendment_replaces_only_the_keys_it_names_from_its_pay_date_on() -> None:
    acme = plan(
        """
        [match]
        tiers = [{ rate = 0.5, up_to = 0.06 }]
        dollar_cap = 3000
        [[amendment]]
        effective = 2026-07-01
        match = { tiers = [{ rate = 1.0, up_to = 0.04 }] }
        """
    )
    before, after = acme.terms(date(2026, 6, 30)), acme.terms(date(2026, 7, 1))
    assert [(tier.rate, tier.up_to) for tier in before.match.tiers] == [(50_000_000, 6_000_000)]
    assert [(tier.rate, tier.up_to) for tier in after.match.tiers] == [(100_000_000, 4_000_000)]
    assert (before.match.dollar_cap, after.match.dollar_cap) == (300_000, 300_000)
    assert acme.changes() == ((date.min, before), (date(2026, 7, 1), after))


def test_amendments_add_up_in_the_order_of_their_dates_whatever_their_order_in_the_file() -> None:
    acme = plan(
        """
        [[amendment]]
        effective = 2026-10-01
        after_tax = { max_rate = 0.08 }
        [[amendment]]
        effective = 2026-04-01
        after_tax = { max_rate = 0.10, allowed = false }
        """
    )
    assert [(day.isoformat(), terms.after_tax.max_rate, terms.after_tax.allowed) for day, terms in acme.changes()] == [
        ("0001-01-01", 100_000_000, True),
        ("2026-04-01", 10_000_000, False),
        ("2026-10-01", 8_000_000, False),
    ]


@pytest.mark.parametrize(
    ("terms", "change"),
    [
        ('[match]\ntiming = "annual_true_up"', "match = { dollar_cap = 5000 }"),
        ('[match]\ntiming = "annual_true_up"', 'match = { timing = "per_pay" }'),
        ("[match]\ndollar_cap = 100", 'match = { timing = "annual_true_up" }'),
        ('[nonelective]\ntiming = "year_end"', "nonelective = { rate = 0.03 }"),
    ],
)
def test_an_annual_formula_may_change_on_the_first_day_of_a_plan_year_only(terms: str, change: str) -> None:
    def text(effective: str) -> str:
        return f"{terms}\n[[amendment]]\neffective = {effective}\n{change}"

    assert len(plan(text("2027-01-01")).changes()) == 2
    for effective in ("2026-12-31", "2027-01-02"):
        (line,) = refusals(text(effective))
        assert line.startswith(f"plan.toml: amendment[0].{change.split(' ')[0]}: changes an annual formula (")
        assert line.endswith("expected the first day of a plan year as effective date")


def test_an_amendment_in_mid_year_may_leave_the_annual_formula_as_it_is() -> None:
    acme = plan(
        """
        [match]
        timing = "annual_true_up"
        dollar_cap = 5000
        [[amendment]]
        effective = 2026-07-01
        match = { dollar_cap = 5000, true_up_last_day = true }
        after_tax = { allowed = false }
        """
    )
    assert acme.terms(date(2026, 7, 1)).match.true_up_last_day is True


def test_two_amendments_of_one_date_are_refused() -> None:
    change = "[[amendment]]\neffective = 2026-07-01\nafter_tax = { allowed = false }\n"
    assert refusals(change + change) == [
        "plan.toml: amendment: expected an effective date of its own for each; put two of one date together"
    ]


def test_an_amendment_that_changes_nothing_is_refused() -> None:
    (line,) = refusals("[[amendment]]\neffective = 2026-07-01\n[after_tax]\nallowed = false\n")
    assert line.startswith("plan.toml: amendment[0]: changes nothing; expected at least one key of deferrals,")


def test_an_amendment_may_change_terms_only() -> None:
    (line,) = refusals('[[amendment]]\neffective = 2026-07-01\nplan = { name = "B" }\nmatch = { dollar_cap = 1 }')
    known = "known here: deferrals, after_tax, match, nonelective, withdrawals, deposits, effective"
    assert line == f"plan.toml: amendment[0].plan: unknown key; {known}"
    change = "law = { after_tax_conversions_end = 2027-01-01 }\nmatch = { dollar_cap = 1 }"
    assert refusals(f"[[amendment]]\neffective = 2026-07-01\n{change}") == [
        f"plan.toml: amendment[0].law: unknown key; {known}"
    ]


def test_an_amendment_can_change_every_table_of_terms() -> None:
    tables = {
        "deferrals": "roth = false",
        "after_tax": "allowed = false",
        "match": "dollar_cap = 1",
        "nonelective": "rate = 0.03",
        "withdrawals": "in_service = false",
        "deposits": "small_plan = true",
    }
    assert set(tables) == set(Terms.model_fields)
    changes = "\n".join(f"{table} = {{ {key} }}" for table, key in tables.items())
    after = plan(f"[[amendment]]\neffective = 2026-07-01\n{changes}").terms(date(2026, 7, 1))
    assert (after.deferrals.roth, after.after_tax.allowed, after.match.dollar_cap) == (False, False, 100)
    assert (after.nonelective.rate, after.withdrawals.in_service, after.deposits.small_plan) == (3_000_000, False, True)


def test_a_plan_may_match_more_than_a_dollar_for_a_dollar() -> None:
    plan = parse_plan('[plan]\nid = "p"\nname = "P"\n[match]\ntiers = [{ rate = 1.5, up_to = 0.04 }]')
    assert plan.terms(date(2026, 1, 9)).match.tiers[0].rate == 150_000_000
