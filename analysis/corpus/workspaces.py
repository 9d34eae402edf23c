"""
Several workspaces under one root: the default one lies in the root itself, every other in a folder of its own below it.

A workspace goes by a neutral id, which is its folder's name (w and eight hexadecimal digits; the default one's is w0); what it is called stands within,
as the setting `name`, so that nothing a user types becomes a path. One that is deleted moves to the folder `trash` and can be brought back. Those
open in this process can be listed, copied and renamed meanwhile; to be deleted, one must be closed.
"""

import re
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from analysis.corpus.snapshot import literal
from analysis.corpus.store import FILE_NAME, Store
from analysis.errors import WorkspaceError

DEFAULT = "w0"
"""The id of the workspace whose file lies directly in the root."""

LONGEST = 60
"""Characters of a name."""

TRASH = "trash"

_ID = re.compile(r"w(0|[0-9a-f]{8})")
_IN_TRASH = re.compile(rf"(\d{{8}}T\d{{12}})-({_ID.pattern})")
_WHEN = "%Y%m%dT%H%M%S%f"


@dataclass(frozen=True, slots=True)
class Workspace:
    """A workspace: `name` is empty where none was given, `trouble` the id of the reason (`errors.DETAILS`) where it can't be opened."""

    id: str
    folder: Path
    name: str
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Deleted:
    """A workspace in the trash: its place there, its id and name before, and when it was deleted (UTC)."""

    place: str
    id: str
    name: str
    when: datetime


def workspaces(root: Path) -> tuple[Workspace, ...]:
    """Return the default workspace, whether it has a file yet or not, and the others by name. Each is opened for it, some 20 ms."""
    found = [_seen(path.name, path) for path in _folders(root) if _ID.fullmatch(path.name) and path.name != DEFAULT and _has_file(path)]
    default = _seen(DEFAULT, root) if _has_file(root) else Workspace(DEFAULT, root, "")
    return (default, *sorted(found, key=lambda workspace: (workspace.name, workspace.id)))


def folder_of(root: Path, id_: str) -> Path:
    """
    Return the folder of a workspace, as `Store` takes it; the default one is always there.

    Raises:
        WorkspaceError: there is none of that id (`unknown_workspace`).

    """
    folder = root if id_ == DEFAULT else root / id_
    if not _ID.fullmatch(id_) or not (id_ == DEFAULT or _has_file(folder)):
        raise WorkspaceError(path=root, detail="unknown_workspace")
    return folder


def free_folder(root: Path) -> Path:
    """Return a folder under *root* that is not there yet, for a workspace to be made in: by `restore`, say."""
    while (folder := root / f"w{secrets.token_hex(4)}").exists():
        pass
    return folder


def new(root: Path, name: str) -> Workspace:
    """
    Make an empty workspace called *name*.

    Raises:
        WorkspaceError: the name can't be used (`name_shape`, `name_taken`), or the root can't be written (`not_writable`).

    """
    with _made(root, name) as building, closing(Store(building.folder)) as store:
        store.set_meta("started", value=True)  # an empty one is asked for, not one that begins with the sample
        store.set_meta("name", building.done.name)
    return building.done


def copy(root: Path, id_: str, name: str) -> Workspace:
    """
    Make a copy of a workspace as it is now, called *name*; it may be open in this process and written meanwhile.

    Raises:
        WorkspaceError: there is none of that id or nothing in it, the name can't be used, another program holds the file, or the root can't be written.

    """
    source = folder_of(root, id_)
    if not _has_file(source):
        raise WorkspaceError(path=root, detail="unknown_workspace")
    with _made(root, name) as building:
        with closing(Store(source)), duckdb.connect(str(source / FILE_NAME)) as connection:  # Store says what is wrong with it
            ((database,),) = connection.execute("select current_database()").fetchall()
            connection.execute(f"attach {literal(building.folder / FILE_NAME)} as {building.done.id}")
            try:
                connection.execute(f'copy from database "{database}" to {building.done.id}')
            finally:
                connection.execute(f"detach {building.done.id}")
        with closing(Store(building.folder)) as store:
            store.set_meta("name", building.done.name)
    return building.done


def rename(root: Path, id_: str, name: str) -> None:
    """
    Call a workspace *name*; it may be open in this process.

    Raises:
        WorkspaceError: there is none of that id, the name can't be used, or another program holds the file.

    """
    folder, name = folder_of(root, id_), _free_name(root, name, but=id_)
    with closing(Store(folder)) as store:
        store.set_meta("name", name)


# --- the trash ---------------------------------------------------------------------------------------------------------------


