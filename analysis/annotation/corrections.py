"""
What a person corrected in an outline: a layer over what was found, applied anew whenever the text is read again.

A correction is anchored by the words it is about and those around them, never by a position: another reading of the same file has other positions. Words
are compared as a reader sees them (white space, characters without width and full-width forms make no difference), so that it is found again whatever
repairs are switched on. One that is not, or can't be done any more, is returned with the reason; the others are done all the same.
"""

import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import takewhile
from typing import Literal, NamedTuple, get_args

from analysis.annotation.functions import CORRECTED, KINDS
from analysis.annotation.outline_tree import Outline, Reason, Unit
from analysis.model import Section, digest

Action = Literal["promote", "demote", "split", "join", "rename", "unmark", "mark", "function"]
ACTIONS: tuple[Action, ...] = get_args(Action)

CONTEXT = 32
"""Characters kept on either side of the quote."""

LEAST = 8
"""Characters of a quote at least: a shorter one (一、) stands in too many places to be missed where it is gone."""

_EDGE = "\0"


class Anchor(NamedTuple):
    """The words a correction is about, and up to CONTEXT characters around them."""

    quote: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Correction:
    """
    One correction of a speech's outline.

    `quote` begins where the unit does (for `split` and `mark`: where it is to begin), `before` and `after` are up to CONTEXT characters around it. `value` is
    the new heading for `rename`, for `mark` the level or nothing, for `function` what the unit does (`functions.KINDS`, nothing where it can't be said). `time` is UTC without a zone; corrections are applied in its order.
    """

    speech: str
    action: Action
    quote: str
    before: str
    after: str
    value: str
    author: str
    time: datetime

    @property
    def id(self) -> str:
        """The same correction of the same speech has the same one, wherever it was stored."""
        return digest(self.speech, self.action, self.quote, self.before, self.after, self.value, self.author, self.time.isoformat())


@dataclass(frozen=True, slots=True)
class Lost:
    """A correction that changed nothing, and why: `not_found` where its words are not in the text, else see `outline_tree.Reason`."""

    correction: Correction
    reason: Reason


def anchor(text: str, start: int, end: int) -> Anchor:
    """Return an anchor for what stands at *start*; the quote runs to *end*, or on until no other place is meant as well."""
    letters = _Letters(text)
    end = max(end, min(start + LEAST, len(text)))
    while True:
        found = Anchor(text[start:end], text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT])
        place = letters.locate(found)
        if end >= len(text) or (place and letters.before(place[0]) == letters.before(start)):
            return found
        end = min(len(text), 2 * end - start)


def locate(text: str, anchored: Anchor | Correction) -> tuple[int, int] | None:
    """
    Return where the quote stands in a text, or None.

    Of several places that which has most characters of the context next to it, and the first of those that have equally many.
    """
    return _Letters(text).locate(anchored)


def corrected(
    text: str, sections: Sequence[Section], corrections: Iterable[Correction], printed: str | None = None
) -> tuple[tuple[Section, ...], tuple[Lost, ...]]:
    """
    Return the outline with corrections applied in the order of their times, and those that changed nothing.

    *sections* are those of `find_sections(text)`; stage notes join them afterwards. *printed* is the text as shown, where that is not *text*: quotes are sought
    in it. The result is an outline as `find_sections` makes them, save that a renamed heading is not in the text. Units that were touched say so in their
    evidence (`+corrected:split`). One level is one action:

    - promote: after the unit above it; its later sisters come to lie below it. demote: below the sister before it. Units below it go along.
    - split: a new sister begins at the quote and has what lies behind it. join: with the sister before it, whose text it becomes.
    - unmark: its words fall to what stands before it, units below it move up; without anything before it but the frame it is the opening.
    - mark: the paragraph with the quote becomes a unit at the level given, else at that of the unit it stands in.
    - rename: another heading is shown. function: the unit does what the value says, whatever its cues are.
    """
    ordered = sorted(corrections, key=lambda correction: (correction.time, correction.id))
    if not ordered:
        return tuple(sections), ()
    letters = _Letters(text if printed is None else printed)
    outline = Outline(text, sections)
    lost = []
    for correction in ordered:
        reason = _apply(outline, letters, correction)
        if reason is not None:
            lost.append(Lost(correction, reason))
    return outline.sections(), tuple(lost)


