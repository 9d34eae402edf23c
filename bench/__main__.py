"""
The command line of the benchmarks.

    python -m bench                    import, pages and memory, on the sample corpus and on ../shared/corpus/gwr where it is there
    python -m bench --corpus DIR       the same on a folder of speeches
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


def _measure(corpus: Corpus, rounds: int) -> None:
    from bench import importing, memory, pages

    importing.show(corpus, max(rounds, 5))
    pages.show(corpus.once())
    memory.show(corpus)


def _start(options: argparse.Namespace) -> None:
    from bench import start

    start.show(max(options.starts, 3))


def _shared(options: argparse.Namespace) -> int:
    from bench import shared

    return shared.show(options.folder, max(options.rounds, 5), _measure)


if __name__ == "__main__":
    sys.exit(main())
