"""Every after-tax account followed through its rows, worked out once for all that asks about it. docs/law.md, 7.

What the rows mean is said in `accounts`, `account_history` and `account_basis`. Amounts are whole cents.
"""

from dataclasses import dataclass

import polars as pl

from megaroth.account_basis import bases
from megaroth.account_history import account_movements, withdrawal_days
from megaroth.accounts import AccountFeeds, with_beginnings
from megaroth.people import Moment
from megaroth.plan import Plan


@dataclass(frozen=True)
class FollowedAccounts:
    """The feeds of after-tax accounts, and what they come to up to an as-of date; all frames but feeds are computed."""

    feeds: AccountFeeds  # balances with the beginnings of `accounts.with_beginnings`
    days: pl.LazyFrame  # of `account_history.withdrawal_days`
    movements: pl.LazyFrame  # of `account_history.account_movements`
    base: pl.LazyFrame  # of `account_basis.bases`


def followed_accounts(feeds: AccountFeeds, plan: Plan, moment: Moment) -> FollowedAccounts:
    """The accounts of everybody in the feeds, those without a statement too."""
    as_of = moment.as_of
    feeds = with_beginnings(feeds, as_of)
    days = withdrawal_days(feeds, plan, as_of).collect().lazy()
    movements = account_movements(feeds, days, as_of).collect().lazy()
    base = bases(feeds.balances, movements, moment.first_day, as_of).collect().lazy()
    return FollowedAccounts(feeds, days, movements, base)
