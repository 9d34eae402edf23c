"""
A workspace is one DuckDB file: speeches with their bytes, and the rows found in them.

One connection a process and a cursor a call (a connection shared between threads was seen to return another thread's numbers); one writer at a
time; every change is a transaction. Nothing stored is overwritten: a deleted speech is marked and can be brought back.
"""

import json
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa

from analysis.annotation.annotate import Annotation, cut_tokens
from analysis.annotation.segmentation import engine, kind_of
from analysis.corpus.schema import TABLES, VERSION
from analysis.errors import UnknownSpeechError, WorkspaceError
from analysis.model import Edit, Lexicon, Metadata, Repair, Speech, digest

FILE_NAME = "corpus.duckdb"
EDITABLE = ("title", "date", "year", "speaker", "venue", "kind")
"""What a person may correct; the correction is kept in the speech's row, what was found stays in `evidence`."""


class Store:
    """The one door to a workspace's file. Thread-safe: reads take a cursor each, writes wait for one another."""

    def __init__(self, folder: Path) -> None:
        """
        Open the workspace in *folder*, making it where there is none.

        Raises:
            WorkspaceError: the folder can't be written, another program holds the file, or its version is another.

        """
        self.folder = folder
        self._write = threading.Lock()
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._connection = duckdb.connect(str(folder / FILE_NAME))
            self._connection.execute(TABLES)
        except (OSError, duckdb.Error) as error:
            raise WorkspaceError(path=folder, detail=str(error).splitlines()[0]) from error
        version = self.get_meta("version")
        if version is None:
            self.set_meta("version", VERSION)
        elif version != VERSION:
            raise WorkspaceError(path=folder, detail=f"it was made by another version ({version}, this one writes {VERSION})")

    def close(self) -> None:
        """Close the file; the store can't be used afterwards."""
        self._connection.close()

    # --- reading the store ---

    def rows(self, sql: str, values: Sequence[Any] | Mapping[str, Any] = ()) -> pd.DataFrame:
        """Run one SQL text with bound values and return its rows."""
        with self._connection.cursor() as cursor:
            return cursor.execute(sql, values or None).df()

    def tuples(self, sql: str, values: Sequence[Any] | Mapping[str, Any] = ()) -> list[tuple[Any, ...]]:
        """The same as plain tuples, for a few values."""
        with self._connection.cursor() as cursor:
            return cursor.execute(sql, values or None).fetchall()

    def get_meta(self, key: str) -> Any:
        """Return a kept setting, or None."""
        found = self.tuples("select value from meta where key = ?", [key])
        return json.loads(found[0][0]) if found else None

    def set_meta(self, key: str, value: object) -> None:
        """Keep a setting."""
        with self._transaction() as cursor:
            cursor.execute("insert or replace into meta values (?, ?)", [key, json.dumps(value, ensure_ascii=False)])

    def speech(self, speech_id: str) -> Speech:
        """
        Return a speech as it was read, bytes and all.

        Raises:
            UnknownSpeechError: there is none of that id, or it was deleted.

        """
        found = self.tuples(
            "select id, source_name, sha256, data, format, encoding, decoded, text, repairs, title, date, year, speaker, venue, kind, evidence "
            "from speeches join sources using (sha256) where id = ? and deleted is null",
            [speech_id],
        )
        if not found:
            raise UnknownSpeechError(given=speech_id)
        id_, name, sha256, data, format_, encoding, decoded, text, repairs, *meta, evidence = found[0]
        edits = tuple(Repair(r["kind"], tuple(Edit(**e) for e in r["edits"])) for r in json.loads(repairs))
        metadata = Metadata(**dict(zip(EDITABLE, meta, strict=True)), evidence=json.loads(evidence))
        return Speech(id_, name, sha256, data, format_, encoding, decoded, text, edits, metadata)

    # --- writing ---

    @contextmanager
    def _transaction(self) -> Iterator[duckdb.DuckDBPyConnection]:
        with self._write, self._connection.cursor() as cursor:
            cursor.begin()
            try:
                yield cursor
            except BaseException:
                cursor.rollback()
                raise
            cursor.commit()

    def add(self, batch: Sequence[tuple[Speech, Annotation]], lexicon: Lexicon) -> list[str]:
        """
        Store speeches with their rows in one transaction, and their tokens by *lexicon*; return the ids.

        A speech that was deleted before comes back as it was stored; one that is there already is left alone.
        """
        with self._transaction() as cursor:
            known = dict(cursor.execute("select id, speech from speeches").fetchall())
            back = [known[s.id] for s, _ in batch if s.id in known]
            if back:
                cursor.execute("update speeches set deleted = null where speech in (select unnest(?))", [back])
            new = {s.id: (s, a) for s, a in batch if s.id not in known}
            keys = [row[0] for row in cursor.execute("select nextval('speech_key') from range(?)", [len(new)]).fetchall()]
            fresh = list(zip(keys, new.values(), strict=True))
            if fresh:
                _insert_speeches(cursor, fresh)
                for name in ("sections", "sentences", "slogans", "expansions"):
                    _insert(cursor, name, [(key, getattr(a, name)) for key, (_, a) in fresh])
                _insert_tokens(cursor, lexicon, [(key, cut_tokens(s.text, lexicon, a.sections, a.sentences)) for key, (s, a) in fresh])
        return [s.id for s, _ in batch]

    def cut(self, lexicon: Lexicon) -> None:
        """Cut all speeches that this lexicon has not cut yet, and drop the tokens of lexicons other than this and the default one."""
        missing = self.tuples("select speech, text from speeches where speech not in (select speech from cuts where lexicon = ?)", [lexicon.hash])
        stale = [h for (h,) in self.tuples("select distinct lexicon from cuts") if h not in {lexicon.hash, Lexicon().hash}]
        if not missing and not stale:
            return
        tokens = []
        for key, text in missing:
            sections, sentences = (self._arrow(f"select * from {name} where speech = ? order by id", [key]) for name in ("sections", "sentences"))
            tokens.append((key, cut_tokens(text, lexicon, sections, sentences)))
        with self._transaction() as cursor:
            for old in stale:
                for name in ("tokens", "term_counts"):
                    cursor.execute(f"delete from {name} where term in (select term from terms where lexicon = ?)", [old])
                for name in ("terms", "cuts"):
                    cursor.execute(f"delete from {name} where lexicon = ?", [old])
            done = {key for (key,) in cursor.execute("select speech from cuts where lexicon = ?", [lexicon.hash]).fetchall()}
            tokens = [(key, table) for key, table in tokens if key not in done]  # another session may have cut them meanwhile
            if tokens:
                _insert_tokens(cursor, lexicon, tokens)

    def _arrow(self, sql: str, values: Sequence[Any]) -> pa.Table:
        with self._connection.cursor() as cursor:
            return cursor.sql(sql, params=list(values)).to_arrow_table()

    def edit(self, speech_id: str, changes: Mapping[str, Any]) -> None:
        """Correct the metadata of a speech; only fields named in `EDITABLE`."""
        fields = [field for field in EDITABLE if field in changes]
        if not fields:
            return
        with self._transaction() as cursor:
            sets = ", ".join(f"{field} = ?" for field in fields)
            cursor.execute(f"update speeches set {sets} where id = ?", [*(changes[field] for field in fields), speech_id])

    def set_deleted(self, ids: Sequence[str], *, deleted: bool) -> None:
        """Take speeches out of the corpus, or bring them back; nothing is erased."""
        with self._transaction() as cursor:
            when = datetime.now(UTC).replace(tzinfo=None) if deleted else None
            cursor.execute("update speeches set deleted = ? where id in (select unnest(?))", [when, list(ids)])

    def save_selection(self, ids: Sequence[str]) -> str:
        """Keep a selection of speeches and return its id, made from its members, so that the same selection has the same id."""
        members = sorted(ids)
        key = "s" + digest(*members, length=10)
        with self._transaction() as cursor:
            cursor.execute("insert or ignore into selections values (?, ?)", [key, members])
        return key

    def selection(self, key: str) -> tuple[str, ...] | None:
        """Return the speeches of a saved selection, or None where there is none of that id."""
        found = self.tuples("select speeches from selections where id = ?", [key])
        return tuple(found[0][0]) if found else None


