"""
An OpenDocument text becomes the text its reader sees, by the same rules as a Word document (docx.py).

zipfile and lxml open it; the walk is ours, since the libraries for OpenDocument write no numbers and show hidden and deleted text
(docs/decisions/0009-word-processor-formats.md). The content of a tracked deletion stands outside the paragraphs, so leaving that
part out accepts the changes.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from analysis.errors import ReadingError
from analysis.reading import marks
from analysis.reading.extracted import Extracted
from analysis.reading.facts import facts
from analysis.reading.odt_lists import STYLE, TEXT, Level, Run, levels_of
from analysis.reading.package import Package
from analysis.reading.rows import row_lines

FORMAT = "OpenDocument (.odt)"

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_META = "{urn:oasis:names:tc:opendocument:xmlns:meta:1.0}"
_MANIFEST = "{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_PARAGRAPHS = frozenset({TEXT + "p", TEXT + "h"})
_INDEXES = frozenset(
    TEXT + t for t in ("table-of-content", "illustration-index", "table-index", "object-index", "user-index", "alphabetical-index", "bibliography")
)
_NO_TEXT = frozenset(
    {TEXT + t for t in ("tracked-changes", "ruby-text", "script", "number", "table-of-content-source", "note-citation")}
    | {_OFFICE + t for t in ("annotation", "annotation-end", "forms", "event-listeners", "binary-data")}
    | {STYLE + "style"}
)
_BLANKS = re.compile("[ \t\r\n]+")
_WORDS = re.compile(r"[^\W\d_第页共]")


def extract(name: str, data: bytes, encoding: str | None) -> Extracted:
    """Return the text; the format says its own encoding. Raise BrokenFileError or TooLargeError."""
    del encoding
    package = Package.open(name, data, FORMAT)
    manifest = package.optional("META-INF/manifest.xml")
    if manifest is not None and next(manifest.iter(_MANIFEST + "encryption-data"), None) is not None:
        raise package.error("locked")
    content = package.xml("content.xml")
    body = content.find(f"{_OFFICE}body/{_OFFICE}text")
    if body is None:  # a spreadsheet or presentation under this name
        raise package.error("no_body")
    styles, meta = package.optional("styles.xml"), package.optional("meta.xml")
    walk = _Walk(_Styles(content, styles))
    try:
        lines = list(walk.blocks(body))
        notes = ["\n".join(walk.blocks(note)) for note in walk.noted]
    except ReadingError:
        raise
    except Exception as error:  # elements in places where no program sets them
        raise package.error("torn") from error
    walk.left_out["headers"] = _headers(styles)
    walk.left_out["damaged_parts"] = package.damaged
    return marks.finish(lines, notes, left_out=walk.left_out, facts=_facts(meta))


class _Styles:
    """Styles of paragraphs and spans by family and name, and the levels of list styles by name."""

    def __init__(self, content: Any, styles: Any | None) -> None:
        common = styles.find(_OFFICE + "styles") if styles is not None else None
        automatic = content.find(_OFFICE + "automatic-styles")
        self._styles: dict[tuple[str, str], Any] = {}
        self.lists: dict[str, dict[int, Level]] = {}
        self.outline: dict[int, Level] = {}
        for element in (child for group in (common, automatic) if group is not None for child in group):
            name = element.get(STYLE + "name", "")
            if element.tag == STYLE + "style":
                self._styles[element.get(STYLE + "family", ""), name] = element
            elif element.tag == TEXT + "list-style":
                self.lists[name] = levels_of(element)
            elif element.tag == TEXT + "outline-style":
                self.outline = levels_of(element)

    def _first(self, family: str, name: str, found: Any) -> str:
        """The first answer that a style or one it is based on gives."""
        seen = set[str]()
        while name and name not in seen and (family, name) in self._styles:
            seen.add(name)
            element = self._styles[family, name]
            answer = found(element)
            if answer is not None:
                return str(answer)
            name = element.get(STYLE + "parent-style-name", "")
        return ""

    def hides(self, family: str, name: str) -> bool:
        def display(element: Any) -> str | None:
            properties = element.find(STYLE + "text-properties")
            return properties.get(TEXT + "display") if properties is not None else None

        return self._first(family, name, display) == "none"

    def list_of(self, paragraph: Any) -> str:
        """The list style that a paragraph's style names."""
        return self._first("paragraph", paragraph.get(TEXT + "style-name", ""), lambda element: element.get(STYLE + "list-style-name"))


