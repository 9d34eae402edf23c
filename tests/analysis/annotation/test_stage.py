"""What was not said is found, and its false friends are not."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.annotation.stage import find_stage

TALK = """主持人：各位网友，大家好！今天我们请来了临澜市副市长。
李明：大家好，很高兴同网友交流。（笑）
主持人：先请您介绍一下今年的打算。
李明：今年我们主要抓三件事。（掌声）
"""


def shown(text):
    return [(text[start:end], kind) for start, end, kind in find_stage(text)]


@pytest.mark.parametrize(
    "note",
    [
        "（掌声）",
        "（热烈鼓掌）",
        "（笑声）",
        "（全场起立）",
        "(掌声)",
        "（长时间热烈的掌声）",
        "（笑声、掌声）",
        "（全场响起雷鸣般的掌声）",
        "（大家鼓掌）",
        "（经久不息的掌声，全体起立）",
        "（热烈掌声！）",
        "【掌声】",
        "（笑）",
        "（默哀毕）",
        "（播放视频）",
        "（面向台下鞠躬）",
    ],
)
def test_stage_notes_are_found_with_their_brackets(note):
    assert shown(f"我们一定能够做到。{note}下面讲第二点。") == [(note, "stage")]


@pytest.mark.parametrize(
    "text",
    [
        "晚会上合唱了“（掌声响起来）”。",
        "大家合唱《掌声响起来》（掌声响起来）。",
        "（二）掌声的背后",
        "《临澜市城市管理办法（试行）》已经印发。",
        "要让群众满意（笑容多起来）。",
        "热烈的掌声（见附件）代表了群众的心声。",
        "（略）",
        "（全场）",
        "（会议结束后）",
        "（掌声代表民心，笑容代表民意）",
        "“（掌声）”两个字，记录员写了九次。",
        "（）()",
    ],
)
def test_what_only_looks_like_a_stage_note_is_left(text):
    assert shown(text) == []


def test_speakers_are_known_by_their_labels():
    assert shown(TALK) == [
        ("主持人：", "speaker"),
        ("李明：", "speaker"),
        ("（笑）", "stage"),
        ("主持人：", "speaker"),
        ("李明：", "speaker"),
        ("（掌声）", "stage"),
    ]


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("问：今年投资多少？\n答：四百亿元。", ["问：", "答："]),
        ("　　记者:水从哪里来？\n　　市水利局局长：从东浦水库来。", ["记者:", "市水利局局长："]),
        ("王强（市发改委主任）：我汇报两点。\n赵敏（青堰县县长）：我补充一点。", ["王强（市发改委主任）：", "赵敏（青堰县县长）："]),
        ("记者甲：请问进度。\n代表二：还有三成没有完成。", ["代表二："]),
        ("欧阳静：我先说。\n王强：我后说。\n原因：有三个。", ["欧阳静：", "王强："]),
    ],
)
def test_labels_of_several_shapes(text, labels):
    found = [label for label, _ in shown(text)]
    assert set(labels) <= set(found) <= {*labels, "记者甲："}


@pytest.mark.parametrize(
    "text",
    [
        "李明：我来说两句。\n大家听了都点头。",
        "同志们：\n下面我讲三点。\n同志们：时间不等人。\n同志们：行动起来吧！",
        "各位代表：现在，我作报告。\n各位代表：请予审议。",
        "一是：抓项目。\n二是：抓作风。\n三是：抓落实。",
        "原因：水情复杂。\n目标：年底通水。\n措施：分三步走。",
        "任务：年底通水。\n任务：年底通车。",
        "主任：沈怀川\n副主任：梁思齐、王强\n委员：李明",
        "时间：2012年3月5日。\n地点：市会议中心。\n主持人：沈怀川。",
        "任务：年底通水。\n方法：分三步走。\n成效：群众说了算。\n王强：负责。",
    ],
)
def test_what_only_looks_like_a_speaker_is_left(text):
    assert shown(text) == []


def test_the_sample_speeches_were_held_by_one_person(sample_texts):
    assert {name: find_stage(text) for name, text in sample_texts.items() if find_stage(text)} == {}


@pytest.fixture
def sample_texts():
    return {path.name: path.read_text(encoding="utf-8") for path in sorted((Path(__file__).parents[3] / "data" / "speeches").glob("*.txt"))}


@given(st.text(alphabet="（）()【掌声笑全场起立的、，主持人记者问答李明王：:。？\n　A1一"))
def test_spans_are_in_order_and_do_not_overlap(text):
    found = find_stage(text)
    assert all(0 <= start < end <= len(text) for start, end, _ in found)
    assert all(before[1] <= after[0] for before, after in pairwise(found))


def test_a_long_bracket_without_end_takes_no_time():
    assert find_stage("（" + "掌声的" * 20_000) == ()
    assert find_stage("（" + "的" * 29 + "x）") == ()
