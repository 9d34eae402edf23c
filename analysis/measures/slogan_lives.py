"""The lives of slogans: in which years each is used, when it is first and last seen, and what it is said to stand for."""

import pandas as pd

from analysis.measures.result import Result, per_10k
from analysis.model import Counted, digest


def slogan_years(uses: pd.DataFrame, sizes: pd.DataFrame, counted: Counted) -> Result:
    """
    Count the uses of each slogan by year.

    Args:
        uses: id, year, form (`queries.slogan_uses`).
        sizes: group (year), han, of the same scope.
        counted: what they were counted on.

    Returns:
        form, year, n, speeches, per_10k (of that year's Han characters). Years without use have no row; uses in speeches without a year are left out.

    """
    dated = uses.dropna(subset=["year"])
    table = dated.groupby(["form", "year"], as_index=False).agg(n=("id", "size"), speeches=("id", "nunique"))
    table["year"] = table["year"].astype(int)
    han = table["year"].map(sizes.set_index("group")["han"]).astype(float)
    table["per_10k"] = table["n"] * 10_000 / han.where(han > 0)
    return Result(table.sort_values(["year", "form"], ignore_index=True), counted.recipe("slogan_years", {}))


def slogan_lives(uses: pd.DataFrame, expansions: pd.DataFrame, counted: Counted) -> Result:
    """
    Sum up each slogan of a scope.

    Args:
        uses: id, year, form, pattern (`queries.slogan_uses` of the scope).
        expansions: `queries.expansions` of the whole corpus: a label unexplained here may be explained elsewhere.
        counted: what was counted on.

    Returns:
        form, pattern, n, speeches, first, last (years; NA where no speech has one), per_10k, expansion (members joined by 、, empty where none),
        complete, explained (`here`: in the scope, `elsewhere`: only in other speeches, `no`), explained_year, and source_id, source_sentence of the
        explaining sentence. Where several explain it, one in the scope speaks before others, a complete one before others, the earliest first. Sorted by first year, then by n.

    """
    grouped = uses.groupby("form", as_index=False).agg(
        pattern=("pattern", "first"), n=("id", "size"), speeches=("id", "nunique"), first=("year", "min"), last=("year", "max")
    )
    explained = _best(expansions, counted.ids)
    table = grouped.merge(explained, on="form", how="left")
    table["explained"] = table["explained"].astype(object).fillna("no")
    table["expansion"] = table["expansion"].astype(object).fillna("")
    table["complete"] = table["complete"].eq(True)
    for column in ("first", "last", "explained_year", "source_sentence"):
        table[column] = table[column].astype("Int64")
    table["per_10k"] = per_10k(table["n"], counted.han)
    table = table.sort_values(["first", "n", "form"], ascending=[True, False, True], na_position="last", ignore_index=True)
    searched = digest(
        *sorted(f"{row.id} {row.form} {'、'.join(row.items)}" for row in expansions[["id", "form", "items"]].itertuples(index=False, name="Row"))
    )
    return Result(table, counted.recipe("slogan_lives", {"explanations": len(expansions), "explanations_hash": searched}))


def _best(expansions: pd.DataFrame, ids: tuple[str, ...]) -> pd.DataFrame:
    """Return one explanation for each form: in the scope before elsewhere, complete before incomplete, the earliest first."""
    table = expansions.assign(elsewhere=~expansions["id"].isin(ids), incomplete=~expansions["complete"].astype(bool))
    table = table.sort_values(["elsewhere", "incomplete", "year", "date", "start"], kind="stable", na_position="last")
    table = table.drop_duplicates("form")
    return pd.DataFrame(
        {
            "form": table["form"],
            "expansion": ["、".join(items) for items in table["items"]],
            "complete": table["complete"],
            "explained": ["elsewhere" if e else "here" for e in table["elsewhere"]],
            "explained_year": table["year"],
            "source_id": table["id"],
            "source_sentence": table["sentence"],
        }
    )


def meanings(expansions: pd.DataFrame, form: str) -> pd.DataFrame:
    """
    Return the explanations of one slogan in their order of time, each complete one with what changed since the complete one before.

    Returns:
        id, year, title, sentence, paragraph, items (tuple), complete, added, dropped (tuples of members; both empty for the
        first complete one, for incomplete ones, since what they leave out is not dropped, and for those without a year, which have no place in
        time).

    """
    rows = expansions[expansions["form"] == form]
    result = []
    before: tuple[str, ...] | None = None
    for row in rows.itertuples():
        items = tuple(row.items)
        dated = row.complete and not pd.isna(row.year)
        known = before if dated and before is not None else items
        added, dropped = tuple(i for i in items if i not in known), tuple(i for i in known if i not in items)
        result.append((row.id, row.year, row.title, row.sentence, row.paragraph, items, bool(row.complete), added, dropped))
        before = items if dated else before
    return pd.DataFrame(result, columns=["id", "year", "title", "sentence", "paragraph", "items", "complete", "added", "dropped"])
