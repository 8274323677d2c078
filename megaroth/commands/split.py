"""`megaroth split`: one withdrawal of after-tax money, divided over its destinations, with its tax forms."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from typing import Annotated

from cyclopts import Parameter

from megaroth.commands.arguments import Day, Dollars, parse_dollars
from megaroth.commands.output import as_json
from megaroth.commands.split_shown import members, shown
from megaroth.commands.terminal import PROGRAM, caution
from megaroth.errors import CommandError
from megaroth.limits import load_limits
from megaroth.split import CASH, DESTINATIONS, DIRECT, SIXTY_DAY, Account, Portion, payout_code, split_withdrawal


def split(
    *,
    basis: Dollars,
    value: Dollars,
    amount: Dollars,
    pre_1987_basis: Dollars = 0,
    vested_balance: Dollars | None = None,
    no_separate_contract: bool = False,
    direct: Annotated[Sequence[str], Parameter(metavar="DEST=DOLLARS")] = (),
    sixty_day: Annotated[Sequence[str], Parameter(metavar="DEST=DOLLARS")] = (),
    cash: Dollars = 0,
    birth_date: Day | None = None,
    on: Annotated[Day | None, Parameter(name="--date")] = None,
    json: bool = False,
) -> int:
    """Divide one withdrawal into basis and earnings, and say what is taxed and how it is reported. Dollars, 1234.56.

    Without a destination the basis goes to a Roth IRA and the earnings to a traditional IRA.

    Parameters
    ----------
    basis
        After-tax contributions in the account, pre-1987 basis included.
    value
        What the after-tax source is worth.
    amount
        What is withdrawn.
    pre_1987_basis
        The part of the basis from before 1987, if the plan allowed withdrawals on 5 May 1986: it comes out first.
    vested_balance
        All vested money of all sources; goes with --no-separate-contract.
    no_separate_contract
        The plan keeps no separate account of after-tax money and its earnings: basis is a part of all vested money.
    direct
        Rolled over directly to traditional_ira, roth_ira, in_plan_roth or employer_plan. May be given several times.
    sixty_day
        Paid out and rolled over there within 60 days, likewise. Earnings go to direct ones first, in the order given.
    cash
        So much is paid out and kept.
    birth_date
        YYYY-MM-DD: says whether what is paid out is early (box 7).
    on
        The day of the withdrawal. Default: today.
    json
        The same as JSON; a blank box is null.
    """
    if no_separate_contract and vested_balance is None:
        raise CommandError("split: --no-separate-contract goes with --vested-balance, all vested money of all sources.")
    if vested_balance is not None and not no_separate_contract:
        caution(PROGRAM, "--vested-balance does not count without --no-separate-contract: the source stands by itself")
    account = Account(basis, value, pre_1987_basis, vested_balance if no_separate_contract else None)
    portions = [*rollovers(DIRECT, direct), *rollovers(SIXTY_DAY, sixty_day)]
    if cash:
        portions.append(Portion(CASH, CASH, cash))
    statute = load_limits().statute
    code = payout_code(birth_date, on or today(), statute)
    answer = split_withdrawal(account, amount, portions, statute, code)
    print(as_json(members(answer)) if json else shown(account, amount, answer, statute))
    return 0


def rollovers(kind: str, given: Sequence[str]) -> Iterator[Portion]:
    """roth_ira=5000.00 as a portion. CommandError for any other look."""
    option = f"--{kind.replace('_', '-')}"
    for text in given:
        to, _, dollars = text.partition("=")
        if to not in DESTINATIONS:
            raise CommandError(
                f"split: {option}: expected DEST=X, such as roth_ira=5000.00; DEST is one of {', '.join(DESTINATIONS)}."
            )
        try:
            yield Portion(to, kind, parse_dollars(dollars))
        except ValueError as wrong:
            raise CommandError(f"split: {option} {to}: {wrong}.") from None


def today() -> date:
    """The day it is here."""
    return datetime.now(UTC).astimezone().date()
