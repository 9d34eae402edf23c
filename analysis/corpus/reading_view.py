"""
A stored speech becomes what a reader sees: paragraphs of runs, each run knowing all that is marked at its characters.

The runs of a paragraph, put together, are the paragraph exactly as it is stored; marks never change a character. All is plain data (JSON).
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Any, Literal, NamedTuple, TypedDict

import pandas as pd

from analysis.annotation.paragraphs import find_paragraphs
from analysis.model import Repair

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
    shapes = [_shape(rows, sections, span) for span in bounds]
    in_title = [i for i, (shape, _) in enumerate(shapes) if shape in ("title", "meta")]
    if in_title and all(shapes[i][0] == "meta" for i in in_title):
        shapes[in_title[0]] = ("title", 0)
    return shapes


def _shape(rows: Rows, sections: Sequence[Any], span: Span) -> tuple[Shape, int]:
    start = span[0] + _blanks(rows.text[slice(*span)])
    deepest = next((s for s in reversed(sections) if s.start <= start < s.end), None)
    if deepest is None:
        return "body", 0
    if deepest.role == "title":
        line = "".join(rows.text[slice(*span)].split())
        return ("title" if line in "".join(rows.title.split()) else "meta"), 0
    if deepest.role in ("salutation", "signature"):
        return deepest.role, 0
    owner = next((s for s in sections if s.style == "own-line" and s.start == start), None)
    return ("heading", int(owner.level)) if owner is not None else ("body", 0)


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

    Of explanations in other speeches the latest that is not later than this one speaks, else the earliest after it.
    """

    def paragraph_of(position: int) -> int:
        return bisect_right(starts, position)

    notes: list[Note] = []
    inside = rows.expansions["id"] == rows.id
    for form, uses in rows.uses.sort_values("start").groupby("form", sort=False):
        first, n = int(uses["start"].iloc[0]), len(uses)
        same = rows.expansions["form"] == form
        here = rows.expansions[inside & same].sort_values(["complete", "start"], ascending=[False, True])
        there = _nearest(rows.expansions[~inside & same], rows.year)
        if len(here):
            row = next(here.itertuples())
            at, number = _anchor(uses, row, paragraph_of), paragraph_of(int(row.start))
            if number == paragraph_of(first):
                notes.append(_note(form, first, "here", row, n=n, paragraph=number))
            else:
                notes.append(_note(form, first, "paragraph", row, n=n, paragraph=number))
                notes.append(_note(form, at, "here", row, n=0, paragraph=number))
        else:
            notes.append(_note(form, first, "unexplained" if there is None else "elsewhere", there, n=n, paragraph=paragraph_of(first)))
    notes.sort(key=lambda note: note["at"])
    for number, note in enumerate(notes):
        note["id"] = number
    return notes


def _nearest(expansions: pd.DataFrame, year: int | None) -> Any:
    rows = expansions.sort_values(["year", "start"], na_position="last", kind="stable")
    before = rows[rows["year"] <= year] if year is not None else rows.iloc[:0]
    kept = before.iloc[-1:] if len(before) else rows.iloc[:1]
    return next(kept.itertuples(), None)


def _anchor(uses: pd.DataFrame, expansion: Any, paragraph_of: Callable[[int], int]) -> int:
    """Return where the note of an explanation stands: at the slogan it explains if that is in the paragraph, else at the first member."""
    near = [int(start) for start in uses["start"] if paragraph_of(int(start)) == paragraph_of(int(expansion.start))]
    return min(near, key=lambda start: abs(start - int(expansion.start))) if near else int(expansion.start)


