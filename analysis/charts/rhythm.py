"""Rhythm: the stretches of one speech, each as wide and as high as it is long, under its units; and the usual lengths in all speeches, row by row."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.layout import ROOM
from analysis.charts.looks import KEY, key_below
from analysis.charts.template import NO_DIMMING, Ink, blank, missing_bands, said, shortened

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

ROW = 26
PANELS = {"sentence": (0.0, 0.36), "clause": (0.43, 0.68), "enumerated": (0.77, 1.0)}
"""Of the width, what each measure takes in the chart of all speeches."""


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


def chart_rhythms(table: pd.DataFrame, *, rows: Sequence[tuple[str, str]], chosen: str, colours: Ink, labels: Mapping[str, str]) -> go.Figure:
    """
    Draw for each speech the median of its sentences and clauses on a line from first to third quartile, and the share that is counted off as a bar.

    Args:
        table: id, `sentence_low`, `_median`, `_high`, the same of clauses, enumerated (`measures.rhythm.rhythm`). What is undefined is not drawn.
        rows: (speech id or '' for a missing year, label), top row first.
        chosen: the id drawn in the accent.
        colours: the page's colours.
        labels: `sentence`, `clause`, `enumerated` (names of the panels), `missing`, `hover` with {row} {name} {median} {low} {high}, `hover_enumerated` with
            {row} {share}.

    """
    figure = blank(colours, height=ROW * len(rows) + 74)
    names = {id_: said(name) for id_, name in rows}
    row_of = {id_: i for i, (id_, _) in enumerate(rows) if id_}
    shown = table[table["id"].isin(row_of)]
    for number, panel in enumerate(PANELS, start=1):
        add = _add_shares if panel == "enumerated" else _add_quartiles
        add(figure, panel, shown, row_of, names, f"x{number}" if number > 1 else "x", chosen, colours, labels)
    bands = missing_bands([i for i, (id_, _) in enumerate(rows) if not id_], "y", labels["missing"], colours, width=0.8, size=12, x=0, xanchor="left")
    titles = [
        {
            "text": labels[panel],
            "x": left,
            "xref": "paper",
            "xanchor": "left",
            "y": 1,
            "yref": "paper",
            "yanchor": "bottom",
            "showarrow": False,
            "font": {"size": 12, "color": colours.text},
        }
        for panel, (left, _) in PANELS.items()
    ]
    axis = {"showgrid": True, "tickfont": {"size": 12, "color": colours.muted}, "ticklabelstandoff": 6, "nticks": 4, "tickangle": 0}
    figure.update_layout(
        barmode="overlay",
        shapes=[shape | {"xref": "paper"} for shape in bands["shapes"]],
        annotations=[*bands["annotations"], *titles],
        margin={"t": 28},
        yaxis={"tickvals": list(range(len(rows))), "ticktext": [said(name) for _, name in rows], "range": [len(rows) - 0.5, -0.5]},
        **{
            f"xaxis{number if number > 1 else ''}": axis | _domain(panel, colours) | {"range": [0, _top(shown, panel)]}
            for number, panel in enumerate(PANELS, start=1)
        },
    )
    return figure


def short(value: float) -> str:
    """Write a length with one decimal where it has any: 35, 35.5, 1,201."""
    return f"{value:,.1f}".removesuffix(".0")


def _domain(panel: str, colours: Ink) -> dict[str, Any]:
    own = {
        "tickformat": ".0%" if panel == "enumerated" else "",
        "fixedrange": True,
        "gridcolor": colours.hairline,
        "zeroline": False,
        "showline": False,
    }
    return {"domain": list(PANELS[panel]), "ticks": "", "automargin": True, **own}


def _top(table: pd.DataFrame, panel: str) -> float:
    highest = table["enumerated" if panel == "enumerated" else f"{panel}_high"].max()
    return float(highest) * 1.18 if highest > 0 else 1.0


def _add_quartiles(
    figure: go.Figure,
    panel: str,
    table: pd.DataFrame,
    row_of: Mapping[str, int],
    names: Mapping[str, str],
    xaxis: str,
    chosen: str,
    colours: Ink,
    labels: Mapping[str, str],
) -> None:
    low, median, high = (f"{panel}_{name}" for name in ("low", "median", "high"))
    drawn = table.dropna(subset=[median])
    places = drawn["id"].map(row_of).astype(float)
    lines = [(r, a, b) for r, a, b in zip(places, drawn[low], drawn[high], strict=True)]
    figure.add_scatter(
        x=[x for _, a, b in lines for x in (a, b, None)],
        y=[y for row, _, _ in lines for y in (row, row, None)],
        xaxis=xaxis,
        mode="lines",
        line={"color": colours.plain, "width": 3},
        hoverinfo="skip",
    )
    hover = labels["hover"]
    figure.add_scatter(
        x=drawn[median],
        y=places,
        xaxis=xaxis,
        mode="markers",
        marker={"size": 10, "color": [colours.accent if id_ == chosen else colours.text for id_ in drawn["id"]], "opacity": 1},
        customdata=list(drawn["id"]),
        hovertext=[
            hover.format(row=names[r["id"]], name=labels[panel], median=short(r[median]), low=short(r[low]), high=short(r[high]))
            for r in drawn[["id", low, median, high]].to_dict("records")
        ],
        hoverinfo="text",
        **NO_DIMMING,
    )
    figure.add_scatter(
        x=drawn[high],
        y=places,
        xaxis=xaxis,
        mode="text",
        cliponaxis=False,
        text=[f"  {short(value)}" for value in drawn[median]],
        textposition="middle right",
        textfont={"size": 11, "color": colours.muted},
        hoverinfo="skip",
    )


def _add_shares(
    figure: go.Figure,
    panel: str,
    table: pd.DataFrame,
    row_of: Mapping[str, int],
    names: Mapping[str, str],
    xaxis: str,
    chosen: str,
    colours: Ink,
    labels: Mapping[str, str],
) -> None:
    drawn = table.dropna(subset=[panel])
    figure.add_bar(
        x=drawn[panel],
        y=drawn["id"].map(row_of).astype(float),
        xaxis=xaxis,
        orientation="h",
        width=0.5,
        marker={"color": [colours.accent if id_ == chosen else colours.second for id_ in drawn["id"]], "line": {"width": 0}},
        text=[f"{share:.0%}" for share in drawn[panel]],
        textposition="outside",
        cliponaxis=False,
        textfont={"size": 11, "color": colours.muted},
        customdata=[f"{id_}-e" for id_ in drawn["id"]],
        hovertext=[
            labels["hover_enumerated"].format(row=names[id_], share=f"{share:.1%}") for id_, share in zip(drawn["id"], drawn[panel], strict=True)
        ],
        hoverinfo="text",
        **NO_DIMMING,
    )
