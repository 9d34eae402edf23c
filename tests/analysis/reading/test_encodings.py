"""Bytes become the right characters, or a named error."""

import codecs

import pytest

from analysis.errors import UndecodableError
from analysis.reading.encodings import candidates, decode

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
