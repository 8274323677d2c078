"""The cast with plain years, and those whose after-tax accounts, openings or elections are the point."""

from dataclasses import dataclass
from datetime import date

from megaroth.calendars import nth_business_day_after
from megaroth.money import plain
from megaroth.sample.cast_limits import DOLLAR, known
from megaroth.sample.member import Member, Pay, Scene

ONE = 10_000
ANY_MONTH = (110, -60, 140, 35, -20, 90, 60, 120, -110, 75, 130, 45)
"""What markets did month by month, in hundredths of a percent."""


@dataclass
class Account:
    """An after-tax account in cents as the year goes on."""

    basis: int
    value: int
    pre_1987: int = 0
    other: int = 0
    """What else is vested, of all sources."""

    def take(self, part: int) -> tuple[int, int, int]:
        """A part of the value, its basis, and the basis that the whole of it leaves at a loss.

        Pre-1987 basis first, then pro rata. 72(e)(8)(B), (D).
        """
        amount = self.value // part
        first = min(amount, self.pre_1987)
        rest, whole = self.basis - first, self.value - first
        out = amount if self.basis > self.value else first + (2 * (amount - first) * rest + whole) // (2 * whole)
        lost = self.basis - out if amount == self.value else 0
        self.value, self.basis, self.pre_1987 = self.value - amount, self.basis - out - lost, self.pre_1987 - first
        return amount, out, lost


def kept(
    member: Member,
    scene: Scene,
    account: Account,
    months: tuple[int, ...] = ANY_MONTH,
    taken: dict[date, tuple[int, str]] | None = None,
    mistakes: dict[date, int] | None = None,
) -> None:
    """Statements at each month's end, and withdrawals: of a day, one so-many-th of the value and the route.

    None without money. Where nothing is said of withdrawals the account is swept like everybody's. `mistakes`: cents by
    which the recordkeeper gets basis wrong, by the day of the first statement with them.
    """
    after_tax = [row for row in member.postings + member.corrections if row["source"] == "after_tax"]
    if not (after_tax or account.value):
        return
    taken = dict.fromkeys(scene.days.sweep_days, (1, "in_plan_roth")) if taken is None else taken
    member.balances.append(statement(member, scene.days.year_before_ends, account))
    done: set[str | None] = set()
    for month, stated in zip(months, scene.days.month_ends, strict=True):
        for day in [*sorted(day for day in taken if day.month == stated.month), stated]:
            for row in after_tax:
                if (row["posted_date"] or "") <= day.isoformat() and row["transaction_id"] not in done:
                    done.add(row["transaction_id"])
                    cents = int((row["amount"] or "").replace(".", ""))
                    account.basis, account.value = account.basis + cents, account.value + cents
            if day in taken and account.value:
                part, route = taken[day]
                amount, out, lost = account.take(part)
                member.withdrawals.append(withdrawal(member, day, amount, out, route))
                member.taken.append((member.employee_id, day, route, amount, out, lost))
        account.value += account.value * month // ONE
        account.basis += (mistakes or {}).get(stated, 0)
        member.balances.append(statement(member, stated, account))


def withdrawal(member: Member, day: date, amount: int, out: int, route: str) -> dict[str, str | None]:
    taxable = 0 if route == "split" else amount - out
    return {
        "employee_id": member.employee_id,
        "date": day.isoformat(),
        "amount": plain(amount),
        "basis": plain(out),
        "route": route,
        "taxable": plain(taxable),
    }


def statement(member: Member, day: date, account: Account) -> dict[str, str | None]:
    return {
        "employee_id": member.employee_id,
        "as_of": day.isoformat(),
        "after_tax_basis": plain(account.basis),
        "after_tax_value": plain(account.value),
        "pre_1987_basis": plain(account.pre_1987) if account.pre_1987 else None,
        "vested_balance": plain(account.value + account.other),
    }


def saver(scene: Scene, member: Member, after_tax: int = 300) -> Member:
    """Somebody ordinary: 6,000 a pay date, 480 pre-tax, and so much after tax, in dollars."""
    member.said |= known(150_800, 150_000)
    member.row(scene)
    member.paid(scene, lambda _: Pay(6_000 * DOLLAR, pre_tax=480 * DOLLAR, after_tax=after_tax * DOLLAR))
    return member


def cents(basis: int, value: int, pre_1987: int = 0, other: int = 0) -> Account:
    return Account(*(dollars * DOLLAR for dollars in (basis, value, pre_1987, other)))


