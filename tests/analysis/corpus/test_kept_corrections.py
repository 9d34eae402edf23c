import csv
import io
import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from analysis.annotation.corrections import Anchor, anchor
from analysis.corpus.backup import back_up
from analysis.corpus.build import Manner, reread, set_manner
from analysis.corpus.correction_rows import FIELDS
from analysis.corpus.corrections import (
    COLUMNS,
    add_correction,
    corrections_count,
    export_corrections,
    import_corrections,
    lost_corrections,
    redo,
    undo,
    undo_last,
)
from analysis.corpus.restore import restore
from analysis.corpus.store import Store
from analysis.corpus.term_counts import ensure_term_counts
from analysis.errors import BrokenFileError, SettingsError, UnknownSpeechError
from analysis.model import Lexicon
from analysis.reading.read import paste, read
from tests.analysis.annotation.test_annotate import check_rows

TEXT = """在全市推进古渡振兴工作会议上的讲话
同志们：
今天部署古渡振兴工作。
一、看清形势
去年古渡镇修了码头（掌声）。今年还要修路，落实“四个一批”。
二、抓好落实
重点是把三件事办好。
各村要一起动手
村里的事，村里人商量着办。
三、加强领导
各级干部要到码头上去。
"""
ROWS = ("sections", "sentences", "slogans", "expansions", "tokens", "term_counts")


@pytest.fixture
def id_(store):
    return store.add([paste(TEXT)], Lexicon())[0]


def at(quote, text=TEXT):
    start = text.index(quote)
    return anchor(text, start, start + len(quote))


def labels(store, id_):
    sql = "select id, level, marker || heading from sections where role = 'unit' and speech = (select speech from speeches where id = ?) order by 1"
    return [f"{'-' * level}{label}" for _, level, label in store.tuples(sql, [id_])]


def rows(store):
    """What is found, words by their forms."""
    ensure_term_counts(store, Lexicon())
    by_form = "select * exclude (term), form from {} join terms using (term)"
    texts = {name: by_form.format(name) if name in ("tokens", "term_counts") else f"select * from {name}" for name in ROWS}
    return {name: sorted(map(repr, store.tuples(sql))) for name, sql in texts.items()}


def states(store, id_):
    return [(entry.correction.action, entry.state) for entry in store.corrections(id_)]


def well_formed(store, id_):
    """The rows hang together as those of an annotation do."""
    ensure_term_counts(store, Lexicon())
    (speech,) = store.tuples("select speech, analysed is null, text, han from speeches where id = ?", [id_])
    found = {}
    for name in ("sections", "sentences", "slogans", "expansions"):
        order = "id" if name.startswith("se") else '"start", "end"'
        found[name] = store.rows(f"select * from {name} where speech = ? order by {order}", [speech[0]]).to_dict("records")
    found["tokens"] = store.rows(
        "select k.start, k.sentence, k.section, t.form as term, k.start < s.heading_end as in_heading from tokens k join terms t using (term) "
        "join sections s on s.speech = k.speech and s.id = k.section where k.speech = ? order by k.start",
        [speech[0]],
    ).to_dict("records")
    check_rows(speech[2], found, speech[3])
    counts = "select section, in_heading, term, n from term_counts where speech = ? order by all"
    counted = (
        "select section, k.start < s.heading_end, term, count(*) from tokens k join sections s on s.speech = k.speech and s.id = k.section "
        "where k.speech = ? group by all order by all"
    )
    assert store.tuples(counts, [speech[0]]) == store.tuples(counted, [speech[0]])


def test_a_correction_changes_all_that_hangs_on_the_outline_and_undoing_it_puts_it_back(store, id_):
    before = rows(store)
    assert add_correction(store, id_, "mark", at("各村要一起动手"), "2", "甲") is None
    assert labels(store, id_) == ["-一、看清形势", "-二、抓好落实", "--各村要一起动手", "-三、加强领导"]
    after = rows(store)
    assert all(after[name] != before[name] for name in ("sections", "sentences", "tokens", "term_counts"))
    well_formed(store, id_)
    assert undo_last(store, id_).quote == "各村要一起动手\n"
    assert rows(store) == before
    assert redo(store, id_).action == "mark"
    assert rows(store) == after
    assert undo_last(store, id_)
    assert undo_last(store, id_) is None
    assert states(store, id_) == [("mark", "undone")]


