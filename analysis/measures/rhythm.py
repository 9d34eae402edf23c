"""The rhythm of a speech: how long its paragraphs, sentences and clauses are, one after the other, with the place where each stands."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Literal, NamedTuple

import pandas as pd

from analysis.annotation.places import Ints, codes_of, han_before
from analysis.annotation.segmentation import is_han
from analysis.measures.lists import SPOKEN
from analysis.measures.result import Result
from analysis.model import Counted

Stretch = Literal["paragraph", "sentence", "clause"]

STRETCHES: tuple[Stretch, ...] = ("paragraph", "sentence", "clause")

PAUSES = "，；：。！？…"
"""What ends a clause, with the half-width marks that do not stand beside a figure. 、 ends none: it parts the members of one clause."""

_PAUSE = re.compile(rf"[{PAUSES}]+|(?<!\d)[,;:!?]|[,;:!?](?!\d)")
_CLOSING = 3  # a stop and the marks that close behind it still belong to a heading


class _Piece(NamedTuple):
    id: str
    stretch: Stretch
    number: int
    start: int
    end: int
    han: int
    before: float


def lengths(outlines: pd.DataFrame, sentences: pd.DataFrame, texts: Mapping[str, str], counted: Counted) -> Result:
    """
    Return every paragraph, sentence and clause of what is said, in order.

    Args:
        outlines: `queries.outlines` of the scope.
        sentences: `queries.sentences` of its speeches, with the speech as `id`.
        texts: id → the analysed text that the offsets point into.
        counted: what it was counted on.

    Returns:
        id, stretch (`paragraph`, `sentence`, `clause`), number (from 1 within each), start, end, han, before (the share of the speech's Han characters that
        stands before it). Left out are the frame, notes, stage notes, sentences that are a heading and nothing else, and stretches without Han characters.
        A paragraph's length is the sum of its sentences'; its start and end are theirs.

    Our own.

    """
    sections = _sections(outlines)
    columns = ["id", "section", "paragraph", "start", "end"]
    said: dict[str, list[tuple[int, int, int]]] = {}
    for id_, section, paragraph, start, end in sentences[columns].itertuples(index=False, name=None):
        if (id_, section) in sections and not _is_heading(texts[id_], sections[id_, section], start, end):
            said.setdefault(id_, []).append((paragraph, start, end))
    rows = [piece for id_, found in said.items() for piece in _pieces(id_, texts[id_], found)]
    table = pd.DataFrame(rows, columns=list(_Piece._fields))
    settings = {"size": "Han characters", "clauses_end_at": PAUSES, "left_out": "headings, frame, notes, stage notes"}
    notes = {} if len(table) else {"han": "no sentence of opening, units and closing holds a Han character"}
    return Result(table, counted.recipe("lengths", settings), notes)


def _sections(outlines: pd.DataFrame) -> dict[tuple[str, int], tuple[str, int, int, int]]:
    """(id, unit) → style, start, heading_end, end of what is said."""
    kept = outlines.loc[outlines["role"].isin(SPOKEN), ["id", "unit", "style", "start", "heading_end", "end"]]
    return {(id_, unit): (style, start, heading_end, end) for id_, unit, style, start, heading_end, end in kept.itertuples(index=False, name=None)}


def _is_heading(text: str, section: tuple[str, int, int, int], start: int, end: int) -> bool:
    """Whether a sentence is its unit's heading alone, and the unit goes on behind it: one that is all of its unit is what the unit says."""
    style, first, heading_end, last = section
    if style not in {"own-line", "run-in"} or not first <= start < heading_end or end > heading_end + _CLOSING:
        return False
    return any(map(is_han, text[end:last]))


def _pieces(id_: str, text: str, said: list[tuple[int, int, int]]) -> Iterator[_Piece]:
    han = han_before(codes_of(text))
    whole = int(han[-1])
    spans: dict[Stretch, list[tuple[int, int, int]]] = {stretch: [] for stretch in STRETCHES}
    paragraphs: dict[int, list[int]] = {}
    for paragraph, start, end in said:
        size = int(han[end] - han[start])
        first, _, before = paragraphs.get(paragraph, [start, end, 0])
        paragraphs[paragraph] = [first, end, before + size]
        spans["sentence"].append((start, end, size))
        spans["clause"].extend(_clauses(text, start, end, han))
    spans["paragraph"] = [(start, end, size) for start, end, size in paragraphs.values()]
    for stretch in STRETCHES:
        held = [span for span in spans[stretch] if span[2]]
        for number, (start, end, size) in enumerate(held, start=1):
            yield _Piece(id_, stretch, number, start, end, size, int(han[start]) / whole)


def _clauses(text: str, start: int, end: int, han: Ints) -> Iterator[tuple[int, int, int]]:
    first = start
    for pause in _PAUSE.finditer(text, start, end):
        yield first, pause.end(), int(han[pause.end()] - han[first])
        first = pause.end()
    if first < end:
        yield first, end, int(han[end] - han[first])


def medians(table: pd.DataFrame) -> pd.DataFrame:
    """Return by id the median Han characters of a `paragraph`, `sentence` and `clause` (columns) of `lengths`; NaN where there is none."""
    wide: Any = table.pivot_table(index="id", columns="stretch", values="han", aggfunc="median") if len(table) else pd.DataFrame()
    return wide.reindex(columns=list(STRETCHES)).astype(float).rename_axis(columns=None)
