"""
What reading changes in a decoded text, each change kept as an edit, so that it can be counted, shown, undone and mapped back.

Only what the eye does not see, sees as the same, or sees to be no part of the speech is repaired; wording and blank lines stay. Kinds:
- mojibake: text that was read in a wrong encoding and saved so (鍚屽織 for 同志), where nothing was lost (mojibake.py);
- web_furniture: what a web page says of itself below the text (来源：… 责任编辑：…; web_furniture.py);
- contents: a table of contents before the text, which only repeats its headings (contents.py);
- page_furniture: page numbers on lines of their own (page_numbers.py), and what a format knows to stand on every page;
- paragraphs: the spaces between the paragraphs of a text that stands on one line, read as line breaks (paragraphs.py);
- control: control characters other than tab and line break; those that break a line (U+000B, U+000C, U+0085, U+2028, U+2029) become one;
- zero_width: characters without width (U+200B–F, U+202A–E, U+2060–9, U+FEFF, soft hyphen), left by web pages and editors, which split words unseen;
- indent, trailing: blanks at either end of a line, layout and not wording (Chinese paragraphs begin with two U+3000);
- line_break: breaks inside sentences, in a text cut at a fixed width (line_breaks.py), or found by a format that knows its layout;
- lookalike: Kangxi radicals and compatibility ideographs (⽅ U+2F45 for 方), left by PDF fonts; NFKC on these blocks alone (UAX #15);
- fullwidth_digits: ０-９ Ａ-Ｚ ａ-ｚ written as 0-9 A-Z a-z, so that １９９２年 and 1992年 are counted as one;
- halfwidth_punctuation: ! , ; : ? ( ) beside Han characters read as ！，；：？（）, in what is analysed only: the text shown keeps them.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from analysis.model import Edit, Repair
from analysis.reading import contents, line_breaks, mojibake, page_numbers, paragraphs, web_furniture

KINDS = (
    "mojibake",
    "web_furniture",
    "contents",
    "page_furniture",
    "paragraphs",
    "control",
    "zero_width",
    "indent",
    "trailing",
    "line_break",
    "lookalike",
    "fullwidth_digits",
    "halfwidth_punctuation",
)
"""In this order; where two want the same characters, the former has them."""

ANALYSED_ONLY = frozenset({"halfwidth_punctuation"})
"""Kinds whose edits replace one character by one, in what is analysed and not in what is shown."""

_LAID_OUT = frozenset({"line_break", "page_furniture", "contents"})
"""Kinds a format gives that knows its layout; then none is looked for in the text."""

BLANKS = " \t\u3000\u00a0\u2002\u2003"
"""What indents a line: space, tab, U+3000, and the blanks web pages use (no-break, en and em space)."""

_UNSEEN = "\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad"
_BREAKING = "\x0b\x0c\x85\u2028\u2029"
_CONTROL = "\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029"
_LOOKALIKE = "\u2e80-\u2fdf\uf900-\ufaff\U0002f800-\U0002fa1f"
_FULLWIDTH = "\uff10-\uff19\uff21-\uff3a\uff41-\uff5a"
_HALFWIDTH = "!,;:?()"

_SUSPECT = re.compile(
    f"[\n{BLANKS}{_UNSEEN}{_CONTROL}{_LOOKALIKE}{_FULLWIDTH}{_HALFWIDTH}{mojibake.suspects()}](?:(?<![\n{BLANKS}])|(?<=\n)[{BLANKS}]|(?<=[{BLANKS}])\n)"
)
# One class first: the search then skips through a clean text at full speed (0.1 ms for 20,000 characters).
_MISREAD = re.compile(f"[{mojibake.suspects()}]")
_RUN = re.compile(f"[{BLANKS}{_UNSEEN}{_CONTROL}]+")
_PIECE = re.compile(f"(?P<unseen>[{_UNSEEN}]+)|(?P<breaking>[{_BREAKING}]+)|(?P<blank>[{BLANKS}]+)|(?P<control>[{_CONTROL}])")
_RENDERED = (("lookalike", re.compile(f"[{_LOOKALIKE}]+")), ("fullwidth_digits", re.compile(f"[{_FULLWIDTH}]+")))
_ANY_RENDERED = re.compile(f"[{_LOOKALIKE}{_FULLWIDTH}]")
_HAN = "\u3007\u3400-\u9fff\U00020000-\U000323af"
_BESIDE = f"{_HAN}\u3001\u3002\u3008-\u3011\u3014-\u3017\u2018-\u201d\u2026\uff01-\uff0f\uff1a-\uff20"
_HALF = re.compile("[!,;:?]+")
_BEHIND = re.compile(f" ?[{_BESIDE}]")
_BESIDES = re.compile(f"[{_BESIDE}]")
_PAIR = re.compile(r"\(([^()\n]{0,200})\)")
_ADDRESS = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]{1,10}://|www\.)[!-~]*[A-Za-z0-9/]")
_FULL = {half: chr(ord(half) + 0xFEE0) for half in _HALFWIDTH}


def find(decoded: str, given: tuple[Repair, ...] = ()) -> tuple[Repair, ...]:
    """Return the repairs a text needs: one of each kind that has edits, in the order of KINDS; those *given* by the format stand first and prevail."""
    edits: dict[str, list[Edit]] = {repair.kind: list(repair.edits) for repair in given}
    found = list(_wanted(decoded, plain=edits.keys().isdisjoint(_LAID_OUT)))
    if not found:
        return tuple(repair for repair in given if repair.edits)
    edits |= {kind: [] for kind in KINDS if kind not in edits}
    taken = bytearray(len(decoded))
    for repair in given:
        for edit in repair.edits:
            taken[edit.start : edit.end] = b"\1" * (edit.end - edit.start)
    for kind, edit in found:
        if taken.find(1, edit.start, edit.end) < 0:
            taken[edit.start : edit.end] = b"\1" * (edit.end - edit.start)
            edits[kind].append(edit)
    return tuple(Repair(kind, tuple(of_kind)) for kind, of_kind in edits.items() if of_kind)


def _wanted(decoded: str, *, plain: bool) -> Iterator[tuple[str, Edit]]:
    """Yield every edit that could be wanted, those first that prevail; `plain` says that the layout is not known from the format."""
    edges = (decoded[:1], decoded[-1:])
    suspect = _SUSPECT.search(decoded) is not None or any(edge.strip(BLANKS) != edge for edge in edges)
    if suspect and _MISREAD.search(decoded):
        for edit in mojibake.find(decoded):
            heads_line = edit.start == 0 or decoded[edit.start - 1] == "\n"
            yield "mojibake", replace(edit, replacement=edit.replacement.lstrip(BLANKS)) if heads_line else edit
    yield from (("web_furniture", edit) for edit in web_furniture.find(decoded))
    numbers = page_numbers.find(decoded) if plain else []
    if plain:
        yield from (("contents", edit) for edit in contents.find(decoded))
        yield from (("page_furniture", edit) for edit in numbers)
        yield from (("paragraphs", edit) for edit in paragraphs.find(decoded))
    if suspect:
        yield from _blank_edits(decoded)
    if plain:
        yield from (("line_break", edit) for edit in line_breaks.find(decoded, numbers))
    if suspect:
        yield from _rendered_edits(decoded)
        yield from (("halfwidth_punctuation", edit) for edit in _halfwidth_edits(decoded))


def _blank_edits(decoded: str) -> Iterator[tuple[str, Edit]]:
    for run in _RUN.finditer(decoded):
        start, end = run.span()
        opens = start == 0 or decoded[start - 1] == "\n"
        closes = end == len(decoded) or decoded[end] == "\n"
        pieces = [(str(piece.lastgroup), *piece.span()) for piece in _PIECE.finditer(decoded, start, end)]
        first_break = next((place for kind, place, _ in pieces if kind == "breaking"), end)
        for kind, start, end in pieces:
            if kind == "blank":
                if opens or start > first_break:
                    yield "indent", Edit(start, end, "")
                elif closes or first_break < run.end():
                    yield "trailing", Edit(start, end, "")
            else:
                breaks = kind == "breaking" and start == first_break and not opens and not closes
                yield "zero_width" if kind == "unseen" else "control", Edit(start, end, "\n" if breaks else "")


def _rendered_edits(decoded: str) -> Iterator[tuple[str, Edit]]:
    if _ANY_RENDERED.search(decoded) is None:
        return
    for kind, pattern in _RENDERED:
        for match in pattern.finditer(decoded):
            plain = unicodedata.normalize("NFKC", match[0])
            if plain != match[0]:  # some radicals have no plain form
                yield kind, Edit(*match.span(), plain)


def _halfwidth_edits(decoded: str) -> list[Edit]:
    """Marks between or after Han characters, brackets that hold or touch them; never 1,000, 3:2, 10:30, nor the inside of an address."""
    addresses = _ADDRESS.finditer(decoded) if "://" in decoded or "www." in decoded else ()
    inside = {place for match in addresses for place in range(*match.span())}
    marks = {place for match in _HALF.finditer(decoded) if _touches(decoded, *match.span()) for place in range(*match.span())} - inside
    for pair in _PAIR.finditer(decoded) if "(" in decoded else ():
        start, end = pair.span()
        if start not in inside and _BESIDES.search(decoded, max(0, start - 1), min(len(decoded), end + 1)):
            marks |= {start, end - 1}
    if marks and _MISREAD.search(decoded):
        marks -= {place for span in mojibake.lost(decoded) for place in range(*span)}
    return [Edit(place, place + 1, _FULL[decoded[place]]) for place in sorted(marks)]


def _touches(decoded: str, start: int, end: int) -> bool:
    """Whether Han characters or their marks stand before or behind a stretch."""
    return _BESIDES.match(decoded, max(0, start - 1), start) is not None or _BEHIND.match(decoded, end) is not None


def shown(repairs: tuple[Repair, ...]) -> tuple[Repair, ...]:
    """Return the repairs that the text shown has; the others change single characters for the analysis alone."""
    return tuple(repair for repair in repairs if repair.kind not in ANALYSED_ONLY)


def apply(decoded: str, repairs: tuple[Repair, ...], *, analysed: bool = False) -> str:
    """Return the text with the edits made; those that only the analysis sees are made when it is *analysed*."""
    if not analysed:
        repairs = shown(repairs)
    pieces: list[str] = []
    done = 0
    for _, edit in places(repairs):
        pieces += decoded[done : edit.start], edit.replacement
        done = edit.end
    return "".join(pieces) + decoded[done:] if pieces else decoded


def characters(text: str) -> str:
    """Return a short text, such as a word that is sought, with its characters read as those of an analysed speech: look-alikes, full-width letters, half-width marks."""
    edits = [*(edit for _, edit in _rendered_edits(text)), *_halfwidth_edits(text)]
    return apply(text, (Repair("characters", tuple(edits)),))


def places(repairs: Iterable[Repair]) -> list[tuple[int, Edit]]:
    """Return the edits in order, each with the offset in the repaired text at which its replacement begins."""
    placed: list[tuple[int, Edit]] = []
    grown = 0
    for edit in sorted((edit for repair in repairs for edit in repair.edits), key=lambda edit: edit.start):
        placed.append((edit.start + grown, edit))
        grown += len(edit.replacement) - (edit.end - edit.start)
    return placed


def mapping(repairs: tuple[Repair, ...]) -> Callable[[int], int]:
    """
    Return the function from an offset in the repaired text to the offset in the decoded text; make it once for many offsets.

    Exact for every untouched character, and within a replacement as long as what it replaced. An offset where something was taken out leads behind
    it, so the end of a span is best mapped as the place of its last character plus one.
    """
    placed = places(shown(repairs))
    starts = [start for start, _ in placed]

    def back(offset: int) -> int:
        last = bisect_right(starts, offset) - 1
        if last < 0:
            return offset
        start, edit = placed[last]
        within = offset - start
        if within < len(edit.replacement):
            return min(edit.start + within, edit.end - 1)
        return edit.end + within - len(edit.replacement)

    return back
