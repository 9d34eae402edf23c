"""Long work goes in parts: the rows of one are made while a thread inserts those of the part before."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

CHARACTERS = 500_000
"""Characters of a part: fewer pay too often for an insert, more keep a stopped import waiting and hold more rows in memory."""

Item = TypeVar("Item")
Part = TypeVar("Part")
Made = TypeVar("Made")


def parts_of(items: Sequence[Item], characters: Sequence[int]) -> Iterator[Sequence[Item]]:
    """Divide *items*, whose texts have so many *characters*, into parts in their order."""
    first, held = 0, 0
    for place, size in enumerate(characters):
        if held and held + size > CHARACTERS:
            yield items[first:place]
            first, held = place, 0
        held += size
    if first < len(items):
        yield items[first:]


def pipelined(
    parts: Iterable[Part], make: Callable[[Part], Made], write: Callable[[Made], None], finish: Callable[[Made], object] = lambda _: None
) -> None:
    """
    Write what is made of each part; where anything fails, what was handed over before is still written, and the first error is raised.

    *finish* makes the rest of a part that is being written already; its writing is to wait for that.
    """
    with ThreadPoolExecutor(max_workers=1) as thread:  # its end waits for what runs
        running: Future[None] | None = None
        for part in parts:
            made = make(part)
            if running is not None:
                running.result()
            running = thread.submit(write, made)
            finish(made)
        if running is not None:
            running.result()
