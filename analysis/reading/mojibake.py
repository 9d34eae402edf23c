"""
Text whose UTF-8 was once read as something else and saved that way (鍚屽織浠細 for 同志们：, å…šçš„ for 党的), read again.

The bytes that were misread are still there: each character says which two (GBK) or one (Windows-1252, Latin-1) it came from, and where these bytes are
well-formed UTF-8 for common Chinese, and the text as it stands is not, nothing else can have happened. GBK read as Latin-1 (µ³µÄ for 党的) is undone
the same way. Only what can be told for certain is changed; where bytes were lost (a UTF-8 character has three, a GBK character two, so the last of a line
often is) the rest stays as it is, and `lost` says where.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from analysis.model import Edit
from analysis.reading.common import commonness

LEAST = 4
"""Characters beyond ASCII a stretch must yield to be believed by itself."""

LEAST_AMONG = 2
"""The same, in a text that has ENOUGH of them elsewhere."""

ENOUGH = 12

_RIGHT, _WRONG = 0.8, 0.5  # the least share of common characters after, the largest before
_CHINESE = rb"[\xe4-\xe9][\x80-\xbf]{2}|\xe3[\x80-\x83][\x80-\xbf]|\xe2[\x80-\x9f][\x80-\xbf]|\xef[\xbc-\xbf][\x80-\xbf]|\xc2\xb7"
_AS_UTF_8 = re.compile(rb"(?:[\x09\x20-\x7e]|" + _CHINESE + rb")+")
_AS_GBK = re.compile(rb"(?:[\x09\x20-\x7e]|\xa9\x96|[\xa1-\xa3\xb0-\xf7][\xa1-\xfe])+")
_SOME_UTF_8 = re.compile(rb"(?:" + _CHINESE + rb"){3}")
_WESTERN = "\x80-\xff\u20ac\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u017d\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u017e\u0178"
_PRIVATE = "\ue000-\ue765"  # codes of GBK left to users, which misread bytes fall on too
_SOME_WESTERN = re.compile(f"[{_WESTERN}]{{6}}")


@dataclass(frozen=True, slots=True)
class _Misreading:
    """What bytes a character came from (None: it can't have come from any), and what they were meant to be."""

    byte: Callable[[str], bytes | None]
    meant: re.Pattern[bytes]
    codec: str


def find(decoded: str) -> list[Edit]:
    """Return one edit for each stretch of a line that was misread, with what it was meant to say."""
    misreadings: tuple[_Misreading, ...] = _FROM_GBK if _SOME_UTF_8.search(decoded.encode("gb18030", "replace")) else ()
    if _SOME_WESTERN.search(decoded):
        misreadings += _FROM_WESTERN
    if not misreadings:
        return []
    found: list[Edit] = []
    start = 0
    for line in decoded.split("\n"):
        found += (Edit(start + edit.start, start + edit.end, edit.replacement) for edit in _stretches(line, misreadings))
        start += len(line) + 1
    sure = [edit for edit in found if _beyond_ascii(edit.replacement) >= LEAST]
    return found if sum(_beyond_ascii(edit.replacement) for edit in sure) >= ENOUGH else sure


def _beyond_ascii(text: str) -> int:
    return sum(character > "\x7f" for character in text)


def repaired(decoded: str) -> str:
    """Return a text with every misread stretch put right."""
    for edit in reversed(find(decoded)):
        decoded = decoded[: edit.start] + edit.replacement + decoded[edit.end :]
    return decoded


def lost(text: str) -> list[tuple[int, int]]:
    """Return the places where bytes were lost in a misreading: 锟斤拷, and the half of a character before a ? (实处銆?)."""
    places = [match.span() for match in _BURNT.finditer(text)] if "锟" in text or "斤拷" in text else []
    if "?" in text or "\ufffd" in text:
        halves = list(_halves().finditer(text))
        # A half is certain where GB 2312 lacks the character (銆); one that it has (浠) counts beside a certain one only: 婢? is a question too.
        if any(_is_certain(match[0]) for match in halves):
            places += (match.span() for match in halves)
    return sorted(places)


_BURNT = re.compile("(?:锟斤拷)+(?:锟斤?)?|锟斤|斤拷")  # U+FFFD twice as UTF-8, read as GBK


@cache
def _halves() -> re.Pattern[str]:
    codes = [bytes((lead, trail)) for lead in (*range(0xE3, 0xEA), 0xEF) for trail in range(0x80, 0xC0)]
    return re.compile(f"[{suspects(western=False)}{_PRIVATE}]*[{''.join(_gbk_characters(codes))}€][?\ufffd]+")


def _is_certain(half: str) -> bool:
    return any(character not in "€?\ufffd" and not character.encode("gb2312", "ignore") for character in half)


def _gbk_characters(codes: Iterable[bytes]) -> Iterator[str]:
    for code in codes:
        character = code.decode("gb18030", "ignore")
        if len(character) == 1:
            yield character


@cache
def suspects(*, western: bool = True) -> str:
    """Return the characters without one of which no text is taken for misread: those GB 2312 lacks whose GBK bytes open UTF-8, and ÄÖé and the like."""
    opening = [bytes((lead, trail)) for lead in (*range(0xE3, 0xEA), 0xEF) for trail in range(0x80, 0xA1)]
    turning = [bytes((lead, trail)) for lead in range(0x81, 0xA1) for trail in range(0xE3, 0xEA)]
    accented = map(chr, (*range(0xC0, 0xD7), *range(0xD8, 0xF7))) if western else ()
    return "".join((*_gbk_characters(opening + turning), *accented))


def _stretches(line: str, misreadings: tuple[_Misreading, ...]) -> list[Edit]:
    """Return the stretches of one line that do not overlap, in order; the longer prevails."""
    found: list[Edit] = []
    wanted = [edit for misreading in misreadings for edit in _reread(line, misreading) if _beyond_ascii(edit.replacement) >= LEAST_AMONG]
    for edit in sorted(wanted, key=lambda edit: edit.start - edit.end):
        if all(edit.end <= other.start or other.end <= edit.start for other in found):
            found.append(edit)
    return sorted(found, key=lambda edit: edit.start)


def _reread(line: str, misreading: _Misreading) -> Iterator[Edit]:
    """Find the stretches of a line whose bytes are well-formed in what was meant, from whole characters to whole characters."""
    codes = [misreading.byte(character) for character in line]
    first = 0
    while first < len(codes):
        if codes[first] is None:
            first += 1
            continue
        last = first
        while last < len(codes) and codes[last] is not None:
            last += 1
        yield from _reread_run(line, first, [code for code in codes[first:last] if code is not None], misreading)
        first = last


def _reread_run(line: str, first: int, codes: list[bytes], misreading: _Misreading) -> Iterator[Edit]:
    edges: dict[int, int] = {}  # where in the bytes a character begins, and which
    place = 0
    for index, code in enumerate(codes):
        edges[place] = first + index
        place += len(code)
    edges[place] = first + len(codes)
    data = b"".join(codes)
    for match in misreading.meant.finditer(data):
        text = match[0].decode(misreading.codec, "ignore")
        offsets = [match.start()]
        for character in text:
            offsets.append(offsets[-1] + len(character.encode(misreading.codec)))
        whole = [i for i, offset in enumerate(offsets) if offset in edges]
        if len(whole) < 2:
            continue
        start, end = whole[0], whole[-1]
        while start < end and text[start] <= "\x7f":
            start += 1
        while end > start and text[end - 1] <= "\x7f" and offsets[end - 1] in edges:
            end -= 1
        edit = Edit(edges[offsets[start]], edges[offsets[end]], text[start:end])
        if _believed(line[edit.start : edit.end], edit.replacement):
            yield edit


def _believed(was: str, meant: str) -> bool:
    return commonness(meant) >= _RIGHT and commonness(was) <= _WRONG


def _gbk_byte(character: str) -> bytes | None:
    if character == "€":
        return b"\x80"  # as Windows reads it
    code = character.encode("gb18030", "replace")
    return code if len(code) <= 2 else None


@cache
def _western_byte(character: str) -> bytes | None:
    if character <= "\xff":
        return character.encode("latin-1")
    try:
        return character.encode("cp1252")
    except UnicodeEncodeError:
        return None


_FROM_GBK = (_Misreading(_gbk_byte, _AS_UTF_8, "utf-8"),)
_FROM_WESTERN = (_Misreading(_western_byte, _AS_UTF_8, "utf-8"), _Misreading(_western_byte, _AS_GBK, "gb18030"))
