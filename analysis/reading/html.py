"""
A web page becomes all the text its reader sees, a block a line; what of it is the site's and not the speech's is a repair, which can be switched off.

Selectolax (Lexbor) parses as browsers do. Scripts never run; they, style sheets and hidden elements are left out. Blanks are closed up as CSS says, and a
line break in the source between two Han characters is none. Numbers of lists are written as shown; bullets are not.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from operator import attrgetter
from typing import Any

from analysis.errors import ReadingError
from analysis.model import Edit, Repair
from analysis.reading import html_furniture as furniture
from analysis.reading.encodings import decode
from analysis.reading.extracted import Extracted
from analysis.reading.facts import facts
from analysis.reading.html_furniture import Box, Line, iso_day
from analysis.reading.html_guard import tangled
from analysis.reading.html_notes import BLOCKS, MARK, note_links
from analysis.reading.marks import finish, note, without_control
from analysis.reading.numbering import write
from analysis.reading.repairs import BLANKS
from analysis.reading.sources import refuse

_FIRST = 5  # lines, among which the headline stands
_SHORT = 6  # a shorter line may stand in a title by chance
_HEAD = 4_096  # browsers look for the charset in 1,024 bytes; pages of old editors say it later
_CHARSET = re.compile(rb"""(?:<meta[^>]{0,200}?charset|<\?xml[^>]{0,100}?encoding)\s*=\s*["']?\s*([\w-]{2,20})""", re.IGNORECASE)
_ENCODINGS = {"utf-8": "utf-8", "utf8": "utf-8"} | dict.fromkeys(("gb2312", "gbk", "gb18030", "x-gbk", "gb_2312-80"), "gb18030")
_ENCODINGS |= dict.fromkeys(("big5", "big5-hkscs", "cn-big5", "x-x-big5"), "big5")
_BEYOND_CHANCE = 10  # bytes beyond ASCII: fewer of a GB18030 text may happen to be UTF-8 too

_GONE_TAGS = "head script style noscript template iframe object embed canvas audio video svg datalist frameset noframes"
_GONE = frozenset(_GONE_TAGS.split())
_RUBY = frozenset(("rt", "rp", "rtc"))
_KEEPS_BREAKS = frozenset(("pre", "textarea", "xmp", "plaintext", "listing"))
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|font-size\s*:\s*0(?![\d.])", re.IGNORECASE)
_PRE = re.compile(r"white-space(?:-collapse)?\s*:\s*(?:pre|break-spaces)", re.IGNORECASE)

_HAN = re.compile("[\u3400-\u9fff]")
_BLANK = re.compile(r"[ \t\n\f\r]+")
_WIDE = re.compile("[\u2014\u2018-\u201d\u2026\u2e80-\ua4cf\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\U00020000-\U0003ffff]")

