"""What ships as a default and may be replaced in a workspace: the list of stop words."""

from functools import cache
from pathlib import Path

_LEXICON = Path(__file__).parents[2] / "data" / "lexicon"


@cache
def default_stop_words() -> tuple[str, ...]:
    """Return the shipped stop words in the order of their file; lines that begin with # are notes."""
    lines = (_LEXICON / "stopwords.txt").read_text(encoding="utf-8").splitlines()
    return tuple(dict.fromkeys(line.strip() for line in lines if line.strip() and not line.startswith("#")))
