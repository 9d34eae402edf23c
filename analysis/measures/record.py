"""What was done to the texts when they were read, summed up over a corpus: places repaired, and places remarked upon."""

import json

import pandas as pd

COLUMNS = ["kind", "id", "places"]


def repair_places(speeches: pd.DataFrame) -> pd.DataFrame:
    """Return kind, id (of the speech), places: how many a repair of this kind changed in it. *speeches*: id, repairs (`queries.speeches`)."""
    rows = [(kind, id_, len(edits)) for id_, text in _pairs(speeches, "repairs") for kind, edits in json.loads(text) if edits]
    return pd.DataFrame(rows, columns=COLUMNS)


def remark_places(speeches: pd.DataFrame) -> pd.DataFrame:
    """Return kind, id (of the speech), places: how often a remark of this kind was made on it. *speeches*: id, remarks (`queries.speeches`)."""
    rows = [(kind, id_, int(n)) for id_, text in _pairs(speeches, "remarks") for kind, n, _ in json.loads(text)]
    return pd.DataFrame(rows, columns=COLUMNS)


def by_kind(places: pd.DataFrame) -> pd.DataFrame:
    """Return kind, places, speeches (that have any), the kind with most places first; equal ones by name."""
    table = places.groupby("kind", as_index=False).agg(places=("places", "sum"), speeches=("id", "nunique"))
    return table.sort_values(["places", "kind"], ascending=[False, True], ignore_index=True)


def _pairs(speeches: pd.DataFrame, column: str) -> list[tuple[str, str]]:
    return [(id_, text) for id_, text in zip(speeches["id"], speeches[column], strict=True) if text != "[]"]
