"""Every word the interface shows comes from `ui/text/zh.toml` and `en.toml`; code and links carry neutral ids."""

import math
import re
import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal, Protocol

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")
TEXTS = Path(__file__).parent / "text"

_COUNTED = re.compile(r"\{(\w+)\|([^|{}]*)\|([^|{}]*)\}")


class _Fields(Protocol):
    def __getitem__(self, name: str, /) -> Any: ...


class Text(str):
    """
    A text with words that depend on a count: `{n} {n|speech is|speeches are} here` puts the first where the field n is 1, the second otherwise.

    A # in either stands for the count itself: `{n|这篇讲话|这 # 篇讲话}`. For the rest it is filled in like any other text.
    """

    __slots__ = ()

    def format(self, *_: object, **fields: object) -> str:
        """Return the text with its fields filled in."""
        return self.format_map(fields)

    def format_map(self, fields: _Fields, /) -> str:
        """The same, with the fields in a mapping."""
        return _COUNTED.sub(lambda match: _counted(match, str(fields[match[1]])), self).format_map(fields)


def _counted(match: re.Match[str], n: str) -> str:
    return (match[2] if n == "1" else match[3]).replace("#", n)


@cache
def texts(language: Language) -> dict[str, str]:
    """Return all texts of a language, keyed by their dotted path."""
    with (TEXTS / f"{language}.toml").open("rb") as file:
        return _flat(tomllib.load(file))


def _flat(tree: dict[str, Any], path: str = "") -> dict[str, str]:
    flat: dict[str, str] = {}
    for key, value in tree.items():
        flat |= _flat(value, f"{path}{key}.") if isinstance(value, dict) else {path + key: Text(value) if _COUNTED.search(value) else value}
    return flat


class Words:
    """The texts of one language: `words("page.words", n=3)`; numbers and dates are put as the language puts them, and words as their count asks (`Text`)."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._texts = texts(language)

    def __call__(self, key: str, **fields: object) -> str:
        """Return a text with its fields filled in; an unknown key is a programming error and raises KeyError."""
        return self._texts[key].format_map({name: self.put(value) for name, value in fields.items()}) if fields else self._texts[key]

    def __contains__(self, key: str) -> bool:
        """Whether there is a text of that key."""
        return key in self._texts

    def of(self, prefix: str) -> dict[str, str]:
        """Return the texts below a prefix, keyed by what follows it: labels for a set of ids."""
        return {key.removeprefix(prefix + "."): text for key, text in self._texts.items() if key.startswith(prefix + ".")}

    def put(self, value: object) -> str:
        """Write a value: thousands apart, rates with one decimal, dates in words; text as it is."""
        if isinstance(value, bool) or value is None:
            return str(value)
        if isinstance(value, int):
            return f"{value:,}"
        if isinstance(value, float):
            return "—" if math.isnan(value) else f"{value:,.1f}"
        if isinstance(value, date):
            return self.date(value)
        return str(value)

    def date(self, value: date) -> str:
        """2012年3月5日, or 5 Mar 2012."""
        if self.language == "zh":
            return f"{value.year}年{value.month}月{value.day}日"
        return f"{value.day} {value:%b} {value.year}"

    def size(self, n: int) -> str:
        """A large number as the language counts it, ready to stand before its unit: 4.1 万, or 41,234 with a space."""
        if self.language == "zh" and n >= 10_000:
            return f"{n / 10_000:.1f} 万"
        return f"{n:,} "
