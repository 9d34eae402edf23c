"""The rows of new speeches go into the tables: a few large inserts of Arrow tables, never a row at a time."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar

import duckdb
import numpy as np
import pyarrow as pa

from analysis.annotation.annotate import Annotation
from analysis.annotation.segmentation import engine, kind_of
from analysis.model import Lexicon, Speech, digest

CHARACTERS_AT_ONCE = 500_000
"""How much text is annotated before its rows are handed to the inserting thread; less pays too often for a call, more leaves it idle."""

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Fresh:
    """A speech that is to be stored under `key`, with everything found in it."""

    key: int
    speech: Speech
    annotation: Annotation
    tokens: pa.Table


def text_hash(text: str) -> str:
    """Return an id of the text without white space: two files of the same words have the same one."""
    return digest("".join(text.split()))


def overlap(items: Iterable[tuple[Item, int]], write: Callable[[Sequence[Item]], None]) -> None:
    """
    Write lazy *items*, each given with its characters, in parts: while the next ones are made, a thread inserts those before.

    DuckDB works without Python's lock, and what is held in memory stays small.
    """
    running: Future[None] | None = None
    part: list[Item] = []
    held = 0
    with ThreadPoolExecutor(max_workers=1) as thread:
        for item, characters in items:
            part.append(item)
            held += characters
            if held >= CHARACTERS_AT_ONCE:
                if running is not None:
                    running.result()
                running, part, held = thread.submit(write, part), [], 0
        if running is not None:
            running.result()
    write(part)


class Writer:
    """Inserts rows within the transaction of *cursor*; it knows the numbers of the lexicon's terms, new ones are drawn from *numbers*."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection, lexicon: Lexicon, numbers: Iterator[int]) -> None:
        self._cursor = cursor
        self._lexicon = lexicon
        found = cursor.execute("select form, term from terms where lexicon = ?", [lexicon.hash]).fetchall()
        self._terms: dict[str, int] = dict(found)
        self._numbers = numbers

    def write(self, part: Sequence[Fresh]) -> None:
        """Insert speeches with all their rows."""
        if not part:
            return
        self._insert("sources", _sources(part), "insert or ignore into sources select * from new_rows")
        self._insert("speeches", _speeches(part))
        for name in ("sections", "sentences", "slogans", "expansions"):
            rows = [getattr(fresh.annotation, name) for fresh in part]
            self._insert(name, pa.concat_tables(rows).add_column(0, "speech", pa.array(_keys(part, rows))))
        self.write_tokens([(fresh.key, fresh.tokens) for fresh in part])

    def write_tokens(self, parts: Sequence[tuple[int, pa.Table]]) -> None:
        """Insert the tokens of speeches given by their keys, their terms, and how often each stands in each section."""
        if not parts:
            return
        tokens = pa.concat_tables(table for _, table in parts)
        chunks = tokens["term"].unify_dictionaries().chunks
        forms = chunks[0].dictionary.to_pylist() if chunks else []
        self._learn([form for form in forms if form not in self._terms])
        numbers = np.fromiter((self._terms[form] for form in forms), dtype=np.int32, count=len(forms))
        terms = numbers[np.concatenate([chunk.indices.to_numpy() for chunk in chunks])] if chunks else numbers
        speech = np.repeat(np.array([key for key, _ in parts], dtype=np.int32), [table.num_rows for _, table in parts])
        rows = pa.table({"speech": speech, "term": terms, **{c: tokens[c] for c in ("start", "end", "sentence", "section")}})
        self._insert("tokens", rows)
        self._insert("term_counts", _counts(rows))
        self._insert("cuts", pa.table({"lexicon": [self._lexicon.hash] * len(parts), "speech": [key for key, _ in parts]}))

    def _learn(self, forms: Sequence[str]) -> None:
        """Give each new form a number and tag it once: the tag depends on the word alone."""
        if not forms:
            return
        tag = engine(self._lexicon).tag
        numbers = [next(self._numbers) for _ in forms]
        rows = {"lexicon": [self._lexicon.hash] * len(forms), "term": numbers, "form": forms}
        self._insert("terms", pa.table(rows | {"tag": [tag(form) for form in forms], "kind": [kind_of(form) for form in forms]}))
        self._terms |= dict(zip(forms, numbers, strict=True))

    def _insert(self, name: str, rows: pa.Table, sql: str = "") -> None:
        self._cursor.register("new_rows", rows)
        self._cursor.execute(sql or f"insert into {name} by name select * from new_rows")
        self._cursor.unregister("new_rows")


def _counts(tokens: pa.Table) -> pa.Table:
    """Count how often each term stands in each section (one sort of packed keys: half the time of a GROUP BY here)."""
    speech, section, term = (tokens[c].to_numpy().astype(np.int64) for c in ("speech", "section", "term"))
    sections, terms = int(section.max(initial=0)) + 1, int(term.max(initial=0)) + 1
    keys, n = np.unique((speech * sections + section) * terms + term, return_counts=True)
    rest, term = np.divmod(keys, terms)
    speech, section = np.divmod(rest, sections)
    columns = {"speech": speech, "section": section, "term": term, "n": n}
    return pa.table({name: values.astype(np.int32) for name, values in columns.items()})


def _keys(part: Sequence[Fresh], rows: Sequence[pa.Table]) -> np.ndarray[tuple[int], np.dtype[np.int32]]:
    return np.repeat(np.array([fresh.key for fresh in part], dtype=np.int32), [table.num_rows for table in rows])


def _sources(part: Sequence[Fresh]) -> pa.Table:
    speeches = [fresh.speech for fresh in part]
    return pa.table({name: [getattr(s, name) for s in speeches] for name in ("sha256", "source_name", "format", "encoding", "data", "decoded")})


def _speeches(part: Sequence[Fresh]) -> pa.Table:
    now = datetime.now(UTC).replace(tzinfo=None)
    speeches = [fresh.speech for fresh in part]
    meta = [speech.metadata for speech in speeches]
    return pa.table(
        {
            "speech": [fresh.key for fresh in part],
            **{name: [getattr(s, name) for s in speeches] for name in ("id", "reading", "sha256", "source_name", "text")},
            **{name: [getattr(m, name) for m in meta] for name in ("title", "subtitle", "speaker", "office", "venue", "occasion", "kind")},
            "date": pa.array([m.date for m in meta], pa.date32()),
            "year": pa.array([m.year for m in meta], pa.int16()),
            **{name: [_json(getattr(m, name)) for m in meta] for name in ("own", "evidence", "confidence")},
            "repairs": [s.repairs_json for s in speeches],
            "off": pa.array([s.off for s in speeches], pa.list_(pa.string())),
            "remarks": [_json([[r.kind, r.count, r.places] for r in s.remarks]) for s in speeches],
            "analysed": pa.array([None if s.analysed == s.text else s.analysed for s in speeches], pa.string()),
            "text_hash": [text_hash(s.text) for s in speeches],
            "chars": [len(s.text) for s in speeches],
            "han": [fresh.annotation.han for fresh in part],
            "added": pa.array([now] * len(part), pa.timestamp("us")),
            "deleted": pa.array([None] * len(part), pa.timestamp("us")),
        }
    )


def _json(value: Any) -> str:
    return json.dumps(dict(value) if isinstance(value, Mapping) else value, ensure_ascii=False)
