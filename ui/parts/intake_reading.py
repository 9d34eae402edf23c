"""
What was given is read a file at a time, and each reading is kept for the session.

A click that interrupts the reading loses nothing, and another encoding, or other columns, reads that one file anew. Archives are opened first, so that
progress counts speeches and not archives.
"""

import math
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from analysis.corpus.build import Manner, Reading, manner_of, read_files
from analysis.errors import NotTextError, ReadingError, UndecodableError
from analysis.model import Speech, digest
from analysis.reading.archive import members
from analysis.reading.encodings import Margin, margin
from analysis.reading.read import PASTED, paste, read_several
from analysis.reading.several import speeches_in
from analysis.reading.sources import ARCHIVES, TABLES, Source, ending_of
from analysis.reading.tables import Columns, Preview
from ui import state
from ui.cache import store
from ui.parts.escape import plain

_KEPT, _STOP = "intake_kept", "intake_stop_reading"
_DECODED = (".txt", ".md", ".html", ".htm", ".xhtml", *(ending for ending in TABLES if not ending.startswith(".xls")))
"""Endings of files that are bytes in some encoding."""
_EVERY = 0.1  # seconds between two steps of a bar


@dataclass(frozen=True, slots=True)
class Piece:
    """A file as given, or one out of an archive; `key` tells it from all others of the session."""

    key: str
    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Read:
    """
    What became of a piece. `choice` is what it was read by (encoding, columns, manner, whether it was split).

    `margin` is there where the encoding was a matter of likelihood, `preview` where it is a table.
    """

    reading: Reading
    choice: tuple[object, ...]
    margin: Margin | None = None
    preview: Preview | None = None

    @property
    def undecoded(self) -> bool:
        """Whether another encoding may help."""
        return any(isinstance(error, (UndecodableError, NotTextError)) for error in self.reading.failures)

    @property
    def beginning(self) -> str:
        """The first characters as they were read, by which one sees whether the encoding is right."""
        return " ".join(self.reading.speeches[0].text[:40].split()) if self.reading.speeches else ""


@dataclass(slots=True)
class Kept:
    """
    What the session keeps of what was given: the files in archives, the readings, and what a person chose.

    `several` are the titles of the speeches in a piece that seems to hold several, `split` the pieces that are to be taken apart.
    """

    pieces: dict[str, tuple[list[Piece], list[ReadingError]]] = field(default_factory=dict)
    read: dict[str, Read] = field(default_factory=dict)
    encodings: dict[str, str] = field(default_factory=dict)
    columns: dict[tuple[str, ...], Columns] = field(default_factory=dict)
    several: dict[str, tuple[str, ...]] = field(default_factory=dict)
    split: set[str] = field(default_factory=set)
    pasted: tuple[tuple[object, ...], Reading] | None = None
    version: int = 0
    stopped: bool = False


@dataclass(frozen=True, slots=True)
class Given:
    """
    What was given, as far as it is read; `left` pieces are not, since the reading was stopped. `version` changes with anything in it.

    `several` are the pieces that seem to hold several speeches, the pasted text among them, with the titles of these.
    """

    pieces: tuple[tuple[Piece, Read], ...]
    speeches: tuple[Speech, ...]
    failures: tuple[ReadingError, ...]
    left: int
    version: tuple[object, ...]
    several: tuple[tuple[Piece, tuple[str, ...]], ...] = ()


class Bar:
    """A bar that says how far long work is, and how long it will take at the pace so far; drawn at most ten times a second."""

    def __init__(self, begun: float | None = None) -> None:
        self._bar = st.progress(0.0)
        self._begun = time.monotonic() if begun is None else begun
        self._drawn = -math.inf

    def show(self, done: int, total: int, what: str) -> None:
        """Draw it. This is also where a click of the reader's interrupts the run."""
        now = time.monotonic()
        if now - self._drawn < _EVERY and done < total:
            return
        self._drawn = now
        words = state.words()
        share = done / total if total else 1.0
        text = words("intake.progress", done=done, total=total, share=math.floor(100 * share), what=plain(what))
        if done:
            text += time_left((now - self._begun) / done * (total - done))
        self._bar.progress(share, text)


def time_left(seconds: float) -> str:
    """Say how long it will take, in seconds or minutes."""
    words = state.words()
    return words("intake.left_minutes", n=math.ceil(seconds / 60)) if seconds > 90 else words("intake.left", seconds=math.ceil(seconds))


def kept() -> Kept:
    """Return what the session keeps; it may be changed, and is there again at the next run."""
    found: Kept = st.session_state.setdefault(_KEPT, Kept())
    return found


def read_given(files: Sequence[UploadedFile], pasted: str) -> Given:
    """Read what was given and is not read yet, with a bar and a way to stop; return all that is read."""
    mine, manner = kept(), manner_of(store())
    _drop_gone(mine, {file.file_id for file in files})
    place = st.empty()
    pieces, failures = _pieces(mine, files, place)
    todo = [piece for piece in pieces if _is_unread(mine, piece, manner) and not (mine.stopped and piece.key not in mine.read)]
    if todo:
        with place.container():
            _read_pieces(mine, todo, manner)
        place.empty()
    read = [(piece, mine.read[piece.key]) for piece in pieces if piece.key in mine.read]
    typed = Piece(f"{PASTED} {digest(pasted)}", state.words()("intake.pasted"), b"")
    readings = [*(r.reading for _, r in read), *_pasted(mine, typed.key, pasted, manner)]
    return Given(
        tuple(read),
        tuple(speech for reading in readings for speech in reading.speeches),
        (*failures, *(error for reading in readings for error in reading.failures)),
        len(pieces) - len(read),
        (mine.version, tuple(piece.key for piece, _ in read), pasted, typed.key in mine.split, manner),
        tuple((piece, titles) for piece in (*(piece for piece, _ in read), typed) if (titles := mine.several.get(piece.key))),
    )


