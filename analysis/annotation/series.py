"""
A series is a run of markers that count on: 一、二、三、. Two members in sequence make one; a lone 一、 is an accident of the text.

A missing or repeated number is kept, since correcting the speaker is not ours; it is named in the evidence. Numbers may run on across
the units above them (1. to 90. through a whole plan), and a series may lie within one of its own kind (一、二、 inside 二、).
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from analysis.annotation.markers import ORDER, Kind, Marker

_LONE: tuple[Kind, ...] = ("han-bracket", "arabic", "arabic-bracket")  # kinds below the topmost whose marker is nothing but a number
_WIDER: dict[Kind, tuple[Kind, ...]] = {kind: ORDER[:place] for place, kind in enumerate(ORDER)}
_OPEN = 3  # how many unfinished series of a kind are remembered: nesting within one's own kind goes no deeper
_SKIP = 2  # numbers that may be missing within a series before it counts as another
_APART = 3  # paragraphs without a bullet that end a run of bullets


@dataclass(slots=True, eq=False)
class Series:
    """Markers of one kind that count on, in order; `doubts` names, by place in the series, what does not fit."""

    kind: Kind
    members: list[Marker]
    doubts: dict[int, str] = field(default_factory=dict)

    @property
    def first(self) -> int:
        """Where its first member begins."""
        return self.members[0].start

    @property
    def last(self) -> int:
        """Where its last member begins."""
        return self.members[-1].start

    @property
    def is_inline(self) -> bool:
        """Whether it is run through within one paragraph."""
        return len(self.members) > 1 and self.members[0].paragraph == self.members[-1].paragraph

    def spans(self, other: "Series") -> bool:
        """Whether another series lies whole between two members of this one."""
        return self.first < other.first and other.last < self.last and not any(other.first < m.start < other.last for m in self.members)

    def add(self, marker: Marker, doubt: str = "") -> None:
        """Append a member, with what is odd about it."""
        if doubt:
            self.doubts[len(self.members)] = doubt
        self.members.append(marker)


def find_series(markers: Sequence[Marker], text: str) -> list[Series]:
    """Return the series the markers form, in the order of their first members."""
    counted = _counted(m for m in markers if m.kind != "bullet")
    kept = [s for s in counted if _counts_on(s) and not _is_aside(s, text)]
    kept.extend(_lone(counted, kept))
    kept.extend(_bullets(markers, {m.paragraph for s in kept for m in s.members if m.opens}))
    kept.sort(key=lambda s: s.first)
    return kept


def _counted(markers: Iterable[Marker]) -> list[Series]:
    """Sort markers into series: one that some unfinished series awaits joins it, a first one begins another."""
    found: list[Series] = []
    unfinished: dict[Kind, list[Series]] = {}
    opened: dict[Kind, int] = {}  # where the last marker of a kind that opens a paragraph begins
    opener: Marker | None = None
    for marker in markers:
        before, opener = opener, marker if marker.opens else opener
        if marker.opens:
            opened[marker.kind] = marker.start
        waiting = unfinished.setdefault(marker.kind, [])
        place = _awaited(waiting, marker)
        if place is not None:
            del waiting[place + 1 :]
            waiting[place].add(marker)
            continue
        place, doubt = _near_miss(waiting, marker, before)
        if doubt:
            del waiting[place + 1 :]
            waiting[place].add(marker, doubt)
            continue
        series = Series(marker.kind, [marker])
        if marker.number == 1:
            above = max((opened[kind] for kind in _WIDER[marker.kind] if kind in opened), default=-1)
            waiting[:] = [other for other in waiting if other.last > above]  # numbering that began anew under the next unit above does not go back
        else:
            series.doubts[0] = f"-starts:{marker.number}"
        found.append(series)
        waiting.append(series)
        del waiting[:-_OPEN]
    return found


def _awaited(waiting: Sequence[Series], marker: Marker) -> int | None:
    """The innermost series the marker continues; one that opens a paragraph looks first for members that did so too."""
    fitting = [i for i, series in enumerate(waiting) if _follows(series.members[-1], marker)]
    alike = [i for i in fitting if waiting[i].members[-1].opens == marker.opens]
    best = alike or fitting
    return best[-1] if best else None


def _follows(last: Marker, marker: Marker) -> bool:
    """Whether the marker is the next member: the next number, in the same paragraph or at the head of a later one."""
    near = marker.paragraph == last.paragraph or marker.opens
    if marker.kind == "then":  # 首先，其次，(其次，)最后，: the words climb, and 其次 may be said twice
        return near and marker.number > 1 and marker.number >= last.number and last.number < 4
    return near and marker.number == last.number + 1


def _near_miss(waiting: Sequence[Series], marker: Marker, before: Marker | None) -> tuple[int, str]:
    """The innermost open series the marker nearly continues, and what is odd then: a number said twice, or one or two left out. *before* opened the last unit."""
    if marker.kind == "then":
        return -1, ""
    for place in range(len(waiting) - 1, -1, -1):
        last = waiting[place].members[-1]
        step = marker.number - last.number
        apart = marker.paragraph - last.paragraph
        near = apart == 0 if not marker.opens else last.opens or (step > 0 and apart <= _APART)
        if near and 0 <= step <= _SKIP + 1 and (marker.number > 1 or (last is before and marker.opens)):
            return place, "-repeated" if step == 0 else f"-missing:{last.number + 1}" + (f"-{marker.number - 1}" if step > 2 else "")
    return -1, ""


def _counts_on(series: Series) -> bool:
    """Whether two members stand in sequence; within paragraphs a series must also begin at its beginning."""
    members = series.members
    if not members[0].opens and members[0].number != 1:
        return False
    return any(_follows(a, b) for a, b in pairwise(members))


def _is_aside(series: Series, text: str) -> bool:
    """Two clauses joined by a comma (一是社会制度腐败，二是经济技术落后) are said in passing; units are set off by a semicolon or full stop."""
    return len(series.members) == 2 and not series.members[1].opens and text[series.members[1].start - 1] in "，,、"


def _lone(counted: Sequence[Series], kept: Sequence[Series]) -> list[Series]:
    """A first member alone at the head of a paragraph (one （一） under 三、), where the document numbers its units so again and again."""
    usual = Counter(s.kind for s in kept if s.members[0].opens and s.members[0].number == 1)
    alone = [s for s in counted if len(s.members) == 1 and s.members[0].opens and s.members[0].number == 1]
    found = [s for s in alone if s.kind in _LONE and usual[s.kind] > 1]
    for series in found:
        series.doubts[0] = "-alone"
    return found


def _bullets(markers: Sequence[Marker], numbered: set[int]) -> list[Series]:
    """Runs of two and more paragraphs opened by a dash, not broken by a numbered unit or by much other text."""
    runs: list[Series] = []
    previous = None
    for marker in markers:
        if not marker.opens or (marker.kind != "bullet" and marker.paragraph not in numbered):
            continue
        if marker.kind != "bullet":
            previous = None
            continue
        if previous is None or marker.paragraph - previous.paragraph > _APART:
            runs.append(Series("bullet", []))
        runs[-1].add(marker)
        previous = marker
    return [run for run in runs if len(run.members) > 1]
