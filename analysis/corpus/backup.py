"""
A whole workspace as one zip, from which `restore` makes it again as it was: every table as Parquet, the original files as they were given.

The bytes of the files stand in the zip once, as `originals/00001 name.docx`, where a person can open them; their table goes without that column and
gets it back when the zip is read. Tables stand in one order whatever the history of the workspace, so that equal workspaces have equal tables, byte
for byte. Why this format: docs/decisions/0013-backup-format.md.
"""

import hashlib
import json
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import duckdb

from analysis import __version__
from analysis.corpus.schema import VERSION
from analysis.corpus.snapshot import columns, literal, snapshot
from analysis.corpus.store import Store
from analysis.errors import WorkspaceError

FORMAT = 1
"""Raised whenever the zip's own layout changes; that of the tables is `schema.VERSION`."""

AT_ONCE = 2**25
"""Bytes of original files held in memory."""

SOURCES, KEY, NAME, DATA = "sources", "sha256", "name", "data"
"""The table that holds the original files, its key, and its columns of their names and bytes."""

MANIFEST = "manifest.json"

_DAY = (1980, 1, 1, 0, 0, 0)
_UNSAFE = re.compile(r'[\x00-\x1f\x7f-\x9f<>:"/\\|?*\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]+')


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a backup: its rows, and size in bytes and SHA-256 of its file `tables/<name>.parquet`."""

    rows: int
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Original:
    """An original file of a backup: the key of its row in `sources`, its size in bytes and SHA-256."""

    key: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds: tables by name, originals by their names in the zip; `made` is UTC, `schema` the version of the tables."""

    format: int
    program: str
    schema: int
    made: str
    tables: Mapping[str, Table]
    originals: Mapping[str, Original]


def back_up(store: Store, file: Path | IO[bytes]) -> Manifest:
    """
    Write the whole workspace as it is now, deleted speeches too; where *file* is a path, it holds the new zip or, on failure, what it held before.

    In memory are some original files at a time; each table goes through a temporary file.

    Raises:
        WorkspaceError: the file or the temporary one can't be written (`not_writable`).

    """
    try:
        if not isinstance(file, Path):
            return _write(store, file)
        part = file.with_name(file.name + ".part")
        try:
            with part.open("wb") as opened:
                manifest = _write(store, opened)
            part.replace(file)
        finally:
            part.unlink(missing_ok=True)
    except (OSError, duckdb.IOException) as error:
        raise WorkspaceError(path=file if isinstance(file, Path) else store.folder, detail="not_writable") from error
    return manifest


def _write(store: Store, file: IO[bytes]) -> Manifest:
    with snapshot(store) as cursor, ZipFile(file, "w") as archive:
        tables = {
            table: add_table(cursor, archive, table, [column for column in of_table if (table, column) != (SOURCES, DATA)])
            for table, of_table in columns(cursor).items()
        }
        originals = {}
        for place, (key, name, data) in enumerate(_originals(cursor), start=1):
            entry = f"originals/{place:05d} {safe_name(name)}"
            add_text(archive, entry, data)
            originals[entry] = Original(key, len(data), hashlib.sha256(data).hexdigest())
        manifest = Manifest(FORMAT, __version__, VERSION, datetime.now(UTC).isoformat(timespec="seconds"), tables, originals)
        add_text(archive, MANIFEST, json.dumps(asdict(manifest), ensure_ascii=False, indent=1).encode())
        add_text(archive, "README.txt", ("\ufeff" + _README.format(**asdict(manifest))).replace("\n", "\r\n").encode())
    return manifest


def add_table(
    cursor: duckdb.DuckDBPyConnection, archive: ZipFile, table: str, of_table: Sequence[str], *, where: str = "true", compression: str = "zstd"
) -> Table:
    """Add `tables/<table>.parquet` to a zip, uncompressed since Parquet is: the columns, in SQL, of the rows that *where* chooses, sorted by them."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.parquet"
        listed = ", ".join(column if " as " in column else f'"{column}"' for column in of_table)
        query = f'select {listed} from "{table}" where {where} order by all'
        (rows,) = cursor.execute(f"copy ({query}) to {literal(path)} (format parquet, compression {compression})").fetchone() or (0,)
        with path.open("rb") as opened:
            checksum = hashlib.file_digest(opened, "sha256").hexdigest()
            opened.seek(0)
            with archive.open(ZipInfo(f"tables/{table}.parquet", _DAY), "w", force_zip64=True) as entry:
                shutil.copyfileobj(opened, entry)
        return Table(rows, path.stat().st_size, checksum)


def add_text(archive: ZipFile, name: str, data: bytes) -> None:
    """Add a file to a zip, compressed, dated 1980, the format's first day: a date would make equal contents unequal files."""
    archive.writestr(ZipInfo(name, _DAY), data, ZIP_DEFLATED)


def _originals(cursor: duckdb.DuckDBPyConnection) -> Iterator[tuple[str, str, bytes]]:
    """Yield (key, name, bytes) of all original files by their keys, a few fetched at a time."""
    sizes = cursor.execute(f"select {KEY}, octet_length({DATA}) from {SOURCES} order by {KEY}").fetchall()
    for part in portions(sizes):
        sql = f"select {KEY}, {NAME}, {DATA} from {SOURCES} where {KEY} in (select unnest($keys)) order by {KEY}"
        yield from cursor.execute(sql, {"keys": part}).fetchall()


def portions(sizes: Sequence[tuple[str, int]]) -> Iterator[list[str]]:
    """Yield names, given with the bytes of what they name, in portions of some megabytes."""
    part: list[str] = []
    held = 0
    for name, size in sizes:
        part.append(name)
        held += size
        if held >= AT_ONCE:
            yield part
            part, held = [], 0
    if part:
        yield part


def safe_name(name: str) -> str:
    """Return a file's name as every system takes it after a number, at most 80 characters, its ending kept."""
    stem, dot, ending = _UNSAFE.sub("-", name.encode("utf-8", "replace").decode()).strip(" .-").rpartition(".")
    if not stem:
        stem, dot, ending = ending, "", ""
    if len(ending) > 10:
        stem, dot, ending = stem + dot + ending, "", ""
    return (stem[: 80 - len(dot + ending)].rstrip(" .-") or "file") + dot + ending


_README = """\
言镜工作区备份 · A backup of a Yanjing workspace
程序版本 program {program}，表格版本 tables {schema}，{made} (UTC)

originals/      导入时的原始文件，逐字节未变，编号在前。可直接打开。
tables/         工作区的全部表格，Parquet 格式；tables/sources.parquet 不含原始文件的字节，恢复时从 originals/ 取回。
manifest.json   每张表的行数，每个文件的大小与 SHA-256。

恢复：在言镜中导入此备份，即得到一个与当时完全相同的新工作区（含已删除、可找回的讲话）。请勿改动或重新打包其中的文件，否则校验不符，不予恢复。
文件名中系统不允许的字符已换成连字符，原名见 sources.parquet。

originals/      the files as they were imported, byte for byte, numbered. Open them as they are.
tables/         all tables of the workspace as Parquet; tables/sources.parquet lacks the bytes of the original files, which are taken from originals/.
manifest.json   the rows of each table, the size and SHA-256 of each file.

To restore: import this backup in Yanjing; a new workspace is made, the same as this one was (with deleted speeches, which can be brought back).
A backup whose files were changed does not agree with its checksums and is refused.
Characters that no system allows in file names were replaced by hyphens; the names as given are in sources.parquet.
"""
