"""A real browser for the tests of the page: Debian's or any other Chromium, without a network."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from megaroth.page import page
from tests.page.everything import EVERYTHING
from tests.workbook.nights import NIGHT, tables

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests. Without one they are skipped, or fail where MEGAROTH_NEED_BROWSER is set."""
    program = next((found for name in PROGRAMS if (found := shutil.which(name))), None)
    if program is None:
        missing = f"none of {', '.join(PROGRAMS)} is on the path; install one (Debian: apt-get install chromium)"
        (pytest.fail if os.environ.get("MEGAROTH_NEED_BROWSER") else pytest.skip)(missing)
    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=program, args=[*QUIET])
        yield started
        started.close()


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Where the page of a night on which everything happens lies."""
    file: Path = tmp_path_factory.mktemp("page") / "index.html"
    file.write_text(page(tables(**EVERYTHING), NIGHT), "utf-8")
    return file.as_uri()
