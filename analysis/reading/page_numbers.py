"""
Page numbers that stand on lines of their own in a plain text, as a copy out of a PDF leaves them: “— 3 —”, “3”, 第3页, 3/12.

A number on a line of its own may be anything, so only such are taken as count on from page to page with lines of text between. They go with the blank
lines around them, so that a paragraph which runs over a page is one again (line_breaks).
"""

import re
from dataclasses import dataclass
from operator import itemgetter

from analysis.model import Edit

_BLANKS = " \t\u3000\u00a0\u2002\u2003\x0c"
_DASHES = "-—–―－~～·•"
_LINE = re.compile(
    rf"\n[{_BLANKS}]*(?:(?P<bare>\d{{1,4}})|[{_DASHES}\[(（]{{1,3}}[ \u3000]?(?P<dashed>\d{{1,4}})[ \u3000]?[{_DASHES}\])）]{{1,3}}"
    r"|第[ \u3000]?(?P<page>\d{1,4})[ \u3000]?页(?:[ \u3000,，/／]{0,2}[(（]?共[ \u3000]?\d{1,4}[ \u3000]?页[)）]?)?"
    rf"|(?:[Pp]age[ ])?(?P<of>\d{{1,4}})[ ]?(?:/|／|of)[ ]?\d{{1,4}})[{_BLANKS}]*(?=\n|\Z)"
)
_LEAST = {"bare": 3, "dashed": 2, "page": 1, "of": 2}
"""How many must count on: （3） alone is the number of a paragraph, 3 alone may be a figure of a table; 第3页 can be nothing else."""

_LINES = {"bare": 8, "dashed": 2, "page": 1, "of": 2}
"""Least lines from one to the next, on average."""

_SOON = 8_000  # characters within which the first page must end, whatever its size
_MISSING = 2  # the number of one page may be lost between two others


@dataclass(frozen=True, slots=True)
class _Number:
    number: int
    start: int  # of its line
    end: int  # where its line break stands


def find(decoded: str) -> list[Edit]:
    """Return an edit for each page number, in order, that takes out its line and the blank lines around it."""
    if _LINE.search(decoded, 0, _SOON) is None:
        return []
    dressed: dict[str, list[_Number]] = {}
    for match in _LINE.finditer(decoded):
        dress = str(match.lastgroup)
        dressed.setdefault(dress, []).append(_Number(int(match[dress]), match.start() + 1, match.end()))
    taken = [number for dress, numbers in dressed.items() for number in _counting_on(decoded, dress, numbers)]
    edits: list[Edit] = []
    for number in sorted(taken, key=lambda number: number.start):
        edit = _with_blank_lines(decoded, number)
        if edits and edit.start < edits[-1].end:
            edit = Edit(edits.pop().start, edit.end, "")
        edits.append(edit)
    return edits


def _counting_on(decoded: str, dress: str, numbers: list[_Number]) -> list[_Number]:
    """The longest run of numbers that grow by one, where it is long enough and the text is parted into pages by it."""
    longest: dict[int, tuple[int, int]] = {}  # by its last number: how long a run is, and the place of its last member
    before: list[int] = []
    for place, number in enumerate(numbers):
        length, last = max((longest.get(number.number - step, (0, -1)) for step in range(1, _MISSING + 1)), key=itemgetter(0))
        before.append(last)
        if length >= longest.get(number.number, (0, -1))[0]:
            longest[number.number] = (length + 1, place)
    run: list[_Number] = []
    place = max(longest.values(), default=(0, -1))[1]
    while place >= 0:
        run.append(numbers[place])
        place = before[place]
    lines = decoded.count("\n", run[-1].start, run[0].start) if run else 0
    return run if len(run) >= _LEAST[dress] and lines >= _LINES[dress] * (len(run) - 1) else []


def _with_blank_lines(decoded: str, number: _Number) -> Edit:
    start, end = number.start, number.end
    while start and decoded[start - 1] in "\n" + _BLANKS:
        start -= 1
    behind = end
    while behind < len(decoded) and decoded[behind] in "\n" + _BLANKS:
        behind += 1
    if behind == len(decoded):
        return Edit(start, behind, "")
    return Edit(decoded.find("\n", start) + 1 if start else 0, decoded.rfind("\n", end, behind) + 1, "")
