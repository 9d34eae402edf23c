"""Counted characters go to the top unit they stand in, whatever is counted, and each unit begins with its own text."""

import pytest

from analysis.corpus import queries
from analysis.corpus.functions import ensure_functions
from analysis.corpus.unit_queries import finest_units, first_sentences, top_units
from analysis.model import PARTS, Lexicon
from analysis.reading.read import paste

TEXT = """在全县水利工作会议上的讲话
（2014年11月3日）
同志们：
今天把各乡镇请到一起，只谈水利。
一、过去一年的工作
（一）修渠有了进展。去年修通干渠三十里。
（二）清淤。完成了十二口塘。
二、今后的任务
（一）抓好冬修。年底前把六处险段补上。
（鼓掌）
（二）备好物资。编织袋要到村。
三、切实加强领导。
同志们，让我们把冬修这一仗打好！"""


@pytest.fixture
def speech(store):
    (id_,) = store.add([paste(TEXT)], Lexicon())
    ensure_functions(store)
    return id_


@pytest.mark.parametrize("parts", [("heading", "body"), ("body",), ("heading",), PARTS])
def test_counted_characters_are_shared_out_without_rest(store, speech, parts):
    store.set_parts(parts)
    units = top_units(store, [speech])
    outline = queries.outlines(store, [speech])
    assert list(units["unit"]) == list(outline.loc[outline["parent"] == -1, "unit"])
    assert units["counted_han"].sum() == queries.sizes(store, [speech], "all", Lexicon())["han"].sum()
    if parts == PARTS:
        top = outline[outline["parent"] == -1].set_index("unit")["han"]
        assert dict(zip(units["unit"], units["counted_han"], strict=True)) == dict(zip(units["unit"], units["han"], strict=True)) == dict(top)


@pytest.mark.parametrize("parts", [("heading", "body"), ("body",), ("heading",), PARTS])
def test_characters_go_to_the_deepest_unit_that_is_decided_without_rest(store, speech, parts):
    store.set_parts(parts)
    store.tuples("update functions set function = '' where section in (select id from sections where heading in ('今后的任务', '抓好冬修', '清淤'))")
    units, outline = finest_units(store, [speech]), queries.outlines(store, [speech]).set_index("unit")
    assert units["counted_han"].sum() == queries.sizes(store, [speech], "all", Lexicon())["han"].sum()
    shown = set(outline.index[(outline["parent"] == -1) | (outline["function"] != "")])
    assert set(units["unit"]) == shown
    by_heading = units.set_index("heading")["counted_han"]
    assert not {"清淤", "抓好冬修"} & set(by_heading.index)
    if parts == PARTS:
        own = outline.set_index("heading")["own_han"]
        assert by_heading["过去一年的工作"] == own["过去一年的工作"] + own["清淤"]
        stage = len("鼓掌")
        assert by_heading["今后的任务"] == own["今后的任务"] + own["抓好冬修"] + stage


def test_what_a_person_left_undecided_takes_nothing_from_above(store, speech):
    store.tuples("update functions set function = '', corrected = true where section = (select id from sections where heading = '清淤')")
    units = finest_units(store, [speech]).set_index("heading")
    assert units.loc["清淤", "function"] == ""
    assert units.loc["清淤", "counted_han"] > 0


def test_each_unit_begins_with_its_text_and_not_with_a_heading(store, speech):
    units = top_units(store, [speech])
    units = units[units["role"].isin(["opening", "unit", "closing"])]
    begun = first_sentences(store, list(units["id"]), list(units["unit"]))
    assert [text for _, text in begun] == [
        "今天把各乡镇请到一起，只谈水利。",
        "去年修通干渠三十里。",
        "年底前把六处险段补上。",
        "三、切实加强领导。",
        "同志们，让我们把冬修这一仗打好！",
    ]
    at = queries.sentences(store, speech).set_index("sentence")
    for sentence, text in begun:
        assert text in TEXT[at.loc[sentence, "start"] : at.loc[sentence, "end"]]


def test_a_unit_that_is_not_there_has_no_sentence(store, speech):
    assert first_sentences(store, [speech, "ffffffffffff"], [999, 0]) == [(-1, ""), (-1, "")]
    assert first_sentences(store, [], []) == []


def test_deleted_speeches_are_left_out(store, speech):
    store.set_deleted([speech], deleted=True)
    assert top_units(store, [speech]).empty
    assert finest_units(store, [speech]).empty
