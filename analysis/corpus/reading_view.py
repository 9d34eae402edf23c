"""
A stored speech becomes what a reader sees: paragraphs of runs, each run knowing all that is marked at its characters.

The runs of a paragraph, put together, are the paragraph exactly as it is stored; marks never change a character. All is plain data (JSON).
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd

from analysis.annotation.paragraphs import find_paragraphs
from analysis.corpus.reading_marks import find_runs
from analysis.corpus.reading_notes import find_notes
from analysis.corpus.reading_rows import Entry, Paragraph, ReadingView, Rows, Shape, Span
from analysis.model import SPOKEN


def reading_view(rows: Rows, found: Sequence[Span] = ()) -> ReadingView:
    """Return the view of a speech with the spans *found* marked; they must not overlap, nor run over a paragraph's end."""
    bounds = find_paragraphs(rows.text)
    notes = find_notes(rows, [start for start, _ in bounds])
    paragraphs: list[Paragraph] = [
        {"number": number, "shape": shape, "level": level, "runs": runs}
        for number, (runs, (shape, level)) in enumerate(zip(find_runs(rows, bounds, notes, found), _shapes(rows, bounds), strict=True), start=1)
    ]
    return {"speech": rows.id, "paragraphs": paragraphs, "outline": _outline(rows.sections), "notes": notes, "found": len(found)}


def find_string(text: str, wanted: str) -> list[Span]:
    """Return where *wanted* stands in a text, from left to right without overlap; upper and lower case are the same."""
    wanted = " ".join(wanted.split())
    return [match.span() for match in re.finditer(re.escape(wanted), text, re.IGNORECASE)] if wanted else []


# --- paragraphs and outline --------------------------------------------------------------------------------------------------


def _shapes(rows: Rows, bounds: Sequence[Span]) -> list[tuple[Shape, int]]:
    sections = list(rows.sections.sort_values("unit").itertuples())
    headings = {s.start: int(s.level) for s in reversed(sections) if s.style == "own-line"}
    starts = [a + _blanks(rows.text[a:b]) for a, b in bounds]
    shapes = [
        _shape(rows, rows.text[slice(*span)], deepest, headings.get(start))
        for span, start, deepest in zip(bounds, starts, _deepest(sections, starts), strict=True)
    ]
    in_title = [i for i, (shape, _) in enumerate(shapes) if shape in ("title", "meta")]
    if in_title and all(shapes[i][0] == "meta" for i in in_title):
        shapes[in_title[0]] = ("title", 0)
    return shapes


def _shape(rows: Rows, line: str, deepest: Any, heading: int | None) -> tuple[Shape, int]:
    if deepest is None:
        return "body", 0
    if deepest.role == "title":
        return ("title" if "".join(line.split()) in "".join(rows.title.split()) else "meta"), 0
    if deepest.role in ("salutation", "signature", "notes"):
        return deepest.role, 0
    return ("body", 0) if heading is None else ("heading", heading)


def _deepest(sections: Sequence[Any], starts: Sequence[int]) -> Iterator[Any]:
    """Yield for each of the rising *starts* the deepest of the sections (in reading order) that holds it, or None."""
    around: list[Any] = []
    begun = 0
    for start in starts:
        while begun < len(sections) and sections[begun].start <= start:
            around.append(sections[begun])
            begun += 1
        while around and around[-1].end <= start:
            around.pop()
        yield around[-1] if around else None


def _blanks(text: str) -> int:
    return len(text) - len(text.lstrip())


def _outline(sections: pd.DataFrame) -> list[Entry]:
    return [
        {"unit": int(s.unit), "level": int(s.level), "role": s.role, "style": s.style, "label": (s.marker + s.heading) if s.role == "unit" else ""}
        for s in sections.sort_values("unit").itertuples()
        if s.role in SPOKEN
    ]
