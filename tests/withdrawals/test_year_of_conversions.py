"""A year of nights on the sample company, everybody's account converted each month, and the forms of January.

Nights are run on the day of each conversion and each statement. The forms are recomputed from the raw CSVs by a script
that stands alone; a `forms` feed with ten planted errors has exactly those found.
"""

import csv
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from io import StringIO
from pathlib import Path

import pytest

from tests.sample.nights import Rows, run, write
from tests.withdrawals import forms_from_files, monthly_recordkeeper

YEAR = 2026
END = date(YEAR, 12, 31)
FORMS = Path(forms_from_files.__file__)
OF_ACCOUNTS = ("R18", "R19", "form_1099r", "form_unknown", "withdrawal_basis", "withdrawal_taxable")
REWRITTEN = ("balances_*", "withdrawals_*", "forms_*", "opening_*")
UNLIMITED = {r"per_year = \d+": "per_year = 0", r"months_between = \d+": "months_between = 0"} | {
    r"minimum = \d+": "minimum = 0", r"sweep_days = \d+": "sweep_days = 60", r"pre_1987_first = true": "",
}  # fmt: skip


@pytest.fixture(scope="module")
def plan_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample company of a whole year, its after-tax accounts kept by the monthly recordkeeper instead."""
    folder = write(tmp_path_factory.mktemp("plans") / "company", 90, END, seed=3)
    for name in REWRITTEN:
        for path in (folder / "inbox").glob(name):
            path.unlink()
    terms = (folder / "plan.toml").read_text("utf-8")
    for old, new in UNLIMITED.items():
        terms, replaced = re.subn(old, new, terms)
        assert replaced == 1, old
    (folder / "plan.toml").write_text(terms, "utf-8")
    monthly_recordkeeper.write_year(folder / "inbox", YEAR)
    for day in sorted({*days_of("balances", folder), *days_of("withdrawals", folder)} - {END}):
        if day.year == YEAR:
            run(folder, day)
    return folder


def days_of(kind: str, folder: Path) -> Iterator[date]:
    return (date.fromisoformat(path.stem.partition("_")[2]) for path in (folder / "inbox").glob(f"{kind}_*"))


def recomputed(plan_dir: Path) -> Rows:
    """The forms as the script prints them, run without this project on its path."""
    done = subprocess.run(
        [sys.executable, "-I", str(FORMS), str(plan_dir / "inbox"), str(YEAR)],
        capture_output=True,
        text=True,
        check=True,
        cwd="/",
    )
    return list(csv.DictReader(StringIO(done.stdout)))


def of_accounts(findings: Rows) -> list[tuple[str, ...]]:
    return sorted(
        (it["check"], it["employee_id"], it["source"], it["expected"], it["actual"])
        for it in findings
        if it["check"] in OF_ACCOUNTS and it["status"] != "resolved"
    )


def test_every_form_of_the_year_is_what_the_raw_files_come_to(plan_dir: Path) -> None:
    expected = recomputed(plan_dir)
    night = run(plan_dir, END)
    made = [{column: row[column] for column in forms_from_files.COLUMNS} for row in night.report("forms_1099r")]
    in_order = sorted(made, key=lambda row: (row["employee_id"], row["destination"], row["box_7"]))
    assert len(expected) > 120
    assert in_order == expected
    assert {row["destination"] for row in made} == {"roth_ira", "traditional_ira", "in_plan_roth", "cash"}
    assert {row["box_7"] for row in made} >= {"G", "1", "7"}
    assert any(row["box_2a"] == "" for row in made), "somebody took everything at a loss"


def test_no_night_of_the_year_found_anything_wrong_with_the_accounts(plan_dir: Path) -> None:
    nights = sorted((plan_dir / "reports").glob(f"{YEAR}-*"))
    assert len(nights) >= 23
    for reports in nights:
        with (reports / "findings.csv").open(encoding="utf-8", newline="") as file:
            assert of_accounts(list(csv.DictReader(file))) == [], reports.name


def test_the_accounts_of_each_night_are_the_recordkeepers_of_that_day(plan_dir: Path) -> None:
    """On the day of a statement the account is what it states; five days later it lacks what was converted."""
    for month in range(2, 12):
        ends = date(YEAR, month + 1, 1) - timedelta(days=1)
        with (plan_dir / "inbox" / f"balances_{ends}.csv").open(encoding="utf-8", newline="") as file:
            stated = {row["employee_id"]: row for row in csv.DictReader(file)}
        with (plan_dir / "reports" / str(ends) / "conversions.csv").open(encoding="utf-8", newline="") as file:
            reported = {row["employee_id"]: row for row in csv.DictReader(file)}
        assert reported.keys() == stated.keys()
        for who, row in reported.items():
            assert [row[name] for name in ("after_tax_value", "after_tax_basis")] == [
                stated[who][name] for name in ("after_tax_value", "after_tax_basis")
            ]


# Ten errors planted in the recordkeeper's forms


def test_ten_planted_errors_are_all_found_and_nothing_else(plan_dir: Path) -> None:
    sent = recomputed(plan_dir)
    taxed = [row for row in sent if row["destination"] == "in_plan_roth" and row["box_2a"] not in ("", "0.00")]
    of_roth = [row for row in sent if row["destination"] == "roth_ira" and row["box_5"]]
    of_cash = [row for row in sent if row["destination"] == "cash" and row["box_4"] != "0.00"]
    planted: list[tuple[str, ...]] = []

    def plant(row: dict[str, str], box: str, wrong: str, *, amounts: bool = True) -> None:
        right = row.get(box) or "0.00"
        row[box] = wrong
        said = (right, wrong or "0.00") if amounts else ("", "")
        planted.append(("form_1099r", row["employee_id"], f"{YEAR} {row['destination']} {box}", *said))

    plant(taxed[0], "box_2a", "0.00")
    plant(taxed[1], "box_1", a_cent_more(taxed[1]["box_1"]))
    plant(taxed[2], "box_5", "")
    plant(taxed[3], "box_7", "1", amounts=False)
    plant(of_roth[0], "box_4", "20.00")
    plant(of_roth[1], "box_10", "100.00")
    plant(of_cash[0], "box_4", "0.00")
    plant(of_cash[1], "box_2a", of_cash[1]["box_1"])
    missing = of_roth[2]
    sent.remove(missing)
    planted.append(("form_1099r", missing["employee_id"], f"{YEAR} roth_ira missing", missing["box_1"], ""))
    sent.append(dict.fromkeys(missing, "") | {"employee_id": "E999999", "tax_year": str(YEAR)})
    sent[-1] |= {"destination": "roth_ira", "box_1": "500.00", "box_2a": "0.00", "box_7": "G"}
    planted.append(("form_unknown", "E999999", f"{YEAR} roth_ira unknown", "", "500.00"))
    assert len(planted) == 10
    write_forms(plan_dir / "inbox" / f"forms_{YEAR}.csv", sent)
    assert of_accounts(run(plan_dir, END).report("findings")) == sorted(planted)


@pytest.mark.parametrize("spoil", [None, lambda row: row | {"box_2a": "0.00"}], ids=["right forms", "2a of zero"])
def test_a_right_file_of_forms_resolves_all_and_a_2a_of_zero_everywhere_is_found_everywhere(
    plan_dir: Path, spoil: Callable[[dict[str, str]], dict[str, str]] | None
) -> None:
    """The frequent real error, on every form whose earnings were taxed."""
    right = recomputed(plan_dir)
    write_forms(plan_dir / "inbox" / f"forms_{YEAR}.csv", [spoil(row) if spoil else row for row in right])
    found = of_accounts(run(plan_dir, END).report("findings"))
    wrong = [row for row in right if row["box_2a"] not in ("", "0.00")] if spoil else []
    assert sorted((it[1], it[3], it[4]) for it in found) == sorted(
        (row["employee_id"], row["box_2a"], "0.00") for row in wrong
    )


def a_cent_more(dollars: str) -> str:
    whole, cents = divmod(int(dollars.replace(".", "")) + 1, 100)
    return f"{whole}.{cents:02}"


def write_forms(path: Path, rows: Rows) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [*forms_from_files.COLUMNS, "box_10"], restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
