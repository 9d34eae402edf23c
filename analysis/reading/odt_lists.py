"""
Automatic numbering of OpenDocument, written out as the reader sees it.

A list names a style, and each level of the style a way to write numbers, what stands around them, and how many upper levels go before
(`text:display-levels`, or the whole pattern in `loext:num-list-format`). Word's numbers are written by the same code (numbering.py).
Source: OpenDocument 1.3 part 3, §5.3 (lists), §16.30 and 16.34 (list and outline styles), §19.502 (number formats).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from analysis.reading.numbering import FORMATS, gap, write
from analysis.reading.wordml import symbol

TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_LOEXT = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
_PLACE = re.compile("%([0-9]+)%")
_NAMED = {"1": "decimal", "i": "lowerRoman", "I": "upperRoman", "1st": "ordinal"}
_PREFERRED = ("decimal", "chineseCountingThousand", "taiwaneseCountingThousand", *FORMATS)


def _by_first_numbers() -> dict[tuple[str, ...], str]:
    found: dict[tuple[str, ...], str] = {}
    for fmt in _PREFERRED:
        found.setdefault(tuple(write(n, fmt) for n in (1, 2, 3)), fmt)
    return found


_BY_FIRST = _by_first_numbers()


def number_format(sample: str, *, sync: bool) -> Callable[[int], str]:
    """Return how `style:num-format` writes numbers: 1, a, I, or its first numbers (一, 二, 三, ...). `sync` is `style:num-letter-sync` (AA, BB for AA, AB)."""
    if not sample:
        return lambda _: ""
    if sample in {"a", "A"}:
        fmt = "lowerLetter" if sample == "a" else "upperLetter"
        return (lambda n: write(n, fmt)) if sync else (lambda n: _letters(n, sample))
    first = tuple(part.strip() for part in sample.split(",")[:3])
    if first[0].isascii() and first[0].isdecimal() and len(first[0]) > 1:  # 01, 02
        return f"{{:0{len(first[0])}}}".format
    fmt = _NAMED.get(sample) or _BY_FIRST.get(first, "decimal")
    return lambda n: write(n, fmt)


def _letters(n: int, first: str) -> str:
    out = ""
    while n > 0:
        n, rest = divmod(n - 1, 26)
        out = chr(ord(first) + rest) + out
    return out


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list style. `pattern` has %1% for the number of level 1; for a bullet it is the bullet."""

    number: Callable[[int], str]
    pattern: str
    start: int
    suffix: str


@dataclass(slots=True)
class Run:
    """The numbers a list has come to, by level from 1."""

    numbers: dict[int, int] = field(default_factory=dict)

    def next(self, levels: dict[int, Level], at: int, given: int | None) -> str:
        """Count one item of level *at* on, or to the number *given*; return its marker with the blank that follows it."""
        level = levels.get(at)
        if level is None:
            return ""
        self.numbers[at] = given if given is not None else self.numbers[at] + 1 if at in self.numbers else level.start
        for deeper in [d for d in self.numbers if d > at]:
            del self.numbers[deeper]

        def written(place: re.Match[str]) -> str:
            other = levels.get(int(place[1]))
            return other.number(self.numbers.get(int(place[1]), other.start)) if other is not None else ""

        marker = _PLACE.sub(written, level.pattern)
        return marker + gap(marker, level.suffix)


def levels_of(style: Any) -> dict[int, Level]:
    """Return the levels of a `text:list-style` or `text:outline-style`, by number from 1."""
    formats = {_whole(element.get(TEXT + "level"), 1): element.get(STYLE + "num-format", "") for element in style}
    return {_whole(element.get(TEXT + "level"), 1): _level(element, formats) for element in style if element.get(TEXT + "level")}


def _level(element: Any, formats: dict[int, str]) -> Level:
    at = _whole(element.get(TEXT + "level"), 1)
    followed = element.find(f"{STYLE}list-level-properties/{STYLE}list-level-label-alignment")
    suffix = followed.get(TEXT + "label-followed-by", "listtab") if followed is not None else "listtab"
    fmt = element.get(STYLE + "num-format", "")
    if element.tag == TEXT + "list-level-style-bullet":
        pattern = _bullet(element)
    elif element.tag == TEXT + "list-level-style-image":
        pattern = "•"
    else:
        pattern = element.get(_LOEXT + "num-list-format") or ""
        if not pattern:
            shown = range(max(1, at + 1 - _whole(element.get(TEXT + "display-levels"), 1)), at + 1)
            upper = [f"%{level}%" for level in shown if formats.get(level)]
            pattern = element.get(STYLE + "num-prefix", "") + ".".join(upper) + element.get(STYLE + "num-suffix", "")
    number = number_format(fmt, sync=element.get(STYLE + "num-letter-sync") == "true")
    return Level(number, pattern, _whole(element.get(TEXT + "start-value"), 1), suffix)


def _bullet(element: Any) -> str:
    char = element.get(TEXT + "bullet-char", "")
    properties = element.find(STYLE + "text-properties")
    font = (properties.get(STYLE + "font-name") or properties.get(_FO + "font-family") or "").strip("'") if properties is not None else ""
    return "".join(symbol(font, f"{ord(c):x}") if "\ue000" <= c <= "\uf8ff" else c for c in char)


def _whole(text: str | None, default: int) -> int:
    return int(text) if text and text.isdecimal() else default
