"""
Automatic numbering of Word (一、 （一） 第1章), which stands in numbering.xml and not in the paragraphs, written out as the reader sees it.

A paragraph names a list (`numId`) and a level (`ilvl`), itself or through its style; the list names a pattern (`lvlText`: %1 is the number of level 1)
and a way to write numbers (`numFmt`). Sources: ECMA-376 part 1, §17.9 (numbering) and §17.18.59 (number formats).
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from analysis.reading.wordml import flag, is_sign_font, symbol, value, w

DIGITS = "〇一二三四五六七八九"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)
_WIDTH = re.compile("0[0-9]{1,2}d")  # as many figures as a custom format has
_LEVELS = 9
_LAST = 32_767  # the largest number Word counts to


def _counting(n: int, *, digits: str = DIGITS, units: str = "十百千万", lone_one: str = "", zeros: bool = True) -> str:
    """
    Write 1–99,999 with units: 十二, 二十, 一百〇三.

    `lone_one` are the units that drop a 一 before them wherever they stand (Japanese 百十一); `zeros`: whether gaps are marked by the first of the digits.
    """
    if n >= 10_000:
        rest = _counting(n % 10_000, digits=digits, units=units, lone_one=lone_one, zeros=zeros) if n % 10_000 else ""
        zero = digits[0] if rest and n % 10_000 < 1_000 and zeros else ""
        return _counting(n // 10_000, digits=digits, units=units, lone_one=lone_one, zeros=zeros) + units[3] + zero + rest
    out = ""
    gap = False
    for power, unit in ((1000, units[2]), (100, units[1]), (10, units[0]), (1, "")):
        digit, n = divmod(n, power)
        if not digit:
            gap = bool(out)
            continue
        out += digits[0] if gap and zeros else ""
        gap = False
        drop = digit == 1 and bool(unit) and (unit in lone_one or (unit == "十" and not out))
        out += ("" if drop else digits[digit]) + unit
    return out


def _digit_by_digit(n: int, digits: str = DIGITS) -> str:
    return "".join(digits[int(d)] for d in str(n))


def _chinese(n: int) -> str:
    """chineseCounting: 十一, 九十九 with units, from 100 on digit by digit (一〇〇)."""
    return _counting(n) if n < 100 else _digit_by_digit(n)


def _legal(n: int) -> str:
    return _counting(n, digits="零壹贰叁肆伍陆柒捌玖", units="拾佰仟万")


def _legal_traditional(n: int) -> str:
    return _counting(n, digits="零壹貳參肆伍陸柒捌玖", units="拾佰仟萬")


def _legal_japanese(n: int) -> str:
    return _counting(n, digits="零壱弐参四伍六七八九", units="拾百阡萬", zeros=False)


def _sexagenary(n: int) -> str:
    """甲子, 乙丑 … 癸亥, and from the 61st anew."""
    return _STEMS[(n - 1) % 10] + _BRANCHES[(n - 1) % 12]


def _ordinal(n: int) -> str:
    return f"{n}{'th' if 10 <= n % 100 <= 20 else {1: 'st', 2: 'nd', 3: 'rd'}.get(n % 10, 'th')}"


def _chicago(n: int) -> str:
    return "*†‡§"[(n - 1) % 4] * ((n - 1) // 4 + 1)


def _roman(n: int) -> str:
    out = ""
    for size, letters in _ROMAN:
        times, n = divmod(n, size)
        out += letters * times
    return out


def _letter(n: int) -> str:
    """A … Z, AA, BB: Word repeats the letter."""
    return chr(ord("A") + (n - 1) % 26) * ((n - 1) // 26 + 1)


def _from(first: str, last: int) -> Callable[[int], str]:
    """The characters that follow *first* in Unicode, up to *last*; plain figures beyond."""
    return lambda n: chr(ord(first) + n - 1) if 1 <= n <= last else str(n)


def _fullwidth(n: int) -> str:
    return _digit_by_digit(n, "０１２３４５６７８９")


FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": "{:02}".format,
    "decimalFullWidth": _fullwidth,
    "decimalFullWidth2": _fullwidth,
    "decimalEnclosedCircle": lambda n: _CIRCLED[n - 1] if n <= len(_CIRCLED) else str(n),
    "decimalEnclosedCircleChinese": lambda n: _CIRCLED[n - 1] if n <= len(_CIRCLED) else str(n),
    "decimalEnclosedParen": _from("⑴", 20),
    "decimalEnclosedFullstop": _from("⒈", 20),
    "numberInDash": "- {} -".format,
    "ordinal": _ordinal,
    "hex": "{:X}".format,
    "chicago": _chicago,
    "upperRoman": _roman,
    "lowerRoman": lambda n: _roman(n).lower(),
    "upperLetter": _letter,
    "lowerLetter": lambda n: _letter(n).lower(),
    "chineseCounting": _chinese,
    "chineseCountingThousand": _counting,
    "chineseLegalSimplified": _legal,
    "taiwaneseCounting": _chinese,
    "taiwaneseCountingThousand": lambda n: _counting(n, units="十百千萬"),
    "taiwaneseDigital": _digit_by_digit,
    "japaneseLegal": _legal_japanese,
    "japaneseCounting": lambda n: _counting(n, lone_one="十百千", zeros=False),
    "japaneseDigitalTenThousand": _digit_by_digit,
    "ideographDigital": _digit_by_digit,
    "ideographTraditional": lambda n: _STEMS[n - 1] if n <= len(_STEMS) else str(n),
    "ideographZodiac": lambda n: _BRANCHES[n - 1] if n <= len(_BRANCHES) else str(n),
    "ideographZodiacTraditional": _sexagenary,
    "ideographEnclosedCircle": _from("㈠", 10),  # Word encloses in parentheses ([MS-OI29500] 2.1.540)
    "ideographLegalTraditional": _legal_traditional,
}
"""How numbers are written, by the names of §17.18.59. One that is not here is written in figures, as Word does with what it cannot write."""


def write(number: int, fmt: str) -> str:
    """Write a number as the format does; 0 and below, for which most formats have no sign, in figures."""
    if fmt == "none":
        return ""
    if not 0 < number <= _LAST:
        return str(number)
    return format(number, fmt) if _WIDTH.fullmatch(fmt) else FORMATS.get(fmt, str)(number)


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list. `restart` is the level (from 1) whose use begins it anew, 0 for never, None for any above it."""

    start: int
    fmt: str
    text: str
    restart: int | None
    legal: bool
    suffix: str
    style: str
    font: str


