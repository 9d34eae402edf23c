import json
import subprocess
import sys

import pytest

from analysis.__main__ import main
from analysis.corpus import queries
from analysis.corpus.store import Store
from tests.conftest import ROOT

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


def test_index_imports_what_can_be_read_and_names_what_cannot(tmp_path, capsys):
    folder = tmp_path / "speeches"
    (folder / "deep").mkdir(parents=True)
    (folder / "好.txt").write_text(TEXT, encoding="utf-8")
    (folder / "deep" / "好2.md").write_text("# 讲话\n\n今年要抓好三件事。", encoding="utf-8")
    (folder / "坏.docx").write_bytes(b"\x89PNG")
    (folder / "~$好.docx").write_bytes(b"lock")
    assert main(["index", str(folder), "--workspace", str(tmp_path / "w"), "--quiet"]) == 1
    told = capsys.readouterr()
    assert "坏.docx" in told.err
    assert "2 speeches imported" in told.out
    assert main(["index", str(folder), "--workspace", str(tmp_path / "w"), "--quiet"]) == 1
    assert "0 speeches imported" in capsys.readouterr().out
    store = Store(tmp_path / "w")
    assert len(queries.speeches(store)) == 2
    store.close()


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["annotate", "no/such.txt"], 1),
        (["index", "no/such/folder"], 2),
        (["annotate"], 2),
        (["--help"], 0),
        (["index", "--help"], 0),
        (["--version"], 0),
    ],
)
def test_exit_codes_are_those_a_shell_user_expects(arguments, code):
    ended = run(*arguments)
    assert ended.returncode == code
    assert "Traceback" not in ended.stderr
