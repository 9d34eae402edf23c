"""Rhythm of one speech: its stretches, each as wide and as high as it is long, under its units."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.layout import ROOM
from analysis.charts.looks import KEY, key_below
from analysis.charts.template import NO_DIMMING, Ink, blank, said, shortened

HEIGHT = 380
BAND = 0.9
"""Of the height, where the band of units begins; the stretches stand below it."""

MOST_PARTED = 160
"""Stretches between which there is room for a line; more stand side by side."""

MOST_DRAWN = 2_500
"""Stretches of which each is drawn; of more the longest in each of so many places, since they would lie behind one another on a screen."""

MOST_BORDERS = 60
"""Borders of units that are drawn; with more they would hide the stretches."""

NARROWEST = 0.001
"""Of the width, what a unit takes at least to be drawn."""


def chart_rhythm(
    table: pd.DataFrame,
    pieces: pd.DataFrame,
    units: pd.DataFrame,
    *,
    median: float,
    chosen: str,
    colours: Ink,
    labels: Mapping[str, str],
) -> go.Figure:
    """
    Draw the stretches of one speech: along, the Han characters before each and its own; upwards, its own.

    Args:
        table: key, han, han_before, hover of each stretch, in order (`measures.rhythm.lengths`).
        pieces: place, han, han_before of what of them is counted off (`measures.rhythm.counted_off`).
        units: label, role, han, han_before of the units that cover the speech.
        median: of their Han characters, drawn as a line.
        chosen: the key drawn in the accent.
        colours: the page's colours.
        labels: `along`, `up` (axes), `other`, `enumerated` (key), `median` with {n}.

    """
    figure = blank(colours, height=HEIGHT)
    table = drawn_rows(table, chosen)
    pieces = pieces[pieces["place"].isin(table.index)]
    edge = {"color": colours.ground, "width": 1 if len(table) <= MOST_PARTED else 0}
    highest = float(table["han"].max())
    is_chosen = table["key"] == chosen
    inner = pieces.merge(table[["key", "han", "hover"]].rename(columns={"han": "height"}), left_on="place", right_index=True)
    inner = inner[inner["key"] != chosen].rename(columns={"han": "width"})
    whole = table.assign(width=table["han"], height=table["han"])
    for bars, colour, line, name in (
        (whole[~is_chosen], colours.plain, edge, "other"),
        (inner, colours.second, edge, "enumerated"),
        (whole[is_chosen], colours.accent, {"color": colours.text, "width": 1}, ""),
    ):
        if len(bars):
            figure.add_bar(
                x=bars["han_before"],
                y=bars["height"],
                width=bars["width"],
                offset=0,
                marker={"color": colour, "line": line},
                customdata=list(bars["key"]),
                hovertext=list(bars["hover"]),
                hoverinfo="text",
                name=labels.get(name, ""),
                showlegend=bool(name),
                **NO_DIMMING,
            )
    end = float((units["han_before"] + units["han"]).max())
    _add_units(figure, units, end, colours)
    figure.update_layout(
        **key_below(colours) if len(pieces) else {},
        barmode="overlay",
        shapes=[*_borders(units, colours), _median(median, colours)],
        annotations=[
            {
                "text": labels["median"].format(n=short(median)),
                "x": 1,
                "xref": "paper",
                "xanchor": "left",
                "xshift": 4,
                "y": median,
                "align": "left",
                "showarrow": False,
                "font": {"size": 12, "color": colours.text},
            }
        ],
        margin={"b": KEY + 8 if len(pieces) else 8, "r": 52},
        xaxis={"title": {"text": labels["along"]}, "tickformat": ",", "range": [0, end], "tickfont": {"color": colours.muted}},
        yaxis={
            "title": {"text": labels["up"]},
            "domain": [0, BAND - 0.02],
            "range": [0, highest * 1.05],
            "showgrid": True,
            "tickfont": {"color": colours.muted},
        },
    )
    figure.update_layout(
        uniformtext={"minsize": 11, "mode": "hide"}, yaxis2={"domain": [BAND, 1], "range": [0, 1], "visible": False, "fixedrange": True}
    )
    return figure


def drawn_rows(table: pd.DataFrame, chosen: str) -> pd.DataFrame:
    """Return those of the stretches (key, han, han_before) that are drawn: all, or of very many the longest at each place and the chosen one."""
    if len(table) <= MOST_DRAWN:
        return table
    place = table["han_before"] * MOST_DRAWN // int((table["han_before"] + table["han"]).max())
    return table[table.index.isin(table.groupby(place)["han"].idxmax()) | (table["key"] == chosen)]


def _add_units(figure: go.Figure, units: pd.DataFrame, end: float, colours: Ink) -> None:
    """Add a quiet band of the units over the stretches, each with as much of its heading as there is room for; one too narrow to be seen is left out."""
    units = units[units["han"] >= NARROWEST * end]
    figure.add_bar(
        x=units["han_before"],
        y=[1] * len(units),
        width=units["han"],
        offset=0,
        yaxis="y2",
        marker={
            "color": [colours.faint if role == "unit" else colours.ground for role in units["role"]],
            "line": {"color": colours.ground, "width": 1.5},
        },
        text=[_fitting(r.label, r.han / end) for r in units.itertuples()],
        textposition="inside",
        insidetextanchor="start",
        textangle=0,
        constraintext="inside",
        textfont={"size": 12, "color": colours.muted},
        hovertext=[said(label) for label in units["label"]],
        hoverinfo="text",
        showlegend=False,
        **NO_DIMMING,
    )


def _fitting(label: str, share: float) -> str:
    room = int(share * (ROOM + 3)) - 1
    return said(shortened(label, room)) if room > 2 else ""


def _borders(units: pd.DataFrame, colours: Ink) -> list[dict[str, Any]]:
    line = {"type": "line", "yref": "paper", "y0": 0, "y1": 1, "line": {"color": colours.hairline, "width": 1}, "layer": "below"}
    borders = units.loc[units["role"].isin(("unit", "closing")), "han_before"]
    return [line | {"x0": x, "x1": x} for x in borders] if len(borders) <= MOST_BORDERS else []


def _median(median: float, colours: Ink) -> dict[str, Any]:
    return {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": median, "y1": median, "line": {"color": colours.text, "width": 1, "dash": "dot"}}


def short(value: float) -> str:
    """Write a length with one decimal where it has any: 35, 35.5, 1,201."""
    return f"{value:,.1f}".removesuffix(".0")
