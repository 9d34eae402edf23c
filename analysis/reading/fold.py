"""
Traditional characters read as simplified ones, for comparing and searching across scripts; the text that is shown stays as it is.

By phrases (乾坤 stays, 乾燥 becomes 干燥), with OpenCC's dictionaries for the mainland's, Taiwan's and Hong Kong's traditional. A sentence without a
character that only traditional texts have is left alone: 显著 is whole, 著 for 着 is not. Which library and why: docs/decisions/0012-encodings-repairs.md.
"""

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from opencc_pyo3 import OpenCC

AT_ONCE = 400
"""Characters given to the library at once: from 1,000 on it starts threads, which a forked process hangs on."""

_SENTENCE = re.compile(rf"[^。！？；\n]{{0,{AT_ONCE - 1}}}(?:[。！？；\n]|[^。！？；\n]|$)")


def fold(text: str) -> str:
    """Return *text* in simplified characters, as long as it was: the character at an offset stays at it."""
    traditional = _traditional()
    if traditional.search(text) is None:
        return text
    return "".join(_folded(piece) if traditional.search(piece) else piece for piece in _SENTENCE.findall(text))


def _folded(piece: str) -> str:
    """By phrases; a phrase that would change in length is taken apart into characters."""
    converter = _converter()
    folded = converter.convert(piece)
    return folded if len(folded) == len(piece) else "".join(_one(converter.convert(character), character) for character in piece)


def _one(folded: str, character: str) -> str:
    return folded if len(folded) == 1 else character


@cache
def _converter() -> "OpenCC":
    from opencc_pyo3 import OpenCC

    return OpenCC("hk2s")


@cache
def _traditional() -> re.Pattern[str]:
    """Characters that folding changes and GB 2312 lacks: 著 乾 瞭 stand in simplified texts too and prove nothing."""
    found = []
    for start in range(0x3400, 0xA000, AT_ONCE // 2):
        block = [chr(code) for code in range(start, min(start + AT_ONCE // 2, 0xA000))]
        folded = _converter().convert("\n".join(block)).split("\n")
        found += [old for old, new in zip(block, folded, strict=True) if old != new and not old.encode("gb2312", "ignore")]
    return re.compile(f"[{''.join(found)}]")