_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:[^;]*?\b([a-z]+(?:-[a-z]+)*)", re.IGNORECASE)
_TYPES = {"1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
_STYLES = {  # CSS Counter Styles 3: how numbers are written (a name of numbering.FORMATS) and what stands behind them
    "decimal": ("decimal", ". "),
    "decimal-leading-zero": ("decimalZero", ". "),
    "lower-alpha": ("lowerLetter", ". "),
    "lower-latin": ("lowerLetter", ". "),
    "upper-alpha": ("upperLetter", ". "),
    "upper-latin": ("upperLetter", ". "),
    "lower-roman": ("lowerRoman", ". "),
    "upper-roman": ("upperRoman", ". "),
    "cjk-decimal": ("ideographDigital", "、"),
    "cjk-ideographic": ("taiwaneseCountingThousand", "、"),
    "trad-chinese-informal": ("taiwaneseCountingThousand", "、"),
    "simp-chinese-informal": ("chineseCountingThousand", "、"),
    "simp-chinese-formal": ("chineseLegalSimplified", "、"),
    "trad-chinese-formal": ("ideographLegalTraditional", "、"),
    "cjk-heavenly-stem": ("ideographTraditional", "、"),
    "cjk-earthly-branch": ("ideographZodiac", "、"),
}
_NO_NUMBER = frozenset(("none", "disc", "circle", "square"))

_OWN_MARK = re.compile(rf"{MARK.pattern}[.．、:：]?\s*")
_BACK = " \t\u00a0↩↑^\ufe0e"

_BEGUN, _ENDED = re.compile(r"<html\b", re.IGNORECASE), re.compile(r"</(?:body|html)\b", re.IGNORECASE)

_TITLES = ("articletitle", "og:title", "dc.title")
_DATES = ("pubdate", "article:published_time", "publishdate", "publish-date", "publishtime", "og:release_date", "dc.date", "dc.date.issued", "date")


def extract(name: str, data: bytes, encoding: str | None) -> Extracted:
    """Return the text that is seen, the page furniture as a repair, and what the page says of itself."""
    from selectolax.lexbor import LexborHTMLParser

    found, source = decoded(name, data, encoding)
    if "<!ENTITY" in source or tangled(source):
        raise refuse(name, "entities" if "<!ENTITY" in source else "tangled", format="HTML")
    tree = LexborHTMLParser(source)
    page = Page(*note_links({"": tree}))
    page.read(tree.root)
    if scripts := len(tree.css("script")):
        page.left_out["scripts"] = scripts
    if _BEGUN.search(source) and not _ENDED.search(source):  # lawful, but what no program writes: the file was cut off
        page.left_out["damaged_parts"] = 1
    said = _said(tree)
    kept = furniture.keep(page.lines, page.boxes, said)
    said |= {"title": _headline(page.lines, kept, said)}
    said = furniture.said(page.lines, kept) | {key: value for key, value in said.items() if value}
    return replace(page.extracted(facts(*(said.get(key, "") for key in ("title", "author", "date"))), kept), encoding=found)


def _headline(lines: list[Line], kept: list[bool], said: Mapping[str, str]) -> str:
    """The first headline of what was kept, else the line of it that the page's title repeats, else "": a page's title is often the site's."""
    texts = [line.text.strip(BLANKS) for line, stays in zip(lines, kept, strict=True) if stays]
    headed = next((line.text.strip(BLANKS) for line, stays in zip(lines, kept, strict=True) if stays and line.heading == 1), "")
    return headed or next((text for text in texts[:_FIRST] if len(text) >= _SHORT and text in said.get("title", "")), "")


def decoded(name: str, data: bytes, encoding: str | None) -> tuple[str, str]:
    """Return encoding and source: as told, else by the byte order mark, else as the page declares if it decodes so, else as any text."""
    declared = _CHARSET.search(data[:_HEAD])
    wanted = _ENCODINGS.get(declared[1].decode().lower()) if declared else None
    if encoding or not wanted or data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")) or _surely_utf8(data):
        return decode(name, data, encoding)
    try:
        return decode(name, data, wanted)
    except ReadingError:
        return decode(name, data, None)


def _surely_utf8(data: bytes) -> bool:
    try:
        return len(data) - len(data.decode("utf-8").encode("ascii", "ignore")) >= _BEYOND_CHANCE
    except UnicodeDecodeError:
        return False


# --- the walk ----------------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _List:
    """An <ol>: the next number, the step, and how it is written; an <ul> has no style."""

    number: int = 1
    step: int = 1
    style: str = "none"


@dataclass(slots=True)
class _Open:
    """An element whose end has not been met. `row` holds, for a <tr>, the line at which each cell begins; `cell` where this one began."""

    block: bool
    box: Box
    linked: bool
    breaks: bool
    heading: int
    tag: str
    row: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Page:
    """A walk through one or more documents in order, without recursion: pages nest thousands deep. Marks and blocks of notes are known beforehand."""

    marks: Mapping[int, int] = field(default_factory=dict)
    notes: Mapping[int, int] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=lambda: [Box(-1, "")])
    left_out: dict[str, int] = field(default_factory=dict)
    note_texts: dict[int, str] = field(default_factory=dict)
    _open: list[_Open] = field(default_factory=list)
    _lists: list[_List] = field(default_factory=list)
    _pieces: list[str] = field(default_factory=list)
    _linked: int = 0
    _marker: str = ""
    _han: int = 0
    _shown: bool = False

    def read(self, root: Any) -> None:
        """Add the lines of a document (or of a part of one)."""
        if root is None:
            return
        self._han = len(_HAN.findall(root.text()))
        self._shown = False
        self._open = [_Open(block=True, box=self.boxes[0], linked=False, breaks=False, heading=0, tag="")]
        node, last = root, root.mem_id
        while True:
            entered = self._enter(node)
            child = node.child if entered else None
            if child is not None:
                node = child
                continue
            if entered:
                self._leave()
            while node.mem_id != last and node.next is None:
                node = node.parent
                self._leave()
            if node.mem_id == last:
                break
            node = node.next
        self._flush()

    def extracted(self, said: Mapping[str, str], kept: list[bool] | None = None) -> Extracted:
        """Join the lines, the notes behind them; lines not *kept* are taken out by a repair."""
        notes = [self.note_texts.get(n, "") for n in range(1, max(self.note_texts, default=0) + 1)]
        whole = finish([line.text for line in self.lines], notes, left_out=self.left_out, facts=said)
        gone = tuple(furniture.stretches(whole.text.split("\n")[: len(self.lines)], kept)) if kept else ()
        if not gone:
            return whole
        others = tuple(Repair(repair.kind, tuple(e for e in repair.edits if not _inside(e, gone))) for repair in whole.repairs)
        return replace(whole, repairs=(Repair("web_furniture", gone), *(repair for repair in others if repair.edits)))

    def _enter(self, node: Any) -> bool:
        """Take in a node; say whether to go into it."""
        tag, outer = node.tag, self._open[-1]
        if tag == "-text":
            self._text(node.text_content or "", outer)
            return False
        if tag.startswith(("-", "!")) or tag in _GONE:
            self._count(tag, node)
            return False
        if tag == "br":
            self._flush()
            return False
        attributes = node.attributes
        style = attributes.get("style") or ""
        if number := self.notes.get(node.mem_id):
            self._note(number, node)
            return False
        if tag in _RUBY or (self._hides(tag, attributes, style) and not self._holds_most(node)):
            self._count("ruby" if tag in _RUBY else "hidden", node)
            return False
        if number := self.marks.get(node.mem_id):
            self._pieces.append(note(number))
            return False
        self._push(node, tag, attributes, style, outer)
        return True

    def _hides(self, tag: str, attributes: dict[str, str | None], style: str) -> bool:
        return "hidden" in attributes or bool(style and _HIDDEN.search(style)) or (tag == "dialog" and "open" not in attributes)

    def _holds_most(self, node: Any) -> bool:
        """Say whether a hidden element holds most of the page: a script was to show it (as of every article of WeChat). Asked until one is found."""
        if self._shown or 2 * len(_HAN.findall(node.text())) <= self._han:
            return False
        self._shown = True
        return True

    def _push(self, node: Any, tag: str, attributes: dict[str, str | None], style: str, outer: _Open) -> None:
        block = tag in BLOCKS
        box = outer.box
        if block:
            self._flush()
            box = Box(box.index, furniture.sign(tag, attributes), index=len(self.boxes))
            self.boxes.append(box)
        if tag in {"ol", "ul", "menu", "dir"}:
            self._lists.append(_list(node, tag, attributes, style))
        elif tag == "li":
            self._marker = self._numbered(attributes, style)
        elif tag in {"td", "th"}:
            next((o for o in reversed(self._open) if o.tag == "tr"), outer).row.append(len(self.lines))
        heading = int(tag[1]) if len(tag) == 2 and tag[0] == "h" and tag[1] in "123456" else 0
        linked = outer.linked or (tag == "a" and "href" in attributes)
        breaks = tag in _KEEPS_BREAKS or (bool(_PRE.search(style)) if "white-space" in style else outer.breaks)
        self._open.append(_Open(block, box, linked, breaks, heading or outer.heading, tag))

    def _leave(self) -> None:
        element = self._open[-1]
        if element.block:
            self._flush()
        self._open.pop()
        if element.tag in {"ol", "ul", "menu", "dir"} and self._lists:
            self._lists.pop()
        elif element.tag == "li":
            self._marker = ""
        elif element.tag == "tr":
            self._row(element)

    def _row(self, element: _Open) -> None:
        """A row of short cells is one line with tabs; where a cell holds several lines it is layout, and each stays one."""
        cells = [self.lines[a:b] for a, b in pairwise([*element.row, len(self.lines)])]
        if any(len(cell) > 1 for cell in cells) or sum(map(len, cells)) < 2:
            return
        text = "\t".join(cell[0].text if cell else "" for cell in cells)
        self.lines[element.row[0] :] = [Line(text, element.box.index, sum(line.linked for cell in cells for line in cell))]

    def _text(self, text: str, outer: _Open) -> None:
        text = without_control(text)
        if outer.linked:
            self._linked += len("".join(text.split()))
        if not outer.breaks:
            self._pieces.append(text)
            return
        first, *others = text.replace("\r\n", "\n").split("\n")
        self._pieces.append(first)
        for line in others:
            self._flush()
            self._pieces.append(line)

    def _flush(self) -> None:
        """End the line; one of blanks alone is none."""
        if not self._pieces:
            return
        raw, linked = "".join(self._pieces), self._linked
        self._pieces.clear()
        self._linked = 0
        text = _closed_up(raw)
        if not text.strip(BLANKS):
            return
        element = self._open[-1]
        self.lines.append(Line(self._marker + text, element.box.index, linked, element.heading))
        self._marker = ""

    def _numbered(self, attributes: dict[str, str | None], style: str) -> str:
        if not self._lists:
            return ""
        a_list = self._lists[-1]
        own = _LIST_STYLE.search(style) if style else None
        number = _int(attributes.get("value"), a_list.number)
        a_list.number = number + a_list.step
        name = own[1].lower() if own else _TYPES.get(attributes.get("type") or "", a_list.style)
        if name in _NO_NUMBER:
            return ""
        fmt, behind = _STYLES.get(name, _STYLES["decimal"])
        return write(number, fmt) + behind

    def _note(self, number: int, node: Any) -> None:
        part = Page(marks=self.marks)
        part.read(node)
        self.note_texts[number] = _without_mark(" ".join(line.text.strip(BLANKS) for line in part.lines))

    def _count(self, what: str, node: Any) -> None:
        kind = {"noscript": "hidden_text", "hidden": "hidden_text", "ruby": "ruby"}.get(what)
        if kind and (node.text() or "").strip():
            self.left_out[kind] = self.left_out.get(kind, 0) + 1


