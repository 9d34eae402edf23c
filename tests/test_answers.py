"""Every value drawn opens what it is made of: the figures' marks, their tables and the passages behind them agree."""

import pytest

from analysis.annotation.segmentation import is_han
from analysis.corpus import queries
from analysis.corpus.passages import passages
from analysis.model import Lexicon
from analysis.reading.read import paste
from ui.answers.compare import answer_compare, chosen_sides, overlap, side_names
from ui.answers.corpus import answer_corpus
from ui.answers.layout import answer_layout
from ui.answers.slogans import answer_slogans
from ui.answers.words import answer_words
from ui.asked import ask
from ui.view import View


def points(figure):
    """Return (customdata, x, text) of every mark that can be clicked."""
    for trace in figure.data:
        if trace.customdata is not None:
            yield from zip(trace.customdata, trace.x, trace.text if trace.text is not None else [None] * len(trace.x), strict=True)


@pytest.mark.parametrize("shape", ["", "cloud"])
def test_each_word_drawn_opens_as_many_occurrences_as_its_table_says(sample_store, shape):
    found = answer_words(ask(sample_store, View(shape=shape)))
    table = found.drawn.table.set_index("key")
    for key in {key for key, _, _ in points(found.drawn.figure)}:
        opened = answer_words(ask(sample_store, View(shape=shape, chosen=key)))
        assert opened.term == table.loc[key, "term"]
        assert len(opened.positions) == table.loc[key, "n"]


def test_bars_are_as_long_as_the_rates_in_the_table(sample_store):
    found = answer_words(ask(sample_store, View()))
    table = found.drawn.table.set_index("key")
    rates, ranges = found.drawn.figure.data
    assert list(rates.x) == [table.loc[k, "per_10k"] for k in rates.customdata]
    assert list(ranges.x) == [table.loc[k, "range"] for k in ranges.customdata]


def test_each_dot_of_the_timeline_opens_the_uses_of_its_year(sample_store):
    found = answer_slogans(ask(sample_store, View()))
    hover = dict(zip(found.drawn.figure.data[-1].customdata, found.drawn.figure.data[-1].hovertext, strict=True))
    for key, text in hover.items():
        opened = answer_slogans(ask(sample_store, View(chosen=key)))
        assert f"{len(opened.positions)} 次" in text
        assert opened.year == key.partition("-")[2]
    assert len(hover) > 40


def test_each_slogan_of_the_table_opens_all_its_uses(sample_store):
    found = answer_slogans(ask(sample_store, View()))
    for row in found.table.itertuples():
        opened = answer_slogans(ask(sample_store, View(chosen=row.key)))
        assert len(opened.positions) == row.n
        for passage in passages(sample_store, opened.positions):
            assert all(passage.text[a:b] == row.form for a, b in passage.marks)


def test_each_unit_drawn_opens_the_text_whose_length_it_is(sample_store):
    asked = ask(sample_store, View())
    found = answer_layout(asked)
    texts = queries.texts(sample_store, asked.ids)
    for key, share, _ in points(found.strips.figure):
        unit = answer_layout(ask(sample_store, View(chosen=key))).unit
        assert unit["key"] == key
        opened = sum(map(is_han, texts[unit["id"]][unit["start"] : unit["end"]]))
        assert opened == unit["han"]
        assert share == pytest.approx(opened / sum(map(is_han, texts[unit["id"]])))


def test_each_word_compared_opens_its_uses_on_both_sides(sample_store):
    asked = ask(sample_store, View(kinds=("government",), a="2012", b="2018"))
    sides = side_names(asked)
    found = answer_compare(asked, sides, *chosen_sides(asked, sides))
    table = found.words.table.set_index("key")
    for key in {key for key, _, _ in points(found.words.figure)}:
        opened = answer_compare(ask(sample_store, View(kinds=("government",), a="2012", b="2018", chosen=key)), sides, "2012", "2018")
        assert (len(opened.positions[0]), len(opened.positions[1])) == (table.loc[key, "n_a"], table.loc[key, "n_b"])


