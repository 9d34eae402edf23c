"""The layout page's functions: what each year gives its room to, and the units that a piece of a column is made of."""

import math

import streamlit as st

from analysis.charts.template import shortened
from analysis.corpus.unit_queries import first_sentences
from ui import state
from ui.answers.layout_attention import SHARINGS, Piece, answer_attention, sharing_of
from ui.asked import Asked
from ui.boundary import boundary
from ui.cache import store
from ui.parts.escape import escaped, plain
from ui.parts.figure import show_drawn
from ui.parts.method import show_method
from ui.parts.page import pair, show_answer
from ui.parts.table import show_table
from ui.parts.take_away import show_table_away

PAGE = 4

_SHARING = "attention_sharing"

_WAYS = ("outline", "correct")
"""Parts of the page where a unit's cues stand, and where a person can correct what it does."""

LONGEST = 22
"""Characters of a unit's name in the link to it; the name of its speech stands behind it."""


def show_attention(asked: Asked) -> None:
    """Draw it."""
    words = asked.words
    found = answer_attention(asked)
    if found is None:
        show_answer(words("layout_attention.nothing"))
        return
    show_answer(found.sentence)
    _show_sharing(asked)
    left, right = pair()
    with left:
        if found.drawn is None:
            st.caption(words("layout_attention.no_years"))
        else:
            show_drawn(found.drawn, key="layout_attention")
            if found.undated:
                st.caption(words("layout_attention.undated", n=found.undated))
    with right:
        _show_piece(found.piece)
    if found.drawn is not None:
        show_table(found.drawn.table, name="layout_attention", key="layout_attention_table", columns=found.drawn.columns)
    st.subheader(words("layout_attention.speeches"), anchor=False)
    name = "layout_attention_speeches"
    show_table(found.speeches, name=name, key=name, columns=found.speech_columns)
    show_table_away(found.speeches, found.speech_recipe, name=name, columns=found.speech_columns)
    show_method("attention", found.speech_recipe)


def _show_sharing(asked: Asked) -> None:
    words = asked.words
    st.session_state[_SHARING] = sharing_of(asked)
    st.segmented_control(
        words("layout_attention.sharing"),
        SHARINGS,
        format_func=words.of("layout_attention_sharing").__getitem__,
        key=_SHARING,
        required=True,
        on_change=_set_sharing,
        label_visibility="collapsed",
    )


def _set_sharing() -> None:
    state.change(shape=st.session_state[_SHARING])


@st.fragment
def _show_piece(piece: Piece) -> None:
    """Draw the units a piece is made of, four a page: each with links to where it stands, to its cues and to where it is corrected, the sentence it begins with, and its share."""
    with boundary():
        words = state.words()
        st.html(f'<div class="yj-card"><h3>{escaped(piece.title)}</h3></div>')
        units = piece.units
        if units.empty:
            st.caption(words("layout_attention.empty"))
            return
        size = words("layout_attention.size", units=len(units), han=piece.han, share=f"{units['share'].sum():.1%}")
        st.caption(size + words("layout_attention.share_of"))
        pages = math.ceil(len(units) / PAGE)
        place = st.container()
        number = st.pagination(pages, key="layout_attention_page", max_visible_pages=5) if pages > 1 else 1
        shown = units[(number - 1) * PAGE : number * PAGE]
        begun = first_sentences(store(), list(shown["id"]), list(shown["unit"]))
        with place:
            for unit, (sentence, text) in zip(shown.itertuples(), begun, strict=True):
                where = words("layout_attention.unit", title=plain(unit.title), label=plain(shortened(unit.label, LONGEST)))
                st.page_link("ui/pages/read.py", label=where, query_params=state.link(speech=unit.id, sentence=None if sentence < 0 else sentence))
                with st.container(horizontal=True, gap="medium"):
                    for part in _WAYS:
                        link = state.link(part=part, of=unit.id if part == "correct" else "", chosen=unit.key, shape="")
                        st.page_link("ui/pages/layout.py", label=words(f"layout_attention.to_{part}"), query_params=link)
                size = words("layout_attention.unit_size", han=int(unit.han), share=f"{unit.share:.1%}")
                st.html(f'<p class="yj-passage">{escaped(text)} <span class="yj-foot">{size}</span></p>')
