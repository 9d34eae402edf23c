"""A web page gives the text its reader sees; what is the site's is a repair."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.errors import ReadingError
from analysis.reading import repairs
from analysis.reading.html import extract
from tests.analysis.reading.pages import BARE, OLD_TABLE, PAGES, PORTAL, SPEECH, TITLE


def lines(body, **facts):
    return extract("页.html", f"<!DOCTYPE html><body>{body}".encode(), None).text.split("\n")


def repaired(extracted, *, off=()):
    found = tuple(r for r in repairs.find(extracted.text, extracted.repairs) if r.kind not in off)
    return repairs.apply(extracted.text, found).split("\n")


@pytest.mark.parametrize("what", PAGES)
def test_the_speech_comes_out_and_nothing_of_the_site(what):
    page, speech = PAGES[what]
    extracted = extract("页.html", page.encode("gb18030" if "gb2312" in page else "utf-8"), None)
    assert repaired(extracted) == list(speech)
    whole = repaired(extracted, off={"web_furniture"})
    assert set(speech) <= set(whole)
    assert (len(whole) > len(speech)) == (page is not BARE)


def test_the_page_says_title_day_and_author():
    assert extract("页.html", PORTAL.encode(), None).facts == {"title": TITLE, "date": "2012-03-06"}
    assert extract("页.html", OLD_TABLE.encode("gbk"), None).facts == {"date": "2012-03-06", "author": "陈若舟"}
    assert extract("页.html", BARE.encode(), None).facts == {}


def test_what_is_not_shown_is_counted():
    page = "<body><script>var 甲='乙'</script><noscript>开启脚本</noscript><template>样板</template><p hidden>暗</p><p style='DISPLAY : none'>藏</p><style>p{}</style><p>明</p>"
    extracted = extract("页.html", page.encode(), None)
    assert extracted.text == "明"
    assert extracted.left_out == {"scripts": 1, "hidden_text": 3}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>一\n<p>二<br>三<div>四</div>五", ["一", "二", "三", "四", "五"]),
        ("推进\n改革，  keep\n  going 抓\t好", ["推进改革， keep going 抓 好"]),
        ("<p>&nbsp;&nbsp;&emsp;缩进&ldquo;三农&rdquo;&middot;</p><p>&nbsp;</p>", ["\u00a0\u00a0\u2003缩进“三农”·"]),
        ("<pre>一\n  二</pre><p style='white-space: pre-wrap'>三\n四</p>", ["一", "二", "三", "四"]),
        ("<p>甲<!-- 注 -->乙<![if !supportLists]>丙<![endif]><o:p></o:p></p>", ["甲乙丙"]),
        ("<table><tr><th>项目<th>数<tr><td>道路<td>3<tr><td><td>4</table>", ["项目\t数", "道路\t3", "4"]),
        ("<table><tr><td>甲<td><p>乙<p>丙</table>", ["甲", "乙", "丙"]),
        ("<table><tr><td><table><tr><td>内<td>表</table><td></table>", ["内\t表"]),
        ("<ruby>言<rt>yán</rt>镜<rp>(</rp><rt>jìng</rt></ruby>", ["言镜"]),
        ("GDP<5%，比<b>去</b>年<i>高</i>", ["GDP<5%，比去年高"]),
        ("<p>一</p></body></html><p>二</p>", ["一", "二"]),
    ],
)
def test_blocks_are_lines(body, expected):
    assert lines(body) == expected


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ("", ["1. 甲", "2. 乙"]),
        ("start=3", ["3. 甲", "4. 乙"]),
        ("reversed", ["2. 甲", "1. 乙"]),
        ("type=A", ["A. 甲", "B. 乙"]),
        ("type=i start=4", ["iv. 甲", "v. 乙"]),
        ("style='list-style-type:cjk-ideographic' start=10", ["十、甲", "十一、乙"]),
        ("style='list-style: simp-chinese-informal outside'", ["一、甲", "二、乙"]),
        ("style='list-style:none'", ["甲", "乙"]),
    ],
)
def test_list_numbers_are_written_as_shown(attributes, expected):
    assert lines(f"<ol {attributes}><li>甲</li><li><p>乙</p></li></ol>") == expected


def test_items_say_their_own_number_and_bullets_are_not_written():
    assert lines("<ol><li value=5>甲<ul><li>内</ul><li style='list-style-type:lower-alpha'>乙<li></ol><p>后") == ["5. 甲", "内", "f. 乙", "后"]


def test_notes_stand_at_the_end_and_their_marks_are_a_repair():
    page = (
        "<p>抓好“三农”<sup><a href='#fn1' id='r1'>1</a></sup>工作，办好实事<a href='#_ftn2'>[2]</a>。</p>"
        "<div id='fn1'><a href='#r1'>1</a> 指农业、农村、农民。</div><p>落实。</p><p><a name='_ftn2'>[2]</a>共十件。</p><p>占地3平方公里<sup>2</sup>。<a href='#x'>3</a></p>"
    )
    extracted = extract("页.html", page.encode(), None)
    assert extracted.text.split("\n") == [
        "抓好“三农”［1］工作，办好实事［2］。",
        "落实。",
        "占地3平方公里2。3",
        "［1］指农业、农村、农民。",
        "［2］共十件。",
    ]
    assert repaired(extracted)[0] == "抓好“三农”工作，办好实事。"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("declared", ["", "utf-8", "GB2312", "big5", "iso-8859-1"])
def test_a_wrong_charset_harms_no_page(encoding, declared):
    page = f"<meta charset='{declared}'><p>各位代表，现在向大会报告工作，请予审议。" * 3
    if encoding == "gb18030" and declared == "big5":
        return  # these bytes are Big5 too, and the page says so
    extracted = extract("页.html", page.encode(encoding), None)
    assert extracted.text.split("\n")[0] == "各位代表，现在向大会报告工作，请予审议。"
    assert extracted.encoding == encoding.removesuffix("-sig")


def test_the_declared_charset_decides_where_few_characters_say_little():
    assert extract("页.html", "<meta charset=gbk><p>联通".encode("gbk"), None).text == "联通"
    assert extract("页.html", '<?xml version="1.0" encoding="Big5"?><p>各位'.encode("big5"), None).text == "各位"


def test_what_is_no_text_is_refused():
    with pytest.raises(ReadingError):
        extract("图.html", bytes(range(256)) * 40, None)


@pytest.mark.parametrize("body", ["", "<script>a</script>", "<html></html>", "<frameset><frame src=a></frameset>", "<nav>首页</nav>"])
def test_a_page_without_speech_gives_what_it_shows(body):
    assert repaired(extract("页.html", body.encode(), None)) in ([""], ["首页"])


TANGLED = {
    "a million elements deep": "<div>甲" * 1_000_000,
    "deep and closed": "<div>甲" * 20_000 + "</div>" * 20_000,
    "a thousand fonts left open": "".join(f"<p><font size={i}>甲</p>" for i in range(1_000)),
}
UNTIDY = {
    "hundreds deep": "<div>甲" * 900 + "</div>" * 500,
    "fonts left open": "<p><font color=red><b>甲</p>" * 2_000,
    "paragraphs left open": "<p><span>甲" * 2_000,
    "cells left open": "<table>" + "<tr><td>甲<td><p>甲" * 2_000,
    "items left open": "<ul>" + "<li>甲<b>甲</b>" * 2_000,
    "tags in scripts and comments": "<script>" + "<div>" * 2_000 + "</script><!--" + "<div>" * 2_000 + "-->甲",
}


@pytest.mark.parametrize("what", TANGLED)
def test_a_page_that_would_take_minutes_is_refused(what):
    with pytest.raises(ReadingError) as error:
        extract("页.html", TANGLED[what].encode(), None)
    assert error.value.fields["detail"] == "tangled"


@pytest.mark.parametrize("what", UNTIDY)
def test_untidy_pages_are_read_whole(what):
    assert lines(UNTIDY[what] + "</table><p>乙")[-1] == "乙"


def test_a_torn_page_loses_nothing():
    torn = PORTAL[: PORTAL.index("让我们一起")]
    assert repaired(extract("断.html", torn.encode(), None))[-1] == "同志们，任务已经明确，关键在于落实。"


@pytest.mark.parametrize(
    "line",
    [
        "时间：2012年3月5日",
        "作者：陈若舟",
        "（2012年3月5日）",
        "2012年3月5日",
        "时间：2012年3月5日　地点：市委礼堂",
        "来源于群众、服务于群众，这是我们的根本。",
        "首先，我代表市委讲三点意见",
        "编辑出版工作要上新台阶",
        "2012 35 46",
        "一、大力发展现代农业",
        "中共江城市委办公室主办，各区县承办",
        "分享发展成果",
        "阅读经典，涵养正气",
    ],
)
def test_lines_of_speeches_are_no_furniture(line):
    page = f"<h1>{TITLE}</h1><p>{line}</p>" + "".join(f"<p>{one}</p>" for one in SPEECH) + f"<p>{line}</p>"
    assert repaired(extract("页.html", page.encode(), None)) == [TITLE, line, *SPEECH, line]


def test_a_speech_in_two_parts_between_share_buttons_is_whole():
    middle = len(SPEECH) // 2
    page = (
        "<div class=a>"
        + "".join(f"<p>{x}</p>" for x in SPEECH[:middle])
        + "</div><div class=share><a href=1>微信</a></div><div class=b>"
        + "".join(f"<p>{x}</p>" for x in SPEECH[middle:])
        + "</div>"
    )
    assert repaired(extract("页.html", page.encode(), None)) == list(SPEECH)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="<>/pdivabrtlsoh =\"'&;#!-\n一二。，甲", max_size=200))
def test_any_source_gives_text_and_edits_within_it(source):
    extracted = extract("页.html", f"<p>甲乙丙丁戊己庚辛壬癸</p>{source}".encode(), None)
    for repair in extracted.repairs:
        for edit in repair.edits:
            assert 0 <= edit.start <= edit.end <= len(extracted.text)
    assert "\n\n" not in extracted.text
    repaired(extracted)


def test_a_row_without_cells_is_no_row():
    assert extract("页.html", "<table><tr></tr><tr><td>甲</td><td>乙</td></tr></table>".encode(), None).text == "甲\t乙"
