r"""
RTF made plain for striprtf: every character written as \uN, and nothing left that is not text, so that no byte has to be guessed at there.

Chinese in RTF is two bytes a character in the code page of the font's charset, each byte written as \'xx, raw, or, where it is an ASCII letter, as
that letter; or \uN followed by as many substitutes as \uc says. Source: Rich Text Format Specification 1.9.1 (code pages, Unicode, fields, notes).
"""

import re
from collections import Counter
from dataclasses import dataclass, field, replace

from analysis.reading import marks
from analysis.reading.numbering import gap
from analysis.reading.wordml import equation, is_sign_font, symbol

CELL, ROW, ROW_END = "\x04", "\x05", "\x06"
"""What stands in the text where a cell ends, a row begins, and a row ends."""

_TOKEN = re.compile(r"\\([a-zA-Z]{1,32})(-?[0-9]{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|([\r\n]+)|([^\\{}\r\n]+)|(\\)", re.DOTALL)
_BRACE = re.compile(r"\\bin([0-9]+) ?|\\.|[{}]", re.DOTALL)
_FONT = re.compile(r"\\f([0-9]+)(?![0-9])([^;]*)")
_CODECS = {"936": "gb18030", "950": "cp950", "54936": "gb18030", "65001": "utf-8", "10008": "gb18030", "10002": "cp950"}
_CHARSETS = {134: "gb18030", 136: "cp950", 128: "cp932", 129: "cp949", 161: "cp1253", 204: "cp1251", 238: "cp1250"}
_WIDE = frozenset({"gb18030", "cp950", "cp932", "cp949"})
_LANGUAGES = {"2052": "gb18030", "4100": "gb18030", "1028": "cp950", "3076": "cp950"}
_SYMBOL = 2
_HEADERS = frozenset({"header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf"})
_CAPTURED = frozenset({"footnote", "annotation", "listtext", "pntext", "shptxt", "dptxbxtext", "title", "author", "fldinst", *_HEADERS})
_SKIPPED = frozenset({"colortbl", "stylesheet", "pict", "shprslt", "nonshppict", "listtable", "revtbl", "objdata", "xe", "tc", "nonesttables"})
_STARRED = frozenset({"footnote", "annotation", "shpinst", "do", "fldinst", "shptxt", "dptxbxtext", "shppict", "upr", "ud"})
_DROPPED = frozenset({"f", "af", "uc", "ansicpg", "page", "column", "rtf", "ansi", "mac", "pc", "pca", "deff", "stshfdbch"})
_WRITTEN = {"cell": CELL, "nestcell": "\t", "_": "-"}
_BREAKS = frozenset({"par", "sect", "line", "nestrow"})


@dataclass(slots=True)
class _Group:
    """What a group of braces inherits and gives up at its end. `capture` names what is gathered in it."""

    skip: int = 1  # substitutes after \\uN
    font: str = ""
    hidden: bool = False
    deleted: bool = False
    capture: str = ""


