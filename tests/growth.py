"""
How the time of some work grows with the size of what it is given.

Only processor time of the thread is counted, without the collection of garbage, and a size is compared with another one measured at the same moment: what
else the machine does is no defect. How fast the work is in seconds is asked by bench/, not by tests.
"""

import gc
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

TIMES = 8
"""How many times as large the large size is."""

LINEAR = 24
"""Work that grows with the size takes 8 times as long, work that grows with its square 64 times: this is as far from the one as from the other."""

FLAT = 3
"""Work that asks for the same part of whatever it is given takes as long, work that asks for all of it 8 times as long."""

_RUNS, _TRIES = 5, 5

Given = TypeVar("Given")


def check_growth(work: Callable[[Given], object], given: Callable[[int], Given], small: int, at_most: float = LINEAR) -> None:
    """
    Check that work on something 8 times as large as *small* takes *at_most* so many times as long.

    What it works on is made by *given* from a size and is not counted. *small* is so large that what every call takes is little beside it.

    Raises:
        AssertionError: the large size took longer each of five times, compared with the fastest of five runs on the small size beside it.

    """
    little, much = given(small), given(TIMES * small)
    tries = []
    with _no_garbage():
        for _ in range(_TRIES):
            once = min(_seconds(work, little) for _ in range(_RUNS))
            tries.append((_seconds(work, much), once))
            if tries[-1][0] <= at_most * once:
                return
    said = ", ".join(f"{large / once:.1f} times ({once:.5f} s, {large:.5f} s)" for large, once in tries)
    raise AssertionError(f"{TIMES} times the size takes {said} as long; at most {at_most} times is allowed")


def _seconds(work: Callable[[Given], object], given: Given) -> float:
    begun = time.thread_time()
    work(given)
    return time.thread_time() - begun


@contextmanager
def _no_garbage() -> Iterator[None]:
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
