"""Depth: how many units stand at each level and how evenly, speech by speech; the levels of one speech; and how many members lists have."""

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.functions import function_looks
from analysis.charts.looks import KEY, Look, add_parts, chosen_look, key_below
from analysis.charts.template import NO_DIMMING, Ink, blank, missing_bands, said

ROW = 40
_DOT, _NUMBER, _EDGES, _TRACK, _UP = -0.36, -0.23, (-0.45, 0.45), 0.32, 0.08
"""
Where in a cell, one wide and one high, the dot stands and the number of units begins, between which edges the track of balance runs, how far below the middle,
and how far above it dot and figures stand; the balance in figures ends at the right edge.
"""

MOST_LEVELS = 6
"""Levels drawn; deeper ones stand in the table."""

LONGEST = 10
"""Members of a list from which all longer ones share a column."""


def chart_depth(table: pd.DataFrame, *, rows: Sequence[tuple[str, str]], chosen: str, colours: Ink, labels: Mapping[str, str]) -> go.Figure:
    """
    Draw the levels of speeches as a grid: a dot whose area says how many units there are, their number, and a track filled as far as they are even.

    Args:
        table: id, key, level, units, balance (`measures.balance.levels`), hover. A cell without balance has no track.
        rows: (speech id or '' for a missing year, label), top row first.
        chosen: the key drawn in the accent.
        colours: the page's colours.
        labels: `level` with {n}, `cell` (what a cell shows, under the first level's name), `missing`.

    """
    figure = blank(colours, height=ROW * len(rows) + 60)
    row_of = {id_: i for i, (id_, _) in enumerate(rows) if id_}
    shown = table[table["id"].isin(row_of) & (table["level"] <= MOST_LEVELS)]
    shown = shown.assign(row=shown["id"].map(row_of).astype(float))
    deepest = max(int(shown["level"].max()), 1) if len(shown) else 1
    inks = [colours.accent if key == chosen else colours.text for key in shown["key"]]
    figure.add_bar(
        x=[0.96] * len(shown),
        base=shown["level"] - 0.48,
        y=shown["row"],
        orientation="h",
        width=0.9,
        marker={"color": [colours.faint if key == chosen else colours.ground for key in shown["key"]], "line": {"width": 0}},
        customdata=list(shown["key"]),
        hovertext=list(shown["hover"]),
        hoverinfo="text",
        **NO_DIMMING,
    )
    even = shown.dropna(subset=["balance"])
    left, right = (even["level"] + edge for edge in _EDGES)
    for to, colour in ((right, colours.hairline), (left + even["balance"] * (right - left), colours.plain)):
        figure.add_scatter(
            x=[x for a, b in zip(left, to, strict=True) for x in (a, b, None)],
            y=[y for row in even["row"] + _TRACK for y in (row, row, None)],
            mode="lines",
            line={"color": colour, "width": 2.5},
            hoverinfo="skip",
        )
    most = int(shown["units"].max()) if len(shown) else 1
    figure.add_scatter(
        x=shown["level"] + _DOT,
        y=shown["row"] - _UP,
        mode="markers",
        marker={
            "size": [max(18 * (n / max(most, 16)) ** 0.5, 4) for n in shown["units"]],
            "color": [colours.accent if key == chosen else colours.plain for key in shown["key"]],
            "line": {"width": 0},
            "opacity": 1,
        },
        hoverinfo="skip",
        **NO_DIMMING,
    )
    figure.add_scatter(
        x=shown["level"] + _NUMBER,
        y=shown["row"] - _UP,
        mode="text",
        text=[f"{n:,}" for n in shown["units"]],
        textposition="middle right",
        textfont={"size": 12, "color": inks},
        cliponaxis=False,
        hoverinfo="skip",
    )
    figure.add_scatter(
        x=right,
        y=even["row"] - _UP,
        mode="text",
        text=[f"{balance:.0%}" for balance in even["balance"]],
        textposition="middle left",
        textfont={"size": 11, "color": colours.muted},
        cliponaxis=False,
        hoverinfo="skip",
    )
    levels = list(range(1, deepest + 1))
    figure.update_layout(
        **missing_bands(
            [i for i, (id_, _) in enumerate(rows) if not id_], "y", labels["missing"], colours, width=0.8, size=12, x=0.52, xanchor="left"
        ),
        barmode="overlay",
        xaxis={
            "tickvals": levels,
            "ticktext": [f"{labels['level'].format(n=n)}<br>{labels['cell'] if n == 1 else ' '}" for n in levels],
            "range": [0.5, deepest + 0.5],
            "side": "top",
            "tickfont": {"color": colours.muted},
            "tickangle": 0,
        },
        yaxis={"tickvals": list(range(len(rows))), "ticktext": [said(name) for _, name in rows], "range": [len(rows) - 0.5, -0.5]},
    )
    return figure


