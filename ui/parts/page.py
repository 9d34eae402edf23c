"""What every page begins with: the question as title; and the computed sentence that answers it."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from analysis.corpus import build, queries
from ui import state
from ui.asked import Asked, ask, counts_variants, own_words
from ui.cache import store
from ui.selection import selected


def open_page(name: str) -> Asked:
    """Draw the page's title and return its givens; an empty corpus ends the page with what it would answer and two ways on."""
    view = state.view()
    st.title(state.words()(f"page.{name}.question"), anchor=False)
    speeches = queries.speeches(store())
    if selected(speeches, view, variants=counts_variants(store())).empty and not (name == "corpus" and speeches.empty):
        _show_empty(name) if speeches.empty else _show_nothing_selected()
        st.stop()
    return ask(store(), view, speeches, dark=state.is_dark())


def show_answer(text: str) -> None:
    """Draw the sentence that answers the page's question; *text* may hold <mark>, everything else in it is escaped by its maker."""
    st.html(f'<p class="yj-answer">{text}</p>')


def pair() -> tuple[DeltaGenerator, DeltaGenerator]:
    """Return the two columns of a page, figure and passages; in a narrow window the passages go below the figure."""
    with st.container(key="pair"):
        left, right = st.columns([3, 2], gap="large")
    return left, right


def load_sample() -> None:
    """Import the sample corpus, or bring it back; for a button."""
    build.import_sample(store(), own_words(store()))


def _show_nothing_selected() -> None:
    words = state.words()
    st.markdown(words("empty.nothing_selected"))
    st.button(words("empty.clear"), on_click=state.change, kwargs={"years": (), "kinds": (), "own": (), "speeches": ()}, type="primary")


def _show_empty(name: str) -> None:
    words = state.words()
    st.markdown(words(f"page.{name}.empty"))
    left, right, _ = st.columns([1, 1, 3])
    left.button(words("empty.sample"), on_click=load_sample, type="primary", width="stretch")
    with right:
        st.page_link("ui/pages/corpus.py", label=words("empty.upload"), query_params=state.link())
