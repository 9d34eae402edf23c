"""
What a unit does in its speech: look back, describe the situation, set tasks, make demands, make sure of them, or call to action.

Each kind gathers points from cues that anyone can read in data/lexicon/functions.toml: words of the heading, of the first sentences and of the text, the
unit's place and role, what its sub-units do, and what the unit above it does. The strongest is taken where it leads clearly; otherwise nothing is. Every cue
that counted is kept with its points, so that a verdict can be checked and corrected.
"""

import re
import tomllib
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from analysis.annotation.places import bases_of, codes_of, han_before
from analysis.annotation.sentences import find_sentences
from analysis.model import SPOKEN, Role, Section, digest

Kind = Literal["review", "situation", "tasks", "demands", "organisation", "call"]
Where = Literal["heading", "start", "text", "place", "role", "parent", "children"]

KINDS: tuple[Kind, ...] = ("review", "situation", "tasks", "demands", "organisation", "call")
"""回顾、形势、任务、要求、保障、号召, in the order in which a speech usually has them."""

_LEXICON = Path(__file__).parents[2] / "data" / "lexicon" / "functions.toml"
_START = 2  # sentences that introduce a unit


CORRECTED = "+corrected:function:"
"""What a unit's evidence has before the kind that a person gave it; nothing behind it says that it has none."""


@dataclass(frozen=True, slots=True)
class Cue:
    """Points for a kind: the words or the place that spoke for it (`form`), where they stand, and how many."""

    kind: Kind
    form: str
    where: Where
    points: float


@dataclass(frozen=True, slots=True)
class Function:
    """What a unit does, "" where the cues do not decide it, with every cue that counted, the strongest first; `corrected` where a person decided."""

    kind: Kind | Literal[""]
    cues: tuple[Cue, ...] = ()
    corrected: bool = False

    def points(self, kind: Kind) -> float:
        """The sum of the cues for a kind."""
        return sum(cue.points for cue in self.cues if cue.kind == kind)


@dataclass(frozen=True, slots=True)
class _Rule:
    kind: Kind
    where: Where
    weight: float
    pattern: re.Pattern[str] | None
    between: tuple[float, float]
    role: str


@dataclass(frozen=True, slots=True)
class _Rules:
    least: float
    margin: float
    above: dict[Kind, float]
    below: float
    rules: tuple[_Rule, ...]


@cache
def cues_hash() -> str:
    """Return a short id of the cues: other cues give other verdicts."""
    return digest(_LEXICON.read_text("utf-8"), length=8)


@cache
def _rules() -> _Rules:
    """The cues of data/lexicon/functions.toml."""
    read = tomllib.loads(_LEXICON.read_text("utf-8"))
    return _Rules(float(read["least"]), float(read["margin"]), read["above"], float(read["below"]), tuple(_rule(cue) for cue in read["cue"]))


def _rule(cue: dict[str, Any]) -> _Rule:
    pattern = re.compile("|".join(cue["patterns"])) if "patterns" in cue else None
    low, high = cue.get("between", (0, 0))
    return _Rule(cue["kind"], cue["where"], float(cue["weight"]), pattern, (low, high), cue.get("role", ""))


def thresholds() -> tuple[float, float]:
    """Return the points that a kind needs at least to be taken, and those by which it has to lead the next one."""
    rules = _rules()
    return rules.least, rules.margin


def function_of(
    heading: str,
    text: str,
    place: float,
    role: Role = "unit",
    above: Kind | Literal[""] = "",
    below: Mapping[Kind, float] | None = None,
) -> Function:
    """
    Tell what a unit does.

    Args:
        heading: its heading, "" where it has none.
        text: what stands after the heading, sub-units and all.
        place: the share of the speech that stands before it, 0 to 1.
        role: `opening`, `unit` or `closing`.
        above: the function of the unit it stands in, "" at the top or where that is undecided.
        below: kind → the share (0 to 1) of its Han characters that stand in sub-units of that kind.

    Returns:
        The kind with the most points if they are at least `least` and lead the next kind by `margin` (data/lexicon/functions.toml), else "".

    Our own.

    """
    return _told([*_own(heading, _sentences(text), place, role), *_below(below or {}), *_above(above)])


