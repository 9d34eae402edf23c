"""What is here?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from analysis.charts.coverage import chart_coverage
from analysis.measures.coverage import Rhythm, coverage, kinds, missing_altogether, missing_by_kind
from analysis.measures.result import Result
from ui.answers.drawn import Drawn
from ui.asked import Asked, kind_rhythms
from ui.selection import selected
from ui.words import Words

COLUMNS = {"kind_name": "text", "year": "year", "speeches": "int", "han": "int"}
KIND_COLUMNS = {"kind_name": "text", "speeches": "int", "han": "int", "first": "year", "last": "year", "rhythm": "text", "missing": "int"}


@dataclass(frozen=True, slots=True)
class CorpusAnswer:
    """
    The sentence; years × kinds drawn (None where no speech has a year); the speeches behind the clicked square, or the latest ones.

    `kinds` sums up each kind (`coverage.kinds`), with its name and rhythm in words.
    """

    sentence: str
    drawn: Drawn | None
    behind: pd.DataFrame
    clicked: bool
    kinds: Result
    rhythms: Mapping[str, Rhythm]


LATEST = 5


def answer_corpus(asked: Asked) -> CorpusAnswer:
    """Sum up the selection by kind and year."""
    words = asked.words
    found = kind_rhythms(asked.store, asked.speeches)
    summed = _kinds(asked, found)
    result = coverage(asked.rows, asked.counted, found)
    sentence = _sentence(asked, missing_altogether(asked.rows, found))
    if result.table.empty:
        return CorpusAnswer(sentence, None, _latest(asked), clicked=False, kinds=summed, rhythms=found)
    table = result.table.assign(
        key=[f"{kind}-{year}" for kind, year in zip(result.table["kind"], result.table["year"], strict=True)],
        kind_name=[asked.kind_name(kind) for kind in result.table["kind"]],
    )
    gone = [
        (asked.kind_name(kind), year, rhythm_name(found[kind].every, words))
        for kind, years in missing_by_kind(asked.rows, found).items()
        for year in years
    ]
    figure = chart_coverage(
        table,
        years=range(table["year"].min(), table["year"].max() + 1),
        gaps=pd.DataFrame(gone, columns=["kind_name", "year", "rhythm"]),
        chosen=asked.view.chosen,
        colours=asked.colours,
        labels={"missing": words("corpus.missing_hover"), "hover": words("corpus.hover")},
    )
    drawn = Drawn("coverage", figure, table, COLUMNS, words("unit.speeches"), words("corpus.alt", n=asked.counted.speeches), result.recipe)
    cell = table[table["key"] == asked.view.chosen]
    if cell.empty:
        return CorpusAnswer(sentence, drawn, _latest(asked), clicked=False, kinds=summed, rhythms=found)
    rows = asked.rows[(asked.rows["kind"] == cell["kind"].iloc[0]) & (asked.rows["year"] == cell["year"].iloc[0])]
    return CorpusAnswer(sentence, drawn, rows, clicked=True, kinds=summed, rhythms=found)


def year_list(years: Sequence[int], words: Words) -> str:
    """Return years as a list, three or more that follow one another as a span."""
    runs: list[list[int]] = []
    for year in years:
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    spans = (f"{run[0]}–{run[-1]}" if len(run) > 2 else words("list.comma").join(map(str, run)) for run in runs)
    return words("list.comma").join(spans)


def rhythm_name(every: int, words: Words) -> str:
    """Return an interval in words: every year, every 5 years, none."""
    if every < 2:
        return words("rhythm.yearly" if every else "rhythm.irregular")
    return words("rhythm.every", n=every)


def rhythm_reason(rhythm: Rhythm, words: Words) -> str:
    """Return in words why an interval is taken: the gaps it was found in, too few years, set by a person."""
    return words(f"rhythm.why_{rhythm.why}", alike=rhythm.alike, gaps=rhythm.gaps)


def _kinds(asked: Asked, found: Mapping[str, Rhythm]) -> Result:
    result = kinds(asked.rows, asked.counted, found)
    names = result.table["kind"]
    table = result.table.assign(
        key=names, kind_name=[asked.kind_name(kind) for kind in names], rhythm=[rhythm_name(found[kind].every, asked.words) for kind in names]
    )
    return Result(table, result.recipe, result.notes)


def _latest(asked: Asked) -> pd.DataFrame:
    dated = asked.rows.dropna(subset=["year"])
    return (asked.rows if dated.empty else dated).tail(LATEST)


def _sentence(asked: Asked, missing: list[int]) -> str:
    words, counted = asked.words, asked.counted
    years = sorted({int(y) for y in asked.rows["year"].dropna()})
    text = words("corpus.answer", speeches=counted.speeches, han=words.size(counted.han), tokens=words.size(counted.words))
    if years:
        text += words("corpus.years", first=str(years[0]), last=str(years[-1]))
    if missing:
        text += words("corpus.missing", years=year_list(missing, words))
    text += words("list.stop")
    if left := len(selected(asked.speeches, asked.view, variants=True)) - len(asked.rows):
        text += words("corpus.variants_left_out", n=left)
    return text
