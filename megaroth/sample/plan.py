"""plan.toml of the sample."""

from typing import Final

from megaroth.sample.days import Days

SWEEP_DAYS: Final = 200
"""More than lie between two sweeps."""

TEXT: Final = """\
# What the plan document allows. An invented company, made by `megaroth sample`: README.md says who shows what.
# Money is in dollars, rates are fractions. Anything left out has its default (docs/plan.md); a misspelt key is refused.

[plan]
id = "acme-401k"
name = "Acme Corp 401(k) Plan"
timezone = "America/New_York"
limitation_year_start = "01-01"   # the plan year is the same

# Everybody is paid every second Friday, except the census's pay groups "hourly" and "monthly".
[pay_calendar]
frequency = "biweekly"
anchor = {anchor}               # any one pay date

# On the 4th and the 19th; a weekend or federal holiday is paid the business day before.
[pay_calendars.hourly]
frequency = "semimonthly"
days = [4, 19]

[pay_calendars.monthly]
frequency = "monthly"             # the last day, or the business day before it

[deferrals]
roth = true
catch_up = true
catch_up_60_63 = true             # the higher catch-up at 60 to 63 is adopted
max_rate = 0.75                   # of eligible pay, the calendar year's so far

[after_tax]
allowed = true
max_rate = 0.30                   # of eligible pay up to 401(a)(17)
hce_max_rate = 0.25               # the same for highly compensated employees

# 100% of the first 3% of pay and 50% of the next 2%, paid with each pay date and trued up after the year's end.
[match]
tiers = [{{ rate = 1.0, up_to = 0.03 }}, {{ rate = 0.5, up_to = 0.05 }}]
timing = "annual_true_up"

[withdrawals]
in_service = true
in_plan_roth = true
per_year = 4
months_between = 1
minimum = 100
sweep_days = {sweep_days}                  # what is left is converted inside the plan in July and December
pre_1987_first = true             # the plan allowed withdrawals on 5 May 1986

[deposits]
usual_business_days = 5           # after the pay date
"""


def plan_toml(days: Days) -> str:
    return TEXT.format(anchor=days.anchor.isoformat(), sweep_days=SWEEP_DAYS)