def delete(root: Path, id_: str) -> str:
    """
    Move a workspace to the trash and return its place there, which `bring_back` takes; it must be closed. The default one is then empty again.

    Raises:
        WorkspaceError: there is none of that id or nothing in it, it is open here or in another program (`in_use`), or can't be moved.

    """
    folder = folder_of(root, id_)
    if not _has_file(folder):
        raise WorkspaceError(path=root, detail="unknown_workspace")
    _must_be_closed(folder)
    place = f"{datetime.now(UTC).strftime(_WHEN)}-{id_}"
    with _moving(root):
        (root / TRASH).mkdir(exist_ok=True)
        _move(root, folder, root / TRASH / place)
    return place


def deleted(root: Path) -> tuple[Deleted, ...]:
    """Return the workspaces in the trash, the last deleted first."""
    found = []
    for path in _folders(root / TRASH):
        if (parts := _IN_TRASH.fullmatch(path.name)) and _has_file(path):
            when = datetime.strptime(parts[1], _WHEN).replace(tzinfo=UTC)
            found.append(Deleted(path.name, parts[2], _seen(parts[2], path).name, when))
    return tuple(sorted(found, key=lambda gone: gone.when, reverse=True))


def bring_back(root: Path, place: str) -> Workspace:
    """
    Bring a workspace back from the trash, under its old id, or under a new one where another has taken its place meanwhile.

    Raises:
        WorkspaceError: there is nothing at that place (`unknown_workspace`), or it can't be moved.

    """
    parts = _IN_TRASH.fullmatch(place)
    if parts is None or not _has_file(root / TRASH / place):
        raise WorkspaceError(path=root, detail="unknown_workspace")
    _must_be_closed(root / TRASH / place)
    old = root if parts[2] == DEFAULT else root / parts[2]
    taken = _has_file(root) if parts[2] == DEFAULT else old.exists()
    folder = free_folder(root) if taken else old
    with _moving(root):
        _move(root, root / TRASH / place, folder)
    return _seen(DEFAULT if folder == root else folder.name, folder)


# --- folders and names -------------------------------------------------------------------------------------------------------


def _folders(root: Path) -> list[Path]:
    return [path for path in root.iterdir() if path.is_dir()] if root.is_dir() else []


def _has_file(folder: Path) -> bool:
    return (folder / FILE_NAME).is_file()


def _seen(id_: str, folder: Path) -> Workspace:
    try:
        with closing(Store(folder)) as store:
            return Workspace(id_, folder, str(store.get_meta("name") or ""))
    except WorkspaceError as error:
        return Workspace(id_, folder, "", error.fields["detail"])


def _free_name(root: Path, name: str, but: str = "") -> str:
    """Return a name as it is kept, blanks put in order; one that no other workspace has."""
    name = " ".join(name.split())
    if not 0 < len(name) <= LONGEST or not name.isprintable():
        raise WorkspaceError(path=root, detail="name_shape")
    if name.casefold() in {other.name.casefold() for other in workspaces(root) if other.id != but}:
        raise WorkspaceError(path=root, detail="name_taken")
    return name


@dataclass(slots=True)
class _Building:
    """A workspace that is being made: `done` once it is whole and in its place."""

    folder: Path
    done: Workspace


@contextmanager
def _made(root: Path, name: str) -> Iterator[_Building]:
    """Give a folder to make a workspace in; it gets its id when all went well, and vanishes else."""
    name = _free_name(root, name)
    with _moving(root):
        root.mkdir(parents=True, exist_ok=True)
        building = Path(tempfile.mkdtemp(prefix=".making-", dir=root))
        folder = free_folder(root)
        try:
            yield _Building(building, Workspace(folder.name, folder, name))
            building.replace(folder)
        finally:
            shutil.rmtree(building, ignore_errors=True)


@contextmanager
def _moving(root: Path) -> Iterator[None]:
    """What the file system refuses becomes our error."""
    try:
        yield
    except (OSError, duckdb.IOException) as error:
        raise WorkspaceError(path=root, detail="not_writable") from error


def _move(root: Path, source: Path, target: Path) -> None:
    """Move a workspace's folder, or, into or out of the root, its files."""
    if root not in (source, target):
        source.replace(target)
        return
    target.mkdir(exist_ok=True)
    for path in source.glob(f"{FILE_NAME}*"):
        path.replace(target / path.name)
    if source != root:
        source.rmdir()


def _must_be_closed(folder: Path) -> None:
    """Refuse a workspace that is open here (DuckDB opens no file to be written and to be read only at a time) or in another program."""
    try:
        duckdb.connect(str(folder / FILE_NAME), read_only=True).close()
    except duckdb.ConnectionException as error:
        raise WorkspaceError(path=folder, detail="in_use") from error
    except duckdb.Error as error:
        if "lock" in str(error).lower():
            raise WorkspaceError(path=folder, detail="in_use") from error
