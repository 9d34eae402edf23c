"""How evenly a word is spread over the units of a text, and where in it the word stands. Units are real ones (parts, speeches), never equal slices."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from analysis.measures.result import Result
from analysis.model import Counted

Floats = np.ndarray[Any, np.dtype[np.float64]]
Ints = np.ndarray[Any, np.dtype[np.int64]]


def deviation_of_proportions(n: Floats, sizes: Floats, texts: Ints) -> tuple[Floats, Floats]:
    """
    Return Gries' DP and DPnorm of a word in each of several texts.

    Args:
        n: occurrences in each unit.
        sizes: of each unit, in whatever is counted; a unit without size is passed over.
        texts: of each unit, the text it belongs to, numbered from 0 without gaps.

    Returns:
        For each text dp = `Σ |n/N - size/Size| ÷ 2` and dp_norm = `dp ÷ (1 - smallest share of size)`: 0 where the word is spread as the units are large, 1 where
        all of it stands in the smallest. Both are NaN where the word is absent; dp_norm also where there is a single unit, over which nothing can be spread.

    Source: Gries (2008), International Journal of Corpus Linguistics 13; DPnorm as corrected by Lijffijt & Gries (2012), ibid. 17.

    """
    number = int(texts.max(initial=-1)) + 1
    n, sizes, texts = n[sizes > 0], sizes[sizes > 0], texts[sizes > 0]
    whole, size = (np.bincount(texts, weights, number) for weights in (n, sizes))
    share = sizes / size[texts]
    with np.errstate(invalid="ignore", divide="ignore"):
        dp = np.bincount(texts, np.abs(n / whole[texts] - share), number) / 2
        dp[whole == 0] = np.nan
        smallest = np.ones(number)
        np.minimum.at(smallest, texts, share)
        return dp, np.where(smallest < 1, dp / (1 - smallest), np.nan)


def word_places(places: pd.DataFrame, units: pd.DataFrame, forms: Sequence[str], counted: Counted) -> Result:
    """
    Tell for each speech where in it words stand, and how evenly.

    Args:
        places: id, form, unit, before: every occurrence (`corpus.place_queries`).
        units: id, unit, whole, counted_han of the units at the top (`corpus.unit_queries.top_units`).
        forms: the words followed; each has a row for each speech, also where it is absent.
        counted: what it was counted on.

    Returns:
        id, form, n, per_10k (of the speech's counted Han characters), first, median, last (share of the whole speech's Han characters that stands before the
        occurrence), held (share of the counted units at the top that hold it), dp_norm (over these units, sizes in counted Han characters). NaN: the places and
        dp_norm of a word that is absent, dp_norm of a speech with a single counted unit, rates of a speech of which nothing is counted.

    """
    texts, ids = pd.factorize(units["id"])
    whole = pd.Series(units["whole"].to_numpy(dtype=float), index=units["id"]).groupby(level=0, sort=False).first()
    sizes = units["counted_han"].to_numpy(dtype=float)
    han = np.bincount(texts, sizes, len(ids))
    of_speech = pd.Index(ids).get_indexer(places["id"])
    row = _row_of(texts, units["unit"].to_numpy(), of_speech, places["unit"].to_numpy())
    at = places["before"].to_numpy(dtype=float) / whole.to_numpy()[of_speech]
    tables = []
    for form in forms:
        this = (places["form"] == form).to_numpy()
        n = np.bincount(row[this], minlength=len(units)).astype(float)
        spots = pd.Series(at[this]).groupby(of_speech[this])
        with np.errstate(invalid="ignore", divide="ignore"):
            rate = np.bincount(texts, n, len(ids)) * 10_000 / np.where(han > 0, han, np.nan)
            held = np.bincount(texts, (n > 0) & (sizes > 0), len(ids)) / np.bincount(texts, sizes > 0, len(ids))
        columns = {"id": ids, "form": form, "n": np.bincount(texts, n, len(ids)).astype(int), "per_10k": rate}
        spread = {"held": held, "dp_norm": deviation_of_proportions(n, sizes, texts)[1]}
        tables.append(pd.DataFrame({**columns, "first": spots.min(), "median": spots.median(), "last": spots.max(), **spread}, index=range(len(ids))))
    table = pd.concat(tables).sort_index(kind="stable", ignore_index=True)
    notes = {"dp_norm": "the word is absent, or a single unit is counted"} if table["dp_norm"].isna().any() else {}
    settings = {"of": list(forms), "places": "share of all Han characters", "units": "units at the top", "size": "counted Han characters"}
    return Result(table, counted.recipe("word_places", settings), notes)


def _row_of(texts: Ints, units: Ints, of_text: Ints, of_unit: Ints) -> Ints:
    """Return for each place the row of *texts*, *units* (in ascending order within each text) that it lies in."""
    most = int(units.max(initial=0)) + 1
    return np.searchsorted(texts * most + units, of_text * most + of_unit)
