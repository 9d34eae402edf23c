"""
Which ends of lines a PDF's layout made, and which a paragraph's end did.

The first question is always whether the next line's first word had fitted on this line: where it had, somebody broke the line on purpose. Only a full line
asks further: for space above the next line, its indent, another font, a table's row, or a marker such as 一、 behind a closed sentence. Where a line
had to begin is learned from the document (pdf_lines gives places): the commonest left and right edges of its columns.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from analysis.reading.pdf_glyphs import Page
from analysis.reading.pdf_lines import HEADING, MARKER, WIDE, Line

_CLOSED = tuple("。！？：；!?:;…”’」』）)》")
_HANGING = tuple("，。、；：！？,.;:!?")
_ENDED_QUOTED = re.compile("[。！？!?][”’」』）)]*$")
_CLOSERS = "，。、；：！？）》」』】〕〉％%,.;:!?)]}·…—”’"
_QUOTES = "“”‘’\"'"
_OPENERS = "（《「『【〔〈([{“‘"
_LEADERS = re.compile(r"(?:[…·]{2,}|\.{4,}|．{3,})\s*\d+$")
_LATIN_ON = re.compile(rf"[，。、；：！？）][^\s{WIDE}]")
_FIRST = re.compile(rf"[^\s{WIDE}]+")
_INDENT = (1.2, 4.6)  # ems a first line may be indented by
_EDGE = 0.25  # ems within which edges are the same
_PROSE = 0.7  # of the measure: a line with tabs that is filled less is the row of a table
_MANY = 12  # lines that show whether odd and even pages differ
_WIDE = 18  # ems: lines of one length that are shorter may all be headings
_FULL = 0.25  # of the lines: so many full ones show where a column ends


@dataclass(frozen=True, slots=True)
class Measure:
    """Where the lines of a column begin and end, in points, and whether its paragraphs indent their first lines."""

    left: float
    right: float
    indents: bool


def measures(lines: Sequence[Line], body: float, pages: Sequence[Page]) -> dict[int, Measure]:
    """Return the measure of each line by its index: one for each column of each page size, and for odd and even pages where they differ."""
    groups: dict[tuple[float, int, int], list[int]] = defaultdict(list)
    for index, item in enumerate(lines):
        groups[round(pages[item.page].right), item.column, item.page % 2].append(index)
    found: dict[int, Measure] = {}
    for width, column in sorted({key[:2] for key in [*groups]}):
        odd, even = groups[width, column, 1], groups[width, column, 0]
        limit = _limit([lines[i] for key, side in groups.items() if key[0] == width for i in side], column, pages)
        sides = [odd, even] if min(len(odd), len(even)) >= _MANY else [sorted(odd + even)]
        known = [_measure([lines[i] for i in side], body, limit) for side in (*sides, sorted(odd + even))]
        if all(abs(a.left - known[-1].left) < body and abs(a.right - known[-1].right) < body for a in known):
            sides, known = [sorted(odd + even)], known[-1:]
        for side, measure in zip(sides, known, strict=False):
            found |= dict.fromkeys(side, measure)
    return found | _across(lines, found)


def _across(lines: Sequence[Line], found: dict[int, Measure]) -> dict[int, Measure]:
    """The measure of lines that stand above or between columns: it reaches over all of them."""
    columns = [found[i] for i, item in enumerate(lines) if item.column]
    if not columns:
        return {}
    paged = {item.page for item in lines if item.column}
    whole = Measure(min(m.left for m in columns), max(m.right for m in columns), columns[0].indents)
    return {i: whole for i, item in enumerate(lines) if not item.column and item.page in paged}


def _limit(lines: list[Line], column: int, pages: Sequence[Page]) -> float:
    """Where a column ends at the furthest: before the next one, or as far from the page's right edge as the first begins from its left."""
    beyond = [item.x0 for item in lines if item.column == column + 1 > 1]
    page = pages[lines[0].page]
    return min(beyond) if beyond else page.right - (min(item.x0 for item in lines) - page.left)


