"""The tabs 词在何处 and 标题句式, driven as a reader drives them: in both languages, by a hostile link, with a choice made and undone."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.conftest import ROOT
from ui import cache
from ui.view import key_of, slogan_key
from ui.words import LANGUAGES, Words


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    from analysis.corpus.build import import_sample
    from analysis.model import Lexicon

    path = tmp_path_factory.mktemp("places")
    import_sample(cache.store_at(str(path.resolve())), Lexicon())
    return path


@pytest.fixture(autouse=True)
def workspace(folder, monkeypatch):
    monkeypatch.setenv(cache.WORKSPACE, str(folder))


def open_part(part, language="zh", **params):
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    for key, value in {"lang": language, "t": part, **params}.items():
        app.query_params[key] = value
    app.run()
    app.switch_page("ui/pages/layout.py").run()
    assert not app.exception
    assert not app.error, [e.value for e in app.error]
    return app


def answer(app):
    return next(e.proto.body for e in app.get("html") if "yj-answer" in e.proto.body)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("part", ["places", "frames"])
def test_each_part_is_drawn_whole(part, language):
    app = open_part(part, language)
    assert len(app.dataframe) == 1
    assert len(app.get("plotly_chart")) == 1
    assert any(e.label == Words(language)("method.title") for e in app.expander)


@pytest.mark.parametrize("part", ["places", "frames"])
def test_a_hostile_link_gives_a_page(part):
    open_part(part, o="<script>", c="'; drop table", v="icicle", d="ffffffffffff,zz")
    open_part(part, o="x" * 24, c="ffffffffffff_99999999999", v="../..")


def test_words_are_chosen_and_taken_away_again():
    app = open_part("places")
    app.multiselect(key="layout_places_of").set_value([key_of("发展"), slogan_key("四个过硬"), key_of("工作")]).run()
    assert not app.exception
    assert "".join(app.query_params["o"]) == key_of("发展") + slogan_key("四个过硬") + key_of("工作")
    assert len(app.dataframe[0].value) == 36
    assert all(f"<mark>{form}</mark>" in answer(app) for form in ("发展", "四个过硬", "工作"))
    app.multiselect(key="layout_places_of").set_value([]).run()
    assert not app.exception
    assert "o" not in app.query_params


def test_a_group_that_was_clicked_is_set_in_columns():
    app = open_part("frames")
    assert any('class="yj-frame"' in e.proto.body for e in app.get("html"))
