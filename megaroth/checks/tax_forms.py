"""Checks of the recordkeeper's Forms 1099-R: form_1099r, form_unknown. docs/law.md, section 7, Forms of a year.

Its forms are matched with ours one to one, then compared box by box; blank and 0 say the same.
"""

from collections.abc import Iterator
from typing import Final

import polars as pl

from megaroth.checks import catalogue as checks
from megaroth.people import Moment
from megaroth.tax_forms import place, tax_years

OF_PERSON: Final = ("employee_id", "tax_year")
PASSES: Final[tuple[tuple[str, ...], ...]] = (
    ("destination", "box_7", "box_1"),
    ("destination", "box_7"),
    ("destination",),
)
"""What a form that names its destination must share with one of ours; what is left tries the next."""

PASSES_WITHOUT_DESTINATION: Final[tuple[tuple[str, ...], ...]] = (("box_7", "box_1"), ("box_7",), ())
MONEY: Final = ("box_1", "box_2a", "box_4", "box_5", "box_10")
CODES: Final = ("box_7", "box_11")


def form_checks(sent: pl.DataFrame, forms: pl.LazyFrame, moment: Moment) -> Iterator[pl.LazyFrame]:
    """Forms that say something else than ours or are unknown; missing ones in years of which any form sent is known.

    `sent`: rows of the feed; `forms`: the forms_1099r report.
    """
    known = sent.filter(pl.col("tax_year").is_in(tax_years(moment))).with_columns(pl.col("destination").cast(pl.String))
    theirs = known.sort(-pl.col("box_1"), pl.col("file").cast(pl.String), "line").with_row_index("sent")
    ours = forms.collect().sort(-pl.col("box_1"), place(), "box_7").with_row_index("made")
    pairs = matched(theirs, ours)
    yield from wrong_boxes(
        theirs.join(pairs, on="sent", validate="1:1").join(ours, on="made", suffix="_made", validate="1:1").lazy()
    )
    years_sent = ours.join(pairs, on="made", how="semi").select("tax_year").unique()
    missing = ours.join(pairs, on="made", how="anti").join(years_sent, on="tax_year", how="semi").lazy()
    yield checks.FORM_MISSING.of(missing, employee_id="employee_id", source=source("missing"), expected="box_1")
    unknown = theirs.join(pairs, on="sent", how="anti").lazy()
    named = unknown.with_columns(pl.coalesce("destination", "box_7").alias("destination"))
    yield checks.FORM_UNKNOWN.of(
        named, employee_id="employee_id", source=source("unknown"), actual="box_1", file="file", line="line"
    )


def matched(theirs: pl.DataFrame, ours: pl.DataFrame) -> pl.DataFrame:
    """Pairs of `sent` and `made`, each form in at most one; the larger goes first where several are alike."""
    passes = [(key, theirs.filter(pl.col("destination").is_not_null())) for key in PASSES]
    passes += [(key, theirs.filter(pl.col("destination").is_null())) for key in PASSES_WITHOUT_DESTINATION]
    pairs = pl.DataFrame(schema={"sent": pl.get_index_type(), "made": pl.get_index_type()})
    for key, candidates in passes:
        left = candidates.join(pairs, on="sent", how="anti", maintain_order="left")
        of_ours = ours.join(pairs, on="made", how="anti", maintain_order="left")
        shared = [*OF_PERSON, *key, "nth"]
        nth = pl.int_range(pl.len()).over(shared[:-1]).alias("nth")
        found = left.with_columns(nth).join(of_ours.with_columns(nth), on=shared, validate="1:1")
        pairs = pl.concat([pairs, found.select("sent", "made")])
    return pairs


def wrong_boxes(pairs: pl.LazyFrame) -> Iterator[pl.LazyFrame]:
    """Each box of a matched form that differs; box 7 where ours says one, and box 11, named in words."""
    for box in MONEY:
        expected, actual = pl.col(f"{box}_made").fill_null(0), pl.col(box).fill_null(0)
        yield wrong(pairs.filter(expected != actual), box, expected=expected, actual=actual)
    for box in CODES:
        right, said = (in_words(pl.col(name).cast(pl.String)) for name in (f"{box}_made", box))
        differs = pairs.filter(right != said, pl.col(f"{box}_made").is_not_null() | (pl.lit(box) != "box_7"))
        yield wrong(
            differs, box, message=pl.format(f"{checks.FORM_WRONG.message} Here it is {{}}, not {{}}.", right, said)
        )


def in_words(code: pl.Expr) -> pl.Expr:
    """The code, and a word where there is none."""
    return pl.when(code != "0").then(code).otherwise(pl.lit("blank"))


def wrong(pairs: pl.LazyFrame, box: str, **amounts: pl.Expr) -> pl.LazyFrame:
    """Findings of one box."""
    ours = pairs.with_columns(destination="destination_made")
    return checks.FORM_WRONG.of(
        ours, employee_id="employee_id", source=source(box), file="file", line="line", **amounts
    )


def source(what: str) -> pl.Expr:
    """The year, the destination and what of it."""
    return pl.format("{} {} {}", "tax_year", "destination", pl.lit(what))
