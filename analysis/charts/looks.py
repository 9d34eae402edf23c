"""
How one part of a whole is filled, so that it is told from its neighbours by colour and by pattern, on a screen and in grey on paper.

Marks are drawn a trace for each look, for Plotly makes a pattern anew for each bar of a trace that mixes them; the key under a chart is Plotly's own
legend, so that it goes wherever the chart goes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.template import NO_DIMMING, Ink

KEY = 34
"""Pixels of a chart's height that one line of its key takes."""

INSIDE = {"textposition": "inside", "textangle": 0, "constraintext": "inside"}
"""How text stands in a bar: level; one that would have to shrink is left out (`key_below`), as in a narrow window."""


OUTLINE = 3
"""Pixels of the line around the bar that is chosen."""


@dataclass(frozen=True, slots=True)
class Look:
    """A fill with the colour of text on it; `shape` is Plotly's name of a pattern (`/`, none: plain) and `lines` its colour; `edge` outlines what is as pale as the ground."""

    fill: str
    text: str
    shape: str = ""
    lines: str = ""
    edge: str = ""


def mixed(colour: str, ground: str, share: float) -> str:
    """Return *share* of a colour on a ground, both as `#RRGGBB`."""
    channels = (round(int(colour[i : i + 2], 16) * share + int(ground[i : i + 2], 16) * (1 - share)) for i in (1, 3, 5))
    return "#" + "".join(f"{channel:02X}" for channel in channels)


def chosen_look(colours: Ink) -> Look:
    """Return the look of the one mark that is chosen: the accent, outlined in ink so that it stands out in grey too."""
    return Look(colours.accent, colours.ground, edge=colours.text)


def missing_look(colours: Ink) -> Look:
    """Return the look of a gap where something is missing."""
    return Look(colours.ground, colours.muted, "/", mixed(colours.plain, colours.ground, 0.4), edge=colours.hairline)


def marker(look: Look, colours: Ink) -> dict[str, Any]:
    """Return what a bar trace of that look takes as `marker`; without an edge bars are parted by the ground."""
    pattern = {"pattern": {"shape": look.shape, "fgcolor": look.lines, "bgcolor": look.fill, "size": 7, "solidity": 0.28}} if look.shape else {}
    return {"color": look.fill, "line": {"color": look.edge or colours.ground, "width": 1 if look.edge else 1.5}, **pattern}


def add_parts(
    figure: go.Figure,
    table: pd.DataFrame,
    *,
    looks: Mapping[str, Look],
    names: Mapping[str, str],
    chosen: str,
    colours: Ink,
    orientation: str,
    width: float,
    chosen_name: str = "",
) -> None:
    """
    Add bars to a figure, a trace for each look, and on top of them the chosen bar: it keeps its look and has a line in the accent around it.

    Args:
        figure: what they are added to.
        table: at, base, size, part, key, text, hover of each bar: where it stands on the axis of categories, where it begins and how long it is on the other
            one, whose look it has, its id, what stands in it and what hovering says.
        looks: part → its look, in the order of the key.
        names: part → its name in the key; a part without one is not in it.
        chosen: the id of the bar that is outlined in the accent.
        colours: the page's colours.
        orientation: `h` or `v`, as Plotly says it.
        width: of a bar, in categories.
        chosen_name: what the outline means, the last entry of the key, where a bar has one.

    """
    traces = []
    for part, look in looks.items():
        of_part = table[table["part"] == part]
        if len(of_part):
            traces.append(_bars(of_part[of_part["key"] != chosen], look, names.get(part, ""), colours, orientation, width))
    for part, one in table[(table["key"] == chosen) & table["part"].isin(looks)].groupby("part", sort=False):
        around = {"color": colours.accent, "width": OUTLINE}
        bar = _bars(one, looks[str(part)], "", colours, orientation, width)
        traces.append(bar | {"marker": bar["marker"] | {"line": around}})
        if chosen_name:
            entry = _bars(one.iloc[:0], Look(colours.ground, colours.text), chosen_name, colours, orientation, width)
            traces.append(entry | {"marker": {"color": colours.ground, "line": around}})
    figure.add_traces(traces)  # all at once, as plain values: a call of `add_bar` for each takes twice as long


def add_gaps(
    figure: go.Figure, places: Sequence[int | str], *, length: float, label: str, named: bool, colours: Ink, orientation: str, width: float
) -> None:
    """Add a hatched bar of the whole *length* at each place where something is missing; *label* says so in it where it is *named*, and on hovering."""
    if not places:
        return
    along, across = ("x", "y") if orientation == "h" else ("y", "x")
    look, n = missing_look(colours), len(places)
    figure.add_bar(
        **{along: [length] * n, across: list(places)},
        orientation=orientation,
        width=width,
        marker=marker(look, colours),
        text=[label if named else ""] * n,
        **INSIDE,
        insidetextanchor="start" if orientation == "h" else "middle",
        textfont={"size": 12, "color": look.text},
        hovertext=[label] * n,
        hoverinfo="text",
        showlegend=False,
        **NO_DIMMING,
    )


def _bars(bars: pd.DataFrame, look: Look, name: str, colours: Ink, orientation: str, width: float) -> dict[str, Any]:
    along, across = ("x", "y") if orientation == "h" else ("y", "x")
    trace = {
        "type": "bar",
        along: [None],  # a part whose only bar is the chosen one stays in the key
        across: [None],
        "orientation": orientation,
        "width": width,
        "marker": marker(look, colours),
        "name": name,
        "showlegend": bool(name),
    }
    if bars.empty:
        return trace
    return trace | {
        along: bars["size"].tolist(),
        across: bars["at"].tolist(),
        "base": bars["base"].tolist(),
        "text": bars["text"].tolist(),
        **INSIDE,
        "insidetextanchor": "start" if orientation == "h" else "middle",
        "textfont": {"size": 12, "color": look.text},
        "customdata": bars["key"].tolist(),
        "hovertext": bars["hover"].tolist(),
        "hoverinfo": "text",
        **NO_DIMMING,
    }


def key_below(colours: Ink) -> dict[str, Any]:
    """Return, for `update_layout`, the key of a chart of parts, along its foot (a click on it hides nothing), and that text which does not fit a bar is left out."""
    return {
        "showlegend": True,
        "uniformtext": {"minsize": 11, "mode": "hide"},
        "legend": {
            "orientation": "h",
            "yref": "container",
            "y": 0,
            "yanchor": "bottom",
            "xref": "container",
            "x": 0,
            "xanchor": "left",
            "itemclick": False,
            "itemdoubleclick": False,
            "traceorder": "normal",
            "font": {"size": 12, "color": colours.text},
            "bgcolor": colours.ground,
        },
    }
