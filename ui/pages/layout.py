from collections.abc import Callable

import streamlit as st

from ui import state
from ui.asked import Asked
from ui.parts.layout_attention import show_attention
from ui.parts.layout_correct import show_correct
from ui.parts.layout_depth import show_depth
from ui.parts.layout_frames import show_frames
from ui.parts.layout_outline import show_outline
from ui.parts.layout_places import show_places
from ui.parts.layout_rhythm import show_rhythm
from ui.parts.layout_themes import show_themes
from ui.parts.page import open_page

PARTS: dict[str, Callable[[Asked], None]] = {
    "outline": show_outline,
    "attention": show_attention,
    "themes": show_themes,
    "rhythm": show_rhythm,
    "depth": show_depth,
    "places": show_places,
    "frames": show_frames,
    "correct": show_correct,
}
"""Parts of the page in the order of its tabs, each with its own sentence, figure and table; only the one that is looked at is computed."""


def show(asked: Asked) -> None:
    first = next(iter(PARTS))
    part = asked.view.part if asked.view.part in PARTS else first
    st.session_state["layout_part"] = part
    st.segmented_control(
        asked.words("layout.part"),
        list(PARTS),
        format_func=asked.words.of("layout_part").__getitem__,
        key="layout_part",
        required=True,
        on_change=set_part,
        label_visibility="collapsed",
    )
    PARTS[part](asked)


def set_part() -> None:
    state.change(part=st.session_state["layout_part"])


show(open_page("layout"))
