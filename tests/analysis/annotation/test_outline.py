import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.annotation.outline import find_sections
from tests.growth import check_growth

BODY = "这一段讲的是修路的事，路从村口修到渡口，一共七里，去年秋天动的工，今年春天通了车。"


def speech(*lines):
    return "\n".join(BODY if line == "…" else line for line in lines)


def units(text):
    return [(s.level, s.marker, s.heading, s.style) for s in find_sections(text) if s.role == "unit"]


def roles(text):
    return [(s.role, text[s.start : s.end].strip()) for s in find_sections(text) if s.parent == -1]


def levels(text):
    return [(s.level, s.marker) for s in find_sections(text) if s.role == "unit"]


def test_the_frame_of_a_speech():
    text = speech(
        "在全县修路工作会议上的讲话",
        "（2019年3月8日）",
        "县长 甲乙丙",
        "同志们：",
        "…",
        "一、去年",
        "…",
        "二、今年",
        "…",
        "同志们，路要一里一里修。",
        "县政府办公室",
        "2019年3月8日",
    )
    assert [role for role, _ in roles(text)] == ["title", "salutation", "opening", "unit", "unit", "closing", "signature"]
    assert roles(text)[0][1].endswith("甲乙丙")
    assert roles(text)[1][1] == "同志们："
    assert roles(text)[5][1].startswith("同志们，路")
    assert roles(text)[6][1].startswith("县政府")


def test_a_greeting_in_two_lines_and_thanks_at_the_end():
    text = speech("尊敬的主席先生，", "女士们、先生们：", "…", "…", "让我们携手修路！", "谢谢大家！")
    assert [role for role, _ in roles(text)] == ["salutation", "opening", "closing"]


def test_four_levels_in_the_usual_order():
    text = speech("一、甲", "（一）乙", "1．丙", "（1）丁", "…", "（2）戊", "…", "2．己", "…", "（二）庚", "…", "二、辛", "…")
    assert levels(text) == [(1, "一、"), (2, "（一）"), (3, "1．"), (4, "（1）"), (4, "（2）"), (3, "2．"), (2, "（二）"), (1, "二、")]


def test_the_level_is_what_the_document_makes_of_a_marker():
    directly = speech("一、甲", "第一，要快。" + BODY, "第二，要稳。" + BODY, "二、乙", "…")
    assert levels(directly) == [(1, "一、"), (2, "第一，"), (2, "第二，"), (1, "二、")]
    above = speech("第一，甲", "（一）子", "…", "（二）丑", "…", "第二，乙", "…")
    assert levels(above) == [(1, "第一，"), (2, "（一）"), (2, "（二）"), (1, "第二，")]
    against_custom = speech("1．甲", "一、子", "…", "二、丑", "…", "2．乙", "…", "3．丙", "…")
    assert levels(against_custom) == [(1, "1．"), (2, "一、"), (2, "二、"), (1, "2．"), (1, "3．")]


def test_a_series_may_lie_within_one_of_its_own_kind():
    text = speech("一、甲", "…", "二、乙", "一、子", "…", "二、丑", "…", "三、寅", "…", "三、丙", "…")
    assert levels(text) == [(1, "一、"), (1, "二、"), (2, "一、"), (2, "二、"), (2, "三、"), (1, "三、")]


def test_numbers_may_run_on_across_the_units_above():
    text = speech("（一）甲", "1．子", "…", "2．丑", "…", "（二）乙", "3．寅", "…", "4．卯", "…")
    assert levels(text) == [(1, "（一）"), (2, "1．"), (2, "2．"), (1, "（二）"), (2, "3．"), (2, "4．")]


def test_parts_stand_above_all():
    text = speech("第一部分 回顾", "一、甲", "…", "二、乙", "…", "第二部分 安排", "一、丙", "…", "二、丁", "…")
    assert levels(text) == [(1, "第一部分"), (2, "一、"), (2, "二、"), (1, "第二部分"), (2, "一、"), (2, "二、")]


