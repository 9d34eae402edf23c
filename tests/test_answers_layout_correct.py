"""The outline that is corrected: every unit says why it is one, and its text falls into places where another could begin."""

import ast
import re

import pytest

from analysis.annotation.corrections import ACTIONS, anchor
from analysis.annotation.outline_tree import Reason
from analysis.corpus.corrections import add_correction, undo_last
from analysis.corpus.store import Store
from analysis.model import Lexicon
from analysis.reading.read import paste
from tests.conftest import ROOT
from ui.answers.layout_correct import answer_correct, reason, unit_at
from ui.asked import ask
from ui.view import View
from ui.words import LANGUAGES, Words, texts

TEXT = """在柳埠镇防汛工作会议上的讲话
同志们：
今天只讲三条。
一、看清汛情
（一）雨情。今年雨来得早；下得急。堤要早查！
（二）工情
闸门旧了。
二、备足料物
沙袋要够。
四、管住堤防
一是查险，日夜有人；二是抢险，随叫随到；三是报险，不瞒不漏。
五、管住闸门
开关听令。
五、管住人心
谣言要止。
"""
EVIDENCE = ("outline.py", "series.py", "titles.py", "outline_tree.py", "corrections.py", "functions.py")
"""Where units get their evidence; that of stage notes (`stage_sections.py`) is of no unit of the outline."""


@pytest.fixture
def id_(store):
    return store.add([paste(TEXT)], Lexicon())[0]


def answered(store, id_, label="", place=None, language="zh"):
    answer = answer_correct(ask(store, View(of=id_, lang=language)))
    if not label:
        return answer
    key = answer.units.loc[answer.units["label"] == label, "key"].iloc[0]
    return answer_correct(ask(store, View(of=id_, chosen=key, lang=language)), place)


def whys(answer):
    return dict(zip(answer.units["label"], answer.units["found"], strict=True))


