"""Lines cut at a width become paragraphs again; lists, verses and paragraphs stay."""

import pytest

from analysis.reading import line_breaks, repairs
from tests.analysis.reading.test_fold import SPEECHES as FILES

SPEECHES = [speech.rstrip() for speech in FILES]
NO_HEAD = "，。、；：？！”’）》…"


def cut(text, width, indent="　　", part="\n"):
    """Cut every paragraph at *width* Han characters, keeping 。 and the like off the heads of lines."""
    paragraphs = []
    for paragraph in text.split("\n"):
        rest, lines = indent + paragraph, []
        while len(rest) > width:
            end = width
            while rest[end] in NO_HEAD or rest[end - 1] in "“（《" or (rest[end].isdigit() and rest[end - 1].isdigit()):
                end -= 1
            lines.append(rest[:end])
            rest = rest[end:]
        paragraphs.append("\n".join([*lines, rest]))
    return part.join(paragraphs)


def repaired(text):
    return repairs.apply(text, repairs.find(text))


@pytest.mark.parametrize("width", [24, 30, 38, 40])
@pytest.mark.parametrize("speech", SPEECHES)
def test_indented_paragraphs_are_joined_exactly(speech, width):
    assert repaired(cut(speech, width)) == speech


@pytest.mark.parametrize("speech", SPEECHES[:4])
def test_paragraphs_with_blank_lines_between_are_joined_exactly(speech):
    speech = "\n".join(line for line in speech.split("\n") if line)
    assert repaired(cut(speech, 35, indent="", part="\n\n")).replace("\n\n", "\n") == speech


@pytest.mark.parametrize("speech", SPEECHES)
def test_without_indents_no_line_is_joined_to_one_that_ended(speech):
    whole = set(speech.split("\n"))
    text = repaired(cut(speech, 35, indent=""))
    assert "".join(text.split()) == "".join(speech.split())
    assert not [line for line in text.split("\n") if line not in whole and any(line.startswith(p) for p in whole if len(p) > 35)]


@pytest.mark.parametrize("speech", SPEECHES)
def test_one_paragraph_a_line_stays(speech):
    assert line_breaks.find(speech) == []


VERSES = "\n".join(["澜水东流入海去，青山两岸送人行", "人民心里有杆秤，称得轻来称得重"] * 12)
TITLES = "\n".join(f"关于进一步加强全市第{n}批重点建设项目协调服务工作的若干意见（试行）" for n in "一二三四五六七八九十")
SLOGANS = "\n".join(["坚持人民至上坚持生命至上坚持安全发展坚持标本兼治坚持系统治理坚持依法治理"] * 20)
SENTENCES = "\n".join(f"第{n}个项目已经完成了全部前期手续，资金全部到位，年底以前一定能够开工建设。" for n in "一二三四五六七八九十")


@pytest.mark.parametrize("text", [VERSES, TITLES, SLOGANS, SENTENCES, "", "\n" * 50, "短\n" * 50, "字" * 100])
def test_lists_verses_and_lines_of_one_sentence_stay(text):
    assert line_breaks.find(text) == []


def test_a_format_that_knows_its_layout_is_believed():
    text = cut(SPEECHES[0], 30)
    edit = line_breaks.find(text)[0]
    given = (repairs.Repair("line_break", (edit,)),)
    assert [r.edits for r in repairs.find(text, given) if r.kind == "line_break"] == [(edit,)]


def test_words_of_letters_keep_a_blank_between_them():
    assert line_breaks._between("s", "a") == " "
    assert line_breaks._between("5", "0") == ""
    assert line_breaks._between("的", "G") == ""
