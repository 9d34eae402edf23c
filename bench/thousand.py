"""
A thousand speeches of five thousand characters in one process: the import against bare `jieba.lcut`, the parts of the layout page, and memory against twice as many speeches.

They go in as `python -m analysis index` has them go in, read and stored part by part; only the search for near-duplicates is left out, since speeches
shuffled from the same paragraphs have far more in common than real ones.
"""

import statistics
import tempfile
from collections.abc import Sequence
from pathlib import Path

from analysis.commands.index import HELD
from analysis.corpus.build import read_files
from analysis.corpus.store import Store
from analysis.model import Lexicon
from bench import memory, pages, reference
from bench.clock import alternating, ms, ratio, show_table, timed
from bench.corpora import shuffled
from bench.importing import new_engine

SPEECHES = 1_000
CHARACTERS = 5_000


def show(rounds: int) -> None:
    corpus = shuffled(SPEECHES, CHARACTERS)
    texts = [speech.text for speech in read_files(corpus.files).speeches]
    chars = sum(map(len, texts))
    reference.warm()
    import_seconds(corpus.files[:20])  # the first import loads the libraries
    whole, bare = alternating(lambda: import_seconds(corpus.files), lambda: reference.lcut_seconds(texts), rounds)
    medians = statistics.median(bare), statistics.median(whole)
    show_table(
        f"Import of {SPEECHES:,} speeches of {CHARACTERS:,} characters (txt), one process; medians of {rounds} alternating rounds",
        ("", "jieba.lcut ms", "import ms", "characters/s", "import is faster × (lowest–highest)"),
        [("by the clock", *map(ms, medians), f"{chars / medians[1]:,.0f}", ratio(bare, whole))],
    )
    pages.show(corpus, pages.LAYOUT)
    rows = []
    for times in (1, 2):
        files = shuffled(times * SPEECHES, CHARACTERS).files
        ready, peak = memory.peak("parts", files)
        rows.append((f"{len(files):,} speeches", f"{ready / 1e6:.0f}", f"{peak / 1e6:.0f}", f"{(peak - ready) / 1e6:.0f}"))
    show_table("Memory of it, the files' own bytes in it from the start", ("", "ready MB", "peak MB", "growth MB"), rows)


def import_seconds(files: Sequence[tuple[str, bytes]]) -> float:
    """Return the seconds from the files' bytes to the stored rows, in a new workspace."""
    new_engine()
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder))
        try:
            return timed(lambda: import_in_parts(store, files))
        finally:
            store.close()


def import_in_parts(store: Store, files: Sequence[tuple[str, bytes]]) -> None:
    """Read and store so many files at a time as the command line does."""
    at_once = HELD // CHARACTERS
    for first in range(0, len(files), at_once):
        store.add(read_files(files[first : first + at_once]).speeches, Lexicon())
