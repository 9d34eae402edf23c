"""A figure with its click, its footer and its take-away."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from analysis.model import COUNTED_PARTS
from ui import state
from ui.answers.drawn import Drawn
from ui.parts.take_away import show_take_away

_CONFIG = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False, "responsive": True}


def show_drawn(drawn: Drawn, *, key: str) -> None:
    """Draw a figure; a click on a mark puts its id into the view. Below it n, unit and lexicon, and the button that takes chart and table away."""
    words = state.words()
    st.plotly_chart(
        drawn.figure,
        theme=None,
        key=key,
        alt=drawn.alt,
        config=_CONFIG,
        width="content" if drawn.fixed else "stretch",
        on_select=_callback(key),
        selection_mode="points",
    )
    left, right = st.columns([3, 1], vertical_alignment="center")
    n = words("figure.foot", speeches=drawn.recipe.counts["speeches"], unit=drawn.unit, lexicon=drawn.recipe.lexicon)
    parts = tuple(drawn.recipe.settings.get("parts") or COUNTED_PARTS)
    if parts != COUNTED_PARTS:
        names = words.of("part")
        n += words("figure.footer_parts", parts=words("list.comma").join(names[part] for part in parts))
    left.html(f'<span class="yj-foot">{n}</span>')
    with right:
        show_take_away(drawn, key=key)


def _callback(key: str) -> Callable[[], None]:
    def choose() -> None:
        points: list[dict[str, Any]] = st.session_state[key].selection.points
        if points and points[0].get("customdata"):
            data = points[0]["customdata"]
            state.change(chosen=str(data[0] if isinstance(data, list) else data))

    return choose
