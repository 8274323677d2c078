"""`megaroth solo`: what fits into the plan of an owner without employees."""

from megaroth.commands.arguments import Age, Dollars, Fraction, Year
from megaroth.commands.output import as_json
from megaroth.commands.solo_shown import members, shown
from megaroth.commands.terminal import PROGRAM, caution
from megaroth.errors import CommandError
from megaroth.limits import load_limits
from megaroth.solo import Owner
from megaroth.solo import solo as what_fits


def solo(
    *,
    year: Year,
    net_profit: Dollars | None = None,
    w2_pay: Dollars | None = None,
    wages_elsewhere: Dollars = 0,
    age: Age | None = None,
    plan_rate: Fraction | None = None,
    deferral: Dollars | None = None,
    deferred_elsewhere: Dollars = 0,
    json: bool = False,
) -> int:
    """What fits into the 401(k) of an owner without employees, by net profit or by pay. Dollars, 1234.56.

    The deferral comes first, then the employer contribution, then after-tax money. Not advice.

    Parameters
    ----------
    year
        The tax year; the plan's year is the calendar year.
    net_profit
        Net profit of the business, before the deduction for self-employment tax; this or --w2-pay.
    w2_pay
        Pay that the owner's own company reports on Form W-2; this or --net-profit.
    wages_elsewhere
        Social Security wages from other jobs (Box 3): they use up the wage base.
    age
        The age on 31 December of that year. Without it no catch-up.
    plan_rate
        The plan's rate of employer money, of pay. Default: the most that may be deducted.
    deferral
        Deferred into this plan, catch-up included. Default: the most that is allowed.
    deferred_elsewhere
        Deferred in other employers' plans in the calendar year: the limit is the person's own.
    json
        half_self_employment_tax, earned_income, employer_maximum (before 415(c)), employer_contribution, deferral
        (without catch-up), catch_up, after_tax_room, total and total_with_after_tax as JSON.
    """
    if (net_profit is None and w2_pay is None) or (net_profit and w2_pay):
        raise CommandError(
            "solo: give either --net-profit (a business of one's own) or --w2-pay (an owner on a payroll)."
        )
    if w2_pay and wages_elsewhere:
        caution(PROGRAM, "--wages-elsewhere does not count with --w2-pay: there is no self-employment tax")
    limits = load_limits()
    owner = Owner(
        year=year,
        net_profit=net_profit or 0,
        w2_pay=w2_pay or 0,
        wages_elsewhere=wages_elsewhere,
        age=age,
        plan_rate=plan_rate,
        deferral=deferral,
        deferred_elsewhere=deferred_elsewhere,
    )
    answer = what_fits(owner, limits)
    print(as_json(members(answer)) if json else shown(owner, answer, limits.statute))
    return 0
