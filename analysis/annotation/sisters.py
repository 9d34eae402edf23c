"""
Frames of sister headings: what headings on one level under one parent have in common word for word, and where they differ (以…为…, 在…上下功夫).

A frame is read off two headings that stand near each other, as the strings they share in order, and then tried on all of them. It is kept where at least
two sisters and at least half of them follow it, and where what they share is more than a topic they have in common.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import combinations

from analysis.annotation.segmentation import is_han

SLOT = "…"

KEPT = 2**14
"""So many groups of sisters are kept with their frames: those of some three thousand speeches, in about 20 MB."""

_GRAMMAR = frozenset("以为把让用在向要是从到不对按靠由将使与上中下更再先")
"""Single characters that make a frame; any other shared one is chance unless it stands at an end of all the headings."""

_NEAR = 3
"""Of sisters half of which follow a frame, two that do are at most so many places apart."""

_MANY = 100
"""Of more sisters than so many, only every second, third, … proposes frames; one is tried on all if a quarter of these follow it."""

_PIECES = 4
_MARKS = "，、；：,;:“”‘’《》（）()"
_PAUSES = frozenset("，；：")
_CLAUSE = re.compile("[，；：]")
_LONG = 30
"""Where a heading is longer than this, they are whole sentences of an enumeration: only their first clauses are looked at."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A frame as printed, `followers` (which sisters follow it, counted from 0) and for each follower what fills its slots."""

    text: str
    followers: tuple[int, ...]
    fillers: tuple[tuple[str, ...], ...]

    @property
    def fixed(self) -> int:
        """How many Han characters are fixed."""
        return sum(map(is_han, self.text))


def frames(headings: Sequence[str]) -> tuple[Frame, ...]:
    """
    Return the frames of sister headings, the one that most follow first, then by how much is fixed.

    A frame whose followers all follow another one with as much fixed is left out; headings that are alike to the last character have none. What was found
    for headings is kept, since the same ones are asked about at every view. Our own.
    """
    return _frames(tuple(headings))


@lru_cache(maxsize=KEPT)
def _frames(headings: tuple[str, ...]) -> tuple[Frame, ...]:
    if any(len(heading) > _LONG for heading in headings):
        headings = tuple(first_clause(heading) for heading in headings)
    kept: dict[str, Frame] = {}
    some = headings[:: len(headings) // _MANY + 1] if len(headings) > _MANY else ()
    for text in dict.fromkeys(_candidates(headings)):
        if some and len(_followers(text, some).followers) < len(some) / 4:
            continue
        found = _followers(text, headings)
        if len(found.followers) >= max(2, len(headings) / 2) and SLOT in text and _is_more_than_chance(found, len(headings)):
            kept[text] = found
    ranked = sorted(kept.values(), key=lambda f: (-len(f.followers), -f.fixed, -len(f.text), f.text))
    return tuple(f for i, f in enumerate(ranked) if not any(_covers(other, f) for j, other in enumerate(ranked) if j != i))


def first_clause(heading: str) -> str:
    """Return a heading as far as its first pause: what is looked at of sisters of which one is long."""
    return _CLAUSE.split(heading, maxsplit=1)[0]


def _candidates(headings: Sequence[str]) -> Iterator[str]:
    """Yield what pairs of headings share, whole and piece by piece."""
    for i in range(0, len(headings), len(headings) // _MANY + 1):
        left = headings[i]
        for right in headings[i + 1 : i + 1 + _NEAR]:
            pieces = _shared(left, right)
            for size in range(1, len(pieces) + 1):
                for chosen in combinations(pieces, size):
                    yield _printed(chosen, left, right)


def _shared(left: str, right: str) -> list[tuple[int, int, str]]:
    """Return the strings two headings share in order, with where they begin in each: the longest ones, chance single characters left out."""
    pieces: list[tuple[int, int, str]] = []
    for at_left, at_right, size in SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks():
        piece = left[at_left : at_left + size]
        at_an_end = at_left == at_right == 0 or (at_left + size == len(left) and at_right + size == len(right))
        if piece in _PAUSES or (any(map(is_han, piece)) and (size > 1 or piece in _GRAMMAR or at_an_end)):
            pieces.append((at_left, at_right, piece))
    return sorted(pieces, key=lambda p: -len(p[2]))[:_PIECES]


def _printed(pieces: Sequence[tuple[int, int, str]], left: str, right: str) -> str:
    """Write pieces as a frame, with a slot at an end where either heading goes on."""
    ordered = sorted(pieces)
    opens = ordered[0][0] == ordered[0][1] == 0
    last_left, last_right, last = ordered[-1]
    closes = last_left + len(last) == len(left) and last_right + len(last) == len(right)
    return ("" if opens else SLOT) + SLOT.join(piece for _, _, piece in ordered) + ("" if closes else SLOT)


def _followers(text: str, headings: Sequence[str]) -> Frame:
    pattern = re.compile("(.+?)".join(map(re.escape, text.split(SLOT))))
    found = {i: match.groups() for i, heading in enumerate(headings) if (match := pattern.fullmatch(heading))}
    return Frame(text, tuple(found), tuple(found.values()))


def _is_more_than_chance(frame: Frame, sisters: int) -> bool:
    """
    Whether what is shared is a frame: two characters at an end, two of grammar, one of grammar at the head with words further on or in three sisters, one of
    grammar behind a pause (…，把…), or anything that all of at least three share.

    Words in the middle alone are as a rule the topic that two headings have in common.
    """
    first, *inner, last = frame.text.split(SLOT)
    if len(set(frame.fillers)) == 1 or not frame.fixed:
        return False
    if _words(first) > 1 or _words(last) > 1 or (len(frame.followers) == sisters > 2):
        return True
    if _is_grammar(first) and (len(frame.followers) > 2 or any(_words(piece) > 1 for piece in inner)):
        return True
    grammar = sum(_words(piece) for piece in (first, *inner, last) if _is_grammar(piece))
    parted = any(_is_grammar(piece) and _PAUSES & set(piece) for piece in inner)
    return grammar > 1 or parted


def _words(piece: str) -> int:
    return sum(map(is_han, piece))


def _is_grammar(piece: str) -> bool:
    words = piece.strip(_MARKS)
    return bool(words) and set(words) <= _GRAMMAR


def _covers(other: Frame, frame: Frame) -> bool:
    """Whether *other* says all that *frame* says: the same followers or more, and as much fixed."""
    more = set(other.followers) - set(frame.followers)
    if not set(frame.followers) <= set(other.followers):
        return False
    return (other.fixed, len(other.text)) > (frame.fixed, len(frame.text)) or (bool(more) and other.fixed >= frame.fixed)
