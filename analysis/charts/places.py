"""Where in each speech a word stands: a tick for each occurrence along the speech's own layout, its units bordered by hairlines on a faint ground."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.layout import ROOM
from analysis.charts.looks import KEY, add_gaps, key_below
from analysis.charts.template import NO_DIMMING, Ink, blank, said, shortened

MOST_FORMS = 3
"""So many words can be told apart: each has a symbol, a colour and a lane of its own."""

_SYMBOLS = ("line-ns", "circle-open", "x-thin")
_BAND = 0.82
"""Of a row, what its band takes."""

_MANY = 40
"""Above so many occurrences in a row the ticks are thinner."""

_LEAST = 4
"""Names are not cut to fewer characters than that."""

_LABELLED = 3
"""Up to so many rows the units' names stand in the bands."""


def chart_places(
    units: pd.DataFrame,
    places: pd.DataFrame,
    *,
    rows: Sequence[tuple[str, str]],
    forms: Sequence[str],
    by: str,
    chosen: str,
    colours: Ink,
    labels: Mapping[str, str],
) -> go.Figure:
    """
    Draw speeches as bands in the order of their units, and in them each occurrence of the words followed.

    Args:
        units: id, key (`speech-unit`), label, role, han, han_before, whole of the units at the top (`corpus.unit_queries.top_units`).
        places: id, key (`speech_start`), form, at, hover of each occurrence; at is on the axis: a share of the speech, or Han characters.
        rows: (speech id or '' for a missing year, label), top row first.
        forms: the words followed, at most `MOST_FORMS`, in the order of the key.
        by: `share` (each speech 100 %) or `han` (Han characters).
        chosen: the id of a place, a unit or a speech, set apart.
        colours: the page's colours.
        labels: `axis` (title), `missing`, `unit` with {label} {row} for hovering over a unit.

    """
    labelled = sum(bool(id_) for id_, _ in rows) <= _LABELLED
    pixels = (64 if labelled else 30) + 6 * len(forms)
    several = len(forms) > 1
    figure = blank(colours, height=pixels * len(rows) + 64 + KEY * several)
    row_of = {id_: i for i, (id_, _) in enumerate(rows) if id_}
    shown = units[units["id"].isin(row_of) & (units["whole"] > 0)]
    scale = shown["whole"] if by == "share" else 1
    bands = shown.assign(row=shown["id"].map(row_of).astype(float), at=shown["han_before"] / scale, size=shown["han"] / scale)
    whole = 1.0 if by == "share" else float(bands["whole"].max() if len(bands) else 1)
    absent = [i for i, (id_, _) in enumerate(rows) if not id_]
    add_gaps(figure, absent, length=whole, label=labels["missing"], named=True, colours=colours, orientation="h", width=_BAND)
    _add_bands(figure, bands, dict(rows), chosen, colours, labels["unit"])
    if labelled:
        _add_names(figure, bands, whole, colours)
    _add_ticks(figure, places[places["id"].isin(row_of)], row_of, forms, _BAND * (0.56 if labelled else 1), pixels, chosen, colours)
    axis = {"tickformat": ".0%" if by == "share" else ",", "range": [0, whole], "showgrid": False, "tickfont": {"color": colours.muted}}
    figure.update_layout(
        **key_below(colours) if several else {},
        barmode="overlay",
        hoverdistance=8,
        xaxis={"title": {"text": labels["axis"]}, **axis},
        yaxis={"tickvals": list(range(len(rows))), "ticktext": [said(name) for _, name in rows], "range": [len(rows) - 0.5, -0.5]},
    )
    return figure


def _add_bands(figure: go.Figure, bands: pd.DataFrame, names: Mapping[str, str], chosen: str, colours: Ink, hover: str) -> None:
    """Add the units as clickable bars, neighbours on alternating grounds; what is chosen is outlined, on top of the others."""
    turn = bands.groupby("id", sort=False).cumcount() % 2
    is_chosen = (bands["key"] == chosen) | (bands["id"] == chosen)
    for outlined in (False, True):
        of_these = bands[is_chosen == outlined]
        if len(of_these):
            figure.add_bar(
                x=of_these["size"],
                base=of_these["at"],
                y=of_these["row"],
                orientation="h",
                width=_BAND,
                marker={
                    "color": [colours.ground if t else colours.faint for t in turn[of_these.index]],
                    "line": {"color": colours.text if outlined else colours.hairline, "width": 1.5 if outlined else 1},
                },
                customdata=list(of_these["key"]),
                hovertext=[hover.format(label=said(r.label), row=said(names[r.id])) for r in of_these.itertuples()],
                hoverinfo="text",
                showlegend=False,
                **NO_DIMMING,
            )


def _add_names(figure: go.Figure, bands: pd.DataFrame, whole: float, colours: Ink) -> None:
    """Write what fits of each unit's name along the foot of its band."""
    room = [int(size / whole * ROOM) - 1 for size in bands["size"]]
    figure.add_scatter(
        x=bands["at"] + whole * 0.004,
        y=bands["row"] + _BAND * 0.32,
        text=[said(shortened(label, fits)) if fits > _LEAST else "" for label, fits in zip(bands["label"], room, strict=True)],
        mode="text",
        textposition="middle right",
        textfont={"size": 12, "color": colours.muted},
        hoverinfo="skip",
        showlegend=False,
    )


def _add_ticks(
    figure: go.Figure, places: pd.DataFrame, row_of: Mapping[str, int], forms: Sequence[str], band: float, pixels: int, chosen: str, colours: Ink
) -> None:
    """Add the occurrences, each word in a lane of its own within the upper *band* of a row, and a pointer over the chosen one."""
    lane = band / len(forms)
    top = -_BAND / 2
    width = 1.4 if len(places) <= _MANY * len(row_of) else 1
    for i, (form, colour) in enumerate(zip(forms, (colours.accent, colours.second, colours.text), strict=False)):
        of_form = places[places["form"] == form]
        rows = of_form["id"].map(row_of).astype(float) + top + lane * (i + 0.5)
        figure.add_scatter(
            x=of_form["at"],
            y=rows,
            mode="markers",
            name=said(form),
            marker=_marker(_SYMBOLS[i], lane * pixels, colour, width),
            customdata=list(of_form["key"]),
            hovertext=list(of_form["hover"]),
            hoverinfo="text",
            showlegend=len(forms) > 1,
            **NO_DIMMING,
        )
    if len(one := places[places["key"] == chosen]):
        figure.add_scatter(
            x=one["at"],
            y=one["id"].map(row_of).astype(float) + top,
            mode="markers",
            marker={"symbol": "triangle-down", "size": 10, "color": colours.text},
            hoverinfo="skip",
            showlegend=False,
        )


def _marker(symbol: str, height: float, colour: str, width: float) -> dict[str, Any]:
    """Return a symbol that fills so many pixels of height, drawn with so wide a line; a line is 1.4 times as long as its size says."""
    size = 0.8 * height / 1.4 if symbol == "line-ns" else min(0.7 * height, 9)
    return {"symbol": symbol, "size": size, "opacity": 1, "color": colour, "line": {"color": colour, "width": width}}
