"""
One text becomes rows that point into it: pure functions of the text (`annotate`) and of text and lexicon (`cut_tokens`) to Arrow tables.

Nothing here knows a store, a corpus or another text, so the same function can run over one file, a folder or a cluster's partitions.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from operator import attrgetter
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from analysis.annotation.expansions import find_expansions
from analysis.annotation.outline import find_sections
from analysis.annotation.paragraphs import find_paragraphs
from analysis.annotation.segmentation import engine
from analysis.annotation.sentences import find_sentences
from analysis.annotation.slogans import find_slogans
from analysis.model import COUNTED_ROLES, Expansion, Lexicon, Section, Slogan

Ints = np.ndarray[Any, np.dtype[np.int32]]


@dataclass(frozen=True, slots=True)
class Annotation:
    """
    The rows of one text.

    `sections`, `slogans`, `expansions`, `sentences` are Arrow tables as docs/tables.md lists them; `han` is the number of Han characters of the text.
    """

    sections: pa.Table
    sentences: pa.Table
    slogans: pa.Table
    expansions: pa.Table
    han: int


def annotate(text: str) -> Annotation:
    """Return everything found in a text that does not depend on a lexicon (see `cut_tokens` for what does)."""
    sections = find_sections(text)
    slogans = find_slogans(text)
    expansions = find_expansions(text, slogans)
    han = _han_before(text)
    borders, owners = _deepest(sections)
    paragraphs = np.fromiter((start for start, _ in find_paragraphs(text)), dtype=np.int32)
    sentences = np.array(find_sentences(text), dtype=np.int32).reshape(-1, 2)
    starts = sentences[:, 0]

    def place(positions: Ints) -> dict[str, Ints]:
        return {"sentence": _at(starts, positions), "section": owners[_at(borders, positions)]}

    return Annotation(
        sections=_section_rows(sections, han, borders, owners),
        sentences=pa.table(
            {
                "id": np.arange(len(sentences), dtype=np.int32),
                "section": owners[_at(borders, starts)],
                "paragraph": _at(paragraphs, starts) + 1,
                "start": starts,
                "end": sentences[:, 1],
            }
        ),
        slogans=_rows(Slogan, slogans, place),
        expansions=_rows(Expansion, expansions, place),
        han=int(han[-1]),
    )


def cut_tokens(text: str, lexicon: Lexicon, sections: pa.Table, sentences: pa.Table) -> pa.Table:
    """
    Cut a text into tokens: term (dictionary-encoded), start, end, sentence, section. White space is left out.

    *sections* and *sentences* are those of the same text's `Annotation`; a token belongs to the deepest section at its start.
    """
    words = engine(lexicon).cut(text)
    ends = np.cumsum(np.fromiter(map(len, words), dtype=np.int32, count=len(words)), dtype=np.int32)
    starts = np.concatenate([np.zeros(1, dtype=np.int32), ends[:-1]])
    terms = _slices(text, ends).dictionary_encode()
    blank = pc.utf8_is_space(terms.dictionary).to_numpy(zero_copy_only=False).astype(bool)
    codes = terms.indices.to_numpy()
    if blank.any():
        keep = ~blank[codes]
        starts, ends, codes = starts[keep], ends[keep], codes[keep]
    borders, owners = _deepest_rows(sections)
    return pa.table(
        {
            "term": pa.DictionaryArray.from_arrays(codes, terms.dictionary),
            "start": starts,
            "end": ends,
            "sentence": _at(sentences["start"].to_numpy(), starts),
            "section": owners[_at(borders, starts)],
        }
    )


def _slices(text: str, ends: Ints) -> pa.StringArray:
    """Return the pieces of a text between successive *ends*, which cover it: Arrow's own layout, so no piece is copied from Python."""
    codes = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32)
    widths = 1 + (codes >= 0x80).astype(np.int32) + (codes >= 0x800) + (codes >= 0x10000)
    offsets = np.zeros(len(ends) + 1, dtype=np.int32)
    offsets[1:] = np.cumsum(widths, dtype=np.int32)[ends - 1]
    return pa.StringArray.from_buffers(len(ends), pa.py_buffer(offsets), pa.py_buffer(text.encode()))


