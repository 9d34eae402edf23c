"""
Stored speeches laid end to end, with their units, sentences and what of them is counted: what themes are sought in.

The selections last laid out are kept for the next click.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
import numpy as np
import pandas as pd

from analysis.annotation.places import Codes, Ints, bases_of, codes_of, han_before, last_at
from analysis.corpus.kept import Kept
from analysis.model import FRAME, SPOKEN, UNDECIDED, Part

LAID_KEPT, MOST_KEPT = 2, 10_000_000
"""Selections that stay laid out for the next click, and their characters at most: eight bytes each are held."""

Bools = np.ndarray[Any, np.dtype[np.bool_]]


@dataclass(frozen=True, slots=True)
class Laid:
    """
    Speeches laid end to end (`annotation.places`): positions are offsets plus the base of their speech.

    `borders` are where the deepest section, or its heading, changes; `counted` says of the stretch from each whether it is counted. `tops` are the rows of
    `sections` without a parent.
    """

    keys: list[int]
    codes: Codes
    bases: Ints
    sections: pd.DataFrame
    sentences: pd.DataFrame
    borders: Ints
    counted: Bools

    def sentence_at(self, positions: Ints) -> Ints:
        """Return the row of the sentence in which each of ascending positions lies."""
        return last_at(self.sentences["start"].to_numpy(), positions)

    def sizes(self) -> pd.DataFrame:
        """Return of every sentence: text (place of its speech), sentence, top (id of the top unit), function, han (its counted Han characters)."""
        han = han_before(self.codes)
        pieces = np.diff(han[np.append(self.borders, len(self.codes))]) * self.counted
        before = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(pieces)])

        def counted_before(positions: Ints) -> Ints:
            stretch = last_at(self.borders, positions)
            found: Ints = (before[stretch] + (han[positions] - han[self.borders[stretch]]) * self.counted[stretch]).astype(np.int32)
            return found

        start, end = self.sentences["start"].to_numpy(), self.sentences["end"].to_numpy()
        tops = self.sections[self.sections["parent"] == -1]
        top = last_at(tops["start"].to_numpy(), start)
        codes, names = pd.factorize(tops["function"])
        return pd.DataFrame(
            {
                "text": self.sentences["text"].to_numpy(),
                "sentence": self.sentences["id"].to_numpy(),
                "top": tops["id"].to_numpy()[top],
                "function": pd.Categorical.from_codes(codes[top], names),
                "han": counted_before(end) - counted_before(start),
            }
        )


def laid_out(cursor: duckdb.DuckDBPyConnection, keys: Sequence[int], readings: Sequence[str], parts: Sequence[Part]) -> tuple[Laid, pd.DataFrame]:
    """Return what `lay_out` makes of speeches, given with their readings, and their sentences' sizes; as last time where nothing of it changed since."""
    outlines = cursor.execute(_OUTLINES, {"keys": list(keys)}).fetchall()[0]
    key = (tuple(keys), tuple(readings), tuple(parts), outlines)
    found = _kept.get([key]).get(key)
    if found is None:
        laid = lay_out(cursor, keys, parts)
        found = laid, laid.sizes()
        if len(laid.codes) <= MOST_KEPT:
            _kept.put({key: found})
    return found


_Key = tuple[tuple[int, ...], tuple[str, ...], tuple[Part, ...], tuple[int | None, ...]]

_kept: Kept[_Key, tuple[Laid, pd.DataFrame]] = Kept(LAID_KEPT)
"""By the speeches and their readings, which settle the texts, the counted parts, and a sum over the rows of their outlines and functions."""

_OUTLINES = """
with mine as (select unnest($keys) as speech)
select (select bit_xor(hash(s)) from sections as s semi join mine using (speech)), (select bit_xor(hash(f)) from functions as f semi join mine using (speech))
"""


def lay_out(cursor: duckdb.DuckDBPyConnection, keys: Sequence[int], parts: Sequence[Part]) -> Laid:
    """Lay out stored speeches, given by their keys in ascending order; *parts* are those counted."""
    wanted = [list(keys)]
    texts = [
        text
        for (text,) in cursor.execute(
            "select coalesce(analysed, text) from speeches where speech in (select unnest(?)) order by speech", wanted
        ).fetchall()
    ]
    bases = bases_of(texts)
    sections = cursor.execute(
        'select sections.speech, id, parent, role, "start", heading_end, "end", coalesce(function, \'\') as function from sections '
        "left join functions on functions.speech = sections.speech and section = id "
        "where sections.speech in (select unnest(?)) order by sections.speech, id",
        wanted,
    ).df()
    sentences = cursor.execute('select speech, id, "start", "end" from sentences where speech in (select unnest(?)) order by speech, id', wanted).df()
    for table, offsets in ((sections, ("start", "heading_end", "end")), (sentences, ("start", "end"))):
        table["text"] = np.searchsorted(keys, table["speech"].to_numpy()).astype(np.int32)
        for column in offsets:
            table[column] = (table[column].to_numpy() + bases[table["text"].to_numpy()]).astype(np.int32)
    spoken = sections["role"].isin(SPOKEN)
    sections["function"] = sections["function"].where(sections["function"] != "", UNDECIDED).where(spoken, FRAME)
    borders, counted = _counted(sections, parts, int(bases[-1]))
    return Laid(list(keys), codes_of("".join(texts)), bases, sections, sentences, borders, counted)


def _counted(sections: pd.DataFrame, parts: Sequence[Part], end: int) -> tuple[Ints, Bools]:
    """Return where the deepest section or its heading changes, and whether the text from there on is counted."""
    start, heading_end, ends = (sections[column].to_numpy() for column in ("start", "heading_end", "end"))
    borders = np.unique(np.concatenate([start, heading_end, ends]))
    borders = borders[borders < end].astype(np.int32)
    first = np.searchsorted(sections["text"].to_numpy(), sections["text"].to_numpy())
    parent = np.where(sections["parent"] < 0, -1, first + sections["parent"].to_numpy())
    deepest = last_at(start, borders)
    while (over := (ends[deepest] <= borders) & (parent[deepest] >= 0)).any():
        deepest = np.where(over, parent[deepest], deepest)
    spoken, role = sections["role"].isin(SPOKEN).to_numpy(), sections["role"].isin([*parts]).to_numpy()
    in_part = np.where(borders < heading_end[deepest], "heading" in parts, "body" in parts)
    return borders, np.where(spoken[deepest], in_part, role[deepest]).astype(bool)