class Numbering:
    """The lists of a document, counting as its paragraphs are asked for in reading order."""

    def __init__(self, root: Any | None, list_styles: dict[str, str]) -> None:
        """`root` is the w:numbering element; `list_styles` leads from a numbering style to its numId."""
        self._abstract: dict[str, Any] = {}
        self._nums: dict[str, Any] = {}
        self._list_styles = list_styles
        self._running: dict[str, dict[int, int]] = {}  # by abstract list, which several numId share and count on together
        self._met: set[str] = set()
        self._levels: dict[str, tuple[str, dict[int, Level], dict[int, int]]] = {}
        for element in root if root is not None else ():
            if element.tag == w("abstractNum"):
                self._abstract[element.get(w("abstractNumId"), "")] = element
            elif element.tag == w("num"):
                self._nums[element.get(w("numId"), "")] = element

    def level_of_style(self, num_id: str, style: str) -> int | None:
        """Return the level that a list ties to a paragraph style (w:pStyle), from 0."""
        return next((i for i, level in self._resolved(num_id)[1].items() if level.style == style), None)

    def next(self, num_id: str, ilvl: int) -> str:
        """Count one paragraph on and return its marker with the blank that follows it; "" where the list is unknown or has none."""
        abstract, levels, overrides = self._resolved(num_id)
        if ilvl not in levels:
            return ""
        numbers = self._running.setdefault(abstract, {})
        if num_id not in self._met:
            self._met.add(num_id)
            for at in overrides:
                numbers.pop(at, None)
        numbers[ilvl] = numbers[ilvl] + 1 if ilvl in numbers else overrides.get(ilvl, levels[ilvl].start)
        for deeper in [at for at in numbers if at > ilvl]:
            restart = levels[deeper].restart if deeper in levels else None
            if restart is None or (restart and ilvl < restart):
                del numbers[deeper]
        return _marker(levels, numbers, overrides, ilvl)

    def _resolved(self, num_id: str) -> tuple[str, dict[int, Level], dict[int, int]]:
        if num_id not in self._levels:
            self._levels[num_id] = self._resolve(num_id)
        return self._levels[num_id]

    def _resolve(self, num_id: str) -> tuple[str, dict[int, Level], dict[int, int]]:
        """Return the abstract list a number leads to, its levels, and where they begin anew (w:startOverride)."""
        num, abstract, seen = self._nums.get(num_id), "", set[str]()
        target = num
        while target is not None:
            abstract = value(target.find(w("abstractNumId")))
            style = value(found.find(w("numStyleLink"))) if (found := self._abstract.get(abstract)) is not None else ""
            if not style or style in seen:
                break
            seen.add(style)  # a list may be kept in a style, which names its own
            target = self._nums.get(self._list_styles.get(style, ""))
        if num is None or abstract not in self._abstract:
            return abstract, {}, {}
        levels = dict(_levels(self._abstract[abstract]))
        overrides: dict[int, int] = {}
        for override in num.iterfind(w("lvlOverride")):
            levels.update(_levels(override))
            start = override.find(w("startOverride"))
            if start is not None:
                overrides[_int(override.get(w("ilvl")), 0)] = _int(value(start), 1)
        return abstract, levels, overrides


