"""What `megaroth split` must answer, worked out by hand. A case is only data.

A destination reads `to kind amount pre-tax after-tax`, a form `destination box_1 box_2a box_4 box_5 box_7`.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Case:
    """Arguments of the command, and every member of its JSON."""

    arguments: str
    basis: str
    earnings: str
    taxable: str
    withholding: str
    destinations: tuple[str, ...]
    remaining_basis: str
    remaining_value: str
    forms: tuple[str, ...]


TO_ROTH_IRA = "roth_ira direct {0} 0.00 {0}"
ROTH_FORM = "roth_ira {0} 0.00 0.00 {0} G"
TO_TRADITIONAL = "traditional_ira direct {0} {0} 0.00"
TRADITIONAL_FORM = "traditional_ira {0} 0.00 0.00 blank G"


def apart(arguments: str, basis: str, earnings: str, remaining_basis: str, remaining_value: str) -> Case:
    """Basis to a Roth IRA and earnings to a traditional one: nothing taxed, two forms."""
    return Case(
        arguments,
        basis,
        earnings,
        taxable="0.00",
        withholding="0.00",
        destinations=(TO_ROTH_IRA.format(basis), TO_TRADITIONAL.format(earnings)),
        remaining_basis=remaining_basis,
        remaining_value=remaining_value,
        forms=(ROTH_FORM.format(basis), TRADITIONAL_FORM.format(earnings)),
    )


def basis_alone(arguments: str, basis: str, remaining_basis: str, remaining_value: str) -> Case:
    """No earnings in it: everything to a Roth IRA, one form."""
    return Case(
        arguments,
        basis,
        earnings="0.00",
        taxable="0.00",
        withholding="0.00",
        destinations=(TO_ROTH_IRA.format(basis),),
        remaining_basis=remaining_basis,
        remaining_value=remaining_value,
        forms=(ROTH_FORM.format(basis),),
    )


CASES = {
    "S-1": apart("--basis 30000 --value 36000 --amount 12000", "10000.00", "2000.00", "20000.00", "24000.00"),
    "S-4": Case(
        "--basis 10000 --value 8000 --amount 8000",
        basis="8000.00",
        earnings="0.00",
        taxable="0.00",
        withholding="0.00",
        destinations=("roth_ira direct 8000.00 0.00 8000.00",),
        remaining_basis="0.00",
        remaining_value="0.00",
        forms=("roth_ira 8000.00 blank 0.00 10000.00 G",),
    ),
    "S-4, the basis a loss left stands on what is paid out": Case(
        "--basis 10000 --value 8000 --amount 8000 --direct traditional_ira=5000 --cash 3000",
        basis="8000.00",
        earnings="0.00",
        taxable="0.00",
        withholding="0.00",
        destinations=("traditional_ira direct 5000.00 0.00 5000.00", "cash cash 3000.00 0.00 3000.00"),
        remaining_basis="0.00",
        remaining_value="0.00",
        forms=("traditional_ira 5000.00 0.00 0.00 5000.00 G", "cash 3000.00 blank 0.00 5000.00 blank"),
    ),
    "S-4, with nothing paid out it stands on the first form": Case(
        "--basis 10000 --value 8000 --amount 8000 --direct employer_plan=5000 --direct roth_ira=3000",
        basis="8000.00",
        earnings="0.00",
        taxable="0.00",
        withholding="0.00",
        destinations=("employer_plan direct 5000.00 0.00 5000.00", "roth_ira direct 3000.00 0.00 3000.00"),
        remaining_basis="0.00",
        remaining_value="0.00",
        forms=("employer_plan 5000.00 blank 0.00 7000.00 G", "roth_ira 3000.00 0.00 0.00 3000.00 G"),
    ),
    "S-4, a part of it": basis_alone("--basis 10000 --value 8000 --amount 4000", "4000.00", "6000.00", "4000.00"),
    "S-4, all but a cent": basis_alone("--basis 10000 --value 8000 --amount 7999.99", "7999.99", "2000.01", "0.01"),
    "S-88": apart(
        "--pre-1987-basis 4000 --basis 10000 --value 20000 --amount 8000", "5500.00", "2500.00", "4500.00", "12000.00"
    ),
    "S-87": basis_alone(
        "--pre-1987-basis 4000 --basis 10000 --value 20000 --amount 4000", "4000.00", "6000.00", "16000.00"
    ),
    "S-87, less than that": basis_alone(
        "--pre-1987-basis 4000 --basis 10000 --value 20000 --amount 2500", "2500.00", "7500.00", "17500.00"
    ),
    "all of it is from before 1987": basis_alone(
        "--pre-1987-basis 4000 --basis 4000 --value 4000 --amount 4000", "4000.00", "0.00", "0.00"
    ),
    "S-5": apart(
        "--no-separate-contract --basis 30000 --value 36000 --vested-balance 200000 --amount 36000",
        *("5400.00", "30600.00", "24600.00", "0.00"),
    ),
    "no separate contract, basis above all vested money, a part taken": basis_alone(
        "--no-separate-contract --basis 30000 --value 20000 --vested-balance 25000 --amount 20000",
        *("20000.00", "10000.00", "0.00"),
    ),
    "no separate contract, pre-1987 basis first": apart(
        "--no-separate-contract --basis 10000 --pre-1987-basis 4000 --value 12000 --vested-balance 34000 --amount 9000",
        # 4,000 + 5,000 x 6,000 / 30,000
        *("5000.00", "4000.00", "5000.00", "3000.00"),
    ),
    "W-1": Case(
        "--basis 12000 --value 20000 --amount 20000 "
        "--direct traditional_ira=5000 --sixty-day traditional_ira=3000 --cash 12000",
        basis="12000.00",
        earnings="8000.00",
        taxable="0.00",
        withholding="600.00",
        destinations=(
            "traditional_ira direct 5000.00 5000.00 0.00",
            "traditional_ira sixty_day 3000.00 3000.00 0.00",
            "cash cash 12000.00 0.00 12000.00",
        ),
        remaining_basis="0.00",
        remaining_value="0.00",
        forms=("traditional_ira 5000.00 0.00 0.00 blank G", "cash 15000.00 3000.00 600.00 12000.00 blank"),
    ),
    "W-2": Case(
        "--basis 10000 --value 12000 --amount 12000 --direct roth_ira=5000 --cash 7000",
        basis="10000.00",
        earnings="2000.00",
        taxable="2000.00",
        withholding="0.00",
        destinations=("roth_ira direct 5000.00 2000.00 3000.00", "cash cash 7000.00 0.00 7000.00"),
        remaining_basis="0.00",
        remaining_value="0.00",
        forms=("roth_ira 5000.00 2000.00 0.00 3000.00 G", "cash 7000.00 0.00 0.00 7000.00 blank"),
    ),
    "AT-1": apart("--basis 20000 --value 100000 --amount 50000", "10000.00", "40000.00", "10000.00", "50000.00"),
    "AT-1, all sources as one contract": apart(
        "--no-separate-contract --basis 20000 --value 100000 --vested-balance 100000 --amount 50000",
        *("10000.00", "40000.00", "10000.00", "50000.00"),
    ),
    "AT-3": Case(
        "--basis 20000 --value 100000 --amount 100000 --direct traditional_ira=80000 --direct roth_ira=20000",
        basis="20000.00",
        earnings="80000.00",
        taxable="0.00",
        withholding="0.00",
        destinations=("traditional_ira direct 80000.00 80000.00 0.00", "roth_ira direct 20000.00 0.00 20000.00"),
        remaining_basis="0.00",
        remaining_value="0.00",
        forms=("traditional_ira 80000.00 0.00 0.00 blank G", "roth_ira 20000.00 0.00 0.00 20000.00 G"),
    ),
    "AT-3, the Roth IRA named first is taxed": Case(
        "--basis 20000 --value 100000 --amount 100000 --direct roth_ira=20000 --direct traditional_ira=80000",
        basis="20000.00",
        earnings="80000.00",
        taxable="20000.00",
        withholding="0.00",
        destinations=("roth_ira direct 20000.00 20000.00 0.00", "traditional_ira direct 80000.00 60000.00 20000.00"),
        remaining_basis="0.00",
        remaining_value="0.00",
        forms=("roth_ira 20000.00 20000.00 0.00 blank G", "traditional_ira 80000.00 0.00 0.00 20000.00 G"),
    ),
    "F-1": Case(
        "--basis 2000 --value 12000 --amount 12000 --direct traditional_ira=10000 --cash 2000 "
        "--birth-date 1960-01-01 --date 2026-06-30",
        basis="2000.00",
        earnings="10000.00",
        taxable="0.00",
        withholding="0.00",
        destinations=("traditional_ira direct 10000.00 10000.00 0.00", "cash cash 2000.00 0.00 2000.00"),
        remaining_basis="0.00",
        remaining_value="0.00",
        forms=("traditional_ira 10000.00 0.00 0.00 blank G", "cash 2000.00 0.00 0.00 2000.00 7"),
    ),
    "I-1": Case(
        "--basis 10000 --value 10200 --amount 10200 --direct in_plan_roth=10200",
        basis="10000.00",
        earnings="200.00",
        taxable="200.00",
        withholding="0.00",
        destinations=("in_plan_roth direct 10200.00 200.00 10000.00",),
        remaining_basis="0.00",
        remaining_value="0.00",
        forms=("in_plan_roth 10200.00 200.00 0.00 10000.00 G",),
    ),
    "R-2": apart("--basis 9852 --value 10259 --amount 10259", "9852.00", "407.00", "0.00", "0.00"),
    "everything paid out": Case(
        "--basis 9852 --value 10259 --amount 10259 --cash 10259 --birth-date 1990-05-01 --date 2026-06-30",
        basis="9852.00",
        earnings="407.00",
        taxable="407.00",
        withholding="81.40",
        destinations=("cash cash 10259.00 407.00 9852.00",),
        remaining_basis="0.00",
        remaining_value="0.00",
        forms=("cash 10259.00 407.00 81.40 9852.00 1",),
    ),
    "a 60-day rollover to a Roth IRA is taxed and withheld from": Case(
        "--basis 500 --value 1000 --amount 1000 --sixty-day roth_ira=300 --sixty-day traditional_ira=300 --cash 400",
        basis="500.00",
        earnings="500.00",
        taxable="300.00",
        withholding="100.00",
        destinations=(
            "roth_ira sixty_day 300.00 300.00 0.00",
            "traditional_ira sixty_day 300.00 200.00 100.00",
            "cash cash 400.00 0.00 400.00",
        ),
        remaining_basis="0.00",
        remaining_value="0.00",
        forms=("cash 1000.00 500.00 100.00 500.00 blank",),
    ),
    "direct rollovers come first, whatever is named first; one destination has one form": Case(
        "--basis 300 --value 1000 --amount 1000 --cash 100 --sixty-day traditional_ira=50 "
        "--direct employer_plan=200 --direct roth_ira=400 --direct employer_plan=250",
        basis="300.00",
        earnings="700.00",
        taxable="400.00",  # the direct ones take 200, 400 and 100 of the earnings, so the 60-day one finds none
        withholding="0.00",
        destinations=(
            "employer_plan direct 200.00 200.00 0.00",
            "roth_ira direct 400.00 400.00 0.00",
            "employer_plan direct 250.00 100.00 150.00",
            "traditional_ira sixty_day 50.00 0.00 50.00",
            "cash cash 100.00 0.00 100.00",
        ),
        remaining_basis="0.00",
        remaining_value="0.00",
        forms=(
            "employer_plan 450.00 0.00 0.00 150.00 G",
            "roth_ira 400.00 400.00 0.00 blank G",
            "cash 150.00 0.00 0.00 150.00 blank",
        ),
    ),
    "one cent": Case(
        "--basis 0.01 --value 0.02 --amount 0.01",
        basis="0.01",  # half a cent is rounded up
        earnings="0.00",
        taxable="0.00",
        withholding="0.00",
        destinations=("roth_ira direct 0.01 0.00 0.01",),
        remaining_basis="0.00",
        remaining_value="0.01",
        forms=("roth_ira 0.01 0.00 0.00 0.01 G",),
    ),
    "cents times cents beyond 64 bits": apart(
        "--basis 45000000 --value 60000000 --amount 40000000",
        *("30000000.00", "10000000.00", "15000000.00", "20000000.00"),
    ),
}
