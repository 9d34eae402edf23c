"""
What the layout page asks about the build of speeches: their units, light enough for a thousand of them at a time, and how long their stretches are.

The lengths of stretches follow from a text and its outline. They are measured when they are first asked for and kept as long as the program runs, by
reading and corrections: another reading, or another correction, is another key.
"""

from collections.abc import Sequence
from typing import Any

import duckdb
import numpy as np
import pandas as pd

from analysis.annotation.stretches import STRETCHES, Stretches, find_stretches
from analysis.corpus.kept import Kept
from analysis.corpus.parts import parts_of
from analysis.corpus.scope import IN_SCOPE, OLDEST_FIRST
from analysis.corpus.store import Store
from analysis.model import SPOKEN

FIGURES = ("n", "mean", "low", "median", "high")
"""What is kept of the lengths of a speech's stretches: how many there are, mean, and quartiles."""

_SENTENCE = 'paragraph, sentences."start", sentences."end", style, sections."start" as first, heading_end, sections."end" as last'
_SENTENCES = f"""
from speeches join sentences using (speech) join sections on sections.speech = sentences.speech and sections.id = section
where role in {SPOKEN} and {IN_SCOPE}
"""
_KEYS = f"""
with made as (select speech as id, string_agg(id, ' ' order by id) as made from corrections where undone is null group by speech)
select speeches.id, reading, coalesce(made, ''), chars from speeches left join made on made.id = speeches.id where {IN_SCOPE}
"""

MOST_KEPT = 50_000
"""Speeches whose lengths are kept, those asked for last."""

_kept: Kept[tuple[str, str], tuple[float, ...]] = Kept(MOST_KEPT)
"""(reading, corrections), which settle text and outline → the FIGURES of each of STRETCHES."""

Floats = np.ndarray[Any, np.dtype[np.float64]]


def units(store: Store, scope: Sequence[str]) -> pd.DataFrame:
    """
    Return the units of each speech in reading order, stage notes left out, oldest speech first.

    Columns: id, unit, parent, level, role, style, marker, start, end, own_han, han, repeated (a number that its series has twice).
    """
    return store.rows(
        f"""
        select speeches.id, sections.id as unit, parent, level, role, style, marker, sections."start", sections."end", own_han, sections.han,
            list_contains(sections.evidence, '-repeated') as repeated
        from sections join speeches using (speech) where role <> 'stage' and {IN_SCOPE} order by {OLDEST_FIRST}, sections.id
        """,
        {"scope": list(scope)},
    )


def analysed(store: Store, speech_id: str) -> str:
    """Return the text that a speech's offsets and figures were made on; it is as long as the text shown. '' where there is no such speech."""
    found = store.tuples("select coalesce(analysed, text) from speeches where id = ? and deleted is null", [speech_id])
    return str(found[0][0]) if found else ""


def headings(store: Store, keys: pd.DataFrame) -> pd.DataFrame:
    """
    Return what units (*keys*: id, unit) begin with, in the order of *keys*.

    Columns: id, unit, title, year, marker, heading, han, sentence (the first one in it), start, end (of marker and heading, as far as that sentence goes).
    """
    return store.rows(
        """
        with wanted as (select unnest($ids) as id, unnest($units) as unit, unnest(range(len($ids))) as place),
        found as (select place, speeches.id, unit, title, year, marker, heading, sections.han, speeches.speech, sections."start", heading_end, sections."end"
            from wanted join speeches on speeches.id = wanted.id join sections on sections.speech = speeches.speech and sections.id = unit
            where deleted is null),
        firsts as (select place, min(sentences.id) as sentence from found join sentences
            on sentences.speech = found.speech and sentences."end" > found."start" and sentences."start" < found."end" group by place)
        select found.id, unit, title, year, marker, heading, han, sentence,
            greatest(found."start", sentences."start") as "start", least(heading_end, sentences."end") as "end"
        from found join firsts using (place) join sentences on sentences.speech = found.speech and sentences.id = sentence order by place
        """,
        {"ids": [str(id_) for id_ in keys["id"]], "units": [int(unit) for unit in keys["unit"]]},
    )


