"""
A workspace is one DuckDB file: speeches with their bytes, and the rows found in them.

One connection a process and a cursor a call (a connection shared between threads was seen to return another thread's numbers). Every change is a
transaction, and DuckDB lets several run at a time: a short write never waits for an import, only for the short write before it. Nothing stored is
overwritten: a deleted speech is marked and can be brought back.
"""

import json
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa

from analysis.annotation.places import Ints
from analysis.annotation.tokens import cut, token_rows
from analysis.corpus.correction_rows import FIELDS, Entry, entries_of
from analysis.corpus.parts import parts_of, pipelined
from analysis.corpus.schema import TABLES, UPGRADES, VERSION
from analysis.corpus.writer import Rows, Writer
from analysis.errors import ImportCancelledError, SettingsError, UnknownSpeechError, WorkspaceError
from analysis.model import PARTS, Edit, Extent, Lexicon, Metadata, Part, Remark, Repair, Speech, digest

FILE_NAME = "corpus.duckdb"

EDITABLE = ("title", "subtitle", "date", "year", "speaker", "office", "venue", "occasion", "kind")
"""What a person may correct; the correction is kept in the speech's row, what was found stays in `evidence`."""

METADATA = (*EDITABLE, "own", "evidence", "confidence")
"""All columns of metadata, in the order `metadata_of` takes them."""

LEXICONS_KEPT = 4
"""Lexicons whose tokens are kept beside the default one's, those used last; sessions with other own words don't take each other's away."""

RECENT = 600.0
"""Seconds in which a lexicon counts as in use: its tokens are kept then however many there are."""

MEMORY = "1GB"
"""What DuckDB may hold of a workspace's file at a time; what needs more goes to disk."""

SHORT_WAIT, LONG_WAIT, CLOSE_WAIT = 10.0, 60.0, 1.0
"""Seconds after which a write gives up and says so: a short one (a setting, a correction), and an import or a cutting that waits for another."""

Progress = Callable[[int, int, str], bool]
"""Called with (speeches done, all, the one next in turn); a False stops the import."""


