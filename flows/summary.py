"""What a night says of itself: counts, dates and paths. Never a person, an amount or a cell of a feed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from schemas import words

LOOKED_AT: Final = ("new", "open")
"""The statuses of findings that somebody still has to look at."""


@dataclass(frozen=True)
class NightSummary:
    """The counts of one finished night. `findings`: how many of each severity and status.

    `people_waiting` have after-tax money in their account; `people_can_convert` is how many of them can convert it now.
    """

    plan_id: str
    as_of: date
    limitation_year: int
    reports: Path
    people: int
    people_waiting: int
    people_can_convert: int
    findings: Mapping[tuple[str, str], int]
    rows_accepted: int
    rows_rejected: int
    rows_duplicate: int
    files_loaded: int
    files_refused: tuple[str, ...] = ()

    @property
    def people_must_wait(self) -> int:
        """Those with after-tax money waiting who cannot convert it now."""
        return self.people_waiting - self.people_can_convert

    def to_look_at(self, severity: str) -> int:
        """Findings of that severity that are neither resolved nor waived."""
        return sum(self.findings.get((severity, status), 0) for status in LOOKED_AT)

    def findings_by_severity(self) -> dict[str, dict[str, int]]:
        """Every severity and status, those without a finding too."""
        return {
            severity: {status: self.findings.get((severity, status), 0) for status in words.STATUSES}
            for severity in words.SEVERITIES
        }
