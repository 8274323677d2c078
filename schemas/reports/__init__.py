"""The contract of each report: column names (a promise to scripts), order, units, and what a row must satisfy.

Each column says what it means (`meaning`) and the paragraph it rests on (`law`): docs, workbook and page print that.
Money is whole cents here; the outbox prints it with two decimals and writes it to Parquet as decimal(18,2).
"""

from typing import Final

from schemas.reports.base import Report
from schemas.reports.conversions import Conversions
from schemas.reports.doors import Doors
from schemas.reports.files import Controls, Rejects
from schemas.reports.findings import Findings
from schemas.reports.forms_1099r import Forms1099R
from schemas.reports.payroll_caps import PayrollCaps
from schemas.reports.precheck import Precheck
from schemas.reports.room import Room
from schemas.reports.strategy import Strategy

__all__ = [
    "REPORTS",
    "Controls",
    "Conversions",
    "Doors",
    "Findings",
    "Forms1099R",
    "PayrollCaps",
    "Precheck",
    "Rejects",
    "Report",
    "Room",
    "Strategy",
]

REPORTS: Final[dict[str, type[Report]]] = {
    "room": Room,
    "conversions": Conversions,
    "forms_1099r": Forms1099R,
    "strategy": Strategy,
    "doors": Doors,
    "payroll_caps": PayrollCaps,
    "findings": Findings,
    "rejects": Rejects,
    "controls": Controls,
}
