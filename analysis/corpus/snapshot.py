"""The tables of a workspace as the file itself lists them: what backups, exports and copies are made of."""

from pathlib import Path

import duckdb


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
