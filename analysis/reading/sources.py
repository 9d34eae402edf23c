"""
The one door from what a user gives to single speeches: archives are opened, tables taken apart by rows, everything else goes through as it is.

Lazy, and it never raises: what can't be read is handed on as an error in its place, so that the rest goes on. A row's data are its text in UTF-8 under a
name that ends in .txt; what the row says besides of the speech goes with it (`Source.given`).
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from analysis.errors import BrokenFileError, ReadingError, TooLargeError

if TYPE_CHECKING:
    from analysis.reading.tables import Columns, Preview

ARCHIVES = (".zip",)
TABLES = (".csv", ".tsv", ".xlsx", ".xlsm", ".jsonl", ".ndjson")
MAX_TOTAL = 400_000_000
"""Bytes that an archive, with those in it, may unpack to, and that it may have itself."""

MAX_TABLE = 100_000_000
"""Bytes of a table: 6,000 speeches of 5,000 characters."""

LONGEST = 200
"""Characters of a label: a file name has 255 bytes at most, 85 Han characters, and folders stand before it."""

_UNSEEN = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))  # controls, marks of direction, halves of pairs, private and unassigned codes
_RESERVED = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?:\..*)?", re.IGNORECASE)
_FORBIDDEN = re.compile(r'[<>:"|?*]')
_ROW = re.compile(rf"(?:{'|'.join(map(re.escape, TABLES))})#[^/]*\.txt$", re.IGNORECASE)
_DAMAGE = frozenset(("no_package", "torn", "no_body"))
_DRIVE = re.compile(r"^\s*[A-Za-z]:")


@dataclass(frozen=True, slots=True)
class Source:
    """
    A file, or what stands for one, on its way to become a speech.

    `name` is its path in the archive or the table's name with the row (2012.xlsx#3.txt). `given` are fields of Metadata, or own columns as `own:省份`, by
    what the user said the table's columns are.
    """

    name: str
    data: bytes
    given: Mapping[str, str] = field(default_factory=dict)
    encoding: str | None = None


Ask = Callable[[str, "Preview"], "Columns | None"]
"""Asks what a table's columns are, from its name and first rows; without an answer the guess is taken."""


def expand(source: Source, columns: Ask | None = None) -> Iterator[Source | ReadingError]:
    """Yield the single sources that a source holds, in its own order: itself, unless it is an archive or a table."""
    ending = ending_of(source)
    if ending in ARCHIVES:
        from analysis.reading import archive

        for member in archive.members(source):
            yield from _rows(member, columns) if isinstance(member, Source) and ending_of(member) in TABLES else (member,)
    elif ending in TABLES:
        yield from _rows(source, columns)
    else:
        yield source


def ending_of(source: Source) -> str:
    """The ending of a source's name, in small letters."""
    return PurePosixPath(source.name.replace("\\", "/")).suffix.lower()


def is_row(name: str) -> bool:
    """Whether a name is that of a row of a table, with or without an archive around it; such a row is one speech, as the table says."""
    return _ROW.search(name) is not None


def _rows(source: Source, ask: Ask | None) -> Iterator[Source | ReadingError]:
    from analysis.reading import tables

    try:
        if len(source.data) > MAX_TABLE:
            raise TooLargeError(name=source.name, size=f"{len(source.data) / 1e6:.1f}", allowed=MAX_TABLE // 1_000_000)
        preview = tables.peek(source.name, source.data, source.encoding)
        chosen = (ask(source.name, preview) if ask else None) or preview.guess
        if chosen is None:
            raise refuse(source.name, "no_text_column", format=ending_of(source), columns="、".join(preview.columns))
        yield from tables.rows(source.name, source.data, chosen, source.encoding)
    except ReadingError as error:
        yield error


def refuse(name: str, reason: str, **fields: object) -> ReadingError:
    """Return the error that says why a source is not taken; refusals are made here, by the id of their reason."""
    error = BrokenFileError if reason in _DAMAGE else ReadingError  # what is no damage is not mended by saving it again
    return error(**{"name": name, "format": "", "detail": reason} | fields)


def safe_name(name: str) -> str:
    """
    Return a name that can be shown and kept anywhere, from one out of an archive or an upload: /-separated, without `..`, drive, or unseen characters.

    Names that Windows reserves get an underscore, characters it forbids become one; beyond LONGEST characters the middle goes. Safe names stay as they are.
    """
    path = "".join(map(_shown, unicodedata.normalize("NFC", name.replace("\\", "/"))))
    parts = [part for part in map(_safe_part, _DRIVE.sub("", path, count=1).split("/")) if part]
    label = "/".join(parts) or "_"
    if len(label) <= LONGEST:
        return label
    half = (LONGEST - 1) // 2
    return safe_name(label[:half].rstrip(" .") + "…" + label[-half:].lstrip("/ "))


def _shown(character: str) -> str:
    kind = unicodedata.category(character)
    return " " if kind == "Zs" else "" if kind in _UNSEEN else character


def _safe_part(part: str) -> str:
    part = _FORBIDDEN.sub("_", part).strip()
    part = part.rstrip(" .") if part.strip(".") else ""
    return f"_{part}" if _RESERVED.fullmatch(part) else part
