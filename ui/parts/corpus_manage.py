"""The management of a corpus, below its figure and list: each matter in a tab, drawn only when it is open."""

import streamlit as st

from ui.answers.corpus import CorpusAnswer
from ui.asked import Asked
from ui.boundary import boundary
from ui.parts.corpus_backup import show_backup
from ui.parts.corpus_counting import show_counting
from ui.parts.corpus_record import show_record
from ui.parts.corpus_rhythm import show_rhythms
from ui.parts.rereading import show_rereading
from ui.parts.workspaces import show_workspaces

TABS = ("counting", "record", "rhythm", "backup", "workspaces")


def show_management(asked: Asked, found: CorpusAnswer | None) -> None:
    """Draw the tabs; *found* is None where the corpus is empty."""
    words, names = asked.words, asked.words.of("manage")
    st.subheader(words("manage.title"), anchor=False)
    show_rereading()
    for name, tab in zip(TABS, st.tabs([names[tab] for tab in TABS], key=f"manage_{words.language}", on_change="rerun"), strict=True):
        if tab.open:
            with tab, boundary():
                _show(name, asked, found)


def _show(name: str, asked: Asked, found: CorpusAnswer | None) -> None:
    if name == "counting":
        show_counting(asked)
    elif name == "record":
        show_record(asked)
    elif name == "backup":
        show_backup(asked)
    elif name == "workspaces":
        show_workspaces()
    elif found is not None:
        show_rhythms(asked, found)
    else:
        st.caption(asked.words("side.none"))
