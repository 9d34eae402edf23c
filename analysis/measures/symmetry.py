"""How alike sister headings are built: of one length, and on one frame (以…, 以…, 以…)."""

import math
from collections.abc import Sequence
from itertools import combinations
from statistics import fmean
from typing import NamedTuple

import pandas as pd

from analysis.annotation.segmentation import is_han
from analysis.annotation.sisters import frames
from analysis.measures.lists import series
from analysis.measures.result import Result
from analysis.model import Counted


class Symmetry(NamedTuple):
    """How alike headings are, each 0 to 1; `text` is the frame most of them follow, "" without one, and `following` how many do."""

    length: float
    frame: float
    symmetry: float
    text: str
    following: int


def symmetry(headings: Sequence[str]) -> Symmetry:
    """
    Tell how symmetrical sister headings are.

    length: the mean over all pairs of `shorter ÷ longer` in Han characters. frame: the share of them that follow the frame most follow (`frames`), 0 without
    one. symmetry: the mean of the two. All are NaN where fewer than two headings hold a Han character. Our own.
    """
    written = [heading for heading in headings if any(map(is_han, heading))]
    if len(written) < 2:
        return Symmetry(math.nan, math.nan, math.nan, "", 0)
    sizes = [sum(map(is_han, heading)) for heading in written]
    length = fmean(min(a, b) / max(a, b) for a, b in combinations(sizes, 2))
    found = frames(written)
    following = len(found[0].followers) if found else 0
    frame = following / len(written)
    return Symmetry(length, frame, (length + frame) / 2, found[0].text if found else "", following)


def sister_headings(outlines: pd.DataFrame, counted: Counted) -> Result:
    """
    Return for each series of sister units how alike their headings are.

    Args:
        outlines: `queries.outlines` of the scope.
        counted: what it was counted on.

    Returns:
        id, parent, level, kind, style, members, units, headings (as `lists.series`), frame (as printed, "" without one), following (how many follow it),
        length_likeness, frame_share, symmetry (`symmetry`).

    Our own.

    """
    table = series(outlines)
    found = [symmetry(headings) for headings in table["headings"]]
    table["frame"] = [s.text for s in found]
    table["following"] = [s.following for s in found]
    for column, values in (
        ("length_likeness", [s.length for s in found]),
        ("frame_share", [s.frame for s in found]),
        ("symmetry", [s.symmetry for s in found]),
    ):
        table[column] = pd.Series(values, dtype=float)
    notes = {"symmetry": "fewer than two headings with Han characters"} if table["symmetry"].isna().any() else {}
    settings = {"symmetry": "(length likeness + frame share) / 2", "length": "Han characters"}
    return Result(table, counted.recipe("sister_headings", settings), notes)
