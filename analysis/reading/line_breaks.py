"""
Line breaks inside sentences: a plain text that some program cut at a fixed width has its lines joined again into paragraphs.

A line was cut where the head of the next one had no room on it any more: a Han character with the marks that may not begin a line, or a word or figure
whole. Since a line is a paragraph everywhere else, only a text is taken for cut in which most lines are so, run on without punctuation, and have full stops
within; lists, verses and one paragraph a line do not. Widths are columns (a Han character has two) or characters, whichever fits better.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from analysis.model import Edit

LEAST_LINES = 8
WIDTHS = (18, 200)
"""The narrowest and the widest margin, in characters or columns; verses are narrower."""

_CUT, _RUNS_ON, _WITHIN = 0.5, 0.6, 1 / 6  # least shares: of cut lines; of these, of such that do not end in a mark; full stops within a cut line
_OUTSTANDING = 50  # one line in so many may stand out over the margin
_STOPPED = 0.7  # of all lines: then too few can run on
_BLANKS = " \t\u3000\u00a0\u2002\u2003"
_PAUSE = "。！？；：，、…—”’）》.!?;:,"
_STOP = "。！？；：…”’）!?;:"
_HEAD = re.compile("[“‘（《【〔「]*(?:[!-~]+|.)[，。、；：！？”’）》】〕」…—％%]*")
_FULL_STOP = re.compile("[。！？；](?!$)")
_MARKER = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、]|第[一二三四五六七八九十]{1,3}[，、章节部]|——|[●•◆])"
)


@dataclass(frozen=True, slots=True)
class _Line:
    end: int  # where its line break stands
    indent: int  # blanks at its head
    whole: str  # without blanks at its end
    text: str  # without blanks at either end


def find(decoded: str, left_out: Sequence[Edit] = ()) -> list[Edit]:
    """
    Return one edit for each line break that stands inside a paragraph; none where the text as a whole does not show that it was cut.

    The lines that other edits take whole are *left_out*: a paragraph goes on behind a page number.
    """
    raw = decoded.split("\n")
    count = len(raw)
    if count < LEAST_LINES or sum(len(line) > WIDTHS[1] for line in raw) > count // _OUTSTANDING or decoded.count("。\n") > _STOPPED * count:
        return []
    lines = _lines(decoded, left_out)
    cut = max((_cut(lines, width) for width in (_columns, len)), key=len)
    if not _convincing(cut, lines):
        return []
    usual = Counter(following.indent for _, following in cut).most_common(1)[0][0]
    parted = any(line.text and line.indent > usual for line in lines) or any(not line.text for line in lines[1:-1])
    return [
        Edit(line.end, line.end + 1, _between(line.text[-1], following.text[0]))
        for line, following in cut
        if following.indent <= usual and _goes_on(line.text, following.text, parted=parted)
    ]


def _lines(decoded: str, left_out: Sequence[Edit]) -> list[_Line]:
    found, end = [], -1
    gone = [(edit.start, edit.end) for edit in reversed(left_out)]
    for raw in decoded.split("\n"):
        start, end = end + 1, end + 1 + len(raw)
        while gone and gone[-1][1] <= start:
            gone.pop()
        if gone and gone[-1][0] <= start:
            continue
        whole = raw.rstrip(_BLANKS).lstrip("\x0c")
        text = whole.lstrip(_BLANKS)
        found.append(_Line(end, len(whole) - len(text), whole, text))
    return found


def _columns(text: str) -> int:
    return len(text.encode("gbk", "replace"))


def _cut(lines: list[_Line], width: Callable[[str], int]) -> list[tuple[_Line, _Line]]:
    """Return the lines on which the head of the next had no room, each with the next."""
    widths = [width(line.whole) for line in lines]
    present = sorted(w for w, line in zip(widths, lines, strict=True) if line.text)
    if not present:
        return []
    margin = present[len(present) - 1 - len(present) // _OUTSTANDING]
    if not WIDTHS[0] <= margin <= WIDTHS[1]:
        return []
    found = []
    for w, (line, following) in zip(widths, pairwise(lines), strict=False):
        head = _HEAD.match(following.text)
        if head and line.text and w + width(head[0]) > margin:
            found.append((line, following))
    return found


def _convincing(cut: list[tuple[_Line, _Line]], lines: list[_Line]) -> bool:
    pairs = sum(bool(line.text and following.text) for line, following in pairwise(lines))
    return (
        len(cut) >= max(LEAST_LINES, _CUT * pairs)
        and sum(line.text[-1] not in _PAUSE for line, _ in cut) >= _RUNS_ON * len(cut)
        and sum(len(_FULL_STOP.findall(line.text)) for line, _ in cut) >= _WITHIN * len(cut)
    )


def _goes_on(text: str, following: str, *, parted: bool) -> bool:
    """After a full stop at the margin a line goes on only where paragraphs are *parted* by indents or blank lines, and nothing numbered begins."""
    return text[-1] not in _STOP or (parted and not _MARKER.match(following))


def _between(last: str, first: str) -> str:
    return " " if last.isascii() and first.isascii() and last.isalpha() and first.isalpha() else ""
