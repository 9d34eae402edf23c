"""Layouts, coloured by what units do: an icicle drawn as bars, so that every unit can be clicked, and strips in true order and size on one scale."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.functions import function_looks
from analysis.charts.looks import KEY, add_gaps, add_parts, key_below
from analysis.charts.template import Ink, blank, said, shortened

ROOM = 33
"""How many characters of a label the chart's whole width holds beside a column of passages, at the usual size of a window."""


def chart_icicle(table: pd.DataFrame, *, chosen: str, colours: Ink, labels: Mapping[str, str]) -> go.Figure:
    """
    Draw one speech's outline: each level a row, each unit a bar from where it begins to where it ends.

    Args:
        table: key, level, label, part (a unit's function, `measures.attention.parts_of`), function_name, share, before of one speech's units
            (`measures.layout.layout`); level 0 is drawn on the first row. Units whose share is undefined (a speech without Han characters) are left out.
        chosen: the key drawn in the accent.
        colours: the page's colours.
        labels: `share` (axis title), `level` with {n}, `hover` with {label} {function} {share} {han}.

    """
    table = table.dropna(subset=["share"])
    deepest = max(int(table["level"].max()), 1) if len(table) else 1
    figure = blank(colours, height=64 * deepest + 60 + KEY)
    levels = table["level"].clip(lower=1)
    bars = pd.DataFrame(
        {
            "at": [labels["level"].format(n=n) for n in levels],
            "base": table["before"],
            "size": table["share"],
            "part": table["part"],
            "key": table["key"],
            "text": [_fit(r.label, r.share) for r in table.itertuples()],
            "hover": [_hover(labels["hover"], r) for r in table.itertuples()],
        }
    )
    add_parts(figure, bars, looks=function_looks(colours), names=_names(table), chosen=chosen, colours=colours, orientation="h", width=0.94)
    order = [labels["level"].format(n=n) for n in range(1, deepest + 1)]
    figure.update_layout(
        **key_below(colours),
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
        table: id, key, label, part, function_name, share, before, han, han_before of the units without a parent.
        rows: (speech id or '' for a missing year, label), top row first.
        by: `share` (each speech 100 %) or `han` (Han characters).
        chosen: the key drawn in the accent.
        colours: the page's colours.
        labels: `axis` (title), `missing`, `hover` with {row} {label} {function} {share} {han}.
        room: how many characters of a label the whole width holds.

    """
    figure = blank(colours, height=34 * len(rows) + 64 + KEY)
    size, base = ("share", "before") if by == "share" else ("han", "han_before")
    rows = [(id_, said(name)) for id_, name in rows]
    names = dict(rows)
    shown = table[table["id"].isin(names)].dropna(subset=["share"])
    whole = 1.0 if by == "share" else float((shown[base] + shown[size]).max() if len(shown) else 1)
    bars = pd.DataFrame(
        {
            "at": [names[i] for i in shown["id"]],
            "base": shown[base],
            "size": shown[size],
            "part": shown["part"],
            "key": shown["key"],
            "text": [_fit(r.label, getattr(r, size) / whole, room) for r in shown.itertuples()],
            "hover": [_hover(labels["hover"], r, row=names[r.id]) for r in shown.itertuples()],
        }
    )
    absent = [name for id_, name in rows if not id_]
    add_gaps(figure, absent, length=whole, label=labels["missing"], named=True, colours=colours, orientation="h", width=0.82)
    add_parts(figure, bars, looks=function_looks(colours), names=_names(shown), chosen=chosen, colours=colours, orientation="h", width=0.82)
    axis = (
        _shares(labels["axis"], colours)
        if by == "share"
        else {"title": {"text": labels["axis"]}, "tickformat": ",", "range": [0, whole], "showgrid": True}
    )
    figure.update_layout(
        **key_below(colours),
        barmode="overlay",
        xaxis=axis,
        yaxis={"type": "category", "categoryorder": "array", "categoryarray": [name for _, name in rows], "range": [len(rows) - 0.5, -0.5]},
    )
    return figure


def _shares(title: str, colours: Ink) -> dict[str, object]:
    return {"title": {"text": title}, "tickformat": ".0%", "range": [0, 1], "showgrid": True, "tickfont": {"color": colours.muted}}


def _names(table: pd.DataFrame) -> dict[str, str]:
    return dict(zip(table["part"], table["function_name"], strict=True))


def _hover(text: str, unit: Any, **more: str) -> str:
    return text.format(label=said(unit.label), function=unit.function_name, share=f"{unit.share:.1%}", han=f"{unit.han:,}", **more)


def _fit(label: str, share: float, whole: int = ROOM) -> str:
    """Cut a label to what its bar can hold; nothing where not even two characters fit."""
    room = int(share * whole)
    return "" if room < 2 else said(shortened(label, room))
