"""Rhythm of all speeches: the usual lengths of their sentences and clauses and what they count off, row by row."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.rhythm import short
from analysis.charts.template import NO_DIMMING, Ink, blank, missing_bands, said

ROW = 26
PANELS = {"sentence": (0.0, 0.36), "clause": (0.43, 0.68), "enumerated": (0.77, 1.0)}
"""Of the width, what each measure takes in the chart of all speeches."""


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
