import json

import pytest

from analysis.corpus.build import open_workspace
from ui.__main__ import FIGURES, main


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    folder = tmp_path_factory.mktemp("chart")
    open_workspace(folder, sample=True).close()
    return folder


@pytest.mark.parametrize("figure", sorted(FIGURES))
def test_each_figure_is_written_with_its_recipe(figure, workspace, tmp_path):
    out = tmp_path / f"{figure}.html"
    assert main(["chart", figure, str(out), "--workspace", str(workspace)]) == 0
    assert out.read_bytes().startswith(b"<!DOCTYPE html>")
    assert json.loads(out.with_suffix(".recipe.json").read_text(encoding="utf-8"))["counts"]["speeches"] == (4 if figure == "compare" else 12)


def test_the_table_is_named_in_the_language_and_counts_the_years_asked(workspace, tmp_path):
    out = tmp_path / "words.csv"
    assert main(["chart", "words", str(out), "--workspace", str(workspace), "--lang", "en", "--years", "2012-2013"]) == 0
    assert out.read_text(encoding="utf-8-sig").splitlines()[0].startswith("Rank,Word,Part of speech,Count")
    assert json.loads(out.with_suffix(".recipe.json").read_text(encoding="utf-8"))["counts"]["speeches"] == 4


def test_an_unknown_ending_is_refused_with_what_is_allowed(tmp_path, capsys):
    assert main(["chart", "words", str(tmp_path / "words.bmp")]) == 2
    assert ".png" in capsys.readouterr().err


def test_a_missing_folder_is_said(workspace, tmp_path, capsys):
    assert main(["chart", "words", str(tmp_path / "no" / "words.csv"), "--workspace", str(workspace)]) == 1
    assert "no" in capsys.readouterr().err


@pytest.mark.parametrize(("option", "value"), [("--years", "2099"), ("--years", "2012,2013"), ("--kinds", "nope")])
def test_a_selection_of_nothing_is_refused(option, value, workspace, tmp_path, capsys):
    assert main(["chart", "words", str(tmp_path / "w.csv"), "--workspace", str(workspace), option, value]) == 1
    assert capsys.readouterr().err
    assert not (tmp_path / "w.csv").exists()


def test_a_mistyped_workspace_is_not_made(tmp_path, capsys):
    assert main(["chart", "words", str(tmp_path / "w.csv"), "--workspace", str(tmp_path / "typo")]) == 1
    assert "--sample" in capsys.readouterr().err
    assert not (tmp_path / "typo").exists()
