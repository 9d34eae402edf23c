"""What is shown in the intake is what is stored, and nothing is stored unasked."""

import datetime as dt
import tomllib

import pandas as pd
import pytest
from streamlit.runtime.scriptrunner import StopException
from streamlit.testing.v1 import AppTest

from analysis.corpus import queries
from tests.conftest import ROOT
from ui import cache
from ui.parts import intake_import, intake_reading, kinds, metadata_grid
from ui.parts.escape import plain
from ui.words import LANGUAGES, Words

ZH = Words("zh")
ONE = "在全市重点工作推进会上的讲话\n（2019年3月5日）\n市委书记 方致和\n同志们：\n一、抓项目。\n二、抓落实。落实要见效。"
TWO = "在全市项目建设调度会上的讲话\n（2020年4月6日）\n市委书记 方致和\n同志们：\n一、抓进度。\n二、抓质量。"


@pytest.fixture
def workspace(tmp_path, monkeypatch):
    monkeypatch.setenv(cache.WORKSPACE, str(tmp_path))
    monkeypatch.setattr("analysis.corpus.build.import_sample", lambda *_: [])
    store = cache.store_at(str(tmp_path.resolve()))
    yield store
    cache.store_at.clear(str(tmp_path.resolve()))
    store.close()


def opened():
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    assert not app.exception
    return app


def give(app, text):
    """Paste a text; the box has a new key after each import."""
    return next(area for area in app.text_area if area.key.startswith("intake_text_")).input(text).run()


def correct(app, cells):
    """Correct the first row of the intake's grid."""
    app.session_state[app.data_editor[0].key] = {"edited_rows": {0: cells}, "added_rows": [], "deleted_rows": []}
    app.run()


def button(app, key, **fields):
    return next((b for b in app.button if b.label == ZH(key, **fields)), None)


def said(app, key, **fields):
    return any(ZH(key, **fields) in text.value for text in (*app.info, *app.success))


def titles(store):
    return sorted(queries.speeches(store)["title"])


def test_two_files_of_the_same_words_are_imported_once(workspace):
    app = opened()
    app.file_uploader[0].upload("甲.txt", ONE.encode(), "text/plain").upload("乙.txt", ONE.encode("gb18030"), "text/plain").run()
    assert said(app, "intake.repeated", name=plain("乙.txt"), other=plain("甲.txt"))
    button(app, "intake.import", n=1).click().run()
    assert said(app, "intake.done", n=1)
    assert len(queries.speeches(workspace)) == 1


def test_a_deleted_speech_given_again_is_shown_as_it_is_stored(workspace):
    app = opened()
    give(app, ONE)
    button(app, "intake.import", n=1).click().run()
    (id_,) = queries.speeches(workspace)["id"]
    workspace.edit(id_, {"title": "改过的标题", "year": 1999})
    workspace.set_deleted([id_], deleted=True)
    give(app, ONE)
    shown = app.dataframe[0].value.iloc[0]
    assert (shown["title"], shown["year"]) == ("改过的标题", "1999")
    assert any("删除" in info.value for info in app.info)
    button(app, "intake.import", n=1).click().run()
    row = queries.speeches(workspace).iloc[0]
    assert (row["title"], str(row["year"])) == (shown["title"], shown["year"])


def test_an_import_that_was_left_says_so_and_does_not_begin_again(workspace, monkeypatch):
    app = opened()
    give(app, ONE)
    work = workspace.add

    def left(speeches, lexicon, _progress, changes):  # what Streamlit does when the reader clicks on: the next step of the bar does not return
        def progress(*_):
            raise StopException

        return work(speeches, lexicon, progress, changes)

    with monkeypatch.context() as patch:
        patch.setattr(workspace, "add", left)
        button(app, "intake.import", n=1).click().run()
    app.switch_page("ui/pages/words.py").run()
    app.switch_page("ui/pages/corpus.py").run()
    assert said(app, "intake.stopped", done=0, total=1)
    give(app, TWO)
    assert titles(workspace) == []
    assert not said(app, "intake.stopped", done=0, total=1)
    give(app, ONE)
    assert titles(workspace) == []
    button(app, "intake.import", n=1).click().run()
    assert said(app, "intake.done", n=1)
    assert titles(workspace) == ["在全市重点工作推进会上的讲话"]


