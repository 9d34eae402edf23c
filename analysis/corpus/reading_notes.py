"""What stands in the margin for the slogans of a speech: how each is explained, here or in another speech."""

import datetime as dt
import math
from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import Any

import pandas as pd

from analysis.corpus.reading_rows import Note, Rows, State


def find_notes(rows: Rows, starts: Sequence[int]) -> list[Note]:
    """
    Return the notes in reading order: one at a slogan's first use, and one more where it is spelled out if that is another paragraph.

    Of explanations in other speeches the latest that is not later than this one speaks, else the earliest after it (see `_nearest`).
    """

    def paragraph_of(position: int) -> int:
        return bisect_right(starts, position)

    notes: list[Note] = []
    uses_of: dict[str, list[int]] = {}
    for use in rows.uses.sort_values("start").itertuples():
        uses_of.setdefault(use.form, []).append(int(use.start))
    explained: dict[str, list[Any]] = {form: [] for form in uses_of}
    for expansion in rows.expansions[rows.expansions["form"].isin(explained)].itertuples():
        explained[expansion.form].append(expansion)
    for form, uses in uses_of.items():
        first, n = uses[0], len(uses)
        here = [row for row in explained[form] if row.id == rows.id]
        if here:
            row = min(here, key=lambda row: (not row.complete, row.start))
            at, number = _anchor(uses, row, paragraph_of), paragraph_of(int(row.start))
            if number == paragraph_of(first):
                notes.append(_note(form, first, "here", row, n=n, paragraph=number))
            else:
                notes.append(_note(form, first, "paragraph", row, n=n, paragraph=number))
                notes.append(_note(form, at, "here", row, n=0, paragraph=number))
        else:
            there = _nearest(explained[form], rows)
            notes.append(_note(form, first, "unexplained" if there is None else "elsewhere", there, n=n, paragraph=paragraph_of(first)))
    notes.sort(key=lambda note: note["at"])
    for number, note in enumerate(notes):
        note["id"] = number
    return notes


def _nearest(expansions: Sequence[Any], rows: Rows) -> Any:
    """
    Return the latest explanation that is not later than the speech, else the earliest, or None.

    Speeches stand as everywhere: by year and date, one without a date behind the dated ones of its year. Before a speech without a year is nothing.
    """
    ordered = sorted(expansions, key=lambda row: (*_when(row.year, row.date), row.id, row.start))
    now = _when(rows.year, rows.date)
    before = [row for row in ordered if _when(row.year, row.date) <= now] if rows.year is not None else []
    return before[-1] if before else next(iter(ordered), None)


def _when(year: Any, date: Any) -> tuple[float, dt.date]:
    return math.inf if pd.isna(year) else int(year), dt.date.max if pd.isna(date) else pd.Timestamp(date).date()


def _anchor(uses: Sequence[int], expansion: Any, paragraph_of: Callable[[int], int]) -> int:
    """Return where the note of an explanation stands: at the slogan it explains if that is in the paragraph, else at the first member."""
    near = [start for start in uses if paragraph_of(start) == paragraph_of(int(expansion.start))]
    return min(near, key=lambda start: abs(start - int(expansion.start))) if near else int(expansion.start)


def _note(form: str, at: int, state: State, row: Any, *, n: int, paragraph: int) -> Note:
    known = row is not None
    return {
        "id": 0,
        "form": form,
        "at": at,
        "state": state,
        "items": list(row.items) if known and state != "paragraph" else [],
        "complete": bool(row.complete) if known else False,
        "n": n,
        "paragraph": paragraph,
        "speech": str(row.id) if known else "",
        "sentence": int(row.sentence) if known else -1,
        "title": str(row.title) if known else "",
        "year": int(row.year) if known and not pd.isna(row.year) else None,
    }
