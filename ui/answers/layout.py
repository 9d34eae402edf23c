"""How is it laid out?"""

from dataclasses import dataclass

import pandas as pd

from analysis.charts.layout import chart_icicle, chart_strips
from analysis.corpus import build, queries
from analysis.corpus.functions import ensure_functions
from analysis.measures.attention import parts_of
from analysis.measures.coverage import missing_altogether
from analysis.measures.layout import depth, layout
from ui.answers.drawn import Drawn, quoted
from ui.asked import Asked, kind_rhythms
from ui.selection import newest_id
from ui.words import Words

COLUMNS = {"level": "int", "label": "text", "function_name": "text", "style_name": "text", "han": "int", "share": "share"}
SIZES = ("share", "han")
ROWS = 60
"""Speeches drawn under one another, the newest; the table taken away has them all."""

LAST = 99_999
"""Where a speech without a year stands in the order of years."""


@dataclass(frozen=True, slots=True)
class LayoutAnswer:
    """The sentence; the strips of all speeches (None for a single one); the outline of the chosen unit's speech; the chosen unit;
    how many speeches are not drawn.
    """

    sentence: str
    strips: Drawn | None
    outline: Drawn
    unit: "pd.Series"
    cut: int


def answer_layout(asked: Asked) -> LayoutAnswer:
    """Draw the outlines of the selection, and in full that of the speech in which something was clicked."""
    words = asked.words
    ensure_functions(asked.store)
    result = layout(queries.outlines(asked.store, asked.ids), asked.counted)
    table = labelled(result.table, words)
    unit = _chosen(asked, table)
    one = table[table["id"] == unit["id"]]
    strips = None
    if asked.counted.speeches > 1:
        by = asked.view.shape if asked.view.shape in SIZES else SIZES[0]
        labels = {
            "axis": words(f"layout.{by}"),
            "missing": words("figure.missing"),
            "hover": words("layout.hover_row"),
            "chosen": words("figure.chosen"),
        }
        top = table[table["parent"] == -1]
        rows = speech_rows(asked)[-ROWS:]
        figure = chart_strips(top, rows=rows, by=by, chosen=unit["key"], colours=asked.colours, labels=labels)
        alt = words("layout.alt_strips", n=asked.counted.speeches)
        columns = {"title": "text", "year": "year", **COLUMNS}
        strips = Drawn("layout_all", figure, table, columns, words(f"layout.{by}"), alt, result.recipe)
    labels = {"share": words("layout.share"), "level": words("layout.level"), "hover": words("layout.hover"), "chosen": words("figure.chosen")}
    figure = chart_icicle(one, chosen=unit["key"], colours=asked.colours, labels=labels)
    recipe = layout(one, build.count(asked.store, [unit["id"]], asked.lexicon)).recipe
    outline = Drawn("layout", figure, one, COLUMNS, words("layout.share"), words("layout.alt_tree", n=len(one)), recipe)
    return LayoutAnswer(_sentence(asked, table), strips, outline, unit, max(asked.counted.speeches - ROWS, 0))


def labelled(table: pd.DataFrame, words: Words) -> pd.DataFrame:
    """Return the units with key (`speech-unit`, neutral), label (marker and heading, or the name of the unit's role), style_name, part and function_name."""
    part = parts_of(table)
    return table.assign(
        key=unit_keys(table),
        label=unit_labels(table, words),
        style_name=table["style"].map({**words.of("style"), "": ""}),
        part=part,
        function_name=part.map(words.of("function")),
    )


def unit_keys(table: pd.DataFrame) -> "pd.Series[str]":
    """Return the neutral id of each unit, `speech-unit`."""
    return table["id"] + "-" + table["unit"].astype(str)


def unit_labels(table: pd.DataFrame, words: Words) -> "pd.Series[str]":
    """Return what each unit is called: its marker and heading, or the name of its role."""
    return (table["marker"] + table["heading"]).where(table["role"] == "unit", table["role"].map(words.of("role")))


def _chosen(asked: Asked, table: pd.DataFrame) -> "pd.Series":
    """Return the clicked unit; without one, the largest top unit of the newest speech."""
    clicked = table[table["key"] == asked.view.chosen]
    if len(clicked):
        return clicked.iloc[0]
    newest = table[table["id"] == newest_id(asked.rows)]
    return newest.assign(order=newest["level"].replace(0, LAST)).sort_values(["order", "share"], ascending=[True, False]).iloc[0]


def _sentence(asked: Asked, table: pd.DataFrame) -> str:
    words, speeches = asked.words, asked.counted.speeches
    shape = depth(table)
    if shape.empty:
        return words("layout.nothing", speeches=speeches)
    deepest = int(shape["deepest"].max())
    if speeches == 1:
        largest = table[(table["level"] == 1) & (table["role"] == "unit")].sort_values("share").iloc[-1]
        share = f"{largest['share']:.0%}"
        return words("layout.answer_one", units=int(shape["units"].iloc[0]), deepest=deepest, unit=quoted(largest["label"]), share=share)
    usual = int(shape["units"].mode().iloc[0])
    low, high, same = int(shape["units"].min()), int(shape["units"].max()), int((shape["units"] == usual).sum())
    tie = len(shape["units"].mode()) > 1
    text = words("layout.answer_tie" if tie else "layout.answer", speeches=speeches, low=low, high=high, usual=usual, same=same, deepest=deepest)
    without, unmeasured = speeches - len(shape), table.loc[table["share"].isna(), "id"].nunique()
    text += words("layout.without", n=without) if without else ""
    return text + (words("layout.no_han", n=unmeasured) if unmeasured else "")


def speech_rows(asked: Asked) -> list[tuple[str, str]]:
    """Return (speech id, label) oldest first, with a row of its own for each missing year; labels that recur are numbered."""
    named = [
        (LAST if pd.isna(year) else int(year), id_, f"{asked.year_name(year)} {asked.kind_name(kind)}")
        for id_, year, kind in zip(asked.rows["id"].tolist(), asked.rows["year"].tolist(), asked.rows["kind"].tolist(), strict=True)
    ]
    gaps = [(y, "", str(y)) for y in missing_altogether(asked.rows, kind_rhythms(asked.store, asked.speeches))]
    seen: dict[str, int] = {}
    result = []
    for _, id_, label in sorted(named + gaps, key=lambda row: row[0]):
        seen[label] = seen.get(label, 0) + 1
        result.append((id_, label if seen[label] == 1 else f"{label} {seen[label]}"))
    return result
