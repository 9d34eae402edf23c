"""Attention to themes: what share of the counted text stands in sentences that name them, by year, speech or function of the unit."""

from collections.abc import Sequence
from typing import Literal, get_args

import numpy as np
import pandas as pd

from analysis.measures.result import Result
from analysis.model import Counted

By = Literal["all", "year", "speech", "function"]
GROUPINGS: tuple[By, ...] = get_args(By)

NONE = "none"
"""The id of what names no theme."""

_EMPTY = "no counted Han character in the group"


def theme_attention(
    sentences: pd.DataFrame, uses: pd.DataFrame, themes: Sequence[str], counted: Counted, *, by: By = "all", dictionary: str = ""
) -> Result:
    """
    Share out the counted text among the themes its sentences name.

    Args:
        sentences: id (of the speech), year, function (of the top unit), han (counted Han characters) of every sentence, uncounted ones with 0.
        uses: row (the sentence's place in *sentences*), theme (its place in *themes*), uses; once for each sentence and theme.
        themes: ids of the themes.
        counted: what they were counted on.
        by: what is pooled: `all`, `year` (sentences of speeches without one are left out), `speech`, `function`.
        dictionary: the hash of the themes, for the recipe.

    Returns:
        group, theme, uses, sentences, speeches (that name it), han (of these sentences), named (han / the group's Han characters: the undivided share) and
        share (the divided one: a sentence that names k themes gives each 1/k of its characters). Each group has a row for every theme and one for `none`,
        the text that names none; the shares of a group sum to 1. NaN where a group has no counted Han character. By group, in the order of *themes*.

    Our own.

    """
    codes, groups = _groups(sentences, by)
    n, k = len(themes) + 1, np.bincount(uses["row"], minlength=len(sentences))
    han = sentences["han"].to_numpy().astype(float)
    bare = np.flatnonzero((k == 0) & (han > 0))
    row = np.concatenate([uses["row"].to_numpy(), bare])
    theme = np.concatenate([uses["theme"].to_numpy(), np.full(len(bare), n - 1)])
    times = np.concatenate([uses["uses"].to_numpy(), np.zeros(len(bare), dtype=int)])
    within = codes[row] >= 0
    row, theme, times = row[within], theme[within], times[within]
    cell, size = codes[row] * n + theme, len(groups) * n
    of_group = np.repeat(np.bincount(codes[codes >= 0], weights=han[codes >= 0], minlength=len(groups)), n).astype(float)
    of_group[of_group == 0] = np.nan
    named = np.bincount(cell, weights=han[row], minlength=size)
    table = pd.DataFrame(
        {
            "group": np.repeat(np.array(groups, dtype=object), n),
            "theme": np.tile(np.array([*themes, NONE], dtype=object), len(groups)),
            "uses": np.bincount(cell, weights=times, minlength=size).astype(int),
            "sentences": np.bincount(cell, minlength=size),
            "speeches": _speeches(sentences, row, cell, size),
            "han": named.astype(int),
            "named": named / of_group,
            "share": np.bincount(cell, weights=han[row] / np.maximum(k[row], 1), minlength=size) / of_group,
        }
    )
    settings = {"by": by, "themes": dictionary, "size": "counted Han characters of the sentences", "divided": "1/k among the k themes of a sentence"}
    notes = {"named": _EMPTY, "share": _EMPTY} if np.isnan(of_group).any() else {}
    return Result(table, counted.recipe("theme_attention", settings), notes)


def theme_forms(places: pd.DataFrame, dictionary: pd.DataFrame, counted: Counted, *, themes: str = "") -> Result:
    """
    Count the words and strings that made the themes' attention.

    Args:
        places: theme, form, id of every counted use.
        dictionary: theme, kind, form: every form there is.
        counted: what they were counted on.
        themes: the hash of the themes, for the recipe.

    Returns:
        *dictionary* with uses and speeches, 0 where a form is never found; the most used first within each theme.

    Our own; of forms that overlap in a theme only the longest has the use.

    """
    found = places.groupby(["theme", "form"]).agg(uses=("id", "size"), speeches=("id", "nunique")).reset_index()
    table = dictionary.merge(found, on=["theme", "form"], how="left").fillna({"uses": 0, "speeches": 0}).astype({"uses": int, "speeches": int})
    order = {theme: place for place, theme in enumerate(dict.fromkeys(dictionary["theme"]))}
    table = table.assign(order=table["theme"].map(order)).sort_values(["order", "uses"], ascending=[True, False], kind="stable")
    return Result(table.drop(columns="order").reset_index(drop=True), counted.recipe("theme_forms", {"themes": themes}))


def _groups(sentences: pd.DataFrame, by: By) -> tuple["np.ndarray[tuple[int], np.dtype[np.int64]]", list[str]]:
    """Return the group of each sentence (-1: none) and the groups' names."""
    if by == "all":
        return np.zeros(len(sentences), dtype=np.int64), ["all"]
    if by == "year":
        codes, years = pd.factorize(sentences["year"], sort=True)
        return codes.astype(np.int64), [f"{year:.0f}" for year in years]
    groups = sentences["id" if by == "speech" else "function"].astype("category").cat
    return groups.codes.to_numpy().astype(np.int64), [str(name) for name in groups.categories]


def _speeches(
    sentences: pd.DataFrame, row: "np.ndarray[tuple[int], np.dtype[np.int64]]", cell: "np.ndarray[tuple[int], np.dtype[np.int64]]", size: int
) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
    """Count the speeches of each cell."""
    speech = sentences["id"].astype("category").cat.codes.to_numpy()[row]
    number = int(speech.max(initial=0)) + 1
    return np.bincount(np.unique(cell * number + speech) // number, minlength=size)
