"""Which form of the recordkeeper stands for which of ours, and what differs: one row at a time."""

from collections.abc import Callable
from typing import Any

from tests.withdrawals.books_of_accounts import Books
from tests.withdrawals.oracle_of_forms import MONEY_BOXES, Form, all_forms, tax_years

Key = Callable[[Form], Any]


def wrong_forms(books: Books) -> list[Form]:
    """form_1099r and form_unknown: check, employee, source, expected, actual (a blank box of money is 0), line."""
    sent = [dict(each) | {"line": line} for line, each in enumerate(books.forms)]
    sent = [each for each in sent if each["tax_year"] in tax_years(books)]
    ours = all_forms(books)
    found, missing, years_sent = [], [], set()
    for who, year in sorted({(each["employee_id"], each["tax_year"]) for each in [*sent, *ours]}):
        mine = [each for each in ours if (each["employee_id"], each["tax_year"]) == (who, year)]
        theirs = [each for each in sent if (each["employee_id"], each["tax_year"]) == (who, year)]
        for one, other in pairs(mine, theirs):
            found += differences(one, other)
            years_sent.add(year)
            mine, theirs = without(mine, one), without(theirs, other)
        for form in mine:
            said = f"{year} {form['destination']} missing"
            missing.append((year, finding("form_1099r", form, said, form["box_1"], None, None)))
        for row in theirs:
            said = f"{year} {row['destination'] or row['box_7']} unknown"
            found.append(finding("form_unknown", row, said, None, row["box_1"], row["line"]))
    return found + [each for year, each in missing if year in years_sent]


def pairs(ours: list[Form], sent: list[Form]) -> list[tuple[Form, Form]]:
    """One to one: first rows that name their destination, then those that do not; the closest likeness first."""
    found: list[tuple[Form, Form]] = []
    named: list[Key] = [
        lambda form: (form["destination"], form["box_7"], form["box_1"]),
        lambda form: (form["destination"], form["box_7"]),
        lambda form: form["destination"],
    ]
    unnamed: list[Key] = [
        lambda form: (form["box_7"], form["box_1"]),
        lambda form: form["box_7"],
        lambda _: None,
    ]
    for alike, says in [*((key, True) for key in named), *((key, False) for key in unnamed)]:
        rows = [each for each in sent if (each["destination"] is not None) == says]
        for row in sorted(rows, key=lambda each: (-each["box_1"], each["line"])):
            if any(row is other for _, other in found):
                continue
            left = [form for form in ours if not any(form is one for one, _ in found)]
            for form in sorted(left, key=lambda each: -each["box_1"]):
                if alike(form) == alike(row):
                    found.append((form, row))
                    break
    return found


def without(forms: list[Form], one: Form) -> list[Form]:
    """All but that very form."""
    return [each for each in forms if each is not one]


def differences(ours: Form, sent: Form) -> list[Form]:
    """A finding for each box that is not as it should be."""
    found = []
    for box in MONEY_BOXES:
        right, said = ours[box] or 0, sent[box] or 0
        if right != said:
            found.append(finding("form_1099r", ours, source(ours, box), right, said, sent["line"]))
    if ours["box_7"] is not None and sent["box_7"] != ours["box_7"]:
        found.append(finding("form_1099r", ours, source(ours, "box_7"), None, None, sent["line"]))
    if sent["box_11"]:
        found.append(finding("form_1099r", ours, source(ours, "box_11"), None, None, sent["line"]))
    return found


def source(form: Form, box: str) -> str:
    """Which box of which form."""
    return f"{form['tax_year']} {form['destination']} {box}"


def finding(
    check: str, form: Form, said: str, expected: int | None, actual: int | None, line: int | None
) -> dict[str, Any]:
    """What the program is to say."""
    return {
        "check": check,
        "employee_id": form["employee_id"],
        "source": said,
        "expected": expected,
        "actual": actual,
        "line": line,
    }