def test_a_lone_marker_is_no_unit():
    assert units(speech("一、二月份修了七里路。", "…")) == []
    assert units(speech("第一产业增长三成，第一时间报告。", "2012年3月8日，路通了。", "一方面要快，另一方面要稳。", "…")) == []


def test_one_first_member_alone_counts_where_the_document_numbers_so_elsewhere():
    text = speech("一、甲", "（一）子", "…", "（二）丑", "…", "二、乙", "（一）寅", "…", "三、丙", "（一）卯", "…", "（二）辰", "…")
    assert levels(text)[4] == (2, "（一）")
    assert "-alone" in next(s for s in find_sections(text) if s.heading == "寅").evidence


def test_missing_and_repeated_numbers_are_kept_and_flagged():
    text = speech("一、甲", "…", "二、乙", "…", "二、丙", "…", "四、丁", "…")
    found = [s for s in find_sections(text) if s.role == "unit"]
    assert [s.marker for s in found] == ["一、", "二、", "二、", "四、"]
    assert [e for s in found for e in s.evidence if e.startswith("-")] == ["-repeated", "-missing:3"]
    twice = speech("一、甲", "…", "一、乙", "…", "二、丙", "…")
    assert [s.marker for s in find_sections(twice) if s.role == "unit"] == ["一、", "一、", "二、"]


def test_styles_and_where_headings_end():
    text = speech("一、修路要快", "（一）先通村口。" + BODY, "（二）再通渡口。" + BODY, "（三）总要求：" + BODY, "二、修路要稳。", "…")
    assert units(text) == [
        (1, "一、", "修路要快", "own-line"),
        (2, "（一）", "先通村口", "run-in"),
        (2, "（二）", "再通渡口", "run-in"),
        (2, "（三）", "总要求", "run-in"),
        (1, "二、", "修路要稳", "own-line"),
    ]


def test_an_enumeration_within_a_paragraph():
    text = speech("一、甲", "要做到三条。一是路要直；二是桥要稳；三是灯要亮。以上三条，年底验收。", "二、乙", "…")
    assert units(text)[1:4] == [(2, "一是", "路要直", "inline"), (2, "二是", "桥要稳", "inline"), (2, "三是", "灯要亮", "inline")]
    last = next(s for s in find_sections(text) if s.marker == "三是")
    assert text[last.start : last.end] == "三是灯要亮。"


def test_an_enumeration_before_any_unit_stands_in_the_opening():
    text = speech("一是路要直；二是桥要稳。" + BODY, "一是灯要亮；二是牌要清。")
    assert [(s.level, s.role, s.parent) for s in find_sections(text)] == [(0, "opening", -1), *([(1, "unit", 0)] * 4)]


def test_two_clauses_joined_by_a_comma_are_said_in_passing():
    assert units(speech("落后的原因，一是路不通，二是灯不亮。", "…")) == []


def test_an_enumeration_that_runs_over_paragraphs():
    text = speech("一、甲", "抓三件事。一是修路。" + BODY, "二是架桥。" + BODY, "三是点灯。" + BODY, "二、乙", "…")
    assert [(m, s) for _, m, _, s in units(text)[1:4]] == [("一是", "inline"), ("二是", "run-in"), ("三是", "run-in")]
    assert {level for level, *_ in units(text)[1:4]} == {2}


def test_first_next_last():
    text = speech("讲三点。首先，路要直。再直一点。其次，桥要稳。最后，灯要亮。", "…")
    assert [m for _, m, _, _ in units(text)] == ["首先，", "其次，", "最后，"]


def test_bullets_are_units_of_one_paragraph():
    text = speech("一、甲", "——路。" + BODY, "——桥。" + BODY, "…", "二、乙", "…")
    found = [s for s in find_sections(text) if s.marker == "——"]
    assert [(s.level, s.heading) for s in found] == [(2, "路"), (2, "桥")]
    assert text[found[1].end] == "\n"
    assert units(speech("报告", "——在修路会议上", "…")) == []


