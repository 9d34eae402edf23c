"""A figure with the table behind it, and all that goes with both wherever they go."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import pandas as pd
import plotly.graph_objects as go

from analysis.model import Recipe
from ui.parts.escape import escaped
from ui.words import Words


@dataclass(frozen=True, slots=True)
class Drawn:
    """
    A figure and its table.

    `name` is what its texts stand under (`table.<name>`); `columns` are those shown, column → `text`, `int`, `year`, `rate`, `index` or `share`; the table's
    column `key` holds the neutral ids that a click puts into the link. `fields` fill the columns' names (the sides compared). `fixed` figures
    keep their own width.
    """

    name: str
    figure: go.Figure
    table: pd.DataFrame
    columns: Mapping[str, str]
    unit: str
    alt: str
    recipe: Recipe
    fields: Mapping[str, str] = field(default_factory=dict)
    fixed: bool = False


def column_name(column: str, *, name: str, words: Words, fields: Mapping[str, str] = MappingProxyType({})) -> str:
    """Return what a column is called in the view's language."""
    return words(f"table.{name}.{column}", **fields)


def named(
    table: pd.DataFrame, *, name: str, columns: Mapping[str, str], words: Words, fields: Mapping[str, str] = MappingProxyType({})
) -> pd.DataFrame:
    """Return a table as it is taken away: its shown columns, named in the view's language, rates to four decimals."""
    names = {column: column_name(column, name=name, words=words, fields=fields) for column in columns}
    return table[list(columns)].round(4).rename(columns=names)


def quoted(text: str) -> str:
    """Return a word of a speech for a page's answering sentence: escaped, in quotes, in the accent."""
    return f"“<mark>{escaped(text)}</mark>”"
