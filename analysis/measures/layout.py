"""How a speech is laid out: the share of its characters that each unit of the outline takes."""

import pandas as pd

from analysis.measures.result import Result
from analysis.model import Counted


def layout(outlines: pd.DataFrame, counted: Counted) -> Result:
    """
    Return the units of each speech with their shares.

    Args:
        outlines: `queries.outlines` of the scope.
        counted: what it was counted on.

    Returns:
        The columns of *outlines* and share (the unit's Han characters / the speech's, title block and all; children included) and before (the share
        that stands before the unit). NaN for a speech without Han characters.

    """
    table = outlines.copy()
    total = table[table["parent"] == -1].groupby("id")["han"].sum()
    whole = table["id"].map(total).astype(float).where(lambda s: s > 0)
    table["share"] = table["han"] / whole
    table["before"] = table["han_before"] / whole
    notes = {"share": "the speech holds no Han character"} if whole.isna().any() else {}
    return Result(table, counted.recipe("layout", {"size": "Han characters", "of": "the whole text", "whole_han": int(total.sum())}), notes)


def depth(table: pd.DataFrame) -> pd.DataFrame:
    """Return for each speech: id, units (marked ones at level 1), deepest level, and the share of its largest level-1 unit."""
    units = table[table["role"] == "unit"]
    top = units[units["level"] == 1]
    return pd.DataFrame(
        {
            "units": top.groupby("id").size(),
            "deepest": units.groupby("id")["level"].max(),
            "largest": top.groupby("id")["share"].max(),
        }
    ).reset_index()
