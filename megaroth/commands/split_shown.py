"""What `megaroth split` answers with, as JSON members and as text."""

from dataclasses import asdict
from decimal import Decimal
from typing import Any

from megaroth.commands.output import Amount
from megaroth.commands.terminal import MAIN, pairs, shaded, table
from megaroth.limits.statute import Statute
from megaroth.money import grouped
from megaroth.split import CASH, DIRECT, Account, Form, Part, Split
from schemas.fields import RATE_SCALE

KINDS = {DIRECT: "direct rollover", "sixty_day": "60-day rollover", CASH: "paid out"}


def members(answer: Split) -> dict[str, Any]:
    """The split as JSON members: cents become Amounts."""
    return {
        "basis": Amount(answer.basis),
        "earnings": Amount(answer.earnings),
        "taxable": Amount(answer.taxable),
        "withholding": Amount(answer.withholding),
        "destinations": [
            {
                "to": part.to,
                "kind": part.kind,
                "amount": Amount(part.amount),
                "pretax": Amount(part.pretax),
                "after_tax": Amount(part.after_tax),
            }
            for part in answer.destinations
        ],
        "remaining_basis": Amount(answer.remaining_basis),
        "remaining_value": Amount(answer.remaining_value),
        "forms": [
            {name: Amount(box) if isinstance(box, int) else box for name, box in asdict(form).items()}
            for form in answer.forms
        ],
    }


def shown(account: Account, amount: int, answer: Split, statute: Statute) -> str:
    """The split as a benefits analyst reads it: parts with their law, destinations, forms."""
    share = f"{Decimal(statute.rollover_withholding).scaleb(2 - RATE_SCALE).normalize():f}%"
    parts = [
        ("Withdrawn", grouped(amount), f"of {grouped(account.value)} in the after-tax source"),
        ("Basis", grouped(answer.basis), basis_in_words(account, amount)),
        ("Earnings", grouped(answer.earnings), "the rest of it, pre-tax"),
        ("Taxable", grouped(answer.taxable), "earnings kept or gone to Roth: 26 USC 402(a), 402(c), 408A(d)(3)"),
        ("Withholding", grouped(answer.withholding), f"{share} of earnings not rolled over directly: 26 USC 3405(c)"),
        ("Basis left", grouped(answer.remaining_basis), "26 USC 72(e)(8)"),
        ("Value left", grouped(answer.remaining_value), ""),
    ]
    destinations = [("to", "how", "amount", "pre-tax", "after-tax"), *map(destination_row, answer.destinations)]
    forms = [("destination", "box 1", "box 2a", "box 4", "box 5", "box 7"), *map(form_row, answer.forms)]
    return "\n".join(
        [
            pairs(parts, right=frozenset({1})),
            "",
            shaded("Where it goes, earnings to direct rollovers first (Notice 2014-54)", MAIN),
            table(destinations, right=frozenset({2, 3, 4})),
            "",
            shaded("Form 1099-R, a preview (box 1 gross, 2a taxable, 4 withheld, 5 basis, 7 code)", MAIN),
            table(forms, right=frozenset({1, 2, 3, 4})),
        ]
    )


def basis_in_words(account: Account, amount: int) -> str:
    """How the basis came about, and its paragraph."""
    if account.basis > account.whole:
        lost = " (box 5 has all basis that is left)" if amount == account.whole else ""
        return f"a loss: all that is taken is basis{lost}: 26 USC 72(e)(8)"
    first = min(amount, account.pre_1987_basis)
    ratio = f"{grouped(account.basis - first)} / {grouped(account.whole - first)}"
    before = f"{grouped(first)} from before 1987, then " if first else ""
    if amount == first:
        return "all from before 1987: 26 USC 72(e)(8)(D)"
    law = "72(e)(8)(D)" if first else "72(e)(8), 72(d)(2)" if account.vested_balance is None else "72(e)(8)"
    return f"{before}{grouped(amount - first)} x {ratio}: 26 USC {law}"


def destination_row(part: Part) -> tuple[str, ...]:
    return (part.to, KINDS[part.kind], grouped(part.amount), grouped(part.pretax), grouped(part.after_tax))


def form_row(form: Form) -> tuple[str, ...]:
    boxes = (form.box_1, form.box_2a, form.box_4, form.box_5)
    return (form.destination, *("blank" if box is None else grouped(box) for box in boxes), form.box_7 or "blank")
