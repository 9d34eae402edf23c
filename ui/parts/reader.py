"""The reading view on the page: a speech as data, the words it needs in the view's language, and what comes back when something is clicked in it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from analysis.corpus.reading_rows import Note, ReadingView
from analysis.model import SPOKEN, Metadata
from ui.words import Words

KEY = "reader"
SHOWN = ("slogans", "expansions", "remarks", "repairs", "numbers")
"""What can be marked in the text; the first three are so unless a reader says otherwise."""

_HERE = Path(__file__)
_SCRIPTS = ("reader.js", "reader_marks.js", "reader_citation.js")
_IN_BAR = ("previous", "next", "clear", "step", "stepping", "all", "option", "keys", "changed", "taken_out", "counted_as", "noticed")
_LABELS = ("outline", "text", *_IN_BAR, "number", "cite", "cited", "cite_failed", "cite_one", "cite_many")


@dataclass(frozen=True, slots=True)
class Found:
    """What was searched for, as the line above the text says it, and how many occurrences are marked."""

    label: str
    n: int


def payload(view: ReadingView, words: Words, *, source: str, show: Sequence[str], target: int | None, found: Found | None) -> dict[str, Any]:
    """Return all that the component is given: plain data, the notes and labels in words; *source* is how a citation names the speech."""
    roles = words.of("role")
    return {
        "view": {"speech": view["speech"], "paragraphs": view["paragraphs"], "outline": view["outline"]},
        "notes": [note_in_words(note, words) for note in view["notes"]],
        "labels": {key: words(f"read.{key}") for key in _LABELS} | {role: roles[role] for role in SPOKEN},
        "names": names_of(view, words),
        "source": source,
        "show": [kind for kind in SHOWN if kind in show],
        "target": target,
        "found": {"label": found.label, "n": found.n} if found else None,
    }


def source_of(metadata: Metadata, title: str, words: Words) -> str:
    """Return how a citation names a speech: its speaker and its date or year where they are known, and its title."""
    when = metadata.date or (words("read.cite_year", year=str(metadata.year)) if metadata.year is not None else None)
    who = [metadata.speaker] if metadata.speaker else []
    return words("read.cite_join").join([*who, words("read.cite_title", title=title), *([words.put(when)] if when else [])])


def names_of(view: ReadingView, words: Words) -> dict[str, str]:
    """Return the names of all that can be stepped through, keyed `slogan`, `stage`, `speaker`, `repair:kind`, `remark:kind`."""
    runs = [run for paragraph in view["paragraphs"] for run in paragraph["runs"]]
    changed = {change["kind"] for run in runs for change in run.get("changes", ())}
    noticed = {place["kind"] for run in runs for place in run.get("places", ()) if place["group"] == "remark"}
    names = {"slogan": words("read.mark.slogans")} | {key: words(f"read.{key}") for key in ("stage", "speaker")}
    for group, kinds in (("remark", noticed), ("repair", changed)):
        known = words.of(group)
        names |= {f"{group}:{kind}": name for kind, name in known.items() if kind in kinds} | {
            f"{group}:{kind}": kind for kind in sorted(kinds - set(known))
        }
    return names


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
    css = _HERE.with_suffix(".css").read_text(encoding="utf-8")
    script = "\n".join((_HERE.parent / name).read_text(encoding="utf-8") for name in _SCRIPTS)
    return st.components.v2.component("reader", css=css, js=script)
