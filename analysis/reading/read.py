"""
The door of reading: a file's name and bytes go in, a Speech comes out, or an error that says what to do.

The ending chooses the format; the content is asked only where endings often lie (a .docx under another name). Bytes and decoded text are kept as they
were; what is repaired on top is listed (repairs), and what is known of the speech carries its evidence (metadata).
"""

import hashlib
from collections.abc import Callable, Collection
from importlib import import_module
from pathlib import PurePosixPath
from typing import cast

from analysis.errors import EmptyFileError, OldWordError, TooLargeError, UndecodableError, UnknownFormatError
from analysis.model import Remark, Speech
from analysis.reading import metadata, plain_text, remarks, repairs
from analysis.reading.extracted import Extracted

Extract = Callable[[str, bytes, str | None], Extracted]
"""How a format is read: from name, bytes, and an encoding where a person named one."""

ENDINGS = (".txt", ".md", ".docx")
PASTED = "pasted text"
MAX_BYTES = 20_000_000
"""The longest report of a congress has 0.1 MB of text; what is larger than this is a book or pictures."""

_OLD_WORD = (".doc", ".dot", ".wps")
_ZIP = b"PK\x03\x04"


def read(name: str, data: bytes, *, encoding: str | None = None, off: Collection[str] = ()) -> Speech:
    """Return the speech in a file, without the repairs switched *off*. Raise ReadingError; SettingsError for an encoding that is not offered."""
    kind = _format(name, data)
    _check_size(name, data)
    return _speech(name, data, kind, _extractor(kind)(name, data, encoding), off)


def paste(text: str) -> Speech:
    """Return the speech in a pasted text; its bytes are its UTF-8."""
    try:
        data = text.encode()
    except UnicodeEncodeError as error:  # half a surrogate pair, from a program that cut a string in two
        position = len(text[: error.start].encode()) + 1
        raise UndecodableError(name=PASTED, allowed="UTF-8", position=position) from error
    _check_size(PASTED, data)
    return _speech(PASTED, data, "txt", plain_text.extract(PASTED, data, "utf-8"))


def _check_size(name: str, data: bytes) -> None:
    if not data:
        raise EmptyFileError(name=name, size=0)
    if len(data) > MAX_BYTES:
        raise TooLargeError(name=name, size=f"{len(data) / 1e6:.1f}", allowed=MAX_BYTES // 1_000_000)


def _format(name: str, data: bytes) -> str:
    ending = PurePosixPath(name.replace("\\", "/")).suffix.lower()
    if data.startswith(_ZIP) and b"word/" in data and ending in (*ENDINGS, *_OLD_WORD):
        return "docx"
    if ending in _OLD_WORD:
        raise OldWordError(name=name, ending=ending)
    if ending not in ENDINGS:
        raise UnknownFormatError(name=name, ending=ending, allowed=" ".join(ENDINGS))
    return ending[1:]


def _extractor(kind: str) -> Extract:
    """Formats other than plain text are imported when first met: their libraries take longer to load than a text to read."""
    if kind == "txt":
        return plain_text.extract
    module = import_module("analysis.reading." + {"md": "markdown"}.get(kind, kind))
    return cast("Extract", module.extract)


def _speech(name: str, data: bytes, kind: str, extracted: Extracted, off: Collection[str] = ()) -> Speech:
    decoded = extracted.text
    found = tuple(repair for repair in repairs.find(decoded, extracted.repairs) if repair.kind not in off)
    text = repairs.apply(decoded, found)
    if not text or text.isspace():
        raise EmptyFileError(name=name, size=len(data))
    sha256 = hashlib.sha256(data).hexdigest()
    return Speech(
        id=sha256[:12],
        source_name=name,
        sha256=sha256,
        data=data,
        format=kind,
        encoding=extracted.encoding,
        decoded=decoded,
        text=text,
        repairs=found,
        metadata=metadata.find(text, name),
        analysed=repairs.apply(decoded, found, analysed=True),
        remarks=(*(Remark(kind, count) for kind, count in extracted.left_out.items()), *remarks.find(text)),
        off=tuple(sorted(off)),
    )