def emitted():
    """Every kind of evidence that annotation gives units, with its sign."""
    for name in EVIDENCE:
        for node in ast.walk(ast.parse((ROOT / "analysis" / "annotation" / name).read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and (found := re.match(r"([+-][a-z][a-z-]+)(?=:|$)", node.value)):
                yield found.group(1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_evidence_is_said_in_a_sentence(language):
    kinds = set(emitted())
    assert kinds == {"+series", "+title-line", "-starts", "-repeated", "-missing", "-alone", "+corrected"}
    words = Words(language)
    given = {"+series": ["+series:2/3", "+series:1/3"], "-starts": ["-starts:3"], "-missing": ["-missing:2", "-missing:2-3"]}
    given["+corrected"] = [f"+corrected:{action}" for action in ACTIONS if action != "function"] + [
        "+corrected:function:",
        "+corrected:function:call",
    ]
    for kind in kinds:
        for item in given.get(kind, [kind]):
            said = reason(item, words, ("一、", "三、"))
            assert said.endswith(("。", ".")), (item, said)
            assert "{" not in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_why_something_is_not_done_is_said(language):
    ids = {*Reason.__args__, "shadowed"}
    assert ids == {key.removeprefix("correction_lost.") for key in texts(language) if key.startswith("correction_lost.")}


def test_each_unit_says_why_it_is_one(store, id_):
    zh = Words("zh")
    found = whys(answered(store, id_))
    assert found["二、备足料物"] == (zh("evidence.series_both", before="一、", after="四、", place=2, size=5),)
    assert found["四、管住堤防"] == (zh("evidence.series_both", before="二、", after="五、", place=3, size=5), zh("evidence.not_missing", detail="3"))
    assert found["五、管住人心"] == (zh("evidence.series_last", before="五、", place=5, size=5), zh("evidence.not_repeated"))
    assert found["（一）雨情"] == (zh("evidence.series_first", after="（二）", size=2),)
    assert found["开头：今天只讲三条。"] == (zh("role_why.opening"),)
    assert all(found.values())


def test_neighbours_are_those_of_the_same_series(store):
    text = "同志们：\n" + "".join(f"{a}、第{a}个方面\n（一）先做\n做好。\n（二）再做\n做完。\n" for a in "一二")
    (id_,) = store.add([paste(text)], Lexicon())
    answer, zh = answered(store, id_), Words("zh")
    said = [found[0] for role, found in zip(answer.units["role"], answer.units["found"], strict=True) if role == "unit"]
    first, last = zh("evidence.series_first", after="（二）", size=2), zh("evidence.series_last", before="（一）", place=2, size=2)
    top = [zh("evidence.series_first", after="二、", size=2), zh("evidence.series_last", before="一、", place=2, size=2)]
    assert said == [top[0], first, last, top[1], first, last]


def test_a_unit_falls_into_the_places_where_another_could_begin(store, id_):
    answer = answered(store, id_, "一、看清汛情")
    assert [piece.text for piece in answer.pieces] == [
        "一、看清汛情",
        "（一）雨情。",
        "今年雨来得早；",
        "下得急。",
        "堤要早查！",
        "（二）工情",
        "闸门旧了。",
    ]
    text = store.speech(id_).text
    assert all(text.startswith(piece.text, piece.start) for piece in answer.pieces)
    inline = answered(store, id_, "二是抢险，随叫随到")
    assert [piece.text for piece in inline.pieces] == ["二是抢险，随叫随到；"]


def test_the_place_belongs_to_the_deepest_unit_there(store, id_):
    text = store.speech(id_).text
    answer = answered(store, id_, "一、看清汛情", text.index("下得急"))
    assert (answer.host, answer.level, list(answer.levels)) == ("（一）雨情", 2, [1, 2, 3])
    assert "split" not in answer.refused
    assert answered(store, id_, "一、看清汛情", text.index("（二）")).refused["split"] == "already_begins"
    assert answered(store, id_, "一、看清汛情", text.index("沙袋")).place is None
    assert unit_at(answer.units, text.index("下得急")) == answer.units.loc[answer.units["label"] == "（一）雨情", "key"].iloc[0]
    assert unit_at(answer.units, len(text)) == answer.units["key"].iloc[-1]


def test_words_that_begin_two_units_mean_the_deeper_one(store):
    (id_,) = store.add([paste("同志们：\n一是抓早，有人管；二是抓小，有人问；三是抓实，有人查。\n大家都要记住。\n")], Lexicon())
    answer = answered(store, id_)
    opening = answer.units[answer.units["role"] == "opening"].iloc[0]
    assert (answer.units["start"] == opening["start"]).sum() == 2
    refused = answered(store, id_, opening["label"]).refused
    assert {refused[action] for action in ACTIONS if action not in ("split", "mark")} == {"shadowed"}
    assert "shadowed" not in answered(store, id_, "一是抓早，有人管").refused.values()


def test_the_sentence_says_how_much_was_corrected(store, id_):
    words = Words("zh")
    assert answered(store, id_).sentence.endswith(words("layout_correct.untouched"))
    start = TEXT.index("二、备足")
    assert add_correction(store, id_, "demote", anchor(TEXT, start, start + 6)) is None
    answer = answered(store, id_, "二、备足料物")
    assert answer.sentence.endswith(words("layout_correct.by_hand", n=1))
    assert answer.unit["depth"] == 1
    assert answer.unit["by_hand"] == (words("evidence.corrected_demote"),)
    assert answer.undoable == answer.entries[0]
    assert answer.redoable is None
    undo_last(store, id_)
    assert answered(store, id_).redoable is not None


@pytest.mark.parametrize("text", ["今天很好。", "1,234\n5,678", "一、"])
def test_a_speech_without_units_is_shown_too(store, text):
    (id_,) = store.add([paste(text)], Lexicon())
    answer = answered(store, id_)
    assert answer.refused["rename"] == "frame"
    assert answer.unit["key"] == f"{id_}-0"


def test_corrections_that_were_all_undone_are_said_so(tmp_path):
    store = Store(tmp_path / "w")
    try:
        speech = paste("同志们：\n一、看清形势\n形势很好。\n二、抓好落实\n落实要快。\n三、加强领导\n领导带头。")
        (id_,) = store.add([speech], Lexicon())
        place = speech.text.index("二、")
        assert add_correction(store, id_, "demote", anchor(speech.text, place, place + 4)) is None
        assert "人校改过 1 处。" in answer_correct(ask(store, View())).sentence
        undo_last(store, id_)
        assert "人校改过 1 处，都已撤销。" in answer_correct(ask(store, View())).sentence
    finally:
        store.close()
