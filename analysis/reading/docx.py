"""
A Word document becomes the text its reader sees: paragraphs and table rows in order, one a line, with the automatic numbers written in.

The walk over its elements is ours, since no library writes the numbers, and those that give plain text drop what tracked changes inserted, content
controls and text boxes (docs/decisions/0009-word-processor-formats.md). Changes are taken as accepted, hidden text is left out and counted, fields
stand by their last result, footnotes and endnotes behind the text. Headers, footers and comments are no part of the speech; they are counted.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from analysis.errors import ReadingError
from analysis.reading import doc, marks
from analysis.reading.docx_parts import find_parts
from analysis.reading.docx_styles import Styles
from analysis.reading.extracted import Extracted
from analysis.reading.numbering import Numbering
from analysis.reading.package import Package
from analysis.reading.rows import row_lines
from analysis.reading.sources import refuse
from analysis.reading.wordml import equation, flag, symbol, value, w

FORMAT = "Word (.docx)"

_PARTS = frozenset({w(t) for t in ("ins", "moveTo", "hyperlink", "smartTag", "sdt", "sdtContent", "fldSimple", "customXml", "r", "dir", "bdo")})
_DELETED = frozenset({w("del"), w("moveFrom")})
_SIGNS = {w("tab"): "\t", w("br"): "\n", w("cr"): "\n", w("noBreakHyphen"): "-", w("ptab"): "\t"}
_NOTES = {w("footnoteReference"): "footnote", w("endnoteReference"): "endnote"}
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_PICTURES = frozenset({"{http://schemas.openxmlformats.org/drawingml/2006/picture}pic", "{urn:schemas-microsoft-com:vml}imagedata"})
_OLE = b"\xd0\xcf\x11\xe0"


def extract(name: str, data: bytes, encoding: str | None) -> Extracted:
    """Return the text; the format says its own encoding. Raise ReadingError."""
    if data.startswith(_OLE):
        return _older(name, data, encoding)
    package = Package.open(name, data, FORMAT)
    try:
        parts = find_parts(package)
        styles = Styles(parts.styles)
        walk = _Walk(styles, Numbering(parts.numbering, styles.lists), parts.notes)
        lines = [line.replace("\r\n", "\n").replace("\r", "\n") for line in walk.over(parts.body)]
        notes = ["\n".join(walk.blocks(note)) for note in walk.noted]
    except ReadingError:
        raise
    except Exception as error:  # elements in places where no program sets them
        raise package.error("torn") from error
    left_out = walk.left_out | Counter(comments=parts.comments, headers=parts.headers, damaged_parts=package.damaged)
    return marks.finish(lines, notes, left_out=left_out, facts=parts.facts)


def _older(name: str, data: bytes, encoding: str | None) -> Extracted:
    """A file of Word 97–2003 under the new name is read as what it is; the other thing it may be is a document locked by a password."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise refuse(name, "locked", format=FORMAT)
    if "WordDocument".encode("utf-16-le") not in data:
        raise refuse(name, "no_package", format=FORMAT)
    return doc.extract(name, data, encoding)


