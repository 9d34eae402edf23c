"""Attention by function, worked by hand on six units."""

import pandas as pd
import pytest

from analysis.measures.attention import PARTS, attention, parts_of
from analysis.model import FRAME, UNDECIDED, Counted

COUNTED = Counted(("a", "b", "c"), "corpus", "lexicon", 3, 1000, 500)
UNITS = pd.DataFrame(
    [
        ("a", 2012, "title", "", 0),
        ("a", 2012, "unit", "review", 100),
        ("a", 2012, "unit", "tasks", 300),
        ("b", 2012, "unit", "tasks", 50),
        ("b", 2012, "closing", "call", 30),
        ("b", 2012, "unit", "", 20),
        ("c", None, "unit", "tasks", 400),
    ],
    columns=["id", "year", "role", "function", "han"],
)


def test_a_year_is_pooled_sum_over_sum():
    table = attention(UNITS, COUNTED).table.set_index(["year", "part"])
    assert dict(table["share"]) == {
        (2012, "review"): 0.2,
        (2012, "situation"): 0.0,
        (2012, "tasks"): 0.7,
        (2012, "demands"): 0.0,
        (2012, "organisation"): 0.0,
        (2012, "call"): 0.06,
        (2012, UNDECIDED): 0.04,
    }
    assert (table.loc[(2012, "tasks"), "units"], table.loc[(2012, "tasks"), "han"]) == (2, 350)


def test_a_speech_without_a_year_is_in_no_year_but_has_its_own_shares():
    assert set(attention(UNITS, COUNTED).table["year"]) == {2012}
    by_speech = attention(UNITS, COUNTED, "id").table.set_index(["id", "part"])["share"]
    assert by_speech["c", "tasks"] == 1
    assert by_speech["b", "tasks"] == pytest.approx(0.5)
    assert (by_speech.groupby("id").sum().round(12) == 1).all()


def test_the_frame_is_a_part_only_where_it_is_counted():
    assert FRAME not in set(attention(UNITS, COUNTED).table["part"])
    counted_too = UNITS.assign(han=[100, *UNITS["han"][1:]])
    table = attention(counted_too, COUNTED).table.set_index("part")
    assert table.loc[FRAME, "share"] == pytest.approx(100 / 600)
    assert list(table.index) == list(PARTS)


def test_without_counted_characters_a_share_is_undefined_and_says_why():
    found = attention(UNITS.assign(han=0), COUNTED)
    assert found.table["share"].isna().all()
    assert "no counted Han character" in found.notes["share"]


def test_nothing_gives_nothing():
    assert attention(UNITS.iloc[:0], COUNTED).table.empty
    assert attention(UNITS[UNITS["id"] == "c"], COUNTED).table.empty


def test_a_part_is_the_function_or_says_that_there_is_none():
    assert list(parts_of(UNITS)) == [FRAME, "review", "tasks", "tasks", "call", UNDECIDED, "tasks"]
