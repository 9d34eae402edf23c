"""How evenly a speech spends itself on its units: the evenness of their shares, over the whole speech and level by level."""

from typing import Any

import numpy as np
import pandas as pd

from analysis.measures.result import Result
from analysis.model import Counted

FEW_UNITS = "fewer than two units that hold Han characters"


def evenness(sizes: pd.Series, by: Any) -> pd.Series:
    """
    Return by group how evenly wholes are parted, 0 to 1: `J = H / ln k`, with `H = −Σ p ln p` over the shares p of the k parts that hold anything.

    1 where all parts are equal. NaN for fewer than two parts, of which evenness says nothing. *by* is what `groupby` takes. Source: Pielou (1966).
    """
    held = sizes.where(sizes > 0).astype(float)
    sums = (
        pd.DataFrame({"parts": held, "whole": held, "logs": held * np.log(held)}).groupby(by).agg({"parts": "count", "whole": "sum", "logs": "sum"})
    )
    few = sums["parts"] < 2
    return ((np.log(sums["whole"].mask(few)) - sums["logs"] / sums["whole"].mask(few)) / np.log(sums["parts"].mask(few))).clip(0, 1)


def levels(outlines: pd.DataFrame, counted: Counted) -> Result:
    """
    Return how each level of each speech is parted.

    Args:
        outlines: `queries.outlines` of the scope, or `structure_queries.units`.
        counted: what it was counted on.

    Returns:
        id, level, units (marked ones at this level), han (their Han characters, sub-units included), share (of the speech's Han characters; NaN for a
        speech without any), mean_han, median_han, balance (`evenness` of the units of this level, whatever they stand in; NaN for a single one).
        Sorted as the speeches are, then by level. Speeches without marked units have no row.

    Source: balance as in Pielou (1966); the rest our own.

    """
    ids = pd.unique(outlines["id"])
    units = outlines[outlines["role"] == "unit"]
    by = [pd.Categorical(units["id"], categories=ids).codes, units["level"]]
    sizes = units.groupby(by)["han"]
    table = pd.DataFrame({"units": sizes.size(), "han": sizes.sum(), "mean_han": sizes.mean(), "median_han": sizes.median()})
    table["balance"] = evenness(units["han"], by)
    table = table.rename_axis(["place", "level"]).reset_index()
    table["id"] = ids[table["place"]]
    whole = outlines[outlines["parent"] == -1].groupby("id")["han"].sum()
    table["share"] = table["han"] / table["id"].map(whole).astype(float).where(lambda s: s > 0)
    columns = ["id", "level", "units", "han", "share", "mean_han", "median_han", "balance"]
    notes = {"balance": FEW_UNITS} if table["balance"].isna().any() else {}
    return Result(table[columns], counted.recipe("levels", {"size": "Han characters", "balance": "H / ln k"}), notes)
