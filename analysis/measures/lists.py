"""What a speech counts off: how many members its series of units have (the liking for threes, fours, fives), and how much of it stands in enumerations."""

from collections.abc import Collection
from typing import Any

import pandas as pd

from analysis.annotation.markers import Kind, find_markers
from analysis.measures.result import Result
from analysis.model import Counted

ENUMERATING: tuple[Kind, ...] = ("ordinal", "which", "then", "is", "must", "circle")
"""第一， 其一， 首先 一是 一要 ①: markers that count off points rather than number the parts of a document."""

SPOKEN = ("opening", "unit", "closing")


def kind_of(marker: str) -> tuple[Kind, int]:
    """Return the kind of a unit's printed marker and its number (0 for a bullet or a title line): 一是 → ("is", 1)."""
    found = find_markers(f"{marker} ", [(0, len(marker) + 1)]) if marker else []
    return (found[0].kind, found[0].number) if found else ("title", 0)


def series(outlines: pd.DataFrame) -> pd.DataFrame:
    """
    Return the series of sister units: those under one parent with one kind of marker that count on, two at least.

    Args:
        outlines: `queries.outlines` of the scope.

    Returns:
        id, parent, level, kind (of marker), style (of its first member), members (how many), units (their ids), headings. In reading order. A number that
        does not rise begins another series, unless the outline took it as a repeated one.

    """
    rows: list[dict[str, Any]] = []
    running: dict[tuple[str, int, Kind], tuple[dict[str, Any], int]] = {}
    units = outlines[outlines["role"] == "unit"]
    columns = ["id", "unit", "parent", "level", "style", "marker", "heading", "evidence"]
    for id_, unit, parent, level, style, marker, heading, evidence in units[columns].itertuples(index=False, name=None):
        kind, number = kind_of(marker)
        row, last = running.get((id_, parent, kind), (None, 0))
        if row is None or (number and number <= last and "-repeated" not in _evidence(evidence)):
            row = {"id": id_, "parent": parent, "level": level, "kind": kind, "style": style, "units": (), "headings": ()}
            rows.append(row)
        row["units"] += (unit,)
        row["headings"] += (heading,)
        running[id_, parent, kind] = (row, number)
    table = pd.DataFrame(rows, columns=["id", "parent", "level", "kind", "style", "members", "units", "headings"])
    table["members"] = table["units"].map(len).astype(int)
    return table[table["members"] > 1].reset_index(drop=True)


def _evidence(evidence: Collection[str] | None) -> Collection[str]:
    return () if evidence is None else evidence


def list_lengths(outlines: pd.DataFrame, counted: Counted) -> Result:
    """
    Return how many series have how many members.

    Args:
        outlines: `queries.outlines` of the scope.
        counted: what it was counted on.

    Returns:
        members (2, 3, … up to the longest, without gaps), lists (series with so many), share (of all series), speeches (that hold one). Empty, with a note,
        where there is no series.

    Our own.

    """
    found = series(outlines)
    grouped = found.groupby("members").agg(lists=("id", "size"), speeches=("id", "nunique"))
    table = grouped.reindex(range(2, int(found["members"].max()) + 1) if len(found) else [], fill_value=0).rename_axis("members").reset_index()
    table["share"] = table["lists"] / len(found) if len(found) else pd.Series(dtype=float)
    settings = {"lists": "units under one parent with one kind of marker that count on", "least": 2}
    notes = {} if len(found) else {"share": "no series of units"}
    return Result(table[["members", "lists", "share", "speeches"]], counted.recipe("list_lengths", settings), notes)


def enumerated(outlines: pd.DataFrame) -> pd.Series:
    """
    Return by id the share of a speech's Han characters that stands in enumerations; NaN for a speech that says nothing.

    `Han of enumerating units ÷ Han of opening, units and closing`. Enumerating are units that are run through within a paragraph, and run-in ones with a
    marker of `ENUMERATING`; one within another is counted once. *outlines* as `queries.outlines` gives them. Our own.
    """
    said = outlines[outlines["role"].isin(SPOKEN)]
    whole = said[said["parent"] == -1].groupby("id")["han"].sum().reindex(dict.fromkeys(outlines["id"]))
    counts = [
        style == "inline" or (style == "run-in" and kind_of(marker)[0] in ENUMERATING)
        for style, marker in said[["style", "marker"]].itertuples(index=False, name=None)
    ]
    within: dict[tuple[str, int], bool] = {}
    held = dict.fromkeys(whole.index, 0)
    for (id_, unit, parent, han), is_one in zip(said[["id", "unit", "parent", "han"]].itertuples(index=False, name=None), counts, strict=True):
        above = within.get((id_, parent), False)
        within[id_, unit] = above or is_one
        held[id_] += han if is_one and not above else 0
    return pd.Series(held, dtype=float) / whole.astype(float).where(lambda s: s > 0)
