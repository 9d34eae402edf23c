"""
The same speech from two sources: near-duplicates, told by how many runs of 13 Han characters two texts have in common.

A newspaper's and a ministry's copy differ in headers, footers and typography; punctuation, figures and white space are therefore passed over.
Simplified and traditional forms stay different characters. Texts are never compared pair by pair: of each, one run in eight is kept, chosen by its
hash, so that all texts choose alike. Only pairs with enough kept runs in common are counted, and these in full.

What that can miss: a share that is returned is exact, so no pair is named wrongly; but a pair may not be looked at. Of the s kept runs of the smaller
text, those in common are binomial (s, share); a pair is counted where they reach least x s less four standard deviations, and at least one. So a pair
that lies exactly at *least* is missed some 3 times in 100,000 and likelier ones more rarely; in short texts, where perhaps no common run is kept, with
probability (7/8)^c for c runs in common: 1 in 10,000 at 70, 1 in 100 at 35. (Two different runs of two texts of 100,000 characters have the same 63
bits once in a billion pairs of texts.)

Tried against datasketch 2.0.0, MinHash of 128 permutations and LSH: 5.5 ms for a speech of 5,000 characters where this takes 0.1, and it estimates
|A∩B| / |A∪B|, which is small for an excerpt (1,500 characters of 5,000: .31 by its estimate, .30 in truth) though all of it is copied; the share of the
shorter text is what is asked for. Hashes below a limit answer that, are twenty lines of numpy, and join in SQL.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from analysis.annotation.places import bases_of, codes_of, han_before, last_at

Hashes = np.ndarray[Any, np.dtype[np.int64]]

RUN = 13
"""Han characters of a run, as in `reuse`: formulas are shorter, so what two speeches have in common is copied, or the same text."""

KEPT = 8
"""One in so many runs is kept in a fingerprint: 600 numbers for 5,000 characters."""

DEVIATIONS = 4.0
"""Standard deviations by which the kept runs in common may fall short of what is expected."""

_LIMIT = 2**63 // KEPT
_POWERS = [np.uint64(pow(0x9E3779B97F4A7C15, n, 2**64)) for n in range(7)]


@dataclass(frozen=True, slots=True)
class Likeness:
    """
    Two speeches that hold the same runs, by their ids.

    `share` is the part of the shorter one's distinct runs that the other holds (0 to 1), `of_longer` that of the longer one's: 1.0 and 0.4 is an
    excerpt, .97 and .95 the same speech.
    """

    speech: str
    other: str
    share: float
    of_longer: float


def runs(text: str) -> Hashes:
    """Return the hashes (63 bits, ascending, each once) of all runs of 13 Han characters, what is no Han character passed over."""
    return _once(_hashes(text))


def fingerprint(text: str) -> Hashes:
    """Return the runs of a text that are kept to find its like (ascending, each once); none for a text of fewer than 13 Han characters."""
    hashes = _hashes(text)
    return _once(hashes[hashes < _LIMIT])


def fingerprint_rows(texts: Sequence[str]) -> pa.Table:
    """Return the fingerprints of a batch as rows: text (its place in the batch), hash."""
    codes = codes_of("".join(texts))
    han = np.flatnonzero(np.diff(han_before(codes))).astype(np.int32)
    hashes = _mixed(codes[han].astype(np.uint64))
    owners = last_at(bases_of(texts)[:-1], han)
    first, last = owners[: len(hashes)], owners[len(owners) - len(hashes) :]
    kept = (hashes < _LIMIT) & (first == last)  # no run goes from one text into the next
    hashes, owners = hashes[kept], first[kept]
    order = np.lexsort((hashes, owners))
    hashes, owners = hashes[order], owners[order]
    new = (np.diff(hashes, prepend=-1) != 0) | (np.diff(owners, prepend=-1) != 0)
    return pa.table({"text": owners[new], "hash": hashes[new]})


def share(text: str, other: str) -> float:
    """Return |A∩B| / min(|A|, |B|) over the distinct runs of two texts; NaN where one has fewer than 13 Han characters and so no run at all."""
    return _shares(runs(text), runs(other))[0]


def alike(new: Sequence[tuple[str, str]], stored: Iterable[tuple[str, str]], least: float = 0.5) -> tuple[Likeness, ...]:
    """
    Return every pair of a new speech with a stored one, or with a new one before it, whose share is at least *least*; the likest first.

    Speeches are (id, text). A stored one with the id of the new one is passed over. *stored* is read once and not held; texts without a run are like
    none. The module says what may be missed.
    """
    index = _Index(new)
    found = [pair for id_, text in stored for pair in index.like(id_, text, least)]
    found += [pair for place, (id_, text) in enumerate(new) for pair in index.like(id_, text, least, after=place)]
    return tuple(sorted(found, key=lambda pair: (-pair.share, -pair.of_longer, pair.speech, pair.other)))


def likely(common: Hashes, smaller: Hashes, least: float) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Whether *common* kept runs of the *smaller* text's leave it possible that the share is *least*: a pair to be counted in full."""
    floor = least * smaller - DEVIATIONS * np.sqrt(least * (1 - least) * smaller)
    return np.asarray(common >= np.maximum(floor, 1))


