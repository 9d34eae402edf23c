"""Words as horizontal bars by rate, with their range beside them on the same rows."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.template import NO_DIMMING, Ink, blank, fills, said

ROW = 25


def chart_words(table: pd.DataFrame, *, speeches: int, chosen: str, colours: Ink, labels: Mapping[str, str]) -> go.Figure:
    """
    Draw the rows of a frequency table, first row on top.

    Args:
        table: key (neutral id), term, n, per_10k, range.
        speeches: how many speeches the range is out of.
        chosen: the key of the word drawn in the accent.
        colours: the page's colours.
        labels: `rate` and `range` (axis titles), `hover` with the fields {term} {n} {rate} {range} {speeches}.

    """
    figure = blank(colours, height=ROW * len(table) + 64)
    hover = [
        labels["hover"].format(term=said(r.term), n=f"{r.n:,}", rate=f"{r.per_10k:.1f}", range=r.range, speeches=speeches) for r in table.itertuples()
    ]
    common = {
        "y": [said(term) for term in table["term"]],
        "orientation": "h",
        "customdata": list(table["key"]),
        "hovertext": hover,
        "hoverinfo": "text",
    } | NO_DIMMING
    figure.add_bar(
        x=table["per_10k"],
        marker={"color": fills(list(table["key"]), chosen, colours), "line": {"width": 0}},
        text=[f"{rate:.1f}" for rate in table["per_10k"]],
        textposition="outside",
        textfont={"size": 12, "color": colours.text},
        cliponaxis=False,
        **common,
    )
    figure.add_bar(
        x=table["range"],
        xaxis="x2",
        marker={"color": colours.hairline, "line": {"width": 0}},
        text=[str(n) for n in table["range"]],
        textposition="outside",
        textfont={"size": 12, "color": colours.muted},
        cliponaxis=False,
        **common,
    )
    top = float(table["per_10k"].max()) if len(table) else 1.0
    figure.update_layout(
        xaxis={"domain": [0, 0.78], "range": [0, top * 1.12], "title": {"text": labels["rate"]}, "tickfont": {"color": colours.muted}, "nticks": 6},
        xaxis2={
            **figure.layout.xaxis.to_plotly_json(),
            "domain": [0.84, 1],
            "anchor": "y",
            "range": [0, speeches * 1.45 or 1],
            "title": {"text": labels["range"], "standoff": 12, "font": {"size": 12, "color": colours.muted}},
            "tickvals": [0, speeches],
        },
        yaxis={"type": "category", "autorange": "reversed"},
    )
    return figure
