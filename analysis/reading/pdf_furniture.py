"""
What stands on every page and belongs to none: running titles, addresses, page numbers such as “— 3 —” or 第3页 共10页.

Only the outermost rows of a page are asked. A row is furniture where it says the same at the same height on other pages, its numbers growing with the
pages; a page number that stands alone is known by its dress (— 3 —, 第3页) or its distance from the text, and what a browser prints around a page by
its date or address.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from analysis.reading.pdf_glyphs import Page
from analysis.reading.pdf_lines import Row, line

OUTERMOST = 3
"""Rows at either end of a page that may be furniture."""

_NUMBER = re.compile(r"\d+")
_PAGE = r"(?P<page>\d{1,4})"
_CHINESE = "[〇零一二三四五六七八九十百]{1,6}"
_DRESSED = re.compile(
    rf"[-—–―~·•\[（(]+\s*{_PAGE}\s*[-—–―~·•\]）)]+|第\s*(?:{_PAGE.replace('page', 'page2')}|{_CHINESE})\s*页(?:[\s,，、/／]*共\s*(?:\d+|{_CHINESE})\s*页)?"
    rf"|(?:[Pp]age\s*)?{_PAGE.replace('page', 'page3')}\s*(?:/|of|／)\s*\d+"
)
_BARE = re.compile(r"\d{1,4}|[ivxlc]{1,6}")
_BROWSER = re.compile(r"\d{1,4}[-/.年]\d{1,2}[-/.月]\d{1,4}日?[,，]?\s*(?:[上下]午)?\s*\d{1,2}:\d\d.*|(?:file|https?)://[!-~]+(?:\s+\d+/\d+)?")
_DENSE = 0.4  # of the pages between its first and its last: a title on every other page, some missing
_EDGE = 0.15  # of the page's height: where a number that stands alone may be a page number
_BROWSER_EDGE = 0.06  # the same for what browsers print
_NUMBERS = 6  # of a row that are asked whether they grow with the pages: a date, a time, page and pages
_HEIGHT = 2.0  # points by which the same row may stand higher or lower on another page


@dataclass(frozen=True, slots=True)
class _Outer:
    """A row near an end of a page: which, what it says, also with its numbers masked, the numbers, and whether it stands apart from the text."""

    page: int
    row: int
    text: str
    masked: str
    numbers: tuple[int, ...]
    y: float
    size: float
    apart: bool


def find_furniture(pages: Sequence[Page], page_rows: Sequence[list[Row]]) -> list[set[int]]:
    """Return, for each page, the indexes of its rows that are furniture."""
    found: list[set[int]] = [set() for _ in pages]
    outers = [list(_outer(number, rows)) for number, rows in enumerate(page_rows)]
    for outer in _repeated([outer for page in outers for outer in page]):
        found[outer.page].add(outer.row)
    for outer in _small_heads(outers):
        found[outer.page].add(outer.row)
    slots = Counter((round(o.y / _HEIGHT), round(o.size)) for page in outers for o in page if o.row in found[o.page])
    for page, candidates, rows, taken in zip(pages, outers, page_rows, found, strict=True):
        for outer in candidates:
            in_slot = sum(slots[round(outer.y / _HEIGHT) + d, round(outer.size)] for d in (-1, 0, 1))
            if (in_slot >= max(2, 0.3 * len(pages)) and len(outer.text) < 40) or _stands_alone(outer, page, rows):
                taken.add(outer.row)
    return [_from_the_ends(taken, len(rows)) for taken, rows in zip(found, page_rows, strict=True)]


def _outer(page: int, rows: list[Row]) -> Iterator[_Outer]:
    heights = [row[0][0].y for row in rows]
    usual = median([a - b for a, b in pairwise(heights)] or [0.0])
    for number in sorted({*range(min(OUTERMOST, len(rows))), *range(max(0, len(rows) - OUTERMOST), len(rows))}):
        found = line(rows[number], page)
        text = re.sub(r"\s+", " ", found.text).strip()
        if len(text) < 200:
            inner = number + 1 if number < len(rows) / 2 else number - 1
            apart = inner in range(len(rows)) and abs(heights[inner] - heights[number]) > 1.2 * usual
            numbers = tuple(int(n) for n in _NUMBER.findall(text))
            yield _Outer(page, number, text, _NUMBER.sub("#", text), numbers, found.y, found.size, apart)


def _repeated(outers: list[_Outer]) -> Iterator[_Outer]:
    """What stands at the same height on two pages or more with the same words, its numbers the same or growing with the pages."""
    alike: dict[tuple[str, int], list[_Outer]] = defaultdict(list)
    for outer in outers:
        for height in (-1, 0, 1):
            alike[outer.masked, round(outer.y / _HEIGHT) + height].append(outer)
    for same in alike.values():
        pattern: dict[tuple[tuple[bool, int], ...], list[_Outer]] = defaultdict(list)
        for outer in same:
            for kinds in _kinds(outer):
                pattern[kinds].append(outer)
        for kept in pattern.values():
            on = {outer.page for outer in kept}
            if len(on) > 1 and len(on) >= _DENSE * (max(on) - min(on) + 1) and (len(on) > 2 or all(outer.apart for outer in kept)):
                yield from kept


def _small_heads(outers: list[list[_Outer]]) -> list[_Outer]:
    """The topmost rows of all pages, where they stand at one height in smaller print than what is below: titles that change with the pages."""
    heads = [page[0] for page in outers if len(page) > 1 and page[0].row == 0 and page[0].size < 0.8 * page[1].size and len(page[0].text) < 40]
    level = len(heads) > 1 and max(o.y for o in heads) - min(o.y for o in heads) < 2 * _HEIGHT
    return heads if level and len(heads) == sum(bool(page) for page in outers) else []


def _kinds(outer: _Outer) -> Iterator[tuple[tuple[bool, int], ...]]:
    """The ways a row's numbers may go on: all stay; one of them grows with the pages and the others stay."""
    yield tuple((False, n) for n in outer.numbers)
    for grows in range(min(len(outer.numbers), _NUMBERS)):
        yield tuple((i == grows, n - outer.page if i == grows else n) for i, n in enumerate(outer.numbers))


def _stands_alone(outer: _Outer, page: Page, rows: list[Row]) -> bool:
    """Whether a row is a page number by its looks: dressed, or bare and well apart from the text, near an end of the page."""
    height = page.top - page.bottom
    if page.bottom + _EDGE * height < outer.y < page.top - _EDGE * height or len(rows) < 2:
        return False
    if _DRESSED.fullmatch(outer.text):
        return True
    edge = _BROWSER_EDGE * height
    if not page.bottom + edge < outer.y < page.top - edge and _BROWSER.fullmatch(outer.text):
        return True
    neighbour = rows[outer.row + 1] if outer.row == 0 else rows[outer.row - 1]
    return outer.row in {0, len(rows) - 1} and bool(_BARE.fullmatch(outer.text)) and abs(neighbour[0][0].y - outer.y) > 2.5 * outer.size


def _from_the_ends(taken: set[int], count: int) -> set[int]:
    """Furniture is outermost: what has text outside it stays."""
    kept = set[int]()
    for order in (range(count), range(count - 1, -1, -1)):
        for row in order:
            if row not in taken:
                break
            kept.add(row)
    return kept
