"""The simulated year as the feeds tell it on one night: no line of a later day, no posting of a later one."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction

from tests.simulated_year.company import FAR, LAST_DAY, Employer, Person, Shocks
from tests.simulated_year.payroll import Line, owed_at_year_end

POSTED_AT_THE_END = date(2027, 2, 20)


def feeds(
    employer: Employer, shocks: Mapping[str, Shocks], paid: Mapping[str, Sequence[Line]], night: date
) -> dict[str, str]:
    """The texts of an inbox by file name."""
    census = ["employee_id,birth_date,hire_date,termination_date,hce"]
    elections = ["employee_id,effective_date,pre_tax_rate,roth_rate"]
    payroll = ["employee_id,pay_date,run_type,gross_compensation,pre_tax,roth,after_tax,match,nonelective"]
    postings = ["employee_id,posted_date,source,amount,pay_date,activity,for_year"]
    for person in employer.people:
        surprise, lines = shocks[person.employee_id], paid[person.employee_id]
        census.append(_census_row(person, surprise, night))
        elections += _elections(person)
        payroll += [_payroll_row(person, surprise, of_date) for of_date in lines]
        postings += _postings(employer, person, surprise, lines, night)
    texts = {"census": census, "elections": elections, "payroll": payroll, "contributions": postings}
    return {f"{feed}_2026.csv": "\n".join(rows) + "\n" for feed, rows in texts.items()}


def _census_row(person: Person, surprise: Shocks, night: date) -> str:
    left = surprise.leaves_after + timedelta(days=1)
    known = left if surprise.leaves_after != FAR and left <= night else ""
    return f"{person.employee_id},{person.birth_date},2015-03-02,{known},{str(person.hce).lower()}"


def _elections(person: Person) -> list[str]:
    if not person.on_file:
        return []
    return [f"{person.employee_id},2026-01-01,{_rate(person.pre_tax)},{_rate(person.roth)}"]


def _payroll_row(person: Person, surprise: Shocks, paid: Line) -> str:
    run = "regular" if paid.regular else "off_cycle"
    match = "" if surprise.match_late_by else _dollars(paid.match)
    amounts = [_dollars(cents) for cents in (paid.gross, paid.pre_tax, paid.roth, paid.after_tax)]
    return ",".join([person.employee_id, str(paid.day), run, *amounts, match, _dollars(paid.nonelective)])


def _postings(employer: Employer, person: Person, surprise: Shocks, lines: Sequence[Line], night: date) -> list[str]:
    rows = []
    for paid in lines if surprise.match_late_by else ():
        posted = paid.day + timedelta(days=surprise.match_late_by)
        if posted <= night:
            rows.append(f"{person.employee_id},{posted},match,{_dollars(paid.match)},{paid.day},,")
    if night >= POSTED_AT_THE_END:
        owed = zip(("match", "nonelective"), owed_at_year_end(employer, lines), strict=True)
        said = f"{person.employee_id},{POSTED_AT_THE_END}"
        rows += [f"{said},{source},{_dollars(cents)},,true_up,{LAST_DAY}" for source, cents in owed if cents]
    return rows


def _dollars(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02}"


def _rate(rate: Fraction) -> str:
    return _dollars(int(rate * 100))
