"""Two sides of a corpus beside one another: words by rate and their difference, slogans kept, new and gone."""

from dataclasses import replace

import pandas as pd

from analysis.measures.frequency import WordChoice
from analysis.measures.result import Result, per_10k
from analysis.model import Counted, Recipe, digest


def compare_words(counts_a: pd.DataFrame, counts_b: pd.DataFrame, a: Counted, b: Counted, choice: WordChoice) -> Result:
    """
    Set the words of two sides beside one another.

    Args:
        counts_a: term, tag, kind, n, range of the first side (`queries.term_counts(by="all")`).
        counts_b: the same of the second.
        a: what the first side was counted on.
        b: what the second was counted on.
        choice: which words are shown.

    Returns:
        term, tag, n_a, n_b, per_10k_a, per_10k_b (per 10,000 Han characters of the side), difference (b - a), sorted by the size of the difference,
        then by term. A word absent from one side stands with n = 0 there. No test is made: a difference says nothing of chance.

    """
    keys = ["term", "tag", "kind"]
    table = counts_a[[*keys, "n"]].merge(counts_b[[*keys, "n"]], on=keys, how="outer", suffixes=("_a", "_b"))
    table[["n_a", "n_b"]] = table[["n_a", "n_b"]].fillna(0).astype(int)
    table = table[choice.keeps(table)]
    table["per_10k_a"], table["per_10k_b"] = per_10k(table["n_a"], a.han), per_10k(table["n_b"], b.han)
    table["difference"] = table["per_10k_b"] - table["per_10k_a"]
    table = table.sort_values("term")
    order = table["difference"].abs().sort_values(ascending=False, kind="stable").index
    columns = ["term", "tag", "n_a", "n_b", "per_10k_a", "per_10k_b", "difference"]
    table = table.loc[order, columns].reset_index(drop=True)
    return Result(table, _recipe("compare_words", a, b, dict(choice.settings())))


def compare_slogans(uses_a: pd.DataFrame, uses_b: pd.DataFrame, a: Counted, b: Counted) -> Result:
    """
    Tell which slogans both sides use (`kept`), only the second (`new`) or only the first (`gone`).

    Returns:
        form, status, n_a, n_b, sorted by status (kept, new, gone), then by n_a + n_b, then by form.

    """
    n_a, n_b = (uses["form"].value_counts() for uses in (uses_a, uses_b))
    table = pd.DataFrame({"n_a": n_a, "n_b": n_b}).fillna(0).astype(int).rename_axis("form").reset_index()
    table["status"] = "kept"
    table.loc[table["n_a"] == 0, "status"] = "new"
    table.loc[table["n_b"] == 0, "status"] = "gone"
    table["order"] = table["status"].map({"kept": 0, "new": 1, "gone": 2})
    table["sum"] = table["n_a"] + table["n_b"]
    table = table.sort_values(["order", "sum", "form"], ascending=[True, False, True], ignore_index=True)
    return Result(table[["form", "status", "n_a", "n_b"]], _recipe("compare_slogans", a, b, {}))


def _recipe(measure: str, a: Counted, b: Counted, settings: dict[str, object]) -> Recipe:
    sides = {name: {"speeches": list(s.ids), "corpus": s.corpus, "han": s.han, "words": s.words} for name, s in (("a", a), ("b", b))}
    sums = {name: getattr(a, name) + getattr(b, name) for name in ("speeches", "han", "words", "corrections")}
    both = replace(a, ids=(*a.ids, *b.ids), corpus=digest(a.corpus, b.corpus), **sums)
    return both.recipe(measure, settings | sides)
