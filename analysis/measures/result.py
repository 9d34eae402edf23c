"""A result is a table that carries how it was made: settings, what was counted, and why a value is undefined."""

from collections.abc import Mapping, Sequence
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


def missing_years(years: Sequence[int]) -> list[int]:
    """Return the years between the first and the last that a yearly rhythm expects and the selection lacks."""
    return [y for y in range(min(years), max(years) + 1) if y not in set(years)] if len(years) else []
