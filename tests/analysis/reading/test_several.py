"""Several speeches in one text are told from one speech with annexes, lists, addresses and quoted titles."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.reading.several import speeches_in
from tests.conftest import ROOT

SAID = "今天开这个会，是要把前一段定下的事情再过一遍，看看哪些办了，哪些没办，没办的卡在哪里，下一步由谁接着办，办到什么程度才算完。"
MORE = "各乡镇回去以后不要层层开会，先把台账对一遍，把说过的话和做过的事对上号，月底前把结果报到县委办公室，不用写成材料，一张表就够了。"
POINTS = f"一、把账对清楚\n{SAID}\n二、把人盯到位\n{MORE}\n三、把话说到前头\n{SAID}"
ENDS = "我就讲这些，谢谢大家！"


def head(place, *lines):
    return "\n".join([f"在全县{place}会议上的讲话", *lines])


A = head("防汛工作", "（2011年4月2日）", "县委书记　韩立群", "同志们：")
B = head("春耕生产", "（2011年3月9日）", "县长　葛平", "同志们：")
C = head("信访工作", "（2012年5月6日）", "县委书记　韩立群", "同志们：")

SEVERAL = {
    "one behind another": (f"{A}\n{SAID}\n{POINTS}\n{B}\n{SAID}\n{POINTS}", ["在全县防汛工作", "在全县春耕生产"]),
    "three with blank lines between": (
        f"{A}\n\n{POINTS}\n\n\n{B}\n\n{POINTS}\n\n\n{C}\n\n{SAID}",
        ["在全县防汛工作", "在全县春耕生产", "在全县信访工作"],
    ),
    "the first is signed and dated": (
        f"在全县防汛工作会议上的讲话\n同志们：\n{SAID}\n中共青石县委办公室\n2011年4月2日\n{B}\n{MORE}",
        ["在全县防汛工作", "在全县春耕生产"],
    ),
    "a title and an address alone": (f"{A}\n{POINTS}\n在全县安全生产电视会议上的讲话\n同志们：\n{POINTS}", ["在全县防汛工作", "在全县安全生产"]),
    "a title and a numbering begun anew": (f"{A}\n{POINTS}\n在全县安全生产会议上的讲话\n{SAID}\n{POINTS}", ["在全县防汛工作", "在全县安全生产"]),
    "a title behind thanks": (f"{A}\n{SAID}\n{ENDS}\n在全县人才工作会议上的发言\n{MORE}", ["在全县防汛工作", "在全县人才工作"]),
    "numbered 之一, 之二": (
        f"领导讲话汇编\n讲话之一\n{A}\n{POINTS}\n讲话之二\n{B}\n{POINTS}",
        ["讲话之一", "讲话之二"],
    ),
    "numbered 第一篇 in the title's line": (
        f"第一篇　在全县防汛工作会议上的讲话\n同志们：\n{POINTS}\n第二篇　在全县春耕生产会议上的讲话\n同志们：\n{POINTS}",
        ["第一篇　在全县防汛", "第二篇　在全县春耕"],
    ),
    "numbered as headings are, with dates": (
        f"一、在全县防汛工作会议上的讲话\n（2011年4月2日）\n{SAID}\n二、在全县春耕生产会议上的讲话\n（2011年3月9日）\n{MORE}",
        ["一、在全县防汛", "二、在全县春耕"],
    ),
    "a cover and a list of contents before them": (
        f"2011年县委领导讲话选编\n目　录\n在全县防汛工作会议上的讲话\n在全县春耕生产会议上的讲话\n{A}\n{POINTS}\n{B}\n{POINTS}",
        ["在全县防汛工作", "在全县春耕生产"],
    ),
    "a headline over a subtitle": (
        f"{A}\n{POINTS}\n把饭碗端在自己手里\n——在全县粮食工作会议上的讲话\n（2011年9月1日）\n{POINTS}",
        ["在全县防汛工作", "把饭碗端在自己手里"],
    ),
    "a headline, a date and an address": (
        f"{A}\n{POINTS}\n守住青山就是守住家底\n（二〇一二年六月五日）\n葛平\n同志们、朋友们：\n{POINTS}",
        ["在全县防汛工作", "守住青山就是守住家底"],
    ),
    "a speech of welcome and its answer": (
        f"欢迎辞\n（2013年9月9日）\n尊敬的各位来宾：\n{SAID}\n答谢辞\n（2013年9月9日）\n尊敬的葛县长，各位朋友：\n{MORE}",
        ["欢迎辞", "答谢辞"],
    ),
    "labels for time and speaker": (
        f"{A}\n{POINTS}\n在全县教育大会上的讲话\n时间：2012年9月9日\n讲话人：葛平\n{POINTS}",
        ["在全县防汛工作", "在全县教育大会"],
    ),
    "half-width marks, traditional characters": (
        f"在全縣防汛工作會議上的講話\n(2011年4月2日)\n同志們:\n{SAID}\n在全縣春耕生產會議上的講話\n(2011年3月9日)\n同志們:\n{MORE}",
        ["在全縣防汛", "在全縣春耕"],
    ),
    "the first begins without a head": (f"同志们：\n{SAID}\n{ENDS}\n{B}\n{MORE}", ["同志们：", "在全县春耕生产"]),
}


@pytest.mark.parametrize(("text", "titles"), SEVERAL.values(), ids=SEVERAL)
def test_several_are_told(text, titles):
    found = speeches_in(text)
    assert len(found) == len(titles), found
    for beginning, title in zip(found, titles, strict=True):
        assert text.startswith(title, beginning.start), (title, text[beginning.start :][:40])
        assert beginning.start == 0 or len(beginning.signs) > 1


ONE = {
    "one speech": f"{A}\n{SAID}\n{POINTS}",
    "an address in mid-speech": f"{A}\n{SAID}\n同志们，防汛无小事。{MORE}\n同志们：\n{POINTS}",
    "an address behind a heading without a number": f"{A}\n{POINTS}\n结束语\n同志们：\n{SAID}",
    "annexes": f"{A}\n{POINTS}\n附件：1．责任分工表\n2．物资清单\n附件1\n防汛责任分工表\n（2011年4月2日）\n一、堤段\n{SAID}\n二、水库\n{MORE}",
    "an annex that is a speech": f"{A}\n{POINTS}\n附件\n在全县春耕生产会议上的讲话\n（2011年3月9日）\n同志们：\n{SAID}",
    "a title quoted in a sentence": f"{A}\n{SAID}\n去年我在《在全县春耕生产会议上的讲话》里说过这件事。\n{POINTS}",
    "a title quoted on a line of its own": f"{A}\n{SAID}\n有三份材料要读：\n《在全县春耕生产会议上的讲话》\n《在全县信访工作会议上的讲话》\n{POINTS}",
    "a list of papers behind": f"{A}\n{POINTS}\n参阅材料\n在全县春耕生产会议上的讲话\n在全县信访工作会议上的讲话\n在全县教育工作会议上的发言",
    "stage notes": f"{A}\n{SAID}（掌声）\n（全场起立，长时间鼓掌）\n{POINTS}\n（热烈掌声）\n{ENDS}",
    "parts, each counted anew": f"{A}\n第一部分　去年的工作\n{POINTS}\n第二部分　今年的打算\n{POINTS}",
    "unnumbered parts, each counted anew": f"{A}\n去年的工作\n{POINTS}\n今年的打算\n{POINTS}",
    "a heading that ends in 讲话": f"{A}\n一、学习全会精神\n{SAID}\n二、认真学习韩立群同志在全会上的讲话\n{POINTS}",
    "a heading without a number that ends in 讲话": f"{A}\n{POINTS}\n学习贯彻县委全会上的重要讲话\n{POINTS}",
    "signed and dated at the foot": f"{A}\n{POINTS}\n中共青石县委办公室\n2011年4月2日",
    "a title twice, as web pages have it": f"在全县防汛工作会议上的讲话\n来源：青石县人民政府网\n{A}\n{POINTS}",
    "a title of two lines, a subtitle": f"守住堤岸守住家园\n——在全县防汛工作会议上的讲话\n（2011年4月2日）\n韩立群\n同志们：\n{POINTS}",
    "a list of contents before one speech": f"目录\n一、把账对清楚\n二、把人盯到位\n三、把话说到前头\n{A}\n{POINTS}",
    "a notice that hands on one speech": (
        f"关于印发韩立群同志讲话的通知\n各乡镇党委，县直各单位：\n{SAID}请认真贯彻执行。\n中共青石县委办公室\n2011年4月5日\n{A}\n{POINTS}"
    ),
    "an order of business": f"{A}\n{SAID}\n会议议程\n葛平同志通报情况\n县水利局作表态发言\n韩立群同志讲话\n{POINTS}",
    "dates of work done": f"{A}\n{SAID}\n2011年3月1日\n开始巡堤。\n2011年4月1日\n巡堤结束。\n{POINTS}",
    "many short lines": "\n".join(["守堤歌", "（2011年4月2日）", *["一寸堤岸一寸心"] * 40, SAID]),
    "headings alone": "\n".join(f"{n}、在这件事上要有一句讲话" for n in "一二三四五六七八九"),
    "nothing": "",
    "blank lines": "\n\n　\n",
}


@pytest.mark.parametrize("text", ONE.values(), ids=ONE)
def test_one_is_left_whole(text):
    assert speeches_in(text) == ()


def test_the_sample_is_not_split_and_any_two_of_it_are():
    texts = [path.read_text(encoding="utf-8").strip() for path in sorted((ROOT / "data" / "speeches").glob("*.txt"))]
    assert [speeches_in(text) for text in texts] == [()] * len(texts)
    for first, second in pairwise(texts):
        found = speeches_in(f"{first}\n{second}")
        assert [beginning.start for beginning in found] == [0, len(first) + 1]


LINES = st.sampled_from(
    [*A.split("\n"), *B.split("\n"), *POINTS.split("\n"), ENDS, "附件1", "讲话之二", "2011年4月2日", "（掌声）", "", "　　", "目录"]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(LINES, max_size=40).map("\n".join))
def test_beginnings_are_lines_in_order(text):
    found = speeches_in(text)
    assert len(found) != 1
    starts = [beginning.start for beginning in found]
    assert starts == sorted(set(starts))
    assert all(start == 0 or text[:start].strip(" 　").endswith("\n") for start in starts)
