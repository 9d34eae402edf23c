"""A Word document gives the text its reader sees; the documents are built here."""

import contextlib
import io
import zipfile

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from analysis import errors
from analysis.reading import package as ours
from analysis.reading.read import read

NS = nsdecls("w") + ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def level(ilvl, fmt, text, *, start=1, extra=""):
    return f'<w:lvl w:ilvl="{ilvl}"><w:start w:val="{start}"/><w:numFmt w:val="{fmt}"/>{extra}<w:lvlText w:val="{text}"/></w:lvl>'


def num(num_id, abstract, overrides=""):
    return f'<w:num w:numId="{num_id}"><w:abstractNumId w:val="{abstract}"/>{overrides}</w:num>'


def listed(text, num_id, ilvl=0, style=""):
    style = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f'<w:p><w:pPr>{style}<w:numPr><w:ilvl w:val="{ilvl}"/><w:numId w:val="{num_id}"/></w:numPr></w:pPr>{run(text)}</w:p>'


def run(text, properties=""):
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(inner, properties=""):
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def built(*body, abstracts="", nums="", styles=""):
    """The bytes of a document of these XML paragraphs, lists and styles."""
    document = Document()
    for xml in body:
        document.element.body.insert(
            len(document.element.body) - 1, parse_xml(xml.replace(">", f" {NS}>", 1) if "/>" not in xml[: xml.index(">") + 1] else xml)
        )
    numbering = document.part.numbering_part.element
    for child in list(numbering):
        numbering.remove(child)
    for child in parse_xml(f"<w:numbering {NS}>{abstracts}{nums}</w:numbering>"):
        numbering.append(child)
    for child in parse_xml(f"<w:styles {NS}>{styles}</w:styles>"):
        document.styles.element.append(child)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def text_of(*body, **parts):
    return read("a.docx", built(*body, **parts)).text.split("\n")


def abstract(number, *levels, extra=""):
    return f'<w:abstractNum w:abstractNumId="{number}">{extra}{"".join(levels)}</w:abstractNum>'


OFFICIAL = abstract(
    1,
    level(0, "chineseCountingThousand", "%1、"),
    level(1, "chineseCounting", "（%2）"),
    level(2, "decimal", "%3."),
    level(3, "decimal", "%1.%4", extra="<w:isLgl/>"),
)


def test_headings_of_official_papers_get_their_numbers_back():
    lines = text_of(
        listed("总体要求", 1),
        listed("指导思想", 1, 1),
        listed("甲", 1, 2),
        listed("基本原则", 1, 1),
        listed("乙", 1, 2),
        listed("主要任务", 1),
        listed("改革", 1, 1),
        listed("细目", 1, 3),
        p(run("正文")),
        abstracts=OFFICIAL,
        nums=num(1, 1),
    )
    assert lines == ["一、总体要求", "（一）指导思想", "1. 甲", "（二）基本原则", "1. 乙", "二、主要任务", "（一）改革", "2.1 细目", "正文"]


def test_lists_of_one_pattern_count_on_unless_told_to_start_anew():
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    from_five = '<w:lvlOverride w:ilvl="0">' + level(0, "decimalEnclosedCircle", "%1", start=5) + "</w:lvlOverride>"
    lines = text_of(
        *(listed(t, n) for t, n in (("甲", 1), ("乙", 1), ("丙", 2), ("丁", 3), ("戊", 3), ("己", 9))),
        abstracts=OFFICIAL,
        nums=num(1, 1) + num(2, 1) + num(3, 1, again),
    )
    assert lines == ["一、甲", "二、乙", "三、丙", "一、丁", "二、戊", "己"]
    assert text_of(listed("甲", 4), abstracts=OFFICIAL, nums=num(4, 1, from_five)) == ["⑤ 甲"]


def test_restarts_are_as_the_level_says():
    never = abstract(1, level(0, "decimal", "第%1章"), level(1, "decimal", "第%2条", extra='<w:lvlRestart w:val="0"/>'))
    lines = text_of(*(listed(t, 1, i) for t, i in (("总则", 0), ("甲", 1), ("任务", 0), ("乙", 1))), abstracts=never, nums=num(1, 1))
    assert lines == ["第1章 总则", "第1条 甲", "第2章 任务", "第2条 乙"]


def test_numbers_come_through_styles_and_what_they_are_based_on():
    tied = abstract(
        1,
        level(0, "chineseCounting", "第%1部分", extra='<w:pStyle w:val="T1"/>'),
        level(1, "chineseCounting", "%2、", extra='<w:pStyle w:val="T2"/>'),
    )
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{name}"/>{based}<w:pPr>{numbers}</w:pPr></w:style>'
        for name, based, numbers in (
            ("T1", "", '<w:numPr><w:numId w:val="1"/></w:numPr>'),
            ("T2", "", '<w:numPr><w:numId w:val="1"/></w:numPr>'),
            ("T3", '<w:basedOn w:val="T2"/>', ""),
        )
    )
    off = '<w:pStyle w:val="T1"/><w:numPr><w:numId w:val="0"/></w:numPr>'
    lines = text_of(
        *(p(run(t), f'<w:pStyle w:val="{s}"/>') for t, s in (("甲", "T1"), ("乙", "T2"), ("丙", "T3"))),
        p(run("丁"), off),
        abstracts=tied,
        nums=num(1, 1),
        styles=styles,
    )
    assert lines == ["第一部分 甲", "一、乙", "二、丙", "丁"]


