"""The passages behind a number: sentences with the occurrences marked, each a link to its place in the speech."""

import math

import pandas as pd
import streamlit as st

from analysis.corpus.passages import passages, sentence_count
from ui import state
from ui.boundary import boundary
from ui.cache import store
from ui.parts.escape import escaped, marked, plain

PAGE = 6


@st.fragment
def show_passages(positions: pd.DataFrame, *, title: str, mark: str, key: str) -> None:
    """
    Draw the sentences in which *positions* (id, sentence, start, end) stand, six a page.

    A passage's link carries *mark*, the id of what is marked in the speech. The line above says how many occurrences in how many sentences: the occurrences are what the table's count column says.
    """
    with boundary():
        words = state.words()
        n = sentence_count(positions)
        st.html(f'<div class="yj-card"><h3>{escaped(title)}</h3></div>')
        if not n:
            st.caption(words("passages.none"))
            return
        st.caption(words("passages.count", occurrences=len(positions), sentences=n))
        pages = math.ceil(n / PAGE)
        place = st.container()
        number = st.pagination(pages, key=f"{key}_page", max_visible_pages=5) if pages > 1 else 1
        with place:
            for passage in passages(store(), positions, first=(number - 1) * PAGE, number=PAGE):
                year = words("side.no_year") if passage.year is None else str(passage.year)
                where = words("passages.where", year=year, title=plain(passage.title), paragraph=passage.paragraph)
                st.page_link("ui/pages/read.py", label=where, query_params=state.link(speech=passage.id, sentence=passage.sentence, chosen=mark))
                st.html(f'<p class="yj-passage">{marked(passage.text, passage.marks)}</p>')
