"""
The glyphs of a PDF, page by page, turned so that lines run from left to right and down; or an error that says why there are none.

PDFium does the reading in a process of its own (pdf_worker.py), which is stopped when it takes too long. Vertical text is turned by a quarter, so that
its columns are lines like others. Text that stands askew on its page (a watermark) and text outside the page are no part of a speech; they are counted,
as are pages of pictures, pages without anything, and damage that PDFium mended, since what it could not mend is missing unseen.
"""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from analysis.reading.sources import refuse

FORMAT = "PDF"
SECONDS = 6
"""A report of 100,000 characters takes half a second; what takes longer than this is damaged or a book."""

MOST_UNMAPPED = 0.02
"""Share of glyphs without a known character beyond which a text is refused (method.md, Reading)."""

_WORKER = Path(__file__).with_name("pdf_worker.py")
_SCANNED = 0.3  # share of a page that pictures cover
_HARDLY = 20  # characters a page
_ASKEW = 5.0  # degrees
_PRIVATE = ((0xE000, 0xF8FF), (0xF0000, 0x10FFFD))


class Glyph(NamedTuple):
    """A glyph on a page that is read from left to right: its ends and its baseline in points, y growing upwards; size in points; place in the file."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    font: str
    order: int


@dataclass(frozen=True, slots=True)
class Page:
    """A page in points as it is read: its glyphs in the order of the file, and the straight lines drawn on it as (left, bottom, right, top)."""

    left: float
    bottom: float
    right: float
    top: float
    glyphs: tuple[Glyph, ...]
    lines: tuple[tuple[float, float, float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Glyphs:
    """What the file holds: pages, what was left out of them by kind, and what it says of itself (`Title`, `Author`, `CreationDate`)."""

    pages: tuple[Page, ...]
    left_out: Mapping[str, int]
    facts: Mapping[str, str]


def read_glyphs(name: str, data: bytes) -> Glyphs:
    """Return the glyphs. Raise ReadingError, also for a scan, a locked file and a text layer that does not say its characters."""
    head, *rest = _work(name, data)
    if not all("box" in page for page in rest) or len(rest) != head["pages"]:
        raise refuse(name, "torn", format=FORMAT)
    _check(name, rest)
    left_out = Counter(damaged_parts=int(not head["sound"]))
    for page in rest:
        if all(c.isspace() for c in page["text"]):
            left_out["picture_pages" if page["image"] else "empty_pages"] += 1
    pages = tuple(_turned(page, left_out) for page in rest)
    return Glyphs(pages, {kind: n for kind, n in left_out.items() if n}, head["facts"])


def _work(name: str, data: bytes) -> list[dict[str, Any]]:
    import pylopdf_fonts_zh_cn as fonts

    command = [sys.executable, "-P", str(_WORKER), str(fonts.sans_path().parent)]
    hidden = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=SECONDS, check=True, creationflags=hidden)
        lines: list[dict[str, Any]] = [json.loads(line) for line in done.stdout.splitlines()]
    except subprocess.TimeoutExpired as error:
        raise refuse(name, "pdf_slow", format=FORMAT, seconds=SECONDS) from error
    except (subprocess.CalledProcessError, ValueError) as error:  # PDFium was brought down
        raise refuse(name, "torn", format=FORMAT) from error
    refused = next((line["refused"] for line in lines if "refused" in line), None if lines else "torn")
    if refused:
        raise refuse(name, refused, format=FORMAT)
    return lines


def _check(name: str, pages: list[dict[str, Any]]) -> None:
    """Refuse a scan, and a text layer whose glyphs do not say what characters they are."""
    written = [sum(not c.isspace() for c in page["text"]) for page in pages]
    scans = sum(page["image"] >= _SCANNED and n < _HARDLY for page, n in zip(pages, written, strict=True))
    if scans and sum(written) < _HARDLY * len(pages):
        raise refuse(name, "pdf_scan", format=FORMAT)
    unmapped = sum(_is_unmapped(c, page["styles"][s]) for page in pages for c, s in zip(page["text"], page["style"], strict=True))
    if unmapped > MOST_UNMAPPED * sum(written):
        raise refuse(name, "pdf_unmapped", format=FORMAT, share=f"{unmapped / sum(written):.0%}")


def _is_unmapped(character: str, style: list[Any]) -> bool:
    return style[4] == 1 or character == "\ufffd" or any(low <= ord(character) <= high for low, high in _PRIVATE)


def _turned(page: dict[str, Any], left_out: Counter[str]) -> Page:
    """Turn a page by quarters to the direction most of its text has, and by one more where that runs down."""
    directions = Counter[int]()
    for style in page["style"]:
        directions[round(page["styles"][style][1] / 90) % 4] += 1
    quarters = directions.most_common(1)[0][0] if directions else 0
    box = page["box"]
    glyphs: list[Glyph] = []
    columns = (page[key] for key in ("text", "x", "y", "left", "bottom", "right", "top", "style"))
    for character, x, y, left, bottom, right, top, number in zip(*columns, strict=True):
        size, direction, _, font, _ = page["styles"][number]
        if not (box[0] - 1 <= x <= box[2] + 1 and box[1] - 1 <= y <= box[3] + 1):
            left_out["outside_page"] += not character.isspace()
            continue
        if abs((direction - 90 * quarters + 180) % 360 - 180) > _ASKEW:
            left_out["askew_text"] += not character.isspace()
            continue
        if character < " ":
            continue
        x, y = _turn(x, y, quarters)  # noqa: PLW2901
        (x0, _), (x1, _) = _turn(left, bottom, quarters), _turn(right, top, quarters)
        glyphs.append(Glyph(character, min(x, x0, x1), max(x0, x1), y, size or 1.0, font, len(glyphs)))
    drawn = tuple(_turned_box(line, quarters) for line in page["lines"])
    turned = Page(*_turned_box(box, quarters), tuple(glyphs), drawn)
    return _laid_down(turned) if _runs_down(glyphs) else turned


def _turn(x: float, y: float, quarters: int) -> tuple[float, float]:
    """Turn a place clockwise by quarters around the origin."""
    return ((x, y), (y, -x), (-x, -y), (-y, x))[quarters]


def _turned_box(box: Sequence[float], quarters: int) -> tuple[float, float, float, float]:
    (x0, y0), (x1, y1) = _turn(box[0], box[1], quarters), _turn(box[2], box[3], quarters)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _runs_down(glyphs: list[Glyph]) -> bool:
    """Whether most glyphs stand below the one before."""
    down = across = 0
    for a, b in pairwise(glyphs):
        dx, dy = (b.x0 + b.x1 - a.x0 - a.x1) / 2 / a.size, (b.y - a.y) / a.size
        down += abs(dx) < 0.25 and -2 < dy < -0.5
        across += abs(dy) < 0.2 and 0.2 < dx < 2
    return down > across


def _laid_down(page: Page) -> Page:
    """Turn a page of vertical text by a quarter: what ran down runs to the right, and the rightmost column is the topmost line."""
    glyphs = [Glyph(g.text, -g.y - 0.88 * g.size, -g.y + 0.12 * g.size, (g.x0 + g.x1) / 2, g.size, g.font, g.order) for g in page.glyphs]
    return Page(-page.top, page.left, -page.bottom, page.right, tuple(glyphs))