class _Index:
    """The kept runs of new speeches, each with the place of its speech, and all their runs for counting."""

    def __init__(self, new: Sequence[tuple[str, str]]) -> None:
        self._ids = [id_ for id_, _ in new]
        self._runs = [runs(text) for _, text in new]
        kept = [found[: np.searchsorted(found, _LIMIT)] for found in self._runs]
        self._sizes = np.array([len(hashes) for hashes in kept], dtype=np.int64)
        hashes = np.concatenate([*kept, np.empty(0, np.int64)])
        order = np.argsort(hashes, kind="stable")
        self._hashes, self._owners = hashes[order], np.repeat(np.arange(len(new)), self._sizes)[order]

    def like(self, id_: str, text: str, least: float, after: int = -1) -> Iterator[Likeness]:
        """Yield the new speeches that are like this one, of those after the place *after*."""
        kept = fingerprint(text)
        places = np.flatnonzero(likely(self._common(kept), np.minimum(self._sizes, len(kept)), least))
        places = places[places > after]
        full = runs(text) if len(places) else kept
        for place in places.tolist():
            shorter, longer = _shares(self._runs[place], full)
            if shorter >= least and self._ids[place] != id_:
                yield Likeness(self._ids[place], id_, shorter, longer)

    def _common(self, kept: Hashes) -> Hashes:
        """Return how many of these kept runs each new speech holds."""
        first = np.searchsorted(self._hashes, kept)
        n = np.searchsorted(self._hashes, kept, side="right") - first
        places = np.arange(n.sum()) + np.repeat(first - np.cumsum(n) + n, n)
        return np.bincount(self._owners[places], minlength=len(self._ids))


def _shares(runs_a: Hashes, runs_b: Hashes) -> tuple[float, float]:
    smaller, larger = sorted((len(runs_a), len(runs_b)))
    if not smaller:
        return float("nan"), float("nan")
    common = len(np.intersect1d(runs_a, runs_b, assume_unique=True))
    return common / smaller, common / larger


def _once(hashes: Hashes) -> Hashes:
    """Return them ascending, each once (`np.unique` takes twenty times as long)."""
    hashes = np.sort(hashes)
    return np.asarray(hashes[np.diff(hashes, prepend=-1) != 0])


def _hashes(text: str) -> Hashes:
    """Return the hash of the run that begins at each Han character but the last twelve, in reading order."""
    codes = codes_of(text)
    return _mixed(codes[np.diff(han_before(codes)).astype(bool)].astype(np.uint64))


def _mixed(one: np.ndarray[Any, np.dtype[np.uint64]]) -> Hashes:
    """
    Return the hash of each run of 13 characters, given by their codes.

    A run is read as a number whose digits are its characters (mod 2⁶⁴), made of runs of 1, 2, 3, 6, 12 and 13, then mixed (Stafford's mix 13, the end
    of splitmix64), since a number below a limit is to be as likely in any text.
    """
    if len(one) < RUN:
        return np.empty(0, np.int64)
    two = one[:-1] * _POWERS[1] + one[1:]
    three = two[:-1] * _POWERS[1] + one[2:]
    six = three[:-3] * _POWERS[3] + three[3:]
    twelve = six[:-6] * _POWERS[6] + six[6:]
    hashes = twelve[:-1] * _POWERS[1] + one[12:]
    hashes = (hashes ^ (hashes >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    hashes = (hashes ^ (hashes >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    hashes = (hashes ^ (hashes >> np.uint64(31))) >> np.uint64(1)
    return np.asarray(hashes, dtype=np.int64)
