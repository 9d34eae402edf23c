import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.measures.dispersion import deviation_of_proportions, word_places
from analysis.model import Counted

COUNTED = Counted(("a", "b", "c"), "corpus", "lexicon", 3, 0, 0)


def one(n, sizes):
    dp, norm = deviation_of_proportions(np.array(n, dtype=float), np.array(sizes, dtype=float), np.zeros(len(n), dtype=int))
    return dp[0], norm[0]


def test_the_worked_example():
    dp, norm = one((2, 0, 1, 1, 3, 0, 3, 0, 0, 0), (8143, 8058, 8271, 8125, 7959, 7941, 8146, 8001, 8003, 7930))
    assert dp == pytest.approx(0.4990705, abs=1e-7)
    assert norm == pytest.approx(0.5535480, abs=1e-7)


@pytest.mark.parametrize(
    ("n", "sizes", "dp", "norm"),
    [
        ((1, 2, 3), (10, 20, 30), 0, 0),  # as the units are large
        ((0, 4), (30, 10), 0.75, 1),  # all of it in the smallest
        ((4, 0), (30, 10), 0.25, 1 / 3),
        ((4, 0, 0), (30, 10, 0), 0.25, 1 / 3),  # a unit without size is none
    ],
)
def test_by_hand(n, sizes, dp, norm):
    assert one(n, sizes) == pytest.approx((dp, norm))


def test_what_is_undefined_is_nan():
    assert all(map(math.isnan, one((0, 0), (5, 5))))
    dp, norm = one((3,), (5,))
    assert dp == 0
    assert math.isnan(norm)


UNITS = st.lists(st.tuples(st.integers(0, 9), st.integers(1, 500)), min_size=2, max_size=8)


@given(st.lists(UNITS, min_size=1, max_size=4))
def test_each_text_is_measured_by_itself_and_between_0_and_1(texts):
    n, sizes, of = (np.array(column) for column in zip(*((n, size, i) for i, units in enumerate(texts) for n, size in units), strict=True))
    dp, norm = deviation_of_proportions(n.astype(float), sizes.astype(float), of)
    for i, units in enumerate(texts):
        alone = one(*zip(*units, strict=True))
        assert (dp[i], norm[i]) == pytest.approx(alone, nan_ok=True)
        if sum(n for n, _ in units):
            assert -1e-9 <= norm[i] <= 1 + 1e-9


def units_of(*rows):
    return pd.DataFrame(rows, columns=["id", "unit", "whole", "counted_han"])


def places_of(*rows):
    return pd.DataFrame(rows, columns=["id", "form", "unit", "before"])


UNITS_TABLE = units_of(("a", 0, 100, 0), ("a", 1, 100, 60), ("a", 4, 100, 30), ("b", 0, 50, 50), ("c", 0, 0, 0))


def test_places_of_two_words_by_hand():
    places = places_of(("a", "粮", 4, 80), ("a", "粮", 1, 10), ("a", "粮", 4, 90), ("b", "粮", 0, 25), ("b", "渔", 0, 5))
    found = word_places(places, UNITS_TABLE, ["粮", "渔"], COUNTED)
    assert list(zip(found.table["id"], found.table["form"], strict=True)) == [(i, f) for i in "abc" for f in "粮渔"]
    table = found.table.set_index(["id", "form"])
    row = table.loc["a", "粮"]
    assert (row["n"], row["per_10k"], row["first"], row["median"], row["last"], row["held"]) == pytest.approx((3, 3 / 90 * 10_000, 0.1, 0.8, 0.9, 1))
    assert row["dp_norm"] == pytest.approx((1 / 3) / (2 / 3))  # |1/3 - 2/3| + |2/3 - 1/3| over 2; the smallest unit is a third
    assert table.loc["b", "粮"][["n", "first", "last", "held"]].tolist() == [1, 0.5, 0.5, 1]
    assert math.isnan(table.loc["b", "粮"]["dp_norm"])


def test_an_absent_word_has_no_place_and_its_dispersion_is_undefined_with_a_reason():
    found = word_places(places_of(), UNITS_TABLE, ["粮"], COUNTED)
    table = found.table.set_index("id")
    assert table["n"].tolist() == [0, 0, 0]
    assert table["per_10k"].tolist()[:2] == [0, 0]
    assert table["held"].tolist()[:2] == [0, 0]
    assert table[["first", "median", "last", "dp_norm"]].isna().all(axis=None)
    assert table.loc["c"][["per_10k", "held"]].isna().all()
    assert "absent" in found.notes["dp_norm"]
