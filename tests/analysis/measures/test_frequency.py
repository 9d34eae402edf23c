"""Frequencies counted by hand on a corpus of three sentences."""

import math

import pandas as pd

from analysis.measures.frequency import ALL_TAGS, WordChoice, frequency
from analysis.model import Counted

COUNTS = pd.DataFrame(
    [
        ("发展", "vn", "word", 4, 2),
        ("改革", "vn", "word", 2, 1),
        ("的", "uj", "word", 9, 2),
        ("2012", "m", "number", 1, 1),
        ("三短一简", "nz", "word", 1, 1),
    ],
    columns=["term", "tag", "kind", "n", "range"],
)
COUNTED = Counted(("a", "b"), "c0ffee", "feb29c25", speeches=2, han=500, words=200)


def test_rates_by_hand():
    table = frequency(COUNTS, COUNTED, WordChoice()).table.set_index("term")
    assert list(table.index) == ["发展", "改革", "三短一简"]
    assert table.loc["发展", ["n", "per_10k", "per_million", "range", "range_share"]].tolist() == [4, 80.0, 20000.0, 2, 1.0]
    assert table["rank"].tolist() == [1, 2, 3]


def test_stop_words_hide_and_change_no_count():
    table = frequency(COUNTS, COUNTED, WordChoice(stop=frozenset({"发展"}))).table
    assert list(table["term"]) == ["改革", "三短一简"]
    assert table["per_10k"].tolist() == [40.0, 20.0]


def test_own_words_stay_whatever_the_choice():
    choice = WordChoice(tags=("a",), stop=frozenset({"三短一简"}), own=frozenset({"三短一简"}))
    assert list(frequency(COUNTS, COUNTED, choice).table["term"]) == ["三短一简"]


def test_all_words_include_numbers():
    assert set(frequency(COUNTS, COUNTED, WordChoice(tags=(ALL_TAGS,))).table["term"]) == set(COUNTS["term"])


def test_nothing_counted_is_undefined_and_not_zero():
    table = frequency(COUNTS, Counted((), "", "", 0, 0, 0), WordChoice()).table
    assert all(math.isnan(rate) for rate in table["per_10k"])


def test_equal_counts_stand_in_the_order_of_the_words():
    table = frequency(COUNTS.assign(n=1), COUNTED, WordChoice()).table
    assert list(table["term"]) == sorted(table["term"])