def go_on() -> None:
    """Take the reading up again where it was stopped; for a button."""
    kept().stopped = False


def _stop() -> None:
    kept().stopped = True


def _drop_gone(mine: Kept, files: set[str]) -> None:
    """Forget files that were taken away again; new ones are read, whatever was stopped before."""
    if files - set(mine.pieces) and mine.stopped and set(mine.pieces):
        mine.stopped = False
    for gone in set(mine.pieces) - files:
        for piece in mine.pieces.pop(gone)[0]:
            mine.read.pop(piece.key, None)
            mine.encodings.pop(piece.key, None)
            mine.several.pop(piece.key, None)
            mine.split.discard(piece.key)


def _pieces(mine: Kept, files: Sequence[UploadedFile], place: Any) -> tuple[list[Piece], list[ReadingError]]:
    """Return the files, those of archives in the archive's place, and what could not be unpacked."""
    for file in files:
        if file.file_id not in mine.pieces:
            source = Source(file.name, file.getvalue())
            if ending_of(source) in ARCHIVES:
                place.caption(state.words()("intake.unpacking", name=plain(file.name)))
            mine.pieces[file.file_id] = _opened(file.file_id, source)
            mine.version += 1
    found = [mine.pieces[file.file_id] for file in files]
    return [piece for pieces, _ in found for piece in pieces], [error for _, errors in found for error in errors]


def _opened(key: str, source: Source) -> tuple[list[Piece], list[ReadingError]]:
    if ending_of(source) not in ARCHIVES:
        return [Piece(key, source.name, source.data)], []
    inside = list(members(source))
    files = [member for member in inside if isinstance(member, Source)]
    return [Piece(f"{key}/{i}", file.name, file.data) for i, file in enumerate(files)], [e for e in inside if isinstance(e, ReadingError)]


def _choice(mine: Kept, piece: Piece, preview: Preview | None, manner: Manner) -> tuple[object, ...]:
    return mine.encodings.get(piece.key), mine.columns.get(preview.columns) if preview else None, manner, piece.key in mine.split


def _is_unread(mine: Kept, piece: Piece, manner: Manner) -> bool:
    read = mine.read.get(piece.key)
    return read is None or read.choice != _choice(mine, piece, read.preview, manner)


def _read_pieces(mine: Kept, pieces: Sequence[Piece], manner: Manner) -> None:
    bar = Bar()
    st.button(state.words()("intake.stop_reading"), key=_STOP, on_click=_stop)
    for done, piece in enumerate(pieces):
        bar.show(done, len(pieces), piece.name)
        mine.read[piece.key] = _read(mine, piece, manner)
        mine.version += 1


def _read(mine: Kept, piece: Piece, manner: Manner) -> Read:
    previews: list[Preview] = []

    def ask(_name: str, preview: Preview) -> Columns | None:
        previews.append(preview)
        return mine.columns.get(preview.columns)

    encoding = mine.encodings.get(piece.key)
    split = piece.key in mine.split
    reading = read_files([(piece.name, piece.data)], manner, ask=ask, encodings={piece.name: encoding} if encoding else None, split=split)
    preview = previews[0] if previews else None
    if not split:
        mine.several[piece.key] = () if preview else tuple(found.title for s in reading.speeches for found in speeches_in(s.text))
    return Read(reading, _choice(mine, piece, preview, manner), _margin(piece), preview)


def _margin(piece: Piece) -> Margin | None:
    """Return how sure the encoding is where it was a matter of likelihood: the text is no UTF-8 and has no mark."""
    if ending_of(Source(piece.name, b"")) not in _DECODED:
        return None
    try:
        found = margin(piece.name, piece.data)
    except ReadingError:
        return None
    return None if found.encoding == "utf-8" or (found.encoding == "utf-16" and not found.other) else found


def _pasted(mine: Kept, key: str, text: str, manner: Manner) -> list[Reading]:
    """Return the reading of a pasted text, where there is one; *key* is what it is called in `several` and `split`."""
    if not text.strip():
        return []
    choice = text, manner, key in mine.split
    if mine.pasted is None or mine.pasted[0] != choice:
        try:
            speech = paste(text, off=manner.off, folded=manner.folded)
        except ReadingError as error:
            reading = Reading((), (error,))
        else:
            mine.several[key] = tuple(found.title for found in speeches_in(speech.text))
            split = key in mine.split
            reading = Reading(read_several(PASTED, speech.data, encoding="utf-8", off=manner.off, folded=manner.folded) if split else (speech,), ())
        mine.pasted = choice, reading
    return [mine.pasted[1]]


def tables(given: Given) -> Iterator[tuple[Preview, list[Piece]]]:
    """Yield each kind of table that was given, by its columns, with the tables of that kind."""
    groups: dict[tuple[str, ...], tuple[Preview, list[Piece]]] = {}
    for piece, read in given.pieces:
        if read.preview is not None:
            groups.setdefault(read.preview.columns, (read.preview, []))[1].append(piece)
    yield from groups.values()
