"""The page in a real browser: no network, no fault, readable by everybody, sorted by keyboard, whole without script."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from megaroth.page import page
from tests.workbook.nights import NIGHT, tables

pytestmark = pytest.mark.xdist_group("browser")

DESKTOP, PHONE = (1280, 800), (360, 740)
Open = Callable[..., Page]


@pytest.fixture
def opened(browser: Browser, address: str) -> Iterator[Open]:
    """Opens the page in a window of its own; whatever it asked for or complained of fails the test."""
    contexts, complaints, asked = [], list[str](), list[str]()

    def open_page(size: tuple[int, int] = DESKTOP, *, at: str = address, **settings: object) -> Page:
        context = browser.new_context(viewport={"width": size[0], "height": size[1]}, **settings)  # type: ignore[arg-type]
        contexts.append(context)
        window = context.new_page()
        window.on("console", lambda message: complaints.append(message.text))
        window.on("pageerror", lambda error: complaints.append(error.message))
        window.on("dialog", lambda dialog: complaints.append(dialog.message))
        window.on("request", lambda request: asked.append(request.url))
        window.goto(at)
        return window

    yield open_page
    for context in contexts:
        context.close()
    assert not complaints
    assert len(asked) == len(contexts)  # the file itself, and nothing else
    assert all(url.startswith("file://") for url in asked)


def table_of(window: Page, caption: str) -> Locator:
    return window.get_by_role("table", name=caption, exact=True)


def column(window: Page, caption: str, place: int) -> list[str]:
    """The words of a column, without what stands small below them."""
    cells = table_of(window, caption).locator(f"tbody tr > :nth-child({place})")
    return [text.split("\n")[0] for text in cells.all_inner_texts()]


def open_every_part(window: Page) -> None:
    for summary in window.locator("summary").all():
        summary.click()


def tab_to(window: Page, button: Locator) -> None:
    """Presses Tab until the button has the focus."""
    for _ in range(200):
        window.keyboard.press("Tab")
        if button.evaluate("button => button === document.activeElement"):
            return
    pytest.fail("Tab does not lead to the button")


# Reading


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_axe_finds_nothing_that_keeps_somebody_out(opened: Open, size: tuple[int, int], colours: str) -> None:
    window = opened(size, color_scheme=colours)
    open_every_part(window)
    found = Axe().run(window)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_the_page_follows_light_and_dark(opened: Open, colours: str) -> None:
    lightness = "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)"
    channels = opened(color_scheme=colours).evaluate(lightness)
    assert all((channel > 200) is (colours == "light") for channel in channels)


def test_nothing_is_wider_than_a_small_phone_but_what_scrolls_in_its_own_box(opened: Open) -> None:
    window = opened(PHONE)
    open_every_part(window)
    assert window.evaluate("document.documentElement.scrollWidth") == PHONE[0]
    wide = """[...document.querySelectorAll("body *:not(.unseen, caption)")].filter(one =>
        !one.parentElement.closest(".scroll") && one.getBoundingClientRect().right > innerWidth + 0.5)
        .map(one => one.outerHTML.slice(0, 80))"""
    assert window.evaluate(wide) == []


def test_a_finding_is_a_card_on_a_phone_with_its_numbers_named(opened: Open) -> None:
    row = table_of(opened(PHONE), "Findings for Payroll").locator("tbody tr").first
    expect(row).to_have_css("display", "flex")
    named = row.locator("td").nth(7).evaluate("cell => getComputedStyle(cell, '::before').content")
    assert "Difference" in named


def test_without_script_every_row_is_there_and_no_button_that_does_nothing(opened: Open) -> None:
    window = opened(java_script_enabled=False)
    assert window.get_by_role("button").count() == 0
    assert column(window, "Near the limit", 1) == ["A09", "A07"]
    assert column(window, "Findings for Payroll", 2) == ["A07", "A10", "A9"]
    window.locator("summary", has_text="Files that tie").click()
    expect(window.get_by_text("census_2026-01-02.csv")).to_be_visible()


def test_the_way_to_the_content_is_the_first_thing_tab_reaches(opened: Open) -> None:
    window = opened()
    window.keyboard.press("Tab")
    expect(window.get_by_role("link", name="Skip to the content")).to_be_focused()
    expect(window.get_by_role("link", name="Skip to the content")).to_be_in_viewport()


@pytest.mark.parametrize("name", ["Plan <script>alert(1)</script>", '"><img src=x onerror=alert(1)>'])
def test_hostile_text_is_shown_and_does_nothing(opened: Open, tmp_path: Path, name: str) -> None:
    file = tmp_path / "index.html"
    over = [{"employee_id": "A1", "name": name, "excess": 1}]
    file.write_text(page(tables(room=over), replace(NIGHT, plan_name=name)), "utf-8")
    window = opened(at=file.as_uri())
    assert window.title() == f"{name}, 2026-06-30"
    assert column(window, "Over the limit", 2) == [name]


# Sorting


def test_a_table_is_sorted_by_keyboard_and_says_so(opened: Open) -> None:
    window = opened()
    table = table_of(window, "Findings for Payroll")
    button = table.get_by_role("button", name="Difference")
    head = table.get_by_role("columnheader", name="Difference")
    tab_to(window, button)
    window.keyboard.press("Enter")
    expect(head).to_have_attribute("aria-sort", "descending")
    assert column(window, "Findings for Payroll", 8) == ["1,000.00", "9.00", "-5.00"]
    expect(window.get_by_role("status")).to_have_text("Findings for Payroll: sorted by Difference, descending.")
    window.keyboard.press("Space")
    expect(head).to_have_attribute("aria-sort", "ascending")
    assert column(window, "Findings for Payroll", 8) == ["-5.00", "9.00", "1,000.00"]
    expect(button).to_be_focused()


def test_text_sorts_as_people_number_themselves_and_only_one_head_is_marked(opened: Open) -> None:
    window = opened()
    table = table_of(window, "Findings for Payroll")
    table.get_by_role("button", name="Actual").click()
    table.get_by_role("button", name="Employee").click()
    assert column(window, "Findings for Payroll", 2) == ["A07", "A9", "A10"]
    assert table.locator("[aria-sort]").all_inner_texts() == ["Employee"]


@pytest.mark.parametrize("clicks", [1, 2])
def test_an_empty_cell_stays_last_in_either_direction(opened: Open, clicks: int) -> None:
    window = opened()
    table = table_of(window, "Findings for Payroll")
    for _ in range(2):
        table.get_by_role("button", name="Severity").click()  # the row without a date comes first now
    for _ in range(clicks):
        table.get_by_role("button", name="Pay date").click()
    dates = ["2026-05-15", "2026-05-29"]
    assert column(window, "Findings for Payroll", 5) == [*(dates if clicks == 1 else reversed(dates)), ""]


def test_severities_sort_by_gravity(opened: Open) -> None:
    window = opened()
    severity = table_of(window, "Findings for Payroll").get_by_role("button", name="Severity")
    severity.click()
    severity.click()
    assert column(window, "Findings for Payroll", 1) == ["Warning", "Error", "Error"]


def test_rates_sort_by_their_size_not_their_digits(opened: Open) -> None:
    window = opened()
    caption = "Runs out of room before the year ends"
    assert column(window, caption, 1) == ["A07", "A20", "A01"]
    table_of(window, caption).get_by_role("button", name="Suggested rate").click()
    assert column(window, caption, 7) == ["7%", "6.25%", "0%"]


def test_losses_sort_below_gains_to_the_cent(opened: Open) -> None:
    window = opened()
    table_of(window, "Who can convert now").get_by_role("button", name="Earnings").click()
    assert column(window, "Who can convert now", 7) == ["205.41", "-1,950.00"]


# On paper


def test_paper_is_light_has_no_buttons_and_keeps_every_head(opened: Open) -> None:
    window = opened(color_scheme="dark")
    window.emulate_media(media="print")
    assert window.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    shown = "[...document.querySelectorAll('button')].filter(one => one.getClientRects().length).length"
    assert window.evaluate(shown) == 0
    expect(table_of(window, "Near the limit").get_by_text("Room today")).to_be_visible()
    assert window.evaluate("getComputedStyle(document.querySelector('thead')).display") == "table-header-group"
    assert window.pdf(format="Letter").startswith(b"%PDF-")
