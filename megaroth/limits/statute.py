"""The facts of the law that no notice changes from year to year, each with its paragraph (statute.toml)."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Self

from megaroth.money import to_cents, to_rate
from megaroth.years import MONTHS, MonthDay


@dataclass(frozen=True)
class Statute:
    """Ages in years reached by 31 December; money in cents; `laws` cites each fact by its name."""

    catch_up_age: int
    higher_catch_up_first_age: int
    higher_catch_up_last_age: int
    owner_percent: int
    """Percent of ownership as the census gives it, in hundred-millionths: more than this is an owner."""
    roth_catch_up_de_minimis: int
    refund_deadline: MonthDay
    rollover_withholding: int
    """Of the pre-tax money paid out, in hundred-millionths."""
    early_distribution_age: int
    """In months: from this age on a distribution is no early one."""
    default_birth_dates: tuple[date, ...]
    deposit_safe_harbor_business_days: int
    deposit_outer_limit_business_day: int
    laws: Mapping[str, str]

    @classmethod
    def from_toml(cls, text: str) -> Self:
        facts: dict[str, dict[str, Any]] = tomllib.loads(text, parse_float=Decimal)
        value = {name: fact["value"] for name, fact in facts.items()}
        month, day = value.pop("refund_deadline").split("-")
        age = value.pop("early_distribution_age")
        return cls(
            owner_percent=to_rate(Decimal(value.pop("owner_percent"))),
            roth_catch_up_de_minimis=to_cents(value.pop("roth_catch_up_de_minimis")),
            refund_deadline=MonthDay(int(month), int(day)),
            rollover_withholding=to_rate(Decimal(value.pop("rollover_withholding"))),
            early_distribution_age=age["years"] * MONTHS + age["months"],
            default_birth_dates=tuple(value.pop("default_birth_dates")),
            laws={name: fact["law"] for name, fact in facts.items()},
            **value,
        )
