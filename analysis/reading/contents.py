"""
A table of contents before the text: headings that the text itself has again, so that they would be counted twice.

It is known by its name (目录) or by dots that lead to page numbers, and by what it does: at least two of its lines, and nearly all, begin a later line too.
"""

import re

from analysis.model import Edit

WITHIN = 3_000
"""Characters from the head of a text within which a table of contents begins."""

_BLANKS = " \t\u3000\u00a0\u2002\u2003"
_NAME = re.compile(rf"目[{_BLANKS}]*[录錄次][{_BLANKS}]*\n")
_LED = re.compile(rf"(?:[.·．]{{3}}|…|⋯)[.…·．⋯]*[{_BLANKS}]*\d{{1,4}}[{_BLANKS}]*\n")
_PAGE = re.compile(rf"(?:[{_BLANKS}.…·．⋯]+[（(]?[-—]?\d{{1,4}}[-—]?[）)]?|[.…·．⋯]{{2,}})[{_BLANKS}]*$")
_AGAIN = 10  # characters of a heading that are enough to know it by; it may be broken in one place and not in the other
_LEAST = 2
_UNKNOWN = 2  # lines in a row that the text has not again: a heading worded otherwise, one broken in two
_DROP = dict.fromkeys(map(ord, _BLANKS))


def find(decoded: str) -> list[Edit]:
    """Return the edit that takes out a table of contents with its name; none where there is none."""
    head = decoded[:WITHIN]
    for name in _NAME.finditer(head):
        start = head.rfind("\n", 0, name.start()) + 1
        if not head[start : name.start()].strip(_BLANKS):
            end = _end(decoded, name.end())
            return [Edit(start, end, "")] if end > name.end() else []
    led = _LED.search(head) if any(dots in head for dots in ("...", "…", "···", "．．．", "⋯")) else None
    if led is None:
        return []
    start = head.rfind("\n", 0, led.start()) + 1
    end = _end(decoded, start)
    return [Edit(start, end, "")] if end > start else []


def _end(decoded: str, first: int) -> int:
    """Where the entries that begin at *first* end; *first* if these are not the entries of a table of contents."""
    lines: list[tuple[str, int]] = []
    at = first
    for raw in decoded[first:].split("\n"):
        at += len(raw) + 1
        lines.append((_PAGE.sub("", raw).translate(_DROP), min(at, len(decoded))))
    starts = _starts(lines)
    seen: set[str] = set()
    known, unknown, end = 0, 0, first
    for index, (entry, after) in enumerate(lines):
        if not entry:
            end = after if end == lines[index - 1][1] else end  # blank lines behind an entry go with it
            continue
        if entry in seen:
            break  # the text itself begins
        if any(place > index for place in starts.get(entry[:_AGAIN], ())):
            seen.add(entry)
            known, unknown, end = known + 1, 0, after
        else:
            unknown += 1
            if unknown > _UNKNOWN:
                break
    return end if known >= _LEAST else first


def _starts(lines: list[tuple[str, int]]) -> dict[str, list[int]]:
    """The lines by what they begin with."""
    found: dict[str, list[int]] = {}
    for index, (line, _) in enumerate(lines):
        if line:
            found.setdefault(line[:_AGAIN], []).append(index)
    return found