class Store:
    """The one door to a workspace's file. Thread-safe: reads take a cursor each, writes wait for one another."""

    def __init__(self, folder: Path) -> None:
        """
        Open the workspace in *folder*, making it where there is none.

        Raises:
            WorkspaceError: the folder can't be written, another program holds the file, or its version is another.

        """
        self.folder = folder
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._connection = duckdb.connect(str(folder / FILE_NAME))
            self._connection.execute(f"set memory_limit = '{MEMORY}'")
        except OSError as error:
            raise WorkspaceError(path=folder, detail="not_writable") from error
        except duckdb.Error as error:
            locked = isinstance(error, duckdb.IOException) and "lock" in str(error).lower()
            raise WorkspaceError(path=folder, detail="in_use" if locked else "not_a_workspace") from error
        try:
            self._open()
            highest = self.tuples("select coalesce(max(term), 0) from terms")[0][0]
        except BaseException as error:
            self._connection.close()
            if isinstance(error, (duckdb.Error, ValueError)):
                raise WorkspaceError(path=folder, detail="not_a_workspace") from error
            raise
        self._numbers = count(highest + 1)  # of terms; one counter, since several transactions may learn terms at a time
        self._importing, self._rereading, self._brief, self._using = (threading.Lock() for _ in range(4))
        self._manner = threading.Lock()
        self._cutting: dict[str, threading.Lock] = {}
        self._used: dict[str, float] = {}
        self._saved: set[str] = set()

    def _open(self) -> None:
        """Make the tables where the file has none; one of another version is left as it is."""
        if not self.tuples("select 1 from duckdb_tables()"):
            with self._transaction() as cursor:
                cursor.execute(TABLES)
                cursor.execute("insert into meta values ('version', ?)", [json.dumps(VERSION)])
        version = self.get_meta("version")
        while version in UPGRADES:
            with self._transaction() as cursor:
                cursor.execute(UPGRADES[version])
                version += 1
                _put_meta(cursor, "version", version)
        if version != VERSION:
            raise WorkspaceError(path=self.folder, detail="not_a_workspace" if version is None else "other_version")

    def close(self) -> None:
        """
        Close the file; the store can't be used afterwards.

        Raises:
            WorkspaceError: another session is importing into it, or reading it anew; it stays open.

        """
        with self._turn(self._importing, CLOSE_WAIT), self._turn(self._brief, CLOSE_WAIT):
            self._connection.close()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Hold off others who would read the whole corpus in another manner."""
        with self._turn(self._manner, LONG_WAIT):
            yield

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

    def speech(self, speech_id: str, *, deleted: bool = False) -> Speech:
        """
        Return a speech as it was read, bytes and all; one that is *deleted* only where that is asked for.

        Raises:
            UnknownSpeechError: there is none of that id, or it was deleted.

        """
        found = self.tuples(
            "select id, source_name, sha256, data, format, encoding, coalesce(decoded, text), text, repairs, coalesce(analysed, text), remarks, off, folded, "
            f"part, part_start, part_end, {', '.join(METADATA)} from speeches join sources using (sha256) where id = ? and (deleted is null or ?)",
            [speech_id, deleted],
        )
        if not found:
            raise UnknownSpeechError(given=speech_id)
        id_, name, sha256, data, format_, encoding, decoded, text, repairs, analysed, remarks, off, folded, *place = found[0][:16]
        edits = tuple(Repair(kind, tuple(Edit(*edit) for edit in edits)) for kind, edits in json.loads(repairs))
        noticed = tuple(Remark(kind, n, tuple(map(tuple, places))) for kind, n, places in json.loads(remarks))
        about = metadata_of(found[0][16:])
        part = None if place[0] is None else Extent(*place)
        return Speech(id_, name, sha256, data, format_, encoding, decoded, text, edits, about, analysed, noticed, tuple(off), folded, part)

    @contextmanager
    def snapshot(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Give a cursor all of whose reads see the workspace as it is now; nothing it changes is kept."""
        with self._connection.cursor() as cursor:
            cursor.begin()
            try:
                yield cursor
            finally:
                cursor.rollback()

    # --- writing ---

    @contextmanager
    def _transaction(self) -> Iterator[duckdb.DuckDBPyConnection]:
        with self._connection.cursor() as cursor:
            cursor.begin()
            try:
                yield cursor
            except BaseException:
                cursor.rollback()
                raise
            cursor.commit()

    @contextmanager
    def unchanging(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """Give a transaction in which no stored text, outline or token changes but by itself."""
        with self._turn(self._rereading, LONG_WAIT), self._transaction() as cursor:
            yield cursor

    @contextmanager
    def _turn(self, lock: threading.Lock, seconds: float) -> Iterator[None]:
        if not lock.acquire(timeout=seconds):
            raise WorkspaceError(path=self.folder, detail="busy")
        try:
            yield
        finally:
            lock.release()

    def _change(self, work: Callable[[duckdb.DuckDBPyConnection], object]) -> None:
        """Do a short write; where a running import has changed the same values, it is tried again until the import has ended or time is up."""
        until = time.monotonic() + SHORT_WAIT
        while True:
            try:
                with self._turn(self._brief, SHORT_WAIT), self._transaction() as cursor:
                    work(cursor)
            except duckdb.TransactionException as error:
                if time.monotonic() >= until:
                    raise WorkspaceError(path=self.folder, detail="busy") from error
                time.sleep(0.05)
            else:
                return

    def set_meta(self, key: str, value: object) -> None:
        """Keep a setting."""
        self._change(lambda cursor: _put_meta(cursor, key, value))

    def change_meta(self, key: str, changed: Callable[[dict[str, Any]], dict[str, Any]]) -> None:
        """Change a kept setting that is a mapping, from what it is at that moment; what another session changed meanwhile stays."""

        def change(cursor: duckdb.DuckDBPyConnection) -> None:
            found = cursor.execute("select value from meta where key = ?", [key]).fetchall()
            _put_meta(cursor, key, changed((json.loads(found[0][0]) if found else None) or {}))

        self._change(change)

    def merge_meta(self, key: str, more: Mapping[str, Any]) -> None:
        """Add to a kept setting that is a mapping."""
        self.change_meta(key, lambda kept: {**kept, **more})

    def add(
        self,
        speeches: Sequence[Speech],
        lexicon: Lexicon,
        progress: Progress | None = None,
        changes: Mapping[str, Mapping[str, Any]] | None = None,
    ) -> list[str]:
        """
        Store speeches with their rows, and their tokens by *lexicon*; return the ids.

        They go in parts, each in a transaction of its own: where the import ends early, what was done stays, and no speech is there by half. A speech
        that was deleted before comes back with its metadata as they were stored; one that is there already is left alone, unless it was read otherwise
        now (another encoding): that reading takes its place. *changes* are corrections of metadata, by id, of what is new or comes back (see `edit`).
        """
        changes = changes or {}
        with self._turn(self._importing, LONG_WAIT):
            self.cut(lexicon)  # else other sessions would wait for this one's terms
            with self._turn(self._lexicon_lock(lexicon), LONG_WAIT), self._one_thread():
                known = self._bring_back(speeches, changes)
                self._replace_other_readings(speeches, lexicon)
                fresh = {speech.id: _corrected(speech, changes.get(speech.id, {})) for speech in speeches if speech.id not in known}
                first = max(known.values(), default=0) + 1
                parts = parts_of(list(fresh.values()), [len(speech.text) for speech in fresh.values()])
                writer = Writer(self.terms(lexicon), lexicon, self._numbers)
                done = len(speeches) - len(fresh)

                def said(parts: Iterable[Sequence[Speech]]) -> Iterator[Sequence[Speech]]:
                    nonlocal done
                    for part in parts:
                        if progress is not None and not progress(done, len(speeches), part[0].metadata.title or part[0].source_name):
                            raise ImportCancelledError(done=done, total=len(speeches))
                        yield part
                        done += len(part)

                def write(rows: Rows) -> None:
                    nonlocal first
                    with self._transaction() as cursor:
                        writer.write(cursor, rows, range(first, first + rows.speeches.num_rows))
                    first += rows.speeches.num_rows

                pipelined(said(parts), lambda part: Rows(part, lexicon), write, Rows.cut)
        if progress is not None:
            progress(len(speeches), len(speeches), "")
        return [speech.id for speech in speeches]

    @contextmanager
    def _one_thread(self) -> Iterator[None]:
        """Let DuckDB work with one thread: during an import its others would only take turns with the one that makes the rows."""
        ((threads,),) = self.tuples("select current_setting('threads')")
        with self._connection.cursor() as cursor:
            cursor.execute("set threads = 1")
            try:
                yield
            finally:
                cursor.execute(f"set threads = {int(threads)}")

    def replace(self, speech: Speech) -> None:
        """
        Put another reading of a stored speech in its place: new text, new rows, and tokens cut anew by each lexicon when it is asked for.

        Corrections of its outline are made in this reading as well; those it has no place for are kept with the reason.
        """
        with self._turn(self._importing, LONG_WAIT), self._turn(self._lexicon_lock(Lexicon()), LONG_WAIT):
            self._replace(speech)

    def correct(self, speech_id: str, change: Callable[[Sequence[Entry]], Sequence[Entry]]) -> None:
        """
        Change the corrections of a speech's outline from what they are at that moment, and in the same transaction all rows that hang on the outline.

        Raises:
            UnknownSpeechError: there is none of that id, or it was deleted.
            WorkspaceError: another session is importing.

        """
        with self._turn(self._importing, SHORT_WAIT), self._turn(self._lexicon_lock(Lexicon()), SHORT_WAIT):
            speech = self.speech(speech_id)
            before = self.corrections(speech_id)
            after = change(before)
            if list(after) != before:
                self._replace(speech, after)

    def corrections(self, speech_id: str) -> list[Entry]:
        """Return all corrections of a speech's outline by their times, those that were undone too."""
        return entries_of(self.tuples(f"select {', '.join(FIELDS)}, undone, lost from corrections where speech = ? order by time, id", [speech_id]))

    def _replace(self, speech: Speech, corrections: Sequence[Entry] | None = None) -> None:
        """
        The same for who holds the locks of an import; *corrections* are its new ones.

        No short write may lie in between: DuckDB writes a row with a list anew as the transaction saw it. And nobody may write tokens of the old text.
        """
        lexicon = Lexicon()
        rows = Rows([speech], lexicon, {speech.id: self.corrections(speech.id) if corrections is None else corrections}).cut()
        with self._turn(self._rereading, LONG_WAIT), self._turn(self._brief, SHORT_WAIT), self._transaction() as cursor:
            found = cursor.execute("select speech from speeches where id = ?", [speech.id]).fetchall()
            if not found:
                raise UnknownSpeechError(given=speech.id)
            ((key,),) = found
            Writer(self.terms(lexicon), lexicon, self._numbers).rewrite(cursor, rows, key)

    def _bring_back(self, speeches: Sequence[Speech], changes: Mapping[str, Mapping[str, Any]]) -> dict[str, int]:
        """Bring back those of *speeches* that were deleted; return id → key of all that the store has."""
        with self._turn(self._brief, SHORT_WAIT), self._transaction() as cursor:
            known = {id_: (key, gone) for id_, key, gone in cursor.execute("select id, speech, deleted is not null from speeches").fetchall()}
            back = [speech.id for speech in speeches if known.get(speech.id, (0, False))[1]]
            if back:
                cursor.execute("update speeches set deleted = null where id in (select unnest(?))", [back])
            for id_ in back:
                _edit(cursor, id_, changes.get(id_, {}))
        return {id_: key for id_, (key, _) in known.items()}

    def _replace_other_readings(self, speeches: Sequence[Speech], lexicon: Lexicon) -> None:
        readings = {speech.id: speech.reading for speech in speeches}
        sql = "select id, reading from speeches where id in (select unnest(?))"
        changed = {id_ for id_, reading in self.tuples(sql, [list(readings)]) if readings[id_] != reading}
        if not changed:
            return
        with ExitStack() as stack:
            if lexicon.hash != Lexicon().hash:
                stack.enter_context(self._turn(self._lexicon_lock(Lexicon()), LONG_WAIT))
            for speech in speeches:
                if speech.id in changed:
                    self._replace(speech)

    def terms(self, lexicon: Lexicon) -> dict[str, int]:
        """Return form → number of a lexicon's terms."""
        return dict(self.tuples("select form, term from terms where lexicon = ?", [lexicon.hash]))

    def cut(self, lexicon: Lexicon) -> None:
        """Cut all speeches that this lexicon has not cut yet; tokens of lexicons long out of use are dropped then."""
        with self._using:  # held while tokens are dropped, so that none are dropped that are asked for now
            self._used[lexicon.hash] = time.monotonic()
        if not self.tuples(f"select 1 from speeches where {_UNCUT} limit 1", [lexicon.hash]):
            return
        with self._turn(self._lexicon_lock(lexicon), LONG_WAIT):
            writer = Writer(self.terms(lexicon), lexicon, self._numbers)

            def made(keys: Sequence[int]) -> tuple[Sequence[int], list[tuple[str, str]], Ints]:
                found = self._analysed(keys)
                return keys, found, cut([text for _, text in found], lexicon)

            def write(part: tuple[Sequence[int], list[tuple[str, str]], Ints]) -> None:
                keys, found, ends = part
                with self.unchanging() as cursor:
                    if self._analysed(keys) != found:
                        return  # a speech was read anew meanwhile; the part is cut again
                    writer.write_tokens(cursor, token_rows([text for _, text in found], ends, *self._places(keys)), keys)

            while uncut := self.tuples(f"select speech, chars from speeches where {_UNCUT} order by speech", [lexicon.hash]):
                pipelined(parts_of([key for key, _ in uncut], [chars for _, chars in uncut]), made, write)
        self._drop_old()

    def _analysed(self, keys: Sequence[int]) -> list[tuple[str, str]]:
        """Return (reading, text as it is analysed) of stored speeches, given by their keys in ascending order."""
        sql = "select reading, coalesce(analysed, text) from speeches where speech in (select unnest(?)) order by speech"
        return self.tuples(sql, [list(keys)])

    def _places(self, keys: Sequence[int]) -> list[pa.Table]:
        """Return the sections and sentences of stored speeches, as `token_rows` takes them."""
        with self._connection.cursor() as cursor:
            places = []
            for name, columns in (("sections", 'id, "start", "end"'), ("sentences", '"start"')):
                sql = f"select speech, {columns} from {name} where speech in (select unnest(?)) order by speech, id"
                rows = cursor.sql(sql, params=[list(keys)]).to_arrow_table()
                places.append(rows.append_column("text", pa.array(np.searchsorted(keys, rows["speech"].to_numpy()).astype(np.int32))))
        return places

    def _lexicon_lock(self, lexicon: Lexicon) -> threading.Lock:
        """Return what a transaction that learns terms of a lexicon holds: two would give the same word two numbers."""
        return self._cutting.setdefault(lexicon.hash, threading.Lock())

    def _drop_old(self) -> None:
        """Drop the tokens of lexicons neither in use nor among those used last; where another session relies on tokens now, the next cutting will do it."""
        if not self._rereading.acquire(blocking=False):
            return
        try:
            with self._using, self._transaction() as cursor:
                found = {h for (h,) in cursor.execute("select distinct lexicon from cuts").fetchall()} - {Lexicon().hash}
                by_use = sorted(found, key=lambda h: self._used.get(h, 0.0), reverse=True)
                before = time.monotonic() - RECENT
                for old in by_use[LEXICONS_KEPT:]:
                    lock = self._cutting.get(old)
                    if (old in self._used and self._used[old] >= before) or (lock is not None and lock.locked()):
                        continue
                    for name in ("tokens", "term_counts", "term_tags"):
                        cursor.execute(f"delete from {name} where term in (select term from terms where lexicon = ?)", [old])
                    cursor.execute("delete from made where name = 'term_counts ' || ?", [old])
                    for name in ("terms", "cuts", "section_words"):
                        cursor.execute(f"delete from {name} where lexicon = ?", [old])
        finally:
            self._rereading.release()

    def edit(self, changes: Mapping[str, Mapping[str, Any]]) -> None:
        """Correct the metadata of speeches, by their ids: fields named in `EDITABLE`, and `own`, all own columns with their values."""

        def change(cursor: duckdb.DuckDBPyConnection) -> None:
            for speech_id, fields in changes.items():
                _edit(cursor, speech_id, fields)

        self._change(change)

    def set_deleted(self, ids: Sequence[str], *, deleted: bool) -> None:
        """Take speeches out of the corpus, or bring them back; nothing is erased."""
        when = datetime.now(UTC).replace(tzinfo=None) if deleted else None
        self._change(lambda cursor: cursor.execute("update speeches set deleted = ? where id in (select unnest(?))", [when, list(ids)]))

    def set_variant(self, ids: Sequence[str], of: str | None) -> None:
        """Mark speeches as variants of another (the same speech from another source), to be counted once; None takes the mark off."""
        self._change(
            lambda cursor: cursor.execute(
                "update speeches set variant_of = ? where id in (select unnest(?)) and id is distinct from ?", [of, list(ids), of]
            )
        )

    def parts(self) -> tuple[Part, ...]:
        """Return the parts of a text that are counted."""
        kept = {part for (part,) in self.tuples("select part from parts")}
        return tuple(part for part in PARTS if part in kept)

    def set_parts(self, parts: Iterable[Part]) -> None:
        """
        Choose the parts of a text that are counted.

        Raises:
            SettingsError: none is chosen, or one that there is not.

        """
        chosen = list(dict.fromkeys(parts))
        if not chosen or not set(chosen) <= set(PARTS):
            raise SettingsError(given=", ".join(chosen), name="parts", allowed=", ".join(PARTS))

        def change(cursor: duckdb.DuckDBPyConnection) -> None:
            cursor.execute("delete from parts where not list_contains(?, part)", [chosen])
            cursor.execute("insert or ignore into parts select unnest(?)", [chosen])

        self._change(change)

    def name_selection(self, ids: Sequence[str], name: str) -> str:
        """Keep a selection under a name and return its id; the name leaves any other selection. An empty name takes it off the list."""
        key = self.save_selection(ids)

        def change(cursor: duckdb.DuckDBPyConnection) -> None:
            cursor.execute("update selections set name = null where name = ?", [name])
            cursor.execute("update selections set name = nullif(?, '') where id = ?", [name, key])

        self._change(change)
        return key

    def named_selections(self) -> dict[str, tuple[str, tuple[str, ...]]]:
        """Return id → (name, speech ids) of the selections that have a name, by name."""
        return {
            id_: (name, tuple(ids))
            for id_, name, ids in self.tuples("select id, name, speeches from selections where name is not null order by name")
        }

    def save_selection(self, ids: Sequence[str]) -> str:
        """Keep a selection of speeches and return its id, made from its members, so that the same selection has the same id."""
        members = sorted(ids)
        key = "s" + digest(*members, length=10)
        if key not in self._saved:  # asked at every run of a page; written once
            self._change(lambda cursor: cursor.execute("insert or ignore into selections values (?, ?, null)", [key, members]))
            self._saved.add(key)
        return key

    def selection(self, key: str) -> tuple[str, ...] | None:
        """Return the speeches of a saved selection, or None where there is none of that id."""
        found = self.tuples("select speeches from selections where id = ?", [key])
        return tuple(found[0][0]) if found else None


def metadata_of(values: Sequence[Any]) -> Metadata:
    """Make metadata of the columns METADATA."""
    plain = dict(zip(METADATA, values, strict=True))
    return Metadata(**{name: json.loads(value) if name in {"own", "evidence", "confidence"} else value for name, value in plain.items()})


_UNCUT = "speech not in (select speech from cuts where lexicon = ?)"


def _put_meta(cursor: duckdb.DuckDBPyConnection, key: str, value: object) -> None:
    cursor.execute("insert or replace into meta values (?, ?)", [key, json.dumps(value, ensure_ascii=False)])


def _edit(cursor: duckdb.DuckDBPyConnection, speech_id: str, changes: Mapping[str, Any]) -> None:
    fields = [field for field in (*EDITABLE, "own") if field in changes]
    if fields:
        sets = ", ".join(f"{field} = ?" for field in fields)
        values = [json.dumps(changes[f], ensure_ascii=False) if f == "own" else changes[f] for f in fields]
        cursor.execute(f"update speeches set {sets} where id = ?", [*values, speech_id])


def _corrected(speech: Speech, changes: Mapping[str, Any]) -> Speech:
    return replace(speech, metadata=replace(speech.metadata, **{field: changes[field] for field in (*EDITABLE, "own") if field in changes}))
