"""Whatever a user drops in gives a clear sentence or a sound result on every page, and what was stored stays as it was."""

import ast
import re
import zipfile
from io import BytesIO

import pytest

from analysis import errors
from analysis.corpus import queries
from analysis.corpus.build import read_files
from analysis.errors import ReadingError
from analysis.model import Lexicon
from analysis.reading import doc, sources
from analysis.reading.read import read
from analysis.reading.tables import Columns
from tests.conftest import ROOT
from tests.files import tiny_pdf
from tests.files.hostile import ENTITIES, FILES, changed, endless, exploding, locked, nested, packed, sound, workbook
from ui.answers.compare import answer_compare, chosen_sides, side_names
from ui.answers.corpus import answer_corpus
from ui.answers.layout import answer_layout
from ui.answers.slogans import answer_slogans
from ui.answers.words import answer_words
from ui.asked import ask
from ui.boundary import sentence
from ui.view import View
from ui.words import LANGUAGES, Words

GOOD = ("好.txt", "在全市会议上的讲话\n（2012年3月5日）\n同志们：\n一、抓发展。\n二、抓“三农”。".encode())

DRM = (
    '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><EncryptedData xmlns="http://www.w3.org/2001/04/xmlenc#">'
    '<EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#aes128-cbc"/>'
    '<CipherData><CipherReference URI="OEBPS/sections/section0001.xhtml"/></CipherData></EncryptedData></encryption>'
)
"""What a shop's book says of its chapters."""


def protected_book():
    with zipfile.ZipFile(BytesIO(sound("epub"))) as book:
        return packed({name: book.read(name) for name in book.namelist()} | {"META-INF/encryption.xml": DRM})


