"""A company of 28, from its files to the published reports, against values worked out by hand (its README.md).

The golden files are never made by Megaroth. Where a run differs, read the README's arithmetic and find out who is
right.
"""

import csv
import re
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from flows import steps

GOLDEN = Path(__file__).parent
COMPANY = GOLDEN / "small_company"
AS_OF = date(2026, 6, 30)

Rows = list[dict[str, str]]


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The reports folder of a first night on a copy of the company's folder."""
    plan_dir = tmp_path_factory.mktemp("plans") / "company"
    shutil.copytree(COMPANY / "inbox", plan_dir / "inbox")
    shutil.copy(COMPANY / "plan.toml", plan_dir)
    now, said = datetime(2026, 6, 30, 22, 0, tzinfo=UTC), list[str]()
    with steps.open_night(plan_dir, AS_OF, None, False, 1, now, said.append) as night:
        steps.load(night)
        steps.answer(night)
        return steps.publish(night).reports


def rows(path: Path) -> Rows:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def by_employee(table: Rows) -> dict[str, dict[str, str]]:
    return {row["employee_id"]: row for row in table}


def differences(expected: Mapping[str, Mapping[str, str]], actual: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    """A sentence for everybody missing or too much, and for each cell that differs, of the columns expected."""
    yield from (f"{person}: no row" for person in sorted(expected.keys() - actual.keys()))
    yield from (f"{person}: a row nobody expects" for person in sorted(actual.keys() - expected.keys()))
    for person in sorted(expected.keys() & actual.keys()):
        for column, cell in expected[person].items():
            said = actual[person][column]
            if said != cell:
                yield f"{person} {column}: expected {cell or 'nothing'}, the report says {said or 'nothing'}"


def test_the_room_report_says_of_everybody_what_was_worked_out_by_hand(reports: Path) -> None:
    actual = by_employee(rows(reports / "room.csv"))
    for row in actual.values():
        row["reasons"] = "; ".join(reason.split(":")[0] for reason in row["reasons"].split("; "))
    found = list(differences(by_employee(rows(GOLDEN / "small_company_room.csv")), actual))
    assert not found, "\n".join(["", *found])


def test_the_first_night_finds_what_is_wrong_with_the_files_and_nothing_else(reports: Path) -> None:
    expected = rows(GOLDEN / "small_company_findings.csv")
    counted = Counter(" ".join(row.values()) for row in expected)
    actual = Counter(" ".join(row[column] for column in expected[0]) for row in rows(reports / "findings.csv"))
    found = [f"not found: {finding}" for finding in (counted - actual).elements()]
    found += [f"nobody expects: {finding}" for finding in (actual - counted).elements()]
    assert not found, "\n".join(["", *found])


def test_every_finding_of_a_first_night_is_new(reports: Path) -> None:
    assert {(row["status"], row["first_seen"]) for row in rows(reports / "findings.csv")} == {("new", "2026-06-30")}


def test_one_row_is_refused_and_one_is_a_duplicate(reports: Path) -> None:
    refused = [(row["file"], row["line"], row["column"]) for row in rows(reports / "rejects.csv")]
    assert refused == [("payroll_2026-05-29.csv", "26", "gross_compensation")]
    controls = rows(reports / "controls.csv")
    assert [row["file"] for row in controls if row["rows_duplicate"] != "0"] == ["payroll_2026-04-17.csv"]
    assert len(controls) == len(list((COMPANY / "inbox").iterdir()))


def test_the_readme_names_everybody_with_the_room_expected() -> None:
    line = re.compile(r"^\| (?P<employee_id>A\d\d) \| .* \| (?P<room_today>[\d,]+\.\d\d) \| [^|]+ \|$", re.MULTILINE)
    people = line.finditer((COMPANY / "README.md").read_text("utf-8"))
    told = {person["employee_id"]: person["room_today"].replace(",", "") for person in people}
    assert told == {row["employee_id"]: row["room_today"] for row in rows(GOLDEN / "small_company_room.csv")}


def test_no_social_security_number_could_be_anybodys() -> None:
    numbers = [row["ssn"] for path in (COMPANY / "inbox").glob("census_*") for row in rows(path)]
    assert numbers
    assert all(re.fullmatch(r"666-\d\d-\d{4}", number) for number in numbers)
