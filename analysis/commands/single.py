"""What `read` and `annotate` have in common: the speeches in one file, read one by one, and how several are told apart in what is printed."""

import sys
from collections.abc import Collection, Iterator
from pathlib import Path

from analysis.corpus.build import Manner, file_bytes, read_each
from analysis.errors import ReadingError
from analysis.model import Speech
from analysis.reading.sources import ARCHIVES, TABLES


def readings(path: Path, encoding: str | None, off: Collection[str] = ()) -> Iterator[Speech | ReadingError]:
    """Yield the speeches in a file, and for what can't be read its error. Raise OSError where the file can't be opened."""
    data = file_bytes(path, path.name)
    yield from read_each(path.name, data, Manner(off=tuple(off)), encodings={path.name: encoding} if encoding else None)


def holds_several(path: Path) -> bool:
    """Whether a file is of a kind that may hold several speeches, however many it does hold."""
    return path.suffix.lower() in (*ARCHIVES, *TABLES)


def head(name: str) -> str:
    """Return the line that stands before one of several texts, as the command `head` writes it."""
    return f"==> {name} <=="


def say(error: ReadingError) -> None:
    """Name on the error stream what can't be read."""
    print(f"analysis: {error}", file=sys.stderr)
