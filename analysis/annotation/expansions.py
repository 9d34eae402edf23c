"""
Where a label is spelled out: “六性”，即战略性、前瞻性、实效性、…, or the members first and the label after them.

Members must number what the label's numeral says, for 三短一简 part by part; a list that was introduced and numbers otherwise is kept as incomplete
and never padded. A plain count that is spelled out (“提速、提质、提效”三个方面) is kept with class count.
"""

import re
from collections.abc import Iterator, Sequence

from analysis.annotation.label_shapes import counts_of
from analysis.annotation.members import first_members, loose_members, split_after, split_before
from analysis.annotation.numerals import COUNTING, value_of
from analysis.annotation.slogan_candidates import CLOSING, OPENING
from analysis.model import Expansion, Slogan, SloganClass

_REACH = 240  # a list that begins beside a label has ended after so many characters
_NAME = "[^，。；：、“”（(\n—]{0,8}"
_SURE = re.compile(
    rf"[”\"」』]?{_NAME}[，,]?(?:即是|即|也就是|也即|就是要?|就是指|是指|指的是|具体是|具体指|分别是|分别为|包括|主要是指|——)[：:]?(?:在|要)?"
)
_BESIDE = re.compile(rf"[”\"」』]?{_NAME}(?:[：:]|[（(](?:即|指|就是)?)")
_CLAUSES = re.compile(rf"[”\"」』]?{_NAME}[，：。]")
_STOP = re.compile("[。！？：!?:\n）)]")
_CLAUSE_STARTS = "，。；！？：,;!?:\n（("
_JOINTS = ("这", "的", "等", "即")
_COUNT = re.compile(f"([{COUNTING}两]{{1,3}})[个大项](?:方面|环节|层面|领域|维度|关键|要求|重点|问题|字|平台|任务|工作)")


def find_expansions(text: str, slogans: Sequence[Slogan]) -> tuple[Expansion, ...]:
    """Return the places where a slogan, or a plain count, is spelled out, in order."""
    found = [expansion for slogan in slogans if slogan.decision for expansion in _of_slogan(text, slogan)]
    found.extend(_counts(text))
    return tuple(sorted(found, key=lambda e: (e.start, e.end)))


def is_spelled_out(text: str, slogan: Slogan) -> bool:
    """Whether all that a label packs is said after it; things listed before it may only be counted (甲、乙、丙三大工程)."""
    return any(expansion.complete and expansion.start >= slogan.end for expansion in _of_slogan(text, slogan))


def _of_slogan(text: str, slogan: Slogan) -> Iterator[Expansion]:
    """The first reading that holds: introduced after the label, in clauses after it, or right before it."""
    counts = counts_of(slogan.form)
    size = sum(count for count, _ in counts)
    if size > 1:
        made = (
            _after(text, slogan, size, counts) or _clauses_after(text, slogan, counts) or _ending_at(text, slogan.start, slogan.form, size, "slogan")
        )
        if made:
            yield made


def _after(text: str, slogan: Slogan, size: int, counts: Sequence[tuple[int, str]]) -> Expansion | None:
    """即、就是、是指、包括、：、—— or a bracket, and then the members."""
    introduced = _SURE.match(text, slogan.end)
    opened = introduced or _BESIDE.match(text, slogan.end)
    body = _body(text, opened.end()) if opened else ""
    if not opened or not body:
        return None
    members = split_after(body, size, counts)
    if members:
        return _placed(text, slogan.form, members, opened.end(), complete=True)
    loose = loose_members(body) if introduced else ()
    return _placed(text, slogan.form, loose, opened.end(), complete=False) if loose else None


def _clauses_after(text: str, slogan: Slogan, counts: Sequence[tuple[int, str]]) -> Expansion | None:
    """Clauses beside a label of several parts that take up its words: “双随机、一公开”监管，随机抽取…，随机选派…，及时公布…。"""
    lead = _CLAUSES.match(text, slogan.end) if len(counts) > 1 else None
    members = first_members(_body(text, lead.end()), counts) if lead else []
    return _placed(text, slogan.form, members, lead.end(), complete=True) if lead and members else None


def _body(text: str, start: int) -> str:
    """What a list can be made of: the rest of the sentence, if it ends within reach."""
    stop = _STOP.search(text, start, start + _REACH)
    if stop:
        return text[start : stop.start()]
    return text[start:] if len(text) <= start + _REACH else ""


def _ending_at(text: str, position: int, form: str, size: int, cls: SloganClass) -> Expansion | None:
    """A list of *size* members that ends where a label begins, in quotes of its own or not."""
    end = position - 1 if position and text[position - 1] in OPENING else position
    first = max(end - _REACH, 0)
    region = text[first:end]
    while region.endswith(_JOINTS):
        region = region[:-1]
    opened = max(region.rfind(mark) for mark in OPENING) + 1
    if region[-1:] in CLOSING and opened > 0 and "、" in region[opened:-1]:
        region, start = region[:-1], opened
    else:
        start = max(region.rfind(mark) for mark in _CLAUSE_STARTS) + 1
    members = split_before(region[start:], size)
    return _placed(text, form, members, first + start, complete=True, cls=cls) if members else None


def _placed(text: str, form: str, members: Sequence[str], start: int, *, complete: bool, cls: SloganClass = "slogan") -> Expansion | None:
    """The row for members that stand in the text from *start* on, in order."""
    first = place = text.find(members[0], start, start + 2 * _REACH)
    for member in members:
        place = text.find(member, place, start + 2 * _REACH)
        if place < 0:
            return None
        place += len(member)
    return Expansion(form, tuple(members), first, place, complete, cls)


def _counts(text: str) -> Iterator[Expansion]:
    """Plain counts with their members right before them: “提速、提质、提效”三个方面."""
    for found in _COUNT.finditer(text):
        size = value_of(found.group(1))
        made = _ending_at(text, found.start(), found.group(), size, "count") if size and size > 1 else None
        if made:
            yield made
