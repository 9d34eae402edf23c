"""The themes' tab: drawn in both languages, behind hostile links and without themes; the dictionary is edited, undone, given as CSV."""

from types import SimpleNamespace

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from analysis.corpus.themes import PROBLEMS, Theme, keep_themes, kept_themes, read_themes, starter_themes, write_themes
from tests.conftest import ROOT
from ui import cache
from ui.answers.layout_themes import SHAPES, TABLES
from ui.parts import theme_editor
from ui.parts.theme_editor import edited, frame_of
from ui.words import LANGUAGES, Words

FARMS = Theme("农业", ("农业", "粮食"), ("双随机、一公开",))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("themes_page")


@pytest.fixture(autouse=True)
def workspace(folder, monkeypatch):
    monkeypatch.setenv(cache.WORKSPACE, str(folder))
    store = cache.store_at(str(folder.resolve()))
    keep_themes(store, None)
    return store


def open_page(language="zh", **params):
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    for key, value in {"lang": language, "t": "themes", **params}.items():
        app.query_params[key] = value
    app.run()
    app.switch_page("ui/pages/layout.py").run()
    assert not app.exception
    return app


def button(app, key, language="zh"):
    return next(b for b in app.button if b.label == Words(language)(key))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("shape", "by"), [(SHAPES[0], TABLES[0]), (SHAPES[1], TABLES[3]), ("", TABLES[4])])
def test_the_tab_is_drawn_whole(language, shape, by):
    app = open_page(language, v=shape, o=by)
    assert not app.error
    assert any("<mark>" in html.body for html in app.get("html") if "yj-answer" in html.body)


def test_a_hostile_link_gives_the_tab():
    assert not open_page("fr", c="<img src=x>", v="../", o="'; drop", y="2012,1e9").error


def test_without_themes_the_editor_is_there_and_brings_the_starter_set_back(workspace):
    keep_themes(workspace, [])
    app = open_page()
    assert any(Words("zh")("layout_themes.no_themes")[:8] in html.body for html in app.get("html"))
    button(app, "theme_editor.starter").click().run()
    assert not app.exception
    assert kept_themes(workspace) == starter_themes()
    button(app, "theme_editor.undo").click().run()
    assert kept_themes(workspace) == ()


def test_a_csv_takes_effect_at_once_and_can_be_undone(workspace):
    app = open_page()
    app.file_uploader[0].upload("我的.csv", write_themes([FARMS]), "text/csv").run()
    assert not app.exception
    assert kept_themes(workspace) == (FARMS,)
    assert set(app.dataframe[-1].value["theme_name"]) == {"农业", Words("zh")("layout_themes.none")}
    button(app, "theme_editor.undo").click().run()
    assert kept_themes(workspace) == starter_themes()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_csv_that_is_none_is_refused_with_its_line_and_changes_nothing(workspace, language):
    app = open_page(language)
    app.file_uploader[0].upload("坏.csv", "theme,kind,form\n农业,正则,粮.*\n".encode(), "text/csv").run()
    assert not app.exception
    assert len(app.error) == 1
    assert "正则" in app.error[0].value
    assert "2" in app.error[0].value
    assert kept_themes(workspace) == starter_themes()


def test_every_problem_is_said_in_both_languages():
    for language in LANGUAGES:
        assert set(Words(language).of("theme_problem")) == set(PROBLEMS)


# --- the grid ----------------------------------------------------------------------------------------------------------------


def test_what_streamlit_keeps_of_edits_is_put_into_the_lines():
    frame = frame_of([FARMS, Theme("改革", ("改革",))])
    edits = {"edited_rows": {0: {"name": "三农", "words": None}}, "deleted_rows": [1], "added_rows": [{"name": "文化", "strings": "非遗"}, {}]}
    assert edited(frame, edits) == [("三农", "", "“双随机、一公开”"), ("文化", "", "非遗"), ("", "", "")]
    assert edited(frame, {}) == [("农业", "农业、粮食", "“双随机、一公开”"), ("改革", "改革", "")]
    assert edited(frame_of([]), {"added_rows": [{"name": pd.NA}]}) == [("", "", "")]


