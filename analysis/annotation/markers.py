"""
A marker is an ordinal (一、 （一） 1. 第一， 一是 首先， ——) standing where a unit can begin: at the head of a paragraph or after punctuation.

Finding one proves nothing yet; `series` keeps those that count on. Inside paragraphs only the ordinals that speeches enumerate with are
looked for, and only in paragraphs that hold a first member, which a plain string search tells at once.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from analysis.annotation.numerals import value_of

Kind = Literal[
    "part",
    "chapter",
    "article",
    "han",
    "han-bracket",
    "arabic",
    "arabic-bracket",
    "circle",
    "ordinal",
    "which",
    "then",
    "is",
    "must",
    "bullet",
    "title",
]

ORDER: tuple[Kind, ...] = (
    *("part", "chapter", "article", "han", "han-bracket", "arabic", "arabic-bracket", "circle"),
    *("title", "ordinal", "which", "then", "is", "must", "bullet"),
)
"""From the widest to the narrowest. 一、（一）1.（1） is the order of GB/T 9704-2012 §7.3.3; the rest is custom, and the document overrules it."""

_N = "[一二三四五六七八九十]{1,3}"
_TOPIC = "(?:个?(?:方面|问题|点|件事|项任务|项工作|个?环节))"
_THEN = "(?:首先|其次|再次|再者|最后)"

_OPENING = re.compile(
    rf"(?P<part>第{_N}(?:部分|篇|编)[、：:]?)"
    rf"|(?P<chapter>第{_N}章)"
    rf"|(?P<article>第{_N}节)"
    rf"|(?P<ordinal>第{_N}{_TOPIC}?(?:[，,、：:．.]|是|(?=[ \u3000])))"
    rf"|(?P<han>{_N}(?:[、．]|\.(?!\d)))"
    rf"|(?P<is>{_N}是[，,：:]?)"
    rf"|(?P<must>{_N}要[，,：:]?)"
    rf"|(?P<han_bracket>[（(]{_N}[）)]、?|[㈠-㈩])"
    r"|(?P<arabic>\d{1,3}[．.、](?!\d)|[⒈-⒛])"
    r"|(?P<arabic_bracket>[（(]\d{1,3}[）)]|\d{1,2}[）)](?!\d)|[⑴-⒇])"
    r"|(?P<circle>[①-⑳])"
    rf"|(?P<which>其{_N}(?:[，,、：:]|是))"
    rf"|(?P<then>{_THEN}(?:[，,、：:]|是))"
    r"|(?P<bullet>[—–―─]+|[-－]{2,}|[●■◆•▪★])"
)
_INLINE = re.compile(
    r"(?<=[。；，：！？;:!?,、”’）)…—\s])(?:"
    rf"(?P<is>{_N}是[，,：:]?)"
    rf"|(?P<must>{_N}要[，,：:]?)"
    rf"|(?P<ordinal>第{_N}{_TOPIC}?(?:[，,、：:]|是))"
    rf"|(?P<which>其{_N}(?:[，,、：:]|是))"
    rf"|(?P<then>{_THEN}(?:[，,、：:]|是))"
    rf"|(?P<han_bracket>[（(]{_N}[）)])"
    r"|(?P<arabic_bracket>[（(]\d{1,2}[）)])"
    r"|(?P<circle>[①-⑳]))"
)
_FIRST = ("一是", "一要", "第一", "其一", "首先", "（一）", "（1）", "(1)", "①")
_NUMBER = re.compile(rf"{_N}|\d+")
_KINDS: dict[str, Kind] = {kind.replace("-", "_"): kind for kind in ORDER}
_STEPS = {"首先": 1, "其次": 2, "再次": 3, "再者": 3, "最后": 4}
_BLANK = " \t\u3000\xa0\ufeff"
_LISTS = ((0x2460, 0x2473), (0x2474, 0x2487), (0x2488, 0x249B), (0x3220, 0x3229))  # ① ⑴ ⒈ ㈠, each counting from one


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
    for index, (start, end) in enumerate(paragraphs):
        head = start
        while head < end and text[head] in _BLANK:
            head += 1
        found = _OPENING.match(text, head, end)
        if found:
            markers.append(_marker(found, index, opens=True))
            head = found.end()
        if index in enumerating:
            markers.extend(_marker(inner, index, opens=False) for inner in _INLINE.finditer(text, head, end))
    return markers


def _enumerating(text: str, paragraphs: Sequence[tuple[int, int]]) -> set[int]:
    """The paragraphs that hold a first member anywhere."""
    held: set[int] = set()
    for word in _FIRST:
        index = 0
        for place in _places(text, word):
            while index < len(paragraphs) and paragraphs[index][1] <= place:
                index += 1
            held.add(index)
    return held


def _places(text: str, word: str) -> Iterator[int]:
    place = text.find(word)
    while place >= 0:
        yield place
        place = text.find(word, place + len(word))


def _marker(found: re.Match[str], paragraph: int, *, opens: bool) -> Marker:
    kind = _KINDS[found.lastgroup or ""]
    return Marker(kind, _number(kind, found.group()), found.start(), found.end(), paragraph, opens)


def _number(kind: Kind, printed: str) -> int:
    if kind == "bullet":
        return 0
    if kind == "then":
        return _STEPS[printed[:2]]
    digits = _NUMBER.search(printed)
    if digits:
        return value_of(digits.group()) or 0
    code = ord(printed[0])
    return next((code - first + 1 for first, last in _LISTS if first <= code <= last), 0)
