"""The cast whose withdrawals, or whose recordkeeper's books of them, are the point."""

from datetime import date, timedelta

from megaroth.sample.cast_accounts import ANY_MONTH, cents, kept, saver, statement
from megaroth.sample.cast_limits import DOLLAR, known
from megaroth.sample.member import Member, Pay, Scene
from megaroth.sample.plan import SWEEP_DAYS


def too_soon(scene: Scene) -> Member:
    """Half in March, the rest in June; what came since waits for a month to pass, and then for the sweep."""
    shows = "converted inside the plan in March and in June, after which a month has to pass"
    member = Member("C43", "Petronella", "Ashgrove", shows, 45)
    saver(scene, member, 400)
    march, june, _ = scene.days.conversion_days
    parts = {march: 2, june: 1, scene.days.sweep_days[-1]: 1}
    member.since = june
    kept(
        member,
        scene,
        cents(8_000, 9_900, other=175_000),
        taken={day: (part, "in_plan_roth") for day, part in parts.items()},
    )
    return member


def form_with_nothing_taxed(scene: Scene) -> Member:
    shows = "converts to a Roth IRA with earnings in June; the year's Form 1099-R says nothing is taxed"
    member = Member("C51", "Evander", "Lockridge", shows, 39)
    saver(scene, member, 0)
    member.finding, member.since = "form_1099r error", scene.days.end
    kept(member, scene, cents(4_000, 5_250, other=96_000), taken={scene.days.conversion_days[1]: (1, "roth_ira")})
    member.form_says = {"box_2a": "0.00"}
    return member


def basis_overstated(scene: Scene) -> Member:
    """A posting of 300.00 stands twice in the recordkeeper's basis, and stays there."""
    shows = "from May on 300.00 too much basis at the recordkeeper: one posting counted twice"
    member = saver(scene, Member("C46", "Lysander", "Pomfret", shows, 51))
    member.finding, member.since = "R19 error", scene.days.month_ends[4]
    kept(member, scene, cents(7_000, 9_100, other=140_000), mistakes={member.since: 300 * DOLLAR})
    return member


def all_at_a_loss(scene: Scene) -> Member:
    shows = "took all of an account at a loss in May: the basis beyond it is lost, and ends with the account"
    member = saver(scene, Member("C47", "Araminta", "Steeple", shows, 46), 0)
    member.since = scene.opened(5)
    kept(
        member,
        scene,
        cents(12_000, 11_000, other=88_000),
        tuple(-abs(month) for month in ANY_MONTH),
        {member.since: (1, "roth_ira")},
    )
    return member


def paid_out_after_leaving(scene: Scene) -> Member:
    """26 USC 72(t)(2)(A)(v)."""
    shows = "left in March in the year of her 56th birthday, paid out in cash in May: no early-withdrawal tax"
    member = Member("C48", "Georgiana", "Thistlewood", shows, 56)
    member.said |= known(150_800, 150_000)
    last = scene.dates[5]
    member.row(scene)
    member.row(scene, last.month + 1, termination_date=last.isoformat())
    member.paid(
        scene,
        lambda _: Pay(6_000 * DOLLAR, pre_tax=480 * DOLLAR, after_tax=300 * DOLLAR),
        [day for day in scene.dates if day <= last],
    )
    member.since = scene.opened(5)
    kept(member, scene, cents(15_000, 18_600, other=305_000), taken={member.since: (1, "cash")})
    return member


def forgotten(scene: Scene) -> Member:
    """Nothing is stated of the account since September, and no sweep takes it."""
    shows = f"last year's after-tax money, stated in September and never swept: beyond the plan's {SWEEP_DAYS} days"
    member = saver(scene, Member("C49", "Cornelius", "Wetherby", shows, 53), 0)
    stated = date(scene.year - 1, 9, 30)
    member.finding, member.since = "R18 warning", stated + timedelta(days=SWEEP_DAYS + 1)
    member.balances.append(statement(member, stated, cents(6_500, 7_900, other=118_000)))
    return member


def below_minimum(scene: Scene) -> Member:
    shows = "has less than the plan's minimum, and retires at the year's end, after which there is none"
    member = saver(scene, Member("C50", "Josiah", "Applegarth", shows, 64), 0)
    member.row(scene, 6, termination_date=scene.days.end.isoformat())
    member.since = scene.opened(6)
    kept(member, scene, cents(70, 82, other=402_000), taken={})
    return member


def of_conversions(scene: Scene) -> list[Member]:
    return [
        too_soon(scene),
        basis_overstated(scene),
        all_at_a_loss(scene),
        paid_out_after_leaving(scene),
        forgotten(scene),
        below_minimum(scene),
        form_with_nothing_taxed(scene),
    ]
