"""An OpenDocument text gives the text its reader sees; the documents are built here."""

import io
import zipfile

import pytest

from analysis import errors
from analysis.reading import repairs
from analysis.reading.odt import extract
from analysis.reading.odt_lists import number_format

SPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in {"office": "office", "style": "style", "text": "text", "table": "table", "draw": "drawing"}.items()
)


def built(body, *, automatic="", common="", master="", manifest="", **parts):
    """The bytes of a document of this XML."""
    files = {
        "content.xml": f"<office:document-content {SPACES}><office:automatic-styles>{automatic}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
        "styles.xml": f"<office:document-styles {SPACES}><office:styles>{common}</office:styles>"
        f"<office:master-styles>{master}</office:master-styles></office:document-styles>",
        "META-INF/manifest.xml": f'<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">{manifest}</m:manifest>',
    } | {name + ".xml": content for name, content in parts.items()}
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(name, content)
    return stream.getvalue()


def text_of(body, **parts):
    return extract("a.odt", built(body, **parts), None).text.split("\n")


def p(inner, tag="p", attributes=""):
    return f"<text:{tag} {attributes}>{inner}</text:{tag}>"


def items(*inner, attributes=""):
    return f"<text:list {attributes}>" + "".join(f"<text:list-item>{i}</text:list-item>" for i in inner) + "</text:list>"


def level(at, fmt, attributes="", tag="list-level-style-number"):
    return f'<text:{tag} text:level="{at}" style:num-format="{fmt}" {attributes}/>'


OFFICIAL = (
    '<text:list-style style:name="L">'
    + level(1, "一, 二, 三, ...", 'style:num-suffix="、"')
    + level(2, "一, 二, 三, ...", 'style:num-prefix="（" style:num-suffix="）"')
    + level(3, "1", 'text:display-levels="3"')
    + "</text:list-style>"
)
STYLED = 'text:style-name="L"'


def test_numbers_are_written_by_level_and_begin_anew_below_a_new_one():
    body = items(
        p("总体要求") + items(p("指导思想") + items(p("甲"), p("乙")), p("基本原则") + items(p("丙"))),
        p("主要任务") + items(p("改革")),
        attributes=STYLED,
    )
    assert text_of(body, automatic=OFFICIAL) == [
        "一、总体要求",
        "（一）指导思想",
        "一.一.1 甲",
        "一.一.2 乙",
        "（二）基本原则",
        "一.二.1 丙",
        "二、主要任务",
        "（一）改革",
    ]


def test_lists_begin_anew_unless_they_say_that_they_go_on():
    body = (
        items(p("甲"), attributes=STYLED + ' xml:id="a"')
        + p("正文")
        + items(p("乙"), attributes=STYLED)
        + items(p("丙"), attributes=STYLED + ' text:continue-numbering="true"')
        + items(p("丁"), attributes=STYLED + ' text:continue-list="a"')
        + f'<text:list {STYLED}><text:list-header>{p("头")}</text:list-header><text:list-item text:start-value="7">{p("戊")}{p("续")}</text:list-item></text:list>'
    )
    assert text_of(body, automatic=OFFICIAL) == ["一、甲", "正文", "一、乙", "二、丙", "二、丁", "头", "七、戊", "续"]


def test_a_list_that_goes_on_below_counts_on():
    body = (
        items(p("甲") + items(p("子")), attributes=STYLED)
        + p("正文")
        + items(items(p("丑")), attributes=STYLED + ' text:continue-numbering="true"')
        + items(p("乙"), attributes=STYLED + ' text:continue-numbering="true"')
    )
    assert text_of(body, automatic=OFFICIAL) == ["一、甲", "（一）子", "正文", "（二）丑", "二、乙"]


def test_headings_are_numbered_by_the_outline_and_by_styles():
    outline = (
        '<text:outline-style style:name="Outline">'
        + level(1, "一, 二, 三, ...", 'style:num-prefix="第" style:num-suffix="章"', "outline-level-style")
        + level(2, "1", "", "outline-level-style")
        + "</text:outline-style>"
    )
    heads = ((1, "总则", ""), (2, "甲", ""), (2, "无号", 'text:is-list-header="true"'), (1, "附则", ""))
    body = "".join(p(text, "h", f'text:outline-level="{at}" {more}') for at, text, more in heads)
    assert text_of(body, common=outline) == ["第一章 总则", "1 甲", "无号", "第二章 附则"]
    styled = '<style:style style:name="P" style:family="paragraph" style:list-style-name="L"/>'
    assert text_of(items(p("甲", attributes='text:style-name="P"')), automatic=OFFICIAL + styled) == ["一、甲"]


def test_bullets_and_numbers_that_were_saved():
    dots = '<text:list-style style:name="L"><text:list-level-style-bullet text:level="1" text:bullet-char="\uf0b7"/></text:list-style>'
    assert text_of(items(p("甲"), p("<text:number>（3）</text:number>乙"), attributes=STYLED), automatic=dots) == ["• 甲", "（3）乙"]


