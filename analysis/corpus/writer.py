"""The rows of new speeches go into the tables: a few large inserts of Arrow tables, never a row at a time."""

import json
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future
from datetime import UTC, datetime
from itertools import islice
from typing import Any, Self

import duckdb
import numpy as np
import pyarrow as pa

from analysis.annotation.annotate import annotate
from analysis.annotation.places import Ints
from analysis.annotation.tokens import cut, token_rows
from analysis.corpus.correction_rows import Entry, correction_rows, live, with_lost
from analysis.model import Lexicon, Speech, digest

PLAIN = ("title", "subtitle", "speaker", "office", "venue", "occasion", "kind")
NESTED = ("own", "evidence", "confidence")
"""Metadata kept as text, and as JSON."""

READ = (
    "reading",
    "encoding",
    "decoded",
    "part_start",
    "part_end",
    "repairs",
    "off",
    "folded",
    "remarks",
    "text",
    "analysed",
    "text_hash",
    "chars",
    "han",
)
"""What another reading of the same bytes changes in a speech's row."""

SOURCE = {"sha256": "sha256", "name": "file_name", "format": "format", "data": "data"}
"""Columns of `sources`, each with what of a speech stands in it."""


MADE = ("term_counts", "section_words", "fingerprints", "functions", "theme_sentences")
"""Tables whose rows are made when they are first asked for (`derived.derive`)."""


def text_hash(text: str) -> str:
    """Return an id of the text without white space: two files of the same words have the same one."""
    return digest("".join(text.split()))


class Rows:
    """
    What is found in a batch of speeches, before the store is asked: made while the rows of the batch before are inserted.

    *corrections* of their outlines, by speech id, are made in them. The texts are cut apart from that (`cut`), while what was found is inserted already. `tokens` are made when they are asked for, by the inserting thread: array work that leaves Python's lock to the next batch.
    """

    def __init__(self, speeches: Sequence[Speech], lexicon: Lexicon, corrections: Mapping[str, Sequence[Entry]] | None = None) -> None:
        texts = [speech.analysed for speech in speeches]
        kept = corrections or {}
        found = annotate(texts, {place: (speech.text, live(kept[speech.id])) for place, speech in enumerate(speeches) if speech.id in kept})
        self.corrections = correction_rows([entry for entries in kept.values() for entry in with_lost(entries, found.lost)])
        self.found = {name: getattr(found, name) for name in ("sections", "sentences", "slogans", "expansions")}
        self._texts, self._lexicon = texts, lexicon
        self._ends: Future[Ints] = Future()
        self.sources = _sources(speeches)
        self.speeches = _speeches(speeches, found.han)

    def cut(self) -> Self:
        """Cut the texts by the lexicon; `tokens` waits for it."""
        try:
            self._ends.set_result(cut(self._texts, self._lexicon))
        except BaseException as error:
            self._ends.set_exception(error)
            raise
        return self

    def tokens(self) -> pa.Table:
        return token_rows(self._texts, self._ends.result(), self.found["sections"], self.found["sentences"])


