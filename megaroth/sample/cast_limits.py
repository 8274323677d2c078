"""The cast whose years stand at an edge of the law: ages, limits, pay, other employers, last year's wages."""

from collections.abc import Callable
from datetime import date
from functools import partial

from megaroth.sample.member import HALF, Member, Pay, Scene, days_before, spread

DOLLAR = 100
STEADY = 5_500 * DOLLAR
"""Pay of those whose age is the point: 143,000 a year, under every threshold of wages since 2026."""


def known(compensation: int, wages: int | None = None) -> dict[str, str | None]:
    """Last year's pay and Box 3 wages, in dollars."""
    return {
        "prior_year_compensation": f"{compensation}.00",
        "prior_year_fica_wages": f"{compensation if wages is None else wages}.00",
    }


def pre_tax_alone(gross: int, taken: Callable[[int], int], place: int) -> Pay:
    return Pay(gross, pre_tax=taken(place))


def ages(scene: Scene) -> list[Member]:
    """Six people whose deferrals reach what their age on 31 December allows, and one who goes beyond it."""
    first, second, last = (1, 1), (1, 2), (12, 31)
    people = [
        Member(
            "C02", "Tobin", "Larkwell", "49 at the year's end: no catch-up, deferrals 4,750 over 402(g)", 49, born=first
        ),
        Member(
            "C03", "Isolde", "Larkwell", "50 on 31 December: the same deferrals, the 4,750 is catch-up", 50, born=last
        ),
        Member("C04", "Ambrose", "Pellham", "59 at the year's end: catch-up of 50, used up", 59, born=second),
        Member(
            "C05", "Percival", "Dunmore", "60 on 31 December: the higher catch-up (from 2025), used up", 60, born=last
        ),
        Member(
            "C06",
            "Henrietta",
            "Coldwater",
            "63 at the year's end: the higher catch-up for the last time",
            63,
            born=second,
        ),
        Member("C07", "Rosalba", "Fennick", "64 on 31 December: the catch-up of 50 again, used up", 64, born=last),
    ]
    beyond = {49: 4_750 * DOLLAR, 50: 4_750 * DOLLAR}
    for member in people:
        total = scene.limit("elective_deferral") + beyond.get(member.age, scene.catch_up(member.age))
        taken = spread(total)
        member.said |= known(141_000)
        member.row(scene)
        member.paid(scene, partial(pre_tax_alone, STEADY, taken))
    people[0].finding, people[0].since = "R11 error", scene.dates[HALF - 3]
    return people


def limited_by_pay(scene: Scene) -> Member:
    member = Member("C08", "Juno", "Tamsworth", "limited by pay: additions may not exceed it", 33)
    member.said |= known(30_500)
    member.row(scene)
    member.paid(scene, lambda _: Pay(1_200 * DOLLAR, pre_tax=640 * DOLLAR, after_tax=120 * DOLLAR))
    return member


def deferred_and_after_tax(
    gross: int, as_roth: bool, deferred: Callable[[int], int], after_tax: Callable[[int], int], place: int
) -> Pay:
    mine = deferred(place)
    return Pay(gross, 0 if as_roth else mine, mine if as_roth else 0, after_tax(place))


def near_and_over(scene: Scene) -> list[Member]:
    """After-tax money until the dollar limit of 415(c) is nearly reached, passed, or passed by what is catch-up."""
    people = [
        (Member("C09", "Cedric", "Vossberg", "50.00 below the limit, and match still due that will not fit", 41), -50),
        (Member("C10", "Philippa", "Graustark", "675.00 over the limit, too young for catch-up", 38), 675),
        (
            Member(
                "C11",
                "Anselm",
                "Thornquist",
                "1,640.00 over the limit at 53: all of it can become catch-up; match still due will not fit",
                53,
            ),
            1_640,
        ),
    ]
    gross, elective = 15_000 * DOLLAR, scene.limit("elective_deferral")
    deferred = spread(elective)
    matched = sum(scene.match(deferred(place), gross) for place in range(HALF))
    for member, beyond in people:
        after_tax = spread(scene.limit("annual_additions") - elective - matched + beyond * DOLLAR)
        as_roth = member.age > scene.limits.statute.catch_up_age
        member.since = scene.dates[HALF - 1]
        member.said |= known(380_000, 120_000)
        member.row(scene)
        member.paid(scene, partial(deferred_and_after_tax, gross, as_roth, deferred, after_tax))
    for (member, _), finding in zip(people, ("R15 warning", "R14 error", "R15 warning"), strict=True):
        member.finding = finding
    return [member for member, _ in people]


