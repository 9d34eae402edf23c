"""The take-away: a chart as PNG, SVG or a stand-alone HTML, its table as CSV or XLSX, and the recipe that made them."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

import pandas as pd
import streamlit as st

from analysis.export.names import file_name
from analysis.model import Recipe
from ui import state
from ui.answers.drawn import Drawn, named

_TYPES = {
    "html": "text/html",
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "recipe.json": "application/json",
    "zip": "application/zip",
}


def show_take_away(drawn: Drawn, *, key: str) -> None:
    """Draw the button; what it offers is made only once it is opened, each file only once it is clicked."""
    words = state.words()
    box = st.popover(words("take.button"), width="stretch", key=f"take_{key}", on_change="rerun")
    if not box.open:
        return
    from analysis.export.bundle import bundle_bytes
    from analysis.export.figures import embedded_css, html_bytes
    from analysis.export.tables import csv_bytes, recipe_bytes, xlsx_bytes
    from ui.parts.figure_export import figure_export

    figure, table, recipe = drawn.figure, named(drawn.table, name=drawn.name, columns=drawn.columns, words=words, fields=drawn.fields), drawn.recipe
    stem = f"yanjing-{recipe.measure}-{recipe.corpus}"
    lang, sheets = words("take.lang"), (words("take.sheet_data"), words("take.sheet_recipe"))
    makers: dict[str, Callable[[], bytes]] = {
        "html": lambda: html_bytes(figure, recipe, drawn.alt, lang=lang),
        "csv": lambda: csv_bytes(table),
        "xlsx": lambda: xlsx_bytes(table, recipe, sheets=sheets),
        "recipe.json": lambda: recipe_bytes(recipe),
        "zip": lambda: bundle_bytes(figure, table, recipe, name=stem, title=drawn.alt, lang=lang, sheets=sheets),
    }
    with box:
        labels = {name: words(f"take.{name}") for name in ("png", "svg", "busy", "done", "failed")}
        figure_export(figure.to_json(), stem, labels, embedded_css(figure), key=f"picture_{key}")
        st.caption(words("take.hint"))
        _show_downloads(makers, stem, key)


def show_table_away(
    table: pd.DataFrame, recipe: Recipe, *, name: str, columns: Mapping[str, str], fields: Mapping[str, str] = MappingProxyType({})
) -> None:
    """Draw the same button for a table that has no figure."""
    words = state.words()
    _, right = st.columns([4, 1])
    box = right.popover(words("take.button"), width="stretch", key=f"take_{name}", on_change="rerun")
    if not box.open:
        return
    from analysis.export.tables import csv_bytes, recipe_bytes, xlsx_bytes

    taken = named(table, name=name, columns=columns, words=words, fields=fields)
    sheets = (words("take.sheet_data"), words("take.sheet_recipe"))
    with box:
        makers: dict[str, Callable[[], bytes]] = {
            "csv": lambda: csv_bytes(taken),
            "xlsx": lambda: xlsx_bytes(taken, recipe, sheets=sheets),
            "recipe.json": lambda: recipe_bytes(recipe),
        }
        _show_downloads(makers, f"yanjing-{recipe.measure}-{recipe.corpus}", name)


def _show_downloads(makers: Mapping[str, Callable[[], bytes]], stem: str, key: str) -> None:
    words = state.words()
    for ending, make in makers.items():
        st.download_button(
            words(f"take.{ending.split('.')[0]}"),
            data=make,
            file_name=file_name(stem, ending),
            mime=_TYPES[ending],
            key=f"take_{key}_{ending}",
            on_click="ignore",
            width="stretch",
        )
