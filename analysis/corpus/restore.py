"""
A workspace from a backup's zip, made whole in a new folder or not at all.

Nothing of the zip is trusted: names in it are never paths, checksums are compared, sizes have limits, its columns must be this program's, and no SQL
comes from it.
"""

import hashlib
import json
import re
import shutil
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import IO
from zipfile import BadZipFile, ZipFile

import duckdb
import pyarrow as pa

from analysis.corpus.backup import DATA, FORMAT, KEY, MANIFEST, SOURCES, Manifest, Original, Table, portions
from analysis.corpus.schema import TABLES, UPGRADES, VERSION
from analysis.corpus.snapshot import columns, literal
from analysis.corpus.store import FILE_NAME, Store
from analysis.errors import WorkspaceError

MOST_BYTES, MOST_ROWS, MOST_MANIFEST, MOST_ENTRIES = 100 * 2**30, 5 * 10**9, 2**26, 10**6
"""Bytes of all files unpacked, rows of all tables, bytes of the manifest and files in the zip, beyond which it is taken for a trap."""

MOST_ORIGINAL = 2**30
"""Bytes of one original file; it is held in memory."""


def restore(file: Path | IO[bytes], folder: Path) -> None:
    """
    Make a workspace in *folder*, which must not exist or be empty, as it was when *file* was written; on failure nothing is left behind.

    Raises:
        WorkspaceError: there is something in the folder (`folder_taken`); it can't be written (`not_writable`) or has too little room (`disk_full`);
            the zip can't be opened (`not_readable`), is none of ours (`not_a_backup`), of a version that is not known (`backup_other_version`),
            cut off (`backup_cut_off`), changed or damaged (`backup_damaged`), or such as this program never writes, with names that lead elsewhere or sizes
            beyond all limits (`backup_unsafe`).

    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise WorkspaceError(path=folder, detail="folder_taken")
    with _said(file, folder), _opened(file) as archive:
        folder.parent.mkdir(parents=True, exist_ok=True)
        building = Path(tempfile.mkdtemp(prefix=".restoring-", dir=folder.parent))
        try:
            _build(archive, _checked(archive, shutil.disk_usage(building).free), building)
            with closing(Store(building)):
                pass  # what can't be opened is no workspace
            if folder.exists():
                folder.rmdir()
            building.replace(folder)
        finally:
            shutil.rmtree(building, ignore_errors=True)


class _RefusedError(Exception):
    """A zip that is not taken, by the id of the reason."""


@contextmanager
def _said(file: Path | IO[bytes], folder: Path) -> Iterator[None]:
    """Whatever goes wrong with a zip becomes the one error, with its reason."""
    path = file if isinstance(file, Path) else "backup.zip"
    try:
        yield
    except _RefusedError as error:
        raise WorkspaceError(path=path, detail=str(error)) from error
    except WorkspaceError as error:  # all agrees, and yet the store doesn't open it
        raise WorkspaceError(path=path, detail="backup_damaged") from error
    except (OSError, duckdb.IOException) as error:
        raise WorkspaceError(path=folder, detail="not_writable") from error
    except (duckdb.Error, pa.ArrowException, BadZipFile, zlib.error, EOFError, RuntimeError) as error:  # RuntimeError: a password
        raise WorkspaceError(path=path, detail="backup_damaged") from error


@contextmanager
def _opened(file: Path | IO[bytes]) -> Iterator[ZipFile]:
    with ExitStack() as stack:
        begins = b""
        try:
            data = stack.enter_context(file.open("rb")) if isinstance(file, Path) else file
            data.seek(0)
            begins = data.read(4)
            archive = stack.enter_context(ZipFile(data))
        except (BadZipFile, NotImplementedError, ValueError) as error:  # a zip's list of contents stands at its end
            raise _RefusedError("backup_cut_off" if begins == b"PK\x03\x04" else "not_a_backup") from error
        except OSError as error:
            raise _RefusedError("not_readable") from error
        yield archive


# --- checking it -------------------------------------------------------------------------------------------------------------


def _checked(archive: ZipFile, free: int) -> Manifest:
    """Return the manifest of a zip that is ours, of this version, whole, and within limits; *free* are the bytes there is room for."""
    sizes = {info.filename: info.file_size for info in archive.infolist()}
    if len(sizes) < len(archive.infolist()) or len(sizes) > MOST_ENTRIES or any(map(_leads_elsewhere, sizes)):
        raise _RefusedError("backup_unsafe")
    if MANIFEST not in sizes:
        raise _RefusedError("not_a_backup")
    if sizes[MANIFEST] > MOST_MANIFEST:
        raise _RefusedError("backup_unsafe")
    manifest = _manifest(archive.read(MANIFEST))
    declared = {_path(table): stored.bytes for table, stored in manifest.tables.items()}
    declared |= {name: stored.bytes for name, stored in manifest.originals.items()}
    if any(sizes.get(name) != size for name, size in declared.items()):
        raise _RefusedError("backup_damaged")
    largest = max((stored.bytes for stored in manifest.originals.values()), default=0)
    rows = sum(table.rows for table in manifest.tables.values())
    if sum(declared.values()) > MOST_BYTES or rows > MOST_ROWS or largest > MOST_ORIGINAL:
        raise _RefusedError("backup_unsafe")
    if sum(declared.values()) > free:
        raise _RefusedError("disk_full")
    return manifest


def _leads_elsewhere(name: str) -> bool:
    """Whether a name in a zip would, taken as a path, leave the folder it is unpacked in."""
    return name.startswith("/") or "\\" in name or ".." in PurePosixPath(name).parts or name[1:2] == ":"


def _path(table: str) -> str:
    return f"tables/{table}.parquet"


def _manifest(data: bytes) -> Manifest:
    try:
        read = json.loads(data)
        schema = int(read["schema"])
        if int(read["format"]) != FORMAT or schema > VERSION or not set(range(schema, VERSION)) <= set(UPGRADES):
            raise _RefusedError("backup_other_version")
        tables = {name: Table(int(t["rows"]), int(t["bytes"]), str(t["sha256"])) for name, t in read["tables"].items()}
        originals = {name: Original(str(o["key"]), int(o["bytes"]), str(o["sha256"])) for name, o in read["originals"].items()}
        return Manifest(FORMAT, str(read["program"]), schema, str(read["made"]), tables, originals)
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError) as error:
        raise _RefusedError("not_a_backup") from error


def _verified(data: IO[bytes], checksum: str, into: IO[bytes]) -> None:
    """Copy a file of the zip, and refuse it where it is not what the manifest says."""
    found = hashlib.sha256()
    while part := data.read(2**20):
        found.update(part)
        into.write(part)
    if found.hexdigest() != checksum:
        raise _RefusedError("backup_damaged")


# --- filling the tables ------------------------------------------------------------------------------------------------------


def _build(archive: ZipFile, manifest: Manifest, folder: Path) -> None:
    """Make the workspace's file in an empty folder: the tables of this version, filled in one transaction."""
    with duckdb.connect(str(folder / FILE_NAME)) as connection:
        connection.execute(TABLES)
        ours = columns(connection)
        for table in ours:
            connection.execute(f'delete from "{table}"')  # some begin with rows
        if manifest.schema == VERSION:
            _fill(connection, archive, manifest, folder)
        else:
            _fill_from_older(connection, archive, manifest, folder)


