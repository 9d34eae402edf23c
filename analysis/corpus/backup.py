"""
A whole workspace as one zip, from which `restore` makes it again as it was: every table as Parquet, the original files as they were given.

The bytes of the files stand in the zip once, as `originals/00001 name.docx`, where a person can open them; their table goes without that column and
gets it back when the zip is read. Tables stand in one order whatever the history of the workspace, so that equal workspaces have equal tables, byte
for byte. Why this format: docs/decisions/0013-backup-format.md.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

import duckdb

from analysis import __version__
from analysis.corpus.schema import VERSION
from analysis.corpus.snapshot import columns
from analysis.corpus.store import Store
from analysis.corpus.zips import add_file, add_table, safe_name, written

FORMAT = 1
"""Raised whenever the zip's own layout changes; that of the tables is `schema.VERSION`."""

AT_ONCE = 2**25
"""Bytes of original files held in memory."""

SOURCES, KEY, NAME, DATA = "sources", "sha256", "name", "data"
"""The table that holds the original files, its key, and its columns of their names and bytes."""

MANIFEST = "manifest.json"


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
    with written(file, store.folder) as archive, store.snapshot() as cursor:
        tables = {}
        for table, of_table in columns(cursor).items():
            kept = [f'"{column}"' for column in of_table if (table, column) != (SOURCES, DATA)]
            tables[table] = Table(*add_table(archive, cursor, table, kept, compression="zstd"))
        originals = {}
        for place, (key, name, data) in enumerate(_originals(cursor), start=1):
            entry = f"originals/{place:05d} {safe_name(name)}"
            add_file(archive, entry, data)
            originals[entry] = Original(key, len(data), hashlib.sha256(data).hexdigest())
        manifest = Manifest(FORMAT, __version__, VERSION, datetime.now(UTC).isoformat(timespec="seconds"), tables, originals)
        add_file(archive, MANIFEST, json.dumps(asdict(manifest), ensure_ascii=False, indent=1).encode())
        add_file(archive, "README.txt", ("\ufeff" + _README.format(**asdict(manifest))).replace("\n", "\r\n").encode())
    return manifest


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
