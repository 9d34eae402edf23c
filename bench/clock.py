"""Times, and the plain tables they are printed in."""

import gc
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest.mock import patch


def timed(work: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    """Return the seconds a piece of work takes by a clock; what earlier work left behind is cleared away first."""
    gc.collect()
    start = clock()
    work()
    return clock() - start


def alternating(first: Callable[[], float], second: Callable[[], float], rounds: int) -> tuple[list[float], list[float]]:
    """Measure two things in turn, each round beginning with the other one, so that what slows the machine slows both."""
    a: list[float] = []
    b: list[float] = []
    for number in range(rounds):
        for measure, times in ((first, a), (second, b)) if number % 2 == 0 else ((second, b), (first, a)):
            times.append(measure())
    return a, b


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value below which *share* of the values lie (the nearest one measured, nothing interpolated)."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(share * (len(ordered) - 1)))]


@contextmanager
def watched(functions: Sequence[tuple[Any, str]]) -> Iterator[dict[str, float]]:
    """Sum up the seconds spent in functions, given as (where they are looked up, name), while the block runs."""
    spent: dict[str, float] = {}
    with ExitStack() as patches:
        for owner, name in functions:
            patches.enter_context(patch.object(owner, name, _clocked(getattr(owner, name), name, spent)))
        yield spent


def _clocked(function: Callable[..., Any], name: str, spent: dict[str, float]) -> Callable[..., Any]:
    spent[name] = 0.0

    def clocked(*arguments: Any, **named: Any) -> Any:
        start = time.perf_counter()
        try:
            return function(*arguments, **named)
        finally:
            spent[name] += time.perf_counter() - start

    return clocked


def ratio(times: Sequence[float], others: Sequence[float]) -> str:
    """Write how many times *others* goes into *times*, by their medians, and the lowest and highest of the single rounds."""
    each = [a / b for a, b in zip(times, others, strict=True)]
    return f"{statistics.median(times) / statistics.median(others):.2f} ({min(each):.2f}–{max(each):.2f})"


def show_table(title: str, header: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print rows in aligned columns, the first one to the left, all others to the right."""
    lines = [[str(cell) for cell in row] for row in (header, *rows)]
    widths = [max(len(line[i]) for line in lines) for i in range(len(header))]
    print(f"\n{title}")
    for line in lines:
        first, *others = (f"{cell:{'>' if i else '<'}{width}}" for i, (cell, width) in enumerate(zip(line, widths, strict=True)))
        print("  " + "  ".join([first, *others]).rstrip())


def ms(seconds: float) -> str:
    return f"{seconds * 1000:,.1f}"
