"""Which speeches are counted: those the sidebar's years, kinds and titles leave. Pure, so that a link can be tested without a page."""

import pandas as pd

from ui.groups import in_groups
from ui.view import View


def selected(speeches: pd.DataFrame, view: View) -> pd.DataFrame:
    """
    Return the rows of *speeches* (`corpus.queries.speeches`) that a view counts.

    Each of years (first, last), kinds, own groups and speeches restricts; an empty one does not. What a restriction names and the workspace lacks selects nothing,
    so that a link to other speeches never silently opens on all of them.
    """
    rows = speeches
    if view.speeches:
        rows = rows[rows["id"].isin(view.speeches)]
    if view.kinds:
        rows = rows[rows["kind"].isin(view.kinds)]
    if view.own:
        rows = rows[in_groups(rows, view.own)]
    if view.years:
        rows = rows[rows["year"].between(view.years[0], view.years[-1]).fillna(value=False).astype(bool)]
    return rows


def newest_id(rows: pd.DataFrame) -> str:
    """Return the id of the newest speech: the last one with a year, else the last."""
    dated = rows.dropna(subset=["year"])
    return str((rows if dated.empty else dated)["id"].iloc[-1])