def _at(borders: Ints, positions: Ints) -> Ints:
    """Return for each of the ascending *positions* the index of the last border at or before it (0 where there is none)."""
    if len(borders) == 0:
        return np.zeros(len(positions), dtype=np.int32)
    first = np.searchsorted(positions, borders)  # few borders are sought among many positions, not the other way about
    first[0] = 0
    return np.repeat(np.arange(len(borders), dtype=np.int32), np.diff(np.append(first, len(positions))))


def _han_before(text: str) -> Ints:
    """Return h with h[i] = number of Han characters in text[:i]; see `segmentation.is_han` for what a Han character is."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    han = (codes >= 0x4E00) & (codes <= 0x9FFF)
    rare = (codes >= 0x3400) & ~han
    if rare.any():
        han |= (codes >= 0x3400) & (codes <= 0x4DBF) | (codes >= 0xF900) & (codes <= 0xFAFF) | (codes >= 0x20000) & (codes <= 0x3FFFF)
    han |= (codes == 0x3007) | (codes == 0x3005)
    before = np.zeros(len(codes) + 1, dtype=np.int32)
    np.cumsum(han, out=before[1:])
    return before


def _deepest(sections: Sequence[Section]) -> tuple[Ints, Ints]:
    """Return borders and, for the stretch from each border to the next, the id of the deepest section there."""
    return _sweep([(s.id, s.start, s.end) for s in sections])


def _deepest_rows(sections: pa.Table) -> tuple[Ints, Ints]:
    return _sweep(list(zip(*(sections[c].to_pylist() for c in ("id", "start", "end")), strict=True)))


def _sweep(spans: list[tuple[int, int, int]]) -> tuple[Ints, Ints]:
    borders: list[int] = [0]
    owners: list[int] = [0]
    open_: list[tuple[int, int]] = []

    def mark(position: int, owner: int) -> None:
        if borders[-1] == position:
            owners[-1] = owner
        else:
            borders.append(position)
            owners.append(owner)

    for id_, start, end in spans:
        while open_ and open_[-1][1] <= start:
            closed = open_.pop()[1]
            if open_ and open_[-1][1] > closed:
                mark(closed, open_[-1][0])
        mark(start, id_)
        open_.append((id_, end))
    while open_:
        closed = open_.pop()[1]
        if open_ and open_[-1][1] > closed:
            mark(closed, open_[-1][0])
    return np.array(borders, dtype=np.int32), np.array(owners, dtype=np.int32)


def _section_rows(sections: Sequence[Section], han: Ints, borders: Ints, owners: Ints) -> pa.Table:
    stops = np.append(borders[1:], len(han) - 1)
    own = np.zeros(len(sections), dtype=np.int32)
    if len(sections):
        np.add.at(own, owners, han[stops] - han[borders])
    table = _rows(Section, sections)
    return (
        table.append_column("counted", pa.array([s.role in COUNTED_ROLES for s in sections], pa.bool_()))
        .append_column("own_han", pa.array(own))
        .append_column("han", pa.array([int(han[s.end] - han[s.start]) for s in sections], pa.int32()))
        .append_column("han_before", pa.array([int(han[s.start]) for s in sections], pa.int32()))
    )


_ARROW: dict[object, pa.DataType] = {int: pa.int32(), bool: pa.bool_(), tuple[str, ...]: pa.list_(pa.string())}
"""Arrow types of the rows' fields; every other field (a string, or one of a few strings) is a string."""


def _rows(cls: type[Section | Slogan | Expansion], rows: Sequence[Any], place: Callable[[Ints], dict[str, Ints]] | None = None) -> pa.Table:
    """Turn frozen rows into a table with the class's fields as columns; a table of no rows has the same columns."""
    names = [field.name for field in fields(cls)]
    values = zip(*map(attrgetter(*names), rows), strict=True) if rows else ([] for _ in names)
    types = (_ARROW.get(field.type, pa.string()) for field in fields(cls))
    columns: dict[str, Any] = {name: pa.array(column, type_) for name, column, type_ in zip(names, values, types, strict=True)}
    if place is not None:
        columns |= place(np.array([row.start for row in rows], dtype=np.int32))
    return pa.table(columns)
