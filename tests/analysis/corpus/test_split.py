"""A file with several speeches, taken apart: each is stored, read anew, deleted and restored as one of its own; the bytes stand once."""

import io

import pytest

from analysis.corpus import build
from analysis.corpus.backup import back_up
from analysis.corpus.build import Manner, read_files, reread, set_manner, sort_out, take_out
from analysis.corpus.restore import restore
from analysis.corpus.store import Store
from analysis.errors import BrokenFileError, PartGoneError, ReadingError
from analysis.model import Lexicon
from analysis.reading.read import PASTED, paste, read, read_several

SAID = "这几年我们在水上吃过亏，也在水上学过乖，今天把大家请来，就是要把汛前该做的事一件一件定下来，谁做、几时做完，都要有数。"
FIRST = f"　　在全县防汛工作会议上的讲话\n（２０１１年４月２日）\n县委书记　韩立群\n同志们：\n　　{SAID}\n　　一、水库,一座一座地查\n　　{SAID}\n"
SECOND = (
    f"　　在全县信访工作会议上的讲话\n（2012年5月6日）\n县长　葛平\n同志们：\n　　来信来访\u200b是一面镜子。{SAID}\n　　一、把门打开\n　　{SAID}\n"
)
FRONT = "县委领导讲话汇编\n目录\n在全县防汛工作会议上的讲话\n在全县信访工作会议上的讲话\n"
NAME = "讲话/汇编.txt"
DATA = (FRONT + FIRST + "\n" + SECOND).encode("gb18030")


@pytest.fixture
def store(tmp_path):
    store = Store(tmp_path / "w")
    yield store
    store.close()


def split(data=DATA, **settings):
    return read_files([(NAME, data)], split=True, **settings).speeches


def test_each_part_is_a_speech_of_its_own():
    first, second = split()
    assert [s.source_name for s in (first, second)] == ["讲话/汇编#1.txt", "讲话/汇编#2.txt"]
    assert {s.file_name for s in (first, second)} == {NAME}
    assert [s.metadata.title for s in (first, second)] == ["在全县防汛工作会议上的讲话", "在全县信访工作会议上的讲话"]
    assert [str(s.metadata.date) for s in (first, second)] == ["2011-04-02", "2012-05-06"]
    assert [s.metadata.speaker for s in (first, second)] == ["韩立群", "葛平"]
    assert first.data == second.data == DATA
    assert first.sha256 == second.sha256
    assert len({first.id, second.id, read(NAME, DATA).id}) == 3
    assert first.reading != second.reading
    whole = read(NAME, DATA).decoded
    for speech in (first, second):
        assert speech.decoded == whole[speech.part.start : speech.part.end]
    assert (first.part.end, second.part.end) == (second.part.start, len(whole))
    assert whole[: first.part.start] == FRONT
    assert {r.kind: r.count for r in first.remarks if not r.places} == {"front_matter": 4}
    assert not [r for r in second.remarks if not r.places]
    assert {r.kind for r in second.repairs} >= {"zero_width", "indent"}
    assert "fullwidth_digits" in {r.kind for r in first.repairs} - {r.kind for r in second.repairs}


def test_a_file_with_one_speech_is_one_and_rows_of_a_table_are_left_alone():
    assert read_several("一.txt", FIRST.encode()) == (read("一.txt", FIRST.encode()),)
    table = '标题,正文\n某年讲话,"' + (FIRST + SECOND).replace('"', "") + '"\n'
    assert [s.metadata.title for s in read_files([("表.csv", table.encode())], split=True).speeches] == ["某年讲话"]


def test_parts_do_not_hang_on_the_repairs_that_are_made():
    plain = split()
    for off in (("indent",), ("control", "zero_width", "indent", "fullwidth_digits", "halfwidth_punctuation", "contents")):
        bare = split(manner=Manner(off=off))
        assert [s.part for s in bare] == [s.part for s in plain]
        assert [s.id for s in bare] == [s.id for s in plain]


def test_stored_they_come_back_as_they_were_and_the_bytes_stand_once(store):
    given = split()
    ids = store.add(given, Lexicon())
    assert [store.speech(id_) for id_ in ids] == list(given)
    assert store.tuples("select name, octet_length(data) from sources") == [(NAME, len(DATA))]
    assert not sort_out(store, split()).new


def test_the_whole_file_may_stand_beside_its_parts(store):
    whole = read(NAME, (FIRST + SECOND).encode())
    parts = split((FIRST + SECOND).encode())
    store.add([whole], Lexicon())
    store.add(parts, Lexicon())
    reread(store, whole.id, {"indent"})
    assert [store.speech(part.id) for part in parts] == list(parts)


def live(store):
    return {id_ for (id_,) in store.tuples("select id from speeches where deleted is null")}


@pytest.mark.parametrize("parts_first", [False, True])
def test_a_file_stored_otherwise_is_a_case_of_its_own(store, parts_first):
    whole, parts = (read(NAME, DATA),), split()
    stored, given = (parts, whole) if parts_first else (whole, parts)
    other = paste("在全县林业工作会议上的讲话\n" + SAID)
    store.add([*stored, other], Lexicon())
    batch = sort_out(store, [*given, other])
    assert [speech.id for speech in batch.new] == [speech.id for speech in given]
    assert [speech.id for speech, _ in batch.known] == [other.id]
    (case,) = batch.otherwise
    assert (case.name, case.whole) == (NAME, parts_first)
    assert case.new == tuple(speech.id for speech in given)
    assert dict(case.old) == {speech.id: speech.metadata.title for speech in stored}
    store.add(batch.new, Lexicon())
    assert take_out(store, batch.otherwise, case.new) == [speech.id for speech in stored]
    assert live(store) == {other.id, *(speech.id for speech in given)}
    back = sort_out(store, stored)
    assert back.back == {speech.id for speech in stored}
    assert [dict(case.old) for case in back.otherwise] == [{speech.id: speech.metadata.title for speech in given}]


