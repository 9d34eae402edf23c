"""
Lines out of glyphs: what stands on one baseline, cut where columns part, in the order it is read.

The order of the file is not trusted beyond a run of neighbours. Where two columns of prose stand side by side, the left one is read first, and a line
that crosses both parts what is above from what is below. Cells of a table stand on one line, a tab between them.
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

_IS_WIDE = re.compile(f"[{WIDE}]")
_SAME_LINE = 0.4  # of the size: what is raised or lowered by less stands on the line
_RAISED = 0.75  # of the size: a smaller glyph raised by less is a mark on the line
_WORD_GAP = 0.2  # of the size: from here on a space stands between Latin words
_PIECE_GAP = 0.8  # of the size: columns are never closer
_MOST_PIECES = 3_000  # a page has a few hundred; one with more is no prose
_FEWEST = 3  # rows with text in both columns
_CELL_GAP = 1.6  # of the size: cells of a table


@dataclass(frozen=True, slots=True)
class Line:
    """
    A line as it is read: its text, its ends and baseline in points, the size of its glyphs and the font of its Chinese ones.

    `page` and `column` (0 without columns; 1, 2, … from left to right) are where it stands; `places` are the left ends of its characters, one for each
    character of `text`. `mixed` says that it has glyphs in more than one font or size.
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
    return Line("".join(letters), glyphs[0].x0, max(g.x1 for g in glyphs), glyphs[0].y, size, font, page, tuple(places), mixed, column)


def _usual_gap(glyphs: list[Glyph]) -> float:
    """The gap that a line stretched to its measure has between any two characters; 0 for one that is not."""
    gaps = sorted(b.x0 - a.x1 for a, b in pairwise(glyphs))
    usual = gaps[len(gaps) // 2] if gaps else 0.0
    even = len(gaps) > 1 and gaps[-1] < 1.6 * usual
    return max(0.0, usual) if even or usual < _PIECE_GAP * glyphs[0].size else 0.0


def _between(a: Glyph, b: Glyph, usual: float) -> str:
    gap, size = b.x0 - a.x1, max(a.size, b.size)
    if gap - usual > _CELL_GAP * size:
        return "\t"
    if a.text.isspace() or b.text.isspace():
        return ""
    wide = _IS_WIDE.match(a.text) or _IS_WIDE.match(b.text)
    return " " if gap - usual > (_PIECE_GAP if wide else _WORD_GAP) * size else ""


def lines(page_rows: list[Row], page: int, gutters: Sequence[float] = ()) -> list[Line]:
    """Return the lines of a page in the order they are read. *gutters* are where its columns part, from `find_gutters`."""
    if not gutters:
        return [line(row, page) for row in page_rows]
    found: list[Line] = []
    band: list[list[Row]] = [[] for _ in range(len(gutters) + 1)]

    def flush() -> None:
        for column, members in enumerate(band):
            found.extend(line(row, page, column + 1) for row in members)
            members.clear()

    for number, row in enumerate(page_rows):
        if not all(_clear(row, gutter) for gutter in gutters) or (not any(band) and _leads(row, page_rows[number + 1 :], gutters)):
            flush()
            found.append(line(row, page))
            continue
        parts: dict[int, Row] = {}
        for piece in row:
            parts.setdefault(bisect_left(gutters, piece[0].x0), []).append(piece)
        for column, part in parts.items():
            band[column].append(part)
    flush()
    return found


def _leads(row: Row, further: list[Row], gutters: Sequence[float]) -> bool:
    """Whether a row above the columns, such as a second line of the title over the middle one of three, comes before all of them in the file."""
    return row[0][0].x0 > gutters[0] and row[-1][-1].order < min((p[0].order for below in further for p in below), default=0)


def find_gutters(page_rows: list[Row], known: Sequence[float] = ()) -> tuple[float, ...]:
    """
    Return the places, in points from the left, where columns part.

    Columns are told from the cells of a table by the order of the file, which goes down a column and along a table's row, or by being filled: on either
    side most lines reach from edge to edge. *known* gutters, from other pages, are believed where no line crosses the first.
    """
    if not 0 < sum(len(row) for row in page_rows) < _MOST_PIECES:
        return ()
    left = min(row[0][0].x0 for row in page_rows)
    right = max(row[-1][-1].x1 for row in page_rows)
    found = _split(_paired(page_rows), left, right)
    if not found and known and left < known[0] and all(_clear(row, known[0]) for row in page_rows):
        return tuple(known)
    return found


def _paired(page_rows: list[Row]) -> list[Row]:
    """Put together rows that stand side by side though not on one baseline, as lines of two columns often do."""
    found: list[Row] = []
    last: Row = []
    for row in page_rows:
        apart = bool(last) and last[0][0].y - row[0][0].y < 0.9 * row[0][0].size
        if apart and (last[-1][-1].x1 < row[0][0].x0 or row[-1][-1].x1 < last[0][0].x0):
            found[-1] = sorted([*last, *row], key=lambda piece: piece[0].x0)
            last = []
        else:
            found.append(row)
            last = row
    return found


def _split(page_rows: list[Row], left: float, right: float) -> tuple[float, ...]:
    width = right - left
    middles = {round((a[-1].x1 + b[0].x0) / 2) for row in page_rows for a, b in pairwise(row)}
    inner = sorted(x for x in middles if left + 0.2 * width < x < right - 0.2 * width)
    best = max(inner, key=lambda x: len(_parted(page_rows, x)), default=None)
    if best is None:
        return ()
    parted = _parted(page_rows, best)
    sides = [[part for row in page_rows if _clear(row, best) and (part := [p for p in row if (p[0].x0 < best) == here])] for here in (True, False)]
    if len(parted) < _FEWEST or not (_runs_down_columns(parted, best) or (len(parted) > _FEWEST and all(_is_filled(side) for side in sides))):
        return ()
    ends = max(row[-1][-1].x1 for row in sides[0]), min(row[0][0].x0 for row in sides[1])
    return (*_split(sides[0], left, ends[0]), sum(ends) / 2, *_split(sides[1], ends[1], right))


def _parted(page_rows: list[Row], gutter: float) -> list[Row]:
    """The rows that have text on both sides of a gutter and none on it."""
    return [row for row in page_rows if row[0][0].x0 < gutter < row[-1][-1].x1 and _clear(row, gutter)]


def _clear(row: Row, gutter: float) -> bool:
    return not any(piece[0].x0 < gutter < piece[-1].x1 for piece in row)


def _runs_down_columns(parted: list[Row], gutter: float) -> bool:
    """Whether the file has what is left of a gutter, row by row, before what is right of it."""
    orders = [(max(p[0].order for p in row if p[0].x0 < gutter), min(p[0].order for p in row if p[0].x0 > gutter)) for row in parted]
    down = sum(left_below < right for (_, right), (left_below, _) in pairwise(orders))
    return down >= 0.9 * (len(orders) - 1)


def _is_filled(side: list[Row]) -> bool:
    """Whether most rows of a column reach over most of it, and it is wide enough for prose."""
    left, right = min(row[0][0].x0 for row in side), max(row[-1][-1].x1 for row in side)
    size = median(g.size for row in side for piece in row for g in piece)
    written = sorted(sum(p[-1].x1 - p[0].x0 for p in row) for row in side)
    return right - left > 7 * size and written[len(written) // 2] > 0.7 * (right - left)
