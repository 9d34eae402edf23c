"""What a selection gives its room to: the share of counted Han characters by what the unit does in which they stand."""

from typing import Literal

import pandas as pd

from analysis.annotation.functions import KINDS
from analysis.measures.result import Result
from analysis.model import FRAME, SPOKEN, UNDECIDED, Counted

Sharing = Literal["finest", "top"]
"""The units among which characters are shared out: the deepest ones whose function is decided, or those at the top."""

_UNITS: dict[Sharing, str] = {"finest": "the deepest whose function is decided", "top": "without a parent"}

PARTS = (*KINDS, UNDECIDED, FRAME)
"""The functions, and beside them what is undecided and what can have none, where it is counted."""


def parts_of(units: pd.DataFrame) -> pd.Series:
    """Return the part (one of PARTS) of each of *units* (role, function)."""
    part = units["function"].where(units["function"] != "", UNDECIDED)
    return part.where(units["role"].isin(SPOKEN), FRAME)


def attention(units: pd.DataFrame, counted: Counted, by: Literal["year", "id"] = "year", sharing: Sharing = "finest") -> Result:
    """
    Share out the counted Han characters of each year, or each speech, among the functions of the units they stand in.

    Args:
        units: id, year, role, function, han (counted, no character in two of them) of the units (`corpus.unit_queries.finest_units` or `top_units`).
        counted: what they are counted on.
        by: `year` (pooled: sum ÷ sum; speeches without a year are in none) or `id`.
        sharing: which units they are, for the recipe.

    Returns:
        The column *by*, part, units, han, share = han ÷ that of the group; a row for each group and each part of PARTS, `frame` left out where none of it is
        counted. NaN where a group holds no counted Han character. In the order of *units* and of PARTS. Our own.

    """
    rows = units.assign(part=parts_of(units)).dropna(subset=[by])
    if by == "year":
        rows = rows.astype({"year": int})
    shown = [part for part in PARTS if part != FRAME or rows.loc[rows["part"] == FRAME, "han"].sum()]
    grid = pd.MultiIndex.from_product([rows[by].unique(), shown], names=[by, "part"])
    table = rows.groupby([by, "part"]).agg(units=("han", "size"), han=("han", "sum")).reindex(grid, fill_value=0).reset_index()
    whole = table.groupby(by, sort=False)["han"].transform("sum")
    table["share"] = table["han"] / whole.where(whole > 0)
    notes = {"share": "no counted Han character in it"} if table["share"].isna().any() else {}
    return Result(table, counted.recipe("attention", {"by": by, "units": _UNITS[sharing], "size": "counted Han characters"}), notes)
