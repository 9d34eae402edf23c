"""
The door of reading: a file's name and bytes go in, a Speech comes out, or an error that says what to do.

The ending chooses the format; the content is asked only where endings often lie (Word files under one another's names). Bytes and decoded text are kept
as they were; what is repaired on top is listed (repairs), and what is known of the speech carries its evidence (metadata).
"""

import hashlib
import re
from collections.abc import Callable, Collection, Mapping
from importlib import import_module
from pathlib import PurePosixPath
from typing import cast

from analysis.errors import EmptyFileError, TooLargeError, UndecodableError, UnknownFormatError
from analysis.model import Extent, Remark, Speech, digest
from analysis.reading import metadata, plain_text, remarks, repairs
from analysis.reading.extracted import Extracted
from analysis.reading.sources import safe_name

Extract = Callable[[str, bytes, str | None], Extracted]
"""How a format is read: from name, bytes, and an encoding where a person named one."""

FORMATS = {
    ".txt": "plain_text",
    ".md": "markdown",
    ".docx": "docx",
    ".docm": "docx",
    ".dotx": "docx",
    ".dotm": "docx",
    ".doc": "doc",
    ".dot": "doc",
    ".wps": "doc",
    ".odt": "odt",
    ".rtf": "rtf",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".epub": "epub",
    ".pdf": "pdf",
}
"""The endings of single speeches, each with the module that reads it; archives and tables are taken apart before (sources)."""

PASTED = "pasted text"
MAX_BYTES = 20_000_000
"""The longest report of a congress has 0.1 MB of text; what is larger than this is a book or pictures."""

_PASTED = re.compile(re.escape(PASTED) + r"(?:#\d+)?")
_ZIP = b"PK\x03\x04"


def read(
    name: str,
    data: bytes,
    *,
    encoding: str | None = None,
    given: Mapping[str, str] | None = None,
    off: Collection[str] = (),
    folded: bool = False,
    part: Extent | None = None,
) -> Speech:
    """
    Return the speech in a file, or the *part* of the file that is one of several.

    *given* is metadata given beside it (`sources.Source.given`); the repairs switched *off* are not made; *folded*, traditional characters are analysed as
    simplified ones.

    Raises:
        ReadingError: it can't be read; the error says why and what to do.
        SettingsError: its encoding is none of those offered.

    """
    name = safe_name(name)
    extracted = _extracted(name, data, encoding)
    if part is not None:
        from analysis.reading.splitting import cut

        extracted = cut(extracted, part)
    return _speech(name, data, extracted, given or {}, off, folded=folded, part=part)


def read_several(name: str, data: bytes, *, encoding: str | None = None, off: Collection[str] = (), folded: bool = False) -> tuple[Speech, ...]:
    """Return the speeches of a file that holds several, each under the file's name with its number; of any other file its one speech, as `read` does."""
    from analysis.reading.splitting import cut, extents, part_name

    name = safe_name(name)
    extracted = _extracted(name, data, encoding)
    found = [_speech(part_name(name, part.number), data, cut(extracted, part), {}, off, folded=folded, part=part) for part in extents(extracted)]
    return tuple(found) or (_speech(name, data, extracted, {}, off, folded=folded),)


def _extracted(name: str, data: bytes, encoding: str | None) -> Extracted:
    module = _module(name, data)
    _check_size(name, data)
    extract = plain_text.extract if module == "plain_text" else cast("Extract", import_module("analysis.reading." + module).extract)
    return extract(name, data, encoding)


def paste(text: str, *, off: Collection[str] = (), folded: bool = False) -> Speech:
    """Return the speech in a pasted text, read as `read` does; its bytes are its UTF-8."""
    try:
        data = text.encode()
    except UnicodeEncodeError as error:  # half a surrogate pair, from a program that cut a string in two
        position = len(text[: error.start].encode()) + 1
        raise UndecodableError(name=PASTED, allowed="UTF-8", position=position) from error
    _check_size(PASTED, data)
    return _speech(PASTED, data, plain_text.extract(PASTED, data, "utf-8"), {}, off, folded=folded)


def _check_size(name: str, data: bytes) -> None:
    if not data:
        raise EmptyFileError(name=name, size=0)
    if len(data) > MAX_BYTES:
        raise TooLargeError(name=name, size=f"{len(data) / 1e6:.1f}", allowed=MAX_BYTES // 1_000_000)


def _module(name: str, data: bytes) -> str:
    """Formats other than plain text are imported when first met: their libraries take longer to load than a text to read."""
    ending = ".txt" if _PASTED.fullmatch(name) else PurePosixPath(name).suffix.lower()
    if ending not in FORMATS:
        raise UnknownFormatError(name=name, ending=ending, allowed=" ".join(FORMATS))
    return "docx" if data.startswith(_ZIP) and b"word/" in data and ending in {".txt", ".md", ".rtf"} else FORMATS[ending]


def format_of(name: str) -> str:
    """Return the format a name's ending says, as the store keeps it; a pasted text is plain text."""
    return PurePosixPath(name).suffix.lower().removeprefix(".") or "txt"


def _speech(
    name: str, data: bytes, extracted: Extracted, given: Mapping[str, str], off: Collection[str], *, folded: bool, part: Extent | None = None
) -> Speech:
    decoded = extracted.text
    found = tuple(repair for repair in repairs.find(decoded, extracted.repairs) if repair.kind not in off)
    text = repairs.apply(decoded, found)
    if not text or text.isspace():
        raise EmptyFileError(name=name, size=len(data))
    analysed = printed = repairs.apply(decoded, found, analysed=True)
    if folded:
        from analysis.reading.fold import fold

        analysed = fold(printed)
    about = metadata.find(text, name)
    if extracted.facts or given:
        from analysis.reading.metadata_given import fill, lay_over

        about = lay_over(fill(about, extracted.facts, published=FORMATS.get(PurePosixPath(name).suffix.lower()) == "html"), given)
    sha256 = hashlib.sha256(data).hexdigest()
    return Speech(
        id=digest(sha256, str(part.number)) if part else sha256[:12],
        source_name=name,
        sha256=sha256,
        data=data,
        format=format_of(name),
        encoding=extracted.encoding,
        decoded=decoded,
        text=text,
        repairs=found,
        metadata=about,
        analysed=analysed,
        remarks=(*(Remark(kind, count) for kind, count in extracted.left_out.items()), *remarks.find(text)),
        off=tuple(sorted(off)),
        folded=analysed != printed,
        part=part,
    )
