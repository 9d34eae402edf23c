"""
Several speeches in one text: collections (汇编), and files into which one speech was pasted behind another.

A further speech begins with a head of short lines: a title (在…会议上的讲话, or a headline), a date, who speaks, an address that ends in a colon. Of these,
of a number (之二), and of what stands around the head (the speech before it ends in thanks or is signed, 一、 begins anew), two signs at least must come
together, and where no title names a speech, more. An address in mid-speech, a title that is quoted or listed, a heading without a number have one sign
alone; what an annex holds is never another speech. The rules are our own.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from analysis.reading.metadata_dates import read_date
from analysis.reading.metadata_lines import Line, labelled, line_of, without_dash
from analysis.reading.metadata_people import person_of

Sign = Literal["title", "number", "date", "speaker", "address", "anew", "closed"]
_Kind = Literal["title", "counted", "number", "date", "speaker", "address", "aside", "short", "closing", "annex", "marker", "prose"]

SAID = 60
"""Characters that the sentences of a speech have together at least: what has fewer is a cover, a table of contents or a list."""

_TITLE_LENGTH, _HEADLINE, _HEADLINE_LEAST, _DATE_LENGTH, _BESIDE_DATE = 60, 40, 6, 40, 14
_SPOKEN = r"讲话|讲稿|发言|演讲|演说|致[辞词]|(?:开幕|闭幕|欢迎|祝酒|答谢|主持|就职)[辞词]|(?:工作|述职)报告|会上的?报告|党课"
_TITLE = re.compile(rf"(?:{_SPOKEN})(?:稿|提纲|要点|摘要|节选|全文|实录)*(?:\([^()]{{0,30}}\))?$")
_NAMED = re.compile(r"在.{2,}")
_DASHED_HELD = re.compile(r"(?:\d{4}年.{0,8})?在.{4,}[上时]$")
_DEMANDS = re.compile(r"(?:认真|深入|坚决)?(?:学习|贯彻|落实|听取|传达|领会|根据|结合|按照|同意|关于)")
_QUOTES = re.compile(r"[《》“”\"|<>\t]|https?:|\.{3}|…|·{3}|\.{2,}\d")
_NUMBER = re.compile(
    r"[\[(]?(?:第[一二三四五六七八九十\d]{1,3}篇|[篇之][一二三四五六七八九十]{1,2}|(?:讲话稿?|发言稿?|讲稿|范文)之?[一二三四五六七八九十\d]{1,2})[\])]?[:、.\s]*"
)
_COUNTED = re.compile(r"(?:[一二三四五六七八九十]{1,3}、|\d{1,2}[.、]|\([一二三四五六七八九十\d]{1,3}\))\s*(?=(?:[^,;:]{2,12})?在)")
_MARKER = re.compile(
    r"(?P<first>[一1]、|第一(?:部分|章|,)|\([一1]\)|1\.(?!\d))"
    r"|第?[一二三四五六七八九十]{1,3}(?:[、.]|部分|章|节|是|,)|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}(?:、|\.(?!\d))"
)
_ANNEX = re.compile(r"附(?:件|录|表|:)")
_STOPPED = re.compile(r"[。;,、!?:…][”’」』)]*$")
_ADDRESSED = "同志|各位|代表|委员|朋友|女士|先生|同学|老师|乡亲|战友|来宾|嘉宾|主席|领导|书记|诸位|同胞|同仁|战士|官兵"
_ADDRESS = re.compile(rf"[^。;!]{{0,50}}(?:{_ADDRESSED})[^。;!]{{0,20}}[:!]$")
_ISSUER = re.compile(r"(?:办公[室厅]|委员会|[市县区省州旗]委|政府|党组|[局厅处]|协会|集团|公司)$")
_CLOSING = re.compile(r"(?:^\(?(?:全文)?完|谢谢(?:大家|各位|同志们)?|(?:讲|说)(?:完了|到这里|到这儿)|就讲这些|到此结束|完毕)[。!]?\)?$")
_NO_SPEECH = re.compile(r"(?:通知|函|批复|请示|按语?|说明|前言)(?:\([^()]*\))?$")
_LISTING = re.compile(r"目\s*录|汇编|选编|文集|合集|文选|材料之")
_HANS = re.compile("[\u3400-\u9fff]")
_OF_HEAD = frozenset(("title", "counted", "number", "date", "speaker", "address", "aside", "short"))
_TITLED = frozenset(("title", "counted"))


@dataclass(frozen=True, slots=True)
class Beginning:
    """Where one of several speeches begins in a text, its title as printed, and the signs it is known by; the first speech of a text may have none."""

    start: int
    title: str
    signs: tuple[Sign, ...] = ()


@dataclass(frozen=True, slots=True)
class _Row:
    """A line that is not blank: where it begins, how it reads, what it is, whether it is numbered as a speech, and, of a marker that counts one, the marker."""

    start: int
    line: Line
    kind: _Kind
    numbered: bool = False
    first: str = ""


@dataclass(frozen=True, slots=True)
class _Head:
    """A head from row `first` to before row `behind`, its signs, and whether the title may stand with one weak sign alone."""

    first: int
    behind: int
    signs: tuple[Sign, ...]


def speeches_in(text: str) -> tuple[Beginning, ...]:
    """
    Return where the speeches of a text begin, if it holds several; nothing if it is one.

    A speech runs to where the next begins. The first begins at 0, unless a cover or a table of contents stands before it, which belongs to none.
    """
    rows = list(_rows(text))
    heads = _spoken(rows, list(_heads(rows)))
    if not heads:
        return ()
    found = [Beginning(rows[h.first].start, _title(rows[h.first : h.behind]), h.signs) for h in heads]
    front = rows[: heads[0].first]
    if front and (_says(front) or not _lists(front)):
        if _says(front):
            found.insert(0, Beginning(0, _first_title(front)))
        else:
            found[0] = Beginning(0, found[0].title, found[0].signs)
    noticed = 1 if _NO_SPEECH.search(line_of(found[0].title).plain) else 0
    return tuple(found) if len(found) - noticed > 1 else ()


# --- lines -------------------------------------------------------------------------------------------------------------------


def _rows(text: str) -> Iterator[_Row]:
    at = 0
    for raw in text.split("\n"):
        printed = raw.strip()
        if printed:
            yield _row(at + raw.index(printed[0]), printed)
        at += len(raw) + 1


def _row(start: int, printed: str) -> _Row:
    if len(printed) > _TITLE_LENGTH:
        marker = _MARKER.match(printed)
        return _Row(start, Line(printed, printed), "prose", first=(marker and marker["first"]) or "")
    line = line_of(printed)
    plain = line.plain
    number = _NUMBER.match(plain)
    rest = line.cut(number.end()) if number else line
    if number and not rest.plain:
        return _Row(start, line, "number", numbered=True)
    if _ANNEX.match(plain):
        return _Row(start, line, "annex")
    counted = _COUNTED.match(plain)
    if counted and _is_title(line.cut(counted.end())):
        return _Row(start, line, "counted")
    if marker := _MARKER.match(plain):
        return _Row(start, line, "marker", first=marker["first"] or "")
    return _Row(start, line, _kind(rest), numbered=number is not None)


def _kind(line: Line) -> _Kind:
    plain = line.plain
    if _CLOSING.search(plain):
        return "closing"
    if _ADDRESS.match(plain):
        return "address"
    labels = {kind for kind, _ in labelled(line)}
    if labels:
        return "date" if "when" in labels else "speaker" if "speaker" in labels else "aside"
    if _is_title(line):
        return "title"
    if _is_date(plain):
        return "date"
    if plain.startswith(("(", "[")) and plain.endswith((")", "]")):
        return "aside"
    if _STOPPED.search(plain) or _QUOTES.search(plain):
        return "prose"
    if person_of(line, bare=True):
        return "speaker"
    return "short" if len(line) <= _HEADLINE and len(_HANS.findall(plain)) > 1 else "prose"


def _is_title(line: Line) -> bool:
    """Whether a line names a speech, or says over a dash where one was held."""
    bare = without_dash(line)
    if _QUOTES.search(line.plain) or _STOPPED.search(line.plain) or _DEMANDS.match(bare.plain):
        return False
    return bool(_TITLE.search(bare.plain)) or (bare != line and bool(_DASHED_HELD.match(bare.plain)))


def _is_date(plain: str) -> bool:
    """Whether a line is a date, with a place or a name beside it at most."""
    found = read_date(plain) if len(plain) <= _DATE_LENGTH else None
    if found is None or _STOPPED.search(plain):
        return False
    beside = len((plain[: found[2]] + plain[found[3] :]).strip(" ()[]—"))
    return beside <= (_BESIDE_DATE if found[1] else 0)


# --- heads -------------------------------------------------------------------------------------------------------------------


def _heads(rows: Sequence[_Row]) -> Iterator[_Head]:
    """Yield the heads that have signs enough, one of each run of short lines."""
    since = 0
    first = 0
    while first < len(rows):
        behind = first
        while behind < len(rows) and rows[behind].kind in _OF_HEAD:
            behind += 1
        if behind > first and not (first and rows[first - 1].kind == "annex"):
            opens = _opens(rows[first:behind])
            if opens is not None:
                signs = _signs(rows, first, first + opens, behind, since)
                if first + opens == 0 or _suffice(signs, rows[first + opens : behind]):
                    yield _Head(first + opens, behind, signs)
                    since = behind
        first = behind + 1


def _opens(run: Sequence[_Row]) -> int | None:
    """Return which line of a run of short lines is the first of a head: its title, the headline over that, the number over both."""
    titled = [i for i, row in enumerate(run) if row.kind in _TITLED]
    if titled:
        at = titled[-1]
        if at and _goes_over(run[at - 1], run[at]):
            at -= 1
    else:
        at = len(run)
        while at and run[at - 1].kind in {"date", "speaker", "address", "aside"}:
            at -= 1
        if at == len(run) or not at or run[at - 1].kind not in {"short", "number"}:
            return None
        at -= 1
    return at - 1 if at and run[at - 1].kind == "number" else at


def _goes_over(above: _Row, title: _Row) -> bool:
    """Whether a line is the headline over a title, or the title over a subtitle with a dash, and not a signature."""
    if title.line.plain.startswith(("—", "-")):
        return above.kind in {"short", "title"}
    return (
        above.kind == "short" and len(above.line) >= _HEADLINE_LEAST and not (_ISSUER.search(above.line.plain) or _LISTING.search(above.line.plain))
    )


def _signs(rows: Sequence[_Row], run: int, first: int, behind: int, since: int) -> tuple[Sign, ...]:
    """The signs of a head; *run* is where its run of short lines begins, *since* where the speech before it does."""
    head = rows[first:behind]
    kinds = {row.kind for row in head}
    signs: list[Sign] = []
    if kinds & _TITLED:
        signs.append("title")
    if any(row.numbered for row in head):
        signs.append("number")
    signs += [sign for sign in ("date", "speaker", "address") if sign in kinds]
    counted = next((row.first for row in rows[behind:] if row.kind == "marker" or row.first), "")
    if counted and any(row.first == counted for row in rows[since:first]):
        signs.append("anew")
    before = rows[run:first]
    signed = any(row.kind in {"date", "speaker"} or _ISSUER.search(row.line.plain) for row in before)
    if first and (signed or rows[first - 1].kind == "closing"):
        signs.append("closed")
    return tuple(signs)


def _suffice(signs: Sequence[Sign], head: Sequence[_Row]) -> bool:
    """Whether signs are enough: beside a title any but who speaks; a title in a numbered line may be a heading, one without 在 a theme."""
    others = set(signs) - {"title"}
    if "title" not in signs:
        return {"date", "address"} <= others or len(others) > 2 or ("number" in others and len(others) > 1)
    title = next(row for row in head if row.kind in _TITLED)
    if title.kind == "counted":
        return bool(others & {"date", "address"})
    if others <= {"anew", "closed", "speaker"}:
        return bool(_NAMED.search(title.line.plain)) and bool(others - {"speaker"})
    return True


# --- what stands between heads -----------------------------------------------------------------------------------------------


def _spoken(rows: Sequence[_Row], heads: list[_Head]) -> list[_Head]:
    """Leave out heads behind which nothing is said, as in a list of titles."""
    ends = [head.first for head in heads[1:]] + [len(rows)]
    return [head for head, end in zip(heads, ends, strict=False) if _says(rows[head.behind : end])]


def _says(rows: Sequence[_Row]) -> bool:
    return sum(len(row.line) for row in rows if row.kind in {"prose", "marker"} and _STOPPED.search(row.line.printed)) >= SAID


def _lists(rows: Sequence[_Row]) -> bool:
    """Whether lines are a cover or a table of contents."""
    return sum(row.kind in _TITLED for row in rows) > 1 or any(_LISTING.search(row.line.plain) for row in rows)


def _title(head: Sequence[_Row]) -> str:
    return next((row.line.printed for row in head if row.kind in _TITLED or row.kind == "short"), head[0].line.printed)


def _first_title(rows: Sequence[_Row]) -> str:
    return next((row.line.printed for row in rows[:6] if row.kind in _TITLED or row.kind == "short"), rows[0].line.printed[:_TITLE_LENGTH])
