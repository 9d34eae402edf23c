"""
Every place where a label with a numeral stands, with what speaks for and against it being a slogan.

Candidates come from lists, quotes and frames; each is weighed; a label that the text quotes once is then found wherever the text uses it
again. A frame (三大…工程) may hold a plain count as well: it is a label where the text uses it twice, quotes it or spells it out. Where candidates overlap the longest stands (三权分置 before 三权).
"""

from collections import Counter
from collections.abc import Iterable

from analysis.annotation.expansions import is_spelled_out
from analysis.annotation.label_shapes import numeral_of, pattern_of
from analysis.annotation.slogan_candidates import CLOSING, OPENING, Candidate, find_candidates, find_echoes
from analysis.annotation.slogan_evidence import weigh_quoted
from analysis.model import Slogan, SloganClass

_AFTER = 4  # characters after a closing quote that may name what is quoted (“1234”工程)


def find_slogans(text: str) -> tuple[Slogan, ...]:
    """Return every occurrence of a label with a numeral, in order and without overlap; `decision` says which are slogans."""
    sure: list[Slogan] = []
    waiting: list[Candidate] = []
    framed: list[Candidate] = []
    for candidate in find_candidates(text):
        if candidate.source == "frame":
            framed.append(candidate)
            continue
        if candidate.label is not None and candidate.label.only_quoted and not _is_quoted(text, candidate):
            waiting.append(candidate)
            continue
        slogan = _weighed(text, candidate)
        if slogan is not None:
            sure.append(slogan)
    quoted = {s.form for s in sure if s.quoted and s.decision}
    sure.extend(_row(text, c, c.label.cls, ("+listed", "+echo"), c.label.cls == "slogan") for c in waiting if c.label and c.label.form in quoted)
    sure.extend(_framed(text, framed))
    for form in {s.form for s in sure if s.decision and s.quoted and "+listed" not in s.evidence}:
        sure.extend(_row(text, echo, "slogan", ("+echo",), True) for echo in find_echoes(text, form))
    return _longest(sure)


def _weighed(text: str, candidate: Candidate) -> Slogan | None:
    if candidate.source == "quoted":
        content = text[candidate.start : candidate.end]
        weight = weigh_quoted(content, text[candidate.end + 1 : candidate.end + 1 + _AFTER] if content.isdecimal() else "")
        return None if weight is None else _row(text, candidate, *weight)
    label = candidate.label
    if label is not None:
        slogan = label.cls == "slogan"
        return _row(text, candidate, label.cls, ("+listed",) if slogan else (f"-{label.cls}",), slogan)
    return _row(text, candidate, "slogan", ("+plus" if candidate.source == "plus" else "+frame",), True)


def _framed(text: str, candidates: Iterable[Candidate]) -> Iterable[Slogan]:
    """The rows of frames: labels where the text says one twice or spells it out, else plain counts. Those in quotes are judged as quotations."""
    bare = [(text[c.start : c.end], c) for c in candidates if not _is_quoted(text, c)]
    uses = Counter(form for form, _ in bare)
    for form, candidate in bare:
        label = _row(text, candidate, "slogan", ("+frame", "+again" if uses[form] > 1 else "+explained"), True)
        alone = uses[form] == 1 and not is_spelled_out(text, label)
        yield _row(text, candidate, "count", ("+frame", "-alone"), False) if alone else label


def _row(text: str, candidate: Candidate, cls: SloganClass, evidence: tuple[str, ...], decision: bool) -> Slogan:
    form = text[candidate.start : candidate.end]
    quoted = _is_quoted(text, candidate)
    if quoted and "+quoted" not in evidence:
        evidence = ("+quoted", *evidence)
    return Slogan(form, pattern_of(form), numeral_of(form), cls, evidence, decision, candidate.start, candidate.end, quoted)


def _is_quoted(text: str, candidate: Candidate) -> bool:
    start, end = candidate.start, candidate.end
    return start > 0 and end < len(text) and text[start - 1] in OPENING and text[end] in CLOSING


def _longest(slogans: Iterable[Slogan]) -> tuple[Slogan, ...]:
    """Of overlapping rows keep the longest; of rows for one place the one a list knows, then the quoted one."""
    kept: list[Slogan] = []
    for slogan in sorted(slogans, key=lambda s: (s.start, -s.end)):
        last = kept[-1] if kept else None
        if last is None or slogan.start >= last.end:
            kept.append(slogan)
        elif slogan.end - slogan.start > last.end - last.start or (
            slogan.start == last.start and slogan.end == last.end and _rank(slogan) > _rank(last)
        ):
            kept[-1] = slogan
    return tuple(kept)


def _rank(slogan: Slogan) -> int:
    known = "+listed" in slogan.evidence or any(word == f"-{slogan.cls}" for word in slogan.evidence)
    return 4 * known + 2 * slogan.quoted + slogan.decision
