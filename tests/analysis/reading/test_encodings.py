"""Bytes become the right characters, or a named error."""

import codecs

import pytest

from analysis.errors import UndecodableError
from analysis.reading.encodings import Margin, candidates, decode, margin
from tests.analysis.reading.test_fold import SPEECHES, traditional

SIMPLIFIED = "同志们，这次会议的主要任务是总结去年工作，安排今年任务。我们要坚持实事求是，把各项工作落到实处。"
TRADITIONAL = "各位同志，這次會議的主要任務是總結去年工作，安排今年任務。我們要堅持實事求是，把各項工作落到實處。"


@pytest.mark.parametrize(
    ("data", "encoding", "text"),
    [
        (SIMPLIFIED.encode(), "utf-8", SIMPLIFIED),
        (codecs.BOM_UTF8 + SIMPLIFIED.encode(), "utf-8", SIMPLIFIED),
        (SIMPLIFIED.encode("utf-16"), "utf-16", SIMPLIFIED),
        (codecs.BOM_UTF16_BE + SIMPLIFIED.encode("utf-16-be"), "utf-16", SIMPLIFIED),
        (SIMPLIFIED.encode("gb18030"), "gb18030", SIMPLIFIED),
        (TRADITIONAL.encode("gb18030"), "gb18030", TRADITIONAL),
        (TRADITIONAL.encode("big5"), "big5", TRADITIONAL),
        (b"plain", "utf-8", "plain"),
    ],
)
def test_the_encoding_is_found(data, encoding, text):
    assert decode("a.txt", data) == (encoding, text)


def test_big5_also_decodes_as_gb18030_and_the_scores_tell_them_apart():
    data = TRADITIONAL.replace("，", "").replace("。", "").encode("big5")
    data.decode("gb18030")
    first, second = candidates(data)
    assert (first.encoding, second.encoding) == ("big5", "gb18030")
    assert first.score - second.score > 0.2


@pytest.mark.parametrize("length", [8, 12, 20])
def test_short_texts_are_told_apart_too(length):
    for text, encoding in ((SIMPLIFIED, "gb18030"), (TRADITIONAL, "big5")):
        for start in range(len(text) - length):
            passage = text[start : start + length]
            assert decode("a.txt", passage.encode(encoding)) == (encoding, passage)


def test_line_ends_are_read_alike():
    assert decode("a.txt", b"a\r\nb\rc\n")[1] == "a\nb\nc\n"


def test_utf_8_cut_off_is_no_nonsense_in_another_encoding():
    data = SIMPLIFIED.encode()[:-1]
    with pytest.raises(UndecodableError) as caught:
        decode("断.txt", data)
    assert caught.value.fields["name"] == "断.txt"
    assert int(caught.value.fields["position"]) == len(SIMPLIFIED.encode()) - 2


def test_western_texts_are_no_chinese():
    with pytest.raises(UndecodableError):
        decode("a.txt", "Die Universität Göttingen schließt früh.".encode("cp1252"))


def test_a_person_may_know_better():
    data = "临澜".encode("gb18030")
    assert decode("a.txt", data, "GB18030") == ("gb18030", "临澜")
    with pytest.raises(UndecodableError, match="byte 1"):
        decode("a.txt", data, "utf-8")


def passages(speech):
    """Return the whole speech, and passages of 400 down to 8 Han characters from its middle, without figures."""
    plain = "".join(c for c in speech if c > "\x7f" or c == "\n")
    return [speech, *(plain[len(plain) // 3 :][:length] for length in (400, 100, 50, 20, 12, 8))]


SIMPLIFIED_TEXTS = [passage for speech in SPEECHES for passage in passages(speech)]
TRADITIONAL_TEXTS = [passage for speech in SPEECHES for passage in passages(traditional(speech))]


@pytest.mark.parametrize(("texts", "encoding"), [(SIMPLIFIED_TEXTS, "gb18030"), (TRADITIONAL_TEXTS, "gb18030"), (TRADITIONAL_TEXTS, "big5")])
def test_more_than_fifty_texts_of_each_kind_are_all_told_apart(texts, encoding):
    assert len(texts) >= 50
    codec = {"big5": "cp950"}.get(encoding, encoding)
    texts = [text.encode(codec, "ignore").decode(codec) for text in texts]  # Big5 lacks a few of OpenCC's forms (峯)
    assert [text for text in texts if decode("a.txt", text.encode(codec)) != (encoding, text)] == []


@pytest.mark.parametrize("order", ["le", "be"])
def test_utf_16_without_its_mark_is_recognised_where_it_is_clear(order):
    for text in (*SPEECHES, *SIMPLIFIED_TEXTS[1:5], TRADITIONAL):
        assert decode("a.txt", text.encode(f"utf-16-{order}")) == ("utf-16", text)
        assert decode("a.txt", text.encode(f"utf-16-{order}"), "utf-16") == ("utf-16", text)


def test_no_text_of_the_standards_is_taken_for_utf_16():
    for text, codec in [(t, "gb18030") for t in SIMPLIFIED_TEXTS] + [(t, "cp950") for t in TRADITIONAL_TEXTS]:
        assert candidates(text.encode(codec, "ignore"))[0].encoding != "utf-16"


def test_the_margin_says_how_sure_the_choice_is():
    found = margin("a.txt", TRADITIONAL.encode("big5"))
    assert (found.encoding, found.other) == ("big5", "gb18030")
    assert found.score > 0.9
    assert found.other_score < 0.7
    assert margin("a.txt", SIMPLIFIED.encode()) == Margin("utf-8", 1.0)
    assert margin("a.txt", SIMPLIFIED.encode("utf-16")).other == ""
    assert margin("a.txt", b"plain") == Margin("utf-8", 0.0)
    with pytest.raises(UndecodableError, match="断"):
        margin("断.txt", SIMPLIFIED.encode()[:-1])


def test_the_margin_is_of_the_encoding_that_is_taken():
    for text, codec in [(t, "gb18030") for t in SIMPLIFIED_TEXTS] + [(t, "cp950") for t in TRADITIONAL_TEXTS]:
        data = text.encode(codec, "ignore")
        found = margin("a.txt", data)
        assert found.encoding == decode("a.txt", data)[0]
        assert found.score > found.other_score
