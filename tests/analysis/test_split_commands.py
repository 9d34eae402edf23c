"""Files with several speeches on the command line: named, reported, and taken apart where that is asked for."""

import json
import zipfile

import pytest

from analysis.__main__ import main
from analysis.corpus import queries
from analysis.corpus.store import Store
from tests.analysis.corpus.test_split import DATA, FIRST, SECOND

TITLES = ["在全县信访工作会议上的讲话", "在全县防汛工作会议上的讲话"]


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "files"
    (folder / "讲话").mkdir(parents=True)
    (folder / "讲话" / "汇编.txt").write_bytes(DATA)
    (folder / "一篇.txt").write_text(FIRST.replace("防汛", "抗旱").replace("水", "旱"), encoding="utf-8")
    return folder


def index(tmp_path, *arguments):
    return main(["index", *map(str, arguments), "--workspace", str(tmp_path / "w"), "--quiet"])


def titles(tmp_path):
    store = Store(tmp_path / "w")
    try:
        return sorted(queries.speeches(store)["title"])
    finally:
        store.close()


def test_without_split_such_a_file_is_named_and_imported_as_one(folder, tmp_path, capsys):
    assert index(tmp_path, folder) == 0
    said = capsys.readouterr()
    assert "讲话/汇编.txt: seems to hold 2 speeches" in said.err.replace("\\", "/")
    assert all(title in said.err for title in TITLES)
    assert "--split" in said.err
    assert "一篇.txt: seems" not in said.err
    assert said.out.startswith("2 speeches imported")


def test_with_split_each_speech_is_imported_by_itself(folder, tmp_path, capsys):
    assert index(tmp_path, folder, "--split", "--same", "keep") == 0
    said = capsys.readouterr()
    assert "seems to hold" not in said.err
    assert said.out.startswith("3 speeches imported")
    assert set(TITLES) < set(titles(tmp_path))
    assert index(tmp_path, folder, "--split") == 0
    assert capsys.readouterr().out.startswith("0 speeches imported")


def test_those_in_an_archive_are_split_and_rows_of_a_table_are_not(tmp_path, capsys):
    packed, table = tmp_path / "几个.zip", tmp_path / "表.csv"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("2012年/汇编.txt", (FIRST + SECOND).encode())
    body = (FIRST + SECOND).replace("防汛", "抗旱").replace("信访", "人才").replace("这几年", "那几年")
    table.write_text(f'标题,正文\n合在一起的,"{body}"\n', encoding="utf-8")
    assert index(tmp_path, packed, table, "--split", "--same", "keep") == 0
    assert titles(tmp_path) == sorted([*TITLES, "合在一起的"])
    assert not capsys.readouterr().err


def test_rows_of_a_table_in_an_archive_are_not_told_to_be_split(tmp_path, capsys):
    packed = tmp_path / "几个.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("表.csv", f'标题,正文\n合在一起的,"{FIRST + SECOND}"\n')
        archive.writestr("汇编.txt", (FIRST + SECOND).replace("防汛", "抗旱").replace("信访", "人才").encode())
    assert index(tmp_path, packed, "--same", "keep") == 0
    said = capsys.readouterr().err
    assert said.count("seems to hold") == 1
    assert "汇编.txt: seems to hold" in said


def test_a_file_imported_whole_and_then_split_is_counted_once_and_said(folder, tmp_path, capsys):
    def given(*options):
        assert index(tmp_path, folder / "讲话" / "汇编.txt", *options) == 0
        return capsys.readouterr()

    given()
    said = given("--split")
    assert titles(tmp_path) == sorted(TITLES)
    assert said.out.startswith("2 speeches imported")
    assert "0 nearly the same" in said.out
    assert "1 taken out" in said.out
    assert "汇编.txt: was stored whole and is now split" in said.err
    assert "without --split brings it back" in said.err
    said = given()
    assert len(titles(tmp_path)) == 1
    assert said.out.startswith("1 speeches imported")
    assert "2 taken out" in said.out
    assert "汇编.txt: was stored split into 2 speeches and is now whole" in said.err
    assert "taken out" not in given().out


@pytest.mark.parametrize("same", ["variant", "keep", "skip"])
def test_the_old_way_is_never_the_other_copy_of_the_new_one(same, tmp_path):
    path = tmp_path / "汇编.txt"
    path.write_bytes((FIRST + SECOND * 6).encode())
    assert index(tmp_path, path, "--same", same) == 0
    assert index(tmp_path, path, "--same", same, "--split") == 0
    store = Store(tmp_path / "w")
    try:
        old = store.tuples("select id from speeches where part is null and deleted is null")
        marked = store.tuples("select count(*) from speeches v join speeches o on v.variant_of = o.id where o.part is null")
    finally:
        store.close()
    assert (old, marked) == ([], [(0,)])


def test_the_report_lists_the_speeches_of_a_file(tmp_path, capsys):
    path = tmp_path / "汇编.txt"
    path.write_bytes((FIRST + "\n" + SECOND).encode())
    assert main(["read", str(path), "--report"]) == 0
    said = capsys.readouterr()
    several = json.loads(said.err)["several"]
    assert sorted(one["title"] for one in several) == TITLES
    assert [said.out[one["start"] :].split("\n")[0] for one in several] == [one["title"] for one in several]
    assert {"title", "date", "address"} <= set(several[1]["signs"])
    path.write_bytes(FIRST.encode())
    assert main(["read", str(path), "--report"]) == 0
    assert json.loads(capsys.readouterr().err)["several"] == []