def plain_years(scene: Scene) -> list[Member]:
    gains = saver(scene, Member("C01", "Maren", "Oakfield", "ordinary, much room; an after-tax account with gains", 42))
    kept(gains, scene, cents(9_000, 11_400, other=210_000))
    nothing = Member("C27", "Ludovic", "Marchbanks", "contributes nothing", 32)
    nothing.said |= known(88_000)
    nothing.row(scene)
    nothing.paid(scene, lambda _: Pay(3_400 * DOLLAR))
    stops = Member("C41", "Verity", "Ashdown", "payroll stops her at 402(g) in the spring; the match stops with it", 44)
    stops.said |= known(310_000, 120_000)
    stops.row(scene)
    elective = scene.limit("elective_deferral")
    each = 2_900 * DOLLAR
    stops.paid(
        scene,
        lambda place: Pay(12_000 * DOLLAR, min(each, max(elective - place * each, 0)), after_tax=600 * DOLLAR),
    )
    stops.since = scene.dates[elective // each]
    changes = Member("C42", "Lucan", "Merriweather", "elects more after tax from the seventh pay date", 35)
    changes.said |= known(139_000)
    changes.row(scene)
    changes.since = scene.dates[6]
    changes.paid(
        scene,
        lambda place: Pay(5_400 * DOLLAR, roth=432 * DOLLAR, after_tax=(108 if place < 6 else 540) * DOLLAR),
    )
    return [gains, nothing, stops, changes]


def account_holders(scene: Scene) -> list[Member]:
    losses = saver(
        scene,
        Member("C36", "Casimir", "Holloway", "an after-tax account that lost: worth less than its basis", 47),
        250,
    )
    kept(losses, scene, cents(22_000, 19_500, other=160_000), tuple(-abs(month) for month in ANY_MONTH))
    old = saver(
        scene,
        Member(
            "C37",
            "Ruprecht",
            "Amberley",
            "after-tax money from before 1987, which comes out first",
            66,
            hired=date(1984, 6, 4),
        ),
        100,
    )
    kept(old, scene, cents(16_000, 58_000, 4_200, 640_000))
    often = saver(
        scene,
        Member("C38", "Imogen", "Starkwater", "has converted four times by June: all the plan allows in a year", 43),
        600,
    )
    starts = scene.days.month_starts
    days = [starts[0], nth_business_day_after(date(scene.year, 2, 14), 1), starts[3], starts[5]]
    often.since = days[-1]
    kept(often, scene, cents(2_400, 2_600, other=190_000), taken=dict.fromkeys(days, (1, "split")))
    held = saver(
        scene, Member("C39", "Philemon", "Draycott", "on hold: no withdrawal while a court order is looked at", 49)
    )
    held.row(scene, 5, hold="domestic relations order under review")
    held.since = scene.opened(5)
    kept(held, scene, cents(12_000, 14_100, other=230_000), taken={})
    return [losses, old, often, held]


def acquired(scene: Scene) -> list[Member]:
    """Two people of a company bought in spring: the year so far comes as an opening balance."""
    first = Member(
        "C14",
        "Delphine",
        "Harrowgate",
        "joined with a bought company: an opening balance stands for the first quarter",
        41,
    )
    second = Member("C45", "Ignatius", "Loxley", "came with the same company, after two conversions there", 50)
    until = date(scene.year, 3, 31)
    dates = [day for day in scene.dates if day > until]
    before = len(scene.dates) - len(dates)
    for member in (first, second):
        member.since = scene.opened(4)
        member.said |= known(150_000, 149_200)
        member.row(scene, 4)
        member.paid(scene, lambda _: Pay(6_000 * DOLLAR, pre_tax=480 * DOLLAR, after_tax=300 * DOLLAR), dates)
        member.opening.append(
            {
                "employee_id": member.employee_id,
                "as_of": until.isoformat(),
                "gross_compensation": f"{6_000 * before}.00",
                "pre_tax": f"{480 * before}.00",
                "roth": "0.00",
                "after_tax": f"{300 * before}.00",
                "match": f"{240 * before}.00",
                "withdrawals_this_year": "2" if member is second else "0",
            }
        )
    kept(second, scene, cents(1_800, 1_950, other=120_000))
    second.balances = [row for row in second.balances if (row["as_of"] or "") > until.isoformat()]
    return [first, second]


def of_accounts(scene: Scene) -> list[Member]:
    return [*plain_years(scene), *account_holders(scene), *acquired(scene)]
