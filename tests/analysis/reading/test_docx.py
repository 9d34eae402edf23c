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
from analysis.reading import repairs
from analysis.reading.docx import extract

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
    return extract("a.docx", built(*body, **parts), None).text.split("\n")


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


def test_a_document_without_text_has_none():
    assert extract("a.docx", built(), None).text == ""


def test_a_zip_bomb_is_not_unpacked(monkeypatch):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b" " * 3_000_000)
    monkeypatch.setattr(ours, "MAX_XML", 2_000_000)
    with pytest.raises(errors.TooLargeError, match=r"3\.0 MB"):
        extract("a.docx", stream.getvalue(), None)


def test_damage_anywhere_is_named():
    """Every tenth byte broken, one at a time: a speech or an error of ours, never another."""
    data = built(listed("总体要求", 1), abstracts=OFFICIAL, nums=num(1, 1))
    for at in range(0, len(data), max(1, len(data) // 60)):
        broken = data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]
        with contextlib.suppress(errors.ReadingError):
            extract("a.docx", broken, None)
    with pytest.raises(errors.BrokenFileError):
        extract("a.docx", data[: len(data) // 2], None)


# --- parts beside the text ------------------------------------------------------------------------------------------------------

PARTS = "application/vnd.openxmlformats-officedocument.wordprocessingml."


def with_parts(data, parts, core=""):
    """A document with further parts ({name: XML}), tied to it by relationships of their names (footnotes1 is of kind footnotes)."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            content = old.read(entry).decode("utf-8", "surrogateescape")
            if entry == "[Content_Types].xml":
                overrides = "".join(f'<Override PartName="/word/{n}.xml" ContentType="{PARTS}{n.rstrip("1")}+xml"/>' for n in parts)
                content = content.replace("</Types>", overrides + "</Types>")
            elif entry == "word/_rels/document.xml.rels":
                kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
                ties = "".join(f'<Relationship Id="x{n}" Type="{kind}{n.rstrip("1")}" Target="{n}.xml"/>' for n in parts)
                content = content.replace("</Relationships>", ties + "</Relationships>")
            elif entry == "docProps/core.xml" and core:
                content = core
            new.writestr(entry, content.encode("utf-8", "surrogateescape"))
        for name, xml in parts.items():
            new.writestr(f"word/{name}.xml", xml)
    return out.getvalue()


def without(data, gone, **changed):
    """A document without one of its parts, or with others of other content."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            if entry != gone:
                new.writestr(entry, changed.get(entry.rpartition("/")[2].partition(".")[0], old.read(entry)))
    return out.getvalue()


def footnotes(*notes):
    return f"<w:footnotes {NS}>" + "".join(f'<w:footnote w:id="{i}">{body}</w:footnote>' for i, body in enumerate(notes, 1)) + "</w:footnotes>"


REFERENCE = '<w:r><w:footnoteReference w:id="{}"/></w:r>'


def test_notes_stand_behind_the_text_and_their_marks_can_be_taken_out():
    data = with_parts(
        built(p(run("稳中求进") + REFERENCE.format(2) + run("。")), p(run("抓落实") + REFERENCE.format(1) + REFERENCE.format(7))),
        {"footnotes": footnotes(p(run("第一注")) + p(run("又一段")), p(run("出处")))},
    )
    found = extract("a.docx", data, None)
    assert found.text.split("\n") == ["稳中求进［1］。", "抓落实［2］", "［1］出处", "［2］第一注 又一段"]
    assert found.left_out == {"notes": 1}, "a mark without its note is counted"
    assert repairs.apply(found.text, found.repairs).split("\n")[:2] == ["稳中求进。", "抓落实"]


def test_what_is_left_out_is_counted():
    body = [
        p(run("正文") + run("隐", "<w:vanish/>") + run("藏", "<w:vanish/>") + run("明") + run("再隐", "<w:vanish/>")),
        p("<w:del><w:r><w:delText>删</w:delText></w:r></w:del>" + run("留")),
    ]
    parts = {
        "comments": f'<w:comments {NS}><w:comment w:id="1">{p(run("请核"))}</w:comment></w:comments>',
        "header1": f"<w:hdr {NS}>{p(run('内部资料'))}</w:hdr>",
        "footer1": f"<w:ftr {NS}>{p(run('第 3 页 共 9 页'))}</w:ftr>",
    }
    found = extract("a.docx", with_parts(built(*body), parts), None)
    assert found.text.split("\n") == ["正文明", "留"]
    assert found.left_out == {"hidden_text": 2, "deleted_text": 1, "comments": 1, "headers": 1}


def test_what_the_program_wrote_itself_is_no_fact():
    assert extract("a.docx", built(p(run("甲"))), None).facts == {}
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"><dc:title>{}</dc:title><dc:creator>{}</dc:creator>'
        "<dcterms:created>2012-03-05T08:00:00Z</dcterms:created></cp:coreProperties>"
    )
    said = with_parts(built(p(run("甲"))), {}, core.format("在全市会议上的讲话", "周明远"))
    assert extract("a.docx", said, None).facts == {"title": "在全市会议上的讲话", "author": "周明远", "date": "2012-03-05"}
    assert extract("a.docx", with_parts(built(p(run("甲"))), {}, core.format("Word Document", "微软用户")), None).facts == {"date": "2012-03-05"}


def test_a_table_of_contents_can_be_taken_out():
    styles = '<w:style w:type="paragraph" w:styleId="11"><w:name w:val="toc 1"/></w:style>'
    found = extract("a.docx", built(p(run("一、总则\t1"), '<w:pStyle w:val="11"/>'), p(run("一、总则")), styles=styles), None)
    assert [r.kind for r in found.repairs] == ["contents"]
    assert repairs.apply(found.text, found.repairs) == "一、总则"


@pytest.mark.parametrize("torn", ["footnotes", "comments", "numbering", "styles"])
def test_damage_beside_the_text_does_not_cost_the_text(torn):
    data = with_parts(built(p(run("正文"))), {"footnotes": footnotes(p(run("注"))), "comments": f"<w:comments {NS}/>"})
    found = extract("a.docx", without(data, "", **{torn: b"<torn"}), None)
    assert (found.text, found.left_out) == ("正文", {"damaged_parts": 1})
    assert extract("a.docx", without(data, f"word/{torn}.xml"), None).text == "正文"


@pytest.mark.parametrize(
    ("change", "detail"),
    [
        (lambda data: without(data, "word/document.xml"), "no_body"),
        (lambda data: without(data, "", document=b"<torn"), "torn"),
        (lambda data: without(data, "", document=b'<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'), "entities"),
        (lambda data: without(data, "", document=b"<x/>"), "no_body"),
        (lambda _: b"\xd0\xcf\x11\xe0" + bytes(500) + "EncryptedPackage".encode("utf-16-le"), "locked"),
        (lambda _: b"\xd0\xcf\x11\xe0" + bytes(500), "no_package"),
        (lambda data: without(data, "", styles=b" " * 6_000_000), "overpacked"),
    ],
)
def test_each_damage_has_its_reason(change, detail):
    with pytest.raises(errors.ReadingError) as caught:
        extract("a.docx", change(built(p(run("正文")))), None)
    assert caught.value.fields["detail"] == detail


def test_relations_may_be_lost_and_names_may_be_strict():
    data = built(p(run("正文")))
    assert extract("a.docx", without(data, "_rels/.rels"), None).text == "正文"
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        document = package.read("word/document.xml")
    usual, strict = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main", b"http://purl.oclc.org/ooxml/wordprocessingml/main"
    assert extract("a.docx", without(data, "", document=document.replace(usual, strict)), None).text == "正文"


def test_pinyin_and_encircled_figures_made_by_fields():
    def field(instruction):
        mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
        return mark.format("begin") + f"<w:r><w:instrText>{instruction}</w:instrText></w:r>" + mark.format("end")

    pinyin, circled = r'EQ \* jc2 \* "Font:宋体" \* hps10 \o\ad(\s\up 9(lán),澜)', r"eq \o\ac(○,3)"
    assert text_of(p(run("安") + field(pinyin) + run("县") + field(circled) + field("PAGE"))) == ["安澜县③"]


def test_a_heading_may_run_on_into_its_paragraph():
    separator = "<w:rPr><w:vanish/><w:specVanish/></w:rPr>"
    head = p(run("改革。"), '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>' + separator)
    assert text_of(head, p(run("深化改革。")), abstracts=OFFICIAL, nums=num(1, 1)) == ["一、改革。深化改革。"]


def test_bullets_kept_as_letters_of_a_font_of_signs_are_signs():
    wingdings = '<w:rPr><w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/></w:rPr>'
    dots = abstract(1, level(0, "bullet", "l").replace("</w:lvl>", wingdings + "</w:lvl>"), level(1, "none", "附件："))
    assert text_of(listed("甲", 1), listed("乙", 1, 1), abstracts=dots, nums=num(1, 1)) == ["● 甲", "附件：乙"]


def test_a_style_may_change_the_level_of_the_one_it_is_based_on():
    styles = (
        '<w:style w:type="paragraph" w:styleId="A"><w:name w:val="A"/><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="B"><w:name w:val="B"/><w:basedOn w:val="A"/><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    lines = text_of(*(p(run("甲"), f'<w:pStyle w:val="{s}"/>') for s in "ABBA"), abstracts=OFFICIAL, nums=num(1, 1), styles=styles)
    assert lines == ["一、甲", "（一）甲", "（二）甲", "二、甲"]
