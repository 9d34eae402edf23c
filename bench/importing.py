"""The whole import of a corpus in one process (read, annotate, cut, store) against bare `jieba.lcut` of the same texts, and where its time goes."""

import statistics
import tempfile
from pathlib import Path

from analysis.annotation import annotate as annotating
from analysis.annotation.segmentation import engine
from analysis.corpus import build
from analysis.corpus import store as storing
from analysis.model import Lexicon
from bench import reference
from bench.clock import alternating, ms, ratio, show_table, timed, watched
from bench.corpora import Corpus

PARTS = {
    "reading": (build, "read_files"),
    "outline": (annotating, "find_sections"),
    "slogans": (annotating, "find_slogans"),
    "expansions": (annotating, "find_expansions"),
    "sentences": (annotating, "find_sentences"),
    "annotation": (build, "annotate"),
    "tokens": (storing, "cut_tokens"),
}
"""Part → the function whose time it is, where the import looks it up. `annotation` holds the four above it."""


def show(corpus: Corpus, rounds: int) -> None:
    texts = [speech.text for speech in build.read_files(corpus.files).speeches]
    reference.warm()
    import_seconds(corpus)  # the first import loads the dictionary and the libraries
    whole, bare = alternating(lambda: import_seconds(corpus), lambda: reference.lcut_seconds(texts), rounds)
    chars = sum(map(len, texts))
    median = statistics.median(whole)
    show_table(
        f"Import of {corpus.name}: {len(texts)} speeches, {chars:,} characters, one process, median of {rounds} alternating rounds",
        ("", "ms", "characters/s"),
        [
            ("bare jieba.lcut", ms(statistics.median(bare)), f"{chars / statistics.median(bare):,.0f}"),
            ("whole import", ms(median), f"{chars / median:,.0f}"),
            ("import is faster × (lowest–highest round)", ratio(bare, whole), ""),
        ],
    )
    _show_parts(corpus, rounds)


def import_seconds(corpus: Corpus) -> float:
    """Return the seconds from the files' bytes to the stored rows, in a new workspace; opening and closing it is not in them."""
    with tempfile.TemporaryDirectory() as folder:
        store = storing.Store(Path(folder))
        try:
            return timed(lambda: import_into(store, corpus))
        finally:
            store.close()


def import_into(store: storing.Store, corpus: Corpus) -> list[str]:
    """Read, annotate and store a corpus."""
    return build.import_speeches(store, build.read_files(corpus.files).speeches, Lexicon())


def _show_parts(corpus: Corpus, rounds: int) -> None:
    cutter = type(engine(Lexicon()))
    totals, opening, closing = [], [], []
    spent: dict[str, list[float]] = {name: [] for name in (*PARTS, "cut")}
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as folder, watched([*PARTS.values(), (cutter, "cut")]) as seconds:
            stores: list[storing.Store] = []
            opening.append(timed(lambda folder=folder, stores=stores: stores.append(storing.Store(Path(folder)))))
            totals.append(timed(lambda stores=stores: import_into(stores[0], corpus)))
            closing.append(timed(stores[0].close))
        for name, (_, function) in PARTS.items():
            spent[name].append(seconds[function])
        spent["cut"].append(seconds["cut"])
    total = statistics.median(totals)
    part = {name: statistics.median(times) for name, times in spent.items()}
    found = sum(part[name] for name in ("outline", "slogans", "expansions", "sentences"))
    rows = [
        ("reading", part["reading"]),
        ("sentences", part["sentences"]),
        ("outline", part["outline"]),
        ("slogans", part["slogans"]),
        ("expansions", part["expansions"]),
        ("rows of these", part["annotation"] - found),
        ("tokens: the segmenter", part["cut"]),
        ("tokens: their places", part["tokens"] - part["cut"]),
        ("store: terms, tags, tables, commit", total - part["reading"] - part["annotation"] - part["tokens"]),
    ]
    show_table("Where the time of the import goes", ("", "ms", "share"), [(name, ms(s), f"{s / total:.0%}") for name, s in rows])
    show_table("Around it", ("", "ms"), [("a new workspace opened", ms(statistics.median(opening))), ("closed", ms(statistics.median(closing)))])
