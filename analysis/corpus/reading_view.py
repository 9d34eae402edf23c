"""
A stored speech becomes what a reader sees: paragraphs of runs, each run knowing all that is marked at its characters.

The runs of a paragraph, put together, are the paragraph exactly as it is stored; marks never change a character. All is plain data (JSON).
"""

import datetime as dt
import math
import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal, NamedTuple, TypedDict

import pandas as pd

from analysis.annotation.paragraphs import find_paragraphs
from analysis.model import Repair
from analysis.reading.repairs import places

Shape = Literal["title", "meta", "salutation", "heading", "body", "signature"]
State = Literal["here", "paragraph", "elsewhere", "unexplained"]
Span = tuple[int, int]

IN_OUTLINE = ("opening", "unit", "closing")
"""Roles that have a line in the outline."""


class Run(TypedDict, total=False):
    """
    Characters that are marked alike. Only what applies is there.

    `sentence` is its number; `kinds` are `run-in` and `inline` (a heading within a paragraph), `slogan`, `expansion`, `repair`; `found` numbers the
    occurrence of what is searched for; `units` and `notes` are the outline's units and the margin notes that begin here; `tips` are the characters
    that a repair replaced; a run without text is the place where characters were taken out.
    """

    text: str
    sentence: int
    kinds: list[str]
    found: int
    units: list[int]
    notes: list[int]
    tips: list[str]


class Paragraph(TypedDict):
    """`number` counts from 1 as in the table of sentences; `level` is the heading's, 0 for all else."""

    number: int
    shape: Shape
    level: int
    runs: list[Run]


class Entry(TypedDict):
    """A line of the outline; `label` is empty for an opening or closing, which go by their role's name."""

    unit: int
    level: int
    role: str
    style: str
    label: str


class Note(TypedDict):
    """
    What stands in the margin for a slogan, level with `at`.

    `state` is `here` (spelled out in this paragraph), `paragraph` (in paragraph number `paragraph` of this speech), `elsewhere` (in the speech
    `speech`, of `year`) or `unexplained`; `items` are the members as printed, `n` the uses in this speech (0 where an earlier note said it).
    """

    id: int
    form: str
    at: int
    state: State
    items: list[str]
    complete: bool
    n: int
    paragraph: int
    speech: str
    sentence: int
    title: str
    year: int | None


class ReadingView(TypedDict):
    """A speech set for reading; `found` is the number of occurrences marked."""

    speech: str
    paragraphs: list[Paragraph]
    outline: list[Entry]
    notes: list[Note]
    found: int


@dataclass(frozen=True, slots=True)
class Rows:
    """
    What a store knows of one speech.

    Args:
        id, title, year, text, decoded, repairs: of the speech.
        sections, sentences, uses: `queries.outlines`, `queries.sentences`, `queries.slogan_uses` of it alone.
        expansions: `queries.expansions` of the whole corpus, for a slogan may be explained in another speech.
        date: of the speech; None where only its year is known, or nothing.

    """

    id: str
    title: str
    year: int | None
    text: str
    decoded: str
    repairs: Sequence[Repair]
    sections: pd.DataFrame
    sentences: pd.DataFrame
    uses: pd.DataFrame
    expansions: pd.DataFrame
    date: dt.date | None = None


def reading_view(rows: Rows, found: Sequence[Span] = ()) -> ReadingView:
    """Return the view of a speech with the spans *found* marked; they must not overlap, nor run over a paragraph's end."""
    bounds = find_paragraphs(rows.text)
    notes = _notes(rows, [start for start, _ in bounds])
    marks = _by_paragraph(_marks(rows, notes, found), bounds)
    paragraphs: list[Paragraph] = [
        {"number": number, "shape": shape, "level": level, "runs": list(_runs(rows.text, span, share))}
        for number, (span, share, (shape, level)) in enumerate(zip(bounds, marks, _shapes(rows, bounds), strict=True), start=1)
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
    if deepest.role in ("salutation", "signature"):
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
        if s.role in IN_OUTLINE
    ]


