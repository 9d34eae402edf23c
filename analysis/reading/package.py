"""
The zip of a .docx or .odt, opened with care: what it would unpack to is looked at first, and no part may declare entities of its own.

zipfile and lxml do the parsing. A part is read when it is asked for, so that a torn picture or comment costs nothing but itself
(docs/decisions/0009-word-processor-formats.md).
"""

import io
import zipfile
from dataclasses import dataclass, field
from typing import Any

from analysis.errors import ReadingError, TooLargeError
from analysis.reading.sources import refuse

MAX_XML = 60_000_000
MAX_UNPACKED = 200_000_000
"""Bytes a document may unpack to, its text parts and all of it: a million characters of text take about 10 MB of XML; a zip bomb asks for gigabytes."""

MAX_RATIO = 250
_WORTH_A_RATIO = 5_000_000
"""A part larger than this and packed more than 250 to 1 is no writing: the XML of Word and LibreOffice packs about 10 to 30 to 1."""

_ENCRYPTED = 0x1


@dataclass(slots=True)
class Package:
    """An opened document. `damaged` counts the parts that were asked for, are there, and could not be read."""

    name: str
    format: str
    archive: zipfile.ZipFile
    entries: dict[str, str]
    damaged: int = field(default=0)

    @classmethod
    def open(cls, name: str, data: bytes, kind: str) -> "Package":
        """Open a file's bytes; `kind` is what to call its format. Raise ReadingError for what is no zip, locked, or too large when unpacked."""
        try:
            archive = zipfile.ZipFile(io.BytesIO(data))
            infos = archive.infolist()
        except Exception as error:  # zipfile raises more than BadZipFile on forged directories
            raise refuse(name, "no_package", format=kind) from error
        if any(info.flag_bits & _ENCRYPTED for info in infos):
            raise refuse(name, "locked", format=kind)
        sizes = [(_plain(info.filename), info.file_size) for info in infos]
        text = sum(size for path, size in sizes if "media/" not in path and not path.startswith("pictures/"))
        for total, limit in ((text, MAX_XML), (sum(size for _, size in sizes), MAX_UNPACKED)):
            if total > limit:
                raise TooLargeError(name=name, size=f"{total / 1e6:.1f}", allowed=limit // 1_000_000)
        if any(info.file_size > max(_WORTH_A_RATIO, MAX_RATIO * info.compress_size) for info in infos):
            raise refuse(name, "overpacked", format=kind)
        return cls(name, kind, archive, {_plain(info.filename): info.filename for info in infos})

    def __contains__(self, path: str) -> bool:
        return _plain(path) in self.entries

    def error(self, detail: str) -> ReadingError:
        """Return the error that says what is wrong with this document."""
        return refuse(self.name, detail, format=self.format)

    def read(self, path: str) -> bytes:
        """Return the bytes of a part; raise BrokenFileError where it is missing or can't be unpacked."""
        if path not in self:
            raise self.error("no_body")
        try:
            return self.archive.read(self.entries[_plain(path)])
        except Exception as error:  # zip, zlib and the checksum fail in ways of their own
            raise self.error("torn") from error

    def xml(self, path: str) -> Any:
        """Return the root element of a part; raise BrokenFileError where it is missing, not well-formed, or declares entities."""
        from lxml import etree

        data = self.read(path)
        if b"//purl.oclc.org/ooxml/" in data[:20_000]:  # Word's “strict” documents differ in the names alone
            for strict, usual in _STRICT:
                data = data.replace(strict, usual)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True)
        try:
            root = etree.fromstring(data, parser)
        except Exception as error:  # lxml raises ValueError as well as its own
            raise self.error("torn") from error
        declared = root.getroottree().docinfo.internalDTD
        if declared is not None and any(True for _ in declared.iterentities()):
            raise self.error("entities")
        return root

    def optional(self, path: str) -> Any | None:
        """Return the root element of a part the text can do without, None where it is missing or damaged."""
        if path not in self:
            return None
        try:
            return self.xml(path)
        except ReadingError:
            self.damaged += 1
            return None


_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
)


def _plain(path: str) -> str:
    """Return the name of a part as it is compared: names differ by more than case nowhere, and some programs write backslashes."""
    return path.replace("\\", "/").lstrip("/").lower()
