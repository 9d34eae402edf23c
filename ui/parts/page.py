"""What every page begins with: the view, what it counts, the question as title and the computed sentence that answers it."""

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from analysis.charts.template import Ink, ink
from analysis.corpus import build, queries
from analysis.corpus.store import Store
from analysis.model import Counted, Lexicon
from ui import state
from ui.cache import store
from ui.parts.escape import escaped
from ui.selection import selected
from ui.view import View
from ui.words import Words


@dataclass(frozen=True, slots=True)
class Opened:
    """A page's givens: texts, view, store, lexicon, all speeches, the selected ones, what they are counted on, and the figure's colours."""

    words: Words
    view: View
    store: Store
    lexicon: Lexicon
    speeches: pd.DataFrame
    rows: pd.DataFrame
    counted: Counted
    colours: Ink

    @property
    def ids(self) -> list[str]:
        """The ids of the selected speeches."""
        return list(self.rows["id"])


def open_page(name: str) -> Opened:
    """Draw the page's title and return its givens; an empty corpus ends the page with what it would answer and two ways on."""
    words, corpus, lexicon = state.words(), store(), state.lexicon()
    speeches = queries.speeches(corpus)
    rows = selected(speeches, state.view())
    st.title(words(f"page.{name}.question"), anchor=False)
    if rows.empty and name != "corpus":
        _show_empty(name)
        st.stop()
    corpus.cut(lexicon)
    counted = build.count(corpus, list(rows["id"]), lexicon)
    return Opened(words, state.view(), corpus, lexicon, speeches, rows, counted, ink(dark=state.is_dark()))


def show_answer(text: str) -> None:
    """Draw the sentence that answers the page's question; *text* may hold <mark>, everything else in it is escaped by its maker."""
    st.html(f'<p class="yj-answer">{text}</p>')


def quoted(text: str) -> str:
    """Return a word of a speech for the answering sentence: escaped, in quotes, in the accent."""
    return f"“<mark>{escaped(text)}</mark>”"


def _show_empty(name: str) -> None:
    words = state.words()
    st.markdown(words(f"page.{name}.empty"))
    left, right, _ = st.columns([1, 1, 3])
    left.button(words("empty.sample"), on_click=_load_sample, type="primary", width="stretch")
    with right:
        st.page_link("ui/pages/corpus.py", label=words("empty.upload"), query_params=state.link())


def _load_sample() -> None:
    build.import_sample(store(), state.lexicon())
