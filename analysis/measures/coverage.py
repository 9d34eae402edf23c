"""What a corpus holds: speeches and Han characters by year and kind."""

import pandas as pd

from analysis.measures.result import Result
from analysis.model import Counted


def coverage(speeches: pd.DataFrame, counted: Counted) -> Result:
    """
    Sum up speeches by kind and year.

    Args:
        speeches: id, kind, year, counted_han (`queries.speeches`).
        counted: what they are counted on.

    Returns:
        kind, year, speeches, han (counted Han characters); speeches without a year are left out. Sorted by kind, year.

    """
    dated = speeches.dropna(subset=["year"]).astype({"year": int})
    table = dated.groupby(["kind", "year"], as_index=False).agg(speeches=("id", "size"), han=("counted_han", "sum"))
    return Result(table, counted.recipe("coverage", {}))
