"""How is one speech laid out, why was each unit taken as one, and what did a person correct?"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from analysis.annotation.corrections import ACTIONS, Action, refusals
from analysis.annotation.functions import Function
from analysis.corpus import build, queries
from analysis.corpus.correction_rows import Entry
from analysis.corpus.corrections import last_live, last_undone, lost_corrections
from analysis.corpus.functions import ensure_functions, functions
from analysis.measures.layout import layout
from analysis.model import Recipe, Section
from ui.answers.drawn import quoted
from ui.answers.layout import labelled
from ui.asked import Asked
from ui.selection import newest_id
from ui.words import Words

COLUMNS = {
    "level": "int",
    "label": "text",
    "style_name": "text",
    "function_name": "text",
    "han": "int",
    "share": "share",
    "why": "text",
    "changed": "text",
}
BEGINNING = 24
"""Characters of a unit's text that name it where it has neither marker nor heading."""

BEGIN: tuple[Action, ...] = ("split", "mark")
"""What is done at a place within a unit, not with the whole of it."""

_CORRECTED, _SERIES = "+corrected:", "+series:"
_PIECE = re.compile(r"[^；;]+[；;]*[”’」』）)》]*|[；;]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text at whose beginning a unit can begin: a sentence, or what stands behind a semicolon."""

    start: int
    text: str
    paragraph: int


@dataclass(frozen=True, slots=True)
class CorrectAnswer:
    """
    The outline of one speech, and all that is to be known of one of its units.

    `units` is as `ui.answers.layout.labelled` makes it, with depth (0 at the top), function_name, found (why it was taken as a unit, sentences), by_hand
    (what a person did with it, sentences), doubtful (its number does not fit), why and changed (both as text). `refused` says what can't be done with `unit` and at `place` (where in the
    text something is to begin, None where nowhere was chosen), `host` is the label of the unit that stands there, `level` that of a sister of it, `levels`
    those that a unit could have there. `first` is the number of the unit's first sentence.
    """

    sentence: str
    speech: str
    units: pd.DataFrame
    unit: "pd.Series"
    pieces: tuple[Piece, ...]
    first: int | None
    place: int | None
    host: str
    level: int
    levels: range
    refused: Mapping[Action, str]
    told: Function | None
    entries: tuple[Entry, ...]
    undoable: Entry | None
    redoable: Entry | None
    lost: tuple[Entry, ...]
    recipe: Recipe


def answer_correct(asked: Asked, place: int | None = None) -> CorrectAnswer:
    """Show the outline of the speech in which something was clicked, and what can be corrected in it; *place* is where a unit might begin."""
    store, words = asked.store, asked.words
    ensure_functions(store)
    id_ = speech_of(asked)
    speech = store.speech(id_)
    measured = layout(queries.outlines(store, [id_]), build.count(store, [id_], asked.lexicon))
    units = _explained(labelled(measured.table, words), speech.text, words)
    chosen = units[units["key"] == asked.view.chosen]
    marked = units[units["role"] == "unit"]
    unit = next(rows for rows in (chosen, marked, units) if len(rows)).iloc[0]
    place = place if place is not None and unit["start"] <= place < unit["end"] else None
    host = units[(units["start"] <= place) & (place < units["end"])].iloc[-1] if place is not None else unit
    sentences = queries.sentences(store, id_)
    sentences = sentences[(sentences["end"] > unit["start"]) & (sentences["start"] < unit["end"])]
    entries = tuple(store.corrections(id_))
    return CorrectAnswer(
        _sentence(asked, id_, units, entries),
        id_,
        units,
        unit,
        tuple(_pieces(sentences, speech.text, int(unit["start"]), int(unit["end"]))),
        next((int(number) for number in sentences["sentence"]), None),
        place,
        str(host["label"]),
        max(int(host["level"]), 1),
        range(1, int(host["level"]) + 2),
        _refused(speech.analysed, units, unit, place),
        functions(store, id_).get(int(unit["unit"])),
        entries,
        last_live(entries),
        last_undone(entries),
        tuple(lost_corrections(store, list(asked.speeches["id"]))),
        measured.recipe,
    )


def speech_of(asked: Asked) -> str:
    """Return the speech that is looked at: that of the clicked unit, else the one chosen here, the one that was read, or the newest."""
    there = set(asked.speeches["id"])
    wanted = (asked.view.chosen.rpartition("-")[0], asked.view.of, asked.view.speech)
    return next((id_ for id_ in wanted if id_ in there), newest_id(asked.rows))


def unit_at(units: pd.DataFrame, place: int) -> str:
    """Return the key of the deepest unit (of `CorrectAnswer.units` or `queries.outlines`) that holds a place in the text."""
    row = units[(units["start"] <= place) & ((place < units["end"]) | (units["parent"] == -1))].iloc[-1]
    return f"{row['id']}-{row['unit']}"


# --- why a unit is one -------------------------------------------------------------------------------------------------------


def _explained(units: pd.DataFrame, text: str, words: Words) -> pd.DataFrame:
    """Add what is said of each unit; a unit without marker and heading is named by its first words."""
    whys, depths = words.of("role_why"), dict[int, int]()
    rows, neighbours = list(units.itertuples()), _neighbours(units)
    for row in rows:
        depths[row.unit] = depths.get(row.parent, -1) + 1
    found, by_hand, doubtful = [], [], []
    for row in rows:
        items = list(map(str, row.evidence))
        said = [reason(item, words, neighbours.get(row.unit)) for item in items if not item.startswith(_CORRECTED)]
        found.append(tuple(filter(None, said)) or (whys[row.role],))
        by_hand.append(tuple(reason(item, words) for item in items if item.startswith(_CORRECTED)))
        doubtful.append(any(item.startswith("-") for item in items))
    return units.assign(
        depth=list(depths.values()),
        label=[row.label if row.role == "unit" and row.label.strip() else _beginning(text, row, words) for row in rows],
        found=found,
        by_hand=by_hand,
        doubtful=doubtful,
        why=[" ".join(said) for said in found],
        changed=[" ".join(said) for said in by_hand],
    )


def reason(item: str, words: Words, neighbours: tuple[str, str] | None = None) -> str:
    """Say one piece of evidence as a sentence; *neighbours* are the markers before and after in the unit's series, empty where it begins or ends."""
    sign, (kind, _, detail) = item[:1], item[1:].partition(":")
    if kind == "corrected":
        action, given, function = detail.partition(":")
        if given:
            return words("evidence.corrected_function", kind=words(f"function.{function or 'undecided'}"))
        return words(f"evidence.corrected_{action}")
    if kind == "series":
        before, after = neighbours or ("", "")
        place, _, size = detail.partition("/")
        which = "both" if before and after else "first" if after else "last" if before else "apart"
        return words(f"evidence.series_{which}", before=before, after=after, place=int(place), size=int(size)) if int(size) > 1 else ""
    return words(f"evidence.{'not_' if sign == '-' else ''}{kind.replace('-', '_')}", detail=detail)


def _neighbours(units: pd.DataFrame) -> dict[int, tuple[str, str]]:
    """Return unit → the markers before and after it in its series, as far as they are marked now; rather of sisters than of others."""
    found: dict[int, tuple[str, str]] = {}
    waiting: dict[tuple[str, int], list[tuple[int, int, str]]] = {}
    for row in units.itertuples():
        item = next((str(item) for item in row.evidence if str(item).startswith(_SERIES)), "")
        if not item:
            continue
        place, _, size = item.removeprefix(_SERIES).partition("/")
        marker = row.marker.strip()
        open_ = waiting.get((size, int(place) - 1), [])
        before = next((one for one in reversed(open_) if one[1] == row.parent), open_[-1] if open_ else None)
        found[row.unit] = ("", "")
        if before:
            open_.remove(before)
            found[row.unit] = (before[2], "")
            found[before[0]] = (found[before[0]][0], marker)
        waiting.setdefault((size, int(place)), []).append((row.unit, row.parent, marker))
    return found


def _beginning(text: str, row: object, words: Words) -> str:
    start, end, role = row.start, row.end, row.role  # type: ignore[attr-defined]
    said = " ".join(text[start:end].lstrip().partition("\n")[0].split())
    said = said if len(said) <= BEGINNING else said[:BEGINNING] + "……"
    return said if role == "unit" else words("layout_correct.frame", role=words(f"role.{role}"), text=said)


# --- the text ----------------------------------------------------------------------------------------------------------------


def _pieces(sentences: pd.DataFrame, text: str, start: int, end: int) -> Iterator[Piece]:
    """Yield the places between two at which a unit could begin, in the sentences that stand there."""
    for first, last, paragraph in zip(sentences["start"], sentences["end"], sentences["paragraph"], strict=True):
        for piece in _PIECE.finditer(text, max(int(first), start), min(int(last), end)):
            yield Piece(piece.start(), piece.group(), int(paragraph))


# --- what can be done --------------------------------------------------------------------------------------------------------


def _refused(text: str, units: pd.DataFrame, unit: "pd.Series", place: int | None) -> dict[Action, str]:
    """Return what can't be done with a unit, and why; words that begin two units mean the deeper one, so that nothing can be done with the other."""
    found: dict[Action, str] = dict(refusals(text, list(_sections(units)), int(unit["start"]), place))
    if units.loc[units["start"] == unit["start"], "unit"].iloc[-1] != unit["unit"]:
        found |= dict.fromkeys((action for action in ACTIONS if action not in BEGIN), "shadowed")
    return found


def _sections(units: pd.DataFrame) -> Iterator[Section]:
    for row in units.itertuples():
        yield Section(
            row.unit,
            row.parent,
            row.level,
            row.role,
            row.style,
            row.marker,
            row.heading,
            row.start,
            row.heading_end,
            row.end,
            tuple(map(str, row.evidence)),
        )


# --- the sentence ------------------------------------------------------------------------------------------------------------


def _sentence(asked: Asked, id_: str, units: pd.DataFrame, entries: Sequence[Entry]) -> str:
    words = asked.words
    row = asked.speeches.set_index("id").loc[id_]
    marked = units[units["role"] == "unit"]
    title = quoted(str(row["title"] or row["source_name"]))
    states = [entry.state for entry in entries]
    said = words(
        "layout_correct.answer" if len(marked) else "layout_correct.answer_none",
        title=title,
        units=len(marked),
        deepest=int(marked["level"].max()) if len(marked) else 0,
    )
    n, lost, undone = (states.count(state) for state in ("applied", "lost", "undone"))
    if not n and undone:
        said += words("layout_correct.all_undone", n=undone)
    else:
        said += words("layout_correct.by_hand" if n else "layout_correct.untouched", n=n)
    return said + (words("layout_correct.some_lost", n=lost) if lost else "")
