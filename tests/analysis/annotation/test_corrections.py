import unicodedata
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from analysis.annotation.annotate import annotate
from analysis.annotation.corrections import ACTIONS, CONTEXT, Anchor, Correction, anchor, corrected, locate, refusals
from analysis.annotation.outline import find_sections
from analysis.annotation.tokens import cut, token_rows
from analysis.corpus.build import SAMPLE
from analysis.model import Lexicon
from tests.analysis.annotation.test_annotate import check_rows

TEXT = """在全市推进古渡振兴工作会议上的讲话
同志们：
今天会议的任务是部署古渡振兴工作。下面，我讲几点意见。
一、看清形势
去年古渡镇修了码头。今年还要修路。
（一）水路要通
船要能来，货要能走。
（二）陆路要通
路要修到村口，桥要架过小河。
二、抓好落实
重点是把三件事办好。
各村要一起动手
村里的事，村里人商量着办。
三、加强领导
各级干部要到码头上去。
让我们共同努力，把古渡建设得更加美好！
谢谢大家。
"""
NOON = datetime(2026, 3, 1, 12)  # noqa: DTZ001  times are UTC without a zone


def correct(action, quote, value="", text=TEXT, minute=0, nth=0):
    place = -1
    for _ in range(nth + 1):
        place = text.index(quote, place + 1)
    return Correction("s", action, *anchor(text, place, place + len(quote)), value, "测试", NOON + timedelta(minutes=minute))


def outline(*corrections, text=TEXT):
    """The outline as indented labels, with the reasons of what was lost."""
    sections, lost = corrected(text, find_sections(text), corrections)
    check(text, sections)
    return [f"{'-' * s.level}{s.marker}{s.heading}" if s.role == "unit" else s.role for s in sections], [entry.reason for entry in lost]


FOUND = ["title", "salutation", "opening", "-一、看清形势", "--（一）水路要通", "--（二）陆路要通", "-二、抓好落实", "-三、加强领导", "closing"]


@pytest.mark.parametrize(
    ("correction", "first", "end", "instead"),
    [
        (correct("promote", "（一）水路"), 4, 6, ["-（一）水路要通", "--（二）陆路要通"]),
        (correct("promote", "（二）陆路"), 5, 6, ["-（二）陆路要通"]),
        (correct("demote", "二、抓好落实"), 6, 7, ["--二、抓好落实"]),
        (correct("demote", "（二）陆路"), 5, 6, ["---（二）陆路要通"]),
        (correct("join", "（二）陆路"), 5, 6, []),
        (correct("join", "二、抓好"), 3, 7, ["-一、看清形势", "--（一）水路要通", "--（二）陆路要通"]),
        (correct("join", "让我们共同努力"), 8, 9, []),
        (correct("rename", "二、抓好", "抓 落实\n见效"), 6, 7, ["-二、抓 落实 见效"]),
        (correct("unmark", "（一）水路"), 4, 5, []),
        (correct("unmark", "二、抓好"), 6, 7, []),
        (correct("unmark", "一、看清形势"), 3, 6, ["-（一）水路要通", "-（二）陆路要通"]),
        (correct("unmark", "让我们共同努力"), 8, 9, []),
        (correct("unmark", "同志们："), 1, 3, ["opening"]),
        (correct("mark", "村要一起动手"), 7, 7, ["-各村要一起动手"]),
        (correct("mark", "各村要一起动手", "2"), 7, 7, ["--各村要一起动手"]),
        (correct("mark", "船要能来", "1"), 5, 6, ["-船要能来，货要能走", "--（二）陆路要通"]),
        (correct("mark", "今天会议"), 2, 3, ["-今天会议的任务是部署古渡振兴工作"]),
        (correct("split", "今年还要修路"), 4, 6, ["-今年还要修路", "--（一）水路要通", "--（二）陆路要通"]),
        (correct("split", "下面，我讲"), 3, 3, ["-下面，我讲几点意见"]),
        (correct("split", "桥要架过"), 6, 6, ["--桥要架过小河"]),
    ],
    ids=lambda value: f"{value.action} {value.quote}" if isinstance(value, Correction) else "",
)
def test_what_an_action_does(correction, first, end, instead):
    assert outline(correction) == ([*FOUND[:first], *instead, *FOUND[end:]], [])


