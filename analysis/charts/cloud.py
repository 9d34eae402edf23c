"""The word cloud: a second view of the same numbers. Each word is text that can be clicked; its size is the square root of its rate."""

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.template import Ink, blank, said
from analysis.measures.cloud_layout import Placed


def chart_cloud(
    placed: Sequence[Placed], table: pd.DataFrame, *, size: tuple[int, int], chosen: str, colours: Ink, labels: Mapping[str, str]
) -> go.Figure:
    """
    Draw placed words at their places, in pixels from the top left.

    Args:
        placed: the layout (`measures.cloud_layout.layout`).
        table: key, term, n, per_10k, range of the same words.
        size: width and height of the layout in pixels.
        chosen: the key of the word drawn in the accent.
        colours: the page's colours.
        labels: `hover` with the fields {term} {n} {rate} {range}.

    """
    width, height = size
    rows = {row.term: row for row in table.itertuples()}
    words = [word for word in placed if word.term in rows]
    keys = [rows[w.term].key for w in words]
    figure = blank(colours, height=height)
    figure.add_scatter(
        x=[w.x for w in words],
        y=[w.y for w in words],
        mode="text",
        text=[said(w.term) for w in words],
        textfont={"size": [w.size for w in words], "color": _tones(keys, chosen, colours)},
        customdata=keys,
        hovertext=[
            labels["hover"].format(term=said(r.term), n=f"{r.n:,}", rate=f"{r.per_10k:.1f}", range=r.range) for r in (rows[w.term] for w in words)
        ],
        hoverinfo="text",
        unselected={"textfont": {"color": colours.text}},
        selected={"textfont": {"color": colours.accent}},
    )
    hidden = {"visible": False, "automargin": False}
    figure.update_layout(
        width=width,
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        xaxis={**hidden, "range": [0, width]},
        yaxis={**hidden, "range": [height, 0]},
    )
    return figure


def _tones(keys: Sequence[str], chosen: str, colours: Ink) -> list[str]:
    """The chosen word in the accent, the heavier half in ink, the lighter half muted (both readable at 4.5:1)."""
    return [colours.accent if key == chosen else colours.text if i < len(keys) / 2 else colours.muted for i, key in enumerate(keys)]
