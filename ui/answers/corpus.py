"""What is here?"""

from dataclasses import dataclass

import pandas as pd

from analysis.charts.coverage import chart_coverage
from analysis.measures.coverage import coverage
from analysis.measures.result import missing_years
from ui.answers.drawn import Drawn
from ui.asked import Asked

COLUMNS = {"kind_name": "text", "year": "year", "speeches": "int", "han": "int"}


@dataclass(frozen=True, slots=True)
class CorpusAnswer:
    """The sentence; years × kinds drawn (None where no speech has a year); the speeches behind the clicked square, or the latest ones."""

    sentence: str
    drawn: Drawn | None
    behind: pd.DataFrame
    clicked: bool


LATEST = 5


def answer_corpus(asked: Asked) -> CorpusAnswer:
    """Sum up the selection by kind and year."""
    words = asked.words
    result = coverage(asked.rows, asked.counted)
    if result.table.empty:
        return CorpusAnswer(_sentence(asked), None, _latest(asked), clicked=False)
    table = result.table.assign(
        key=[f"{kind}-{year}" for kind, year in zip(result.table["kind"], result.table["year"], strict=True)],
        kind_name=[asked.kind_name(kind) for kind in result.table["kind"]],
    )
    years = sorted(set(table["year"]))
    missing = missing_years(years)
    figure = chart_coverage(
        table,
        years=sorted([*years, *missing]),
        missing=missing,
        gaps=[(y, kind) for kind, of_kind in table.groupby("kind_name") for y in missing_years(list(of_kind["year"])) if y not in missing],
        chosen=asked.view.chosen,
        colours=asked.colours,
        labels={"missing": words("figure.missing"), "hover": words("corpus.hover")},
    )
    drawn = Drawn("coverage", figure, table, COLUMNS, words("unit.speeches"), words("corpus.alt", n=asked.counted.speeches), result.recipe)
    cell = table[table["key"] == asked.view.chosen]
    if cell.empty:
        return CorpusAnswer(_sentence(asked), drawn, _latest(asked), clicked=False)
    rows = asked.rows[(asked.rows["kind"] == cell["kind"].iloc[0]) & (asked.rows["year"] == cell["year"].iloc[0])]
    return CorpusAnswer(_sentence(asked), drawn, rows, clicked=True)


def _latest(asked: Asked) -> pd.DataFrame:
    dated = asked.rows.dropna(subset=["year"])
    return (asked.rows if dated.empty else dated).tail(LATEST)


def _sentence(asked: Asked) -> str:
    words, counted = asked.words, asked.counted
    years = sorted({int(y) for y in asked.rows["year"].dropna()})
    text = words("corpus.answer", speeches=counted.speeches, han=words.size(counted.han), tokens=words.size(counted.words))
    if years:
        text += words("corpus.years", first=str(years[0]), last=str(years[-1]))
    if gaps := missing_years(years):
        text += words("corpus.missing", years=words("list.comma").join(map(str, gaps)))
    return text + words("list.stop")
