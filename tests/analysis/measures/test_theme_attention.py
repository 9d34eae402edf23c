"""Attention to themes, worked by hand: four sentences of 10, 20, 30 and 40 characters in two speeches, a fifth without a year."""

import math

import pandas as pd
import pytest

from analysis.measures.theme_attention import GROUPINGS, NONE, theme_attention, theme_forms
from analysis.model import Counted

COUNTED = Counted(("a", "b", "c"), "corpus", "lexicon", 3, 150, 90)
SENTENCES = pd.DataFrame(
    {
        "id": ["a", "a", "b", "b", "c", "c"],
        "year": [2012, 2012, 2013, 2013, math.nan, math.nan],
        "function": ["review", "tasks", "tasks", "tasks", "undecided", "tasks"],
        "han": [10, 20, 30, 40, 50, 0],
    }
)
USES = pd.DataFrame({"row": [0, 0, 1, 2, 3, 3], "theme": [0, 1, 0, 1, 0, 1], "uses": [1, 1, 3, 1, 2, 1]})


def attention(by, sentences=SENTENCES, uses=USES):
    return theme_attention(sentences, uses, ["farms", "reform"], COUNTED, by=by)


def cells(by):
    return attention(by).table.set_index(["group", "theme"])


def test_a_sentence_of_two_themes_gives_each_half_of_its_characters():
    table = cells("all")
    assert table.loc[("all", "farms"), ["uses", "sentences", "speeches", "han"]].tolist() == [6, 3, 2, 70]
    assert table.loc[("all", "farms"), "named"] == pytest.approx(70 / 150)
    assert table.loc[("all", "farms"), "share"] == pytest.approx((5 + 20 + 20) / 150)
    assert table.loc[("all", "reform"), "share"] == pytest.approx((5 + 30 + 20) / 150)
    assert table.loc[("all", NONE), ["uses", "sentences", "speeches", "han"]].tolist() == [0, 1, 1, 50]


def test_years_are_pooled_and_speeches_without_one_are_in_none():
    table = cells("year")
    assert list(dict.fromkeys(table.index.get_level_values("group"))) == ["2012", "2013"]
    assert table.loc[("2012", "farms"), "share"] == pytest.approx((5 + 20) / 30)
    assert table.loc[("2012", "farms"), "named"] == pytest.approx(1)
    assert table.loc[("2013", "reform"), "share"] == pytest.approx((30 + 20) / 70)
    assert table.loc[("2013", NONE), "share"] == 0


def test_functions_and_speeches():
    assert cells("function").loc[("tasks", "farms"), ["share", "speeches"]].tolist() == pytest.approx([(20 + 20) / 90, 2])
    assert cells("speech").loc[("c", NONE), "share"] == 1


@pytest.mark.parametrize("by", GROUPINGS)
def test_the_shares_of_a_group_sum_to_all_of_it_and_the_divided_are_no_larger(by):
    table = attention(by).table
    assert table.groupby("group")["share"].sum().tolist() == pytest.approx([1] * table["group"].nunique())
    assert (table["share"] <= table["named"] + 1e-12).all()


def test_a_group_without_characters_has_no_share_and_it_is_said_why():
    result = attention("speech", SENTENCES.assign(han=[10, 20, 30, 40, 0, 0]))
    table = result.table.set_index(["group", "theme"])
    assert table.loc["c", "share"].isna().all()
    assert "share" in result.notes
    assert attention("speech").notes == {}


def test_nothing_named_is_all_none():
    table = theme_attention(SENTENCES, USES[:0], [], COUNTED).table
    assert table[["theme", "share"]].to_numpy().tolist() == [[NONE, 1]]


def test_the_recipe_says_how_it_was_divided():
    recipe = theme_attention(SENTENCES, USES, ["farms", "reform"], COUNTED, by="year", dictionary="abc").recipe
    assert recipe.measure == "theme_attention"
    assert {"by": "year", "themes": "abc"}.items() <= recipe.settings.items()


def test_forms_are_ranked_within_their_theme_and_unused_ones_stay():
    places = pd.DataFrame({"theme": ["t", "t", "t", "u"], "form": ["乙", "乙", "丙", "甲"], "id": ["a", "b", "a", "a"]})
    dictionary = pd.DataFrame({"theme": ["t", "t", "t", "u"], "kind": ["word"] * 4, "form": ["甲", "乙", "丙", "甲"]})
    table = theme_forms(places, dictionary, COUNTED).table
    assert table[["theme", "form", "uses", "speeches"]].to_numpy().tolist() == [
        ["t", "乙", 2, 2], ["t", "丙", 1, 1], ["t", "甲", 0, 0], ["u", "甲", 1, 1]
    ]  # fmt: skip
