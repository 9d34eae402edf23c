"""What a whole is given to, group by group (mostly years): stacked columns whose parts keep their order, a missing group a hatched gap."""

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.looks import Look, add_gaps, add_parts, key_below
from analysis.charts.template import Ink, blank, said

HEIGHT = 440
WIDTH = 0.78
"""Of a column's place, what the column takes."""

FEWEST_PLACES = 6
"""Columns for which there is room at least, so that one year alone is no wall."""

MOST_TICKS, MOST_NUMBERED = 16, 14
"""Columns whose names stand below, and from which they are too narrow for the share in them; it is said on hovering."""

LEAST_NUMBERED = 0.06
"""Of the height, what a piece needs to hold its share."""


def chart_attention(
    table: pd.DataFrame,
    *,
    groups: Sequence[str],
    missing: Sequence[str],
    looks: Mapping[str, Look],
    chosen: str,
    colours: Ink,
    labels: Mapping[str, str],
) -> go.Figure:
    """
    Draw the shares of parts in each group; a piece's customdata is `group-part`.

    Args:
        table: group, part, label (the part's name), share (0 to 1), n (what was counted: Han characters, sentences). Pieces of no size are not drawn. Shares
            need not sum to 1.
        groups: all groups of the axis (years, as text), in order, the missing ones included.
        missing: those of them that the selection lacks.
        looks: part → its look, from the foot of a column upwards, which is the key's order.
        chosen: the `group-part` that is outlined in the accent.
        colours: the page's colours.
        labels: `axis` (what is shared out), `missing`, `hover` with {group} {label} {share} {n}; `chosen`, the outline's name in the key, where it is to stand there.

    """
    figure = blank(colours, height=HEIGHT)
    column, order = {group: i for i, group in enumerate(groups)}, {part: i for i, part in enumerate(looks)}
    drawn = table[(table["share"] > 0) & table["group"].isin(column) & table["part"].isin(order)]
    drawn = drawn.sort_values("part", key=lambda parts: parts.map(order), kind="stable")
    before = drawn.groupby("group")["share"].cumsum() - drawn["share"]
    top = float((before + drawn["share"]).max()) if len(drawn) else 1.0
    top = max(round(top, 6), 1.0) if top > 0.8 else top * 1.04
    bars = pd.DataFrame(
        {
            "at": drawn["group"].map(column),
            "base": before,
            "size": drawn["share"],
            "part": drawn["part"],
            "key": drawn["group"] + "-" + drawn["part"],
            "text": [f"{share:.0%}" if len(groups) <= MOST_NUMBERED and share >= LEAST_NUMBERED * top else "" for share in drawn["share"]],
            "hover": [labels["hover"].format(group=r.group, label=said(r.label), share=f"{r.share:.1%}", n=f"{r.n:,}") for r in drawn.itertuples()],
        }
    )
    names = {part: said(label) for part, label in zip(drawn["part"], drawn["label"], strict=True)}
    gaps = [column[group] for group in missing]
    named = len(groups) <= MOST_NUMBERED
    add_gaps(figure, gaps, length=top, label=labels["missing"], named=named, colours=colours, orientation="v", width=WIDTH)
    add_parts(
        figure, bars, looks=looks, names=names, chosen=chosen, colours=colours, orientation="v", width=WIDTH, chosen_name=labels.get("chosen", "")
    )
    shown = groups[:: -(-len(groups) // MOST_TICKS)] if groups else ()
    figure.update_layout(
        **key_below(colours),
        barmode="overlay",
        xaxis={
            "tickvals": [column[group] for group in shown],
            "ticktext": [said(group) for group in shown],
            "range": [-0.6, max(len(groups), FEWEST_PLACES) - 0.4],
        },
        yaxis={
            "title": {"text": labels["axis"]},
            "tickformat": ".0%",
            "range": [0, top * 1.004],
            "showgrid": True,
            "tickfont": {"color": colours.muted},
            "ticklabeloverflow": "allow",
        },
        margin_t=14,
    )
    return figure
