"""A table behind a figure: its columns named in the view's language, numbers set for reading, one row can be chosen like a mark in the figure."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

import pandas as pd
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig

from ui import state
from ui.answers.drawn import column_name

HEIGHT = 420


def show_table(table: pd.DataFrame, *, name: str, key: str, columns: Mapping[str, str], fields: Mapping[str, str] = MappingProxyType({})) -> None:
    """
    Draw *table*.

    Args:
        table: its rows; its column `key` (neutral ids) is not shown; a clicked row sets the view's `chosen` to it.
        name: texts of the columns stand under `table.<name>`.
        key: the widget's key.
        columns: column → `text`, `int`, `rate` (one decimal), `index` (two), `share` (per cent), in the order shown.
        fields: what fills the columns' names (the sides compared).

    """
    words = state.words()
    config = {column: _config(column_name(column, name=name, words=words, fields=fields), kind) for column, kind in columns.items()}
    rows = table.reset_index(drop=True)
    st.dataframe(
        rows,
        key=key,
        hide_index=True,
        height=min(HEIGHT, 3 + 35 * (len(rows) + 1)),
        column_order=list(columns),
        column_config=config,
        placeholder=words("table.undefined"),
        alt=words("table.alt", n=len(rows)),
        on_select=_callback(key, list(rows["key"])),
        selection_mode="single-row",
    )


def _config(label: str, kind: str) -> ColumnConfig:
    if kind == "text":
        return st.column_config.TextColumn(label)
    formats = {"int": "localized", "year": "%d", "rate": "%.1f", "index": "%.2f", "share": "percent"}
    return st.column_config.NumberColumn(label, format=formats[kind])


def _callback(key: str, keys: list[str]) -> Callable[[], None]:
    def choose() -> None:
        rows = st.session_state[key].selection.rows
        if rows and rows[0] < len(keys):
            state.change(chosen=keys[rows[0]])

    return choose
