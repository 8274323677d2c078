"""Each situation the cast is to show is really there, at several sizes and in several years, as a night sees it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from megaroth.limits import load_limits
from tests.sample.nights import Night, run, write

NIGHTS = [(60, date(2026, 6, 30)), (2_000, date(2026, 12, 31)), (60, date(2025, 6, 30)), (60, date(2024, 12, 31))]
EXPECTED = {
    ("R24", "error", ""),
    ("R03", "error", "C29"),
    ("R11", "error", "C02"),
    ("R12", "error", "C22"),
    ("R14", "error", "C10"),
    ("R22", "error", "C21"),
    ("not_in_census", "error", "C99"),
    ("unreconciled", "error", "C13"),
    ("rows_refused", "warning", ""),
    ("R08", "warning", "C16"),
    ("R15", "warning", "C09"),
    ("R15", "warning", "C11"),
    ("R18", "warning", "C49"),
    ("R19", "error", "C46"),
}


@pytest.fixture(scope="module", params=NIGHTS, ids=lambda given: f"{given[0]} people on {given[1]}")
def night(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Night:
    employees, as_of = request.param
    return run(write(tmp_path_factory.mktemp("plans") / "company", employees, as_of), as_of)


def limit(night: Night, name: str) -> Decimal:
    return Decimal(load_limits().find(name, night.as_of.year) or 0) / 100


def figure(night: Night, employee_id: str, column: str) -> Decimal:
    return Decimal(night.room()[employee_id][column])


def test_the_night_finds_what_the_cast_does_and_nothing_of_anybody_else(night: Night) -> None:
    wages = {("R13", "error", "C23")} if night.as_of.year >= 2026 else set()
    forms = {("form_1099r", "error", "C51")} if night.as_of.month == 12 else set()
    payroll_stopped_early = {finding for finding in night.found() if finding[0] == "R07" and finding[2][0] == "E"}
    to_act_on = {finding for finding in night.found() - payroll_stopped_early if finding[1] != "info"}
    assert to_act_on == EXPECTED | wages | forms


def test_ages_on_31_december_are_those_around_each_edge_of_catch_up(night: Night) -> None:
    ages = {employee_id: night.room()[employee_id]["age"] for employee_id in ("C02", "C03", "C04", "C05", "C06", "C07")}
    assert ages == {"C02": "49", "C03": "50", "C04": "59", "C05": "60", "C06": "63", "C07": "64"}


def test_catch_up_is_used_as_far_as_each_age_allows(night: Night) -> None:
    at_50 = limit(night, "catch_up_50")
    at_60 = limit(night, "catch_up_60_63") or at_50
    used = {employee_id: figure(night, employee_id, "catch_up_ytd") for employee_id in ("C02", "C03", "C04", "C05")}
    assert used == {"C02": 0, "C03": 4_750, "C04": at_50, "C05": at_60}
    assert figure(night, "C06", "catch_up_ytd") == at_60
    assert figure(night, "C07", "catch_up_ytd") == at_50


def test_somebody_is_limited_by_pay(night: Night) -> None:
    row = night.room()["C08"]
    assert row["limit_basis"] == "compensation"
    assert Decimal(row["limit_415c"]) == 26 * 1_200


def test_one_is_50_dollars_below_the_limit_and_one_675_above_it(night: Night) -> None:
    assert figure(night, "C09", "room_today") == 50
    assert [figure(night, "C10", name) for name in ("room_today", "excess")] == [0, 675]


def test_one_is_over_the_limit_by_what_can_all_become_catch_up(night: Night) -> None:
    assert [figure(night, "C11", name) for name in ("catch_up_415", "excess")] == [1_640, 0]


def test_the_match_of_somebody_paid_beyond_the_cap_stops_there(night: Night) -> None:
    lines = [row for row in night.inbox("payroll") if row["employee_id"] == "C30"]
    paid = sum(Decimal(row["gross_compensation"]) for row in lines)
    cap = limit(night, "compensation")
    assert paid > cap
    assert sum(Decimal(row["match"]) for row in lines) == cap * 4 / 100
    assert Decimal(lines[-1]["match"]) == 0


def test_a_match_that_is_only_posted_counts(night: Night) -> None:
    assert {row["match"] for row in night.inbox("payroll") if row["employee_id"] == "C12"} == {""}
    assert figure(night, "C12", "employer_ytd") > 0
    assert night.room()["C12"]["unreconciled"] == "false"


def test_opening_balances_stand_for_the_first_quarter(night: Night) -> None:
    assert [row["employee_id"] for row in night.inbox("opening")] == ["C14", "C45"]
    lines = [row for row in night.inbox("payroll") if row["employee_id"] == "C14"]
    assert min(row["pay_date"] for row in lines) > f"{night.as_of.year}-03-31"
    biweekly = len([row for row in night.inbox("payroll") if row["employee_id"] == "C01"])
    assert figure(night, "C14", "compensation_ytd") == 6_000 * biweekly


def test_somebody_hired_in_spring_deferred_elsewhere_before_and_somebody_at_a_related_employer(night: Night) -> None:
    last = {row["employee_id"]: row for row in night.inbox("census")}
    assert Decimal(last["C15"]["prior_employer_deferrals"]) == limit(night, "elective_deferral") - 9_000
    assert last["C15"]["hire_date"] > f"{night.as_of.year}-03-01"
    assert Decimal(last["C18"]["related_employer_additions"]) > 10_000


def test_a_leaver_has_trailing_pay_and_somebody_else_is_rehired(night: Night) -> None:
    last = {row["employee_id"]: row for row in night.inbox("census")}
    trailing = max(row["pay_date"] for row in night.inbox("payroll") if row["employee_id"] == "C16")
    assert trailing > last["C16"]["termination_date"]
    assert last["C17"]["rehire_date"] > last["C17"]["termination_date"]
    assert night.room()["C17"]["can_contribute"] == "true"


def test_a_reversal_and_its_new_entry_leave_what_the_register_says(night: Night) -> None:
    posted = [row for row in night.inbox("contributions-corrections") if row["employee_id"] == "C19"]
    assert [(row["activity"], row["amount"]) for row in posted] == [("reversal", "-414.00"), ("contribution", "144.00")]
    assert night.room()["C19"]["unreconciled"] == "false"


def test_a_bonus_run_falls_on_a_regular_pay_date(night: Night) -> None:
    (bonus,) = [row for row in night.inbox("payroll") if row["employee_id"] == "C20" and row["run_type"] == "bonus"]
    same_day = [
        row for row in night.inbox("payroll") if (row["employee_id"], row["pay_date"]) == ("C20", bonus["pay_date"])
    ]
    assert len(same_day) == 2


def test_one_line_is_a_duplicate_and_one_is_refused_for_a_cell(night: Night) -> None:
    controls = night.report("controls")
    assert sum(int(row["rows_duplicate"]) for row in controls) == 1
    assert [row["column"] for row in night.report("rejects")] == ["gross_compensation"]


def test_last_years_true_up_and_refund_leave_this_year_alone(night: Night) -> None:
    last_year = str(night.as_of.year - 1)
    corrections = {row["employee_id"]: row for row in night.inbox("contributions-corrections")}
    assert (corrections["C24"]["activity"], corrections["C24"]["for_year"]) == ("true_up", last_year)
    assert (corrections["C25"]["activity"], corrections["C25"]["for_year"]) == ("refund_402g", last_year)
    assert Decimal(corrections["C25"]["earnings"]) < 0
    same_pay = ("employer_ytd", "deferrals_ytd", "room_today")
    assert [figure(night, "C24", name) for name in same_pay] == [figure(night, "C25", name) for name in same_pay]


def test_one_posting_is_late_and_one_never_comes(night: Night) -> None:
    postings = night.inbox("contributions")
    late = max(
        date.fromisoformat(row["posted_date"]) - date.fromisoformat(row["pay_date"])
        for row in postings
        if row["employee_id"] == "C33"
    )
    assert late > timedelta(days=20)
    paid = {row["pay_date"] for row in night.inbox("payroll") if row["employee_id"] == "C34"}
    posted = {row["pay_date"] for row in postings if row["employee_id"] == "C34"}
    newest = max(paid)
    assert len(paid - posted - {newest}) == 1
    assert night.room()["C34"]["unreconciled"] == "false"


def test_accounts_have_gains_losses_and_money_from_before_1987(night: Night) -> None:
    """By the middle of the year: in July what is left is converted."""
    until = f"{night.as_of.year}-06-30"
    balances = {row["employee_id"]: row for row in night.inbox("balances") if row["as_of"] <= until}

    def gain(employee_id: str) -> Decimal:
        return Decimal(balances[employee_id]["after_tax_value"]) - Decimal(balances[employee_id]["after_tax_basis"])

    assert gain("C01") > 0
    assert gain("C36") < 0
    assert balances["C37"]["pre_1987_basis"] == "4200.00"


def test_withdrawals_were_taken_once_and_as_often_as_the_plan_allows(night: Night) -> None:
    taken = [row for row in night.inbox("withdrawals") if row["employee_id"].startswith("C")]
    assert [row["route"] for row in taken if row["employee_id"] == "C47"] == ["roth_ira"]
    assert len([row for row in taken if row["employee_id"] == "C38"]) == 4
    assert not [reason for row in night.conversions().values() if "overdrawn" in (reason := row["reasons"])]


def test_one_converted_inside_the_plan_and_must_wait_a_month(night: Night) -> None:
    days = sorted(row["date"] for row in night.inbox("withdrawals") if row["employee_id"] == "C43")
    assert [day[5:7] for day in days] == (["03", "06", "12"] if night.as_of.month == 12 else ["03", "06"])
    assert "too_soon" in night.conversions()["C43"]["reasons"]


def test_one_took_all_at_a_loss_and_has_neither_value_nor_basis_left(night: Night) -> None:
    (taken,) = [row for row in night.inbox("withdrawals") if row["employee_id"] == "C47"]
    assert taken["amount"] == taken["basis"]
    assert [night.conversions()["C47"][name] for name in ("after_tax_value", "after_tax_basis")] == ["0.00", "0.00"]
    (form,) = [row for row in night.report("forms_1099r") if row["employee_id"] == "C47"]
    assert (form["box_1"], form["box_2a"]) == (taken["amount"], "")
    assert Decimal(form["box_5"]) > Decimal(taken["amount"])


def test_one_was_paid_out_after_leaving_at_56(night: Night) -> None:
    (form,) = [row for row in night.report("forms_1099r") if row["employee_id"] == "C48"]
    assert (form["destination"], form["box_7"]) == ("cash", "2")
    assert Decimal(form["box_4"]) > 0


def test_one_is_below_the_minimum(night: Night) -> None:
    assert night.conversions()["C50"]["reasons"].startswith("below_minimum")
    assert night.conversions()["C50"]["next_date"] == f"{night.as_of.year + 1}-01-01"


def test_somebody_is_on_hold(night: Night) -> None:
    assert night.conversions()["C39"]["reasons"].startswith("hold")


def test_one_is_an_owner_and_of_one_it_is_not_known_whether_highly_compensated(night: Night) -> None:
    assert (night.room()["C28"]["hce"], night.room()["C40"]["hce"]) == ("true", "unknown")


def test_names_have_an_accent_apostrophes_and_a_formula_sign(night: Night) -> None:
    names = {employee_id: night.room()[employee_id]["name"] for employee_id in ("C31", "C32")}
    assert names == {"C31": "Mireille d'Aubré-O'Shea", "C32": "'=Marlow Kettering"}


def test_an_election_changes_in_the_year(night: Night) -> None:
    elected = [row["after_tax_amount"] for row in night.inbox("elections") if row["employee_id"] == "C42"]
    assert elected == ["108.00", "540.00"]
