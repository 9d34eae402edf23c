"""The shared evaluation's score, the outline of its texts damaged and changed, and the figures of the public reports; where they are not at hand it says so and stops."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from analysis.corpus.build import SAMPLE
from bench import shared_outline
from bench.corpora import Corpus, folder


def show(shared: Path, rounds: int, measure: Callable[[Corpus, int], None]) -> int:
    score, reports = shared / "eval" / "score.py", shared / "corpus" / "gwr"
    missing = [str(path) for path in (score, reports) if not path.exists()]
    if missing:
        print(f"not here: {', '.join(missing)}; nothing was measured. Give the folder that holds eval/ and corpus/: python -m bench shared FOLDER")
        return 1
    code = subprocess.run([sys.executable, str(score), str(score.with_name("gold"))], check=False, cwd=SAMPLE.parents[1]).returncode
    below = shared_outline.show(score.with_name("gold"), reports)
    measure(folder(reports), rounds)
    return code or below