# --- margin notes ------------------------------------------------------------------------------------------------------------


def _notes(rows: Rows, starts: Sequence[int]) -> list[Note]:
    """
    Return the notes in reading order: one at a slogan's first use, and one more where it is spelled out if that is another paragraph.

    Of explanations in other speeches the latest that is not later than this one speaks, else the earliest after it (see `_nearest`).
    """

    def paragraph_of(position: int) -> int:
        return bisect_right(starts, position)

    notes: list[Note] = []
    uses_of: dict[str, list[int]] = {}
    for use in rows.uses.sort_values("start").itertuples():
        uses_of.setdefault(use.form, []).append(int(use.start))
    explained: dict[str, list[Any]] = {form: [] for form in uses_of}
    for expansion in rows.expansions[rows.expansions["form"].isin(explained)].itertuples():
        explained[expansion.form].append(expansion)
    for form, uses in uses_of.items():
        first, n = uses[0], len(uses)
        here = [row for row in explained[form] if row.id == rows.id]
        if here:
            row = min(here, key=lambda row: (not row.complete, row.start))
            at, number = _anchor(uses, row, paragraph_of), paragraph_of(int(row.start))
            if number == paragraph_of(first):
                notes.append(_note(form, first, "here", row, n=n, paragraph=number))
            else:
                notes.append(_note(form, first, "paragraph", row, n=n, paragraph=number))
                notes.append(_note(form, at, "here", row, n=0, paragraph=number))
        else:
            there = _nearest(explained[form], rows)
            notes.append(_note(form, first, "unexplained" if there is None else "elsewhere", there, n=n, paragraph=paragraph_of(first)))
    notes.sort(key=lambda note: note["at"])
    for number, note in enumerate(notes):
        note["id"] = number
    return notes


def _nearest(expansions: Sequence[Any], rows: Rows) -> Any:
    """
    Return the latest explanation that is not later than the speech, else the earliest, or None.

    Speeches stand as everywhere: by year and date, one without a date behind the dated ones of its year. Before a speech without a year is nothing.
    """
    ordered = sorted(expansions, key=lambda row: (*_when(row.year, row.date), row.id, row.start))
    now = _when(rows.year, rows.date)
    before = [row for row in ordered if _when(row.year, row.date) <= now] if rows.year is not None else []
    return before[-1] if before else next(iter(ordered), None)


def _when(year: Any, date: Any) -> tuple[float, dt.date]:
    return math.inf if pd.isna(year) else int(year), dt.date.max if pd.isna(date) else pd.Timestamp(date).date()


def _anchor(uses: Sequence[int], expansion: Any, paragraph_of: Callable[[int], int]) -> int:
    """Return where the note of an explanation stands: at the slogan it explains if that is in the paragraph, else at the first member."""
    near = [start for start in uses if paragraph_of(start) == paragraph_of(int(expansion.start))]
    return min(near, key=lambda start: abs(start - int(expansion.start))) if near else int(expansion.start)


def _note(form: str, at: int, state: State, row: Any, *, n: int, paragraph: int) -> Note:
    known = row is not None
    return {
        "id": 0,
        "form": form,
        "at": at,
        "state": state,
        "items": list(row.items) if known and state != "paragraph" else [],
        "complete": bool(row.complete) if known else False,
        "n": n,
        "paragraph": paragraph,
        "speech": str(row.id) if known else "",
        "sentence": int(row.sentence) if known else -1,
        "title": str(row.title) if known else "",
        "year": int(row.year) if known and not pd.isna(row.year) else None,
    }


# --- marks -------------------------------------------------------------------------------------------------------------------


class _What(NamedTuple):
    """What a mark says: `sentence`, `found`, `unit`, `note` with a number, or a run's kind; a repair, the characters that stood there."""

    kind: str
    number: int = -1
    was: str = ""


class _Mark(NamedTuple):
    """Something said of characters, or of a place between two (`start == end`)."""

    start: int
    end: int
    what: _What


