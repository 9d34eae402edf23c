"""The part of the layout page that follows words and slogans along the speeches."""

import streamlit as st

from analysis.charts.places import MOST_FORMS
from ui import state
from ui.answers.layout import SIZES
from ui.answers.layout_places import MOST_OPTIONS, PlacesAnswer, answer_places
from ui.asked import Asked
from ui.parts.escape import plain
from ui.parts.figure import show_drawn
from ui.parts.method import show_method
from ui.parts.page import pair, show_answer
from ui.parts.passages import show_passages
from ui.parts.table import show_table

_OF, _SIZE = "layout_places_of", "layout_places_size"


def show_places(asked: Asked) -> None:
    """Draw it."""
    words = asked.words
    found = answer_places(asked)
    if found is None:
        show_answer(words("layout_places.nothing", speeches=asked.counted.speeches))
        return
    show_answer(found.sentence)
    _show_controls(asked, found)
    key = "".join(found.followed)
    left, right = pair()
    with left:
        show_drawn(found.drawn, key=f"layout_places_{key}_{asked.view.shape}")
        if found.cut:
            st.caption(words("layout.cut", n=found.cut))
    with right:
        show_passages(found.positions, title=found.opened, mark=found.mark, key=f"layout_places_{key}_{asked.view.chosen}")
        if found.nested:
            st.caption(words("layout_places.nested", n=found.nested))
    columns = {column: kind for column, kind in found.drawn.columns.items() if column != "form" or len(found.followed) > 1}
    show_table(found.drawn.table, name="layout_places", key=f"layout_places_table_{key}", columns=columns)
    show_method("layout_places", found.drawn.recipe)


def _show_controls(asked: Asked, found: PlacesAnswer) -> None:
    words = asked.words
    left, right = st.columns([3, 1.2], vertical_alignment="bottom")
    st.session_state[_OF] = list(found.followed)
    hidden = found.words - MOST_OPTIONS
    left.multiselect(
        words("layout_places.of", most=MOST_FORMS),
        list(found.options),
        format_func={key: plain(label) for key, label in found.options.items()}.__getitem__,
        key=_OF,
        max_selections=MOST_FORMS,
        on_change=_set_of,
        help=words("layout_places.cut_words", most=MOST_OPTIONS, n=hidden) if hidden > 0 else None,
    )
    st.session_state[_SIZE] = asked.view.shape if asked.view.shape in SIZES else SIZES[0]
    right.segmented_control(
        words("layout.size"),
        SIZES,
        format_func=words.of("layout_size").__getitem__,
        key=_SIZE,
        required=True,
        on_change=_set_size,
        label_visibility="collapsed",
    )


def _set_of() -> None:
    state.change(of="".join(st.session_state[_OF]), chosen="")


def _set_size() -> None:
    state.change(shape=st.session_state[_SIZE])
