"""
Paragraphs, sentences and clauses of what is said, with their Han characters: the stretches a speech is breathed in.

They are cut for a batch of texts at once, laid end to end (`places`): a regular expression takes ten times as long, and a thousand speeches hold half a
million clauses.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from analysis.annotation.places import Codes, Ints, bases_of, codes_of, han_before

Stretch = Literal["paragraph", "sentence", "clause"]

STRETCHES: tuple[Stretch, ...] = ("paragraph", "sentence", "clause")

PAUSES = "，；：。！？…"
"""What ends a clause, with the half-width marks that do not stand between figures. 、 ends none: it parts the members of one clause."""

COLUMNS = ("text", "paragraph", "start", "end", "style", "first", "heading_end", "last")
"""
What is known of a sentence: the place of its text and its paragraph, where it starts and ends, and of the deepest unit at its start the style, the start,
the end of the heading and the end.
"""

_HALF, _CLOSING = ",;:!?", "”’」』）)》"
_PAUSE, _IF_NO_FIGURE, _CLOSER, _DIGIT = 1, 2, 3, 4
_AFTER_HEADING = 3  # a stop and the marks that close behind it still belong to a heading

Bools = np.ndarray[Any, np.dtype[np.bool_]]


def _classes() -> np.ndarray[tuple[int], np.dtype[np.uint8]]:
    table = np.zeros(0x10000, dtype=np.uint8)
    for characters, kind in ((PAUSES, _PAUSE), (_HALF, _IF_NO_FIGURE), (_CLOSING, _CLOSER), ("0123456789０１２３４５６７８９", _DIGIT)):
        table[[ord(c) for c in characters]] = kind
    return table


_TABLE = _classes()


@dataclass(frozen=True, slots=True)
class Stretches:
    """
    Stretches of one sort, those without Han characters left out: place of the text, start and end in it, Han characters, and those of the text before.

    `sentence` is the place of the sentence it begins in among those given.
    """

    text: Ints
    sentence: Ints
    start: Ints
    end: Ints
    han: Ints
    before: Ints


def find_stretches(texts: Sequence[str], sentences: Mapping[str, Any]) -> dict[Stretch, Stretches]:
    """
    Return the stretches of each sort in order.

    Sentences that are a heading and nothing else are left out, unless the unit holds no other Han character: then the heading is what it says.

    Args:
        texts: as they were analysed.
        sentences: the COLUMNS of the sentences in units of SPOKEN, in the order of the texts.

    """
    apart = [f"{text}\n" for text in texts]  # no run of marks goes on from one to the next
    bases, codes = bases_of(apart), codes_of("".join(apart))
    han = han_before(codes)
    text: Ints = sentences["text"].astype(np.int32)
    base = bases[text]
    first, heading_end, last, start, end = (sentences[name] + base for name in ("first", "heading_end", "last", "start", "end"))
    headed = np.isin(sentences["style"], ("own-line", "run-in")) & (first <= start) & (start < heading_end) & (end <= heading_end + _AFTER_HEADING)
    kept = _places(~(headed & (han[last] > han[np.minimum(end, last)])))
    start, end, text = start[kept], end[kept], text[kept]
    anew = _places((np.diff(text, prepend=-1) != 0) | (np.diff(sentences["paragraph"][kept], prepend=-1) != 0))
    goes_on = np.append(anew[1:], len(kept)) - 1 if len(anew) else anew
    cuts, within = _clauses(codes, start, end)

    def made(place: Ints, starts: Ints, ends: Ints) -> Stretches:
        sizes = han[ends] - han[starts]
        some = sizes > 0
        place, starts, ends = place[some], starts[some], ends[some]
        of, at = text[place], bases[text[place]]
        return Stretches(of, kept[place], starts - at, ends - at, sizes[some], han[starts] - han[at])

    return {
        "paragraph": made(anew, start[anew], end[goes_on]),
        "sentence": made(np.arange(len(kept), dtype=np.int32), start, end),
        "clause": made(within, cuts, np.where(np.diff(within, append=-1) == 0, np.append(cuts[1:], 0), end[within])),
    }


def _clauses(codes: Codes, start: Ints, end: Ints) -> tuple[Ints, Ints]:
    """Return where clauses of sentences begin, and the place of their sentences."""
    cuts = _ends(_TABLE[np.minimum(codes, 0xFFFF)])
    if not len(start):
        return start, start
    within = np.searchsorted(start, cuts, "right") - 1
    inner = (within >= 0) & (cuts > start[within]) & (cuts < end[within])
    begins = np.sort(np.concatenate([start, cuts[inner]])).astype(np.int32)
    return begins, (np.searchsorted(start, begins, "right") - 1).astype(np.int32)


def _ends(classes: np.ndarray[Any, np.dtype[np.uint8]]) -> Ints:
    """Where clauses end: behind each run of pauses and closing marks that holds a pause."""
    half = _places(classes == _IF_NO_FIGURE)
    inner = half[(half > 0) & (half < len(classes) - 1)]
    classes[half] = _PAUSE
    classes[inner[(classes[inner - 1] == _DIGIT) & (classes[inner + 1] == _DIGIT)]] = 0
    marks = _places((classes == _PAUSE) | (classes == _CLOSER))
    if not len(marks):
        return marks
    begins = _places(np.diff(marks, prepend=-2) > 1)
    pauses = np.add.reduceat(classes[marks] == _PAUSE, begins, dtype=np.int32)
    ends: Ints = marks[np.append(begins[1:], len(marks)) - 1] + 1
    return ends[pauses > 0]


def _places(where: Bools) -> Ints:
    return np.flatnonzero(where).astype(np.int32)
