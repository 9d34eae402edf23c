"""The layout page's first part: all speeches as strips on one scale, and the outline of one."""

import streamlit as st

from ui import state
from ui.answers.layout import SIZES, answer_layout
from ui.asked import Asked
from ui.parts.escape import plain
from ui.parts.figure import show_drawn
from ui.parts.method import show_method
from ui.parts.page import pair, show_answer
from ui.parts.table import show_table
from ui.parts.units import show_unit


def show_outline(asked: Asked) -> None:
    """Draw it."""
    found = answer_layout(asked)
    show_answer(found.sentence)
    speech = str(found.unit["id"])
    left, right = pair()
    with left:
        if found.strips is not None:
            _show_size(asked)
            show_drawn(found.strips, key="layout_strips")
            if found.cut:
                st.caption(asked.words("layout.cut", n=found.cut))
        st.subheader(plain(asked.speech_names()[speech]), anchor=False)
        show_drawn(found.outline, key=f"layout_tree_{speech}")
    with right:
        show_unit(found.unit)
    show_table(found.outline.table, name="layout", key=f"layout_table_{speech}", columns=found.outline.columns)
    show_method("layout", found.outline.recipe)


def _show_size(asked: Asked) -> None:
    words = asked.words
    st.session_state["layout_size"] = asked.view.shape if asked.view.shape in SIZES else SIZES[0]
    st.segmented_control(
        words("layout.size"),
        SIZES,
        format_func=words.of("layout_size").__getitem__,
        key="layout_size",
        required=True,
        on_change=_set_size,
        label_visibility="collapsed",
    )


def _set_size() -> None:
    state.change(shape=st.session_state["layout_size"])
