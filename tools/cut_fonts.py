"""
Cut the two Chinese fonts into the WOFF2 faces under `static/`, which browsers get; developers run it once, and again when the fonts package changes.

    python -m tools.cut_fonts            # about two minutes; writes static/*.woff2 and static/OFL.txt

Why cut at all: whole, each family is 8 to 12 MB. Each becomes two faces:

- `<Family>-common.woff2`: the 6,763 characters of GB 2312, Latin, punctuation, kana and symbols; nearly every page needs no more.
- `<Family>-rest.woff2`: all other Han characters, which GB 2312 lacks: 镕 (朱镕基), 喆, 堃, 珺, and all traditional text. It is fetched only when
  a page shows one of them.

The characters of the two faces are interleaved (exact ranges would be about 4,000, some 40 kB sent at each run of a page), so the rest is declared
with the whole Han blocks (`REST_RANGE`) and *before* the common face, which has no range: where ranges overlap, CSS asks the face declared last
first, and asks the earlier one only for what that one lacks. `.streamlit/config.toml` keeps this order.
"""

import unicodedata
from collections.abc import Iterable
from importlib.metadata import files
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from analysis.fonts import FAMILIES, PACKAGE, font_path

STATIC = Path(__file__).resolve().parent.parent / "static"

REST_RANGE = "U+2E80-2FDF,U+3400-4DBF,U+4E00-9FFF,U+F900-FAFF,U+20000-323AF"
"""The blocks of Han characters: radicals, extension A, the unified block, compatibility, and the planes beyond."""

FEATURES = ["kern", "ccmp", "mark", "halt", "chws", "tnum", "lnum", "pnum"]
"""What the browser uses: kerning and accents, half-width punctuation (browsers trim rows of 》。 with it), figures. No vertical or Japanese forms."""


def gb2312() -> frozenset[int]:
    """The code points of GB 2312: what its two-byte table decodes to."""
    table = bytes(byte for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF) for byte in (row, cell))
    return frozenset(map(ord, table.decode("gb2312", errors="ignore")))


def is_han(code: int) -> bool:
    """Whether it is a Han character or radical, compatibility forms included."""
    return unicodedata.name(chr(code), "").startswith(("CJK UNIFIED", "CJK COMPATIBILITY", "CJK RADICAL", "KANGXI"))


def common(codes: Iterable[int]) -> frozenset[int]:
    """Those of *codes* that go into the first face."""
    known = gb2312()
    return frozenset(code for code in codes if code in known or not is_han(code))


def cut(source: Path, target: Path, codes: Iterable[int]) -> None:
    """Write the glyphs of *codes* as WOFF2. Hints are dropped: they are a tenth, and text this size is read without."""
    options = Options(flavor="woff2", layout_features=FEATURES, hinting=False, desubroutinize=False, notdef_outline=True, name_IDs=["*"])
    font = TTFont(source)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=codes)
    subsetter.subset(font)
    font.flavor = "woff2"
    font.save(target)
    print(f"{target.name}: {target.stat().st_size / 1e6:.2f} MB, {len(font.getBestCmap()):,} characters")


def licence() -> str:
    """The licence text that the fonts package carries; it must go wherever the fonts go."""
    found = next(file for file in files(PACKAGE) or () if file.name == "LICENSE")
    return found.read_text(encoding="utf-8")


def notices() -> str:
    """The copyright notices of the fonts themselves, which the licence asks to keep with it."""
    return "\n".join(TTFont(font_path(family))["name"].getDebugName(0) for family in FAMILIES)


def main() -> None:
    STATIC.mkdir(exist_ok=True)
    for family in FAMILIES:
        source = font_path(family)
        codes = frozenset(TTFont(source).getBestCmap())
        first = common(codes)
        cut(source, STATIC / f"{source.stem}-common.woff2", first)
        cut(source, STATIC / f"{source.stem}-rest.woff2", codes - first)
    (STATIC / "OFL.txt").write_text(f"{notices()}\n\n{licence()}", encoding="utf-8")


if __name__ == "__main__":
    main()
