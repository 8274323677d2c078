"""Where the people of drawn feeds stand: the reports `strategy` and `doors`, worked out from the other reports."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from megaroth.conversions import conversions_of
from megaroth.doors import doors
from megaroth.limits import load_ira_limits, load_limits
from megaroth.people import account_holders
from megaroth.plan import parse_plan
from megaroth.render import held
from megaroth.strategy import strategy
from schemas.reports import Doors, Strategy
from tests import drawn
from tests.agreement.engine import as_stored, book_of, engine
from tests.ahead import AT_45, paid
from tests.payroll.proposed import DATES, plan_of

STATED = """
    employee_id | as_of      | after_tax_basis | after_tax_value
    E1          | 2026-06-15 |        9,000.00 |       10,000.00
"""


@dataclass(frozen=True)
class Standing:
    """A person's rows of both reports; amounts in cents, lists by their codes."""

    strategy: dict[str, Any]
    doors: dict[str, Any]

    @property
    def next_step(self) -> str:
        return codes([self.strategy["next_step"]])[0]

    @property
    def alternatives(self) -> list[str]:
        return codes(self.strategy["alternatives"])

    def why_shut(self, door: str) -> str:
        """The words of a door that is shut, without its name."""
        (said,) = [each for each in self.doors["shut"] if each.startswith(f"{door}: ")]
        return str(said).removeprefix(f"{door}: ")

    def condition(self, door: str) -> str:
        """What an open door needs, without its name."""
        (said,) = [each for each in self.doors["conditions"] if each.startswith(f"{door}: ")]
        return str(said).removeprefix(f"{door}: ")

    @property
    def open_doors(self) -> dict[str, int | None]:
        """The most each open door allows."""
        return {
            door: self.doors[f"{door}_most"]
            for door in ("mega_backdoor", "roth_401k", "after_leaving", "backdoor", "front_door")
            if self.doors[door]
        }


def codes(said: list[str]) -> list[str]:
    """What comes before the colon."""
    return [each.split(":")[0] for each in said]


def standing(
    payroll: str = paid(),
    *,
    census: str = AT_45,
    balances: str = "",
    withdrawals: str = "",
    elections: str = "",
    contributions: str = "",
    terms: str = "",
    as_of: str = "2026-06-30",
    year: str | None = None,
    who: str = "E1",
) -> Standing:
    """The standing of a person: paid on 30 June, two pay dates left, unless drawn otherwise."""
    tables = {
        "census_2026.csv": census,
        "payroll.csv": payroll,
        "balances.csv": balances,
        "withdrawals.csv": withdrawals,
        "elections.csv": elections,
        "contributions.csv": contributions,
    }
    texts = {name: drawn.csv_text(table) for name, table in tables.items() if table}
    written, day = plan_of(DATES, terms), date.fromisoformat(as_of)
    answers, plan, limits = engine(texts, written, day, year), parse_plan(written), load_limits()
    book = as_stored(book_of(texts), date(answers.moment.year.start.year, 1, 1), day)
    accounts = conversions_of(book, plan, limits, answers.moment).lazy()
    persons = account_holders(book.census.lazy())
    stands = held("strategy", strategy(answers, accounts, book.withdrawals.lazy(), persons, plan), Strategy)
    opened = held("doors", doors(answers, accounts, stands.lazy(), persons, plan, load_ira_limits()), Doors)
    (in_strategy,) = [each for each in stands.to_dicts() if each["employee_id"] == who]
    (in_doors,) = [each for each in opened.to_dicts() if each["employee_id"] == who]
    return Standing(in_strategy, in_doors)
