"""The rhythm of a speech: how long its paragraphs, sentences and clauses are, one after the other, with the place where each stands."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from analysis.annotation.places import codes_of, han_before
from analysis.annotation.stretches import COLUMNS, PAUSES, STRETCHES, find_stretches
from analysis.measures.lists import enumerated, enumerating
from analysis.measures.result import Result
from analysis.model import Counted

_SETTINGS = {"size": "Han characters", "clauses_end_at": PAUSES, "left_out": "headings, frame, notes, stage notes"}


def lengths(sentences: pd.DataFrame, texts: Mapping[str, str], counted: Counted) -> Result:
    """
    Return every paragraph, sentence and clause of what is said, in order.

    Args:
        sentences: `structure_queries.sentences` of speeches, with the speech as `id`.
        texts: id → the analysed text that the offsets point into.
        counted: what it was counted on.

    Returns:
        id, stretch (`paragraph`, `sentence`, `clause`), number (from 1 within each), sentence (the one it begins in), paragraph, start, end, han, han_before
        (the Han characters of the speech before it). Left out are the frame, notes, stage notes, sentences that are a heading and nothing else, and stretches
        without Han characters. A paragraph's length is the sum of its sentences'; its start and end are theirs.

    Our own.

    """
    ids = list(texts)
    given = sentences.assign(text=sentences["id"].map({id_: place for place, id_ in enumerate(ids)})).sort_values(["text", "start"])
    found = find_stretches(list(texts.values()), {name: given[name].to_numpy() for name in COLUMNS})
    tables = []
    for stretch in STRETCHES:
        of = found[stretch]
        numbers = np.arange(len(of.text)) - np.searchsorted(of.text, of.text) + 1
        columns = {"id": np.array(ids, dtype=object)[of.text], "stretch": stretch, "number": numbers}
        columns |= {name: given[name].to_numpy()[of.sentence] for name in ("sentence", "paragraph")}
        columns |= {"start": of.start, "end": of.end, "han": of.han, "han_before": of.before}
        tables.append(pd.DataFrame(columns))
    table = pd.concat(tables, ignore_index=True)
    notes = {} if len(table) else {"han": "no sentence of opening, units and closing holds a Han character"}
    return Result(table, counted.recipe("lengths", _SETTINGS), notes)


def counted_off(table: pd.DataFrame, outlines: pd.DataFrame, text: str) -> pd.DataFrame:
    """
    Return what of the stretches of one speech stands in enumerations.

    Args:
        table: start and end of stretches of one sort, in order (`lengths`).
        outlines: the units of that speech (`lists.enumerating`).
        text: its analysed text.

    Returns:
        place (of the stretch in *table*, from 0), start, end, han, han_before: a row for each piece of a stretch that lies in an enumeration; where
        enumerations follow one another, the pieces do.

    """
    spans, han = enumerating(outlines), han_before(codes_of(text))
    starts, ends = spans["start"].to_numpy(dtype=np.int64), spans["end"].to_numpy(dtype=np.int64)
    first, last = table["start"].to_numpy(dtype=np.int64), table["end"].to_numpy(dtype=np.int64)
    low, high = np.searchsorted(ends, first, "right"), np.searchsorted(starts, last, "left")
    n = np.maximum(high - low, 0)
    place = np.repeat(np.arange(len(table)), n)
    span = np.arange(n.sum()) - np.repeat(np.cumsum(n) - n, n) + np.repeat(low, n)
    start, end = np.maximum(first[place], starts[span]), np.minimum(last[place], ends[span])
    return pd.DataFrame({"place": place, "start": start, "end": end, "han": han[end] - han[start], "han_before": han[start]})


def rhythm(sizes: pd.DataFrame, outlines: pd.DataFrame, counted: Counted) -> Result:
    """
    Return the rhythm of each speech in one row.

    Args:
        sizes: `structure_queries.stretch_sizes` of the scope.
        outlines: `structure_queries.units` of it.
        counted: what it was counted on.

    Returns:
        The columns of *sizes* (id; for each sort of stretch its number, mean and quartiles in Han characters) and enumerated (`lists.enumerated`). Undefined is
        NaN, and the notes say why.

    Our own.

    """
    table = sizes.assign(enumerated=sizes["id"].map(enumerated(outlines)).astype(float))
    notes = {"enumerated": "opening, units and closing hold no Han character"} if table["enumerated"].isna().any() else {}
    for stretch in STRETCHES:
        if (table[f"{stretch}_n"] == 0).any():
            notes[f"{stretch}_median"] = f"no {stretch} with Han characters beside headings"
    return Result(table, counted.recipe("rhythm", _SETTINGS), notes)