def refusals(text: str, sections: Sequence[Section], start: int, place: int | None = None) -> dict[Action, Reason]:
    """
    Return what can't be done with the unit that begins at *start*, nor at *place* in the text, and why; what is not among it can be done.

    *sections* are the outline as it is now, corrected or not, stage notes left out. Where several units begin at *start*, the deepest is meant, as everywhere.
    """
    found: dict[Action, Reason] = {}
    for action in ACTIONS:
        outline = Outline(text, sections)
        if action in ("split", "mark"):
            reason = None if place is None else outline.split(place, "") if action == "split" else outline.mark(place, "", "")
        else:
            unit = next((unit for unit in reversed(list(outline.units())) if unit.start == start), None)
            reason = "no_unit" if unit is None else _act(outline, unit, action, "", "")
        if reason is not None:
            found[action] = reason
    return found


def _apply(outline: Outline, letters: "_Letters", correction: Correction) -> Reason | None:
    place = letters.locate(correction)
    if place is None:
        return "not_found"
    evidence = f"+corrected:{correction.action}"
    if correction.action == "split":
        return outline.split(place[0], evidence)
    if correction.action == "mark":
        return outline.mark(place[0], correction.value, evidence)
    wanted = letters.before(place[0])
    unit = next((unit for unit in reversed(list(outline.units())) if letters.before(unit.start) == wanted), None)
    return "no_unit" if unit is None else _act(outline, unit, correction.action, correction.value, evidence)


def _act(outline: Outline, unit: Unit, action: Action, value: str, evidence: str) -> Reason | None:
    """Do with a unit what is done with a whole one."""
    if action == "function":
        return outline.note(unit, CORRECTED, value) if value in ("", *KINDS) else "function"
    if action == "rename":
        return outline.rename(unit, " ".join(value.split()), evidence)
    act = {"promote": outline.promote, "demote": outline.demote, "join": outline.join, "unmark": outline.unmark}[action]
    return act(unit, evidence)


# --- words as a reader sees them ---------------------------------------------------------------------------------------------


@lru_cache(maxsize=20_000)
def _letter(character: str) -> str:
    """What is compared of a character: nothing of blanks and of what has no width; one form of full-width, half-width and look-alike characters."""
    if unicodedata.category(character) in {"Cf", "Cc"}:
        return ""
    return "".join(unicodedata.normalize("NFKC", character).split())


def _letters_of(text: str) -> str:
    return "".join(map(_letter, text))


class _Letters:
    """A text as a reader sees it, between two edges, with the way back: `places[i]` is where the i-th letter behind the first edge stands in the text."""

    def __init__(self, text: str) -> None:
        pieces = [_letter(character) for character in text]
        self.letters = f"{_EDGE}{''.join(pieces)}{_EDGE}"
        self.places = [place for place, piece in enumerate(pieces) for _ in piece]

    def locate(self, anchored: Anchor | Correction) -> tuple[int, int] | None:
        quote, before, after = (_letters_of(part) for part in (anchored.quote, anchored.before, anchored.after))
        if before or after:  # a short context says that the text ends there
            before = before if len(anchored.before) >= CONTEXT else _EDGE + before
            after = after if len(anchored.after) >= CONTEXT else after + _EDGE
        best, most = 0, -1
        found = self.letters.find(quote) if quote else -1
        while found >= 0:
            end = found + len(quote)
            agreeing = _common(reversed(before), reversed(self.letters[max(0, found - len(before)) : found]))
            agreeing += _common(after, self.letters[end : end + len(after)])
            if agreeing > most:
                best, most = found, agreeing
            found = self.letters.find(quote, found + 1)
        return None if most < 0 else (self.places[best - 1], self.places[best + len(quote) - 2] + 1)

    def before(self, place: int) -> int:
        """How many letters stand before a place in the text: places with equally many are one to a reader."""
        return bisect_left(self.places, place)


def _common(one: Iterable[str], other: Iterable[str]) -> int:
    """How many items two sequences begin with alike."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
