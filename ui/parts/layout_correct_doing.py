"""What happens when a person corrects: it is done before the page is drawn, and what came of it is kept for the line that says so."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import streamlit as st

from analysis.annotation.corrections import Action, anchor
from analysis.corpus import queries
from analysis.corpus.correction_rows import Entry
from analysis.corpus.corrections import add_correction, redo, undo
from analysis.errors import YanjingError
from ui import state
from ui.answers.layout_correct import unit_at
from ui.boundary import message
from ui.cache import store
from ui.parts.escape import plain
from ui.view import View
from ui.words import Words

_NOTE, _PLACE = "correct_note", "correct_place"
SHOWN = 16
"""Characters of the words by which a correction is named."""


def do(speech: str, action: Action, start: int, end: int, value: str = "") -> None:
    """Correct what stands at a place of a speech; the unit that stands there afterwards is chosen."""
    with _noted(speech):
        text = store().speech(speech).text
        lost = add_correction(store(), speech, action, anchor(text, start, end), value)
        quote = text[start:end]
        _note(speech, kind="refused" if lost else "done", action=action, quote=quote, value=value, reason=lost.reason if lost else "")
        if lost is None:
            st.session_state.pop(_PLACE, None)
        _stay(speech, start)


def undo_one(speech: str, correction: str, start: int) -> None:
    """Undo one correction; the unit that stands at *start* stays chosen."""
    _switch(speech, start, lambda: undo(store(), speech, correction), "undone")


def redo_last(speech: str, start: int) -> None:
    """Make the correction again that was undone last."""
    _switch(speech, start, lambda: redo(store(), speech), "redone")


def _switch(speech: str, start: int, change: Callable[[], Any], kind: str) -> None:
    with _noted(speech):
        done = change()
        if done is not None:
            _note(speech, kind=kind, action=done.action, quote=done.quote, value=done.value)
        _stay(speech, start)


def _stay(speech: str, place: int) -> None:
    state.change(of=speech, chosen=unit_at(queries.outlines(store(), [speech]), place))


# --- where something is to begin ---------------------------------------------------------------------------------------------


def set_place(key: str, place: int) -> None:
    """Note where in the text of a unit something is to begin."""
    st.session_state[_PLACE] = {"unit": key, "place": place}
    state.change(chosen=key)


def place_in(view: View) -> int | None:
    """Return the place that was chosen in the unit that is looked at."""
    kept = st.session_state.get(_PLACE)
    return int(kept["place"]) if kept and kept["unit"] == view.chosen else None


# --- what came of it ---------------------------------------------------------------------------------------------------------


@contextmanager
def _noted(speech: str) -> Iterator[None]:
    try:
        yield
    except YanjingError as error:
        _note(speech, kind="error", reason=message(error))


def _note(speech: str, *, kind: str, action: str = "", quote: str = "", value: str = "", reason: str = "") -> None:
    what = {"kind": kind, "action": action, "quote": quote, "value": value, "reason": reason}
    st.session_state[_NOTE] = {"speech": speech, "workspace": state.view().workspace, **what}


def show_note(speech: str) -> None:
    """Say what was done last to a speech in this session, or what can be done; an error stands as an error."""
    words, note = state.words(), st.session_state.get(_NOTE)
    if not note or note["speech"] != speech or note["workspace"] != state.view().workspace:
        st.caption(words("layout_correct.hint"))
    elif note["kind"] == "error":
        st.error(note["reason"])
    else:
        what = name_of(note["action"], note["quote"], note["value"], words)
        reason = words(f"correction_lost.{note['reason']}") if note["reason"] else ""
        st.caption(words(f"layout_correct.{note['kind']}", what=plain(what), reason=reason))


def said(entry: Entry, words: Words) -> str:
    """Name a correction: what is done, and with which words; safe to stand in Markdown."""
    done = entry.correction
    return plain(name_of(done.action, done.quote, done.value, words))


def name_of(action: str, quote: str, value: str, words: Words) -> str:
    """Name a correction as plain text."""
    quote = " ".join(quote.split())
    quote = quote if len(quote) <= SHOWN else quote[:SHOWN] + "……"
    if action == "function":
        value = words(f"function.{value or 'undecided'}")
    elif action == "mark" and value:
        value = words("layout_correct.level", n=value)
    name = words(f"correction.{action}")
    return (
        words("layout_correct.name_value", action=name, quote=quote, value=value) if value else words("layout_correct.name", action=name, quote=quote)
    )
