"""The grid of speeches: what is known of each, corrected in place; delete with undo, and back to the sample."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from analysis.corpus import queries
from ui import state
from ui.asked import Asked
from ui.cache import store
from ui.parts.escape import plain
from ui.parts.metadata_grid import changes_of, lost, metadata_frame, show_add_column, show_metadata
from ui.parts.page import load_sample


def show_grid(asked: Asked) -> None:
    """Draw all speeches of the workspace with their metadata, and what can be done with them."""
    words = asked.words
    st.subheader(words("grid.title"), anchor=False)
    before = metadata_frame(asked.speeches)
    turn = st.session_state.get("grid_round", 0)
    edited = show_metadata(before, key=f"grid_{turn}", selectable=True)
    changes = changes_of(before, edited)
    if unread := lost(before, edited):
        st.warning(words("grid.kept", given=plain(words("list.comma").join(unread[:5]))))
    if changes:
        store().edit(changes)
        st.session_state["grid_round"] = turn + 1
        st.rerun()
    marked = list(edited.loc[edited["marked"], "id"])
    left, middle, right, own, _ = st.columns([1.2, 1.2, 1.4, 1.2, 1], vertical_alignment="center")
    left.button(words("grid.delete", n=len(marked)), disabled=not marked, on_click=_delete, args=(marked,), width="stretch")
    show_undo(middle)
    right.button(words("grid.sample"), on_click=load_sample, width="stretch", help=words("grid.sample_help"))
    show_add_column(own, key="grid")


def show_undo(place: DeltaGenerator) -> None:
    """Offer to bring back what was deleted last; again and again, back to the first deletion of the workspace."""
    if gone := queries.last_deleted(store()):
        place.button(state.words()("grid.undo", n=len(gone)), on_click=_undo, args=(gone,), width="stretch")


def _delete(ids: list[str]) -> None:
    store().set_deleted(ids, deleted=True)
    st.session_state["grid_round"] = st.session_state.get("grid_round", 0) + 1


def _undo(ids: list[str]) -> None:
    store().set_deleted(ids, deleted=False)
