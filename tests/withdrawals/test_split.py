"""`megaroth split`: the cases of the law, what is refused, what a person reads."""

import json
from typing import Any

import pytest

from megaroth.limits import load_limits
from megaroth.split import CASH, DIRECT, ROTH_IRA, SIXTY_DAY, TRADITIONAL_IRA, Account, Portion, split_withdrawal
from tests.withdrawals.cases_of_splits import CASES
from tests.withdrawals.command import split

MEMBERS = [
    "basis",
    "earnings",
    "taxable",
    "withholding",
    "destinations",
    "remaining_basis",
    "remaining_value",
    "forms",
]
ALL_OF_IT = "--basis 10000 --value 12000 --amount 12000"


def written(row: dict[str, str | None]) -> str:
    return " ".join("blank" if cell is None else cell for cell in row.values())


def form(answer: dict[str, Any], place: int = -1) -> dict[str, Any]:
    chosen: dict[str, Any] = answer["forms"][place]
    return chosen


@pytest.mark.parametrize("name", CASES)
def test_a_case_of_the_law_comes_out_to_the_cent(name: str) -> None:
    expected = CASES[name]
    status, out, err = split(*expected.arguments.split(), "--json")
    assert (status, err) == (0, "")
    answer = json.loads(out, parse_float=str)
    assert list(answer) == MEMBERS
    for member in ("basis", "earnings", "taxable", "withholding", "remaining_basis", "remaining_value"):
        assert answer[member] == getattr(expected, member), member
    assert tuple(written(part) for part in answer["destinations"]) == expected.destinations
    assert (
        tuple(written({"destination": each.pop("destination"), **each}) for each in answer["forms"]) == expected.forms
    )


def test_direct_rollovers_take_earnings_before_60_day_ones_and_cash_last_however_they_are_listed() -> None:
    wanted = [
        Portion(CASH, CASH, 400_00),
        Portion(TRADITIONAL_IRA, SIXTY_DAY, 300_00),
        Portion(ROTH_IRA, DIRECT, 200_00),
        Portion(TRADITIONAL_IRA, DIRECT, 100_00),
    ]
    done = split_withdrawal(Account(basis=500_00, value=1000_00), 1000_00, wanted, load_limits().statute, None)
    assert [(part.to, part.kind, part.pretax) for part in done.destinations] == [
        (ROTH_IRA, DIRECT, 200_00),
        (TRADITIONAL_IRA, DIRECT, 100_00),
        (TRADITIONAL_IRA, SIXTY_DAY, 200_00),
        (CASH, CASH, 0),
    ]


def test_the_members_of_the_lists_are_named_as_promised() -> None:
    answer = json.loads(split(*ALL_OF_IT.split(), "--json")[1])
    assert list(answer["destinations"][0]) == ["to", "kind", "amount", "pretax", "after_tax"]
    assert list(answer["forms"][0]) == ["box_1", "box_2a", "box_4", "box_5", "box_7", "destination"]


@pytest.mark.parametrize(
    ("birth_date", "day", "code"),
    [
        ("1968-01-15", "2027-07-14", "1"),
        ("1968-01-15", "2027-07-15", "7"),
        ("1968-07-01", "2027-12-31", "1"),
        ("1968-07-01", "2028-01-01", "7"),
        ("1967-08-31", "2027-02-27", "1"),
        ("1967-08-31", "2027-02-28", "7"),
        ("1968-08-30", "2028-02-28", "1"),
        ("1968-08-30", "2028-02-29", "7"),
        ("1968-02-29", "2027-08-28", "1"),
        ("1968-02-29", "2027-08-29", "7"),
        ("2026-01-01", "2026-01-01", "1"),
    ],
)
def test_what_is_paid_out_is_normal_from_59_and_a_half_on(birth_date: str, day: str, code: str) -> None:
    given = f"{ALL_OF_IT} --cash 12000 --birth-date {birth_date} --date {day} --json"
    assert form(json.loads(split(*given.split())[1]))["box_7"] == code


def test_without_a_date_the_withdrawal_is_today() -> None:
    given = f"{ALL_OF_IT} --cash 12000 --json --birth-date"
    assert form(json.loads(split(*given.split(), "1900-01-01")[1]))["box_7"] == "7"
    assert form(json.loads(split(*given.split(), "2020-01-01")[1]))["box_7"] == "1"


def test_a_vested_balance_counts_only_without_a_separate_contract() -> None:
    status, out, err = split(*ALL_OF_IT.split(), "--vested-balance", "100000", "--json")
    assert (status, json.loads(out)["basis"]) == (0, 10000)
    assert "--vested-balance does not count without --no-separate-contract" in err


