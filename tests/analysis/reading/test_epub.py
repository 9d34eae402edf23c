"""An e-book gives its chapters in the order of its spine."""

import io
import zipfile

import pytest

from analysis.errors import ReadingError
from analysis.reading import repairs
from analysis.reading.epub import extract

CONTAINER = '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="OEBPS/书 1.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
SPEECH = "<p>　　同志们：</p><p>　　抓好“三农”工作，办好实事。</p>"


def chapter(body, *, head=""):
    return f'<?xml version="1.0" encoding="utf-8"?>{head}<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><head><title/><script src="a.js"/></head><body>{body}</body></html>'


def opf(*names, spine=None, extra="", properties=None):
    items = "".join(
        f'<item id="i{i}" href="{name}" media-type="application/xhtml+xml"{(properties or {}).get(name, "")}/>' for i, name in enumerate(names)
    )
    refs = "".join(f'<itemref idref="i{i}"/>' for i in (spine if spine is not None else range(len(names))))
    return (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>江城讲话选</dc:title>'
        f"<dc:creator>陈若舟</dc:creator><dc:date>2012-03-05</dc:date></metadata><manifest>{items}</manifest><spine>{refs}</spine>{extra}</package>"
    )


def book(chapters, *, container=CONTAINER, package=None, **others):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        file.writestr("META-INF/container.xml", container)
        file.writestr("OEBPS/书 1.opf", package or opf(*chapters))
        for name, text in chapters.items():
            file.writestr(f"OEBPS/{name}", text)
        for name, text in others.items():
            file.writestr(f"META-INF/{name}.xml", text)
    return out.getvalue()


def text(data):
    return extract("书.epub", data, None).text.split("\n")


def test_chapters_come_in_the_order_of_the_spine_without_the_contents():
    chapters = {
        "b.xhtml": chapter("<h1>二</h1>"),
        "a.xhtml": chapter("<h1>一</h1>"),
        "nav.xhtml": chapter("<nav>目录</nav>"),
        "toc.xhtml": chapter("目录"),
        "无.xhtml": chapter("不在"),
    }
    package = opf(
        *chapters, spine=[2, 3, 1, 0], properties={"nav.xhtml": ' properties="nav"'}, extra='<guide><reference type="toc" href="toc.xhtml"/></guide>'
    )
    extracted = extract("书.epub", book(chapters, package=package), None)
    assert extracted.text == "一\n二"
    assert extracted.facts == {"title": "江城讲话选", "author": "陈若舟", "date": "2012-03-05"}
    assert extracted.left_out == {}


def test_xhtml_is_read_as_it_is_meant():
    body = f'<div><a id="p1"/><span class="x"/>甲&nbsp;&ldquo;乙&rdquo;&amp;&lt;丙<br/>丁</div>{SPEECH}<ol start="2"><li>戊</li></ol>'
    assert text(book({"a.xhtml": chapter(body, head="<!DOCTYPE html>")})) == [
        "甲\u00a0“乙”&<丙",
        "丁",
        "　　同志们：",
        "　　抓好“三农”工作，办好实事。",
        "2. 戊",
    ]


def test_a_chapter_that_is_no_xml_is_read_as_a_page():
    assert text(book({"a.xhtml": "<html><body><p>甲<p>乙<br>丙 & 丁</body>"})) == ["甲", "乙", "丙 & 丁"]
    assert text(book({"a.xhtml": "<html><meta charset=gbk><body><p>联通<p>".encode("gbk")})) == ["联通"]


def test_notes_in_another_file_stand_at_the_end():
    chapters = {
        "t/a.xhtml": chapter('<p>抓好“三农”<a epub:type="noteref" href="../%E6%B3%A8.xhtml#n1">1</a>工作。</p>'),
        "t/b.xhtml": chapter('<p>完成<sup><a href="../注.xhtml#n2">2</a></sup>。</p>'),
        "注.xhtml": chapter('<p>注释</p><p id="n1"><a href="t/a.xhtml#r1">1</a>. 农业、农村、农民。</p><p id="n2">2 全部。</p>'),
    }
    extracted = extract("书.epub", book(chapters), None)
    assert extracted.text.split("\n") == ["抓好“三农”［1］工作。", "完成［2］。", "注释", "［1］农业、农村、农民。", "［2］全部。"]
    assert repairs.apply(extracted.text, extracted.repairs).split("\n")[0] == "抓好“三农”工作。"


def locked(algorithm, path):
    return (
        '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container" xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:EncryptedData>'
        f'<enc:EncryptionMethod Algorithm="{algorithm}"/><enc:CipherData><enc:CipherReference URI="{path}"/></enc:CipherData></enc:EncryptedData></encryption>'
    )


def test_hidden_fonts_harm_nothing():
    assert text(book({"a.xhtml": chapter("<p>甲</p>")}, encryption=locked("http://www.idpf.org/2008/embedding", "OEBPS/f.otf"))) == ["甲"]


BOMB = (
    "<!DOCTYPE html [" + '<!ENTITY z "哈哈哈哈">' + "".join(f'<!ENTITY {a} "{f"&{b};" * 100}">' for a, b in zip("abcd", "zabc", strict=True)) + "]>"
)
ONE = {"a.xhtml": chapter("<p>甲</p>")}
REFUSED = {
    "copy protection": (book(ONE, encryption=locked("http://www.w3.org/2001/04/xmlenc#aes256-cbc", "OEBPS/a.xhtml")), "copy_protected"),
    "an entity bomb in a chapter": (book({"a.xhtml": chapter("<p>&d;</p>", head=BOMB)}), "entities"),
    "an entity bomb in the list": (book(ONE, package=BOMB + opf("a.xhtml")), "entities"),
    "a container without a book": (book(ONE, container="<container/>"), "no_body"),
    "a book that is not there": (book(ONE, container=CONTAINER.replace("书 1", "别的")), "no_body"),
    "a chapter that is not there": (book({}, package=opf("a.xhtml")), "no_body"),
    "a list that is cut off": (book(ONE, package=opf("a.xhtml")[:200]), "torn"),
    "no zip": (b"PK\x03\x04" + bytes(300), "no_package"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_no_sound_book_is_refused(what):
    data, reason = REFUSED[what]
    with pytest.raises(ReadingError) as error:
        extract("书.epub", data, None)
    assert error.value.fields["detail"] == reason


@pytest.mark.parametrize("cut", range(0, 100, 6))
def test_a_book_cut_anywhere_gives_an_error(cut):
    data = book({"a.xhtml": chapter(SPEECH * 5)})
    with pytest.raises(ReadingError):
        extract("书.epub", data[: len(data) * cut // 100], None)


def test_a_book_of_pictures_has_no_text():
    assert text(book({"a.xhtml": chapter('<img src="a.png" alt="封面"/><svg xmlns="http://www.w3.org/2000/svg"><text>图</text></svg>')})) == [""]
