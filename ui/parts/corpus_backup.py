"""The corpus as a file: a backup from which it can be restored, the tables for other programs, and restoring as a new workspace."""

from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from io import BytesIO

import streamlit as st

from analysis.corpus import queries, workspaces
from analysis.corpus.backup import back_up
from analysis.corpus.parquet import parquet_zip
from analysis.corpus.restore import restore
from analysis.corpus.store import Store
from analysis.export.names import file_name
from analysis.model import Lexicon
from ui import cache, state
from ui.asked import Asked
from ui.boundary import boundary
from ui.parts.escape import plain
from ui.parts.workspaces import display_name, free_name, now, show_rename

LARGEST = 2_000
"""Megabytes of a backup that can be given; `restore` has limits of its own."""

_RESTORED = "restored_workspace"


def show_backup(asked: Asked) -> None:
    """Draw two downloads, each made only once it is clicked, and the way back."""
    words, today = asked.words, datetime.now(UTC).date().isoformat()
    stem = f"yanjing-{display_name(asked.view.workspace, asked.store.get_meta('name'), words)}-{today}"
    left, right = st.columns(2, gap="large")
    for place, name, make in (
        (left, "make", _backup_of(asked.store)),
        (right, "parquet", _parquet_of(asked.store, asked.lexicon)),
    ):
        ending = "zip" if name == "make" else "parquet.zip"
        place.download_button(
            words(f"backup.{name}"),
            data=make,
            file_name=file_name(stem, ending),
            mime="application/zip",
            key=f"backup_{name}",
            on_click="ignore",
            disabled=asked.speeches.empty and name != "make",
            width="stretch",
        )
        place.caption(words(f"backup.{name}_about"))
    show_restore()


def _backup_of(store: Store) -> Callable[[], bytes]:
    def make() -> bytes:
        file = BytesIO()
        back_up(store, file)
        return file.getvalue()

    return make


def _parquet_of(store: Store, lexicon: Lexicon) -> Callable[[], bytes]:
    def make() -> bytes:
        file = BytesIO()
        parquet_zip(store, file, lexicon)
        return file.getvalue()

    return make


def show_restore() -> None:
    """Draw the upload of a backup; it becomes a new workspace, which is then open and can be renamed."""
    words = state.words()
    turn = st.session_state.get("restore_round", 0)
    file = st.file_uploader(words("backup.restore"), type="zip", key=f"restore_{turn}", max_upload_size=LARGEST)
    st.caption(words("backup.restore_about"))
    if file is not None and st.button(words("backup.do"), type="primary"):
        with boundary(), st.spinner(words("backup.busy")):
            root = cache.root()
            folder = workspaces.free_folder(root)
            restore(file, folder)
            with closing(Store(folder)) as store:
                kept = store.get_meta("name")
            name = words("backup.name", name=display_name(workspaces.DEFAULT, kept, words), when=now())
            workspaces.rename(root, folder.name, free_name(root, name))
            st.session_state["restore_round"] = turn + 1
            st.session_state[_RESTORED] = folder.name
            state.switch(folder.name)
            st.rerun()
    if st.session_state.get(_RESTORED) == state.view().workspace:
        here = cache.store()
        st.success(words("backup.done", name=plain(here.get_meta("name") or ""), n=len(queries.speeches(here))))
        show_rename(key="restored")
