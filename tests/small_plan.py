"""A plan folder small enough to read: two people, one pay date, nothing wrong."""

from pathlib import Path

PLAN = """
[plan]
id = "small-401k"
name = "Small 401(k) Plan"

[pay_calendar]
frequency = "biweekly"
anchor = 2026-01-09
"""
CENSUS = """\
employee_id,first_name,last_name,ssn,birth_date,hire_date
E1,Ada,Example,666-01-0001,1980-02-03,2020-01-06
E2,Ben,Example,666-01-0002,1990-05-06,2021-03-01
"""
PAYROLL = """\
employee_id,pay_date,gross_compensation,pre_tax,after_tax,match
E1,2026-01-09,6000.00,600.00,300.00,180.00
E2,2026-01-09,4000.00,400.00,0.00,120.00
"""
CONTRIBUTIONS = """\
employee_id,posted_date,source,amount,pay_date,transaction_id
E1,2026-01-12,pre_tax,600.00,2026-01-09,T1
E1,2026-01-12,after_tax,300.00,2026-01-09,T2
E1,2026-01-12,match,180.00,2026-01-09,T3
E2,2026-01-12,pre_tax,400.00,2026-01-09,T4
E2,2026-01-12,match,120.00,2026-01-09,T5
"""
AS_OF = "2026-01-13"


def small_plan(folder: Path) -> Path:
    """Write the plan folder into `folder` and return it."""
    inbox = folder / "inbox"
    inbox.mkdir(parents=True)
    (folder / "plan.toml").write_text(PLAN, encoding="utf-8")
    (inbox / "census_2026-01-01.csv").write_text(CENSUS, encoding="utf-8")
    (inbox / "payroll_2026-01-09.csv").write_text(PAYROLL, encoding="utf-8")
    (inbox / "contributions_2026-01-12.csv").write_text(CONTRIBUTIONS, encoding="utf-8")
    return folder
