"""What is shown in the intake is what is stored, and nothing is stored unasked."""

import datetime as dt
import io
import json
import random
import tomllib
import zipfile
from dataclasses import fields

import openpyxl
import pandas as pd
import pytest
from streamlit.runtime.scriptrunner import StopException
from streamlit.testing.v1 import AppTest

from analysis.corpus import queries
from analysis.reading.tables import Columns
from tests.conftest import ROOT
from ui import cache
from ui.parts import intake_import, intake_lists, intake_reading, intake_sameness, intake_tables, kinds, metadata_grid
from ui.parts.escape import plain
from ui.parts.intake_lists import FEW
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
    workspace.edit({id_: {"title": "改过的标题", "year": 1999}})
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
    monkeypatch.setattr(
        intake_reading, "read_files", lambda files, *args, **more: reads.append([name for name, _ in files]) or read(files, *args, **more)
    )
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


# --- files of every kind -----------------------------------------------------------------------------------------------------


def speech(year, month, sentences=30, seed=0):
    """A speech of its own words: sentences are put together by a counter, so that no two speeches share runs of 13 characters."""
    what = ["项目建设", "营商环境", "乡村振兴", "民生保障", "安全生产", "作风建设", "生态环境", "基层治理", "数字转型", "城市更新", "教育质量"]
    how = ["抓好", "推进", "落实", "加强", "完善", "统筹", "深化", "提升", "巩固", "优化", "规范", "保障", "推动"]
    who = ["全市", "各县区", "有关部门", "各级干部", "乡镇街道", "重点企业", "窗口单位"]
    turns = random.Random(year * 100 + month + seed * 10_000)
    body = "".join(
        f"{turns.choice(who)}要{turns.choice(how)}{turns.choice(what)}，{turns.choice(how)}{turns.choice(what)}，{turns.choice(how)}{turns.choice(what)}。"
        for _ in range(sentences)
    )
    return f"在全市工作调度会上的讲话\n（{year}年{month}月6日）\n市委书记　方致和\n同志们：\n　　{body}"


def upload(app, *files):
    """Give (name, bytes) in one go."""
    box = app.file_uploader[0]
    for name, data in files:
        box.upload(name, data, "application/octet-stream")
    app.run()
    assert not app.exception
    return app


def grid(app, kind):
    """Return the grid of a kind by its columns: `metadata`, `encodings`, `pairs`."""
    column = {"metadata": "kind_name", "encodings": "margin", "pairs": "of_longer"}[kind]
    return next((editor for editor in app.data_editor if column in editor.value), None)


def edit(app, kind, row, cells):
    app.session_state[grid(app, kind).key] = {"edited_rows": {row: cells}, "added_rows": [], "deleted_rows": []}
    app.run()
    assert not app.exception


def zipped(files):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return data.getvalue()


