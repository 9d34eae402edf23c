"""
Makes the PDF files of tests/files/pdf from their texts, each laid out as such papers come: run `python tests/files/make_pdf.py` from the project's folder.

LibreOffice (`soffice`) and Chromium must be installed. What is made is kept with the tests, so that these need neither. A text holds one paragraph a
line; the first lines up to the salutation are its title block. The fonts are made here too, of boxes: what is tested is the text layer, and a PDF with
boxes has 20 kB where one with a real Chinese font has 300. Other fonts are used where the environment's YANJING_TEST_FONTS names them (serif, sans).
"""

import html
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import docx
from docx.document import Document
from docx.enum.section import WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph
from docx.text.run import Run
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

HERE = Path(__file__).parent
TEXTS = HERE / "pdf"
SERIF, SANS = os.environ.get("YANJING_TEST_FONTS", "Box Serif,Box Sans").split(",")


# --- fonts -------------------------------------------------------------------------------------------------------------------


def _box_font(family: str, letters: set[str], target: Path) -> None:
    """A font whose glyphs are boxes, 1,000 units wide for Chinese and 500 for Latin letters and figures."""
    codes = sorted({*range(0x20, 0x7F), 0xA0, 0x2014, *map(ord, letters)} - {9})
    glyphs = {f"u{code:04X}": code for code in codes}
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", *glyphs])
    builder.setupCharacterMap({code: name for name, code in glyphs.items()})
    outlines = {name: _box(0 if code in {0x20, 0xA0, 0x3000} else 400 if code < 0x100 else 900) for name, code in glyphs.items()}
    builder.setupGlyf({".notdef": _box(0), **outlines})
    widths = {name: (500 if code < 0x100 else 1000, 50) for name, code in glyphs.items()}
    builder.setupHorizontalMetrics({".notdef": (500, 0), **widths})
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": family, "styleName": "Regular", "psName": family.replace(" ", "")})
    builder.setupOS2(sTypoAscender=880, sTypoDescender=-120, usWinAscent=880, usWinDescent=120, ulUnicodeRange2=1 << 27, ulCodePageRange1=1 << 18)
    builder.setupPost()
    builder.save(str(target))


@cache
def _box(width: int) -> object:
    pen = TTGlyphPen(None)
    if width:
        for step, place in enumerate(((50, 0), (50, 800), (50 + width, 800), (50 + width, 0))):
            (pen.lineTo if step else pen.moveTo)(place)
        pen.closePath()
    return pen.glyph()


def fonts(letters: set[str], folder: Path) -> dict[str, str]:
    """Put fonts that hold the letters into a folder; return the environment for programs that shall know them."""
    for family in ("Box Serif", "Box Sans"):
        _box_font(family, letters, folder / f"{family}.ttf")
    config = folder / "fonts.conf"
    known = '<include ignore_missing="yes">/etc/fonts/fonts.conf</include>'
    config.write_text(
        f'<!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>{known}<dir>{folder}</dir><cachedir>{folder}/cache</cachedir></fontconfig>'
    )
    return {**os.environ, "FONTCONFIG_FILE": str(config)}


# --- Word files, which LibreOffice prints ------------------------------------------------------------------------------------


def _run(paragraph: Paragraph, text: str, size: float, font: str = SERIF, *, bold: bool = False) -> Run:
    run = paragraph.add_run(text)
    run.font.size, run.font.name, run.bold = Pt(size), font, bold
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    return run


def _field(paragraph: Paragraph, code: str, size: float) -> None:
    for kind in ("begin", None, "end"):
        run = _run(paragraph, "", size)
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = code
        run._r.append(mark)


def _page(document: Document, *, margins: tuple[float, float, float, float]) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.right_margin, section.bottom_margin, section.left_margin = (Mm(m) for m in margins)


def _is_head(line: str) -> bool:
    return len(line) < 30 and line[:1] in "一二三四五六七八九十第（" and line[-1:] not in "。；："


def _body(
    document: Document, line: str, size: float, *, indent: float = 2, align: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.JUSTIFY, lead: float = 0
) -> Paragraph:
    paragraph = document.add_paragraph()
    paragraph.alignment = align
    shape = paragraph.paragraph_format
    shape.space_after = shape.space_before = Pt(0)
    shape.first_line_indent = Pt(size * indent)
    if lead:
        shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(lead)
    _run(paragraph, line, size, SANS if _is_head(line) else SERIF)
    return paragraph


def _title(document: Document, lines: list[str], size: float) -> None:
    for number, line in enumerate(lines):
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.space_after = Pt(0 if number < len(lines) - 1 else 12)
        _run(paragraph, line, size if number == 0 else 16 * size / 22, SANS if number == 0 else SERIF)


