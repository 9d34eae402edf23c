"""
Where a label is spelled out: “六性”，即战略性、前瞻性、实效性、…, or the members first and the label after them.

Members must number what the label's numeral says, for 三短一简 part by part; a list that was introduced and numbers otherwise is kept as incomplete
and never padded. A plain count that is spelled out (“提速、提质、提效”三个方面) is kept with class count.
"""

import re
from collections.abc import Iterator, Sequence

from analysis.annotation.label_shapes import parts_of, size_of
from analysis.annotation.members import loose_members, split_after, split_before
from analysis.annotation.numerals import COUNTING, value_of
from analysis.annotation.slogan_candidates import CLOSING, OPENING
from analysis.model import Expansion, Slogan

_REACH = 240  # a list that begins beside a label has ended after so many characters
_NAME = "[^，。；：、“”（(\n—]{0,8}"
_SURE = re.compile(rf"[”\"」』]?{_NAME}[，,]?(?:即是|即|也就是|也即|就是要?|就是指|是指|指的是|具体是|具体指|分别是|分别为|包括|主要是指|——)[：:]?(?:在|要)?")
_BESIDE = re.compile(rf"[”\"」』]?{_NAME}(?:[：:]|[（(](?:即|指|就是)?)")
_STOP = re.compile("[。！？!?\n）)]")
_CLAUSE_START = re.compile("[。；！？：;!?:\n（(]")
_JOIN = re.compile(r"(?:[，,]?(?:这|的|等|等这|简称|统称|合称|即|是|就是|构成的?|组成的?|[（(]?以下(?:简称|统称)))*$")
_COUNTED = ("个方面", "个环节", "个层面", "个领域", "个维度", "个关键", "个要求", "个重点", "个问题", "个字", "大方面", "大领域", "大环节", "大平台", "大任务", "大重点", "项任务", "项工作", "项重点")


def find_expansions(text: str, slogans: Sequence[Slogan]) -> tuple[Expansion, ...]:
    """Return the places where a slogan, or a plain count, is spelled out, in order."""
    found = [expansion for slogan in slogans if slogan.decision for expansion in _of_slogan(text, slogan)]
    found.extend(_counts(text))
    return tuple(sorted(found, key=lambda e: (e.start, e.end)))


def _of_slogan(text: str, slogan: Slogan) -> Iterator[Expansion]:
    """The first reading that holds: introduced after the label, in clauses after it, or before it."""
    size = size_of(slogan.form)
    if size is None or size < 2:
        return
    made = _after(text, slogan, size) or _clauses_after(text, slogan, size) or _before(text, slogan, size)
    if made:
        yield made


def _after(text: str, slogan: Slogan, size: int) -> Expansion | None:
    """即、就是、是指、包括、：、—— or a bracket, and then the members."""
    introduced = _SURE.match(text, slogan.end)
    opened = introduced or _BESIDE.match(text, slogan.end)
    if not opened:
        return None
    start = opened.end()
    stop = _STOP.search(text, start, start + _REACH)
    body = text[start : stop.start() if stop else start + _REACH]
    if not body or (not stop and len(text) > start + _REACH):
        return None
    members = split_after(body, size)
    if members and (_parts_hold(slogan.form, members) or introduced):
        return _placed(text, slogan.form, members, start, complete=True)
    loose = loose_members(body) if introduced else ()
    return _placed(text, slogan.form, loose, start, complete=False) if loose else None


def _clauses_after(text: str, slogan: Slogan, size: int) -> Expansion | None:
    """Clauses beside a label of several parts that take up its words: “双随机、一公开”监管，随机抽取…，随机选派…，及时公布…。"""
    if len(parts_of(slogan.form)) < 2:
        return None
    lead = re.compile(rf"[”\"」』]?{_NAME}[，：]").match(text, slogan.end)
    stop = _STOP.search(text, slogan.end, slogan.end + _REACH) if lead else None
    if not lead or not stop:
        return None
    members = split_after(text[lead.end() : stop.start()], size)
    return _placed(text, slogan.form, members, lead.end(), complete=True) if members and _parts_hold(slogan.form, members) else None


def _before(text: str, slogan: Slogan, size: int) -> Expansion | None:
    """The members, and the label right after them."""
    return _ending_at(text, slogan.start, slogan.form, size, "slogan")


def _ending_at(text: str, position: int, form: str, size: int, cls: str) -> Expansion | None:
    """A list of *size* members that ends where a label begins."""
    end = position - 1 if text[position - 1 : position] in OPENING and position else position
    first = max(end - _REACH, 0)
    region = text[first:end]
    for mark in _CLAUSE_START.finditer(region):
        first, region = first + mark.end() - (len(text[first:end]) - len(region)), text[first:end]
    return None


def _parts_hold(form: str, members: Sequence[str]) -> bool:
    """Whether the members of each part take up a character of its name, as 会议短、文件短、讲话短，接待简 do."""
    place = 0
    parts = parts_of(form)
    for numeral, name in parts:
        size = value_of(numeral) or 0
        if not all(set(name) & set(member) for member in members[place : place + size]):
            return False
        place += size
    return len(parts) > 1


def _placed(text: str, form: str, members: Sequence[str], start: int, *, complete: bool) -> Expansion | None:
    """The row for members that stand in the text from *start* on, in order."""
    first = place = text.find(members[0], start)
    for member in members:
        place = text.find(member, place)
        if place < 0:
            return None
        place += len(member)
    return Expansion(form, tuple(members), first, place, complete)


def _counts(text: str) -> Iterator[Expansion]:
    """Plain counts spelled out before they are counted."""
    for word in _COUNTED:
        place = text.find(word)
        while place >= 0:
            pass
