"""The only way text of a speech, a file name or a user's word reaches HTML or Markdown."""

import html
import re
from collections.abc import Sequence

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:^=&\"'])")


def plain(text: str) -> str:
    """Escape text for Markdown, so that it is shown as it is written."""
    return _MARKDOWN.sub(r"\\\1", " ".join(text.split()))


def escaped(text: str) -> str:
    """Escape text for HTML."""
    return html.escape(text, quote=True)


def marked(text: str, marks: Sequence[tuple[int, int]]) -> str:
    """Return text as HTML with each (start, end) of *marks* in a <mark>; marks must not overlap."""
    pieces, at = [], 0
    for start, end in sorted(marks):
        pieces += [escaped(text[at:start]), "<mark>", escaped(text[start:end]), "</mark>"]
        at = end
    return "".join([*pieces, escaped(text[at:])])
