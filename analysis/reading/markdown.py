"""
A Markdown text becomes its plain lines: marks of headings, lists, quotes and emphasis go, numbers and wording stay.

The rules are our own and few, since CommonMark is made for prose with spaces: it leaves **“四个意识”**增强 with its asterisks standing (a closing mark between
punctuation and a Han character does not count as closing), takes an indented paragraph for program code, and counts list numbers anew
(docs/decisions/0003-reading-libraries.md).
"""

import re

from analysis.reading.encodings import decode
from analysis.reading.extracted import Extracted

_NOTHING = re.compile(r"[-*_](?:[ \t]*[-*_]){2,}|=+|`{3,}.*|~{3,}.*|\|?[ \t]*:?-+:?(?:[ \t]*\|[ \t]*:?-+:?)+[ \t]*\|?")  # rules, underlines, fences
_HEAD = re.compile(r"(?:>[ \t]?)*(?:[-*+][ \t]+(?:\[[ xX]\][ \t]+)?)?(?P<heading>#{1,6}[ \t]+)?")
_COMMENT = re.compile(r"<!--[^\n]{0,1000}?-->")
_LINK = re.compile(r"!?\[([^\[\]\n]{0,500})\]\([^()\s]{0,2000}(?:[ \t]+\"[^\"\n]{0,200}\")?\)")
_EMPHASIS = (  # from a mark to its next one only, so that a line is gone through once
    re.compile(r"(?<!\\)(\*{1,3})(?=[^\s*])([^*\n]*?[^\s*\\])\1(?!\*)"),
    re.compile(r"(?<![\\\w])(_{1,3})(?=[^\s_])([^_\n]*?[^\s_\\])\1(?![\w_])"),
    re.compile(r"(?<!\\)(~~|`{1,2})(?=[^\s~`])([^~`\n]*?[^\s~`\\])\1"),
)
_DEPTH = 2  # emphasis within emphasis
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!~|>])")


def extract(name: str, data: bytes, encoding: str | None) -> Extracted:
    """Return the text without its marks."""
    found, text = decode(name, data, encoding)
    return Extracted(plain(text), found)


def plain(text: str) -> str:
    """Return the lines of a Markdown text without their marks; no line is joined with another."""
    return "\n".join(_plain_line(line) for line in _COMMENT.sub("", text).split("\n"))


def _plain_line(line: str) -> str:
    core = line.strip(" \t")
    if _NOTHING.fullmatch(core):
        return ""
    head = _HEAD.match(core)
    if head and head.end():
        line = core[head.end() :]
        if head["heading"] and line.endswith("#") and line.rstrip("#")[-1:] in {" ", "\t", ""}:
            line = line.rstrip("#").rstrip(" \t")
    elif core.startswith("|") and core.endswith("|"):
        line = "\t".join(cell.strip() for cell in core.strip("|").split("|"))
    line = _LINK.sub(r"\1", line)
    for pattern in _EMPHASIS * _DEPTH:
        line = pattern.sub(r"\2", line)
    return _ESCAPE.sub(r"\1", line)
