"""
A Word document becomes the text its reader sees: paragraphs and table rows in order, one a line, with the automatic numbers written in.

python-docx opens the package; the walk over its elements is ours, since `Paragraph.text` leaves out what tracked changes inserted, content controls,
text boxes and all numbering. Changes are taken as accepted, hidden text is left out, fields stand by their last result. Headers, footers, footnotes
and comments are no part of the speech and are left out.
"""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from analysis.errors import BrokenFileError, ReadingError, TooLargeError
from analysis.reading.extracted import Extracted
from analysis.reading.numbering import Numbering
from analysis.reading.wordml import flag, value, w

MAX_XML = 60_000_000
MAX_UNPACKED = 200_000_000
"""Bytes a document may unpack to, its text parts and all of it: a million characters of text take about 10 MB of XML; a zip bomb asks for gigabytes."""

_GONE = frozenset({w("del"), w("moveFrom")})
_PARTS = frozenset({w(t) for t in ("ins", "moveTo", "hyperlink", "smartTag", "sdt", "sdtContent", "fldSimple", "customXml", "r", "dir", "bdo")})
_SIGNS = {w("tab"): "\t", w("br"): "\n", w("cr"): "\n", w("noBreakHyphen"): "-", w("ptab"): "\t"}
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_OLE = b"\xd0\xcf\x11\xe0"


def extract(name: str, data: bytes, encoding: str | None) -> Extracted:
    """Return the text; the format says its own encoding."""
    del encoding
    _check_package(name, data)
    try:
        text = "\n".join(_Walk.over(data))
    except ReadingError:
        raise
    except Exception as error:  # a damaged package fails in zip, XML and python-docx in ways of their own
        raise BrokenFileError(name=name, format="Word (.docx)", detail="torn") from error
    return Extracted(text.replace("\r\n", "\n").replace("\r", "\n"))


