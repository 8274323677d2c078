"""`megaroth sample`: an invented company as a plan folder, to try things on."""

from datetime import date
from pathlib import Path
from typing import Annotated, Final

from cyclopts import Parameter

from megaroth.commands.arguments import Day, WholeNumber, Year
from megaroth.errors import CommandError
from megaroth.limits import load_limits
from megaroth.sample import company
from megaroth.sample_folder import refuse_what_is_there, write_folder

MOST: Final = 900_000
BESIDE_FEEDS: Final = 2
"""plan.toml and README.md."""


def sample(
    folder: Annotated[Path, Parameter(name="DIR")],
    /,
    *,
    employees: WholeNumber = 250,
    year: Year | None = None,
    seed: WholeNumber = 1,
    through: Day | None = None,
) -> int:
    """Write a plan folder of an invented company: plan.toml, an inbox with a year of files, and a README.md.

    The same arguments give the same bytes. README.md tells what each person of the cast shows.

    Parameters
    ----------
    folder
        A new folder, or an empty one.
    employees
        How many people; the cast is among them. Default: 250.
    year
        The calendar year. Default: the newest whose limits are known.
    seed
        Another one draws other people. Default: 1.
    through
        YYYY-MM-DD: only what has arrived by that day. Default: the whole year.
    """
    if employees > MOST:
        raise CommandError(f"sample: --employees: expected {MOST:,} at most; social security numbers run out beyond.")
    refuse_what_is_there(folder)
    limits = load_limits()
    chosen = max(limits.years) if year is None else year
    limits.cents("annual_additions", chosen)
    last = through or date(chosen, 12, 31)
    if last.year != chosen:
        raise CommandError(f"sample: --through: expected a day of {chosen}.")
    written = write_folder(folder, company(employees, chosen, seed, last))
    print(f"{folder}: {employees:,} people, {written - BESIDE_FEEDS:,} feeds, through {last}.")
    print(f"Next: megaroth nightly {folder} --as-of {last}")
    return 0
