"""
The same text as other programs leave it: flat, cut at a width with page numbers between, in half-width brackets, with CRLF and empty lines.

Each form keeps for every character of the text where it stands now, so that what was found in the damaged file can be compared with what was known of
the whole one.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

WIDTH = 36
"""Characters on a line of a cut text, indent included."""

_PAGE = 28  # lines
_MARKER = re.compile(r"[ \t\u3000]*(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,3}[.．、](?!\d))(?=[^\s])")


@dataclass(slots=True)
class Damaged:
    """A text under way: what was written, and for each offset of the text before the one now (-1 where it was left out)."""

    pieces: list[str] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    size: int = 0

    def add(self, new: str) -> None:
        self.pieces.append(new)
        self.size += len(new)

    def keep(self, old: str) -> None:
        self.places.extend(range(self.size, self.size + len(old)))
        self.add(old)

    def drop(self, old: str) -> None:
        self.places.extend([-1] * len(old))

    @property
    def text(self) -> str:
        return "".join(self.pieces)


def flat(text: str) -> Damaged:
    """One line; two ideographic spaces before each paragraph."""
    return _by_paragraph(text, _flat_paragraph, broken=False)


def cut(number: str, indent: str) -> Callable[[str], Damaged]:
    """Lines of WIDTH characters, paragraphs after an *indent*, and after each page a line with its *number* ({})."""

    def damage(text: str) -> Damaged:
        lines = 0

        def paragraph(out: Damaged, body: str) -> None:
            nonlocal lines
            at, room = 0, WIDTH - len(indent)
            out.add(indent)
            while True:
                out.keep(body[at : at + room])
                at, room = at + room, WIDTH
                lines += 1
                if lines % _PAGE == 0:
                    out.add("\n" + number.format(lines // _PAGE))
                if at >= len(body):
                    return
                out.add("\n")

        return _by_paragraph(text, paragraph)

    return damage


def halfwidth(text: str) -> Damaged:
    """Brackets as ( and ), and a blank after each marker at the head of a line."""
    out = Damaged()
    for line in text.splitlines(keepends=True):
        found = _MARKER.match(line)
        head = found.end() if found else 0
        out.keep(_half(line[:head]))
        out.add(" " if head else "")
        out.keep(_half(line[head:]))
    return out


def windows(text: str) -> Damaged:
    """CRLF, and an empty line after each line; reading counts CRLF as one character."""
    out = Damaged()
    for line in text.splitlines(keepends=True):
        out.keep(line)
        if line.endswith("\n"):
            out.add("\n")
    return out


def _by_paragraph(text: str, write: Callable[[Damaged, str], None], *, broken: bool = True) -> Damaged:
    out = Damaged()
    for line in text.splitlines(keepends=True):
        body = line.strip()
        head = line.index(body)
        out.drop(line[:head])
        if body:
            out.add("\n" if broken and out.size else "")
            write(out, body)
        out.drop(line[head + len(body) :])
    return out


def _flat_paragraph(out: Damaged, body: str) -> None:
    out.add("　　")
    out.keep(body)


def _half(text: str) -> str:
    return text.translate({ord("（"): "(", ord("）"): ")"})


def file_bytes(name: str, damaged: Damaged) -> bytes:
    """The file: line ends are CRLF in the form of that name."""
    text = damaged.text
    return (text.replace("\n", "\r\n") if name == "crlf" else text).encode()


FORMS: dict[str, Callable[[str], Damaged]] = {
    "flat": flat,
    "cut, — 3 —": cut("— {} —", "　　"),
    "cut, 3": cut("{}", "　　"),
    "cut, 第3页": cut("第{}页", "　　"),
    "cut, no indents": cut("— {} —", ""),
    "half-width": halfwidth,
    "crlf": windows,
}
"""By name; the least F1 of headings is LEAST."""

LEAST = {name: 0.97 if name == "flat" else 0.99 for name in FORMS}