def _marks(rows: Rows, notes: Sequence[Note], found: Sequence[Span]) -> Iterator[_Mark]:
    for row in rows.sentences.itertuples():
        yield _Mark(int(row.start), int(row.end), _What("sentence", int(row.sentence)))
    for number, (start, end) in enumerate(found):
        yield _Mark(start, end, _What("found", number))
    for row in rows.sections.itertuples():
        if row.role in IN_OUTLINE:
            yield _Mark(int(row.start), int(row.start), _What("unit", int(row.unit)))
        if row.style in ("run-in", "inline"):
            yield _Mark(int(row.start), int(row.heading_end), _What(row.style))
    for note in notes:
        yield _Mark(note["at"], note["at"], _What("note", note["id"]))
    for row in rows.uses.itertuples():
        yield _Mark(int(row.start), int(row.end), _What("slogan"))
    own = rows.expansions[(rows.expansions["id"] == rows.id) & rows.expansions["form"].isin(set(rows.uses["form"]))]
    for row in own.itertuples():
        yield _Mark(int(row.start), int(row.end), _What("expansion"))
    for start, edit in places(rows.repairs):
        yield _Mark(start, start + len(edit.replacement), _What("repair", was=rows.decoded[edit.start : edit.end]))


def _by_paragraph(marks: Iterable[_Mark], bounds: Sequence[Span]) -> list[list[_Mark]]:
    """
    Share the marks out among the paragraphs, cut to their bounds.

    A unit that begins in the blank lines before a paragraph begins with it; what was taken out of a blank line is not shown.
    """
    starts, ends = [b[0] for b in bounds], [b[1] for b in bounds]
    shares: list[list[_Mark]] = [[] for _ in bounds]
    for mark in marks:
        removed = mark.start == mark.end and mark.what.kind == "repair"
        at = bisect_left(ends, mark.start) if removed else bisect_right(ends, mark.start)
        if mark.start == mark.end:
            if at < len(bounds) and not (removed and mark.start < starts[at]):
                place = max(mark.start, starts[at])
                shares[at].append(mark._replace(start=place, end=place))
        else:
            for i in range(at, bisect_left(starts, mark.end)):
                shares[i].append(mark._replace(start=max(mark.start, starts[i]), end=min(mark.end, ends[i])))
    return shares


def _runs(text: str, span: Span, marks: Sequence[_Mark]) -> Iterator[Run]:
    """
    Yield the runs of a paragraph: every border of a mark is a border between runs.

    One sweep from border to border; of the marks around a run it keeps how many say the same, so that its work is that of the marks alone.
    """
    points: dict[int, list[_What]] = {}
    borders: dict[int, Counter[_What]] = defaultdict(Counter)
    for mark in marks:
        if mark.start == mark.end:
            points.setdefault(mark.start, []).append(mark.what)
        else:
            borders[mark.start][mark.what] += 1
            borders[mark.end][mark.what] -= 1
    around: Counter[_What] = Counter()
    for a, b in pairwise(sorted({*span, *points, *borders})):
        for what, change in borders.get(a, {}).items():
            around[what] += change
            if not around[what]:
                del around[what]
        yield from _taken_out(points.get(a, ()))
        yield _run(text[a:b], around, points.get(a, ()))
    yield from _taken_out(points.get(span[1], ()))


def _taken_out(points: Sequence[_What]) -> Iterator[Run]:
    yield from (Run(text="", kinds=["repair"], tips=[what.was]) for what in points if what.kind == "repair")


def _run(text: str, around: Iterable[_What], points: Sequence[_What]) -> Run:
    run = Run(text=text)
    for what in around:
        if what.kind == "sentence":
            run["sentence"] = what.number
        elif what.kind == "found":
            run["found"] = what.number
        elif what.kind not in run.setdefault("kinds", []):
            run["kinds"].append(what.kind)
        if what.kind == "repair":
            run.setdefault("tips", []).append(what.was)
    if units := [what.number for what in points if what.kind == "unit"]:
        run["units"] = units
    if notes := [what.number for what in points if what.kind == "note"]:
        run["notes"] = notes
    return run