def _insert_speeches(cursor: duckdb.DuckDBPyConnection, fresh: Sequence[tuple[int, tuple[Speech, Annotation]]]) -> None:
    now = datetime.now(UTC).replace(tzinfo=None)
    speeches = [s for _, (s, _) in fresh]
    sources = pa.table({name: [getattr(s, name) for s in speeches] for name in ("sha256", "source_name", "format", "encoding", "data", "decoded")})
    cursor.register("new_sources", sources)
    cursor.execute("insert or ignore into sources select sha256, source_name, format, encoding, data, decoded from new_sources")
    cursor.unregister("new_sources")
    meta = [s.metadata for s in speeches]
    table = pa.table(
        {
            "speech": [key for key, _ in fresh],
            "id": [s.id for s in speeches],
            "reading": [s.reading for s in speeches],
            "sha256": [s.sha256 for s in speeches],
            "source_name": [s.source_name for s in speeches],
            "title": [m.title for m in meta],
            "date": pa.array([m.date for m in meta], pa.date32()),
            "year": pa.array([m.year for m in meta], pa.int16()),
            "speaker": [m.speaker for m in meta],
            "venue": [m.venue for m in meta],
            "kind": [m.kind for m in meta],
            "evidence": [json.dumps(dict(m.evidence), ensure_ascii=False) for m in meta],
            "repairs": [json.dumps([asdict(r) for r in s.repairs], ensure_ascii=False) for s in speeches],
            "text": [s.text for s in speeches],
            "text_hash": [text_hash(s.text) for s in speeches],
            "chars": [len(s.text) for s in speeches],
            "han": [a.han for _, (_, a) in fresh],
            "added": pa.array([now] * len(fresh), pa.timestamp("us")),
            "deleted": pa.array([None] * len(fresh), pa.timestamp("us")),
        }
    )
    _insert_table(cursor, "speeches", table)


