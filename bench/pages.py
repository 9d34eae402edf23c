"""
From question to figure: what each page computes, warm, without Streamlit, for views that vary, beside `jieba.lcut` of the same corpus.

What is timed is what the page calls: `ui.asked.ask`, the page's `ui.answers`, and the first passages behind what is chosen.
"""

import random
import statistics
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd

from analysis.corpus import build, queries
from analysis.corpus.passages import passages, sentence_count
from analysis.corpus.reading_view import Rows, reading_view
from analysis.corpus.store import Store
from bench import reference
from bench.clock import ms, percentile, show_table, timed
from bench.corpora import Corpus
from bench.importing import import_into
from ui.answers.compare import answer_compare, chosen_sides, side_names
from ui.answers.corpus import answer_corpus
from ui.answers.layout import answer_layout
from ui.answers.layout_attention import answer_attention
from ui.answers.layout_correct import answer_correct
from ui.answers.layout_depth import answer_levels, answer_lists
from ui.answers.layout_frames import answer_frames
from ui.answers.layout_places import answer_places
from ui.answers.layout_rhythm import answer_rhythm
from ui.answers.layout_themes import answer_themes
from ui.answers.slogans import answer_slogans
from ui.answers.words import answer_words
from ui.asked import Asked, ask
from ui.view import View

Page = Callable[[Asked], object]

VIEWS = 40
"""Views measured for each page: everything, each kind, stretches of years, single speeches, any few."""

PASSAGES = 6
"""How many are drawn at first."""


def show(corpus: Corpus, pages: Sequence[Page] | None = None, views: int = VIEWS) -> None:
    pages = pages or PAGES
    texts = [speech.text for speech in build.read_files(corpus.files).speeches]
    reference.warm()
    times: dict[str, list[float]] = {page.__name__: [] for page in pages}
    bare = []
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder))
        try:
            import_into(store, corpus)
            opened = some_views(queries.speeches(store), views)
            for page in pages:
                page(ask(store, opened[0]))
            for number, view in enumerate(opened):
                if number % 10 == 0:
                    bare.append(reference.lcut_seconds(texts))
                for page in pages:
                    times[page.__name__].append(timed(lambda page=page, view=view: page(ask(store, view))))
        finally:
            store.close()
    whole = statistics.median(bare)
    times["all pages"] = [second for seconds in times.values() for second in seconds]
    show_table(
        f"Question to figure, {corpus.name}: {len(opened)} views a page, warm; jieba.lcut of the whole corpus took {ms(whole)} ms in this run",
        ("page", "p50 ms", "p95 ms", "max ms", "p95 / lcut"),
        [(name, *_figures(seconds, whole)) for name, seconds in times.items()],
    )


def _figures(seconds: Sequence[float], whole: float) -> tuple[str, ...]:
    p95 = percentile(seconds, 0.95)
    return ms(statistics.median(seconds)), ms(p95), ms(max(seconds)), f"{p95 / whole:.2f}"


def some_views(speeches: pd.DataFrame, number: int) -> list[View]:
    """Return views as people open them, the same in every run; the first is everything."""
    chance = random.Random(0)
    ids, years = list(speeches["id"]), sorted({int(y) for y in speeches["year"].dropna()})
    views = [View(), *(View(kinds=(kind,)) for kind in speeches["kind"].unique())]
    while len(views) < number:
        low, high = sorted(chance.choices(range(len(years)), k=2)) if years else (0, 0)
        few = tuple(chance.sample(ids, chance.randint(1, len(ids))))
        views += [View(), View(years=tuple(years[low : high + 1])), View(speeches=(chance.choice(ids),)), View(speeches=few)]
    return views[:number]


# --- the pages ---------------------------------------------------------------------------------------------------------------


def corpus(asked: Asked) -> object:
    return answer_corpus(asked)


def words(asked: Asked) -> object:
    found = answer_words(asked)
    return found, evidence(asked, found.positions)


def cloud(asked: Asked) -> object:
    return words(replace(asked, view=replace(asked.view, shape="cloud")))


def slogans(asked: Asked) -> object:
    found = answer_slogans(asked)
    return found and (found, evidence(asked, found.positions))


def layout(asked: Asked) -> object:
    return answer_layout(asked)


def compare(asked: Asked) -> object:
    sides = side_names(asked)
    if not sides:
        return None
    first, second = chosen_sides(asked, sides)
    if first == second:
        return None
    found = answer_compare(asked, sides, first, second)
    return found, [evidence(asked, positions) for positions in found.positions]


def read(asked: Asked) -> object:
    one = asked.ids[-1]
    speech = asked.store.speech(one)
    rows = Rows(
        speech.id,
        speech.metadata.title,
        speech.metadata.year,
        speech.text,
        speech.decoded,
        speech.repairs,
        queries.outlines(asked.store, [one]),
        queries.sentences(asked.store, one),
        queries.slogan_uses(asked.store, [one]),
        queries.expansions(asked.store, list(asked.speeches["id"])),
        speech.metadata.date,
        speech.analysed,
        speech.remarks,
    )
    return reading_view(rows)


def attention(asked: Asked) -> object:
    return answer_attention(asked)


def themes(asked: Asked) -> object:
    return answer_themes(asked)


def rhythm(asked: Asked) -> object:
    return answer_rhythm(asked)


def levels(asked: Asked) -> object:
    return answer_levels(asked)


def lists(asked: Asked) -> object:
    return answer_lists(asked)


def places(asked: Asked) -> object:
    found = answer_places(asked)
    return found and (found, evidence(asked, found.positions))


def frames(asked: Asked) -> object:
    return answer_frames(asked)


def correct(asked: Asked) -> object:
    return answer_correct(asked)


LAYOUT: tuple[Page, ...] = (layout, attention, themes, rhythm, levels, lists, places, frames, correct)
"""The parts of the layout page."""

PAGES: tuple[Page, ...] = (corpus, words, cloud, slogans, *LAYOUT, compare, read)


def evidence(asked: Asked, positions: pd.DataFrame) -> object:
    """Open the first passages, as the page does beside its figure."""
    return (sentence_count(positions), passages(asked.store, positions, number=PASSAGES)) if len(positions) else None
