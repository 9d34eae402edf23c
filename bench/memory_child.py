"""The child whose memory is looked at: it says when it is ready, begins when told to, and says when it is done. Each work loads only what it needs."""

import pickle
import sys
import tempfile
from pathlib import Path
from typing import Any


def do_import(files: Any) -> None:
    from analysis.annotation.segmentation import engine
    from analysis.corpus.store import Store
    from analysis.model import Lexicon
    from bench.corpora import Corpus
    from bench.importing import import_into

    engine(Lexicon()).cut("热身")
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder))
        wait()
        import_into(store, Corpus("", files))
        wait()
        store.close()


def do_parts(files: Any) -> None:
    from analysis.annotation.segmentation import engine
    from analysis.corpus.store import Store
    from analysis.model import Lexicon
    from bench.thousand import import_in_parts

    engine(Lexicon()).cut("热身")
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder))
        wait()
        import_in_parts(store, files)
        wait()
        store.close()


def do_lcut(texts: list[str]) -> None:
    from bench import reference

    reference.warm()
    wait()
    reference.lcut_seconds(texts)
    wait()


def wait() -> None:
    """Tell the parent, and go on when it says so."""
    print("here", flush=True)
    sys.stdin.readline()


if __name__ == "__main__":
    {"import": do_import, "parts": do_parts, "lcut": do_lcut}[sys.argv[1]](pickle.loads(Path(sys.argv[2]).read_bytes()))  # noqa: S301 - written by the parent a moment ago
