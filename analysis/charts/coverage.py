"""Coverage: years × kinds of speech, a square for each cell that holds speeches; missing years are hatched and named."""

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.template import NO_DIMMING, Ink, blank, missing_bands, said

ROW = 46


def chart_coverage(
    table: pd.DataFrame,
    *,
    years: Sequence[int],
    missing: Sequence[int],
    gaps: Sequence[tuple[int, str]],
    chosen: str,
    colours: Ink,
    labels: Mapping[str, str],
) -> go.Figure:
    """
    Draw how many speeches, and how many Han characters, each year holds of each kind; a year missing between a kind's first and last is marked.

    Args:
        table: key, kind_name, year, speeches, han.
        years: all years of the axis, the missing ones included.
        missing: years without any speech.
        gaps: (year, kind_name) of the other years that a kind lacks between its first and its last.
        chosen: the key drawn in the accent.
        colours: the page's colours.
        labels: `missing`, `hover` with {kind} {year} {speeches} {han}.

    """
    kinds = list(dict.fromkeys(table["kind_name"]))
    figure = blank(colours, height=ROW * len(kinds) + 78)
    column, row_of = {y: i for i, y in enumerate(years)}, {k: i for i, k in enumerate(kinds)}
    figure.add_scatter(
        x=[column[y] for y, _ in gaps],
        y=[row_of[k] for _, k in gaps],
        mode="markers+text",
        marker={"symbol": "square", "size": 30, "color": colours.faint},
        text=[labels["missing"]] * len(gaps),
        textfont={"size": 11, "color": colours.muted},
        hoverinfo="skip",
    )
    figure.add_scatter(
        x=[column[y] for y in table["year"]],
        y=[row_of[k] for k in table["kind_name"]],
        mode="markers+text",
        marker={"symbol": "square", "size": 30, "color": [colours.accent if k == chosen else colours.plain for k in table["key"]]},
        text=[str(n) for n in table["speeches"]],
        textfont={"size": 12, "color": [colours.ground if k == chosen else colours.text for k in table["key"]]},
        customdata=list(table["key"]),
        hovertext=[labels["hover"].format(kind=said(r.kind_name), year=r.year, speeches=r.speeches, han=f"{r.han:,}") for r in table.itertuples()],
        hoverinfo="text",
        **NO_DIMMING,
    )
    figure.update_layout(
        **missing_bands([column[year] for year in missing], "x", labels["missing"], colours, y=-0.75),
        xaxis={
            "tickvals": list(column.values()),
            "ticktext": [str(y) for y in years],
            "range": [-0.6, len(years) - 0.4],
            "tickfont": {"color": colours.muted},
        },
        yaxis={"tickvals": list(row_of.values()), "ticktext": [said(kind) for kind in kinds], "range": [len(kinds) - 0.4, -1]},
    )
    return figure