def _without_mark(note: str) -> str:
    """A note without its own mark before it and the sign that leads back behind it."""
    mark = _OWN_MARK.match(note)
    return note[mark.end() if mark else 0 :].rstrip(_BACK)


def _inside(edit: Edit, gone: tuple[Edit, ...]) -> bool:
    i = bisect_right(gone, edit.start, key=attrgetter("start")) - 1
    return i >= 0 and edit.start < gone[i].end


def _closed_up(raw: str) -> str:
    """Close up blanks as CSS Text 3 says: a run is one space, at a line's ends none, and none where the source breaks between wide characters."""
    raw = raw.strip(" \t\n\f\r")

    def closed(run: re.Match[str]) -> str:
        around = raw[run.start() - 1] + raw[run.end()]
        return "" if "\n" in run[0] and all(map(_WIDE.match, around)) else " "

    return _BLANK.sub(closed, raw)


def _list(node: Any, tag: str, attributes: dict[str, str | None], style: str) -> _List:
    if tag != "ol":
        return _List()
    written = _LIST_STYLE.search(style) if style else None
    name = written[1].lower() if written else _TYPES.get(attributes.get("type") or "", "decimal")
    back = "reversed" in attributes
    items = sum(child.tag == "li" for child in node.iter()) if back else 1
    return _List(_int(attributes.get("start"), items), -1 if back else 1, name)


def _int(text: str | None, default: int) -> int:
    return int(text) if text and re.fullmatch(r"\s*-?[0-9]{1,9}\s*", text) else default


# --- facts -------------------------------------------------------------------------------------------------------------------


def _said(tree: Any) -> dict[str, str]:
    """Return what the head of a page says: title, date, author."""
    said: dict[str, str] = {}
    for meta in tree.css("meta[content]"):
        key = (meta.attributes.get("name") or meta.attributes.get("property") or "").lower()
        said.setdefault(key, (meta.attributes.get("content") or "").strip())
    head = tree.css_first("title")
    return {
        "title": _first(said, _TITLES) or _closed_up(head.text() if head is not None else ""),
        "date": next((day for key in _DATES if (day := iso_day(said.get(key, "")))), ""),
        "author": said.get("author", ""),
    }


def _first(said: Mapping[str, str], keys: Iterable[str]) -> str:
    return next((said[key] for key in keys if said.get(key)), "")
