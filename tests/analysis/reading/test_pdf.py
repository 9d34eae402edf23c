"""A PDF gives back the paragraphs it was made from, and what its layout added or broke is a repair that can be switched off."""

import re
import unicodedata
from difflib import SequenceMatcher
from itertools import pairwise

import pytest

from analysis.reading import repairs
from analysis.reading.pdf import extract
from tests.conftest import ROOT
from tests.files import tiny_pdf

FILES = ROOT / "tests" / "files" / "pdf"
PRINTED = sorted(path.name for path in FILES.glob("*_*.pdf"))
KINDS = ("page_furniture", "line_break", "han_space")


def paragraphs(text):
    return [bare for line in text.split("\n") if (bare := unicodedata.normalize("NFKC", re.sub(r"\s", "", line)))]


def read(found, off=()):
    return repairs.apply(found.text, tuple(r for r in repairs.find(found.text, found.repairs) if r.kind not in off))


def truth(name):
    for folder in (FILES, ROOT / "data" / "speeches"):
        for text in folder.glob("*.txt"):
            if name.startswith(text.stem + "_"):
                return paragraphs(text.read_text(encoding="utf-8"))
    raise AssertionError(name)


def printed(name):
    return extract(name, (FILES / name).read_bytes(), None)


def placed(*lines, left=72, top=700, pitch=20):
    return [(f"{left} {top - pitch * i}", line) for i, line in enumerate(lines)]


@pytest.mark.parametrize("name", PRINTED)
def test_what_was_printed_is_read_back(name):
    given, found = truth(name), paragraphs(read(printed(name)))
    assert SequenceMatcher(None, "".join(given), "".join(found), autojunk=False).ratio() >= 0.995
    assert abs(len(found) - len(given)) <= 0.05 * len(given)
    assert len(set(given) & set(found)) >= 0.9 * len(set(given))


@pytest.mark.parametrize("name", ["government_2012_official.pdf", "project_book.pdf", "office_2016_web_columns.pdf"])
def test_each_repair_can_be_switched_off_alone(name):
    found = printed(name)
    assert {r.kind for r in found.repairs} <= set(KINDS)
    edits = sorted((e for r in found.repairs for e in r.edits), key=lambda e: e.start)
    assert all(a.end <= b.start for a, b in pairwise(edits))
    assert all(e.start < e.end <= len(found.text) for e in edits)
    assert read(found, off=(*KINDS, *repairs.KINDS)) == found.text
    whole = read(found)
    for kind in KINDS:
        without = read(found, off=(kind,))
        assert (without != whole) == any(r.kind == kind for r in found.repairs)
        if kind != "page_furniture":
            assert "".join(paragraphs(without)) == "".join(paragraphs(whole))


def test_page_numbers_that_are_kept_stand_on_lines_of_their_own():
    found = printed("government_2012_official.pdf")
    kept = read(found, off=("page_furniture",)).split("\n")
    assert [line for line in kept if line.startswith("—")] == [f"— {n} —" for n in range(1, 8)]
    (furniture,) = (r for r in found.repairs if r.kind == "page_furniture")
    assert len(furniture.edits) == 14
    assert "—" not in read(found)


def test_columns_are_read_one_after_the_other_below_the_title():
    lines = read(printed("government_2012_columns.pdf")).split("\n")
    assert lines[:4] == ["在市政府全体会议上的讲话", "（2012年2月8日）", "市长 沈怀川", "同志们："]


def test_cells_of_a_row_stand_on_a_line_with_tabs():
    text = read(printed("table_table.pdf"))
    assert "\n县区\t任务数\t完成率\n云屏新区\t36\t91.7%\n石渡区（含经济开发区、保税物流园区和南山片区）\t28\t85.7%\n" in text


def test_a_cell_of_a_table_without_lines_is_read_whole():
    rows = ["地区生产总值（亿|812.4|增长8.2%", "元）", "粮食总产量（万|96.1|增长1.5%", "吨）"]
    places = [(f"{72 + 120 * i} {700 - 20 * n}", cell) for n, row in enumerate(rows) for i, cell in enumerate(row.split("|"))]
    page = [*placed("现将去年主要指标完成情况向大家通报如下，请对照检查：", top=730), *places]
    assert read(extract("表.pdf", tiny_pdf.pages(page), None)).split("\n")[1:] == [
        "地区生产总值（亿元）\t812.4\t增长8.2%",
        "粮食总产量（万吨）\t96.1\t增长1.5%",
    ]


