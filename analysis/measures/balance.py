"""How evenly a speech spends itself on its units: the evenness of their shares, over the whole speech and level by level."""

import math
from collections.abc import Iterable

import pandas as pd

from analysis.measures.result import Result
from analysis.model import Counted


def evenness(sizes: Iterable[float]) -> float:
    """
    Return how evenly a whole is parted, 0 to 1: `J = H / ln k`, with `H = −Σ p ln p` over the shares p of the k parts that hold anything.

    1 where all parts are equal. NaN for fewer than two parts, of which evenness says nothing. Source: Pielou (1966).
    """
    held = [size for size in sizes if size > 0]
    if len(held) < 2:
        return math.nan
    whole = sum(held)
    return -sum(size / whole * math.log(size / whole) for size in held) / math.log(len(held))


def levels(outlines: pd.DataFrame, counted: Counted) -> Result:
    """
    Return how each level of each speech is parted.

    Args:
        outlines: `queries.outlines` of the scope.
        counted: what it was counted on.

    Returns:
        id, level, units (marked ones at this level), han (their Han characters, sub-units included), share (of the speech's Han characters; NaN for a
        speech without any), mean_han, median_han, balance (`evenness` of the units of this level, whatever they stand in; NaN for a single one).
        Sorted as the speeches are, then by level. Speeches without marked units have no row.

    Source: balance as in Pielou (1966); the rest our own.

    """
    units = outlines[outlines["role"] == "unit"]
    order = {id_: place for place, id_ in enumerate(dict.fromkeys(outlines["id"]))}
    whole = outlines[outlines["parent"] == -1].groupby("id")["han"].sum()
    table = units.groupby(["id", "level"], as_index=False).agg(
        units=("unit", "size"), han=("han", "sum"), mean_han=("han", "mean"), median_han=("han", "median"), balance=("han", evenness)
    )
    table["share"] = table["han"] / table["id"].map(whole).astype(float).where(lambda s: s > 0)
    table = table.sort_values(["id", "level"], key=lambda s: s.map(order) if s.name == "id" else s, ignore_index=True)
    columns = ["id", "level", "units", "han", "share", "mean_han", "median_han", "balance"]
    notes = {"balance": FEW_UNITS} if table["balance"].isna().any() else {}
    return Result(table[columns], counted.recipe("levels", {"size": "Han characters", "balance": "H / ln k"}), notes)


FEW_UNITS = "fewer than two units that hold Han characters"
