"""
Reading the corpus in another manner: repairs switched off or on for all speeches, traditional characters folded or not.

A switch only notes what is wanted; the next run reads the corpus anew with a bar, and a click meanwhile puts everything back as it was.
"""

from collections.abc import Collection
from dataclasses import dataclass

import streamlit as st

from analysis.corpus.build import Manner, Rereading, manner_of, set_manner
from ui import state
from ui.cache import store
from ui.parts.intake_lists import show_failures

_WANTED, _NOTE = "manner_wanted", "manner_note"


@dataclass(slots=True)
class Note:
    """How a rereading went; without an end it was interrupted."""

    done: Rereading | None = None


def want(*, off: Collection[str] | None = None, folded: bool | None = None) -> None:
    """Note in a widget's callback how the corpus is to be read from now on."""
    st.session_state[_WANTED] = {"off": None if off is None else sorted(off), "folded": folded, "workspace": state.view().workspace}


def show_rereading() -> None:
    """Read the corpus anew where that was asked for; say how it went."""
    words = state.words()
    if (wanted := st.session_state.pop(_WANTED, None)) and wanted["workspace"] == state.view().workspace:
        now = manner_of(store())
        _reread(Manner(now.off if wanted["off"] is None else tuple(wanted["off"]), now.folded if wanted["folded"] is None else wanted["folded"]))
    note: Note | None = st.session_state.pop(_NOTE, None)
    if note is not None and note.done is None:
        st.info(words("manner.stopped"))
    elif note is not None and note.done is not None:
        st.success(words("manner.done", n=note.done.changed))
        if note.done.failures:
            show_failures(note.done.failures, key="manner_failed")


def _reread(manner: Manner) -> None:
    """A click interrupts this run at the bar's next step, and all is put back; so the note is laid down before."""
    words, here = state.words(), store()
    note = Note()
    st.session_state[_NOTE] = note
    bar = st.progress(0.0)
    st.button(words("manner.stop"))

    def progress(done: int, total: int, _: str) -> bool:
        bar.progress(done / total, words("manner.progress", done=done, total=total))
        return True

    note.done = set_manner(here, manner, progress)
    st.rerun()
