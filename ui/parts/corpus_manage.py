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
    """Draw the tabs; without an answer (an empty corpus) those that need no speeches."""
    words, names = asked.words, asked.words.of("manage")
    shown = TABS if found is not None else TABS[3:]
    st.subheader(words("manage.title"), anchor=False)
    show_rereading()
    tabs = st.tabs([names[tab] for tab in shown], key=f"manage_{words.language}_{len(shown)}", on_change="rerun")
    for name, tab in zip(shown, tabs, strict=True):
        if tab.open:
            with tab, boundary():
                _show(name, asked, found)


def _show(name: str, asked: Asked, found: CorpusAnswer | None) -> None:
    if found is not None and name == "rhythm":
        show_rhythms(asked, found)
    elif name == "counting":
        show_counting(asked)
    elif name == "record":
        show_record(asked)
    elif name == "backup":
        show_backup(asked)
    else:
        show_workspaces()
