"""The build of each speech in one row: how many units, how deep, how even, how much is counted off."""

import pandas as pd

from analysis.measures.balance import FEW_UNITS, evenness
from analysis.measures.lists import enumerated, series
from analysis.measures.result import Result
from analysis.model import SPOKEN, Counted

_WHY = {
    "deepest": "no marked units",
    "mean_depth": "opening, units and closing hold no Han character",
    "balance": FEW_UNITS,
    "mean_han": "no marked units",
    "median_han": "no marked units",
    "enumerated": "opening, units and closing hold no Han character",
}


def structure(outlines: pd.DataFrame, counted: Counted) -> Result:
    """
    Return the measures of structure of each speech.

    Args:
        outlines: `queries.outlines` of the scope, or `structure_queries.units`.
        counted: what it was counted on.

    Returns:
        id; units (marked ones), top (those at level 1); deepest level; mean_depth (of a Han character of opening, units and closing: the level of the
        innermost unit it stands in, 0 outside units); balance (`evenness` of the units at level 1); mean_han, median_han (Han characters of a unit at
        level 1); enumerated (`lists.enumerated`); lists (`lists.series`). In the order of *outlines*. What is undefined is NaN, and the notes say why.

    Source: balance as in Pielou (1966); the rest our own.

    """
    ids = outlines["id"].unique()
    units = outlines[outlines["role"] == "unit"]
    first = units[units["level"] == 1]
    top = first.groupby("id")["han"]
    table = pd.DataFrame(
        {
            "units": units.groupby("id").size().reindex(ids, fill_value=0),
            "top": top.size().reindex(ids, fill_value=0),
            "deepest": units.groupby("id")["level"].max().reindex(ids).astype(float),
            "mean_depth": _mean(outlines[outlines["role"].isin(SPOKEN)], "level", "own_han").reindex(ids),
            "balance": evenness(first["han"], first["id"]).reindex(ids),
            "mean_han": top.mean().reindex(ids),
            "median_han": top.median().reindex(ids),
            "enumerated": enumerated(outlines),
            "lists": series(outlines).groupby("id").size().reindex(ids, fill_value=0),
        },
        index=pd.Index(ids, name="id"),
    )
    settings = {"size": "Han characters", "balance": "H / ln k"}
    notes = {column: reason for column, reason in _WHY.items() if table[column].isna().any()}
    return Result(table.reset_index(), counted.recipe("structure", settings), notes)


def _mean(table: pd.DataFrame, of: str, weight: str) -> pd.Series:
    """Return by id the weighted mean of a column; NaN where the weights are nothing."""
    weighted = (table[of] * table[weight]).groupby(table["id"]).sum()
    weights = table.groupby("id")[weight].sum().astype(float)
    return weighted / weights.where(weights > 0)
