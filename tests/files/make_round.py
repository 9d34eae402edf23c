"""
Make the files of tests/files/round/ from the texts there: run it with LibreOffice installed, and commit what it makes.

Every NAME.txt (a paragraph a line, table rows with tabs) becomes NAME.docx, .doc, .odt, .rtf, .html, .pdf and .epub as LibreOffice writes them, and
NAME.auto.docx, in which Word's automatic numbering stands in place of the numbers; that becomes NAME.auto.odt, .doc and .rtf. odd.fodt, written by
hand, has what a speech should not: notes, a comment, hidden and deleted text, a text box, a running head.
"""

import io
import re
import subprocess
import tempfile
from pathlib import Path

import pylopdf_fonts_zh_cn
from docx import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

HERE = Path(__file__).parent / "round"
NAMES = ("report", "rules", "speech", "notice")
FILTERS = {"docx": "docx:MS Word 2007 XML", "doc": "doc:MS Word 97", "rtf": "rtf:Rich Text Format", "html": "html:HTML (StarWriter)"}

LEVELS = {
    "report": (("japaneseCounting", "%1、"), ("chineseCountingThousand", "（%2）"), ("decimal", "%3.")),
    "rules": (("chineseCountingThousand", "第%1章"), ("chineseCounting", "第%2条"), ("japaneseCounting", "（%3）"), ("decimalEnclosedCircle", "%4")),
    "speech": (("chineseCounting", "%1、"), ("taiwaneseCountingThousand", "（%2）"), ("decimal", "%3．"), ("decimal", "（%4）")),
    "notice": (("ideographTraditional", "%1、"), ("chineseLegalSimplified", "%2、"), ("upperLetter", "%3."), ("lowerRoman", "%4.")),
}
"""How each text is numbered: for each level Word's format of numbers and what stands around them."""

SIGNS = {
    "decimal": "[0-9]+",
    "decimalEnclosedCircle": "[①-⑳]",
    "ideographTraditional": "[甲乙丙丁戊己庚辛壬癸]",
    "chineseLegalSimplified": "[壹贰叁肆伍陆柒捌玖拾]+",
    "upperLetter": "[A-Z]",
    "lowerRoman": "[ivx]+",
}
OWN_LIST = "第%2条"
"""Articles are counted on through the chapters, so they and what is below them have a list of their own."""


def paragraphs(name: str) -> list[str]:
    """Return the lines of a text."""
    return (HERE / f"{name}.txt").read_text(encoding="utf-8").splitlines()


def split(line: str, levels: tuple[tuple[str, str], ...]) -> tuple[int, str]:
    """Return the level a line's number is of, -1 for none, and the line without it."""
    for at, (fmt, text) in enumerate(levels):
        sign = SIGNS.get(fmt, "[一二三四五六七八九十]+")
        match = re.match(re.escape(text).replace(f"%{at + 1}", sign) + (" *" if text[-1] in "、）．" else " "), line)
        if match:
            return at, line[match.end() :]
    return -1, line


def word(lines: list[str], levels: tuple[tuple[str, str], ...] = ()) -> bytes:
    """Return a Word document of these lines, numbered by Word where *levels* are given."""
    document = Document()
    fonts = document.styles["Normal"].element.get_or_add_rPr().get_or_add_rFonts()
    for kind in ("w:ascii", "w:hAnsi", "w:eastAsia"):
        fonts.set(qn(kind), "Noto Serif SC")
    if levels:
        numbering = document.part.numbering_part.element
        for child in list(numbering):
            numbering.remove(child)
        inner = "".join(
            f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{fmt}"/><w:lvlText w:val="{text}"/></w:lvl>'
            for at, (fmt, text) in enumerate(levels)
        )
        space = nsdecls("w")
        kind = '<w:multiLevelType w:val="multilevel"/>'
        for number in (1, 2):
            numbering.append(parse_xml(f'<w:abstractNum {space} w:abstractNumId="{number}">{kind}{inner}</w:abstractNum>'))
        for number in (1, 2):
            numbering.append(parse_xml(f'<w:num {space} w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'))
    own = next((at for at, (_, text) in enumerate(levels) if text == OWN_LIST), len(levels))
    table = None
    for line in lines:
        if "\t" in line:
            cells = line.split("\t")
            table = document.add_table(0, len(cells)) if table is None else table
            for cell, text in zip(table.add_row().cells, cells, strict=True):
                cell.text = text
            continue
        table = None
        at, text = split(line, levels)
        paragraph = document.add_paragraph(text)
        if at >= 0:
            num = OxmlElement("w:numPr")
            for tag, value in (("w:ilvl", at), ("w:numId", 2 if own <= at else 1)):
                child = OxmlElement(tag)
                child.set(qn("w:val"), str(value))
                num.append(child)
            paragraph._p.get_or_add_pPr().append(num)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def convert(source: Path, ending: str, profile: Path) -> None:
    """Let LibreOffice write *source* with another ending beside it."""
    folder = profile.parent
    fonts = folder / "fonts.conf"
    fonts.write_text(
        f"<fontconfig><dir>{Path(pylopdf_fonts_zh_cn.__file__).parent}</dir><dir>/usr/share/fonts</dir><cachedir>{folder}/cache</cachedir></fontconfig>"
    )
    subprocess.run(
        ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", FILTERS.get(ending, ending), "--outdir", HERE, source],
        check=True,
        capture_output=True,
        env={"PATH": "/usr/bin:/bin", "HOME": str(folder), "FONTCONFIG_FILE": str(fonts)},
    )


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        profile = Path(folder) / "profile"
        for name in NAMES:
            typed = Path(folder) / f"{name}.docx"
            typed.write_bytes(word(paragraphs(name)))
            convert(typed, "odt", profile)
            for ending in ("docx", "doc", "rtf", "html", "pdf", "epub"):
                convert(HERE / f"{name}.odt", ending, profile)
            auto = HERE / f"{name}.auto.docx"
            auto.write_bytes(word(paragraphs(name), LEVELS[name]))
            convert(auto, "odt", profile)
            for ending in ("doc", "rtf"):
                convert(HERE / f"{name}.auto.odt", ending, profile)
        for ending in ("odt", "docx", "doc", "rtf"):
            convert(HERE / "odd.fodt", ending, profile)
    print(sum(path.stat().st_size for path in HERE.iterdir()), "bytes")


if __name__ == "__main__":
    main()