def test_an_import_that_fails_is_not_tried_again_unasked(workspace, monkeypatch):
    app = opened()
    give(app, ONE)
    tried = []

    def fail(*_):
        tried.append(1)
        raise OSError("disk full")

    monkeypatch.setattr("analysis.corpus.writer.Writer.write_tokens", fail)
    button(app, "intake.import", n=1).click().run()
    assert [e.value for e in app.error] == [ZH("error.defect")]
    app.run()
    app.run()
    assert len(tried) == 1
    assert not app.error
    assert titles(workspace) == []


def test_a_click_just_after_the_end_of_an_import_does_not_unsay_it(workspace, monkeypatch):
    app = opened()
    give(app, ONE)

    def interrupted():
        raise StopException

    with monkeypatch.context() as patch:
        patch.setattr(intake_import.st, "rerun", interrupted)
        button(app, "intake.import", n=1).click().run()
    app.run()
    assert said(app, "intake.done", n=1)
    assert not said(app, "intake.stopped", done=0, total=1)


def test_uploads_are_read_once(workspace, monkeypatch):
    app = opened()
    reads = []
    read = intake_reading.read_files
    monkeypatch.setattr(intake_reading, "read_files", lambda files, *args, **more: reads.append([name for name, _ in files]) or read(files, *args, **more))
    app.file_uploader[0].upload("甲.txt", ONE.encode(), "text/plain").run()
    app.run()
    app.run()
    assert [names for names in reads if names] == [["甲.txt"]]
    give(app, TWO)
    assert button(app, "intake.import", n=2)


def test_edits_belong_to_speeches_not_to_places_in_the_grid(monkeypatch):
    keys = []
    monkeypatch.setattr(metadata_grid.state, "words", lambda: ZH)
    monkeypatch.setattr(metadata_grid.st, "data_editor", lambda frame, *, key, **_: keys.append(key) or frame)
    for ids in (["a", "b"], ["b", "a"], ["a", "c"], ["a", "b"]):
        metadata_grid.show_metadata(pd.DataFrame({"id": ids}), key="grid", selectable=False)
    assert len(set(keys)) == 3
    assert keys[0] == keys[3]


def test_corrections_of_one_pasted_text_do_not_pass_to_the_next(workspace):
    app = opened()
    give(app, ONE)
    correct(app, {"year": "2001"})
    give(app, TWO)
    button(app, "intake.import", n=1).click().run()
    assert list(queries.speeches(workspace)["year"]) == [2020]


def test_what_was_corrected_in_the_grid_is_stored(workspace):
    app = opened()
    give(app, TWO)
    correct(app, {"year": "2002", "title": "新题", "kind_name": "调度会"})
    button(app, "intake.import", n=1).click().run()
    row = queries.speeches(workspace).iloc[0]
    assert (row["title"], row["year"], row["date"].date()) == ("新题", 2002, dt.date(2020, 4, 6))
    assert workspace.get_meta("own_kinds") == {row["kind"]: "调度会"}


def test_kinds_named_in_two_sessions_at_a_time_are_both_kept(workspace, monkeypatch):
    first = kinds.kind_id("调度会")
    with monkeypatch.context() as patch:
        patch.setattr(workspace, "get_meta", lambda _key: None)  # what this session saw before the other one wrote
        second = kinds.kind_id("座谈会")
    assert workspace.get_meta("own_kinds") == {first: "调度会", second: "座谈会"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_that_can_be_found_has_a_name(language):
    found = tomllib.loads((ROOT / "data" / "lexicon" / "kinds.toml").read_text(encoding="utf-8"))
    assert {kind["id"] for kind in found["kind"]} | {"other"} == set(Words(language).of("kind"))
