"""A figure with its click, its footer and its take-away."""

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from analysis.model import Recipe
from ui import state
from ui.parts.table import named
from ui.parts.take_away import show_take_away

_CONFIG = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False, "responsive": True}


def show_figure(figure: go.Figure, *, key: str, alt: str, on_choose: str = "chosen", fixed: bool = False) -> None:
    """
    Draw a figure; a click on a point sets the view's field *on_choose* to the neutral id in the point's customdata.

    `fixed` keeps the figure's own width (a word cloud's places are pixels).
    """
    st.plotly_chart(
        figure,
        theme=None,
        key=key,
        alt=alt,
        config=_CONFIG,
        width="content" if fixed else "stretch",
        on_select=_callback(key, on_choose),
        selection_mode="points",
    )


def _callback(key: str, field: str) -> Callable[[], None]:
    def choose() -> None:
        points: list[dict[str, Any]] = st.session_state[key].selection.points
        if points and points[0].get("customdata"):
            data = points[0]["customdata"]
            state.change(**{field: str(data[0] if isinstance(data, list) else data)})

    return choose


def show_footer(figure: go.Figure, table: pd.DataFrame, recipe: Recipe, *, name: str, unit: str, columns: Mapping[str, str]) -> None:
    """Draw the line under a figure: n, unit, lexicon; and the button that takes chart and table away (its *columns*, named in the view's language)."""
    words = state.words()
    left, right = st.columns([3, 1], vertical_alignment="center")
    n = words("figure.foot", speeches=recipe.counts["speeches"], unit=unit, lexicon=recipe.lexicon)
    left.html(f'<span class="yj-foot">{n}</span>')
    with right:
        show_take_away(figure, named(table, name=name, columns=columns), recipe, name=name)
