"""How alike sister headings are built: of one length, and on one frame (以…, 以…, 以…)."""

import math
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

import pandas as pd

from analysis.annotation.segmentation import is_han
from analysis.annotation.sisters import KEPT, Frame, frames
from analysis.measures.lists import series
from analysis.measures.result import Result
from analysis.model import Counted


class Symmetry(NamedTuple):
    """How alike headings are, each 0 to 1; `text` is the frame most of them follow, "" without one, and `followers` which do, counted from 0."""

    length: float
    frame: float
    symmetry: float
    text: str
    followers: tuple[int, ...]

    @property
    def following(self) -> int:
        """How many follow the frame."""
        return len(self.followers)


def symmetry(headings: Sequence[str]) -> Symmetry:
    """
    Tell how symmetrical sister headings are.

    length: the mean over all pairs of `shorter ÷ longer` in Han characters. frame: the share of them that follow the frame most follow (`frames`), 0 without
    one. symmetry: the mean of the two. All are NaN where fewer than two headings hold a Han character. Kept as `frames` are. Our own.
    """
    return _symmetry(tuple(headings))


@lru_cache(maxsize=KEPT)
def _symmetry(headings: tuple[str, ...]) -> Symmetry:
    sizes = [size for heading in headings if (size := sum(map(is_han, heading)))]
    if len(sizes) < 2:
        return Symmetry(math.nan, math.nan, math.nan, "", ())
    length = _likeness(sizes)
    found = frame_of(headings)
    followers = found.followers if found else ()
    frame = len(followers) / len(sizes)
    return Symmetry(length, frame, (length + frame) / 2, found.text if found else "", followers)


def _likeness(sizes: Sequence[int]) -> float:
    """Return the mean of `shorter ÷ longer` over all pairs; each size is set against all shorter ones at once, since a list may have thousands."""
    ordered = sorted(sizes)
    pairs = len(ordered) * (len(ordered) - 1) / 2
    return sum(shorter / size for shorter, size in zip(accumulate(ordered, initial=0), ordered, strict=False)) / pairs


def frame_of(headings: Sequence[str]) -> Frame | None:
    """Return the frame that most of *headings* follow; those without a Han character are no sisters, and it is counted without them."""
    places = [i for i, heading in enumerate(headings) if any(map(is_han, heading))]
    found = frames([headings[i] for i in places])
    return replace(found[0], followers=tuple(places[i] for i in found[0].followers)) if found else None


def sister_headings(outlines: pd.DataFrame, counted: Counted) -> Result:
    """
    Return for each series of sister units how alike their headings are.

    Args:
        outlines: `queries.outlines` of the scope.
        counted: what it was counted on.

    Returns:
        id, parent, level, kind, style, members, units, headings (as `lists.series`), frame (as printed, "" without one), following (how many follow it),
        followers (the units that do), length_likeness, frame_share, symmetry (`symmetry`).

    Our own.

    """
    table = series(outlines)
    found = [symmetry(headings) for headings in table["headings"]]
    table["frame"] = [s.text for s in found]
    table["following"] = [s.following for s in found]
    table["followers"] = [tuple(units[i] for i in s.followers) for units, s in zip(table["units"], found, strict=True)]
    for column, values in (
        ("length_likeness", [s.length for s in found]),
        ("frame_share", [s.frame for s in found]),
        ("symmetry", [s.symmetry for s in found]),
    ):
        table[column] = pd.Series(values, dtype=float)
    notes = {"symmetry": "fewer than two headings with Han characters"} if table["symmetry"].isna().any() else {}
    settings = {"symmetry": "(length likeness + frame share) / 2", "length": "Han characters"}
    return Result(table, counted.recipe("sister_headings", settings), notes)
