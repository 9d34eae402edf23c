"""
Rows of tables: what stands in a cell is read whole, however many lines it takes, and cells are kept apart by tabs.

Where lines are drawn, a row lies between two level ones that at least three upright ones join. Where none are, a cell goes on where the next row has
less cells, each of them right below one that had no room left.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from analysis.reading.pdf_glyphs import Glyph, Page
from analysis.reading.pdf_lines import CELL_GAP, MARKER, Row

_SAME = 2.0  # points within which lines are one
_THIN = 3.0  # points: what is thinner is a line
_SHORTEST = 6.0
_TALLEST = 0.5  # of the page: what is taller is a frame around text
_MOST_LINES = 4_000
_ALIGNED = 0.3  # ems by which lines of a cell may begin apart
_PITCH = 2.2  # ems between lines of a cell at most
_PADDING = 1.6  # ems between cells at most: where there was room for a word besides, the line had not been broken


@dataclass(frozen=True, slots=True)
class _Band:
    """A row of a table in points: its upper and lower line, and the upright ones from left to right."""

    top: float
    bottom: float
    uprights: tuple[float, ...]

    def holds(self, row: Row) -> bool:
        return self.bottom < row[0][0].y < self.top and self.uprights[0] - _SAME < row[0][0].x0 and row[-1][-1].x1 < self.uprights[-1] + _SAME


def with_cells(page: Page, page_rows: list[Row]) -> list[Row]:
    """Return the rows of a page from top to bottom, those within one row of a table made into one."""
    bands = list(_bands(page))
    found: list[Row] = []
    begun: dict[_Band, int] = {}
    members: dict[_Band, list[Row]] = {}
    for row in page_rows:
        band = next((band for band in bands if band.holds(row)), None)
        if band is None or band not in begun:
            found.append(row)
        if band is not None:
            begun.setdefault(band, len(found) - 1)
            members.setdefault(band, []).append(row)
    for band, place in begun.items():
        found[place] = _whole(band, members[band])
    return found


def _bands(page: Page) -> Iterator[_Band]:
    lines = page.lines[:_MOST_LINES]
    level = [(x0, x1, (y0 + y1) / 2) for x0, y0, x1, y1 in lines if y1 - y0 <= _THIN and x1 - x0 >= _SHORTEST]
    upright = [((x0 + x1) / 2, y0, y1) for x0, y0, x1, y1 in lines if x1 - x0 <= _THIN and y1 - y0 >= _SHORTEST]
    heights = _apart(y for _, _, y in level)
    for bottom, top in pairwise(heights):
        spanning = _apart(x for x, y0, y1 in upright if y0 <= bottom + _SAME and y1 >= top - _SAME)
        if len(spanning) > 2 and top - bottom < _TALLEST * (page.top - page.bottom):
            yield _Band(top, bottom, tuple(spanning))


def _apart(places: Iterator[float]) -> list[float]:
    """The places in order, those nearly the same as one."""
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > _SAME:
            found.append(place)
    return found


def _whole(band: _Band, rows: list[Row]) -> Row:
    glyphs = [glyph for row in rows for piece in row for glyph in piece]
    first, last = band.uprights[0], band.uprights[-1] - 0.1
    return _joined([[g for g in glyphs if left <= min(max((g.x0 + g.x1) / 2, first), last) < right] for left, right in pairwise(band.uprights)])


def _joined(cells: list[list[Glyph]]) -> Row:
    """One piece of all cells, tabs between."""
    like = next(glyph for cell in cells for glyph in cell)
    made: list[Glyph] = []
    for number, cell in enumerate(cells):
        place = cell[0].x0 if cell else like.x0
        made += [*([like._replace(text="\t", x0=place, x1=place)] if number else []), *cell]
    return [made]


def with_wrapped_cells(page_rows: list[Row]) -> list[Row]:
    """Return the rows of a page or column, those made into one that show one row of a table without lines."""
    found: list[Row] = []
    cells: list[list[Glyph]] = []
    edge = max((row[-1][-1].x1 for row in page_rows), default=0.0)
    for row in page_rows:
        below = _cells(row)
        under = _under(cells, row, edge)
        if under:
            for number, cell in zip(under, below, strict=True):
                cells[number] += cell
            found[-1] = _joined(cells)
        else:
            found.append(row)
            cells = below
    return found


def _cells(row: Row) -> list[list[Glyph]]:
    cells: list[list[Glyph]] = []
    for piece in row:
        if cells and piece[0].x0 - cells[-1][-1].x1 < CELL_GAP * piece[0].size:
            cells[-1] += piece
        else:
            cells.append([*piece])
    return cells


def _under(cells: list[list[Glyph]], row: Row, edge: float) -> list[int]:
    """The numbers of the cells that go on in the row below; none if that is a row of its own."""
    below = _cells(row)
    if not len(below) < len(cells) or len(row) > len(below) or any(glyph.text == "\t" for cell in cells for glyph in cell):
        return []
    found: list[int] = []
    for cell in below:
        if MARKER.match("".join(glyph.text for glyph in cell)):
            return []
        size = cell[0].size
        number = next((i for i, above in enumerate(cells) if abs(min(g.x0 for g in above) - cell[0].x0) < _ALIGNED * size), -1)
        if number < 0 or cells[number][-1].y - cell[0].y > _PITCH * size:
            return []
        inner = number + 1 < len(cells)
        end = cells[number + 1][0].x0 if inner else edge
        word = size * (1 + sum(glyph.text in "，。、；：）》”" for glyph in cell[1:2]))  # closing marks open no line
        had_room = end - cells[number][-1].x1 > word + _PADDING * size * inner
        too_long = cell[-1].x1 > min(end - _ALIGNED * size * inner, max(g.x1 for g in cells[number]) + size)
        if had_room or too_long:
            return []
        found.append(number)
    return found
