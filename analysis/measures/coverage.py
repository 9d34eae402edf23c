"""What a corpus holds: speeches and Han characters by year and kind, how often each kind is given, and so which years are missing."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import pandas as pd

from analysis.measures.result import Result
from analysis.model import Counted

FEWEST = 3
"""Distinct years from which a rhythm can be seen."""

IRREGULAR = 0
"""The interval of a kind that has none, as a person sets it."""

Why = Literal["found", "set", "few", "irregular"]


@dataclass(frozen=True, slots=True)
class Rhythm:
    """
    How often speeches of a kind are given: one in `every` years, or in no regular interval (0). Without one no year is missing.

    `why`: `found` in `alike` of `gaps` gaps between successive years, `set` by a person, too `few` years to tell, or `irregular`.
    """

    every: int
    why: Why
    alike: int = 0
    gaps: int = 0


def rhythm(years: Sequence[int]) -> Rhythm:
    """
    Tell the usual interval between the years of a kind.

    From at least three distinct years: the most frequent gap between successive years, where at least half of the gaps are of its length. Of two gaps that
    are equally frequent the shorter is taken if the longer is a multiple of it (a yearly meeting of which every second year is missing), otherwise none.
    Our own.
    """
    gaps = [later - earlier for earlier, later in pairwise(sorted(set(years)))]
    if len(gaps) < FEWEST - 1:
        return Rhythm(IRREGULAR, "few", 0, len(gaps))
    counts = Counter(gaps)
    most = max(counts.values())
    shortest, *others = sorted(gap for gap, n in counts.items() if n == most)
    if 2 * most < len(gaps) or any(gap % shortest for gap in others):
        return Rhythm(IRREGULAR, "irregular", most, len(gaps))
    return Rhythm(shortest, "found", most, len(gaps))


def rhythms(speeches: pd.DataFrame, kept: Mapping[str, int]) -> dict[str, Rhythm]:
    """Return kind → its rhythm, by name of kind: the interval in years that a person set (*kept*; 0: none), otherwise what the years show."""
    years = {str(kind): [int(y) for y in of_kind["year"].dropna()] for kind, of_kind in speeches.groupby("kind")}
    return {kind: Rhythm(kept[kind], "set") if kind in kept else rhythm(of_kind) for kind, of_kind in years.items()}


def missing(years: Sequence[int], every: int) -> list[int]:
    """
    Return the years between the first and the last in which a speech was to be expected, by an interval in years, and there is none.

    Counted from each year that is there to the next one, so that a meeting held a year late moves those after it; a slip of up to half the interval is no
    missing year. With an interval of 1 these are all years between that are not there; with 0, none.
    """
    if every < 1:
        return []
    return [
        earlier + every * step for earlier, later in pairwise(sorted(set(years))) for step in range(1, math.ceil((later - earlier) / every - 0.5))
    ]


def missing_by_kind(speeches: pd.DataFrame, found: Mapping[str, Rhythm]) -> dict[str, list[int]]:
    """Return kind → the years it misses by its rhythm (`rhythms`)."""
    return {
        str(kind): missing([int(y) for y in of_kind["year"].dropna()], found[str(kind)].every if str(kind) in found else IRREGULAR)
        for kind, of_kind in speeches.groupby("kind")
    }


def missing_altogether(speeches: pd.DataFrame, found: Mapping[str, Rhythm]) -> list[int]:
    """Return the years that some kind misses by its rhythm and in which there is no speech of any kind."""
    there = {int(y) for y in speeches["year"].dropna()}
    return sorted({year for years in missing_by_kind(speeches, found).values() for year in years} - there)


def coverage(speeches: pd.DataFrame, counted: Counted, found: Mapping[str, Rhythm]) -> Result:
    """
    Sum up speeches by kind and year.

    Args:
        speeches: id, kind, year, counted_han (`queries.speeches`).
        counted: what they are counted on.
        found: the rhythms of the kinds (`rhythms`), by which years are missing.

    Returns:
        kind, year, speeches, han (counted Han characters); speeches without a year are left out. Sorted by kind, year.

    """
    dated = speeches.dropna(subset=["year"]).astype({"year": int})
    table = dated.groupby(["kind", "year"], as_index=False).agg(speeches=("id", "size"), han=("counted_han", "sum"))
    return Result(table, counted.recipe("coverage", {"rhythm": {kind: of_kind.every for kind, of_kind in found.items()}}))


def kinds(speeches: pd.DataFrame, counted: Counted, found: Mapping[str, Rhythm]) -> Result:
    """
    Sum up each kind of speech: how many, how long, when, how often.

    Args:
        speeches: id, kind, year, counted_han (`queries.speeches`).
        counted: what they are counted on.
        found: their rhythms (`rhythms`).

    Returns:
        kind, speeches, undated, han, first, last (years; NaN without any), every (interval in years; NaN where there is none, for which the notes
        give the reason), missing (how many years; NaN where no interval defines them). Sorted by kind.

    """
    gone = missing_by_kind(speeches, found)
    rows = []
    for name, of_kind in speeches.groupby("kind"):
        kind, years = str(name), of_kind["year"].dropna()
        every = found[kind].every or math.nan
        rows.append(
            {
                "kind": kind,
                "speeches": len(of_kind),
                "undated": int(of_kind["year"].isna().sum()),
                "han": int(of_kind["counted_han"].sum()),
                "first": years.min() if len(years) else math.nan,
                "last": years.max() if len(years) else math.nan,
                "every": every,
                "missing": math.nan if math.isnan(every) else len(gone[kind]),
            }
        )
    columns = ["kind", "speeches", "undated", "han", "first", "last", "every", "missing"]
    table = pd.DataFrame(rows, columns=columns).astype(dict.fromkeys(("first", "last", "every", "missing"), float))
    why = {kind: r.why for kind, r in sorted(found.items()) if not r.every}
    reasons = "; ".join(f"{kind}: {_REASONS[reason]}" for kind, reason in why.items())
    settings = {"rhythm": {kind: r.every for kind, r in sorted(found.items())}}
    return Result(table, counted.recipe("kinds", settings), {"every": reasons, "missing": reasons} if reasons else {})


_REASONS: dict[Why, str] = {"few": f"fewer than {FEWEST} years", "irregular": "no interval makes up half of the gaps", "set": "set as irregular"}
