"""The whole import of a corpus in one process (read, annotate, cut, store) against bare `jieba.lcut` of the same texts, and where its time goes."""

import statistics
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from unittest.mock import patch

from analysis.annotation import annotate as annotating
from analysis.annotation.segmentation import engine
from analysis.corpus import build
from analysis.corpus import store as storing
from analysis.corpus import writer as writing
from analysis.model import Lexicon
from bench import reference
from bench.clock import alternating, ms, ratio, show_table, timed, watched
from bench.corpora import Corpus

CLOCKS = {"by the clock": time.perf_counter, "by processor time, all threads": time.process_time}

FOUND = ("find_sentences", "find_sections", "find_slogans", "find_expansions")
WATCHED = (
    (build, "read_files"),
    (writing, "annotate"),
    *((annotating, name) for name in FOUND),
    (writing, "token_rows"),
    (type(engine(Lexicon())), "cut"),
    (storing.Writer, "write"),
    (storing.Writer, "_learn"),
)
"""The functions whose time is taken, each where the import looks it up."""


def show(corpus: Corpus, rounds: int) -> None:
    texts = [speech.text for speech in build.read_files(corpus.files).speeches]
    chars = sum(map(len, texts))
    reference.warm()
    import_seconds(corpus)  # the first import loads the libraries
    rows = []
    for name, clock in CLOCKS.items():
        whole, bare = alternating(lambda clock=clock: import_seconds(corpus, clock), lambda clock=clock: reference.lcut_seconds(texts, clock), rounds)
        medians = statistics.median(bare), statistics.median(whole)
        rows.append((name, *map(ms, medians), f"{chars / medians[1]:,.0f}", ratio(bare, whole)))
    show_table(
        f"Import of {corpus.name}: {len(texts)} speeches, {chars:,} characters, one process; medians of {rounds} alternating rounds",
        ("", "jieba.lcut ms", "import ms", "characters/s", "import is faster × (lowest–highest)"),
        rows,
    )
    _show_parts(corpus, rounds)


def import_seconds(corpus: Corpus, clock: Callable[[], float] = time.perf_counter) -> float:
    """
    Return the seconds from the files' bytes to the stored rows, in a new workspace; opening and closing it is not in them.

    The engine's dictionary is loaded before, as jieba's is, but it remembers no word of an earlier import.
    """
    new_engine()
    with tempfile.TemporaryDirectory() as folder:
        store = storing.Store(Path(folder))
        try:
            return timed(lambda: import_into(store, corpus), clock)
        finally:
            store.close()


def new_engine() -> None:
    engine.cache_clear()
    engine(Lexicon())


def import_into(store: storing.Store, corpus: Corpus) -> list[str]:
    """Read, annotate and store a corpus."""
    return store.add(build.read_files(corpus.files).speeches, Lexicon())


def _one_after_another(parts: Iterable[Any], make: Callable[[Any], Any], write: Callable[[Any], None], finish: Callable[[Any], object]) -> None:
    """Stands in for `pipelined`: each part is written when all of it is made."""
    for part in parts:
        made = make(part)
        finish(made)
        write(made)


def _show_parts(corpus: Corpus, rounds: int) -> None:
    totals, opening, closing = [], [], []
    each: list[dict[str, float]] = []
    for _ in range(rounds):
        new_engine()
        with tempfile.TemporaryDirectory() as folder:
            stores: list[storing.Store] = []
            opening.append(timed(lambda folder=folder, stores=stores: stores.append(storing.Store(Path(folder)))))
            with watched(WATCHED) as seconds, patch.object(storing, "pipelined", _one_after_another):
                totals.append(timed(lambda stores=stores: import_into(stores[0], corpus)))
            each.append(seconds)
            closing.append(timed(stores[0].close))
    total = statistics.median(totals)
    spent = {name: statistics.median(seconds[name] for seconds in each) for _, name in WATCHED}
    rows = [
        ("reading", spent["read_files"]),
        ("sentences", spent["find_sentences"]),
        ("outline", spent["find_sections"]),
        ("slogans", spent["find_slogans"]),
        ("expansions", spent["find_expansions"]),
        ("rows of these", spent["annotate"] - sum(spent[name] for name in FOUND)),
        ("tokens: the segmenter", spent["cut"]),
        ("tokens: their places", spent["token_rows"]),
        ("store: terms", spent["_learn"]),
        ("store: tables", spent["write"] - sum(spent[name] for name in ("_learn", "token_rows"))),
        ("store: commit, and the rest", total - sum(spent[name] for name in ("read_files", "annotate", "cut", "write"))),
        ("all, one after another", total),
    ]
    show_table("Where the time goes, the store's thread waited for", ("", "ms", "share"), [(name, ms(s), f"{s / total:.0%}") for name, s in rows])
    show_table("Around it", ("", "ms"), [("a new workspace opened", ms(statistics.median(opening))), ("closed", ms(statistics.median(closing)))])