@pytest.fixture
def grid(workspace, monkeypatch):
    """The editor's callbacks with a session of their own."""
    session: dict[str, object] = {}
    monkeypatch.setattr(theme_editor, "st", SimpleNamespace(session_state=session))
    monkeypatch.setattr(theme_editor, "store", lambda: workspace)
    monkeypatch.setattr(theme_editor.state, "words", lambda: Words("zh"))
    keep_themes(workspace, [FARMS])
    return workspace, session


def test_each_change_is_kept_and_undone_one_by_one(grid):
    store, session = grid
    kept = theme_editor._kept("", kept_themes(store))
    turn, key = kept["turn"], theme_editor._grid(kept)
    session[key] = {"edited_rows": {0: {"words": "农业"}}}
    theme_editor._edit(kept, key)
    session[key] = {"edited_rows": {0: {"words": "农业"}}, "added_rows": [{"name": "改革", "strings": "放管服"}]}
    theme_editor._edit(kept, key)
    assert kept_themes(store) == (Theme("农业", ("农业",), FARMS.strings), Theme("改革", (), ("放管服",)))
    assert theme_editor._kept("", kept_themes(store))["turn"] == turn, "the grid keeps the cell one is in"
    theme_editor._undo(kept)
    assert kept_themes(store) == (Theme("农业", ("农业",), FARMS.strings),)
    theme_editor._undo(kept)
    assert kept_themes(store) == (FARMS,)
    assert kept["turn"] > turn


def test_undoing_once_more_than_was_done_does_nothing_and_few_steps_are_kept(grid):
    store, session = grid
    kept = theme_editor._kept("", kept_themes(store))
    key = theme_editor._grid(kept)
    for step in range(theme_editor.STEPS + 5):
        session[key] = {"edited_rows": {0: {"words": f"农业{step}"}}}
        theme_editor._edit(kept, key)
    assert len(kept["before"]) == theme_editor.STEPS
    for _ in range(theme_editor.STEPS + 1):
        theme_editor._undo(kept)
    assert kept_themes(store)[0].words == ("农业4",)


def test_a_dictionary_that_cant_be_used_is_said_and_what_was_kept_stays(grid):
    store, session = grid
    kept = theme_editor._kept("", kept_themes(store))
    session["g"] = {"added_rows": [{"words": "改革"}, {"name": "[点我](http://evil)", "words": "甲、甲"}]}
    theme_editor._edit(kept, "g")
    assert len(kept["problems"]) == 2
    assert "](http" not in "".join(kept["problems"]).replace("\\](", "")
    assert kept_themes(store) == (FARMS,)
    theme_editor._undo(kept)
    assert kept["problems"] == []
    assert kept_themes(store) == (FARMS,)


def test_a_tab_that_was_left_is_filled_with_what_was_kept(grid):
    store, session = grid
    kept = theme_editor._kept("", kept_themes(store))
    key = theme_editor._grid(kept)
    session[key] = {"edited_rows": {0: {"words": "农业"}}}
    theme_editor._edit(kept, key)
    del session[key]
    assert theme_editor._kept("", kept_themes(store))["base"] == [["农业", ["农业"], list(FARMS.strings)]]


def test_themes_changed_elsewhere_fill_the_grid_anew(grid):
    store, _ = grid
    kept = theme_editor._kept("", kept_themes(store))
    turn = kept["turn"]
    keep_themes(store, [Theme("文化")])
    assert theme_editor._kept("", kept_themes(store))["base"] == [["文化", [], []]]
    assert kept["turn"] == turn + 1


def test_a_taken_away_dictionary_is_read_again():
    assert read_themes("主题词典.csv", write_themes(starter_themes())) == starter_themes()
