"""Layouts: an icicle drawn as bars, so that every unit can be clicked, and strips of units in true order and size on one scale."""

from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.template import NO_DIMMING, Ink, blank, missing_bands, said, shortened

ROOM = 33
"""How many characters of a label the chart's whole width holds beside a column of passages, at the usual size of a window."""


def chart_icicle(table: pd.DataFrame, *, chosen: str, colours: Ink, labels: Mapping[str, str]) -> go.Figure:
    """
    Draw one speech's outline: each level a row, each unit a bar from where it begins to where it ends.

    Args:
        table: key, level, label, share, before of one speech's units (`measures.layout.layout`); level 0 is drawn on the first row. Units whose share is
            undefined (a speech without Han characters) are left out.
        chosen: the key drawn in the accent.
        colours: the page's colours.
        labels: `share` (axis title), `level` with {n}, `hover` with {label} {share} {han}.

    """
    table = table.dropna(subset=["share"])
    deepest = max(int(table["level"].max()), 1) if len(table) else 1
    figure = blank(colours, height=64 * deepest + 60)
    rows = table.assign(row=table["level"].clip(lower=1))
    tones = _tones(rows, colours)
    figure.add_bar(
        x=rows["share"],
        base=rows["before"],
        y=[labels["level"].format(n=n) for n in rows["row"]],
        orientation="h",
        width=0.94,
        marker={
            "color": [colours.accent if k == chosen else t for k, t in zip(rows["key"], tones, strict=True)],
            "line": {"color": colours.ground, "width": 1.5},
        },
        text=[_fit(r.label, r.share) for r in rows.itertuples()],
        textposition="inside",
        insidetextanchor="start",
        textangle=0,
        constraintext="none",
        textfont={"size": 12, "color": [colours.ground if k == chosen else colours.text for k in rows["key"]]},
        customdata=list(rows["key"]),
        hovertext=[labels["hover"].format(label=said(r.label), share=f"{r.share:.1%}", han=f"{r.han:,}") for r in rows.itertuples()],
        hoverinfo="text",
        **NO_DIMMING,
    )
    order = [labels["level"].format(n=n) for n in range(1, deepest + 1)]
    figure.update_layout(
        barmode="overlay",
        xaxis=_shares(labels["share"], colours),
        yaxis={"type": "category", "categoryorder": "array", "categoryarray": order, "autorange": "reversed", "tickfont": {"color": colours.muted}},
    )
    return figure


def chart_strips(
    table: pd.DataFrame,
    *,
    rows: Sequence[tuple[str, str]],
    by: str,
    chosen: str,
    colours: Ink,
    labels: Mapping[str, str],
    room: int = ROOM,
) -> go.Figure:
    """
    Draw the top units of several speeches under one another on a common scale.

    Args:
        table: id, key, label, share, before, han, han_before of the units without a parent.
        rows: (speech id or '' for a missing year, label), top row first.
        by: `share` (each speech 100 %) or `han` (Han characters).
        chosen: the key drawn in the accent.
        colours: the page's colours.
        labels: `axis` (title), `missing`, `hover` with {row} {label} {share} {han}.
        room: how many characters of a label the whole width holds.

    """
    figure = blank(colours, height=34 * len(rows) + 64)
    size, base = ("share", "before") if by == "share" else ("han", "han_before")
    rows = [(id_, said(name)) for id_, name in rows]
    names = dict(rows)
    shown = table[table["id"].isin(names)].dropna(subset=["share"])
    whole = 1.0 if by == "share" else float((shown[base] + shown[size]).max() if len(shown) else 1)
    tones = _tones(shown, colours)
    figure.add_bar(
        x=shown[size],
        base=shown[base],
        y=[names[i] for i in shown["id"]],
        orientation="h",
        width=0.82,
        marker={
            "color": [colours.accent if k == chosen else t for k, t in zip(shown["key"], tones, strict=True)],
            "line": {"color": colours.ground, "width": 1.5},
        },
        text=[_fit(r.label, getattr(r, size) / whole, room) for r in shown.itertuples()],
        textposition="inside",
        insidetextanchor="start",
        textangle=0,
        constraintext="none",
        textfont={"size": 12, "color": [colours.ground if k == chosen else colours.text for k in shown["key"]]},
        customdata=list(shown["key"]),
        hovertext=[
            labels["hover"].format(row=names[r.id], label=said(r.label), share=f"{r.share:.1%}", han=f"{r.han:,}") for r in shown.itertuples()
        ],
        hoverinfo="text",
        **NO_DIMMING,
    )
    absent = [i for i, (id_, _) in enumerate(rows) if not id_]
    axis = (
        _shares(labels["axis"], colours)
        if by == "share"
        else {"title": {"text": labels["axis"]}, "tickformat": ",", "range": [0, whole], "showgrid": True}
    )
    figure.update_layout(
        **missing_bands(absent, "y", labels["missing"], colours, width=0.82, size=12, x=0, xanchor="left"),
        barmode="overlay",
        xaxis=axis,
        yaxis={"type": "category", "categoryorder": "array", "categoryarray": [name for _, name in rows], "range": [len(rows) - 0.5, -0.5]},
    )
    return figure


def _shares(title: str, colours: Ink) -> dict[str, object]:
    return {"title": {"text": title}, "tickformat": ".0%", "range": [0, 1], "showgrid": True, "tickfont": {"color": colours.muted}}


def _tones(table: pd.DataFrame, colours: Ink) -> list[str]:
    """Frame units faint, marked units in two alternating tones, so that neighbours part without a code of colours."""
    tones, turn = [], 0
    for role in table["role"]:
        if role == "unit":
            turn += 1
            tones.append(colours.plain if turn % 2 else _between(colours))
        else:
            tones.append(colours.faint)
    return tones


def _between(colours: Ink) -> str:
    return "#544D45" if colours.dark else "#D3C9B8"


def _fit(label: str, share: float, whole: int = ROOM) -> str:
    """Cut a label to what its bar can hold; nothing where not even two characters fit."""
    room = int(share * whole)
    return "" if room < 2 else said(shortened(label, room))
