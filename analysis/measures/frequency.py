"""Frequency: how often each word is said, per 10,000 Han characters and per million words, and in how many speeches (range)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.annotation.segmentation import CONTENT_TAGS, OWN_WORD_TAG
from analysis.measures.result import Result, per_10k
from analysis.model import Counted

ALL_TAGS = "all"


@dataclass(frozen=True, slots=True)
class WordChoice:
    """Which words are shown: by part of speech (first letters of jieba's tags, or `all`), less the stop words. Own words always stay."""

    tags: tuple[str, ...] = CONTENT_TAGS
    stop: frozenset[str] = frozenset()
    own: frozenset[str] = frozenset()

    def keeps(self, table: pd.DataFrame) -> "pd.Series[bool]":
        """Return for each row (term, tag, kind) whether it is shown. Numbers and Latin strings are shown only under `all`."""
        own = table["term"].isin(self.own)
        if ALL_TAGS in self.tags:
            wanted = pd.Series(data=True, index=table.index)
        else:
            wanted = table["tag"].str[:1].isin(self.tags) & (table["kind"] == "word")
        return own | (wanted & ~table["term"].isin(self.stop))

    def settings(self) -> Mapping[str, Any]:
        """Return the choice as it goes into a recipe."""
        return {"tags": list(self.tags), "stop_words": sorted(self.stop), "own_words": sorted(self.own), "own_word_tag": OWN_WORD_TAG}


def frequency(counts: pd.DataFrame, counted: Counted, choice: WordChoice) -> Result:
    """
    Rank the words of a scope by how often they are said.

    Args:
        counts: term, tag, kind, n, range, of one group (`queries.term_counts(by="all")`).
        counted: what they were counted on.
        choice: which words are shown; it changes no count.

    Returns:
        rank, term, tag, n (occurrences), per_10k (per 10,000 Han characters), per_million (per million words), range (speeches that hold it),
        range_share (range / speeches), sorted by n, then term. Rates are NaN where nothing was counted on.

    Source: rates and range as in Brezina (2018), Statistics in Corpus Linguistics, ch. 2.

    """
    table = counts.loc[choice.keeps(counts), ["term", "tag", "n", "range"]].sort_values(["n", "term"], ascending=[False, True], ignore_index=True)
    table.insert(0, "rank", range(1, len(table) + 1))
    table["per_10k"] = per_10k(table["n"], counted.han)
    table["per_million"] = table["n"] * (1_000_000 / counted.words) if counted.words else float("nan")
    table["range_share"] = table["range"] / counted.speeches if counted.speeches else float("nan")
    columns = ["rank", "term", "tag", "n", "per_10k", "per_million", "range", "range_share"]
    return Result(table[columns], counted.recipe("frequency", choice.settings()))
