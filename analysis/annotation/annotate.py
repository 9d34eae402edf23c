"""
Texts become rows that point into them: pure functions of the texts (`annotate`) and of texts and lexicon (`tokens.cut_tokens`) to Arrow tables.

Nothing here knows a store or a corpus, and no text another, so the same function can run over one file, a folder or a cluster's partitions. Texts come
in batches because making a table costs as much as annotating a page.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, get_type_hints

import numpy as np
import pyarrow as pa

from analysis.annotation.corrections import Correction, Lost, corrected
from analysis.annotation.expansions import find_expansions
from analysis.annotation.outline import find_sections
from analysis.annotation.places import Ints, bases_of, codes_of, deepest, han_before, last_at
from analysis.annotation.sentences import find_sentences
from analysis.annotation.slogans import find_slogans
from analysis.annotation.stage_sections import with_stage
from analysis.model import Expansion, Section, Slogan


@dataclass(frozen=True, slots=True)
class Annotation:
    """
    The rows of a batch of texts.

    `sections`, `slogans`, `expansions`, `sentences` are Arrow tables as docs/tables.md lists them, with the text's place in the batch as `text` for their
    speech; rows stand in the order of the texts. `han` is the number of Han characters of each text, `lost` are the corrections that changed nothing.
    """

    sections: pa.Table
    sentences: pa.Table
    slogans: pa.Table
    expansions: pa.Table
    han: Ints
    lost: tuple[Lost, ...] = ()


def annotate(texts: Sequence[str], corrections: Mapping[int, tuple[str, Sequence[Correction]]] | None = None) -> Annotation:
    """
    Return everything found in texts that does not depend on a lexicon (see `cut_tokens` for what does).

    *corrections* are made in the outlines of some texts, by their places: (the text as printed, its corrections).
    """
    outlines = [find_sections(text) for text in texts]
    lost: list[Lost] = []
    for place, (printed, layer) in (corrections or {}).items():
        outlines[place], of_text = corrected(texts[place], outlines[place], layer, printed)
        lost += of_text
    sections = [with_stage(text, outline) for text, outline in zip(texts, outlines, strict=True)]
    slogans = [find_slogans(text) for text in texts]
    expansions = [find_expansions(text, found) for text, found in zip(texts, slogans, strict=True)]
    places = _Places(texts, sections)
    return Annotation(
        sections=_section_rows(sections, places),
        sentences=places.sentence_rows(),
        slogans=_rows(Slogan, slogans, places),
        expansions=_rows(Expansion, expansions, places),
        han=places.han[places.bases[1:]] - places.han[places.bases[:-1]],
        lost=tuple(lost),
    )


class _Places:
    """The sentences and sections of the texts laid end to end."""

    def __init__(self, texts: Sequence[str], sections: Sequence[Sequence[Section]]) -> None:
        self.bases = bases_of(texts)
        codes = codes_of("".join(texts))
        self.han = han_before(codes)
        self.borders, self.owners = deepest(([(s.id, s.start, s.end) for s in found] for found in sections), self.bases)
        self.sentences = find_sentences(codes, self.bases)
        self._starts = self.sentences.start + self.bases[self.sentences.text]
        self._first = np.searchsorted(self.sentences.text, np.arange(len(texts))).astype(np.int32)

    def sections_at(self, positions: Ints) -> Ints:
        return self.owners[last_at(self.borders, positions)]

    def sentences_at(self, positions: Ints, text: Ints) -> Ints:
        return last_at(self._starts, positions) - self._first[text]

    def sentence_rows(self) -> pa.Table:
        found = self.sentences
        return pa.table(
            {
                "text": found.text,
                "id": np.arange(len(found.text), dtype=np.int32) - self._first[found.text],
                "section": self.sections_at(self._starts),
                "paragraph": found.paragraph,
                "start": found.start,
                "end": found.end,
            }
        )


def _owners(found: Sequence[Sequence[object]]) -> Ints:
    """Return for each row of each text the text's place."""
    return np.repeat(np.arange(len(found), dtype=np.int32), [len(rows) for rows in found])


def _section_rows(found: Sequence[Sequence[Section]], places: _Places) -> pa.Table:
    table = _rows(Section, found)
    text, base, han = table["text"].to_numpy(), places.bases, places.han
    start, end, heading_end = (table[c].to_numpy() + base[text] for c in ("start", "end", "heading_end"))
    first = np.searchsorted(text, np.arange(len(found)))
    stretches = last_at(base[:-1], places.borders)
    own = np.zeros(len(text), dtype=np.int32)
    stops = np.append(places.borders[1:], len(han) - 1)
    np.add.at(own, first[stretches] + places.owners, han[stops] - han[places.borders])
    return (
        table.append_column("own_han", pa.array(own))
        .append_column("heading_han", pa.array(_heading_han(table, first[text], han, start, end, heading_end)))
        .append_column("han", pa.array(han[end] - han[start]))
        .append_column("han_before", pa.array(han[start] - han[base[text]]))
    )


def _heading_han(table: pa.Table, first: Ints, han: Ints, start: Ints, end: Ints, heading_end: Ints) -> Ints:
    """Han characters of each section's heading, without those of a section that stands within it (a stage note)."""
    heading = han[heading_end] - han[start]
    parent = table["parent"].to_numpy()
    child = np.flatnonzero(parent >= 0)
    above = first[child] + parent[child]
    within = end[child] <= heading_end[above]
    np.subtract.at(heading, above[within], (han[end] - han[start])[child][within])
    return np.asarray(heading, dtype=np.int32)


_ARROW: dict[object, pa.DataType] = {int: pa.int32(), bool: pa.bool_(), tuple[str, ...]: pa.list_(pa.string())}
"""Arrow types of the rows' fields; every other field (a string, or one of a few strings) is a string."""


def _rows(cls: type[Section | Slogan | Expansion], found: Sequence[Sequence[Any]], places: _Places | None = None) -> pa.Table:
    """Turn rows into a table with the class's fields as columns, and with sentence and section where *places* are given."""
    rows = list(chain.from_iterable(found))
    values = zip(*rows, strict=True) if rows else ([] for _ in cls._fields)
    types = (_ARROW.get(kind, pa.string()) for kind in get_type_hints(cls).values())
    text = _owners(found)
    columns: dict[str, Any] = {"text": text}
    columns |= {name: pa.array(column, type_) for name, column, type_ in zip(cls._fields, values, types, strict=True)}
    if places is not None:
        starts = columns["start"].to_numpy() + places.bases[text]
        columns |= {"sentence": places.sentences_at(starts, text), "section": places.sections_at(starts)}
    return pa.table(columns)
