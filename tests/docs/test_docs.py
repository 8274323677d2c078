"""The pages say what the program does: columns, keys, defaults, checks."""

import re
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from megaroth import availability
from megaroth.calendars import PayCalendar
from megaroth.checks import catalogue
from megaroth.checks.check import Check
from megaroth.errors import PlanError
from megaroth.plan import ACTED_ON, parse_plan
from megaroth.plan_file import Amendment, LawTable, LimitYear, PlanFile, PlanTable
from megaroth.plan_terms import Terms
from megaroth.plan_values import Section
from megaroth.precheck import CODES
from megaroth.reasons import REMARKS, WORDS
from schemas.columns import columns
from schemas.feeds import FEEDS
from schemas.fields import CENTS, COUNT, DATE, FLAG, RATE, REASONS, SSN_HASH, SSN_LAST4, TEXT
from schemas.reports import REPORTS, Precheck
from tests.docs.markdown import CLONE, blocks, page, quoted_words, tables

UNITS = {
    TEXT: "text",
    DATE: "date",
    CENTS: "money",
    RATE: "rate",
    COUNT: "count",
    FLAG: "true/false",
    REASONS: "reasons",
    SSN_HASH: "ssn",
    SSN_LAST4: "ssn",
}
NAMED = '[plan]\nid = "x"\nname = "x"\n'
PAGES = ["README.md", *sorted(f"docs/{path.name}" for path in (CLONE / "docs").glob("*.md"))]


# docs/feeds.md


@pytest.mark.parametrize("kind", FEEDS)
def test_the_page_of_feeds_has_the_columns_of_the_contract(kind: str) -> None:
    expected: dict[str, tuple[str, str, str]] = {}
    for name, field in FEEDS[kind].to_schema().columns.items():
        said: dict[str, Any] = field.metadata or {}
        required = "" if said.get("absent") else "column" if field.nullable else "yes"
        expected[said.get("feed", name)] = (required, UNITS[said["unit"]], "key" if said.get("key") else "")
    told = {row["column"]: (row["required"], row["unit"], row["key"]) for row in tables("docs/feeds.md")[kind]}
    assert told == expected
    assert list(told) == list(expected)


@pytest.mark.parametrize("kind", FEEDS)
def test_the_page_of_feeds_has_the_words_and_defaults_of_the_contract(kind: str) -> None:
    told = {row["column"]: row for row in tables("docs/feeds.md")[kind]}
    for column in columns(FEEDS[kind]):
        if column.words:
            assert quoted_words(told[column.name]["meaning"].split(".")[0]) == column.words, column.name
    for name, field in FEEDS[kind].to_schema().columns.items():
        if default := (field.metadata or {}).get("default"):
            assert told[name]["empty"] == default


def test_the_page_of_feeds_speaks_of_every_feed_and_no_other() -> None:
    headings = re.findall(r"^## (.+)$", page("docs/feeds.md"), re.MULTILINE)
    assert [heading for heading in headings if heading not in ("Files", "Cells")] == list(FEEDS)


# docs/reports.md and docs/checks.md


@pytest.mark.parametrize("name", REPORTS)
def test_the_page_of_reports_has_the_columns_of_the_contract(name: str) -> None:
    expected = [(column.name, UNITS[column.unit], column.law, column.meaning) for column in columns(REPORTS[name])]
    told = [tuple(row.values()) for row in tables("docs/reports.md")[name]]
    assert [(*cells[:3], cells[3].replace("\\|", "|")) for cells in told] == expected


@pytest.mark.parametrize("name", REPORTS)
def test_the_page_of_reports_has_the_words_of_the_contract(name: str) -> None:
    told = {row["column"]: row["meaning"] for row in tables("docs/reports.md")[name]}
    for column in columns(REPORTS[name]):
        if column.words:
            assert quoted_words(told[column.name]) == column.words, column.name


def test_the_page_of_reports_has_every_reason_why_somebody_cannot_contribute() -> None:
    told = {row["column"]: row["meaning"] for row in tables("docs/reports.md")["room"]}
    assert quoted_words(told["reasons"]) == (*WORDS, *REMARKS)


def test_the_page_of_precheck_has_the_columns_and_the_codes_of_the_program() -> None:
    expected = [(column.name, UNITS[column.unit], column.law, column.meaning) for column in columns(Precheck)]
    written = tables("docs/precheck.md")
    assert [tuple(row.values()) for row in written["Columns"]] == expected
    assert [row["code"] for row in written["Why"]] == list(CODES)


def test_the_page_of_reports_has_every_reason_why_somebody_cannot_convert() -> None:
    told = {row["column"]: row["meaning"] for row in tables("docs/reports.md")["conversions"]}
    assert quoted_words(told["reasons"]) == tuple(availability.WORDS)


