"""
Makes the PDF files of tests/files/pdf from their texts, each laid out as such papers come: run `python tests/files/make_pdf.py` from the project's folder.

LibreOffice (`soffice`) and Chromium must be installed, and the fonts of `pylopdf-fonts-zh-cn` known to fontconfig (copied to `~/.fonts`). What is made
is kept with the tests, so that these need none of it. A text holds one paragraph a line; the first lines up to the salutation are its title block.
"""

import html
import subprocess
import sys
import tempfile
from collections.abc import Callable
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

HERE = Path(__file__).parent
TEXTS = HERE / "pdf"
SERIF, SANS = "Noto Serif SC", "Noto Sans SC"


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


def print_word(document: Document, target: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / f"{target.stem}.docx"
        document.save(str(source))
        command = ["soffice", "--headless", f"-env:UserInstallation=file://{tempfile.gettempdir()}/lo_make_pdf", "--convert-to", "pdf"]
        subprocess.run([*command, "--outdir", folder, str(source)], check=True, capture_output=True, timeout=180)
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


def print_web(page: str, target: Path, *, furniture: bool = True) -> None:
    """Print with the browser's own header and footer (date, title, address, page) unless told not to."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "speech.html"
        source.write_text(page, encoding="utf-8")
        command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}/profile", f"--print-to-pdf={target}"]
        subprocess.run([*command, *([] if furniture else ["--no-pdf-header-footer"]), source.as_uri()], check=True, capture_output=True, timeout=180)


WORD: dict[str, Callable[[list[str]], Document]] = {"official": official, "columns": columns, "spaced": spaced, "table": table}
WEB: dict[str, Callable[[list[str]], str]] = {"web_indented": web_indented, "web_plain": web_plain}


def make(text: Path, layout: str, target: Path) -> None:
    """Lay a text out and print it."""
    lines = [line for line in text.read_text(encoding="utf-8").splitlines() if line]
    if layout in WORD:
        print_word(WORD[layout](lines), target)
    else:
        print_web(WEB[layout](lines), target)


if __name__ == "__main__":
    for wanted in TEXTS.glob("*.txt"):
        for layout in ["table"] if wanted.stem == "table" else [name for name in (*WORD, *WEB) if name != "table"]:
            if len(sys.argv) == 1 or f"{wanted.stem}_{layout}" in sys.argv[1:]:
                make(wanted, layout, TEXTS / f"{wanted.stem}_{layout}.pdf")
