import csv
import io
import json
import random
import signal
import subprocess
import sys
import zipfile

import pytest

from analysis.__main__ import REPAIRS, main
from analysis.commands import index
from analysis.corpus import queries
from analysis.corpus.store import Store
from tests.conftest import ROOT
from ui.words import texts

TEXT = "在全市会议上的讲话\r\n同志们：\r\n　　一、抓调研。调查研究要体现“六性”，即战略性、前瞻性、实效性、实践性、思想性、针对性。\r\n　　二、抓落实。按照“三短一简”的要求办会。\r\n"


def run(*arguments):
    return subprocess.run(
        [sys.executable, "-m", "analysis", *map(str, arguments)], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False
    )


def test_annotate_prints_one_object_with_offsets_into_the_decoded_file(tmp_path):
    path = tmp_path / "讲话.txt"
    path.write_bytes(TEXT.encode("gb18030"))
    ended = run("annotate", path, "--format", "json")
    assert ended.returncode == 0, ended.stderr
    found = json.loads(ended.stdout)
    decoded = TEXT.replace("\r\n", "\n")
    assert [u["marker"] for u in found["outline"]] == ["一、", "二、"]
    for unit in found["outline"]:
        assert decoded[unit["start"] :].startswith(unit["marker"])
    forms = {s["form"]: s for s in found["slogans"]}
    assert forms["六性"]["expansion"] == ["战略性", "前瞻性", "实效性", "实践性", "思想性", "针对性"]
    assert forms["三短一简"]["expansion"] is None
    for form, slogan in forms.items():
        assert all(decoded[s:].startswith(form) for s in slogan["starts"])


def test_annotate_takes_a_table_speech_by_speech(tmp_path, capsys):
    path = tmp_path / "表.csv"
    path.write_text("标题,正文\n甲,一、抓“三农”。\n乙,二、抓“双创”。\n", encoding="utf-8")
    assert main(["annotate", str(path), "--format", "json"]) == 0
    assert [one["name"] for one in json.loads(capsys.readouterr().out)] == ["表.csv#2.txt", "表.csv#3.txt"]
    assert main(["annotate", str(path)]) == 0
    assert capsys.readouterr().out.splitlines()[0] == "==> 表.csv#2.txt <=="


# --- read --------------------------------------------------------------------------------------------------------------------


def test_read_prints_the_text_as_it_would_be_stored(tmp_path, capsys):
    path = tmp_path / "讲话.txt"
    path.write_bytes(TEXT.encode("gb18030"))
    assert main(["read", str(path)]) == 0
    told = capsys.readouterr()
    assert told.out == TEXT.replace("\r\n", "\n").replace("　　", "")
    assert told.err == ""


def test_read_says_how_a_text_was_read(tmp_path, capsys):
    path = tmp_path / "2012年讲话.txt"
    path.write_bytes((TEXT + "全面推进的的工作“很好。").encode("gb18030"))
    assert main(["read", str(path), "--report", "--off", "trailing"]) == 0
    told = capsys.readouterr()
    report = json.loads(told.err)
    assert report["encoding"]["taken"] == "gb18030"
    assert report["encoding"]["score"] > report["encoding"]["other_score"]
    assert report["metadata"]["title"] == {"value": "在全市会议上的讲话", "evidence": "在全市会议上的讲话", "confidence": "sure"}
    assert report["metadata"]["year"]["value"] == 2012
    (indent,) = report["repairs"]
    assert (indent["kind"], indent["count"]) == ("indent", 2)
    assert indent["first"][0] == {"start": 15, "end": 17, "was": "　　", "now": ""}
    assert report["off"] == ["trailing"]
    for remark in report["remarks"]:
        for start, end in remark["first"]:
            assert told.out[start:end]
    assert {remark["kind"] for remark in report["remarks"]} == {"doubled", "unbalanced"}


def test_read_leaves_out_the_repairs_it_is_told_to(tmp_path, capsys):
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    assert main(["read", str(path), "--off", "indent"]) == 0
    assert "　　一、" in capsys.readouterr().out


def test_read_takes_the_encoding_it_is_told(tmp_path, capsys):
    path = tmp_path / "a.txt"
    path.write_bytes("經濟發展".encode("big5"))
    assert main(["read", str(path), "--encoding", "big5", "--report"]) == 0
    told = capsys.readouterr()
    assert told.out == "經濟發展\n"
    assert json.loads(told.err)["encoding"]["by_hand"] is True


