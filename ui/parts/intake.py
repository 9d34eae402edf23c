"""New speeches: files or a pasted text are read, what was understood is shown and corrected, and then imported; what is done stays when it is stopped."""

import streamlit as st

from analysis.corpus.build import ENDINGS
from analysis.reading.read import MAX_BYTES
from analysis.reading.sources import MAX_TOTAL
from ui import state
from ui.asked import Asked
from ui.parts.escape import plain
from ui.parts.intake_encodings import show_encodings
from ui.parts.intake_import import ROUND, run_import, say_what_happened
from ui.parts.intake_lists import show_failures
from ui.parts.intake_otherwise import show_otherwise
from ui.parts.intake_reading import Given, go_on, read_given
from ui.parts.intake_sameness import left_of, show_known, show_pairs, sort_given
from ui.parts.intake_several import show_several
from ui.parts.intake_tables import show_tables
from ui.parts.metadata_grid import changes_of, lost, metadata_frame, show_add_column, show_metadata

_FILES, _PASTED = "intake_files", "intake_text"


def show_intake(asked: Asked) -> None:
    """Draw the intake: upload, paste; what could not be read; encodings, columns, files to split, files stored another way and copies to decide on; the grid, and the import."""
    words = asked.words
    say_what_happened()
    with st.expander(words("intake.title"), expanded=asked.speeches.empty, key="intake_open"):
        turn = st.session_state.get(ROUND, 0)
        left, right = st.columns(2, gap="large")
        with left:
            files = st.file_uploader(
                words("intake.files"),
                accept_multiple_files=True,
                key=f"{_FILES}_{turn}",
                help=words("intake.files_help"),
                max_upload_size=MAX_TOTAL // 1_000_000,
            )
            st.caption(words("intake.limits", endings=" ".join(ENDINGS), size=MAX_BYTES // 1_000_000, total=MAX_TOTAL // 1_000_000))
        with right:
            pasted = st.text_area(words("intake.paste"), key=f"{_PASTED}_{turn}", height=120, placeholder=words("intake.paste_hint"))
        given = read_given(files or [], pasted)
        if given.left:
            _say_left(given)
        show_failures(given.failures, key="intake_failed")
        show_encodings(given)
        show_tables(given)
        show_several(given)
        if given.speeches:
            _show_understood(given, asked, turn)


def _say_left(given: Given) -> None:
    words = state.words()
    st.info(words("intake.reading_stopped", read=len(given.pieces), left=given.left))
    st.button(words("intake.go_on"), on_click=go_on)


def _show_understood(given: Given, asked: Asked, turn: int) -> None:
    words = state.words()
    found = sort_given(given)
    show_known(found.batch)
    if not found.batch.new:
        return
    instead = show_otherwise(found.batch.otherwise, turn)
    decided = show_pairs(found, asked, turn)
    st.markdown(words("intake.understood", n=len(found.batch.new)))
    frame = metadata_frame(found.rows)
    edited = show_metadata(frame, key=f"intake_grid_{turn}", selectable=False)
    if unread := lost(frame, edited):
        st.warning(words("grid.kept", given=plain(words("list.comma").join(unread[:5]))))
    chosen = left_of(found.batch, decided.skipped | instead.skipped)
    place = st.empty()
    with place.container():
        left, right, _ = st.columns([1.4, 1.2, 3], vertical_alignment="center")
        begun = left.button(words("intake.import", n=len(chosen)), type="primary", disabled=not chosen, width="stretch")
        show_add_column(right, key="intake")
    if begun:  # true in this run alone: no later run imports unasked
        with place.container():
            run_import(chosen, changes_of(frame, edited), decided.variants, given.failures, instead.replaced)
