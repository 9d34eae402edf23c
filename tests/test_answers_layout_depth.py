"""Levels and lists: cells, columns, tables, and the units they open agree."""

import pytest

from analysis.charts.depth import LONGEST, list_looks
from analysis.charts.template import NIGHT, PAPER
from analysis.corpus import queries
from analysis.corpus.passages import passages
from analysis.measures.lists import SORTS
from analysis.model import Lexicon
from analysis.reading.read import paste
from ui.answers.layout_depth import answer_levels, answer_lists
from ui.asked import ask
from ui.view import View


def test_each_cell_opens_as_many_units_as_it_says(sample_store):
    found = answer_levels(ask(sample_store, View()))
    cells = found.grid.figure.data[0]
    numbers = next(trace for trace in found.grid.figure.data if trace.type == "scatter" and trace.textposition == "middle right")
    table = found.grid.table.set_index("key")
    assert set(cells.customdata) == set(table.index)
    for key, number in list(zip(cells.customdata, numbers.text, strict=True))[::2]:
        opened = answer_levels(ask(sample_store, View(chosen=key)))
        assert f"{opened.speech}-{opened.level}" == key
        assert len(opened.units) == table.loc[key, "units"] == int(number)
        assert opened.units["han"].sum() == table.loc[key, "han"]
        assert set(opened.units["id"]) == {opened.speech}


def test_the_levels_of_one_speech_are_those_of_the_grid(sample_store):
    found = answer_levels(ask(sample_store, View()))
    bars = found.levels.figure.data[0]
    grid = found.grid.table.set_index("key")
    assert list(bars.customdata) == [key for key in grid.index if key.startswith(found.speech)]
    assert list(bars.x) == [grid.loc[key, "share"] for key in bars.customdata]
    for key, text in zip(bars.customdata, found.levels.table["text"], strict=True):
        assert f"{grid.loc[key, 'units']} 个单元" in text
        assert f"{grid.loc[key, 'balance']:.0%}" in text


def test_a_speech_of_the_table_opens_its_first_level(sample_store):
    found = answer_levels(ask(sample_store, View()))
    for row in found.structure.table.itertuples():
        opened = answer_levels(ask(sample_store, View(chosen=row.key)))
        assert (opened.speech, opened.level, len(opened.units)) == (row.id, 1, row.top)


def test_a_single_unit_has_no_balance_and_the_table_says_why(store):
    text = "在渔港会议上的讲话\n同志们：\n一、看海\n（一）看风\n风大。\n（二）看浪\n浪高。\n一是起得早，二是看得远。\n"
    store.add([paste(text)], Lexicon())
    outlines = queries.outlines(store, [id_ for (id_,) in store.tuples("select id from speeches")])
    found = answer_levels(ask(store, View()))
    table = found.levels.table.set_index("level")
    for level, units in outlines[outlines["role"] == "unit"].groupby("level"):
        alone = len(units) < 2
        assert bool(table["balance"].isna()[level]) == alone
        assert bool(table.loc[level, "why"]) == alone


def test_a_speech_without_units_is_drawn_as_nothing_and_told(store):
    store.add([paste("同志们：\n今天说说渔港的事。"), paste("同志们：\n一、看海\n风大。\n二、看船\n船老。")], Lexicon())
    found = answer_levels(ask(store, View()))
    assert found.grid is not None
    rows = found.structure.table.set_index("units")
    assert rows.loc[0, "why"] == "没有找到单元"
    assert rows.loc[2, "why"] == ""
    alone = answer_levels(ask(store, View(speeches=(rows.loc[0, "id"],))))
    assert (alone.grid, alone.levels, len(alone.units)) == (None, None, 0)
    assert answer_lists(ask(store, View(speeches=(rows.loc[0, "id"],)))) is None


def test_units_without_chinese_have_no_depth_and_the_sentence_holds_no_figure_for_it(store):
    store.add([paste("1. Hello\n2. World\n")], Lexicon())
    found = answer_levels(ask(store, View()))
    assert "nan" not in found.sentence
    assert "2 个单元" in found.sentence
    assert "nan" not in " ".join(found.levels.table["text"]) + " ".join(found.levels.table["hover"])


