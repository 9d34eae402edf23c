"""
A .zip gives the files in it, each under its full path there: folders often say year and place.

Sizes stated in an archive are not believed: members are read with a cap. Names without the UTF-8 mark are UTF-8 where all of them are, else GB18030 or
Big5, decided over all names together. Archives in archives are opened once more; .docx, .xlsx, .epub and their like are no archives here.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from analysis.errors import ReadingError, TooLargeError
from analysis.reading.encodings import candidates
from analysis.reading.read import MAX_BYTES
from analysis.reading.sources import ARCHIVES, MAX_TOTAL, Source, ending_of, refuse, safe_name

MAX_FILES = 5_000
"""Files of an archive, with those in it: the speeches of a province over thirty years are some 5,000 files of 20 kB. For their bytes see MAX_TOTAL."""

MAX_RATIO = 200
_TOLD_BY_RATIO = 10_000_000
"""How far a member may unpack beyond ten megabytes: Chinese text unpacks to three times its size, zeros to a thousand times."""

DEPTH = 2

_PASSED_OVER = frozenset(("__macosx", "thumbs.db", "desktop.ini", "$recycle.bin", "system volume information"))
_CHUNK = 1 << 20
_ENCRYPTED, _UTF8 = 0x1, 0x800
_UNICODE_PATH = 0x7075  # the extra field of Info-ZIP, 7-Zip and WinRAR


@dataclass(slots=True)
class _Budget:
    """What may still be unpacked, in the archive of this name and all archives in it."""

    archive: str
    files: int
    size: int


def members(source: Source) -> Iterator[Source | ReadingError]:
    """Yield the files of an archive and of the archives in it, or the error in a file's place. A .docx or .xlsx named .zip is yielded as it is."""
    yield from _members(source, "", 1, _Budget(source.name, MAX_FILES, MAX_TOTAL))


def _members(source: Source, prefix: str, depth: int, budget: _Budget) -> Iterator[Source | ReadingError]:
    try:
        package = zipfile.ZipFile(io.BytesIO(source.data))
    except Exception:  # noqa: BLE001 - zipfile raises more than BadZipFile on forged directories
        yield refuse(source.name, "no_package", format="zip")
        return
    with package:
        entries = package.infolist()
        if any(entry.filename in {"[Content_Types].xml", "mimetype"} for entry in entries[:50]):
            yield source
            return
        names = member_names(entries)
        kept = [
            (entry, name)
            for entry, name in zip(entries, names, strict=True)
            if not (entry.is_dir() or name.endswith("/") or _passed_over(entry, name))
        ]
        budget.files -= len(kept)
        if budget.files < 0:
            yield refuse(source.name, "too_many_files", format="zip", allowed=MAX_FILES)
            return
        if sum(entry.file_size for entry, _ in kept) > budget.size:
            yield refuse(source.name, "unpacks_too_large", format="zip", allowed=MAX_TOTAL // 1_000_000)
            return
        for entry, name in kept:
            try:
                member = Source(safe_name(prefix + name), _read(package, entry, name, prefix, budget), encoding=source.encoding)
            except ReadingError as error:
                yield error
                if budget.size <= 0:
                    return
                continue
            if ending_of(member) not in ARCHIVES:
                yield member
            elif depth == DEPTH:
                yield refuse(f"{budget.archive} / {member.name}", "too_deep", format="zip", allowed=DEPTH)
            else:
                yield from _members(member, prefix + name + "/", depth + 1, budget)


def member_names(entries: list[zipfile.ZipInfo]) -> list[str]:
    r"""Return the members' names, decoded, with / between folders. What zipfile took for code page 437 is decoded anew (\ may be half a character)."""
    raw = [None if entry.flag_bits & _UTF8 else _bytes(entry.orig_filename) for entry in entries]
    joined = b"\n".join(name for name in raw if name and not name.isascii())
    try:
        joined.decode("utf-8")
        encoding = "utf-8"
    except UnicodeDecodeError:
        encoding = next((found.encoding for found in candidates(joined)), "gb18030")
    found = []
    for entry, name in zip(entries, raw, strict=True):
        decoded = entry.orig_filename if name is None else _unicode_path(entry, name) or name.decode(encoding, "replace")
        found.append(decoded.replace("\\", "/"))
    return found


def _bytes(name: str) -> bytes | None:
    try:
        return name.encode("cp437")
    except UnicodeEncodeError:  # decoded already
        return None


def _unicode_path(entry: zipfile.ZipInfo, name: bytes) -> str:
    extra = entry.extra
    while len(extra) >= 4:
        kind, size = struct.unpack_from("<HH", extra)
        if kind == _UNICODE_PATH and 5 < size <= len(extra) - 4 and struct.unpack_from("<I", extra, 5)[0] == zlib.crc32(name):
            return extra[9 : 4 + size].decode("utf-8", "replace")
        extra = extra[4 + size :]
    return ""


def _passed_over(entry: zipfile.ZipInfo, name: str) -> bool:
    """Files that systems and editors leave behind, hidden files, and links."""
    parts = PurePosixPath(name).parts
    left = any(part.lower() in _PASSED_OVER or (part[:1] == "." and part not in {".", ".."}) for part in parts)
    return left or parts[-1:] == () or parts[-1].startswith("~$") or (entry.external_attr >> 16) & 0o170000 == 0o120000


def _climbs(name: str) -> bool:
    return name.startswith("/") or name[1:2] == ":" or ".." in name.split("/")


def _read(package: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str, prefix: str, budget: _Budget) -> bytes:
    """Return a member's bytes. Raise ReadingError for one that is locked, has a path that leads out, or unpacks to more than is sane."""
    label = f"{safe_name(budget.archive)} / {safe_name(prefix + name)}"  # which of several archives it is in
    if _climbs(name):
        raise refuse(label, "path_leads_out", format="zip")
    if entry.flag_bits & _ENCRYPTED:
        raise refuse(label, "encrypted", format="zip")
    limit = MAX_TOTAL if ending_of(Source(label, b"")) in ARCHIVES else MAX_BYTES
    if entry.file_size > limit:
        raise TooLargeError(name=label, size=f"{entry.file_size / 1e6:.1f}", allowed=limit // 1_000_000)
    read = bytearray()
    for chunk in _chunks(package, entry, label):
        read += chunk
        budget.size -= len(chunk)
        if budget.size < 0:
            raise refuse(label, "unpacks_too_large", format="zip", allowed=MAX_TOTAL // 1_000_000)
        if len(read) > limit:
            raise TooLargeError(name=label, size=f"{len(read) / 1e6:.1f}", allowed=limit // 1_000_000)
        if len(read) > _TOLD_BY_RATIO and len(read) > MAX_RATIO * max(entry.compress_size, 1):
            raise refuse(label, "overpacked", format="zip", allowed=MAX_RATIO)
    return bytes(read)


def _chunks(package: zipfile.ZipFile, entry: zipfile.ZipInfo, label: str) -> Iterator[bytes]:
    try:
        with package.open(entry) as member:
            while chunk := member.read(_CHUNK):
                yield chunk
    except NotImplementedError as error:
        raise refuse(label, "packing_unknown", format="zip") from error
    except Exception as error:  # a damaged member fails in zlib, bz2, lzma and by its check sum
        raise refuse(label, "torn", format="zip") from error
