"""What the reading component is given is plain data, in the words of the view's language."""

import datetime as dt
import json
import re
from pathlib import Path

import pytest

from analysis.corpus.reading_rows import ReadingView
from analysis.model import Metadata
from ui.parts import reader
from ui.parts.reader import Found, names_of, note_in_words, payload, source_of
from ui.words import LANGUAGES, Words

VIEW: ReadingView = {"speech": "s1", "paragraphs": [], "outline": [], "notes": [], "found": 0}


def scripts():
    return "\n".join(Path(reader.__file__).with_name(name).read_text(encoding="utf-8") for name in reader._SCRIPTS)


def note(state, **changes):
    made = {"id": 3, "form": "五性", "at": 9, "state": state, "items": ["前瞻性"], "complete": True, "n": 2, "paragraph": 4}
    return made | {"speech": "s2", "sentence": 7, "title": "讲话", "year": 2011} | changes


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_payload_is_plain_data(language):
    data = payload(VIEW, Words(language), source="讲话", show=["repairs", "slogans"], target=7, found=Found("x", 2))
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
    script = scripts()
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|createContextualFragment", script)


def test_every_label_the_script_asks_for_is_given():
    script = scripts()
    given = payload(VIEW, Words("zh"), source="", show=[], target=None, found=None)["labels"]
    assert set(re.findall(r"labels\.(\w+)", script)) <= set(given)


@pytest.mark.parametrize(
    ("language", "known", "source"),
    [
        ("zh", {"date": dt.date(2015, 3, 6), "year": 2015}, "《讲话》，2015年3月6日"),
        ("en", {"date": dt.date(2015, 3, 6), "year": 2015}, "讲话, 6 Mar 2015"),
        ("zh", {"year": 2015}, "《讲话》，2015年"),
        ("en", {"year": 2015}, "讲话, 2015"),
        ("zh", {}, "《讲话》"),
    ],
)
def test_a_citation_names_the_speech_as_the_language_does(language, known, source):
    assert source_of(Metadata(title="讲话", **known), "讲话", Words(language)) == source


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_can_be_stepped_through_has_a_name_and_an_unknown_kind_its_id(language):
    change = {"id": 0, "kind": "never_heard_of", "was": "a", "read": "", "shown": True}
    runs = [
        {"text": "", "changes": [change, change | {"kind": "indent"}]},
        {"text": "的的", "places": [{"id": 0, "group": "remark", "kind": "doubled"}, {"id": 1, "group": "remark", "kind": "unheard"}]},
    ]
    words = Words(language)
    names = names_of(VIEW | {"paragraphs": [{"number": 1, "shape": "body", "level": 0, "runs": runs}]}, words)
    assert names["repair:never_heard_of"] == "never_heard_of"
    assert names["repair:indent"] == words("repair.indent")
    assert names["remark:unheard"] == "unheard"
    assert names["remark:doubled"] == words("remark.doubled")
    assert {"slogan", "stage", "speaker"} <= set(names)
