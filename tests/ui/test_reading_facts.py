"""The record of a speech's reading: every repair and remark is listed by name, each repair can be switched, the file can be had as it came."""

import re
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from analysis.corpus.store import Store
from analysis.model import Lexicon, Remark
from analysis.reading import repairs
from analysis.reading.read import read
from tests.conftest import ROOT
from ui import cache
from ui.parts.reading_facts import encoding_line, own_name, summary
from ui.words import LANGUAGES, Words

TEXT = "　　在街道座谈会上的讲话\n（２０１６年４月８日）\n同志们：\n　　今天听了大家的的发言,很受启发。要把\u200b工作做细。"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("facts")


@pytest.fixture
def store(folder, monkeypatch):
    monkeypatch.setenv(cache.WORKSPACE, str(folder))
    return cache.store_at(str(folder.resolve()))


@pytest.fixture
def id_(store):
    (id_,) = store.add([read("座谈.txt", TEXT.encode("gb18030"))], Lexicon())
    return id_


def opened(id_, **params):
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    for key, value in ({"s": id_} | params).items():
        app.query_params[key] = value
    app.run()
    return app.switch_page("ui/pages/read.py").run()


def toggles(app):
    assert not app.exception
    return {toggle.key.removeprefix("read_repair_"): toggle for toggle in app.toggle}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_repair_is_listed_with_its_count_name_and_sentence(store, id_, language):
    words = Words(language)
    app = opened(id_, lang=language)
    listed = toggles(app)
    speech = store.speech(id_)
    assert set(listed) == {repair.kind for repair in speech.repairs}
    assert "halfwidth_punctuation" in listed
    captions = {caption.value for caption in app.caption}
    for repair in speech.repairs:
        assert listed[repair.kind].label == words("read.repair", kind=words(f"repair.{repair.kind}"), n=len(repair.edits))
        assert listed[repair.kind].value
        assert words(f"repair_about.{repair.kind}") in captions
    assert words("remark_about.doubled") in captions
    assert any(words("remark.doubled") in line.value for line in app.markdown)
    assert words("read.facts_repairs", n=sum(len(repair.edits) for repair in speech.repairs)) in app.expander[0].label


def test_a_repair_that_is_switched_off_is_another_reading_and_can_be_switched_on_again(store, id_):
    before = store.speech(id_)
    app = opened(f"{id_}.1")
    app = toggles(app)["fullwidth_digits"].set_value(False).run()
    off = store.speech(id_)
    assert off.off == ("fullwidth_digits",)
    assert "２０１６年" in off.text
    assert off.reading != before.reading
    assert "s" not in app.query_params or "." not in str(app.query_params["s"])
    listed = toggles(app)
    assert not listed["fullwidth_digits"].value
    assert "已关" in listed["fullwidth_digits"].label
    assert list(listed) == sorted(listed, key=list(Words("zh").of("repair")).index)
    listed["fullwidth_digits"].set_value(True).run()
    assert store.speech(id_).reading == before.reading


def test_an_encoding_that_does_not_fit_is_refused_with_a_sentence(store, id_):
    before = store.speech(id_)
    app = opened(id_)
    app.selectbox(key="read_encoding").set_value("utf-8").run()
    assert any("座谈" in error.value for error in app.error), "what can't be read so is said"
    assert store.speech(id_).reading == before.reading
    assert app.selectbox(key="read_encoding").value == "gb18030"


def test_an_encoding_that_fits_can_be_chosen_by_hand_and_that_is_said(store):
    (id_,) = store.add([read("手选.txt", "同志们：\n我们要努力工作。".encode("gb18030"))], Lexicon())
    assert encoding_line(store.speech(id_), Words("zh")) == "编码 GB18030：照此读，常用字占 100%；若读作 Big5，占 50%。"
    app = opened(id_)
    app.selectbox(key="read_encoding").set_value("big5").run()
    assert not app.exception
    assert not app.error
    speech = store.speech(id_)
    assert (speech.encoding, "同志们" in speech.text) == ("big5", False)
    assert encoding_line(speech, Words("zh")) == "编码 Big5 是手工指定的；程序判断是 GB18030。"
    app.selectbox(key="read_encoding").set_value("gb18030").run()
    assert "同志们" in store.speech(id_).text
    store.set_deleted([id_], deleted=True)


def test_what_has_no_name_is_shown_by_its_id(store, id_, monkeypatch):
    speech = replace(store.speech(id_), off=("never_heard_of",), remarks=(Remark("_unheard_", 2),))
    monkeypatch.setattr(Store, "speech", lambda *_: speech)
    app = opened(id_)
    assert toggles(app)["never_heard_of"].label == "never\\_heard\\_of · 已关"
    assert any(line.value.startswith("\\_unheard\\_ · 2") for line in app.markdown)


def test_the_file_is_offered_as_it_came(id_):
    (button,) = [b for b in opened(id_).get("download_button") if b.proto.id.endswith(f"read_file_{id_}")]
    assert button.proto.label == "下载原文件"


@pytest.mark.parametrize(
    ("name", "format_", "safe"),
    [
        ("2012讲话.docx", "docx", "2012讲话.docx"),
        ("资料/2012/讲话.PDF", "pdf", "讲话.PDF"),
        ("..\\..\\con.txt", "txt", "yanjing-con.txt"),
        ("pasted text", "txt", "pasted text.txt"),
        ('a<b>"c".txt', "txt", "a-b-c.txt"),
        ("讲话\u202etxt.exe\u202c.md", "md", "讲话-txt.exe.md"),
        ("讲话.文/x", "txt", "x.txt"),
        ("讲话.文本", "txt", "讲话.文本.txt"),
    ],
)
def test_a_file_keeps_its_own_name_where_that_is_safe(name, format_, safe):
    speech = replace(read("a.txt", "同志们：大家好。".encode()), source_name=name, format=format_)
    assert own_name(speech) == safe


def test_a_clean_speech_says_so():
    speech = read("a.txt", "同志们：\n大家好。".encode())
    assert list(summary(speech, Words("zh"))) == ["没有校改", "UTF-8"]
    assert encoding_line(speech, Words("zh")) == "编码 UTF-8，由文件自身的标记或严格的 UTF-8 得知。"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_has_a_name_and_a_sentence(language):
    words = Words(language)
    left_out = {kind for path in (ROOT / "analysis" / "reading").glob("*.py") for kind in re.findall(r'left_out\["(\w+)"\]', path.read_text("utf-8"))}
    assert left_out
    for group, kinds in (("repair", {*repairs.KINDS, "page_furniture", "han_space", "note_mark", "contents"}), ("remark", left_out | {"doubled"})):
        assert set(words.of(group)) == set(words.of(f"{group}_about"))
        assert kinds <= set(words.of(group))