@pytest.mark.parametrize(
    ("correction", "reason"),
    [
        (correct("promote", "二、抓好"), "topmost"),
        (correct("promote", "同志们："), "frame"),
        (correct("demote", "一、看清"), "no_sister"),
        (correct("demote", "（一）水路"), "no_sister"),
        (correct("demote", "让我们共同努力"), "frame"),
        (correct("join", "（一）水路"), "no_sister"),
        (correct("rename", "同志们：", "各位"), "frame"),
        (correct("unmark", "今天会议"), "nothing_before"),
        (correct("unmark", "修了码头"), "no_unit"),
        (correct("split", "二、抓好"), "already_begins"),
        (correct("split", "、抓好"), "inside_marker"),
        (correct("mark", "抓好落实"), "already_begins"),
        (correct("mark", "各村要一起", "3"), "level"),
        (correct("mark", "各村要一起", "一"), "level"),
        (replace(correct("rename", "二、抓好", "丙"), quote="四、抓好"), "not_found"),
        (replace(correct("rename", "二、抓好", "丙"), quote="　"), "not_found"),
    ],
    ids=lambda value: f"{value.action} {value.quote}" if isinstance(value, Correction) else "",
)
def test_what_cannot_be_done_changes_nothing_and_is_said(correction, reason):
    sections = find_sections(TEXT)
    after, lost = corrected(TEXT, sections, [correction])
    assert after == sections
    assert [(entry.correction, entry.reason) for entry in lost] == [(correction, reason)]


def test_what_was_touched_says_so_and_nothing_else_changes():
    before = find_sections(TEXT)
    after, _ = corrected(TEXT, before, [correct("split", "今年还要修路"), correct("rename", "三、加强", "领导", minute=1)])
    touched = {s.heading: s.evidence[-1] for s in after if any(e.startswith("+corrected") for e in s.evidence)}
    assert touched == {"看清形势": "+corrected:split", "今年还要修路": "+corrected:split", "领导": "+corrected:rename"}
    assert [s.heading for s in before if s.role == "unit"] == ["看清形势", "水路要通", "陆路要通", "抓好落实", "加强领导"]


def test_text_of_a_unit_that_is_unmarked_falls_to_the_deepest_before_it():
    after, _ = corrected(TEXT, find_sections(TEXT), [correct("unmark", "二、抓好")])
    held = next(s for s in after if s.heading == "陆路要通")
    assert TEXT[held.start : held.end].endswith("商量着办。\n")
    assert held.evidence[-1] == "+corrected:unmark"


def test_corrections_go_by_time_whatever_order_they_are_given_in():
    first, second = correct("promote", "（一）水路"), correct("demote", "（一）水路", minute=1)
    assert outline(first, second) == outline(second, first)
    assert outline(replace(first, time=second.time), replace(second, time=first.time)) != outline(first, second)


def test_a_correction_of_a_unit_that_another_made():
    split, rename = correct("split", "今年还要修路"), correct("rename", "今年还要修路", "修路", minute=1)
    assert "-修路" in outline(split, rename)[0]
    assert outline(rename) == (FOUND, ["no_unit"])


def test_a_speech_without_a_frame_has_an_opening_where_its_first_unit_is_unmarked():
    text = "一、甲\n甲的内容说得很清楚。\n二、乙\n乙的内容也说得很清楚。\n"
    assert outline(correct("unmark", "一、甲", text=text), text=text) == (["opening", "-二、乙"], [])
    plain = "  今年要修路。\n明年要架桥。\n"
    assert outline(correct("mark", "今年要修路", text=plain), text=plain) == (["-今年要修路"], [])


def test_a_new_unit_knows_its_marker():
    text = "要做到以下几点。三是要修路，把路修好。\n此外还有别的工作要做。\n"
    sections, _ = corrected(text, find_sections(text), [correct("split", "三是要修路", text=text)])
    assert [(s.marker, s.heading, s.style) for s in sections if s.role == "unit"] == [("三是", "要修路，把路修好", "inline")]


