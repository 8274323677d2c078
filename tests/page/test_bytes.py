"""The page's bytes depend on the night alone."""

import subprocess
import sys
from pathlib import Path

from megaroth.page import page
from tests.page.everything import EVERYTHING
from tests.workbook.nights import NIGHT, tables


def test_the_same_night_gives_the_same_bytes_in_another_process_place_and_language() -> None:
    program = (
        "import sys; from megaroth.page import page; from tests.page.everything import EVERYTHING; "
        "from tests.workbook.nights import NIGHT, tables; "
        "sys.stdout.buffer.write(page(tables(**EVERYTHING), NIGHT).encode())"
    )
    elsewhere = {"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "LANG": "de_DE.UTF-8", "LC_ALL": "de_DE.UTF-8", "PATH": ""}
    root = Path(__file__).parents[2]
    made = subprocess.run([sys.executable, "-c", program], cwd=root, env=elsewhere, capture_output=True, check=True)
    assert made.stdout == page(tables(**EVERYTHING), NIGHT).encode()