def test_read_names_each_speech_of_an_archive_and_what_in_it_cannot_be_read(tmp_path, capsys):
    path = tmp_path / "集.zip"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("甲.txt", "第一篇。")
        package.writestr("坏.docx", b"\x89PNG")
        package.writestr("乙.md", "# 第二篇")
    assert main(["read", str(path)]) == 1
    told = capsys.readouterr()
    assert told.out == "==> 甲.txt <==\n第一篇。\n==> 乙.md <==\n第二篇\n"
    assert "坏.docx" in told.err
    assert main(["read", str(path), "--report"]) == 1
    decoder, rest, reports = json.JSONDecoder(), capsys.readouterr().err.strip(), []
    while rest:
        report, end = decoder.raw_decode(rest)
        reports.append(report)
        rest = rest[end:].strip()
    assert [(report["name"], report.get("error", "")) for report in reports] == [("甲.txt", ""), ("坏.docx", "broken_file"), ("乙.md", "")]


def test_all_repairs_can_be_named():
    assert {f"repair.{kind}" for kind in REPAIRS} == {key for key in texts("en") if key.startswith("repair.")}


# --- index -------------------------------------------------------------------------------------------------------------------


def imported(*arguments):
    return main(["index", *map(str, arguments), "--quiet"])


def speech(seed, sentences=60):
    """A text of its own: some 1,300 characters, no two alike."""
    chance = random.Random(seed)
    words = "坚持深化推进抓好落实经济社会民生改革开放创新绿色城乡产业就业教育医疗住房生态治理基层干部群众项目投资消费"
    return "\n".join("".join(chance.choices(words, k=20)) + "。" for _ in range(sentences))


def test_index_imports_what_can_be_read_and_names_what_cannot(tmp_path, capsys):
    folder = tmp_path / "speeches"
    (folder / "deep").mkdir(parents=True)
    (folder / "好.txt").write_text(TEXT, encoding="utf-8")
    (folder / "deep" / "好2.md").write_text("# 讲话\n\n今年要抓好三件事。", encoding="utf-8")
    (folder / "坏.docx").write_bytes(b"\x89PNG")
    (folder / "~$好.docx").write_bytes(b"lock")
    (folder / "=坏.csv").write_bytes(b'a,b\n"')
    assert imported(folder, "--workspace", tmp_path / "w", "--failures", tmp_path / "failures.csv") == 1
    told = capsys.readouterr()
    assert "坏.docx" in told.err
    assert "2 speeches imported" in told.out
    rows = list(csv.DictReader(io.StringIO((tmp_path / "failures.csv").read_text(encoding="utf-8-sig"))))
    assert [(row["file"], row["code"]) for row in rows] == [("'=坏.csv", "reading"), ("坏.docx", "broken_file")]
    assert all(row["reason"] for row in rows)
    assert imported(folder, "--workspace", tmp_path / "w") == 1
    told = capsys.readouterr()
    assert "0 speeches imported" in told.out
    assert "2 there already" in told.out
    store = Store(tmp_path / "w")
    assert set(queries.speeches(store)["source_name"]) == {"好.txt", "deep/好2.md"}
    store.close()


def test_index_takes_folders_files_archives_and_tables_together(tmp_path, capsys):
    (tmp_path / "f").mkdir()
    (tmp_path / "f" / "一.txt").write_text(speech(1), encoding="utf-8")
    (tmp_path / "二.txt").write_text(speech(2), encoding="utf-8")
    (tmp_path / "表.csv").write_text("正文\n" + speech(3).replace("\n", "") + "\n" + speech(4).replace("\n", ""), encoding="utf-8")
    with zipfile.ZipFile(tmp_path / "集.zip", "w") as package:
        package.writestr("2012/五.txt", speech(5))
    paths = [tmp_path / name for name in ("f", "二.txt", "表.csv", "集.zip")]
    assert imported(*paths, "--workspace", tmp_path / "w") == 0
    assert capsys.readouterr().out.startswith("5 speeches imported")


