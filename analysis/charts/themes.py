"""Themes × years as small multiples: a row of columns for each theme, all on one scale, so that each theme's own course is seen; missing years are gaps."""

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.template import NO_DIMMING, Ink, blank, missing_bands, said, shortened

ROW = 44
TALLEST = 0.82
"""Of a row, what the largest share takes."""

WIDTH = 0.62
MOST_TICKS = 16
LEAST = 0.015
"""Of a row, the least height of a column that is not nothing."""


def chart_themes(
    table: pd.DataFrame,
    *,
    order: Sequence[tuple[str, str]],
    groups: Sequence[str],
    missing: Sequence[str],
    faint: str,
    chosen: str,
    colours: Ink,
    labels: Mapping[str, str],
) -> go.Figure:
    """
    Draw the shares of themes by year; a column's customdata is `group-theme`, and the whole of its cell can be clicked.

    Args:
        table: group, theme, share (0 to 1), hover (a sentence). Shares of no size are not drawn.
        order: (theme, name), top row first.
        groups: all groups of the axis (years, as text), in order, the missing ones included.
        missing: those of them that the selection lacks.
        faint: the theme drawn fainter than the others (what names none).
        chosen: `group-theme` or a whole theme, drawn in the accent.
        colours: the page's colours.
        labels: `missing`; `scale` with {share}, the largest share, which is the common scale.

    """
    figure = blank(colours, height=ROW * len(order) + 84)
    column, row_of = {group: i for i, group in enumerate(groups)}, {theme: -i for i, (theme, _) in enumerate(order)}
    shown = table[(table["share"] > 0) & table["group"].isin(column) & table["theme"].isin(row_of)]
    largest = float(shown["share"].max()) or 1.0
    keys = shown["group"] + "-" + shown["theme"]
    place = {"x": [column[group] for group in shown["group"]], "base": [row_of[theme] for theme in shown["theme"]]}
    is_chosen = (keys == chosen) | (shown["theme"] == chosen)
    fills = [
        colours.accent if marked else colours.hairline if theme == faint else colours.plain
        for marked, theme in zip(is_chosen, shown["theme"], strict=True)
    ]
    figure.add_bar(
        **place,
        y=[max(share / largest, LEAST) * TALLEST for share in shown["share"]],
        width=WIDTH,
        marker={"color": fills, "line": {"width": 0}},
        hoverinfo="skip",
    )
    figure.add_bar(
        **place,
        y=[0.96] * len(shown),
        width=1,
        marker={"color": "rgba(0,0,0,0)", "line": {"width": 0}},
        customdata=list(keys),
        hovertext=list(shown["hover"]),
        hoverinfo="text",
        **NO_DIMMING,
    )
    bands = missing_bands([column[group] for group in missing], "x", labels["missing"], colours, y=1, yref="paper", yanchor="bottom")
    last = next((group for group in reversed(groups) if group not in missing), "")
    ends = [
        {
            "x": len(groups) - 0.45,
            "y": row_of[r.theme] + 0.06,
            "xanchor": "left",
            "yanchor": "bottom",
            "text": _percent(r.share),
            "showarrow": False,
            "font": {"size": 12, "color": colours.accent if chosen in (r.theme, f"{last}-{r.theme}") else colours.muted},
        }
        for r in table[(table["group"] == last) & table["theme"].isin(row_of)].itertuples()
    ]
    lines = [
        {
            "type": "line",
            "xref": "x",
            "x0": -0.5,
            "x1": len(groups) - 0.5,
            "y0": y,
            "y1": y,
            "layer": "below",
            "line": {"color": colours.hairline, "width": 1},
        }
        for y in row_of.values()
    ]
    ticks = groups[:: -(-len(groups) // MOST_TICKS)] if groups else ()
    figure.update_layout(
        shapes=[*bands["shapes"], *lines],
        annotations=[*bands["annotations"], *ends],
        barmode="overlay",
        bargap=0,
        margin={"t": 26},
        xaxis={
            "tickvals": [column[group] for group in ticks],
            "ticktext": [said(group) for group in ticks],
            "range": [-0.6, len(groups) - 0.4 + 0.07 * max(len(groups), 6)],
            "tickfont": {"color": colours.muted},
            "title": {"text": labels["scale"].format(share=f"{largest:.0%}")},
        },
        yaxis={
            "tickvals": [y + 0.3 for y in row_of.values()],
            "ticktext": [said(shortened(name, 12)) for _, name in order],
            "range": [-len(order) + 0.9, 1],
            "ticklabelstandoff": 10,
        },
    )
    return figure


def _percent(share: float) -> str:
    text = f"{share:.0%}"
    return said("<1%") if share > 0 and text == "0%" else text
