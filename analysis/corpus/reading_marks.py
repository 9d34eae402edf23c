"""All that is marked in a speech is cut into runs: paragraphs of pieces of text, each of which knows what is said of its characters."""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from analysis.annotation.stage import find_stage
from analysis.corpus.reading_rows import Change, Note, Place, Rows, Run, Span
from analysis.model import SPOKEN
from analysis.reading.repairs import ANALYSED_ONLY, places


class _What(NamedTuple):
    """What a mark says: `sentence`, `found`, `unit`, `note`, `change` with a number, a place's group with number and kind, or a run's kind."""

    kind: str
    number: int = -1
    more: str = ""


class _Mark(NamedTuple):
    """Something said of characters, or of a place between two (`start == end`)."""

    start: int
    end: int
    what: _What


def find_runs(rows: Rows, bounds: Sequence[Span], notes: Sequence[Note], found: Sequence[Span]) -> Iterator[list[Run]]:
    """Yield the runs of each paragraph of *bounds*: every border of a mark is a border between runs."""
    changes = _changes(rows)
    marks = [*_marks(rows, notes, found), *_edits(rows)]
    for span, share in zip(bounds, _by_paragraph(marks, bounds), strict=True):
        yield list(_runs(rows.text, span, share, changes))


def _marks(rows: Rows, notes: Sequence[Note], found: Sequence[Span]) -> Iterator[_Mark]:
    for row in rows.sentences.itertuples():
        yield _Mark(int(row.start), int(row.end), _What("sentence", int(row.sentence)))
    for number, (start, end) in enumerate(found):
        yield _Mark(start, end, _What("found", number))
    for row in rows.sections.itertuples():
        if row.role in SPOKEN:
            yield _Mark(int(row.start), int(row.start), _What("unit", int(row.unit)))
            if row.style in ("run-in", "inline"):
                yield _Mark(int(row.start), int(row.heading_end), _What(row.style))
    for note in notes:
        yield _Mark(note["at"], note["at"], _What("note", note["id"]))
    for number, row in enumerate(rows.uses.itertuples()):
        yield _Mark(int(row.start), int(row.end), _What("slogan", number, "slogan"))
    own = rows.expansions[(rows.expansions["id"] == rows.id) & rows.expansions["form"].isin(set(rows.uses["form"]))]
    for row in own.itertuples():
        yield _Mark(int(row.start), int(row.end), _What("expansion"))
    for number, (start, end, kind) in enumerate(find_stage(rows.analysed or rows.text)):
        yield _Mark(start, end, _What("stage", number, kind))
    noticed = ((remark.kind, place) for remark in rows.remarks for place in remark.places)
    for number, (name, (start, end)) in enumerate(noticed):
        yield _Mark(start, end, _What("remark", number, name))


def _changes(rows: Rows) -> list[Change]:
    """Return the edits of all repairs in the order of `places`, as a reader is told of them."""
    kinds = {edit: repair.kind for repair in rows.repairs for edit in repair.edits}
    return [
        {
            "id": number,
            "kind": kinds[edit],
            "was": rows.decoded[edit.start : edit.end],
            "read": edit.replacement,
            "shown": kinds[edit] not in ANALYSED_ONLY,
        }
        for number, (_, edit) in enumerate(places(rows.repairs))
    ]


def _edits(rows: Rows) -> Iterator[_Mark]:
    for number, (start, edit) in enumerate(places(rows.repairs)):
        yield _Mark(start, start + len(edit.replacement), _What("change", number))


def _by_paragraph(marks: Iterable[_Mark], bounds: Sequence[Span]) -> list[list[_Mark]]:
    """
    Share the marks out among the paragraphs, cut to their bounds.

    A unit that begins in the blank lines before a paragraph begins with it; a change among blank lines stands at the paragraph behind them, or at the
    end of the last.
    """
    starts, ends = [b[0] for b in bounds], [b[1] for b in bounds]
    shares: list[list[_Mark]] = [[] for _ in bounds]
    if not bounds:
        return shares
    for mark in marks:
        change = mark.what.kind == "change"
        covered = range(bisect_right(ends, mark.start), bisect_left(starts, mark.end)) if mark.start < mark.end else range(0)
        for i in covered:
            shares[i].append(mark._replace(start=max(mark.start, starts[i]), end=min(mark.end, ends[i])))
        if not covered and (change or mark.start == mark.end):
            at = bisect_left(ends, mark.start) if change else bisect_right(ends, mark.start)
            if change or at < len(bounds):
                at = min(at, len(bounds) - 1)
                place = min(max(mark.start, starts[at]), ends[at])
                shares[at].append(mark._replace(start=place, end=place))
    return shares


def _runs(text: str, span: Span, marks: Sequence[_Mark], changes: Sequence[Change]) -> Iterator[Run]:
    """One sweep from border to border; of the marks around a run it keeps how many say the same, so that its work is that of the marks alone."""
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
        yield from _taken_out(points.get(a, ()), changes)
        yield _run(text[a:b], around, points.get(a, ()), changes)
    yield from _taken_out(points.get(span[1], ()), changes)


def _taken_out(points: Sequence[_What], changes: Sequence[Change]) -> Iterator[Run]:
    yield from (Run(text="", changes=[changes[what.number]]) for what in points if what.kind == "change")


def _run(text: str, around: Iterable[_What], points: Sequence[_What], changes: Sequence[Change]) -> Run:
    run = Run(text=text)
    for what in around:
        if what.kind == "sentence":
            run["sentence"] = what.number
        elif what.kind == "found":
            run["found"] = what.number
        elif what.kind == "change":
            run.setdefault("changes", []).append(changes[what.number])
        elif what.more:
            place: Place = {"id": what.number, "group": what.kind, "kind": what.more}
            run.setdefault("places", []).append(place)
        elif what.kind not in run.setdefault("kinds", []):
            run["kinds"].append(what.kind)
    if units := [what.number for what in points if what.kind == "unit"]:
        run["units"] = units
    if notes := [what.number for what in points if what.kind == "note"]:
        run["notes"] = notes
    return run
