"""What a slogan stands for: its explanations in their order of time, what each changed, and where they stand."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from ui import state
from ui.asked import Asked
from ui.parts.escape import escaped, plain


def show_card(row: "pd.Series[object]", meanings: pd.DataFrame, asked: Asked) -> None:
    """
    Draw a slogan's head and meanings.

    Args:
        row: its row of `measures.slogan_lives.slogan_lives`.
        meanings: `measures.slogan_lives.meanings` of the whole corpus.
        asked: the page's givens; an explanation found outside the selection says so.

    """
    words = asked.words
    st.html(f'<div class="yj-card"><h3>“{escaped(str(row["form"]))}”</h3></div>')
    if not pd.isna(row["first"]):
        st.caption(words("slogans.life", first=str(row["first"]), last=str(row["last"]), n=row["n"], speeches=row["speeches"], rate=row["per_10k"]))
    if meanings.empty:
        st.markdown(words("slogans.unexplained"))
        return
    for meaning in meanings.itertuples():
        year = asked.year_name(meaning.year)
        if pd.isna(meaning.year):
            key = "slogans.explained_undated" if meaning.id in asked.ids else "slogans.explained_elsewhere_undated"
        else:
            key = "slogans.explained" if meaning.id in asked.ids else "slogans.explained_elsewhere"
        label = words(key, year=year, title=plain(meaning.title), paragraph=meaning.paragraph)
        st.page_link("ui/pages/read.py", label=label, query_params=state.link(speech=meaning.id, sentence=int(meaning.sentence)))
        st.html(f'<div class="yj-card yj-members">{_members(meaning.items, meaning.added)}</div>')
        if not meaning.complete:
            st.caption(words("slogans.incomplete", n=len(meaning.items)))
        if meaning.added or meaning.dropped:
            comma = words("list.comma")
            st.caption(words("slogans.changed", added=plain(comma.join(meaning.added) or "—"), dropped=plain(comma.join(meaning.dropped) or "—")))


def _members(items: Sequence[str], added: Sequence[str]) -> str:
    return "<br>".join(f'<span class="new">{escaped(item)}</span>' if item in added else escaped(item) for item in items)
