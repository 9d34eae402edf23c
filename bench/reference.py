"""What everything is measured against: jieba's own `lcut` of the same texts, its dictionary loaded before."""

import logging
import time
from collections.abc import Callable, Sequence

from bench.clock import timed


def lcut_seconds(texts: Sequence[str], clock: Callable[[], float] = time.perf_counter) -> float:
    """Return the seconds of `jieba.lcut` over the texts."""
    return timed(lambda: [len(_jieba().lcut(text)) for text in texts], clock)


def warm() -> None:
    """Load jieba's dictionary."""
    _jieba()


def _jieba():  # noqa: ANN202 - jieba brings no types
    import jieba

    if not jieba.dt.initialized:
        jieba.setLogLevel(logging.WARNING)
        jieba.initialize()
    return jieba
