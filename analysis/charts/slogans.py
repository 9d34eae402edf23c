"""Slogans × years: a dot for each year of use, sized by its count; lines only between successive years of use, missing years hatched and named."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.template import NO_DIMMING, Ink, blank, missing_bands, said, shortened

ROW = 27


def chart_slogans(
    table: pd.DataFrame,
    *,
    order: Sequence[tuple[str, str]],
    years: Sequence[int],
    missing: Sequence[int],
    chosen: str,
    colours: Ink,
    labels: Mapping[str, str],
) -> go.Figure:
    """
    Draw the lives of slogans; a dot's customdata is `key-year`.

    Args:
        table: form, year, n, speeches, per_10k (`measures.slogan_lives.slogan_years`).
        order: (key, form), top row first.
        years: all years of the axis, the missing ones included.
        missing: years the selection lacks.
        chosen: the key drawn in the accent.
        colours: the page's colours.
        labels: `missing`, `hover` with {form} {year} {n} {speeches} {rate}.

    """
    figure = blank(colours, height=ROW * len(order) + 70)
    row_of = {form: i for i, (_, form) in enumerate(order)}
    column = {year: i for i, year in enumerate(years)}
    present = [year for year in years if year not in missing]
    following = dict(pairwise(present))
    shown = table[table["form"].isin(row_of)]
    keys = {form: key for key, form in order}
    for colour in (colours.plain, colours.accent):
        xs: list[int | None] = []
        ys: list[int | None] = []
        for form, used in shown.groupby("form", sort=False)["year"]:
            if (keys[form] == chosen) == (colour == colours.accent):
                joined = [year for year in sorted(used) if following.get(year) in set(used)]
                joined = [year for year in joined if not any(year < gap < following[year] for gap in missing)]
                xs += [x for year in joined for x in (column[year], column[following[year]], None)]
                ys += [y for _ in joined for y in (row_of[form], row_of[form], None)]
        figure.add_scatter(x=xs, y=ys, mode="lines", line={"color": colour, "width": 1}, hoverinfo="skip")
    figure.add_scatter(
        x=[column[y] for y in shown["year"]],
        y=[row_of[f] for f in shown["form"]],
        mode="markers",
        marker={
            "size": [8 + 4 * (min(n, 16) - 1) ** 0.5 for n in shown["n"]],
            "color": [colours.accent if keys[f] == chosen else colours.plain for f in shown["form"]],
            "line": {"color": colours.ground, "width": 1},
            "opacity": 1,
        },
        customdata=[f"{keys[f]}-{y}" for f, y in zip(shown["form"], shown["year"], strict=True)],
        hovertext=[
            labels["hover"].format(form=said(r.form), year=r.year, n=r.n, speeches=r.speeches, rate=f"{r.per_10k:.1f}") for r in shown.itertuples()
        ],
        hoverinfo="text",
        **NO_DIMMING,
    )
    figure.update_layout(
        **missing_bands([column[year] for year in missing], "x", labels["missing"], colours, y=-0.85),
        xaxis={
            "tickvals": list(column.values()),
            "ticktext": [str(y) for y in years],
            "range": [-0.6, len(years) - 0.4],
            "side": "top",
            "showgrid": True,
            "tickfont": {"color": colours.muted},
        },
        yaxis={
            "tickvals": list(row_of.values()),
            "ticktext": [said(shortened(form, 12)) for _, form in order],
            "range": [len(order) - 0.4, -1.2],
        },
    )
    return figure
