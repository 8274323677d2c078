"""How a withdrawal divides into basis and earnings. 26 USC 72(e)(8); docs/law.md, section 7.

Expressions over whole cents that are not negative, the same for one withdrawal and for a column of them. No plan, no
person, no route here.
"""

import polars as pl

from megaroth.cents import of_rate, pro_rata
from megaroth.limits.statute import Statute


def pretax_part(amount: pl.Expr, basis: pl.Expr) -> pl.Expr:
    """What of a withdrawal as reported was never taxed; none where basis is the larger. A reversal takes it back."""
    return pl.when(amount < 0).then((amount - basis).clip(upper_bound=0)).otherwise((amount - basis).clip(0))


def withheld_from(pretax: pl.Expr, statute: Statute) -> pl.Expr:
    """Of pre-tax money not rolled over directly, half up; of a reversal the same, taken back. 26 USC 3405(c)(1)(B)."""
    return of_rate(pretax.abs(), statute.rollover_withholding) * pretax.sign()


def whole_of(separate: pl.Expr, value: pl.Expr, vested: pl.Expr) -> pl.Expr:
    """What the basis is a part of: the source itself, 72(d)(2), or all vested money; null where that is not known."""
    return pl.when(separate).then(value).when(vested >= value).then(vested)


def basis_out(amount: pl.Expr, basis: pl.Expr, whole: pl.Expr, pre_1987_basis: pl.Expr) -> pl.Expr:
    """The part of a withdrawal that is basis: pre-1987 basis first, then pro rata. 26 USC 72(e)(8)(B), (D).

    `whole` is what the basis is a part of: the after-tax source where it is a contract of its own, 72(d)(2), else all
    vested money; null gives null. With a loss, basis greater than the whole, all that is taken is basis.
    """
    first = pl.min_horizontal(amount, pre_1987_basis)
    return (
        pl.when(basis > whole)
        .then(amount)
        .when(whole == first)
        .then(first)
        .otherwise(first + pro_rata(amount - first, basis - first, whole - first))
    )
