"""Which speeches are counted: those the sidebar's years, kinds and titles leave. Pure, so that a link can be tested without a page."""

import pandas as pd

from ui.view import View


def selected(speeches: pd.DataFrame, view: View) -> pd.DataFrame:
    """
    Return the rows of *speeches* (`corpus.queries.speeches`) that a view counts.

    Each of years, kinds and speeches restricts; an empty one does not. Ids that are in no workspace are passed over; where nothing of a restriction
    is known here, it restricts nothing (a link from another workspace opens on everything rather than on nothing).
    """
    rows = speeches
    for column, wanted in (("id", view.speeches), ("kind", view.kinds), ("year", view.years)):
        known = set(wanted) & set(speeches[column].dropna())
        if known:
            rows = rows[rows[column].isin(known)]
    return rows