def test_several_are_undone_from_the_last_and_made_again_from_the_first(store, id_):
    steps = [labels(store, id_)]
    for action, quote in (("mark", "各村要"), ("demote", "各村要"), ("unmark", "一、看清"), ("rename", "三、加强")):
        assert add_correction(store, id_, action, at(quote), "领导" if action == "rename" else "") is None
        steps.append(labels(store, id_))
    assert len(set(map(tuple, steps))) == 5
    for wanted in steps[-2::-1]:
        undo_last(store, id_)
        assert labels(store, id_) == wanted
    for wanted in steps[1:3]:
        redo(store, id_)
        assert labels(store, id_) == wanted
    add_correction(store, id_, "join", at("三、加强"))
    assert redo(store, id_) is None
    assert states(store, id_) == [("mark", "applied"), ("demote", "applied"), ("unmark", "undone"), ("rename", "undone"), ("join", "applied")]
    assert corrections_count(store, [id_]) == 3
    well_formed(store, id_)


def test_what_cannot_be_done_is_refused_with_the_reason_and_not_kept(store, id_):
    before = rows(store)
    assert add_correction(store, id_, "promote", at("二、抓好")).reason == "topmost"
    assert add_correction(store, id_, "rename", Anchor("四、", "", ""), "丁").reason == "not_found"
    with pytest.raises(SettingsError, match="promote, demote"):
        add_correction(store, id_, "delete", at("二、"))
    with pytest.raises(UnknownSpeechError):
        add_correction(store, "none", "join", at("二、"))
    assert store.corrections(id_) == []
    assert rows(store) == before


def test_no_half_of_a_correction_is_kept_where_writing_fails(store, id_, monkeypatch):
    before = rows(store)

    def fail(*_):
        raise RuntimeError

    monkeypatch.setattr("analysis.corpus.writer.Writer.write_tokens", fail)
    with pytest.raises(RuntimeError):
        add_correction(store, id_, "demote", at("二、抓好"))
    monkeypatch.undo()
    assert store.corrections(id_) == []
    assert rows(store) == before


def test_own_words_are_cut_again_in_the_corrected_outline(store, id_):
    lexicon = Lexicon(("古渡镇",))
    store.cut(lexicon)
    add_correction(store, id_, "mark", at("各村要"))
    store.cut(lexicon)
    sql = (
        "select count(*) from tokens k join sections s on s.speech = k.speech and s.id = k.section "
        "where k.start < s.start or k.start >= s.end or term not in (select term from terms)"
    )
    assert store.tuples(sql) == [(0,)]
    assert store.tuples("select count(*) from cuts") == [(2,)]


def test_corrections_stay_where_a_speech_is_read_anew(store):
    text = TEXT.replace("今年还要修路", "２０２６年还要修路").replace("各村", "\u3000\u3000各\u200b村")
    (id_,) = store.add([paste(text)], Lexicon())
    shown = store.speech(id_).text
    add_correction(store, id_, "mark", at("各村要", shown))
    add_correction(store, id_, "split", at("2026年", shown))
    wanted = ["-一、看清形势", "-2026年还要修路，落实“四个一批”", "-二、抓好落实", "-各村要一起动手", "-三、加强领导"]
    assert labels(store, id_) == wanted
    reread(store, id_, ("fullwidth_digits", "indent", "zero_width"))
    assert [label.replace("\u200b", "").replace("２０２６", "2026") for label in labels(store, id_)] == wanted
    set_manner(store, Manner(("trailing",), folded=True))
    assert corrections_count(store, [id_]) == 2
    store.set_deleted([id_], deleted=True)
    store.add([paste(text)], Lexicon())
    assert corrections_count(store, [id_]) == 2
    well_formed(store, id_)


