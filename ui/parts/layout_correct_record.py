"""What was corrected: every correction of the speech with its state and its own undo, and those of the whole corpus that a text has no place for."""

from datetime import UTC, datetime

import streamlit as st

from analysis.corpus.correction_rows import Entry
from ui import state
from ui.answers.layout_correct import CorrectAnswer
from ui.asked import Asked
from ui.parts.escape import plain
from ui.parts.layout_correct_doing import said, undo_one
from ui.words import Words

PAGE = 8


def show_record(asked: Asked, answer: CorrectAnswer) -> None:
    """Draw the corrections of the speech, the last one first."""
    words = asked.words
    if not answer.entries:
        return
    st.subheader(words("layout_correct.record", n=len(answer.entries)), anchor=False)
    for entry in _paged(answer.entries[::-1], key=f"correct_record_{answer.speech}"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(_line(entry, words))
            st.button(
                words("layout_correct.undo"),
                key=f"correct_undo_{entry.correction.id}",
                on_click=undo_one,
                args=(answer.speech, entry.correction.id, int(answer.unit["start"])),
                disabled=entry.undone is not None,
                type="tertiary",
            )


def show_lost(asked: Asked, answer: CorrectAnswer) -> None:
    """Draw the corrections of all speeches that their texts have no place for; nothing where there is none."""
    words = asked.words
    if not answer.lost:
        return
    st.subheader(words("layout_correct.lost_title", n=len(answer.lost)), anchor=False)
    st.caption(words("layout_correct.lost_about"))
    names = asked.speech_names()
    for entry in _paged(answer.lost, key="correct_lost"):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(_line(entry, words))
            id_ = entry.correction.speech
            st.page_link("ui/pages/layout.py", label=plain(names[id_]), query_params=state.link(part="correct", of=id_, chosen=""))


def _paged(entries: tuple[Entry, ...], *, key: str) -> tuple[Entry, ...]:
    pages = -(-len(entries) // PAGE)
    number = st.pagination(pages, key=key, max_visible_pages=5) if pages > 1 else 1
    return entries[(number - 1) * PAGE : number * PAGE]


def _line(entry: Entry, words: Words) -> str:
    how = words(f"correction_state.{entry.state}")
    if entry.state == "lost":
        how = words("layout_correct.lost_why", state=how, reason=words(f"correction_lost.{entry.lost}"))
    return words("layout_correct.line", time=when(entry.correction.time), what=said(entry, words), state=how)


def when(time: datetime) -> str:
    """Return a stored time (UTC) as the clock here shows it."""
    return f"{time.replace(tzinfo=UTC).astimezone():%Y-%m-%d %H:%M}"
