"""A night on which every part of the page has something to say. Nobody in it is real."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from tests.workbook.nights import Row

LIMIT = {"limit_415c": 7_200_000, "limit_basis": "dollar"}
NO_ROOM = ["no_room: annual additions have reached the limit"]
PAYROLL = {"who_acts": "payroll", "message": "Deduction and election differ."}

EVERYTHING: Final[Mapping[str, Sequence[Row]]] = {
    "room": [
        {
            **LIMIT,
            "employee_id": "A01",
            "name": "Maren Oakfield",
            "annual_additions_ytd": 1_326_000,
            "room_today": 5_874_000,
            "can_contribute": True,
        },
        {
            **LIMIT,
            "employee_id": "A07",
            "name": "Cedric Vossberg",
            "annual_additions_ytd": 7_195_000,
            "after_tax_ytd": 4_225_000,
            "room_today": 5_000,
            "can_contribute": True,
        },
        {
            **LIMIT,
            "employee_id": "A08",
            "name": "Philippa Graustark",
            "annual_additions_ytd": 7_267_500,
            "after_tax_ytd": 4_290_000,
            "excess": 67_500,
            "reasons": NO_ROOM,
        },
        {
            **LIMIT,
            "employee_id": "A09",
            "name": "Anselm Thornquist",
            "annual_additions_ytd": 7_364_000,
            "catch_up_415": 164_000,
            "reasons": NO_ROOM,
        },
        {
            "employee_id": "A20",
            "name": "Odalys Crenshawe",
            "limit_415c": 5_200_000,
            "limit_basis": "compensation",
            "annual_additions_ytd": 520_000,
            "room_today": 4_680_000,
            "reasons": ["birth_date_unknown: the birth date is missing"],
        },
    ],
    "conversions": [
        {
            "employee_id": "A01",
            "name": "Maren Oakfield",
            "after_tax_value": 410_541,
            "after_tax_basis": 390_000,
            "after_tax_earnings": 20_541,
            "withdrawable": 410_541,
            "basis_to_roth": 390_000,
            "earnings": 20_541,
            "taxable_split": 0,
            "taxable_all_roth_ira": 20_541,
            "taxable_in_plan_roth": 20_541,
            "can_convert": True,
        },
        {
            "employee_id": "A08",
            "name": "Philippa Graustark",
            "after_tax_value": 4_095_000,
            "after_tax_basis": 4_290_000,
            "after_tax_earnings": -195_000,
            "withdrawable": 4_095_000,
            "basis_to_roth": 4_290_000,
            "earnings": -195_000,
            "taxable_split": 0,
            "taxable_all_roth_ira": 0,
            "can_convert": True,
        },
        {"employee_id": "A09", "name": "Anselm Thornquist", "reasons": ["hold: a hold blocks withdrawals"]},
    ],
    "findings": [
        {**PAYROLL, "severity": "error", "employee_id": "A07", "pay_date": date(2026, 5, 29), "difference": 900},
        {**PAYROLL, "severity": "error", "employee_id": "A10", "pay_date": date(2026, 5, 15), "difference": 1_000_00},
        {
            **PAYROLL,
            "severity": "warning",
            "employee_id": "A9",
            "difference": -5_00,
            "line": 12,
            "file": "payroll_1.csv",
        },
        {"severity": "error", "who_acts": "tpa", "status": "open", "employee_id": "A08", "message": "Over the limit."},
        {"severity": "info", "who_acts": "sponsor", "status": "open", "message": "The short year is prorated."},
        {"severity": "error", "who_acts": "sponsor", "status": "resolved", "employee_id": "A20"},
        {"severity": "error", "who_acts": "recordkeeper", "status": "waived"},
    ],
    "rejects": [{"file": "payroll_2026-05-29.csv", "line": 26, "column": "pay_date", "rule": "is money like 1234.56"}],
    "controls": [
        {"file": "census_2026-01-02.csv", "kind": "census", "rows_in": 5, "rows_accepted": 5},
        {
            "file": "payroll_2026-05-29.csv",
            "kind": "payroll",
            "rows_in": 26,
            "rows_accepted": 25,
            "rows_rejected": 1,
            "amount_in": 4_289_300,
            "amount_accepted": 4_247_800,
            "amount_rejected": 41_500,
            "amount_duplicate": 0,
        },
    ],
}