@dataclass(slots=True)
class _Walk:
    """A walk through the document; it carries the lists that may be continued."""

    styles: _Styles
    noted: list[Any] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)
    runs: dict[str, Run] = field(default_factory=dict)  # by the id of the list
    last: dict[str, Run] = field(default_factory=dict)  # by the style of the list, the one before
    outline: Run = field(default_factory=Run)
    hiding: bool = False

    def blocks(self, parent: Any) -> Iterator[str]:
        for element in parent:
            tag = element.tag
            if tag in _PARAGRAPHS:
                yield from self.paragraph(element, self.heading_marker(element) if tag == TEXT + "h" else "")
            elif tag == TEXT + "list":
                yield from self.items(element)
            elif tag == _TABLE + "table":
                yield from self.rows(element)
            elif tag == TEXT + "section" and (element.get(TEXT + "display") == "none" or element.get(TEXT + "is-hidden") == "true"):
                self.left_out["hidden_text"] += bool("".join(element.itertext()).strip())
            elif tag in _INDEXES:
                yield from ((marks.CONTENTS + line if line.strip() else line) for line in self.blocks(element))
            elif tag == TEXT + "tracked-changes":
                self.left_out["deleted_text"] += sum(bool(_words(deletion).strip()) for deletion in element.iter(TEXT + "deletion"))
            elif tag.startswith(_DRAW):
                boxes: list[Any] = []
                self.drawing(element, boxes)
                yield from (line for box in boxes for line in self.blocks(box))
            elif tag not in _NO_TEXT:
                yield from self.blocks(element)

    def items(self, element: Any, style: str = "", level: int = 1, run: Run | None = None) -> Iterator[str]:
        style = element.get(TEXT + "style-name") or style
        if run is None:
            run = self.runs.get(element.get(TEXT + "continue-list", ""))
            if run is None and element.get(TEXT + "continue-numbering") == "true":
                run = self.last.get(style)
            run = run or Run()
            self.last[style] = run
        if name := element.get("{http://www.w3.org/XML/1998/namespace}id"):
            self.runs[name] = run
        for item in element:
            counted = item.tag == TEXT + "list-item"
            given = item.get(TEXT + "start-value", "")
            for child in item:
                if child.tag == TEXT + "list":
                    yield from self.items(child, style, level + 1, run)
                elif child.tag in _PARAGRAPHS:
                    levels = self.styles.lists.get(item.get(TEXT + "style-override") or style or self.styles.list_of(child), {})
                    yield from self.paragraph(child, run.next(levels, level, int(given) if given.isdecimal() else None) if counted else "")
                    counted = False  # what follows in the same item has no number
                else:
                    yield from self.blocks((child,))

    def heading_marker(self, heading: Any) -> str:
        level = heading.get(TEXT + "outline-level", "")
        if not level.isdecimal() or heading.get(TEXT + "is-list-header") == "true":
            return ""
        given = heading.get(TEXT + "start-value", "")
        start = int(given) if heading.get(TEXT + "restart-numbering") == "true" and given.isdecimal() else None
        return self.outline.next(self.styles.outline, int(level), start)

    def rows(self, parent: Any) -> Iterator[str]:
        for element in parent:
            if element.tag == _TABLE + "table-row":
                yield from row_lines([list(self.blocks(cell)) for cell in element if cell.tag == _TABLE + "table-cell"])
            elif element.tag.startswith(_TABLE):
                yield from self.rows(element)

    def paragraph(self, p: Any, marker: str) -> Iterator[str]:
        boxes: list[Any] = []
        self.hiding = False
        hidden = self.styles.hides("paragraph", p.get(TEXT + "style-name", "")) or any(
            field.get(TEXT + "is-hidden") == "true" for field in p.iter(TEXT + "hidden-paragraph")
        )
        if hidden:
            self.left_out["hidden_text"] += bool(_words(p).strip())
            return
        text = "".join(self.inline(p, boxes)).lstrip(" ")
        number = p.find(TEXT + "number")  # the number as the program that saved it showed it
        yield (number.text if number is not None and number.text else marker) + text
        for box in boxes:
            yield from self.blocks(box)

    def inline(self, parent: Any, boxes: list[Any]) -> Iterator[str]:
        yield from self.words(parent.text)
        for element in parent:
            tag = element.tag
            if tag == TEXT + "s":
                count = element.get(TEXT + "c", "1")
                yield " " * min(int(count) if count.isdecimal() else 1, 1000)
            elif tag == TEXT + "tab":
                yield "\t"
            elif tag == TEXT + "line-break":
                yield "\n"
            elif tag == TEXT + "note":
                body = element.find(TEXT + "note-body")
                if body is not None:
                    self.noted.append(body)
                    yield marks.note(len(self.noted))
            elif tag == _OFFICE + "annotation":
                self.left_out["comments"] += 1
            elif self.hidden(element):
                self.left_out["hidden_text"] += bool(_words(element).strip()) and not self.hiding
                self.hiding = True
            elif tag.startswith(_DRAW) and tag != _DRAW + "a":
                self.drawing(element, boxes)
            elif tag not in _NO_TEXT:
                yield from self.inline(element, boxes)
            yield from self.words(element.tail)

    def words(self, text: str | None) -> Iterator[str]:
        if text:
            self.hiding = False
            yield _BLANKS.sub(" ", text)

    def hidden(self, element: Any) -> bool:
        if element.tag == TEXT + "hidden-text":
            return bool(element.get(TEXT + "is-hidden", "true") == "true")
        return element.tag == TEXT + "span" and self.styles.hides("text", element.get(TEXT + "style-name", ""))

    def drawing(self, element: Any, boxes: list[Any]) -> None:
        """Add what holds paragraphs in a drawing, outermost first; count pictures and other programs' objects."""
        if element.tag == _DRAW + "text-box" or any(child.tag in _PARAGRAPHS | {TEXT + "list"} for child in element):
            boxes.append(element)
        elif element.tag == _DRAW + "frame" and element.find(_DRAW + "text-box") is None:
            kind = "embedded" if element.find(_DRAW + "object") is not None or element.find(_DRAW + "object-ole") is not None else "pictures"
            self.left_out[kind] += 1
        else:
            for child in element:
                if child.tag.startswith(_DRAW):
                    self.drawing(child, boxes)


def _words(element: Any) -> str:
    return "".join(element.itertext())


def _headers(styles: Any | None) -> int:
    master = styles.find(_OFFICE + "master-styles") if styles is not None else None
    if master is None:
        return 0
    kinds = {STYLE + kind + side for kind in ("header", "footer") for side in ("", "-left", "-first")}
    return sum(1 for element in master.iter(*kinds) if _WORDS.search(_words(element)))


def _facts(meta: Any | None) -> Mapping[str, str]:
    meta = meta.find(_OFFICE + "meta") if meta is not None else None
    if meta is None:
        return {}
    author = meta.findtext(_META + "initial-creator") or meta.findtext(_DC + "creator") or ""
    return facts(meta.findtext(_DC + "title") or "", author, meta.findtext(_META + "creation-date") or "")