def test_headings_are_of_the_text_that_is_analysed_and_quotes_of_that_which_is_printed():
    printed = "一、看清形勢\n今年還要修路,要修好。\n二、抓好落實\n把事情辦好。\n"
    text = "一、看清形势\n今年还要修路，要修好。\n二、抓好落实\n把事情办好。\n"
    sections, lost = corrected(text, find_sections(text), [correct("mark", "今年還要修路,", text=printed)], printed)
    assert lost == ()
    assert [s.heading for s in sections] == ["看清形势", "今年还要修路，要修好", "抓好落实"]


# --- places ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("other", "found"),
    [
        ("一、2012年，修路。\n\n\n二、架桥", "2012年，修路"),
        ("一、２０１２年，修路。二、架桥", "２０１２年，修路"),
        ("　　一、2012年,修\n路。二、架桥", "2012年,修\n路"),
        ("一、20\u200b12年，修\ufeff路。", "20\u200b12年，修\ufeff路"),
        ("一、2012⽉，修路", None),
        ("", None),
    ],
)
def test_a_quote_is_found_whatever_repairs_are_on(other, found):
    text = "一、2012年，修路。\n二、架桥"
    place = locate(other, correct("mark", "2012年，修路", text=text))
    assert (other[slice(*place)] if place else None) == found


def test_lookalikes_are_one_letter():
    assert locate("全⾯推进⽅案", Anchor("面推进方", "全", "案")) == (1, 5)


@pytest.mark.parametrize("nth", range(4))
def test_of_several_places_the_context_decides(nth):
    text = "修路。\n甲说：修路。\n乙说：修路。\n修路。"
    wanted = correct("mark", "修路", text=text, nth=nth)
    start = locate(text, wanted)[0]
    assert text[:start].count("修路") == nth
    again = "前言。\n" + text.replace("。\n", "。\n\n　　")
    if 0 < nth < 3:
        assert again[: locate(again, wanted)[0]].count("修路") == nth


ANY = st.text(alphabet="甲乙丙。\n　1１ \u200b①㎏", max_size=60)


def seen(text):
    return "".join(unicodedata.normalize("NFKC", text.replace("\u200b", "")).split())


@given(ANY, st.data())
def test_an_anchor_leads_back_to_the_same_place(text, data):
    start = data.draw(st.integers(0, len(text)))
    anchored = anchor(text, start, data.draw(st.integers(start, len(text))))
    assert text.startswith(anchored.quote, start)
    assert len(anchored.before) <= CONTEXT >= len(anchored.after)
    place = locate(text, anchored)
    if not seen(anchored.quote):
        assert place is None
    else:
        assert seen(text[: place[0]]) == seen(text[:start])


def test_a_quote_is_as_long_as_it_takes_to_mean_one_place():
    text = "修路架桥通水通电。\n" * 20
    for start in range(0, len(text), 10):
        assert locate(text, anchor(text, start, start + 2))[0] == start


@pytest.mark.parametrize("path", sorted(SAMPLE.glob("*.txt")), ids=lambda path: path.stem)
def test_every_unit_of_the_sample_corpus_is_found_by_its_words(path):
    text = path.read_text(encoding="utf-8")
    other = text.replace("\n", "\n\n　　").replace("。", "。\u200b")
    for unit in find_sections(text):
        anchored = anchor(text, unit.start, unit.heading_end)
        start, _ = locate(other, anchored)
        assert seen(other[:start]) == seen(text[: unit.start])


# --- any outline, any corrections --------------------------------------------------------------------------------------------


def check(text, sections):
    """Ids in reading order, parents and levels that agree, units that cover the text and lie in one another."""
    assert [s.id for s in sections] == list(range(len(sections)))
    top = [s for s in sections if s.parent == -1]
    assert "".join(text[s.start : s.end] for s in top) == text
    assert [a.end for a in top[:-1]] == [b.start for b in top[1:]]
    last_end = {}
    for s in sections:
        assert text.startswith(s.marker, s.start)
        assert 0 <= s.start <= s.heading_end <= max(s.end, s.heading_end) <= len(text)
        assert (s.level > 0) == (s.role == "unit")
        if "+corrected:rename" not in s.evidence:
            assert s.heading in text[s.start : s.heading_end]
        if s.parent >= 0:
            parent = sections[s.parent]
            assert s.parent < s.id
            assert parent.start <= s.start <= s.end <= parent.end
            assert s.level == parent.level + 1
            assert last_end.get(s.parent, 0) <= s.start
            last_end[s.parent] = s.end
        else:
            assert s.level == (s.role == "unit")
    starts = [s.start for s in sections]
    assert starts == sorted(starts)


