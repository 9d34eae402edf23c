"""A file with several speeches, taken apart: each is stored, read anew, deleted and restored as one of its own; the bytes stand once."""

import io

import pytest

from analysis.corpus import build
from analysis.corpus.backup import back_up
from analysis.corpus.build import Manner, read_files, reread, set_manner, sort_out
from analysis.corpus.restore import restore
from analysis.corpus.store import Store
from analysis.errors import EmptyFileError, ReadingError
from analysis.model import Lexicon
from analysis.reading.read import read, read_several

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
    with pytest.raises(EmptyFileError) as error:
        reread(store, second.id, (), encoding="utf-16")
    assert error.value.fields["name"] == "讲话/汇编#2.txt"
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
