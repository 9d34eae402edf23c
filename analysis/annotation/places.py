"""
Where things lie in a batch of texts set end to end: sentence and section of any position, and Han characters before it.

Texts are laid end to end so that a thousand of them cost a few array operations, not a few thousand. `bases` are where each begins; a position there is
its offset in its own text plus the base.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

Ints = np.ndarray[Any, np.dtype[np.int32]]
Codes = np.ndarray[Any, np.dtype[np.uint32]]


def bases_of(texts: Sequence[str]) -> Ints:
    """Return where each text begins, and where the last one ends: one number more than there are texts."""
    return np.cumsum([0, *map(len, texts)], dtype=np.int32)


def last_at(borders: Ints, positions: Ints) -> Ints:
    """Return for each of the ascending *positions* the index of the last border at or before it (0 where there is none)."""
    if len(borders) == 0:
        return np.zeros(len(positions), dtype=np.int32)
    first = np.searchsorted(positions, borders)  # few borders are sought among many positions, not the other way about
    first[0] = 0
    return np.repeat(np.arange(len(borders), dtype=np.int32), np.diff(np.append(first, len(positions))))


def codes_of(text: str) -> Codes:
    """Return the code point of each character."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def han_before(codes: Codes) -> Ints:
    """Return h with h[i] = number of Han characters before the i-th; see `segmentation.is_han` for what a Han character is."""
    han = (codes >= 0x4E00) & (codes <= 0x9FFF)
    rare = (codes >= 0x3400) & ~han
    if rare.any():
        han |= (codes >= 0x3400) & (codes <= 0x4DBF) | (codes >= 0xF900) & (codes <= 0xFAFF) | (codes >= 0x20000) & (codes <= 0x3FFFF)
    han |= (codes == 0x3007) | (codes == 0x3005)
    before = np.zeros(len(codes) + 1, dtype=np.int32)
    np.cumsum(han, out=before[1:])
    return before


def deepest(spans: Iterable[Iterable[tuple[int, int, int]]], bases: Ints) -> tuple[Ints, Ints]:
    """
    Return borders and, for the stretch from each border to the next, the deepest of the nested spans there.

    *spans* are, for each text, (id, start, end) in reading order; borders are positions in the texts laid end to end.
    """
    borders: list[int] = []
    owners: list[int] = []
    for base, of_text in zip(bases.tolist(), spans, strict=False):
        _sweep(of_text, base, borders, owners)
    return np.array(borders, dtype=np.int32), np.array(owners, dtype=np.int32)


def _sweep(spans: Iterable[tuple[int, int, int]], base: int, borders: list[int], owners: list[int]) -> None:
    open_: list[tuple[int, int]] = []
    borders.append(base)
    owners.append(0)

    def mark(position: int, owner: int) -> None:
        if borders[-1] == position + base:
            owners[-1] = owner
        else:
            borders.append(position + base)
            owners.append(owner)

    for id_, start, end in spans:
        while open_ and open_[-1][1] <= start:
            closed = open_.pop()[1]
            if open_ and open_[-1][1] > closed:
                mark(closed, open_[-1][0])
        mark(start, id_)
        open_.append((id_, end))
    while open_:
        closed = open_.pop()[1]
        if open_ and open_[-1][1] > closed:
            mark(closed, open_[-1][0])
