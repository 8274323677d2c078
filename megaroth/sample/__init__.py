"""An invented company of any size, as the files of a plan folder. Nothing is written here.

Days pass in order; what happens on each is yielded as the files that arrive then. Ordinary people are columns of two
frames, one a pay group; the cast are rows of their own, told one by one.
"""

from collections.abc import Iterator
from datetime import date

import polars as pl

from megaroth.errors import CommandError
from megaroth.limits import load_limits
from megaroth.sample.cast import CastFiles, cast
from megaroth.sample.days import Days
from megaroth.sample.draws import Draws
from megaroth.sample.happenings import Happenings
from megaroth.sample.member import Scene
from megaroth.sample.plan import plan_toml
from megaroth.sample.readme import readme
from megaroth.sample.staff import staff

INBOX = "inbox"


def company(employees: int, year: int, seed: int, through: date) -> Iterator[tuple[str, pl.DataFrame | str]]:
    """Every file by its name inside the folder.

    LimitMissing for a year without limits, CommandError for fewer people than the cast.
    """
    days, limits, draws = Days(year), load_limits(), Draws(seed)
    scene = Scene(days, limits)
    members = cast(scene)
    if employees < len(members):
        raise CommandError(f"sample: --employees: expected {len(members)} or more, the cast alone is as many.")
    yield "plan.toml", plan_toml(days)
    yield "README.md", readme(members, employees, year, seed, through)
    people = staff(employees - len(members), days, limits, draws)
    happenings = Happenings(people, CastFiles(members, scene), scene, draws)
    for _, _, happens in happenings.of_the_year(through):
        for name, rows in happens():
            yield f"{INBOX}/{name}", rows
