"""
The two Chinese fonts, and small cuts of them that hold just the characters of one figure.

No Chinese font can be assumed on a server, in a headless browser, or on the machine of whoever opens an exported figure; so every figure that leaves
the program carries the glyphs it shows. They are built glyph by glyph from the whole font rather than cut out of it: cutting walks all 30,000
glyphs (seconds), building touches only those wanted.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from threading import Lock
from typing import Any, Literal

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTFont

Family = Literal["Noto Sans SC", "Noto Serif SC"]

FAMILIES: tuple[Family, ...] = ("Noto Sans SC", "Noto Serif SC")
LICENCE = "This Font Software is licensed under the SIL Open Font License, Version 1.1 (scripts.sil.org/OFL)."
"""Goes into every cut, since the licence must stay with the font wherever it goes."""


def font_path(family: Family = "Noto Sans SC") -> Path:
    """Return the whole OpenType font of *family*, which the pinned fonts package brings; so nothing of 20 MB is kept in this repository."""
    import pylopdf_fonts_zh_cn as fonts

    return Path(fonts.sans_path() if family == "Noto Sans SC" else fonts.serif_path())


def subset_woff2(text: str, family: Family = "Noto Sans SC") -> bytes:
    """
    Return a WOFF2 font with the glyphs of *text* and no others; characters the family lacks are left to the reader's own fonts.

    Kerning and alternative forms are left out: charts set words and numbers, not prose.
    """
    return _build("".join(sorted(set(text))), family)


@lru_cache(maxsize=32)
def _build(characters: str, family: Family) -> bytes:
    source = _source(family)
    with source.lock:  # fontTools reads a font lazily, which two threads must not do at once
        glyphs = {ord(c): source.cmap[ord(c)] for c in characters if ord(c) in source.cmap}
        names = [".notdef", *dict.fromkeys(glyphs.values())]
        charstrings = {name: _outline(source, name) for name in names}
        metrics = {name: source.metrics[name] for name in names}
    builder = FontBuilder(source.units, isTTF=False)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap(glyphs)
    builder.setupCFF(family.replace(" ", ""), {"FullName": family}, charstrings, {})
    builder.setupHorizontalMetrics(metrics)
    builder.setupHorizontalHeader(ascent=source.ascent, descent=source.descent)
    builder.setupNameTable(
        {
            "familyName": family,
            "styleName": "Regular",
            "psName": f"{family.replace(' ', '')}-Regular",
            "licenseDescription": LICENCE,
            "copyright": source.copyright,
        }
    )
    builder.setupOS2(sTypoAscender=source.ascent, sTypoDescender=source.descent, usWinAscent=source.ascent, usWinDescent=-source.descent)
    builder.setupPost()
    builder.font.flavor = "woff2"
    file = BytesIO()
    builder.font.save(file)
    return file.getvalue()


def _outline(source: "_Source", name: str) -> Any:
    pen = T2CharStringPen(source.metrics[name][0], None)
    source.glyphs[name].draw(pen)
    return pen.getCharString()


@dataclass(frozen=True, slots=True)
class _Source:
    """A whole font, opened once for the life of the process: opening is most of the work."""

    glyphs: Any
    cmap: Mapping[int, str]
    metrics: Mapping[str, tuple[int, int]]
    units: int
    ascent: int
    descent: int
    copyright: str
    lock: Lock


@lru_cache(maxsize=2)
def _source(family: Family) -> _Source:
    font = TTFont(font_path(family), lazy=True)
    head = font["hhea"]
    return _Source(
        font.getGlyphSet(),
        font.getBestCmap(),
        font["hmtx"].metrics,
        font["head"].unitsPerEm,
        head.ascent,
        head.descent,
        font["name"].getDebugName(0),
        Lock(),
    )