def test_a_correction_is_found_in_traditional_characters_that_are_folded(store):
    text = TEXT.replace("还", "還").replace("动", "動").replace("讲话", "講話").replace("时", "時")
    (id_,) = store.add([paste(text)], Lexicon())
    add_correction(store, id_, "mark", at("各村要一起動手", text))
    set_manner(store, Manner(folded=True))
    assert "-各村要一起动手" in labels(store, id_)
    assert states(store, id_) == [("mark", "applied")]


def test_what_another_reading_has_no_place_for_is_listed_and_comes_back_with_the_words(store):
    data = TEXT.encode("gb18030")
    speech = read("稿.txt", data)
    (id_,) = store.add([speech], Lexicon())
    add_correction(store, id_, "mark", at("各村要一起动手"))
    before = rows(store)
    store.replace(replace(speech, text="二、别的\n没有那些话。\n", analysed="二、别的\n没有那些话。\n", decoded="二、别的\n没有那些话。\n"))
    assert states(store, id_) == [("mark", "lost")]
    assert [(entry.correction.quote, entry.lost) for entry in lost_corrections(store, [id_])] == [("各村要一起动手\n", "not_found")]
    assert corrections_count(store, [id_]) == 0
    store.replace(speech)
    assert states(store, id_) == [("mark", "applied")]
    assert rows(store) == before


def test_any_correction_can_be_undone_and_those_after_it_stay(store, id_):
    add_correction(store, id_, "mark", at("各村要一起动手"))
    add_correction(store, id_, "rename", at("各村要一起动手"), "动手")
    add_correction(store, id_, "unmark", at("三、加强"))
    first = store.corrections(id_)[0].correction
    assert undo(store, id_, first.id) == first
    assert states(store, id_) == [("mark", "undone"), ("rename", "lost"), ("unmark", "applied")]
    assert undo(store, id_, first.id) is None
    assert redo(store, id_) == first
    assert states(store, id_) == [("mark", "applied"), ("rename", "applied"), ("unmark", "applied")]
    assert labels(store, id_) == ["-一、看清形势", "-二、抓好落实", "-动手"]


def test_a_backup_has_the_corrections(store, id_, tmp_path):
    add_correction(store, id_, "join", at("二、抓好"), author="甲")
    add_correction(store, id_, "unmark", at("三、加强"))
    undo_last(store, id_)
    back_up(store, tmp_path / "all.zip")
    restore(tmp_path / "all.zip", tmp_path / "new")
    other = Store(tmp_path / "new")
    try:
        assert other.corrections(id_) == store.corrections(id_)
        assert redo(other, id_).action == "unmark"
    finally:
        other.close()


# --- out and in --------------------------------------------------------------------------------------------------------------


@pytest.fixture
def other(tmp_path):
    store = Store(tmp_path / "other")
    yield store
    store.close()


def corrected_store(store, id_):
    add_correction(store, id_, "mark", at("各村要一起动手"), author="甲,\n“乙”")
    add_correction(store, id_, "rename", at("三、加强领导"), "=1+1", author="'=乙")
    add_correction(store, id_, "join", at("二、抓好"))
    undo_last(store, id_)


@pytest.mark.parametrize("form", ["jsonl", "csv"])
def test_corrections_go_to_another_workspace(store, id_, other, form):
    corrected_store(store, id_)
    data = export_corrections(store, [id_], form)
    other.add([paste(TEXT)], Lexicon())
    brought = import_corrections(other, f"层.{form}", data)
    assert (brought.added, brought.known, brought.strange) == (3, 0, ())
    assert other.corrections(id_) == store.corrections(id_)
    assert rows(other) == rows(store)
    assert import_corrections(other, f"层.{form}", data).known == 3
    assert export_corrections(other, [id_], form) == data


def test_a_speech_from_other_bytes_is_known_by_its_words(store, id_, other):
    corrected_store(store, id_)
    (twin,) = other.add([paste(TEXT.replace("\n", "\n\n"))], Lexicon())
    assert twin != id_
    assert import_corrections(other, "层.jsonl", export_corrections(store, [id_], "jsonl")).added == 3
    assert labels(other, twin) == labels(store, id_)
    assert corrections_count(other, [twin]) == 2


