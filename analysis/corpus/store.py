"""
A workspace is one DuckDB file: speeches with their bytes, and the rows found in them.

One connection a process and a cursor a call (a connection shared between threads was seen to return another thread's numbers); one writer at a
time; every change is a transaction. Nothing stored is overwritten: a deleted speech is marked and can be brought back.
"""

import json
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa

from analysis.annotation.annotate import Annotation, cut_tokens
from analysis.corpus.schema import TABLES, VERSION
from analysis.corpus.writer import Fresh, Writer
from analysis.errors import UnknownSpeechError, WorkspaceError
from analysis.model import Edit, Lexicon, Metadata, Repair, Speech, digest

FILE_NAME = "corpus.duckdb"

CHARACTERS_AT_ONCE = 200_000
"""How much text is annotated before its rows are handed to the inserting thread; less pays too often for a call, more leaves it idle."""

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
        except OSError as error:
            raise WorkspaceError(path=folder, detail="not_writable") from error
        except duckdb.Error as error:
            locked = isinstance(error, duckdb.IOException) and "lock" in str(error).lower()
            raise WorkspaceError(path=folder, detail="in_use" if locked else "not_a_workspace") from error
        version = self.get_meta("version")
        if version is None:
            self.set_meta("version", VERSION)
        elif version != VERSION:
            raise WorkspaceError(path=folder, detail="other_version")

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
        edits = tuple(Repair(kind, tuple(Edit(*edit) for edit in edits)) for kind, edits in json.loads(repairs))
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

    def add(self, batch: Iterable[tuple[Speech, Annotation]], lexicon: Lexicon) -> list[str]:
        """
        Store speeches with their rows in one transaction, and their tokens by *lexicon*; return the ids.

        A speech that was deleted before comes back as it was stored; one that is there already is left alone. *batch* may be lazy: while its next
        speeches are annotated, a thread inserts those before (DuckDB works without Python's lock), and what is held in memory stays small.
        """
        ids: list[str] = []
        with self._transaction() as cursor, ThreadPoolExecutor(max_workers=1) as thread:
            known = dict(cursor.execute("select id, speech from speeches").fetchall())
            writer = Writer(cursor, lexicon)
            keys = count(max(known.values(), default=0) + 1)
            running: Future[None] | None = None
            part: list[Fresh] = []
            back = []
            for speech, annotation in batch:
                ids.append(speech.id)
                if speech.id in known:
                    back.append(known[speech.id])
                    continue
                known[speech.id] = next(keys)
                tokens = cut_tokens(speech.text, lexicon, annotation.sections, annotation.sentences)
                part.append(Fresh(known[speech.id], speech, annotation, tokens))
                if sum(len(fresh.speech.text) for fresh in part) >= CHARACTERS_AT_ONCE:
                    if running is not None:
                        running.result()
                    running, part = thread.submit(writer.write, part), []
            if running is not None:
                running.result()
            writer.write(part)
            if back:
                cursor.execute("update speeches set deleted = null where speech in (select unnest(?))", [back])
        return ids

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
            Writer(cursor, lexicon).write_tokens([(key, table) for key, table in tokens if key not in done])  # another session may have cut some

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
