"""What a speech counts off: how many members its series of units have (the liking for threes, fours, fives), and how much of it stands in enumerations."""

from functools import lru_cache
from typing import Literal

import numpy as np
import pandas as pd

from analysis.annotation.markers import Kind, find_markers
from analysis.measures.result import Result
from analysis.model import SPOKEN, Counted

ENUMERATING: tuple[Kind, ...] = ("ordinal", "which", "then", "is", "must", "circle")
"""第一， 其一， 首先 一是 一要 ①: markers that count off points rather than number the parts of a document."""

Sort = Literal["numbers", "ordinals", "points", "others"]

SORTS: dict[Sort, tuple[Kind, ...]] = {
    "numbers": ("part", "chapter", "article", "clause", "roman", "han", "han-bracket", "arabic", "arabic-bracket", "letter"),
    "ordinals": ("ordinal", "which", "then"),
    "points": ("is", "must"),
    "others": ("circle", "bullet", "title"),
}
"""Kinds of markers in four sorts: what numbers the parts of a document (一、 （一） 1.), 第一， 其一， 首先, 一是 一要, and the rest (①, ——, title lines)."""

_SORT_OF = {kind: sort for sort, kinds in SORTS.items() for kind in kinds}


@lru_cache(maxsize=10_000)
def kind_of(marker: str) -> tuple[Kind, int]:
    """Return the kind of a unit's printed marker and its number (0 for a bullet or a title line): 一是 → ("is", 1)."""
    found = find_markers(f"{marker} ", [(0, len(marker) + 1)]) if marker else []
    return (found[0].kind, found[0].number) if found else ("title", 0)


def series(outlines: pd.DataFrame) -> pd.DataFrame:
    """
    Return the series of sister units: those under one parent with one kind of marker that count on, two at least.

    Args:
        outlines: `queries.outlines` of the scope, or `structure_queries.units`, which has no headings.

    Returns:
        id, parent, level, kind (of marker), style (of its first member), members (how many), units (their ids), and where *outlines* has them headings. In
        reading order. A number that does not rise begins another series, unless the outline took it as a repeated one.

    """
    units = outlines[outlines["role"] == "unit"]
    kinds, numbers = _kinds(units["marker"])
    sister = units.assign(kind=kinds).groupby(["id", "parent", "kind"], sort=False).ngroup().to_numpy()
    order = np.argsort(sister, kind="stable")
    sister, number, again = sister[order], numbers[order], ~_repeated(units)[order]
    first = np.diff(sister, prepend=-1) != 0
    begins = np.flatnonzero(first | (number > 0) & (number <= np.roll(number, 1)) & again)
    members = np.diff(begins, append=len(order))
    begins, members = begins[members > 1], members[members > 1]
    in_order = np.argsort(order[begins], kind="stable")
    begins, members = begins[in_order], members[in_order]
    table = units.iloc[order[begins]][["id", "parent", "level", "style"]].reset_index(drop=True)
    table.insert(3, "kind", kinds[order[begins]])
    table["members"] = members
    for column, name in (("unit", "units"), ("heading", "headings")):
        if column in units:
            values = units[column].to_numpy()[order].tolist()
            table[name] = pd.Series([tuple(values[at : at + n]) for at, n in zip(begins.tolist(), members.tolist(), strict=True)], dtype=object)
    return table


def _kinds(markers: pd.Series) -> tuple["np.ndarray[tuple[int], np.dtype[np.object_]]", "np.ndarray[tuple[int], np.dtype[np.int64]]"]:
    codes, printed = pd.factorize(markers)
    found = [kind_of(marker) for marker in printed]
    kinds, numbers = np.array([kind for kind, _ in found], dtype=object), np.array([number for _, number in found], dtype=np.int64)
    return kinds[codes], numbers[codes]


def _repeated(units: pd.DataFrame) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
    if "repeated" in units:
        return np.asarray(units["repeated"], dtype=bool)
    return np.array([evidence is not None and "-repeated" in evidence for evidence in units["evidence"]], dtype=bool)


def list_lengths(outlines: pd.DataFrame, counted: Counted) -> Result:
    """
    Return how many series have how many members.

    Args:
        outlines: as `series` takes them.
        counted: what it was counted on.

    Returns:
        members (2, 3, … up to the longest, without gaps), lists (series with so many), share (of all series), units (their members together), speeches (that
        hold one), and of the lists those with markers of each of SORTS (`numbers`, `ordinals`, `points`, `others`). Empty, with a note, where there is no
        series.

    Our own.

    """
    found = series(outlines)
    found["sort"] = found["kind"].map(_SORT_OF)
    grouped = found.groupby("members").agg(lists=("id", "size"), speeches=("id", "nunique"))
    sorts = found.groupby(["members", "sort"]).size().unstack(fill_value=0).reindex(columns=list(SORTS), fill_value=0)  # noqa: PD010 (counts by two keys)
    table = grouped.join(sorts).reindex(range(2, int(found["members"].max()) + 1) if len(found) else [], fill_value=0).rename_axis("members")
    table = table.astype(int).reset_index()
    table["share"] = table["lists"] / len(found) if len(found) else pd.Series(dtype=float)
    table["units"] = table["members"] * table["lists"]
    settings = {"lists": "units under one parent with one kind of marker that count on", "least": 2}
    notes = {} if len(found) else {"share": "no series of units"}
    return Result(table[["members", "lists", "share", "units", "speeches", *SORTS]], counted.recipe("list_lengths", settings), notes)


def members_of(outlines: pd.DataFrame, fewest: int, most: int, sort: str = "") -> pd.DataFrame:
    """Return id, unit of the members of all series that have *fewest* to *most* members (with markers of one of SORTS), series by series."""
    found = series(outlines)
    found = found[found["members"].between(fewest, most)]
    if sort:
        found = found[found["kind"].map(_SORT_OF) == sort]
    return found[["id", "units"]].explode("units").rename(columns={"units": "unit"}).reset_index(drop=True)


def enumerating(outlines: pd.DataFrame) -> pd.DataFrame:
    """
    Return the rows of *outlines* that are enumerations, one within another left out.

    Enumerating are units that are run through within a paragraph, and run-in ones with a marker of `ENUMERATING`. Our own.
    """
    units = outlines[outlines["role"] == "unit"]
    kinds, _ = _kinds(units["marker"])
    counts = (units["style"] == "inline").to_numpy() | (units["style"] == "run-in").to_numpy() & np.isin(kinds.astype(str), ENUMERATING)
    found = units[counts]
    ends = found.groupby("id", sort=False)["end"].cummax().groupby(found["id"], sort=False).shift(fill_value=-1)
    return found[(found["start"] >= ends).to_numpy()]


def enumerated(outlines: pd.DataFrame) -> pd.Series:
    """
    Return by id the share of a speech's Han characters that stands in enumerations; NaN for a speech that says nothing.

    `Han of enumerating units (enumerating) ÷ Han of opening, units and closing`. *outlines* as `series` takes them. Our own.
    """
    ids = outlines["id"].unique()
    said = outlines[outlines["role"].isin(SPOKEN) & (outlines["parent"] == -1)].groupby("id")["han"].sum().reindex(ids).astype(float)
    held = enumerating(outlines).groupby("id")["han"].sum().reindex(ids, fill_value=0)
    return held / said.where(said > 0)
