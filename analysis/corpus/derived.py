"""
Rows that follow from a stored text and its outline, made when they are first asked for and kept: an import need not wait for them.

Reading a speech anew or correcting its outline drops them (`Writer.rewrite`), so what is there is always of the present text.
"""

from collections.abc import Callable, Sequence

import duckdb
import pyarrow as pa

from analysis.corpus.parts import parts_of
from analysis.corpus.store import Store
from analysis.corpus.writer import insert, keyed

Make = Callable[[duckdb.DuckDBPyConnection, Sequence[int]], pa.Table]
"""Makes the rows of some speeches, given by their keys in ascending order: what the table has, with a speech's place among the keys as `text`."""


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
