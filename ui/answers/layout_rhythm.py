"""In what rhythm is it spoken? Lengths of paragraphs, sentences and clauses along one speech, and beside those of the others."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.annotation.stretches import STRETCHES, Stretch
from analysis.charts.rhythm import MOST_DRAWN, chart_rhythm, short
from analysis.charts.rhythms import chart_rhythms
from analysis.charts.template import said, shortened
from analysis.corpus import build, queries, structure_queries
from analysis.measures.result import Result
from analysis.measures.rhythm import counted_off, lengths, rhythm
from ui.answers.drawn import Drawn, quoted
from ui.answers.layout import ROWS, speech_rows, unit_labels
from ui.asked import Asked
from ui.selection import newest_id

SHAPES: tuple[Stretch, ...] = ("sentence", "clause", "paragraph")
"""The sorts of stretches in the order they are offered; the first is the usual one."""

COLUMNS = {"number": "int", "paragraph": "int", "han": "int", "han_before": "int", "enumerated": "int", "text": "text"}

ALL_COLUMNS = {"title": "text", "year": "year", "enumerated": "share"} | {
    f"{stretch}_{figure}": "int" if figure == "n" else "rate" for stretch in SHAPES for figure in ("n", "median", "mean", "low", "high")
}

AROUND = 400
"""Characters of the paragraph shown before and after the stretch that was clicked."""

_LETTERS = {stretch[0]: stretch for stretch in STRETCHES}
_BEGINNING = 24


@dataclass(frozen=True, slots=True)
class Opened:
    """
    What was clicked: a stretch in its paragraph, or all that a speech counts off.

    Of a stretch `number`, `stretch`, its sizes, the text around it with start and end of what is marked, and the sentence that a link leads to. Of what is
    counted off `positions` (id, sentence, start, end), whose Han characters are the share drawn, and `stretch` is ''.
    """

    stretch: str = ""
    number: int = 0
    paragraph: int = 0
    han: int = 0
    enumerated: int = 0
    text: str = ""
    marks: tuple[tuple[int, int], ...] = ()
    sentence: int = 0
    positions: pd.DataFrame | None = None


@dataclass(frozen=True, slots=True)
class RhythmAnswer:
    """
    The sentence; the speech; what its stretches are; their figure and what was opened (None where it says nothing); all speeches, drawn where there are
    several, as a table with its recipe and why values are undefined; how many speeches, and whether stretches, are not drawn.
    """

    sentence: str
    speech: str
    stretch: Stretch
    drawn: Drawn | None
    opened: Opened | None
    speeches: Drawn | None
    all: Result
    cut: int
    thinned: bool


def answer_rhythm(asked: Asked) -> RhythmAnswer:
    """Draw the stretches of one speech (that in which something was clicked, the one chosen, the newest), and the figures of all."""
    view = asked.view
    id_, _, rest = view.chosen.partition("-")
    stretch = view.shape if view.shape in SHAPES else _LETTERS.get(rest[:1], SHAPES[0])
    stretch = next(shape for shape in SHAPES if shape == stretch)
    speech = next((i for i in (id_, view.of) if i in set(asked.ids)), newest_id(asked.rows))
    found = rhythm(structure_queries.stretch_sizes(asked.store, asked.ids), structure_queries.units(asked.store, asked.ids), asked.counted)
    table = found.table.merge(asked.rows[["id", "title", "source_name", "year"]], on="id")
    table = table.assign(key=table["id"], title=table["title"].where(table["title"] != "", table["source_name"]))
    drawn, opened = _one(asked, speech, stretch)
    speeches = _all(asked, Result(table, found.recipe), speech) if asked.counted.speeches > 1 else None
    sentence = _sentence(asked, table.set_index("id"), speech, stretch)
    thinned = drawn is not None and len(drawn.table) > MOST_DRAWN
    return RhythmAnswer(
        sentence, speech, stretch, drawn, opened, speeches, Result(table, found.recipe, found.notes), max(len(asked.ids) - ROWS, 0), thinned
    )


def _one(asked: Asked, speech: str, stretch: Stretch) -> tuple[Drawn | None, Opened | None]:
    words, store = asked.words, asked.store
    outlines, text = queries.outlines(store, [speech]), structure_queries.analysed(store, speech)
    sentences = structure_queries.sentences(store, speech).assign(id=speech)
    result = lengths(sentences, {speech: text}, build.count(store, [speech], asked.lexicon))
    every = result.table
    table = every[every["stretch"] == stretch].reset_index(drop=True)
    if table.empty:
        return None, None
    shown = queries.texts(store, [speech])[speech]
    pieces = counted_off(table, outlines, text)
    table["enumerated"] = np.bincount(pieces["place"], pieces["han"], minlength=len(table)).astype(int)
    table["key"] = [f"{speech}-{stretch[0]}{number}" for number in table["number"]]
    table["text"] = [shown[start:end] for start, end in zip(table["start"], table["end"], strict=True)]
    table["hover"] = _hovers(asked, table, stretch)
    units = outlines[outlines["parent"] == -1]
    units = units.assign(label=unit_labels(units, words))
    key = asked.view.chosen if asked.view.chosen in set(table["key"]) else str(table.loc[table["han"].idxmax(), "key"])
    names = words.of("layout_stretch")
    labels = {
        "along": words("layout_rhythm.along"),
        "up": words("layout_rhythm.up", stretch=names[stretch]),
        "other": words("layout_rhythm.other"),
        "enumerated": words("layout_rhythm.enumerated"),
        "median": words("layout_rhythm.median"),
    }
    enumerations = asked.view.chosen == f"{speech}-e"
    median = float(table["han"].median())
    figure = chart_rhythm(table, pieces, units, median=median, chosen="" if enumerations else key, colours=asked.colours, labels=labels)
    alt = words("layout_rhythm.alt", n=len(table), stretch=names[stretch], median=short(median))
    drawn = Drawn("layout_rhythm", figure, table, COLUMNS, words("layout_rhythm.unit"), alt, result.recipe)
    if enumerations:
        return drawn, Opened(positions=_counted_off(asked, speech, outlines, text))
    return drawn, _opened(table.set_index("key").loc[key], every, stretch, shown)


def _hovers(asked: Asked, table: pd.DataFrame, stretch: Stretch) -> list[str]:
    words = asked.words
    plain, some = (words(f"layout_rhythm.hover_{stretch}{more}") for more in ("", "_some"))
    return [
        (some if r.enumerated else plain).format(number=r.number, han=r.han, enumerated=r.enumerated)
        + "<br>"
        + said(shortened(" ".join(r.text[: _BEGINNING + 1].split()), _BEGINNING))
        for r in table.itertuples()
    ]


def _opened(row: pd.Series, every: pd.DataFrame, stretch: Stretch, text: str) -> Opened:
    """Return a stretch with the paragraph around it, of which a long one is cut."""
    paragraph = every[(every["stretch"] == "paragraph") & (every["paragraph"] == row["paragraph"])].iloc[0]
    first, last = max(int(paragraph["start"]), int(row["start"]) - AROUND), min(int(paragraph["end"]), int(row["end"]) + AROUND)
    before, after = "…" if first > paragraph["start"] else "", "…" if last < paragraph["end"] else ""
    marks = () if stretch == "paragraph" else ((int(row["start"]) - first + len(before), int(row["end"]) - first + len(before)),)
    around = before + text[first:last] + after
    number, place, han, enumerated = (int(row[name]) for name in ("number", "paragraph", "han", "enumerated"))
    return Opened(stretch, number, place, han, enumerated, around, marks, int(row["sentence"]))


def _counted_off(asked: Asked, speech: str, outlines: pd.DataFrame, text: str) -> pd.DataFrame:
    """Return id, sentence, start, end of all that a speech counts off, sentence by sentence."""
    sentences = queries.sentences(asked.store, speech)
    pieces = counted_off(sentences, outlines, text)
    return pd.DataFrame({"id": speech, "sentence": sentences["sentence"].to_numpy()[pieces["place"]], "start": pieces["start"], "end": pieces["end"]})


def _all(asked: Asked, result: Result, speech: str) -> Drawn:
    words = asked.words
    rows = speech_rows(asked)[-ROWS:]
    labels = {name: words(f"layout_rhythm.panel_{name}") for name in ("sentence", "clause", "enumerated")}
    labels |= {"missing": words("figure.missing"), "hover": words("layout_rhythm.hover_row"), "hover_enumerated": words("layout_rhythm.hover_share")}
    figure = chart_rhythms(result.table, rows=rows, chosen=speech, colours=asked.colours, labels=labels)
    alt = words("layout_rhythm.alt_all", n=asked.counted.speeches)
    return Drawn("layout_rhythm_all", figure, result.table, ALL_COLUMNS, words("layout_rhythm.unit"), alt, result.recipe)


def _sentence(asked: Asked, table: pd.DataFrame, speech: str, stretch: Stretch) -> str:
    words = asked.words
    row = table.loc[speech]
    title = quoted(str(row["title"]))
    if not row[f"{stretch}_n"]:
        return words("layout_rhythm.nothing", title=title)
    figures: Mapping[str, str] = {name: short(row[f"{stretch}_{name}"]) for name in ("low", "median", "high")}
    text = words(f"layout_rhythm.answer_{stretch}", title=title, n=int(row[f"{stretch}_n"]), **figures)
    share = row["enumerated"]
    text += words("layout_rhythm.answer_share", share=f"{share:.0%}") if share else words("layout_rhythm.answer_no_share")
    medians = table[f"{stretch}_median"].dropna()
    if len(medians) < 2:
        return text
    return text + words("layout_rhythm.answer_all", low=short(medians.min()), high=short(medians.max()), speeches=len(medians))
