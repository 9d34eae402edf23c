"""
An RTF file becomes the text its reader sees. striprtf reads it; rtf_chinese.py first settles what striprtf has no ear for: which bytes are which
Chinese characters, what is hidden or deleted, notes, text boxes and the rows of tables (docs/decisions/0009-word-processor-formats.md).
"""

import re
from collections.abc import Iterator
from typing import Any

from analysis.errors import BrokenFileError, ReadingError
from analysis.reading import marks
from analysis.reading.extracted import Extracted
from analysis.reading.facts import facts
from analysis.reading.rows import row_lines
from analysis.reading.rtf_chinese import CELL, ROW, ROW_END, Plainer

FORMAT = "RTF (.rtf)"

_TABLE_ROW = re.compile(f"{ROW}([^{ROW}{ROW_END}]*){ROW_END}\n?")
_WORDS = re.compile(r"[^\W\d_第页共]")


def extract(name: str, data: bytes, encoding: str | None) -> Extracted:
    """Return the text; *encoding* stands for the file's own code page where a person named one. Raise BrokenFileError."""
    start = data[:64].find(b"{\\rtf")
    if start < 0:
        raise BrokenFileError(name=name, format=FORMAT, detail="no_rtf")
    plainer = Plainer(data[start:].decode("latin-1"), encoding)
    try:
        plainer.run()
        body = _text(plainer.body)
        notes = [_text(note).strip() for note in plainer.notes]
    except ReadingError:
        raise
    except Exception as error:  # striprtf fails in ways of its own
        raise BrokenFileError(name=name, format=FORMAT, detail="torn") from error
    if plainer.open_groups > 1:  # some programs forget the last brace; more are missing from a file that was cut off
        raise BrokenFileError(name=name, format=FORMAT, detail="torn")
    plainer.left_out["damaged_parts"] = plainer.open_groups
    plainer.left_out["headers"] = sum(1 for header in set(plainer.headers) if _WORDS.search(_text(header)))
    title, author = (_text(plainer.info.get(key, "")).strip() for key in ("title", "author"))
    return marks.finish(list(_lines(body)), notes, left_out=plainer.left_out, facts=facts(title, author, plainer.created))


def _text(rtf: str) -> str:
    from striprtf.striprtf import rtf_to_text

    convert: Any = rtf_to_text  # it brings no types
    text: str = convert("{\\rtf1\\ansi\\uc0 " + rtf + "}")
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").replace("\u2011", "-")


def _lines(body: str) -> Iterator[str]:
    done = 0
    for match in _TABLE_ROW.finditer(body):
        yield from _paragraphs(body[done : match.start()])
        cells = match[1].split(CELL)
        yield from row_lines([[line for line in cell.split("\n") if line.strip()] for cell in cells[: max(1, len(cells) - 1)]])
        done = match.end()
    yield from _paragraphs(body[done:])


def _paragraphs(text: str) -> list[str]:
    text = re.sub(f"[{ROW}{ROW_END}]", "", text).replace(CELL, "\t")
    return text.removesuffix("\n").split("\n") if text.strip("\n") else []
