"""Random withdrawals, from one cent to far beyond $50 million: `split --json` agrees with exact fractions."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import event, given, settings
from hypothesis import strategies as st

from megaroth.limits import load_limits
from megaroth.split import Account, split_withdrawal
from tests.withdrawals.command import dollars, in_cents, split
from tests.withdrawals.oracle_of_splits import Question, answer

FIFTY_MILLION = 50_000_000_00
MOST = 10**14
STATUTE = load_limits().statute
PLACES = ("traditional_ira", "roth_ira", "in_plan_roth", "employer_plan")


def amounts(least: int, most: int) -> st.SearchStrategy[int]:
    """Any amount of cents between, small and large ones and both ends alike."""
    scales = [scale for scale in (10, 10**4, 10**7, FIFTY_MILLION) if least + scale < most]
    return st.one_of(
        st.just(least),
        st.just(most),
        st.integers(least, most),
        *(st.integers(least, least + scale) for scale in scales),
        *(st.integers(most - scale, most) for scale in scales),
    )


@st.composite
def accounts(draw: Callable[..., Any]) -> Question:
    """An account and a withdrawal from it: gains and losses, pre-1987 basis, one contract or none of its own."""
    value = draw(amounts(1, MOST))
    vested = draw(st.none() | amounts(value, 10 * value))
    basis = draw(amounts(0, value) | amounts(value, 2 * value))
    return Question(
        basis=basis,
        value=value,
        amount=draw(amounts(1, value)),
        pre_1987_basis=draw(st.just(0) | amounts(0, basis)),
        vested_balance=vested,
    )


@st.composite
def questions(draw: Callable[..., Any]) -> Question:
    """A withdrawal with destinations, in any order and number, and perhaps a birth date about the age that counts."""
    asked: Question = draw(accounts())
    rollovers = st.tuples(st.sampled_from(PLACES), st.sampled_from(["direct", "sixty_day"]))
    places = draw(st.lists(rollovers, max_size=4))
    if draw(st.booleans()):
        places.insert(draw(st.integers(0, len(places))), ("cash", "cash"))
    wanted, left = [], asked.amount
    for number, place in enumerate(places):
        last = number == len(places) - 1
        portion = left if last else draw(amounts(0, left))
        left -= portion
        if portion:
            wanted.append((*place, portion))
    return replace(
        asked,
        wanted=tuple(wanted),
        birth_date=draw(
            st.none() | st.dates(date(1966, 11, 1), date(1967, 2, 28)) | st.dates(date(1900, 1, 1), date(2026, 6, 30))
        ),
    )


def arguments(asked: Question) -> list[str]:
    """The command line that asks it."""
    words = ["--basis", dollars(asked.basis), "--value", dollars(asked.value), "--amount", dollars(asked.amount)]
    if asked.pre_1987_basis:
        words += ["--pre-1987-basis", dollars(asked.pre_1987_basis)]
    if asked.vested_balance is not None:
        words += ["--no-separate-contract", "--vested-balance", dollars(asked.vested_balance)]
    for to, kind, amount in asked.wanted:
        words += (
            ["--cash", dollars(amount)]
            if kind == "cash"
            else [f"--{kind.replace('_', '-')}", f"{to}={dollars(amount)}"]
        )
    if asked.birth_date:
        words += ["--birth-date", asked.birth_date.isoformat()]
    return [*words, "--date", asked.day.isoformat(), "--json"]


@given(questions())
@settings(deadline=None, max_examples=400)
def test_the_command_agrees_with_exact_fractions(asked: Question) -> None:
    expected = answer(asked)
    status, out, err = split(*arguments(asked))
    event("refused" if expected is None else "a loss" if asked.basis > asked.value else "a gain")
    if expected is None:
        assert (status, out) == (2, "")
        assert "402(c)(2)" in err
    else:
        assert status == 0, err
        assert in_cents(out) == expected


@given(questions())
@settings(deadline=None, max_examples=200)
def test_no_cent_is_lost_in_one_withdrawal(asked: Question) -> None:
    status, out, _ = split(*arguments(asked))
    if status:
        return
    told = in_cents(out)
    assert told["basis"] + told["earnings"] == asked.amount
    assert told["basis"] >= 0
    assert told["earnings"] >= 0
    assert sum(part["amount"] for part in told["destinations"]) == asked.amount
    assert sum(part["pretax"] for part in told["destinations"]) == told["earnings"]
    assert all(0 <= part["pretax"] <= part["amount"] for part in told["destinations"])
    assert sum(form["box_1"] for form in told["forms"]) == asked.amount
    assert sum(form["box_4"] for form in told["forms"]) == told["withholding"]
    recovered = sum(form["box_5"] or 0 for form in told["forms"])
    assert recovered + told["remaining_basis"] == asked.basis
    assert 0 <= told["taxable"] <= told["earnings"]


@given(accounts(), st.data())
@settings(deadline=None, max_examples=150)
def test_no_cent_is_lost_over_any_sequence_of_withdrawals(asked: Question, data: st.DataObject) -> None:
    account = Account(asked.basis, asked.value, asked.pre_1987_basis, asked.vested_balance)
    basis = earnings = written_off = 0
    for turn in range(8):
        amount = account.value if turn == 7 else data.draw(amounts(1, account.value))
        done = split_withdrawal(account, amount, (), STATUTE, None)
        basis, earnings = basis + done.basis, earnings + done.earnings
        written_off += account.basis - done.basis - done.remaining_basis
        account = Account(
            basis=done.remaining_basis,
            value=done.remaining_value,
            pre_1987_basis=max(0, account.pre_1987_basis - amount),
            vested_balance=None if account.vested_balance is None else account.vested_balance - amount,
        )
        if not account.value:
            break
    assert basis + earnings == asked.value
    assert basis + written_off + account.basis == asked.basis
    if asked.vested_balance is None:
        assert (account.basis, account.value) == (0, 0)
        assert basis == min(asked.basis, asked.value)
        assert written_off == max(0, asked.basis - asked.value)


@given(accounts())
@settings(deadline=None, max_examples=100)
def test_basis_leaves_with_the_share_it_has_to_within_half_a_cent(asked: Question) -> None:
    account = Account(asked.basis, asked.value)
    taken = split_withdrawal(account, asked.amount, (), STATUTE, None).basis
    if asked.basis <= asked.value:
        assert abs(2 * (taken * asked.value - asked.amount * asked.basis)) <= asked.value
