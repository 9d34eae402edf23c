"""Two sides: for each word two dots on one line, the rate on the first side and on the second, largest differences first."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.template import NO_DIMMING, Ink, blank, said

ROW = 26


def chart_differences(table: pd.DataFrame, *, chosen: str, colours: Ink, labels: Mapping[str, str]) -> go.Figure:
    """
    Draw the rows of a comparison, first row on top: a hollow dot for the first side, a filled one for the second.

    Args:
        table: key, term, n_a, n_b, per_10k_a, per_10k_b, difference.
        chosen: the key drawn in the accent.
        colours: the page's colours.
        labels: `a`, `b` (names of the sides), `rate` (axis title), `hover` with {term} {a} {b} {n_a} {n_b} {rate_a} {rate_b}.

    """
    figure = blank(colours, height=ROW * len(table) + 90)
    top = float(table[["per_10k_a", "per_10k_b"]].max().max())
    tones = {key: colours.accent if key == chosen else colours.muted for key in table["key"]}
    for colour in (colours.muted, colours.accent):
        rows = [row for row in table.itertuples() if tones[row.key] == colour]
        figure.add_scatter(
            x=[x for row in rows for x in (row.per_10k_a, row.per_10k_b, None)],
            y=[y for row in rows for y in (said(row.term), said(row.term), None)],
            mode="lines",
            line={"color": colour, "width": 1.5},
            hoverinfo="skip",
            showlegend=False,
        )
    hover = [
        labels["hover"].format(
            term=said(r.term),
            a=said(labels["a"]),
            b=said(labels["b"]),
            n_a=r.n_a,
            n_b=r.n_b,
            rate_a=f"{r.per_10k_a:.1f}",
            rate_b=f"{r.per_10k_b:.1f}",
        )
        for r in table.itertuples()
    ]
    for side, symbol in (("a", "circle-open"), ("b", "circle")):
        key = {"symbol": symbol, "size": 11, "color": colours.muted, "line": {"width": 2, "color": colours.muted}}
        figure.add_scatter(x=[None], y=[None], mode="markers", name=said(labels[side]), marker=key)  # the legend, in the colour of what is not chosen
        figure.add_scatter(
            x=table[f"per_10k_{side}"],
            y=[said(term) for term in table["term"]],
            mode="markers",
            showlegend=False,
            marker={
                "symbol": symbol,
                "size": 11,
                "color": [tones[k] for k in table["key"]],
                "line": {"width": 2, "color": [tones[k] for k in table["key"]]},
            },
            customdata=list(table["key"]),
            hovertext=hover,
            hoverinfo="text",
            **NO_DIMMING,
        )
    figure.update_layout(
        showlegend=True,
        legend={"orientation": "h", "x": 0, "y": 1, "yanchor": "bottom", "font": {"size": 13}, "itemclick": False, "itemdoubleclick": False},
        margin={"t": 36},
        xaxis={"title": {"text": labels["rate"]}, "range": [-0.02 * top, 1.06 * top], "showgrid": True, "tickfont": {"color": colours.muted}},
        yaxis={
            "type": "category",
            "categoryorder": "array",
            "categoryarray": [said(term) for term in table["term"]],
            "autorange": "reversed",
            "showgrid": True,
        },
    )
    return figure
