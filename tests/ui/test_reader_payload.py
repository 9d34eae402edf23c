"""What the reading component is given is plain data, in the words of the view's language."""

import json
import re
from pathlib import Path

import pytest

from analysis.corpus.reading_view import ReadingView
from ui.parts import reader
from ui.parts.reader import Found, note_in_words, payload
from ui.words import LANGUAGES, Words

VIEW: ReadingView = {"speech": "s1", "paragraphs": [], "outline": [], "notes": [], "found": 0}


def note(state, **changes):
    made = {"id": 3, "form": "五性", "at": 9, "state": state, "items": ["前瞻性"], "complete": True, "n": 2, "paragraph": 4}
    return made | {"speech": "s2", "sentence": 7, "title": "讲话", "year": 2011} | changes


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_payload_is_plain_data(language):
    data = payload(VIEW, Words(language), show=["repairs", "slogans"], target=7, found=Found("x", 2))
    assert json.loads(json.dumps(data)) == data
    assert (data["show"], data["target"], data["found"]) == (["slogans", "repairs"], 7, {"label": "x", "n": 2})
    assert all(data["labels"].values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_note_leads_to_where_the_slogan_is_explained(language):
    words = Words(language)
    assert note_in_words(note("here"), words)["go"] is None
    assert note_in_words(note("unexplained"), words)["go"] is None
    within = note_in_words(note("paragraph"), words)["go"]
    assert (within["speech"], within["sentence"], "4" in within["label"]) == ("", 7, True)
    other = note_in_words(note("elsewhere"), words)["go"]
    assert (other["speech"], other["sentence"], "2011" in other["label"]) == ("s2", 7, True)


def test_a_note_says_whether_the_members_are_as_many_as_the_numeral():
    words = Words("zh")
    assert note_in_words(note("here"), words)["lines"] == ["本段解释：1 项，数目相符", "本篇 2 次"]
    assert note_in_words(note("here", complete=False, n=1), words)["lines"] == ["本段解释：1 项，与数字不符"]


def test_the_script_never_writes_markup():
    script = Path(reader.__file__).with_suffix(".js").read_text(encoding="utf-8")
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|createContextualFragment", script)


def test_every_label_the_script_asks_for_is_given():
    script = Path(reader.__file__).with_suffix(".js").read_text(encoding="utf-8")
    given = payload(VIEW, Words("zh"), show=[], target=None, found=None)["labels"]
    assert set(re.findall(r"labels\.(\w+)", script)) <= set(given)
