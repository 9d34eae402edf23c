"""The few words needed to speak of WordprocessingML: names with their namespace, attribute values, and switches."""

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
