"""Functions of stored units: made when asked for, dropped with the outline they are of, corrected by a person; and a workspace of older tables."""

import json

import duckdb
import pytest

from analysis.annotation.corrections import anchor
from analysis.corpus import queries
from analysis.corpus.corrections import add_correction, undo_last
from analysis.corpus.functions import ensure_functions, functions
from analysis.corpus.schema import VERSION
from analysis.corpus.store import FILE_NAME, Store
from analysis.errors import WorkspaceError
from analysis.model import Lexicon
from analysis.reading.read import paste

TEXT = (
    "在全县农业工作会议上的讲话\n（2014年2月11日）\n县长　贺长林\n同志们：\n今天开会，主要任务是部署全年工作。\n"
    "一、过去一年的工作回顾\n过去一年，全县粮食总产达到六十一万吨，取得了来之不易的成绩。\n"
    "二、今年的主要任务\n今年要抓好春耕，推进土地整理，建设高标准农田十万亩。\n"
    "三、切实加强组织领导\n各乡镇要落实责任，强化督查考核，确保完成任务。\n同志们，让我们共同努力！\n"
)


@pytest.fixture
def store(tmp_path):
    store = Store(tmp_path / "w")
    yield store
    store.close()


def told(store):
    ensure_functions(store)
    rows = queries.outlines(store, list(queries.speeches(store)["id"]))
    return {row.heading: (row.function, row.corrected) for row in rows.itertuples() if row.role == "unit"}


def test_functions_are_made_when_asked_for_and_once(store):
    store.add([paste(TEXT)], Lexicon())
    assert set(queries.outlines(store, list(queries.speeches(store)["id"]))["function"]) == {""}
    assert told(store) == {
        "过去一年的工作回顾": ("review", False),
        "今年的主要任务": ("tasks", False),
        "切实加强组织领导": ("organisation", False),
    }
    rows = store.tuples("select * from functions order by all")
    ensure_functions(store)
    assert store.tuples("select * from functions order by all") == rows


def test_functions_of_a_speech_tell_their_cues(store):
    (id_,) = store.add([paste(TEXT)], Lexicon())
    unit = next(row.unit for row in queries.outlines(store, [id_]).itertuples() if row.heading == "过去一年的工作回顾")
    assert any(cue.where == "heading" and cue.kind == "review" for cue in functions(store, id_)[unit].cues)
    assert functions(store, "none") == {}


def test_a_corrected_function_stands_until_it_is_undone(store):
    speech = paste(TEXT)
    (id_,) = store.add([speech], Lexicon())
    place = speech.text.index("二、今年")
    told(store)
    assert add_correction(store, id_, "function", anchor(speech.text, place, place + 10), "demands") is None
    assert told(store)["今年的主要任务"] == ("demands", True)
    assert add_correction(store, id_, "function", anchor(speech.text, place, place + 10), "") is None
    assert told(store)["今年的主要任务"] == ("", True)
    assert add_correction(store, id_, "function", anchor(speech.text, place, place + 10), "demands") is None
    assert told(store)["今年的主要任务"] == ("demands", True)
    for _ in range(3):
        undo_last(store, id_)
    assert told(store)["今年的主要任务"] == ("tasks", False)


@pytest.mark.parametrize(("quote", "value", "reason"), [("二、今年", "poetry", "function"), ("同志们：", "call", "frame")])
def test_a_function_that_there_is_not_or_of_the_frame_is_refused(store, quote, value, reason):
    speech = paste(TEXT)
    (id_,) = store.add([speech], Lexicon())
    place = speech.text.index(quote)
    lost = add_correction(store, id_, "function", anchor(speech.text, place, place + 4), value)
    assert lost is not None
    assert lost.reason == reason
    assert store.corrections(id_) == []


def test_tables_of_version_3_are_brought_up_to_date(tmp_path, store):
    (id_,) = store.add([paste(TEXT)], Lexicon())
    store.close()
    with duckdb.connect(str(tmp_path / "w" / FILE_NAME)) as file:
        for name in ("made", "functions", "theme_sentences", "term_tags", "section_words"):
            file.execute(f"drop table {name}")
        for name in ("tag", "kind"):
            file.execute(f"alter table terms add column {name} varchar default 'n'")
        for name in ("encoding", "decoded"):
            file.execute(f"alter table sources add column {name} varchar default '{name}'")
        for name in ("encoding", "decoded", "part", "part_start", "part_end"):
            file.execute(f"alter table speeches drop column {name}")
        file.execute("insert or replace into meta values ('version', '3')")
    opened = Store(tmp_path / "w")
    try:
        assert opened.get_meta("version") == VERSION
        speech = opened.speech(id_)
        assert (speech.text, speech.encoding, speech.decoded, speech.part) == (paste(TEXT).text, "encoding", "decoded", None)
        assert dict(queries.term_counts(opened, [id_], "all", Lexicon())[["term", "n"]].itertuples(index=False))["任务"] == TEXT.count("任务")
        assert told(opened)["今年的主要任务"] == ("tasks", False)
    finally:
        opened.close()


def test_tables_of_an_unknown_version_are_left_alone(tmp_path, store):
    store.set_meta("version", 2)
    store.close()
    with pytest.raises(WorkspaceError):
        Store(tmp_path / "w")
    with duckdb.connect(str(tmp_path / "w" / FILE_NAME)) as file:
        assert json.loads(file.execute("select value from meta where key = 'version'").fetchone()[0]) == 2


def test_verdicts_by_other_cues_are_made_anew(store, monkeypatch):
    store.add([paste(TEXT)], Lexicon())
    wanted = told(store)
    monkeypatch.setattr("analysis.corpus.functions.cues_hash", lambda: "0ther")
    ensure_functions(store)
    monkeypatch.undo()
    assert store.tuples("select distinct name from made where starts_with(name, 'functions')") == [("functions 0ther",)]
    assert told(store) == wanted
    assert store.tuples("select count(*) - count(distinct (speech, section)) from functions") == [(0,)]
    assert store.tuples("select name from made where name = 'functions 0ther'") == []
