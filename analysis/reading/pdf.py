"""
A PDF's text layer becomes lines in reading order; what its layout broke or added is mended by repairs that can be switched off.

- page_furniture: running titles and page numbers go;
- line_break: lines of one paragraph are joined, with a space between Latin words;
- han_space: blanks and soft hyphens that setting left between Han characters go; those in short lines (张 三) and in lists of names stay.

Pictures of text are not read. Libraries and rules: docs/decisions/0010-pdf.md.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from statistics import median

from analysis.model import Edit, Repair
from analysis.reading.extracted import Extracted
from analysis.reading.facts import facts
from analysis.reading.pdf_columns import find_gutters, lines
from analysis.reading.pdf_furniture import find_furniture
from analysis.reading.pdf_glyphs import Glyphs, read_glyphs
from analysis.reading.pdf_lines import HAN, WIDE, Line, line, rows
from analysis.reading.pdf_paragraphs import Joiner, measures, pitches
from analysis.reading.pdf_tables import with_cells

_FILE_TITLE = re.compile(r"^Microsoft \S+ - |\.(?:docx?|wps|pdf|html?|txt|rtf|odt|pptx?|indd)$|^(?:https?|file|about):", re.IGNORECASE)
_CREATED = re.compile(r"(?:D:)?(\d{4})(\d\d)(\d\d)")
_HAN_SPACE = re.compile(f"(?<=[{HAN}])(?:[ \u00a0]|\u00ad)(?=[{HAN}])")
_NAMES = re.compile(f"(?:[{HAN}]{{2,4}}[ \u00a0]){{2,}}[{HAN}]{{2,}}")
_SHORT = 0.5  # of the measure: a line that stands alone and is shorter keeps its blanks
_WIDE_END, _WIDE_START = re.compile(f"[{WIDE}]$"), re.compile(f"[{WIDE}]")


def extract(name: str, data: bytes, encoding: str | None) -> Extracted:
    """Return the text layer and its repairs; the format says its own encoding. Raise BrokenFileError for what has none that can be read."""
    del encoding
    found = read_glyphs(name, data)
    placed, furniture = _lines(found)
    text = "\n".join(item.text for item in placed)
    return Extracted(text, repairs=_repairs(placed, furniture, found, text), left_out=found.left_out, facts=_facts(found.facts))


def _lines(found: Glyphs) -> tuple[list[Line], set[int]]:
    """The lines of all pages as they are read, and which of them are furniture; that stands at the head or foot of its page."""
    page_rows = [with_cells(page, rows(page)) for page in found.pages]
    taken = find_furniture(found.pages, page_rows)
    bodies = [[row for i, row in enumerate(page) if i not in out] for page, out in zip(page_rows, taken, strict=True)]
    known: tuple[float, ...] = ()
    for body in bodies:
        known = known or find_gutters(body)
    placed: list[Line] = []
    furniture: set[int] = set()
    for number, (page, out, body) in enumerate(zip(page_rows, taken, bodies, strict=True)):
        kept = [i for i in range(len(page)) if i not in out]
        above = [i for i in sorted(out) if not kept or i < kept[0]]
        for part in (above, None, [i for i in sorted(out) if i not in above]):
            if part is None:
                placed += lines(body, number, find_gutters(body, known))
                continue
            furniture.update(range(len(placed), len(placed) + len(part)))
            placed += [line(page[i], number) for i in part]
    return placed, furniture


def _repairs(placed: Sequence[Line], furniture: set[int], found: Glyphs, text: str) -> tuple[Repair, ...]:
    kept = [i for i in range(len(placed)) if i not in furniture]
    starts = _starts(placed)
    body = [placed[i] for i in kept]
    joined = _joined(body, found)
    goes_on = {kept[i] for i in joined}
    edits: dict[str, list[Edit]] = {"page_furniture": [], "line_break": [], "han_space": []}
    for index, item in enumerate(placed):
        end = starts[index] + len(item.text)
        if index in goes_on and index + 1 not in furniture:
            edits["line_break"].append(_join(item, placed[index + 1], end))
    edits["page_furniture"] += _removed(placed, furniture, goes_on, starts, text)
    short = _alone(body, joined, found)
    for number, index in enumerate(kept):
        if number not in short:
            edits["han_space"] += _spaces(placed[index].text, starts[index])
    return tuple(Repair(kind, tuple(made)) for kind, made in edits.items() if made)


def _starts(placed: Sequence[Line]) -> list[int]:
    starts, at = [], 0
    for item in placed:
        starts.append(at)
        at += len(item.text) + 1
    return starts


def _joined(body: Sequence[Line], found: Glyphs) -> set[int]:
    """The indexes of the lines after which the paragraph goes on."""
    if not body:
        return set()
    joiner = _joiner(body, found)
    return {index for index in range(len(body) - 1) if joiner.goes_on(index)}


def _joiner(body: Sequence[Line], found: Glyphs) -> Joiner:
    usual = _body_size(body)
    return Joiner(body, measures(body, usual, found.pages), pitches(body))


def _body_size(body: Sequence[Line]) -> float:
    return median([item.size for item in body for _ in range(len(item.text))])


def _join(a: Line, b: Line, end: int) -> Edit:
    """The edit that joins two lines: a space between Latin words, none beside Han characters; a soft hyphen goes, a hyphen stays."""
    if a.text.endswith("\u00ad"):
        return Edit(end - 1, end + 1, "")
    wide = _WIDE_END.search(a.text) or _WIDE_START.match(b.text) or a.text.endswith("-")
    return Edit(end, end + 1, "" if wide else " ")


def _removed(placed: Sequence[Line], furniture: set[int], goes_on: set[int], starts: Sequence[int], text: str) -> Iterator[Edit]:
    """
    Take furniture out, each line of it with one line end.

    Where the paragraph goes on behind it, both line ends go with it, so that furniture that is kept stands on lines of its own.
    """
    index = 0
    while index < len(placed):
        if index not in furniture:
            index += 1
            continue
        last = index
        while last + 1 in furniture:
            last += 1
        cuts = [*starts[index : last + 2], len(text) + 1][: last + 2 - index]
        joined = _join(placed[index - 1], placed[last + 1], starts[index] - 1) if index - 1 in goes_on else None
        if last + 1 == len(placed):  # nothing behind it, so the line end before it goes
            cuts = [max(0, cut - 1) for cut in cuts]
        for number, (start, end) in enumerate(pairwise(cuts)):
            yield Edit(joined.start, end, joined.replacement) if joined and number == 0 else Edit(start, end, "")
        index = last + 1


def _alone(body: Sequence[Line], joined: set[int], found: Glyphs) -> set[int]:
    """The short lines that stand alone."""
    if not body:
        return set()
    known = _joiner(body, found).measures
    return {
        i for i, item in enumerate(body) if i not in joined and i - 1 not in joined and item.x1 - item.x0 < _SHORT * (known[i].right - known[i].left)
    }


def _spaces(text: str, start: int) -> Iterator[Edit]:
    names = [match.span() for match in _NAMES.finditer(text)]
    for match in _HAN_SPACE.finditer(text):
        if not any(a <= match.start() < b for a, b in names):
            yield Edit(start + match.start(), start + match.end(), "")


def _facts(said: Mapping[str, str]) -> Mapping[str, str]:
    title = said.get("Title", "").strip()
    day = _CREATED.match(said.get("CreationDate", ""))
    created = "-".join(day.groups()) if day else ""
    return facts("" if _FILE_TITLE.search(title) else title, said.get("Author", ""), created)
