"""A result is a table that carries how it was made: settings, what was counted, and why a value is undefined."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from analysis.model import Recipe


@dataclass(frozen=True, slots=True)
class Result:
    """A measure's table with its recipe. `notes` says, by column, why values are undefined."""

    table: pd.DataFrame
    recipe: Recipe
    notes: Mapping[str, str] = field(default_factory=dict)


def per_10k(n: pd.Series, han: float) -> pd.Series:
    """Occurrences per 10,000 Han characters; NaN where nothing was counted on (never 0)."""
    return n * (10_000 / han) if han else n * float("nan")
