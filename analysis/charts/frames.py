"""Sister headings of each speech: a block for each group, as long as it has headings, filled as far as they stand on one frame, the frame written in it."""

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.looks import KEY, add_gaps, key_below
from analysis.charts.template import NO_DIMMING, Ink, blank, said

_BAND = 0.82
_ROOM = 26
"""How many characters of a frame the whole width holds beside a column of passages."""

_MARGIN = 1.09
"""The axis is so many times as long as the longest row: the shares stand behind the blocks."""


def chart_frames(groups: pd.DataFrame, *, rows: Sequence[tuple[str, str]], chosen: str, colours: Ink, labels: Mapping[str, str]) -> go.Figure:
    """
    Draw the groups of sister headings of each speech in reading order, and behind them the share of its headings that stand on a frame.

    Args:
        groups: id, key, frame ("" without one), members, following of each group (`measures.symmetry.sister_headings`), in reading order.
        rows: (speech id or '' for a missing year, label), top row first.
        chosen: the key drawn in the accent.
        colours: the page's colours.
        labels: `axis` (title), `missing`, `framed` and `unframed` (the key), `hover` with {row} {frame} {following} {members}, `hover_none` with {row} {members}.

    """
    figure = blank(colours, height=34 * len(rows) + 64 + KEY)
    row_of = {id_: i for i, (id_, _) in enumerate(rows) if id_}
    shown = groups[groups["id"].isin(row_of)]
    shown = shown.assign(row=shown["id"].map(row_of).astype(float), base=shown.groupby("id", sort=False)["members"].cumsum() - shown["members"])
    sums = shown.groupby("id", sort=False)[["members", "following"]].sum()
    longest = int(sums["members"].max()) if len(sums) else 1
    names = dict(rows)
    absent = [i for i, (id_, _) in enumerate(rows) if not id_]
    add_gaps(figure, absent, length=longest, label=labels["missing"], named=True, colours=colours, orientation="h", width=_BAND)
    hover = [
        labels["hover" if r.frame else "hover_none"].format(row=said(names[r.id]), frame=said(r.frame), following=r.following, members=r.members)
        for r in shown.itertuples()
    ]
    room = (shown["following"] / (longest * _MARGIN) * _ROOM).astype(int)
    text = [_fit(frame, fits) for frame, fits in zip(shown["frame"], room, strict=True)]
    parts = (
        (labels["framed"], shown["base"], shown["following"], colours.plain, text),
        (labels["unframed"], shown["base"] + shown["following"], shown["members"] - shown["following"], colours.faint, [""] * len(shown)),
    )
    is_chosen = [key == chosen for key in shown["key"]]
    for name, base, size, fill, inside in parts:
        framed = fill == colours.plain
        figure.add_bar(
            x=size,
            base=base,
            y=shown["row"],
            orientation="h",
            width=_BAND,
            name=name,
            marker={
                "color": [colours.accent if one and framed else fill for one in is_chosen],
                "line": {"color": [colours.accent if one and not framed else colours.ground for one in is_chosen], "width": 1.5},
            },
            text=inside,
            textposition="inside",
            insidetextanchor="start",
            textangle=0,
            constraintext="none",
            textfont={"size": 12, "color": [colours.ground if one else colours.text for one in is_chosen]},
            customdata=list(shown["key"]),
            hovertext=hover,
            hoverinfo="text",
            **NO_DIMMING,
        )
    figure.add_scatter(
        x=sums["members"],
        y=[row_of[id_] for id_ in sums.index],
        text=[f" {share:.0%}" for share in sums["following"] / sums["members"]],
        mode="text",
        cliponaxis=False,
        textposition="middle right",
        textfont={"size": 12, "color": colours.muted},
        hoverinfo="skip",
        showlegend=False,
    )
    figure.update_layout(
        **key_below(colours),
        barmode="overlay",
        xaxis={"title": {"text": labels["axis"]}, "tickformat": ",d", "range": [0, longest * _MARGIN], "tickfont": {"color": colours.muted}},
        yaxis={"tickvals": list(range(len(rows))), "ticktext": [said(name) for _, name in rows], "range": [len(rows) - 0.5, -0.5]},
    )
    return figure


def _fit(frame: str, room: int) -> str:
    """Return a frame where its block can hold it whole: cut off, it would read as another frame."""
    return said(frame) if len(frame) <= room else ""