def test_nothing_is_taken_out_until_all_that_comes_in_its_place_is_there(store):
    whole, parts = read(NAME, DATA), split()
    store.add([whole], Lexicon())
    batch = sort_out(store, parts)
    store.add(parts[:1], Lexicon())
    assert take_out(store, batch.otherwise, [part.id for part in parts]) == []
    assert whole.id in live(store)
    (case,) = sort_out(store, parts).otherwise
    assert case.new == (parts[1].id,)
    store.add(parts[1:], Lexicon())
    assert take_out(store, [case], ()) == []
    assert take_out(store, [case], case.new) == [whole.id]


def test_parts_beside_parts_are_no_such_case(store):
    first, second = split()
    store.add([first], Lexicon())
    batch = sort_out(store, [first, second])
    assert (batch.otherwise, [speech.id for speech in batch.new]) == ((), [second.id])


def test_in_one_batch_the_first_way_counts(store):
    whole, parts = read("又一份.txt", DATA), split()
    batch = sort_out(store, [*parts, whole])
    assert ([speech.id for speech in batch.new], batch.repeated) == ([part.id for part in parts], ((whole, parts[0].source_name),))
    batch = sort_out(store, [whole, *parts])
    assert (batch.new, [speech.id for speech, _ in batch.repeated]) == ((whole,), [part.id for part in parts])


def test_a_row_of_a_table_is_one_speech_whatever_else_the_row_says():
    table = '正文\n"' + FIRST + SECOND + '"\n'
    for name in ("表.csv", "几个/表.CSV"):
        (row,) = read_files([(name, table.encode())], split=True).speeches
        assert row.part is None


def test_a_pasted_text_is_taken_apart_and_read_anew_like_a_file(store):
    parts = read_several(PASTED, (FIRST + SECOND).encode(), encoding="utf-8")
    assert [(part.source_name, part.file_name, part.format) for part in parts] == [(f"{PASTED}#{n}", PASTED, "txt") for n in (1, 2)]
    store.add(parts, Lexicon())
    reread(store, parts[1].id, {"zero_width", "indent"})
    reread(store, parts[1].id, (), encoding="utf-8")
    reread(store, parts[1].id, ())
    assert store.speech(parts[1].id) == parts[1]
    with pytest.raises(BrokenFileError):
        read(f"{PASTED}#1.docx", b"PK\x03\x04")


def test_a_part_read_anew_stays_the_part_it_is(store):
    first, second = split()
    store.add([first, second], Lexicon())
    store.edit({second.id: {"speaker": "葛平（代）"}})
    reread(store, second.id, {"zero_width", "indent"})
    anew = store.speech(second.id)
    assert (anew.part, anew.decoded, anew.metadata.speaker) == (second.part, second.decoded, "葛平（代）")
    assert "来信来访\u200b是" in anew.text
    assert store.speech(first.id) == first
    reread(store, second.id, ())
    assert store.speech(second.id).text == second.text
    set_manner(store, Manner(off=("indent",)))
    assert store.speech(first.id).text.startswith("　　在全县防汛")
    assert store.speech(second.id).text.startswith("　　在全县信访")


def test_in_another_encoding_it_is_the_part_of_that_number_or_an_error(store, monkeypatch):
    first, second = split()
    store.add([first, second], Lexicon())
    with pytest.raises(ReadingError) as error:
        reread(store, second.id, (), encoding="utf-16")
    assert error.value.fields["name"] == NAME
    monkeypatch.setattr(build, "read_several", lambda *_, **__: (first,))
    with pytest.raises(PartGoneError) as error:
        reread(store, second.id, (), encoding="utf-16")
    assert error.value.fields == {"name": "讲话/汇编#2.txt", "number": "2", "encoding": "UTF-16", "found": "1"}
    assert "0 bytes" not in str(error.value)
    assert store.speech(second.id) == second
    reread(store, second.id, (), encoding="gb18030")
    assert store.speech(second.id) == second


def test_a_backup_keeps_the_parts(store, tmp_path):
    given = split()
    store.add(given, Lexicon())
    store.set_deleted([given[1].id], deleted=True)
    zipped = io.BytesIO()
    assert len(back_up(store, zipped).originals) == 1
    restore(zipped, tmp_path / "restored")
    restored = Store(tmp_path / "restored")
    try:
        assert [restored.speech(s.id, deleted=True) for s in given] == list(given)
        reread(restored, given[0].id, {"indent"})
        assert restored.speech(given[0].id).part == given[0].part
    finally:
        restored.close()


@pytest.mark.parametrize("name", ["汇#2编.txt", "长" * 220 + ".txt", "#1.txt", "a/b.c/汇编.TXT"])
def test_names_keep_their_endings(store, name):
    given = read_several(name, DATA)
    assert [s.source_name.rpartition("#")[2].lower() for s in given] == ["1.txt", "2.txt"]
    ids = store.add(given, Lexicon())
    reread(store, ids[1], {"indent"})
    assert store.speech(ids[1]).source_name == given[1].source_name
