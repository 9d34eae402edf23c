"""
An outline that can be changed a step at a time: units moved, divided and joined, so that after each step they cover the text as before.

Levels are not kept but follow from what lies in what; a unit that comes to hold more text, or is cut, keeps to the bounds of the units around it. What
can't be done changes nothing and is answered with a reason.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from analysis.annotation.headings import heading_of
from analysis.annotation.markers import Marker, find_markers
from analysis.model import Section, Style

Reason = Literal["not_found", "no_unit", "frame", "topmost", "no_sister", "already_begins", "inside_marker", "nothing_before", "level", "function"]
"""
Why a step was not taken: its words are not in the text; no unit begins there; title, salutation and the like have no level and no heading; there is no unit
above, or no sister before it, that it could join; a unit begins there already; it would cut a marker; nothing stands before it that could take its words;
there is no such level there.
"""

_FRAME_HEAD = ("title", "salutation")
_PLAIN_FRAME = ("opening", "closing")


@dataclass(slots=True, eq=False)
class Unit:
    """A unit that can be changed: `row` is what it was and what stays of it; id, parent and level follow from its place."""

    row: Section
    start: int
    heading_end: int
    end: int
    above: "Unit | None" = None
    below: list["Unit"] = field(default_factory=list)

    @property
    def is_unit(self) -> bool:
        return self.row.role == "unit"

    @property
    def level(self) -> int:
        """1 for the topmost units, 0 for the frame and for the outline itself."""
        return self.above.level + 1 if self.is_unit and self.above is not None else 0

    def touch(self, evidence: str) -> None:
        if evidence not in self.row.evidence:
            self.row = self.row._replace(evidence=(*self.row.evidence, evidence))


class Outline:
    """The units of a text below an outermost one that is the text."""

    def __init__(self, text: str, sections: Sequence[Section]) -> None:
        self._text = text
        self._all = Unit(Section(-1, -1, 0, "opening", "", "", "", 0, 0, len(text)), 0, 0, len(text))
        units = {section.id: Unit(section, section.start, section.heading_end, section.end) for section in sections}
        for unit in units.values():
            _put(units.get(unit.row.parent, self._all), [unit])

    def units(self) -> Iterator[Unit]:
        """Yield the units in reading order."""
        waiting = self._all.below[::-1]
        while waiting:
            unit = waiting.pop()
            yield unit
            waiting += reversed(unit.below)

    def sections(self) -> tuple[Section, ...]:
        """Return the outline as it is now."""
        numbers = {unit: number for number, unit in enumerate(self.units())}
        return tuple(
            unit.row._replace(
                id=number,
                parent=numbers.get(unit.above, -1) if unit.above else -1,
                level=unit.level,
                start=unit.start,
                heading_end=unit.heading_end,
                end=unit.end,
            )
            for unit, number in numbers.items()
        )

    # --- steps; each returns None, or why it was not taken ---

    def promote(self, unit: Unit, evidence: str) -> Reason | None:
        above = unit.above
        if not unit.is_unit:
            return "frame"
        if above is None or above.above is None or not above.is_unit or above.start == unit.start:
            return "topmost"
        later = above.below[_place(unit) + 1 :]
        del above.below[_place(unit) :]
        unit.end = above.end
        _cut(above, unit.start)
        _put(unit, later)
        _put(above.above, [unit], _place(above) + 1)
        unit.touch(evidence)
        return None

    def demote(self, unit: Unit, evidence: str) -> Reason | None:
        sister = _sister(unit)
        if not unit.is_unit:
            return "frame"
        if sister is None or not sister.is_unit:
            return "no_sister"
        _take(unit)
        sister.end = unit.end
        _put(sister, [unit])
        unit.touch(evidence)
        return None

    def join(self, unit: Unit, evidence: str) -> Reason | None:
        sister = _sister(unit)
        if sister is None:
            return "no_sister"
        if unit.below and not (sister.is_unit or sister.row.role in _PLAIN_FRAME):
            return "frame"
        _take(unit)
        sister.end = unit.end
        _put(sister, unit.below)
        sister.touch(evidence)
        return None

    def rename(self, unit: Unit, heading: str, evidence: str) -> Reason | None:
        if not unit.is_unit:
            return "frame"
        unit.row = unit.row._replace(heading=heading)
        unit.touch(evidence)
        return None

    def note(self, unit: Unit, kind: str, value: str) -> Reason | None:
        """Say something of a unit in its evidence, in the place of what was said of that kind before; nothing else changes."""
        if not unit.is_unit and unit.row.role not in _PLAIN_FRAME:
            return "frame"
        unit.row = unit.row._replace(evidence=(*(item for item in unit.row.evidence if not item.startswith(kind)), kind + value))
        return None

    def unmark(self, unit: Unit, evidence: str) -> Reason | None:
        sister, above = _sister(unit), unit.above
        if above is self._all and (sister is None or sister.row.role in _FRAME_HEAD):
            return self._open(unit, evidence)
        if above is None:
            return "nothing_before"
        parts = unit.below
        begins = parts[0].start if parts else unit.end
        if sister is not None and sister.end == unit.start:
            _stretch(sister, begins).touch(evidence)
        else:
            above.touch(evidence)
        _fill(parts, unit.end)
        _put(above, parts, _place(unit) + 1)
        _take(unit)
        return None

    def _open(self, unit: Unit, evidence: str) -> Reason | None:
        """The first unit of all that is no more marked is the opening, together with one that follows."""
        if unit.row.role == "opening":
            return "nothing_before"
        unit.row = unit.row._replace(role="opening", style="", marker="", heading="")
        unit.heading_end = unit.start
        for following in self._all.below[_place(unit) + 1 :][:1]:
            if following.row.role == "opening":
                unit.end = following.end
                _take(following)
                _put(unit, following.below)
        unit.touch(evidence)
        return None

    def split(self, place: int, evidence: str) -> Reason | None:
        host = self._deepest(place)
        if host is self._all or not self._text[host.start : place].strip():
            return "already_begins"
        if place < host.start + len(host.row.marker):
            return "inside_marker"
        host.touch(evidence)
        self._begin(host, place, host.level, evidence)
        return None

    def mark(self, place: int, level: str, evidence: str) -> Reason | None:
        line = self._text.rfind("\n", 0, place) + 1
        end = self._line_end(line)
        place = line + len(self._text[line:end]) - len(self._text[line:end].lstrip())
        host = self._deepest(place)
        begins = not self._text[host.start : place].strip()
        if host is self._all or (host.is_unit and begins):
            return "already_begins"
        if place < host.start + len(host.row.marker):
            return "inside_marker"
        if level and not (level.isdecimal() and 1 <= int(level) <= host.level + 1):
            return "level"
        self._begin(host, place, int(level) if level else host.level, evidence)
        return None

    # --- a unit begins ---

    def _begin(self, host: Unit, place: int, level: int, evidence: str) -> None:
        """Let a unit of a level begin within another, which is the deepest there."""
        new = Unit(Section(-1, -1, level, "unit", "", "", "", place, place, host.end, (evidence,)), place, place, host.end)
        if not host.is_unit:
            self._begin_in_frame(new, host)
        elif level > host.level:
            before = [unit for unit in host.below if unit.start < place]
            new.end = host.below[len(before)].start if len(before) < len(host.below) else host.end
            _put(host, [new], len(before))
        else:
            cut = host
            _put(new, _behind(cut, place))
            while cut.level > level and cut.above is not None:
                _cut(cut, place)
                cut = cut.above
                _put(new, _behind(cut, place))
            new.end = cut.end
            _cut(cut, place)
            _put(cut.above or self._all, [new], _place(cut) + 1)
        self._head(new)

    def _begin_in_frame(self, new: Unit, host: Unit) -> None:
        """Put a topmost unit into the frame; marked units behind it in the same part of the frame are topmost as well, as their level says."""
        parts = [new, *_behind(host, new.start)]
        _put(self._all, parts, _place(host) + 1)
        _fill(parts, host.end)
        if self._text[host.start : new.start].strip():
            _cut(host, new.start)
        else:
            new.start = host.start
            _take(host)

    def _head(self, unit: Unit) -> None:
        """Give a new unit its marker and heading: the first line, or the first sentence of it."""
        text, start = self._text, unit.start
        while start < unit.end and text[start].isspace():
            start += 1
        opens = not text[text.rfind("\n", 0, start) + 1 : start].strip()
        end = min(self._line_end(start), unit.below[0].start if unit.below else unit.end, unit.end)
        while end > start and text[end - 1].isspace():
            end -= 1
        found = find_markers(text[start:end], [(0, end - start)])
        marker_end = start + found[0].end if found and found[0].start == 0 else start
        own_line, (first, last) = heading_of(text, Marker("title", 0, start, marker_end, 0, opens=opens), end, inline=not opens)
        style: Style = "inline" if not opens else "own-line" if own_line else "run-in"
        unit.row = unit.row._replace(style=style, marker=text[unit.start : marker_end] if marker_end > start else "", heading=text[first:last])
        unit.heading_end = max(last, start)

    def _line_end(self, place: int) -> int:
        end = self._text.find("\n", place)
        return len(self._text) if end < 0 else end

    def _deepest(self, place: int) -> Unit:
        unit = self._all
        while True:
            inner = next((part for part in reversed(unit.below) if part.start <= place < part.end), None)
            if inner is None:
                return unit
            unit = inner


# --- the tree ----------------------------------------------------------------------------------------------------------------


def _put(above: Unit, units: Sequence[Unit], place: int | None = None) -> None:
    """Hang units below another, at a place or at the end."""
    at = len(above.below) if place is None else place
    above.below[at:at] = units
    for unit in units:
        unit.above = above


def _place(unit: Unit) -> int:
    """Which of the units below the same one it is."""
    return unit.above.below.index(unit) if unit.above else 0


def _take(unit: Unit) -> None:
    if unit.above is not None:
        unit.above.below.remove(unit)


def _sister(unit: Unit) -> Unit | None:
    """The unit before one, below the same."""
    place = _place(unit)
    return unit.above.below[place - 1] if unit.above and place else None


def _behind(unit: Unit, place: int) -> list[Unit]:
    """Take the units from a place on away from below one."""
    found = [part for part in unit.below if part.start >= place]
    unit.below = [part for part in unit.below if part.start < place]
    return found


def _stretch(unit: Unit, end: int) -> Unit:
    """Let a unit end later, and with it the last one below it where it ended there too; return the deepest of them."""
    before, unit.end = unit.end, end
    while unit.below and unit.below[-1].end == before:
        unit = unit.below[-1]
        unit.end = end
    return unit


def _fill(units: Sequence[Unit], end: int) -> None:
    """Let each of some units end where the next begins, and the last at *end*."""
    for unit, after in pairwise(units):
        _stretch(unit, after.start)
    if units:
        _stretch(units[-1], end)


def _cut(unit: Unit, end: int) -> None:
    """Let a unit end earlier, its heading with it."""
    unit.end = end
    if unit.heading_end > end:
        kept = len(unit.row.heading) - (unit.heading_end - end)
        unit.row = unit.row._replace(heading=unit.row.heading[: max(kept, 0)])
        unit.heading_end = end