def test_slogans_kept_new_and_gone_open_their_uses(sample_store):
    asked = ask(sample_store, View(kinds=("party_office",), a="2013", b="2017"))
    sides = side_names(asked)
    found = answer_compare(asked, sides, "2013", "2017")
    status = found.slogans.set_index("form")["status"]
    assert status["三短一简"] == "gone"
    assert status["五办"] == "new"
    assert status["四个过硬"] == "kept"
    for row in found.slogans.itertuples():
        opened = answer_compare(ask(sample_store, View(kinds=("party_office",), chosen=row.key)), sides, "2013", "2017")
        assert (opened.thing, len(opened.positions[0]), len(opened.positions[1])) == (row.form, row.n_a, row.n_b)


def test_each_square_of_the_corpus_opens_its_speeches(sample_store):
    found = answer_corpus(ask(sample_store, View()))
    for row in found.drawn.table.itertuples():
        opened = answer_corpus(ask(sample_store, View(chosen=row.key)))
        assert opened.clicked
        assert len(opened.behind) == row.speeches


def test_the_usual_comparison_sets_like_kinds_beside_one_another(sample_store):
    asked = ask(sample_store, View())
    assert chosen_sides(asked, side_names(asked)) == ("2016", "2018")


def test_a_slogan_explained_outside_the_selection_says_so(sample_store):
    found = answer_slogans(ask(sample_store, View(years=(2012, 2012))))
    row = found.table.set_index("form").loc["三短一简"]
    assert (row["explained"], row["explained_year"]) == ("elsewhere", 2011)
    assert "2011" in row["meaning"]


def test_each_figure_and_table_carries_its_own_recipe(sample_store):
    asked = ask(sample_store, View(kinds=("party_office",)))
    slogans, sides = answer_slogans(asked), side_names(asked)
    assert (slogans.drawn.recipe.measure, slogans.recipe.measure) == ("slogan_years", "slogan_lives")
    found = answer_compare(asked, sides, "2012", "2018")
    assert (found.recipe.measure, found.slogan_recipe.measure, found.strips.recipe.measure) == ("compare_words", "compare_slogans", "layout")
    assert found.strips.recipe.counts["speeches"] == 2
    assert set(found.strips.recipe.speeches) == {*found.a.ids, *found.b.ids}


def test_a_recipe_changes_with_a_years_correction(store):
    (id_,) = store.add([paste("在全市会议上的讲话\n（2012年3月5日）\n同志们：\n抓好“三农”。")], Lexicon())
    before = answer_slogans(ask(store, View())).recipe
    store.edit({id_: {"year": 2013}})
    assert answer_slogans(ask(store, View())).recipe.corpus != before.corpus


def test_sides_that_share_a_speech_are_not_compared(sample_store):
    asked = ask(sample_store, View())
    sides = side_names(asked)
    of_2012 = next(side for side in sides if sides[side].startswith("2012 ·"))
    assert overlap(asked, sides, "2012", of_2012)
    assert not overlap(asked, sides, "2012", "2013")


def test_without_han_characters_no_rate_is_given(store):
    store.add([paste("Comrades: in 2012 three things matter.")], Lexicon())
    found = answer_words(ask(store, View(tags=("all",))))
    assert found.drawn is None
    assert "nan" not in found.sentence


@pytest.mark.parametrize("dark", [False, True])
def test_recipes_carry_what_was_counted(sample_store, dark):
    asked = ask(sample_store, View(years=(2012, 2013)), dark=dark)
    recipe = answer_words(asked).drawn.recipe
    assert recipe.counts == {"speeches": 4, "han": asked.counted.han, "words": asked.counted.words, "corrections": 0}
    assert recipe.settings["tags"] == list(asked.choice.tags)
    assert recipe.corpus != ask(sample_store, View()).counted.corpus