# --- lists -------------------------------------------------------------------------------------------------------------------


def pieces(figure):
    """Return key → height of every piece of a column."""
    return {key: y for trace in figure.data if trace.type == "bar" for key, y in zip(trace.customdata or (), trace.y, strict=False)}


def test_each_piece_opens_the_members_of_its_lists(sample_store):
    found = answer_lists(ask(sample_store, View()))
    table = found.drawn.table.set_index("members")
    drawn = pieces(found.drawn.figure)
    assert sum(drawn.values()) == table["lists"].sum()
    for key, lists in drawn.items():
        opened = answer_lists(ask(sample_store, View(chosen=key)))
        members, _, sort = key[1:].partition("-")
        assert opened.sort == sort
        assert table.loc[int(members), sort] == lists
        assert len(opened.positions) == int(members) * lists
        assert sum(len(passage.marks) for passage in passages(sample_store, opened.positions)) == len(opened.positions)


def test_each_row_opens_its_members_and_columns_sum_up(sample_store):
    found = answer_lists(ask(sample_store, View()))
    for row in found.drawn.table.itertuples():
        opened = answer_lists(ask(sample_store, View(chosen=row.key)))
        assert len(opened.positions) == row.units == row.members * row.lists
        assert sum(getattr(row, sort) for sort in SORTS) == row.lists
    assert (found.fewest, found.most, found.sort) == (3, 3, "")


def test_one_speech_has_its_own_lists(sample_store):
    asked = ask(sample_store, View())
    whole, parts = answer_lists(asked).drawn.table["lists"].sum(), 0
    for id_ in asked.ids:
        one = answer_lists(ask(sample_store, View(shape="lists", of=id_)))
        assert one.speech == id_
        assert one.drawn.recipe.counts["speeches"] == 1
        parts += one.drawn.table["lists"].sum()
    assert parts == whole


def test_long_lists_share_a_column_and_open_together(store):
    lines = [f"（{n}）修第{n}条路。" for n in "一二三四五六七八九十"] + ["（十一）修桥。", "（十二）修坝。"]
    store.add([paste("同志们：\n一、修路\n" + "\n".join(lines) + "\n二、通水\n水要清。\n")], Lexicon())
    found = answer_lists(ask(store, View(chosen=f"n{LONGEST}-numbers")))
    assert pieces(found.drawn.figure)[f"n{LONGEST}-numbers"] == 1
    assert (found.fewest, found.most, len(found.positions)) == (LONGEST, 12, 12)
    assert answer_lists(ask(store, View(chosen="m12"))).positions.equals(found.positions)
    assert answer_lists(ask(store, View(chosen="m11"))).fewest == 2
    assert found.drawn.table["members"].tolist() == list(range(2, 13))


@pytest.mark.parametrize("chosen", ["n1", "n99999-points", "n3-script", "m3", "ffffffffffff-9", "n-3"])
def test_what_a_link_makes_up_opens_something_that_is_there(sample_store, chosen):
    assert len(answer_lists(ask(sample_store, View(chosen=chosen))).positions)
    assert len(answer_levels(ask(sample_store, View(chosen=chosen))).units)


@pytest.mark.parametrize("ink", [PAPER, NIGHT], ids=["paper", "night"])
def test_sorts_of_markers_are_told_apart_by_colour_and_pattern(ink):
    looks = list_looks(ink)
    assert list(looks) == list(SORTS)
    assert len({(look.fill, look.shape) for look in looks.values()}) == len(looks)
    assert len({look.shape for look in looks.values()}) >= 3


@pytest.mark.parametrize(
    ("lang", "said"), [("zh", "2、3 项的一样多，各占 50%"), ("en", "There are 2 groups of sister units, most often of 2, 3 (50% each)")]
)
def test_lengths_that_are_as_frequent_are_told_as_such(store, lang, said):
    store.add([paste("同志们：\n一、看海\n一是看风，二是看浪，三是看潮。\n二、看船\n看船要细。")], Lexicon())
    assert said in answer_lists(ask(store, View(lang=lang))).sentence
