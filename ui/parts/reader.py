"""The reading view on the page: a speech as data, the words it needs in the view's language, and what comes back when something is clicked in it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from analysis.corpus.reading_view import Note, ReadingView
from ui.words import Words

KEY = "reader"
SHOWN = ("slogans", "expansions", "repairs")
"""What can be marked in the text."""

_HERE = Path(__file__)
_LABELS = ("outline", "text", "previous", "next", "clear", "step", "was")


@dataclass(frozen=True, slots=True)
class Found:
    """What was searched for, as the line above the text says it, and how many occurrences are marked."""

    label: str
    n: int


def payload(view: ReadingView, words: Words, *, show: Sequence[str], target: int | None, found: Found | None) -> dict[str, Any]:
    """Return all that the component is given: plain data, the notes and labels in words."""
    roles = words.of("role")
    return {
        "view": {"speech": view["speech"], "paragraphs": view["paragraphs"], "outline": view["outline"]},
        "notes": [note_in_words(note, words) for note in view["notes"]],
        "labels": {key: words(f"read.{key}") for key in _LABELS} | {role: roles[role] for role in ("opening", "unit", "closing")},
        "show": [kind for kind in SHOWN if kind in show],
        "target": target,
        "found": {"label": found.label, "n": found.n} if found else None,
    }


def note_in_words(note: Note, words: Words) -> dict[str, Any]:
    """Return a margin note as it is read: its lines, its members, and where its button leads (`speech` is empty for this speech)."""
    go, lines = None, []
    year = words("side.no_year") if note["year"] is None else str(note["year"])
    if note["state"] == "here":
        lines.append(words("read.note_here" if note["complete"] else "read.note_here_other", n=len(note["items"])))
    elif note["state"] == "paragraph":
        go = {"label": words("read.note_paragraph", paragraph=note["paragraph"]), "speech": "", "sentence": note["sentence"]}
    else:
        lines.append(words("read.note_unexplained"))
    if note["n"] > 1:
        lines.append(words("read.note_uses", n=note["n"]))
    if note["state"] == "elsewhere":
        go = {"label": words("read.note_elsewhere", year=year), "speech": note["speech"], "sentence": note["sentence"]}
    return {"id": note["id"], "form": note["form"], "lines": lines, "items": note["items"], "go": go}


def show_reader(data: dict[str, Any], *, on_open: Callable[[], None], on_clear: Callable[[], None]) -> None:
    """Draw a speech. *on_open* is called when a note leads to another speech (see `opened`), *on_clear* when the search is put away."""
    _component()(key=KEY, data=data, on_open_change=on_open, on_clear_change=on_clear)


def opened() -> tuple[str, int] | None:
    """Return the speech and sentence a note was clicked to lead to; asked in the `on_open` callback."""
    place = st.session_state[KEY].get("open")
    return (str(place["speech"]), int(place["sentence"])) if place else None


@cache
def _component() -> "st.components.v2.types.ComponentRenderer":
    parts = {ending: _HERE.with_suffix(f".{ending}").read_text(encoding="utf-8") for ending in ("css", "js")}
    return st.components.v2.component("reader", css=parts["css"], js=parts["js"])
