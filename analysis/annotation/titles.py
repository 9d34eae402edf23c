"""
A title line is a short line without a number that heads the paragraphs after it (结束语, the name of an annex, a theme between two series).

It is known by its surroundings: the line before ends as a sentence does, the line after is a paragraph or begins a count at one.
One such line alone may be anything, so it needs a second one, or a count that begins anew after it, or a name that can be nothing else.
"""

import re
from collections.abc import Sequence

from analysis.annotation.frame import is_address, is_date, is_stopped
from analysis.annotation.markers import Marker
from analysis.annotation.series import Series

SPEECH = 1
"""The number of a title line that begins another speech in the same text."""

_LENGTH = 40
_TITLED = 6  # lines from a speech's title to its address
_BODY = 30  # characters from which on a stopped line is a paragraph
_NAMED = re.compile(r"^(?:结束语|结语|前言|引言|序言|导言|导语|尾声|后记)$")
_ANNEX = re.compile(r"^附[件录表][一二三四五六七八九十\d]*[：:]?$")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_NO_TITLE = re.compile(r"[。；！？\t|=＝]|^[（(【\[—–*#·]|^(?:来源|作者|编辑|责任编辑|原文|附件|注|主题词|抄送)|https?:")


def find_titles(lines: Sequence[str], starts: Sequence[int], first: int, series: Sequence[Series]) -> list[Marker]:
    """Return the unnumbered title lines from line *first* on as markers of kind title."""
    openers = {m.paragraph: (m, s) for s in series for m in s.members if m.opens}
    counts: set[str] = set()
    speeches: list[int] = []
    addressed = 0  # the line up to which a speech's title block runs
    certain: list[int] = []
    likely: list[int] = []
    for index in range(first, len(lines)):
        if index in openers:
            counts.add(openers[index][1].kind)
            continue
        line = lines[index]
        if len(line) > _LENGTH or index < addressed:
            continue
        greeting = _speech_begins(lines, index, first, openers)
        if greeting:
            addressed = greeting
            speeches.append(index)
        elif _could_head(lines, index, first, openers):
            following = openers.get(index + 1)
            anew = following is not None and following[0].number == 1 and following[1].kind in counts
            (certain if anew or _NAMED.match(line) else likely).append(index)
    kept = certain + likely if len(certain) + len(likely) > 1 else certain
    return [Marker("title", SPEECH if i in speeches else 0, starts[i], starts[i], i, opens=True) for i in sorted(kept + speeches)]


def _speech_begins(lines: Sequence[str], index: int, first: int, openers: dict[int, tuple[Marker, Series]]) -> int:
    """The address (同志们：) that a title and lines for date and name lead to, after a line that ends as a speech does; 0 if no speech begins at *index*."""
    before, line = lines[index - 1] if index else "", lines[index]
    if index <= first or not (is_stopped(before) or is_date(before)) or is_stopped(line) or _NO_TITLE.search(line) or not _HAN.search(line):
        return 0
    for below in range(index + 1, min(index + _TITLED, len(lines))):
        if below in openers or len(lines[below]) > _LENGTH:
            return 0
        if is_address(lines[below]) and lines[below][-1] in "：:":
            return below
        if is_stopped(lines[below]) and not is_date(lines[below]):
            return 0
    return 0


def _could_head(lines: Sequence[str], index: int, first: int, openers: dict[int, tuple[Marker, Series]]) -> bool:
    line = lines[index]
    if is_stopped(line) or is_date(line) or is_address(line) or _NO_TITLE.search(line) or _ANNEX.match(line) or len(_HAN.findall(line)) < 2:
        return False
    if index + 1 >= len(lines):
        return False
    if is_named(line):
        return True
    after, before = lines[index + 1], lines[index - 1] if index else ""
    heads = index + 1 in openers or (is_stopped(after) and len(after) >= _BODY)
    begins = (
        index == first or index - 1 in openers or is_date(before) or _ANNEX.match(before) or (is_stopped(before) and before[-1] not in "：:；，、")
    )
    return heads and bool(begins)


def is_named(line: str) -> bool:
    """Whether a line is one of the names that head the beginning or end of a paper (结束语)."""
    return bool(_NAMED.match(line))
