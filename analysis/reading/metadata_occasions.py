"""
The meeting or event a speech was given at, and the place: 在全市经济工作会议上, 市政府第四次全体会议主持词, 地点：市会议中心.

What stands in 在…上 is the occasion as printed, without a full date before it (a year is part of a meeting's name). A place is one where a label, the
date's line (2013年3月23日，莫斯科) or 在…的演讲 names it.
"""

import re
from dataclasses import dataclass

from analysis.model import Confidence
from analysis.reading.metadata_dates import read_date
from analysis.reading.metadata_lines import HAN, LONG, Line, Lines, labelled, line_of, without_dash
from analysis.reading.metadata_titles import WHAT, clean

_NO_EVENT = "".join(
    f"(?<!{word})" for word in re.split(" ", "委员 常委 协 学 社 机 联合 理事 董事 工 商 基金 管委 村委 居委 省委 监事 执委 联谊 体 立法 国")
)
"""A body, not an event: 委员会, 协会, 社会, 机会."""
_EVENT = "".join(
    f"(?<!{word})"
    for word in (
        "委员",
        "常委",
        "协",
        "学",
        "社",
        "机",
        "联合",
        "理事",
        "董事",
        "工",
        "商",
        "基金",
        "管委",
        "村委",
        "居委",
        "省委",
        "监事",
        "执委",
        "联谊",
        "体",
    )
)
_EVENT = rf"(?:会议|大会(?!常务|常委|代表|主席团)|{_NO_EVENT}会(?!议|见|计|展|同)|论坛|仪式|典礼|培训班|读书班|研讨班|进修班|学习班|专题班|班会|活动|闭幕式|开幕式|结业式|开班式|启动式|[开闭揭结毕签授颁奠就]{HAN}{{0,2}}式|晚会|宴会|会见时)"
_X = r"[^。;!?]{2,70}"
_SAID_AT = (
    re.compile(rf"在(?P<x>{_X})(?:上|中|时|期间|前夕|闭幕后)(?:所?作?的|所作|作)?(?:关于.{{2,30}}的)?{HAN}{{0,8}}?(?:{WHAT})"),  # 在…上的讲话
    re.compile(rf"在(?P<x>{_X}{_EVENT})(?:[上中时]|期间)?\)?(?:\([^()]*\))?$"),  # ——2012年1月8日在…上
    re.compile(rf"^(?P<x>[同与会]{_X})时的?{HAN}{{0,8}}?(?:{WHAT})"),  # 同…座谈时的讲话
    re.compile(rf"[在向](?P<x>{_X}{_EVENT})(?:上)?(?:所?作?的|发表|作|致)"),  # 在…发表《…》演讲, 向…的报告
)
_MAY_BE_AT = re.compile(r"在|向|时的?.{0,8}$")
_OF = re.compile(rf"^(?!关于)[^。;,!?]{{0,12}}?在(?P<x>[^。;,!?]{{2,40}})的{HAN}{{0,6}}?(?:{WHAT})")
_MEETING = re.compile(rf"^(?!在|关于|对|致)(?P<x>[^。;!?:]{{2,60}}{_EVENT})(?:上的|上|的)?{HAN}{{0,10}}?(?:{WHAT})")
_CALLED = re.compile(rf"(?:召开|举行|举办|主持|莅临|出席|参加)(?P<x>[^。;!?:]{{2,60}}{_EVENT})")
_PLACE_END = re.compile(r"(?:学院|大学|学校|[馆堂厅院校站区村国园市省县镇]|[会局部处社]|中心|总部|广场|组织|公司|企业)$")


@dataclass(frozen=True, slots=True)
class Place:
    """An occasion or a place, with the line it stands in."""

    text: str
    line: str
    confidence: Confidence


def find_occasion(lines: Lines, title: str, title_lines: str, subtitle: str, subtitle_line: str) -> Place | None:
    """Return the occasion: labelled, said in the subtitle or title, or anywhere in the frame."""
    for line in lines.frame:
        for kind, value in labelled(line):
            if kind == "occasion" and len(value) > 2:
                return Place(value.printed, line.printed, "sure")
    said = [
        (line_of(subtitle), subtitle_line),
        (line_of(title), title_lines),
        *((clean(without_dash(line)), line.printed) for line in lines.frame if len(line) <= 2 * LONG),
    ]
    for line, evidence in said:
        if line.plain and (x := _said_at(line)):
            return Place(x, evidence, "sure")
    for pattern in (_CALLED, _MEETING, _OF):
        for line, evidence in said:
            found = pattern.search(line.plain) if len(line) <= LONG else None
            if found and not (pattern is _OF and _PLACE_END.search(found["x"])):
                return Place(_printed(line, found), evidence, "likely")
    return None


def _said_at(line: Line) -> str:
    if not _MAY_BE_AT.search(line.plain):
        return ""
    found = next((found for pattern in _SAID_AT if (found := pattern.search(line.plain))), None)
    return _printed(line, found) if found else ""


def _printed(line: Line, found: "re.Match[str]") -> str:
    """What was found as printed, without a date before it."""
    part = line.cut(*found.span("x"))
    date = read_date(part.plain)
    if date and date[2] == 0 and not part.plain[: date[3]].endswith("年"):
        part = part.cut(date[3])
    return part.printed


def find_place(lines: Lines, day_place: str, day_line: str, *titles: tuple[str, str]) -> Place | None:
    """Return the place: labelled, beside the date, or said in *titles*, each a text with its line (在莫斯科国际关系学院的演讲)."""
    for line in lines.frame:
        for kind, value in labelled(line):
            if kind == "where" and len(value) > 1:
                return Place(value.printed, line.printed, "sure")
    if day_place:
        return Place(day_place, day_line, "sure")
    for text, evidence in titles:
        line = line_of(text)
        found = _OF.search(line.plain)
        if found and _PLACE_END.search(found["x"]):
            return Place(_printed(line, found), evidence, "likely")
    return None
