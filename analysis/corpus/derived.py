"""
Rows that follow from a stored text and its outline, made when they are first asked for and kept: an import need not wait for them.

Reading a speech anew or correcting its outline drops them (`Writer.rewrite`), so what is there is always of the present text.
"""

import time
from collections.abc import Callable, Sequence
from typing import TypeVar

import duckdb
import pyarrow as pa

from analysis.corpus.parts import parts_of
from analysis.corpus.store import LONG_WAIT, Store
from analysis.corpus.writer import insert, keyed
from analysis.errors import WorkspaceError
from analysis.model import Lexicon

Make = Callable[[duckdb.DuckDBPyConnection, Sequence[int]], pa.Table]
"""Makes the rows of some speeches, given by their keys in ascending order: what the table has, with a speech's place among the keys as `text`."""

Done = TypeVar("Done")


class ChangedError(Exception):
    """Another session changed what was seen to a moment ago: it imported a speech, read one anew, or chose other parts."""


def again(store: Store, work: Callable[[], Done]) -> Done:
    """
    Do *work*, and again from its beginning where it finds that another session changed what it rests on (`ChangedError`).

    Raises:
        WorkspaceError: that went on for LONG_WAIT (`busy`).

    """
    until = time.monotonic() + LONG_WAIT
    while True:
        try:
            return work()
        except ChangedError as error:
            if time.monotonic() >= until:
                raise WorkspaceError(path=store.folder, detail="busy") from error


def check_cut(cursor: duckdb.DuckDBPyConnection, keys: Sequence[int], lexicon: Lexicon) -> None:
    """
    See that speeches, given by their keys, have their tokens of a lexicon: rows made without them would stand for a speech without words.

    Raises:
        ChangedError: one has none; it has to be cut first.

    """
    uncut = "select 1 from (select unnest(?) as speech) where speech not in (select speech from cuts where lexicon = ?) limit 1"
    if cursor.execute(uncut, [list(keys), lexicon.hash]).fetchall():
        raise ChangedError


def derive(store: Store, table: str, make: Make, name: str = "") -> None:
    """See that every speech has its rows in a table of `writer.MADE`; *name* tells apart several sorts of rows of one table."""
    name = name or table
    while found := store.tuples(_UNMADE, [name]):
        keys = [key for key, _ in next(iter(parts_of(found, [chars for _, chars in found])))]
        with store.unchanging() as cursor:
            keys = [
                key
                for (key,) in cursor.execute(
                    f"select speech from ({_UNMADE}) where speech in (select unnest(?)) order by speech", [name, keys]
                ).fetchall()
            ]
            if keys:
                insert(cursor, table, keyed(make(cursor, keys), keys))
                insert(cursor, "made", pa.table({"name": [name] * len(keys), "speech": pa.array(keys, pa.int32())}))


_UNMADE = "select speech, chars from speeches where speech not in (select speech from made where name = ?) order by speech"
