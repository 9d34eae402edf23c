"""
One look for every figure: paper and ink, one accent, hairlines only where values are read off.

Figures are drawn with our own template and never with Streamlit's chart theme; every axis has `automargin`, or Chinese labels are cut.
"""

import html
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

FONT = "Noto Sans SC, sans-serif"


@dataclass(frozen=True, slots=True)
class Ink:
    """The colours of a figure on paper or on ink-black. `muted` carries small text (4.5:1 on the ground), `plain` fills what is not chosen."""

    ground: str
    text: str
    muted: str
    hairline: str
    plain: str
    faint: str
    accent: str
    second: str
    dark: bool


PAPER = Ink("#FAF8F3", "#221E1A", "#6B6257", "#E4DED2", "#B9AD9A", "#EDE7DA", "#B5342A", "#1F5C8B", dark=False)
NIGHT = Ink("#161412", "#EDE8DF", "#A79C8E", "#3A352F", "#6E655A", "#262220", "#D9695C", "#6FA8D6", dark=True)


def ink(*, dark: bool) -> Ink:
    """Return the colours for a light or a dark page."""
    return NIGHT if dark else PAPER


def blank(colours: Ink, *, height: int) -> go.Figure:
    """Return an empty figure in the common look; charts add their traces and axes to it."""
    axis = {
        "automargin": True,
        "showgrid": False,
        "zeroline": False,
        "showline": False,
        "ticks": "",
        "ticklabelstandoff": 6,
        "title": {"standoff": 12, "font": {"size": 12, "color": colours.muted}},
        "tickfont": {"size": 12, "color": colours.text},
        "gridcolor": colours.hairline,
        "linecolor": colours.hairline,
        "fixedrange": True,
    }
    layout = {
        "template": "none",
        "height": height,
        "margin": {"l": 8, "r": 16, "t": 8, "b": 8},
        "paper_bgcolor": colours.ground,
        "plot_bgcolor": colours.ground,
        "font": {"family": FONT, "size": 13, "color": colours.text},
        "hoverlabel": {
            "bgcolor": colours.faint,
            "bordercolor": colours.hairline,
            "font": {"family": FONT, "size": 13, "color": colours.text},
            "align": "left",
        },
        "showlegend": False,
        "dragmode": False,
        "clickmode": "event+select",
        "bargap": 0.28,
        "uniformtext": {"minsize": 11, "mode": "show"},
        "xaxis": axis,
        "yaxis": axis,
    }
    return go.Figure(layout=layout)  # update_layout would take three times as long


def missing_bands(
    places: Sequence[int], axis: str, label: str, colours: Ink, *, width: float = 1, size: int = 11, **note: Any
) -> dict[str, list[dict[str, Any]]]:
    """
    Return, for `update_layout`, faint bands over whole columns (*axis* x) or rows (y) of what is missing, each with its label.

    All at once: `add_vrect` and `add_annotation` take 15 milliseconds a band, since each makes all earlier ones anew.
    """
    other = "y" if axis == "x" else "x"
    band = {"type": "rect", "fillcolor": colours.faint, "line": {"width": 0}, "layer": "below", f"{other}0": 0, f"{other}1": 1}
    band |= {f"{axis}ref": axis, f"{other}ref": f"{other} domain"}
    text = {"text": label, "showarrow": False, "font": {"size": size, "color": colours.muted}} | note
    return {
        "shapes": [band | {f"{axis}0": at - width / 2, f"{axis}1": at + width / 2} for at in places],
        "annotations": [text | {axis: at} for at in places],
    }


def fills(ids: Sequence[str], chosen: str, colours: Ink) -> list[str]:
    """Return a colour for each id: the accent for the chosen one, plain for the rest."""
    return [colours.accent if id_ == chosen else colours.plain for id_ in ids]


NO_DIMMING = {"selected": {"marker": {"opacity": 1}}, "unselected": {"marker": {"opacity": 1}}}
"""Plotly fades what was not clicked; the chosen thing is coloured by us instead."""


def said(text: str) -> str:
    """Return text of a speech or a user's name as Plotly shows it literally: Plotly reads <b>, <br> and <a href> in any text as marks."""
    return html.escape(text, quote=False)


def shortened(text: str, length: int) -> str:
    """Cut a label to a length, with … where something was cut."""
    return text if len(text) <= length else text[: max(length - 1, 1)] + "…"
