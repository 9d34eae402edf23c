import streamlit as st

from ui import state
from ui.answers.words import answer_words
from ui.asked import Asked
from ui.parts.figure import show_drawn
from ui.parts.method import show_method
from ui.parts.page import open_page, pair, show_answer
from ui.parts.passages import show_passages
from ui.parts.table import show_table
from ui.parts.word_choice import show_word_choice
from ui.view import TOPS

SHAPES = ("bars", "cloud")


def show(asked: Asked) -> None:
    found = answer_words(asked)
    show_answer(found.sentence)
    show_controls(asked)
    if found.drawn is None:
        return
    left, right = pair()
    with left:
        show_drawn(found.drawn, key=f"words_{asked.view.shape or 'bars'}")
    with right:
        show_passages(found.positions, title=asked.words("passages.of", thing=found.term), mark=found.key, key=f"words_{found.key}")
    show_table(found.drawn.table, name="words", key="words_table", columns=found.drawn.columns)
    show_method("words", found.drawn.recipe)


def show_controls(asked: Asked) -> None:
    words, view = asked.words, asked.view
    shape, number, *choices = st.columns([1.5, 1, 1.2, 1.2, 1.2], vertical_alignment="bottom")
    st.session_state["words_shape"] = view.shape if view.shape in SHAPES else SHAPES[0]
    shape.segmented_control(
        words("words.shape"),
        SHAPES,
        format_func=words.of("shape").__getitem__,
        key="words_shape",
        required=True,
        on_change=set_shape,
        label_visibility="collapsed",
    )
    st.session_state["words_top"] = view.top
    number.selectbox(
        words("words.top"),
        sorted(TOPS),
        key="words_top",
        on_change=set_top,
        format_func=top_label,
        label_visibility="collapsed",
        placeholder=words("words.top"),
    )
    show_word_choice(choices, asked)


def top_label(n: int) -> str:
    return state.words()("words.top_n", n=n)


def set_shape() -> None:
    shape = st.session_state["words_shape"]
    state.change(shape="" if shape == SHAPES[0] else shape)


def set_top() -> None:
    state.change(top=st.session_state["words_top"])


show(open_page("words"))