def test_the_page_of_checks_has_every_check() -> None:
    listed = [check for check in vars(catalogue).values() if isinstance(check, Check)]
    expected = {(check.code, check.severity, check.who_acts) for check in listed}
    told = re.findall(r"^\| (\w+) \| (error|warning|info) \| (\w+) \|", page("docs/checks.md"), re.MULTILINE)
    assert set(told) == expected


# docs/plan.md


def plan_shapes() -> dict[str, type[Section]]:
    """The model of each table, by the heading of the page."""
    terms: dict[str, Any] = {f"[{name}]": field.annotation for name, field in Terms.model_fields.items()}
    return {
        "[plan]": PlanTable,
        "[law]": LawTable,
        "[pay_calendar] and [pay_calendars.NAME]": PayCalendar,
        **terms,
        "[[amendment]]": Amendment,
        "[limits.YEAR]": LimitYear,
    }


@pytest.mark.parametrize("heading", plan_shapes())
def test_the_page_of_plan_toml_has_the_keys_of_the_program(heading: str) -> None:
    keys = [key for key in plan_shapes()[heading].model_fields if key not in Terms.model_fields]
    assert [row["key"] for row in tables("docs/plan.md")[heading]] == keys


@pytest.mark.parametrize("heading", plan_shapes())
def test_the_page_of_plan_toml_has_the_defaults_of_the_program(heading: str) -> None:
    shape = plan_shapes()[heading]
    for row in tables("docs/plan.md")[heading]:
        field = shape.model_fields[row["key"]]
        if row["default"] == "required":
            assert field.is_required(), row["key"]
            continue
        if row["default"] == "none":
            assert field.get_default() is None, row["key"]
            continue
        table = NAMED if heading == "[plan]" else f"{NAMED}{heading.split(' and ')[0]}\n"
        (default,) = quoted_words(row["default"])
        text = f"{table}{row['key']} = {default}\n"
        given = PlanFile.model_validate(tomllib.loads(text, parse_float=Decimal))
        name = heading.split(" and ")[0].strip("[]")
        assert getattr(getattr(given, name), row["key"]) == field.get_default(call_default_factory=True), row["key"]


def test_the_page_of_plan_toml_says_which_keys_the_program_acts_on() -> None:
    said = tables("docs/plan.md")
    for name in Terms.model_fields:
        acted_on = {row["key"] for row in said[f"[{name}]"] if row["acted on"] == "yes"}
        assert acted_on == ACTED_ON.get(name, frozenset()), name


def test_the_complete_plan_toml_is_accepted_and_has_every_key() -> None:
    (text,) = [block.text for block in blocks("docs/plan.md") if block.mark == "toml complete"]
    parse_plan(text)
    given = tomllib.loads(text)
    for name, field in Terms.model_fields.items():
        terms: Any = field.annotation
        assert list(given[name]) == list(terms.model_fields)
    assert list(given["plan"]) == list(PlanTable.model_fields)
    assert list(given["law"]) == list(LawTable.model_fields)
    calendars = [given["pay_calendar"], *given["pay_calendars"].values()]
    assert {key for calendar in calendars for key in calendar} == set(PayCalendar.model_fields)


def test_the_amendment_of_the_page_is_accepted() -> None:
    (text,) = [block.text for block in blocks("docs/plan.md") if block.mark == "toml amendment"]
    assert len(parse_plan(NAMED + text).changes()) == 2


def test_the_refusal_of_the_page_is_what_the_program_says() -> None:
    written = list(blocks("docs/plan.md"))
    place = next(number for number, block in enumerate(written) if block.mark == "toml refused")
    with pytest.raises(PlanError) as refusal:
        parse_plan(written[place].text)
    assert f"{refusal.value}\n" == written[place + 1].text


# All pages


@pytest.mark.parametrize("path", PAGES)
def test_every_link_inside_the_repository_leads_somewhere(path: str) -> None:
    for link in re.findall(r"\]\(([^)#]+)\)", page(path)):
        assert ((CLONE / path).parent / link).exists() or "://" in link, link


@pytest.mark.parametrize("path", PAGES)
def test_every_path_of_the_repository_that_is_named_is_there(path: str) -> None:
    roots = "megaroth|flows|schemas|tests|docs|sample_data"
    for named in re.findall(rf"`((?:{roots})/[\w/.*-]*)`", page(path)):
        assert list(CLONE.glob(named.rstrip("/"))) or made_by_a_run(named), named


def made_by_a_run(named: str) -> bool:
    return "/reports" in named or Path(named).name == "megaroth.duckdb"
