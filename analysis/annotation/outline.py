"""
The outline of a speech: marked units at the levels the document itself gives them, in a frame of title, salutation, opening, closing and signature.

Markers become series, series find their place under one another, and every unit runs until the next one that is not below it. Which kind of
marker stands above which is read from the document first (a whole series between two members of another lies below it) and taken from
custom only where the document is silent.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from analysis.annotation.frame import closing_line, is_address, notes_line, salutation_lines, signature_line, stripped, title_lines
from analysis.annotation.headings import heading_of
from analysis.annotation.markers import Kind, Marker, find_markers
from analysis.annotation.paragraphs import find_paragraphs
from analysis.annotation.ranks import Ranks
from analysis.annotation.series import Series, find_series
from analysis.annotation.titles import SPEECH, find_titles, is_named
from analysis.model import Role, Section, Style

_TOPMOST: tuple[Kind, ...] = ("part", "chapter", "article", "clause", "roman", "han")
"""Kinds a title line does not stand above: the name of an annex heads its 一、二、, which stay at the topmost level."""

_ASIDE = 16  # 各位代表！ 同志们、朋友们！


@dataclass(slots=True, eq=False)
class _Node:
    """A unit on its way to becoming a section: `limit` is where it ends at the latest, `end` where it does."""

    start: int
    role: Role
    level: int = 0
    marker: Marker | None = None
    series: Series | None = None
    limit: int = 0
    end: int = 0
    style: Style = ""
    heading: tuple[int, int] = (0, 0)
    evidence: tuple[str, ...] = ()
    children: list["_Node"] = field(default_factory=list)


def find_sections(text: str) -> tuple[Section, ...]:
    """Return the units of a text in reading order; those at the top cover it without gap or overlap."""
    paragraphs = find_paragraphs(text)
    if not paragraphs:
        return (Section(0, -1, 0, "opening", "", "", "", 0, 0, len(text)),) if text else ()
    return _sections(_Outline(text, paragraphs).read(), text)


class _Outline:
    """One reading of one text; holds what the steps share."""

    def __init__(self, text: str, paragraphs: Sequence[tuple[int, int]]) -> None:
        self.text = text
        bounds = [stripped(text, p) for p in paragraphs]
        self.starts = [start for start, _ in bounds]
        self.ends = [end for _, end in bounds]
        self.lines = [text[start:end] for start, end in bounds]
        series = find_series(find_markers(text, paragraphs), text)
        marked = min((m.paragraph for s in series for m in s.members if m.opens), default=len(bounds))
        self.titled = title_lines(self.lines, marked)
        self.greeted = self.titled + salutation_lines(self.lines, self.titled, marked)
        titles = find_titles(self.lines, self.starts, self.greeted, series)
        self.series = sorted([*series, *([Series("title", titles)] if titles else [])], key=lambda s: s.first)
        self.owner = {id(m): s for s in self.series for m in s.members}
        self.place = {id(m): i for s in self.series for i, m in enumerate(s.members)}
        self.rank = Ranks(self.series)
        self.latest = {s.kind: s.first for s in self.series if s.members[0].opens and s.kind != "title"}  # where the last series of a kind begins

    def read(self) -> list[_Node]:
        """The units at the top, in order, each with its children."""
        markers = sorted((m for s in self.series for m in s.members), key=lambda m: m.start)
        openers = [m for m in markers if m.opens and m.kind != "bullet"]
        last = openers[-1].paragraph if openers else self.greeted  # without units, the first line after the greeting is no closing
        noted = notes_line(self.lines, last + 1)
        signed = signature_line(self.lines, last + 1, noted)
        closing = None if openers and is_named(self.lines[last]) else closing_line(self.lines, last + 1, signed)
        frame = self._frame(signed, noted, closing)
        return self._closed(self._grow(frame, markers))

    def _frame(self, signed: int, noted: int, closing: int | None) -> list[_Node]:
        """The frame's units, an opening among them that ends where the first unit at the top begins."""
        turns: list[tuple[int, Role]] = []
        if self.titled:
            turns.append((0, "title"))
        if self.greeted > self.titled:
            turns.append((self.titled, "salutation"))
        if self.greeted < len(self.lines):
            turns.append((self.greeted, "opening"))
        if closing is not None:
            turns.append((closing, "closing"))
        if signed < noted:
            turns.append((signed, "signature"))
        if noted < len(self.lines):
            turns.append((noted, "notes"))
        kept = [turn for turn, after in zip(turns, [*turns[1:], (len(self.lines), "")], strict=True) if turn[0] < after[0]]
        nodes = [_Node(self.starts[line], role) for line, role in kept]
        nodes[0].start = 0
        for node in nodes:
            node.heading = (node.start, node.start)
        return nodes

    def _grow(self, frame: Sequence[_Node], markers: Sequence[Marker]) -> list[_Node]:
        """Hang every marker under the unit it stands in; return the frame with the units that stand in none."""
        top = list(frame)
        tail = [node.start for node in frame if node.role in ("closing", "signature", "notes")]
        asides = [self.starts[i] for i in range(self.greeted, len(self.lines)) if len(self.lines[i]) <= _ASIDE and is_address(self.lines[i])]
        turns = [(start, 0, None) for start in tail] + [(start, 1, None) for start in asides] + [(m.start, 2, m) for m in markers]
        stack: list[_Node] = []
        for start, kind, marker in sorted(turns, key=lambda turn: turn[:2]):
            if marker is not None:
                self._hang(marker, stack, top, frame)
            elif kind == 0:
                _end(stack, 0, start)
            elif stack and stack[0].style == "own-line":
                _end(stack, 1, start)  # 各位代表！ on a line of its own turns to a new topic: what lies below the topmost units ends here
        _end(stack, 0, len(self.text))
        return top

    def _hang(self, marker: Marker, stack: list[_Node], top: list[_Node], frame: Sequence[_Node]) -> None:
        series = self.owner[id(marker)]
        while stack and stack[-1].limit <= marker.start:
            _end(stack, len(stack) - 1, stack[-1].limit)
        present = next((i for i, node in enumerate(stack) if node.series is series), None)
        if present is not None:
            _end(stack, present, marker.start)
        elif marker.opens and not series.is_inline:
            least = 1 if marker.kind == "bullet" else 0
            while len(stack) > least and not self._holds(stack[-1], marker, series):
                _end(stack, len(stack) - 1, marker.start)
        node = self._node(marker, series)
        host = stack[-1] if stack else next(part for part in reversed(frame) if part.start <= marker.start)
        node.level = host.level + 1
        first = len(top) == len(frame)
        framed = first and (node.style == "inline" or marker.kind == "bullet" or self._introduces(marker, series))
        if stack or framed or host.role == "closing":
            host.children.append(node)
        else:
            top.append(node)
        stack.append(node)

    def _holds(self, node: _Node, marker: Marker, series: Series) -> bool:
        """Whether an open unit contains a unit that opens a paragraph."""
        held, above = node.marker, node.series
        if held is None or above is None or not held.opens:
            return False
        if held.kind == marker.kind:
            return above.spans(series)
        if held.kind == "title":
            return marker.kind not in _TOPMOST and not is_named(self.lines[held.paragraph])
        if marker.kind == "title":
            return marker.number != SPEECH and not is_named(self.lines[marker.paragraph]) and self.rank.titles_lie_below(held.kind)
        return self.rank.above(held.kind, marker.kind)

    def _introduces(self, marker: Marker, series: Series) -> bool:
        """Whether a series stands in the opening: one of a higher kind begins after it."""
        return any(first > series.last and kind != marker.kind and self.rank.above(kind, marker.kind) for kind, first in self.latest.items())

    def _node(self, marker: Marker, series: Series) -> _Node:
        place = self.place[id(marker)]
        end = self.ends[marker.paragraph]
        inline = not marker.opens or series.is_inline
        own_line, heading = heading_of(self.text, marker, end, inline=inline)
        style: Style = "inline" if inline else "own-line" if own_line else "run-in"
        evidence = (f"+series:{place + 1}/{len(series.members)}", *((series.doubts[place],) if place in series.doubts else ()))
        return _Node(
            marker.start,
            "unit",
            marker=marker,
            series=series,
            limit=self._limit(marker, series, place, inline=inline),
            style=style,
            heading=heading,
            evidence=("+title-line",) if marker.kind == "title" else evidence,
        )

    def _limit(self, marker: Marker, series: Series, place: int, *, inline: bool) -> int:
        """Where a unit ends at the latest: an inline one with its paragraph, the last bullet with its own."""
        following = series.members[place + 1] if place + 1 < len(series.members) else None
        if not inline and marker.kind != "bullet":
            return len(self.text)
        if following is not None and (marker.kind == "bullet" or following.paragraph == marker.paragraph):
            return following.start
        end = self.ends[marker.paragraph]
        if inline and place and series.members[place - 1].paragraph == marker.paragraph and self.text[marker.start - 1] in "；;，,":
            stop = self.text.find("。", marker.start, end)  # 一是…；二是…。 What follows the full stop is said of all of them
            return stop + 1 if stop >= 0 else end
        return end

    def _closed(self, top: list[_Node]) -> list[_Node]:
        """Order the top, let each unit end where the next begins, and drop frame units that nothing is left of."""
        top.sort(key=lambda node: (node.start, node.role == "unit"))
        kept = [node for node, after in zip(top, [*top[1:], None], strict=True) if after is None or node.start < after.start]
        kept[0].start = 0
        for node, after in zip(kept, [*kept[1:], None], strict=True):
            node.end = len(self.text) if after is None else after.start
        return kept


def _end(stack: list[_Node], depth: int, position: int) -> None:
    """Close the units deeper than *depth* at *position*, or at the limit they have."""
    while len(stack) > depth:
        node = stack.pop()
        node.end = max(node.start, min(position, node.limit))


def _sections(top: list[_Node], text: str) -> tuple[Section, ...]:
    """Number the units in reading order."""
    rows: list[Section] = []
    pending = [(node, -1) for node in reversed(top)]
    while pending:
        node, parent = pending.pop()
        start, end = (min(bound, node.end) for bound in node.heading)
        marker = text[node.start : node.marker.end] if node.marker else ""
        rows.append(
            Section(
                len(rows),
                parent,
                node.level,
                node.role,
                node.style,
                marker,
                text[start:end],
                node.start,
                max(end, node.start),
                node.end,
                node.evidence,
            )
        )
        pending.extend((child, len(rows) - 1) for child in reversed(node.children))
    return tuple(rows)