def cut(ending):
    data = sound(ending)
    return data[: len(data) // 2]


ROW_OF_A_MILLION = "<row><c><v>7</v></c></row>"

REFUSED = {
    "nothing in it": (b"", "空.txt", "empty_file"),
    "white space only": (b" \n\t\n", "白.txt", "empty_file"),
    "nothing in a document": (b"", "空.docx", "empty_file"),
    "rubbish": (bytes(range(256)) * 40, "乱.txt", "not_text"),
    "a renamed picture": (b"\x89PNG\r\n\x1a\n" + bytes(500), "图.docx", "no_package"),
    "a torn zip": (b"PK\x03\x04" + bytes(200), "断.docx", "no_package"),
    "no speech at all": (b"abc", "片.xyz", "unknown_format"),
    "a locked document": (lambda: locked(sound("docx")), "锁.docx", "locked"),
    "a locked OpenDocument text": (lambda: locked(sound("odt")), "锁.odt", "locked"),
    "a locked PDF": ((FILES / "pdf" / "locked.pdf").read_bytes, "锁.pdf", "pdf_encrypted"),
    "a locked zip": (lambda: locked(packed({"锁.txt": "同志们"})), "锁.zip", "encrypted"),
    "a locked book": (protected_book, "锁.epub", "copy_protected"),
    "a locked workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "锁.xlsx", "no_package"),
    "a document cut off": (lambda: cut("docx"), "断.docx", "no_package"),
    "an OpenDocument text cut off": (lambda: cut("odt"), "断.odt", "no_package"),
    "an RTF file cut off": (lambda: cut("rtf"), "断.rtf", "torn"),
    "a book cut off": (lambda: cut("epub"), "断.epub", "no_package"),
    "a PDF cut off": (lambda: cut("pdf"), "断.pdf", "torn"),
    "a zip cut off": (lambda: packed({"讲话.txt": "同志们：" * 99})[:80], "断.zip", "no_package"),
    "a workbook cut off": (lambda: workbook(ROW_OF_A_MILLION * 99)[:900], "断.xlsx", "no_package"),
    "a table cut off within a cell": ('标题,正文\n甲,"同志们：'.encode(), "断.csv", "open_quote"),
    "lines of JSON cut off": ('{"text": "同志们：今天开会。"}\n{"text": "同志'.encode(), "断.jsonl", "json_line"),
    "UTF-8 cut within a character": ("同志们".encode()[:-1], "断.txt", "undecodable"),
    "a bomb by its ratio": (lambda: packed({"弹.doc": bytes(19_000_000)}), "弹.zip", "overpacked"),
    "a document that is a bomb": (lambda: changed(sound("docx"), "word/document.xml", b" " * 20_000_000), "弹.docx", "overpacked"),
    "a bomb by its size": (lambda: packed({f"{i}.txt": bytes(19_000_000) for i in range(22)}), "弹.zip", "unpacks_too_large"),
    "a bomb by its files": (lambda: packed({f"{i}.txt": "" for i in range(5_001)}), "弹.zip", "too_many_files"),
    "a bomb by its depth": (lambda: nested(3), "弹.zip", "too_deep"),
    "a path that leads out of a zip": (lambda: packed({"../../讲话.txt": "同志们：开会。"}), "出.zip", "path_leads_out"),
    "a text of 300 MB": (lambda: bytes(300_000_000), "大.txt", "too_large"),
    "a table of 300 MB": (lambda: bytes(300_000_000), "大.csv", "too_large"),
    "a million rows": (lambda: workbook("".join(f"<row><c><v>{i}</v></c></row>" for i in range(1_000_000))), "大.xlsx", "rows_over_limit"),
    "600 columns": ((",".join(f"列{i}" for i in range(600)) + "\n").encode() * 2, "宽.csv", "too_many_columns"),
    "no column with a text": ("省份,年份\n甲,2012\n".encode(), "表.csv", "no_text_column"),
    "entities of entities in a document": (lambda: exploding(sound("docx"), "word/document.xml"), "弹.docx", "entities"),
    "entities of entities in an OpenDocument text": (lambda: exploding(sound("odt"), "content.xml"), "弹.odt", "entities"),
    "entities of entities in a book": (lambda: exploding(sound("epub"), "OEBPS/sections/section0001.xhtml"), "弹.epub", "entities"),
    "entities of entities in a page": (f"{ENTITIES}<html><body><p>&h;</p></body></html>".encode(), "弹.html", "entities"),
    "entities of entities in a workbook": (
        lambda: exploding(workbook('<row><c t="inlineStr"><is><t>&h;</t></is></c></row>'), "xl/worksheets/sheet1.xml"),
        "弹.xlsx",
        "torn",
    ),
    "a page nested without end": (b"<div>" * 50_000 + "同志们".encode(), "深.html", "tangled"),
    "a PDF whose pages go round": (endless, "圈.pdf", "torn"),
    "a picture of a page": (lambda: tiny_pdf.pages([("0 0", "PICTURE")]), "扫描.pdf", "pdf_scan"),
}
TAKEN = {
    "no punctuation": ("无标点.txt", ("发展改革稳定" * 300).encode()),
    "100,000 characters on a line": ("长行.txt", ("推动高质量发展，" * 12_500).encode()),
    "English": ("english.txt", b"Comrades: work hard. Three things matter in 2012."),
    "one character": ("一.txt", "一".encode()),
    "numerals only": ("数.txt", ("一" * 10_000).encode()),
    "marks of HTML, Markdown and formulas": (
        "标.txt",
        "<script>alert(1)</script>\n=SUM(A1)\n一、<b>发展</b>\n二、[改革](http://x)\n“三农”{term}{0}".encode(),
    ),
    "a strange name": ("《2012》讲话😀" + "长" * 200 + ".txt", GOOD[1] + "再加一句。".encode()),
    "a name that climbs": ("../../etc/passwd.txt", GOOD[1] + "又加一句。".encode()),
    "GB18030": ("国标.txt", "在全市会议上的讲话\n同志们：\n今年要抓好三件事，抓发展、抓改革、抓稳定。".encode("gb18030")),
    "a document whose parts lead nowhere": ("连.docx", changed(sound("docx"), "_rels/.rels", (b"word/document.xml", b"word/nowhere.xml"))),
    "a document whose list of parts is torn": ("连.docx", changed(sound("docx"), "word/_rels/document.xml.rels", b"<Relationships")),
    "a page with scripts": (
        "页.html",
        (
            "<html><head><script>document.title='恶意'</script></head><body onload='alert(1)'><script>document.write('恶意')</script>"
            "<p onclick='alert(1)'>同志们：今天开会，讲“三农”工作。</p><svg><script>恶意</script></svg><iframe srcdoc='<p>恶意</p>'></iframe>"
            "<p>要求<a href='javascript:alert(\"恶意\")'>写在后面</a>，请大家讨论。</p><img src=x onerror=alert('恶意')><style>@import '恶意'</style></body></html>"
        ).encode(),
    ),
}
NAMES = {
    "../../etc/passwd.txt": "etc/passwd.txt",
    "..\\..\\讲话.txt": "讲话.txt",
    "C:\\Windows\\讲话.txt": "Windows/讲话.txt",
    "讲\x00话.txt": "讲话.txt",
    "讲话\u202etxt.exe.txt": "讲话txt.exe.txt",
    "讲\u200b话\ud800.txt": "讲话.txt",
    "con.txt": "_con.txt",
    "2012/LPT1.txt": "2012/_LPT1.txt",
    "<b>讲话</b>?.txt": "_b_讲话_/b__.txt",
    " 讲话 .txt": "讲话 .txt",
}


def answer_everything(store, ids):
    for view in (View(speeches=tuple(ids)), View(lang="en", shape="cloud", speeches=tuple(ids)), View()):
        asked = ask(store, view)
        answer_corpus(asked)
        answer_words(asked)
        answer_slogans(asked)
        answer_layout(asked)
        sides = side_names(asked)
        if sides:
            first, second = chosen_sides(asked, sides)
            if first != second:
                answer_compare(asked, sides, first, second)


def tables(store):
    """All rows of a workspace, but the time a speech was added."""
    names = [name for (name,) in store.tuples("select table_name from duckdb_tables() order by 1")]
    return {name: store.tuples(f"select * from {name} order by all") for name in names}


def is_clear(error):
    """One sentence or two in each language: with the name, without an id or an empty place, to its end."""
    for language in LANGUAGES:
        said = sentence(error, Words(language))
        assert errors.DETAILS.keys().isdisjoint(re.findall(r"\b[a-z]+_[a-z_]+\b", said)), said
        assert not re.search(r"[{}]|“”|  |:\s*\.|：。", said), said
        assert said.endswith("。" if language == "zh" else "."), said
        assert len(said) < 400, said
        assert (len(re.findall("[一-鿿]", said)) > 8) is (language == "zh") or "“" in said
    assert sentence(error, Words("en")).replace("\\", "") == str(error)


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_read_is_named_and_nothing_else_changes(what, store):
    data, name, reason = REFUSED[what]
    store.add(read_files([GOOD]).speeches, Lexicon())
    before = tables(store)
    found = read_files([(name, data() if callable(data) else data)])
    assert [failure.fields.get("detail", failure.code) for failure in found.failures][-1:] == [reason]
    assert all(isinstance(failure, ReadingError) for failure in found.failures)
    for failure in found.failures:
        is_clear(failure)
    assert found.speeches == ()
    store.add(found.speeches, Lexicon())
    assert tables(store) == before


@pytest.mark.parametrize("what", TAKEN)
def test_what_can_be_read_is_sound_on_every_page(what, store):
    (before,) = store.add(read_files([GOOD]).speeches, Lexicon())
    kept = store.speech(before)
    found = read_files([TAKEN[what]])
    assert not found.failures, found.failures
    ids = store.add(found.speeches, Lexicon())
    assert len(queries.speeches(store)) == 2
    answer_everything(store, ids)
    assert store.speech(before) == kept


def test_marks_of_html_stay_text_in_figures(store):
    ids = store.add(read_files([TAKEN["marks of HTML, Markdown and formulas"]]).speeches, Lexicon())
    figure = answer_layout(ask(store, View(speeches=tuple(ids)))).outline.figure.to_json()
    assert "<b>" not in figure.replace("\\u003c", "<")


def test_scripts_are_neither_run_nor_shown():
    speech = read(*TAKEN["a page with scripts"])
    assert speech.text == "同志们：今天开会，讲“三农”工作。\n要求写在后面，请大家讨论。"
    assert "恶意" not in speech.metadata.title


@pytest.mark.parametrize("name", NAMES)
def test_a_name_from_hell_becomes_one_that_can_be_shown_and_kept(name, store):
    speech = read(name, GOOD[1])
    assert speech.source_name == NAMES[name]
    assert store.add([speech], Lexicon())


def test_a_name_of_300_characters_keeps_its_ends():
    name = read("年" + "长" * 300 + "末.txt", GOOD[1]).source_name
    assert len(name) <= sources.LONGEST
    assert (name[0], name[-5:]) == ("年", "末.txt")


def test_a_column_that_is_not_there_is_refused():
    found = read_files([("表.csv", "标题,正文\n甲,同志们：开会。\n".encode())], ask=lambda _name, _preview: Columns(text="内容"))
    (failure,) = found.failures
    assert failure.fields["detail"] == "no_text_column"
    is_clear(failure)


@pytest.mark.skipif(not doc.libreoffice(), reason="needs LibreOffice")
def test_an_old_word_file_of_rubbish_is_refused():
    found = read_files([("旧.doc", b"\xd0\xcf\x11\xe0" + bytes(500)), GOOD])
    assert [speech.source_name for speech in found.speeches] == [GOOD[0]]
    (failure,) = found.failures
    is_clear(failure)


# --- every reason has its sentence -------------------------------------------------------------------------------------------


def reasons():
    """The ids of all reasons given in analysis/reading: `detail=…`, `refuse(name, …)`, `package.error(…)`, and those a PDF's process answers with."""
    for path in sorted((ROOT / "analysis" / "reading").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Dict):
                yield from (text for key, value in zip(node.keys, node.values, strict=True) if _text(key) == {"refused"} for text in _text(value))
            if not isinstance(node, ast.Call):
                continue
            yield from (text for keyword in node.keywords if keyword.arg == "detail" for text in _text(keyword.value))
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            place = {"refuse": 1, "error": 0}.get(called)
            if place is not None and len(node.args) > place:
                yield from _text(node.args[place])


def _text(node):
    if isinstance(node, ast.IfExp):
        return _text(node.body) | _text(node.orelse)
    return {node.value} if isinstance(node, ast.Constant) and isinstance(node.value, str) else set()


def test_every_reason_to_refuse_a_file_is_said_in_both_languages():
    found = set(reasons())
    assert {"torn", "locked", "too_deep", "pdf_scan", "pdf_encrypted", "no_text_column", "tangled"} <= found
    assert found <= errors.DETAILS.keys()
    fields = {"allowed": 5, "columns": "甲、乙", "line": 3, "share": "7%", "seconds": 6}
    for reason in sorted(found):
        is_clear(sources.refuse("讲话.docx", reason, **{"format": "Word (.docx)"} | fields))
