"""A unit of an outline opens into the text it is made of."""

import math

import pandas as pd
import streamlit as st

from analysis.corpus import queries
from ui import state
from ui.boundary import boundary
from ui.cache import store
from ui.parts.escape import escaped

PAGE = 3


@st.fragment
def show_unit(unit: "pd.Series[object]") -> None:
    """Draw what a unit is made of: its size and share, and its whole text, three paragraphs a page."""
    with boundary():
        words = state.words()
        st.html(f'<div class="yj-card"><h3>{escaped(str(unit["label"]))}</h3></div>')
        share = "—" if pd.isna(unit["share"]) else f"{unit['share']:.1%}"
        st.caption(words("unit_card.size", han=int(unit["han"]), share=share))
        text = queries.texts(store(), [str(unit["id"])])[str(unit["id"])]
        paragraphs = [line for line in text[int(unit["start"]) : int(unit["end"])].split("\n") if line.strip()]
        pages = math.ceil(len(paragraphs) / PAGE)
        place = st.container()
        number = st.pagination(pages, key=f"unit_{unit['key']}", max_visible_pages=5) if pages > 1 else 1
        with place:
            for paragraph in paragraphs[(number - 1) * PAGE : number * PAGE]:
                st.html(f'<p class="yj-passage">{escaped(paragraph)}</p>')
        sentences = queries.sentences(store(), str(unit["id"]))
        within = sentences[(sentences["start"] >= unit["start"]) & (sentences["start"] < unit["end"])]
        sentence = int(within["sentence"].iloc[0]) if len(within) else None
        st.page_link("ui/pages/read.py", label=words("unit_card.read"), query_params=state.link(speech=unit["id"], sentence=sentence))