def over_the_pay_cap(scene: Scene) -> Member:
    member = Member("C30", "Augustin", "Veltry", "paid beyond 401(a)(17): the match stops when pay reaches the cap", 47)
    deferred, gross = scene.limit("elective_deferral"), 40_000 * DOLLAR
    cap = scene.limit("compensation")
    member.since = scene.dates[cap // gross]
    member.said |= known(1_010_000, 120_000)
    member.row(scene)

    def paid(place: int) -> Pay:
        within = place * gross < cap
        deferral = min(2_000 * DOLLAR, max(deferred - place * 2_000 * DOLLAR, 0))
        return Pay(gross, pre_tax=deferral, after_tax=900 * DOLLAR if within else 0)

    member.paid(scene, paid)
    return member


def roth_catch_up(scene: Scene) -> list[Member]:
    """Wages over the threshold: one makes catch-up Roth, one does not. 414(v)(7)."""
    wrong = Member("C23", "Barnaby", "Silverthorne", "168,000 of wages last year; catch-up of 5,400 made pre-tax", 56)
    right = Member("C44", "Bronwyn", "Tallis", "168,000 of wages last year; catch-up of 5,400 made Roth", 56)
    wrong.since = scene.dates[HALF - 3]
    if scene.limits.find("roth_catch_up_wages", scene.year):
        wrong.finding = "R13 error"
    elective, extra = spread(scene.limit("elective_deferral")), spread(5_400 * DOLLAR)
    together = spread(scene.limit("elective_deferral") + 5_400 * DOLLAR)
    for member in (wrong, right):
        as_roth = member is right
        member.said |= known(181_000, 168_000)
        member.row(scene)

        def paid(place: int, as_roth: bool = as_roth) -> Pay:
            if as_roth:
                return Pay(7_000 * DOLLAR, elective(place), extra(place))
            return Pay(7_000 * DOLLAR, together(place), 0)

        member.paid(scene, paid)
    return [wrong, right]


def elsewhere(scene: Scene) -> list[Member]:
    """Money at other employers: an unrelated one before the hire, a related one all year."""
    hired = Member(
        "C15",
        "Kasimir",
        "Brightwater",
        "hired in spring; deferred elsewhere before: lowers 402(g), not the room",
        38,
    )
    hired.hired = hired.since = days_before(scene.dates[6], 4)
    before = scene.limit("elective_deferral") - 9_000 * DOLLAR
    hired.said["prior_employer_deferrals"] = f"{before // DOLLAR}.00"
    hired.row(scene, hired.hired.month)
    dates = [day for day in scene.dates if day >= hired.hired]
    hired.paid(
        scene,
        lambda place: Pay(8_000 * DOLLAR, 1_200 * DOLLAR if place < HALF else 0, after_tax=800 * DOLLAR),
        dates,
    )
    related = Member("C18", "Beatrix", "Quillfeather", "additions at a related employer use room here", 44)
    related.since = scene.opened(6)
    related.said |= known(181_000, 176_100)
    related.row(scene)
    there = scene.limit("elective_deferral") - 4_500 * DOLLAR
    related.row(
        scene,
        6,
        related_employer_additions=f"{there // DOLLAR + 10_000}.00",
        related_employer_deferrals=f"{there // DOLLAR}.00",
    )
    related.paid(scene, lambda place: Pay(7_000 * DOLLAR, 280 * DOLLAR if place < HALF else 0, after_tax=700 * DOLLAR))
    return [hired, related]


def owner_and_unknown(scene: Scene) -> list[Member]:
    owner = Member("C28", "Ottilie", "Fairholme", "highly compensated because she owns 12%", 46)
    owner.said |= known(104_000) | {"ownership_percent": "12"}
    unknown = Member(
        "C40", "Zelda", "Norrington", "last year's pay is not known: highly compensated or not is unknown", 36
    )
    for member in (owner, unknown):
        member.row(scene)
        member.paid(scene, lambda _: Pay(4_000 * DOLLAR, pre_tax=400 * DOLLAR, after_tax=400 * DOLLAR))
    return [owner, unknown]


def rehired(scene: Scene) -> Member:
    member = Member(
        "C17", "Gideon", "Ashcombe", "rehired in February, no wages here last year: catch-up may be pre-tax", 55
    )
    member.hired, member.since = date(scene.year - 10, 9, 1), date(scene.year, 2, 16)
    left = date(scene.year - 2, 6, 30).isoformat()
    member.said |= {"prior_year_compensation": "0.00", "prior_year_fica_wages": "0.00", "termination_date": left}
    member.row(scene)
    member.row(scene, 2, rehire_date=member.since.isoformat())
    dates = [day for day in scene.dates if day >= member.since]
    skipped = len(scene.dates) - len(dates)
    taken = spread(scene.limit("elective_deferral") + 1_600 * DOLLAR, HALF - skipped)
    member.paid(scene, lambda place: Pay(5_500 * DOLLAR, pre_tax=taken(place - skipped)), dates)
    return member


def of_limits(scene: Scene) -> list[Member]:
    return [
        *ages(scene),
        limited_by_pay(scene),
        *near_and_over(scene),
        over_the_pay_cap(scene),
        *roth_catch_up(scene),
        *elsewhere(scene),
        *owner_and_unknown(scene),
        rehired(scene),
    ]
