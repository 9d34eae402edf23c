"""One state of a workspace, read table by table, whatever is written meanwhile: what backups, exports and copies are made of."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from analysis.corpus.store import Store


@contextmanager
def snapshot(store: Store) -> Iterator[duckdb.DuckDBPyConnection]:
    """Give a cursor all of whose reads see the workspace as it is now; nothing it changes is kept."""
    with store._connection.cursor() as cursor:  # noqa: SLF001  until Store has this as a method
        cursor.begin()
        try:
            yield cursor
        finally:
            cursor.rollback()


def columns(cursor: duckdb.DuckDBPyConnection) -> dict[str, dict[str, str]]:
    """Return table → column → type in SQL, tables by name, columns in their order, as the workspace itself lists them; views are none."""
    found: dict[str, dict[str, str]] = {}
    for table, column, kind in cursor.execute(
        "select table_name, column_name, data_type from duckdb_tables() join duckdb_columns() using (database_name, schema_name, table_name) "
        "where database_name = current_database() and schema_name = 'main' order by table_name, column_index"
    ).fetchall():
        found.setdefault(table, {})[column] = kind
    return found


def literal(path: Path) -> str:
    """Return a path as a text of SQL, where none can be bound (COPY, ATTACH)."""
    return "'" + str(path).replace("'", "''") + "'"
