"""
What is done with a PDF in a process of its own: PDFium takes it apart, and every glyph is written out with its place, as JSON, a page a line.

PDFium is C++ and a damaged file may keep it busy or bring it down; a process can be stopped and its end is no end of ours (pdf_glyphs.py starts it).
It is run by its path and imports nothing of the project. The first line out is `{"pages": n, "sound": true, "facts": {...}}` or `{"refused": "torn"}`;
each further one a page: `box` (left, bottom, right, top), `image` (share of it that pictures cover, looked for where there is hardly any text), `lines`
(straight ones that are drawn, as boxes), `text` (a character a glyph), for each glyph `x`, `y` (origin), `left`, `right`, `bottom`, `top`, all in points,
and `style`, an index into `styles`: size in points, direction in degrees, weight, name of the font, and 1 where the file does not say what character
it is.
"""

import ctypes
import json
import math
import sys
from typing import Any

import pypdfium2_raw as pdfium

MOST_PAGES = 3_000
MOST_GLYPHS = 200_000
"""A report of 30,000 characters takes half a second, what is longer than this a book and more than ten."""

MEMORY = 2_000_000_000
_SYSTEM_FONTS = ("/usr/share/fonts", "/usr/local/share/fonts", "/usr/share/X11/fonts/TTF")  # where PDFium looks on Linux when told nothing
_KEPT: list[Any] = []  # what PDFium points to
_PASSWORD, _SECURITY = 4, 5
_FACTS = ("Title", "Author", "CreationDate")
_FEW = 60  # a page with fewer glyphs is asked for pictures
_THIN = 3.0  # points
_BOX = 6  # segments at most
_MOST_OBJECTS = 20_000
_DEPTH = 4  # of forms within forms


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _start(folders: list[str]) -> None:
    """
    Start PDFium with the fonts in these folders and the system's.

    Where a file names a Chinese font without holding it and PDFium finds none in its place, its characters have no extent, and PDFium drops those that
    stand alone and takes equal lines for one.
    """
    kept = [ctypes.create_string_buffer(folder.encode()) for folder in (*folders, *_SYSTEM_FONTS)]
    letter = ctypes.POINTER(ctypes.c_char)
    paths = (letter * (len(kept) + 1))(*(ctypes.cast(buffer, letter) for buffer in kept))
    config = pdfium.FPDF_LIBRARY_CONFIG(version=2, m_pUserFontPaths=paths)
    pdfium.FPDF_InitLibraryWithConfig(config)
    _KEPT.extend([*kept, paths, config])


def _put(line: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(line, ensure_ascii=True, separators=(",", ":")) + "\n")


def _fact(document: Any, key: str) -> str:
    size = pdfium.FPDF_GetMetaText(document, key.encode(), None, 0)
    buffer = ctypes.create_string_buffer(min(size, 4_000))
    pdfium.FPDF_GetMetaText(document, key.encode(), buffer, len(buffer))
    return buffer.raw.decode("utf-16-le", "ignore").rstrip("\0")


def _pictures(objects: list[Any], depth: int = 0) -> float:
    """The area in square points that pictures cover; overlaps count twice."""
    area = 0.0
    sides = [ctypes.c_float() for _ in range(4)]
    for item in objects:
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE and pdfium.FPDFPageObj_GetBounds(item, *sides):
            area += abs((sides[2].value - sides[0].value) * (sides[3].value - sides[1].value))
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEPTH:
            inner = min(pdfium.FPDFFormObj_CountObjects(item), 1_000)
            area += _pictures([pdfium.FPDFFormObj_GetObject(item, i) for i in range(inner)], depth + 1)
    return area


def _lines(page: Any) -> list[list[float]]:
    """Where straight lines are drawn: thin shapes, and the sides of outlined boxes."""
    found: list[list[float]] = []
    sides = [ctypes.c_float() for _ in range(4)]
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    for i in range(min(pdfium.FPDFPage_CountObjects(page), _MOST_OBJECTS)):
        item = pdfium.FPDFPage_GetObject(page, i)
        if pdfium.FPDFPageObj_GetType(item) != pdfium.FPDF_PAGEOBJ_PATH or not pdfium.FPDFPageObj_GetBounds(item, *sides):
            continue
        left, bottom, right, top = (round(side.value, 1) for side in sides)
        if min(right - left, top - bottom) <= _THIN:
            found.append([left, bottom, right, top])
        elif pdfium.FPDFPath_CountSegments(item) <= _BOX and pdfium.FPDFPath_GetDrawMode(item, fill, stroke) and stroke.value:
            found += [left, bottom, left, top], [right, bottom, right, top], [left, bottom, right, bottom], [left, top, right, top]
    return found