@dataclass(slots=True)
class Plainer:
    """One pass over a file. Afterwards `body`, `notes`, `headers` and `info` are RTF that striprtf can read."""

    rtf: str
    encoding: str | None
    notes: list[str] = field(default_factory=list)
    headers: list[str] = field(default_factory=list)
    info: dict[str, str] = field(default_factory=dict)
    created: str = ""
    left_out: Counter[str] = field(default_factory=Counter)
    open_groups: int = 0
    _out: list[list[str]] = field(default_factory=lambda: [[]])
    _stack: list[_Group] = field(default_factory=list)
    _now: _Group = field(default_factory=_Group)
    _pending: bytearray = field(default_factory=bytearray)
    _pending_font: str = ""
    _fonts: dict[str, tuple[int, str]] = field(default_factory=dict)  # charset and name
    _codec: str = ""
    _boxes: list[str] = field(default_factory=list)
    _to_skip: int = 0
    _in_row: bool = False
    _last: str = ""  # hidden or deleted, while such text runs on

    @property
    def body(self) -> str:
        return "".join(self._out[0])

    def run(self) -> None:
        at = 0
        while (match := _TOKEN.match(self.rtf, at)) is not None:
            at = match.end()
            word, number, byte, sign, brace, _, text, _ = match.groups()
            if byte is not None:
                self._bytes(bytes((int(byte, 16),)))
            elif text is not None:
                self._bytes(text.encode("latin-1"))
            elif brace == "{":
                self._flush()
                self._to_skip = 0
                self._stack.append(self._now)
                self._now = replace(self._now, capture="")
                self._put("{")
            elif brace == "}":
                self._flush()
                self._to_skip = 0
                if not self._close():
                    break
            elif sign is not None:
                at = self._sign(sign, at)
            elif word is not None:
                at = self._word(word.lower(), number or "", at)
        self._flush()
        self._boxed()
        self.open_groups = len(self._stack)
        while len(self._out) > 1:
            self._out[0] += self._out.pop()

    def _put(self, rtf: str) -> None:
        self._out[-1].append(rtf)

    def _say(self, text: str) -> None:
        """Write text, unless it is hidden or deleted."""
        if self._now.hidden or self._now.deleted:
            kind = "hidden_text" if self._now.hidden else "deleted_text"
            if text.strip() and self._last != kind:
                self.left_out[kind] += 1
                self._last = kind
            return
        self._last = ""
        self._put(_escaped(text))

    def _bytes(self, data: bytes) -> None:
        if self._to_skip:
            taken = min(self._to_skip, len(data))
            self._to_skip -= taken
            # where one substitute is promised and a character of two bytes given, the second goes too
            self._pending_font = "\0" if len(data) == 1 and data[0] >= 0x81 and not self._to_skip and self._now.skip == 1 else ""
            data = data[taken:]
        elif self._pending_font == "\0" and len(data) == 1 and not self._pending and data[0] >= 0x40:
            self._pending_font = ""
            return
        if data:
            self._pending_font = self._now.font
            self._pending += data

    def _flush(self) -> None:
        if self._pending:
            charset, name = self._fonts.get(self._pending_font, (-1, ""))
            data = bytes(self._pending)
            self._pending.clear()
            if charset == _SYMBOL or is_sign_font(name):
                self._say("".join(symbol(name or "symbol", f"{b:x}") if b > 0x20 else chr(b) for b in data))
            else:
                self._say(marks.without_control(_decoded(data, _CHARSETS.get(charset, ""), self.encoding or self._codec)))
        self._pending_font = ""

    def _sign(self, sign: str, at: int) -> int:
        if sign in "\\{}" or sign > "\x7f":
            self._bytes(sign.encode("latin-1", "replace"))
            return at
        self._flush()
        if self._to_skip:
            self._to_skip -= 1
        elif sign == "*":
            following = _TOKEN.match(self.rtf, at)
            if following is None or (following[1] or "").lower() not in _STARRED:
                return self._end_of_group(at)
            self._put("\\*")
        elif sign == "_":
            self._say("-")
        elif sign == "~":
            self._say("\u00a0")
        elif sign in "\r\n":
            self._break("par")
        return at

    def _word(self, word: str, number: str, at: int) -> int:
        if word == "bin":
            return at + int(number or 0)
        if word == "u" and number:
            self._flush()
            self._to_skip = self._now.skip
            code = int(number) % 0x10000
            charset, name = self._fonts.get(self._now.font, (-1, ""))
            if 0xE000 <= code <= 0xF8FF and (charset == _SYMBOL or is_sign_font(name)):
                self._say(symbol(name or "symbol", f"{code:x}"))
            elif code >= 0x20 or code == 0x9:
                self._say(chr(code))
            return at
        self._flush()
        if self._to_skip and word not in {"par", "cell", "row", "uc"}:
            self._to_skip -= 1
            return at
        self._to_skip = 0
        if word == "fonttbl":
            end = self._end_of_group(at)
            self._read_fonts(self.rtf[at:end])
            return end
        if word in _SKIPPED:
            self.left_out["pictures"] += word == "pict" and "shprslt" not in self._now.capture
            return self._end_of_group(at)
        if word == "creatim":
            end = self._end_of_group(at)
            found = re.match(r"\s*\\yr([0-9]+)\\mo([0-9]+)\\dy([0-9]+)", self.rtf[at:end])
            self.created = "{}-{:0>2}-{:0>2}".format(*found.groups()) if found else ""
            return end
        if word in _CAPTURED and not self._now.capture:
            self._now.capture = word
            self._out.append([])
        else:
            self._style(word, number)
        return at

    def _style(self, word: str, number: str) -> None:
        now, on = self._now, number != "0"
        if word == "uc":
            now.skip = int(number or 1)
        elif word in {"f", "deff"}:
            now.font = number
        elif word == "plain":
            now.hidden = now.deleted = False
        elif word == "v":
            now.hidden = on
        elif word == "deleted":
            now.deleted = on
        elif word == "ansicpg":
            self._codec = _CODECS.get(number, f"cp{number}")
        elif word in {"deflang", "deflangfe"} and not self._codec:
            self._codec = _LANGUAGES.get(number, "")
        elif word in {"intbl", "trowd"} and len(self._out) == 1 and not self._in_row:
            self._in_row = True
            self._put(_escaped(ROW))
        elif word == "row":
            self._in_row = False
            self._put(_escaped(ROW_END) + "\\par ")
            self._boxed()
        elif word in _WRITTEN:
            self._put(_escaped(_WRITTEN[word]))
        elif word in _BREAKS:
            self._break("line" if word == "line" else "par")
        elif word in {"ltrmark", "rtlmark", "zwj", "zwnj", "zwbo", "zwnbo", "chftn", "chatn"} | _DROPPED:
            pass
        elif word in _SPACED:
            self._say(_SPACED[word])
        else:
            self._put(f"\\{word}{number} ")

    def _break(self, word: str) -> None:
        if self._now.hidden or self._now.deleted:
            return
        self._last = ""
        self._put(f"\\{word} ")
        if word == "par" and len(self._out) == 1 and not self._in_row:
            self._boxed()

    def _boxed(self) -> None:
        """Text boxes stand behind the paragraph they are tied to."""
        for box in self._boxes:
            self._out[0] += ["{", box, "}\\par "]
        self._boxes.clear()

    def _close(self) -> bool:
        """End a group and do with what was gathered in it what its kind asks for; whether more is to come."""
        ended = self._now
        if not self._stack:
            return False
        self._now = self._stack.pop()
        if ended.capture:
            gathered = "".join(self._out.pop())
            self._put("}")
            self._gathered(ended.capture, gathered)
        else:
            self._put("}")
        return bool(self._stack)

    def _gathered(self, kind: str, rtf: str) -> None:
        if kind == "footnote":
            self.notes.append(rtf)
            self._say(marks.note(len(self.notes)))
        elif kind == "annotation":
            self.left_out["comments"] += 1
        elif kind in {"shptxt", "dptxbxtext"}:
            self._boxes.append(re.sub(r"(\\par )+$", "", rtf))
        elif kind in {"title", "author"}:
            self.info[kind] = rtf  # the Unicode form follows the other
        elif kind in _HEADERS:
            self.headers.append(rtf)
        elif kind == "fldinst":
            self._say(equation(_unescaped(rtf)))
        else:
            marker = _unescaped(rtf).strip()
            self._say(marker + gap(marker, "tab"))

    def _end_of_group(self, at: int) -> int:
        """Where the brace that ends this group stands."""
        depth = 0
        while (match := _BRACE.search(self.rtf, at)) is not None:
            at = match.end()
            if match[1]:
                at += int(match[1])
            elif match[0] == "{":
                depth += 1
            elif match[0] == "}":
                if not depth:
                    return match.start()
                depth -= 1
        return len(self.rtf)

    def _read_fonts(self, table: str) -> None:
        for number, rest in _FONT.findall(table):
            charset = re.search(r"\\fcharset([0-9]+)", rest)
            name = re.sub(r"\{[^{}]*\}|\\[a-z]+-?[0-9]* ?", "", rest).strip("{} ")
            self._fonts[number] = (int(charset[1]) if charset else -1, name)


