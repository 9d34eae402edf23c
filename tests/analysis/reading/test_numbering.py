"""Numbers are written as Word writes them."""

import pytest

from analysis.reading.numbering import write


@pytest.mark.parametrize(
    ("fmt", "numbers"),
    [
        ("chineseCounting", {1: "一", 10: "十", 11: "十一", 20: "二十", 99: "九十九", 100: "一〇〇"}),
        ("chineseCountingThousand", {10: "十", 101: "一百〇一", 110: "一百一十", 1005: "一千〇五", 10_010: "一万〇十"}),
        ("taiwaneseCountingThousand", {12: "十二", 20_000: "二萬"}),
        ("japaneseCounting", {10: "十", 111: "百十一", 1_234: "千二百三十四"}),
        ("chineseLegalSimplified", {10: "壹拾", 23: "贰拾叁"}),
        ("ideographTraditional", {1: "甲", 10: "癸", 11: "11"}),
        ("ideographZodiac", {12: "亥"}),
        ("ideographDigital", {12: "一二"}),
        ("decimalFullWidth", {12: "１２"}),
        ("decimalEnclosedCircle", {1: "①", 20: "⑳", 21: "21"}),
        ("decimalEnclosedParen", {1: "⑴", 20: "⒇"}),
        ("decimalEnclosedFullstop", {2: "⒉"}),
        ("decimalZero", {3: "03"}),
        ("upperRoman", {4: "IV", 1_994: "MCMXCIV"}),
        ("lowerLetter", {1: "a", 27: "aa", 28: "bb"}),
        ("decimal", {0: "0", -1: "-1", 99_999: "99999"}),
        ("taiwaneseCounting", {10: "十", 21: "二十一"}),
        ("taiwaneseDigital", {10: "一〇"}),
        ("decimalEnclosedCircleChinese", {3: "③"}),
        ("ideographEnclosedCircle", {1: "㈠", 10: "㈩"}),
        ("ideographZodiacTraditional", {1: "甲子", 11: "甲戌", 60: "癸亥", 61: "甲子"}),
        ("ideographLegalTraditional", {3: "參", 20: "貳拾"}),
        ("japaneseLegal", {3: "参", 11: "壱拾壱", 105: "壱百伍"}),
        ("numberInDash", {2: "- 2 -"}),
        ("ordinal", {1: "1st", 12: "12th", 23: "23rd"}),
        ("upperLetter", {26: "Z", 27: "AA"}),
        ("lowerRoman", {9: "ix"}),
        ("none", {1: ""}),
        ("003d", {7: "007"}),
        ("unheardOf", {7: "7"}),
    ],
)
def test_numbers_are_written_as_word_writes_them(fmt, numbers):
    assert {n: write(n, fmt) for n in numbers} == numbers
