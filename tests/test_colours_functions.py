"""The six functions of units and the undecided are told apart on the screen, in grey and by a reader without red and green, and text on them can be read."""

from itertools import combinations

import pytest

from analysis.charts.functions import function_looks
from analysis.charts.looks import chosen_look, mixed
from analysis.measures.attention import PARTS
from analysis.model import FRAME, UNDECIDED
from tests.test_colours import BOTH, contrast, difference, lab, linear

PLAIN, HATCHED = ("review", "tasks", "organisation"), ("situation", "demands", "call")


def without_green(colour):
    """The colour as a deuteranope sees it (Machado, Oliveira and Fernandes 2009, severity 1)."""
    rows = ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881))
    seen = [min(max(sum(w * c for w, c in zip(row, linear(colour), strict=True)), 0), 1) for row in rows]
    return "#" + "".join(f"{round(255 * (12.92 * c if c <= 0.0031308 else 1.055 * c ** (1 / 2.4) - 0.055)):02X}" for c in seen)


@BOTH
def test_each_function_has_a_look_in_the_order_of_functions(ink):
    assert tuple(function_looks(ink)) == PARTS


@BOTH
def test_labels_can_be_read_on_every_fill_and_across_its_lines(ink):
    for look in (*function_looks(ink).values(), chosen_look(ink)):
        assert contrast(look.text, look.fill) >= 4.5
        assert not look.lines or contrast(look.text, look.lines) >= 4.5


@BOTH
def test_plain_fills_are_told_apart_and_from_what_is_chosen(ink):
    looks = function_looks(ink)
    for a, b in combinations((*(looks[kind].fill for kind in PLAIN), ink.accent, ink.faint), 2):
        assert difference(a, b) >= 20
        assert difference(without_green(a), without_green(b)) >= 12


@BOTH
def test_in_grey_plain_fills_differ_in_lightness_and_the_others_in_pattern(ink):
    looks = function_looks(ink)
    for a, b in combinations((*PLAIN, UNDECIDED), 2):
        assert abs(lab(looks[a].fill)[0] - lab(looks[b].fill)[0]) >= 10
    assert {looks[kind].shape for kind in PLAIN} == {""}
    assert len({looks[kind].shape for kind in HATCHED} - {""}) == len(HATCHED)


@BOTH
def test_hatchings_can_be_seen_and_are_told_from_one_another(ink):
    looks = function_looks(ink)
    for kind in HATCHED:
        assert difference(looks[kind].lines, looks[kind].fill) >= 10
        assert difference(looks[kind].lines, ink.faint) >= 12
    for a, b in combinations(HATCHED, 2):
        assert difference(looks[a].lines, looks[b].lines) >= 15
    assert looks[UNDECIDED].edge
    assert looks[FRAME].edge


@BOTH
def test_looking_back_situation_and_undecided_are_told_apart(ink):
    looks = function_looks(ink)
    for a in (looks["review"].fill, looks["situation"].lines):
        assert difference(a, looks[UNDECIDED].fill) >= 18
    assert difference(looks["review"].fill, looks["situation"].fill) >= 25
    assert difference(looks["situation"].lines, looks["situation"].fill) >= (25 if ink.dark else 12)
    assert difference(looks[UNDECIDED].edge, ink.ground) >= 15


@pytest.mark.parametrize(("share", "result"), [(0, "#FFFFFF"), (1, "#000000"), (0.5, "#808080")])
def test_a_share_of_a_colour_on_a_ground(share, result):
    assert mixed("#000000", "#FFFFFF", share) == result