def text_hash(text: str) -> str:
    """Return an id of the text without white space: two files of the same words have the same one."""
    return digest("".join(text.split()))


def _insert(cursor: duckdb.DuckDBPyConnection, name: str, parts: Sequence[tuple[int, pa.Table]]) -> None:
    """Insert each part with its speech's key before it."""
    table = pa.concat_tables(part for _, part in parts)
    keys = pa.array([key for key, part in parts for _ in range(part.num_rows)], pa.int32())
    _insert_table(cursor, name, table.add_column(0, "speech", keys))


def _insert_table(cursor: duckdb.DuckDBPyConnection, name: str, table: pa.Table) -> None:
    cursor.register("new_rows", table)
    cursor.execute(f"insert into {name} by name select * from new_rows")
    cursor.unregister("new_rows")


def _insert_tokens(cursor: duckdb.DuckDBPyConnection, lexicon: Lexicon, parts: Sequence[tuple[int, pa.Table]]) -> None:
    import numpy as np

    known = dict(cursor.execute("select form, term from terms where lexicon = ?", [lexicon.hash]).fetchall())
    tokens = pa.concat_tables(part for _, part in parts).unify_dictionaries().combine_chunks()
    forms = tokens["term"].chunk(0).dictionary.to_pylist() if tokens.num_rows else []
    new = [form for form in forms if form not in known]
    numbers = [row[0] for row in cursor.execute("select nextval('term_key') from range(?)", [len(new)]).fetchall()]
    known |= dict(zip(new, numbers, strict=True))
    tagger = engine(lexicon)
    if new:
        terms = {"lexicon": [lexicon.hash] * len(new), "term": numbers, "form": new}
        terms |= {"tag": [tagger.tag(form) for form in new], "kind": [kind_of(form) for form in new]}
        _insert_table(cursor, "terms", pa.table(terms))
    if tokens.num_rows:
        codes = tokens["term"].chunk(0).indices.to_numpy()
        terms_ = np.array([known[form] for form in forms], dtype=np.int32)[codes]
        speech = np.repeat(np.array([key for key, _ in parts], dtype=np.int32), [part.num_rows for _, part in parts])
        rows = pa.table({"speech": speech, "term": terms_, **{c: tokens[c] for c in ("start", "end", "sentence", "section")}})
        _insert_table(cursor, "tokens", rows)
        cursor.register("new_rows", rows.select(["speech", "section", "term"]))
        cursor.execute("insert into term_counts select speech, section, term, count(*) from new_rows group by all")
        cursor.unregister("new_rows")
    cuts = pa.table({"lexicon": [lexicon.hash] * len(parts), "speech": [key for key, _ in parts]})
    _insert_table(cursor, "cuts", cuts)
