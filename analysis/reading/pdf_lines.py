"""
Lines out of glyphs: what stands on one baseline, cut into pieces where gaps are wide, and the text that a row of pieces makes.

The order of the file is not trusted beyond a run of neighbours. Cells of a table stand on one line, a tab between them.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from operator import itemgetter
from statistics import median

from analysis.reading.pdf_glyphs import Glyph, Page

HAN = "\u2e80-\u2fdf\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
WIDE = HAN + "\u3000-\u303f\uff00-\uffef‘’“”…—·"
"""Characters that Chinese sets without spaces: ideographs and their punctuation."""

HEADING = re.compile(
    r"第[一二三四五六七八九十百\d]{1,4}[章节条部编篇]|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}(?:\.\d{1,2})*[.．、](?!\d)|"
    r"[甲乙丙丁戊己庚辛壬癸壹贰叁肆伍陆柒捌玖拾]、|[A-Za-z][.．、)）]|[ivx]{1,4}[.．)）]|[①-⑳]|[•●■◆▪○·*-]\s|——|附件"
)
_SERIES = (
    r"第[一二三四五六七八九十]{1,2}[，、]|[一二三四五六七八九十]{1,2}[是要]|首先[，、]|其次[，、]|再次[，、]|最后[，、]"  # also within paragraphs
)
MARKER = re.compile(f"{HEADING.pattern}|{_SERIES}")
"""What a numbered or listed paragraph begins with: marks of headings and lists, and with them words of order that stand within paragraphs too."""

_IS_WIDE = re.compile(f"[{WIDE}]")
_SAME_LINE = 0.4  # of the size: what is raised or lowered by less stands on the line
_RAISED = 0.75  # of the size: a smaller glyph raised by less is a mark on the line
_WORD_GAP = 0.2  # of the size: from here on a space stands between Latin words
_PIECE_GAP = 0.8  # of the size: columns are never closer
CELL_GAP = 1.6  # of the size: cells of a table


@dataclass(frozen=True, slots=True)
class Line:
    """
    A line as it is read: its text, its ends and baseline in points, the size of its glyphs and the font of its Chinese ones.

    `page` and `column` (0 without columns; 1, 2, … from left to right) are where it stands; `places` are the left ends of its characters, one for each
    character of `text`. `mixed` says that it has glyphs in more than one font or size, `ruled` that it is the row of a table with
    lines between its cells.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    font: str
    page: int
    places: tuple[float, ...] = field(repr=False, default=())
    mixed: bool = False
    column: int = 0
    ruled: bool = False


Row = list[list[Glyph]]
"""What stands on one baseline, in pieces with wide gaps between."""


def rows(page: Page) -> list[Row]:
    """Return the glyphs of a page by baseline, from top to bottom; blanks at the ends of pieces are dropped."""
    baselines: list[tuple[float, float, list[Glyph]]] = []  # in the order of their heights
    for run in _runs(page.glyphs):
        y, size = median(g.y for g in run), max(g.size for g in run)
        low, high = (bisect_left(baselines, y + side * _RAISED * size, key=itemgetter(0)) for side in (-1, 1))
        near = [line for line in baselines[low:high] if _on_line(y, size, line[0], line[1])]
        if near:
            min(near, key=lambda line: abs(line[0] - y))[2].extend(run)
        else:
            baselines.insert(bisect_left(baselines, y, key=itemgetter(0)), (y, size, list(run)))
    baselines.reverse()
    return [row for _, _, glyphs in _merged(baselines) if (row := _pieces(glyphs))]


def _on_line(y: float, size: float, other_y: float, other_size: float) -> bool:
    apart, smaller, larger = abs(y - other_y), min(size, other_size), max(size, other_size)
    return apart < _SAME_LINE * smaller or (smaller < 0.8 * larger and apart < _RAISED * smaller and apart < 0.5 * larger)


