"""Which speeches are counted: those the sidebar's years, kinds and titles leave. Pure, so that a link can be tested without a page."""

import pandas as pd

from ui.groups import in_groups
from ui.view import View


def selected(speeches: pd.DataFrame, view: View, *, variants: bool = False) -> pd.DataFrame:
    """
    Return the rows of *speeches* (`corpus.queries.speeches`) that a view counts.

    Each of years (first, last), kinds, own groups and speeches restricts; an empty one does not. What a restriction names and the workspace lacks
    selects nothing, so that a link to other speeches never silently opens on all of them. Of a speech and its variants one is counted, unless *variants* are.
    """
    rows = speeches
    if view.speeches:
        rows = rows[rows["id"].isin(view.speeches)]
    if not variants:
        rows = once(rows, speeches)
    if view.kinds:
        rows = rows[rows["kind"].isin(view.kinds)]
    if view.own:
        rows = rows[in_groups(rows, view.own)]
    if view.years:
        rows = rows[rows["year"].between(view.years[0], view.years[-1]).fillna(value=False).astype(bool)]
    return rows


def once(rows: pd.DataFrame, speeches: pd.DataFrame) -> pd.DataFrame:
    """Return *rows* with one of each speech and its variants: the one the others are variants of, or the first where it is not among the rows."""
    if speeches["variant_of"].isna().all():
        return rows
    of = originals(speeches)
    groups = rows["id"].map(of)
    first = ~groups.duplicated()
    return rows[(rows["id"] == groups) | (first & ~groups.isin(rows["id"]))]


def originals(speeches: pd.DataFrame) -> dict[str, str]:
    """
    Return speech id → the one that it is a variant of, over any number of steps; one that is no variant stands for itself.

    Of the variants of a speech that was deleted the first stands for all.
    """
    marked = speeches["variant_of"].isin(speeches["id"])
    lost = dict(zip(speeches.loc[~marked, "id"], speeches.loc[~marked, "variant_of"], strict=True))
    standing: dict[str, str] = {}
    of = dict(zip(speeches.loc[marked, "id"], speeches.loc[marked, "variant_of"], strict=True))
    found = {}
    for id_ in speeches["id"]:
        way = [id_]
        while (following := of.get(way[-1])) is not None and following not in way:
            way.append(following)
        end = way[-1] if following is None else min(way[way.index(following) :])  # two that are marked as variants of each other
        deleted = lost.get(end)
        found[id_] = standing.setdefault(deleted, end) if isinstance(deleted, str) else end
    return found


def newest_id(rows: pd.DataFrame) -> str:
    """Return the id of the newest speech: the last one with a year, else the last."""
    dated = rows.dropna(subset=["year"])
    return str((rows if dated.empty else dated)["id"].iloc[-1])
