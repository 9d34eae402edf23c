"""Selections with names, in the sidebar: choose one, keep the present one, rename or drop it."""

from collections.abc import Sequence

import streamlit as st

from analysis.corpus.workspaces import LONGEST
from ui import state
from ui.cache import store
from ui.parts.escape import plain
from ui.view import View

_CHOSEN = "side_saved"


def show_saved(ids: Sequence[str]) -> None:
    """Draw the saved selections; *ids* are the speeches counted now, which a new name stands for."""
    words = state.words()
    saved = store().named_selections()
    here = _chosen(state.view(), saved)
    if saved:
        labels = {key: name for key, (name, _) in saved.items()}
        st.session_state[_CHOSEN] = here
        st.selectbox(
            words("side.saved"),
            list(labels),
            index=None,
            format_func=labels.__getitem__,
            key=_CHOSEN,
            on_change=_choose,
            placeholder=words("side.saved_hint"),
            label_visibility="collapsed",
        )
    if not ids:
        return
    name = saved[here][0] if here else ""
    label = words("side.kept", name=plain(name)) if here else words("side.keep")
    with st.popover(label, width="stretch"), st.form(f"side_keep_{here or ''}", border=False):
        given = " ".join(st.text_input(words("side.name"), value=name, max_chars=LONGEST).split())
        if st.form_submit_button(words("side.rename" if here else "side.save"), width="stretch"):
            if not given or not given.isprintable():
                st.error(words("side.name_shape"))
            else:
                kept = saved[here][1] if here else ids
                store().name_selection(kept, given)
                state.change(speeches=tuple(sorted(kept)), years=(), kinds=(), own=())
                st.rerun()
        if here and st.form_submit_button(words("side.forget"), width="stretch"):
            store().name_selection(saved[here][1], "")
            st.rerun()


def _chosen(view: View, saved: dict[str, tuple[str, tuple[str, ...]]]) -> str | None:
    """Return the id of the saved selection that the view shows, whole and without further restriction."""
    if view.years or view.kinds or view.own or not view.speeches:
        return None
    return next((key for key, (_, ids) in saved.items() if set(ids) == set(view.speeches)), None)


def _choose() -> None:
    key = st.session_state[_CHOSEN]
    saved = store().named_selections()
    state.change(speeches=saved[key][1] if key in saved else (), years=(), kinds=(), own=())
