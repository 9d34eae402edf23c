"""How fast each format is read, beside `jieba.lcut` of the texts that came out of it."""

import statistics
from collections.abc import Sequence

from analysis.corpus.build import read_files
from bench import reference
from bench.clock import alternating, ms, ratio, show_table, timed
from bench.fuzz import sound

ENDINGS = ("txt", "md", "docx", "odt", "rtf", "html", "epub", "csv", "xlsx", "zip", "pdf")


def show(rounds: int) -> None:
    reference.warm()
    rows = []
    for ending in ENDINGS:
        files = [(f"{i}.{ending}", data) for i, data in enumerate(sound()[ending])]
        speeches = read_files(files).speeches  # the first reading loads the libraries
        texts = [speech.text for speech in speeches]
        read, bare = alternating(lambda files=files: _seconds(files), lambda texts=texts: reference.lcut_seconds(texts), rounds)
        seconds, chars, size = statistics.median(read), sum(map(len, texts)), sum(len(data) for _, data in files)
        rows.append((ending, len(files), ms(seconds / len(files)), f"{size / seconds / 1e6:.1f}", f"{chars / seconds:,.0f}", ratio(bare, read)))
    show_table(
        f"Reading, medians of {rounds} rounds (a PDF is read in a process of its own, whose start is in it)",
        ("", "files", "ms a file", "MB/s", "characters/s", "faster than jieba.lcut × (lowest–highest)"),
        rows,
    )


def _seconds(files: Sequence[tuple[str, bytes]]) -> float:
    return timed(lambda: read_files(files))
