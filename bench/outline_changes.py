"""Changes to a text that its outline must not see, and one that it must: a unit taken out of a series."""

import re
from collections import Counter
from collections.abc import Callable, Iterator

from analysis.annotation.outline import find_sections
from analysis.model import Section
from analysis.reading.read import paste

ASIDE = "昨天下午，几位老人在渡口看船，船走得很慢，岸上的人说起从前摆渡的日子，谁也没有着急。"
"""A paragraph that has nothing to do with any speech."""

_POINT = re.compile(r"(?m)^([ \u3000]*)(\d{1,3})[．.、](?!\d)")
_FULL_DIGITS = {ord("0") + n: 0xFF10 + n for n in range(10)}

CHANGES: dict[str, Callable[[str], str]] = {
    "indents": lambda text: "\n".join("　　" + line.strip() for line in text.split("\n")),
    "no indents": lambda text: "\n".join(line.strip() for line in text.split("\n")),
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "「」": lambda text: text.translate(str.maketrans("“”‘’", "「」『』")),
    'straight "': lambda text: text.translate(str.maketrans("“”", '""')),
    "( )": lambda text: text.translate(str.maketrans("（）", "()")),
    "1.": lambda text: _POINT.sub(r"\1\2.", text),
    "１．": lambda text: _POINT.sub(lambda found: found[1] + found[2].translate(_FULL_DIGITS) + "．", text),
}

Unit = tuple[int, str, str, str, str]
_PLAIN = re.compile(r"[“”‘’「」『』\"'（）()\s．.、]")


def outline(text: str) -> list[Unit]:
    """Level, role, style, marker and heading of each unit as read and analysed, without the marks that the changes change."""
    return [
        (s.level, s.role, s.style, _PLAIN.sub("", s.marker), _PLAIN.sub("", s.heading))
        for s in find_sections(paste(text.removeprefix("\ufeff")).analysed)
    ]


def changed(text: str) -> Iterator[str]:
    """Yield the names of the changes that alter the outline of a text; one of a single paragraph also names the line it was added after."""
    before = outline(text)
    yield from (name for name, change in CHANGES.items() if outline(change(text)) != before)
    units = [unit for unit in before if unit[1] == "unit"]
    lines = text.rstrip("\n").split("\n")
    for place, line in enumerate(lines):
        framed = not line.rstrip().endswith(
            "。"
        )  # between the lines of a title block or a heading and its text it is no paragraph more but another order
        if framed or (place + 1 < len(lines) and not lines[place + 1].strip().endswith("。")):
            continue
        added = "\n".join([*lines[: place + 1], ASIDE, *lines[place + 1 :]])
        if [unit for unit in outline(added) if unit[1] == "unit"] != units:
            yield f"a paragraph after line {place + 1}"


def doubts(text: str) -> Counter[str]:
    """What the outline names as odd."""
    return Counter(evidence for s in find_sections(text) for evidence in s.evidence if evidence.startswith("-"))


def shortened(text: str) -> Iterator[tuple[Section, str, bool]]:
    """
    Yield each unit that can be taken out of a series of four or more, with the text without it, and whether it was the last.

    Only units without units of their own, whose series has nothing odd and is no run of bullets or title lines; the first is needed to begin a series.
    """
    sections = find_sections(text)
    parents = {s.parent for s in sections}
    runs: list[list[Section]] = []
    for section in sections:
        found = re.match(r"\+series:(\d+)/(\d+)", section.evidence[0]) if section.evidence and section.marker else None
        if not found or int(found[2]) < 4:
            continue
        place = int(found[1])
        run = next((run for run in reversed(runs) if len(run) == place - 1 and _kind(run[0]) == _kind(section)), None) if place > 1 else None
        if run is None:
            runs.append([section])
        else:
            run.append(section)
    for run in runs:
        if any(len(s.evidence) > 1 for s in run) or not run[0].evidence[0].endswith(f"/{len(run)}") or "#" not in _kind(run[0]):
            continue
        for section in run[1:]:
            if section.id not in parents:
                yield section, text[: section.start] + text[section.end :], section is run[-1]


def _kind(section: Section) -> str:
    return re.sub(r"[一二三四五六七八九十\d]+", "#", section.marker.strip("，,、：: "))
