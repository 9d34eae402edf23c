"""The reading page hands its reader what the link and the search field ask for."""

import json

import pytest
from streamlit.testing.v1 import AppTest

from analysis.corpus import queries
from analysis.model import Lexicon
from analysis.reading.read import paste
from tests.conftest import ROOT
from ui import cache
from ui.view import key_of, slogan_key


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("read")


@pytest.fixture(autouse=True)
def store(folder, monkeypatch):
    monkeypatch.setenv(cache.WORKSPACE, str(folder))
    return cache.store_at(str(folder.resolve()))


@pytest.fixture
def undated(store):
    """A speech without a year; the slogan 三农 stands in it twice, but only once as a word by itself, for the other is within an own word."""
    (id_,) = store.add([paste("同志们：\n要抓好“三农”工作。三农无小事。")], Lexicon())
    store.set_meta("own_words", ["三农无小事"])
    yield id_
    store.set_meta("own_words", [])
    store.set_deleted([id_], deleted=True)


def open_read(**params):
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    for key, value in params.items():
        app.query_params[key] = value
    app.run()
    return app.switch_page("ui/pages/read.py").run()


def given(app):
    assert not app.exception
    assert not app.error
    return json.loads(app.get("bidi_component")[0].proto.json)


def terms_of(store, id_):
    return queries.term_counts(store, [id_], "all", Lexicon())


def marks(data):
    return len({run["found"] for paragraph in data["view"]["paragraphs"] for run in paragraph["runs"] if "found" in run})


def test_the_newest_speech_is_read_without_a_link(store):
    assert given(open_read())["view"]["speech"] == queries.speeches(store)["id"].iloc[-1]


def test_a_speech_without_a_year_is_not_the_newest(store, undated):
    speeches = queries.speeches(store)
    assert speeches["id"].iloc[-1] == undated
    assert given(open_read())["view"]["speech"] == speeches["id"].iloc[-2]


def test_a_link_leads_to_its_speech_and_sentence_even_outside_the_selection(store):
    id_ = queries.speeches(store)["id"].iloc[0]
    data = given(open_read(s=f"{id_}.12", y="2017,2018"))
    assert (data["view"]["speech"], data["target"]) == (id_, 12)


def test_a_link_to_an_unknown_speech_aims_at_no_sentence():
    app = open_read(s="ffffffffffff.12")
    assert given(app)["target"] is None
    assert any("不在这个工作区" in caption.value for caption in app.caption)


def test_a_typed_string_is_marked_as_often_as_it_says(store):
    app = open_read()
    app.text_input(key="read_find").input("工作").run()
    data = given(app)
    text = queries.texts(store, [data["view"]["speech"]])[data["view"]["speech"]]
    assert marks(data) == data["found"]["n"] == text.count("工作") > 0
    assert str(data["found"]["n"]) in data["found"]["label"]
    assert "工作" not in str(app.query_params)


def test_a_word_of_the_link_is_marked_as_often_as_it_is_counted(store):
    id_ = queries.speeches(store)["id"].iloc[0]
    first = terms_of(store, id_).iloc[0]
    data = given(open_read(s=id_, c=key_of(first["term"])))
    assert marks(data) == data["found"]["n"] == first["n"]


def test_a_slogan_of_the_link_is_marked_as_often_as_it_is_counted(store):
    uses = queries.slogan_uses(store, list(queries.speeches(store)["id"]))
    id_, form = uses[["id", "form"]].iloc[0]
    expected = ((uses["id"] == id_) & (uses["form"] == form)).sum()
    for key in (slogan_key(form), slogan_key(form) + "-2012"):
        data = given(open_read(s=id_, c=key))
        assert marks(data) == data["found"]["n"] == expected


def test_a_string_that_is_slogan_and_word_is_marked_as_what_was_clicked(undated):
    as_slogan, as_word = (given(open_read(s=undated, c=key("三农"))) for key in (slogan_key, key_of))
    assert (marks(as_slogan), as_slogan["found"]) == (2, {"label": "“三农”2 处", "n": 2})
    assert (marks(as_word), as_word["found"]) == (1, {"label": "“三农”作为词 1 处", "n": 1})


def test_a_slogan_that_is_no_word_is_not_marked_by_a_words_key(store):
    uses = queries.slogan_uses(store, list(queries.speeches(store)["id"]))
    id_, form = next((u.id, u.form) for u in uses.itertuples() if u.form not in set(terms_of(store, u.id)["term"]))
    assert given(open_read(s=id_, c=key_of(form)))["found"] is None


def test_the_answer_counts_what_the_speech_shows(store):
    for id_ in queries.speeches(store)["id"]:
        uses, here = queries.slogan_uses(store, [id_]), set(queries.expansions(store, [id_])["form"])
        top = queries.outlines(store, [id_]).query("role == 'unit' and level == 1")
        explained = len(here & set(uses["form"]))
        said = next(html.body for html in open_read(s=id_).get("html") if "yj-answer" in html.body)
        assert f"分 {len(top)} 个一级单元" in said or not len(top)
        assert f"有数字口号 {uses['form'].nunique()} 个，共用 {len(uses)} 次" in said
        assert (f"其中 {explained} 个在本篇有解释" if explained else "本篇里没有识别到解释") in said


def test_what_is_not_in_the_speech_is_said_not_to_be_found():
    app = open_read()
    app.text_input(key="read_find").input("<b>不存在</b>").run()
    data = given(app)
    assert (marks(data), data["found"]["n"]) == (0, 0)
    assert "<b>不存在</b>" in data["found"]["label"]


def test_choosing_another_speech_forgets_the_sentence(store):
    ids = list(queries.speeches(store)["id"])
    app = open_read(s=f"{ids[0]}.12")
    app.selectbox(key="read_speech").set_value(ids[1]).run()
    data = given(app)
    assert (data["view"]["speech"], data["target"]) == (ids[1], None)
