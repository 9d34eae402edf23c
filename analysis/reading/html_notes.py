"""Where the notes of a page or book stand, and which links are their marks."""

import re
from collections.abc import Iterator, Mapping
from posixpath import dirname, join, normpath
from typing import Any
from urllib.parse import unquote

_BLOCK_TAGS = (
    "address article aside blockquote body button caption center dd details dialog dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header "
    "hgroup html legend li main menu nav ol optgroup option p plaintext pre search section select summary table tbody td textarea tfoot th thead tr ul xmp"
)
BLOCKS = frozenset(_BLOCK_TAGS.split())
"""Elements that begin a line of their own."""

MARK = re.compile(r"[\[［〔（(【]?(?:注释?)?(?:\d{1,3}|[①-⑳]|\*)[\]］〕）)】]?")
"""A note's mark as it is shown: 1, [1], 〔注1〕, ①, *."""

_MARK_LENGTH = 8
_NO_NOTES = frozenset(("html", "body", "h1", "h2", "h3", "h4", "td"))
_NOTE_TARGET = re.compile(r"#.*?(?:fn|note|ftn|zhu)", re.IGNORECASE)


def note_links(trees: Mapping[str, Any]) -> tuple[dict[int, int], dict[int, int]]:
    """
    Return the numbers of note marks and of the blocks that hold the notes, by the nodes' addresses, which hold while the trees live.

    A mark is a link whose text is a number or sign, raised or said to be a note, and which leads into one of the trees, by their paths.
    """
    targets: dict[str, Any] = {}
    for path, tree in trees.items():
        for node in tree.css("[id], a[name]"):
            for key in ("id", "name"):
                targets.setdefault(f"{path}#{node.attributes.get(key)}", node)
    marks: dict[int, int] = {}
    blocks: dict[int, int] = {}
    refused: set[int] = set()
    for path, tree in trees.items():
        for link in tree.css("a[href*='#']"):
            href = link.attributes.get("href") or ""
            if not _is_mark(link, href):
                continue
            block = _block(targets.get(_resolved(path, href)))
            if block is None or block.mem_id in refused or _within(link, block):
                continue
            if block.mem_id not in blocks:
                if block.tag in _NO_NOTES or sum(_is_mark(a, a.attributes.get("href") or "") for a in block.css("a[href*='#']")) > 1:
                    refused.add(block.mem_id)  # a chapter, or the text itself: then the link is a note's way back
                    continue
                blocks[block.mem_id] = len(blocks) + 1
            marks[link.mem_id] = blocks[block.mem_id]
    return marks, blocks


def _is_mark(link: Any, href: str) -> bool:
    text = link.text().strip()
    return len(text) <= _MARK_LENGTH and bool(MARK.fullmatch(text)) and _is_noted(link, href)


def _is_noted(link: Any, href: str) -> bool:
    attributes = link.attributes
    if "noteref" in (attributes.get("epub:type") or "") + (attributes.get("role") or ""):
        return True
    raised = any(parent.tag == "sup" for parent in _parents(link, 3)) or link.css_first("sup") is not None
    return raised or bool(_NOTE_TARGET.match(href[href.find("#") :]) and link.text().strip()[:1] in "[［〔（(【")


def _parents(node: Any, most: int) -> Iterator[Any]:
    for _ in range(most):
        node = node.parent
        if node is None:
            return
        yield node


def _block(node: Any) -> Any:
    while node is not None and node.tag not in BLOCKS:
        node = node.parent
    return node


def _within(link: Any, block: Any) -> bool:
    """Say whether a link stands in the block it leads to, or leads back from a note."""
    return any(parent.mem_id == block.mem_id for parent in _parents(link, 50))


def _resolved(path: str, href: str) -> str:
    target, _, anchor = href.partition("#")
    if not target:
        return f"{path}#{anchor}"
    return f"{normpath(join(dirname(path), unquote(target)))}#{anchor}"
