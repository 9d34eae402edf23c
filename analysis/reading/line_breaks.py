"""
Line breaks inside sentences: a plain text that some program cut at a fixed width has its lines joined again into paragraphs.

Cautious, since a line is a paragraph everywhere else: only where most lines are as long as the longest, run on without punctuation, and hold whole
sentences within, is the text taken for cut; lists, verses and one paragraph a line never are. Widths are columns (a Han character has two).
"""

import re
from collections import Counter
from dataclasses import dataclass

from analysis.model import Edit

LEAST_LINES = 8
WIDTHS = (36, 200)
"""The narrowest and the widest margin, in columns; verses and couplets are narrower."""

SLACK = 4
"""Columns a line may stop short of the margin: no line begins with 。 or ends with “, and a figure is not cut."""

_FULL, _RUNS_ON = 0.5, 0.6  # least shares: of lines that reach the margin; of these, of lines without punctuation at the end
_BLANKS = " \t\u3000\u00a0"
_PAUSE = "。！？；：，、…—”’）》.!?;:,"
_STOP = "。！？；：…”’）!?;:"
_WITHIN = re.compile("[。！？；][^\n]")
_MARKER = re.compile(r"(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、]|第[一二三四五六七八九十]{1,3}[，、章节部]|——|[●•◆])")


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    indent: int  # blanks at its head
    columns: int
    text: str


def find(decoded: str) -> list[Edit]:
    """Return one edit for each line break that stands inside a paragraph; none where the text as a whole does not show that it was cut."""
    count = decoded.count("\n") + 1
    if count < LEAST_LINES or not WIDTHS[0] / 4 <= len(decoded) / count <= WIDTHS[1]:
        return []
    lines = _lines(decoded)
    margin = _margin([line for line in lines if line.text])
    if not margin:
        return []
    pairs = [(line, following) for line, following in zip(lines, lines[1:], strict=False) if line.columns >= margin - SLACK and following.text]
    if not pairs:
        return []
    usual = Counter(following.indent for _, following in pairs).most_common(1)[0][0]
    parted = any(line.text and line.indent > usual for line in lines) or any(not line.text for line in lines[1:-1])
    return [
        Edit(line.end, line.end + 1, _between(line.text[-1], following.text[0]))
        for line, following in pairs
        if following.indent <= usual and _goes_on(line.text, following.text, parted=parted)
    ]


def _lines(decoded: str) -> list[_Line]:
    found, start = [], 0
    for raw in decoded.split("\n"):
        text = raw.strip(_BLANKS)
        columns = len(raw.rstrip(_BLANKS).encode("gbk", "replace"))
        found.append(_Line(start, start + len(raw), len(raw) - len(raw.lstrip(_BLANKS)) if text else 0, columns, text))
        start += len(raw) + 1
    return found


def _margin(lines: list[_Line]) -> int:
    """Return the column the lines were cut at; 0 where they were not."""
    if len(lines) < LEAST_LINES:
        return 0
    widths = sorted(line.columns for line in lines)
    margin = widths[len(widths) - 1 - len(widths) // 50]  # two in a hundred may stand out
    full = [line for line in lines if line.columns >= margin - SLACK]
    if not WIDTHS[0] <= margin <= WIDTHS[1] or len(full) < max(LEAST_LINES, _FULL * len(lines)):
        return 0
    if sum(line.text[-1] not in _PAUSE for line in full) < _RUNS_ON * len(full):
        return 0
    return margin if sum(len(_WITHIN.findall(line.text)) for line in full) * 6 >= len(full) else 0


def _goes_on(text: str, following: str, *, parted: bool) -> bool:
    """After a full stop at the margin a line goes on only where paragraphs are *parted* by indents or blank lines, and nothing numbered begins."""
    return text[-1] not in _STOP or (parted and not _MARKER.match(following))


def _between(last: str, first: str) -> str:
    return " " if last.isascii() and first.isascii() and last.isalpha() and first.isalpha() else ""
