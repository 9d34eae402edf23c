"""
The shape of a label: which numerals it is built on, what each of them counts, and so how many members it packs.

三农 is N+X, 四个自信 is N+classifier+X, 三短一简 is N+A+N+B: three that are 短 and one that is 简.
"""

import re
from functools import cache

from analysis.annotation.numerals import LABELLING, value_of

NUMERAL = re.compile(f"[{LABELLING}]+")
_CLASSIFIERS = "个大项种类条件张项次点支块道份级门步"
_PART = re.compile(rf"([{LABELLING}]+)([^{LABELLING}、，,]+)[、，,]?")
_UNITED = ("合一", "一体")


@cache
def parts_of(form: str) -> tuple[tuple[str, str], ...]:
    """Return the numerals of a label with what each counts: 三短一简 → (三, 短), (一, 简); N+classifier+X and 三证合一 have one part."""
    if form.endswith(_UNITED):
        form = form[:-2]
    found = NUMERAL.search(form)
    if found is None:
        return ()
    core = form[found.start() :]
    if core[found.end() - found.start() :][:1] in _CLASSIFIERS and "、" not in core and "，" not in core:
        return ((found.group(), core[len(found.group()) :]),)
    return tuple((m.group(1), m.group(2)) for m in _PART.finditer(core))


@cache
def numeral_of(form: str) -> str:
    """Return the first numeral of a label, or nothing where it has none."""
    found = NUMERAL.search(form)
    return found.group() if found else ""


@cache
def pattern_of(form: str) -> str:
    """Name the pattern of a label, as docs/methods.md lists them."""
    if "+" in form or "＋" in form:
        return "1+N"
    if form.endswith(_UNITED):
        return "N+X+合一"
    found = NUMERAL.search(form)
    if found is None:
        return "other"
    if found.start():
        return "A+N+X"
    if len(parts_of(form)) > 1:
        return "N+A+N+B"
    return "N+classifier+X" if form[found.end() : found.end() + 1] in _CLASSIFIERS and len(form) > found.end() + 1 else "N+X"


@cache
def counts_of(form: str) -> tuple[tuple[int, str], ...]:
    """Return how many members each part of a label packs and what it names: 三短一简 → (3, 短), (1, 简); () where a numeral says no number (百, 多)."""
    counts = [(_size(numeral), name) for numeral, name in parts_of(form)]
    known = tuple((size, name) for size, name in counts if size)
    return known if len(known) == len(counts) else ()


def _size(numeral: str) -> int | None:
    if numeral[0] in "双两" and len(numeral) > 1:  # 双百攻坚: two that hold 百
        return 2
    return value_of(numeral)


@cache
def named_from(form: str) -> tuple[int, ...]:
    """
    Return where in a label of one numeral the words begin that say what is counted: 三公 → 1, 四个经济 → 2, 三北工程 → 1 and 2.

    A label of several numerals (一带一路) has none: by plain counting nobody comes upon its characters in a row.
    """
    parts = parts_of(form)
    if len(parts) != 1:
        return ()
    name = parts[0][1]
    if not name:
        return ()
    start = form.index(name, form.index(parts[0][0]) + len(parts[0][0]))
    starts = {start}
    if name[0] in _CLASSIFIERS and len(name) > 1:
        starts.add(start + 1)
    if len(name) > 2:
        starts.add(start + len(name) - 2)
    return tuple(sorted(starts))
