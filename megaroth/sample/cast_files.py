"""The cast of whom something is wrong, late, missing or corrected in the files."""

from datetime import date

from megaroth.calendars import nth_business_day_after
from megaroth.sample.cast_accounts import cents, kept
from megaroth.sample.cast_limits import DOLLAR, known
from megaroth.sample.days import HOURLY, MONTHLY, posted_on
from megaroth.sample.member import Member, Pay, Scene


def amounts(row: dict[str, str | None]) -> tuple[str | None, str | None]:
    return row["pay_date"], row["source"]


def match_not_in_register(scene: Scene) -> Member:
    member = Member("C12", "Winona", "Pellridge", "the register carries no match: the postings count", 42)
    member.said |= known(128_000)
    member.row(scene)
    member.paid(scene, lambda _: Pay(5_000 * DOLLAR, pre_tax=500 * DOLLAR, after_tax=200 * DOLLAR))
    for row in member.payroll:
        row["match"] = None
    return member


def mismatch(scene: Scene) -> Member:
    day = scene.dates[9]
    member = Member("C13", "Osric", "Mapleton", "register and posting differ by 100.00 after tax: unreconciled", 39)
    member.finding, member.since = "unreconciled error", posted_on(day)
    member.said |= known(158_000)
    member.row(scene)
    member.paid(scene, lambda _: Pay(6_200 * DOLLAR, pre_tax=372 * DOLLAR, after_tax=310 * DOLLAR))
    for row in member.postings:
        if amounts(row) == (day.isoformat(), "after_tax"):
            row["amount"] = "410.00"
    return member


def reversed_and_entered_again(scene: Scene) -> Member:
    day = scene.dates[3]
    member = Member("C19", "Leopold", "Wrenfield", "414.00 posted for 144.00, reversed and entered again", 45)
    member.said |= known(122_000)
    member.row(scene)
    member.paid(scene, lambda _: Pay(4_800 * DOLLAR, pre_tax=288 * DOLLAR, after_tax=144 * DOLLAR))
    for row in member.postings:
        if amounts(row) == (day.isoformat(), "after_tax"):
            row["amount"] = "414.00"
    member.since = nth_business_day_after(posted_on(day), 3)
    again = (("reversal", -414), ("contribution", 144))
    for activity, dollars in again:
        member.corrections.append(member.posting(member.since, "after_tax", dollars * DOLLAR, day, activity=activity))
    return member


def bonus_on_a_regular_date(scene: Scene) -> Member:
    member = Member("C20", "Saffron", "Milbourne", "a bonus run on a regular pay date: two lines, both count", 40)
    member.since = scene.dates[4]
    member.said |= known(160_000, 158_000)
    member.row(scene)
    member.paid(scene, lambda _: Pay(6_500 * DOLLAR, pre_tax=455 * DOLLAR, after_tax=390 * DOLLAR))
    member.line(
        member.since,
        Pay(10_000 * DOLLAR, pre_tax=700 * DOLLAR, after_tax=600 * DOLLAR, match=400 * DOLLAR),
        "bonus",
    )
    return member


def line_twice(scene: Scene) -> Member:
    member = Member("C21", "Emeric", "Toftwood", "the same payroll line twice: it counts once", 35)
    member.finding, member.since = "R22 error", scene.dates[7]
    member.said |= known(107_000)
    member.row(scene)
    member.paid(scene, lambda _: Pay(4_200 * DOLLAR, pre_tax=210 * DOLLAR))
    member.payroll.append(dict(next(row for row in member.payroll if row["pay_date"] == member.since.isoformat())))
    return member


def unreadable_cell(scene: Scene) -> Member:
    day = min(day for day in scene.dates if day.month == 6)
    member = Member(
        "C29",
        "Roderick",
        "Canefield",
        "a line refused for a letter in its pay: the posting counts, the pay does not",
        43,
    )
    member.finding, member.since = "rows_refused warning, R03 error twice", day
    member.said |= known(106_000)
    member.row(scene)
    member.paid(scene, lambda _: Pay(4_150 * DOLLAR, pre_tax=249 * DOLLAR))
    for row in member.payroll:
        if row["pay_date"] == day.isoformat():
            row["gross_compensation"] = "415O.00"
    return member


def default_birth_date(scene: Scene) -> Member:
    member = Member("C22", "Odalys", "Crenshawe", "a payroll system's default birth date: age unknown", 0)
    member.finding, member.since = "R12 error", scene.opened(1)
    member.said |= known(102_000) | {"birth_date": "1960-01-01"}
    member.row(scene)
    member.paid(scene, lambda _: Pay(4_000 * DOLLAR, pre_tax=240 * DOLLAR))
    return member


def not_in_census(scene: Scene) -> Member:
    dates = [day for day in scene.dates if day.month >= 5]
    member = Member("C99", "", "", "paid since May, and the census has nobody of that number", 30)
    member.finding, member.since = "not_in_census error", dates[0]
    member.paid(scene, lambda _: Pay(3_000 * DOLLAR, pre_tax=90 * DOLLAR), dates)
    return member


