"""
Where a label with a numeral may stand: one of a list, one in quotes, one in a frame that plain counting does not use.

Candidates are found at rare anchors (numerals, quotes, the word 合一), each looked at once, so that the time grows with the text and no faster.
"""

import re
from collections.abc import Iterator
from itertools import chain
from operator import itemgetter
from typing import NamedTuple

from analysis.annotation.label_lists import Label, known_keys, known_labels, longer_words
from analysis.annotation.label_shapes import named_from
from analysis.annotation.numerals import LABELLING

OPENING, CLOSING = '“"「『‘', '”"」』’'
_QUOTED = re.compile(r"[“\"「『]([^“”\"「」『』\n]{2,20})[”\"」』]")
_SMALL = "一二两双三四五六七八九十"  # 多子多福 and 千城一面 count nothing
_MEASURE = (
    "点分年月日天时号岁元角斤两亩里米吨成倍次回届周季旬户名位人口家县市区乡镇村个项条种类批些样件张本篇场层台座所间支块道门步套组处片段遍番声句字页期"
)
_X = rf"[^\W{LABELLING}\d]"
_A = rf"[^\W{LABELLING}\d{_MEASURE}]"  # after a measure word a numeral counts things and makes no name
_NAMED_AFTER = "制度|机制|模式|工作|要求|工程|行动|活动|政策|原则|方针|战略|布局|格局|体系|建设|改革|监管|管理|的|等"
_EDGE = rf"(?=$|[\s，。；、：！？,;:!?”’」』）)》]|{_NAMED_AFTER})"
_HEADS = "攻坚战|战略|战役|工程|行动|计划|板块|支柱|法宝|变革"
_FRAME = re.compile(
    rf"[{_SMALL}](?:"
    rf"{_A}[{_SMALL}]{_A}{_EDGE}"  # 一岗双责
    rf"|(?:{_A}{_X}|手抓)、[{_SMALL}](?:{_A}{_X}){_EDGE}"  # 两手抓、两促进
    rf"|大{_X}{{0,6}}?(?:{_HEADS}))"  # 三大攻坚战
)
_UNITED = re.compile(rf"[二两三四五六七八九十多]{_X}合一")
_PLUS = re.compile(r"\d(?:[+＋](?:\d{1,2}|[NnXx]))+(?![\d%+＋.=＝>＞]|大于|等于)")
_RUN_ON = frozenset("第0123456789０１２３４５６７８９.．点" + LABELLING)
_LONGER_NUMERAL = frozenset("0123456789０１２３４５６７８９零〇几双亿") | frozenset(LABELLING) - frozenset("多半")


class Candidate(NamedTuple):
    """A stretch of text that may be a label, with how it was come by (`listed`, `quoted`, `frame`, `united`, `plus`, `echo`) and its list entry if it has one."""

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
            yield Candidate(*united.span(), "united")
    for sign in "+＋":
        for place in _places(text, sign):
            plus = _PLUS.match(text, max(place - 1, 0)) if not text[max(place - 2, 0) : max(place - 1, 0)].isdigit() else None
            if plus:
                yield Candidate(*plus.span(), "plus")


def _at_numerals(text: str) -> Iterator[Candidate]:
    """The listed labels and the frames at the numerals of a text."""
    known = known_labels()
    for found in known_keys().finditer(text):
        last = found.start()
        for label in chain(known.get(text[last : last + 3], ()), known.get(text[last : last + 2], ())):
            place = last - label.ahead
            if place < 0 or not text.startswith(label.form, place) or (not label.before and _runs_back(text, place)):
                continue
            end = place + len(label.form)
            if label.cls != "slogan" or not runs_on(text, place, end):
                yield Candidate(place, end, "listed", label)
    for found in _FRAME.finditer(text):
        form = found.group()
        if text[found.start() - 1 : found.start()] not in _RUN_ON and _is_frame(form) and not runs_on(text, *found.span()):
            yield Candidate(*found.span(), "frame")


def _runs_back(text: str, start: int) -> bool:
    """Whether the numeral that begins here is the end of a longer one (十三, 三点三) or an ordinal (第三)."""
    before = text[start - 1 : start]
    return before == "第" or before in _LONGER_NUMERAL or (before == "点" and text[start - 2 : start - 1] in _LONGER_NUMERAL)


def runs_on(text: str, start: int, end: int) -> bool:
    """
    Whether what a label's numeral counts is a longer word than the label knows: 三公 in 三公里, 四个经济 in 四个经济特区.

    Where another word begins right after the label and ends later still, the label stands: 双控制度 is 双控 and 制度, not 双, 控制 and 度. A measure
    word is counted whatever follows (三公里长).
    """
    if not "\u4e00" <= text[end : end + 1] <= "\u9fff":
        return False
    name, longest = max(((start + place, _word_end(text, start + place)) for place in named_from(text[start:end])), key=itemgetter(1), default=(0, 0))
    return longest > end and (longer_words()[text[name:longest]] or _word_end(text, end) <= longest)


def _word_end(text: str, start: int) -> int:
    """Where the longest common word that begins at *start* ends; *start* if none does."""
    words = longer_words()
    return next((start + size for size in (4, 3, 2) if start + size <= len(text) and text[start : start + size] in words), start)


def _is_frame(form: str) -> bool:
    """Whether what stands in a frame counts a set: not said twice (一步一步), not one of one each (一人一档)."""
    if form[1] == "大":
        return form[0] not in "一二两双"
    half = len(form) // 2
    return form[:half] != form[-half:] and not (form[0] == "一" and (form[2] == "一" or "、" in form))


def _places(text: str, word: str) -> Iterator[int]:
    place = text.find(word)
    while place >= 0:
        yield place
        place = text.find(word, place + len(word))


def find_echoes(text: str, form: str) -> Iterator[Candidate]:
    """Yield every place where a label stands that is quoted elsewhere in the text."""
    numeral, figures = form[0] in LABELLING, form.isdecimal()
    for place in _places(text, form):
        end = place + len(form)
        longer = (numeral or figures) and place and text[place - 1] in _RUN_ON
        if not longer and not (figures and text[end : end + 1].isdecimal()) and not runs_on(text, place, end):
            yield Candidate(place, place + len(form), "echo")