def _note(form: object, at: int, state: State, row: Any, *, n: int, paragraph: int) -> Note:
    known = row is not None
    return {
        "id": 0,
        "form": str(form),
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


class _Mark(NamedTuple):
    """Something at characters, or at a place between two (`start == end`): `sentence`, `found`, `unit`, `note` with a number, or a run's kind."""

    start: int
    end: int
    kind: str
    number: int = -1
    was: str = ""


def _marks(rows: Rows, notes: Sequence[Note], found: Sequence[Span]) -> Iterator[_Mark]:
    for row in rows.sentences.itertuples():
        yield _Mark(int(row.start), int(row.end), "sentence", int(row.sentence))
    for number, (start, end) in enumerate(found):
        yield _Mark(start, end, "found", number)
    for row in rows.sections.itertuples():
        if row.role in IN_OUTLINE:
            yield _Mark(int(row.start), int(row.start), "unit", int(row.unit))
        if row.style in ("run-in", "inline"):
            yield _Mark(int(row.start), int(row.heading_end), row.style)
    for note in notes:
        yield _Mark(note["at"], note["at"], "note", note["id"])
    for row in rows.uses.itertuples():
        yield _Mark(int(row.start), int(row.end), "slogan")
    own = rows.expansions[(rows.expansions["id"] == rows.id) & rows.expansions["form"].isin(set(rows.uses["form"]))]
    for row in own.itertuples():
        yield _Mark(int(row.start), int(row.end), "expansion")
    for start, end, was in _repaired(rows.decoded, rows.repairs):
        yield _Mark(start, end, "repair", was=was)


def _repaired(decoded: str, repairs: Sequence[Repair]) -> Iterator[tuple[int, int, str]]:
    """Yield each repair as (start, end) in the repaired text, and the characters that stood there; start == end where they were taken out."""
    edits = sorted((edit for repair in repairs for edit in repair.edits), key=lambda edit: edit.start)
    grown = [0, *accumulate(len(e.replacement) - (e.end - e.start) for e in edits)]
    for edit, shift in zip(edits, grown, strict=False):
        yield edit.start + shift, edit.start + shift + len(edit.replacement), decoded[edit.start : edit.end]


def _by_paragraph(marks: Iterable[_Mark], bounds: Sequence[Span]) -> list[list[_Mark]]:
    """
    Share the marks out among the paragraphs, cut to their bounds.

    A unit that begins in the blank lines before a paragraph begins with it; what was taken out of a blank line is not shown.
    """
    starts, ends = [b[0] for b in bounds], [b[1] for b in bounds]
    shares: list[list[_Mark]] = [[] for _ in bounds]
    for mark in marks:
        removed = mark.start == mark.end and mark.kind == "repair"
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
    """Yield the runs of a paragraph: every border of a mark is a border between runs."""
    covering = [m for m in marks if m.start < m.end]
    points: dict[int, list[_Mark]] = {}
    for mark in marks:
        if mark.start == mark.end:
            points.setdefault(mark.start, []).append(mark)
    cuts = sorted({*span, *points, *(m.start for m in covering), *(m.end for m in covering)})
    for a, b in pairwise(cuts):
        yield from _taken_out(points.get(a, ()))
        yield _run(text[a:b], [m for m in covering if m.start <= a < m.end], points.get(a, ()))
    yield from _taken_out(points.get(span[1], ()))


def _taken_out(points: Sequence[_Mark]) -> Iterator[Run]:
    yield from (Run(text="", kinds=["repair"], tips=[m.was]) for m in points if m.kind == "repair")


def _run(text: str, covering: Sequence[_Mark], points: Sequence[_Mark]) -> Run:
    run = Run(text=text)
    for mark in covering:
        if mark.kind == "sentence":
            run["sentence"] = mark.number
        elif mark.kind == "found":
            run["found"] = mark.number
        elif mark.kind not in run.setdefault("kinds", []):
            run["kinds"].append(mark.kind)
    if tips := [mark.was for mark in covering if mark.kind == "repair"]:
        run["tips"] = tips
    if units := [mark.number for mark in points if mark.kind == "unit"]:
        run["units"] = units
    if notes := [mark.number for mark in points if mark.kind == "note"]:
        run["notes"] = notes
    return run
