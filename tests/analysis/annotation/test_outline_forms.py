"""Markers in every form they are typed, scanned and damaged in; outlines of any shape; texts that are not what they should be."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.annotation.outline import find_sections
from analysis.annotation.report import report
from analysis.reading.read import paste
from tests.growth import check_growth

BODY = "这一段讲的是修路的事，路从村口修到渡口，一共七里，去年秋天动的工，今年春天通了车。"
HAN = [*"一二三四五六七八九十", "十一", "十二", "十三"]


def units(text):
    return [s for s in find_sections(text) if s.role == "unit"]


def levels(text):
    return [(s.level, s.marker) for s in units(text)]


FORMS = [
    ["一 、", "二 、", "三 、"],
    ["一,", "二,", "三,"],
    ["一，", "二，", "三，"],
    ["一.", "二.", "三."],
    ["一．", "二、", "三丶"],
    ["一 ", "二　", "三  "],
    ["（一)", "(二）", "(三)"],
    ["（ 一 ）", "（ 二 ）", "（ 三 ）"],
    ["（一）、", "（二）、", "（三）、"],
    ["〔一〕", "〔二〕", "〔三〕"],
    ["【一】", "【二】", "【三】"],
    ["一）", "二）", "三）"],
    ["I.", "II.", "III.", "IV.", "V.", "VI."],
    ["Ⅰ、", "Ⅱ、", "Ⅲ、"],
    ["ⅰ", "ⅱ", "ⅲ"],
    ["㈠", "㈡", "㈢"],
    ["⑴", "⑵", "⑶"],
    ["⒈", "⒉", "⒊"],
    ["❶", "❷", "❸"],
    ["①、", "②、", "③、"],
    ["㊀", "㊁", "㊂"],
    ["🅐", "🅑", "🅒"],
    ["Ⓐ", "Ⓑ", "Ⓒ"],
    ["a.", "b.", "c."],
    ["（A）", "（B）", "（C）"],
    ["1 ．", "2 ．", "3 ．"],
    ["1，", "2，", "3，"],
    ["1)", "2)", "3)"],
    ["( 1 )", "( 2 )", "( 3 )"],
    ["第1章 ", "第2章 ", "第3章 "],
    ["第 一 章 ", "第 二 章 ", "第 三 章 "],
    ["第一条　", "第二条　", "第三条　"],
    ["第九十九条 ", "第一百条 ", "第一百零一条 ", "第一百零二条 "],
    ["第1部分 ", "第2部分 ", "第3部分 "],
    ["第一编 ", "第二编 "],
]


@pytest.mark.parametrize("markers", FORMS, ids=lambda markers: markers[0])
def test_a_series_is_known_in_every_form(markers):
    text = "\n".join(["修路", *(line for marker in markers for line in (marker + "甲乙", BODY))])
    found = units(text)
    assert [(s.level, s.marker, s.heading) for s in found] == [(1, marker.strip(), "甲乙") for marker in markers]
    assert not [e for s in found[1:] for e in s.evidence if e.startswith("-")]


@pytest.mark.parametrize(
    "text",
    [
        "一、",
        "一、\n一、\n一、",
        "一，\n",
        "一二三，四五六。\n七八九，十一二。",
        "二〇一二年，路通了。\n二 〇 一 三 年，桥通了。",
        "1,000 里路。\n2,000 座桥。",
        "1. 5 里。\n",
        "第一条路要直。" + BODY + "\n第二条路要平。" + BODY,
        "Apple. B\nBanana. C\n",
        "I think so.\nIt is.\n",
        "A4 纸\nB5 纸\n",
        "10 月，路通了。\n11 月，桥通了。",
    ],
)
def test_what_looks_like_a_series_and_is_none(text):
    assert units("修路\n" + BODY + "\n" + text) == []


def test_chapters_sections_and_clauses_of_rules():
    text = "\n".join(
        [
            *("修路办法", "第一章　总则", "第一条　为了把路修好，制定本办法。", "第二条　本办法适用于本县。"),
            *("第二章　养护", "第一节　日常", "第三条　路面坏了，应当修补。按下列办法修补：", "（一）坑浅的，用沙；", "（二）坑深的，用石。"),
            *("第二节　大修", "第四条　大修由县里定。", "第三章　附则", "第五条　本办法自公布之日起施行。"),
        ]
    )
    assert levels(text) == [
        *((1, "第一章"), (2, "第一条"), (2, "第二条"), (1, "第二章"), (2, "第一节"), (3, "第三条"), (4, "（一）"), (4, "（二）")),
        *((2, "第二节"), (3, "第四条"), (1, "第三章"), (2, "第五条")),
    ]


def test_counts_run_on_or_begin_anew_in_an_annex_and_nothing_is_missed():
    first = ["通知", BODY, "一、甲", BODY, "二、乙", BODY, "三、丙", BODY]
    annexes = ["附件1", "修路的细则", "一、子", BODY, "二、丑", BODY, "附件2", "架桥的细则", "一、寅", BODY, "二、卯", BODY]
    text = "\n".join([*first, *annexes])
    assert levels(text) == [(1, m) for m in ("一、", "二、", "三、", "", "一、", "二、", "", "一、", "二、")]
    assert not [e for s in units(text) for e in s.evidence if e.startswith("-")]


def test_the_list_of_what_is_attached_numbers_papers_and_not_units():
    body = ["意见", BODY, "一、甲", "（一）子", "1．快。" + BODY, "2．稳。" + BODY, "（二）丑", BODY, "二、乙", "（一）寅", BODY, "（二）卯", BODY]
    wanted = levels("\n".join(body))
    assert wanted[2:4] == [(3, "1．"), (3, "2．")]
    for listed in (["附件：1．修路计划表", "　　　2．架桥计划表", "　　　3．点灯计划表"], ["附件：", "1．修路计划表", "2．架桥计划表"]):
        assert levels("\n".join([*body, *listed, "某县人民政府", "2019年3月8日"])) == wanted


def test_figures_within_a_paragraph():
    assert levels("今年做三件事：1、修路；2、架桥；3、点灯。" + BODY) == [(1, "1、"), (1, "2、"), (1, "3、")]
    assert levels("增长分别为：1、2两月三成，3、4两月两成。" + BODY) == []


def test_two_speeches_in_one_file():
    first = [
        "在修路会议上的讲话",
        "（2019年3月8日）",
        "同志们：",
        BODY,
        "一、去年",
        BODY,
        "（一）村口",
        BODY,
        "（二）渡口",
        BODY,
        "二、今年",
        BODY,
        "谢谢大家！",
    ]
    second = ["在架桥会议上的讲话", "（2020年3月8日）", "县长 甲乙丙", "同志们：", BODY, "一、老桥", BODY, "二、新桥", BODY, "谢谢大家！"]
    found = units("\n".join([*first, "", *second]))
    assert [(s.level, s.heading) for s in found] == [
        *((1, "去年"), (2, "村口"), (2, "渡口"), (1, "今年"), (1, "在架桥会议上的讲话"), (1, "老桥"), (1, "新桥")),
    ]
    assert found[3].end == found[4].start


def test_numbers_missed_and_said_twice_within_a_paragraph():
    def doubts(text):
        return [e for s in units(text) for e in s.evidence if e.startswith("-")]

    assert doubts("要做到：一是路要直；二是桥要稳；四是灯要亮；五是牌要清。") == ["-missing:3"]
    assert doubts("要做到：一是路要直；二是桥要稳；二是灯要亮；三是牌要清。") == ["-repeated"]
    assert doubts("要做到：一是路要直；二是桥要稳；三是灯要亮。") == []
    assert doubts("抓三件事。一是修路。" + BODY + "\n二是架桥。" + BODY + "\n四是点灯。" + BODY) == ["-missing:3"]


def test_a_count_that_began_anew_does_not_go_back_to_the_one_before():
    text = f"一、甲\n（一）子\n{BODY}\n（二）丑\n{BODY}\n（三）寅\n{BODY}\n二、乙\n（一）卯\n{BODY}\n（二）辰\n{BODY}\n（四）巳\n{BODY}"
    assert levels(text)[-1] == (2, "（四）")
    assert units(text)[-1].evidence[-1] == "-missing:3"


def test_a_table_of_contents_is_not_counted_twice():
    entries = ["一、去年的路", "（一）通到渡口", "（二）通到山后", "二、今年的路"]
    body = [line for entry in entries for line in (entry, BODY)]
    listed = [f"{entry}……{n}" for n, entry in enumerate(entries, 3)]
    found = report(paste("\n".join(["修路报告", "目　录", *listed, "", *body])))["outline"]
    assert [(u["level"], u["marker"] + u["heading"]) for u in found] == [(1, entries[0]), (2, entries[1]), (2, entries[2]), (1, entries[3])]


HEADINGS = ["（{n}）甲乙丙\n" + BODY, "{n}．甲乙丙", "第{n}条　甲", "短标题{n}\n" + BODY, "一、甲", "一、甲\n（一）乙\n1．丙\n（1）丁\n①戊", "——甲"]


def many(line, times):
    return "\n".join(line.format(n=n % 99 + 1) for n in range(times))


@pytest.mark.parametrize("line", HEADINGS)
def test_ten_thousand_headings(line):
    text = many(line, 10_000)
    assert "".join(text[s.start : s.end] for s in find_sections(text) if s.parent == -1) == text


@pytest.mark.parametrize("line", HEADINGS)
def test_time_grows_with_the_headings_and_no_faster(line):
    check_growth(find_sections, lambda times: many(line, times), 500)


SHAPES = st.recursive(st.just([]), lambda shape: st.lists(shape, min_size=2, max_size=4), max_leaves=24)
CUSTOM = ["{h}、", "（{h}）", "{n}．", "（{n}）", "第{h}，"]
NOISE = st.sampled_from(
    [
        "昨天有人说，路修得慢。也有人说，慢一点好，慢才直。大家都笑了，谁也没有再说什么。",
        "2012年，全县修路七里，一方面靠大家，另一方面也靠天气。",
        BODY,
    ]
)


@settings(max_examples=80, deadline=None)
@given(
    shape=SHAPES.filter(bool),
    dresses=st.just(CUSTOM) | st.permutations(CUSTOM),
    noise=st.lists(NOISE, min_size=40, max_size=40),
    indent=st.sampled_from(["", "　　"]),
)
def test_any_outline_is_found_whatever_stands_between(shape, dresses, noise, indent):
    lines, wanted, more = ["修路"], [], iter(noise)

    def write(members, level):
        if level == len(dresses):
            return
        for n, member in enumerate(members, 1):
            marker = dresses[level].format(h=HAN[n - 1], n=n)
            wanted.append((level + 1, marker))
            lines.extend([indent + marker + "甲乙丙的事", indent + next(more, BODY)])
            write(member, level + 1)

    write(shape, 0)
    text = "\n".join(lines)
    found = levels(text)
    assert [marker for _, marker in found] == [marker for _, marker in wanted]
    if dresses == CUSTOM:
        assert found == wanted