LINE = st.sampled_from(
    [
        *("在全市会议上的讲话", "同志们：", "一、甲的工作", "二、乙的工作", "三、丙。要修路，要架桥。", "（一）丁", "（二）戊", "1．己", "2．庚"),
        *(
            "一是修路；二是架桥；三是通水。都要办好。",
            "第一，辛。要做。",
            "第二，壬。要做。",
            "——癸",
            "——子",
            "",
            "　　今年的工作要抓好。明年也一样。",
            "各位代表！",
        ),
        *("丑的内容", "让我们共同努力！", "谢谢大家。", "首先，寅；其次，卯。"),
    ]
)
TEXTS = st.lists(LINE, min_size=1, max_size=16).map("\n".join)


@st.composite
def layers(draw):
    text = draw(TEXTS)
    found = find_sections(text)
    starts = [s.start for s in found if s.role == "unit"] or [0]
    layer = []
    for minute in range(draw(st.integers(1, 7))):
        start = draw(st.sampled_from(starts) | st.sampled_from(starts) | st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(1, 12)))
        action, value = draw(st.sampled_from(ACTIONS)), draw(st.sampled_from(["", "", "1", "2", "3", "改名"]))
        layer.append(Correction("s", action, *anchor(text, start, end), value, "", NOON + timedelta(minutes=minute)))
    return text, layer


@settings(max_examples=400)
@given(layers())
def test_an_outline_stays_one_and_the_last_correction_can_be_left_out(given_):
    text, layer = given_
    found = find_sections(text)
    assert corrected(text, found, []) == (found, ())
    steps, lost = found, ()
    for n, correction in enumerate(layer, start=1):
        before = steps
        steps, of_step = corrected(text, before, [correction])
        lost += of_step
        check(text, steps)
        assert (steps == before) == bool(of_step) or correction.action in ("rename", "function")  # the same once more
        assert corrected(text, found, layer[: n - 1])[0] == before
        assert corrected(text, found, layer[:n]) == (steps, lost)


@settings(max_examples=100)
@given(layers(), TEXTS)
def test_rows_of_a_corrected_outline_hang_together(given_, other):
    text, layer = given_
    assume(text.strip() and other.strip())
    texts = [other, text, other]
    found = annotate(texts, {1: (text, layer)})
    assert found.lost == corrected(text, find_sections(text), layer)[1]
    tables = {name: getattr(found, name) for name in ("sections", "sentences", "slogans", "expansions")}
    tables["tokens"] = token_rows(texts, cut(texts, Lexicon()), found.sections, found.sentences)
    for place, of_place in enumerate(texts):
        check_rows(of_place, {name: [row for row in table.to_pylist() if row["text"] == place] for name, table in tables.items()}, found.han[place])


@pytest.mark.parametrize("layer", [(), (correct("demote", "二、抓好"), correct("unmark", "（一）水路", minute=1))], ids=["found", "corrected"])
def test_what_is_refused_is_what_is_lost(layer):
    sections, lost = corrected(TEXT, find_sections(TEXT), layer)
    assert not lost
    done = set()
    for section in sections:
        for place in (section.start, section.heading_end, (section.heading_end + section.end) // 2):
            if TEXT[place].isspace():  # no letter begins there
                continue
            refused = refusals(TEXT, sections, section.start, place)
            for action in ACTIONS:
                start = place if action in ("split", "mark") else section.start
                value = "标题" if action == "rename" else ""
                _, lost = corrected(TEXT, sections, [Correction("s", action, *anchor(TEXT, start, start + 1), value, "", NOON)])
                assert [entry.reason for entry in lost] == ([refused[action]] if action in refused else []), (section, place, action)
                done |= {(action, bool(lost))}
    assert done == {(action, is_lost) for action in ACTIONS for is_lost in (True, False)}


def test_nowhere_chosen_refuses_nothing_that_begins_there():
    refused = refusals(TEXT, find_sections(TEXT), TEXT.index("一、看清"))
    assert refused == {"promote": "topmost", "demote": "no_sister"}
    assert set(refusals(TEXT, find_sections(TEXT), 3)) == set(ACTIONS) - {"split", "mark"}
