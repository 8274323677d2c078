"""What the store says depends on the files that lie in the inbox, not on the nights that brought them."""

import tempfile
from datetime import date
from pathlib import Path
from typing import Final

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.doors.plan_folder import PlanFolder

# Few people, dates and amounts, so that rows meet: equal, restated, under one name and several.
HEADERS: Final = {
    "payroll": "employee_id,pay_date,gross_compensation,pre_tax,check_number",
    "contributions": "employee_id,posted_date,source,amount,transaction_id",
    "census": "employee_id,birth_date,hire_date,pay_group",
    "withdrawals": "employee_id,date,amount,basis,route",
}
PEOPLE: Final = st.sampled_from(["E1", "E2"])
AMOUNTS: Final = st.sampled_from(["1.00", "2.00", "oops"])
ROWS: Final = {
    "payroll": st.builds("{},2026-01-09,{},{},{}".format, PEOPLE, AMOUNTS, AMOUNTS, st.sampled_from(["", "7"])),
    "contributions": st.builds("{},2026-01-12,roth,{},{}".format, PEOPLE, AMOUNTS, st.sampled_from(["", "T1", "T2"])),
    "census": st.builds("{},1980-01-02,2010-01-04,{}".format, PEOPLE, st.sampled_from(["", "north"])),
    "withdrawals": st.builds("{},2026-01-12,{},1.00,cash".format, PEOPLE, AMOUNTS),
}
NAMES: Final = ["{}_2026-01-09.csv", "{}_2026-01-23.csv", "{}.csv"]


@st.composite
def files(draw: st.DrawFn) -> tuple[str, str]:
    """A file's name and its text."""
    kind = draw(st.sampled_from(list(HEADERS)))
    rows = draw(st.lists(ROWS[kind], max_size=4))
    return draw(st.sampled_from(NAMES)).format(kind), "\n".join([HEADERS[kind], *rows, ""])


@settings(max_examples=15, deadline=None)
@given(st.lists(st.lists(files(), min_size=1, max_size=3), min_size=1, max_size=4))
def test_nights_of_files_come_to_what_one_night_with_the_last_of_them_comes_to(
    nights: list[list[tuple[str, str]]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        night_by_night, at_once = PlanFolder(Path(folder) / "nights"), PlanFolder(Path(folder) / "once")
        for night in nights:
            for name, text in night:
                night_by_night.put_text(name, text)
            night_by_night.load()
        for name, text in reversed(dict(file for night in nights for file in night).items()):
            at_once.put_text(name, text)
        at_once.load()
        assert night_by_night.everything() == at_once.everything()


@settings(max_examples=10, deadline=None)
@given(st.lists(files(), min_size=1, max_size=5))
def test_rows_in_are_accepted_rejected_or_duplicate_and_every_rejected_one_is_named(
    night: list[tuple[str, str]],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        plan = PlanFolder(Path(folder) / "plan")
        for name, text in night:
            plan.put_text(name, text)
        plan.load()
        with plan.opened() as opened:
            book, rejects = opened.book(date(2026, 1, 1), date(2026, 12, 31)), opened.rejects()
            controls = opened.controls().to_dicts()
        for of in controls:
            assert of["rows_in"] == of["rows_accepted"] + of["rows_rejected"] + of["rows_duplicate"]
            assert of["rows_rejected"] == rejects.filter(file=of["file"]).height
            if of["kind"] != "withdrawals":
                rows = getattr(book, of["kind"])
                assert of["rows_accepted"] == rows.filter(pl.col("file").cast(pl.String) == of["file"]).height
            if of["kind"] != "census":
                parts = (of["amount_accepted"], of["amount_rejected"], of["amount_duplicate"])
                assert of["amount_in"] == sum(parts)