def split_title(lines: list[str]) -> tuple[list[str], list[str]]:
    """Return the title block and the rest; it ends before the salutation or the first long line."""
    end = next((i for i, line in enumerate(lines) if line.endswith("：") or len(line) > 40), 1)
    return lines[:end], lines[end:]


def official(lines: list[str]) -> Document:
    """A4 as official papers have it: 28 characters of 16 points a line, first lines indented, a running title above, — 1 — below."""
    document = docx.Document()
    _page(document, margins=(37, 26, 35, 28))
    title, rest = split_title(lines)
    head = document.sections[0].header.paragraphs[0]
    head.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _run(head, title[0], 9)
    foot = document.sections[0].footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _run(foot, "— ", 14)
    _field(foot, "PAGE", 14)
    _run(foot, " —", 14)
    _title(document, title, 22)
    for line in rest:
        salutation = line.endswith("：") and len(line) < 20
        closing = len(line) < 14 and line[-1:] == "日" and line[:1] in "二12"
        align = WD_ALIGN_PARAGRAPH.RIGHT if closing else WD_ALIGN_PARAGRAPH.JUSTIFY
        _body(document, line, 16, indent=0 if salutation or closing else 2, align=align, lead=28.9)
    return document


def columns(lines: list[str]) -> Document:
    """A title across the page, then two columns of small print, and 第1页 共2页 below."""
    document = docx.Document()
    _page(document, margins=(20, 18, 20, 18))
    foot = document.sections[0].footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _run(foot, "第", 9)
    _field(foot, "PAGE", 9)
    _run(foot, "页 共", 9)
    _field(foot, "NUMPAGES", 9)
    _run(foot, "页", 9)
    title, rest = split_title(lines)
    _title(document, title, 20)
    section = document.add_section(WD_SECTION.CONTINUOUS)
    cols = section._sectPr.find(qn("w:cols"))
    cols.set(qn("w:num"), "2")
    cols.set(qn("w:space"), "425")
    for line in rest:
        _body(document, line, 10.5)
    return document


def spaced(lines: list[str]) -> Document:
    """No indents and ragged lines, a blank line between paragraphs."""
    document = docx.Document()
    _page(document, margins=(25, 25, 25, 25))
    for line in lines:
        paragraph = _body(document, line, 12, indent=0, align=WD_ALIGN_PARAGRAPH.LEFT)
        paragraph.paragraph_format.space_after = Pt(12)
    return document


