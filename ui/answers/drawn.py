"""A figure with the table behind it, and all that goes with both wherever they go."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from analysis.model import Recipe
from ui.parts.escape import escaped
from ui.words import Words


@dataclass(frozen=True, slots=True)
class Drawn:
    """
    A figure and its table.

    `name` is what its texts stand under (`table.<name>`); `columns` are those shown, column → `text`, `int`, `year`, `rate` or `share`; the table's
    column `key` holds the neutral ids that a click puts into the link. `table_recipe` is the table's own, where it is not the figure's. `fixed` figures
    keep their own width.
    """

    name: str
    figure: go.Figure
    table: pd.DataFrame
    columns: Mapping[str, str]
    unit: str
    alt: str
    recipe: Recipe
    table_recipe: Recipe | None = None
    fixed: bool = False


def named(table: pd.DataFrame, *, name: str, columns: Mapping[str, str], words: Words) -> pd.DataFrame:
    """Return a table as it is taken away: its shown columns, named in the view's language."""
    return table[list(columns)].rename(columns={column: words(f"table.{name}.{column}") for column in columns})


def quoted(text: str) -> str:
    """Return a word of a speech for a page's answering sentence: escaped, in quotes, in the accent."""
    return f"“<mark>{escaped(text)}</mark>”"