class Writer:
    """Inserts rows within a transaction of the caller's; it knows the numbers of the lexicon's *terms*, new ones are drawn from *numbers*."""

    def __init__(self, terms: dict[str, int], lexicon: Lexicon, numbers: Iterator[int]) -> None:
        self._terms = terms
        self._lexicon = lexicon
        self._numbers = numbers

    def write(self, cursor: duckdb.DuckDBPyConnection, rows: Rows, keys: Sequence[int]) -> None:
        """Insert the speeches of *rows* under *keys*, with everything found in them."""
        insert(cursor, "sources", rows.sources)
        insert(cursor, "speeches", rows.speeches.add_column(0, "speech", pa.array(keys, pa.int32())))
        self._write_found(cursor, rows, keys)

    def rewrite(self, cursor: duckdb.DuckDBPyConnection, rows: Rows, key: int) -> None:
        """Put the rows of one speech in the place of those stored under *key*; its metadata and what else a person decided stay."""
        for name in (*rows.found, *MADE, "made", "tokens", "cuts"):
            cursor.execute(f"delete from {name} where speech = ?", [key])
        cursor.execute("delete from corrections where speech = (select id from speeches where speech = ?)", [key])
        insert(cursor, "corrections", rows.corrections)
        new_rows = rows.speeches
        sets = ", ".join(f"{name} = r.{name}" for name in READ)
        cursor.execute(f"update speeches set {sets} from new_rows as r where speeches.id = r.id")
        del new_rows
        self._write_found(cursor, rows, [key])

    def _write_found(self, cursor: duckdb.DuckDBPyConnection, rows: Rows, keys: Sequence[int]) -> None:
        for name, found in rows.found.items():
            insert(cursor, name, keyed(found, keys))
        self.write_tokens(cursor, rows.tokens(), keys)

    def write_tokens(self, cursor: duckdb.DuckDBPyConnection, tokens: pa.Table, keys: Sequence[int]) -> None:
        """Insert the tokens of speeches given by their keys, and their terms."""
        column = tokens["term"].combine_chunks()
        forms = column.dictionary.to_pylist()
        self._learn(cursor, [form for form in forms if form not in self._terms])
        numbers = np.fromiter(map(self._terms.__getitem__, forms), dtype=np.int32, count=len(forms))
        table = keyed(tokens, keys)
        rows = table.set_column(table.column_names.index("term"), "term", pa.array(numbers[column.indices.to_numpy()]))
        insert(cursor, "tokens", rows)
        insert(cursor, "cuts", pa.table({"lexicon": [self._lexicon.hash] * len(keys), "speech": keys}))

    def _learn(self, cursor: duckdb.DuckDBPyConnection, forms: Sequence[str]) -> None:
        """Give each new form a number."""
        if not forms:
            return
        numbers = list(islice(self._numbers, len(forms)))
        insert(cursor, "terms", pa.table({"lexicon": [self._lexicon.hash] * len(forms), "term": pa.array(numbers, pa.int32()), "form": forms}))
        self._terms |= dict(zip(forms, numbers, strict=True))


def insert(cursor: duckdb.DuckDBPyConnection, name: str, new_rows: pa.Table) -> None:
    """Insert a table; DuckDB finds it by the name of the variable. The same bytes are one source, however often they come."""
    fresh = " where sha256 not in (select sha256 from sources)" if name == "sources" else ""  # a third of the time of INSERT OR IGNORE
    cursor.execute(f"insert into {name} by name select * from new_rows{fresh}")
    del new_rows


def keyed(rows: pa.Table, keys: Sequence[int]) -> pa.Table:
    """Name the speech of each row by its key in the store, not by its place in the batch."""
    place = rows.column_names.index("text")
    return rows.set_column(place, "speech", pa.array(np.array(keys, dtype=np.int32)[rows["text"].to_numpy()]))


def _sources(speeches: Sequence[Speech]) -> pa.Table:
    """The rows of the files, a row each; the speeches of one file have the same."""
    files = {speech.sha256: speech for speech in speeches}.values()
    return pa.table({name: [getattr(s, of) for s in files] for name, of in SOURCE.items()})


def _speeches(speeches: Sequence[Speech], han: Ints) -> pa.Table:
    now = datetime.now(UTC).replace(tzinfo=None)
    n = len(speeches)
    meta = [speech.metadata for speech in speeches]
    return pa.table(
        {
            **{name: [getattr(s, name) for s in speeches] for name in ("id", "reading", "sha256", "source_name", "text")},
            **{name: [getattr(m, name) for m in meta] for name in PLAIN},
            **{name: [_json(getattr(m, name)) for m in meta] for name in NESTED},
            "date": pa.array([m.date for m in meta], pa.date32()),
            "year": pa.array([m.year for m in meta], pa.int16()),
            "repairs": [s.repairs_json for s in speeches],
            "off": pa.array([s.off for s in speeches], pa.list_(pa.string())),
            "folded": [s.folded for s in speeches],
            "variant_of": pa.nulls(n, pa.string()),
            "remarks": [_json([[r.kind, r.count, r.places] for r in s.remarks]) for s in speeches],
            "analysed": pa.array([None if s.analysed == s.text else s.analysed for s in speeches], pa.string()),
            "text_hash": [text_hash(s.text) for s in speeches],
            "encoding": [s.encoding for s in speeches],
            "decoded": pa.array([None if s.decoded == s.text else s.decoded for s in speeches], pa.string()),
            "part": pa.array([s.part and s.part.number for s in speeches], pa.int16()),
            "part_start": pa.array([s.part and s.part.start for s in speeches], pa.int32()),
            "part_end": pa.array([s.part and s.part.end for s in speeches], pa.int32()),
            "chars": [len(s.text) for s in speeches],
            "han": han,
            "added": pa.array([now] * n, pa.timestamp("us")),
            "deleted": pa.nulls(n, pa.timestamp("us")),
        }
    )


def _json(value: Any) -> str:
    return json.dumps(dict(value) if isinstance(value, Mapping) else value, ensure_ascii=False)