class _Styles:
    """The styles of a page's glyphs, each asked for once a text object."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[float, float, int, str, int], int] = {}
        self._object = 0
        self._base: tuple[float, float, int, str] = (0.0, 0.0, 0, "")

    @property
    def list(self) -> list[tuple[float, float, int, str, int]]:
        return [*self._numbers]

    def of(self, text: Any, index: int) -> int:
        item = pdfium.FPDFText_GetTextObject(text, index)
        address = ctypes.cast(item, ctypes.c_void_p).value or 0
        if address != self._object:
            self._object = address
            self._base = self._ask(text, index, item)
        lost = int(pdfium.FPDFText_HasUnicodeMapError(text, index) == 1)
        return self._numbers.setdefault((*self._base, lost), len(self._numbers))

    def _ask(self, text: Any, index: int, item: Any) -> tuple[float, float, int, str]:
        matrix = pdfium.FS_MATRIX()
        pdfium.FPDFText_GetMatrix(text, index, matrix)
        size = pdfium.FPDFText_GetFontSize(text, index) * math.hypot(matrix.c, matrix.d)
        name = ctypes.create_string_buffer(200)
        pdfium.FPDFFont_GetBaseFontName(pdfium.FPDFTextObj_GetFont(item), name, len(name))
        font = name.value.decode("utf-8", "replace").split("+")[-1]
        return round(size, 2), round(math.degrees(math.atan2(matrix.b, matrix.a)), 1), pdfium.FPDFText_GetFontWeight(text, index), font


def _page(page: Any) -> dict[str, Any]:
    bounds = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, bounds)
    box = [round(v, 2) for v in (bounds.left, bounds.bottom, bounds.right, bounds.top)]
    text = pdfium.FPDFText_LoadPage(page)
    codes: list[int] = []
    places: tuple[list[float], ...] = ([], [], [], [], [], [])
    styles, style = _Styles(), []
    x, y, rect = ctypes.c_double(), ctypes.c_double(), pdfium.FS_RECTF()
    for i in range(max(0, pdfium.FPDFText_CountChars(text))):
        if pdfium.FPDFText_IsGenerated(text, i) == 1:
            continue
        code = pdfium.FPDFText_GetUnicode(text, i)
        if codes and 0xD800 <= codes[-1] < 0xDC00 <= code < 0xE000:  # two halves, where a wide character has 16 bits
            codes[-1] = 0x10000 + ((codes[-1] - 0xD800) << 10) + code - 0xDC00
            continue
        pdfium.FPDFText_GetCharOrigin(text, i, x, y)
        pdfium.FPDFText_GetLooseCharBox(text, i, rect)
        codes.append(0xAD if code == 2 else code)  # what PDFium takes for a hyphen at a line's end
        for column, value in zip(places, (x.value, y.value, rect.left, rect.right, rect.bottom, rect.top), strict=True):
            column.append(round(value, 2))
        style.append(styles.of(text, i))
    pdfium.FPDFText_ClosePage(text)
    image = 0.0
    if len(codes) < _FEW:
        most = min(pdfium.FPDFPage_CountObjects(page), 10_000)
        area = abs((box[2] - box[0]) * (box[3] - box[1])) or 1.0
        image = round(min(1.0, _pictures([pdfium.FPDFPage_GetObject(page, i) for i in range(most)]) / area), 3)
    names = ("x", "y", "left", "right", "bottom", "top")
    letters = "".join(chr(code) if 0 < code <= sys.maxunicode and not 0xD800 <= code < 0xE000 else "\ufffd" for code in codes)
    return {
        "box": box,
        "image": image,
        "text": letters,
        **dict(zip(names, places, strict=True)),
        "style": style,
        "styles": styles.list,
        "lines": _lines(page),
    }


def main() -> None:
    """Read the file from standard input."""
    _limit_memory()
    data = sys.stdin.buffer.read()
    _start(sys.argv[1:])
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        _put({"refused": "pdf_encrypted" if pdfium.FPDF_GetLastError() in {_PASSWORD, _SECURITY} else "torn"})
        return
    count = pdfium.FPDF_GetPageCount(document)
    if count > MOST_PAGES:
        _put({"refused": "pdf_long"})
        return
    sound = bool(pdfium.FPDF_DocumentHasValidCrossReferenceTable(document))
    _put({"pages": count, "sound": sound, "facts": {key: _fact(document, key) for key in _FACTS}})
    glyphs = 0
    for number in range(count):
        page = pdfium.FPDF_LoadPage(document, number)
        if not page:
            _put({})
            continue
        found = _page(page)
        pdfium.FPDF_ClosePage(page)
        glyphs += len(found["text"])
        if glyphs > MOST_GLYPHS:
            _put({"refused": "pdf_long"})
            return
        _put(found)


if __name__ == "__main__":
    main()