def test_many_files_are_stored_part_by_part(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(index, "HELD", 3_000)
    held = []
    add = Store.add
    monkeypatch.setattr(Store, "add", lambda self, new, *rest: held.append(len(new)) or add(self, new, *rest))
    for seed in range(10):
        (tmp_path / f"{seed}.txt").write_text(speech(seed), encoding="utf-8")
    assert imported(tmp_path, "--workspace", tmp_path / "w") == 0
    assert sum(held) == 10
    assert max(held) <= 3
    assert "10 speeches imported" in capsys.readouterr().out


@pytest.mark.parametrize(("same", "stored", "variant"), [("variant", 4, True), ("keep", 4, False), ("skip", 2, False)])
@pytest.mark.parametrize("at_once", [1, 100_000])
def test_the_same_speech_from_another_source_is_named(tmp_path, monkeypatch, capsys, same, stored, variant, at_once):
    monkeypatch.setattr(index, "HELD", at_once)
    text = speech(1)
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    (tmp_path / "b.txt").write_text("人民日报讯\n" + text.replace("。", "；"), encoding="utf-8")
    (tmp_path / "c.txt").write_text(text + "\n（本刊发表时略有删节）", encoding="utf-8")
    (tmp_path / "d.txt").write_text(text[:400], encoding="utf-8")
    assert imported(tmp_path, "--workspace", tmp_path / "w", "--same", same) == 0
    told = capsys.readouterr()
    assert "b.txt: nearly the same as “" in told.err
    assert "d.txt" not in told.err, "an excerpt is a text of its own"
    store = Store(tmp_path / "w")
    rows = dict(store.tuples("select source_name, variant_of from speeches"))
    (first,) = store.tuples("select id from speeches where source_name = 'a.txt'")[0]
    store.close()
    assert len(rows) == stored
    assert rows["a.txt"] is None
    assert {rows.get("b.txt"), rows.get("c.txt")} == ({first} if variant else {None})


def test_a_file_that_cannot_be_opened_is_named_and_the_rest_goes_on(tmp_path, monkeypatch, capsys):
    for name in ("甲.txt", "乙.txt"):
        (tmp_path / name).write_text(speech(name), encoding="utf-8")

    def denied(path, name):
        if name == "甲.txt":
            raise PermissionError(13, "Permission denied", name)
        return path.read_bytes()

    monkeypatch.setattr(index, "file_bytes", denied)
    assert imported(tmp_path, "--workspace", tmp_path / "w") == 1
    told = capsys.readouterr()
    assert "“甲.txt” could not be read" in told.err
    assert "1 speeches imported" in told.out


def test_a_file_too_large_is_refused_before_it_is_read(tmp_path, capsys):
    with (tmp_path / "大.txt").open("wb") as file:
        file.truncate(300_000_000)
    assert imported(tmp_path, "--workspace", tmp_path / "w") == 1
    assert "300.0 MB; at most 20 MB" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX")
def test_ctrl_c_leaves_what_was_done(tmp_path):
    folder = tmp_path / "speeches"
    folder.mkdir()
    for seed in range(40):
        (folder / f"{seed:02}.txt").write_text(speech(seed), encoding="utf-8")
    slow = (
        "import signal, sys, time; from analysis.commands import index; from analysis.corpus.store import Store; from analysis.__main__ import main\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # tests started in the background of a shell pass on that it is ignored
        "index.HELD = 3000; add = Store.add\n"
        "Store.add = lambda self, *a, **k: (add(self, *a, **k), print('stored', flush=True), [time.sleep(0.05) for _ in range(1_200)])\n"
        f"sys.exit(main(['index', {str(folder)!r}, '--workspace', {str(tmp_path / 'w')!r}]))"
    )
    with subprocess.Popen(
        [sys.executable, "-c", slow], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    ) as ended:
        assert ended.stdout.readline() == "stored\n"
        ended.send_signal(signal.SIGINT)
        out, err = ended.communicate(timeout=60)
    assert ended.returncode == 130, err
    assert "Traceback" not in err
    assert "stopped" in err
    store = Store(tmp_path / "w")
    stored = len(queries.speeches(store))
    store.close()
    assert 0 < stored < 40
    assert f"{stored} speeches imported" in out
    assert main(["index", str(folder), "--workspace", str(tmp_path / "w"), "--quiet"]) == 0


def test_the_bar_goes_to_the_error_stream(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    ended = run("index", tmp_path, "--workspace", tmp_path / "w")
    assert "1/1" in ended.stderr
    assert ended.stdout.startswith("1 speeches imported")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["annotate", "no/such.txt"], 1),
        (["read", "no/such.txt"], 1),
        (["read", "README.md", "--off", "everything"], 2),
        (["read", "README.md", "--encoding", "latin-1"], 2),
        (["index", "no/such/folder"], 2),
        (["annotate"], 2),
        (["--help"], 0),
        (["index", "--help"], 0),
        (["read", "--help"], 0),
        (["--version"], 0),
    ],
)
def test_exit_codes_are_those_a_shell_user_expects(arguments, code):
    ended = run(*arguments)
    assert ended.returncode == code
    assert "Traceback" not in ended.stderr


def test_an_archive_in_which_nothing_can_be_read_says_so_once(tmp_path, capsys):
    path = tmp_path / "断.zip"
    path.write_bytes(b"PK\x03\x04" + bytes(50))
    assert main(["read", str(path)]) == 1
    assert capsys.readouterr().err.count("断.zip") == 1
