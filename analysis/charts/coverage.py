"""Coverage: years × kinds of speech, a square for each cell that holds speeches; a year missing by a kind's rhythm is hatched."""

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.template import Ink, blank, said

ROW = 46
WIDE, TALL = 0.86, 0.66
"""Of a cell, what its square takes up: squares are bars, so that they fit the page's width whatever the number of years."""

MOST_TICKS, MOST_NUMBERED = 16, 24
"""Years whose names stand below, and from which squares are too narrow for the number in them; it is said on hovering."""


def chart_coverage(
    table: pd.DataFrame,
    *,
    years: Sequence[int],
    gaps: pd.DataFrame,
    chosen: str,
    colours: Ink,
    labels: Mapping[str, str],
) -> go.Figure:
    """
    Draw how many speeches, and how many Han characters, each year holds of each kind; missing years are hatched.

    Args:
        table: key, kind_name, year, speeches, han.
        years: all years of the axis, one after the other.
        gaps: kind_name, year, rhythm (in words): years that a kind misses by its rhythm.
        chosen: the key drawn in the accent.
        colours: the page's colours.
        labels: `missing` with {kind} {year} {rhythm}, `hover` with {kind} {year} {speeches} {han}.

    """
    kinds = list(dict.fromkeys(table["kind_name"]))
    figure = blank(colours, height=ROW * len(kinds) + 54)
    column, row_of = {y: i for i, y in enumerate(years)}, {k: i for i, k in enumerate(kinds)}
    square = {"orientation": "h", "width": TALL, "hoverinfo": "text"}

    def places(cells: pd.DataFrame) -> dict[str, list[float]]:
        return {
            "x": [WIDE] * len(cells),
            "base": [column[y] - WIDE / 2 for y in cells["year"]],
            "y": [row_of[k] for k in cells["kind_name"]],
        }

    figure.add_bar(
        **places(gaps),
        **square,
        marker={
            "color": colours.ground,
            "line": {"color": colours.plain, "width": 1},
            "pattern": {"shape": "/", "size": 5, "solidity": 0.25, "fgcolor": colours.plain, "bgcolor": colours.ground},
        },
        hovertext=[labels["missing"].format(kind=said(r.kind_name), year=r.year, rhythm=r.rhythm) for r in gaps.itertuples()],
    )
    figure.add_bar(
        **places(table),
        **square,
        marker={"color": [colours.accent if k == chosen else colours.plain for k in table["key"]], "line": {"width": 0}},
        text=[str(n) for n in table["speeches"]] if len(years) <= MOST_NUMBERED else None,
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        insidetextfont={"size": 12, "color": [colours.ground if k == chosen else colours.text for k in table["key"]]},
        customdata=list(table["key"]),
        hovertext=[labels["hover"].format(kind=said(r.kind_name), year=r.year, speeches=r.speeches, han=f"{r.han:,}") for r in table.itertuples()],
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
    )
    shown = years[:: -(-len(years) // MOST_TICKS)]
    figure.update_layout(
        barmode="overlay",
        bargap=0,
        uniformtext={"minsize": 9, "mode": "hide"},
        xaxis={
            "tickvals": [column[y] for y in shown],
            "ticktext": [str(y) for y in shown],
            "range": [-0.6, len(years) - 0.4],
            "tickfont": {"color": colours.muted},
        },
        yaxis={"tickvals": list(row_of.values()), "ticktext": [said(kind) for kind in kinds], "range": [len(kinds) - 0.4, -0.6]},
    )
    return figure