REFUSED = {
    "--basis 1 --value 1 --amount 0": "expected an --amount above 0",
    "--basis 1 --value 1 --amount -1": "expected dollars as 1234.56, not negative",
    "--basis 1 --value 1 --amount 1.01": "--amount is 0.01 more than --value",
    "--basis 1 --value 1 --amount 1 --pre-1987-basis 1.01": "--pre-1987-basis is more than --basis",
    "--basis 1 --value 1 --amount 1 --no-separate-contract": "--no-separate-contract goes with --vested-balance",
    "--basis 1 --value 2 --amount 1 --no-separate-contract --vested-balance 1.99": "--vested-balance is less than",
    f"{ALL_OF_IT} --direct roth_ira=11999": "1.00 has no destination yet",
    f"{ALL_OF_IT} --direct roth_ira=11999 --cash 1.01": "0.01 is more than --amount",
    f"{ALL_OF_IT} --direct roth_ira=12000 --direct traditional_ira=0": "above 0 for each destination",
    f"{ALL_OF_IT} --direct roth=12000": "DEST is one of traditional_ira, roth_ira, in_plan_roth, employer_plan",
    f"{ALL_OF_IT} --direct roth_ira": "--direct roth_ira: expected dollars as 1234.56",
    f"{ALL_OF_IT} --sixty-day roth_ira=12,000": "--sixty-day roth_ira: write 1234.56, without commas, $ or +",
    f"{ALL_OF_IT} --sixty-day roth_ira=-12000": "--sixty-day roth_ira: expected dollars as 1234.56",
    f"{ALL_OF_IT} --birth-date 2026-07-01 --date 2026-06-30": "--birth-date is after --date",
    f"{ALL_OF_IT} --sixty-day employer_plan=2000.01 --cash 9999.99": "2,000.00 of that is left for employer_plan: 0.01",
    f"{ALL_OF_IT} --sixty-day in_plan_roth=2000.01 --cash 9999.99": "2,000.00 of that is left for in_plan_roth: 0.01",
    f"{ALL_OF_IT} --direct roth_ira=1500 --sixty-day employer_plan=501 --cash 9999": "500.00 of that is left",
    f"{ALL_OF_IT} --sixty-day traditional_ira=1500 --sixty-day employer_plan=501 --cash 9999": "1.00 too much",
    "--basis 1 --value 1": "amount",
    "--basis 99999999999999999 --value 1 --amount 1": "too large",
}


@pytest.mark.parametrize("arguments", REFUSED)
def test_what_cannot_be_is_refused_in_words(arguments: str) -> None:
    status, out, err = split(*arguments.split(), "--json")
    assert (status, out) == (2, "")
    assert REFUSED[arguments] in err
    assert "Traceback" not in err


def test_all_that_is_wrong_is_said_at_once() -> None:
    _, _, err = split("--basis=1", "--value=1", "--amount=2", "--pre-1987-basis=3", "--cash=1")
    assert [word in err for word in ("--value", "--pre-1987-basis", "--cash")] == [True] * 3


@pytest.mark.parametrize(
    "arguments",
    [
        f"{ALL_OF_IT} --sixty-day employer_plan=2000 --cash 10000",
        f"{ALL_OF_IT} --sixty-day employer_plan=500 --sixty-day traditional_ira=2000 --cash 9500",
        f"{ALL_OF_IT} --direct employer_plan=12000",
        f"{ALL_OF_IT} --direct roth_ira=1500 --sixty-day in_plan_roth=500 --cash 10000",
    ],
)
def test_a_plan_takes_basis_directly_and_pre_tax_money_within_60_days(arguments: str) -> None:
    assert split(*arguments.split())[0] == 0


def test_a_person_reads_parts_destinations_forms_and_law() -> None:
    assert split(*CASES["W-1"].arguments.split())[1] == (
        """\
Withdrawn    20,000.00  of 20,000.00 in the after-tax source
Basis        12,000.00  20,000.00 x 12,000.00 / 20,000.00: 26 USC 72(e)(8), 72(d)(2)
Earnings      8,000.00  the rest of it, pre-tax
Taxable           0.00  earnings kept or gone to Roth: 26 USC 402(a), 402(c), 408A(d)(3)
Withholding     600.00  20% of earnings not rolled over directly: 26 USC 3405(c)
Basis left        0.00  26 USC 72(e)(8)
Value left        0.00

Where it goes, earnings to direct rollovers first (Notice 2014-54)
to               how                 amount   pre-tax  after-tax
traditional_ira  direct rollover   5,000.00  5,000.00       0.00
traditional_ira  60-day rollover   3,000.00  3,000.00       0.00
cash             paid out         12,000.00      0.00  12,000.00

Form 1099-R, a preview (box 1 gross, 2a taxable, 4 withheld, 5 basis, 7 code)
destination          box 1    box 2a   box 4      box 5  box 7
traditional_ira   5,000.00      0.00    0.00      blank  G
cash             15,000.00  3,000.00  600.00  12,000.00  blank
"""
    )


@pytest.mark.parametrize(
    ("case", "words"),
    [
        ("S-4", "a loss: all that is taken is basis (box 5 has all basis that is left): 26 USC 72(e)(8)"),
        ("S-4, a part of it", "a loss: all that is taken is basis: 26 USC 72(e)(8)"),
        ("S-87", "all from before 1987: 26 USC 72(e)(8)(D)"),
        ("S-88", "4,000.00 from before 1987, then 4,000.00 x 6,000.00 / 16,000.00: 26 USC 72(e)(8)(D)"),
        ("S-5", "36,000.00 x 30,000.00 / 200,000.00: 26 USC 72(e)(8)\n"),
    ],
)
def test_a_person_reads_how_the_basis_came_about(case: str, words: str) -> None:
    assert words in split(*CASES[case].arguments.split())[1]