def _fill(connection: duckdb.DuckDBPyConnection, archive: ZipFile, manifest: Manifest, folder: Path) -> None:
    """Fill empty tables, which must be those of the zip."""
    path = folder / "table.parquet"
    ours = columns(connection)
    if set(ours) != set(manifest.tables):
        raise _RefusedError("backup_damaged")
    connection.begin()
    for table, stored in manifest.tables.items():
        _unpack(archive, table, stored, path)
        given = connection.execute(f"describe select * from read_parquet({literal(path)})").fetchall()
        if {column: kind for column, kind, *_ in given} != {c: kind for c, kind in ours[table].items() if (table, c) != (SOURCES, DATA)}:
            raise _RefusedError("backup_damaged")
        if table == SOURCES:
            _insert_sources(connection, archive, manifest, path)
        else:
            connection.execute(f'insert into "{table}" by name select * from read_parquet({literal(path)})')
        if connection.execute(f'select count(*) from "{table}"').fetchall() != [(stored.rows,)]:
            raise _RefusedError("backup_damaged")
    connection.commit()
    path.unlink()


def _fill_from_older(connection: duckdb.DuckDBPyConnection, archive: ZipFile, manifest: Manifest, folder: Path) -> None:
    """Fill empty tables from a zip of an older version: in a file beside, its tables are made as they are and brought up to this version."""
    ours = columns(connection)
    ((database,),) = connection.execute("select current_database()").fetchall()
    older, path = folder / "older.duckdb", folder / "table.parquet"
    connection.execute(f"attach {literal(older)} as older")
    connection.execute("use older")
    for table, stored in manifest.tables.items():
        if not re.fullmatch("[a-z_]+", table):
            raise _RefusedError("backup_damaged")
        _unpack(archive, table, stored, path)
        more = f", null::blob as {DATA}" if table == SOURCES else ""
        connection.execute(f'create table "{table}" as select *{more} from read_parquet({literal(path)}) limit 0')
    _fill(connection, archive, manifest, folder)
    connection.begin()
    for version in range(manifest.schema, VERSION):
        connection.execute(UPGRADES[version])
    connection.execute("update meta set value = ? where key = 'version'", [json.dumps(VERSION)])
    connection.commit()
    if columns(connection) != ours:
        raise _RefusedError("backup_damaged")
    connection.execute(f'use "{database}"')
    connection.begin()
    for table in ours:
        connection.execute(f'insert into "{table}" by name select * from older."{table}"')
    connection.commit()
    connection.execute("detach older")
    older.unlink()


def _unpack(archive: ZipFile, table: str, stored: Table, path: Path) -> None:
    with archive.open(_path(table)) as data, path.open("wb") as unpacked:
        _verified(data, stored.sha256, unpacked)


def _insert_sources(connection: duckdb.DuckDBPyConnection, archive: ZipFile, manifest: Manifest, path: Path) -> None:
    """Insert the rows of the original files, each with its bytes, some files at a time."""
    for names in portions([(name, stored.bytes) for name, stored in manifest.originals.items()]):
        data = []
        for name in names:
            held = BytesIO()
            with archive.open(name) as entry:
                _verified(entry, manifest.originals[name].sha256, held)
            data.append(held.getvalue())
        keys = [manifest.originals[name].key for name in names]
        connection.register("new_bytes", pa.table({KEY: pa.array(keys, pa.string()), DATA: pa.array(data, pa.binary())}))
        rows = f"select * from read_parquet({literal(path)}) join new_bytes using ({KEY}) order by {KEY}"
        connection.execute(f"insert into {SOURCES} by name {rows}")
        connection.unregister("new_bytes")