def table(lines: list[str]) -> Document:
    """A table of lines whose cells are kept apart by tabs, after a paragraph and before one."""
    document = docx.Document()
    _page(document, margins=(25, 25, 25, 25))
    rows = [line.split("\t") for line in lines if "\t" in line]
    at = next(i for i, line in enumerate(lines) if "\t" in line)
    for line in lines[:at]:
        _body(document, line, 12)
    grid = document.add_table(len(rows), len(rows[0]), style="Table Grid")
    for row, cells in zip(grid.rows, rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            _run(cell.paragraphs[0], text, 12)
    for line in lines[at + len(rows) :]:
        _body(document, line, 12)
    return document


def book(lines: list[str]) -> Document:
    """A small page with a wide inner margin, the title above odd pages and the book's above even ones."""
    document = official(lines)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(148), Mm(210)
    section.top_margin = section.bottom_margin = Mm(22)
    section.left_margin, section.right_margin = Mm(28), Mm(16)
    document.settings.element.insert(0, OxmlElement("w:mirrorMargins"))
    document.settings.odd_and_even_pages_header_footer = True
    _run(section.even_page_header.paragraphs[0], "南岭文稿汇编", 9)
    foot = section.even_page_footer.paragraphs[0]
    _run(foot, "— ", 14)
    _field(foot, "PAGE", 14)
    _run(foot, " —", 14)
    return document


def hanging(lines: list[str]) -> Document:
    """Numbered paragraphs with hanging indents, quotations set in on both sides, space between paragraphs."""
    document = docx.Document()
    _page(document, margins=(30, 28, 30, 28))
    title, rest = split_title(lines)
    _title(document, title, 18)
    for line in rest:
        numbered = re.match(r"\d\.|[①-⑨]|——", line)
        paragraph = _body(document, line, 12, indent=-1.5 if numbered else 0 if line.startswith("“") else 2)
        if numbered:
            paragraph.paragraph_format.left_indent = Pt(42)
        elif line.startswith("“"):
            paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Pt(24)
    return document


def print_word(document: Document, target: Path, options: str = "") -> None:
    """Print with LibreOffice; *options* are those of its PDF export, as JSON."""
    with tempfile.TemporaryDirectory() as name:
        folder, source = Path(name), Path(name) / f"{target.stem}.docx"
        document.save(str(source))
        letters = {letter for paragraph in document.element.body.itertext() for letter in paragraph}
        command = ["soffice", "--headless", f"-env:UserInstallation=file://{tempfile.gettempdir()}/lo_make_pdf", "--convert-to"]
        made_by = f"pdf:writer_pdf_Export:{options}" if options else "pdf"
        environment = fonts(letters | set("南岭文稿汇编第页共"), folder)
        subprocess.run([*command, made_by, "--outdir", name, str(source)], check=True, capture_output=True, timeout=180, env=environment)
        target.write_bytes(source.with_suffix(".pdf").read_bytes())


# --- web pages, which Chromium prints ----------------------------------------------------------------------------------------


def _web(lines: list[str], style: str) -> str:
    title, rest = split_title(lines)
    head = f"<h1>{html.escape(title[0])}</h1>" + "".join(f'<p class="centre">{html.escape(line)}</p>' for line in title[1:])
    body = "".join(f"<h3>{html.escape(line)}</h3>" if _is_head(line) else f"<p>{html.escape(line)}</p>" for line in rest)
    return f'<!doctype html><meta charset="utf-8"><title>{html.escape(title[0])}</title><style>{style}</style>{head}{body}'


def web_indented(lines: list[str]) -> str:
    """Justified paragraphs with indents and no space between."""
    style = f"body{{font:15px/1.7 '{SERIF}'}} h1,.centre{{text-align:center;text-indent:0}} p{{margin:0;text-indent:2em;text-align:justify}} h3{{font:bold 15px '{SANS}';text-indent:2em}}"
    return _web(lines, style)


def web_plain(lines: list[str]) -> str:
    """As a browser sets a page that says nothing of layout: ragged, no indents, space between."""
    return _web(lines, f"body{{font-family:'{SANS}'}}")


def web_columns(lines: list[str]) -> str:
    """Two columns under a title, without a browser's header."""
    style = f"@page{{size:A4;margin:15mm}} body{{font:10pt/1.6 '{SERIF}';columns:2;column-gap:8mm}} h1{{column-span:all;text-align:center}} p{{margin:0;text-indent:2em;text-align:justify}} h3{{font:10pt '{SANS}';margin:.5em 0}}"
    return _web(lines, style)


def print_web(page: str, target: Path) -> None:
    """Print with Chromium, which puts date and title above and address and page below unless the page sets its own margins."""
    with tempfile.TemporaryDirectory() as name:
        source = Path(name) / "speech.html"
        source.write_text(page, encoding="utf-8")
        command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={name}/profile", f"--print-to-pdf={target}"]
        subprocess.run([*command, source.as_uri()], check=True, capture_output=True, timeout=180, env=fonts(set(page), Path(name)))


WORD: dict[str, Callable[[list[str]], Document]] = {
    "official": official,
    "columns": columns,
    "spaced": spaced,
    "book": book,
    "hanging": hanging,
    "table": table,
}
WEB: dict[str, Callable[[list[str]], str]] = {"web_indented": web_indented, "web_plain": web_plain, "web_columns": web_columns}
MADE = {
    "data/speeches/government_2012": ("official", "columns", "book", "web_indented"),
    "data/speeches/office_2016": ("spaced", "hanging", "web_plain", "web_columns"),
    "tests/files/pdf/project": ("official", "columns", "book", "hanging", "web_indented", "web_plain"),
    "tests/files/pdf/rules": ("official", "columns", "spaced", "web_plain", "web_columns"),
    "tests/files/pdf/table": ("table",),
}
LOCKED = {  # what the passwords are for: opening, or only changing
    "locked": '{"EncryptFile":{"type":"boolean","value":"true"},"DocumentOpenPassword":{"type":"string","value":"lock"}}',
    "owned": '{"RestrictPermissions":{"type":"boolean","value":"true"},"PermissionPassword":{"type":"string","value":"own"},"Changes":{"type":"long","value":"0"}}',
}


def make(text: Path, layout: str, target: Path) -> None:
    """Lay a text out and print it."""
    lines = [line for line in text.read_text(encoding="utf-8").splitlines() if line]
    if layout in WORD:
        print_word(WORD[layout](lines), target)
    else:
        print_web(WEB[layout](lines), target)


if __name__ == "__main__":
    for name, layouts in MADE.items():
        for layout in layouts:
            wanted = Path(f"{name}.txt")
            if len(sys.argv) == 1 or f"{wanted.stem}_{layout}" in sys.argv[1:]:
                make(wanted, layout, TEXTS / f"{wanted.stem}_{layout}.pdf")
    for name, options in LOCKED.items():
        if len(sys.argv) == 1 or name in sys.argv[1:]:
            document = docx.Document()
            _run(document.add_paragraph(), "同志们：今天的会议只开半天。", 12)
            print_word(document, TEXTS / f"{name}.pdf", options)