@dataclass(slots=True)
class _Walk:
    """A walk through the document; it carries what runs on from paragraph to paragraph: lists and open fields."""

    styles: Styles
    numbering: Numbering
    notes: Any  # (kind, id) -> element
    noted: list[Any] = field(default_factory=list)  # the notes in the order of their marks
    left_out: Counter[str] = field(default_factory=Counter)
    fields: list[list[str] | None] = field(default_factory=list)  # for each open field its instruction, None once its result has begun
    carried: list[str] = field(default_factory=list)  # texts before deleted paragraph marks, which belong to the next paragraph
    hiding: bool = False  # whether the last run was hidden: hidden text is counted by places, however many runs it is cut into

    def over(self, body: Any) -> Iterator[str]:
        yield from self.blocks(body)
        yield from ["".join(self.carried)] if self.carried else []
        self.carried.clear()
        self.fields.clear()

    def blocks(self, parent: Any) -> Iterator[str]:
        for element in parent:
            if element.tag == w("p"):
                yield from self.paragraph(element)
            elif element.tag == w("tbl"):
                for row in self.rows(element):
                    yield from row_lines([list(self.blocks(cell)) for cell in self.cells(row)])
            elif element.tag == _MC + "AlternateContent":
                yield from self.blocks(_chosen(element))
            elif element.tag == w("altChunk"):
                self.left_out["embedded"] += 1
            elif element.tag in _PARTS and element.tag != w("r"):
                yield from self.blocks(element)

    def rows(self, parent: Any) -> Iterator[Any]:
        for element in parent:
            if element.tag == w("tr"):
                if element.find(f"{w('trPr')}/{w('del')}") is not None:
                    self.left_out["deleted_text"] += 1
                elif flag(element.find(f"{w('trPr')}/{w('hidden')}")):
                    self.left_out["hidden_text"] += 1
                else:
                    yield element
            elif element.tag in _PARTS:
                yield from self.rows(element)

    def cells(self, parent: Any) -> Iterator[Any]:
        for element in parent:
            if element.tag == w("tc"):
                merged = element.find(f"{w('tcPr')}/{w('vMerge')}")
                deleted = element.find(f"{w('tcPr')}/{w('cellDel')}")
                if deleted is None and (merged is None or value(merged) == "restart"):  # the rest of a merged cell repeats nothing
                    yield element
            elif element.tag in _PARTS:
                yield from self.cells(element)

    def paragraph(self, p: Any) -> Iterator[str]:
        boxes: list[Any] = []
        properties = p.find(w("pPr"))
        style = value(properties.find(w("pStyle"))) if properties is not None else ""
        style = style or self.styles.default
        self.hiding = False
        text = "".join(self.inline(p, style, boxes))
        mark = properties.find(w("rPr")) if properties is not None else None
        if mark is not None and (mark.find(w("del")) is not None or mark.find(w("moveFrom")) is not None):
            self.carried += [text] if text else []
        elif mark is not None and text and flag(mark.find(w("specVanish"))):  # a heading that runs on into its paragraph
            self.carried += [self.marker(properties, style), text]
        elif text or self.carried or not (self.styles.hides(style) or (mark is not None and flag(mark.find(w("vanish"))))):
            line = self.marker(properties, style) + "".join(self.carried) + text
            yield marks.CONTENTS + line if line.strip() and self.styles.of_contents(style) else line
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
        return self.numbering.next(num_id, int(ilvl) if ilvl.isdecimal() else 0) if num_id not in {"", "0"} else ""

    def list_of_style(self, style: str) -> tuple[str, str]:
        ilvl = ""
        for name, element in self.styles.chain(style):
            num = element.find(f"{w('pPr')}/{w('numPr')}")
            ilvl = ilvl or (value(num.find(w("ilvl"))) if num is not None else "")
            num_id = value(num.find(w("numId"))) if num is not None else ""
            if num_id:
                tied = self.numbering.level_of_style(num_id, style)
                tied = self.numbering.level_of_style(num_id, name) if tied is None and not ilvl else tied
                return num_id, str(tied) if tied is not None else ilvl
        return "", ""

    def inline(self, parent: Any, style: str, boxes: list[Any]) -> Iterator[str]:
        for element in parent:
            if element.tag == w("r"):
                if self.styles.run_hidden(element, style):
                    shown = "".join(_Walk(self.styles, self.numbering, {}, fields=self.fields).run(element, style, []))
                    self.left_out["hidden_text"] += bool(shown.strip()) and not self.hiding
                    self.hiding = self.hiding or bool(shown.strip())
                else:
                    self.hiding = False
                    yield from self.run(element, style, boxes)
            elif element.tag in _PARTS:
                yield from self.inline(element, style, boxes)
            elif element.tag in _DELETED:
                self.left_out["deleted_text"] += any(t.text for t in element.iter(w("delText"), w("t")))
            elif element.tag == _MC + "AlternateContent":
                yield from self.inline(_chosen(element), style, boxes)
            elif element.tag.startswith(_MATH):
                yield "".join(t.text or "" for t in element.iter(_MATH + "t"))

    def run(self, run: Any, style: str, boxes: list[Any]) -> Iterator[str]:
        for element in run:
            tag = element.tag
            if tag == w("fldChar"):
                yield from self.field(element.get(w("fldCharType"), ""))
            elif tag == w("instrText"):
                if self.fields and self.fields[-1] is not None:
                    self.fields[-1].append(element.text or "")
            elif tag == _MC + "AlternateContent":
                self.drawing(_chosen(element), boxes)
            elif tag in {w("pict"), w("drawing"), w("object")}:
                self.drawing(element, boxes)
            elif any(instruction is not None for instruction in self.fields):
                continue
            elif tag in _NOTES:
                yield from self.note(element)
                if element.get(w("customMarkFollows")) in {"1", "true", "on"}:
                    return  # the mark the author chose, in place of which ours stands
            elif tag == w("t"):
                yield (element.text or "").replace("\n", " ")
            elif tag == w("sym"):
                yield symbol(element.get(w("font"), ""), element.get(w("char"), ""))
            elif tag == w("ruby"):  # pinyin above a word: the word is the text
                base = element.find(w("rubyBase"))
                yield from self.inline(base if base is not None else (), style, boxes)
            elif tag in _SIGNS and element.get(w("type")) not in {"page", "column"}:
                yield _SIGNS[tag]

    def note(self, reference: Any) -> Iterator[str]:
        element = self.notes.get((_NOTES[reference.tag], reference.get(w("id"), "")))
        if element is None:
            self.left_out["notes"] += 1
        else:
            self.noted.append(element)
            yield marks.note(len(self.noted))

    def drawing(self, element: Any, boxes: list[Any]) -> None:
        boxes += (found := list(_text_boxes(element)))
        if not found and element.tag != w("object"):
            self.left_out["pictures"] += any(part.tag in _PICTURES for part in getattr(element, "iter", tuple)())
        elif not found:
            self.left_out["embedded"] += 1

    def field(self, kind: str) -> Iterator[str]:
        """A field opens with its instruction, which is not text; after `separate` stands its result, which is. An equation has no result."""
        if kind == "begin":
            self.fields.append([])
        elif kind == "separate" and self.fields:
            self.fields[-1] = None
        elif kind == "end" and self.fields:
            instruction = self.fields.pop()
            if instruction is not None and not any(outer is not None for outer in self.fields):
                yield equation("".join(instruction))


def _chosen(alternate: Any) -> Any:
    """Of the forms offered for one thing the first, which newer programs show; the others repeat it."""
    choice = alternate.find(_MC + "Choice")
    choice = alternate.find(_MC + "Fallback") if choice is None else choice
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
