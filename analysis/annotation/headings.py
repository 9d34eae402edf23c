"""
Where a heading ends: with its line if the line is one sentence, else at the first full stop.

A colon or semicolon ends it earlier where it plainly does: soon after the marker (总体要求：…), or between the members of an enumeration.
"""

import re

from analysis.annotation.markers import Marker

_STOP = re.compile(r"[。！？!?\n]")
_CLAUSE = re.compile(r"[。；：！？;:!?\n]")
_BLANK = " \t\u3000\xa0"
_TRAILING = "。；：;:"
_TITLE = 50  # a line shorter than this that ends without a stop is a heading, whatever stands in it
_LABEL = 14  # a colon within so many characters follows a label


def heading_of(text: str, marker: Marker, end: int, *, inline: bool) -> tuple[bool, tuple[int, int]]:
    """Return whether the heading fills its line (which ends at *end*), and its bounds."""
    start = marker.end
    while start < end and text[start] in _BLANK:
        start += 1
    if inline:
        found = _CLAUSE.search(text, start, end)
        return False, (start, found.start() if found else end)
    stop = _STOP.search(text, start, end)
    last = end - 1 if end > start and text[end - 1] in _TRAILING else end
    if stop is None and end - start <= _TITLE and last == end:
        return True, (start, end)
    colon = text.find("：", start, min(start + _LABEL + 1, end))
    if 0 <= colon < end - 1 and not any(mark in text[start:colon] for mark in "，。；"):
        return False, (start, colon)
    if stop is None or stop.start() >= last:
        return True, (start, last)
    return False, (start, stop.start())
