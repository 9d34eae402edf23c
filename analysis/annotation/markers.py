"""
A marker is an ordinal (一、 （一） 1. 第一， 一是 首先， ——) standing where a unit can begin: at the head of a paragraph or after punctuation.

Finding one proves nothing yet; `series` keeps those that count on. Inside paragraphs only the ordinals that speeches enumerate with are
looked for, and only in paragraphs that hold a first member, which a plain string search tells at once.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import Literal, NamedTuple

from analysis.annotation.numerals import value_of

Kind = Literal[
    "part",
    "chapter",
    "article",
    "clause",
    "roman",
    "han",
    "han-bracket",
    "arabic",
    "arabic-bracket",
    "circle",
    "letter",
    "ordinal",
    "which",
    "then",
    "is",
    "must",
    "bullet",
    "title",
]

ORDER: tuple[Kind, ...] = (
    *("part", "chapter", "article", "clause", "roman", "han", "han-bracket", "arabic", "arabic-bracket", "circle", "letter"),
    *("title", "ordinal", "which", "then", "is", "must", "bullet"),
)
"""From the widest to the narrowest. 一、（一）1.（1） is the order of GB/T 9704-2012 §7.3.3, 章、节、条 that of rules (立法法); the rest is custom, and the document overrules it."""

_N = "[一二三四五六七八九十]{1,3}"
_TOPIC = "(?:个?(?:方面|问题|点|件事|项任务|项工作|个?环节))"
_THEN = "(?:首先|其次|再次|再者|最后)"

_B = "[ \\t\u3000]"
_TH = rf"第{_B}?(?:{_N}|\d{{1,3}}){_B}?"
_ROMAN = "(?:XI{0,2}|IX|IV|VI{0,3}|I{1,3}|X)"
_POINT = "[、．﹑､丶，,]|\\.(?!\\d)"  # 、 as scans and keyboards have it

_OPENING = re.compile(
    rf"(?P<part>{_TH}(?:部分|篇|编)[、：:]?)"
    rf"|(?P<chapter>{_TH}章)"
    rf"|(?P<article>{_TH}节)"
    rf"|(?P<clause>第(?:[一二三四五六七八九十百零〇]{{1,7}}|\d{{1,3}})条(?=[ \t\u3000：:，,、\n]))"
    rf"|(?P<ordinal>第(?:{_N}|\d{{1,2}}){_TOPIC}?(?:[，,、：:．.]|是|(?=[ \u3000])))"
    rf"|(?P<han>{_N}(?:{_B}?(?:{_POINT})|(?={_B}{{1,4}}[^\s一二三四五六七八九十〇○零年月日、．.，,])))"
    rf"|(?P<is>{_N}是[，,：:]?)"
    rf"|(?P<must>{_N}要[，,：:]?)"
    rf"|(?P<han_bracket>[（(〔【]{_B}?{_N}{_B}?[）)〕】]、?|{_N}[）)]|[㈠-㈩]、?)"
    rf"|(?P<arabic>\d{{1,3}}{_B}?(?:[．.、﹑､丶](?!\d)|[，,](?!{_B}?\d))|[⒈-⒛])"
    rf"|(?P<arabic_bracket>[（(]{_B}?\d{{1,3}}{_B}?[）)]、?|\d{{1,2}}[）)](?!\d)|[⑴-⒇]、?)"
    r"|(?P<circle>(?:[①-⑳㉑-㉟㊱-㊿❶-❿➀-➓⓵-⓾㊀-㊉])[、．.]?)"
    rf"|(?P<roman>(?:[Ⅰ-Ⅻⅰ-ⅻ]{_B}?[、．.]?|{_ROMAN}[、．.])(?![A-Za-z]))"
    r"|(?P<letter>[Ⓐ-ⓩ⒜-⒵\U0001f130-\U0001f149\U0001f150-\U0001f169]|(?:[（(][A-Za-z][）)]|[A-Ga-g](?:[、．）)]|\.(?![A-Za-z\d]))))"
    rf"|(?P<which>其{_N}(?:[，,、：:]|是))"
    rf"|(?P<then>{_THEN}(?:[，,、：:]|是))"
    r"|(?P<bullet>[—–―─]+|[-－]{2,}|[●■◆•▪★◇□▲△➢❖])"
)
_INLINE = re.compile(
    r"(?<=[。；，：！？;:!?,、”’）)…—\s])(?:"
    rf"(?P<is>{_N}是[，,：:]?)"
    rf"|(?P<must>{_N}要[，,：:]?)"
    rf"|(?P<ordinal>第{_N}{_TOPIC}?(?:[，,、：:]|是))"
    rf"|(?P<which>其{_N}(?:[，,、：:]|是))"
    rf"|(?P<then>{_THEN}(?:[，,、：:]|是))"
    rf"|(?P<han_bracket>[（(]{_N}[）)]|[㈠-㈩])"
    r"|(?P<arabic>\d{1,2}[、．](?!\d))"
    r"|(?P<arabic_bracket>[（(]\d{1,2}[）)]|[⑴-⒇])"
    r"|(?P<circle>[①-⑳❶-❿]))"
)
_ATTACHED = re.compile(r"附[件表图]?[：:][ \t\u3000]*(?:\d{1,2}[ \u3000]?[．.、，]|$)")
_ATTACHMENT = 60  # characters of a name in the list of what is attached (附件：1．…), which numbers papers and not units
_FIRST = re.compile(r"一是|一要|第一|其一|首先|（一）|（1）|\(一\)|\(1\)|①|1、|1．|㈠|⑴|❶")
_NUMBER = re.compile(rf"{_N}|\d+")
_KINDS: dict[str, Kind] = {kind.replace("-", "_"): kind for kind in ORDER}
_STEPS = {"首先": 1, "其次": 2, "再次": 3, "再者": 3, "最后": 4}
_BLANK = " \t\u3000\xa0\ufeff"
_LISTS = (
    *((0x2460, 0x2473, 1), (0x3251, 0x325F, 21), (0x32B1, 0x32BF, 36), (0x2776, 0x277F, 1), (0x2780, 0x2789, 1), (0x278A, 0x2793, 1)),
    *((0x24F5, 0x24FE, 1), (0x3280, 0x3289, 1), (0x2474, 0x2487, 1), (0x2488, 0x249B, 1), (0x3220, 0x3229, 1), (0x2160, 0x216B, 1)),
    *((0x2170, 0x217B, 1), (0x24B6, 0x24CF, 1), (0x24D0, 0x24E9, 1), (0x249C, 0x24B5, 1), (0x1F130, 0x1F149, 1), (0x1F150, 0x1F169, 1)),
)
"""First and last code of characters that are an ordinal each (① ㉑ ❶ ㊀ ⑴ ⒈ ㈠ Ⅰ ⅰ Ⓐ ⒜ 🄰 🅐), and what the first counts."""

_HEADS = frozenset("第一二三四五六七八九十其首再最（(〔【IVXABCDEFGabcdefg—–―─-－●■◆•▪★◇□▲△➢❖0123456789") | {
    chr(code) for first, last, _ in _LISTS for code in range(first, last + 1)
}
"""What a marker at the head of a paragraph begins with, figures of other scripts apart; most paragraphs begin otherwise."""

_ROMANS = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


class Marker(NamedTuple):
    """An ordinal at `start`; `end` is where its heading begins. `opens` says that it stands at the head of its paragraph."""

    kind: Kind
    number: int
    start: int
    end: int
    paragraph: int
    opens: bool


def find_markers(text: str, paragraphs: Sequence[tuple[int, int]]) -> list[Marker]:
    """Return every place where a unit could begin, in order."""
    enumerating = _enumerating(text, paragraphs)
    markers: list[Marker] = []
    attached = False
    for index, (start, end) in enumerate(paragraphs):
        head = start
        while head < end and text[head] in _BLANK:
            head += 1
        opens = head < end and (text[head] in _HEADS or text[head].isdecimal())
        found = _OPENING.match(text, head, end) if opens else None
        if text[head : head + 1] == "附" and _ATTACHED.match(text, head, end):
            attached = True
        elif attached:
            attached = found is not None and found.lastgroup == "arabic" and end - head <= _ATTACHMENT and text[end - 1] != "。"
        if found and not attached:
            markers.append(_marker(found, index, opens=True))
            head = found.end()
        if index in enumerating:
            markers.extend(_marker(inner, index, opens=False) for inner in _INLINE.finditer(text, head, end))
    return markers


def _enumerating(text: str, paragraphs: Sequence[tuple[int, int]]) -> set[int]:
    """The paragraphs that hold a first member anywhere."""
    ends = [end for _, end in paragraphs]
    return {bisect_right(ends, found.start()) for found in _FIRST.finditer(text)}


def _marker(found: re.Match[str], paragraph: int, *, opens: bool) -> Marker:
    kind = _KINDS[found.lastgroup or ""]
    return Marker(kind, _number(kind, found.group()), found.start(), found.end(), paragraph, opens)


def _number(kind: Kind, printed: str) -> int:
    if kind == "bullet":
        return 0
    if kind == "then":
        return _STEPS[printed[:2]]
    if kind == "roman" and printed[0] in "IVX":
        return _ROMANS.index(printed.rstrip("、．. \t\u3000"))
    if kind == "clause":
        return _clause(printed[1:-1])
    digits = _NUMBER.search(printed)
    if digits:
        return value_of(digits.group()) or 0
    if kind == "letter" and any(c.isascii() and c.isalpha() for c in printed):
        return ord(next(c for c in printed.lower() if "a" <= c <= "z")) - ord("a") + 1
    code = ord(printed[0])
    return next((code - first + counted for first, last, counted in _LISTS if first <= code <= last), 0)


def _clause(numeral: str) -> int:
    """The number of a clause, which may go over a hundred (第一百零三条)."""
    if numeral.isdecimal():
        return int(numeral)
    hundreds, hundred, rest = numeral.partition("百")
    if not hundred:
        return value_of(numeral) or 0
    return (value_of(hundreds) or 0) * 100 + (value_of(rest.lstrip("零〇")) or 0)
