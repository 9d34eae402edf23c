"""Whatever a corpus is like, every part of the layout page has an answer or none; never an exception."""

from functools import cache

import pytest

from analysis.corpus.store import Store
from analysis.model import Lexicon
from analysis.reading.read import paste
from ui.answers.layout import answer_layout
from ui.answers.layout_attention import answer_attention
from ui.answers.layout_correct import answer_correct
from ui.answers.layout_depth import answer_levels, answer_lists
from ui.answers.layout_frames import answer_frames
from ui.answers.layout_places import answer_places
from ui.answers.layout_rhythm import answer_rhythm
from ui.answers.layout_themes import SHAPES, TABLES, answer_themes
from ui.asked import ask
from ui.view import View, key_of, slogan_key

PLAIN = [
    f"在第{n}次码头例会上的讲话\n20{n}年3月{n}日\n同志们：\n今年风浪{word}，大家辛苦了。\n谢谢大家。"
    for n, word in ((11, "大"), (12, "小"), (13, "急"))
]
CORPORA = {
    "no headings": PLAIN,
    "headings alone": [f"20{n}年3月1日\n" + "\n".join(f"{sign}、修好码头" for sign in "一二三四五六") for n in (11, 12, 13)],
    "one without a year": [*PLAIN[:2], "同志们：\n一、看海\n风大，浪高，天冷。\n二、看船\n一是船老，二是帆旧。"],
    "a number": ["一、"],
    "a thousand headings": ["2012年3月1日\n同志们：\n" + "\n".join(f"{n}. 查第{n}号闸门\n开关都要灵。" for n in range(1, 1001))],
    "English": ["Dear comrades,\n1. Hello\nThe sea is wide.\n2. World\nThe ship is old.", "2014-05-06\nNo heading at all."],
}
ELSEWHERE = "在大坝例会上的讲话\n2011年3月2日\n同志们：\n水库蓄满，堤坝坚固，要做到“四个过硬”。"
"""A speech of each corpus that is not selected; what is followed of its words stands in none of the selected speeches."""

ABSENT = [key_of("水库"), slogan_key("四个过硬"), key_of("堤坝")]
PRESENT = key_of("码头")
ANSWERS = {
    "outline": (answer_layout, [("share", ""), ("han", "")]),
    "attention": (answer_attention, [("", "")]),
    "themes": (answer_themes, [(SHAPES[0], TABLES[0]), *((SHAPES[1], table) for table in TABLES[1:])]),
    "rhythm": (answer_rhythm, [("sentence", ""), ("clause", ""), ("paragraph", "SPEECH")]),
    "levels": (answer_levels, [("levels", "")]),
    "lists": (answer_lists, [("lists", ""), ("lists", "SPEECH")]),
    "places": (
        answer_places,
        [*(("share", "".join(ABSENT[:n])) for n in range(4)), ("han", PRESENT + "".join(ABSENT[::2])), ("share", PRESENT + ABSENT[1])],
    ),
    "frames": (answer_frames, [("", "")]),
    "correct": (answer_correct, [("", ""), ("", "SPEECH")]),
}


@pytest.fixture(scope="module")
def stores(tmp_path_factory):
    made = []

    @cache
    def make(name):
        store = Store(tmp_path_factory.mktemp("hostile"))
        made.append(store)
        return store, store.add([paste(text) for text in (*CORPORA[name], ELSEWHERE)], Lexicon())[:-1]

    yield make
    for store in made:
        store.close()


@pytest.mark.parametrize("part", list(ANSWERS))
@pytest.mark.parametrize("name", list(CORPORA))
def test_every_part_has_an_answer_or_none(stores, name, part):
    store, ids = stores(name)
    answer, views = ANSWERS[part]
    for chosen in ("", f"{ids[0]}-1"):
        for shape, about in views:
            of = about.replace("SPEECH", ids[-1])
            found = answer(ask(store, View(part=part, shape=shape, of=of, chosen=chosen, speeches=tuple(ids))))
            assert found is None or getattr(found, "sentence", "—")
