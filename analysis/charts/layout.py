"""Layouts, coloured by what units do: an icicle drawn as bars, so that every unit can be clicked, and strips in true order and size on one scale."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.functions import function_looks
from analysis.charts.looks import KEY, add_gaps, add_parts, key_below
from analysis.charts.template import Ink, blank, said

ROOM = 33
"""How many Han characters a chart's bars hold along the whole width beside a column of passages, at the usual size of a window, names of rows left aside."""

NAME = 10
"""Han characters of the longest name of a row for which that holds; a longer one takes its room from the bars."""

FEWEST = 2
"""Characters of a label that are shown at least, before …."""


def chart_icicle(table: pd.DataFrame, *, chosen: str, colours: Ink, labels: Mapping[str, str]) -> go.Figure:
    """
    Draw one speech's outline: each level a row, each unit a bar from where it begins to where it ends.

    Args:
        table: key, level, label, part (a unit's function, `measures.attention.parts_of`), function_name, share, before of one speech's units
            (`measures.layout.layout`); level 0 is drawn on the first row. Units whose share is undefined (a speech without Han characters) are left out.
        chosen: the key that is outlined in the accent.
        colours: the page's colours.
        labels: `share` (axis title), `level` with {n}, `hover` with {label} {function} {share} {han}, `chosen` (the outline's name, where it is to stand in the key).

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
    add_parts(
        figure,
        bars,
        looks=function_looks(colours),
        names=_names(table),
        chosen=chosen,
        colours=colours,
        orientation="h",
        width=0.94,
        chosen_name=labels.get("chosen", ""),
    )
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
        chosen: the key that is outlined in the accent.
        colours: the page's colours.
        labels: `axis` (title), `missing`, `hover` with {row} {label} {function} {share} {han}, `chosen` (the outline's name, where it is to stand in the key).
        room: how many Han characters the whole width holds beside a name of NAME.

    """
    figure = blank(colours, height=34 * len(rows) + 64 + KEY)
    size, base = ("share", "before") if by == "share" else ("han", "han_before")
    rows = [(id_, said(name)) for id_, name in rows]
    names = dict(rows)
    room -= max(0, math.ceil(max((_wide(name) for _, name in rows), default=0)) - NAME)
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
    add_parts(
        figure,
        bars,
        looks=function_looks(colours),
        names=_names(shown),
        chosen=chosen,
        colours=colours,
        orientation="h",
        width=0.82,
        chosen_name=labels.get("chosen", ""),
    )
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


def _fit(label: str, share: float, whole: float = ROOM) -> str:
    """Cut a label to what its bar can hold; nothing where that is not even three characters."""
    room = share * whole - 0.5
    if _wide(label) <= room:
        return said(label)
    at = next(i for i in range(len(label), -1, -1) if _wide(label[:i]) + 1 <= room or not i)
    return said(label[:at] + "…") if _wide(label[:at]) >= FEWEST else ""


def _wide(text: str) -> float:
    """How many Han characters wide a text is: letters and figures are about half as wide."""
    return sum(1 if character >= "\u2000" else 0.56 for character in text)
