"""The few words needed to speak of WordprocessingML: names with their namespace, attribute values, and switches."""

import re
from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def w(name: str) -> str:
    """Return the full name of an element or attribute of the w: namespace."""
    return _W + name


def value(element: Any | None) -> str:
    """Return w:val, "" where there is none."""
    return "" if element is None else str(element.get(w("val"), ""))


def flag(element: Any | None) -> bool:
    """Whether a switch is on: there, and not said to be off (ECMA-376 part 1, §17.17.4)."""
    return element is not None and value(element) not in {"0", "false", "off"}


_WINGDINGS = {"6c": "●", "6e": "■", "6f": "□", "71": "□", "72": "□", "75": "◆", "76": "◆", "a1": "○", "a7": "▪", "a8": "□", "ab": "★"} | {
    "d8": "➢", "e0": "→", "e8": "→", "f0": "⇨", "fb": "✗", "fc": "✓", "fd": "☒", "fe": "☑", "52": "☑", "53": "☒", "77": "⬥", "9f": "•",
}  # fmt: skip
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_SIGN_FONTS = ("symbol", "wingdings", "webdings", "marlett", "zapfdingbats")
_OVERLAY = re.compile(r"\\o(?:\\[a-z]+)*\s*\((.*)\)\s*$", re.IGNORECASE | re.DOTALL)


def is_sign_font(font: str) -> bool:
    """Whether the characters of a font are signs, whatever letters they are stored as."""
    return font.strip().lower().startswith(_SIGN_FONTS)


def symbol(font: str, char: str) -> str:
    """Return the sign that a font of signs has at a code (hexadecimal); • where it has no character of its own."""
    try:
        code = int(char, 16)
    except ValueError:
        return ""
    if not is_sign_font(font) and not 0xE000 <= code <= 0xF8FF:
        return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else ""
    return _WINGDINGS.get(f"{code & 0xFF:02x}", "•") if font.strip().lower().startswith("wingdings") else "•"


def equation(instruction: str) -> str:
    r"""
    Return the text that an EQ field shows, where it is one of the two that Chinese writing has: characters with pinyin above them
    (`EQ \o\ad(\s\up 9(lan),澜)`, the last of those laid over one another) and encircled ones (`EQ \o\ac(○,1)`, ①). Other fields show none.
    """
    match = _OVERLAY.search(instruction) if instruction.strip().upper().startswith("EQ") else None
    if match is None:
        return ""
    first, _, last = match[1].replace("，", ",").replace(";", ",").rpartition(",")
    last = last.strip()
    if first.strip() in {"○", "〇", "◯"} and last.isdecimal() and 1 <= int(last) <= len(_CIRCLED):
        return _CIRCLED[int(last) - 1]
    return last
