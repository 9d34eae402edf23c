"""A row of a table as lines of text, for every format that has tables."""

from collections.abc import Iterator, Sequence


def row_lines(cells: Sequence[Sequence[str]]) -> Iterator[str]:
    """A row of short cells is one line with tabs; where a cell holds several paragraphs it is layout, and each is a line. Each cell is its lines."""
    if all(len(cell) <= 1 for cell in cells):
        line = "\t".join(cell[0].replace("\n", " ") if cell else "" for cell in cells)
        yield from [line] if line.strip() else []
    else:
        for cell in cells:
            yield from cell