def _check_package(name: str, data: bytes) -> None:
    """Refuse what is no zip, and what would unpack to more than is sane; zipfile never reads beyond the sizes stated."""
    if data.startswith(_OLE):
        raise BrokenFileError(name=name, format="Word (.docx)", detail="old_or_locked")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            sizes = [(entry.filename, entry.file_size) for entry in package.infolist()]
    except Exception as error:  # zipfile raises more than BadZipFile on forged directories
        raise BrokenFileError(name=name, format="Word (.docx)", detail="no_package") from error
    for total, limit in ((sum(s for n, s in sizes if not n.startswith("word/media/")), MAX_XML), (sum(s for _, s in sizes), MAX_UNPACKED)):
        if total > limit:
            raise TooLargeError(name=name, size=f"{total / 1e6:.1f}", allowed=limit // 1_000_000)


class _Styles:
    """What paragraph and character styles say of numbering and hiding, through the styles they are based on."""

    def __init__(self, root: Any) -> None:
        self._styles = {s.get(w("styleId"), ""): s for s in root.iterfind(w("style"))}
        self.default = next((i for i, s in self._styles.items() if s.get(w("type")) == "paragraph" and s.get(w("default")) in {"1", "true"}), "")
        self.lists = {i: value(s.find(f"{w('pPr')}/{w('numPr')}/{w('numId')}")) for i, s in self._styles.items() if s.get(w("type")) == "numbering"}

    def chain(self, style: str) -> Iterator[tuple[str, Any]]:
        """The style and those it is based on, nearest first; a circle is left after one turn."""
        seen = set[str]()
        while style and style not in seen and style in self._styles:
            seen.add(style)
            yield style, self._styles[style]
            style = value(self._styles[style].find(w("basedOn")))

    def hides(self, style: str) -> bool:
        for _, element in self.chain(style):
            vanish = element.find(f"{w('rPr')}/{w('vanish')}")
            if vanish is not None:
                return flag(vanish)
        return False


@dataclass(slots=True)
class _Walk:
    """A walk through the document; it carries what runs on from paragraph to paragraph: lists and open fields."""

    styles: _Styles
    numbering: Numbering
    fields: list[bool] = field(default_factory=list)  # for each open field, whether its result has begun
    instructions: int = 0  # how many of them have not begun it
    carried: list[str] = field(default_factory=list)  # texts before deleted paragraph marks, which belong to the next paragraph

    @classmethod
    def over(cls, data: bytes) -> Iterator[str]:
        from docx import Document
        from docx.opc.constants import RELATIONSHIP_TYPE

        document = Document(io.BytesIO(data))
        try:
            numbering = getattr(document.part.part_related_by(RELATIONSHIP_TYPE.NUMBERING), "element", None)
        except KeyError:  # a document without lists
            numbering = None
        styles = _Styles(document.styles.element)
        walk = cls(styles, Numbering(numbering, styles.lists))
        yield from walk.blocks(document.element.body)
        yield from ["".join(walk.carried)] if walk.carried else []

    def blocks(self, parent: Any) -> Iterator[str]:
        for element in parent:
            if element.tag == w("p"):
                yield from self.paragraph(element)
            elif element.tag == w("tbl"):
                for row in self.rows(element):
                    yield from self.row(row)
            elif element.tag in _PARTS and element.tag != w("r"):
                yield from self.blocks(element)

    def rows(self, parent: Any) -> Iterator[Any]:
        for element in parent:
            if element.tag == w("tr"):
                if element.find(f"{w('trPr')}/{w('del')}") is None:
                    yield element
            elif element.tag in _PARTS:
                yield from self.rows(element)

    def row(self, row: Any) -> Iterator[str]:
        """A row of short cells is one line with tabs; where a cell holds several paragraphs it is layout, and each is a line."""
        cells = [list(self.blocks(cell)) for cell in self.cells(row)]
        if all(len(cell) <= 1 for cell in cells):
            line = "\t".join(cell[0] if cell else "" for cell in cells)
            yield from [line] if line.strip() else []
        else:
            for cell in cells:
                yield from cell

    def cells(self, parent: Any) -> Iterator[Any]:
        for element in parent:
            if element.tag == w("tc"):
                merged = element.find(f"{w('tcPr')}/{w('vMerge')}")
                if merged is None or value(merged) == "restart":  # the rest of a merged cell repeats nothing
                    yield element
            elif element.tag in _PARTS:
                yield from self.cells(element)

    def paragraph(self, p: Any) -> Iterator[str]:
        boxes: list[Any] = []
        properties = p.find(w("pPr"))
        style = value(properties.find(w("pStyle"))) if properties is not None else ""
        style = style or self.styles.default
        text = "".join(self.inline(p, style, boxes))
        mark = properties.find(w("rPr")) if properties is not None else None
        if mark is not None and (mark.find(w("del")) is not None or mark.find(w("moveFrom")) is not None):
            self.carried += [text] if text else []
        elif text or self.carried or not (self.styles.hides(style) or (mark is not None and flag(mark.find(w("vanish"))))):
            yield self.marker(properties, style) + "".join(self.carried) + text
            self.carried.clear()
        for box in boxes:
            yield from self.blocks(box)

    def marker(self, properties: Any, style: str) -> str:
        num_id, ilvl = "", ""
        num = properties.find(w("numPr")) if properties is not None else None
        if num is not None:
            num_id, ilvl = value(num.find(w("numId"))), value(num.find(w("ilvl")))
        if not num_id:
            num_id, tied = self.list_of_style(style)
            ilvl = ilvl or tied
        # numId 0 takes the numbering of a style away (§17.9.18)
        return self.numbering.next(num_id, int(ilvl) if ilvl.isdigit() else 0) if num_id not in {"", "0"} else ""

    def list_of_style(self, style: str) -> tuple[str, str]:
        for name, element in self.styles.chain(style):
            num = element.find(f"{w('pPr')}/{w('numPr')}")
            num_id = value(num.find(w("numId"))) if num is not None else ""
            if num_id:
                tied = self.numbering.level_of_style(num_id, style)
                tied = self.numbering.level_of_style(num_id, name) if tied is None else tied
                return num_id, str(tied) if tied is not None else value(num.find(w("ilvl")))
        return "", ""

    def inline(self, parent: Any, style: str, boxes: list[Any]) -> Iterator[str]:
        for element in parent:
            if element.tag == w("r"):
                hidden = self.hidden(element, style)
                yield from (t for t in self.run(element, style, boxes) if not hidden)
            elif element.tag in _PARTS:
                yield from self.inline(element, style, boxes)
            elif element.tag == _MC + "AlternateContent":
                yield from self.inline(_chosen(element), style, boxes)

    def hidden(self, run: Any, style: str) -> bool:
        properties = run.find(w("rPr"))
        vanish = properties.find(w("vanish")) if properties is not None else None
        if vanish is not None:
            return flag(vanish)
        character = value(properties.find(w("rStyle"))) if properties is not None else ""
        return self.styles.hides(character) or self.styles.hides(style)

    def run(self, run: Any, style: str, boxes: list[Any]) -> Iterator[str]:
        for element in run:
            tag = element.tag
            if tag == w("fldChar"):
                self.field(element.get(w("fldCharType"), ""))
            elif tag == _MC + "AlternateContent":
                boxes += _text_boxes(_chosen(element))
            elif tag in {w("pict"), w("drawing")}:
                boxes += _text_boxes(element)
            elif self.instructions:
                continue
            elif tag == w("t"):
                yield (element.text or "").replace("\n", " ")
            elif tag == w("ruby"):  # pinyin above a word: the word is the text
                yield from self.inline(element.find(w("rubyBase")), style, boxes)
            elif tag in _SIGNS and element.get(w("type")) not in {"page", "column"}:
                yield _SIGNS[tag]

    def field(self, kind: str) -> None:
        """A field opens with its instruction, which is not text; after `separate` stands its result, which is."""
        if kind == "begin":
            self.fields.append(False)
            self.instructions += 1
        elif kind == "separate" and self.fields and not self.fields[-1]:
            self.fields[-1] = True
            self.instructions -= 1
        elif kind == "end" and self.fields and not self.fields.pop():
            self.instructions -= 1


def _chosen(alternate: Any) -> Any:
    """Of the forms offered for one thing the first, which newer programs show; the others repeat it."""
    choice = alternate.find(_MC + "Choice")
    return choice if choice is not None else ()


def _text_boxes(element: Any) -> Iterator[Any]:
    """The outermost text boxes of a drawing; those within them are met when their paragraphs are."""
    for child in element:
        if child.tag == w("txbxContent"):
            yield child
        elif child.tag == _MC + "AlternateContent":
            yield from _text_boxes(_chosen(child))
        else:
            yield from _text_boxes(child)
