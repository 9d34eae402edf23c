"""Texts put numbers as their language does, and words as their count asks."""

from copy import deepcopy

import pytest

from ui.words import Text, Words

SPEECHES = Text("{n} {n|speech is|speeches are} in {place}")


@pytest.mark.parametrize(
    ("n", "said"),
    [
        (1, "1 speech is in 渠阳"),
        ("1", "1 speech is in 渠阳"),
        (0, "0 speeches are in 渠阳"),
        (2, "2 speeches are in 渠阳"),
        ("1,001", "1,001 speeches are in 渠阳"),
    ],
)
def test_a_word_follows_its_count(n, said):
    assert SPEECHES.format(n=n, place="渠阳") == SPEECHES.format_map({"n": n, "place": "渠阳"}) == said


def test_a_number_sign_is_the_count_and_what_is_filled_in_is_left_alone():
    text = Text("{n|这篇讲话|这 # 篇讲话}里有{form}")
    assert text.format(n=1, form="{n|a|b}#") == "这篇讲话里有{n|a|b}#"
    assert text.format(n=3, form="") == "这 3 篇讲话里有"


def test_texts_of_the_interface_are_put_so():
    words = Words("en")
    assert words("layout_depth.units_size", n=1, han=1) == "1 unit, 1 Han character"
    assert words("layout_depth.units_size", n=2, han=1200) == "2 units, 1,200 Han characters"
    assert Words("zh")("layout.nothing", speeches=1).startswith("这篇讲话里")


def test_a_text_can_be_kept_by_caches():
    assert deepcopy(SPEECHES).format(n=1, place="渠阳") == "1 speech is in 渠阳"
