"""What took long to work out, kept in memory for the next time: the values last used, so many and no more, for all threads."""

import threading
from collections import OrderedDict
from collections.abc import Hashable, Iterable, Mapping
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Kept(Generic[Key, Value]):
    """The *most* values last used, by a key that says all they depend on. Thread-safe; no value may be changed."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._values: OrderedDict[Key, Value] = OrderedDict()
        self._turn = threading.Lock()

    def get(self, keys: Iterable[Key]) -> dict[Key, Value]:
        """Return those of *keys* that are kept, with their values."""
        with self._turn:
            found = {key: self._values[key] for key in keys if key in self._values}
            for key in found:
                self._values.move_to_end(key)
        return found

    def put(self, values: Mapping[Key, Value]) -> None:
        """Keep values, and drop those longest out of use where there are too many."""
        with self._turn:
            for key, value in values.items():
                self._values[key] = value
                self._values.move_to_end(key)
            while len(self._values) > self._most:
                self._values.popitem(last=False)