def workbook(*rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def test_files_in_an_archive_are_read_with_the_years_of_their_folders_and_what_fails_is_named(workspace):
    text = speech(2003, 4).replace("（2003年4月6日）\n", "")
    app = upload(opened(), ("汇编.zip", zipped({"2003年/讲话.txt": text.encode("gb18030"), "坏.docx": b"nothing", "空.txt": b""})))
    assert list(grid(app, "metadata").value["year"]) == ["2003"]
    assert len(app.error) == 1
    assert all(plain(name) in app.error[0].value for name in ("坏.docx", "空.txt"))
    button(app, "intake.import", n=1).click().run()
    assert list(queries.speeches(workspace)["source_name"]) == ["2003年/讲话.txt"]
    assert any(plain("坏.docx") in box.value for box in app.error), "what failed is still said after the import"
    button(app, "intake.seen").click().run()
    assert not app.error


def test_many_failures_are_a_table_with_a_csv_in_which_no_formula_runs(workspace):
    app = upload(opened(), *((f"={i}.docx", b"nothing") for i in range(FEW + 1)), ("好.txt", ONE.encode()))
    assert [box.value for box in app.error] == [ZH("intake.failed", n=FEW + 1)]
    table = next(frame.value for frame in app.dataframe if ZH("intake.reason") in frame.value)
    assert len(table) == FEW + 1
    assert "\\" not in "".join(table[ZH("intake.reason")])
    assert button(app, "intake.import", n=1)
    data = intake_lists.csv_bytes(table).decode("utf-8-sig")
    assert data.splitlines()[1].startswith("'=0.docx,")


def test_another_encoding_is_chosen_by_hand_and_the_file_read_anew(workspace):
    app = upload(opened(), ("讲话.txt", ONE.encode("gb18030")), ("另.txt", TWO.encode()))
    shown = grid(app, "encodings").value
    assert list(shown["name"]) == ["讲话.txt"], "UTF-8 is not in doubt"
    assert shown["encoding"][0] == "GB18030"
    assert shown["margin"][0].startswith("GB18030 ")
    edit(app, "encodings", 0, {"encoding": "UTF-8"})
    assert plain("讲话.txt") in app.error[0].value
    assert button(app, "intake.import", n=1)
    assert grid(app, "encodings").value["encoding"][0] == "UTF-8", "what was chosen can be changed back"
    edit(app, "encodings", 0, {"encoding": "GB18030"})
    assert not app.error
    button(app, "intake.import", n=2).click().run()
    assert sorted(queries.speeches(workspace)["encoding"]) == ["gb18030", "utf-8"]


def test_a_table_is_read_by_the_guess_and_anew_by_the_columns_chosen(workspace):
    head, body = ["编号", "讲话正文", "何时", "省份"], "一、抓项目。二、抓落实，落实要见效。三、抓作风，作风要过硬。"
    app = upload(
        opened(), ("汇编.xlsx", workbook(head, ["甲字1号", body, "2011年5月6日", "浙江"], ["乙字2号", body + "四、抓学习。", "2012/6/7", "江苏"]))
    )
    box = next(box for box in app.selectbox if box.label == ZH("field.date"))
    assert box.value is None, "a heading that is not known is no guess"
    box.select("何时")
    next(box for box in app.selectbox if box.label == ZH("field.title")).select("编号")
    next(box for box in app.multiselect if box.label == ZH("intake.own_columns")).set_value(["省份"])
    button(app, "intake.read_so").click().run()
    assert list(grid(app, "metadata").value["date"]) == ["2011-05-06", "2012-06-07"]
    button(app, "intake.import", n=2).click().run()
    found = queries.speeches(workspace)
    assert list(found["title"]) == ["甲字1号", "乙字2号"]
    assert [json.loads(own) for own in found["own"]] == [{"省份": "浙江"}, {"省份": "江苏"}]


def test_a_table_without_a_column_known_to_hold_text_asks_for_it(workspace):
    app = upload(opened(), ("表.csv", "甲,乙\n抓项目。,抓落实。\n抓作风。,抓学习。\n".encode()))
    assert "甲" in app.error[0].value
    next(box for box in app.selectbox if box.label == ZH("field.text")).select("乙")
    button(app, "intake.read_so").click().run()
    assert not app.error
    button(app, "intake.import", n=2).click().run()
    assert len(queries.speeches(workspace)) == 2


def test_the_form_has_a_box_for_all_that_a_column_can_hold():
    assert {*intake_tables.MAPPED, "own"} == {field.name for field in fields(Columns)}


# --- the same speech twice ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("choice", "stored", "variants"), [("keep", 2, 0), ("variant", 2, 1), ("skip", 1, 0)])
def test_a_near_copy_of_a_stored_speech_is_said_with_both_places_and_decided(workspace, choice, stored, variants):
    text = speech(2012, 3)
    app = upload(opened(), ("甲.txt", text.encode()))
    button(app, "intake.import", n=1).click().run()
    (first,) = queries.speeches(workspace)["id"]
    upload(app, ("网上.txt", (text + "（完）\n来源：市政府网").encode()))
    said = next(line.value for line in app.markdown if plain("网上.txt") in line.value)
    assert plain("甲.txt") in said
    pick = next(group for group in app.button_group if set(group.options) >= {"都留", "不导入"})
    assert pick.value == "variant"
    pick.set_value(choice).run()
    if choice == "skip":
        assert button(app, "intake.import", n=0).disabled
    else:
        button(app, "intake.import", n=1).click().run()
    found = queries.speeches(workspace)
    assert len(found) == stored
    assert list(found["variant_of"].dropna()) == [first] * variants


def test_many_copies_are_decided_in_a_table(workspace):
    texts = [speech(2000 + i, 3, seed=1) for i in range(FEW + 1)]
    files = [(f"{i}.txt", text.encode()) for i, text in enumerate(texts)]
    copies = [(f"{i}副本.txt", (text + "（完）").encode()) for i, text in enumerate(texts)]
    app = upload(opened(), *files, *copies)
    table = grid(app, "pairs").value
    assert len(table) == FEW + 1
    assert set(table["choice"]) == {ZH("alike.variant")}
    skipped = table["new"].index[0]
    edit(app, "pairs", skipped, {"choice": ZH("alike.skip")})
    button(app, "intake.import", n=2 * FEW + 1).click().run()
    found = queries.speeches(workspace)
    assert found["variant_of"].notna().sum() == FEW
    assert set(found["variant_of"].dropna()) <= set(found["id"])


def test_copies_of_copies_all_point_to_the_first():
    pairs = tuple(intake_sameness.Likeness(new, other, 0.9, 0.9) for new, other in (("c", "b"), ("c", "a"), ("b", "a"), ("d", "s")))
    stored = pd.DataFrame({"id": ["s", "r"], "variant_of": ["r", None]})
    decided = intake_sameness.decide(pairs, ["variant"] * 4, stored)
    assert decided.variants == {"c": "a", "b": "a", "d": "r"}
    assert intake_sameness.decide(pairs, ["variant", "variant", "skip", "keep"], stored) == intake_sameness.Decided(frozenset({"b"}), {"c": "a"})


# --- long work ---------------------------------------------------------------------------------------------------------------


def test_reading_that_is_stopped_keeps_what_was_read_and_goes_on_when_asked(workspace, monkeypatch):
    read, left = intake_reading.read_files, 3

    def clicked(files, *args, **more):
        nonlocal left
        left -= 1
        if left < 0:
            app.session_state["intake_kept"].stopped = True  # what the button does
            raise StopException
        return read(files, *args, **more)

    app = opened()
    with monkeypatch.context() as patch:
        patch.setattr(intake_reading, "read_files", clicked)
        upload(app, *((f"{i}.txt", speech(2001 + i, 2).encode()) for i in range(5)))
    app.run()
    assert said(app, "intake.reading_stopped", read=3, left=2)
    assert button(app, "intake.import", n=3)
    button(app, "intake.go_on").click().run()
    assert button(app, "intake.import", n=5)
    button(app, "intake.import", n=5).click().run()
    assert len(queries.speeches(workspace)) == 5


# --- metadata in the grid ----------------------------------------------------------------------------------------------------


def test_how_sure_each_field_is_and_what_was_repaired_stands_in_the_grid(workspace):
    give(app := opened(), ONE.replace("抓项目", "抓\u200b项目"))
    row = grid(app, "metadata").value.iloc[0]
    assert f"{ZH('field.title')}（{ZH('confidence.sure')}）：在全市重点工作推进会上的讲话" in row["evidence"]
    assert f"{ZH('repair.zero_width')} 1" in row["repairs"]
    assert (row["office"], row["occasion"]) == ("市委书记", "全市重点工作推进会")


@pytest.mark.parametrize("typed", ["2012-03-05", "2012/3/5", "2012.3.5", "2012年3月5日", "20120305", "二〇一二年三月五日", " 2012年03月05日 "])
def test_dates_are_read_as_a_spreadsheet_hands_them_over(typed):
    assert metadata_grid.day_in(typed) == dt.date(2012, 3, 5)


def test_what_is_no_date_is_said_and_the_old_one_kept(workspace):
    give(app := opened(), TWO)
    correct(app, {"date": "去年春天", "year": "不详", "title": "新题"})
    assert any(plain("去年春天") in box.value and "不详" in box.value for box in app.warning)
    button(app, "intake.import", n=1).click().run()
    row = queries.speeches(workspace).iloc[0]
    assert (row["title"], row["year"], row["date"].date()) == ("新题", 2020, dt.date(2020, 4, 6))


def test_a_date_brings_its_year_and_can_be_taken_away(workspace):
    give(app := opened(), TWO)
    correct(app, {"date": "2011年5月6日"})
    button(app, "intake.import", n=1).click().run()
    assert queries.speeches(workspace).iloc[0]["year"] == 2011
    correct(app, {"date": ""})
    row = queries.speeches(workspace).iloc[0]
    assert pd.isna(row["date"])
    assert row["year"] == 2011


def test_an_own_column_is_added_filled_at_intake_corrected_later_and_taken_away(workspace):
    give(app := opened(), ONE)
    next(box for box in app.text_input if box.key == "intake_own_name").input("  省份 ")
    next(b for b in app.button if b.label == ZH("own.add")).click().run()
    assert "own:省份" in grid(app, "metadata").value
    correct(app, {"own:省份": "浙江"})
    button(app, "intake.import", n=1).click().run()
    assert list(queries.speeches(workspace)["own"]) == ['{"省份": "浙江"}']
    correct(app, {"own:省份": ""})
    assert list(queries.speeches(workspace)["own"]) == ["{}"]
    next(b for b in app.button if b.label == ZH("own.drop", name="省份")).click().run()
    assert "own:省份" not in grid(app, "metadata").value