def _merged(baselines: list[tuple[float, float, list[Glyph]]]) -> list[tuple[float, float, list[Glyph]]]:
    """Join baselines that met only after their first runs were known."""
    found: list[tuple[float, float, list[Glyph]]] = []
    for y, size, glyphs in baselines:
        if found and _on_line(y, size, found[-1][0], found[-1][1]):
            found[-1][2].extend(glyphs)
        else:
            found.append((y, size, glyphs))
    return found


def _runs(glyphs: Sequence[Glyph]) -> Iterable[list[Glyph]]:
    """Cut the order of the file where a glyph does not stand right behind the one before."""
    run: list[Glyph] = []
    for glyph in glyphs:
        if run:
            last = run[-1]
            step = glyph.x0 - last.x1
            if abs(glyph.y - last.y) > 0.2 * last.size or not -1.1 * last.size < step < _PIECE_GAP * max(last.size, glyph.size):
                yield run
                run = []
            elif glyph.text == last.text and max(abs(glyph.x0 - last.x0), abs(glyph.x1 - last.x1)) < 0.1 * last.size:
                continue  # printed twice to look bold
        run.append(glyph)
    if run:
        yield run


def _pieces(glyphs: list[Glyph]) -> Row:
    pieces: Row = []
    for glyph in sorted(glyphs, key=lambda g: g.x0):
        if pieces and glyph.x0 - pieces[-1][-1].x1 < _PIECE_GAP * max(glyph.size, pieces[-1][-1].size):
            pieces[-1].append(glyph)
        else:
            pieces.append([glyph])
    return [kept for piece in pieces if (kept := _without_blanks(piece))]


def _without_blanks(piece: list[Glyph]) -> list[Glyph]:
    written = [i for i, g in enumerate(piece) if not g.text.isspace()]
    return piece[written[0] : written[-1] + 1] if written else []


def line(row: Row, page: int, column: int = 0) -> Line:
    """Return the line that the pieces of a row make."""
    glyphs = [glyph for piece in row for glyph in piece]
    sizes = [g.size for g in glyphs if not g.text.isspace()]
    usual = _usual_gap(glyphs)
    letters: list[str] = []
    places: list[float] = []
    last: Glyph | None = None
    for glyph in glyphs:
        between = _between(last, glyph, usual) if last else ""
        letters += between, glyph.text
        places += [glyph.x0] * (len(between) + len(glyph.text))
        last = glyph
    size = median(sizes)
    fonts = Counter(g.font for g in glyphs if _IS_WIDE.match(g.text))
    font = fonts.most_common(1)[0][0] if fonts else ""
    mixed = any(abs(s - size) > 0.5 for s in sizes) or len(fonts) > 1
    return Line(
        "".join(letters), glyphs[0].x0, max(g.x1 for g in glyphs), glyphs[0].y, size, font, page, tuple(places), mixed, column, "\t" in letters[1::2]
    )


def _usual_gap(glyphs: list[Glyph]) -> float:
    """The gap that a line stretched to its measure has between any two characters; 0 for one that is not."""
    gaps = sorted(b.x0 - a.x1 for a, b in pairwise(glyphs))
    usual = gaps[len(gaps) // 2] if gaps else 0.0
    even = len(gaps) > 1 and gaps[-1] < 1.6 * usual
    return max(0.0, usual) if even or usual < _PIECE_GAP * glyphs[0].size else 0.0


def _between(a: Glyph, b: Glyph, usual: float) -> str:
    gap, size = b.x0 - a.x1, max(a.size, b.size)
    if "\t" in a.text + b.text:
        return ""
    if gap - usual > CELL_GAP * size:
        return "\t"
    if a.text.isspace() or b.text.isspace():
        return ""
    wrapped = gap < -2 * size  # to the next line of a cell
    wide = _IS_WIDE.match(a.text) or _IS_WIDE.match(b.text)
    return " " if (wrapped and not wide) or gap - usual > (_PIECE_GAP if wide else _WORD_GAP) * size else ""
