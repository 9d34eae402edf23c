"""Texts made into documents, web pages, books and PDFs by LibreOffice and python-docx are read back as they were."""

import difflib
import re
from importlib import import_module

import pytest

from analysis.reading import doc
from analysis.reading.read import read
from tests.conftest import ROOT

ROUND = ROOT / "tests" / "files" / "round"
NAMES = ("report", "rules", "speech", "notice")
KINDS = [".docx", ".odt", ".rtf", ".auto.docx", ".auto.odt", ".auto.rtf"]
ODD = """在老干部座谈会上的讲话
各位老领导、老同志：
　　重阳将至，我代表市委向大家致以节日的问候［1］。今年以来，全市形势很好、势头强劲。
一、发挥余热，服务“两个大局”
（一）建言献策
1. 多提意见；
2. 多出主意。
（二）关心下一代
对老同志的事，要“用心用情用力”去办［2］。
二、保重身体，安享晚年
祝大家身体健康、阖家幸福！
附：座谈会名单另发。
时间\t安排
上午\t参观新区
谢谢大家！
［1］重阳节为农历九月初九。
［2］见市委2016年文件。"""

needs_libreoffice = pytest.mark.skipif(not doc.libreoffice(), reason="needs LibreOffice")


def extracted(name):
    module = import_module("analysis.reading." + name.rpartition(".")[2])
    return module.extract(name, (ROUND / name).read_bytes(), None)


def bare(text):
    return re.sub(r"\s", "", text)


def lines(text):
    return [bare(line) for line in text.splitlines() if line.strip()]


def alike(name, text):
    want = (ROUND / f"{name.partition('.')[0]}.txt").read_text(encoding="utf-8")
    ratio = difflib.SequenceMatcher(None, bare(want), bare(text), autojunk=False).ratio()
    assert ratio >= 0.995, f"{name}: {ratio:.4f}"
    return want


def check(name, text):
    want = alike(name, text)
    assert lines(text) == lines(want), "paragraphs and numbers are exactly those of the text"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", NAMES)
def test_a_known_text_comes_back(name, kind):
    check(name + kind, extracted(name + kind).text)


@pytest.mark.parametrize("ending", [".html", ".epub"])
@pytest.mark.parametrize("name", NAMES)
def test_a_known_text_comes_back_from_the_web_and_a_book(name, ending):
    check(name + ending, read(name + ending, (ROUND / (name + ending)).read_bytes()).text)


@pytest.mark.parametrize("name", NAMES)
def test_a_known_text_comes_back_from_a_pdf(name):
    text = read(name + ".pdf", (ROUND / (name + ".pdf")).read_bytes()).text
    want = alike(name + ".pdf", text)
    assert abs(len(lines(text)) - len(lines(want))) <= 0.05 * len(lines(want))


@needs_libreoffice
@pytest.mark.parametrize("name", ["report.doc", "rules.auto.doc", "notice.auto.doc"])
def test_a_known_text_comes_back_from_doc(name):
    check(name, extracted(name).text)


@pytest.mark.parametrize("kind", ["odt", "docx", "rtf", pytest.param("doc", marks=needs_libreoffice)])
def test_what_is_no_speech_is_kept_apart_alike_in_every_format(kind):
    found = extracted("odd." + kind)
    assert found.text == ODD
    assert found.left_out == {"hidden_text": 1, "deleted_text": 1, "comments": 1, "headers": 1}
    assert found.facts == {"title": "在老干部座谈会上的讲话", "author": "秦望舒", "date": "2017-09-28"}
    assert [(repair.kind, [found.text[e.start : e.end] for e in repair.edits]) for repair in found.repairs] == [("note_mark", ["［1］", "［2］"])]