def functions_of(text: str, sections: Sequence[Section]) -> dict[int, Function]:
    """
    Return the id of each opening, unit and closing → its function. *sections* stand in reading order, as `find_sections` gives them.

    First from the lowest units up, each by its own words and by what its sub-units do; then from the top down, where what the unit above does is added.
    """
    han = han_before(codes_of(text))
    whole = int(han[-1]) or 1
    sentences = _spans(text)
    spoken = [section for section in sections if section.role in SPOKEN]
    cues: dict[int, list[Cue]] = {}
    below: dict[int, dict[Kind, int]] = {}
    for section in reversed(spoken):
        said = _within(text, sentences, section.heading_end if section.heading else section.start, section.end)
        size = int(han[section.end] - han[section.start])
        shares = {kind: held / size for kind, held in below.get(section.id, {}).items() if held}
        cues[section.id] = [*_own(section.heading, said, int(han[section.start]) / whole, section.role), *_below(shares)]
        given = _given(section)
        kind = _told(cues[section.id]).kind if given is None else given
        if kind:
            sisters = below.setdefault(section.parent, {})
            sisters[kind] = sisters.get(kind, 0) + size
    found: dict[int, Function] = {}
    for section in spoken:
        told = _told([*cues[section.id], *_above(found[section.parent].kind if section.parent in found else "")])
        given = _given(section)
        found[section.id] = told if given is None else Function(given, told.cues, corrected=True)
    return found


def _own(heading: str, sentences: Sequence[str], place: float, role: Role) -> list[Cue]:
    """The cues of a unit's own words, place and role."""
    return [cue for rule in _rules().rules if (cue := _apply(rule, heading, sentences, place, role))]


def _below(shares: Mapping[Kind, float]) -> list[Cue]:
    return [Cue(kind, f"{share:.0%}", "children", _rules().below * share) for kind, share in shares.items()]


def _above(kind: Kind | Literal[""]) -> list[Cue]:
    return [Cue(kind, kind, "parent", _rules().above[kind])] if kind else []


def _told(cues: Sequence[Cue]) -> Function:
    """The verdict that cues come to."""
    found = Function("", tuple(sorted(cues, key=lambda cue: -cue.points)))
    points = dict.fromkeys(KINDS, 0.0)
    for cue in cues:
        points[cue.kind] += cue.points
    (most, kind), (next_, _) = sorted(((points[kind], kind) for kind in KINDS), key=lambda pair: -pair[0])[:2]
    rules = _rules()
    return Function(kind, found.cues) if most >= rules.least and most - next_ >= rules.margin else found


def _given(section: Section) -> Kind | Literal[""] | None:
    """The kind that a person gave a unit last, "" for none; None where nobody did."""
    said = [item.removeprefix(CORRECTED) for item in section.evidence if item.startswith(CORRECTED)]
    return next((kind for kind in KINDS if kind == said[-1]), "") if said else None


def _sentences(text: str) -> list[str]:
    return _within(text, _spans(text), 0, len(text))


def _spans(text: str) -> tuple[list[int], list[int]]:
    """Where the sentences of a text begin, and where they end."""
    found = find_sentences(codes_of(text), bases_of([text]))
    return found.start.tolist(), found.end.tolist()


def _within(text: str, spans: tuple[list[int], list[int]], start: int, end: int) -> list[str]:
    """The sentences between two places of a text, cut there, but for single characters: the mark that ends a heading is none."""
    starts, ends = spans
    first, last = bisect_right(ends, start), bisect_left(starts, end)
    cut = (text[max(a, start) : min(b, end)].strip() for a, b in zip(starts[first:last], ends[first:last], strict=True))
    return [said for said in cut if len(said) > 1]


def _apply(rule: _Rule, heading: str, sentences: Sequence[str], place: float, role: Role) -> Cue | None:
    """The cue that a rule yields here, if it applies."""
    if rule.where == "role":
        return Cue(rule.kind, role, "role", rule.weight) if role == rule.role else None
    if rule.where == "place":
        low, high = rule.between
        return Cue(rule.kind, f"{place:.0%}", "place", rule.weight) if role == "unit" and low <= place < high else None
    if rule.pattern is None:
        return None
    searched = [heading] if rule.where == "heading" else sentences[:_START] if rule.where == "start" else sentences
    words = [match.group() for said in searched if (match := rule.pattern.search(said))]
    if not words:
        return None
    points = rule.weight * len(words) / len(sentences) if rule.where == "text" else rule.weight
    return Cue(rule.kind, "、".join(dict.fromkeys(words)), rule.where, points)
