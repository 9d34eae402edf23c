"""
Where the words of a word cloud stand: places only, so that each word can be drawn as text that is clicked, and never as a picture.

The places are found with the wordcloud package's occupancy map, the part of it that answers where a box still fits. Its finished `layout_` is not
used, for two reasons seen in it: a word that does not fit is made smaller and takes all later words with it, so that sizes no longer tell the
numbers (of 30 words, one of 0.72 was drawn at 0.54, and eleven not at all); and words stand in the empty upper half of 一, where a click meets two.
Here every word keeps its size and has its own box.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from random import Random

import numpy as np

from analysis.fonts import Family, font_path

SMALLEST = 11
"""Pixels; smaller Chinese text is not legible. Words whose share would be less are drawn at this size."""

GAP = 5
"""Pixels between boxes; narrower, and neighbouring words read as one."""

FILL = 0.62
"""The share of the frame that boxes may cover at the first attempt; starting fuller hardly ever ended fuller in trials, and took longer."""

SHRINK = 0.93
"""What all sizes are multiplied by when a word did not fit."""

DROP = 0.11
"""How far above a text's nominal middle Plotly sets Chinese characters, in multiples of their size (measured in its pictures)."""

EM = 100
"""Words are measured once at this size and scaled; loading the font at each size costs more than all the rest."""


@dataclass(frozen=True, slots=True)
class Placed:
    """
    A word with its place and its font size, in pixels; `y` counts downwards.

    The place is what Plotly calls the text's middle: across, the middle of the box; down, DROP of the size below it.
    """

    term: str
    x: float
    y: float
    size: int


def layout(weights: Mapping[str, float], width: int, height: int, *, seed: int = 0, family: Family = "Noto Sans SC") -> list[Placed]:
    """
    Place words horizontally in a frame, the heaviest first.

    The font size is the square root of the weight (both dimensions of a word grow with it, so its area is what the weight says). The same input gives
    the same places. Words with a weight of nothing are left out; so are the lightest, when not all fit at the smallest size.

    Args:
        weights: term → rate or count.
        width: of the frame, in pixels.
        height: of the frame, in pixels.
        seed: another seed gives another arrangement.
        family: the font the words will be drawn in.

    """
    terms = sorted((term for term, weight in weights.items() if weight > 0 and math.isfinite(weight)), key=lambda term: (-weights[term], term))
    if not terms:
        return []
    shares = [math.sqrt(weights[term] / weights[terms[0]]) for term in terms]
    lengths = [_length(term, family) for term in terms]
    largest = min(
        math.sqrt(FILL * width * height / sum(length * share**2 for length, share in zip(lengths, shares, strict=True))),
        (width - GAP) / max(length * share for length, share in zip(lengths, shares, strict=True)),
        height / 3,
    )
    while True:
        sizes = [max(SMALLEST, int(largest * share)) for share in shares]
        placed = _place(terms, lengths, sizes, (width, height), Random(seed))  # noqa: S311 - an arrangement, not a secret
        if len(placed) == len(terms) or largest <= SMALLEST:
            return placed
        largest *= SHRINK


def _place(terms: Sequence[str], lengths: Sequence[float], sizes: Sequence[int], frame: tuple[int, int], random: Random) -> list[Placed]:
    """Place words until one does not fit."""
    from wordcloud.wordcloud import IntegralOccupancyMap

    width, height = frame
    taken = np.zeros((height, width), dtype=np.uint8)
    occupancy = IntegralOccupancyMap(height, width, None)
    placed: list[Placed] = []
    for term, length, size in zip(terms, lengths, sizes, strict=True):
        wide, high = math.ceil(length * size) + GAP, size + GAP
        found = occupancy.sample_position(high, wide, random) if wide <= width and high <= height else None
        if found is None:
            break
        top, left = found
        taken[top : top + high, left : left + wide] = 255
        occupancy.update(taken, top, left)
        placed.append(Placed(term, left + wide / 2, top + high / 2 + DROP * size, size))
    return placed


def _length(term: str, family: Family) -> float:
    """The width of a word in multiples of its font size."""
    return float(_measuring_font(family).getlength(term)) / EM


@lru_cache(maxsize=2)
def _measuring_font(family: Family):  # type: ignore[no-untyped-def]  # noqa: ANN202 - Pillow's type is not worth its import here
    from PIL import ImageFont

    return ImageFont.truetype(str(font_path(family)), EM)
