"""Zips as backups and exports write them: whole or not at all, the same bytes for the same contents, tables as Parquet."""

import hashlib
import re
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import duckdb

from analysis.corpus.snapshot import literal
from analysis.errors import WorkspaceError

_DAY = (1980, 1, 1, 0, 0, 0)
"""The format's first day: a date would make equal contents unequal files."""

_UNSAFE = re.compile(r'[\x00-\x1f\x7f-\x9f<>:"/\\|?*\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]+')
LONGEST, LONGEST_ENDING = 80, 10


@contextmanager
def written(file: Path | IO[bytes], workspace: Path) -> Iterator[ZipFile]:
    """
    Give a new zip to be filled; where *file* is a path, it holds the zip once it is whole, and on failure what it held before.

    Raises:
        WorkspaceError: the file, or a temporary one, can't be written (`not_writable`).

    """
    try:
        if not isinstance(file, Path):
            with ZipFile(file, "w") as archive:
                yield archive
            return
        part = file.with_name(file.name + ".part")
        try:
            with ZipFile(part, "w") as archive:
                yield archive
            part.replace(file)
        finally:
            part.unlink(missing_ok=True)
    except (OSError, duckdb.IOException) as error:
        raise WorkspaceError(path=file if isinstance(file, Path) else workspace, detail="not_writable") from error


def add_file(archive: ZipFile, name: str, data: bytes) -> None:
    """Add a file of these bytes, compressed."""
    archive.writestr(ZipInfo(name, _DAY), data, ZIP_DEFLATED)


def add_table(
    archive: ZipFile, cursor: duckdb.DuckDBPyConnection, table: str, of_table: Sequence[str], *, where: str = "true", compression: str
) -> tuple[int, int, str]:
    """
    Add `tables/<table>.parquet` and return its rows, its bytes and their SHA-256: columns (in SQL) of the rows that *where* chooses, sorted by them.

    It goes through a temporary file and is not compressed again. The same rows make the same bytes, in whatever order they were stored.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.parquet"
        query = f'select {", ".join(of_table)} from "{table}" where {where} order by all'
        ((rows,),) = cursor.execute(f"copy ({query}) to {literal(path)} (format parquet, compression {compression})").fetchall()
        with path.open("rb") as data:
            checksum = hashlib.file_digest(data, "sha256").hexdigest()
            data.seek(0)
            with archive.open(ZipInfo(f"tables/{table}.parquet", _DAY), "w", force_zip64=True) as entry:
                shutil.copyfileobj(data, entry)
        return rows, path.stat().st_size, checksum


def safe_name(name: str) -> str:
    """Return a file's name as every system takes it after a number: at most 80 characters, its ending kept."""
    stem, dot, ending = _UNSAFE.sub("-", name.encode("utf-8", "replace").decode()).strip(" .-").rpartition(".")
    if not stem or len(ending) > LONGEST_ENDING:
        stem, dot, ending = stem + dot + ending, "", ""
    return (stem[: LONGEST - len(dot + ending)].rstrip(" .-") or "file") + dot + ending