def test_a_row_below_that_had_room_is_a_row_of_its_own():
    page = [*placed("甲方代表：林远", "签字"), ("300 700", "乙方代表：沈怀川")]
    assert read(extract("签.pdf", tiny_pdf.pages(page), None)) == "甲方代表：林远\t乙方代表：沈怀川\n签字"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("全市上下要坚持高质量 发展不动摇，一年接着一年干，一件接着一件办", "全市上下要坚持高质量发展不动摇，一年接着一年干，一件接着一件办"),
        ("市 长 林 远", "市 长 林 远"),
        ("出席今天会议并在主席台就座的有张三 李四光 王五 赵六等同志", "出席今天会议并在主席台就座的有张三 李四光 王五 赵六等同志"),
        ("下载 Smart City 客户端以后就可以在网上办理各项业务了，不用再跑", "下载 Smart City 客户端以后就可以在网上办理各项业务了，不用再跑"),
        ("⽅案已经印发，各单位要抓好落实，⼀项⼀项地办，办一件成一件才好", "方案已经印发，各单位要抓好落实，一项一项地办，办一件成一件才好"),
    ],
)
def test_blanks_and_look_alikes(line, expected):
    page = placed(line, *["这是同样宽的几行，用来表示版心到这里为止，后面就没有更多的字了"] * 4)
    assert read(extract("空.pdf", tiny_pdf.pages(page), None)).startswith(expected)


def test_latin_words_are_joined_with_a_space():
    page = placed("加快推进智慧城市建设，今年重点建设好面向群众的平台即Smart", "City平台，让群众少跑路。")
    assert (
        read(extract("词.pdf", tiny_pdf.pages(page, size=15), None))
        == "加快推进智慧城市建设，今年重点建设好面向群众的平台即Smart City平台，让群众少跑路。"
    )


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        ([("0 1 -1 0 100 100", "同志们：今天开会。"), ("0 1 -1 0 130 100", "第二行在右边。")], b"/Rotate 90"),
        ([("0 -1 1 0 130 700", "同志们：今天开会。"), ("0 -1 1 0 100 700", "第二行在右边。")], b"/Rotate 270"),
        ([("-1 0 0 -1 500 100", "同志们：今天开会。"), ("-1 0 0 -1 500 130", "第二行在右边。")], b"/Rotate 180"),
        ([(f"{300 - 30 * n} {700 - 14 * i}", c) for n, line in enumerate(("同志们：今天开会。", "第二行在右边。")) for i, c in enumerate(line)], b""),
    ],
    ids=["quarter", "three quarters", "upside down", "vertical"],
)
def test_turned_and_vertical_pages_are_read_along_their_lines(text, entries):
    assert extract("转.pdf", tiny_pdf.pages(text, page=entries), None).text == "同志们：今天开会。\n第二行在右边。"


def test_watermarks_and_what_lies_outside_the_page_are_left_out_and_counted():
    page = [*placed("同志们今天开会"), ("0.7 0.7 -0.7 0.7 100 100", "内部资料"), ("700 700", "外面")]
    found = extract("水印.pdf", tiny_pdf.pages(page), None)
    assert (found.text, found.left_out) == ("同志们今天开会", {"askew_text": 4, "outside_page": 2})


def test_pages_of_pictures_among_pages_of_text_are_counted():
    text = placed(*["同志们今天开会共有许多事情要说"] * 4)
    found = extract("混.pdf", tiny_pdf.pages(text, [("0 0", "PICTURE")], []), None)
    assert found.left_out == {"picture_pages": 1, "empty_pages": 1}


def test_one_number_alone_is_no_page_number():
    page = placed("一、去年完成投资", "36", "亿元，比上年增长一成。")
    assert "36" in read(extract("数.pdf", tiny_pdf.pages(page), None))


def test_the_same_line_atop_two_pages_of_many_is_text():
    pages = [
        placed(*([("各位代表！" if n in {1, 6} else f"第{'一二三四五六七八'[n]}件事已经办完了。"), *["全市上下一起努力，把事情办好。"] * 20]))
        for n in range(8)
    ]
    assert read(extract("呼.pdf", tiny_pdf.pages(*pages), None)).count("各位代表！") == 2


@pytest.mark.parametrize(
    ("info", "expected"),
    [
        (
            {"Title": "在全市会议上的讲话", "Author": "林远", "CreationDate": "D:20120305101500+08'00'"},
            {"title": "在全市会议上的讲话", "author": "林远", "date": "2012-03-05"},
        ),
        ({"Title": "Microsoft Word - 讲话3稿.doc", "Author": "Administrator"}, {}),
        ({"Title": "jianghua.pdf", "Author": "微软用户", "CreationDate": "gestern"}, {}),
        ({}, {}),
    ],
)
def test_what_the_file_says_of_itself(info, expected):
    assert extract("息.pdf", tiny_pdf.pages(placed("同志们：今天开会。"), info=info), None).facts == expected
