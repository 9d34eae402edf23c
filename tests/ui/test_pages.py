"""Every page, in both languages, on the sample, on an empty workspace and behind hostile links: drawn whole, without an exception."""

import pytest
from streamlit.testing.v1 import AppTest

from analysis.corpus import queries
from analysis.corpus.build import import_sample
from analysis.corpus.store import Store
from analysis.model import Lexicon
from tests.conftest import ROOT
from ui import cache
from ui.pages import PAGES
from ui.parts.escape import plain
from ui.words import LANGUAGES, Words

HOSTILE = {
    "y": "2012,1e9,<script>,9999",
    "k": "../../etc,政府",
    "d": "'; drop table speeches; --," + "f" * 24,
    "sel": "s0000000000",
    "s": "ffffffffffff.999999",
    "c": "<img src=x onerror=alert(1)>",
    "a": "2012",
    "b": "nope",
    "v": "icicle",
    "p": "zz,n",
    "n": "-5",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("pages")


@pytest.fixture(autouse=True)
def workspace(folder, request, monkeypatch):
    empty = "empty" in getattr(request, "fixturenames", ()) or "empty" in request.node.name
    path = folder / ("empty" if empty else "sample")
    monkeypatch.setenv(cache.WORKSPACE, str(path))
    store = cache.store_at(str(path.resolve()))
    if empty:
        store.set_deleted(list(queries.speeches(store)["id"]), deleted=True)
    return store


def open_page(name, language="zh", **params):
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.query_params["lang"] = language
    for key, value in params.items():
        app.query_params[key] = value
    app.run()
    if name != "corpus":
        app.switch_page(f"ui/pages/{name}.py").run()
    return app


def check(app):
    assert not app.exception
    assert not app.error, [e.value for e in app.error]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_each_page_answers_its_question_on_the_sample(name, language):
    app = open_page(name, language)
    check(app)
    assert app.title[0].value == Words(language)(f"page.{name}.question")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_each_page_says_what_it_would_answer_when_empty(name, language):
    app = open_page(name, language)
    check(app)
    assert any(Words(language)(f"page.{name}.empty")[:20] in text.value for text in app.markdown)


@pytest.mark.parametrize("name", PAGES)
def test_a_hostile_link_gives_a_page(name):
    check(open_page(name, "fr", **HOSTILE))


def test_a_link_to_what_is_not_here_says_so_and_offers_everything():
    app = open_page("words", d="ffffffffffff")
    check(app)
    assert any(Words("zh")("empty.nothing_selected")[:15] in text.value for text in app.markdown)
    next(b for b in app.button if b.label == Words("zh")("empty.clear")).click().run()
    check(app)
    assert len(app.dataframe) == 1


@pytest.mark.parametrize("name", PAGES)
def test_a_hostile_title_is_shown_as_it_is_written(name, workspace):
    title = "![x](http://evil.example/p.png) [点我](http://evil.example) <b>粗</b> $x$"
    (id_, old), *_ = workspace.tuples("select id, title from speeches where kind = 'government' order by date desc")
    workspace.edit({id_: {"title": title}})
    try:
        app = open_page(name, d=id_)
        check(app)
        for element in (*app.markdown, *app.subheader, *app.caption):
            assert "](http" not in element.value.replace("\\](", ""), element.value
    finally:
        workspace.edit({id_: {"title": old}})


def test_the_sample_is_loaded_from_an_empty_page(workspace):
    app = open_page("words")
    next(b for b in app.button if b.label == Words("zh")("empty.sample")).click().run()
    check(app)
    assert len(queries.speeches(workspace)) == 12


def test_a_pasted_speech_is_understood_imported_and_then_known(workspace):
    text = "在全市重点工作推进会上的讲话\n（2019年3月5日）\n市委书记 方致和\n同志们：\n一、抓项目。\n二、抓落实。落实要见效。"
    app = open_page("corpus")
    app.text_area(key="intake_text_0").input(text).run()
    check(app)
    button = next(b for b in app.button if b.label == Words("zh")("intake.import", n=1))
    button.click().run()
    check(app)
    rows = queries.speeches(workspace).set_index("title")
    assert int(rows.loc["在全市重点工作推进会上的讲话", "year"]) == 2019
    app.text_area(key="intake_text_1").input(text).run()
    assert any("在全市重点工作推进会上的讲话" in info.value for info in app.info)
    workspace.set_deleted([rows.loc["在全市重点工作推进会上的讲话", "id"]], deleted=True)


def test_an_unreadable_upload_is_named_and_the_rest_is_offered():
    app = open_page("corpus")
    app.file_uploader[0].upload("空.txt", b"", "text/plain").upload("图.docx", b"\x89PNG\r\n\x1a\n", "application/octet-stream")
    app.file_uploader[0].upload("好.txt", "同志们：\n今年抓好三件事。".encode(), "text/plain")
    app.run()
    assert not app.exception
    assert len(app.error) == 1
    assert all(plain(name) in app.error[0].value for name in ("空.txt", "图.docx"))
    assert any(b.label == Words("zh")("intake.import", n=1) for b in app.button)


def test_own_words_take_effect_at_once_and_are_kept(workspace):
    app = open_page("words")
    app.text_area(key="words_own").input("办公室系统").run()
    check(app)
    assert "办公室系统" in set(app.dataframe[0].value["term"])
    assert workspace.get_meta("own_words") == ["办公室系统"]
    app.text_area(key="words_own").input("两个 词").run()
    assert len(app.error) == 1
    assert workspace.get_meta("own_words") == ["办公室系统"]
    app.text_area(key="words_own").input("").run()
    check(app)
    assert workspace.get_meta("own_words") == []


def test_stop_words_are_edited_and_come_back(workspace):
    app = open_page("words")
    first = app.dataframe[0].value["term"].iloc[0]
    area = app.text_area(key="words_stop")
    area.input(area.value + "\n" + first).run()
    check(app)
    assert first not in set(app.dataframe[0].value["term"])
    next(b for b in app.button if b.label == Words("zh")("choice.stop_reset")).click().run()
    assert app.dataframe[0].value["term"].iloc[0] == first
    assert workspace.get_meta("stop_words") is None


def test_the_selection_holds_on_all_pages():
    app = open_page("corpus", y="2012-2013", k="government")
    for name in list(PAGES)[1:]:
        app.switch_page(f"ui/pages/{name}.py").run()
        check(app)
        assert any(text.value.startswith("2 篇") for text in app.caption), name


def test_the_sample_store_is_what_the_pages_show(tmp_path):
    store = Store(tmp_path)
    import_sample(store, Lexicon())
    assert len(queries.speeches(store)) == 12
    store.close()
