"""What is used together can be told apart, and small text can be read: contrast after WCAG 2, difference in CIELAB (ΔE 76)."""

from itertools import combinations

import pytest

from analysis.charts.template import NIGHT, PAPER

BOTH = pytest.mark.parametrize("ink", [PAPER, NIGHT], ids=["paper", "night"])


def linear(colour):
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]


def luminance(colour):
    return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear(colour), strict=True))


def contrast(a, b):
    high, low = sorted((luminance(a), luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def lab(colour):
    r, g, b = linear(colour)
    xyz = (
        (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047,
        0.2126 * r + 0.7152 * g + 0.0722 * b,
        (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883,
    )
    x, y, z = (v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in xyz)
    return (116 * y - 16, 500 * (x - y), 200 * (y - z))


def difference(a, b):
    return sum((p - q) ** 2 for p, q in zip(lab(a), lab(b), strict=True)) ** 0.5


@BOTH
def test_text_can_be_read(ink):
    assert contrast(ink.text, ink.ground) >= 7
    assert contrast(ink.muted, ink.ground) >= 4.5
    assert contrast(ink.text, ink.plain) >= 4.5
    assert contrast(ink.text, ink.faint) >= 4.5
    assert contrast(ink.ground, ink.accent) >= 4.5


@BOTH
def test_fills_used_together_can_be_told_apart(ink):
    for a, b in combinations((ink.accent, ink.plain, ink.faint), 2):
        assert difference(a, b) >= 12
    assert abs(lab(ink.accent)[0] - lab(ink.plain)[0]) >= 10, "the chosen bar stands out without colour too"
