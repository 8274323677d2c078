"""README.md of the sample: who the cast are, what each shows, from when, and what the night finds of it."""

from datetime import date
from typing import Final

from megaroth.sample.member import Member

HEAD: Final = """\
# Acme, an invented company

{employees:,} people, made by

    megaroth sample DIR --employees {employees} --year {year} --seed {seed} --through {through}

No person, number or employer is real; the social security numbers lie in area 666, which is never issued. The same
command gives the same bytes.

The people below are there at every size and in every year, and each shows one thing. Everybody else (E000001 and on)
is ordinary: hired and paid, raised in April, some with a bonus in March, some leaving; saving or not, as people do.
They cause no finding but R07 late in the year, where payroll stops after-tax money sooner than it must, and a note
(R06) of match that the year's end trues up.

"From" is the day it can be seen; before that day, or with a `--through` before it, it has not happened. Run the night:

    megaroth nightly DIR --as-of {through}

| employee_id | who | what it shows | from | finding |
| --- | --- | --- | --- | --- |
"""
FILES: Final = """
## The files

- `plan.toml`: the plan's terms.
- `inbox/census_*`: everybody in January; on each month's first business day who starts in it, who left in the month
  before, and corrections.
- `inbox/payroll_DATE`: a biweekly pay date, named by it. `payroll-hourly_*`: those paid by the hour, on the 4th and
  19th. `payroll-monthly_*`: the one person paid monthly. `payroll-bonus_*`: March's bonus, a pay date of its own.
- `inbox/contributions*_DATE`: what the recordkeeper posted, two business days after each pay date.
  `contributions-corrections_*`: reversals, refunds, and what came late.
- `inbox/elections_*`: what each person elected, at the year's start and when it changes.
- `inbox/balances_*`: after-tax accounts as the year began and at each month's end. `withdrawals_*`: what was taken
  out: some convert in March, June and September; in July and December the recordkeeper converts what is left.
- `inbox/forms_*`: the recordkeeper's Forms 1099-R, where the company is made through 31 December.
- `inbox/opening_*`: the first quarter of people who came with a bought company.
"""


def readme(members: list[Member], employees: int, year: int, seed: int, through: date) -> str:
    """The whole page."""
    lines = [line(member) for member in members]
    return HEAD.format(employees=employees, year=year, seed=seed, through=through) + "\n".join(lines) + "\n" + FILES


def line(member: Member) -> str:
    since = member.since.isoformat() if member.since else "the start"
    name = f"{member.first_name} {member.last_name}".strip()
    return f"| {member.employee_id} | {name} | {member.shows} | {since} | {member.finding} |"