@pytest.mark.parametrize(
    ("sample", "numbers"),
    [
        ("1", {12: "12"}),
        ("", {1: ""}),
        ("a", {1: "a", 27: "aa", 28: "ab"}),
        ("I", {9: "IX"}),
        ("一, 二, 三, ...", {11: "十一", 20: "二十"}),
        ("壹, 贰, 叁, ...", {10: "壹拾"}),
        ("壹, 貳, 參, ...", {3: "參"}),
        ("甲, 乙, 丙, ...", {4: "丁"}),
        ("子, 丑, 寅, ...", {12: "亥"}),
        ("①, ②, ③, ...", {20: "⑳"}),
        ("１, ２, ３, ...", {12: "１２"}),
        ("01, 02, 03, ...", {7: "07"}),
        ("㈠, ㈡, ㈢, ...", {4: "㈣"}),
        ("⑴, ⑵, ⑶, ...", {4: "⑷"}),
    ],
)
def test_number_formats_are_known_by_their_first_numbers(sample, numbers):
    fmt = number_format(sample, sync=False)
    assert {n: fmt(n) for n in numbers} == numbers


def test_notes_changes_comments_and_hidden_text():
    deleted = "<text:changed-region><text:deletion>" + p("不甚") + "</text:deletion></text:changed-region>"
    note = f"<text:note><text:note-citation>9</text:note-citation><text:note-body>{p('出处')}</text:note-body></text:note>"
    hidden = '<style:style style:name="H" style:family="text"><style:text-properties text:display="none"/></style:style>'
    body = (
        f"<text:tracked-changes>{deleted}</text:tracked-changes>"
        + p(f'形势<text:change/>很好{note}，<text:span text:style-name="H">隐</text:span><text:span text:style-name="H">藏</text:span>继续。')
        + p("甲<office:annotation><text:p>请核</text:p></office:annotation>乙")
        + f'<text:section text:display="none">{p("待定")}</text:section>'
        + f"<text:section>{p('可见')}</text:section>"
    )
    header = (
        f'<style:master-page style:name="S"><style:header>{p("内部资料")}</style:header><style:footer>{p("第1页")}</style:footer></style:master-page>'
    )
    found = extract("a.odt", built(body, automatic=hidden, master=header), None)
    assert found.text.split("\n") == ["形势很好［1］，继续。", "甲乙", "可见", "［1］出处"]
    assert found.left_out == {"hidden_text": 2, "deleted_text": 1, "comments": 1, "headers": 1}
    assert repairs.apply(found.text, found.repairs).startswith("形势很好，继续。")


def test_tables_boxes_blanks_and_readings():
    def row(*cells):
        return "<table:table-row>" + "".join(f"<table:table-cell>{c}</table:table-cell>" for c in cells) + "</table:table-row>"

    body = (
        p('前\n  后<text:s text:c="2"/>隔<text:tab/>表<text:line-break/>下')
        + p(f"段<draw:frame><draw:text-box>{p('框')}</draw:text-box></draw:frame><draw:frame><draw:image/></draw:frame>")
        + f"<table:table><table:table-header-rows>{row(p('县区'), p('增速'))}</table:table-header-rows>{row(p('甲'), p('8％'))}{row(p('一') + p('二'))}</table:table>"
        + p("<text:ruby><text:ruby-base>澜</text:ruby-base><text:ruby-text>lán</text:ruby-text></text:ruby>江")
        + f"<text:table-of-content><text:index-body>{p('一、总则 1')}</text:index-body></text:table-of-content>"
    )
    found = extract("a.odt", built(body), None)
    assert found.text.split("\n") == ["前 后  隔\t表", "下", "段", "框", "县区\t增速", "甲\t8％", "一", "二", "澜江", "一、总则 1"]
    assert found.left_out == {"pictures": 1}
    assert [repair.kind for repair in found.repairs] == ["contents"]


@pytest.mark.parametrize(
    ("data", "detail"),
    [
        (built("", manifest="<m:file-entry><m:encryption-data/></m:file-entry>"), "locked"),
        (built("", content="<torn"), "torn"),
        (
            built("", content=f"<office:document-content {SPACES}><office:body><office:spreadsheet/></office:body></office:document-content>"),
            "no_body",
        ),
        (built("", content='<!DOCTYPE x [<!ENTITY a "aa">]><x>&a;</x>'), "entities"),
        (b"PK\x03\x04" + bytes(100), "no_package"),
    ],
)
def test_each_damage_has_its_reason(data, detail):
    with pytest.raises(errors.ReadingError) as caught:
        extract("a.odt", data, None)
    assert caught.value.fields["detail"] == detail


def test_damage_beside_the_text_does_not_cost_the_text():
    found = extract("a.odt", built(p("正文"), styles="<torn", meta="<torn"), None)
    assert (found.text, found.left_out) == ("正文", {"damaged_parts": 2})
