"""
The parts of a Word document that the reading needs, found by their relationships.

Only the part with the text must be whole: where styles, lists, notes or comments are missing or damaged, the text is read without them and the
damage is counted. Source: ECMA-376 part 2 (packages and relationships), part 1 §11.3 (the parts).
"""

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from analysis.errors import ReadingError
from analysis.reading.facts import facts
from analysis.reading.package import Package
from analysis.reading.wordml import w

_DC = "{http://purl.org/dc/elements/1.1/}"
_TERMS = "{http://purl.org/dc/terms/}"
_WORDS = re.compile(r"[^\W\d_第页共]")
"""What a running head has beyond page numbers (第3页 共5页)."""


@dataclass(frozen=True, slots=True)
class Parts:
    """The roots of the parts. `notes` leads from (kind, id), kind being `footnote` or `endnote`, to the note."""

    body: Any
    styles: Any | None
    numbering: Any | None
    notes: Mapping[tuple[str, str], Any]
    comments: int
    headers: int
    facts: Mapping[str, str]


def find_parts(package: Package) -> Parts:
    """Return the parts; raise BrokenFileError where the one with the text is missing or can't be read."""
    top = list(_relations(package, "")) if "_rels/.rels" in package else []
    main = next((target for kind, target in top if kind == "officeDocument" and target in package), "word/document.xml")
    document = package.xml(main)
    body = document.find(w("body"))
    if body is None:
        raise package.error("no_body")
    found: dict[str, list[str]] = {}
    for kind, target in _relations(package, main):
        found.setdefault(kind, []).append(target)

    def roots(kind: str) -> Iterator[Any]:
        for target in found.get(kind, ()):
            root = package.optional(target)
            if root is not None:
                yield root

    return Parts(
        body=body,
        styles=next(roots("styles"), None),
        numbering=next(roots("numbering"), None),
        notes={
            (kind, element.get(w("id"), "")): element
            for kind in ("footnote", "endnote")
            for root in roots(kind + "s")
            for element in root.iterfind(w(kind))
        },
        comments=sum(1 for root in roots("comments") for _ in root.iterfind(w("comment"))),
        headers=sum(1 for kind in ("header", "footer") for root in roots(kind) if _WORDS.search("".join(t.text or "" for t in root.iter(w("t"))))),
        facts=_facts(next((package.optional(target) for kind, target in top if kind == "core-properties"), None)),
    )


def _relations(package: Package, part: str) -> Iterator[tuple[str, str]]:
    """The kind (the last word of its address) and the path of each part that *part* leads to; nothing where they can't be read."""
    folder, name = posixpath.split(part)
    try:
        root = package.optional(posixpath.join(folder, "_rels", name + ".rels"))
    except ReadingError:
        return
    for relation in root if root is not None else ():
        if relation.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/" + folder, relation.get("Target", "").replace("\\", "/")))
            yield relation.get("Type", "").rpartition("/")[2], target.lstrip("/")


def _facts(core: Any | None) -> Mapping[str, str]:
    if core is None:
        return {}
    return facts(*(core.findtext(tag) or "" for tag in (_DC + "title", _DC + "creator", _TERMS + "created")))
