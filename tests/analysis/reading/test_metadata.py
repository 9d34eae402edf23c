"""The frame of a speech says who, when and where; prose says nothing."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.reading.metadata import find
from analysis.reading.read import read
from tests.growth import FLAT, check_growth

SAMPLE = sorted((Path(__file__).parents[3] / "data" / "speeches").glob("*.txt"))
BODY = "\n同志们：\n今天是2015年6月7日，我们在市里开会。\n一、工作\n很好。\n"


@pytest.mark.parametrize("path", SAMPLE, ids=lambda p: p.stem)
def test_the_sample_is_read_in_full(path):
    kind, year = path.stem.split("_")
    data = path.read_bytes()
    lines = data.decode().split("\n")
    m = read(path.name, data).metadata
    assert m.title == lines[0]
    assert m.venue == lines[0].removeprefix("在").removesuffix("上的讲话")
    assert (m.year, m.date and m.date.year) == (int(year), int(year))
    assert m.speaker == lines[2].split()[-1]
    assert m.kind == {"office": "party_office"}.get(kind, kind)
    assert (m.occasion, m.office) == (m.venue, lines[2].split()[0])
    at = {"title": 0, "occasion": 0, "venue": 0, "kind": 0, "date": 1, "year": 1, "speaker": 2, "office": 2}
    assert dict(m.evidence) == {field: lines[i] for field, i in at.items()}
    assert set(m.confidence.values()) == {"sure"}


@pytest.mark.parametrize(
    "line",
    [
        "（2012年3月5日）",
        "(2012年3月5日)",
        "2012年03月05日",
        "二〇一二年三月五日",
        "（二○一二年三月五日）",
        "2012-03-05",
        "2012/3/5",
        "时间：2012年3月5日",
        "2012 年 3 月 5 日",
    ],
)
def test_dates_are_read_as_they_are_written(line):
    m = find("在全市工作会议上的讲话\n" + line + BODY, "x.txt")
    assert (m.date, m.year, m.evidence["date"]) == (dt.date(2012, 3, 5), 2012, line)


@pytest.mark.parametrize(
    ("head", "title", "speaker", "venue"),
    [
        ("政府工作报告\n——2022年3月5日在市第五届人民代表大会第二次会议上\n市长　李　强", "政府工作报告", "李强", "市第五届人民代表大会第二次会议"),
        ("凝心聚力 再谱新篇\n——在全市经济工作会议上的讲话\n（2012年3月5日）\n市委书记 周明远", "凝心聚力 再谱新篇", "周明远", "全市经济工作会议"),
        ("在党的活动工作会议上的讲话\n（2013年6月18日）\n周明远", "在党的活动工作会议上的讲话", "周明远", "党的活动工作会议"),
        ("周明远同志在全市大会上的讲话", "周明远同志在全市大会上的讲话", "周明远", "全市大会"),
        ("市委书记周明远在全市大会上的总结讲话", "市委书记周明远在全市大会上的总结讲话", "周明远", "全市大会"),
        ("在全市经济\n工作会议上的讲话", "在全市经济工作会议上的讲话", "", ""),
        ("中共临澜市委办公室\n在全市大会上的讲话", "在全市大会上的讲话", "", "全市大会"),
        ("党委办公室工作会议讲话", "党委办公室工作会议讲话", "", "党委办公室工作会议"),
        ("在全市大会上的讲话（2012年3月5日）\n市委副书记、代市长　努尔·白克力", "在全市大会上的讲话", "努尔·白克力", "全市大会"),
        ("在座谈会上的发言\n发言人：欧阳明", "在座谈会上的发言", "欧阳明", "座谈会"),
    ],
)
def test_frames_of_many_shapes(head, title, speaker, venue):
    m = find(head + BODY, "x.txt")
    assert (m.title, m.speaker) == (title, speaker)
    assert m.venue == venue or not venue
    assert all(line in head for line in m.evidence.values())


@pytest.mark.parametrize(
    "text",
    [
        "各位代表：\n现在，我向大家说明。2012年3月5日，市长 沈怀川到会。",
        "同志们！\n开会。",
        "一、2011年工作回顾\n很好。",
        "这是一段没有标题的文字，说的是二〇一二年三月五日的事。",
        "Dear colleagues\nthis is it",
        "2099年13月40日\n开会。",
        "1234年5月6日\n开会。",
        "目录\n方案\n同志们：\n开会。",
    ],
)
def test_nothing_is_guessed(text):
    m = find(text, "无题.txt")
    assert (m.title, m.date, m.year, m.speaker, m.kind, dict(m.evidence)) == ("", None, None, "", "other", {})


@pytest.mark.parametrize(
    ("name", "year", "date"),
    [
        ("gwr_2012.txt", 2012, None),
        ("20120305讲话.txt", 2012, dt.date(2012, 3, 5)),
        ("2012-03-05_x.docx", 2012, dt.date(2012, 3, 5)),
        ("２０１２年.txt", 2012, None),
        ("二〇一二年.txt", 2012, None),
        ("2011-2015.txt", None, None),
        ("a/2010/12345678.txt", 2010, None),
        ("2010年/x.txt", 2010, None),
        ("2010-2012/x.txt", None, None),
        ("1234.txt", None, None),
    ],
)
def test_the_name_is_asked_last(name, year, date):
    m = find("各位代表：\n开会。", name)
    assert (m.year, m.date) == (year, date)
    assert m.evidence == ({"year": name} if year and not date else {"year": name, "date": name} if date else {})


def test_the_date_line_comes_before_the_name():
    assert find("在全市会议上的讲话\n（2012年3月5日）" + BODY, "x_2015.txt").year == 2012
    assert find("在全市会议上的讲话\n（2012年3月）" + BODY, "x_2015.txt").date is None


def test_a_date_at_the_foot_counts_and_one_in_prose_does_not():
    assert find("同志们：\n开会。\n" * 9 + "2012年3月5日\n", "x.txt").date == dt.date(2012, 3, 5)
    assert find("同志们：\n开会。\n" * 9 + "2012年3月5日开会。\n", "x.txt").date is None


def test_a_title_in_the_name_stands_in_where_the_text_has_none():
    m = find("同志们：\n开会。", "在全市大会上的讲话（2012年）.txt")
    assert (m.title, m.year, m.evidence["title"]) == ("在全市大会上的讲话", 2012, "在全市大会上的讲话（2012年）.txt")


def test_a_report_is_known_by_what_it_says_first():
    m = find("各位代表：\n现在，我代表国务院，向大会作政府工作报告，请予审议。\n", "x.txt")
    assert (m.title, m.kind) == ("", "report")


@pytest.mark.parametrize(
    ("text", "name", "field", "confidence"),
    [
        ("在会议上的讲话\n时间：2012年3月5日\n同志们：", "x.txt", "date", "sure"),
        ("同志们：\n开会。\n2012年3月5日", "x.txt", "date", "likely"),
        ("同志们：\n开会。", "20120305.txt", "date", "guess"),
        ("在全市会议上的讲话\n发布时间：2012-03-05\n同志们：", "x.txt", "date", "guess"),
        ("2012年政府工作报告\n各位代表：", "x.txt", "year", "guess"),
        ("同志们：\n开会。", "2012/x.txt", "year", "guess"),
        ("在全市会议上的讲话\n市长　沈怀川\n同志们：", "x.txt", "speaker", "sure"),
        ("市长沈怀川在全市会议上的讲话\n同志们：", "x.txt", "speaker", "likely"),
        ("把会开短\n2012年3月5日\n同志们：", "x.txt", "title", "likely"),
        ("同志们：\n开会。", "在全市会议上的讲话.txt", "title", "guess"),
        ("同志们：\n开会。", "在全市会议上的讲话.txt", "occasion", "guess"),
        ("全市会议讲话\n同志们：", "x.txt", "occasion", "likely"),
    ],
)
def test_what_is_found_says_how_sure_it_is(text, name, field, confidence):
    assert find(text, name).confidence[field] == confidence


LINES = [
    "在全市经济工作会议上的讲话",
    "——2012年3月5日在第三次会议上",
    "（2012年3月5日，临澜）",
    "市长　沈　怀川",
    "沈怀川市长",
    "讲话人：陆景文（市委秘书长）",
    "来源：市府办　发布时间：2012-03-05 09:00",
    "《关于办法（草案）》的说明",
    "習近平同志的講話（全文）",
    "在",
    "——",
    "（（）",
    "：",
    "民国年",
    "2012年13月99日",
    "同志们：",
    "开会。",
    "",
    "　",
]


@settings(max_examples=300)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(LINES), st.text("在上会议讲话市长沈怀川的：（）—《》·年月日2012〇 　\t、，。某×[]-._", max_size=24), st.text(max_size=12)
        ),
        max_size=16,
    ),
    st.text(max_size=20),
)
def test_nothing_breaks_it_and_all_evidence_is_there(lines, name):
    text = "\n".join(lines)
    m = find(text, name)
    assert all(line in text or line in name for evidence in m.evidence.values() for line in evidence.split("\n"))
    assert set(m.evidence) == set(m.confidence)
    missing = ("", None, "other")
    assert set(m.evidence) == {f for f in m.__slots__ if f not in {"own", "evidence", "confidence"} and getattr(m, f) not in missing}
    assert m.date is None or m.date.year == m.year


def test_a_long_text_takes_no_longer_than_its_head():
    head = "在全市经济工作会议上的讲话\n（2012年3月5日）\n市长　沈怀川\n同志们：\n"
    text = head + ("去年看完以后大家都说，路修好了，人就留得住。" * 12 + "\n") * 1_000
    check_growth(lambda text: find(text, "x.txt"), lambda size: text[:size], 20_000, FLAT)
