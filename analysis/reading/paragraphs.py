"""
Paragraphs of a flat text: where a program put a whole speech on one line, the two ideographic spaces that began each paragraph are all that parts them.

Only a text with hardly any line breaks is taken for flat: long lines, with several such spaces within, many of which stand after the end of a sentence.
A table or a row of names has them too, but neither long lines nor sentences.
"""

import re

from analysis.model import Edit

LEAST = 3
"""Paragraphs that must be seen within lines."""

_LONG = 200  # characters a line, on average: lines of one paragraph each are mostly shorter
_HEAD = 4_000  # characters that tell most texts with lines from flat ones
_STOPPED = 0.25  # least share of the spaces that follow the end of a sentence; titles and headings end otherwise
_SPACES = re.compile("\u3000{2,}(?=[^\\s])|(?:[ \u00a0]{4,}|\u2003{2,})(?=[^\\s])")
_ENDS = "。！？；：…”’）!?;:"


def find(decoded: str) -> list[Edit]:
    """Return one edit for each paragraph that begins within a line; none where the lines are the paragraphs."""
    if decoded.count("\n", 0, _HEAD) > _HEAD // _LONG:
        return []
    lines = decoded.count("\n") + 1
    if len(decoded) < lines * _LONG or not any(spaces in decoded for spaces in ("\u3000\u3000", "    ", "\u00a0\u00a0\u00a0\u00a0", "\u2003\u2003")):
        return []
    found = [match.span() for match in _SPACES.finditer(decoded) if match.start() and decoded[match.start() - 1] != "\n"]
    found = [(start, end) for start, end in found if not decoded[start - 1].isspace()]
    if len(found) < max(LEAST, 2 * lines):
        return []
    if sum(decoded[start - 1] in _ENDS for start, _ in found) < _STOPPED * len(found):
        return []
    return [Edit(start, end, "\n") for start, end in found]
