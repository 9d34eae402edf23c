"""
A file that holds several speeches is taken apart by places in its decoded text, before repairs, so that each speech has repairs of its own.

What stands before the first speech, a cover or a table of contents, belongs to none. Notes at the foot of a document stand behind its last speech.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from analysis.model import Edit, Extent, Repair
from analysis.reading import repairs
from analysis.reading.extracted import Extracted
from analysis.reading.several import speeches_in
from analysis.reading.sources import safe_name


def extents(extracted: Extracted) -> tuple[Extent, ...]:
    """
    Return where the speeches of a text stand in it, if it holds several; nothing if it is one.

    They are looked for in the text with all repairs made, so that they are the same whichever of these are switched off.
    """
    made = repairs.find(extracted.text, extracted.repairs)
    found = speeches_in(repairs.apply(extracted.text, made))
    back = repairs.mapping(made)
    starts = [_line_start(extracted.text, back(beginning.start)) for beginning in found]
    ends = [*starts[1:], len(extracted.text)]
    return tuple(Extent(number, start, end) for number, (start, end) in enumerate(zip(starts, ends, strict=False), start=1))


def _line_start(text: str, place: int) -> int:
    """Return where the line begins, of which blanks alone stand before a place; else the place."""
    start = text.rfind("\n", 0, place) + 1
    return place if text[start:place].strip(repairs.BLANKS) else start


def cut(extracted: Extracted, part: Extent) -> Extracted:
    """Return one of several speeches; what is left out of the file is told of the first, and what the file says of itself of none."""
    return replace(
        extracted,
        text=extracted.text[part.start : part.end],
        repairs=tuple(Repair(repair.kind, tuple(_within(repair.edits, part))) for repair in extracted.repairs),
        left_out=_left_out(extracted, part) if part.number == 1 else {},
        facts={},
    )


def _within(edits: Sequence[Edit], part: Extent) -> Iterator[Edit]:
    """Yield the edits of a part by their places in it; one that goes beyond it only where it takes something out."""
    for edit in edits:
        start, end = max(edit.start, part.start), min(edit.end, part.end)
        whole = (start, end) == (edit.start, edit.end)
        if start <= end and (whole or (start < end and not edit.replacement)):
            yield Edit(start - part.start, end - part.start, edit.replacement)


def _left_out(extracted: Extracted, first: Extent) -> dict[str, int]:
    lines = sum(not line.isspace() for line in extracted.text[: first.start].splitlines() if line)
    return dict(extracted.left_out) | ({"front_matter": lines} if lines else {})


def part_name(name: str, number: int) -> str:
    """Return what one of several speeches in a file is called: 汇编#2.docx."""
    path = PurePosixPath(name)
    return safe_name(str(path.with_name(f"{path.stem}#{number}{path.suffix}")))
