"""New speeches: files or a pasted text are read, what was understood is shown and corrected, and then imported whole or not at all."""

import math
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

import pandas as pd
import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from analysis.corpus.build import ENDINGS, Batch, Reading, read_files, sort_out
from analysis.errors import ReadingError
from analysis.model import Speech
from analysis.reading.read import MAX_BYTES, paste
from ui import state
from ui.asked import Asked, own_words
from ui.boundary import message
from ui.cache import store
from ui.parts.escape import plain
from ui.parts.speech_grid import changes_of, metadata_frame, show_metadata

_FILES, _PASTED, _ROUND, _READ, _RUN = "intake_files", "intake_text", "intake_round", "intake_read", "intake_run"


@dataclass(slots=True)
class Run:
    """One import: how many speeches are done, of how many, since when."""

    total: int
    done: int = 0
    ended: bool = False
    begun: float = field(default_factory=time.monotonic)

    @property
    def left(self) -> float:
        """The seconds it will still take, as it went so far."""
        return (time.monotonic() - self.begun) / self.done * (self.total - self.done) if self.done else math.nan


def _said(run: Run, what: str) -> str:
    words = state.words()
    text = words("intake.progress", done=run.done, total=run.total, what=plain(what))
    return text if math.isnan(run.left) else text + words("intake.left", seconds=math.ceil(run.left))


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
        reading = _reading(files or [], pasted)
        for failure in reading.failures:
            st.error(message(failure))
        if reading.speeches:
            _show_understood(sort_out(store(), reading.speeches), turn)


def _reading(files: Sequence[UploadedFile], pasted: str) -> Reading:
    """Read what was given; files are read when they come, not at every run of the page."""
    given = (tuple(file.file_id for file in files), pasted)
    kept: tuple[object, Reading] | None = st.session_state.get(_READ)
    if kept is None or kept[0] != given:
        kept = given, _read([(file.name, file.getvalue()) for file in files], pasted)
        st.session_state[_READ] = kept
    return kept[1]


def _read(files: list[tuple[str, bytes]], pasted: str) -> Reading:
    reading = read_files(files)
    if not pasted.strip():
        return reading
    try:
        speech = paste(pasted)
    except ReadingError as error:
        return Reading(reading.speeches, (*reading.failures, error))
    return Reading((*reading.speeches, speech), reading.failures)


def _show_understood(batch: Batch, turn: int) -> None:
    words, new = state.words(), batch.new
    for speech, title in batch.known:
        st.info(words("intake.known", name=plain(speech.source_name), title=plain(title)))
    for speech, other in batch.repeated:
        st.info(words("intake.repeated", name=plain(speech.source_name), other=plain(other)))
    for speech in new:
        if speech.id in batch.back:
            st.info(words("intake.back", name=plain(speech.source_name)))
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
    edited = show_metadata(frame, key=f"intake_grid_{turn}", selectable=False)
    place = st.empty()
    if place.button(words("intake.import", n=len(new)), type="primary"):  # true in this run alone: no later run imports unasked
        with place.container():
            _run(new, frame, edited)


def _run(speeches: Sequence[Speech], before: pd.DataFrame, edited: pd.DataFrame) -> None:
    """
    Import with a bar. Stop, like any click, is a rerun: it interrupts this run at the bar's next step, and what was done by then stays.

    The run's own note says how far it came and whether it came to an end, since a click may also come just after the last speech was stored.
    """
    words = state.words()
    run = Run(total=len(speeches))
    st.session_state[_RUN] = run
    bar = st.progress(0.0)
    st.button(words("intake.stop"))

    def progress(done: int, total: int, what: str) -> bool:
        run.done = done
        bar.progress(done / total, _said(run, what))
        return True

    try:
        run.done = len(store().add(speeches, own_words(store()), progress, changes_of(before, edited)))
        run.ended = True
    except Exception:
        del st.session_state[_RUN]  # the boundary says what happened
        raise
    st.rerun()


def _say_what_happened() -> None:
    """Say how the import that ran before this run ended: with all speeches, or stopped after some of them."""
    run: Run | None = st.session_state.pop(_RUN, None)
    if run is None:
        return
    if not run.ended:
        st.info(state.words()("intake.stopped", done=run.done, total=run.total))
        return
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
    st.success(state.words()("intake.done", n=run.done))