def test_corrections_of_speeches_that_are_not_there_are_named(store, id_, other):
    corrected_store(store, id_)
    brought = import_corrections(other, "层.jsonl", export_corrections(store, [id_], "jsonl"))
    assert [correction.action for correction in brought.strange] == ["mark", "rename", "join"]
    assert brought.added == brought.known == 0


def test_an_export_says_all_in_columns(store, id_):
    corrected_store(store, id_)
    lines = [json.loads(line) for line in export_corrections(store, [id_], "jsonl").decode().splitlines()]
    assert [tuple(line) for line in lines] == [COLUMNS] * 3
    assert [bool(line["undone"]) for line in lines] == [False, False, True]
    cells = list(csv.DictReader(io.StringIO(export_corrections(store, [id_], "csv").decode("utf-8-sig"), newline="")))
    assert [cell["value"] for cell in cells] == ["", "'=1+1", ""]
    assert [cell["title"] for cell in cells] == [line["title"] for line in lines] == ["在全市推进古渡振兴工作会议上的讲话"] * 3
    assert export_corrections(store, [], "jsonl") == b""


GOOD = dict.fromkeys(FIELDS, "") | {"speech": "s", "action": "join", "quote": "二、", "time": "2026-03-01T12:00:00"}


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.jsonl", b"\xff\xfe\x00"),
        ("a.jsonl", b"{"),
        ("a.jsonl", b"[]\n"),
        ("a.jsonl", b"1"),
        ("a.jsonl", b"null"),
        ("a.jsonl", json.dumps({"speech": "s"}).encode()),
        ("a.jsonl", json.dumps(GOOD | {"action": "delete"}).encode()),
        ("a.jsonl", json.dumps(GOOD | {"time": "gestern"}).encode()),
        ("a.csv", b'speech,action\n"s'),
        ("a.csv", b"speech,action\ns,join\n"),
        ("a.csv", b"PK\x03\x04\x00"),
        ("a.csv", b""),
    ],
)
def test_a_file_that_is_no_export_is_refused(store, id_, name, data):
    with pytest.raises(BrokenFileError, match=name) as refused:
        import_corrections(store, name, data + (b"\n" + json.dumps(GOOD).encode() if name.endswith("jsonl") else b""))
    assert refused.value.fields["detail"] == "no_corrections"
    assert store.tuples("select count(*) from corrections") == [(0,)]


def test_what_was_brought_and_has_no_place_is_named(store, id_):
    lines = [GOOD | {"speech": id_, "quote": quote} for quote in ("二、抓好", "九、没有这一条")]
    brought = import_corrections(store, "a.jsonl", "\n".join(map(json.dumps, lines)).encode())
    assert (brought.added, brought.known) == (2, 0)
    assert [(entry.correction.quote, entry.lost) for entry in brought.lost] == [("九、没有这一条", "not_found")]
    assert import_corrections(store, "a.jsonl", json.dumps(lines[1]).encode()).lost == ()  # known already, so not of this file


def test_a_time_with_a_zone_is_read_as_utc(store, id_):
    line = GOOD | {"speech": id_, "quote": "二、抓好", "time": "2026-03-01T12:00:00+08:00"}
    assert import_corrections(store, "a.jsonl", json.dumps(line).encode()).added == 1
    assert [entry.correction.time.hour for entry in store.corrections(id_)] == [4]


def test_corrections_of_several_sessions_all_stay(store, id_):
    quotes = ["一、看清", "二、抓好", "三、加强"]
    with ThreadPoolExecutor() as threads:
        list(threads.map(lambda quote: add_correction(store, id_, "rename", at(quote), "改" + quote), quotes))
    assert sorted(labels(store, id_)) == sorted(f"-{quote[:2]}改{quote}" for quote in quotes)
    times = [entry.correction.time for entry in store.corrections(id_)]
    assert len(set(times)) == 3
    assert corrections_count(store, [id_]) == 3