def left_with_trailing_pay(scene: Scene) -> Member:
    member = Member("C16", "Linnea", "Stoddart", "left in March; a deduction from trailing pay", 36)
    last, trailing = scene.dates[5], scene.dates[6]
    member.finding, member.since = "R08 warning", trailing
    member.said |= known(103_000)
    member.row(scene)
    member.row(scene, last.month + 1, termination_date=last.isoformat())
    member.paid(
        scene,
        lambda place: Pay((4_000 if place < 6 else 2_000) * DOLLAR, pre_tax=(200 if place < 6 else 100) * DOLLAR),
        [day for day in scene.dates if day <= trailing],
    )
    return member


def late_and_missing(scene: Scene) -> list[Member]:
    """One posting comes weeks late, one never does; the register counts, and neither is a finding by itself."""
    late = Member("C33", "Thaddeus", "Brookmere", "one pay date's postings come three weeks late", 48)
    missing = Member(
        "C34",
        "Sunniva",
        "Hartigan",
        "one pay date's postings never come: the register counts, and 138.00 after tax stays in transit",
        31,
    )
    for member in (late, missing):
        member.said |= known(118_000)
        member.row(scene)
        member.paid(scene, lambda _: Pay(4_600 * DOLLAR, pre_tax=276 * DOLLAR, after_tax=138 * DOLLAR))
    day = scene.dates[8].isoformat()
    late.since = nth_business_day_after(posted_on(scene.dates[8]), 15)
    late.corrections = [
        row | {"posted_date": late.since.isoformat()} for row in late.postings if row["pay_date"] == day
    ]
    late.postings = [row for row in late.postings if row["pay_date"] != day]
    missing.since = scene.dates[10]
    missing.postings = [row for row in missing.postings if row["pay_date"] != missing.since.isoformat()]
    kept(missing, scene, cents(2_100, 2_340, other=61_000))
    return [late, missing]


def paid_monthly(scene: Scene) -> Member:
    member = Member(
        "C35", "Eleanora", "Fitzbane", "the only one paid monthly; March's postings never come", 51, group=MONTHLY
    )
    march = scene.days.pay_dates[MONTHLY][2]
    member.finding, member.since = "R24 error", nth_business_day_after(march, 6)
    member.said |= known(148_000)
    member.row(scene)
    member.paid(scene, lambda _: Pay(12_500 * DOLLAR, pre_tax=1_000 * DOLLAR, after_tax=500 * DOLLAR))
    member.postings = [row for row in member.postings if row["pay_date"] != march.isoformat()]
    return member


def of_last_year(scene: Scene) -> list[Member]:
    """A true-up and a refund that count in the year before."""
    trued_up = Member(
        "C24", "Clementine", "Rookhurst", "a true-up of 412.30 for last year, posted in February, counts there", 34
    )
    refunded = Member(
        "C25", "Fabian", "Nettleship", "1,060.00 with earnings refunded for last year takes nothing off this one", 37
    )
    trued_up.since = nth_business_day_after(scene.dates[2], 6)
    refunded.since = nth_business_day_after(date(scene.year, 4, 6), 1)
    for member in (trued_up, refunded):
        member.said |= known(146_000)
        member.row(scene)
        member.paid(scene, lambda _: Pay(5_600 * DOLLAR, pre_tax=336 * DOLLAR, after_tax=112 * DOLLAR))
    year = str(scene.year - 1)
    trued_up.corrections.append(
        trued_up.posting(trued_up.since, "match", 41_230, None, activity="true_up", for_year=year)
    )
    refunded.corrections.append(
        refunded.posting(
            refunded.since, "pre_tax", -106_000, None, activity="refund_402g", earnings="-60.00", for_year=year
        )
    )
    return [trued_up, refunded]


def names(scene: Scene) -> list[Member]:
    """A name with an accent and an apostrophe, and one a spreadsheet would take for a formula."""
    accented = Member("C31", "Mireille", "d'Aubré-O'Shea", "an accent and apostrophes in the name", 29)
    formula = Member("C32", "=Marlow", "Kettering", "a name that a spreadsheet would run as a formula", 54)
    for member in (accented, formula):
        member.said |= known(83_000)
        member.row(scene)
        member.paid(scene, lambda _: Pay(3_200 * DOLLAR, pre_tax=160 * DOLLAR))
    return [accented, formula]


def by_the_hour(scene: Scene) -> Member:
    member = Member(
        "C26", "Hattie", "Pottersby", "24.00 an hour, hours that differ, paid on the 4th and 19th", 27, group=HOURLY
    )
    member.said |= known(46_000)
    member.row(scene)

    def paid(place: int) -> Pay:
        gross = (74 + 7 * place % 19) * 24 * DOLLAR
        return Pay(gross, pre_tax=gross * 5 // 100)

    member.paid(scene, paid)
    return member


def of_files(scene: Scene) -> list[Member]:
    return [
        match_not_in_register(scene),
        mismatch(scene),
        left_with_trailing_pay(scene),
        reversed_and_entered_again(scene),
        bonus_on_a_regular_date(scene),
        line_twice(scene),
        default_birth_date(scene),
        *of_last_year(scene),
        by_the_hour(scene),
        unreadable_cell(scene),
        *names(scene),
        *late_and_missing(scene),
        paid_monthly(scene),
        not_in_census(scene),
    ]