def test_an_address_on_a_line_of_its_own_ends_what_lies_below_the_topmost_units():
    text = speech("一、甲", "（一）子", "…", "（二）丑", "…", "各位代表！", "…", "二、乙", "…")
    last = next(s for s in find_sections(text) if s.heading == "丑")
    assert text[last.end :].startswith("各位代表！")


def test_title_lines_without_numbers():
    text = speech("山城的路", "…", "一条老街", "…", "两座新桥", "…")
    assert units(text) == [(1, "", "一条老街", "own-line"), (1, "", "两座新桥", "own-line")]
    text = speech("一、甲", "…", "二、乙", "…", "结束语", "…")
    assert units(text)[-1] == (1, "", "结束语", "own-line")


def test_the_title_of_an_annex_heads_a_count_that_begins_anew():
    text = speech("通知", "各乡镇人民政府：", "…", "一、甲", "…", "二、乙", "…", "附件", "修路办法", "一、丙", "…", "二、丁", "…")
    assert levels(text) == [(1, "一、"), (1, "二、"), (1, ""), (1, "一、"), (1, "二、")]


def test_texts_that_are_none():
    assert find_sections("") == ()
    assert [(s.role, s.start, s.end) for s in find_sections(" \n\n")] == [("opening", 0, 3)]
    assert [s.role for s in find_sections("没有标点的一行字")] == ["opening"]
    assert {s.role for s in find_sections("Mr. President, ladies and gentlemen:\nWe choose 1. peace and 2. trade.\n")} <= {
        "title",
        "salutation",
        "opening",
    }


FRAGMENTS = st.sampled_from(
    [
        *(
            "一、甲",
            "二、乙",
            "三、丙",
            "（一）子",
            "（二）丑",
            "1．寅",
            "2．卯",
            "（1）辰",
            "①巳",
            "第一，要快。",
            "第二，要稳。",
            "第一部分 回顾",
            "第二部分 安排",
        ),
        *("一是快；二是稳。", "一是修路。", "二是架桥。", "首先，看路。其次，看桥。", "——路通了。", "——桥通了。", "要一要快，二要稳；三要省。"),
        *(
            "同志们：",
            "各位代表！",
            "同志们，加油！",
            "（2019年3月8日）",
            "县长 甲乙丙",
            "一条老街",
            "结束语",
            "附件",
            BODY,
            "",
            "　　" + BODY,
            "abc",
            "谢谢！",
        ),
    ]
)


@given(st.lists(FRAGMENTS, max_size=25).map("\n".join) | st.text(alphabet="一二三是要第首先，。：；、（）()1２.—\n 同志们！字", max_size=80))
def test_units_cover_the_text_and_lie_in_one_another(text):
    sections = find_sections(text)
    assert [s.id for s in sections] == list(range(len(sections)))
    top = [s for s in sections if s.parent == -1]
    assert [a.end for a in top[:-1]] == [b.start for b in top[1:]]
    assert "".join(text[s.start : s.end] for s in top) == text
    last_end = {}
    for s in sections:
        assert text.startswith(s.marker, s.start)
        assert s.start <= s.heading_end <= max(s.end, s.heading_end) <= len(text)
        assert s.heading in text[s.start : s.heading_end]
        assert s.role == "unit" or s.level == 0
        assert s.role != "unit" or s.level > 0
        if s.parent >= 0:
            parent = sections[s.parent]
            assert s.parent < s.id
            assert parent.start <= s.start <= s.end <= parent.end
            assert s.level == parent.level + 1
            assert last_end.get(s.parent, 0) <= s.start
            last_end[s.parent] = s.end


@pytest.mark.parametrize(
    "unit", ["一", "一、\n", "（1）\n", "第一，", "，一是", "一是好；二是好。\n", "——\n", "字", "首先，其次，", "一、甲\n（一）乙\n1．丙\n"]
)
def test_time_grows_with_the_text_and_no_faster(unit):
    check_growth(find_sections, lambda size: unit * (size // len(unit)), 10_000)