def chart_levels(table: pd.DataFrame, *, chosen: str, colours: Ink, labels: Mapping[str, str]) -> go.Figure:
    """
    Draw the levels of one speech: a bar for the share each takes, and over it in words its units, their mean length and their balance.

    Args:
        table: key, level, share, text (the line over the bar), hover.
        chosen: the key drawn in the accent.
        colours: the page's colours.
        labels: `share` (axis).

    """
    figure = blank(colours, height=58 * len(table) + 56)
    figure.add_bar(
        x=table["share"].fillna(0),
        y=table["level"],
        orientation="h",
        width=0.34,
        marker={"color": [colours.accent if key == chosen else colours.plain for key in table["key"]], "line": {"width": 0}},
        customdata=list(table["key"]),
        hovertext=list(table["hover"]),
        hoverinfo="text",
        **NO_DIMMING,
    )
    figure.add_scatter(
        x=[0] * len(table),
        y=table["level"] - 0.36,
        mode="text",
        text=list(table["text"]),
        textposition="middle right",
        textfont={"size": 13, "color": colours.text},
        cliponaxis=False,
        customdata=list(table["key"]),
        hoverinfo="skip",
    )
    figure.update_layout(
        xaxis={
            "title": {"text": labels["share"]},
            "tickformat": ".0%",
            "range": [0, 1],
            "showgrid": True,
            "tickfont": {"color": colours.muted},
            "ticklabeloverflow": "allow",
        },
        yaxis={"visible": False, "range": [float(table["level"].max()) + 0.4, float(table["level"].min()) - 0.62]},
    )
    return figure


def list_looks(colours: Ink) -> dict[str, Look]:
    """Return the sorts of markers (`measures.lists.SORTS`) with their looks: grey what numbers, indigo what enumerates, each once plain and once hatched."""
    of = function_looks(colours)
    return {"numbers": of["review"], "ordinals": of["situation"], "points": of["tasks"], "others": of["demands"]}


def chart_lists(table: pd.DataFrame, *, chosen: str, colours: Ink, labels: Mapping[str, str], names: Mapping[str, str]) -> go.Figure:
    """
    Draw how many lists have how many members, by the sort of their markers; a piece's customdata is `n3-points`, and `n10-…` holds all longer ones.

    Args:
        table: members, and the number of lists with markers of each of SORTS (`measures.lists.list_lengths`).
        chosen: the piece drawn in the accent, or a column (`n3`), whose number is.
        colours: the page's colours.
        labels: `along`, `up` (axes), `more` (the last column) with {n}, `hover` with {n} {lists} {sort}, `hover_more` for the last column.
        names: sort → its name.

    """
    figure = blank(colours, height=360 + KEY)
    sorts = list(names)
    counts = table.assign(column=table["members"].clip(upper=LONGEST)).groupby("column")[sorts].sum()
    pieces = counts.melt(ignore_index=False, var_name="sort", value_name="n").reset_index()
    pieces["base"] = pieces.groupby("column")["n"].cumsum() - pieces["n"]
    pieces = pieces[pieces["n"] > 0]
    top = float(counts.sum(axis=1).max())
    bars = pd.DataFrame(
        {
            "at": pieces["column"],
            "base": pieces["base"],
            "size": pieces["n"],
            "part": pieces["sort"],
            "key": [f"n{column}-{sort}" for column, sort in zip(pieces["column"], pieces["sort"], strict=True)],
            "text": [f"{n:,}" if n >= 0.07 * top else "" for n in pieces["n"]],
            "hover": [
                labels["hover_more" if r.column == LONGEST else "hover"].format(n=r.column, lists=f"{r.n:,}", sort=names[r.sort])
                for r in pieces.itertuples()
            ],
        }
    )
    add_parts(figure, bars, looks=list_looks(colours), names=names, chosen=chosen, colours=colours, orientation="v", width=0.74)
    totals = counts.sum(axis=1)
    totals = totals[totals > 0]
    figure.add_scatter(
        x=totals.index,
        y=totals,
        mode="text",
        text=[f"{n:,}" for n in totals],
        textposition="top center",
        textfont={"size": 13, "color": [chosen_look(colours).fill if chosen == f"n{column}" else colours.text for column in totals.index]},
        customdata=[f"n{column}" for column in totals.index],
        hoverinfo="skip",
        showlegend=False,
        cliponaxis=False,
    )
    columns = list(range(2, max(int(counts.index.max()), 6) + 1))
    figure.update_layout(
        **key_below(colours),
        barmode="overlay",
        xaxis={
            "title": {"text": labels["along"]},
            "tickvals": columns,
            "ticktext": [labels["more"].format(n=n) if n == LONGEST else str(n) for n in columns],
            "range": [1.4, columns[-1] + 0.6],
        },
        yaxis={"title": {"text": labels["up"]}, "range": [0, top * 1.12], "showgrid": True, "tickformat": ",d", "tickfont": {"color": colours.muted}},
        margin={"b": KEY + 8},
    )
    return figure
