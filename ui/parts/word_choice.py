"""Which words are shown and kept whole: parts of speech (in the link), stop words and own words (kept in the workspace)."""

from collections.abc import Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from analysis.annotation.segmentation import CONTENT_TAGS, lexicon_of
from analysis.corpus.settings import default_stop_words
from analysis.errors import LexiconError
from ui import state
from ui.asked import TAGS, Asked, stop_words
from ui.boundary import message
from ui.cache import store

_TAGS, _STOP, _OWN = "words_tags", "words_stop", "words_own"


def show_word_choice(places: Sequence[DeltaGenerator], asked: Asked) -> None:
    """Draw the three controls at three places: parts of speech, stop words, own words."""
    words, lexicon, stopped = asked.words, asked.lexicon, stop_words(asked.store)
    tags, stop, own = places
    with tags.popover(words("choice.tags"), width="stretch"):
        st.session_state[_TAGS] = list(asked.choice.tags)
        st.pills(words("choice.tags_label"), TAGS, selection_mode="multi", format_func=words.of("tag").__getitem__, key=_TAGS, on_change=_set_tags)
        st.caption(words("choice.tags_help"))
    with stop.popover(words("choice.stop", n=len(stopped)), width="stretch"):
        st.session_state.setdefault(_STOP, "\n".join(stopped))
        st.text_area(words("choice.stop_label"), key=_STOP, height=260, on_change=_set_stop, placeholder=words("choice.placeholder"))
        st.button(words("choice.stop_reset"), on_click=_reset_stop)
    with own.popover(words("choice.own", n=len(lexicon.words)), width="stretch"):
        st.session_state.setdefault(_OWN, "\n".join(lexicon.words))
        st.text_area(words("choice.own_label"), key=_OWN, height=260, on_change=_set_own, placeholder=words("choice.placeholder"))
        st.caption(words("choice.own_help"))
        if refusal := st.session_state.get("own_refused"):
            st.error(refusal)


def _set_tags() -> None:
    tags = tuple(tag for tag in TAGS if tag in st.session_state[_TAGS])
    state.change(tags=() if tags == CONTENT_TAGS else tags)


def _set_stop() -> None:
    lines = (line.strip() for line in st.session_state[_STOP].splitlines())
    store().set_meta("stop_words", sorted({line for line in lines if line}))


def _reset_stop() -> None:
    store().set_meta("stop_words", None)
    st.session_state[_STOP] = "\n".join(default_stop_words())


def _set_own() -> None:
    st.session_state["own_refused"] = ""
    try:
        lexicon = lexicon_of(st.session_state[_OWN])
    except LexiconError as error:
        st.session_state["own_refused"] = message(error)
        return
    store().set_meta("own_words", list(lexicon.words))
