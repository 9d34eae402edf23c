"""New speeches: files or a pasted text are read, what was understood is shown and corrected, and then imported whole or not at all."""

import pandas as pd
import streamlit as st

from analysis.corpus.build import Reading, import_speeches, read_files, same_words
from analysis.errors import ReadingError
from analysis.model import Speech
from analysis.reading.read import ENDINGS, MAX_BYTES, paste
from ui import state
from ui.asked import Asked, own_words
from ui.boundary import message
from ui.cache import store
from ui.parts.escape import plain
from ui.parts.speech_grid import changes_of, metadata_frame, show_metadata

_FILES, _PASTED, _ROUND, _RUNNING, _SAID = "intake_files", "intake_text", "intake_round", "intake_running", "intake_said"


def show_intake(asked: Asked) -> None:
    """Draw the intake: upload, paste, the grid of what was understood, import with progress."""
    words = asked.words
    _say_what_happened()
    with st.expander(words("intake.title"), expanded=asked.speeches.empty, key="intake_open"):
        turn = st.session_state.get(_ROUND, 0)
        left, right = st.columns(2, gap="large")
        with left:
            files = st.file_uploader(
                words("intake.files"),
                accept_multiple_files=True,
                key=f"{_FILES}_{turn}",
                help=words("intake.files_help"),
            )
            st.caption(words("intake.limits", endings=" ".join(ENDINGS), size=MAX_BYTES // 1_000_000))
        with right:
            pasted = st.text_area(words("intake.paste"), key=f"{_PASTED}_{turn}", height=120, placeholder=words("intake.paste_hint"))
        reading = _read([(f.name, f.getvalue()) for f in files or []], pasted)
        for failure in reading.failures:
            st.error(message(failure))
        if reading.speeches:
            _show_understood(reading.speeches, turn)


def _read(files: list[tuple[str, bytes]], pasted: str) -> Reading:
    reading = read_files(files)
    if not pasted.strip():
        return reading
    try:
        speech = paste(pasted)
    except ReadingError as error:
        return Reading(reading.speeches, (*reading.failures, error))
    return Reading((*reading.speeches, speech), reading.failures)


def _show_understood(speeches: tuple[Speech, ...], turn: int) -> None:
    words = state.words()
    known = same_words(store(), speeches)
    new = [s for s in speeches if s.id not in known]
    for speech in speeches:
        if speech.id in known:
            st.info(words("intake.known", name=plain(speech.source_name), title=plain(known[speech.id])))
    if not new:
        return
    st.markdown(words("intake.understood", n=len(new)))
    frame = metadata_frame(
        pd.DataFrame(
            [
                {
                    "id": s.id,
                    "source_name": s.source_name,
                    "title": s.metadata.title,
                    "date": s.metadata.date,
                    "year": s.metadata.year,
                    "speaker": s.metadata.speaker,
                    "venue": s.metadata.venue,
                    "kind": s.metadata.kind,
                    "evidence": dict(s.metadata.evidence),
                    "chars": len(s.text),
                }
                for s in new
            ]
        )
    )
    edited = show_metadata(frame, key=f"intake_grid_{turn}_{len(new)}", selectable=False)
    if st.session_state.get(_RUNNING):
        _run(new, frame, edited)
    else:
        st.button(words("intake.import", n=len(new)), type="primary", on_click=_start)


def _start() -> None:
    st.session_state[_RUNNING] = True


def _run(speeches: list[Speech], before: pd.DataFrame, edited: pd.DataFrame) -> None:
    """Import with a bar; the stop button ends this run before anything is stored, since a rerun interrupts it between two speeches."""
    words = state.words()
    bar = st.progress(0.0)
    st.button(words("intake.stop"), on_click=_stop)

    def progress(done: int, total: int, what: str) -> bool:
        bar.progress(done / total, words("intake.progress", done=done, total=total, what=plain(what)))
        return True

    ids = import_speeches(store(), speeches, own_words(store()), progress)
    for speech_id, changes in changes_of(before, edited).items():
        store().edit(speech_id, changes)
    st.session_state[_RUNNING] = False
    st.session_state[_SAID] = {"key": "intake.done", "n": len(ids)}
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
    st.rerun()


def _stop() -> None:
    st.session_state[_RUNNING] = False
    st.session_state[_SAID] = {"key": "intake.stopped", "n": 0}


def _say_what_happened() -> None:
    said = st.session_state.pop(_SAID, None)
    if said:
        st.success(state.words()(said["key"], n=said["n"])) if said["key"] == "intake.done" else st.info(state.words()(said["key"]))
