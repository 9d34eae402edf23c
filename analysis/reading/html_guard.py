"""
Whether a page can be parsed in reasonable time, looked at before it is.

The standard for HTML sets no bounds: time goes by size times depth, and marks of type left open are opened anew in every paragraph that follows. A page
made for it takes minutes or all memory in any parser that follows the standard; browsers have bounds of their own.
"""

import re

MAX_DEPTH = 1_000
"""Elements within elements. Parsing as the standard says takes time by size times depth, and browsers stop at 512; old pages reach a hundred."""

MAX_CARRIED = 100
"""Different marks of type (<font color=…>) left open at the end of their paragraph: the standard opens all of them anew in every one that follows."""

_TAG = re.compile(r"<!--(?:.*?-->|.*)|<(script|style)\b(?:.*?</\1|.*)|<(/?)([A-Za-z][A-Za-z0-9]*)[^<>]*(?<!/)>", re.DOTALL | re.IGNORECASE)
_VOID = frozenset(("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"))
_TYPE = frozenset(("a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"))
_ENDED_BY_OTHERS = _TYPE | {"span", "p", "td", "th"}
_ENDS_ITSELF = frozenset(("p", "li", "td", "th", "tr", "dt", "dd", "option"))


def tangled(source: str) -> bool:
    """Say whether a page is nested, or left open, so far that parsing it as the standard says would take minutes or all memory: no honest page is."""
    if source.count("<") < MAX_CARRIED:
        return False
    stack: list[tuple[str, str]] = []
    carried: set[str] = set()
    for match in _TAG.finditer(source):
        tag = (match[3] or "").lower()
        if not tag or tag in _VOID:
            continue
        at = _ended(stack, tag, closing=bool(match[2]))
        carried.update(whole for inner, whole in stack[at + 1 :] if inner in _TYPE)
        del stack[at:]
        if not match[2]:
            stack.append((tag, match[0]))
        if len(stack) > MAX_DEPTH or len(carried) > MAX_CARRIED:
            return True
    return False


def _ended(stack: list[tuple[str, str]], tag: str, *, closing: bool) -> int:
    """Return the place of the element that a tag ends, and with it all that are open in it; len(stack) for none."""
    for i in range(len(stack) - 1, -1, -1):
        if stack[i][0] == tag and (closing or tag in _ENDS_ITSELF):
            return i
        if not closing and stack[i][0] not in _ENDED_BY_OTHERS:
            break
    return len(stack)
