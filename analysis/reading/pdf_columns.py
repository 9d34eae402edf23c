"""
The order in which a page is read: where two columns of prose stand side by side, the left one first.

A line that crosses the columns parts what is above from what is below. Columns are told from the cells of a table by the order of the file, which goes
down a column and along a table's row, or by being filled from edge to edge.
"""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from analysis.reading.pdf_lines import Line, Row, line
from analysis.reading.pdf_tables import with_wrapped_cells

_MOST_PIECES = 3_000  # a page has a few hundred; one with more is no prose
_FEWEST = 3  # rows with text in both columns
_TRIED = 12  # places for a gutter, likeliest first


def lines(page_rows: list[Row], page: int, gutters: Sequence[float] = ()) -> list[Line]:
    """Return the lines of a page in the order they are read. *gutters* are where its columns part, from `find_gutters`."""
    if not gutters:
        return [line(row, page) for row in with_wrapped_cells(page_rows)]
    found: list[Line] = []
    band: list[list[Row]] = [[] for _ in range(len(gutters) + 1)]

    def flush() -> None:
        for column, members in enumerate(band):
            found.extend(line(row, page, column + 1) for row in with_wrapped_cells(members))
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

    *known* gutters, from other pages, are believed where no line crosses the first.
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
    inner = [x for x in middles if left + 0.2 * width < x < right - 0.2 * width]
    for gutter in sorted(inner, key=lambda x: (-len(_parted(page_rows, x)), x))[:_TRIED]:
        sides = [
            [part for row in page_rows if _clear(row, gutter) and (part := [p for p in row if (p[0].x0 < gutter) == here])] for here in (True, False)
        ]
        if _are_columns(_parted(page_rows, gutter), gutter, *sides):
            ends = max(row[-1][-1].x1 for row in sides[0]), min(row[0][0].x0 for row in sides[1])
            return (*_split(sides[0], left, ends[0]), sum(ends) / 2, *_split(sides[1], ends[1], right))
    return ()


def _are_columns(parted: list[Row], gutter: float, left: list[Row], right: list[Row]) -> bool:
    """Whether what stands on either side of a gutter is prose that is read downwards; *parted* are the rows with text on both sides."""
    if len(parted) >= _FEWEST and (_runs_down_columns(parted, gutter) or (len(parted) > _FEWEST and _is_filled(left) and _is_filled(right))):
        return True
    beside = sum(row[0][0].y < right[0][0][0].y for row in left)
    return beside >= _FEWEST and max(p[-1].order for row in left for p in row) < min(p[0].order for row in right for p in row)


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
