"""The layout page's rhythm: the lengths of one speech's paragraphs, sentences or clauses, and the usual ones of all speeches."""

import streamlit as st

from ui import state
from ui.answers.layout_rhythm import ALL_COLUMNS, SHAPES, Opened, RhythmAnswer, answer_rhythm
from ui.asked import Asked
from ui.parts.escape import escaped, marked
from ui.parts.figure import show_drawn
from ui.parts.method import show_method
from ui.parts.page import pair, show_answer
from ui.parts.passages import show_passages
from ui.parts.table import show_table
from ui.parts.take_away import show_table_away

_OF, _SHAPE = "layout_rhythm_of", "layout_rhythm_shape"


def show_rhythm(asked: Asked) -> None:
    """Draw it."""
    words = asked.words
    found = answer_rhythm(asked)
    show_answer(found.sentence)
    _show_controls(asked, found)
    left, right = pair()
    with left:
        if found.drawn is not None:
            show_drawn(found.drawn, key=f"layout_rhythm_{found.speech}_{found.stretch}")
            if found.thinned:
                st.caption(words("layout_rhythm.thinned"))
        if found.speeches is not None:
            st.subheader(words("layout_rhythm.all"), anchor=False)
            show_drawn(found.speeches, key="layout_rhythm_all")
            if found.cut:
                st.caption(words("layout.cut", n=found.cut))
    with right:
        if found.opened is not None:
            _show_opened(asked, found.speech, found.opened)
    name = "layout_rhythm_all"
    show_table(found.all.table, name=name, key="layout_rhythm_table", columns=ALL_COLUMNS)
    if found.all.notes:
        st.caption(words("layout_rhythm.undefined"))
    if found.speeches is None:
        show_table_away(found.all.table, found.all.recipe, name=name, columns=ALL_COLUMNS)
    show_method("rhythm", found.all.recipe)


def _show_controls(asked: Asked, found: RhythmAnswer) -> None:
    words = asked.words
    left, right = st.columns([3, 2], vertical_alignment="bottom", gap="large")
    names = asked.speech_names()
    st.session_state[_OF], st.session_state[_SHAPE] = found.speech, found.stretch
    with left:
        st.selectbox(
            words("layout_rhythm.of"), asked.ids[::-1], format_func=names.__getitem__, key=_OF, on_change=_set_of, label_visibility="collapsed"
        )
    with right:
        st.segmented_control(
            words("layout_rhythm.shape"),
            SHAPES,
            format_func=words.of("layout_stretch").__getitem__,
            key=_SHAPE,
            required=True,
            on_change=_set_shape,
            label_visibility="collapsed",
        )


def _show_opened(asked: Asked, speech: str, opened: Opened) -> None:
    words = asked.words
    if opened.positions is not None:
        show_passages(opened.positions, title=words("layout_rhythm.counted_off"), mark="", key=f"layout_rhythm_{speech}")
        return
    st.html(f'<div class="yj-card"><h3>{escaped(words(f"layout_rhythm.opened_{opened.stretch}", number=opened.number))}</h3></div>')
    text = words("layout_rhythm.size", han=opened.han, paragraph=opened.paragraph)
    st.caption(text + (words("layout_rhythm.size_some", enumerated=opened.enumerated) if opened.enumerated else ""))
    st.html(f'<p class="yj-passage">{marked(opened.text, opened.marks)}</p>')
    st.page_link("ui/pages/read.py", label=words("unit_card.read"), query_params=state.link(speech=speech, sentence=opened.sentence))


def _set_of() -> None:
    state.change(of=st.session_state[_OF], chosen="")


def _set_shape() -> None:
    speech = st.session_state[_OF]
    state.change(shape=st.session_state[_SHAPE], of=speech, chosen="")
