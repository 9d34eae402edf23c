"""Corrections of outlines as rows of their table: each with when it was undone, and why it changes nothing where the text has no place for it any more."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any, Literal

import pyarrow as pa

from analysis.annotation.corrections import Correction, Lost

State = Literal["applied", "lost", "undone"]

FIELDS = tuple(field.name for field in fields(Correction))


@dataclass(frozen=True, slots=True)
class Entry:
    """A correction as it is kept. `undone` is UTC without a zone; `lost` is a `Reason`, or nothing where the outline has the correction."""

    correction: Correction
    undone: datetime | None = None
    lost: str = ""

    @property
    def state(self) -> State:
        return "undone" if self.undone else "lost" if self.lost else "applied"


def live(entries: Iterable[Entry]) -> list[Correction]:
    """Return the corrections that were not undone."""
    return [entry.correction for entry in entries if entry.undone is None]


def entries_of(rows: Iterable[Sequence[Any]]) -> list[Entry]:
    """Make entries of rows of the columns FIELDS, undone, lost."""
    return [Entry(Correction(*values), undone, lost or "") for *values, undone, lost in rows]


def with_lost(entries: Iterable[Entry], lost: Iterable[Lost]) -> list[Entry]:
    """Return entries with the reasons that a new reading of their texts gave."""
    reasons: Mapping[Correction, str] = {entry.correction: entry.reason for entry in lost}
    return [replace(entry, lost="" if entry.undone else reasons.get(entry.correction, "")) for entry in entries]


def correction_rows(entries: Sequence[Entry]) -> pa.Table:
    """Return entries as the table `corrections` has them."""
    columns: dict[str, Any] = {name: [getattr(entry.correction, name) for entry in entries] for name in ("id", *FIELDS)}
    columns |= {"undone": [entry.undone for entry in entries], "lost": [entry.lost or None for entry in entries]}
    types = {"time": pa.timestamp("us"), "undone": pa.timestamp("us")}
    return pa.table({name: pa.array(values, types.get(name, pa.string())) for name, values in columns.items()})
