"""
Where a label with a numeral may stand: one of a list, one in quotes, one in a frame that plain counting does not use.

Candidates are found at rare anchors (numerals, quotes, the word 合一), each looked at once, so that the time grows with the text and no faster.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from analysis.annotation.label_lists import Label, known_labels
from analysis.annotation.label_shapes import NUMERAL
from analysis.annotation.numerals import LABELLING

OPENING, CLOSING = "“\"「『‘", "”\"」』’"
_QUOTED = re.compile(r"[“\"「『]([^“”\"「」『』\n]{2,20})[”\"」』]")
_HAN = r"\u4e00-\u9fff"
_N = LABELLING
_X = f"[{_HAN}](?<![{_N}])"
_MEASURE = "点分年月日天时号岁元角斤两亩里米吨成倍次回届周季旬户名位人口家县市区乡镇村个项条种类批些样样件张本篇场层台座所间支块道门步套组处片段遍番声句字页期"
_NAMED_AFTER = "制度|机制|模式|工作|要求|工程|行动|活动|政策|原则|方针|战略|布局|格局|体系|建设|改革|监管|管理|的|等"
_EDGE = rf"(?=$|[\s，。；、：！？,;:!?”’」』）)》]|{_NAMED_AFTER})"
_HEADS = "攻坚战|战略|战役|工程|行动|计划|板块|支柱|法宝|变革"
_FRAME = re.compile(rf"([{_N}])({_X})([{_N}])({_X}){_EDGE}")
_SPLIT = re.compile(rf"([{_N}])((?![{_MEASURE}]){_X}{_X}|手抓)、([{_N}])((?![{_MEASURE}]){_X}{_X}){_EDGE}")
_GRAND = re.compile(rf"[三四五六七八九十]大(?:{_X}){{0,6}}?(?:{_HEADS})")
_UNITED = re.compile(rf"[二两三四五六七八九十多]{_X}合一")
_PLUS = re.compile(r"\d(?:[+＋](?:\d{1,2}|[NnXx]))+(?![\d%+＋.])")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch of text that may be a label, with how it was come by (`listed`, `quoted`, `frame`, `echo`) and its list entry if it has one."""

    start: int
    end: int
    source: str
    label: Label | None = None


def find_candidates(text: str) -> Iterator[Candidate]:
    """Yield every candidate but echoes; they may overlap."""
    yield from _at_numerals(text)
    for found in _QUOTED.finditer(text):
        start, end = found.span(1)
        while start < end and text[start] in " \u3000":
            start += 1
        while end > start and text[end - 1] in " \u3000":
            end -= 1
        yield Candidate(start, end, "quoted")
    for place in _places(text, "合一"):
        united = _UNITED.match(text, max(place - 2, 0))
        if united:
            yield Candidate(*united.span(), "frame")
    for sign in "+＋":
        for place in _places(text, sign):
            plus = _PLUS.match(text, max(place - 1, 0)) if not text[max(place - 2, 0) : max(place - 1, 0)].isdigit() else None
            if plus:
                yield Candidate(*plus.span(), "plus")


def _at_numerals(text: str) -> Iterator[Candidate]:
    """The listed labels and the frames at each numeral of a text."""
    known = known_labels()
    before = -9
    for found in NUMERAL.finditer(text):
        start, end = found.span()
        for label in known.get(text[end - 1 : end + 1], ()):
            first = start - label.before
            if len(label.numeral) == end - start and text.startswith(label.form, first) and first >= 0 and (label.before or text[start - 1 : start] != "第"):
                yield Candidate(first, first + len(label.form), "listed", label)
        if start - before == 1 or (start - before < 5 and "、" in text[before:start]):
            yield from _framed(text, before - 1)
        elif text[end : end + 1] == "大":
            grand = _GRAND.match(text, start) if text[start - 1 : start] != "第" else None
            if grand:
                yield Candidate(*grand.span(), "frame")
        before = end


def _framed(text: str, start: int) -> Iterator[Candidate]:
    """一岗双责 or 两手抓、两促进 at *start*, set off on both sides, where a plain count would have a measure word after its numeral."""
    if text[start - 1 : start] in _RUN_ON:
        return
    frame = _FRAME.match(text, start)
    if frame:
        one, a, two, b = frame.groups()
        if (one, a) != (two, b) and not one == two == "一" and a not in _MEASURE and b not in _MEASURE:
            yield Candidate(*frame.span(), "frame")
    split = _SPLIT.match(text, start)
    if split and split.group(1) != "一":
        yield Candidate(*split.span(), "frame")


_RUN_ON = frozenset("第0123456789０１２３４５６７８９.．点" + LABELLING)


def _places(text: str, word: str) -> Iterator[int]:
    place = text.find(word)
    while place >= 0:
        yield place
        place = text.find(word, place + len(word))


def find_echoes(text: str, form: str) -> Iterator[Candidate]:
    """Yield every place where a label stands that is quoted elsewhere in the text."""
    numeral = form[0] in LABELLING
    for place in _places(text, form):
        if not (numeral and text[place - 1 : place] in _RUN_ON and place):
            yield Candidate(place, place + len(form), "echo")
