"""The outlines of the shipped speeches: the same however a file is laid out, and honest about a number that was taken out."""

from pathlib import Path

import pytest

from analysis.annotation.outline import find_sections
from analysis.annotation.report import report
from analysis.corpus.build import SAMPLE
from analysis.reading.read import read
from bench.outline_changes import changed, doubts, shortened
from bench.outline_damage import FORMS, file_bytes

SPEECHES = sorted(Path(SAMPLE).glob("*.txt"))


@pytest.mark.parametrize("path", SPEECHES, ids=lambda path: path.stem)
def test_the_outline_does_not_see_how_a_text_is_laid_out(path):
    assert list(changed(path.read_text("utf-8"))) == []


@pytest.mark.parametrize("path", SPEECHES, ids=lambda path: path.stem)
def test_a_number_taken_out_is_missed_and_the_last_is_not(path):
    text = path.read_text("utf-8")
    before = doubts(text)
    for section, rest, last in shortened(text):
        number = section.evidence[0].split(":")[1].split("/")[0]
        assert dict(doubts(rest) - before) == ({} if last else {f"-missing:{number}": 1}), section.marker + section.heading


@pytest.mark.parametrize("form", [form for form in FORMS if form != "cut, no indents"])  # there a paragraph that ends at the margin can't be told
@pytest.mark.parametrize("path", SPEECHES[::3], ids=lambda path: path.stem)
def test_a_damaged_file_has_the_same_headings_at_the_same_places(path, form):
    text = path.read_text("utf-8")
    damaged = FORMS[form](text)
    wanted = [(damaged.places[s.start], s.level) for s in find_sections(text) if s.role == "unit"]
    assert [(unit["start"], unit["level"]) for unit in report(read("a.txt", file_bytes(form, damaged)))["outline"]] == wanted