def test_a_list_may_be_kept_in_a_style():
    linked = abstract(1, extra='<w:numStyleLink w:val="L"/>') + abstract(2, level(0, "upperLetter", "%1．"), extra='<w:styleLink w:val="L"/>')
    style = '<w:style w:type="numbering" w:styleId="L"><w:name w:val="L"/><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
    assert text_of(listed("甲", 1), abstracts=linked, nums=num(1, 1) + num(2, 2), styles=style) == ["A．甲"]


def test_bullets_are_what_is_seen():
    dots = abstract(1, level(0, "bullet", "\uf0b7"), level(1, "bullet", "——"), level(2, "none", ""))
    assert text_of(*(listed("甲", 1, i) for i in range(3)), abstracts=dots, nums=num(1, 1)) == ["• 甲", "——甲", "甲"]


def test_changes_are_taken_as_accepted():
    lines = text_of(
        p(run("我们") + "<w:ins>" + run("要") + "</w:ins><w:del><w:r><w:delText>不</w:delText></w:r></w:del>" + run("改革")),
        p(run("前"), "<w:rPr><w:del/></w:rPr>"),
        p(run("后")),
        p("<w:moveFrom>" + run("去") + "</w:moveFrom><w:moveTo>" + run("来") + "</w:moveTo>"),
    )
    assert lines == ["我们要改革", "前后", "来"]


def test_hidden_text_is_left_out():
    styles = '<w:style w:type="character" w:styleId="H"><w:name w:val="H"/><w:rPr><w:vanish/></w:rPr></w:style>'
    lines = text_of(
        p(run("见") + run("隐", "<w:vanish/>") + run("显", '<w:rStyle w:val="H"/><w:vanish w:val="0"/>') + run("藏", '<w:rStyle w:val="H"/>')),
        p(run("全隐", "<w:vanish/>"), "<w:rPr><w:vanish/></w:rPr>"),
        p(run("完")),
        styles=styles,
    )
    assert lines == ["见显", "完"]


def test_fields_links_breaks_and_readings_give_what_is_shown():
    field = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    lines = text_of(
        p(
            run("第")
            + field.format("begin")
            + "<w:r><w:instrText>PAGE</w:instrText></w:r>"
            + run("x")
            + field.format("separate")
            + run("3")
            + field.format("end")
            + run("页")
        ),
        p(
            "<w:hyperlink>"
            + run("链")
            + "</w:hyperlink><w:fldSimple w:instr='D'>"
            + run("域")
            + "</w:fldSimple><w:sdt><w:sdtContent>"
            + run("件")
            + "</w:sdtContent></w:sdt>"
        ),
        p("<w:r><w:t>上</w:t><w:br/><w:t>下</w:t><w:br w:type='page'/></w:r>"),
        p("<w:r><w:ruby><w:rt>" + run("lan") + "</w:rt><w:rubyBase>" + run("澜") + "</w:rubyBase></w:ruby></w:r>"),
    )
    assert lines == ["第3页", "链域件", "上", "下", "澜"]


def test_text_boxes_stand_once_behind_their_paragraph():
    box = "<w:txbxContent>" + p(run("框")) + "</w:txbxContent>"
    drawn = f"<mc:AlternateContent><mc:Choice Requires='w'><w:drawing>{box}</w:drawing></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent>"
    assert text_of(p(run("段") + f"<w:r>{drawn}</w:r>"), p(run("完"))) == ["段", "框", "完"]


def test_tables_stand_in_their_place():
    def tc(*texts, extra=""):
        return f"<w:tc><w:tcPr>{extra}</w:tcPr>{''.join(p(run(t)) for t in texts)}</w:tc>"

    first, rest = "<w:vMerge w:val='restart'/>", "<w:vMerge/>"
    table = (
        f"<w:tbl><w:tr>{tc('县区', extra=first)}{tc('增速')}</w:tr>"
        f"<w:tr>{tc('并', extra=rest)}{tc('8％')}</w:tr>"
        f"<w:tr><w:trPr><w:del/></w:trPr>{tc('删')}</w:tr>"
        f"<w:tr>{tc('甲', '乙')}</w:tr></w:tbl>"
    )
    assert text_of(p(run("前")), table, p(run("后"))) == ["前", "县区\t增速", "8％", "甲", "乙", "后"]


def test_a_docx_is_known_under_another_name():
    data = built(p(run("在全市会议上的讲话")), p(run("（2012年3月5日）")), p(run("同志们：")))
    for name in ("a.txt", "a.doc", "a.docx"):
        speech = read(name, data)
        assert (speech.format, speech.encoding, speech.metadata.year) == ("docx", "", 2012)


def test_a_document_without_text_is_empty():
    with pytest.raises(errors.EmptyFileError):
        read("a.docx", built())


def test_a_zip_bomb_is_not_unpacked(monkeypatch):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b" " * 3_000_000)
    monkeypatch.setattr(ours, "MAX_XML", 2_000_000)
    with pytest.raises(errors.TooLargeError, match=r"3\.0 MB"):
        read("a.docx", stream.getvalue())


def test_damage_anywhere_is_named():
    """Every tenth byte broken, one at a time: a speech or an error of ours, never another."""
    data = built(listed("总体要求", 1), abstracts=OFFICIAL, nums=num(1, 1))
    for at in range(0, len(data), max(1, len(data) // 60)):
        broken = data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]
        with contextlib.suppress(errors.ReadingError):
            read("a.docx", broken)
    with pytest.raises(errors.BrokenFileError):
        read("a.docx", data[: len(data) // 2])
