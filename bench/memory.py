"""The memory of an import, in a process of its own, against a process that only runs `jieba.lcut` over the same texts."""

import pickle
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import psutil

from analysis.corpus.build import read_files
from bench.clock import show_table
from bench.corpora import Corpus

INTERVAL = 0.003
"""Seconds between two looks at the process."""


def show(corpus: Corpus) -> None:
    texts = [speech.text for speech in read_files(corpus.files).speeches]
    whole, bare = peak("import", corpus.files), peak("lcut", texts)
    show_table(
        f"Memory, {corpus.name}",
        ("", "ready MB", "peak MB"),
        [
            ("import, one process", *(f"{n / 1e6:.0f}" for n in whole)),
            ("bare jieba.lcut, one process", *(f"{n / 1e6:.0f}" for n in bare)),
            ("ratio", f"{whole[0] / bare[0]:.2f}", f"{whole[1] / bare[1]:.2f}"),
        ],
    )


def peak(work: str, given: object) -> tuple[int, int]:
    """Return the resident memory of a child when its libraries and dictionary are loaded, and the highest until its work is done."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "given.pickle"
        file.write_bytes(pickle.dumps(given))
        with subprocess.Popen([sys.executable, "-m", "bench.memory_child", work, str(file)], stdout=subprocess.PIPE, stdin=subprocess.PIPE) as child:
            out, to = child.stdout, child.stdin
            assert out
            assert to
            out.readline()
            process = psutil.Process(child.pid)
            ready = peak = process.memory_info().rss
            to.write(b"\n")
            to.flush()
            done = threading.Thread(target=out.readline)
            done.start()
            while done.is_alive():
                peak = max(peak, process.memory_info().rss)
                time.sleep(INTERVAL)
            to.write(b"\n")
    return ready, peak