def _levels(parent: Any) -> Iterator[tuple[int, Level]]:
    for lvl in parent.iterfind(w("lvl")):
        restart = lvl.find(w("lvlRestart"))
        yield (
            _int(lvl.get(w("ilvl")), 0),
            Level(
                start=_int(value(lvl.find(w("start"))), 0),  # §17.9.25: without it a list begins at 0
                fmt=_format(lvl),
                text=value(lvl.find(w("lvlText"))),
                restart=None if restart is None else _int(value(restart), 0),
                legal=flag(lvl.find(w("isLgl"))),
                suffix=value(lvl.find(w("suff"))) or "tab",
                style=value(lvl.find(w("pStyle"))),
                font=_font(lvl),
            ),
        )


def _format(lvl: Any) -> str:
    """The name of a level's format; one spelled out by its first numbers (w:format="001, 002, …") is as many figures wide as the first of them."""
    found = list(lvl.iter(w("numFmt")))
    spelled = next((f.get(w("format"), "") for f in found if value(f) == "custom"), "").partition(",")[0].strip()
    if spelled.isdecimal():
        return f"0{len(spelled)}d"
    return next((value(f) for f in found if value(f) != "custom"), "decimal")


def _font(lvl: Any) -> str:
    fonts = lvl.find(f"{w('rPr')}/{w('rFonts')}")
    return fonts.get(w("ascii"), "") or fonts.get(w("hAnsi"), "") if fonts is not None else ""


def _bullet(level: Level) -> str:
    """A bullet as it is seen: signs are stored as letters of their font (l in Wingdings is ●), a picture as nothing."""
    if is_sign_font(level.font) or any("\ue000" <= c <= "\uf8ff" for c in level.text):
        return "".join(symbol(level.font, f"{ord(c):x}") for c in level.text if not c.isspace())
    return level.text


def _marker(levels: dict[int, Level], numbers: dict[int, int], overrides: dict[int, int], ilvl: int) -> str:
    level = levels[ilvl]
    text = level.text
    if level.fmt == "bullet":
        text = _bullet(level)
    else:  # the words of a level without numbers stay (附件：)
        for at in range(_LEVELS):
            if f"%{at + 1}" not in text or at not in levels:
                continue
            number = numbers.get(at, overrides.get(at, levels[at].start))
            text = text.replace(f"%{at + 1}", write(number, "decimal" if level.legal else levels[at].fmt))
    return text + gap(text, level.suffix)


def gap(marker: str, suffix: str) -> str:
    """The tab or space after a marker: kept as one space, except after Chinese punctuation, which has its own (一、总则, but 1. 总则 and 第一章 总则)."""
    return "" if not marker or suffix == "nothing" or marker[-1] in "、．。，：）】〕—　 " else " "


def _int(text: str | None, default: int) -> int:
    try:
        return int(text or default)
    except ValueError:
        return default
