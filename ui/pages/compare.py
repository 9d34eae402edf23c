import streamlit as st

from ui import state
from ui.answers.compare import SLOGAN_COLUMNS, CompareAnswer, answer_compare, chosen_sides, overlap, side_names
from ui.asked import Asked
from ui.parts.figure import show_drawn
from ui.parts.method import show_method
from ui.parts.outline_tree import show_tree
from ui.parts.page import open_page, pair, show_answer
from ui.parts.passages import show_passages
from ui.parts.table import show_table
from ui.parts.take_away import show_table_away
from ui.parts.units import show_unit
from ui.parts.word_choice import show_word_choice

LITTLE_TEXT = 1_000
"""Han characters below which a side's rates are warned of."""

TREES = 4
"""Outlines listed for each side, the newest; the strips show all."""


def show(asked: Asked) -> None:
    words = asked.words
    sides = side_names(asked)
    if not sides:
        st.markdown(words("compare.needs_two"))
        return
    first, second = chosen_sides(asked, sides)
    head = st.container()
    show_sides(asked, sides, first, second)
    if overlap(asked, sides, first, second):
        st.markdown(words("compare.same"))
        return
    found = answer_compare(asked, sides, first, second)
    with head:
        show_answer(found.sentence)
        if found.a.kinds != found.b.kinds:
            st.caption(words("compare.kinds_differ"))
        if min(found.a.han, found.b.han) < LITTLE_TEXT:
            st.caption(words("compare.little_text"))
    fields = {"a": found.a.name, "b": found.b.name}
    left, right = pair()
    with left:
        if found.words is not None:
            show_drawn(found.words, key="compare_words")
    with right:
        show_chosen(asked, found)
    if found.words is not None:
        show_table(found.words.table, name="compare", key="compare_table", columns=found.words.columns, fields=fields)
    st.subheader(words("compare.slogans"), anchor=False)
    if found.slogans.empty:
        st.caption(words("compare.no_slogans"))
    else:
        show_table(found.slogans, name="compare_slogans", key="compare_slogans", columns=SLOGAN_COLUMNS, fields=fields)
        show_table_away(found.slogans, found.slogan_recipe, name="compare_slogans", columns=SLOGAN_COLUMNS, fields=fields)
    show_outlines(asked, found)
    show_method("compare", found.recipe)


def show_sides(asked: Asked, sides: dict[str, str], a: str, b: str) -> None:
    words = asked.words
    first, second, *choices = st.columns([2, 2, 1, 1, 1], vertical_alignment="bottom")
    st.session_state["compare_a"], st.session_state["compare_b"] = a, b
    first.selectbox(
        words("compare.a"), list(sides), format_func=sides.__getitem__, key="compare_a", on_change=set_sides, placeholder=words("compare.a")
    )
    second.selectbox(
        words("compare.b"), list(sides), format_func=sides.__getitem__, key="compare_b", on_change=set_sides, placeholder=words("compare.b")
    )
    show_word_choice(choices, asked)


def set_sides() -> None:
    state.change(a=st.session_state["compare_a"], b=st.session_state["compare_b"])


def show_chosen(asked: Asked, found: CompareAnswer) -> None:
    """Draw what the clicked word, slogan or unit is made of, on both sides."""
    if found.unit is not None:
        show_unit(found.unit)
        return
    for name, side, positions in (("a", found.a, found.positions[0]), ("b", found.b, found.positions[1])):
        title = asked.words("compare.passages", thing=found.thing, side=side.name)
        show_passages(positions, title=title, mark=found.key, key=f"compare_{name}_{found.key}")


def show_outlines(asked: Asked, found: CompareAnswer) -> None:
    st.subheader(asked.words("compare.outlines"), anchor=False)
    show_drawn(found.strips, key="compare_strips")
    names = asked.speech_names()
    for place, side in zip(st.columns(2, gap="large"), (found.a, found.b), strict=True):
        with place:
            for id_ in side.ids[-TREES:]:
                show_tree(found.outlines[found.outlines["id"] == id_], names[id_])


show(open_page("compare"))
