"""
Reading the corpus in another manner: repairs switched off or on for all speeches, traditional characters folded or not.

A switch only notes what is wanted; the next run reads the corpus anew with a bar, and a click meanwhile puts everything back as it was.
"""

from collections.abc import Collection

import streamlit as st

from analysis.corpus.build import Manner, manner_of, set_manner
from ui import state
from ui.cache import store

_WANTED, _CHANGED, _STOPPED = "manner_wanted", "manner_changed", "manner_stopped"


def want(*, off: Collection[str] | None = None, folded: bool | None = None) -> None:
    """Note in a widget's callback how the corpus is to be read from now on."""
    st.session_state[_WANTED] = {"off": None if off is None else sorted(off), "folded": folded}


def show_rereading() -> None:
    """Read the corpus anew where that was asked for; say how it went."""
    words = state.words()
    if wanted := st.session_state.pop(_WANTED, None):
        now = manner_of(store())
        _reread(
            now,
            Manner(now.off if wanted["off"] is None else tuple(wanted["off"]), now.folded if wanted["folded"] is None else wanted["folded"]),
        )
    if st.session_state.pop(_STOPPED, None):
        st.info(words("manner.stopped"))
    if (changed := st.session_state.pop(_CHANGED, None)) is not None:
        st.success(words("manner.done", n=changed))


def _reread(before: Manner, manner: Manner) -> None:
    words, here = state.words(), store()
    bar = st.progress(0.0)
    st.button(words("manner.stop"))

    def progress(done: int, total: int, _: str) -> bool:
        bar.progress(done / total, words("manner.progress", done=done, total=total))
        return True

    try:
        changed = set_manner(here, manner, progress)
    except BaseException:  # a click interrupts this run at the bar's next step; a speech that can't be read so ends it too
        set_manner(here, before)
        st.session_state[_STOPPED] = True
        raise
    st.session_state[_CHANGED] = changed
    st.rerun()
