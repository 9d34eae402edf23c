"""The door of reading: a Speech or one of our errors, whatever comes in."""

import contextlib
import hashlib
import io
from importlib import import_module

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis import errors
from analysis.model import digest
from analysis.reading import repairs
from analysis.reading.read import FORMATS, MAX_BYTES, paste, read
from tests.conftest import ROOT

ROUND = ROOT / "tests" / "files" / "round"
NAMES = st.one_of(
    st.sampled_from(["a.txt", "b.md", "c.docx", "d.rtf", "e", "f.html", "g.epub", "h.odt", "《讲话》🙂.txt", "../x\\y/z.TXT", "长" * 250 + ".txt"]),
    st.text(max_size=30),
)


def holds(speech):
    """Bytes and decoded text are kept, the edits lead from one text to the other, and untouched characters map back to themselves."""
    assert speech.id == digest(speech.data)
    assert speech.sha256 == hashlib.sha256(speech.data).hexdigest()
    assert repairs.apply(speech.decoded, speech.repairs) == speech.text
    back = repairs.mapping(speech.repairs)
    replaced = {i for r in speech.repairs for e in r.edits for i in range(e.start, e.end)}
    places = [back(i) for i in range(len(speech.text))]
    assert places == sorted(places)
    assert all(place in replaced or speech.decoded[place] == speech.text[i] for i, place in enumerate(places))
    kept = "".join(c for i, c in enumerate(speech.decoded) if i not in replaced)
    assert "".join(speech.decoded[p] for p in places if p not in replaced) == kept


@given(NAMES, st.one_of(st.binary(max_size=200), st.binary(max_size=60).map(lambda b: b"PK\x03\x04word/" + b)))
@settings(max_examples=300, deadline=None)
def test_any_bytes_give_a_speech_or_a_reading_error(name, data):
    with contextlib.suppress(errors.ReadingError):
        holds(read(name, data))


LINES = st.text(
    alphabet=st.one_of(
        st.sampled_from("　 \t\n\r\u200b\ufeff\u00ad\u2f45\u2ed3\uf900２Ａ。、年月日一２〇在会议上讲话#*-_[]()|`>\\ ，2012"), st.characters()
    ),
    max_size=120,
)


@given(LINES, st.sampled_from(["a.txt", "a.md"]))
@settings(max_examples=400, deadline=None)
def test_any_text_gives_a_speech_or_a_reading_error(text, name):
    for attempt in (lambda: paste(text), lambda: read(name, text.encode("utf-8", "replace"))):
        with contextlib.suppress(errors.ReadingError):
            holds(attempt())


@pytest.mark.parametrize(
    ("name", "data", "error"),
    [
        ("a.txt", b"", errors.EmptyFileError),
        ("a.txt", " \n　\u200b\n".encode(), errors.EmptyFileError),
        ("a.pdf", b"%PDF", errors.BrokenFileError),
        ("a.xyz", b"x", errors.UnknownFormatError),
        ("speech", b"x", errors.UnknownFormatError),
        ("a.txt", bytes(range(256)) * 4, errors.NotTextError),
        ("a.txt", b"a\x00b\x00", errors.NotTextError),
        ("a.txt", b"x" * (MAX_BYTES + 1), errors.TooLargeError),
        ("a.docx", b"\x89PNG\r\n\x1a\n" + b"x" * 99, errors.BrokenFileError),
        ("a.docx", b"\xd0\xcf\x11\xe0" + b"x" * 99, errors.BrokenFileError),
        ("a.docx", b"PK\x03\x04" + b"x" * 99, errors.BrokenFileError),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(name, data, error):
    with pytest.raises(error) as caught:
        read(name, data)
    assert name in str(caught.value)


def test_an_old_word_file_is_told_to_be_saved_as_docx_where_there_is_no_libreoffice(monkeypatch):
    monkeypatch.setattr("analysis.reading.doc.libreoffice", lambda: "")
    with pytest.raises(errors.OldWordError, match=r"save it as \.docx"):
        read("讲话.doc", b"\xd0\xcf\x11\xe0" + bytes(100))


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.rtf", "a.doc"])
def test_a_docx_under_another_name_is_read_as_docx(name):
    data = (ROUND / "speech.docx").read_bytes()
    assert read(name, data).text == read("a.docx", data).text


def test_a_docx_without_words_is_empty():
    file = io.BytesIO()
    Document().save(file)
    with pytest.raises(errors.EmptyFileError):
        read("a.docx", file.getvalue())


@pytest.mark.parametrize("ending", FORMATS)
def test_every_format_has_its_reader(ending):
    with pytest.raises(errors.EmptyFileError):
        read("a" + ending, b"")
    assert callable(import_module("analysis.reading." + FORMATS[ending]).extract)


def test_an_encoding_not_offered_is_a_wrong_setting():
    with pytest.raises(errors.SettingsError, match="gb18030"):
        read("a.txt", b"x", encoding="latin-1")


def test_half_a_surrogate_pair_cannot_be_pasted():
    with pytest.raises(errors.UndecodableError, match="byte 7"):
        paste("讲话\ud800")


@pytest.mark.parametrize("text", ["字" * 100_000, "没有标点的文字\n" * 50, "A speech in English. It has two sentences.", "🙂👍🏽 ok", "《" * 50])
def test_odd_texts_are_read_as_they_are(text):
    speech = read("x.txt", text.encode())
    assert speech.decoded == text
    assert (speech.metadata.title, speech.metadata.date, speech.metadata.speaker, speech.metadata.kind) == ("", None, "", "other")


def test_a_pasted_text_is_its_utf_8():
    speech = paste("同志们：\r\n　　开会。")
    assert (speech.source_name, speech.encoding, speech.format) == ("pasted text", "utf-8", "txt")
    assert speech.text == "同志们：\n开会。"


def test_blanks_without_end_take_no_time():
    assert read("a.txt", b"a" + b" " * 300_000 + b"b").repairs == ()
    assert read("a.md", b"# a" + b" " * 300_000 + b"b").text


def test_an_ending_may_be_in_capitals():
    assert all(ending == ending.lower() and ending[0] == "." for ending in FORMATS)
    assert read("A.TXT", b"x").format == "txt"
