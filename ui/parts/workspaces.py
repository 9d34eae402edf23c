"""Several workspaces: open one, make, copy or rename one, delete one and bring it back. Which one is open stands in the link."""

from datetime import datetime
from pathlib import Path

import streamlit as st

from analysis.corpus import queries, workspaces
from ui import cache, state
from ui.boundary import boundary
from ui.parts.escape import plain
from ui.words import Words

_OPEN = "workspace_open"
MOST_UNDO = 5
"""Deleted workspaces that are offered again, the last deleted first."""


def display_name(id_: str, name: object, words: Words) -> str:
    """Return what a workspace is called: the name it was given, otherwise that it is the default one, or its id."""
    if name:
        return str(name)
    return words("workspace.default") if id_ == workspaces.DEFAULT else words("workspace.unnamed", id=id_)


def open_name() -> str:
    """Return what the open workspace is called."""
    return display_name(state.view().workspace, cache.store().get_meta("name"), state.words())


def show_workspaces() -> None:
    """Draw the list, and what can be done with the workspace that is open."""
    words, root, here = state.words(), cache.root(), state.view().workspace
    found = {
        w.id: words("workspace.broken", name=display_name(w.id, w.name, words)) if w.trouble else display_name(w.id, w.name, words)
        for w in workspaces.workspaces(root)
    }
    st.session_state[_OPEN] = here
    st.selectbox(words("workspace.open"), list(found), format_func=found.__getitem__, key=_OPEN, on_change=_open)
    st.caption(words("workspace.here", name=plain(open_name()), n=len(queries.speeches(cache.store()))))
    new, copy, rename, delete = st.columns(4)
    with new.popover(words("workspace.new"), width="stretch"):
        _show_naming("new", words("workspace.make"), "")
    with copy.popover(words("workspace.copy"), width="stretch"):
        name = free_name(root, words("workspace.copy_name", name=open_name()))
        _show_naming("copy", words("workspace.do_copy", name=plain(open_name())), name)
    with rename.popover(words("workspace.rename"), width="stretch"):
        show_rename(key="rename")
    with delete.popover(words("workspace.delete"), width="stretch"):
        st.caption(words("workspace.delete_default" if here == workspaces.DEFAULT else "workspace.delete_about"))
        if st.button(words("workspace.do_delete", name=plain(open_name()))):
            with boundary():
                cache.close(here)
                workspaces.delete(root, here)
                state.switch(workspaces.DEFAULT)
                st.rerun()
    _show_deleted(root)


def _show_naming(what: str, label: str, name: str) -> None:
    """Draw a name and the button that makes a workspace of it, new or copied, and opens it."""
    words, root = state.words(), cache.root()
    with st.form(f"workspace_{what}", border=False, clear_on_submit=True, enter_to_submit=True):
        given = st.text_input(words("workspace.name"), value=name, max_chars=workspaces.LONGEST)
        if st.form_submit_button(label, width="stretch"):
            with boundary():
                made = workspaces.new(root, given) if what == "new" else workspaces.copy(root, state.view().workspace, given)
                state.switch(made.id)
                st.rerun()


def show_rename(*, key: str) -> None:
    """Draw the open workspace's name, to be changed."""
    words = state.words()
    with st.form(f"workspace_{key}", border=False):
        given = st.text_input(words("workspace.name"), value=open_name(), max_chars=workspaces.LONGEST)
        if st.form_submit_button(words("workspace.do_rename"), width="stretch"):
            with boundary():
                workspaces.rename(cache.root(), state.view().workspace, given)
                st.rerun()


def _show_deleted(root: Path) -> None:
    words = state.words()
    for gone in workspaces.deleted(root)[:MOST_UNDO]:
        when = f"{gone.when.astimezone():%Y-%m-%d %H:%M}"
        if st.button(words("workspace.undo", name=plain(display_name(gone.id, gone.name, words)), when=when), key=f"undo_{gone.place}"):
            with boundary():
                state.switch(workspaces.bring_back(root, gone.place).id)
                st.rerun()


def _open() -> None:
    state.switch(st.session_state[_OPEN])


def free_name(root: Path, name: str) -> str:
    """Return a name that no workspace has: this one, or with a number after it, cut to what a name may be long."""
    taken = {w.name.casefold() for w in workspaces.workspaces(root)}
    for number in range(1, len(taken) + 2):
        ending = f" {number}" if number > 1 else ""
        tried = name[: workspaces.LONGEST - len(ending)].rstrip() + ending
        if tried.casefold() not in taken:
            break
    return tried


def now() -> str:
    """Return this minute as it stands in a name."""
    return f"{datetime.now().astimezone():%Y-%m-%d %H:%M}"