def sentences(store: Store, speech_id: str) -> pd.DataFrame:
    """
    Return the sentences in opening, units and closing of a speech, in order.

    Columns: sentence, section, paragraph, start, end, and of the deepest unit at its start style, first, heading_end, last (its end).
    """
    return store.rows(f"select sentences.id as sentence, section, {_SENTENCE} {_SENTENCES} order by 1", {"scope": [speech_id]})


def stretch_sizes(store: Store, scope: Sequence[str]) -> pd.DataFrame:
    """
    Return how long the stretches of each speech are, in Han characters (`annotation.stretches`).

    Columns: id, and for each of STRETCHES the FIGURES (`sentence_n`, `sentence_mean`, `sentence_low`, …: number, mean, first quartile, median, third
    quartile; quartiles by linear interpolation). Without any n is 0 and the rest is NaN. In the order of *scope*.
    """
    with store.snapshot() as cursor:  # texts as old as their keys
        keys = {id_: ((reading, made), chars) for id_, reading, made, chars in cursor.execute(_KEYS, {"scope": list(scope)}).fetchall()}
        found = _kept.get(key for key, _ in keys.values())
        wanted = [(id_, chars) for id_, (key, chars) in keys.items() if key not in found]
        for part in parts_of(wanted, [chars for _, chars in wanted]):
            found |= zip([keys[id_][0] for id_, _ in part], _measured(cursor, [id_ for id_, _ in part]), strict=True)
    _kept.put(found)
    names = [f"{stretch}_{figure}" for stretch in STRETCHES for figure in FIGURES]
    there = [id_ for id_ in scope if id_ in keys]
    values = np.array([found[keys[id_][0]] for id_ in there], dtype=float).reshape(len(there), len(names))
    return pd.DataFrame({"id": there} | {name: values[:, i] for i, name in enumerate(names)})


def _measured(cursor: duckdb.DuckDBPyConnection, ids: Sequence[str]) -> list[tuple[float, ...]]:
    """Return the FIGURES of each of STRETCHES of speeches, one row a speech, in the order of *ids*."""
    texts = dict(cursor.execute(f"select speeches.id, coalesce(analysed, text) from speeches where {IN_SCOPE}", {"scope": ids}).fetchall())
    sql = f"""
        with places as (select unnest($scope) as id, unnest(range(len($scope)))::integer as text)
        select places.text, {_SENTENCE} {_SENTENCES.replace("where", "join places on places.id = speeches.id where")} order by places.text, sentences.id
    """
    found = find_stretches([texts[id_] for id_ in ids], cursor.execute(sql, {"scope": ids}).fetchnumpy())
    columns = [column for stretch in STRETCHES for column in _figures(found[stretch], len(ids))]
    return list(zip(*(column.tolist() for column in columns), strict=True))


def _figures(found: Stretches, texts: int) -> tuple[Floats, ...]:
    """Return the FIGURES of stretches by text."""
    n = np.bincount(found.text, minlength=texts)
    with np.errstate(invalid="ignore"):
        mean = np.bincount(found.text, found.han, minlength=texts) / np.where(n > 0, n, np.nan)
    sizes = found.han[np.lexsort((found.han, found.text))]
    first = np.cumsum(n) - n

    def at(share: float) -> Floats:
        place = np.maximum(n - 1, 0) * share
        low = first + np.floor(place).astype(np.int64)
        if not len(sizes):
            return np.full(texts, np.nan)
        below, above = sizes[np.minimum(low, len(sizes) - 1)], sizes[np.minimum(first + np.ceil(place).astype(np.int64), len(sizes) - 1)]
        return np.where(n > 0, below + (above - below) * (place % 1), np.nan)

    return n.astype(float), mean, at(0.25), at(0.5), at(0.75)