def _measure(lines: list[Line], body: float, limit: float) -> Measure:
    plain = [item for item in lines if abs(item.size - body) < 0.15 * body] or lines
    step = _EDGE * body
    few = max(2, 0.04 * len(plain)) if len(plain) > 3 else 1
    lefts = Counter(round(item.x0 / step) for item in plain)
    left = min((edge for edge in lefts if _near(lefts, edge) >= few), default=min(lefts)) * step
    unhung = [item for item in plain if not item.text.endswith(_HANGING)]  # these marks may stand beyond the edge
    ending = unhung if len(unhung) > 3 else plain
    rights = Counter(round(item.x1 / step) for item in ending)
    right = max((edge for edge in rights if _near(rights, edge) >= few), default=max(rights)) * step
    left = median([item.x0 for item in plain if abs(item.x0 - left) <= step] or [left])
    ends = [item.x1 for item in ending if abs(item.x1 - right) <= 1.5 * step]
    right = max(median(ends or [right]), right - step)
    shown = len(ends) >= _FULL * len(ending) and right - left > _WIDE * body
    if not shown and limit - right > 2.5 * body:  # too few full lines to show the edge
        right = limit
    indented = sum(_INDENT[0] * body < item.x0 - left < _INDENT[1] * body for item in plain)
    flush = sum(abs(item.x0 - left) < step for item in plain)
    return Measure(left, right, indented >= max(1, 0.05 * flush))


def _near(edges: Counter[int], edge: int) -> int:
    return edges[edge] + edges[edge + 1] + edges[edge - 1]


