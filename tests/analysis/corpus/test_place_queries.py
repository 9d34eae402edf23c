"""Where words and slogans stand, against the texts themselves and the counts of other queries."""

import pytest

from analysis.annotation.segmentation import is_han
from analysis.corpus import queries
from analysis.corpus.build import read_files
from analysis.corpus.place_queries import slogan_counts, slogan_positions, word_counts, word_positions
from analysis.corpus.unit_queries import top_units
from analysis.model import Lexicon


def test_words_are_counted_as_the_words_page_counts_them(sample_store, sample_ids):
    usual = queries.term_counts(sample_store, sample_ids, "all", Lexicon())[["term", "tag", "kind", "n"]]
    assert word_counts(sample_store, sample_ids, Lexicon()).equals(usual)


def check(store, places, expected):
    texts = queries.texts(store, list(places["id"].unique()))
    tops = top_units(store, list(texts)).set_index(["id", "unit"])
    assert list(zip(places["id"], places["start"], places["end"], strict=True)) == expected
    for row in places.itertuples():
        assert texts[row.id][row.start : row.end] == row.form
        assert row.before == sum(map(is_han, texts[row.id][: row.start]))
        unit = tops.loc[(row.id, row.unit)]
        assert unit["start"] <= row.start < unit["end"]


@pytest.mark.parametrize("words", [["发展"], ["发展", "工作", "落实"]])
def test_each_word_stands_where_it_is_said_to(sample_store, sample_ids, words):
    found = word_positions(sample_store, sample_ids, words, Lexicon())
    one_by_one = [queries.term_positions(sample_store, sample_ids, word, Lexicon()) for word in words]
    assert len(found) == sum(map(len, one_by_one)) > 50
    order = list(dict.fromkeys(found["id"]))
    expected = [row for table in one_by_one for row in zip(table["id"], table["start"], table["end"], strict=True)]
    check(sample_store, found, sorted(expected, key=lambda row: (order.index(row[0]), row[1])))


def test_each_slogan_stands_where_it_is_said_to(sample_store, sample_ids):
    uses = queries.slogan_uses(sample_store, sample_ids)
    counts = slogan_counts(sample_store, sample_ids)
    assert counts.set_index("form")["n"].to_dict() == uses["form"].value_counts().to_dict()
    explained = queries.expansions(sample_store, sample_ids)["form"].value_counts()
    assert counts.set_index("form")["explained"].to_dict() == {form: int(explained.get(form, 0)) for form in counts["form"]}
    forms = list(counts["form"][:5])
    of_these = uses[uses["form"].isin(forms)]
    check(sample_store, slogan_positions(sample_store, sample_ids, forms), list(zip(of_these["id"], of_these["start"], of_these["end"], strict=True)))


def test_units_at_the_top_hold_all_that_is_counted(sample_store, sample_ids):
    units = top_units(sample_store, sample_ids)
    sizes = queries.sizes(sample_store, sample_ids, "speech", Lexicon()).set_index("group")["han"]
    assert units.groupby("id")["counted_han"].sum().to_dict() == sizes.to_dict()
    assert (units.groupby("id")["han"].sum() == units.groupby("id")["whole"].first()).all()
    assert set(units.loc[units["counted_han"] == 0, "role"]) <= {"title", "salutation", "signature"}


def test_rare_characters_and_figures_before_a_word_are_told_apart(store):
    text = "在粮食工作会议上的讲话\n同志们：\n𠮷林、〇三年、々、２０12年A（掌声）粮食丰收。粮食归仓。"
    (speech,) = read_files([("会.txt", text.encode())]).speeches
    store.add([speech], Lexicon())
    found = word_positions(store, [speech.id], ["粮食"], Lexicon())
    body = speech.text.index("粮食丰收")
    assert found["start"].tolist() == [body, speech.text.index("粮食归仓")]
    assert found["before"].tolist() == [sum(map(is_han, speech.text[:at])) for at in found["start"]]


def test_nothing_stands_in_no_speech(sample_store):
    assert word_positions(sample_store, [], ["发展"], Lexicon()).empty
    assert slogan_positions(sample_store, [], ["四个过硬"]).empty
    assert top_units(sample_store, []).empty