_SPACED = {
    "emdash": "—",
    "endash": "–",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "bullet": "•",
    "tab": "\t",
    "emspace": "\u2003",
    "enspace": "\u2002",
}


def _escaped(text: str) -> str:
    return "".join(c if " " <= c < "\x7f" and c not in "\\{}" else f"\\u{ord(c)} " for c in text)


def _unescaped(rtf: str) -> str:
    """The text of what was written by `_escaped`, without control words."""
    text = re.sub(r"\\u([0-9]+) ", lambda match: chr(int(match[1])), rtf)
    return re.sub(r"\\(?:par|line|[a-z]{3,}-?[0-9]*) |[{}]", "", text)


def _decoded(data: bytes, of_font: str, of_file: str) -> str:
    r"""
    Return the characters of a run of bytes: by the font's charset where that is a wide one, else by the file's code page.

    A font of Western charset in a Chinese file is used for both: bytes that are common Chinese (GB 2312) are, others are Western (\'93 is “).
    """
    if data.isascii():
        return data.decode("ascii")
    codecs = [of_font] if of_font in _WIDE else []
    if of_file in _WIDE or not of_file:
        codecs += ["gb2312" if of_file in {"gb18030", ""} else of_file]
    codecs += [codec for codec in (of_font, "" if of_file in _WIDE else of_file, "cp1252") if codec and codec not in _WIDE]
    for codec in codecs:
        try:
            return data.decode(codec)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode(of_font or of_file or "cp1252", "replace")
