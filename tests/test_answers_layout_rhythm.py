"""Rhythm: bars, table, and the stretches they open agree; what is counted off opens as much as the share drawn says."""

import pytest

from analysis.annotation.segmentation import is_han
from analysis.charts.rhythm import MOST_DRAWN
from analysis.charts.rhythms import PANELS
from analysis.corpus import queries
from analysis.corpus.passages import passages
from analysis.model import Lexicon
from analysis.reading.read import paste
from ui.answers.layout_rhythm import SHAPES, answer_rhythm
from ui.asked import ask
from ui.view import View


def han(text):
    return sum(map(is_han, text))


def bars(figure):
    """Return key → (place, width, height) of every whole bar that can be clicked; what lies on it is left out."""
    found = {}
    for trace in figure.data:
        if trace.customdata is not None and trace.yaxis != "y2":
            for key, x, width, y in zip(trace.customdata, trace.x, trace.width, trace.y, strict=True):
                if key not in found or found[key][1] < width:
                    found[key] = (x, width, y)
    return found


@pytest.mark.parametrize("shape", SHAPES)
def test_each_bar_opens_the_stretch_that_is_as_long(sample_store, shape):
    found = answer_rhythm(ask(sample_store, View(shape=shape)))
    table = found.drawn.table.set_index("key")
    text = queries.texts(sample_store, [found.speech])[found.speech]
    drawn = bars(found.drawn.figure)
    assert set(drawn) == set(table.index)
    for key in list(table.index)[:: len(table) // 5]:
        place, width, height = drawn[key]
        row = table.loc[key]
        assert (width, height, place) == (row["han"], row["han"], han(text[: row["start"]])) or row["enumerated"]
        opened = answer_rhythm(ask(sample_store, View(shape=shape, chosen=key))).opened
        (start, end) = opened.marks[0] if opened.marks else (0, len(opened.text))
        assert opened.text[start:end] == text[row["start"] : row["end"]] or "…" in opened.text
        assert opened.han == han(opened.text[start:end]) == row["han"]


def test_bars_stand_one_behind_the_other_and_the_chosen_one_is_apart(sample_store):
    found = answer_rhythm(ask(sample_store, View(shape="clause")))
    table = found.drawn.table
    assert (table["han_before"].iloc[1:].to_numpy() >= (table["han_before"] + table["han"]).iloc[:-1].to_numpy()).all()
    key = table["key"].iloc[7]
    chosen = answer_rhythm(ask(sample_store, View(shape="clause", chosen=key))).drawn.figure
    assert [list(t.customdata) for t in chosen.data if t.marker.color == ask(sample_store, View()).colours.accent] == [[key]]


def test_what_is_counted_off_opens_as_much_as_is_drawn(sample_store):
    asked = ask(sample_store, View())
    shares = next(trace for trace in answer_rhythm(asked).speeches.figure.data if trace.type == "bar")
    texts, outlines = queries.texts(sample_store, asked.ids), queries.outlines(sample_store, asked.ids)
    assert sorted(shares.customdata) == sorted(f"{id_}-e" for id_ in asked.ids)
    for key, share in list(zip(shares.customdata, shares.x, strict=True))[::2]:
        id_ = key.removesuffix("-e")
        found = answer_rhythm(ask(sample_store, View(chosen=key)))
        assert found.speech == id_
        positions = found.opened.positions
        said = outlines[(outlines["id"] == id_) & (outlines["parent"] == -1) & outlines["role"].isin(["opening", "unit", "closing"])]["han"].sum()
        assert sum(han(texts[id_][a:b]) for a, b in zip(positions["start"], positions["end"], strict=True)) == round(share * said)
        for passage in passages(sample_store, positions):
            assert all(0 <= a < b <= len(passage.text) for a, b in passage.marks)


def test_the_second_tone_covers_what_the_table_calls_enumerated(sample_store):
    key = max(answer_rhythm(ask(sample_store, View())).all.table.itertuples(), key=lambda row: row.enumerated).id
    found = answer_rhythm(ask(sample_store, View(of=key, shape="paragraph", chosen="nothing")))
    assert found.speech == key
    second = ask(sample_store, View()).colours.second
    trace = next(t for t in found.drawn.figure.data if t.marker.color == second)
    chosen = found.drawn.table.loc[found.drawn.table["han"].idxmax(), "key"]
    table = found.drawn.table.set_index("key").drop(chosen)
    assert sum(trace.width) == table["enumerated"].sum() > 0
    for k, x, width in zip(trace.customdata, trace.x, trace.width, strict=True):
        assert table.loc[k, "han_before"] <= x
        assert x + width <= table.loc[k, "han_before"] + table.loc[k, "han"]


def test_each_row_is_a_speech_and_the_missing_year_a_gap(sample_store):
    asked = ask(sample_store, View())
    found = answer_rhythm(asked)
    figure, table = found.speeches.figure, found.all.table.set_index("id")
    dots = [trace for trace in figure.data if trace.type == "scatter" and trace.mode == "markers"]
    assert len(dots) == len(PANELS) - 1
    for trace, stretch in zip(dots, ("sentence", "clause"), strict=True):
        assert list(trace.x) == [table.loc[id_, f"{stretch}_median"] for id_ in trace.customdata]
    assert len(figure.layout.shapes) == 1
    assert figure.layout.yaxis.ticktext[int(figure.layout.shapes[0].y0 + 1)] == "2014"


def test_a_click_on_a_speech_draws_it_and_the_newest_stands_first(sample_store):
    asked = ask(sample_store, View())
    assert answer_rhythm(asked).speech == asked.ids[-1]
    assert answer_rhythm(ask(sample_store, View(chosen=asked.ids[3], of=asked.ids[1]))).speech == asked.ids[3]
    assert answer_rhythm(ask(sample_store, View(of=asked.ids[1]))).speech == asked.ids[1]


@pytest.mark.parametrize("text", ["Hello, world.", "2024\n……\n", "一、\n二、\n三、\n"])
def test_a_speech_that_says_nothing_is_told_so(store, text):
    (id_,) = store.add([paste(text)], Lexicon())
    found = answer_rhythm(ask(store, View()))
    assert found.speech == id_
    if found.drawn is None:
        assert "无从量起" in found.sentence
        assert found.all.notes
        assert found.speeches is None


def test_a_long_paragraph_is_cut_around_what_was_clicked(store):
    store.add([paste("同志们：\n" + "渔港要建，码头要修。" * 300)], Lexicon())
    opened = answer_rhythm(ask(store, View(chosen="x", shape="sentence"))).opened
    assert len(opened.text) < 1000
    assert opened.text[slice(*opened.marks[0])] == "渔港要建，码头要修。"


def test_marks_in_text_are_shown_as_they_are_written(store):
    store.add([paste("同志们：\n今天<b>说说</b>{han}渔港的事。\n大家<br>辛苦了。")], Lexicon())
    found = answer_rhythm(ask(store, View()))
    hovers = [text for trace in found.drawn.figure.data for text in trace.hovertext]
    assert any("&lt;b&gt;说说" in text for text in hovers)
    assert not any("<b>" in text for text in hovers)


def test_of_very_many_stretches_the_longest_of_each_place_are_drawn_and_the_table_has_all(store):
    store.add([paste("同志们：\n" + "渔港要建，码头要修好。路通。" * 1500)], Lexicon())
    found = answer_rhythm(ask(store, View(shape="clause")))
    assert found.thinned
    table = found.drawn.table.set_index("key")
    assert len(table) == 4500
    drawn = bars(found.drawn.figure)
    assert len(drawn) <= MOST_DRAWN + 1
    assert sum(table.loc[key, "text"] == "路通。" for key in drawn) < sum(table.loc[key, "text"] == "码头要修好。" for key in drawn)
    short = table.index[table["text"] == "路通。"][0]
    assert short in bars(answer_rhythm(ask(store, View(shape="clause", chosen=short))).drawn.figure)