def pitches(lines: Sequence[Line]) -> dict[int, float]:
    """Return the usual distance of baselines, in points, for each size (rounded)."""
    found: dict[int, list[float]] = defaultdict(list)
    for a, b in pairwise(lines):
        if a.page == b.page and a.column == b.column and abs(a.size - b.size) < 0.1 * a.size and a.y > b.y:
            found[round(a.size)].append(a.y - b.y)
    return {size: sorted(gaps)[len(gaps) // 10] for size, gaps in found.items()}


@dataclass(frozen=True, slots=True)
class Joiner:
    """The lines of a document with what was learned of them; asks of each end of a line whether the paragraph goes on."""

    lines: Sequence[Line]
    measures: dict[int, Measure]
    pitches: dict[int, float]

    def goes_on(self, index: int) -> bool:
        """Whether the line at *index* and the next are of one paragraph."""
        a, b = self.lines[index], self.lines[index + 1]
        if a.ruled or "\t" in b.text or _LEADERS.search(a.text) or _LEADERS.search(b.text):
            return False
        measure = self.measures[index]
        if "\t" in a.text and len(a.text) * a.size < _PROSE * (measure.right - measure.left):
            return False
        if abs(a.size - b.size) > 0.12 * max(a.size, b.size):
            return False
        room = self._room(index)
        least, most = first_word(b)
        slack = (-0.05 if _ENDED_QUOTED.search(a.text) else 0.25) * a.size  # a line that closes a sentence is likelier the last of its paragraph
        if room >= most + slack:
            return False
        if room >= least + slack and (a.text.endswith(_CLOSED) or self._indent(index + 1) > 1):
            return False
        return not self._begins(index, a, b)

    def _indent(self, index: int) -> float:
        """How far a line is set in, in ems of its own."""
        return (self.lines[index].x0 - self.measures[index].left) / self.lines[index].size

    def _room(self, index: int) -> float:
        """The points left on a line; a line set in the middle or at the right has its room on both sides."""
        a, measure = self.lines[index], self.measures[index]
        before, after = a.x0 - measure.left, self._right(index) - a.x1
        indented = measure.indents and _INDENT[0] * a.size < before < 2.6 * a.size
        centred = before > 0.5 * a.size and abs(before - after) < 0.6 * a.size and not indented
        return after + (before if centred or before > _INDENT[1] * a.size else 0)

    def _right(self, index: int) -> float:
        """Where a line had to end: the column's edge, or that of a block that is set in on both sides."""
        a, measure = self.lines[index], self.measures[index]
        inset = a.x0 - measure.left
        if not 0.8 * a.size < inset < 8 * a.size or a.text.endswith(_CLOSED):
            return measure.right
        block = index + 1 < len(self.lines) and abs(self.lines[index + 1].x0 - a.x0) < 0.15 * a.size
        for other in (index - 1, index + 1):
            if 0 <= other < len(self.lines):
                b = self.lines[other]
                alike = abs(a.x1 - b.x1) < 0.15 * a.size and b.x0 - measure.left > 0.8 * a.size and abs(a.size - b.size) < 0.1
                wide = a.x1 - a.x0 > 0.6 * (measure.right - measure.left) and measure.right - a.x1 < 1.5 * inset + a.size
                if alike and wide and not MARKER.match(self.lines[max(index, other)].text):
                    return a.x1
        return measure.right - inset if block and not MARKER.match(a.text) else measure.right

    def _begins(self, index: int, a: Line, b: Line) -> bool:
        """Whether *b* begins a paragraph although *a* is full."""
        together = a.page == b.page and a.column == b.column
        if together and a.y - b.y > 1.3 * self.pitches.get(round(b.size), a.y - b.y):
            return True
        before, now = self._indent(index), self._indent(index + 1)
        goes_on_flush = now <= 0.6 and self.measures[index + 1].indents
        if a.font and b.font and a.font != b.font and not (a.mixed or b.mixed or goes_on_flush or a.text.endswith(("，", "、"))):
            return True
        ended = bool(_ENDED_QUOTED.search(a.text))
        if now < -0.6:
            return bool(MARKER.match(b.text))
        if now <= 0.6:
            return ended and bool((HEADING if goes_on_flush else MARKER).match(b.text))
        if self._hangs(a, b):
            return False
        if abs(before - now) < 0.3 and now < 8:  # a block set in, or two paragraphs of which the first fills its line
            return ended or bool(MARKER.match(b.text)) or self._next_is_flush(index + 1)
        after = (self.measures[index + 1].right - b.x1) / b.size
        centred = abs(now - after) < 0.6
        wrapped_title = centred and now > _INDENT[0] and before > -0.3 and abs(before - (self._right(index) - a.x1) / a.size) < 0.6
        return not wrapped_title

    def _next_is_flush(self, index: int) -> bool:
        """Whether the line after is not set in, as in a paragraph with an indented first line."""
        return index + 1 < len(self.lines) and self._indent(index + 1) < 0.6 and self.goes_on_by_room(index)

    def goes_on_by_room(self, index: int) -> bool:
        """Whether the line is full."""
        return self._room(index) < first_word(self.lines[index + 1])[0] + 0.25 * self.lines[index].size

    @staticmethod
    def _hangs(a: Line, b: Line) -> bool:
        """Whether *b* is set in below a line that begins with a marker: under its first word, or anywhere where the sentence is not over."""
        marker = MARKER.match(a.text)
        if marker is None or b.x0 <= a.x0:
            return False
        behind = len(a.text) - len(a.text[marker.end() :].lstrip())
        under = behind < len(a.places) and abs(a.places[behind] - b.x0) < 0.4 * a.size
        return under or (b.x0 - a.x0 < _INDENT[1] * a.size and not _ENDED_QUOTED.search(a.text))


def first_word(line: Line) -> tuple[float, float]:
    """
    Return how much room a line's first word needs, in points, at the least and at the most.

    A word is a character with the closing marks behind it (which open no line), an opening mark with what it opens, or a Latin word or number; at the
    most, quotation marks cling to both neighbours and Latin words to marks before them, as some programs have it.
    """
    text = line.text
    least = most = _word_end(text, "")
    while most < len(text) and (text[most] in _QUOTES or text[most - 1] in _QUOTES or _LATIN_ON.match(text, most - 1)):
        most = _word_end(text, text[:most])
    ends = (*line.places[1:], line.x1)
    return ends[least - 1] - line.x0, ends[min(most, len(text)) - 1] - line.x0


def _word_end(text: str, done: str) -> int:
    end = len(done)
    while end < len(text) - 1 and text[end] in _OPENERS:
        end += 1
    latin = _FIRST.match(text, end)
    end = latin.end() if latin else end + 1
    while end < len(text) and text[end] in _CLOSERS:
        end += 1
    return max(1, min(end, len(text)))
