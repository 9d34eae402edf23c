"""
The command line of the benchmarks.

    python -m bench                    all but start, fuzz and shared; import, pages and memory on the sample corpus and on ../shared/corpus/gwr where it is there
    python -m bench --corpus DIR       the same on a folder of speeches
    python -m bench thousand           1,000 speeches of 5,000 characters: import, the layout page, memory
    python -m bench reading            how fast each format is read
    python -m bench fuzz [N]           N damaged files of every format (default 3,000): no crash, no hang, nothing stored changes
    python -m bench start              a cold start in a browser, against an empty Streamlit app with one chart
    python -m bench shared [FOLDER]    the shared evaluation, and the figures of the public reports
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from bench.corpora import REPORTS, SHARED, Corpus, folder, sample


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure the program; every figure stands beside one of the same run.")
    parser.add_argument("--rounds", type=int, default=7, metavar="N", help="alternating rounds of the import (default 7; at least 5)")
    parser.add_argument("--copies", type=int, default=10, metavar="N", help="how many times the sample corpus is imported (default 10)")
    parser.add_argument("--corpus", type=Path, metavar="DIR", help="a folder of speeches to measure instead")
    parser.set_defaults(run=_program)
    commands = parser.add_subparsers(title="others", metavar="COMMAND")
    start = commands.add_parser("start", help="a cold start in a browser")
    start.add_argument("--starts", type=int, default=5, metavar="N", help="starts of each app (default 5; at least 3)")
    start.set_defaults(run=_start)
    thousand = commands.add_parser("thousand", help="the import of a thousand speeches, and its memory")
    thousand.set_defaults(run=_thousand)
    reading = commands.add_parser("reading", help="how fast each format is read")
    reading.set_defaults(run=_reading)
    fuzz = commands.add_parser("fuzz", help="damaged files of every format")
    fuzz.add_argument("n", type=int, nargs="?", default=3_000, metavar="N", help="how many (default 3,000)")
    fuzz.set_defaults(run=_fuzz)
    shared = commands.add_parser("shared", help="the shared evaluation and the public reports")
    shared.add_argument("folder", type=Path, nargs="?", default=SHARED, help="where eval/ and corpus/gwr are (default ../shared)")
    shared.set_defaults(run=_shared)
    options = parser.parse_args(arguments)
    return int(options.run(options) or 0)


def _program(options: argparse.Namespace) -> None:
    shipped = [sample(options.copies), *([folder(REPORTS)] if REPORTS.is_dir() else [])]
    corpora = [folder(options.corpus)] if options.corpus else shipped
    for corpus in corpora:
        _measure(corpus, options.rounds)
    if not options.corpus and not REPORTS.is_dir():
        print(f"{REPORTS} is not here; only the sample corpus was measured")
    if not options.corpus:
        _reading(options)
        _thousand(options)


def _measure(corpus: Corpus, rounds: int) -> None:
    from bench import importing, memory, pages

    importing.show(corpus, max(rounds, 5))
    pages.show(corpus.once())
    memory.show(corpus)


def _thousand(options: argparse.Namespace) -> None:
    from bench import thousand

    thousand.show(min(options.rounds, 3))


def _reading(options: argparse.Namespace) -> None:
    from bench import reading

    reading.show(min(options.rounds, 5))


def _fuzz(options: argparse.Namespace) -> int:
    from bench import fuzz

    return fuzz.show(options.n)


def _start(options: argparse.Namespace) -> None:
    from bench import start

    start.show(max(options.starts, 3))


def _shared(options: argparse.Namespace) -> int:
    from bench import shared

    return shared.show(options.folder, max(options.rounds, 5), _measure)


if __name__ == "__main__":
    sys.exit(main())
