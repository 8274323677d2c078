"""Bars lying one under another, drawn to SVG by Vega-Lite: a label before each, its words behind it.

Nothing in a drawing depends on the fonts of the machine, so that the same numbers give the same bytes; colours are the
page's own (CSS variables), so that it follows light, dark and paper. Nothing is fetched.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from vl_convert import vegalite_to_svg

VEGA_LITE: Final = "6.4"
WIDTH_OF_LABELS, WIDTH_OF_BARS = 132, 200
HEIGHT_OF_BAND, FONT_SIZE, EDGE = 24, 13, 4
BAR: Final = {"type": "bar", "height": HEIGHT_OF_BAND - 8, "stroke": "var(--bar)", "aria": False}
WORDS: Final = {"type": "text", "fontSize": FONT_SIZE, "color": "currentColor", "aria": False}


def down(field: str, labels: Sequence[str]) -> dict[str, Any]:
    """The labels, from top to bottom."""
    axis = {
        "title": None,
        "domain": False,
        "ticks": False,
        "labelPadding": 8,
        "labelLimit": 0,
        "labelOverlap": False,
        "minExtent": WIDTH_OF_LABELS,
        "maxExtent": WIDTH_OF_LABELS,
        "labelFontSize": FONT_SIZE,
        "labelColor": "currentColor",
    }
    return {"field": field, "type": "nominal", "scale": {"domain": list(labels)}, "axis": axis}


def across(field: str, most: int) -> dict[str, Any]:
    """How far a bar reaches."""
    return {"field": field, "type": "quantitative", "axis": None, "scale": {"domain": [0, most]}}


def coloured(field: str, colours: Sequence[str]) -> dict[str, Any]:
    """The colour of each part, by its place in `colours`, names of CSS variables."""
    scale = {"domain": [*range(len(colours))], "range": [f"var({colour})" for colour in colours]}
    return {"field": field, "type": "nominal", "scale": scale, "legend": None}


def drawn(layers: Sequence[Mapping[str, Any]], width_of_words: int) -> str:
    """The SVG of the layers."""
    specification = {
        "width": WIDTH_OF_BARS,
        "height": {"step": HEIGHT_OF_BAND},
        "padding": {"left": WIDTH_OF_LABELS, "right": width_of_words, "top": EDGE, "bottom": EDGE},
        "autosize": {"type": "none"},
        "config": {"font": "inherit", "background": None, "view": {"stroke": None}, "axis": {"aria": False}},
        "layer": [*layers],
    }
    return vegalite_to_svg(specification, vl_version=VEGA_LITE, allowed_base_urls=[])
